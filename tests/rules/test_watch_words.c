/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/base/text.h"
#include "gaiscope/rules/watch_words.h"

#include <stdio.h>
#include <string.h>

static void each_state_has_a_word_and_a_sign_of_one_cell(void **state)
{
    (void)state;
    for (unsigned i = 0; i < GS_WATCH_STATE_COUNT; i++) {
        const char *sign = gs_watch_state_sign((enum gs_watch_state)i);
        assert_string_not_equal(gs_watch_state_word((enum gs_watch_state)i), "");
        assert_int_equal(gs_text_cells(sign), i == GS_WATCH_WAITING ? 0 : 1);
    }
}

static void each_change_has_a_word_that_fits_its_column(void **state)
{
    (void)state;
    for (unsigned i = 1; i < GS_WATCH_CHANGE_COUNT; i++) {
        enum gs_watch_change_type type = (enum gs_watch_change_type)i;
        assert_int_equal(gs_text_cells(gs_watch_change_sign(type)), 1);
        assert_in_range(gs_text_cells(gs_watch_change_word(type)), 4, 19);
        assert_in_range(gs_watch_change_weight(type), 0, 2);
    }
}

static void change_is_one_text_of_what_was_and_what_is(void **state)
{
    (void)state;

    const struct {
        const char *label;
        enum gs_watch_change_type type;
        const char *old, *now, *text;
    } cases[] = {
        {"added", GS_WATCH_ADDRESS_ADDED, NULL, "192.0.2.1", "192.0.2.1"},
        {"removed", GS_WATCH_ADDRESS_REMOVED, "192.0.2.1", NULL, "192.0.2.1"},
        {"lost", GS_WATCH_IPV6_LOST, "2001:db8::1", NULL, "2001:db8::1"},
        {"failed", GS_WATCH_FAILURE_BEGAN, "answered", "SERVFAIL from 10.0.0.2",
         "SERVFAIL from 10.0.0.2"},
        {"vanished", GS_WATCH_NAME_VANISHED, "192.0.2.80", "no such name",
         "was 192.0.2.80"},
        {"source", GS_WATCH_SOURCE_CHANGED, "hosts file", "DNS", "hosts file to DNS"},
        {"order", GS_WATCH_ORDER_FLIPPED, "192.0.2.1", "2001:db8::1",
         "2001:db8::1 now first"},
        {"flapping", GS_WATCH_FLAPPING, NULL, "192.0.2.1 and .2 come and go",
         "192.0.2.1 and .2 come and go"},
        {"nothing known", GS_WATCH_NAME_VANISHED, NULL, NULL, ""},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        char old[64];
        char now[64];
        (void)snprintf(old, sizeof old, "%s", cases[i].old == NULL ? "" : cases[i].old);
        (void)snprintf(now, sizeof now, "%s", cases[i].now == NULL ? "" : cases[i].now);
        struct gs_watch_change change = {.type = cases[i].type,
                                         .old = cases[i].old == NULL ? NULL : old,
                                         .now = cases[i].now == NULL ? NULL : now};
        struct gs_buf out = {0};
        check_case(cases[i].label);
        gs_watch_change_values(&change, &out);
        assert_string_equal(gs_buf_text(&out), cases[i].text);
        gs_buf_fini(&out);
    }
}

/* The verdict line as one text: word, then clauses. */
static void line_of(const struct gs_verdict *verdict, char *out, size_t size)
{
    size_t len = (size_t)snprintf(out, size, "%s", verdict->word);
    for (size_t i = 0; i < verdict->clause_count; i++) {
        len += (size_t)snprintf(out + len, size - len, " · %s", verdict->clauses[i]);
    }
}

struct count {
    enum gs_watch_state state;
    uint32_t count;
};

struct verdict_case {
    const char *label;
    struct count counts[8];
    size_t kinds;
    bool is_paused;
    uint32_t broken;
    enum gs_verdict_kind kind;
    const char *line;
};

static const struct verdict_case verdict_cases[] = {
    {"no list", {{0}}, 0, false, 0, GS_VERDICT_NONE, "nothing is watched"},
    {"only broken lines",
     {{0}},
     0,
     false,
     1,
     GS_VERDICT_NONE,
     "nothing is watched · 1 line of the list left out"},
    {"first round",
     {{GS_WATCH_WAITING, 3}},
     1,
     false,
     0,
     GS_VERDICT_WAITING,
     "waiting for the first answers"},
    {"paused before the first round",
     {{GS_WATCH_WAITING, 3}},
     1,
     true,
     0,
     GS_VERDICT_NONE,
     "paused"},
    {"half of the first round",
     {{GS_WATCH_WAITING, 3}, {GS_WATCH_STEADY, 2}},
     2,
     false,
     0,
     GS_VERDICT_GOOD,
     "2 of 5 answer · 2 steady · 3 waiting"},
    {"all is well",
     {{GS_WATCH_STEADY, 30}},
     1,
     false,
     0,
     GS_VERDICT_GOOD,
     "30 of 30 answer · 30 steady"},
    {"of each",
     {{GS_WATCH_TRY_AGAIN, 1},
      {GS_WATCH_NO_SUCH_NAME, 1},
      {GS_WATCH_LOST_IPV6, 1},
      {GS_WATCH_IS_FLAPPING, 1},
      {GS_WATCH_CHANGED, 1},
      {GS_WATCH_STEADY, 25}},
     6,
     false,
     0,
     GS_VERDICT_BAD,
     "2 of 30 fail · ▼ 1 lost IPv6 · ~ 1 flapping · + 1 changed · 25 steady"},
    {"expectation alone",
     {{GS_WATCH_UNEXPECTED, 1}, {GS_WATCH_STEADY, 2}},
     2,
     false,
     0,
     GS_VERDICT_BAD,
     "1 of 3 unexpected · 2 steady"},
    {"expectation beside a failure",
     {{GS_WATCH_NO_DATA, 1}, {GS_WATCH_UNEXPECTED, 2}},
     2,
     false,
     0,
     GS_VERDICT_BAD,
     "1 of 3 fail · ✗ 2 unexpected"},
    {"slow and paused, with broken lines",
     {{GS_WATCH_SLOW, 1}, {GS_WATCH_STEADY, 1}},
     2,
     true,
     2,
     GS_VERDICT_LOOK,
     "2 of 2 answer · paused · ▲ 1 slow · 1 steady · 2 lines of the list left out"},
};

