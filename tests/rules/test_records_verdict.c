/* SPDX-License-Identifier: MIT */
/* What the records of a name come down to. */
#include "support/check.h"

#include "gaiscope/rules/records_verdict.h"

#include <string.h>

/** One question: its type, and what came; rcode -2: nothing yet. */
struct script {
    uint16_t type;
    enum gs_outcome outcome;
    int rcode;
    size_t records; /**< of the type */
    bool ad;
};

static void fill(struct gs_dns_query_list *queries, const struct script *script)
{
    for (; script->type != 0; script++) {
        struct gs_dns_query query = {.type = script->type,
                                     .name = gs_mem_copy_text("python.org")};
        if (script->rcode >= -1) {
            query.answer = gs_dns_answer_new("python.org", script->type);
            query.answer->outcome = script->outcome;
            query.answer->rcode = script->rcode;
            query.answer->flags.ad = script->ad;
            (void)gs_address_parse("10.0.0.2", &query.answer->server.address);
            query.answer->server.port = 53;
        }
        for (size_t i = 0; i < script->records; i++) {
            struct gs_record record = {.name = gs_mem_copy_text("python.org"),
                                       .text = gs_mem_copy_text("x"),
                                       .type = script->type};
            struct gs_record alias = {.name = gs_mem_copy_text("python.org"),
                                      .text = gs_mem_copy_text("y"),
                                      .type = GS_TYPE_RRSIG};
            gs_vec_push(&query.answer->answer, record);
            gs_vec_push(&query.answer->answer, alias);
        }
        gs_vec_push(queries, query);
    }
}

#define FINE(type, count)                                                                \
    {                                                                                    \
        type, GS_OUTCOME_ANSWERED, 0, count, false                                       \
    }
#define NO_DATA(type)                                                                    \
    {                                                                                    \
        type, GS_OUTCOME_NO_DATA, 0, 0, false                                            \
    }
#define NO_NAME(type)                                                                    \
    {                                                                                    \
        type, GS_OUTCOME_NO_SUCH_NAME, 3, 0, false                                       \
    }
#define LOST(type)                                                                       \
    {                                                                                    \
        type, GS_OUTCOME_TIMED_OUT, -1, 0, false                                         \
    }
#define WAITS(type)                                                                      \
    {                                                                                    \
        type, GS_OUTCOME_NOT_ASKED, -2, 0, false                                         \
    }
#define SIGNED(type, count)                                                              \
    {                                                                                    \
        type, GS_OUTCOME_ANSWERED, 0, count, true                                        \
    }
#define END                                                                              \
    {                                                                                    \
        0, GS_OUTCOME_NOT_ASKED, 0, 0, false                                             \
    }

static void each_set_of_answers_has_its_sentence(void **state)
{
    (void)state;

    static const struct {
        const char *label;
        struct script script[5];
        enum gs_progress progress;
        enum gs_verdict_kind kind;
        const char *sentence; /* word and clauses */
        int64_t elapsed_us;
    } cases[] = {
        {"as drawn",
         {FINE(1, 2), FINE(15, 1), NO_DATA(5), NO_NAME(33), END},
         GS_PROGRESS_DONE,
         GS_VERDICT_GOOD,
         "3 records of 2 types|1 type has no data|1 name does not exist|no AD bit from "
         "10.0.0.2",
         31000},
        {"one record",
         {FINE(1, 1), END},
         GS_PROGRESS_DONE,
         GS_VERDICT_GOOD,
         "1 record of 1 type|no AD bit from 10.0.0.2",
         31000},
        {"validated, as the resolver says",
         {SIGNED(1, 1), SIGNED(28, 1), END},
         GS_PROGRESS_DONE,
         GS_VERDICT_GOOD,
         "2 records of 2 types|AD from 10.0.0.2",
         31000},
        {"validated in part",
         {SIGNED(1, 1), FINE(28, 1), NO_DATA(5), END},
         GS_PROGRESS_DONE,
         GS_VERDICT_GOOD,
         "2 records of 2 types|1 type has no data|AD on 1 of 3 answers",
         31000},
        {"one lost",
         {FINE(1, 1), LOST(28), END},
         GS_PROGRESS_DONE,
         GS_VERDICT_LOOK,
         "1 record of 1 type|1 type is not answered, try again|no AD bit from 10.0.0.2",
         31000},
        {"all lost",
         {LOST(1), LOST(28), END},
         GS_PROGRESS_DONE,
         GS_VERDICT_BAD,
         "no reply|2 types are not answered, try again",
         31000},
        {"no such name",
         {NO_NAME(1), NO_NAME(28), END},
         GS_PROGRESS_DONE,
         GS_VERDICT_ABSENT,
         "no such name|2 names do not exist|no AD bit from 10.0.0.2",
         31000},
        {"nothing of all that was asked",
         {NO_DATA(1), NO_NAME(28), END},
         GS_PROGRESS_DONE,
         GS_VERDICT_EMPTY,
         "no records|1 type has no data|1 name does not exist|no AD bit from 10.0.0.2",
         31000},
        {"nothing, and some lost",
         {NO_DATA(1), LOST(28), END},
         GS_PROGRESS_DONE,
         GS_VERDICT_LOOK,
         "no records|1 type is not answered, try again|1 type has no data|no AD bit from "
         "10.0.0.2",
         31000},
        {"waiting",
         {FINE(1, 2), WAITS(28), END},
         GS_PROGRESS_WAITING,
         GS_VERDICT_WAITING,
         "asking|1 of 2 types answered|2 records so far",
         500000},
        {"not asked", {END}, GS_PROGRESS_IDLE, GS_VERDICT_NONE, "no records asked", -1},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        check_case(cases[i].label);
        struct gs_dns_query_list queries = {0};
        struct gs_part_state part = {
            .progress = cases[i].progress, .started_us = 1000, .finished_us = 32000};
        struct gs_buf text = {0};
        fill(&queries, cases[i].script);
        struct gs_verdict verdict = gs_records_verdict(&queries, &part, 501000);
        gs_buf_add_text(&text, verdict.word);
        for (size_t clause = 0; clause < verdict.clause_count; clause++) {
            gs_buf_addf(&text, "|%s", verdict.clauses[clause]);
        }
        assert_int_equal(verdict.kind, cases[i].kind);
        assert_string_equal(gs_buf_text(&text), cases[i].sentence);
        assert_int_equal(verdict.elapsed_us, cases[i].elapsed_us);
        for (size_t at = 0; at < queries.count; at++) {
            gs_dns_query_fini(&queries.items[at]);
        }
        gs_vec_fini(&queries);
        gs_buf_fini(&text);
    }
}

