/* SPDX-License-Identifier: MIT */
/*
 * A timer for the whole life, and a socket from connect() on; all is freed when the loop has
 * closed both. What came is measured when the loop finds the socket ready, and told from the
 * timer, which the loop runs after all sockets that are ready: telling is in the time of none
 * of these. A socket that becomes ready while others are told of is found after that, so telling
 * is kept short: the interfaces are those that were read before (gs_connect_wish.known).
 *
 *     start --detour's delay--> connecting --writable, errno, deadline--> settled
 *       `-- errno at once ------------------------------------------------^ |
 *                                              over <-- [first line] <------'
 */
#include "gaiscope/net/connector.h"

#include "connected_path.h"
#include "new_socket.h"

#include "gaiscope/base/mem.h"
#include "gaiscope/base/text.h"
#include "gaiscope/model/sockaddr.h"
#include "gaiscope/net/errno_outcome.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <net/if.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
    US_PER_MS = 1000,
    NS_PER_US = 1000,
};

struct gs_connector {
    uv_loop_t *loop;
    uv_timer_t timer;
    uv_poll_t poll;
    int handle;                      /* the socket; -1: none */
    struct gs_endpoint real;         /* where the connect goes; family 0: nowhere */
    struct gs_connection connection; /* as it is told */
    const struct gs_local_address_list *known; /* this machine's addresses, or NULL */
    char line[GS_BANNER_MAX];                  /* read so far, as it came */
    size_t line_bytes;
    int64_t started_us; /* when it was asked for */
    int64_t open_us;    /* when it was open */
    uint32_t deadline_ms;
    int error; /* what connect() failed with at once, or shall fail with */
    bool reads_banner;
    bool has_poll; /* the poll handle is to be closed */
    bool is_over;  /* told; nothing more is heard */
    int open_handles;
    gs_connected_fn connected;
    void *context;
};

static int64_t now_us(void)
{
    return (int64_t)(uv_hrtime() / NS_PER_US);
}

static void handle_closed(uv_handle_t *handle)
{
    struct gs_connector *connector = handle->data;
    if (--connector->open_handles == 0) {
        free(connector);
    }
}

static void close_all(struct gs_connector *connector)
{
    connector->is_over = true;
    connector->open_handles = connector->has_poll ? 2 : 1;
    uv_close((uv_handle_t *)&connector->timer, handle_closed);
    if (connector->has_poll) {
        uv_close((uv_handle_t *)&connector->poll, handle_closed);
    }
    if (connector->handle >= 0) {
        (void)close(connector->handle); /* nothing was written that could be lost */
    }
}

static void over(struct gs_connector *connector)
{
    close_all(connector);
    connector->connected(connector->context, &connector->connection, true);
}

/* At a character's end at the latest: the sanitiser makes one byte up to ten. */
static void take_line(struct gs_connector *connector)
{
    struct gs_connection *connection = &connector->connection;
    size_t bytes = connector->line_bytes;
    struct gs_buf safe = {0};
    if (bytes > 0 && connector->line[bytes - 1] == '\r') {
        bytes--;
    }
    gs_text_sanitise(&safe, connector->line, bytes);
    const char *text = gs_buf_text(&safe);
    size_t kept = 0;
    for (size_t step = gs_text_next(text, safe.len);
         step > 0 && kept + step <= GS_BANNER_MAX;
         step = gs_text_next(text + kept, safe.len - kept)) {
        kept += step;
    }
    memcpy(connection->banner, text, kept);
    connection->banner[kept] = '\0';
    gs_buf_fini(&safe);
    connection->banner_us = now_us() - connector->open_us;
    over(connector);
}

/* No line, or none that ends: what came of it counts. */
static void no_more(struct gs_connector *connector)
{
    if (connector->line_bytes > 0) {
        take_line(connector);
    } else {
        over(connector);
    }
}

static void banner_time_passed(uv_timer_t *timer)
{
    no_more(timer->data);
}

static void readable(uv_poll_t *poll, int status, int events)
{
    (void)status; /* the socket itself says what is wrong */
    (void)events;
    struct gs_connector *connector = poll->data;
    if (connector->is_over) {
        return;
    }
    char *at = connector->line + connector->line_bytes;
    size_t room = sizeof connector->line - connector->line_bytes;
    ssize_t len = recv(connector->handle, at, room, 0);
    if (len < 0 && (errno == EAGAIN || errno == EINTR)) {
        return;
    }
    if (len <= 0) {
        no_more(connector);
        return;
    }
    const char *newline = memchr(at, '\n', (size_t)len);
    connector->line_bytes = newline != NULL ? (size_t)(newline - connector->line)
                                            : connector->line_bytes + (size_t)len;
    if (newline != NULL || connector->line_bytes == sizeof connector->line) {
        take_line(connector);
    }
}

/* Tells that it is open, and waits for the line if nobody has cancelled then. */
static void await_line(struct gs_connector *connector)
{
    uv_update_time(connector->loop);
    (void)uv_timer_start(&connector->timer, banner_time_passed, GS_BANNER_WAIT_MS, 0);
    (void)uv_poll_start(&connector->poll, UV_READABLE, readable);
    connector->connected(connector->context, &connector->connection, false);
}

