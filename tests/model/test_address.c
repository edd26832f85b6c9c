/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/model/address.h"

#include <stdlib.h>
#include <string.h>

#include <sys/socket.h>

static struct gs_address parsed(const char *text)
{
    struct gs_address address = {0};
    assert_int_equal(gs_address_parse(text, &address), GS_OK);
    return address;
}

static void literals_survive_parsing_and_formatting(void **state)
{
    (void)state;

    static const struct {
        const char *text;
        const char *formatted;
        int family;
    } cases[] = {
        {"192.0.2.1", "192.0.2.1", AF_INET},
        {"0.0.0.0", "0.0.0.0", AF_INET},
        {"255.255.255.255", "255.255.255.255", AF_INET},
        {"::", "::", AF_INET6},
        {"::1", "::1", AF_INET6},
        {"2001:DB8:0:0:0:0:0:1", "2001:db8::1", AF_INET6},
        {"2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1", AF_INET6},
        {"2001:0:0:1:0:0:0:1", "2001:0:0:1::1", AF_INET6},
        {"2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1", AF_INET6},
        {"::ffff:192.0.2.1", "::ffff:192.0.2.1", AF_INET6},
        {"fe80::1%eth0", "fe80::1%eth0", AF_INET6},
        {"fe80::1%2", "fe80::1%2", AF_INET6},
        {"fe80::1%fifteen-letters", "fe80::1%fifteen-letters", AF_INET6},
        {"ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff%fifteen-letters",
         "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff%fifteen-letters", AF_INET6},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        char text[GS_ADDRESS_TEXT_MAX];
        struct gs_address address = parsed(cases[i].text);
        check_case(cases[i].text);
        assert_int_equal(address.family, cases[i].family);
        gs_address_format(&address, text);
        assert_string_equal(text, cases[i].formatted);
    }
}

static void loose_forms_are_refused(void **state)
{
    (void)state;
    static const char *const cases[] = {
        "",
        "1",
        "127.1",
        "0x7f.0.0.1",
        "192.0.2.010",
        "192.0.2.256",
        "192.0.2.1.",
        " 192.0.2.1",
        "192.0.2.1 ",
        "192.0.2.1%eth0",
        ":::",
        "1::2::3",
        "[::1]",
        "::1/128",
        "::g",
        "fe80::1%",
        "fe80::1%a%b",
        "fe80::1%sixteen-letters-",
        "localhost",
        "1:2:3:4:5:6:7:8:9",
        "::ffff:1.2.3",
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_address address = {.family = 99};
        check_case(cases[i]);
        assert_int_equal(gs_address_parse(cases[i], &address), GS_EFORMAT);
        assert_int_equal(address.family, 99);
    }
}

static void a_numeric_zone_is_a_scope_id(void **state)
{
    (void)state;
    assert_int_equal(parsed("fe80::1%7").scope_id, 7);
    assert_int_equal(parsed("fe80::1%4294967295").scope_id, 4294967295u);
    assert_int_equal(parsed("fe80::1%4294967296").scope_id, 0);
    assert_int_equal(parsed("fe80::1%eth7").scope_id, 0);
}

static void a_scope_without_a_name_is_shown_as_a_number(void **state)
{
    (void)state;
    struct gs_address address = parsed("fe80::1");
    char text[GS_ADDRESS_TEXT_MAX];
    address.scope_id = 3;
    gs_address_format(&address, text);
    assert_string_equal(text, "fe80::1%3");
}

static void bytes_become_an_address(void **state)
{
    (void)state;
    static const uint8_t bytes[16] = {192, 0, 2, 1, 9, 9};
    struct gs_address v4 = gs_address_from_bytes(AF_INET, bytes);
    struct gs_address v6 = gs_address_from_bytes(AF_INET6, bytes);
    struct gs_address none = gs_address_from_bytes(AF_UNIX, bytes);
    struct gs_address expected = parsed("192.0.2.1");
    char text[GS_ADDRESS_TEXT_MAX] = "before";
    assert_true(gs_address_is_equal(&v4, &expected));
    assert_int_equal(v4.bytes[4], 0);
    assert_memory_equal(v6.bytes, bytes, 16);
    assert_int_equal(none.family, 0);
    gs_address_format(&none, text);
    assert_string_equal(text, "");
}

