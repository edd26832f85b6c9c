/* SPDX-License-Identifier: MIT */
/*
 * Handles: one UDP and one TCP listener in the server, and on the heap a connection for each
 * TCP client and a delayed reply for each late answer. Both kinds hang in a list of the
 * server, leave it when they begin to close, and are freed by the loop's close callback.
 * The server itself goes with the last of all handles.
 */
#include "gaiscope/demo/name_server.h"

#include <stdlib.h>
#include <string.h>

#include <arpa/inet.h>

#define BIND_TRIES      8
#define DATAGRAM_MAX    65536
#define READ_CHUNK      4096
#define WRITE_QUEUE_MAX (1 << 20)
#define BACKLOG         64
#define LENGTH_PREFIX   2

/** A reply by UDP that waits for its time. */
struct delayed {
    uv_timer_t timer;
    struct gs_name_server *server;
    struct sockaddr_storage peer;
    struct gs_buf message;
    struct delayed *next;
};

/** A TCP client. */
struct connection {
    uv_tcp_t tcp;
    struct gs_name_server *server;
    struct gs_buf input; /**< received and not answered yet */
    char chunk[READ_CHUNK];
    struct connection *next;
};

/** Bytes on their way to a TCP client. */
struct outgoing {
    uv_write_t request;
    struct gs_buf bytes;
};

struct gs_name_server {
    uv_udp_t udp;
    uv_tcp_t tcp;
    const struct gs_authority *authority;
    const struct gs_dname *host;
    struct gs_endpoint endpoint;
    struct delayed *delayed;
    struct connection *connections;
    size_t delayed_count;
    size_t connection_count;
    size_t handle_count; /**< handles the loop has not closed yet */
    char datagram[DATAGRAM_MAX];
};

static void release(struct gs_name_server *server)
{
    if (--server->handle_count == 0) {
        free(server);
    }
}

static void on_listener_closed(uv_handle_t *handle)
{
    release(handle->data);
}

static void on_delayed_closed(uv_handle_t *handle)
{
    struct delayed *delayed = handle->data;
    gs_buf_fini(&delayed->message);
    release(delayed->server);
    free(delayed);
}

static void close_delayed(struct delayed *delayed)
{
    struct delayed **at = &delayed->server->delayed;
    while (*at != delayed) {
        at = &(*at)->next;
    }
    *at = delayed->next;
    delayed->server->delayed_count--;
    uv_close((uv_handle_t *)&delayed->timer, on_delayed_closed);
}

static void send_datagram(struct gs_name_server *server, const struct gs_buf *message,
                          const struct sockaddr *peer)
{
    uv_buf_t bytes = uv_buf_init(message->data, (unsigned)message->len);
    /* A full socket buffer loses the reply, as a network would. */
    (void)uv_udp_try_send(&server->udp, &bytes, 1, peer);
}

static void on_delay_over(uv_timer_t *timer)
{
    struct delayed *delayed = timer->data;
    send_datagram(delayed->server, &delayed->message,
                  (const struct sockaddr *)&delayed->peer);
    close_delayed(delayed);
}

/** Sends `message` later and takes it over. */
static void delay(struct gs_name_server *server, struct gs_authority_reply *reply,
                  const struct sockaddr *peer)
{
    if (server->delayed_count >= GS_SERVER_DELAYED_MAX) {
        return;
    }
    struct delayed *delayed = gs_mem_new(1, sizeof *delayed);
    (void)uv_timer_init(server->udp.loop, &delayed->timer); /* cannot fail */
    delayed->timer.data = delayed;
    delayed->server = server;
    memcpy(&delayed->peer, peer, sizeof(struct sockaddr_in));
    delayed->message = reply->message;
    reply->message = (struct gs_buf){0};
    delayed->next = server->delayed;
    server->delayed = delayed;
    server->delayed_count++;
    server->handle_count++;
    (void)uv_timer_start(&delayed->timer, on_delay_over, reply->delay_ms, 0);
}

static void on_datagram_room(uv_handle_t *handle, size_t suggested, uv_buf_t *out)
{
    struct gs_name_server *server = handle->data;
    (void)suggested;
    *out = uv_buf_init(server->datagram, sizeof server->datagram);
}

