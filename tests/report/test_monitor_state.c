/* SPDX-License-Identifier: MIT */
#include "support/check.h"
#include "support/some_watched.h"

#include "gaiscope/base/mem.h"
#include "gaiscope/report/monitor_state.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    HOSTS = 12,
    ENTRIES = 20,
};

/* The state of a list made by chance, whose rounds are later than its journal. */
static char *some_state(uint64_t seed)
{
    struct gs_buf text = {0};
    some_begin(seed);
    struct gs_watch_told *told = some_list(HOSTS, ENTRIES);
    gs_monitor_state_write_head(
        &(struct gs_monitor_state_head){.list = "/etc/hosts.txt",
                                        .wall_s = 1700000000,
                                        .interval_s = some_number(90),
                                        .is_paused = some_number(1) == 1},
        &text);
    for (size_t i = 0; i < HOSTS; i++) {
        told->hosts.items[i].last_wall_s = 200000;
        gs_monitor_state_write_host(&told->hosts.items[i], &text);
    }
    for (size_t i = 0; i < ENTRIES; i++) {
        gs_monitor_state_write_entry(told->journal.items[i], &text);
    }
    gs_monitor_state_write_end(HOSTS, ENTRIES, &text);
    gs_watch_told_free(told);
    return gs_buf_claim(&text);
}

/* Reads a text line by line; the last one may lack its end. */
static struct gs_monitor_saved read_state(const char *text, size_t len)
{
    struct gs_monitor_saved saved = {0};
    for (size_t at = 0; at < len;) {
        const char *end = memchr(text + at, '\n', len - at);
        size_t line_len = end == NULL ? len - at : (size_t)(end - text) - at;
        struct gs_buf reason = {0};
        enum gs_status status =
            gs_monitor_state_take(&saved, text + at, line_len, &reason);
        assert_true((status == GS_OK) == (reason.len == 0));
        gs_buf_fini(&reason);
        at += line_len + 1;
    }
    gs_monitor_state_settle(&saved);
    return saved;
}

static char *written_again(const struct gs_monitor_saved *saved)
{
    struct gs_buf text = {0};
    gs_monitor_state_write_head(
        &(struct gs_monitor_state_head){.list = "/etc/hosts.txt",
                                        .wall_s = saved->wall_s,
                                        .interval_s = saved->interval_s,
                                        .is_paused = saved->is_paused},
        &text);
    for (size_t i = 0; i < saved->hosts.count; i++) {
        gs_monitor_state_write_host(&saved->hosts.items[i], &text);
    }
    for (size_t i = 0; i < saved->journal.count; i++) {
        gs_monitor_state_write_entry(saved->journal.items[i], &text);
    }
    gs_monitor_state_write_end(saved->hosts.count, saved->journal.count, &text);
    return gs_buf_claim(&text);
}

static void a_state_comes_back_the_same(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < 20; seed++) {
        char *text = some_state(seed);
        struct gs_monitor_saved saved = read_state(text, strlen(text));
        char *again = written_again(&saved);
        assert_true(saved.has_head && saved.has_end);
        assert_int_equal(saved.broken_count, 0);
        assert_string_equal(again, text);
        assert_int_equal(saved.hosts.items[0].due_us, INT64_MAX);
        gs_monitor_saved_fini(&saved);
        free(again);
        free(text);
    }
}

/* What a program wrote that knew less: what it did not know is nothing. */
static void a_state_of_an_older_program_is_read(void **state)
{
    static const char text[] =
        "{\"format\":\"gaiscope monitor\",\"version\":1,\"program\":\"0.1.0\","
        "\"list\":\"/etc/hosts.txt\",\"wall_s\":1700000000}\n"
        "{\"host\":{\"id\":3,\"watch\":{\"host\":\"www.test\"},\"state\":\"flapping\","
        "\"since_wall_s\":1699990000,\"answer\":{\"outcome\":\"answered\","
        "\"dns_us\":900,\"libc_us\":-1},"
        "\"trend\":{\"turn_count\":9,\"is_flapping\":true,\"flap_turns\":5},"
        "\"rounds\":40,\"ups\":39,\"first_wall_s\":1699990000,"
        "\"last_wall_s\":1699999990,\"interval_s\":30,\"is_paused\":true}}\n"
        "{\"entry\":{\"number\":1,\"host_id\":3,\"host\":\"www.test\","
        "\"change\":{\"type\":\"flapping\"},\"first_wall_s\":1699999000,"
        "\"last_wall_s\":1699999990,\"count\":2}}\n"
        "{\"end\":true,\"hosts\":1,\"entries\":1}\n";

    (void)state;
    struct gs_monitor_saved saved = read_state(text, strlen(text));
    assert_true(saved.has_head && saved.has_end);
    assert_int_equal(saved.broken_count, 0);
    assert_int_equal(saved.interval_s, 0);
    assert_false(saved.is_paused);
    assert_int_equal(saved.hosts.count, 1);
    const struct gs_watched *host = &saved.hosts.items[0];
    assert_int_equal(host->state, GS_WATCH_IS_FLAPPING);
    assert_int_equal(host->rounds, 40);
    assert_int_equal(host->wished_s, 0);
    assert_true(host->is_paused);
    assert_null(host->told);
    assert_int_equal(saved.journal.count, 1);
    gs_monitor_saved_fini(&saved);
}

