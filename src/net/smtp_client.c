/* SPDX-License-Identifier: MIT */
/*
 * Two handles, the connection and a timer; the client is freed when the loop has closed both.
 * Whatever ends a session goes through end(): it is told once, and then everything closes.
 */
#include "gaiscope/net/smtp_client.h"

#include "endpoint_of.h"
#include "smtp_reply.h"

#include "gaiscope/base/mem.h"
#include "gaiscope/model/sockaddr.h"
#include "gaiscope/net/errno_outcome.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    READ_MAX = 4096, /* bytes read at once */
    QUIT_MS = 1000,  /* how long the answer to QUIT is awaited */
    US_IN_NS = 1000,
};

struct gs_smtp_client {
    uv_tcp_t tcp;
    uv_timer_t deadline;
    uv_connect_t connect;
    uv_write_t write;
    struct gs_smtp_session session; /* owned */
    struct gs_smtp_reader reader;
    struct gs_smtp_reply quit; /* the last reply; only that it came matters */
    gs_smtp_changed_fn changed;
    void *context;
    int64_t started_us;
    int64_t step_us; /* when the present step began */
    char chunk[READ_MAX];
    char line[GS_ADDRESS_TEXT_MAX + 32]; /* what is written */
    bool is_writing;                     /* `write` and `line` are in use */
    bool is_over;                        /* told; nothing more is heard */
    int open_handles;
};

static int64_t now_us(void)
{
    return (int64_t)(uv_hrtime() / US_IN_NS);
}

static void handle_closed(uv_handle_t *handle)
{
    struct gs_smtp_client *client = handle->data;
    if (--client->open_handles == 0) {
        gs_smtp_session_fini(&client->session);
        for (size_t i = 0; i < client->quit.lines.count; i++) {
            free(client->quit.lines.items[i]);
        }
        gs_vec_fini(&client->quit.lines);
        free(client);
    }
}

static void close_all(struct gs_smtp_client *client)
{
    client->is_over = true;
    uv_close((uv_handle_t *)&client->tcp, handle_closed);
    uv_close((uv_handle_t *)&client->deadline, handle_closed);
}

/* Ends the session with what came of it. */
static void end(struct gs_smtp_client *client, enum gs_smtp_status status, int error)
{
    if (client->is_over) {
        return;
    }
    struct gs_smtp_session *session = &client->session;
    if (session->status == GS_SMTP_WAITING) {
        session->status = status;
        session->error = error;
    }
    session->elapsed_us = now_us() - client->started_us;
    close_all(client);
    client->changed(client->context, session, true);
}

static void step_to(struct gs_smtp_client *client, enum gs_smtp_step step)
{
    client->session.step = step;
    client->step_us = now_us();
    client->session.elapsed_us = client->step_us - client->started_us;
    client->changed(client->context, &client->session, false);
}

/* What came of a connect() that failed. */
static enum gs_smtp_status status_of(int error)
{
    if (error == ECONNRESET) {
        return GS_SMTP_CLOSED; /* it was open, for a moment */
    }

    static const enum gs_smtp_status statuses[GS_CONNECT_STATUS_COUNT] = {
        [GS_CONNECT_REFUSED] = GS_SMTP_REFUSED,
        [GS_CONNECT_NO_ROUTE] = GS_SMTP_NO_ROUTE,
        [GS_CONNECT_SILENT] = GS_SMTP_SILENT,
        [GS_CONNECT_FAILED] = GS_SMTP_FAILED,
    };

    return statuses[gs_errno_connect_status(error)];
}

static void written(uv_write_t *write, int status)
{
    struct gs_smtp_client *client = write->data;
    client->is_writing = false;
    if (status < 0 && status != UV_ECANCELED) {
        end(client, GS_SMTP_CLOSED, -status);
    }
}

/* Writes a line; one at a time, as an answer comes between two. */
static void say(struct gs_smtp_client *client)
{
    if (client->is_over) {
        return; /* whoever heard of the step has cancelled */
    }
    uv_buf_t bytes = uv_buf_init(client->line, (unsigned)strlen(client->line));
    client->write.data = client;
    int status =
        client->is_writing
            ? UV_EBUSY
            : uv_write(&client->write, (uv_stream_t *)&client->tcp, &bytes, 1, written);
    client->is_writing = client->is_writing || status == 0;
    if (status < 0) {
        end(client, GS_SMTP_CLOSED, -status);
    }
}

/* Names itself by its address: RFC 5321 4.1.4 allows it, and nothing else is told. */
static void say_ehlo(struct gs_smtp_client *client)
{
    char address[GS_ADDRESS_TEXT_MAX];
    struct gs_address local = client->session.local;
    local.scope_id = 0;
    local.zone[0] = '\0';
    gs_address_format(&local, address);
    (void)snprintf(client->line, sizeof client->line, "EHLO [%s%s]\r\n",
                   local.family == AF_INET6 ? "IPv6:" : "", address);
    step_to(client, GS_SMTP_EHLO);
    say(client);
}

static void deadline_passed(uv_timer_t *timer);

/* All was heard: leaves politely, and does not wait long for the good-bye. */
static void say_quit(struct gs_smtp_client *client, enum gs_smtp_status status)
{
    client->session.status = status;
    (void)snprintf(client->line, sizeof client->line, "QUIT\r\n");
    (void)uv_timer_start(&client->deadline, deadline_passed, QUIT_MS, 0);
    step_to(client, GS_SMTP_QUIT);
    say(client);
}