static void on_datagram(uv_udp_t *udp, ssize_t len, const uv_buf_t *bytes,
                        const struct sockaddr *peer, unsigned flags)
{
    (void)flags;
    if (len <= 0 || peer == NULL) {
        return;
    }
    struct gs_name_server *server = udp->data;
    struct gs_authority_reply reply =
        gs_authority_reply(server->authority, server->host,
                           (struct gs_authority_query){(const uint8_t *)bytes->base,
                                                       (size_t)len, GS_TRANSPORT_UDP});
    if (reply.message.len > 0 && reply.delay_ms == 0) {
        send_datagram(server, &reply.message, peer);
    } else if (reply.message.len > 0) {
        delay(server, &reply, peer);
    }
    gs_authority_reply_fini(&reply);
}

static void on_connection_closed(uv_handle_t *handle)
{
    struct connection *connection = handle->data;
    gs_buf_fini(&connection->input);
    release(connection->server);
    free(connection);
}

static void close_connection(struct connection *connection)
{
    if (uv_is_closing((uv_handle_t *)&connection->tcp)) {
        return;
    }
    struct connection **at = &connection->server->connections;
    while (*at != connection) {
        at = &(*at)->next;
    }
    *at = connection->next;
    connection->server->connection_count--;
    uv_close((uv_handle_t *)&connection->tcp, on_connection_closed);
}

static void on_written(uv_write_t *request, int status)
{
    struct outgoing *outgoing = request->data;
    if (status != 0) {
        close_connection(request->handle->data);
    }
    gs_buf_fini(&outgoing->bytes);
    free(outgoing);
}

static void write_message(struct connection *connection, const struct gs_buf *message)
{
    struct outgoing *outgoing = gs_mem_new(1, sizeof *outgoing);
    uint8_t prefix[LENGTH_PREFIX] = {(uint8_t)(message->len >> 8), (uint8_t)message->len};
    gs_buf_add(&outgoing->bytes, prefix, sizeof prefix);
    gs_buf_add(&outgoing->bytes, message->data, message->len);
    outgoing->request.data = outgoing;
    uv_buf_t bytes = uv_buf_init(outgoing->bytes.data, (unsigned)outgoing->bytes.len);
    uv_stream_t *stream = (uv_stream_t *)&connection->tcp;
    if (uv_write(&outgoing->request, stream, &bytes, 1, on_written) == 0) {
        return;
    }
    gs_buf_fini(&outgoing->bytes);
    free(outgoing);
    close_connection(connection);
}

/** Answers the first message of the input. Returns: false when it is not whole yet. */
static bool answer_next(struct connection *connection)
{
    struct gs_buf *input = &connection->input;
    const uint8_t *bytes = (const uint8_t *)input->data;
    if (input->len < LENGTH_PREFIX) {
        return false;
    }
    size_t len = (size_t)bytes[0] << 8 | bytes[1];
    size_t whole = LENGTH_PREFIX + len;
    if (input->len < whole) {
        return false;
    }
    struct gs_authority_reply reply = gs_authority_reply(
        connection->server->authority, connection->server->host,
        (struct gs_authority_query){bytes + LENGTH_PREFIX, len, GS_TRANSPORT_TCP});
    if (reply.message.len > 0) {
        write_message(connection, &reply.message);
    }
    gs_authority_reply_fini(&reply);
    memmove(input->data, input->data + whole, input->len - whole);
    input->len -= whole;
    return true;
}

static void on_chunk_room(uv_handle_t *handle, size_t suggested, uv_buf_t *out)
{
    struct connection *connection = handle->data;
    (void)suggested;
    *out = uv_buf_init(connection->chunk, sizeof connection->chunk);
}

static void on_chunk(uv_stream_t *stream, ssize_t len, const uv_buf_t *bytes)
{
    struct connection *connection = stream->data;
    if (len == 0) {
        return;
    }
    bool is_flooded = uv_stream_get_write_queue_size(stream) > WRITE_QUEUE_MAX;
    if (len < 0 || is_flooded) {
        close_connection(connection);
        return;
    }
    gs_buf_add(&connection->input, bytes->base, (size_t)len);
    while (!uv_is_closing((uv_handle_t *)stream) && answer_next(connection)) {
        continue;
    }
}

