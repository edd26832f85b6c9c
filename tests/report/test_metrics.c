/* SPDX-License-Identifier: MIT */
#include "support/check.h"
#include "support/golden.h"

#include "gaiscope/report/metrics.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sys/socket.h>

/* -- a monitor ------------------------------------------------------------------------ */

static struct gs_watched *add_host(struct gs_watch_told *told, const char *host)
{
    struct gs_watched watched = {.id = told->hosts.count + 1,
                                 .watch.host = gs_mem_copy_text(host),
                                 .state = GS_WATCH_WAITING,
                                 .due_us = INT64_MAX};
    gs_vec_push(&told->hosts, watched);
    return &told->hosts.items[told->hosts.count - 1];
}

static void add_label(struct gs_watched *host, const char *label)
{
    gs_vec_push(&host->watch.labels, gs_mem_copy_text(label));
}

static struct gs_watch_told *new_told(void)
{
    struct gs_watch_told *told = gs_mem_new(1, sizeof *told);
    told->name = gs_mem_copy_text("hosts.txt");
    told->interval_s = 30;
    return told;
}

static struct gs_watch_round *round_of(uint64_t id, enum gs_outcome outcome,
                                       enum gs_watch_state state, int64_t dns_us)
{
    struct gs_watch_round *round = gs_mem_new(1, sizeof *round);
    round->id = id;
    round->answer = gs_watch_answer_new();
    round->answer->outcome = round->answer->sides[0] = round->answer->sides[1] = outcome;
    round->answer->dns_us = dns_us;
    round->answer->sides_us[0] = dns_us < 0 ? 0 : (uint32_t)dns_us;
    round->answer->sides_us[1] = dns_us < 0 ? 0 : (uint32_t)dns_us / 2; /* A is quicker */
    round->state = state;
    round->wall_s = 1700000100;
    round->interval_s = 30;
    return round;
}

static void add_address(struct gs_watch_answer *answer, const char *text)
{
    struct gs_address address;
    assert_int_equal(gs_address_parse(text, &address), GS_OK);
    gs_watch_answer_add_address(answer, &address);
}

static void change(struct gs_watch_round *round, enum gs_watch_change_type type)
{
    struct gs_watch_change one = {.type = type};
    gs_vec_push(&round->changes, one);
}

static void fill_list(struct gs_monitor *monitor)
{
    struct gs_watch_told *told = new_told();
    struct gs_watched *host = add_host(told, "www.example.org");
    struct gs_expect expect = {.kind = GS_EXPECT_FAMILY, .family = AF_INET6};
    gs_vec_push(&host->watch.expects, expect);
    gs_vec_push(&host->watch.expects, expect);
    expect = (struct gs_expect){.kind = GS_EXPECT_AT_LEAST, .count = 2};
    gs_vec_push(&host->watch.expects, expect);
    host->rounds = host->earlier_rounds = 500; /* of earlier runs: counted by nobody */
    host->ups = host->earlier_ups = 490;
    add_label(host, "web");
    add_label(host, "prod");
    add_label(host, "web");
    (void)strcpy(add_host(told, "www.example.org")->watch.service, "https");
    add_host(told, "xn--bcher-kva.example");
    add_host(told, "nosuch.example.org");
    add_host(told, "dead.example.org");
    add_host(told, "192.0.2.1")->watch.is_address = true;
    add_host(told, "waiting.example.org");
    struct gs_watch_error error = {.line = 3, .reason = gs_mem_copy_text("no host")};
    gs_vec_push(&told->errors, error);
    told->left_out = 2;
    gs_monitor_apply_list(monitor, told);
}

