/* SPDX-License-Identifier: MIT */
#include "support/whois_server.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <netinet/in.h>
#include <sys/socket.h>

enum {
    LINE_MAX_BYTES = 512,
    TEXT_MAX_BYTES = 64 * 1024,
};

struct client {
    struct client *next;
    uv_tcp_t tcp;
    uv_write_t write;
    struct whois_server *server;
    const struct whois_line *line; /* NULL: not in the script, or not heard yet */
    char heard[LINE_MAX_BYTES];
    size_t len;
    char text[TEXT_MAX_BYTES];
};

struct whois_server {
    uv_tcp_t tcp;
    const struct whois_line *lines;
    size_t line_count;
    struct client *clients;
    struct gs_endpoint endpoint;
    char heard[LINE_MAX_BYTES];
    size_t count;
    size_t open_handles;
    bool is_stopping;
};

static void one_closed(struct whois_server *server)
{
    if (--server->open_handles == 0 && server->is_stopping) {
        free(server);
    }
}

static void client_closed(uv_handle_t *handle)
{
    struct client *client = handle->data;
    struct whois_server *server = client->server;
    struct client **link = &server->clients;
    while (*link != client) {
        link = &(*link)->next;
    }
    *link = client->next;
    free(client);
    one_closed(server);
}

static void server_closed(uv_handle_t *handle)
{
    one_closed(handle->data);
}

static void close_client(struct client *client)
{
    if (!uv_is_closing((uv_handle_t *)&client->tcp)) {
        uv_close((uv_handle_t *)&client->tcp, client_closed);
    }
}

static void say(struct client *client);

static void said(uv_write_t *write, int status)
{
    struct client *client = write->data;
    enum whois_end end = client->line != NULL ? client->line->end : WHOIS_CLOSES;
    if (status != 0 || end == WHOIS_CLOSES) {
        close_client(client);
    } else if (end == WHOIS_RESETS) {
        if (uv_tcp_close_reset(&client->tcp, client_closed) != 0) {
            close_client(client);
        }
    } else if (end == WHOIS_FLOODS) {
        say(client);
    }
}

static void say(struct client *client)
{
    uv_buf_t buf = uv_buf_init(client->text, (unsigned)strlen(client->text));
    client->write.data = client;
    if (uv_write(&client->write, (uv_stream_t *)&client->tcp, &buf, 1, said) != 0) {
        close_client(client);
    }
}

static void answer(struct client *client)
{
    struct whois_server *server = client->server;
    size_t len = strcspn(client->heard, "\r\n");
    (void)snprintf(server->heard, sizeof server->heard, "%s", client->heard);
    (void)snprintf(client->text, sizeof client->text, "not in the script\r\n");
    for (size_t i = 0; i < server->line_count; i++) {
        const struct whois_line *line = &server->lines[i];
        if (strlen(line->query) != len || memcmp(line->query, client->heard, len) != 0) {
            continue;
        }
        const char *mark = strstr(line->text, "%u");
        client->line = line;
        if (mark == NULL) {
            (void)snprintf(client->text, sizeof client->text, "%s", line->text);
        } else {
            (void)snprintf(client->text, sizeof client->text, "%.*s%u%s",
                           (int)(mark - line->text), line->text, line->port, mark + 2);
        }
    }
    say(client);
}

static void room(uv_handle_t *handle, size_t suggested, uv_buf_t *out)
{
    (void)suggested;
    struct client *client = handle->data;
    *out = uv_buf_init(client->heard + client->len,
                       (unsigned)(sizeof client->heard - 1 - client->len));
}

static void read_line(uv_stream_t *stream, ssize_t len, const uv_buf_t *buf)
{
    (void)buf;
    struct client *client = stream->data;
    if (len < 0) {
        close_client(client);
        return;
    }
    client->len += (size_t)len;
    client->heard[client->len] = '\0';
    if (strchr(client->heard, '\n') != NULL) {
        (void)uv_read_stop(stream);
        answer(client);
    }
}

static void came(uv_stream_t *stream, int status)
{
    struct whois_server *server = stream->data;
    assert_int_equal(status, 0);
    struct client *client = calloc(1, sizeof *client);
    assert_non_null(client);
    client->server = server;
    client->next = server->clients;
    server->clients = client;
    server->open_handles++;
    server->count++;
    assert_int_equal(uv_tcp_init(stream->loop, &client->tcp), 0);
    client->tcp.data = client;
    assert_int_equal(uv_accept(stream, (uv_stream_t *)&client->tcp), 0);
    (void)uv_read_start((uv_stream_t *)&client->tcp, room, read_line);
}

struct whois_server *whois_server_start(uv_loop_t *loop, const struct whois_line *lines,
                                        size_t count)
{
    struct whois_server *server = calloc(1, sizeof *server);
    struct sockaddr_in name;
    int len = sizeof name;
    assert_non_null(server);
    server->lines = lines;
    server->line_count = count;
    server->open_handles = 1;
    assert_int_equal(uv_tcp_init(loop, &server->tcp), 0);
    server->tcp.data = server;
    assert_int_equal(uv_ip4_addr("127.0.0.1", 0, &name), 0);
    assert_int_equal(uv_tcp_bind(&server->tcp, (const struct sockaddr *)&name, 0), 0);
    assert_int_equal(uv_listen((uv_stream_t *)&server->tcp, 16, came), 0);
    assert_int_equal(uv_tcp_getsockname(&server->tcp, (struct sockaddr *)&name, &len), 0);
    server->endpoint.address =
        gs_address_from_bytes(AF_INET, (const uint8_t *)&name.sin_addr);
    server->endpoint.port = ntohs(name.sin_port);
    return server;
}

struct gs_endpoint whois_server_endpoint(const struct whois_server *server)
{
    return server->endpoint;
}

const char *whois_server_heard(const struct whois_server *server)
{
    return server->heard;
}

size_t whois_server_count(const struct whois_server *server)
{
    return server->count;
}

void whois_server_stop(struct whois_server *server)
{
    server->is_stopping = true;
    for (struct client *client = server->clients; client != NULL; client = client->next) {
        close_client(client);
    }
    uv_close((uv_handle_t *)&server->tcp, server_closed);
}
