/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/rules/verdict.h"

#include <stdlib.h>
#include <string.h>

/* What became of one address. */
struct fate {
    enum gs_outcome outcome;
    enum gs_confirmation confirmed; /* of its one name, with ANSWERED */
    const char *libc_name;
};

static struct gs_lookup lookup_of(const char *host, const struct fate *fates,
                                  size_t count)
{
    struct gs_lookup lookup = {0};
    assert_int_equal(gs_question_parse(host, &lookup.question), GS_OK);
    for (size_t i = 0; i < count; i++) {
        struct gs_address address = {.family = 2, .bytes = {192, 0, 2, (uint8_t)i}};
        struct gs_reverse *reverse = gs_reverse_new(&address);
        reverse->dns_outcome = fates[i].outcome;
        reverse->libc_name = gs_mem_copy_text(fates[i].libc_name);
        reverse->is_complete = true;
        if (fates[i].outcome == GS_OUTCOME_ANSWERED) {
            struct gs_reverse_name name = {.name = gs_mem_copy_text("a.test"),
                                           .confirmed = fates[i].confirmed};
            gs_vec_push(&reverse->names, name);
        }
        gs_vec_push(&lookup.now.reverse, reverse);
    }
    lookup.parts[GS_PART_REVERSE] = (struct gs_part_state){
        .progress = GS_PROGRESS_DONE, .started_us = 1000, .finished_us = 6000};
    return lookup;
}

static const char *join(const struct gs_verdict *verdict, struct gs_buf *out)
{
    gs_buf_add_text(out, verdict->word);
    for (size_t i = 0; i < verdict->clause_count; i++) {
        gs_buf_addf(out, " · %s", verdict->clauses[i]);
    }
    return gs_buf_text(out);
}

static void a_range_is_judged_by_its_names(void **state)
{
    (void)state;

    static const struct {
        const char *label;
        const char *host;
        struct fate fates[3];
        size_t count;
        enum gs_verdict_kind kind;
        const char *want;
    } cases[] = {
        {"all well",
         "192.0.2.0/31",
         {{GS_OUTCOME_ANSWERED, GS_CONFIRM_LEADS_BACK, NULL},
          {GS_OUTCOME_ANSWERED, GS_CONFIRM_LEADS_BACK, NULL}},
         2,
         GS_VERDICT_GOOD,
         "named · 2 of 2 have a name · 2 lead back"},
        {"nothing there",
         "192.0.2.0/31",
         {{GS_OUTCOME_NO_SUCH_NAME, GS_CONFIRM_WAITING, NULL},
          {GS_OUTCOME_NO_DATA, GS_CONFIRM_WAITING, NULL}},
         2,
         GS_VERDICT_ABSENT,
         "no name · 0 of 2 have a name"},
        {"one of each",
         "192.0.2.0,192.0.2.1,192.0.2.2",
         {{GS_OUTCOME_ANSWERED, GS_CONFIRM_LEADS_BACK, NULL},
          {GS_OUTCOME_ANSWERED, GS_CONFIRM_ELSEWHERE, NULL},
          {GS_OUTCOME_ANSWERED, GS_CONFIRM_UNKNOWN, NULL}},
         3,
         GS_VERDICT_LOOK,
         "named · 3 of 3 have a name · 1 leads back · 1 does not · 1 not known "
         "now"},
        {"no server answers",
         "192.0.2.0/31",
         {{GS_OUTCOME_TIMED_OUT, GS_CONFIRM_WAITING, NULL},
          {GS_OUTCOME_SERVER_FAILURE, GS_CONFIRM_WAITING, NULL}},
         2,
         GS_VERDICT_BAD,
         "try again · 0 of 2 have a name · 2 not known now"},
        {"a name of the hosts file alone",
         "192.0.2.0/32",
         {{GS_OUTCOME_NO_SUCH_NAME, GS_CONFIRM_WAITING, "printer"}},
         1,
         GS_VERDICT_GOOD,
         "named · 1 of 1 has a name · 0 lead back"},
        {"more than can be asked",
         "192.0.2.0/20",
         {{GS_OUTCOME_ANSWERED, GS_CONFIRM_LEADS_BACK, NULL}},
         1,
         GS_VERDICT_GOOD,
         "named · 1 of 1 has a name · 1 leads back · only the first 256 of 4096 are "
         "asked"},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_buf text = {0};
        struct gs_lookup lookup =
            lookup_of(cases[i].host, cases[i].fates, cases[i].count);
        struct gs_verdict verdict = gs_verdict_of(&lookup, NULL, 0);
        check_case(cases[i].label);
        assert_string_equal(join(&verdict, &text), cases[i].want);
        assert_int_equal(verdict.kind, cases[i].kind);
        assert_int_equal(verdict.elapsed_us, 5000);
        gs_buf_fini(&text);
        gs_lookup_fini(&lookup);
    }
}

static void while_it_waits_it_counts(void **state)
{
    (void)state;
    static const struct fate fates[] = {
        {GS_OUTCOME_NO_SUCH_NAME, GS_CONFIRM_WAITING, NULL},
        {GS_OUTCOME_NOT_ASKED, GS_CONFIRM_WAITING, NULL}};
    struct gs_buf text = {0};
    struct gs_lookup lookup = lookup_of("192.0.2.0/31", fates, 2);
    lookup.parts[GS_PART_REVERSE].progress = GS_PROGRESS_WAITING;
    lookup.now.reverse.items[1]->is_complete = false;
    struct gs_verdict verdict = gs_verdict_of(&lookup, NULL, 3000);
    assert_string_equal(join(&verdict, &text), "asking · 1 of 2 answered");
    assert_int_equal(verdict.kind, GS_VERDICT_WAITING);
    assert_int_equal(verdict.elapsed_us, 2000);
    gs_buf_fini(&text);
    gs_lookup_fini(&lookup);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_range_is_judged_by_its_names),
        cmocka_unit_test(while_it_waits_it_counts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
