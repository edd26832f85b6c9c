/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/rules/address_inside.h"
#include "gaiscope/rules/nat64_rules.h"

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

static void an_address_is_unmasked_by_found_prefixes_and_the_well_known_one(void **state)
{
    static const struct {
        const char *label;
        const char *address;
        bool knows;        /* the found prefixes are given */
        const char *words; /* NULL: nothing inside */
        bool is_synthetic;
    } cases[] = {
        {"well-known, nothing found", "64:ff9b::c000:201", false, "NAT64 of 192.0.2.1",
         true},
        {"found prefix", "2001:db8:64::c000:201", true, "NAT64 of 192.0.2.1", true},
        {"the same while nobody knows it", "2001:db8:64::c000:201", false, NULL, false},
        {"found, of 48 bits", "fd00:64:0:c000:2:100::", true, "NAT64 of 192.0.2.1", true},
        {"mapped", "::ffff:192.0.2.1", true, "192.0.2.1 mapped into IPv6", false},
        {"6to4", "2002:c000:201::1", true, "6to4 of 192.0.2.1", false},
        {"Teredo: the client's bits are flipped", "2001:0:c000:201:0:f227:3fff:fdd2",
         false, "Teredo of 192.0.2.45 port 3544, by server 192.0.2.1", false},
        {"an ordinary address", "2001:db8::7", true, NULL, false},
        {"an IPv4 address", "192.0.2.1", true, NULL, false},
    };
    struct gs_nat64 nat64 = {.count = 2};
    (void)state;
    nat64.prefixes[0] = prefix_at("2001:db8:64::", 96);
    nat64.prefixes[1] = prefix_at("fd00:64::", 48);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_address address = at(cases[i].address);
        const struct gs_nat64 *known = cases[i].knows ? &nat64 : NULL;
        struct gs_buf words = {0};
        check_case(cases[i].label);
        assert_int_equal(gs_nat64_inside(known, &address, NULL), cases[i].is_synthetic);
        bool has = gs_address_inside_words(&words, &address, known);
        assert_int_equal(has, cases[i].words != NULL);
        assert_string_equal(gs_buf_text(&words), has ? cases[i].words : "");
        gs_buf_fini(&words);
    }
}

static void the_class_of_a_synthetic_address_is_nat64(void **state)
{
    struct gs_nat64 nat64 = {.count = 1};
    (void)state;
    nat64.prefixes[0] = prefix_at("64:ff9b:1::", 48);
    struct gs_address local = at("64:ff9b:1:c000:2:100::");
    struct gs_address plain = at("2001:db8::7");
    assert_string_equal(gs_address_class_known(&local, NULL).id, "nat64_local");
    assert_string_equal(gs_address_class_known(&local, &nat64).id, "nat64");
    assert_string_equal(gs_address_class_known(&plain, &nat64).id, "documentation");
}

static void a_column_has_the_class_with_what_is_inside(void **state)
{
    static const struct {
        const char *address;
        const char *words;
    } cases[] = {
        {"64:ff9b::c000:201", "NAT64 of 192.0.2.1"},
        {"2002:c000:201::1", "6to4 of 192.0.2.1"},
        {"2001:0:c000:201:0:f227:3fff:fdd2", "Teredo of 192.0.2.45"},
        {"::ffff:192.0.2.1", "IPv4 mapped"},
        {"2001:db8::7", "documentation"},
        {"10.0.0.1", "private"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_address address = at(cases[i].address);
        struct gs_buf words = {0};
        check_case(cases[i].address);
        gs_address_class_words(&words, &address, NULL);
        assert_string_equal(gs_buf_text(&words), cases[i].words);
        gs_buf_fini(&words);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_address_is_unmasked_by_found_prefixes_and_the_well_known_one),
        cmocka_unit_test(the_class_of_a_synthetic_address_is_nat64),
        cmocka_unit_test(a_column_has_the_class_with_what_is_inside),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
