/* SPDX-License-Identifier: MIT */
#include "../../src/cli/run_loop.h"
#include "support/check.h"

#include <signal.h>

static void count_it(uv_signal_t *handle, int number)
{
    int *heard = handle->data;
    heard[number == SIGHUP]++;
}

static void signals_are_answered_until_they_are_stopped(void **state)
{
    static const int numbers[] = {SIGTERM, SIGHUP, 0};
    (void)state;
    uv_loop_t loop;
    struct run_signals signals;
    int heard[2] = {0};
    assert_int_equal(uv_loop_init(&loop), 0);
    run_signals_open(&signals, &loop, numbers, count_it, heard);
    assert_int_equal(raise(SIGHUP), 0);
    assert_int_equal(raise(SIGTERM), 0);
    assert_int_equal(raise(SIGHUP), 0);
    while (heard[0] + heard[1] < 3) {
        (void)uv_run(&loop, UV_RUN_ONCE);
    }
    assert_int_equal(heard[0], 1);
    assert_int_equal(heard[1], 2);
    run_signals_stop(&signals);
    struct sigaction now;
    assert_int_equal(sigaction(SIGHUP, NULL, &now), 0);
    assert_true(now.sa_handler == SIG_DFL);
    run_signals_close(&signals);
    run_signals_close(&signals);
    assert_true(run_loop_close(&loop));
}

static void what_is_left_open_is_told(void **state)
{
    (void)state;
    uv_loop_t loop;
    uv_timer_t timer;
    assert_int_equal(uv_loop_init(&loop), 0);
    assert_int_equal(uv_timer_init(&loop, &timer), 0);
    assert_false(run_loop_close(&loop));
    uv_close((uv_handle_t *)&timer, NULL);
    assert_true(run_loop_close(&loop));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(signals_are_answered_until_they_are_stopped),
        cmocka_unit_test(what_is_left_open_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
