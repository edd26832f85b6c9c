/* SPDX-License-Identifier: MIT */
/* Listening through the engine: events, and who closes. */
#include "support/check.h"

#include "gaiscope/engine/engine.h"
#include "gaiscope/model/session.h"
#include "gaiscope/model/sockaddr.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
    LIMIT_MS = 10000,
};

/** What a test works with. */
struct stage {
    uv_loop_t loop;
    uv_timer_t limit;
    struct gs_engine *engine;
    struct gs_session session;
    struct gs_question question; /* the null node */
    struct gs_bind_row_list rows;
    size_t binds; /* GS_EVENT_BIND heard */
    size_t done;  /* GS_EVENT_PART_DONE heard */
    size_t logs;  /* GS_EVENT_LOG heard */
    bool is_over;
};

static void sink(void *context, struct gs_event *event)
{
    struct stage *stage = context;
    stage->binds += event->type == GS_EVENT_BIND ? 1 : 0;
    stage->done += event->type == GS_EVENT_PART_DONE ? 1 : 0;
    stage->logs += event->type == GS_EVENT_LOG ? 1 : 0;
    gs_session_apply(&stage->session, event);
}

static void limit_passed(uv_timer_t *timer)
{
    struct stage *stage = timer->data;
    stage->is_over = true;
}

static int set_up(void **state)
{
    struct stage *stage = gs_mem_new(1, sizeof *stage);
    struct gs_engine_settings settings = {.sink = sink, .sink_context = stage};
    struct gs_bind_row row = {
        .family = AF_INET, .socktype = SOCK_STREAM, .protocol = IPPROTO_TCP};
    assert_int_equal(uv_loop_init(&stage->loop), 0);
    assert_int_equal(uv_timer_init(&stage->loop, &stage->limit), 0);
    stage->limit.data = stage;
    (void)uv_timer_start(&stage->limit, limit_passed, LIMIT_MS, 0);
    uv_unref((uv_handle_t *)&stage->limit);
    assert_int_equal(gs_engine_open(&stage->loop, &settings, &stage->engine), GS_OK);
    assert_int_equal(gs_question_set(&stage->question, NULL, "8000"), GS_OK);
    assert_int_equal(gs_address_parse("127.0.0.1", &row.endpoint.address), GS_OK);
    gs_vec_push(&stage->rows, row);
    *state = stage;
    return 0;
}

static int tear_down(void **state)
{
    struct stage *stage = *state;
    gs_engine_close(stage->engine);
    uv_close((uv_handle_t *)&stage->limit, NULL);
    while (uv_run(&stage->loop, UV_RUN_DEFAULT) != 0) {
    }
    assert_int_equal(uv_loop_close(&stage->loop), 0);
    gs_session_fini(&stage->session);
    gs_vec_fini(&stage->rows);
    free(stage);
    return 0;
}

static void run_until_binds(struct stage *stage, size_t count)
{
    while (stage->binds < count && !stage->is_over) {
        (void)uv_run(&stage->loop, UV_RUN_ONCE);
    }
    assert_false(stage->is_over);
}

static void run_turns(struct stage *stage)
{
    for (int turn = 0; turn < 10; turn++) {
        (void)uv_run(&stage->loop, UV_RUN_NOWAIT);
    }
}

/* Listens, and returns the report the session has. */
static const struct gs_bind_report *listen_there(struct stage *stage)
{
    (void)gs_engine_bind(stage->engine, &stage->question, &stage->rows);
    run_until_binds(stage, 1);
    const struct gs_bind_report *report = stage->session.lookup.now.bind;
    assert_true(report->is_listening);
    return report;
}

/* connect()'s errno; 0: somebody listens there. */
static int try_port(uint16_t port)
{
    struct sockaddr_storage to;
    struct gs_endpoint endpoint = {.port = port};
    assert_int_equal(gs_address_parse("127.0.0.1", &endpoint.address), GS_OK);
    socklen_t bytes = gs_sockaddr_encode(&endpoint, &to);
    int handle = socket(AF_INET, SOCK_STREAM, 0);
    int error = connect(handle, (const struct sockaddr *)&to, bytes) == 0 ? 0 : errno;
    assert_int_equal(close(handle), 0);
    return error;
}

static void the_part_is_done_when_the_sockets_are_open(void **state)
{
    struct stage *stage = *state;
    const struct gs_bind_report *report = listen_there(stage);
    assert_int_equal(report->rows.count, 1);
    assert_int_equal(stage->done, 1);
    assert_int_equal(stage->logs, 1);
    assert_false(gs_lookup_is_waiting(&stage->session.lookup));
    assert_int_equal(stage->session.lookup.parts[GS_PART_BIND].progress,
                     GS_PROGRESS_DONE);
}