static void fill_rounds(struct gs_monitor *monitor)
{
    struct gs_watch_round *round =
        round_of(1, GS_OUTCOME_ANSWERED, GS_WATCH_UNEXPECTED, 1500);
    round->answer->sides[0] = GS_OUTCOME_NO_DATA;
    add_address(round->answer, "192.0.2.7");
    add_address(round->answer, "192.0.2.8");
    round->trend.failing = 1;
    change(round, GS_WATCH_IPV6_LOST);
    change(round, GS_WATCH_EXPECTATION_FAILED);
    assert_true(gs_monitor_apply_round(monitor, round));

    round = round_of(2, GS_OUTCOME_ANSWERED, GS_WATCH_STEADY, 20000);
    add_address(round->answer, "192.0.2.7");
    add_address(round->answer, "2001:db8::7");
    round->answer->libc_us = 3000;
    round->answer->mx_outcome = GS_OUTCOME_ANSWERED;
    assert_true(gs_name_list_add(&round->answer->exchanges, "10 mx.example.org"));
    assert_true(gs_monitor_apply_round(monitor, round));
    round = round_of(2, GS_OUTCOME_ANSWERED, GS_WATCH_STEADY, 20000);
    add_address(round->answer, "192.0.2.7");
    add_address(round->answer, "2001:db8::7");
    assert_true(gs_monitor_apply_round(monitor, round));
    round = round_of(3, GS_OUTCOME_ANSWERED, GS_WATCH_STEADY, 7000000);
    add_address(round->answer, "2001:db8::8");
    assert_true(gs_monitor_apply_round(monitor, round));
    assert_true(gs_monitor_apply_round(
        monitor, round_of(4, GS_OUTCOME_NO_SUCH_NAME, GS_WATCH_NO_SUCH_NAME, 500)));
    assert_true(gs_monitor_apply_round(
        monitor, round_of(5, GS_OUTCOME_TIMED_OUT, GS_WATCH_TRY_AGAIN, -1)));

    round = round_of(6, GS_OUTCOME_ANSWERED, GS_WATCH_STEADY, 900);
    round->answer->sides[0] = round->answer->sides[1] = GS_OUTCOME_NOT_ASKED;
    round->answer->pointer_outcome = GS_OUTCOME_ANSWERED;
    assert_true(gs_name_list_add(&round->answer->pointers, "www.example.org"));
    assert_true(gs_monitor_apply_round(monitor, round));
}

static void fill(struct gs_monitor *monitor)
{
    fill_list(monitor);
    fill_rounds(monitor);
    gs_monitor_apply_status(monitor, &(struct gs_watch_status){.interval_s = 30,
                                                               .in_flight = 2,
                                                               .window = 64,
                                                               .waiting = 1,
                                                               .round = 3,
                                                               .round_us = 2500000,
                                                               .sent = 25,
                                                               .answered = 20,
                                                               .failed = 3,
                                                               .pending = 2,
                                                               .retries = 5,
                                                               .libc_calls = 7,
                                                               .catch_ups = 4,
                                                               .hooks_run = 1,
                                                               .hooks_left_out = 6});
}

static char *written(const struct gs_monitor *monitor, enum gs_metrics_form form,
                     size_t hosts_max)
{
    struct gs_buf out = {0};
    const struct gs_metrics_choice choice = {
        .form = form, .hosts_max = hosts_max, .started_wall_s = 1700000000};
    gs_metrics_write(monitor, &choice, &out);
    return gs_buf_claim(&out);
}

/* -- the formats ---------------------------------------------------------------------- */

static void metrics_are_as_documented(void **state)
{
    static const char *const paths[] = {
        "golden/metrics/monitor.prom", "golden/metrics/monitor.openmetrics",
        "golden/metrics/empty.prom", "golden/metrics/empty.openmetrics"};
    (void)state;
    for (size_t i = 0; i < COUNT_OF(paths); i++) {
        struct gs_monitor monitor = {0};
        check_case(paths[i]);
        if (i < 2) {
            fill(&monitor);
        }
        char *text = written(&monitor, gs_metrics_form_of_file(paths[i]), 100);
        gs_golden_compare(paths[i], text);
        free(text);
        gs_monitor_fini(&monitor);
    }
}

/* A line of samples as both formats have it. Returns: false: it is none. */
static bool is_sample(const char *line, size_t len)
{
    size_t at = 0;
    while (at < len && (isalnum((unsigned char)line[at]) || line[at] == '_')) {
        at++;
    }
    if (at == 0 || at == len) {
        return false;
    }
    bool is_quoted = false;
    if (line[at] == '{') {
        for (at++; at < len && (is_quoted || line[at] != '}'); at++) {
            if (is_quoted && line[at] == '\\') {
                at++;
            } else if (line[at] == '"') {
                is_quoted = !is_quoted;
            } else if ((unsigned char)line[at] < 0x20) {
                return false;
            }
        }
        at++;
    }
    return at + 1 < len && line[at] == ' ' &&
           strspn(line + at + 1, "0123456789.") == len - at - 1;
}

/* Each line is a comment or a sample, and no series comes twice. Returns: samples. */
static size_t check_lines(const char *text)
{
    struct GS_VEC_OF(char *) series = {0};
    for (const char *line = text; *line != '\0'; line = strchr(line, '\n') + 1) {
        assert_non_null(strchr(line, '\n'));
        size_t len = strcspn(line, "\n");
        if (line[0] == '#') {
            continue;
        }
        if (!is_sample(line, len)) {
            print_message("%.*s\n", (int)len, line);
            fail();
        }
        while (line[len - 1] != ' ') {
            len--;
        }
        gs_vec_push(&series, gs_mem_copy_span(line, len));
    }
    size_t count = series.count;
    for (size_t i = 0; i < count; i++) {
        for (size_t j = i + 1; j < count; j++) {
            assert_string_not_equal(series.items[i], series.items[j]);
        }
    }
    for (size_t i = 0; i < count; i++) {
        free(series.items[i]);
    }
    gs_vec_fini(&series);
    return count;
}

