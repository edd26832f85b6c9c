/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/rules/nat64_rules.h"

#include <string.h>

#include <sys/socket.h>

static struct gs_address at(const char *text)
{
    struct gs_address address;
    assert_int_equal(gs_address_parse(text, &address), GS_OK);
    return address;
}

static struct gs_nat64_prefix prefix_at(const char *text, uint8_t bits)
{
    return (struct gs_nat64_prefix){at(text), bits};
}

static void check_address(const struct gs_address *address, const char *expected)
{
    char text[GS_ADDRESS_TEXT_MAX];
    gs_address_format(address, text);
    assert_string_equal(text, expected);
}

/* RFC 6052 2.4, tables 2 and 3. */
static void the_standards_own_examples_hold(void **state)
{
    static const struct {
        const char *label;
        const char *prefix;
        uint8_t bits;
        const char *whole;
    } cases[] = {
        {"32", "2001:db8::", 32, "2001:db8:c000:221::"},
        {"40", "2001:db8:100::", 40, "2001:db8:1c0:2:21::"},
        {"48", "2001:db8:122::", 48, "2001:db8:122:c000:2:2100::"},
        {"56", "2001:db8:122:300::", 56, "2001:db8:122:3c0:0:221::"},
        {"64", "2001:db8:122:344::", 64, "2001:db8:122:344:c0:2:2100:0"},
        {"96", "2001:db8:122:344::", 96, "2001:db8:122:344::c000:221"},
        {"the well-known one", "64:ff9b::", 96, "64:ff9b::c000:221"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        check_case(cases[i].label);
        struct gs_nat64_prefix prefix = prefix_at(cases[i].prefix, cases[i].bits);
        struct gs_address v4 = at("192.0.2.33");
        struct gs_address whole;
        struct gs_address back;
        assert_true(gs_nat64_embed(&prefix, &v4, &whole));
        struct gs_address expected = at(cases[i].whole);
        assert_memory_equal(whole.bytes, expected.bytes, sizeof whole.bytes);
        assert_true(gs_nat64_extract(&prefix, &whole, &back));
        check_address(&back, "192.0.2.33");
    }
}

static void no_other_length_exists(void **state)
{
    (void)state;
    size_t known = 0;
    struct gs_address v4 = at("192.0.2.33");
    struct gs_address out = at("::1");
    for (unsigned bits = 0; bits <= 128; bits++) {
        struct gs_nat64_prefix prefix = prefix_at("2001:db8::", (uint8_t)bits);
        known += gs_nat64_is_length(bits);
        assert_int_equal(gs_nat64_is_length(bits), gs_nat64_embed(&prefix, &v4, &out));
    }
    assert_int_equal(known, 6);
}

static void what_is_not_inside_is_left_alone(void **state)
{
    static const struct {
        const char *label;
        const char *prefix;
        uint8_t bits;
        const char *address;
    } cases[] = {
        {"another prefix", "2001:db8::", 32, "2001:db9:c000:221::"},
        {"the octet u is not zero", "2001:db8::", 32, "2001:db8:c000:221:100::"},
        {"the octet u of 64", "2001:db8:122:344::", 64, "2001:db8:122:344:1c0:2:2100:0"},
        {"an IPv4 address", "2001:db8::", 32, "192.0.2.33"},
        {"a length that does not exist", "2001:db8::", 80, "2001:db8::c000:221"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        check_case(cases[i].label);
        struct gs_nat64_prefix prefix = prefix_at(cases[i].prefix, cases[i].bits);
        struct gs_address address = at(cases[i].address);
        struct gs_address out = at("::1");
        assert_false(gs_nat64_extract(&prefix, &address, &out));
        check_address(&out, "::1");
    }
}

static void an_ipv6_address_is_not_embedded(void **state)
{
    (void)state;
    struct gs_nat64_prefix prefix = prefix_at("64:ff9b::", 96);
    struct gs_address v6 = at("2001:db8::7");
    struct gs_address out = at("::1");
    assert_false(gs_nat64_embed(&prefix, &v6, &out));
    check_address(&out, "::1");
}

static void bytes_behind_the_address_are_ignored(void **state)
{
    (void)state;
    struct gs_nat64_prefix prefix = prefix_at("2001:db8::", 32);
    struct gs_address address = at("2001:db8:c000:221:00ab:cdef:1:2");
    struct gs_address out;
    assert_true(gs_nat64_extract(&prefix, &address, &out));
    check_address(&out, "192.0.2.33");
}

struct discovery {
    const char *label;
    const char *addresses[6];
    const char *found[4]; /* "prefix/bits" */
};

static const struct discovery discoveries[] = {
    {"nothing", {NULL}, {NULL}},
    {"the well-known prefix", {"64:ff9b::c000:aa", "64:ff9b::c000:ab"}, {"64:ff9b::/96"}},
    {"32", {"2001:db8:c000:aa::", "2001:db8:c000:ab::"}, {"2001:db8::/32"}},
    {"40", {"2001:db8:1c0:0:aa::", "2001:db8:1c0:0:ab::"}, {"2001:db8:100::/40"}},
    {"48",
     {"2001:db8:122:c000:0:aa00::", "2001:db8:122:c000:0:ab00::"},
     {"2001:db8:122::/48"}},
    {"56",
     {"2001:db8:122:3c0:0:aa::", "2001:db8:122:3c0:0:ab::"},
     {"2001:db8:122:300::/56"}},
    {"64",
     {"2001:db8:122:344:c0:0:aa00:0", "2001:db8:122:344:c0:0:ab00:0"},
     {"2001:db8:122:344::/64"}},
    {"one record is enough", {"2001:db8:122:344::c000:ab"}, {"2001:db8:122:344::/96"}},
    {"two networks, in the answer's order",
     {"64:ff9b::c000:aa", "2001:db8:c000:ab::", "64:ff9b::c000:ab", "2001:db8:c000:aa::"},
     {"64:ff9b::/96", "2001:db8::/32"}},
    {"bytes behind it are not looked at",
     {"2001:db8:c000:aa:12:3456::1", "2001:db8:c000:ab:78:9abc::2"},
     {"2001:db8::/32"}},
    {"an ordinary AAAA record", {"2001:db8::7"}, {NULL}},
    {"the octet u is not zero", {"2001:db8:c000:aa:100::"}, {NULL}},
    {"IPv4 addresses are passed over", {"192.0.0.170", "192.0.0.171"}, {NULL}},
    {"the prefix holds .170 itself: its pair tells the place",
     {"2001:db8:c000:aa::c000:aa", "2001:db8:c000:aa::c000:ab"},
     {"2001:db8:c000:aa::/96"}},
    {"the same twice in a lonely address tells nothing",
     {"2001:db8:c000:aa::c000:aa"},
     {NULL}},
    {"twice .170, once .171: the other one is searched",
     {"2001:db8:c000:aa:c0:0:aa00:0", "c000:aa:c000:aa::c000:ab"},
     {"c000:aa:c000:aa::/96"}},
    {"both at one place each cannot be told apart",
     {"2001:db8:c000:aa::c000:ab"},
     {NULL}},
    {"a place that is none makes it ambiguous, too",
     {"2001:dc0:0:aa00::c000:aa"},
     {NULL}},
};

static void the_prefixes_are_found_where_the_standard_says(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(discoveries); i++) {
        const struct discovery *of = &discoveries[i];
        struct gs_address addresses[6];
        struct gs_nat64 nat64 = {.count = 7};
        size_t count = 0;
        check_case(of->label);
        for (; count < 6 && of->addresses[count] != NULL; count++) {
            addresses[count] = at(of->addresses[count]);
        }
        gs_nat64_discover(addresses, count, &nat64);
        size_t expected = 0;
        for (; expected < 4 && of->found[expected] != NULL; expected++) {
            char text[GS_NAT64_PREFIX_TEXT_MAX];
            assert_true(expected < nat64.count);
            gs_nat64_prefix_format(&nat64.prefixes[expected], text);
            assert_string_equal(text, of->found[expected]);
        }
        assert_int_equal(nat64.count, expected);
    }
}

static void no_more_prefixes_are_kept_than_there_is_room_for(void **state)
{
    (void)state;
    struct gs_address addresses[3 * GS_NAT64_PREFIXES_MAX];
    struct gs_nat64 nat64 = {0};
    for (size_t i = 0; i < COUNT_OF(addresses); i++) {
        addresses[i] = at("2001:db8::c000:aa");
        addresses[i].bytes[5] = (uint8_t)(i + 1);
    }
    gs_nat64_discover(addresses, COUNT_OF(addresses), &nat64);
    assert_int_equal(nat64.count, GS_NAT64_PREFIXES_MAX);
}

/* A generator of its own, so that a failure comes again. */
static uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 16;
}