static void clients_come_as_events_of_the_same_round(void **state)
{
    struct stage *stage = *state;
    uint16_t port = listen_there(stage)->rows.items[0].endpoint.port;
    assert_int_equal(try_port(port), 0);
    run_until_binds(stage, 2);
    assert_int_equal(stage->session.lookup.now.bind->accepted.count, 1);
    assert_int_equal(stage->logs, 2);
    assert_string_equal(gs_log_at(&stage->session.log, 1)->call, "accept");
}

static void clients_that_come_together_are_one_line_of_the_log(void **state)
{
    enum {
        CLIENTS = 20
    };
    struct stage *stage = *state;
    uint16_t port = listen_there(stage)->rows.items[0].endpoint.port;
    for (int i = 0; i < CLIENTS; i++) {
        assert_int_equal(try_port(port), 0);
    }
    run_until_binds(stage, 2);
    assert_int_equal(stage->session.lookup.now.bind->accepted.count, CLIENTS);
    assert_int_equal(stage->logs, 2);
    const char *result = gs_log_at(&stage->session.log, 1)->result;
    assert_non_null(strstr(result, "from 127.0.0.1:"));
    assert_non_null(strstr(result, " and 19 more"));
}

static void closing_tells_that_nothing_is_open(void **state)
{
    struct stage *stage = *state;
    uint16_t port = listen_there(stage)->rows.items[0].endpoint.port;
    gs_engine_unbind(stage->engine);
    assert_int_equal(try_port(port), ECONNREFUSED); /* at once, before any turn */
    run_until_binds(stage, 2);
    const struct gs_bind_report *report = stage->session.lookup.now.bind;
    assert_false(report->is_listening);
    assert_false(report->rows.items[0].is_open);
    assert_int_equal(report->rows.items[0].step, GS_BIND_DONE);
    gs_engine_unbind(stage->engine);
    run_turns(stage);
    assert_int_equal(stage->binds, 2);
}

static void stopping_everything_closes_too(void **state)
{
    struct stage *stage = *state;
    uint16_t port = listen_there(stage)->rows.items[0].endpoint.port;
    gs_engine_cancel_all(stage->engine);
    run_until_binds(stage, 2);
    assert_int_equal(try_port(port), ECONNREFUSED);
    assert_false(stage->session.lookup.now.bind->is_listening);
}

static void a_question_of_another_name_closes(void **state)
{
    struct stage *stage = *state;
    struct gs_question other = {0};
    uint16_t port = listen_there(stage)->rows.items[0].endpoint.port;
    assert_int_equal(gs_question_set(&other, NULL, "8001"), GS_OK);
    (void)gs_engine_ask(stage->engine, &other, GS_PART_BIT(GS_PART_SERVICES), NULL);
    assert_int_equal(try_port(port), ECONNREFUSED);
    run_turns(stage);
    assert_null(stage->session.lookup.now.bind);
}

static void the_same_name_asked_again_keeps_listening(void **state)
{
    struct stage *stage = *state;
    uint16_t port = listen_there(stage)->rows.items[0].endpoint.port;
    unsigned naming = GS_PART_BIT(GS_PART_REVERSE) | GS_PART_BIT(GS_PART_NAMEINFO) |
                      GS_PART_BIT(GS_PART_CALLS); /* ask for names of this machine */
    (void)gs_engine_ask(stage->engine, &stage->question, GS_PARTS_ALL & ~naming, NULL);
    run_turns(stage);
    assert_int_equal(try_port(port), 0);
    run_until_binds(stage, 2);
    assert_int_equal(stage->session.lookup.now.bind->accepted.count, 1);
}

static void asking_alone_never_listens(void **state)
{
    struct stage *stage = *state;
    (void)gs_engine_ask(stage->engine, &stage->question, GS_PART_BIT(GS_PART_BIND), NULL);
    run_turns(stage);
    assert_int_equal(stage->binds, 0);
    assert_int_equal(stage->done, 0);
}

static void a_second_attempt_closes_the_first(void **state)
{
    struct stage *stage = *state;
    uint16_t port = listen_there(stage)->rows.items[0].endpoint.port;
    stage->rows.items[0].endpoint.port = port;
    (void)gs_engine_bind(stage->engine, &stage->question, &stage->rows);
    run_until_binds(stage, 2);
    const struct gs_bind_report *report = stage->session.lookup.now.bind;
    assert_int_equal(report->rows.items[0].step, GS_BIND_DONE); /* not in its own way */
    assert_int_equal(report->rows.items[0].endpoint.port, port);
}

int main(void)
{
#define ON_STAGE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        ON_STAGE(the_part_is_done_when_the_sockets_are_open),
        ON_STAGE(clients_come_as_events_of_the_same_round),
        ON_STAGE(clients_that_come_together_are_one_line_of_the_log),
        ON_STAGE(closing_tells_that_nothing_is_open),
        ON_STAGE(stopping_everything_closes_too),
        ON_STAGE(a_question_of_another_name_closes),
        ON_STAGE(the_same_name_asked_again_keeps_listening),
        ON_STAGE(asking_alone_never_listens),
        ON_STAGE(a_second_attempt_closes_the_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
