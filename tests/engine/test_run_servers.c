/* SPDX-License-Identifier: MIT */
/* The same questions to several servers: two that answer, and a port where nobody listens;
 * and the trace, with one of them as the root. */
#include "support/check.h"
#include "support/faulty_server.h"

#include "gaiscope/engine/engine.h"
#include "gaiscope/model/session.h"
#include "gaiscope/rules/idn.h"

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
    struct faulty_server *servers[2];
    struct gs_engine *engine;
    struct gs_session session;
    size_t answers; /* GS_EVENT_SERVER_ANSWER heard */
    bool is_over;   /* the limit passed */
};

static void sink(void *context, struct gs_event *event)
{
    struct stage *stage = context;
    stage->answers += event->type == GS_EVENT_SERVER_ANSWER ? 1 : 0;
    gs_session_apply(&stage->session, event);
}

static void limit_passed(uv_timer_t *timer)
{
    ((struct stage *)timer->data)->is_over = true;
}

static int set_up(void **state)
{
    struct stage *stage = gs_mem_new(1, sizeof *stage);
    assert_int_equal(uv_loop_init(&stage->loop), 0);
    assert_int_equal(uv_timer_init(&stage->loop, &stage->limit), 0);
    stage->limit.data = stage;
    uv_unref((uv_handle_t *)&stage->limit);
    stage->servers[0] = faulty_server_start(&stage->loop);
    stage->servers[1] = faulty_server_start(&stage->loop);
    struct gs_engine_settings settings = {.sink = sink, .sink_context = stage};
    settings.resolver.servers[0] = faulty_server_endpoint(stage->servers[0]);
    settings.resolver.server_count = 1;
    settings.resolver.timeout_s = 1;
    settings.resolver.attempts = 1;
    settings.resolver.is_demo = true; /* no search list */
    settings.records = gs_record_choice_default();
    settings.records.types[0] = GS_TYPE_A;
    settings.records.types[1] = GS_TYPE_AAAA;
    settings.records.type_count = 2;
    settings.roots.count = 1;
    settings.roots.port = settings.resolver.servers[0].port;
    settings.roots.items[0].address = settings.resolver.servers[0].address;
    memcpy(settings.roots.items[0].name, "a.root.test", sizeof "a.root.test");
    assert_int_equal(gs_engine_open(&stage->loop, &settings, &stage->engine), GS_OK);
    *state = stage;
    return 0;
}

static int tear_down(void **state)
{
    struct stage *stage = *state;
    gs_engine_close(stage->engine);
    faulty_server_stop(stage->servers[0]);
    faulty_server_stop(stage->servers[1]);
    uv_close((uv_handle_t *)&stage->limit, NULL);
    while (uv_run(&stage->loop, UV_RUN_DEFAULT) != 0) {
    }
    assert_int_equal(uv_loop_close(&stage->loop), 0);
    gs_session_fini(&stage->session);
    free(stage);
    return 0;
}

static void choose(struct stage *stage, const struct gs_endpoint *servers, size_t count)
{
    struct gs_record_choice choice = gs_record_choice_default();
    choice.types[0] = GS_TYPE_A;
    choice.types[1] = GS_TYPE_AAAA;
    choice.type_count = 2;
    choice.server_count = count;
    for (size_t i = 0; i < count; i++) {
        choice.servers[i] = servers[i];
    }
    gs_engine_set_records(stage->engine, &choice);
}

static void ask_part(struct stage *stage, const char *host, enum gs_part asked)
{
    struct gs_question question = {.hints = {.socktype = SOCK_STREAM}};
    const struct gs_part_state *part = &stage->session.lookup.parts[asked];
    assert_int_equal(gs_question_set(&question, host, NULL), GS_OK);
    gs_idn_complete(&question);
    (void)gs_engine_ask(stage->engine, &question, GS_PART_BIT(asked), NULL);
    (void)uv_timer_start(&stage->limit, limit_passed, LIMIT_MS, 0);
    do {
        (void)uv_run(&stage->loop, UV_RUN_ONCE);
    } while (part->progress != GS_PROGRESS_DONE && !stage->is_over);
    assert_false(stage->is_over);
}

static const struct gs_server_table *ask(struct stage *stage, const char *host)
{
    ask_part(stage, host, GS_PART_SERVERS);
    return stage->session.lookup.now.servers;
}

static const struct gs_trace *trace(struct stage *stage, const char *host)
{
    ask_part(stage, host, GS_PART_TRACE);
    return stage->session.lookup.now.trace;
}

static enum gs_outcome outcome_of(const struct gs_server_table *table, size_t server,
                                  size_t question)
{
    return table->columns.items[server].answers.items[question]->outcome;
}

