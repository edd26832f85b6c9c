/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/model/record_choice.h"
#include "gaiscope/model/record_type.h"

#include <string.h>

static void no_type_is_asked_twice_and_never_any(void **state)
{
    (void)state;
    struct gs_record_choice choice = gs_record_choice_default();
    assert_int_equal(choice.type_count, 19);
    assert_true(choice.asking.keeps_message);
    for (size_t i = 0; i < choice.type_count; i++) {
        assert_int_not_equal(choice.types[i], GS_TYPE_ANY);
        for (size_t j = 0; j < i; j++) {
            assert_int_not_equal(choice.types[i], choice.types[j]);
        }
    }
}

static void list_is_changed_as_a_text_says(void **state)
{
    (void)state;

    static const struct {
        const char *label;
        const char *text;
        const char *want; /* NULL: refused */
        const char *wrong;
    } cases[] = {
        {"a new list", "a,mx", "A,MX", ""},
        {"blanks part as well", " A  MX ", "A,MX", ""},
        {"each once", "A,MX,a", "A,MX", ""},
        {"a number", "TYPE65280,TYPE1", "TYPE65280,A", ""},
        {"one more", "+caa", "NS,TXT,CAA", ""},
        {"one less", "-NS", "TXT", ""},
        {"one that is not there goes", "-A", "NS,TXT", ""},
        {"signs behind a new list", "A,+MX,-A", "MX", ""},
        {"the usual ones and one more", "default,+SPF,-LOC,-URI,-SSHFP,-SVCB,-TLSA",
         "A,AAAA,CNAME,NS,SOA,MX,TXT,CAA,HTTPS,SRV,NAPTR,PTR,DS,DNSKEY,SPF", ""},
        {"plain ones behind default add", "default,SPF,-LOC,-URI,-SSHFP,-SVCB,-TLSA,-A",
         "AAAA,CNAME,NS,SOA,MX,TXT,CAA,HTTPS,SRV,NAPTR,PTR,DS,DNSKEY,SPF", ""},
        {"nothing left", "-NS,-TXT", NULL, "no type is left"},
        {"no type", "A,NOSUCH", NULL, "\"NOSUCH\" is not a record type"},
        {"type 0", "TYPE0", NULL, "is not a record type"},
        {"ANY", "+ANY", NULL,
         "\"ANY\" is no type of a record; name the types (RFC 8482)"},
        {"AXFR", "axfr", NULL, "is no type of a record"},
        {"OPT", "OPT", NULL, "is no type of a record"},
        {"control bytes", "\x1b[2J", NULL, "\"\\x1B[2J\" is not"},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        check_case(cases[i].label);
        struct gs_type_list list = {.items = {GS_TYPE_NS, GS_TYPE_TXT}, .count = 2};
        struct gs_buf wrong = {0};
        struct gs_buf text = {0};
        enum gs_status status = gs_type_list_parse(cases[i].text, &list, &wrong);
        gs_type_list_format(list.items, list.count, &text);
        assert_int_equal(status, cases[i].want == NULL ? GS_EFORMAT : GS_OK);
        assert_string_equal(gs_buf_text(&text),
                            cases[i].want == NULL ? "NS,TXT" : cases[i].want);
        assert_non_null(strstr(gs_buf_text(&wrong), cases[i].wrong));
        gs_buf_fini(&wrong);
        gs_buf_fini(&text);
    }
}

static void list_has_a_limit(void **state)
{
    (void)state;
    struct gs_type_list list = {0};
    struct gs_buf text = {0};
    struct gs_buf wrong = {0};
    for (unsigned i = 0; i < GS_TYPES_MAX; i++) {
        gs_buf_addf(&text, "TYPE%u,", 1000 + i);
    }
    assert_int_equal(gs_type_list_parse(gs_buf_text(&text), &list, &wrong), GS_OK);
    assert_int_equal(list.count, GS_TYPES_MAX);
    assert_int_equal(gs_type_list_parse("+A", &list, &wrong), GS_EFORMAT);
    assert_non_null(strstr(gs_buf_text(&wrong), "one too many"));
    gs_buf_fini(&text);
    gs_buf_fini(&wrong);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_type_is_asked_twice_and_never_any),
        cmocka_unit_test(list_is_changed_as_a_text_says),
        cmocka_unit_test(list_has_a_limit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
