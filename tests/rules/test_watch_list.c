/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/base/mem.h"
#include "gaiscope/rules/watch_list.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static struct gs_watch_reading parse(const char *text)
{
    return gs_watch_list_parse(text, strlen(text));
}

static void good_lines_run_while_broken_ones_are_named(void **state)
{
    (void)state;
    struct gs_watch_reading reading = parse("\xef\xbb\xbf# ours\r\n"
                                            "\r\n"
                                            "a.test https\r\n"
                                            "b.test every soon\r\n"
                                            "c.test # the third\n"
                                            "d..test\n"
                                            "192.0.2.1");
    assert_int_equal(reading.watches.count, 3);
    assert_string_equal(reading.watches.items[0].host, "a.test");
    assert_string_equal(reading.watches.items[0].service, "https");
    assert_int_equal(reading.watches.items[0].line, 3);
    assert_string_equal(reading.watches.items[1].host, "c.test");
    assert_int_equal(reading.watches.items[1].line, 5);
    assert_true(reading.watches.items[2].is_address);
    assert_int_equal(reading.errors.count, 2);
    assert_int_equal(reading.errors.items[0].line, 4);
    assert_string_equal(reading.errors.items[0].reason,
                        "\"soon\" is no time from 1s to 1d: use 30s, 5m or 2h");
    assert_int_equal(reading.errors.items[1].line, 6);
    assert_int_equal(reading.left_out, 0);
    gs_watch_reading_fini(&reading);
}

static void a_host_given_twice_is_watched_once(void **state)
{
    (void)state;
    struct gs_watch_reading reading = parse("a.test https every 5s\n"
                                            "a.test\n"
                                            "A.TEST. https every 9s\n"
                                            "bücher.example\n"
                                            "xn--bcher-kva.example\n");
    assert_int_equal(reading.watches.count, 3);
    assert_int_equal(reading.watches.items[0].interval_s, 5);
    assert_int_equal(reading.errors.count, 2);
    assert_string_equal(reading.errors.items[0].reason,
                        "\"a.test\" https is in line 1 already: its settings count");
    assert_string_equal(
        reading.errors.items[1].reason,
        "\"xn--bcher-kva.example\" is in line 4 already: its settings count");
    gs_watch_reading_fini(&reading);
}

static void errors_are_bounded(void **state)
{
    (void)state;
    struct gs_buf text = {0};
    for (int i = 0; i < GS_WATCH_ERRORS_MAX + 7; i++) {
        gs_buf_add_text(&text, "a..test\n");
    }
    struct gs_watch_reading reading = parse(gs_buf_text(&text));
    assert_int_equal(reading.watches.count, 0);
    assert_int_equal(reading.errors.count, GS_WATCH_ERRORS_MAX);
    assert_int_equal(reading.left_out, 7);
    gs_watch_reading_fini(&reading);
    gs_buf_fini(&text);
}

/* As many as there may be, and each of them once more: a list that is quadratic anywhere needs
 * many minutes for that. */
static void a_full_list_is_read_quickly(void **state)
{
    (void)state;
    struct gs_buf text = {0};
    for (int i = 0; i < 2 * GS_WATCHES_MAX; i++) {
        gs_buf_addf(&text, "host-%d.example.com https\n", i % GS_WATCHES_MAX);
    }
    gs_buf_add_text(&text, "one.more.example.com\n");
    clock_t start = clock();
    struct gs_watch_reading reading = parse(gs_buf_text(&text));
    assert_int_equal(reading.watches.count, GS_WATCHES_MAX);
    assert_int_equal(reading.errors.count + reading.left_out, GS_WATCHES_MAX + 1);
    assert_true((clock() - start) / CLOCKS_PER_SEC < 20);
    gs_watch_reading_fini(&reading);
    gs_buf_fini(&text);
}

