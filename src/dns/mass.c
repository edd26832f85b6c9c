/* SPDX-License-Identifier: MIT */
/*
 * The face of the mass and its turns. Everything that happens to a question happens within a
 * turn: datagrams came, the clock went off, somebody asked from outside, dns/client is done. At
 * the end of each, what can be sent is sent, the asker hears of the room that is left, and
 * the clock is set. An asker that closes the mass from a callback only marks it: the
 * outermost turn tears it down.
 */
#include "mass_run.h"

#include "gaiscope/base/mem.h"
#include "gaiscope/model/machine.h"

#include <stdlib.h>

enum {
    NS_PER_US = 1000,
    US_PER_MS = 1000,
    IDLE_US = 1000000, /* sockets stay so long for a next question: opening is dear */
    ROOM_SHARE = 4, /* room is worth telling of from one part of so many of the window */
};

struct gs_mass_settings gs_mass_settings_default(void)
{
    return (struct gs_mass_settings){
        .patience_ms = 10000,
        .attempts = 6,
        .udp_size = 1232,
        .window_max = 4096,
        .rcvbuf_bytes = (size_t)4 << 20,
    };
}

static void on_kick(uv_timer_t *timer)
{
    gs_mass_begin_turn(timer->data);
    gs_mass_end_turn(timer->data);
}

static void on_clock(uv_timer_t *timer)
{
    struct gs_mass *mass = timer->data;
    mass->alarm_us = 0;
    gs_mass_begin_turn(mass);
    gs_mass_road_drain(mass->road); /* the machine may have been busy elsewhere */
    gs_mass_run_expire(mass);
    gs_mass_end_turn(mass);
}

int64_t gs_mass_now_us(void)
{
    return (int64_t)(uv_hrtime() / NS_PER_US);
}

enum gs_status gs_mass_open(uv_loop_t *loop, const struct gs_mass_settings *settings,
                            struct gs_mass **out)
{
    if (settings->patience_ms == 0 || settings->attempts == 0 ||
        settings->window_max == 0 || settings->server_count > GS_SERVERS_MAX ||
        settings->udp_size > GS_UDP_SIZE_MAX || settings->handler.answered == NULL) {
        return GS_EINVAL;
    }
    struct gs_mass *mass = gs_mem_new(1, sizeof *mass);
    mass->loop = loop;
    mass->settings = *settings;
    mass->patience_ms = settings->patience_ms;
    mass->settings.servers = NULL;
    for (size_t i = 0; i < settings->server_count; i++) {
        mass->servers.items[i].endpoint = settings->servers[i];
    }
    mass->servers.count = settings->server_count;
    mass->window = gs_mass_window_new(settings->window_max);
    uv_timer_t *timers[] = {&mass->kick, &mass->clock};
    for (size_t i = 0; i < sizeof timers / sizeof *timers; i++) {
        (void)uv_timer_init(loop, timers[i]); /* cannot fail */
        timers[i]->data = mass;
        mass->handles++;
    }
    gs_mass_run_open(mass);
    *out = mass;
    return GS_OK;
}

void gs_mass_ask(struct gs_mass *mass, const char *name, uint16_t type, void *user)
{
    struct gs_mass_question *q = gs_mass_question_new(name, type, user);
    q->mass = mass;
    gs_mass_line_add(&mass->fresh, q);
    mass->stats.sent++;
    mass->stats.pending++;
    if (mass->depth == 0 && !uv_is_active((uv_handle_t *)&mass->kick)) {
        (void)uv_timer_start(&mass->kick, on_kick, 0, 0);
    }
}

static size_t less(size_t a, size_t b)
{
    return a > b ? a - b : 0;
}

void gs_mass_set_patience(struct gs_mass *mass, uint32_t patience_ms)
{
    mass->settings.patience_ms = patience_ms;
}

size_t gs_mass_room(const struct gs_mass *mass)
{
    size_t on_wire = less(gs_mass_run_window(mass),
                          mass->on_wire + mass->again.count + mass->fresh.count);
    size_t open = less(gs_mass_run_open_max(mass), mass->open + mass->fresh.count);
    return on_wire < open ? on_wire : open;
}

