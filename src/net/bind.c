/* SPDX-License-Identifier: MIT */
/*
 * A row's socket lives as long as the object. Clients are taken a few at a time, then nobody
 * is heard for a moment: a storm waits in the kernel's queue, not in this program.
 *
 *     open: socket -> V6ONLY -> bind -> listen -> watched ---- readable ----> take clients
 *             |         |         |        |         ^                            |
 *             +---------+---------+--------+--> the row's errno   rest over  of all rows
 *                                                    +----------------------- resting
 */
#include "gaiscope/net/bind.h"

#include "bind_socket.h"

#include "gaiscope/base/mem.h"

#include <stdlib.h>
#include <string.h>

#include <sys/socket.h>
#include <unistd.h>

enum {
    CLIENTS_A_TURN = 32, /* of one socket */
    REST_MS = 50,        /* after a turn that took clients */
};

/** A row's socket. */
struct listener {
    struct gs_bind *bind; /* whose */
    uv_poll_t poll;       /* initialised with is_watched */
    int handle;           /* -1: not open */
    bool is_watched;
};

struct gs_bind {
    struct gs_bind_report *report; /* owned */
    struct listener *listeners;    /* one a row */
    uv_timer_t rest;               /* until clients are taken again */
    gs_bind_changed_fn changed;
    void *context;
    size_t open_handles; /* while closing */
    bool is_closing;
};

static int64_t wall_s(void)
{
    uv_timeval64_t now = {0};
    (void)uv_gettimeofday(&now); /* only fails for a bad pointer */
    return now.tv_sec;
}

/* The newest stay. */
static void keep(struct gs_bind_report *report, const struct gs_accepted *client)
{
    struct gs_accepted_list *list = &report->accepted;
    if (list->count == GS_ACCEPTED_MAX) {
        memmove(list->items, list->items + 1, (list->count - 1) * sizeof *list->items);
        list->items[list->count - 1] = *client;
        report->dropped++;
        return;
    }
    gs_vec_push(list, *client);
}

static size_t take_clients(struct gs_bind *bind, const struct listener *listener)
{
    size_t at = (size_t)(listener - bind->listeners);
    const struct gs_bind_row *row = &bind->report->rows.items[at];
    size_t count = 0;
    while (count < CLIENTS_A_TURN) {
        struct gs_accepted client = {.row = at, .at_wall_s = wall_s()};
        if (!gs_bind_socket_take(listener->handle, row, &client)) {
            break;
        }
        keep(bind->report, &client);
        count++;
    }
    return count;
}

static void watch_all(struct gs_bind *bind);

static void rested(uv_timer_t *timer)
{
    watch_all(timer->data);
}

/* Also when nothing could be taken: a socket without descriptors left would spin else. */
static void rest(struct gs_bind *bind)
{
    for (size_t i = 0; i < bind->report->rows.count; i++) {
        if (bind->listeners[i].is_watched) {
            (void)uv_poll_stop(&bind->listeners[i].poll); /* always 0 */
        }
    }
    (void)uv_timer_start(&bind->rest, rested, REST_MS, 0);
}

/* Of every row, whichever was heard: a busy one would be the only one else. */
static size_t take_all(struct gs_bind *bind)
{
    size_t count = 0;
    for (size_t i = 0; i < bind->report->rows.count; i++) {
        if (bind->listeners[i].is_watched) {
            count += take_clients(bind, &bind->listeners[i]);
        }
    }
    return count;
}

static void readable(uv_poll_t *poll, int status, int events)
{
    (void)status, (void)events; /* a failed socket says so in take_clients() */
    const struct listener *heard = poll->data;
    struct gs_bind *bind = heard->bind;
    if (bind->is_closing) {
        return;
    }
    rest(bind);
    if (take_all(bind) > 0) {
        bind->changed(bind->context, bind->report);
    }
}

static void watch_all(struct gs_bind *bind)
{
    for (size_t i = 0; i < bind->report->rows.count; i++) {
        if (bind->listeners[i].is_watched) {
            (void)uv_poll_start(&bind->listeners[i].poll, UV_READABLE, readable);
        }
    }
}

/* A raw socket would hear what is not meant for it: it is bound, and nothing is read. A socket
 * that nobody hears is not kept open. */
static void watch(uv_loop_t *loop, struct listener *listener, struct gs_bind_row *row)
{
    if (row->socktype == SOCK_RAW) {
        return;
    }
    int code = uv_poll_init(loop, &listener->poll, listener->handle);
    if (code == 0) {
        listener->is_watched = true;
        listener->poll.data = listener;
        return;
    }
    (void)close(listener->handle); /* nothing was written that could be lost */
    listener->handle = -1;
    row->step = GS_BIND_WATCH;
    row->error = -code; /* libuv's codes are negated errnos */
    row->is_open = false;
}

static void open_row(uv_loop_t *loop, struct listener *listener, struct gs_bind_row *row)
{
    listener->handle = gs_bind_socket_open(row);
    if (listener->handle >= 0) {
        watch(loop, listener, row);
    }
}

struct gs_bind *gs_bind_open(uv_loop_t *loop, const struct gs_bind_row_list *rows,
                             gs_bind_changed_fn changed, void *context)
{
    struct gs_bind *bind = gs_mem_new(1, sizeof *bind);
    struct gs_bind_report *report = gs_bind_report_new();
    bind->report = report;
    bind->changed = changed;
    bind->context = context;
    bind->listeners = gs_mem_new(rows->count + 1, sizeof *bind->listeners);
    (void)uv_timer_init(loop, &bind->rest); /* cannot fail */
    bind->rest.data = bind;
    report->at_wall_s = wall_s();
    for (size_t i = 0; i < rows->count && i < GS_BIND_ROWS_MAX; i++) {
        gs_vec_push(&report->rows, rows->items[i]);
        bind->listeners[i] = (struct listener){.bind = bind};
        open_row(loop, &bind->listeners[i], &report->rows.items[i]);
        report->is_listening |= report->rows.items[i].is_open;
    }
    watch_all(bind);
    return bind;
}

const struct gs_bind_report *gs_bind_report(const struct gs_bind *bind)
{
    return bind->report;
}

static void one_closed(struct gs_bind *bind)
{
    if (--bind->open_handles == 0) {
        gs_bind_report_free(bind->report);
        free(bind->listeners);
        free(bind);
    }
}

static void poll_closed(uv_handle_t *handle)
{
    const struct listener *listener = handle->data;
    one_closed(listener->bind);
}

static void timer_closed(uv_handle_t *handle)
{
    one_closed(handle->data);
}

void gs_bind_close(struct gs_bind *bind)
{
    if (bind == NULL || bind->is_closing) {
        return;
    }
    bind->is_closing = true;
    bind->open_handles = 1;
    for (size_t i = 0; i < bind->report->rows.count; i++) {
        struct listener *listener = &bind->listeners[i];
        if (listener->is_watched) {
            bind->open_handles++;
            uv_close((uv_handle_t *)&listener->poll, poll_closed);
        }
        if (listener->handle >= 0) {
            (void)close(listener->handle); /* nothing was written that could be lost */
        }
    }
    uv_close((uv_handle_t *)&bind->rest, timer_closed);
}
