/* SPDX-License-Identifier: MIT */
/* Connections as operations of a round: how many at once, who waits, what the log says. */
#include "../../src/engine/engine_private.h"
#include "../../src/engine/operation.h"
#include "support/check.h"

#include "gaiscope/base/mem.h"
#include "gaiscope/engine/engine.h"

#include <errno.h>
#include <string.h>

enum {
    LIMIT_MS = 10000, /* a test that hangs ends here, and fails */
    SHORT_MS = 50,
    TOO_MANY = GS_CONNECTS_AT_ONCE + 6,
};

/** What a test works with. */
struct stage {
    uv_loop_t loop;
    uv_timer_t limit;
    struct gs_detour_list detours;
    struct gs_engine *engine;
    struct gs_connection last; /* heard */
    size_t begun_late;         /* heard that they begin after they had to wait */
    size_t over;
    size_t first_detail; /* of those that began late */
    char logged[256];    /* "connect 192.0.2.1:80 silent, ETIMEDOUT" */
    size_t lines;        /* of the log */
    unsigned done;       /* parts */
    bool chains;         /* each end asks for one more, once */
};

static void limit_passed(uv_timer_t *timer)
{
    (void)timer;
    fail_msg("%s", "it never ended");
}

static void sink(void *context, struct gs_event *event)
{
    struct stage *stage = context;
    if (event->type == GS_EVENT_LOG) {
        const struct gs_log_entry *entry = event->of.log;
        (void)snprintf(stage->logged, sizeof stage->logged, "%s %s %s", entry->call,
                       entry->about, entry->result);
        stage->lines++;
    } else if (event->type == GS_EVENT_PART_DONE) {
        stage->done |= GS_PART_BIT(event->of.part);
    }
    gs_event_fini(event);
}

/* All that goes to 192.0.2.0/24 in this test goes nowhere: no packet leaves the machine. */
static void open_stage(struct stage *stage, int error, uint32_t delay_ms)
{
    *stage = (struct stage){.first_detail = SIZE_MAX};
    struct gs_detour everything = {.delay_ms = delay_ms, .error = error};
    gs_vec_push(&stage->detours, everything);
    struct gs_engine_settings settings = {
        .detours = &stage->detours, .sink = sink, .sink_context = stage};
    assert_int_equal(uv_loop_init(&stage->loop), 0);
    (void)uv_timer_init(&stage->loop, &stage->limit);
    (void)gs_endpoint_parse("127.0.0.1:9", 0, &settings.resolver.servers[0]);
    settings.resolver.server_count = 1;
    assert_int_equal(gs_engine_open(&stage->loop, &settings, &stage->engine), GS_OK);
    (void)uv_timer_start(&stage->limit, limit_passed, LIMIT_MS, 0);
}

static void close_stage(struct stage *stage)
{
    gs_engine_close(stage->engine);
    uv_close((uv_handle_t *)&stage->limit, NULL);
    (void)uv_run(&stage->loop, UV_RUN_DEFAULT);
    assert_int_equal(uv_loop_close(&stage->loop), 0);
    gs_vec_fini(&stage->detours);
}

static struct gs_round *new_round(struct stage *stage, enum gs_part part)
{
    struct gs_round *round = gs_mem_new(1, sizeof *round);
    round->engine = stage->engine;
    round->id = stage->engine->next_round++;
    round->parts = GS_PART_BIT(part);
    round->next = stage->engine->rounds;
    stage->engine->rounds = round;
    return round;
}

static struct stage *stage_of(struct gs_round *round)
{
    return round->engine->settings.sink_context;
}

static bool ask(struct gs_round *round, enum gs_part part, size_t *detail);

static void answered(struct gs_round *round, void *detail,
                     const struct gs_connection *connection, bool is_over)
{
    struct stage *stage = stage_of(round);
    stage->last = *connection;
    if (connection->status == GS_CONNECT_WAITING) {
        stage->begun_late++;
        stage->first_detail =
            stage->first_detail == SIZE_MAX ? *(size_t *)detail : stage->first_detail;
    }
    stage->over += is_over ? 1 : 0;
    if (is_over && stage->chains) {
        static size_t chained = TOO_MANY;
        stage->chains = false;
        assert_false(ask(round, GS_PART_CONNECT, &chained)); /* others wait longer */
    }
}

static bool ask(struct gs_round *round, enum gs_part part, size_t *detail)
{
    struct gs_connect_want want = {.part = part, .deadline_ms = SHORT_MS};
    (void)gs_endpoint_parse("192.0.2.1:80", 0, &want.endpoint);
    return gs_round_connect(round, &want, answered, detail);
}