static void settled(uv_timer_t *timer)
{
    struct gs_connector *connector = timer->data;
    struct gs_connection *connection = &connector->connection;
    if (connector->handle >= 0) {
        gs_path_take_facts(connector->handle, connection);
        gs_path_name_interface(&connector->real.address, connector->known, connection);
    }
    if (connection->status == GS_CONNECT_OPEN && connector->reads_banner) {
        await_line(connector);
    } else {
        over(connector);
    }
}

static void arm(struct gs_connector *connector, uv_timer_cb passed, int64_t after_ms)
{
    uv_update_time(connector->loop);
    (void)uv_timer_start(&connector->timer, passed, after_ms > 0 ? (uint64_t)after_ms : 0,
                         0);
}

/* It is known what came of it. Takes: 0: it is open. */
static void settle(struct gs_connector *connector, int error)
{
    struct gs_connection *connection = &connector->connection;
    connector->open_us = now_us();
    connection->elapsed_us = connector->open_us - connector->started_us;
    connection->status = error == 0 ? GS_CONNECT_OPEN : gs_errno_connect_status(error);
    connection->error = error;
    if (connector->has_poll) {
        (void)uv_poll_stop(&connector->poll); /* always 0 */
    }
    arm(connector, settled, 0);
}

static void writable(uv_poll_t *poll, int status, int events)
{
    (void)status; /* the socket itself says what is wrong */
    (void)events;
    struct gs_connector *connector = poll->data;
    int error = 0;
    socklen_t size = sizeof error;
    if (connector->is_over) {
        return;
    }
    if (getsockopt(connector->handle, SOL_SOCKET, SO_ERROR, &error, &size) != 0) {
        error = errno;
    }
    settle(connector, error);
}

static void deadline_passed(uv_timer_t *timer)
{
    settle(timer->data, ETIMEDOUT);
}

/* Returns: 0: under way; or the errno. */
static int open_socket(struct gs_connector *connector)
{
    struct sockaddr_storage name;
    struct gs_address *address = &connector->real.address;
    if (address->scope_id == 0 && address->zone[0] != '\0') { /* it was typed by name */
        address->scope_id = if_nametoindex(address->zone);
    }
    socklen_t size = gs_sockaddr_encode(&connector->real, &name);
    connector->handle = gs_new_socket(name.ss_family, SOCK_STREAM, 0);
    if (connector->handle < 0) {
        return errno;
    }
    int code = uv_poll_init(connector->loop, &connector->poll, connector->handle);
    if (code != 0) {
        return -code; /* libuv's codes are negated errnos */
    }
    connector->has_poll = true;
    connector->poll.data = connector;
    if (connect(connector->handle, (const struct sockaddr *)&name, size) != 0 &&
        errno != EINPROGRESS) {
        return errno;
    }
    gs_path_take_source(connector->handle, &connector->connection);
    (void)uv_poll_start(&connector->poll, UV_WRITABLE, writable);
    return 0;
}

/* When the deadline is, from now on: the delay of a detour counts. */
static int64_t left_ms(const struct gs_connector *connector)
{
    int64_t spent_us = now_us() - connector->started_us;
    return ((int64_t)connector->deadline_ms * US_PER_MS - spent_us) / US_PER_MS + 1;
}

static void begin(struct gs_connector *connector)
{
    if (connector->real.address.family != 0) {
        connector->error = open_socket(connector);
    }
    if (connector->error != 0) {
        settle(connector, connector->error);
    } else {
        arm(connector, deadline_passed, left_ms(connector));
    }
}

static void delay_passed(uv_timer_t *timer)
{
    begin(timer->data);
}

/* Where it goes. Returns: how long the way there is. */
static uint32_t take_detour(struct gs_connector *connector,
                            const struct gs_detour_list *detours)
{
    struct gs_detour detour = gs_detour_to(detours, &connector->connection.endpoint);
    connector->real = detour.real;
    connector->error = detour.real.address.family == 0 ? detour.error : 0;
    return detour.delay_ms;
}

struct gs_connector *gs_connector_start(uv_loop_t *loop,
                                        const struct gs_connect_wish *wish,
                                        gs_connected_fn connected, void *context)
{
    struct gs_connector *connector = gs_mem_new(1, sizeof *connector);
    connector->loop = loop;
    connector->handle = -1;
    connector->connection.endpoint = wish->endpoint;
    connector->connection.status = GS_CONNECT_WAITING;
    connector->deadline_ms = wish->deadline_ms;
    connector->reads_banner = wish->reads_banner;
    connector->known = wish->known;
    connector->connected = connected;
    connector->context = context;
    (void)uv_timer_init(loop, &connector->timer); /* cannot fail */
    connector->timer.data = connector;
    uint32_t delay_ms = take_detour(connector, wish->detours);
    connector->started_us = now_us();
    if (delay_ms == 0) {
        begin(connector);
    } else if (delay_ms < wish->deadline_ms) {
        arm(connector, delay_passed, delay_ms);
    } else { /* the way there alone is too long */
        arm(connector, deadline_passed, wish->deadline_ms);
    }
    return connector;
}

void gs_connector_cancel(struct gs_connector *connector)
{
    if (connector != NULL && !connector->is_over) {
        close_all(connector);
    }
}