static void what_a_person_set_comes_back(void **state)
{
    struct gs_buf text = {0};
    (void)state;
    some_begin(8);
    struct gs_watched host = some_host(7);
    host.wished_s = 120;
    host.is_paused = true;
    host.earlier_rounds = host.rounds;
    gs_monitor_state_write_head(
        &(struct gs_monitor_state_head){
            .list = "hosts.txt", .wall_s = 1, .interval_s = 60, .is_paused = true},
        &text);
    gs_monitor_state_write_host(&host, &text);
    gs_monitor_state_write_end(1, 0, &text);
    struct gs_monitor_saved saved = read_state(gs_buf_text(&text), text.len);
    assert_true(saved.has_end);
    assert_int_equal(saved.interval_s, 60);
    assert_true(saved.is_paused);
    assert_int_equal(saved.hosts.items[0].wished_s, 120);
    assert_true(saved.hosts.items[0].is_paused);
    assert_int_equal(saved.hosts.items[0].earlier_rounds,
                     0); /* the engine says it anew */
    gs_monitor_saved_fini(&saved);
    gs_watched_fini(&host);
    gs_buf_fini(&text);
}

static void a_state_cut_at_any_line_keeps_the_lines_before(void **state)
{
    (void)state;
    char *text = some_state(3);
    size_t lines = 0;
    for (const char *end = strchr(text, '\n'); end[1] != '\0';
         end = strchr(end + 1, '\n')) {
        struct gs_monitor_saved saved = read_state(text, (size_t)(end - text) + 1);
        lines++;
        assert_true(saved.has_head);
        assert_false(saved.has_end);
        assert_int_equal(saved.broken_count, 0);
        assert_int_equal(saved.hosts.count + saved.journal.count, lines - 1);
        gs_monitor_saved_fini(&saved);
    }
    assert_int_equal(lines, HOSTS + ENTRIES + 1);
    free(text);
}

static void a_state_cut_at_any_byte_is_noticed(void **state)
{
    (void)state;
    char *text = some_state(4);
    size_t len = strlen(text);
    for (size_t cut = 0; cut < len - 1; cut += 1 + some_number(40)) {
        struct gs_monitor_saved saved = read_state(text, cut);
        assert_false(saved.has_end);
        gs_monitor_saved_fini(&saved);
    }
    free(text);
}

