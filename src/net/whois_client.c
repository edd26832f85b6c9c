/* SPDX-License-Identifier: MIT */
/*
 * A client has one timer for its whole life and one socket at a time, each in an object of
 * its own, since libuv closes late.
 *
 *     start --timer 0--> connecting --writable--> sending --> reading --end--> done
 *                          |     ^                  |            |
 *                 refused, |     | next address     `-- errno ---+--> done, with what came
 *                 too long `-----'                               |
 *                                          all time used up -----'
 */
#include "gaiscope/net/whois_client.h"

#include "new_socket.h"

#include "gaiscope/base/buf.h"
#include "gaiscope/model/sockaddr.h"
#include "gaiscope/net/errno_outcome.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <sys/socket.h>
#include <unistd.h>

enum {
    CHUNK_BYTES = 16 * 1024,
    PATIENCE_MS = 3000, /* with an address while there are others */
    US_PER_MS = 1000,
    NS_PER_US = 1000,
};

/** One socket. */
struct attempt {
    uv_poll_t poll;
    struct gs_whois_client *client; /* NULL: given up, waits for libuv */
    int handle;
};

struct gs_whois_client {
    uv_loop_t *loop;
    uv_timer_t timer;
    struct attempt *attempt; /* NULL: none */
    struct gs_address addresses[GS_WHOIS_ADDRESSES_MAX];
    size_t address_count;
    size_t next; /* address to be tried */
    uint16_t port;
    struct gs_buf line; /* to be sent */
    size_t sent;
    struct gs_buf text; /* read so far */
    size_t bytes_max;
    int64_t deadline_us;
    int64_t connecting_us; /* when the present connect() began */
    struct gs_whois_reply reply;
    void (*connected)(void *context);
    gs_whois_done_fn done;
    void *context;
};

static int64_t now_us(void)
{
    return (int64_t)(uv_hrtime() / NS_PER_US);
}

static void free_attempt(uv_handle_t *handle)
{
    free(handle->data);
}

static void drop_attempt(struct gs_whois_client *client)
{
    struct attempt *attempt = client->attempt;
    if (attempt == NULL) {
        return;
    }
    client->attempt = NULL;
    attempt->client = NULL;
    uv_close((uv_handle_t *)&attempt->poll, free_attempt);
    (void)close(attempt->handle); /* what was read counts, whatever this says */
}

static void free_client(uv_handle_t *handle)
{
    struct gs_whois_client *client = handle->data;
    gs_buf_fini(&client->line);
    gs_buf_fini(&client->text);
    free(client);
}

void gs_whois_client_cancel(struct gs_whois_client *client)
{
    drop_attempt(client);
    uv_close((uv_handle_t *)&client->timer, free_client);
}

static void finish(struct gs_whois_client *client, enum gs_outcome outcome, int error)
{
    struct gs_whois_reply *reply = &client->reply;
    bool is_answered = outcome == GS_OUTCOME_ANSWERED;
    reply->outcome = outcome;
    reply->error = error;
    reply->step = is_answered ? GS_WHOIS_CLOSED : reply->step;
    reply->len_bytes = client->text.len;
    reply->is_cut = reply->is_cut || (!is_answered && client->text.len > 0);
    reply->bytes = gs_buf_claim(&client->text);
    drop_attempt(client);
    (void)uv_timer_stop(&client->timer); /* always 0 */
    client->done(client->context, reply);
    free(reply->bytes);
    uv_close((uv_handle_t *)&client->timer, free_client);
}

static void try_next(struct gs_whois_client *client);

/* Nothing more came of the address. */
static void failed(struct gs_whois_client *client, int error)
{
    bool is_connecting = client->reply.step == GS_WHOIS_CONNECTING;
    if (is_connecting && client->next < client->address_count) {
        try_next(client);
    } else {
        finish(client, gs_errno_outcome(error), error);
    }
}

static void timed_out(uv_timer_t *timer)
{
    struct gs_whois_client *client = timer->data;
    if (now_us() >= client->deadline_us) {
        finish(client, GS_OUTCOME_TIMED_OUT, 0);
    } else {
        failed(client, ETIMEDOUT);
    }
}

static void arm(struct gs_whois_client *client, int64_t patience_ms)
{
    int64_t left_us = client->deadline_us - now_us();
    int64_t left_ms = left_us > 0 ? left_us / US_PER_MS + 1 : 0;
    uv_update_time(client->loop);
    (void)uv_timer_start(&client->timer, timed_out,
                         (uint64_t)(left_ms < patience_ms ? left_ms : patience_ms), 0);
}