static void what_is_embedded_is_found_and_comes_out_again(void **state)
{
    static const uint8_t lengths[] = {32, 40, 48, 56, 64, 96};
    uint32_t seed = 64;
    (void)state;
    for (size_t run = 0; run < 20000; run++) {
        struct gs_nat64_prefix prefix = {.prefix.family = AF_INET6,
                                         .bits = lengths[run % COUNT_OF(lengths)]};
        struct gs_address pair[2] = {at("192.0.0.170"), at("192.0.0.171")};
        struct gs_address whole[2];
        struct gs_address any = {.family = AF_INET};
        struct gs_address made;
        struct gs_address back;
        struct gs_nat64 nat64 = {0};
        for (size_t b = 0; b < prefix.bits / 8; b++) {
            prefix.prefix.bytes[b] = (uint8_t)next_random(&seed);
        }
        prefix.prefix.bytes[8] = 0;
        for (size_t b = 0; b < 4; b++) {
            any.bytes[b] = (uint8_t)next_random(&seed);
        }
        assert_true(gs_nat64_embed(&prefix, &any, &made));
        assert_true(gs_nat64_extract(&prefix, &made, &back));
        assert_true(gs_address_is_equal(&any, &back));
        assert_true(gs_nat64_embed(&prefix, &pair[0], &whole[0]));
        assert_true(gs_nat64_embed(&prefix, &pair[1], &whole[1]));
        gs_nat64_discover(whole, 2, &nat64);
        assert_int_equal(nat64.count, 1);
        assert_int_equal(nat64.prefixes[0].bits, prefix.bits);
        assert_true(gs_address_is_equal(&nat64.prefixes[0].prefix, &prefix.prefix));
    }
}