struct gs_mass_stats gs_mass_stats(const struct gs_mass *mass)
{
    const struct gs_mass_server *server = &mass->servers.items[0];
    for (size_t i = 0; i < mass->servers.count && server->srtt_us == 0; i++) {
        server = &mass->servers.items[i];
    }
    struct gs_mass_stats stats = mass->stats;
    stats.window = mass->window.size;
    stats.on_wire = mass->on_wire;
    stats.srtt_us = server->srtt_us;
    stats.min_rtt_us = gs_mass_server_min_us(server);
    stats.rcvbuf_bytes = gs_mass_road_rcvbuf(mass->road);
    stats.sockets = gs_mass_road_count(mass->road);
    return stats;
}

static void on_closed(uv_handle_t *handle)
{
    struct gs_mass *mass = handle->data;
    mass->handles--;
    if (mass->handles == 0) {
        free(mass);
    }
}

static void tear_down(struct gs_mass *mass)
{
    gs_mass_run_close(mass);
    uv_close((uv_handle_t *)&mass->kick, on_closed);
    uv_close((uv_handle_t *)&mass->clock, on_closed);
}

void gs_mass_close(struct gs_mass *mass)
{
    mass->is_closing = true;
    if (mass->depth > 0) {
        gs_mass_road_mute(mass->road);
    } else {
        tear_down(mass);
    }
}

void gs_mass_begin_turn(struct gs_mass *mass)
{
    mass->depth++;
    mass->now_us = gs_mass_now_us();
}

static void tell_room(struct gs_mass *mass)
{
    size_t room = gs_mass_room(mass);
    size_t share = gs_mass_run_window(mass) / ROOM_SHARE;
    if (!mass->is_closing && room > 0 && room >= share &&
        mass->settings.handler.has_room != NULL) {
        mass->settings.handler.has_room(mass->settings.handler.context);
    }
}

/* Sets the clock, unless it goes off early enough anyway. */
static void set_clock(struct gs_mass *mass, int64_t next_us)
{
    if (next_us == INT64_MAX || (mass->alarm_us != 0 && mass->alarm_us <= next_us)) {
        return;
    }
    int64_t in_us = next_us - mass->now_us;
    uv_update_time(mass->loop);
    mass->alarm_us = next_us;
    (void)uv_timer_start(&mass->clock, on_clock,
                         in_us > 0 ? (uint64_t)(in_us / US_PER_MS + 1) : 1, 0);
}

/* Whether nothing was asked for so long that the sockets are to be closed. */
static bool is_over(struct gs_mass *mass)
{
    if (mass->stats.pending > 0) {
        mass->idle_us = 0;
        return false;
    }
    if (mass->idle_us == 0) {
        mass->idle_us = mass->now_us;
        mass->alarm_us =
            0; /* nothing is overdue any more: it would wake us for nothing */
    }
    return mass->now_us - mass->idle_us >= IDLE_US;
}

/* Sockets that nobody asks by are no reason for the loop to go on. */
static void keep_loop(struct gs_mass *mass, bool is_needed)
{
    if (is_needed) {
        uv_ref((uv_handle_t *)&mass->clock);
    } else {
        uv_unref((uv_handle_t *)&mass->clock);
    }
}

void gs_mass_end_turn(struct gs_mass *mass)
{
    if (mass->depth > 1) {
        mass->depth--;
        return;
    }
    tell_room(mass);
    gs_mass_run_fill(mass);
    mass->depth = 0;
    if (mass->is_closing) {
        tear_down(mass);
        return;
    }
    gs_mass_road_sweep(mass->road, is_over(mass));
    bool is_idle = mass->idle_us != 0;
    if (is_idle && gs_mass_road_count(mass->road) == 0) {
        mass->alarm_us = 0;
        (void)uv_timer_stop(&mass->clock);
        return;
    }
    set_clock(mass, is_idle ? mass->idle_us + IDLE_US : gs_mass_run_next_us(mass));
    keep_loop(mass, !is_idle);
}
