/* SPDX-License-Identifier: MIT */
/* Jobs here wait at a gate or note that they ran; no name is asked for. */
#include "support/check.h"

#include "gaiscope/base/mem.h"
#include "gaiscope/libc/lanes.h"

#include <signal.h>
#include <stdlib.h>

#include <pthread.h>

enum {
    HUNG = 80, /* more than either lane has workers */
    QUICK = 20,
    BACKGROUND_LIMIT = 16,
};

/* What the jobs of one test share. */
struct gate {
    uv_mutex_t lock;
    uv_cond_t opened;
    uv_cond_t changed;
    bool is_open;
    size_t entered;
    size_t worked;
    size_t freed;
    bool hears_signals;
};

struct fixture {
    uv_loop_t loop;
    struct gs_lanes *lanes;
    struct gate gate;
    size_t done;
    size_t wanted; /* the loop stops when so many are done */
    uint64_t last_id;
    pthread_t done_thread;
};

struct job {
    struct gate *gate;
    bool waits;
    bool has_worked;
};

static void work(void *argument)
{
    struct job *job = argument;
    struct gate *gate = job->gate;
    sigset_t blocked;
    (void)pthread_sigmask(SIG_SETMASK, NULL, &blocked);
    uv_mutex_lock(&gate->lock);
    gate->hears_signals = gate->hears_signals || !sigismember(&blocked, SIGWINCH);
    gate->entered++;
    uv_cond_signal(&gate->changed);
    while (job->waits && !gate->is_open) {
        uv_cond_wait(&gate->opened, &gate->lock);
    }
    job->has_worked = true;
    gate->worked++;
    uv_cond_signal(&gate->changed);
    uv_mutex_unlock(&gate->lock);
}

static void free_job(void *argument)
{
    struct job *job = argument;
    struct gate *gate = job->gate;
    free(job);
    uv_mutex_lock(&gate->lock);
    gate->freed++;
    uv_cond_signal(&gate->changed);
    uv_mutex_unlock(&gate->lock);
}

static void done(void *context, uint64_t id, void *argument)
{
    struct fixture *fixture = context;
    struct job *job = argument;
    assert_true(job->has_worked);
    free(job);
    fixture->last_id = id;
    fixture->done_thread = pthread_self();
    if (++fixture->done == fixture->wanted) {
        uv_stop(&fixture->loop);
    }
}

static uint64_t start(struct fixture *fixture, enum gs_lane lane, bool waits)
{
    struct job *job = gs_mem_new(1, sizeof *job);
    job->gate = &fixture->gate;
    job->waits = waits;
    struct gs_lane_job lane_job = {
        .work = work, .done = done, .free = free_job, .job = job, .context = fixture};
    return gs_lanes_start(fixture->lanes, lane, &lane_job);
}

static void start_many(struct fixture *fixture, enum gs_lane lane, size_t count,
                       bool waits)
{
    for (size_t i = 0; i < count; i++) {
        (void)start(fixture, lane, waits);
    }
}

/* Waits until `*count` (under the gate's lock) is `wanted`. */
static void wait_for(struct gate *gate, const size_t *count, size_t wanted)
{
    uv_mutex_lock(&gate->lock);
    while (*count < wanted) {
        uv_cond_wait(&gate->changed, &gate->lock);
    }
    uv_mutex_unlock(&gate->lock);
}

static void open_gate(struct gate *gate)
{
    uv_mutex_lock(&gate->lock);
    gate->is_open = true;
    uv_cond_broadcast(&gate->opened);
    uv_mutex_unlock(&gate->lock);
}

static void run_until_done(struct fixture *fixture, size_t wanted)
{
    fixture->wanted = wanted;
    (void)uv_run(&fixture->loop, UV_RUN_DEFAULT);
    assert_int_equal(fixture->done, wanted);
}

static int set_up(void **state)
{
    struct fixture *fixture = gs_mem_new(1, sizeof *fixture);
    assert_int_equal(uv_loop_init(&fixture->loop), 0);
    assert_int_equal(uv_mutex_init(&fixture->gate.lock), 0);
    assert_int_equal(uv_cond_init(&fixture->gate.opened), 0);
    assert_int_equal(uv_cond_init(&fixture->gate.changed), 0);
    assert_int_equal(gs_lanes_open(&fixture->loop, NULL, &fixture->lanes), GS_OK);
    *state = fixture;
    return 0;
}

static void close_lanes(struct fixture *fixture)
{
    if (fixture->lanes != NULL) {
        gs_lanes_close(fixture->lanes);
        fixture->lanes = NULL;
        (void)uv_run(&fixture->loop, UV_RUN_DEFAULT);
    }
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    close_lanes(fixture);
    assert_int_equal(uv_loop_close(&fixture->loop), 0);
    uv_cond_destroy(&fixture->gate.opened);
    uv_cond_destroy(&fixture->gate.changed);
    uv_mutex_destroy(&fixture->gate.lock);
    free(fixture);
    return 0;
}