static void both_formats_have_the_same_series(void **state)
{
    (void)state;
    struct gs_monitor monitor = {0};
    fill(&monitor);
    char *text = written(&monitor, GS_METRICS_TEXT, 100);
    char *open = written(&monitor, GS_METRICS_OPENMETRICS, 100);
    assert_int_equal(check_lines(text), check_lines(open));
    assert_true(check_lines(text) > 100);
    assert_string_equal(open + strlen(open) - 6, "# EOF\n");
    assert_null(strstr(text, "# EOF"));
    free(text);
    free(open);
    gs_monitor_fini(&monitor);
}

/* -- bounds --------------------------------------------------------------------------- */

static void hosts_over_the_limit_are_counted_alone(void **state)
{
    static const struct {
        const char *label;
        size_t limit;
        const char *left_out;
        bool has_first;
        bool has_second;
    } cases[] = {
        {"none", 0, "left_out_hosts 7\n", false, false},
        {"one", 1, "left_out_hosts 6\n", true, false},
        {"all", 7, "left_out_hosts 0\n", true, true},
        {"more than there are", 1000, "left_out_hosts 0\n", true, true},
    };

    (void)state;
    struct gs_monitor monitor = {0};
    fill(&monitor);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        check_case(cases[i].label);
        char *text = written(&monitor, GS_METRICS_TEXT, cases[i].limit);
        assert_non_null(strstr(text, cases[i].left_out));
        assert_int_equal(strstr(text, "host=\"www.example.org\"}") != NULL,
                         cases[i].has_first);
        assert_int_equal(strstr(text, "service=\"https\"") != NULL, cases[i].has_second);
        assert_non_null(strstr(text, "gaiscope_changes_total{type=\"ipv6_lost\"} 1\n"));
        free(text);
    }
    gs_monitor_fini(&monitor);
}

static void hostile_values_of_labels_stay_inside(void **state)
{
    char long_name[2000];
    memset(long_name, 'a', sizeof long_name);
    long_name[sizeof long_name - 1] = '\0';
    char other_long[2000];
    memcpy(other_long, long_name, sizeof long_name);
    other_long[1990] = 'b';
    char wide[1200] = "";
    for (size_t i = 0; i < 300; i++) {
        (void)strcat(wide, "五");
    }
    static const char *const short_ones[] = {"a\"} 1\ngaiscope_evil 1\n",
                                             "a\nb",
                                             "a\\nb",
                                             "back\\",
                                             "quote\"",
                                             "\x1b[2J",
                                             "\xff",
                                             "\\xff",
                                             "a,b=c",
                                             "",
                                             "x\x7f",
                                             "\u202e",
                                             "{}",
                                             "# EOF"};

    (void)state;
    struct gs_watch_told *told = new_told();
    for (size_t i = 0; i < COUNT_OF(short_ones); i++) {
        struct gs_watched *host = add_host(told, short_ones[i]);
        add_label(host, short_ones[i]);
        (void)snprintf(host->watch.service, sizeof host->watch.service, "%s",
                       short_ones[i]);
    }
    add_host(told, long_name);
    add_host(told, other_long);
    add_host(told, wide);
    add_host(told, "twice.test");
    add_host(told, "twice.test");
    struct gs_monitor monitor = {0};
    gs_monitor_apply_list(&monitor, told);
    for (uint64_t id = 1; id <= monitor.hosts.count; id++) {
        assert_true(gs_monitor_apply_round(
            &monitor, round_of(id, GS_OUTCOME_NO_DATA, GS_WATCH_NO_DATA, 10)));
    }
    char *text = written(&monitor, GS_METRICS_OPENMETRICS, 1000);
    (void)check_lines(text);
    assert_null(strstr(text, "\ngaiscope_evil"));
    assert_non_null(strstr(text, "gaiscope_metrics_left_out_hosts 1\n"));
    assert_non_null(strstr(text, "host=\"back\\\\\""));
    for (const char *line = text; *line != '\0'; line = strchr(line, '\n') + 1) {
        assert_true(strcspn(line, "\n") < 700);
    }
    free(text);
    gs_monitor_fini(&monitor);
}

