/* SPDX-License-Identifier: MIT */
#include "rules/make_ladder.h"
#include "support/check.h"

#include "gaiscope/rules/failure.h"

static const struct {
    const char *label;
    const char *host;
    const char *service;
    int family;
    int flags;
    int code;
    const char *name;
    const char *meaning; /* begins so */
    const char *advice;  /* begins so */
    bool is_unasked;
} cases[] = {
    {"no such name", "x.test", "80", AF_UNSPEC, 0, EAI_NONAME, "EAI_NONAME",
     "No source knows the name", "Check the spelling", false},
    {"NUMERICHOST", "x.test", "80", AF_UNSPEC, AI_NUMERICHOST, EAI_NONAME, "EAI_NONAME",
     "With NUMERICHOST only an address", "", true},
    {"NUMERICSERV", "x.test", "www", AF_UNSPEC, AI_NUMERICSERV, EAI_NONAME, "EAI_NONAME",
     "With NUMERICSERV only a number", "", true},
    {"an address of the other family", "::1", "80", AF_INET, 0, EAI_ADDRFAMILY,
     "EAI_ADDRFAMILY", "The host is an IPv6 address", "", true},
    {"a zone that is not there", "fe80::1%nosuch", "80", AF_UNSPEC, 0, EAI_NONAME,
     "EAI_NONAME", "What follows the %", "", true},
    {"an empty host", "", "www", AF_UNSPEC, 0, 0, "", "An empty host is no name", "",
     true},
    {"ADDRCONFIG", "x.test", "80", AF_INET6, AI_ADDRCONFIG, EAI_NONAME, "EAI_NONAME",
     "The hosts file has IPv6 addresses", "Leave ADDRCONFIG out", true},
    {"a port beside the error", "x.test", "99999", AF_UNSPEC, 0, EAI_AGAIN, "EAI_AGAIN",
     "No answer is not", "Ask again later", false},
};

static void each_failure_has_its_own_reason_first(void **state)
{
    const struct gs_machine machine = {.counts_v4 = true};
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_lookup lookup = {.question =
                                       make_question(cases[i].host, cases[i].service)};
        check_case(cases[i].label);
        lookup.question.hints.family = cases[i].family;
        lookup.question.hints.flags = cases[i].flags;
        lookup.now.system = make_failed(cases[i].code == 0 ? GS_OUTCOME_BAD_QUESTION
                                                           : GS_OUTCOME_NO_SUCH_NAME,
                                        cases[i].code, cases[i].name, "");
        lookup.now.sources = make_ladder("files none dns none");
        make_hosts_line(lookup.now.sources, 4, "2001:db8::1");
        struct gs_failure failure = gs_failure_of(&lookup, &machine);
        assert_ptr_equal(strstr(failure.meaning, cases[i].meaning), failure.meaning);
        assert_ptr_equal(strstr(failure.advice, cases[i].advice), failure.advice);
        assert_int_equal(failure.advice[0] == '\0', cases[i].advice[0] == '\0');
        assert_int_equal(failure.is_unasked, cases[i].is_unasked);
        gs_lookup_fini(&lookup);
    }
}

static void what_is_answered_has_no_failure(void **state)
{
    struct gs_lookup lookup = {.question = make_question("x.test", "80")};
    (void)state;
    assert_string_equal(gs_failure_of(&lookup, NULL).meaning, "");
    lookup.now.system = make_system("192.0.2.1");
    assert_string_equal(gs_failure_of(&lookup, NULL).meaning, "");
    assert_false(gs_failure_of(&lookup, NULL).is_unasked);
    gs_lookup_fini(&lookup);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_failure_has_its_own_reason_first),
        cmocka_unit_test(what_is_answered_has_no_failure),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
