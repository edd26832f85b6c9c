/* SPDX-License-Identifier: MIT */
/* Each call and each question leaves its line: real workers, real c-ares, a faulty server. */
#include "support/check.h"
#include "support/faulty_server.h"

#include "gaiscope/engine/engine.h"
#include "gaiscope/model/session.h"
#include "gaiscope/rules/idn.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <sys/socket.h>

enum {
    LIMIT_MS = 20000, /* a test that hangs ends here, and fails */
};

/** What a test works with. */
struct stage {
    uv_loop_t loop;
    uv_timer_t limit;
    struct faulty_server *server;
    struct gs_engine *engine;
    struct gs_session session;
    uint64_t asked; /* the newest round asked */
    uint64_t heard; /* the newest round heard of */
    bool is_over;   /* the limit passed */
};

static void sink(void *context, struct gs_event *event)
{
    struct stage *stage = context;
    stage->heard = event->round > stage->heard ? event->round : stage->heard;
    gs_session_apply(&stage->session, event);
}

static void limit_passed(uv_timer_t *timer)
{
    struct stage *stage = timer->data;
    stage->is_over = true;
}

static void open_engine(struct stage *stage, uint32_t deadline_ms)
{
    struct gs_engine_settings settings = {
        .deadline_ms = deadline_ms, .sink = sink, .sink_context = stage};
    settings.resolver.servers[0] = faulty_server_endpoint(stage->server);
    settings.resolver.server_count = 1;
    settings.resolver.timeout_s = 1;
    settings.resolver.attempts = 2;
    settings.resolver.ndots = 1;
    settings.resolver.is_override = true;
    settings.resolver.is_demo = true; /* no search list */
    assert_int_equal(gs_engine_open(&stage->loop, &settings, &stage->engine), GS_OK);
}

static int set_up(void **state)
{
    struct stage *stage = gs_mem_new(1, sizeof *stage);
    assert_int_equal(uv_loop_init(&stage->loop), 0);
    assert_int_equal(uv_timer_init(&stage->loop, &stage->limit), 0);
    stage->limit.data = stage;
    uv_unref((uv_handle_t *)&stage->limit);
    stage->server = faulty_server_start(&stage->loop);
    open_engine(stage, 0);
    *state = stage;
    return 0;
}

static int tear_down(void **state)
{
    struct stage *stage = *state;
    gs_engine_close(stage->engine);
    faulty_server_stop(stage->server);
    uv_close((uv_handle_t *)&stage->limit, NULL);
    while (uv_run(&stage->loop, UV_RUN_DEFAULT) != 0) {
    }
    assert_int_equal(uv_loop_close(&stage->loop), 0);
    gs_session_fini(&stage->session);
    free(stage);
    return 0;
}

static void ask(struct stage *stage, const char *host, const char *service,
                unsigned parts)
{
    struct gs_question question = {.hints = {.socktype = SOCK_STREAM}};
    assert_int_equal(gs_question_set(&question, host, service), GS_OK);
    gs_idn_complete(&question);
    stage->asked = gs_engine_ask(stage->engine, &question, parts, NULL);
}

static void run_until(struct stage *stage, bool (*is_done)(const struct stage *stage))
{
    (void)uv_timer_start(&stage->limit, limit_passed, LIMIT_MS, 0);
    while (!is_done(stage) && !stage->is_over) {
        (void)uv_run(&stage->loop, UV_RUN_ONCE);
    }
    assert_false(stage->is_over);
}

static bool nothing_waits(const struct stage *stage)
{
    return stage->heard == stage->asked && !gs_lookup_is_waiting(&stage->session.lookup);
}

static bool has_a_line(const struct stage *stage)
{
    return stage->session.log.entries.count > 0;
}

static bool has_own_name(const struct stage *stage)
{
    for (size_t i = 0; i < stage->session.log.entries.count; i++) {
        if (strcmp(gs_log_at(&stage->session.log, i)->call, "getaddrinfo") == 0) {
            return true;
        }
    }
    return false;
}

/* How many lines tell of a call. */
static size_t count_lines(const struct stage *stage, const char *call)
{
    size_t count = 0;
    for (size_t i = 0; i < stage->session.log.entries.count; i++) {
        count += strcmp(gs_log_at(&stage->session.log, i)->call, call) == 0 ? 1 : 0;
    }
    return count;
}

/* The n-th line of a call, 0 the first. */
static const struct gs_log_entry *line_of(const struct stage *stage, const char *call,
                                          size_t n)
{
    for (size_t i = 0; i < stage->session.log.entries.count; i++) {
        const struct gs_log_entry *entry = gs_log_at(&stage->session.log, i);
        if (strcmp(entry->call, call) == 0 && n-- == 0) {
            return entry;
        }
    }
    fail_msg("no line of %s", call);
    return NULL;
}