static void ten_thousand_hosts_are_bounded(void **state)
{
    (void)state;
    struct gs_watch_told *told = new_told();
    for (size_t i = 0; i < 10000; i++) {
        char host[32];
        (void)snprintf(host, sizeof host, "h%zu.example.org", i);
        add_host(told, host);
    }
    struct gs_monitor monitor = {0};
    gs_monitor_apply_list(&monitor, told);
    for (uint64_t id = 1; id <= 10000; id++) {
        assert_true(gs_monitor_apply_round(
            &monitor, round_of(id, GS_OUTCOME_NO_DATA, GS_WATCH_NO_DATA, 10)));
    }
    char *all = written(&monitor, GS_METRICS_TEXT, GS_METRICS_HOSTS_MAX);
    char *some = written(&monitor, GS_METRICS_TEXT, GS_METRICS_HOSTS);
    assert_true(strlen(all) > 9 * strlen(some));
    assert_true(strlen(all) < 16 * 1024 * 1024);
    assert_non_null(strstr(all, "gaiscope_host_up{host=\"h9999.example.org\"} 0\n"));
    assert_non_null(strstr(some, "gaiscope_metrics_left_out_hosts 9000\n"));
    free(all);
    free(some);
    gs_monitor_fini(&monitor);
}

/* -- which format --------------------------------------------------------------------- */

static void format_is_the_one_that_the_client_likes(void **state)
{
    static const struct {
        const char *accept;
        enum gs_metrics_form form;
    } cases[] = {
        {NULL, GS_METRICS_TEXT},
        {"", GS_METRICS_TEXT},
        {"*/*", GS_METRICS_TEXT},
        {"text/plain", GS_METRICS_TEXT},
        {"application/openmetrics-text", GS_METRICS_OPENMETRICS},
        {"application/openmetrics-text; version=1.0.0", GS_METRICS_OPENMETRICS},
        {"application/openmetrics-text;version=\"1.0.0\"", GS_METRICS_OPENMETRICS},
        {"Application/OpenMetrics-Text;Version=1.0.0;charset=utf-8",
         GS_METRICS_OPENMETRICS},
        {"application/openmetrics-text;version=0.0.1", GS_METRICS_TEXT},
        {"application/openmetrics-text;version=1.0.0,application/"
         "openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1",
         GS_METRICS_OPENMETRICS},
        {"application/openmetrics-text;version=1.0.0;q=0.5,text/"
         "plain;version=0.0.4;q=0.6",
         GS_METRICS_TEXT},
        {"application/openmetrics-text;q=0.001", GS_METRICS_OPENMETRICS},
        {"application/openmetrics-text;q=0", GS_METRICS_TEXT},
        {"application/openmetrics-text;q=0.000", GS_METRICS_TEXT},
        {"application/openmetrics-text;q=", GS_METRICS_OPENMETRICS},
        {"application/openmetrics-textual", GS_METRICS_TEXT},
        {",,;;=,;q=,application/openmetrics-text", GS_METRICS_OPENMETRICS},
        {"application/openmetrics-text;version=\"", GS_METRICS_TEXT},
        {";;;;", GS_METRICS_TEXT},
        {"=", GS_METRICS_TEXT},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        check_case(cases[i].accept == NULL ? "no header" : cases[i].accept);
        assert_int_equal(gs_metrics_negotiate(cases[i].accept), cases[i].form);
    }
    assert_non_null(strstr(gs_metrics_content_type(GS_METRICS_TEXT), "version=0.0.4"));
    assert_non_null(strstr(gs_metrics_content_type(GS_METRICS_OPENMETRICS),
                           "application/openmetrics-text; version=1.0.0"));
}

static void file_s_name_says_its_format(void **state)
{
    (void)state;
    assert_int_equal(gs_metrics_form_of_file("/x/gaiscope.prom"), GS_METRICS_TEXT);
    assert_int_equal(gs_metrics_form_of_file("gaiscope.om"), GS_METRICS_OPENMETRICS);
    assert_int_equal(gs_metrics_form_of_file("x.prom.txt"), GS_METRICS_OPENMETRICS);
    assert_int_equal(gs_metrics_form_of_file("prom"), GS_METRICS_OPENMETRICS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(metrics_are_as_documented),
        cmocka_unit_test(both_formats_have_the_same_series),
        cmocka_unit_test(hosts_over_the_limit_are_counted_alone),
        cmocka_unit_test(hostile_values_of_labels_stay_inside),
        cmocka_unit_test(ten_thousand_hosts_are_bounded),
        cmocka_unit_test(format_is_the_one_that_the_client_likes),
        cmocka_unit_test(file_s_name_says_its_format),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
