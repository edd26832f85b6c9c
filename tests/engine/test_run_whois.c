/* SPDX-License-Identifier: MIT */
/* The chain from server to server: real sockets on loopback, scripted servers. */
#include "support/check.h"
#include "support/faulty_server.h"
#include "support/whois_server.h"

#include "gaiscope/base/mem.h"
#include "gaiscope/engine/engine.h"
#include "gaiscope/model/session.h"
#include "gaiscope/rules/idn.h"

#include <stdbool.h>
#include <stdio.h>
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
    struct whois_server *registry;
    struct whois_server *root;
    struct whois_line root_lines[4];
    struct gs_engine *engine;
    struct gs_session session;
    bool is_over; /* the limit passed */
};

static const struct whois_line registry_lines[] = {
    {"python.org", "Domain Name: python.org\r\nRegistrar: R\r\n", WHOIS_CLOSES, 0},
    {"silent.org", "", WHOIS_WAITS, 0},
};

static void sink(void *context, struct gs_event *event)
{
    struct stage *stage = context;
    gs_session_apply(&stage->session, event);
}

static void limit_passed(uv_timer_t *timer)
{
    struct stage *stage = timer->data;
    stage->is_over = true;
}

static void open_engine(struct stage *stage, uint32_t deadline_ms)
{
    struct gs_engine_settings settings = gs_engine_settings_read();
    settings.resolver.servers[0] = faulty_closed_endpoint(); /* nobody outside is asked */
    settings.resolver.server_count = 1;
    settings.resolver.is_override = true;
    settings.resolver.is_demo = true;
    settings.deadline_ms = deadline_ms;
    settings.sink = sink;
    settings.sink_context = stage;
    assert_int_equal(gs_engine_open(&stage->loop, &settings, &stage->engine), GS_OK);
}

static void use_root(struct stage *stage)
{
    char server[64];
    (void)snprintf(server, sizeof server, "127.0.0.1:%u",
                   whois_server_endpoint(stage->root).port);
    assert_int_equal(gs_engine_set_whois(stage->engine, server), GS_OK);
}

static int set_up(void **state)
{
    struct stage *stage = gs_mem_new(1, sizeof *stage);
    assert_int_equal(uv_loop_init(&stage->loop), 0);
    assert_int_equal(uv_timer_init(&stage->loop, &stage->limit), 0);
    stage->limit.data = stage;
    uv_unref((uv_handle_t *)&stage->limit);
    stage->registry = whois_server_start(&stage->loop, registry_lines,
                                         sizeof registry_lines / sizeof *registry_lines);
    unsigned port = whois_server_endpoint(stage->registry).port;
    stage->root_lines[0] = (struct whois_line){
        "python.org", "domain: ORG\nrefer: 127.0.0.1:%u\n", WHOIS_CLOSES, port};
    stage->root_lines[1] = (struct whois_line){
        "silent.org", "domain: ORG\nrefer: localhost:%u\n", WHOIS_CLOSES, port};
    stage->root_lines[2] = (struct whois_line){
        "closed.org", "domain: ORG\nrefer: 127.0.0.1:%u\n", WHOIS_CLOSES, 1};
    stage->root_lines[3] = (struct whois_line){
        "noname.org", "domain: ORG\nrefer: whois.invalid\n", WHOIS_CLOSES, 0};
    stage->root = whois_server_start(&stage->loop, stage->root_lines, 4);
    open_engine(stage, 0);
    use_root(stage);
    *state = stage;
    return 0;
}

static int tear_down(void **state)
{
    struct stage *stage = *state;
    gs_engine_close(stage->engine);
    whois_server_stop(stage->root);
    whois_server_stop(stage->registry);
    uv_close((uv_handle_t *)&stage->limit, NULL);
    while (uv_run(&stage->loop, UV_RUN_DEFAULT) != 0) {
    }
    assert_int_equal(uv_loop_close(&stage->loop), 0);
    gs_session_fini(&stage->session);
    free(stage);
    return 0;
}

static void ask(struct stage *stage, const char *host)
{
    struct gs_question question = {.hints = {.socktype = SOCK_STREAM}};
    assert_int_equal(gs_question_set(&question, host, NULL), GS_OK);
    gs_idn_complete(&question);
    (void)gs_engine_ask(stage->engine, &question, GS_PART_BIT(GS_PART_WHOIS), NULL);
}

static enum gs_progress progress(const struct stage *stage)
{
    return stage->session.lookup.parts[GS_PART_WHOIS].progress;
}

static const struct gs_whois *run(struct stage *stage)
{
    (void)uv_timer_start(&stage->limit, limit_passed, LIMIT_MS, 0);
    while (progress(stage) != GS_PROGRESS_DONE && !stage->is_over) {
        (void)uv_run(&stage->loop, UV_RUN_ONCE);
    }
    assert_false(stage->is_over);
    assert_non_null(stage->session.lookup.now.whois);
    return stage->session.lookup.now.whois;
}

