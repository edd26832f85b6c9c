/* SPDX-License-Identifier: MIT */
#include "make_answer.h"
#include "support/check.h"

#include "gaiscope/rules/answer_kind.h"

enum {
    SOA = 1,
    CNAME = 2,
    LOOP = 4,
    AA = 8,
    ITERATIVE = 16,
    DATA = 32
};

/* NOERROR unless said otherwise; `ns` is the owner of two NS records. */
static const struct kind_case {
    const char *label;
    int rcode;
    enum gs_outcome outcome;
    unsigned has;
    const char *ns;
    const char *zone;
    enum gs_answer_kind kind;
    bool is_lame;
} cases[] = {
    {"no message", -1, GS_OUTCOME_TIMED_OUT, ITERATIVE, NULL, NULL, GS_ANSWER_NONE, 0},
    {"records", 0, GS_OUTCOME_ANSWERED, DATA, NULL, NULL, GS_ANSWER_RECORDS, false},
    {"records of the zone's server", 0, GS_OUTCOME_ANSWERED, DATA | AA | ITERATIVE, NULL,
     NULL, GS_ANSWER_RECORDS, false},
    {"records without aa", 0, GS_OUTCOME_ANSWERED, DATA | ITERATIVE, NULL, NULL,
     GS_ANSWER_RECORDS, true},
    {"NXDOMAIN", 3, GS_OUTCOME_NO_SUCH_NAME, SOA, NULL, NULL, GS_ANSWER_NO_SUCH_NAME, 0},
    {"NXDOMAIN without aa", 3, GS_OUTCOME_NO_SUCH_NAME, SOA | ITERATIVE, NULL, NULL,
     GS_ANSWER_NO_SUCH_NAME, true},
    {"NODATA", 0, GS_OUTCOME_NO_DATA, SOA, NULL, NULL, GS_ANSWER_NO_DATA, false},
    {"NODATA with NS, too", 0, GS_OUTCOME_NO_DATA, SOA, "a.test", NULL, GS_ANSWER_NO_DATA,
     false},
    {"empty", 0, GS_OUTCOME_NO_DATA, 0, NULL, NULL, GS_ANSWER_UNPROVEN, false},
    {"empty, asked for its own", 0, GS_OUTCOME_NO_DATA, ITERATIVE, NULL, NULL,
     GS_ANSWER_UNPROVEN, true},
    {"empty with aa and NS", 0, GS_OUTCOME_NO_DATA, ITERATIVE | AA, "a.test", NULL,
     GS_ANSWER_UNPROVEN, false},
    {"alias alone", 0, GS_OUTCOME_NO_DATA, CNAME | AA | ITERATIVE, NULL, NULL,
     GS_ANSWER_ALIAS, false},
    {"alias without data", 0, GS_OUTCOME_NO_DATA, CNAME | SOA, NULL, NULL,
     GS_ANSWER_NO_DATA, false},
    {"referral", 0, GS_OUTCOME_NO_DATA, ITERATIVE, "a.test", NULL, GS_ANSWER_REFERRAL, 0},
    {"referral to the name itself", 0, GS_OUTCOME_NO_DATA, ITERATIVE, "WWW.A.test", NULL,
     GS_ANSWER_REFERRAL, false},
    {"referral from the root", 0, GS_OUTCOME_NO_DATA, ITERATIVE, "test", ".",
     GS_ANSWER_REFERRAL, false},
    {"referral a level down", 0, GS_OUTCOME_NO_DATA, ITERATIVE, "a.test", "test",
     GS_ANSWER_REFERRAL, false},
    {"referral to the root", 0, GS_OUTCOME_NO_DATA, ITERATIVE, ".", NULL,
     GS_ANSWER_REFERRAL_UP, true},
    {"referral up", 0, GS_OUTCOME_NO_DATA, ITERATIVE, "test", "a.test",
     GS_ANSWER_REFERRAL_UP, true},
    {"referral to the same zone", 0, GS_OUTCOME_NO_DATA, ITERATIVE, "a.test", "a.test",
     GS_ANSWER_REFERRAL_UP, true},
    {"referral beside", 0, GS_OUTCOME_NO_DATA, ITERATIVE, "b.test", NULL,
     GS_ANSWER_REFERRAL_UP, true},
    {"referral to half a label", 0, GS_OUTCOME_NO_DATA, ITERATIVE, "w.a.test", NULL,
     GS_ANSWER_REFERRAL_UP, true},
    {"aliases in a circle", 0, GS_OUTCOME_BAD_ANSWER, LOOP, NULL, NULL, GS_ANSWER_BROKEN,
     false},
    {"a circle called no data", 0, GS_OUTCOME_NO_DATA, LOOP, NULL, NULL, GS_ANSWER_BROKEN,
     false},
    {"bad data", 0, GS_OUTCOME_BAD_ANSWER, DATA, NULL, NULL, GS_ANSWER_BROKEN, false},
    {"SERVFAIL", 2, GS_OUTCOME_SERVER_FAILURE, ITERATIVE, NULL, NULL, GS_ANSWER_ERROR, 0},
    {"BADVERS", 16, GS_OUTCOME_FAILED, 0, NULL, NULL, GS_ANSWER_ERROR, false},
};

