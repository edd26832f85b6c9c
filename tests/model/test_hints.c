/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/model/hints.h"
#include "gaiscope/model/question.h"

#include <stdlib.h>
#include <string.h>

#include <netdb.h>
#include <sys/socket.h>

static void names_and_numbers_lead_to_each_other(void **state)
{
    (void)state;

    const struct {
        const char *label;
        struct gs_hint_table table;
    } cases[] = {
        {"families", gs_hint_families()},
        {"socktypes", gs_hint_socktypes()},
        {"protocols", gs_hint_protocols()},
        {"flags", gs_hint_flags()},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        check_case(cases[i].label);
        for (size_t j = 0; j < cases[i].table.count; j++) {
            const struct gs_hint *hint = &cases[i].table.hints[j];
            int value = -1;
            assert_int_equal(gs_hint_parse(cases[i].table, hint->name, &value), GS_OK);
            assert_int_equal(value, hint->value);
            assert_int_equal(gs_hint_parse(cases[i].table, hint->c_name, &value), GS_OK);
            assert_int_equal(value, hint->value);
            assert_string_equal(gs_hint_name(cases[i].table, value), hint->name);
            assert_string_equal(gs_hint_c_name(cases[i].table, value), hint->c_name);
        }
    }
}

static void names_are_taken_in_any_case_with_or_without_prefix(void **state)
{
    (void)state;

    const struct {
        const char *name;
        struct gs_hint_table table;
        int value;
    } cases[] = {
        {"INET6", gs_hint_families(), AF_INET6},
        {"af_inet", gs_hint_families(), AF_INET},
        {"unspec", gs_hint_families(), AF_UNSPEC},
        {"SOCK_STREAM", gs_hint_socktypes(), SOCK_STREAM},
        {"Dgram", gs_hint_socktypes(), SOCK_DGRAM},
        {"0", gs_hint_socktypes(), 0},
        {"tcp", gs_hint_protocols(), 6},
        {"IPPROTO_SCTP", gs_hint_protocols(), 132},
        {"icmpv6", gs_hint_protocols(), 58},
        {"ai_passive", gs_hint_flags(), AI_PASSIVE},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        int value = -1;
        check_case(cases[i].name);
        assert_int_equal(gs_hint_parse(cases[i].table, cases[i].name, &value), GS_OK);
        assert_int_equal(value, cases[i].value);
    }
}

static void unknown_names_and_numbers_are_not_found(void **state)
{
    (void)state;
    static const char *const names[] = {"", "inet7", "AF_", "stream", "inet6 "};
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        int value = -1;
        check_case(names[i]);
        assert_int_equal(gs_hint_parse(gs_hint_families(), names[i], &value),
                         GS_ENOTFOUND);
        assert_int_equal(value, -1);
    }
    assert_null(gs_hint_name(gs_hint_families(), 4711));
    assert_null(gs_hint_c_name(gs_hint_families(), 4711));
}

static void default_hints_ask_for_streams_of_both_families(void **state)
{
    (void)state;
    struct gs_hints hints = gs_hints_default();
    assert_int_equal(hints.family, AF_UNSPEC);
    assert_int_equal(hints.socktype, SOCK_STREAM);
    assert_int_equal(hints.protocol, 0);
    assert_int_equal(hints.flags, AI_ADDRCONFIG | AI_V4MAPPED | AI_CANONNAME);
}

static void flag_lists_are_parsed(void **state)
{
    (void)state;

    static const struct {
        const char *list;
        int flags;
    } cases[] = {
        {"none", 0},
        {"NONE", 0},
        {"passive", AI_PASSIVE},
        {"addrconfig,v4mapped", AI_ADDRCONFIG | AI_V4MAPPED},
        {"AI_PASSIVE|AI_CANONNAME", AI_PASSIVE | AI_CANONNAME},
        {"all, numerichost ,numericserv", AI_ALL | AI_NUMERICHOST | AI_NUMERICSERV},
        {"passive,passive,", AI_PASSIVE},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        int flags = -1;
        char bad[16] = "";
        check_case(cases[i].list);
        assert_int_equal(gs_flags_parse(cases[i].list, &flags, bad, sizeof bad), GS_OK);
        assert_int_equal(flags, cases[i].flags);
        assert_string_equal(bad, "");
    }
}

static void flags_are_written_with_the_defaults_first(void **state)
{
    struct gs_buf out = {0};
    (void)state;
    gs_flags_format(&out, AI_CANONNAME | AI_PASSIVE | AI_V4MAPPED | AI_ADDRCONFIG, " ");
    assert_string_equal(gs_buf_text(&out), "ADDRCONFIG V4MAPPED CANONNAME PASSIVE");
    gs_buf_fini(&out);
}

static void an_unknown_flag_is_named(void **state)
{
    (void)state;

    static const struct {
        const char *list;
        const char *bad;
    } cases[] = {
        {"passive,pasive", "pasive"},
        {"0x20", "0x20"},
        {",,", ",,"},
        {"none,passive", "none,pa"},
        {"a-very-long-word-that-is-no-flag-of-any-libc,all", "a-very-"},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        int flags = -1;
        char bad[8] = "";
        check_case(cases[i].list);
        assert_int_equal(gs_flags_parse(cases[i].list, &flags, bad, sizeof bad),
                         GS_ENOTFOUND);
        assert_string_equal(bad, cases[i].bad);
        assert_int_equal(flags, -1);
    }
}

static void flags_are_written_in_one_order_and_unknown_bits_as_hex(void **state)
{
    (void)state;

    static const struct {
        int flags;
        const char *text;
    } cases[] = {
        {0, ""},
        {AI_V4MAPPED | AI_ADDRCONFIG, "ADDRCONFIG V4MAPPED"},
        {AI_PASSIVE | 0x40000, "PASSIVE 0x40000"},
        {0x40000, "0x40000"},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_buf out = {0};
        gs_flags_format(&out, cases[i].flags, " ");
        assert_string_equal(gs_buf_text(&out), cases[i].text);
        gs_buf_fini(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_and_numbers_lead_to_each_other),
        cmocka_unit_test(names_are_taken_in_any_case_with_or_without_prefix),
        cmocka_unit_test(unknown_names_and_numbers_are_not_found),
        cmocka_unit_test(default_hints_ask_for_streams_of_both_families),
        cmocka_unit_test(flag_lists_are_parsed),
        cmocka_unit_test(flags_are_written_with_the_defaults_first),
        cmocka_unit_test(an_unknown_flag_is_named),
        cmocka_unit_test(flags_are_written_in_one_order_and_unknown_bits_as_hex),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