static void the_chain_is_followed_to_its_end(void **state)
{
    struct stage *stage = *state;
    ask(stage, "python.org");
    const struct gs_whois *whois = run(stage);
    assert_true(whois->is_complete);
    assert_int_equal(whois->state, GS_WHOIS_REGISTERED);
    assert_int_equal(whois->hops.count, 2);
    assert_int_equal(whois->hops.items[0].result, GS_WHOIS_REFERS);
    assert_int_equal(whois->hops.items[1].result, GS_WHOIS_FINAL);
    assert_int_equal(whois->hops.items[1].outcome, GS_OUTCOME_ANSWERED);
    assert_true(whois->hops.items[1].connect_us > 0);
    assert_true(whois->hops.items[1].elapsed_us >= whois->hops.items[1].connect_us);
    assert_true(whois->elapsed_us > 0);
    assert_string_equal(whois->facts.texts[GS_WHOIS_REGISTRAR_NAME], "R");
    assert_string_equal(whois_server_heard(stage->registry), "python.org\r\n");
}

static void each_exchange_leaves_a_line_in_the_log(void **state)
{
    struct stage *stage = *state;
    ask(stage, "python.org");
    (void)run(stage);
    const struct gs_log *log = &stage->session.log;
    assert_int_equal(log->entries.count, 2);
    const struct gs_log_entry *entry = gs_log_at(log, 1);
    assert_string_equal(entry->call, "whois");
    assert_non_null(strstr(entry->about, "python.org at 127.0.0.1 port"));
    assert_string_equal(entry->result, "39 bytes");
    assert_int_equal(entry->by, GS_LOG_NET);
}

static void a_closed_registry_ends_the_chain(void **state)
{
    struct stage *stage = *state;
    ask(stage, "closed.org");
    const struct gs_whois *whois = run(stage);
    assert_int_equal(whois->state, GS_WHOIS_CLOSED_PORT);
    assert_int_equal(whois->hops.items[1].outcome, GS_OUTCOME_REFUSED);
    assert_non_null(strstr(whois->problem, "does not answer on port 1"));
}

static void a_server_without_an_address_ends_the_chain(void **state)
{
    struct stage *stage = *state;
    ask(stage, "noname.org");
    const struct gs_whois *whois = run(stage);
    assert_int_equal(whois->hops.count, 2);
    assert_int_equal(whois->hops.items[1].result, GS_WHOIS_FAILED);
    assert_int_equal(whois->hops.items[1].step, GS_WHOIS_RESOLVING);
    assert_true(whois->hops.items[1].outcome != GS_OUTCOME_ANSWERED);
}

static void a_silent_server_ends_at_the_deadline(void **state)
{
    struct stage *stage = *state;
    gs_engine_close(stage->engine);
    open_engine(stage, 200);
    use_root(stage);
    ask(stage, "silent.org");
    const struct gs_whois *whois = run(stage);
    assert_int_equal(whois->hops.count, 2);
    assert_string_equal(whois->hops.items[1].server, "localhost");
    assert_int_equal(whois->hops.items[1].outcome, GS_OUTCOME_TIMED_OUT);
    assert_int_equal(whois->state, GS_WHOIS_UNKNOWN);
}

static void nothing_is_asked_about_no_name(void **state)
{
    struct stage *stage = *state;
    ask(stage, "secret.onion");
    const struct gs_whois *whois = run(stage);
    assert_int_equal(whois->state, GS_WHOIS_NOT_ASKED);
    assert_int_equal(whois_server_count(stage->root), 0);
}

static void nothing_is_heard_of_a_cancelled_chain(void **state)
{
    struct stage *stage = *state;
    ask(stage, "silent.org");
    (void)uv_timer_start(&stage->limit, limit_passed, LIMIT_MS, 0);
    while (whois_server_count(stage->registry) == 0 && !stage->is_over) {
        (void)uv_run(&stage->loop, UV_RUN_ONCE);
    }
    gs_engine_cancel_all(stage->engine);
    while (progress(stage) == GS_PROGRESS_WAITING && !stage->is_over) {
        (void)uv_run(&stage->loop, UV_RUN_ONCE);
    }
    assert_int_equal(progress(stage), GS_PROGRESS_STOPPED);
    ask(stage, "python.org");
    assert_int_equal(run(stage)->state, GS_WHOIS_REGISTERED);
}

static void a_first_server_has_to_be_a_host(void **state)
{
    struct stage *stage = *state;
    assert_int_equal(gs_engine_set_whois(stage->engine, "a.example b"), GS_EFORMAT);
    assert_int_equal(gs_engine_set_whois(stage->engine, ";"), GS_EFORMAT);
    assert_int_equal(gs_engine_set_whois(stage->engine, ""), GS_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_chain_is_followed_to_its_end, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(each_exchange_leaves_a_line_in_the_log, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_closed_registry_ends_the_chain, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_server_without_an_address_ends_the_chain,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_silent_server_ends_at_the_deadline, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(nothing_is_asked_about_no_name, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(nothing_is_heard_of_a_cancelled_chain, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_first_server_has_to_be_a_host, set_up,
                                        tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
