/* SPDX-License-Identifier: MIT */
/*
 * The watcher of an engine: the core (watch_core.h) in the world as it is.
 *
 *     core <-> world: dns/mass, libc's background lane, a timer, clocks, the outbox
 */
#include "gaiscope/engine/watcher.h"

#include "engine_private.h"
#include "watch_ask.h"
#include "watch_engine.h"

#include <time.h>

enum {
    SLOT_BITS = 2,
    US_IN_MS = 1000,
    NS_IN_US = 1000,
    S_IN_US = 1000000,
};

/* -- the world ------------------------------------------------------------------------- */

static int64_t now_us(void *context)
{
    (void)context; /* one clock for all */
    return gs_engine_now_us();
}

#ifdef CLOCK_BOOTTIME
static int64_t read_clock_us(clockid_t clock)
{
    struct timespec at = {0};
    (void)clock_gettime(clock, &at); /* both clocks are there */
    return (int64_t)at.tv_sec * S_IN_US + at.tv_nsec / NS_IN_US;
}

/* Read one after the other, the clocks differ by a little each time: less than a second is no
 * sleep. */
static int64_t slept_us(void *context)
{
    struct gs_engine_watch *watch = context;
    int64_t slept = read_clock_us(CLOCK_BOOTTIME) - read_clock_us(CLOCK_MONOTONIC);
    if (slept > watch->slept_us + S_IN_US) {
        watch->slept_us = slept;
    }
    return watch->slept_us;
}
#else
static int64_t slept_us(void *context)
{
    (void)context; /* nobody can say */
    return 0;
}
#endif

static int64_t wall_s(void *context)
{
    uv_timeval64_t wall = {0};
    (void)context;
    (void)uv_gettimeofday(&wall); /* only fails for a bad pointer */
    return wall.tv_sec;
}

static size_t room(void *context)
{
    const struct gs_engine_watch *watch = context;
    return gs_mass_room(watch->mass);
}

static void ask(void *context, const struct gs_watch_ask *question)
{
    struct gs_engine_watch *watch = context;
    uintptr_t token = (uintptr_t)question->id << SLOT_BITS | (uintptr_t)question->slot;
    gs_mass_ask(watch->mass, question->name, gs_watch_type_of(question->slot),
                (void *)token); // NOLINT(performance-no-int-to-ptr): never looked at
}

static void answered(void *context, void *user, const struct gs_mass_answer *answer)
{
    struct gs_engine_watch *watch = context;
    uint64_t id = (uintptr_t)user >> SLOT_BITS;
    enum gs_watch_slot slot = (uintptr_t)user & ((1U << SLOT_BITS) - 1);
    const struct gs_watch_host *host = gs_watch_core_find(watch->core, id);
    struct gs_watch_reply reply = {0};
    struct gs_watch_texts texts = {0};
    if (host != NULL) {
        char reverse[GS_REVERSE_NAME_MAX];
        gs_watch_read_answer(answer, slot, gs_watch_name_of(host, slot, reverse), &texts,
                             &reply);
    }
    if (answer->rcode < 0 || gs_outcome_is_temporary(answer->outcome)) {
        gs_watch_detail(answer, &watch->engine->settings.resolver, reply.detail);
    }
    gs_watch_core_replied(watch->core, id, slot, &reply);
    gs_name_list_clear(&texts.names);
    gs_buf_fini(&texts.canonical);
}

static void set_patience(void *context, uint32_t patience_ms)
{
    struct gs_engine_watch *watch = context;
    gs_mass_set_patience(watch->mass, patience_ms);
}

static struct gs_watch_traffic traffic(void *context)
{
    struct gs_engine_watch *watch = context;
    struct gs_mass_stats stats = gs_mass_stats(watch->mass);
    uint64_t firsts = stats.answered + stats.failed + stats.on_wire;
    struct gs_watch_traffic sum = watch->before;
    sum.sent += stats.sent;
    sum.answered += stats.answered;
    sum.failed += stats.failed;
    sum.pending = stats.pending;
    if (stats.tries > firsts && stats.tries - firsts > watch->retries) {
        watch->retries = stats.tries - firsts; /* a count never falls */
    }
    sum.retries += watch->retries;
    sum.window = (uint32_t)stats.window;
    sum.in_flight = (uint32_t)stats.on_wire;
    return sum;
}

static uint64_t ask_libc(void *context, uint64_t id, const struct gs_watch *line)
{
    return gs_watch_system_ask(context, id, line);
}

static void drop_libc(void *context, uint64_t number)
{
    gs_watch_system_drop(context, number);
}

static void on_timer(uv_timer_t *timer)
{
    struct gs_engine_watch *watch = timer->data;
    watch->armed_us = INT64_MAX;
    gs_watch_core_turn(watch->core);
}

static void wake_at(void *context, int64_t at_us)
{
    struct gs_engine_watch *watch = context;
    if (at_us == watch->armed_us) {
        return;
    }
    watch->armed_us = at_us;
    if (at_us == INT64_MAX) {
        (void)uv_timer_stop(&watch->timer);
        return;
    }
    int64_t wait_us = at_us - gs_engine_now_us();
    uv_update_time(watch->engine->loop); /* a turn may have taken long */
    /* rounded up, so that the time has come */
    uint64_t wait_ms = wait_us <= 0 ? 0 : (uint64_t)(wait_us / US_IN_MS) + 1;
    (void)uv_timer_start(&watch->timer, on_timer, wait_ms, 0); /* has a callback */
}

