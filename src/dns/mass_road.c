/* SPDX-License-Identifier: MIT */
/*
 *     open -> in turn with the others of its server -> asked enough, or old: retired
 *                                        |                       |
 *                                        '--- the socket failed -'-> nobody waits: closed
 *
 * The batch of datagrams is one for all, so a socket's own go out before the next one's turn.
 */
#include "mass_road.h"

#include "datagrams.h"

#include "gaiscope/base/mem.h"

#include <stdlib.h>

enum {
    ASKED_MAX = 2048,  /* questions from one port */
    AGE_US = 10000000, /* and for how long */
    SPREAD_MAX = 8,    /* sockets of one server in turn */
    CHANNELS_MAX = 24, /* open at once, retired ones included: c-ares takes 75 KiB each */
    TURN = GS_DATAGRAM_OUT_MAX, /* questions before it is the next socket's turn */
    DATAGRAM_COST = 1024,       /* of a small datagram in a receive buffer, bytes */
    BATCHES = 8,                /* read in one turn, for the others' sake */
    NS_PER_US = 1000,
};

struct gs_mass_channel {
    uv_poll_t poll;
    struct gs_mass_channel *next; /* older */
    struct gs_mass_road *road;
    struct gs_ares_shared *shared;
    int64_t opened_us;
    size_t asked;   /* questions so far */
    size_t waiting; /* of these, whose answers somebody waits for */
    bool is_polled; /* the poll handle is in the loop */
    bool is_retired;
};

struct gs_mass_road {
    struct gs_mass_road_settings settings;
    struct gs_datagrams *datagrams;
    struct gs_mass_channel *channels; /* youngest first */
    struct gs_mass_channel *active[GS_SERVERS_MAX][SPREAD_MAX];
    struct gs_mass_channel *unsent; /* whose questions are in the batch */
    size_t count;
    size_t spread; /* sockets in turn */
    size_t turn;   /* questions so far */
    size_t rcvbuf;
};

static int64_t now_us(void)
{
    return (int64_t)(uv_hrtime() / NS_PER_US);
}

static void retire(struct gs_mass_channel *channel)
{
    channel->is_retired = true;
    for (size_t i = 0; i < GS_SERVERS_MAX; i++) {
        for (size_t j = 0; j < SPREAD_MAX; j++) {
            struct gs_mass_channel **place = &channel->road->active[i][j];
            *place = *place == channel ? NULL : *place;
        }
    }
}

static void drain(struct gs_mass_channel *channel)
{
    for (size_t i = 0; i < BATCHES && gs_ares_shared_process(channel->shared); i++) {
    }
}

static void on_ready(uv_poll_t *poll, int status, int events)
{
    (void)status; /* reading tells what is wrong */
    (void)events;
    struct gs_mass_channel *channel = poll->data;
    const struct gs_mass_road_handler *handler = &channel->road->settings.handler;
    handler->begun(handler->context);
    drain(channel);
    handler->done(handler->context);
}

static void on_watch(void *context, int fd)
{
    struct gs_mass_channel *channel = context;
    if (fd < 0) {
        if (channel->is_polled) {
            (void)uv_poll_stop(&channel->poll);
        }
        retire(channel);
    } else if (!channel->is_polled) {
        channel->is_polled =
            uv_poll_init(channel->road->settings.loop, &channel->poll, fd) == 0;
        if (channel->is_polled) { /* else its questions are asked again elsewhere */
            (void)uv_poll_start(&channel->poll, UV_READABLE, on_ready);
            uv_unref((uv_handle_t *)&channel->poll); /* the mass's clock is the reason */
        }
    }
}

static void on_answered(void *context, struct gs_ares_ticket *ticket, const uint8_t *wire,
                        size_t len)
{
    const struct gs_mass_channel *channel = context;
    const struct gs_mass_road_handler *handler = &channel->road->settings.handler;
    handler->answered(handler->context, ticket, wire, len);
}

static void on_failed(void *context, struct gs_ares_ticket *ticket,
                      enum gs_outcome outcome)
{
    struct gs_mass_channel *channel = context;
    const struct gs_mass_road_handler *handler = &channel->road->settings.handler;
    retire(channel);
    handler->failed(handler->context, ticket, outcome);
}

static void on_forgotten(void *context, struct gs_ares_ticket *ticket)
{
    const struct gs_mass_channel *channel = context;
    const struct gs_mass_road_handler *handler = &channel->road->settings.handler;
    handler->forgotten(handler->context, ticket);
}

struct gs_mass_road *gs_mass_road_open(const struct gs_mass_road_settings *settings)
{
    struct gs_mass_road *road = gs_mem_new(1, sizeof *road);
    road->settings = *settings;
    road->datagrams = gs_datagrams_new();
    road->spread = 1;
    return road;
}

