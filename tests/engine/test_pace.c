/* SPDX-License-Identifier: MIT */
#include "../../src/engine/pace.h"
#include "support/check.h"

enum {
    NS_PER_MS = 1000 * 1000,
};

/* A loop, what is told on it, and when it was told last. */
struct stage {
    uv_loop_t loop;
    struct gs_pace *pace;
    size_t told;
    uint64_t first_ns;
    uint64_t last_ns;
};

static void tell(void *context)
{
    struct stage *stage = context;
    stage->last_ns = uv_hrtime();
    stage->first_ns = stage->told == 0 ? stage->last_ns : stage->first_ns;
    stage->told++;
}

static int open_stage(void **state)
{
    static struct stage stage;
    stage = (struct stage){0};
    *state = &stage;
    (void)uv_loop_init(&stage.loop);
    stage.pace = gs_pace_new(&stage.loop, tell, &stage);
    return 0;
}

/* Nothing is told while the loop ends. */
static int close_stage(void **state)
{
    struct stage *stage = *state;
    size_t told = stage->told;
    gs_pace_free(stage->pace);
    (void)uv_run(&stage->loop, UV_RUN_DEFAULT);
    assert_int_equal(stage->told, told);
    return uv_loop_close(&stage->loop);
}

static void the_first_change_is_told_at_once(void **state)
{
    struct stage *stage = *state;
    assert_int_equal(stage->told, 0);
    gs_pace_changed(stage->pace);
    assert_int_equal(stage->told, 1);
}

static void many_changes_are_told_once_and_later(void **state)
{
    struct stage *stage = *state;
    for (int i = 0; i < 100; i++) {
        gs_pace_changed(stage->pace);
    }
    assert_true(stage->told < 100); /* on a stopped machine more than one */
    size_t told = stage->told;
    gs_pace_changed(stage->pace);
    (void)uv_run(&stage->loop, UV_RUN_DEFAULT);
    assert_true(stage->told > told || told > 1);
    assert_true(stage->told <= told + 1);
    assert_true(stage->last_ns - stage->first_ns >=
                (uint64_t)(GS_PACE_MS - 2) * NS_PER_MS); /* its timer counts whole ms */
}

static void the_end_is_told_at_once_and_nothing_follows(void **state)
{
    struct stage *stage = *state;
    gs_pace_changed(stage->pace);
    gs_pace_changed(stage->pace);
    size_t told = stage->told;
    gs_pace_tell(stage->pace);
    assert_int_equal(stage->told, told + 1);
    (void)uv_run(&stage->loop, UV_RUN_DEFAULT);
    assert_int_equal(stage->told, told + 1);
}

static void what_waits_to_be_told_is_dropped_at_the_end(void **state)
{
    struct stage *stage = *state;
    gs_pace_changed(stage->pace);
    gs_pace_changed(stage->pace); /* close_stage() sees that it is not told */
    gs_pace_free(NULL);
}

#define stage_test(name) cmocka_unit_test_setup_teardown(name, open_stage, close_stage)

int main(void)
{
    const struct CMUnitTest tests[] = {
        stage_test(the_first_change_is_told_at_once),
        stage_test(many_changes_are_told_once_and_later),
        stage_test(the_end_is_told_at_once_and_nothing_follows),
        stage_test(what_waits_to_be_told_is_dropped_at_the_end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