static void random_bytes_are_searched_within_their_bounds(void **state)
{
    uint32_t seed = 7050;
    (void)state;
    for (size_t run = 0; run < 20000; run++) {
        struct gs_address addresses[3];
        struct gs_nat64 nat64 = {0};
        for (size_t i = 0; i < COUNT_OF(addresses); i++) {
            addresses[i] = (struct gs_address){.family = AF_INET6};
            for (size_t b = 0; b < 16; b++) {
                static const uint8_t few[] = {0, 0, 192, 170, 171, 1};
                addresses[i].bytes[b] = few[next_random(&seed) % sizeof few];
            }
        }
        gs_nat64_discover(addresses, COUNT_OF(addresses), &nat64);
        for (size_t i = 0; i < nat64.count; i++) {
            assert_true(gs_nat64_is_length(nat64.prefixes[i].bits));
        }
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_standards_own_examples_hold),
        cmocka_unit_test(no_other_length_exists),
        cmocka_unit_test(what_is_not_inside_is_left_alone),
        cmocka_unit_test(an_ipv6_address_is_not_embedded),
        cmocka_unit_test(bytes_behind_the_address_are_ignored),
        cmocka_unit_test(the_prefixes_are_found_where_the_standard_says),
        cmocka_unit_test(no_more_prefixes_are_kept_than_there_is_room_for),
        cmocka_unit_test(what_is_embedded_is_found_and_comes_out_again),
        cmocka_unit_test(random_bytes_are_searched_within_their_bounds),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