static void run_until(struct stage *stage, size_t over)
{
    while (stage->over < over) {
        (void)uv_run(&stage->loop, UV_RUN_ONCE);
    }
}

static size_t numbers[TOO_MANY];

static void number_details(void)
{
    for (size_t i = 0; i < TOO_MANY; i++) {
        numbers[i] = i;
    }
}

static void so_many_are_under_way_and_the_others_wait(void **state)
{
    struct stage stage;
    (void)state;
    number_details();
    open_stage(&stage, 0, 0);
    stage.chains = true;
    struct gs_round *round = new_round(&stage, GS_PART_CONNECT);
    for (size_t i = 0; i < TOO_MANY; i++) {
        bool is_begun = ask(round, GS_PART_CONNECT, &numbers[i]);
        assert_int_equal(is_begun, i < GS_CONNECTS_AT_ONCE);
    }
    assert_int_equal(stage.engine->connecting[0], GS_CONNECTS_AT_ONCE);
    run_until(&stage, TOO_MANY + 1);
    assert_int_equal(stage.begun_late, TOO_MANY - GS_CONNECTS_AT_ONCE + 1);
    assert_int_equal(stage.first_detail, GS_CONNECTS_AT_ONCE); /* in their order */
    assert_int_equal(stage.engine->connecting[0], 0);
    assert_int_equal(stage.last.status, GS_CONNECT_SILENT);
    assert_int_equal(stage.last.error, ETIMEDOUT);
    (void)uv_run(&stage.loop, UV_RUN_NOWAIT);
    assert_int_equal(stage.lines, TOO_MANY + 1);
    assert_string_equal(stage.logged, "connect 192.0.2.1:80 silent, ETIMEDOUT");
    assert_true((stage.done & GS_PART_BIT(GS_PART_CONNECT)) != 0);
    close_stage(&stage);
}

static void a_race_does_not_wait_behind_others(void **state)
{
    struct stage stage;
    (void)state;
    number_details();
    open_stage(&stage, 0, 0);
    struct gs_round *round = new_round(&stage, GS_PART_CONNECT);
    for (size_t i = 0; i < TOO_MANY; i++) {
        (void)ask(round, GS_PART_CONNECT, &numbers[i]);
    }
    struct gs_round *race = new_round(&stage, GS_PART_RACE);
    assert_true(ask(race, GS_PART_RACE, &numbers[0]));
    assert_int_equal(stage.engine->connecting[1], 1);
    run_until(&stage, TOO_MANY + 1);
    assert_int_equal(stage.engine->connecting[1], 0);
    close_stage(&stage);
}

static void a_dropped_round_gives_its_turns_away(void **state)
{
    struct stage stage;
    struct gs_question question = {0};
    (void)state;
    number_details();
    open_stage(&stage, ECONNREFUSED, 20);
    struct gs_round *old = new_round(&stage, GS_PART_CONNECT);
    for (size_t i = 0; i < TOO_MANY; i++) {
        (void)ask(old, GS_PART_CONNECT, &numbers[i]);
    }
    struct gs_round *other = new_round(&stage, GS_PART_FAMILIES);
    assert_false(ask(other, GS_PART_FAMILIES, &numbers[1]));
    (void)snprintf(old->question.host, sizeof old->question.host, "other.test");
    (void)gs_engine_ask(stage.engine, &question, 0, NULL); /* of another name */
    run_until(&stage, 1);
    assert_int_equal(stage.over, 1);
    assert_int_equal(stage.last.status, GS_CONNECT_REFUSED);
    assert_int_equal(stage.engine->connecting[0], 0);
    close_stage(&stage);
}

static void a_closed_engine_leaves_nothing_under_way(void **state)
{
    struct stage stage;
    (void)state;
    number_details();
    open_stage(&stage, 0, 0);
    struct gs_round *round = new_round(&stage, GS_PART_CONNECT);
    for (size_t i = 0; i < TOO_MANY; i++) {
        (void)ask(round, GS_PART_CONNECT, &numbers[i]);
    }
    close_stage(&stage);
    assert_int_equal(stage.over, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(so_many_are_under_way_and_the_others_wait),
        cmocka_unit_test(a_race_does_not_wait_behind_others),
        cmocka_unit_test(a_dropped_round_gives_its_turns_away),
        cmocka_unit_test(a_closed_engine_leaves_nothing_under_way),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