static void one_host_too_many_is_told(void **state)
{
    (void)state;
    struct gs_buf text = {0};
    for (int i = 0; i < GS_WATCHES_MAX + 1; i++) {
        gs_buf_addf(&text, "h%d.test\n", i);
    }
    struct gs_watch_reading reading = parse(gs_buf_text(&text));
    assert_int_equal(reading.watches.count, GS_WATCHES_MAX);
    assert_int_equal(reading.errors.count, 1);
    assert_int_equal(reading.errors.items[0].line, GS_WATCHES_MAX + 1);
    assert_string_equal(reading.errors.items[0].reason,
                        "the list is full: at most 100000 hosts are watched");
    gs_watch_reading_fini(&reading);
    gs_buf_fini(&text);
}

static uint32_t seed = 1;

static uint32_t chance(uint32_t below)
{
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % below;
}

static const char *one_of(const char *const *words, size_t count)
{
    return words[chance((uint32_t)count)];
}

static void add_random_line(struct gs_buf *out)
{
    static const char *const hosts[] = {"a.test",    "B.test.",        "bücher.test",
                                        "五粮液.cn", "https://x.test", "u@m.test",
                                        "x.test:80", "_a._b.test",     "[::1]:53"};
    static const char *const expects[] = {
        "ipv4", "v6",     ">=3",           "ipv6>=2",       "192.0.2.9+2001:db8::1",
        "::/0", "mx:m.x", "null-mx",       "no-sinkhole",   "10.1.2.3/9",
        "::1",  "v4>=1",  "198.51.100.77", "2001:db8::/31", "mx:bücher.x"};
    static const char *const times[] = {"1", "59s", "60s", "90m", "1 h", "1d"};
    static const char *const labels[] = {"web", "Büro", "a-b", "x_y", "1"};

    bool has_every = false; /* a second one is refused */
    gs_buf_add_text(out, one_of(hosts, COUNT_OF(hosts) - 1));
    for (uint32_t i = chance(6); i > 0; i--) {
        switch (chance(4)) {
        case 0:
            gs_buf_addf(out, " expect %s, %s", one_of(expects, COUNT_OF(expects)),
                        one_of(expects, COUNT_OF(expects)));
            break;
        case 1:
            if (!has_every) {
                gs_buf_addf(out, " every %s", one_of(times, COUNT_OF(times)));
                has_every = true;
            }
            break;
        case 2:
            gs_buf_addf(out, " label %s,%s", one_of(labels, COUNT_OF(labels)),
                        one_of(labels, COUNT_OF(labels)));
            break;
        default:
            gs_buf_add_text(out, " mx");
        }
    }
}

/* What is written reads back to the same, and is written the same again. */
static void what_is_written_reads_back(void **state)
{
    (void)state;
    for (int i = 0; i < 3000; i++) {
        struct gs_buf line = {0};
        struct gs_buf texts[2] = {0};
        struct gs_buf reason = {0};
        struct gs_watch watches[2] = {0};
        add_random_line(&line);
        enum gs_status status =
            gs_watch_line_parse(gs_buf_text(&line), line.len, &watches[0], &reason);
        if (status == GS_OK) {
            gs_watch_line_format(&watches[0], &texts[0]);
            assert_int_equal(gs_watch_line_parse(gs_buf_text(&texts[0]), texts[0].len,
                                                 &watches[1], &reason),
                             GS_OK);
            gs_watch_line_format(&watches[1], &texts[1]);
            assert_string_equal(gs_buf_text(&texts[0]), gs_buf_text(&texts[1]));
            assert_true(gs_watch_is_same(&watches[0], &watches[1]));
            assert_int_equal(watches[0].expects.count, watches[1].expects.count);
            assert_int_equal(watches[0].labels.count, watches[1].labels.count);
            assert_int_equal(watches[0].interval_s, watches[1].interval_s);
            assert_int_equal(watches[0].asks_mx, watches[1].asks_mx);
        } else {
            const char *why = gs_buf_text(&reason);
            assert_true(strstr(why, "at most 8") != NULL ||
                        strstr(why, "is a second exact set") != NULL);
        }
        gs_watch_fini(&watches[0]);
        gs_watch_fini(&watches[1]);
        gs_buf_fini(&texts[0]);
        gs_buf_fini(&texts[1]);
        gs_buf_fini(&reason);
        gs_buf_fini(&line);
    }
}