static void addresses_have_one_order(void **state)
{
    (void)state;
    static const char *const ordered[] = {
        "0.0.0.0", "9.255.0.0", "10.0.0.0",  "200.0.0.1",
        "::",      "fe80::1",   "fe80::1%1", "fe80::1%4000000000"};
    for (size_t i = 0; i < COUNT_OF(ordered); i++) {
        for (size_t j = 0; j < COUNT_OF(ordered); j++) {
            struct gs_address a = parsed(ordered[i]);
            struct gs_address b = parsed(ordered[j]);
            assert_int_equal(gs_address_compare(&a, &b), (i > j) - (i < j));
            assert_int_equal(gs_address_is_equal(&a, &b), i == j);
        }
    }
}

static void the_zones_name_does_not_count(void **state)
{
    (void)state;
    struct gs_address a = parsed("fe80::1%eth0");
    struct gs_address b = parsed("fe80::1");
    assert_true(gs_address_is_equal(&a, &b));
}

static void reverse_names_follow_the_standards(void **state)
{
    (void)state;

    static const struct {
        const char *address;
        const char *name;
    } cases[] = {
        {"142.250.189.142", "142.189.250.142.in-addr.arpa"},
        {"0.0.0.0", "0.0.0.0.in-addr.arpa"},
        {"2001:db8::567:89ab", "b.a.9.8.7.6.5.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0."
                               "1.0.0.2.ip6.arpa"},
    };

    char name[GS_REVERSE_NAME_MAX];
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_address address = parsed(cases[i].address);
        check_case(cases[i].address);
        gs_address_reverse_name(&address, name);
        assert_string_equal(name, cases[i].name);
    }
    gs_address_reverse_name(&(struct gs_address){0}, name);
    assert_string_equal(name, "");
}

static void endpoints_survive_parsing_and_formatting(void **state)
{
    (void)state;

    static const struct {
        const char *text;
        const char *formatted;
        uint16_t port;
    } cases[] = {
        {"192.0.2.1", "192.0.2.1", 53},
        {"192.0.2.1:53", "192.0.2.1", 53},
        {"192.0.2.1:5353", "192.0.2.1:5353", 5353},
        {"192.0.2.1:65535", "192.0.2.1:65535", 65535},
        {"2001:db8::1", "2001:db8::1", 53},
        {"[2001:db8::1]", "2001:db8::1", 53},
        {"[2001:db8::1]:1", "[2001:db8::1]:1", 1},
        {"[fe80::1%lo]:5300", "[fe80::1%lo]:5300", 5300},
        {"fe80::1%lo", "fe80::1%lo", 53},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_endpoint endpoint = {0};
        char text[GS_ENDPOINT_TEXT_MAX];
        check_case(cases[i].text);
        assert_int_equal(gs_endpoint_parse(cases[i].text, 53, &endpoint), GS_OK);
        assert_int_equal(endpoint.port, cases[i].port);
        gs_endpoint_format(&endpoint, 53, text);
        assert_string_equal(text, cases[i].formatted);
    }
}

static void broken_endpoints_are_refused(void **state)
{
    (void)state;
    static const char *const cases[] = {
        "",
        "192.0.2.1:",
        "192.0.2.1:0",
        "192.0.2.1:65536",
        "192.0.2.1:+1",
        "[::1",
        "[::1]:",
        "[::1]53",
        "[192.0.2.1]:53",
        "host:53",
        "[]:53",
        "192.0.2.1:53x",
        ":53",
        "192.0.2.1: 53",
        "[::1]:99999999999",
        "192.0.2.1:000053",
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_endpoint endpoint = {.port = 7};
        check_case(cases[i]);
        assert_int_equal(gs_endpoint_parse(cases[i], 53, &endpoint), GS_EFORMAT);
        assert_int_equal(endpoint.port, 7);
    }
}

static void endpoints_differ_by_address_or_port(void **state)
{
    (void)state;
    struct gs_endpoint a = {parsed("::1"), 53};
    struct gs_endpoint b = {parsed("::1"), 54};
    struct gs_endpoint c = {parsed("::2"), 53};
    assert_true(gs_endpoint_is_equal(&a, &a));
    assert_false(gs_endpoint_is_equal(&a, &b));
    assert_false(gs_endpoint_is_equal(&a, &c));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(literals_survive_parsing_and_formatting),
        cmocka_unit_test(loose_forms_are_refused),
        cmocka_unit_test(a_numeric_zone_is_a_scope_id),
        cmocka_unit_test(a_scope_without_a_name_is_shown_as_a_number),
        cmocka_unit_test(bytes_become_an_address),
        cmocka_unit_test(addresses_have_one_order),
        cmocka_unit_test(the_zones_name_does_not_count),
        cmocka_unit_test(reverse_names_follow_the_standards),
        cmocka_unit_test(endpoints_survive_parsing_and_formatting),
        cmocka_unit_test(broken_endpoints_are_refused),
        cmocka_unit_test(endpoints_differ_by_address_or_port),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
