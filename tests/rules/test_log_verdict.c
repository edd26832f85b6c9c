/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/rules/log_verdict.h"

#include <stdio.h>
#include <string.h>

/* "a:ok b:failed b:retried c:slow": lines of questions by their host. */
static void add_lines(struct gs_log *log, const char *text)
{
    char copy[256];
    (void)snprintf(copy, sizeof copy, "%s", text);
    for (char *word = strtok(copy, " "); word != NULL; word = strtok(NULL, " ")) {
        const char *how = strchr(word, ':') + 1;
        struct gs_log_entry *entry = gs_mem_new(1, sizeof *entry);
        bool is_retried = strcmp(how, "retried") == 0;
        bool is_failed = is_retried || strcmp(how, "failed") == 0;
        entry->host = gs_mem_copy_span(word, (size_t)(how - word - 1));
        entry->service = gs_mem_copy_text("");
        entry->outcome = is_failed ? GS_OUTCOME_TIMED_OUT : GS_OUTCOME_ANSWERED;
        entry->is_asked_again = is_retried;
        entry->elapsed_us = strcmp(how, "slow") == 0 ? GS_LOG_SLOW_US : 10;
        gs_log_add(log, entry);
    }
}

static void questions_are_counted_and_not_their_lines(void **state)
{
    static const struct {
        const char *label;
        const char *lines;
        enum gs_verdict_kind kind;
        const char *word;
        const char *clause;
    } cases[] = {
        {"nothing", "", GS_VERDICT_NONE, "nothing was asked yet", ""},
        {"all is well", "a:ok", GS_VERDICT_GOOD, "nothing failed, nothing was slow",
         "1 call to the system, the name server and the network"},
        {"one failed", "a:failed a:failed b:ok", GS_VERDICT_LOOK, "1 question failed",
         "3 calls to the system, the name server and the network"},
        {"two were slow", "a:slow b:slow a:ok", GS_VERDICT_LOOK, "2 questions were slow",
         "3 calls to the system, the name server and the network"},
        {"one of each", "a:failed a:slow b:slow", GS_VERDICT_LOOK,
         "1 question failed, 1 was slow",
         "3 calls to the system, the name server and the network"},
        {"a try that was made good", "a:retried a:ok", GS_VERDICT_GOOD,
         "nothing failed, nothing was slow",
         "2 calls to the system, the name server and the network"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_log log = {0};
        check_case(cases[i].label);
        add_lines(&log, cases[i].lines);
        struct gs_verdict verdict = gs_log_verdict(&log);
        assert_int_equal(verdict.kind, cases[i].kind);
        assert_string_equal(verdict.word, cases[i].word);
        assert_string_equal(verdict.clauses[0], cases[i].clause);
        assert_int_equal(verdict.elapsed_us, -1);
        gs_log_fini(&log);
    }
}

static void a_full_log_says_that_there_was_more(void **state)
{
    (void)state;
    struct gs_log log = {0};
    for (int i = 0; i <= GS_LOG_MAX; i++) {
        add_lines(&log, "a:ok");
    }
    struct gs_verdict verdict = gs_log_verdict(&log);
    assert_non_null(strstr(verdict.clauses[0], "the last 10000 calls"));
    gs_log_fini(&log);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(questions_are_counted_and_not_their_lines),
        cmocka_unit_test(a_full_log_says_that_there_was_more),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