static struct gs_mass_channel *open_channel(struct gs_mass_road *road, size_t server)
{
    struct gs_mass_channel *channel = gs_mem_new(1, sizeof *channel);
    channel->poll.data = channel;
    channel->road = road;
    channel->opened_us = now_us();
    const struct gs_ares_shared_settings settings = {
        .server = road->settings.servers->items[server].endpoint,
        .udp_size = road->settings.udp_size,
        .rcvbuf_bytes = road->settings.rcvbuf_bytes,
        .datagrams = road->datagrams,
        .handler = {on_watch, on_answered, on_failed, on_forgotten, channel},
    };
    channel->shared = gs_ares_shared_new(&settings);
    channel->next = road->channels;
    road->channels = channel;
    road->count++;
    return channel;
}

/* The socket whose turn it is. */
static struct gs_mass_channel *pick(struct gs_mass_road *road, size_t server)
{
    struct gs_mass_channel **place =
        &road->active[server][road->turn++ / TURN % road->spread];
    struct gs_mass_channel *channel = *place;
    if (channel != NULL &&
        (channel->asked >= ASKED_MAX ||
         (channel->asked % TURN == 0 && now_us() - channel->opened_us >= AGE_US))) {
        retire(channel);
    }
    if (*place == NULL) {
        *place = open_channel(road, server);
    }
    return *place;
}

struct gs_mass_channel *gs_mass_road_ask(struct gs_mass_road *road, size_t server,
                                         const uint8_t *question, size_t len,
                                         struct gs_ares_ticket *ticket)
{
    struct gs_mass_channel *channel = pick(road, server);
    if (road->unsent != channel) {
        gs_mass_road_flush(road);
        road->unsent = channel;
    }
    channel->asked++;
    channel->waiting++;
    gs_ares_shared_ask(channel->shared, question, len, ticket);
    if (gs_ares_shared_rcvbuf(channel->shared) > 0) {
        road->rcvbuf = gs_ares_shared_rcvbuf(channel->shared);
    }
    return channel;
}

void gs_mass_road_flush(struct gs_mass_road *road)
{
    struct gs_mass_channel *channel = road->unsent;
    road->unsent = NULL;
    if (channel != NULL) {
        gs_ares_shared_flush(channel->shared);
    }
}

void gs_mass_road_drain(struct gs_mass_road *road)
{
    for (struct gs_mass_channel *c = road->channels; c != NULL; c = c->next) {
        if (c->waiting > 0) {
            drain(c);
        }
    }
}

void gs_mass_channel_release(struct gs_mass_channel *channel)
{
    if (channel != NULL) {
        channel->waiting--;
    }
}

size_t gs_mass_road_spread(struct gs_mass_road *road, size_t window)
{
    size_t holds = road->rcvbuf / DATAGRAM_COST;
    if (holds == 0) {
        return SIZE_MAX; /* not known yet */
    }
    size_t needed = (window + holds - 1) / holds;
    road->spread = needed < 1 ? 1 : needed > SPREAD_MAX ? SPREAD_MAX : needed;
    return holds * SPREAD_MAX;
}

static void on_closed(uv_handle_t *handle)
{
    free(handle->data);
}

static void close_channel(struct gs_mass_channel **link)
{
    struct gs_mass_channel *channel = *link;
    *link = channel->next;
    retire(channel);
    channel->road->count--;
    if (channel->road->unsent == channel) {
        channel->road->unsent = NULL;
        channel->road->datagrams->out_count = 0;
    }
    if (channel->is_polled) {
        (void)uv_poll_stop(&channel->poll); /* before its socket is closed */
    }
    gs_ares_shared_free(channel->shared);
    if (channel->is_polled) {
        uv_close((uv_handle_t *)&channel->poll, on_closed);
    } else {
        free(channel);
    }
}

void gs_mass_road_sweep(struct gs_mass_road *road, bool is_over)
{
    size_t kept = 0;
    for (struct gs_mass_channel **link = &road->channels; *link != NULL;) {
        bool is_unused =
            (*link)->is_retired && ((*link)->waiting == 0 || kept >= CHANNELS_MAX);
        if (is_over || is_unused) {
            close_channel(link);
        } else {
            kept++;
            link = &(*link)->next;
        }
    }
}

void gs_mass_road_mute(struct gs_mass_road *road)
{
    for (struct gs_mass_channel *c = road->channels; c != NULL; c = c->next) {
        gs_ares_shared_mute(c->shared);
    }
}

size_t gs_mass_road_count(const struct gs_mass_road *road)
{
    return road->count;
}

size_t gs_mass_road_rcvbuf(const struct gs_mass_road *road)
{
    return road->rcvbuf;
}

void gs_mass_road_close(struct gs_mass_road *road)
{
    gs_mass_road_sweep(road, true);
    free(road->datagrams);
    free(road);
}