static void done_comes_on_the_loop_and_never_from_start(void **state)
{
    struct fixture *fixture = *state;
    uint64_t id = start(fixture, GS_LANE_INTERACTIVE, false);
    wait_for(&fixture->gate, &fixture->gate.worked, 1);
    assert_int_not_equal(id, 0);
    assert_int_equal(fixture->done, 0);
    run_until_done(fixture, 1);
    assert_int_equal(fixture->last_id, id);
    assert_true(pthread_equal(fixture->done_thread, pthread_self()));
}

static void ids_are_never_reused(void **state)
{
    struct fixture *fixture = *state;
    uint64_t first = start(fixture, GS_LANE_INTERACTIVE, false);
    run_until_done(fixture, 1);
    uint64_t second = start(fixture, GS_LANE_BACKGROUND, false);
    assert_true(second > first);
    run_until_done(fixture, 2);
}

static void the_loop_ends_when_nothing_is_pending(void **state)
{
    struct fixture *fixture = *state;
    (void)start(fixture, GS_LANE_INTERACTIVE, false);
    gs_lanes_cancel(fixture->lanes, start(fixture, GS_LANE_BACKGROUND, false));
    assert_int_equal(uv_run(&fixture->loop, UV_RUN_DEFAULT), 0);
    assert_int_equal(fixture->done, 1);
    wait_for(&fixture->gate, &fixture->gate.freed, 1);
}

static void workers_get_no_signals(void **state)
{
    struct fixture *fixture = *state;
    (void)start(fixture, GS_LANE_INTERACTIVE, false);
    run_until_done(fixture, 1);
    assert_false(fixture->gate.hears_signals);
}

static void interactive_jobs_never_wait_behind_background_ones(void **state)
{
    struct fixture *fixture = *state;
    start_many(fixture, GS_LANE_BACKGROUND, HUNG, true);
    wait_for(&fixture->gate, &fixture->gate.entered, BACKGROUND_LIMIT);
    start_many(fixture, GS_LANE_INTERACTIVE, QUICK, false);
    run_until_done(fixture, QUICK);
    assert_int_equal(fixture->gate.entered, BACKGROUND_LIMIT + QUICK);
    open_gate(&fixture->gate);
    run_until_done(fixture, QUICK + HUNG);
}

static void hung_interactive_jobs_do_not_delay_others(void **state)
{
    struct fixture *fixture = *state;
    start_many(fixture, GS_LANE_INTERACTIVE, QUICK, true);
    start_many(fixture, GS_LANE_INTERACTIVE, QUICK, false);
    run_until_done(fixture, QUICK);
    open_gate(&fixture->gate);
    run_until_done(fixture, 2 * QUICK);
}

static void hung_orphans_leave_their_place_to_new_jobs(void **state)
{
    struct fixture *fixture = *state;
    uint64_t ids[HUNG];
    for (size_t i = 0; i < HUNG; i++) {
        ids[i] = start(fixture, GS_LANE_INTERACTIVE, true);
    }
    (void)start(fixture, GS_LANE_INTERACTIVE, false); /* behind them: all places taken */
    for (size_t i = 0; i < HUNG; i++) {
        gs_lanes_cancel(fixture->lanes, ids[i]);
    }
    run_until_done(fixture, 1);
    open_gate(&fixture->gate);
    wait_for(&fixture->gate, &fixture->gate.freed, HUNG);
    assert_int_equal(fixture->done, 1);
}

static void cancelled_jobs_are_freed_and_never_done(void **state)
{
    struct fixture *fixture = *state;
    static const char *const labels[] = {"at work", "queued", "done, not handed over"};
    uint64_t at_work = start(fixture, GS_LANE_BACKGROUND, true);
    start_many(fixture, GS_LANE_BACKGROUND, BACKGROUND_LIMIT - 1, true);
    wait_for(&fixture->gate, &fixture->gate.entered, BACKGROUND_LIMIT);
    uint64_t queued = start(fixture, GS_LANE_BACKGROUND, true);
    uint64_t finished = start(fixture, GS_LANE_INTERACTIVE, false);
    wait_for(&fixture->gate, &fixture->gate.worked, 1);
    uint64_t ids[] = {at_work, queued, finished};
    for (size_t i = 0; i < COUNT_OF(ids); i++) {
        check_case(labels[i]);
        gs_lanes_cancel(fixture->lanes, ids[i]);
        gs_lanes_cancel(fixture->lanes, ids[i]); /* twice is fine */
    }
    open_gate(&fixture->gate);
    wait_for(&fixture->gate, &fixture->gate.freed, 3);
    (void)uv_run(&fixture->loop, UV_RUN_DEFAULT);
    assert_int_equal(fixture->done, BACKGROUND_LIMIT - 1);
}

/* Lets go of what the job waits at. */
static void stop_job(void *job)
{
    open_gate(((struct job *)job)->gate);
}

