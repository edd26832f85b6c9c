/* SPDX-License-Identifier: MIT */
#include "support/check.h"
#include "support/faulty_server.h"

#include "gaiscope/dns/mass.h"
#include "gaiscope/model/record_type.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    BURST = 2000,
    LIST = 20000,
};

struct fixture {
    uv_loop_t loop;
    struct faulty_server *server;
    struct gs_mass *mass;
    struct gs_mass_settings settings;
    size_t wanted; /* answers after which the loop stops */
    size_t ended;  /* questions that ended */
    size_t by_outcome[GS_OUTCOME_COUNT];
    size_t addresses; /* in all answers */
    size_t to_ask;    /* of a list, not asked yet */
    size_t most_on_wire;
    uintptr_t user;             /* of the last answer */
    struct gs_mass_answer last; /* its pointers are not good any more */
    bool is_in_ask;
    bool closes_at_first;
};

static void close_mass(struct fixture *f)
{
    if (f->mass != NULL) {
        gs_mass_close(f->mass);
        f->mass = NULL;
    }
}

static void check_sum(const struct fixture *f)
{
    struct gs_mass_stats stats = gs_mass_stats(f->mass);
    assert_int_equal(stats.sent, stats.answered + stats.failed + stats.pending);
}

static void on_answered(void *context, void *user, const struct gs_mass_answer *answer)
{
    struct fixture *f = context;
    assert_false(f->is_in_ask);
    assert_int_equal(answer->scan != NULL, answer->wire != NULL);
    assert_int_equal(answer->scan != NULL, answer->rcode >= 0);
    assert_true(answer->elapsed_us >= 0);
    check_sum(f);
    f->user = (uintptr_t)user;
    f->last = *answer;
    f->ended++;
    f->by_outcome[answer->outcome]++;
    f->addresses += answer->scan == NULL ? 0 : answer->scan->address_count;
    if (f->closes_at_first) {
        close_mass(f);
    }
    if (f->ended == f->wanted) {
        uv_stop(&f->loop);
    }
}

static void ask(struct fixture *f, const char *name, uint16_t type, uintptr_t user)
{
    f->is_in_ask = true;
    gs_mass_ask(f->mass, name, type, (void *)user);
    f->is_in_ask = false;
}

static void ask_list(void *context)
{
    struct fixture *f = context;
    for (size_t room = gs_mass_room(f->mass); room > 0 && f->to_ask > 0; room--) {
        char name[64];
        (void)snprintf(name, sizeof name, "good.n%zu.test", f->to_ask);
        ask(f, name, GS_TYPE_A, f->to_ask--);
    }
    struct gs_mass_stats stats = gs_mass_stats(f->mass);
    f->most_on_wire = stats.on_wire > f->most_on_wire ? stats.on_wire : f->most_on_wire;
}

static void open_mass(struct fixture *f, const struct gs_endpoint *servers, size_t count)
{
    f->settings.servers = servers;
    f->settings.server_count = count;
    assert_int_equal(gs_mass_open(&f->loop, &f->settings, &f->mass), GS_OK);
}

static void open_on_server(struct fixture *f)
{
    struct gs_endpoint server = faulty_server_endpoint(f->server);
    open_mass(f, &server, 1);
}

static void wait_for(struct fixture *f, size_t answers)
{
    f->wanted = answers;
    (void)uv_run(&f->loop, UV_RUN_DEFAULT);
    assert_int_equal(f->ended, answers);
}

static int start(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    (void)uv_loop_init(&f->loop);
    f->server = faulty_server_start(&f->loop);
    f->settings = gs_mass_settings_default();
    f->settings.handler = (struct gs_mass_handler){on_answered, ask_list, f};
    *state = f;
    return 0;
}

static int stop(void **state)
{
    struct fixture *f = *state;
    close_mass(f);
    faulty_server_stop(f->server);
    (void)uv_run(&f->loop, UV_RUN_DEFAULT);
    int result = uv_loop_close(&f->loop); /* fails when a handle is left */
    free(f);
    return result;
}