static void tell(void *context, struct gs_event event)
{
    const struct gs_engine_watch *watch = context;
    gs_outbox_add(&watch->engine->outbox, event);
}

/* -- opening and closing --------------------------------------------------------------- */

static struct gs_engine_watch *watch_of(struct gs_engine *engine)
{
    if (engine->watch != NULL) {
        return engine->watch;
    }
    struct gs_engine_watch *watch = gs_mem_new(1, sizeof *watch);
    watch->engine = engine;
    watch->world = (struct gs_watch_world){
        .now_us = now_us,
        .slept_us = slept_us,
        .wall_s = wall_s,
        .room = room,
        .ask = ask,
        .set_patience = set_patience,
        .traffic = traffic,
        .ask_libc = ask_libc,
        .drop_libc = drop_libc,
        .wake_at = wake_at,
        .tell = tell,
        .context = watch,
    };
    watch->next_call = 1;
    watch->armed_us = INT64_MAX;
    (void)uv_timer_init(engine->loop, &watch->timer); /* cannot fail */
    watch->timer.data = watch;
    watch->core = gs_watch_core_new(&watch->world);
    engine->watch = watch;
    return watch;
}

static enum gs_status open_mass(struct gs_engine_watch *watch,
                                const struct gs_resolver *resolver, struct gs_mass **out)
{
    struct gs_mass_settings settings = gs_mass_settings_default();
    uint32_t window_max = watch->core->settings.window_max;
    settings.servers = resolver->servers;
    settings.server_count = resolver->server_count;
    settings.window_max = window_max == 0 ? settings.window_max : window_max;
    settings.handler = (struct gs_mass_handler){.answered = answered, .context = watch};
    return gs_mass_open(watch->engine->loop, &settings, out);
}

/* What was under way is lost; whoever was asked, it was asked. */
static void close_mass(struct gs_engine_watch *watch)
{
    if (watch->mass != NULL) {
        struct gs_watch_traffic sum = traffic(watch);
        sum.failed += sum.pending;
        sum.pending = 0;
        watch->before = sum;
        watch->retries = 0;
        gs_mass_close(watch->mass);
        watch->mass = NULL;
    }
}

static void timer_closed(uv_handle_t *handle)
{
    free(handle->data);
}

void gs_engine_watch_close(struct gs_engine *engine)
{
    struct gs_engine_watch *watch = engine->watch;
    if (watch == NULL) {
        return;
    }
    engine->watch = NULL;
    gs_watch_core_free(watch->core);
    gs_watch_system_drop(watch, 0);
    close_mass(watch);
    uv_close((uv_handle_t *)&watch->timer, timer_closed);
}

/* -- other servers --------------------------------------------------------------------- */

enum gs_status gs_engine_watch_prepare(const struct gs_engine *engine,
                                       const struct gs_resolver *resolver,
                                       struct gs_mass **out)
{
    bool is_watching = engine->watch != NULL && engine->watch->mass != NULL;
    return is_watching ? open_mass(engine->watch, resolver, out) : GS_OK;
}

void gs_engine_watch_leave(struct gs_engine *engine)
{
    if (engine->watch != NULL) {
        gs_watch_libc_drop(engine->watch->core, 0);
    }
}

void gs_engine_watch_others(struct gs_engine *engine, struct gs_mass *mass)
{
    if (mass != NULL) {
        close_mass(engine->watch);
        engine->watch->mass = mass;
        gs_watch_core_restart(engine->watch->core);
    }
}

/* -- the face -------------------------------------------------------------------------- */

void gs_engine_set_monitor(struct gs_engine *engine,
                           const struct gs_monitor_settings *settings)
{
    gs_watch_core_set(watch_of(engine)->core, settings);
}

enum gs_status gs_engine_watch(struct gs_engine *engine, const struct gs_watch_wish *wish)
{
    struct gs_engine_watch *watch = watch_of(engine);
    if (watch->mass == NULL) {
        enum gs_status status =
            open_mass(watch, &engine->settings.resolver, &watch->mass);
        if (status != GS_OK) {
            return status;
        }
    }
    gs_watch_core_watch(watch->core, wish);
    return GS_OK;
}

void gs_engine_watch_pause(struct gs_engine *engine, struct gs_watch_ids ids,
                           bool is_paused)
{
    gs_watch_core_pause(watch_of(engine)->core, ids, is_paused);
}

void gs_engine_watch_interval(struct gs_engine *engine, struct gs_watch_ids ids,
                              uint32_t interval_s)
{
    gs_watch_core_interval(watch_of(engine)->core, ids, interval_s);
}

void gs_engine_watch_step(struct gs_engine *engine, struct gs_watch_ids ids, int step)
{
    gs_watch_core_step(watch_of(engine)->core, ids, step);
}

void gs_engine_watch_now(struct gs_engine *engine, struct gs_watch_ids ids)
{
    gs_watch_core_now(watch_of(engine)->core, ids);
}

void gs_engine_unwatch(struct gs_engine *engine)
{
    struct gs_engine_watch *watch = watch_of(engine);
    if (watch->mass != NULL) {
        const struct gs_watch_list nothing = {0};
        gs_watch_core_watch(watch->core,
                            &(const struct gs_watch_wish){.watches = &nothing});
        gs_watch_core_unwatch(watch->core);
        close_mass(watch);
    }
}
