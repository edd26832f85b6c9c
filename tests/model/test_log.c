/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/model/log.h"

#include <stdlib.h>

static void add(struct gs_log *log, enum gs_outcome outcome, int64_t elapsed_us)
{
    struct gs_log_entry *entry = gs_mem_new(1, sizeof *entry);
    entry->outcome = outcome;
    entry->elapsed_us = elapsed_us;
    gs_log_add(log, entry);
}

static void lines_are_numbered_from_one_and_kept_oldest_first(void **state)
{
    (void)state;
    struct gs_log log = {0};
    add(&log, GS_OUTCOME_ANSWERED, 10);
    add(&log, GS_OUTCOME_TIMED_OUT, GS_LOG_SLOW_US);
    assert_int_equal(gs_log_at(&log, 0)->number, 1);
    assert_int_equal(gs_log_at(&log, 1)->number, 2);
    assert_int_equal(log.failed, 1);
    assert_int_equal(log.slow, 1);
    gs_log_fini(&log);
}

static void a_full_log_forgets_the_oldest_and_its_counts(void **state)
{
    (void)state;
    struct gs_log log = {0};
    add(&log, GS_OUTCOME_TIMED_OUT, 2 * GS_LOG_SLOW_US);
    for (size_t i = 0; i < GS_LOG_MAX; i++) {
        add(&log, GS_OUTCOME_ANSWERED, 1);
    }
    assert_int_equal(log.entries.count, GS_LOG_MAX);
    assert_int_equal(log.total, GS_LOG_MAX + 1);
    assert_int_equal(gs_log_at(&log, 0)->number, 2);
    assert_int_equal(gs_log_at(&log, GS_LOG_MAX - 1)->number, GS_LOG_MAX + 1);
    assert_int_equal(log.failed, 0);
    assert_int_equal(log.slow, 0);
    gs_log_fini(&log);
}

static void add_begun(struct gs_log *log, int64_t started_us)
{
    struct gs_log_entry *entry = gs_mem_new(1, sizeof *entry);
    entry->started_us = started_us;
    gs_log_add(log, entry);
}

static void lines_stand_where_they_began(void **state)
{
    static const int64_t wanted[] = {10, 20, 20, 30};
    static const uint64_t numbers[] = {3, 1, 4, 2};

    (void)state;
    struct gs_log log = {0};
    add_begun(&log, 20);
    add_begun(&log, 30);
    add_begun(&log, 10);
    add_begun(&log, 20);
    for (size_t i = 0; i < COUNT_OF(wanted); i++) {
        assert_int_equal(gs_log_at(&log, i)->started_us, wanted[i]);
        assert_int_equal(gs_log_at(&log, i)->number, numbers[i]);
    }
    gs_log_fini(&log);
}

static void a_full_log_keeps_its_order(void **state)
{
    (void)state;
    struct gs_log log = {0};
    for (int64_t i = 0; i < GS_LOG_MAX; i++) {
        add_begun(&log, 10 * i);
    }
    add_begun(&log, 10 * GS_LOG_MAX);
    add_begun(&log, 15);
    for (size_t i = 1; i < GS_LOG_MAX; i++) {
        assert_true(gs_log_at(&log, i - 1)->started_us <= gs_log_at(&log, i)->started_us);
    }
    assert_int_equal(gs_log_at(&log, 0)->started_us, 15);
    gs_log_fini(&log);
}

static void add_of(struct gs_log *log, const char *host, enum gs_outcome outcome)
{
    struct gs_log_entry *entry = gs_mem_new(1, sizeof *entry);
    entry->host = gs_mem_copy_text(host);
    entry->service = gs_mem_copy_text("");
    entry->outcome = outcome;
    gs_log_add(log, entry);
}

static void a_question_is_counted_as_long_as_it_has_lines(void **state)
{
    (void)state;
    struct gs_log log = {0};
    add_of(&log, "a.test", GS_OUTCOME_TIMED_OUT);
    add_of(&log, "b.test", GS_OUTCOME_ANSWERED);
    add_of(&log, "a.test", GS_OUTCOME_ANSWERED);
    assert_int_equal(log.questions.count, 2);
    assert_string_equal(log.questions.items[0].host, "a.test");
    assert_int_equal(log.questions.items[0].lines, 2);
    assert_int_equal(log.questions.items[0].failed, 1);
    add(&log, GS_OUTCOME_ANSWERED, 1); /* of no question */
    for (size_t i = 4; i < GS_LOG_MAX + 2; i++) {
        add_of(&log, "c.test", GS_OUTCOME_ANSWERED);
    }
    assert_int_equal(log.questions.count, 2); /* a's first line and b's have left */
    assert_int_equal(log.questions.items[0].lines, 1);
    assert_int_equal(log.questions.items[0].failed, 0);
    assert_string_equal(log.questions.items[1].host, "c.test");
    gs_log_fini(&log);
}

static void a_definite_answer_is_no_failure(void **state)
{
    (void)state;

    static const struct {
        const char *label;
        enum gs_outcome outcome;
        bool is_failed;
    } cases[] = {
        {"answered", GS_OUTCOME_ANSWERED, false},
        {"no such name", GS_OUTCOME_NO_SUCH_NAME, false},
        {"no data", GS_OUTCOME_NO_DATA, false},
        {"timed out", GS_OUTCOME_TIMED_OUT, true},
        {"try again", GS_OUTCOME_TRY_AGAIN, true},
        {"SERVFAIL", GS_OUTCOME_SERVER_FAILURE, true},
        {"bad arguments", GS_OUTCOME_BAD_QUESTION, true},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct gs_log_entry entry = {.outcome = cases[i].outcome};
        check_case(cases[i].label);
        assert_int_equal(gs_log_is_failed(&entry), cases[i].is_failed);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_are_numbered_from_one_and_kept_oldest_first),
        cmocka_unit_test(a_full_log_forgets_the_oldest_and_its_counts),
        cmocka_unit_test(lines_stand_where_they_began),
        cmocka_unit_test(a_full_log_keeps_its_order),
        cmocka_unit_test(a_question_is_counted_as_long_as_it_has_lines),
        cmocka_unit_test(a_definite_answer_is_no_failure),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