static void an_answer_says_all_there_is_to_say(void **state)
{
    struct fixture *f = *state;
    struct gs_endpoint server = faulty_server_endpoint(f->server);
    open_on_server(f);
    ask(f, "Good.Test.", GS_TYPE_A, 77);
    wait_for(f, 1);
    assert_int_equal(f->user, 77);
    assert_int_equal(f->last.outcome, GS_OUTCOME_ANSWERED);
    assert_int_equal(f->last.rcode, 0);
    assert_int_equal(f->addresses, 1);
    assert_int_equal(f->last.tries, 1);
    assert_false(f->last.is_tcp);
    assert_true(f->last.elapsed_us > 0);
    assert_true(gs_endpoint_is_equal(&f->last.server, &server));
}

static void a_name_that_is_none_ends_as_bad_question(void **state)
{
    struct fixture *f = *state;
    open_on_server(f);
    ask(f, "a..b", GS_TYPE_A, 1);
    wait_for(f, 1);
    assert_int_equal(f->last.outcome, GS_OUTCOME_BAD_QUESTION);
    assert_int_equal(gs_mass_stats(f->mass).failed, 1);
}

static void without_servers_all_is_unreachable(void **state)
{
    struct fixture *f = *state;
    open_mass(f, NULL, 0);
    ask(f, "good.test", GS_TYPE_A, 1);
    wait_for(f, 1);
    assert_int_equal(f->last.outcome, GS_OUTCOME_UNREACHABLE);
}

static void a_list_of_any_length_is_pulled_through(void **state)
{
    struct fixture *f = *state;
    open_on_server(f);
    f->to_ask = LIST;
    ask_list(f);
    wait_for(f, LIST);
    assert_int_equal(f->by_outcome[GS_OUTCOME_ANSWERED], LIST);
    assert_true(f->most_on_wire <= f->settings.window_max);
    struct gs_mass_stats stats = gs_mass_stats(f->mass);
    assert_int_equal(stats.answered, LIST);
    assert_int_equal(stats.pending, 0);
    assert_true(stats.tries >= LIST);
}

static void a_burst_without_regard_to_the_room_loses_nothing(void **state)
{
    struct fixture *f = *state;
    open_on_server(f);
    for (size_t i = 0; i < BURST; i++) {
        ask(f, "good.test", i % 2 == 0 ? GS_TYPE_A : GS_TYPE_AAAA, i);
    }
    wait_for(f, BURST);
    assert_int_equal(
        f->by_outcome[GS_OUTCOME_ANSWERED] + f->by_outcome[GS_OUTCOME_NO_DATA], BURST);
}

static void closing_forgets_what_is_pending(void **state)
{
    struct fixture *f = *state;
    open_on_server(f);
    ask(f, "silent.test", GS_TYPE_A, 1);
    ask(f, "good.test", GS_TYPE_A, 2);
    wait_for(f, 1);
    ask(f, "a..b", GS_TYPE_A, 3);
    ask(f, "good.test", GS_TYPE_A, 4);
    close_mass(f);
    assert_int_equal(f->ended, 1);
}

static void an_answer_may_close_the_mass(void **state)
{
    struct fixture *f = *state;
    open_on_server(f);
    f->closes_at_first = true;
    for (size_t i = 0; i < 10; i++) {
        ask(f, "good.test", GS_TYPE_A, i);
    }
    wait_for(f, 1);
}

static void settings_that_cannot_work_are_refused(void **state)
{
    struct fixture *f = *state;
    struct gs_mass_settings bad[5];
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        bad[i] = f->settings;
    }
    bad[0].patience_ms = 0;
    bad[1].attempts = 0;
    bad[2].window_max = 0;
    bad[3].server_count = 100;
    bad[4].handler.answered = NULL;
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        assert_int_equal(gs_mass_open(&f->loop, &bad[i], &f->mass), GS_EINVAL);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(an_answer_says_all_there_is_to_say),
        TEST(a_name_that_is_none_ends_as_bad_question),
        TEST(without_servers_all_is_unreachable),
        TEST(a_list_of_any_length_is_pulled_through),
        TEST(a_burst_without_regard_to_the_room_loses_nothing),
        TEST(closing_forgets_what_is_pending),
        TEST(an_answer_may_close_the_mass),
        TEST(settings_that_cannot_work_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
