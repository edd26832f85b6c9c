/* SPDX-License-Identifier: MIT */
#include "support/check.h"
#include "support/own_world.h"

#include "gaiscope/net/network_watch.h"

#include <stdbool.h>
#include <stdlib.h>

static bool has_world;

/* What a watch told. */
struct world {
    uv_loop_t loop;
    uv_timer_t end;
    struct gs_network_watch *watch;
    size_t told;
    uint64_t told_ms;
};

static bool run(const char *command)
{
    return system(command) == 0; /* NOLINT(cert-env33-c): a fixed text of this file */
}

static void changed(void *context)
{
    struct world *world = context;
    world->told++;
    world->told_ms = uv_hrtime() / 1000000;
}

static void ended(uv_timer_t *timer)
{
    uv_stop(timer->loop);
}

static void open_world(struct world *world)
{
    *world = (struct world){0};
    assert_int_equal(uv_loop_init(&world->loop), 0);
    (void)uv_timer_init(&world->loop, &world->end);
    assert_int_equal(gs_network_watch_open(&world->loop, changed, world, &world->watch),
                     GS_OK);
}

static void wait_ms(struct world *world, uint64_t ms)
{
    uv_update_time(&world->loop);
    (void)uv_timer_start(&world->end, ended, ms, 0);
    (void)uv_run(&world->loop, UV_RUN_DEFAULT);
}

static void close_world(struct world *world)
{
    gs_network_watch_close(world->watch);
    uv_close((uv_handle_t *)&world->end, NULL);
    (void)uv_run(&world->loop, UV_RUN_DEFAULT);
    assert_int_equal(uv_loop_close(&world->loop), 0);
}

static void each_kind_of_change_is_told_soon(void **state)
{
    static const struct {
        const char *label;
        const char *command;
    } cases[] = {
        {"an address", "ip addr add 192.0.2.7/24 dev lo"},
        {"an IPv6 address", "ip addr add 2001:db8::7/64 dev lo nodad"},
        {"a default route", "ip route add default dev lo"},
        {"an IPv6 default route", "ip -6 route add default dev lo"},
        {"a route that goes", "ip route del default"},
        {"an address that goes", "ip addr del 192.0.2.7/24 dev lo"},
        {"a link that is set down", "ip link set lo down"},
        {"a link that is set up", "ip link set lo up"},
    };

    (void)state;
    own_world_need(has_world);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct world world;
        check_case(cases[i].label);
        open_world(&world);
        assert_true(run(cases[i].command));
        uint64_t begun_ms = uv_hrtime() / 1000000;
        wait_ms(&world, 5 * GS_NETWORK_FOLD_MS);
        assert_true(world.told >= 1);
        assert_true(world.told_ms < begun_ms + 1000);
        close_world(&world);
    }
}

static void a_burst_is_told_once(void **state)
{
    struct world world;
    (void)state;
    own_world_need(has_world);
    open_world(&world);
    assert_true(
        run("for i in $(seq 1 100); do echo addr add 192.0.2.$i/32 dev lo; done | "
            "ip -batch -"));
    wait_ms(&world, 5 * GS_NETWORK_FOLD_MS);
    assert_int_equal(world.told, 1);
    close_world(&world);
}

static void a_storm_that_overruns_the_queue_is_told_and_the_next_change_too(void **state)
{
    struct world world;
    (void)state;
    own_world_need(has_world);
    open_world(&world);
    assert_true(run("for i in $(seq 0 39); do for k in $(seq 1 250); do echo route add "
                    "10.7.$i.$k/32 dev lo; done; done | ip -batch -"));
    wait_ms(&world, 5 * GS_NETWORK_FOLD_MS);
    size_t told = world.told;
    assert_true(told >= 1);
    assert_true(run("ip addr add 198.51.100.7/32 dev lo"));
    wait_ms(&world, 5 * GS_NETWORK_FOLD_MS);
    assert_int_equal(world.told, told + 1);
    close_world(&world);
}

static void nothing_is_told_while_nothing_changes(void **state)
{
    struct world world;
    (void)state;
    own_world_need(has_world);
    open_world(&world);
    wait_ms(&world, 5 * GS_NETWORK_FOLD_MS);
    assert_int_equal(world.told, 0);
    close_world(&world);
}

static void a_watch_that_is_closed_at_once_tells_nothing(void **state)
{
    struct world world;
    (void)state;
    own_world_need(has_world);
    open_world(&world);
    assert_true(run("ip addr add 203.0.113.7/32 dev lo"));
    close_world(&world);
    assert_int_equal(world.told, 0);
    gs_network_watch_close(NULL);
}

static int enter(void **state)
{
    (void)state;
    has_world =
        own_world_enter() && run("command -v ip >/dev/null") && run("ip link set lo up");
    return 0;
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_kind_of_change_is_told_soon),
        cmocka_unit_test(a_burst_is_told_once),
        cmocka_unit_test(a_storm_that_overruns_the_queue_is_told_and_the_next_change_too),
        cmocka_unit_test(nothing_is_told_while_nothing_changes),
        cmocka_unit_test(a_watch_that_is_closed_at_once_tells_nothing),
    };

    return cmocka_run_group_tests(tests, enter, NULL);
}
