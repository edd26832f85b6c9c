/* SPDX-License-Identifier: MIT */
#include "pace.h"

#include "gaiscope/base/mem.h"

#include <stdlib.h>

enum {
    NS_PER_MS = 1000 * 1000,
};

struct gs_pace {
    uv_timer_t timer;
    gs_pace_tell_fn tell;
    void *context;
    uint64_t told_ns; /* last; 0: never */
};

static void timer_closed(uv_handle_t *handle)
{
    free(handle->data);
}

static void time_came(uv_timer_t *timer)
{
    gs_pace_tell(timer->data);
}

struct gs_pace *gs_pace_new(uv_loop_t *loop, gs_pace_tell_fn tell, void *context)
{
    struct gs_pace *pace = gs_mem_new(1, sizeof *pace);
    (void)uv_timer_init(loop, &pace->timer); /* cannot fail */
    pace->timer.data = pace;
    pace->tell = tell;
    pace->context = context;
    return pace;
}

void gs_pace_changed(struct gs_pace *pace)
{
    uint64_t since_ms = (uv_hrtime() - pace->told_ns) / NS_PER_MS;
    if (pace->told_ns == 0 || since_ms >= GS_PACE_MS) {
        gs_pace_tell(pace);
    } else if (!uv_is_active((uv_handle_t *)&pace->timer)) {
        uv_update_time(pace->timer.loop);
        (void)uv_timer_start(&pace->timer, time_came, GS_PACE_MS - since_ms, 0);
    }
}

void gs_pace_tell(struct gs_pace *pace)
{
    (void)uv_timer_stop(&pace->timer); /* always 0 */
    pace->told_ns = uv_hrtime();
    pace->tell(pace->context);
}

void gs_pace_free(struct gs_pace *pace)
{
    if (pace != NULL) {
        uv_close((uv_handle_t *)&pace->timer, timer_closed);
    }
}