static char *document(const char *name)
{
    struct gs_buf path = {0};
    static char text[131072];
    gs_buf_addf(&path, "%s/../docs/%s", GS_TESTS_DIR, name);
    FILE *file = fopen(gs_buf_text(&path), "r");
    assert_non_null(file);
    text[fread(text, 1, sizeof text - 1, file)] = '\0';
    (void)fclose(file);
    gs_buf_fini(&path);
    return text;
}

/* Reads an example. Returns: the kinds of its expectations, a bit each. */
static unsigned kinds_of(const char *line, size_t len)
{
    struct gs_watch watch = {0};
    struct gs_buf reason = {0};
    unsigned kinds = 0;
    char *copy = gs_mem_copy_span(line, len);
    check_case(copy);
    assert_int_equal(gs_watch_line_parse(copy, len, &watch, &reason), GS_OK);
    assert_true(watch.expects.count > 0);
    for (size_t i = 0; i < watch.expects.count; i++) {
        kinds |= 1u << watch.expects.items[i].kind;
    }
    gs_watch_fini(&watch);
    gs_buf_fini(&reason);
    free(copy);
    return kinds;
}

/* Each example between two marks, up to the end of the part. */
static unsigned kinds_in(char *part, const char *before, const char *behind)
{
    unsigned kinds = 0;
    for (char *at = strstr(part, before); at != NULL; at = strstr(at, before)) {
        at += strlen(before);
        kinds |= kinds_of(at, (size_t)(strstr(at, behind) - at));
    }
    return kinds;
}

static void each_expectation_of_the_documents_is_understood(void **state)
{
    (void)state;
    char *part = strstr(document("monitoring.md"), "### What is expected\n");
    assert_non_null(part);
    *strstr(part + 1, "In the dashboard") = '\0';
    assert_int_equal(kinds_in(part, " | `", "` | "), (1u << GS_EXPECT_COUNT) - 1);
    assert_int_not_equal(kinds_in(part, "\n    ", "\n"), 0);
    assert_int_not_equal(kinds_in(document("gaiscope.1"), "\n.Dl www.", "\n"), 0);
}

/* What the reason offers stands in the page, and the page's words in the reason. */
static void an_expectation_that_is_refused_says_what_the_documents_say(void **state)
{
    static const char *const words[] = {
        "ipv4", "ipv6", ">=", "mx:", "null-mx", "no-sinkhole"};
    (void)state;
    struct gs_watch watch = {0};
    struct gs_buf reason = {0};
    static const char line[] = "a.test expect something";
    assert_int_equal(gs_watch_line_parse(line, strlen(line), &watch, &reason),
                     GS_EFORMAT);
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        check_case(words[i]);
        assert_non_null(strstr(gs_buf_text(&reason), words[i]));
        assert_non_null(strstr(document("monitoring.md"), words[i]));
        assert_non_null(strstr(document("gaiscope.1"), words[i]));
    }
    gs_watch_fini(&watch);
    gs_buf_fini(&reason);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(good_lines_run_while_broken_ones_are_named),
        cmocka_unit_test(a_host_given_twice_is_watched_once),
        cmocka_unit_test(errors_are_bounded),
        cmocka_unit_test(a_full_list_is_read_quickly),
        cmocka_unit_test(one_host_too_many_is_told),
        cmocka_unit_test(what_is_written_reads_back),
        cmocka_unit_test(each_expectation_of_the_documents_is_understood),
        cmocka_unit_test(an_expectation_that_is_refused_says_what_the_documents_say),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