/** One answer that is not what it should be, or a good one. */
struct fault {
    uint16_t type;
    enum gs_outcome outcome;
    int rcode;
    const char *alias;  /**< its CNAME's target, of python.org; NULL: none */
    const char *back;   /**< and the target of that; NULL: none */
    uint16_t ede;       /**< an extended error; 0: none */
    const char *reason; /**< its text */
    bool is_truncated;
    bool is_iterative; /**< the server's own knowledge was asked for */
    bool wants_signatures;
    bool ad;
};

static void add_alias(struct gs_dns_answer *answer, const char *name, const char *target)
{
    if (target != NULL) {
        struct gs_record record = {.name = gs_mem_copy_text(name),
                                   .text = gs_mem_copy_text(target),
                                   .target = gs_mem_copy_text(target),
                                   .type = GS_TYPE_CNAME,
                                   .class_ = 1};
        gs_vec_push(&answer->answer, record);
    }
}

static struct gs_dns_answer *answer_of(const struct fault *fault)
{
    struct gs_dns_answer *answer = gs_dns_answer_new("python.org", fault->type);
    answer->outcome = fault->outcome;
    answer->rcode = fault->rcode;
    answer->flags.ad = fault->ad;
    answer->flags.tc = fault->is_truncated;
    answer->asked.is_iterative = fault->is_iterative;
    answer->asked.wants_signatures = fault->wants_signatures;
    (void)gs_address_parse("10.0.0.2", &answer->server.address);
    answer->server.port = 53;
    add_alias(answer, "python.org", fault->alias);
    if (fault->alias != NULL) {
        add_alias(answer, fault->alias, fault->back);
    }
    if (fault->outcome == GS_OUTCOME_ANSWERED) {
        struct gs_record record = {.name = gs_mem_copy_text("python.org"),
                                   .text = gs_mem_copy_text("x"),
                                   .type = fault->type,
                                   .class_ = 1};
        gs_vec_push(&answer->answer, record);
    }
    if (fault->ede != 0) {
        struct gs_ede error = {fault->ede, gs_mem_copy_text(fault->reason)};
        gs_vec_push(&answer->edns.errors, error);
    }
    return answer;
}

static void say(const struct fault *faults, struct gs_verdict *verdict,
                struct gs_buf *text)
{
    struct gs_dns_query_list queries = {0};
    struct gs_part_state part = {.progress = GS_PROGRESS_DONE, .finished_us = 1000};
    for (; faults->type != 0; faults++) {
        struct gs_dns_query query = {.type = faults->type,
                                     .name = gs_mem_copy_text("python.org"),
                                     .answer = answer_of(faults)};
        gs_vec_push(&queries, query);
    }
    *verdict = gs_records_verdict(&queries, &part, 1000);
    gs_buf_add_text(text, verdict->word);
    for (size_t clause = 0; clause < verdict->clause_count; clause++) {
        gs_buf_addf(text, "|%s", verdict->clauses[clause]);
    }
    for (size_t at = 0; at < queries.count; at++) {
        gs_dns_query_fini(&queries.items[at]);
    }
    gs_vec_fini(&queries);
}