static void on_connection(uv_stream_t *listener, int status)
{
    struct gs_name_server *server = listener->data;
    if (status != 0) {
        return;
    }
    struct connection *connection = gs_mem_new(1, sizeof *connection);
    (void)uv_tcp_init(listener->loop, &connection->tcp); /* opens nothing yet */
    connection->tcp.data = connection;
    connection->server = server;
    connection->next = server->connections;
    server->connections = connection;
    server->connection_count++;
    server->handle_count++;
    uv_stream_t *stream = (uv_stream_t *)&connection->tcp;
    if (uv_accept(listener, stream) != 0 ||
        server->connection_count > GS_SERVER_CONNECTIONS_MAX ||
        uv_read_start(stream, on_chunk_room, on_chunk) != 0) {
        close_connection(connection);
    }
}

static struct sockaddr_in first_place(const struct gs_endpoint *wanted)
{
    struct sockaddr_in at;
    (void)uv_ip4_addr("127.0.0.1", wanted->port, &at); /* a literal that parses */
    if (wanted->address.family == AF_INET) {
        memcpy(&at.sin_addr, wanted->address.bytes, sizeof at.sin_addr);
    }
    return at;
}

/** Binds both transports to one port. Returns: 0, or libuv's error. */
static int bind_both(struct gs_name_server *server, const struct gs_endpoint *wanted)
{
    struct sockaddr_in at = first_place(wanted);
    int len = sizeof at;
    int error = uv_udp_bind(&server->udp, (const struct sockaddr *)&at, 0);
    if (error == 0) {
        error = uv_udp_getsockname(&server->udp, (struct sockaddr *)&at, &len);
    }
    if (error == 0) {
        error = uv_tcp_bind(&server->tcp, (const struct sockaddr *)&at, 0);
    }
    if (error == 0) {
        error = uv_listen((uv_stream_t *)&server->tcp, BACKLOG, on_connection);
    }
    if (error == 0) {
        error = uv_udp_recv_start(&server->udp, on_datagram_room, on_datagram);
    }
    server->endpoint.address =
        gs_address_from_bytes(AF_INET, (const uint8_t *)&at.sin_addr);
    server->endpoint.port = ntohs(at.sin_port);
    return error;
}

static enum gs_status open_once(uv_loop_t *loop, const struct gs_authority *authority,
                                struct gs_name_server_place place,
                                struct gs_name_server **out)
{
    struct gs_name_server *server = gs_mem_new(1, sizeof *server);
    server->authority = authority;
    server->host = place.host;
    (void)uv_udp_init(loop, &server->udp); /* opens nothing yet */
    (void)uv_tcp_init(loop, &server->tcp);
    server->udp.data = server->tcp.data = server;
    server->handle_count = 2;
    if (bind_both(server, &place.endpoint) != 0) {
        gs_name_server_close(server);
        return GS_EOS;
    }
    *out = server;
    return GS_OK;
}

enum gs_status gs_name_server_open(uv_loop_t *loop, const struct gs_authority *authority,
                                   struct gs_name_server_place place,
                                   struct gs_name_server **out)
{
    /* The port that was free for UDP may be taken for TCP: then another one is tried. */
    for (int i = 0; i < (place.endpoint.port == 0 ? BIND_TRIES : 1); i++) {
        if (open_once(loop, authority, place, out) == GS_OK) {
            return GS_OK;
        }
    }
    return GS_EOS;
}

struct gs_endpoint gs_name_server_endpoint(const struct gs_name_server *server)
{
    return server->endpoint;
}

void gs_name_server_close(struct gs_name_server *server)
{
    while (server->connections != NULL) {
        close_connection(server->connections);
    }
    while (server->delayed != NULL) {
        close_delayed(server->delayed);
    }
    uv_close((uv_handle_t *)&server->udp, on_listener_closed);
    uv_close((uv_handle_t *)&server->tcp, on_listener_closed);
}