/* The line of a call whose result holds a text. */
static const struct gs_log_entry *line_with(const struct stage *stage, const char *call,
                                            const char *text)
{
    for (size_t i = 0; i < count_lines(stage, call); i++) {
        const struct gs_log_entry *entry = line_of(stage, call, i);
        if (strstr(entry->result, text) != NULL) {
            return entry;
        }
    }
    fail_msg("no line of %s with %s", call, text);
    return NULL;
}

static void each_question_to_a_name_server_is_a_line(void **state)
{
    struct stage *stage = *state;
    ask(stage, "good.test", NULL, GS_PART_BIT(GS_PART_DNS));
    run_until(stage, nothing_waits);
    assert_int_equal(stage->session.log.total, 4);
    assert_int_equal(stage->session.log.total, faulty_server_udp_count(stage->server));
    const struct gs_log_entry *a = line_of(stage, "A", 0);
    assert_int_equal(a->by, GS_LOG_DNS);
    assert_int_equal(a->outcome, GS_OUTCOME_ANSWERED);
    assert_string_equal(a->about, "good.test");
    assert_string_equal(a->host, "good.test");
    assert_string_equal(a->service, "");
    assert_non_null(strstr(a->result, "NOERROR, 1 record, 127.0.0.1:"));
    assert_true(a->elapsed_us > 0);
    assert_true(a->at_wall_us > 1600000000000000);
}

static void getaddrinfo_is_a_line(void **state)
{
    struct stage *stage = *state;
    ask(stage, "good.test", "http", GS_PART_BIT(GS_PART_SYSTEM));
    run_until(stage, nothing_waits);
    assert_int_equal(stage->session.log.total, 1);
    const struct gs_log_entry *line = line_of(stage, "getaddrinfo", 0);
    assert_int_equal(line->by, GS_LOG_LIBC);
    assert_string_equal(line->about, "good.test http");
    assert_string_equal(line->result, "1 row");
    assert_string_equal(line->service, "http");
}

static void the_null_node_is_said_in_words(void **state)
{
    struct stage *stage = *state;
    ask(stage, NULL, "80", GS_PART_BIT(GS_PART_SYSTEM));
    run_until(stage, nothing_waits);
    assert_string_equal(line_of(stage, "getaddrinfo", 0)->about, "no host 80");
    assert_string_equal(line_of(stage, "getaddrinfo", 0)->host, "");
}

static void the_names_of_an_address_are_lines(void **state)
{
    struct stage *stage = *state;
    ask(stage, "192.0.2.1", NULL,
        GS_PART_BIT(GS_PART_SYSTEM) | GS_PART_BIT(GS_PART_REVERSE));
    run_until(stage, nothing_waits);
    assert_int_equal(count_lines(stage, "getaddrinfo"), 1);
    assert_int_equal(count_lines(stage, "getnameinfo"), 1);
    assert_int_equal(count_lines(stage, "PTR"), 1);
    assert_int_equal(count_lines(stage, "A"),
                     stage->session.lookup.now.reverse.items[0]->names.count);
    assert_string_equal(line_of(stage, "getnameinfo", 0)->about, "192.0.2.1");
    assert_string_equal(line_of(stage, "PTR", 0)->about, "1.2.0.192.in-addr.arpa");
}

static void a_failed_try_is_a_line_of_its_own(void **state)
{
    struct stage *stage = *state;
    ask(stage, "silent.test", NULL, GS_PART_BIT(GS_PART_DNS));
    run_until(stage, nothing_waits);
    assert_int_equal(count_lines(stage, "A"), 2);
    const struct gs_log_entry *whole = line_with(stage, "A", "2 tries");
    const struct gs_log_entry *try = line_with(stage, "A", "asked again");
    assert_non_null(strstr(try->result, "by UDP, asked again"));
    assert_int_equal(try->outcome, GS_OUTCOME_TIMED_OUT);
    assert_true(whole->elapsed_us >= 2 * (try->elapsed_us - 100000));
    assert_int_equal(stage->session.log.failed, stage->session.log.total);
}

static void tcp_after_a_truncated_answer_is_a_line(void **state)
{
    struct stage *stage = *state;
    ask(stage, "truncated.test", NULL, GS_PART_BIT(GS_PART_DNS));
    run_until(stage, nothing_waits);
    assert_int_equal(stage->session.log.total,
                     faulty_server_udp_count(stage->server) +
                         faulty_server_tcp_count(stage->server));
    assert_int_equal(count_lines(stage, "A"), 2);
    assert_int_equal(stage->session.log.failed, 0);
}