static struct gs_dns_answer *build(const struct kind_case *c)
{
    struct gs_dns_answer *answer = make_answer(c->rcode, c->outcome);
    answer->asked.is_iterative = (c->has & ITERATIVE) != 0;
    answer->flags.aa = (c->has & AA) != 0;
    if ((c->has & (CNAME | LOOP)) != 0) {
        make_record(&answer->answer, "www.a.test", GS_TYPE_CNAME, "x.b.test");
    }
    if ((c->has & LOOP) != 0) {
        make_record(&answer->answer, "x.b.test", GS_TYPE_CNAME, "www.a.test");
    }
    if ((c->has & DATA) != 0) {
        make_record(&answer->answer, "www.a.test", GS_TYPE_A, "192.0.2.1");
    }
    if ((c->has & SOA) != 0) {
        make_record(&answer->authority, "a.test", GS_TYPE_SOA, "ns. root. 1 2 3 4 300");
    }
    if (c->ns != NULL) {
        make_record(&answer->authority, c->ns, GS_TYPE_NS, "ns1.test");
        make_record(&answer->authority, c->ns, GS_TYPE_NS, "ns2.test");
    }
    return answer;
}

static void each_answer_is_of_one_kind(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_dns_answer *answer = build(&cases[i]);
        check_case(cases[i].label);
        assert_int_equal(gs_answer_kind_of(answer, cases[i].zone), cases[i].kind);
        assert_int_equal(gs_answer_is_lame(answer, cases[i].zone), cases[i].is_lame);
        gs_dns_answer_free(answer);
    }
}

static void a_negative_answer_holds_for_the_smaller_time(void **state)
{
    (void)state;

    static const struct {
        uint32_t ttl_s;
        const char *text;
        uint32_t holds_s;
    } soas[] = {
        {3600, "ns. root. 1 7200 900 1209600 300", 300},
        {60, "ns. root. 1 7200 900 1209600 300", 60},
        {4294967295U, "ns. root. 1 7200 900 1209600 4294967295", 4294967295U},
        {0, "ns. root. 1 7200 900 1209600 300", 0},
    };

    for (size_t i = 0; i < COUNT_OF(soas); i++) {
        struct gs_dns_answer *answer = make_answer(3, GS_OUTCOME_NO_SUCH_NAME);
        assert_null(gs_negative_of(answer).zone);
        make_record(&answer->authority, "b.test", GS_TYPE_NS, "ns.b.test");
        make_record(&answer->authority, "a.test", GS_TYPE_SOA, soas[i].text);
        answer->authority.items[1].ttl_s = soas[i].ttl_s;
        struct gs_negative negative = gs_negative_of(answer);
        assert_string_equal(negative.zone, "a.test");
        assert_int_equal(negative.ttl_s, soas[i].holds_s);
        answer->authority.items[1].is_malformed = true;
        assert_null(gs_negative_of(answer).zone);
        gs_dns_answer_free(answer);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_answer_is_of_one_kind),
        cmocka_unit_test(a_negative_answer_holds_for_the_smaller_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
