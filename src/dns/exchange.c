/* SPDX-License-Identifier: MIT */
/*
 * One exchange, one channel, one socket. A channel costs 15 us with c-ares 1.18.1, and for
 * that each question has a source port of its own (c-ares keeps one per channel, and guessing
 * would need the 16-bit id alone), a receive buffer of its own (a burst on a shared one loses
 * answers even on loopback), and errors of its own (c-ares fails all questions of a socket at
 * once). A late or second answer meets a closed port. Giving up means closing the channel, so
 * the time limit is a timer of ours and c-ares' own, which newer ones shorten, never acts.
 *
 *     gs_dns_exchange_start -> channel -> [socket in uv_poll] -> process -+-> finish -> done
 *                             |                                       |
 *                             +-- fails at once -> timer of 0 ms -----+
 *                                                  timer of the limit-+
 *
 * c-ares is entered from libuv's callbacks and from gs_dns_exchange_start() only, and its own
 * callback just notes the result: so c-ares is never entered twice.
 */
#include "exchange.h"

#include "gaiscope/base/mem.h"

#include <stdlib.h>

enum {
    NS_PER_US = 1000,
};

struct watch;

struct gs_dns_exchange {
    uv_timer_t timer;                /* the limit; its closing frees the exchange */
    struct gs_ares_channel *channel; /* freed with the exchange: it holds the answer */
    struct watch *watches;           /* sockets under watch, at most one in practice */
    struct gs_dns_exchange_handler handler; /* whom to tell */
    int64_t started_us;                     /* when it was sent */
};

/* A socket in the loop; lives until libuv has let it go. */
struct watch {
    uv_poll_t poll;                   /* the handle */
    struct watch *next;               /* of the same exchange */
    struct gs_dns_exchange *exchange; /* whose */
    int fd;                           /* which */
};

static int64_t now_us(void)
{
    return (int64_t)(uv_hrtime() / NS_PER_US);
}

static void on_timer_closed(uv_handle_t *handle)
{
    free(handle->data);
}

static void close_exchange(struct gs_dns_exchange *x)
{
    gs_ares_channel_free(x->channel); /* its socket leaves the loop too */
    uv_close((uv_handle_t *)&x->timer, on_timer_closed);
}

static void finish(struct gs_dns_exchange *x)
{
    struct gs_reply reply = {
        .outcome = gs_ares_channel_outcome(x->channel),
        .elapsed_us = now_us() - x->started_us,
    };
    reply.wire = gs_ares_channel_wire(x->channel, &reply.len);
    x->handler.done(x->handler.context, &reply);
    close_exchange(x);
}

static void on_timer(uv_timer_t *timer)
{
    finish(timer->data);
}

static void on_ready(uv_poll_t *poll, int status, int ready)
{
    struct watch *watch = poll->data;
    struct gs_dns_exchange *x = watch->exchange;
    unsigned events = ((ready & UV_READABLE) != 0 ? GS_ARES_READ : 0) |
                      ((ready & UV_WRITABLE) != 0 ? GS_ARES_WRITE : 0);
    if (status < 0) {
        events = GS_ARES_READ | GS_ARES_WRITE; /* using it tells what is wrong */
    }
    gs_ares_channel_process(x->channel, watch->fd, events);
    if (gs_ares_channel_has_ended(x->channel)) {
        finish(x);
    }
}

static void on_watch_closed(uv_handle_t *handle)
{
    free(handle->data);
}

static struct watch *add_watch(struct gs_dns_exchange *x, int fd)
{
    struct watch *watch = gs_mem_new(1, sizeof *watch);
    watch->exchange = x;
    watch->fd = fd;
    watch->poll.data = watch;
    if (uv_poll_init(x->timer.loop, &watch->poll, fd) != 0) {
        free(watch);
        return NULL; /* the limit ends the exchange */
    }
    watch->next = x->watches;
    x->watches = watch;
    return watch;
}

static void watch_socket(void *context, int fd, unsigned events)
{
    struct gs_dns_exchange *x = context;
    struct watch **at = &x->watches;
    while (*at != NULL && (*at)->fd != fd) {
        at = &(*at)->next;
    }
    struct watch *watch = *at;
    if (events == 0) {
        if (watch != NULL) {
            *at = watch->next;
            uv_close((uv_handle_t *)&watch->poll, on_watch_closed);
        }
        return;
    }
    watch = watch == NULL ? add_watch(x, fd) : watch;
    if (watch != NULL) {
        int wanted = ((events & GS_ARES_READ) != 0 ? UV_READABLE : 0) |
                     ((events & GS_ARES_WRITE) != 0 ? UV_WRITABLE : 0);
        (void)uv_poll_start(&watch->poll, wanted, on_ready); /* as above on failure */
    }
}

struct gs_dns_exchange *
gs_dns_exchange_start(uv_loop_t *loop, const struct gs_ares_query *query,
                      const struct gs_dns_exchange_handler *handler)
{
    struct gs_dns_exchange *x = gs_mem_new(1, sizeof *x);
    x->handler = *handler;
    (void)uv_timer_init(loop, &x->timer); /* cannot fail */
    x->timer.data = x;
    uv_update_time(loop); /* the limit counts from now, not from the turn's begin */
    x->started_us = now_us();
    const struct gs_ares_watcher watcher = {watch_socket, x};
    x->channel = gs_ares_channel_new(query, &watcher);
    bool has_ended = gs_ares_channel_has_ended(x->channel);
    (void)uv_timer_start(&x->timer, on_timer, has_ended ? 0 : handler->timeout_ms, 0);
    return x;
}

void gs_dns_exchange_cancel(struct gs_dns_exchange *exchange)
{
    close_exchange(exchange);
}
