/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/model/address_range.h"

#include <string.h>

static void words_are_told_from_ranges(void **state)
{
    (void)state;

    static const struct {
        const char *text;
        bool is_range;
    } cases[] = {
        {"192.0.2.0/28", true},
        {"192.0.2.5/32", true},
        {"2001:db8::/127", true},
        {"192.0.2.1,192.0.2.2", true},
        {"192.0.2.1,2001:db8::1,198.51.100.0/30", true},
        {"0.0.0.0/0", true},
        {"192.0.2.1", false},
        {"192.0.2.1,", false},
        {",192.0.2.1", false},
        {"192.0.2.1,,192.0.2.2", false},
        {"192.0.2.0/33", false},
        {"192.0.2.0/", false},
        {"192.0.2.0/x", false},
        {"192.0.2.0/-1", false},
        {"192.0.2.0/0000", false},
        {"2001:db8::/129", false},
        {"iana.org/24", false},
        {"a,b", false},
        {"192.0.2/24", false},
        {"0/25.2.0.192.in-addr.arpa", false},
        {"", false},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        check_case(cases[i].text);
        assert_int_equal(gs_range_is_one(cases[i].text), cases[i].is_range);
    }
}

static void what_was_meant_as_a_range_is_told(void **state)
{
    (void)state;

    static const struct {
        const char *text;
        bool is_broken;
    } cases[] = {
        {"192.0.2.0/33", true},
        {"192.0.2.0/", true},
        {"192.0.2.0/28,iana.org", true},
        {"192.0.2.1,300.1.1.1", true},
        {"192.0.2.1,", true},
        {"iana.org,python.org", true},
        {"2001:db8::/129", true},
        {"192.0.2.0/28", false},
        {"192.0.2.1/index.html", false},
        {"iana.org/24", false},
        {"0/25.2.0.192.in-addr.arpa", false},
        {"192.0.2.1", false},
        {"", false},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        check_case(cases[i].text);
        assert_int_equal(gs_range_is_broken(cases[i].text), cases[i].is_broken);
    }
}

static void ranges_give_each_address_once(void **state)
{
    (void)state;

    static const struct {
        const char *text;
        uint64_t total;
        size_t count;
        const char *first;
        const char *last;
    } cases[] = {
        {"192.0.2.0/30", 4, 4, "192.0.2.0", "192.0.2.3"},
        {"192.0.2.6/30", 4, 4, "192.0.2.4", "192.0.2.7"},
        {"192.0.2.1/32,192.0.2.1", 2, 1, "192.0.2.1", "192.0.2.1"},
        {"192.0.2.0/31,192.0.2.1/31", 4, 2, "192.0.2.0", "192.0.2.1"},
        {"10.0.0.0/8", 1u << 24, 256, "10.0.0.0", "10.0.0.255"},
        {"192.0.2.255/23", 512, 256, "192.0.2.0", "192.0.2.255"},
        {"2001:db8::ffff/124", 16, 16, "2001:db8::fff0", "2001:db8::ffff"},
        {"2001:db8::/64", UINT64_MAX, 256, "2001:db8::", "2001:db8::ff"},
        {"::/0,192.0.2.1", UINT64_MAX, 256, "::", "::ff"},
        {"255.255.255.255/32,0.0.0.0", 2, 2, "255.255.255.255", "0.0.0.0"},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_address_list list = {0};
        char text[GS_ADDRESS_TEXT_MAX];
        check_case(cases[i].text);
        assert_true(gs_range_expand(cases[i].text, &list) == cases[i].total);
        assert_int_equal(list.count, cases[i].count);
        gs_address_format(&list.items[0], text);
        assert_string_equal(text, cases[i].first);
        gs_address_format(&list.items[list.count - 1], text);
        assert_string_equal(text, cases[i].last);
        gs_vec_fini(&list);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_told_from_ranges),
        cmocka_unit_test(what_was_meant_as_a_range_is_told),
        cmocka_unit_test(ranges_give_each_address_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