static void a_broken_line_is_left_out_with_its_reason(void **state)
{
    static const struct {
        const char *label;
        const char *line;
        enum gs_status status;
        const char *reason;
    } cases[] = {
        {"nothing", "", GS_EFORMAT, "not a line of JSON"},
        {"another file", "{\"format\":\"gaiscope recording\",\"version\":1}", GS_EFORMAT,
         "no state of a monitor"},
        {"of tomorrow", "{\"format\":\"gaiscope monitor\",\"version\":2}",
         GS_EUNSUPPORTED, "a later gaiscope wrote it (format 2, this one reads 1)"},
        {"a host first", "{\"host\":{\"id\":1}}", GS_EFORMAT, "no state of a monitor"},
        {"a number for a host", "{\"host\":7}", GS_EFORMAT, "\"host\" is no object"},
    };

    static const struct {
        const char *label;
        const char *line;
        const char *reason;
    } behind_head[] = {
        {"nothing in it", "{}", "neither a host nor a change"},
        {"a state of tomorrow", "{\"host\":{\"id\":1,\"state\":\"happy\"}}",
         "is a word that this version does not know"},
        {"more answers than rounds", "{\"host\":{\"id\":1,\"ups\":3}}",
         "more rounds answered"},
        {"a number of a host that leaves none behind it",
         "{\"host\":{\"id\":4503599627370496}}", "is out of its range"},
        {"an end that counts others", "{\"end\":true,\"hosts\":3}",
         "its end counts other lines"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_monitor_saved saved = {0};
        struct gs_buf reason = {0};
        check_case(cases[i].label);
        assert_int_equal(
            gs_monitor_state_take(&saved, cases[i].line, strlen(cases[i].line), &reason),
            cases[i].status);
        assert_non_null(strstr(gs_buf_text(&reason), cases[i].reason));
        assert_int_equal(saved.broken_count, 1);
        gs_monitor_saved_fini(&saved);
        gs_buf_fini(&reason);
    }
    for (size_t i = 0; i < COUNT_OF(behind_head); i++) {
        struct gs_monitor_saved saved = {.has_head = true};
        struct gs_buf reason = {0};
        check_case(behind_head[i].label);
        assert_int_equal(gs_monitor_state_take(&saved, behind_head[i].line,
                                               strlen(behind_head[i].line), &reason),
                         GS_EFORMAT);
        assert_non_null(strstr(gs_buf_text(&reason), behind_head[i].reason));
        assert_int_equal(saved.hosts.count, 0);
        gs_monitor_saved_fini(&saved);
        gs_buf_fini(&reason);
    }
}

static void an_entry_ahead_of_its_host_is_left_to_be_found_again(void **state)
{
    static const struct {
        const char *label;
        int64_t host_s;  /* of its last round */
        int64_t first_s; /* of the entry */
        int64_t last_s;
        uint32_t count;
        uint32_t kept; /* times; 0: it goes */
    } cases[] = {
        {"of the host's last round", 100, 100, 100, 1, 1},
        {"of an earlier round", 100, 50, 50, 1, 1},
        {"of a round that the host's line lacks", 100, 101, 101, 1, 0},
        {"the last of three times is ahead", 100, 50, 101, 3, 2},
        {"all of its times are ahead", 100, 101, 102, 2, 0},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_monitor_saved saved = {0};
        struct gs_watched host = {.id = 7, .last_wall_s = cases[i].host_s};
        struct gs_journal_entry *entry = gs_mem_new(1, sizeof *entry);
        check_case(cases[i].label);
        *entry = (struct gs_journal_entry){.host_id = 7,
                                           .first_wall_s = cases[i].first_s,
                                           .last_wall_s = cases[i].last_s,
                                           .count = cases[i].count};
        gs_vec_push(&saved.hosts, host);
        gs_vec_push(&saved.journal, entry);
        gs_monitor_state_settle(&saved);
        assert_int_equal(saved.journal.count, cases[i].kept > 0 ? 1 : 0);
        if (cases[i].kept > 0) {
            assert_int_equal(saved.journal.items[0]->count, cases[i].kept);
            assert_true(saved.journal.items[0]->last_wall_s <= cases[i].host_s);
        }
        gs_monitor_saved_fini(&saved);
    }
}

static void a_host_stands_once(void **state)
{
    (void)state;
    static const uint64_t ids[] = {5, 9, 5, 1, 9, 9};
    struct gs_monitor_saved saved = {0};
    for (size_t i = 0; i < COUNT_OF(ids); i++) {
        struct gs_watched host = {.id = ids[i], .watch.host = gs_mem_copy_text("a")};
        gs_vec_push(&saved.hosts, host);
    }
    gs_monitor_state_settle(&saved);
    assert_int_equal(saved.hosts.count, 3);
    gs_monitor_saved_fini(&saved);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_state_comes_back_the_same),
        cmocka_unit_test(a_state_of_an_older_program_is_read),
        cmocka_unit_test(what_a_person_set_comes_back),
        cmocka_unit_test(a_state_cut_at_any_line_keeps_the_lines_before),
        cmocka_unit_test(a_state_cut_at_any_byte_is_noticed),
        cmocka_unit_test(a_broken_line_is_left_out_with_its_reason),
        cmocka_unit_test(an_entry_ahead_of_its_host_is_left_to_be_found_again),
        cmocka_unit_test(a_host_stands_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