static void verdict_counts_the_hosts_by_their_state(void **state)
{
    (void)state;

    for (size_t i = 0; i < COUNT_OF(verdict_cases); i++) {
        struct gs_monitor monitor = {.is_on = true,
                                     .errors_left_out = verdict_cases[i].broken};
        for (size_t at = 0; at < verdict_cases[i].kinds; at++) {
            monitor.states[verdict_cases[i].counts[at].state] =
                verdict_cases[i].counts[at].count;
            monitor.hosts.count += verdict_cases[i].counts[at].count;
        }
        monitor.status.is_paused = verdict_cases[i].is_paused;
        char line[1024];
        check_case(verdict_cases[i].label);
        struct gs_verdict verdict = gs_monitor_verdict(&monitor);
        line_of(&verdict, line, sizeof line);
        assert_string_equal(line, verdict_cases[i].line);
        assert_int_equal(verdict.kind, verdict_cases[i].kind);
        assert_int_equal(verdict.elapsed_us, -1);
    }
}

static void all_states_at_once_still_fit(void **state)
{
    (void)state;
    struct gs_monitor monitor = {.is_on = true};
    for (unsigned i = 0; i < GS_WATCH_STATE_COUNT; i++) {
        monitor.states[i] = 1;
        monitor.hosts.count++;
    }
    struct gs_verdict verdict = gs_monitor_verdict(&monitor);
    assert_string_equal(verdict.word, "3 of 11 fail");
    assert_int_equal(verdict.clause_count, 8);
    assert_string_equal(verdict.clauses[6], "1 steady");
}

static void median_leaves_failed_rounds_out(void **state)
{
    (void)state;
    struct gs_watched host = {0};
    assert_int_equal(gs_watched_median_us(&host), -1);
    gs_watched_add_sample(&host, GS_WATCH_FAILED_US);
    assert_int_equal(gs_watched_median_us(&host), -1);
    gs_watched_add_sample(&host, 30);
    gs_watched_add_sample(&host, 10);
    gs_watched_add_sample(&host, 20);
    assert_int_equal(gs_watched_median_us(&host), 20);
}

static void one_failed_round_of_many_is_less_than_all(void **state)
{
    (void)state;
    struct gs_watched host = {0};
    assert_int_equal(gs_watched_up(&host), -1);
    host.rounds = host.ups = 3;
    assert_int_equal(gs_watched_up(&host), 10000);
    host.rounds = 1000001;
    host.ups = 1000000;
    assert_int_equal(gs_watched_up(&host), 9999);
    host.ups = 0;
    assert_int_equal(gs_watched_up(&host), 0);
}

static void each_change_is_explained_in_the_documents(void **state)
{
    (void)state;
    static char text[65536];
    FILE *file = fopen(GS_TESTS_DIR "/../docs/monitoring.md", "r");
    assert_non_null(file);
    text[fread(text, 1, sizeof text - 1, file)] = '\0';
    (void)fclose(file);
    for (unsigned i = 1; i < GS_WATCH_CHANGE_COUNT; i++) {
        char word[64];
        (void)snprintf(word, sizeof word, "`%s`",
                       gs_watch_change_id((enum gs_watch_change_type)i));
        check_case(word);
        assert_non_null(strstr(text, word));
    }
    for (unsigned i = 0; i < GS_WATCH_WAITING; i++) {
        check_case(gs_watch_state_word((enum gs_watch_state)i));
        assert_non_null(strstr(text, gs_watch_state_word((enum gs_watch_state)i)));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_state_has_a_word_and_a_sign_of_one_cell),
        cmocka_unit_test(each_change_has_a_word_that_fits_its_column),
        cmocka_unit_test(change_is_one_text_of_what_was_and_what_is),
        cmocka_unit_test(verdict_counts_the_hosts_by_their_state),
        cmocka_unit_test(all_states_at_once_still_fit),
        cmocka_unit_test(median_leaves_failed_rounds_out),
        cmocka_unit_test(one_failed_round_of_many_is_less_than_all),
        cmocka_unit_test(each_change_is_explained_in_the_documents),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
