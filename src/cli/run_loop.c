/* SPDX-License-Identifier: MIT */
#include "run_loop.h"

#include <stdio.h>

enum {
    REASON_MAX = 128,  /* words for an errno */
    IDLE_TURNS = 1000, /* of the loop, to close what is open */
};

void run_signals_open(struct run_signals *signals, uv_loop_t *loop, const int *numbers,
                      uv_signal_cb heard, void *data)
{
    for (signals->count = 0; numbers[signals->count] != 0; signals->count++) {
        uv_signal_t *handle = &signals->handles[signals->count];
        (void)uv_signal_init(loop, handle); /* cannot fail */
        handle->data = data;
        (void)uv_signal_start(handle, heard, numbers[signals->count]);
    }
}

void run_signals_stop(struct run_signals *signals)
{
    for (size_t i = 0; i < signals->count; i++) {
        (void)uv_signal_stop(&signals->handles[i]);
    }
}

void run_signals_close(struct run_signals *signals)
{
    for (size_t i = 0; i < signals->count; i++) {
        uv_close((uv_handle_t *)&signals->handles[i], NULL);
    }
    signals->count = 0;
}

bool run_loop_close(uv_loop_t *loop)
{
    for (int turn = 0; turn < IDLE_TURNS && uv_loop_alive(loop); turn++) {
        (void)uv_run(loop, UV_RUN_NOWAIT);
    }
    return uv_loop_close(loop) == 0;
}

void run_say_error(const char *what, int error)
{
    char reason[REASON_MAX];
    (void)uv_strerror_r(uv_translate_sys_error(error), reason, sizeof reason);
    (void)fprintf(stderr, "gaiscope: %s: %s\n", what, reason);
}