static void each_server_is_asked_each_question(void **state)
{
    struct stage *stage = *state;
    struct gs_endpoint servers[] = {faulty_server_endpoint(stage->servers[0]),
                                    faulty_server_endpoint(stage->servers[1]),
                                    faulty_closed_endpoint()};
    choose(stage, servers, 3);
    const struct gs_server_table *table = ask(stage, "good.test");
    assert_int_equal(table->questions.count, 2);
    assert_int_equal(table->columns.count, 3);
    assert_int_equal(stage->answers, 6);
    assert_int_equal(gs_server_table_count(table), 6);
    assert_int_equal(outcome_of(table, 0, 0), GS_OUTCOME_ANSWERED);
    assert_int_equal(outcome_of(table, 1, 1), GS_OUTCOME_NO_DATA);
    assert_int_equal(outcome_of(table, 2, 0), GS_OUTCOME_REFUSED);
    assert_int_equal(faulty_server_udp_count(stage->servers[0]), 2);
    assert_int_equal(faulty_server_udp_count(stage->servers[1]), 2);
    const struct gs_dns_answer *answer = table->columns.items[1].answers.items[0];
    assert_true(gs_endpoint_is_equal(&answer->server, &servers[1]));
    assert_null(answer->wire);
}

static void without_a_choice_the_name_servers_are_asked(void **state)
{
    struct stage *stage = *state;
    const struct gs_server_table *table = ask(stage, "good.test");
    assert_int_equal(table->columns.count, 1);
    assert_int_equal(outcome_of(table, 0, 0), GS_OUTCOME_ANSWERED);
    assert_int_equal(faulty_server_udp_count(stage->servers[1]), 0);
}

static void one_server_is_held_against_those_that_are_asked_anyway(void **state)
{
    struct stage *stage = *state;
    struct gs_endpoint other = faulty_server_endpoint(stage->servers[1]);
    choose(stage, &other, 1);
    const struct gs_server_table *table = ask(stage, "good.test");
    assert_int_equal(table->columns.count, 2);
    assert_true(gs_endpoint_is_equal(&table->columns.items[1].server, &other));
    assert_int_equal(outcome_of(table, 0, 0), GS_OUTCOME_ANSWERED);
    assert_int_equal(outcome_of(table, 1, 0), GS_OUTCOME_ANSWERED);
}

static void a_silent_server_leaves_the_others(void **state)
{
    struct stage *stage = *state;
    const struct gs_server_table *table = ask(stage, "silent.test");
    assert_int_equal(outcome_of(table, 0, 0), GS_OUTCOME_TIMED_OUT);
}

static void a_name_that_must_stay_here_is_not_asked(void **state)
{
    struct stage *stage = *state;
    const struct gs_server_table *table = ask(stage, "localhost");
    assert_int_equal(outcome_of(table, 0, 1), GS_OUTCOME_NOT_ASKED);
    assert_int_equal(faulty_server_udp_count(stage->servers[0]), 0);
}

static void an_address_is_no_question(void **state)
{
    struct stage *stage = *state;
    assert_null(ask(stage, "192.0.2.1"));
}

static void a_trace_asks_the_root_of_the_hints(void **state)
{
    struct stage *stage = *state;
    const struct gs_trace *found = trace(stage, "good.test");
    assert_true(found->is_complete);
    assert_int_equal(found->levels.count, 1);
    assert_string_equal(found->levels.items[0].zone, ".");
    assert_int_equal(found->levels.items[0].servers.count, 1);
    assert_int_equal(found->levels.items[0].servers.items[0].said, GS_TRACE_LAME);
    assert_int_equal(found->outcome, GS_OUTCOME_FAILED);
    assert_int_equal(faulty_server_udp_count(stage->servers[0]), 1);
}

static void other_roots_are_asked_from_then_on(void **state)
{
    struct stage *stage = *state;
    struct gs_endpoint closed = faulty_closed_endpoint();
    struct gs_root_hints roots = {.count = 1, .port = closed.port};
    roots.items[0].address = closed.address;
    memcpy(roots.items[0].name, "b.root.test", sizeof "b.root.test");
    gs_engine_set_roots(stage->engine, &roots);
    const struct gs_trace *found = trace(stage, "good.test");
    assert_int_equal(found->levels.items[0].servers.items[0].said, GS_TRACE_FAILED);
    assert_string_equal(found->levels.items[0].servers.items[0].reason, "port closed");
    assert_int_equal(faulty_server_udp_count(stage->servers[0]), 0);
}

static void nothing_is_traced_of_what_must_stay_here(void **state)
{
    struct stage *stage = *state;
    assert_null(trace(stage, "localhost"));
    assert_null(trace(stage, "192.0.2.1"));
    assert_int_equal(faulty_server_udp_count(stage->servers[0]), 0);
}

int main(void)
{
#define ON_STAGE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        ON_STAGE(each_server_is_asked_each_question),
        ON_STAGE(without_a_choice_the_name_servers_are_asked),
        ON_STAGE(one_server_is_held_against_those_that_are_asked_anyway),
        ON_STAGE(a_silent_server_leaves_the_others),
        ON_STAGE(a_name_that_must_stay_here_is_not_asked),
        ON_STAGE(an_address_is_no_question),
        ON_STAGE(a_trace_asks_the_root_of_the_hints),
        ON_STAGE(other_roots_are_asked_from_then_on),
        ON_STAGE(nothing_is_traced_of_what_must_stay_here),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