/* Returns: whether the client lives on. */
static bool take_text(struct gs_whois_client *client)
{
    char chunk[CHUNK_BYTES];
    size_t room = client->bytes_max - client->text.len;
    size_t wanted = room < sizeof chunk ? room : sizeof chunk;
    if (wanted == 0) { /* is there more, or was this all? */
        wanted = 1;
    }
    ssize_t len = recv(client->attempt->handle, chunk, wanted, 0);
    if (len < 0) {
        if (errno == EAGAIN || errno == EINTR) {
            return true;
        }
        failed(client, errno);
    } else if (len == 0) {
        finish(client, GS_OUTCOME_ANSWERED, 0);
    } else if (room == 0) {
        client->reply.is_cut = true;
        finish(client, GS_OUTCOME_ANSWERED, 0);
    } else {
        gs_buf_add(&client->text, chunk, (size_t)len);
        return true;
    }
    return false;
}

static void heard(uv_poll_t *poll, int status, int events);

static void send_line(struct gs_whois_client *client)
{
    ssize_t len = send(client->attempt->handle, client->line.data + client->sent,
                       client->line.len - client->sent, MSG_NOSIGNAL);
    if (len < 0 && errno != EAGAIN && errno != EINTR) {
        failed(client, errno);
        return;
    }
    client->sent += len > 0 ? (size_t)len : 0;
    if (client->sent == client->line.len) {
        (void)uv_poll_start(&client->attempt->poll, UV_READABLE, heard);
    }
}

static void connected(struct gs_whois_client *client)
{
    int error = 0;
    socklen_t size = sizeof error;
    if (getsockopt(client->attempt->handle, SOL_SOCKET, SO_ERROR, &error, &size) != 0) {
        error = errno;
    }
    if (error != 0) {
        failed(client, error);
        return;
    }
    client->reply.connect_us = now_us() - client->connecting_us;
    client->reply.step = GS_WHOIS_READING;
    if (client->connected != NULL) {
        client->connected(client->context);
    }
    arm(client, INT64_MAX);
    send_line(client);
}

static void heard(uv_poll_t *poll, int status, int events)
{
    (void)events; /* the socket itself says what is wrong */
    const struct attempt *attempt = poll->data;
    struct gs_whois_client *client = attempt->client;
    if (client == NULL) {
        return;
    }
    if (client->reply.step == GS_WHOIS_CONNECTING) {
        connected(client);
    } else if (client->sent < client->line.len) {
        send_line(client);
    } else if (take_text(client) && status != 0) {
        (void)uv_poll_start(poll, UV_READABLE,
                            heard); /* libuv stopped: the error follows */
    }
}

/* Returns: 0, or errno. */
static int open_attempt(struct gs_whois_client *client, const struct gs_address *address)
{
    struct gs_endpoint endpoint = {.address = *address, .port = client->port};
    struct sockaddr_storage name;
    socklen_t size = gs_sockaddr_encode(&endpoint, &name);
    int handle = gs_new_socket(address->family, SOCK_STREAM, 0);
    if (handle < 0) {
        return errno;
    }
    struct attempt *attempt = gs_mem_new(1, sizeof *attempt);
    int code = uv_poll_init(client->loop, &attempt->poll, handle);
    if (code != 0) {
        (void)close(handle); /* nothing was sent */
        free(attempt);
        return -code; /* libuv's codes are negated errnos */
    }
    attempt->poll.data = attempt;
    attempt->client = client;
    attempt->handle = handle;
    client->attempt = attempt;
    if (connect(handle, (const struct sockaddr *)&name, size) != 0 &&
        errno != EINPROGRESS) {
        return errno;
    }
    (void)uv_poll_start(&attempt->poll, UV_WRITABLE, heard);
    return 0;
}

static void try_next(struct gs_whois_client *client)
{
    int error = 0;
    do {
        drop_attempt(client); /* of the address before */
        client->reply.address = client->addresses[client->next++];
        client->reply.step = GS_WHOIS_CONNECTING;
        client->connecting_us = now_us();
        error = open_attempt(client, &client->reply.address);
    } while (error != 0 && client->next < client->address_count);
    if (error != 0) {
        finish(client, gs_errno_outcome(error), error);
        return;
    }
    arm(client, client->next < client->address_count ? PATIENCE_MS : INT64_MAX);
}

static void begin(uv_timer_t *timer)
{
    try_next(timer->data);
}

struct gs_whois_client *gs_whois_client_start(uv_loop_t *loop,
                                              const struct gs_whois_request *request,
                                              gs_whois_done_fn done, void *context)
{
    struct gs_whois_client *client = gs_mem_new(1, sizeof *client);
    size_t count = request->address_count < GS_WHOIS_ADDRESSES_MAX
                       ? request->address_count
                       : GS_WHOIS_ADDRESSES_MAX;
    memcpy(client->addresses, request->addresses, count * sizeof client->addresses[0]);
    client->loop = loop;
    client->address_count = count;
    client->port = request->port;
    client->bytes_max = request->bytes_max;
    client->deadline_us = now_us() + (int64_t)request->limit_ms * US_PER_MS;
    client->done = done;
    client->connected = request->connected;
    client->context = context;
    gs_buf_addf(&client->line, "%s\r\n", request->query);
    (void)uv_timer_init(loop, &client->timer); /* cannot fail */
    client->timer.data = client;
    (void)uv_timer_start(&client->timer, begin, 0, 0);
    return client;
}