#define A_FINE   .type = 1, .outcome = GS_OUTCOME_ANSWERED
#define SERVFAIL .outcome = GS_OUTCOME_SERVER_FAILURE, .rcode = 2

static void faults_are_said_the_most_serious_first(void **state)
{
    (void)state;

    static const struct {
        const char *label;
        struct fault faults[5];
        enum gs_verdict_kind kind;
        const char *sentence;
    } cases[] = {
        {"SERVFAIL with its extended error",
         {{A_FINE},
          {.type = 15, SERVFAIL, .ede = 6, .reason = "no RRSIG"},
          {.type = 16, SERVFAIL}},
         GS_VERDICT_LOOK,
         "1 record of 1 type|2 types failed, try again: SERVFAIL, 6 DNSSEC Bogus: no "
         "RRSIG|no AD "
         "bit "
         "from 10.0.0.2"},
        {"two codes and silence",
         {{.type = 1, SERVFAIL},
          {.type = 15, .outcome = GS_OUTCOME_REFUSED, .rcode = 5},
          {.type = 16, .outcome = GS_OUTCOME_TIMED_OUT, .rcode = -1}},
         GS_VERDICT_BAD,
         "server failure|1 type failed, try again: SERVFAIL|1 type failed, try again: "
         "REFUSED|1 "
         "type is not "
         "answered, try again|no AD bit from 10.0.0.2"},
        {"an alias that dangles",
         {{.type = 1,
           .outcome = GS_OUTCOME_NO_SUCH_NAME,
           .rcode = 3,
           .alias = "gone.example"},
          {.type = 15, SERVFAIL}},
         GS_VERDICT_LOOK,
         "no records|the alias leads to gone.example, which does not exist|1 type "
         "failed, try again: "
         "SERVFAIL|1 name does not exist|no AD bit from 10.0.0.2"},
        {"an alias that dangles, its own type answered",
         {{.type = 5, .outcome = GS_OUTCOME_ANSWERED},
          {.type = 1,
           .outcome = GS_OUTCOME_NO_SUCH_NAME,
           .rcode = 3,
           .alias = "gone.example"}},
         GS_VERDICT_LOOK,
         "1 record of 1 type|the alias leads to gone.example, which does not exist|1 "
         "name "
         "does not exist|no AD bit from 10.0.0.2"},
        {"an alias chain in a circle",
         {{.type = 1,
           .outcome = GS_OUTCOME_BAD_ANSWER,
           .alias = "www.python.org",
           .back = "python.org"}},
         GS_VERDICT_BAD,
         "bad answer|the alias chain leads back to python.org|no AD bit from "
         "10.0.0.2"},
        {"an alias that has the type is no fault",
         {{A_FINE},
          {.type = 15, .outcome = GS_OUTCOME_NO_DATA, .alias = "www.python.org"}},
         GS_VERDICT_GOOD,
         "1 record of 1 type|1 type has no data|no AD bit from 10.0.0.2"},
        {"lame, and truncated",
         {{A_FINE, .is_truncated = true},
          {.type = 15, .outcome = GS_OUTCOME_NO_DATA, .is_iterative = true}},
         GS_VERDICT_LOOK,
         "1 record of 1 type|1 answer is lame: the server does not know the zone|1 "
         "answer "
         "is truncated: records are missing|1 type has no data|no AD bit from 10.0.0.2"},
        {"what a resolver keeps is not lame",
         {{A_FINE, .is_iterative = true}},
         GS_VERDICT_GOOD,
         "1 record of 1 type|no AD bit from 10.0.0.2"},
        {"DO counts AD, none",
         {{A_FINE, .wants_signatures = true}},
         GS_VERDICT_GOOD,
         "1 record of 1 type|AD on 0 of 1 answers"},
        {"DO counts AD, all",
         {{A_FINE, .wants_signatures = true, .ad = true},
          {.type = 5,
           .outcome = GS_OUTCOME_NO_DATA,
           .wants_signatures = true,
           .ad = true}},
         GS_VERDICT_GOOD,
         "1 record of 1 type|1 type has no data|AD on 2 of 2 answers"},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_verdict verdict;
        struct gs_buf text = {0};
        check_case(cases[i].label);
        say(cases[i].faults, &verdict, &text);
        assert_string_equal(gs_buf_text(&text), cases[i].sentence);
        assert_int_equal(verdict.kind, cases[i].kind);
        gs_buf_fini(&text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_set_of_answers_has_its_sentence),
        cmocka_unit_test(faults_are_said_the_most_serious_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