static void a_job_at_work_is_stopped_where_it_can_be(void **state)
{
    static const char *const ways[] = {"cancelled", "closed"};
    struct fixture *fixture = *state;
    for (size_t i = 0; i < COUNT_OF(ways); i++) {
        check_case(ways[i]);
        fixture->gate.is_open = false;
        struct job *job = gs_mem_new(1, sizeof *job);
        *job = (struct job){.gate = &fixture->gate, .waits = true};
        struct gs_lane_job lane_job = {.work = work,
                                       .done = done,
                                       .free = free_job,
                                       .stop = stop_job,
                                       .job = job,
                                       .context = fixture};
        uint64_t id = gs_lanes_start(fixture->lanes, GS_LANE_INTERACTIVE, &lane_job);
        wait_for(&fixture->gate, &fixture->gate.entered, i + 1);
        if (i == 0) {
            gs_lanes_cancel(fixture->lanes, id);
        } else {
            close_lanes(fixture);
        }
        wait_for(&fixture->gate, &fixture->gate.freed, i + 1);
    }
}

static void unknown_ids_are_fine(void **state)
{
    struct fixture *fixture = *state;
    gs_lanes_cancel(fixture->lanes, 0);
    gs_lanes_cancel(fixture->lanes, UINT64_MAX);
    uint64_t id = start(fixture, GS_LANE_INTERACTIVE, false);
    run_until_done(fixture, 1);
    gs_lanes_cancel(fixture->lanes, id);
    assert_int_equal(fixture->done, 1);
}

static void closing_never_waits_and_frees_on_arrival(void **state)
{
    struct fixture *fixture = *state;
    start_many(fixture, GS_LANE_BACKGROUND, HUNG, true);
    wait_for(&fixture->gate, &fixture->gate.entered, BACKGROUND_LIMIT);
    close_lanes(fixture); /* the gate is shut: waiting for a worker would never end */
    assert_int_equal(fixture->gate.freed, HUNG - BACKGROUND_LIMIT);
    open_gate(&fixture->gate);
    wait_for(&fixture->gate, &fixture->gate.freed, HUNG);
    assert_int_equal(fixture->done, 0);
}

static void close_in_done(void *context, uint64_t id, void *job)
{
    struct fixture *fixture = context;
    done(context, id, job);
    gs_lanes_close(fixture->lanes);
    fixture->lanes = NULL;
}

static void lanes_may_be_closed_from_done(void **state)
{
    struct fixture *fixture = *state;
    struct job *job = gs_mem_new(1, sizeof *job);
    job->gate = &fixture->gate;
    struct gs_lane_job lane_job = {.work = work,
                                   .done = close_in_done,
                                   .free = free_job,
                                   .job = job,
                                   .context = fixture};
    (void)start(fixture, GS_LANE_BACKGROUND, true);
    wait_for(&fixture->gate, &fixture->gate.entered, 1);
    (void)gs_lanes_start(fixture->lanes, GS_LANE_INTERACTIVE, &lane_job);
    assert_int_equal(uv_run(&fixture->loop, UV_RUN_DEFAULT), 0);
    assert_null(fixture->lanes);
    open_gate(&fixture->gate);
    wait_for(&fixture->gate, &fixture->gate.freed, 1);
}

static void many_answers_all_arrive(void **state)
{
    struct fixture *fixture = *state;
    start_many(fixture, GS_LANE_BACKGROUND, 500, false);
    start_many(fixture, GS_LANE_INTERACTIVE, 500, false);
    wait_for(&fixture->gate, &fixture->gate.worked, 1000);
    run_until_done(fixture, 1000);
}

static void a_redirection_needs_a_server(void **state)
{
    struct fixture *fixture = *state;
    struct gs_resolver resolver = {.is_override = true};
    struct gs_lanes *lanes = NULL;
    assert_int_equal(gs_lanes_open(&fixture->loop, &resolver, &lanes),
                     gs_lanes_can_redirect() ? GS_EINVAL : GS_EUNSUPPORTED);
    assert_null(lanes);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    static const struct CMUnitTest tests[] = {
        TEST(done_comes_on_the_loop_and_never_from_start),
        TEST(ids_are_never_reused),
        TEST(the_loop_ends_when_nothing_is_pending),
        TEST(workers_get_no_signals),
        TEST(interactive_jobs_never_wait_behind_background_ones),
        TEST(hung_interactive_jobs_do_not_delay_others),
        TEST(hung_orphans_leave_their_place_to_new_jobs),
        TEST(cancelled_jobs_are_freed_and_never_done),
        TEST(a_job_at_work_is_stopped_where_it_can_be),
        TEST(unknown_ids_are_fine),
        TEST(closing_never_waits_and_frees_on_arrival),
        TEST(lanes_may_be_closed_from_done),
        TEST(many_answers_all_arrive),
        TEST(a_redirection_needs_a_server),
    };
    return cmocka_run_group_tests_name("lanes", tests, NULL, NULL);
}