static void take_reply(struct gs_smtp_client *client)
{
    struct gs_smtp_session *session = &client->session;
    int64_t took_us = now_us() - client->step_us;
    switch (session->step) {
    case GS_SMTP_GREETING:
        session->greeting_us = took_us;
        if (session->greeting.code == GS_SMTP_CODE_READY) {
            say_ehlo(client);
        } else {
            say_quit(client, GS_SMTP_UNWILLING);
        }
        break;
    case GS_SMTP_EHLO:
        session->ehlo_us = took_us;
        gs_smtp_capabilities(session);
        say_quit(client, session->ehlo.code == GS_SMTP_CODE_OKAY ? GS_SMTP_OPEN
                                                                 : GS_SMTP_UNWILLING);
        break;
    case GS_SMTP_CONNECT:
    case GS_SMTP_QUIT:
    case GS_SMTP_DONE:
        session->step = GS_SMTP_DONE;
        end(client, GS_SMTP_OPEN, 0);
        break;
    }
}

static struct gs_smtp_reply *awaited(struct gs_smtp_client *client)
{
    return client->session.step == GS_SMTP_GREETING ? &client->session.greeting
           : client->session.step == GS_SMTP_EHLO   ? &client->session.ehlo
                                                    : &client->quit;
}

static void take_bytes(struct gs_smtp_client *client, const char *bytes, size_t len)
{
    size_t used = 0;
    while (len > 0 && !client->is_over) {
        enum gs_smtp_reading reading =
            gs_smtp_reader_take(&client->reader, bytes, len, &used, awaited(client));
        bytes += used;
        len -= used;
        if (reading == GS_SMTP_NO_REPLY) {
            end(client, GS_SMTP_GARBAGE, 0);
        } else if (reading == GS_SMTP_WHOLE) {
            take_reply(client);
        }
    }
}

static void give_chunk(uv_handle_t *handle, size_t suggested, uv_buf_t *out)
{
    (void)suggested;
    struct gs_smtp_client *client = handle->data;
    *out = uv_buf_init(client->chunk, sizeof client->chunk);
}

static void was_read(uv_stream_t *stream, ssize_t count, const uv_buf_t *bytes)
{
    struct gs_smtp_client *client = stream->data;
    if (client->is_over) {
        return;
    }
    if (count > 0) {
        take_bytes(client, bytes->base, (size_t)count);
    } else if (count < 0) {
        end(client, GS_SMTP_CLOSED, count == UV_EOF ? 0 : (int)-count);
    }
}

static void deadline_passed(uv_timer_t *timer)
{
    struct gs_smtp_client *client = timer->data;
    bool is_connected = client->session.step != GS_SMTP_CONNECT;
    end(client, is_connected ? GS_SMTP_MUTE : GS_SMTP_SILENT, ETIMEDOUT);
}

static void connected(uv_connect_t *connect, int status)
{
    struct gs_smtp_client *client = connect->data;
    if (client->is_over) {
        return;
    }
    if (status < 0) {
        end(client, status_of(-status), -status);
        return;
    }
    struct sockaddr_storage local = {0};
    int len = sizeof local;
    if (uv_tcp_getsockname(&client->tcp, (struct sockaddr *)&local, &len) == 0) {
        client->session.local = gs_endpoint_of(&local).address;
    }
    client->session.connect_us = now_us() - client->started_us;
    step_to(client, GS_SMTP_GREETING);
    if (!client->is_over &&
        uv_read_start((uv_stream_t *)&client->tcp, give_chunk, was_read) < 0) {
        end(client, GS_SMTP_FAILED, EIO);
    }
}

/* What connect() refused at once is told from the loop, like everything else. */
static void refused_at_once(uv_timer_t *timer)
{
    struct gs_smtp_client *client = timer->data;
    end(client, status_of(client->session.error), client->session.error);
}

/* Returns: 0: under way, or nowhere and silent; else libuv's code. */
static int begin(struct gs_smtp_client *client, const struct gs_connect_wish *wish)
{
    struct gs_detour detour = gs_detour_to(wish->detours, &wish->endpoint);
    struct sockaddr_storage address;
    if (detour.real.address.family == 0) {
        return -detour.error;
    }
    (void)gs_sockaddr_encode(&detour.real, &address);
    return uv_tcp_connect(&client->connect, &client->tcp,
                          (const struct sockaddr *)&address, connected);
}

struct gs_smtp_client *gs_smtp_client_start(uv_loop_t *loop,
                                            const struct gs_connect_wish *wish,
                                            gs_smtp_changed_fn changed, void *context)
{
    struct gs_smtp_client *client = gs_mem_new(1, sizeof *client);
    client->session.endpoint = wish->endpoint;
    client->changed = changed;
    client->context = context;
    client->started_us = client->step_us = now_us();
    client->open_handles = 2;
    (void)uv_tcp_init(loop, &client->tcp);        /* neither can fail: */
    (void)uv_timer_init(loop, &client->deadline); /* nothing is opened yet */
    client->tcp.data = client->deadline.data = client->connect.data = client;
    uv_update_time(loop);
    int status = begin(client, wish);
    client->session.error = status < 0 ? -status : 0;
    (void)uv_timer_start(&client->deadline,
                         status < 0 ? refused_at_once : deadline_passed,
                         status < 0 ? 0 : wish->deadline_ms, 0);
    return client;
}

void gs_smtp_client_cancel(struct gs_smtp_client *client)
{
    if (client != NULL && !client->is_over) {
        close_all(client);
    }
}