static void the_tables_are_asked_in_a_line(void **state)
{
    struct stage *stage = *state;
    ask(stage, "good.test", "nosuchservice", GS_PART_BIT(GS_PART_SERVICES));
    run_until(stage, nothing_waits);
    assert_int_equal(stage->session.log.total, 3); /* tcp, udp, sctp */
    const struct gs_log_entry *line = line_of(stage, "getservbyname", 0);
    assert_string_equal(line->about, "nosuchservice tcp");
    assert_string_equal(line->result, "not listed");
    assert_int_equal(line->outcome, GS_OUTCOME_NO_SUCH_NAME);
    ask(stage, "good.test", "9", GS_PART_BIT(GS_PART_SERVICES));
    run_until(stage, nothing_waits);
    assert_int_equal(stage->session.log.total, 6);
    assert_string_equal(line_of(stage, "getservbyport", 1)->about, "9 udp");
}

static void no_service_is_no_call(void **state)
{
    struct stage *stage = *state;
    ask(stage, "good.test", NULL, GS_PART_BIT(GS_PART_SERVICES));
    run_until(stage, nothing_waits);
    assert_int_equal(stage->session.log.total, 0);
}

static void this_machines_own_name_belongs_to_no_question(void **state)
{
    struct stage *stage = *state;
    gs_engine_ask_machine(stage->engine);
    run_until(stage, has_own_name);
    const struct gs_log_entry *line = line_of(stage, "getaddrinfo", 0);
    assert_null(line->host);
    assert_string_equal(line->about, stage->session.machine.host_name);
}

static void what_is_stopped_is_said(void **state)
{
    struct stage *stage = *state;
    ask(stage, "silent.test", NULL, GS_PART_BIT(GS_PART_SYSTEM));
    gs_engine_cancel_all(stage->engine);
    run_until(stage, has_a_line);
    const struct gs_log_entry *line = line_of(stage, "getaddrinfo", 0);
    assert_int_equal(line->outcome, GS_OUTCOME_CANCELLED);
    assert_string_equal(line->result, "stopped");
    assert_int_equal(stage->session.log.failed, 0);
}

static void what_never_answers_is_a_line_at_the_deadline(void **state)
{
    struct stage *stage = *state;
    gs_engine_close(stage->engine);
    open_engine(stage, 300);
    ask(stage, "silent.test", NULL, GS_PART_BIT(GS_PART_SYSTEM));
    run_until(stage, nothing_waits);
    const struct gs_log_entry *line = line_of(stage, "getaddrinfo", 0);
    assert_int_equal(line->outcome, GS_OUTCOME_TIMED_OUT);
    assert_true(line->elapsed_us >= 290000);
}

static void a_name_that_is_not_for_dns_leaves_no_line(void **state)
{
    struct stage *stage = *state;
    ask(stage, "localhost", NULL, GS_PART_BIT(GS_PART_DNS));
    run_until(stage, nothing_waits);
    assert_int_equal(stage->session.log.total, 0);
}

static void a_long_name_is_cut_between_characters(void **state)
{
    struct stage *stage = *state;
    struct gs_question question = {.is_exact = true, .hints = {.socktype = SOCK_STREAM}};
    char host[600];
    size_t len = 0;
    host[len++] = 'x';
    while (len + 2 < sizeof host) {
        host[len++] = '\xC3';
        host[len++] = '\xA4';
    }
    host[len] = '\0';
    assert_int_equal(gs_question_set(&question, host, NULL), GS_OK);
    stage->asked =
        gs_engine_ask(stage->engine, &question, GS_PART_BIT(GS_PART_SYSTEM), NULL);
    run_until(stage, nothing_waits);
    const char *about = line_of(stage, "getaddrinfo", 0)->about;
    assert_int_equal(strlen(about), GS_LOG_TEXT_MAX - 1);
    assert_null(strchr(about, '\\'));
}

int main(void)
{
#define ON_STAGE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        ON_STAGE(each_question_to_a_name_server_is_a_line),
        ON_STAGE(getaddrinfo_is_a_line),
        ON_STAGE(the_null_node_is_said_in_words),
        ON_STAGE(the_names_of_an_address_are_lines),
        ON_STAGE(a_failed_try_is_a_line_of_its_own),
        ON_STAGE(tcp_after_a_truncated_answer_is_a_line),
        ON_STAGE(the_tables_are_asked_in_a_line),
        ON_STAGE(no_service_is_no_call),
        ON_STAGE(this_machines_own_name_belongs_to_no_question),
        ON_STAGE(what_is_stopped_is_said),
        ON_STAGE(what_never_answers_is_a_line_at_the_deadline),
        ON_STAGE(a_name_that_is_not_for_dns_leaves_no_line),
        ON_STAGE(a_long_name_is_cut_between_characters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
