/* SPDX-License-Identifier: MIT */
/*
 * A listener an address, and on the heap a client each; the server is freed with the last of
 * all handles.
 */
#include "smtp_server.h"

#include "gaiscope/base/mem.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <arpa/inet.h>

enum {
    LISTENERS = 4,
    BACKLOG = 16,
    LINE_MAX_BYTES = 512,
};

/* How an exchange behaves. NULL: it says nothing. */
static const struct manner {
    const char *address;
    const char *greeting;
    const char *to_ehlo;
} manners[LISTENERS] = {
    {"127.0.0.1", "220 mx1.post.test ESMTP demo\r\n",
     "250-mx1.post.test\r\n250-PIPELINING\r\n250-SIZE 52428800\r\n250-STARTTLS\r\n"
     "250-8BITMIME\r\n250 SMTPUTF8\r\n"},
    {"127.0.0.2", "220-mx2.post.test ESMTP demo\r\n220 no TLS here\r\n",
     "250-mx2.post.test\r\n250-SIZE 10485760\r\n250 8BITMIME\r\n"},
    {"127.0.0.3", NULL, NULL},
    {"::1", "220 mx1.post.test ESMTP demo\r\n",
     "250-mx1.post.test\r\n250-PIPELINING\r\n250-SIZE 52428800\r\n250-STARTTLS\r\n"
     "250-8BITMIME\r\n250 SMTPUTF8\r\n"},
};

struct listener {
    uv_tcp_t tcp;
    struct gs_smtp_server *server;
    const struct manner *manner;
};

/* Someone who connected. */
struct client {
    uv_tcp_t tcp;
    struct gs_smtp_server *server;
    const struct manner *manner;
    struct client *next;
    char line[LINE_MAX_BYTES];
    size_t len;
    char chunk[LINE_MAX_BYTES];
};

struct gs_smtp_server {
    struct listener listeners[LISTENERS];
    struct client *clients;
    size_t client_count;
    size_t handle_count; /* handles the loop has not closed yet */
    uint16_t port;
    bool is_closing;
};

static void release(struct gs_smtp_server *server)
{
    if (--server->handle_count == 0) {
        free(server);
    }
}

static void listener_closed(uv_handle_t *handle)
{
    release(((struct listener *)handle->data)->server);
}

static void client_closed(uv_handle_t *handle)
{
    struct client *client = handle->data;
    release(client->server);
    free(client);
}

static void close_client(struct client *client)
{
    struct client **at = &client->server->clients;
    while (*at != NULL && *at != client) {
        at = &(*at)->next;
    }
    if (*at == client) {
        *at = client->next;
        client->server->client_count--;
        uv_close((uv_handle_t *)&client->tcp, client_closed);
    }
}

/* What a socket's buffer does not take is lost: a client of the demo reads. */
static void say(struct client *client, const char *text)
{
    char *copy = gs_mem_copy_text(text);
    uv_buf_t bytes = uv_buf_init(copy, (unsigned)strlen(copy));
    if (uv_try_write((uv_stream_t *)&client->tcp, &bytes, 1) < 0) {
        close_client(client);
    }
    free(copy);
}

static bool begins(const struct client *client, const char *verb)
{
    return strncmp(client->line, verb, strlen(verb)) == 0;
}

static void take_line(struct client *client)
{
    if (client->manner->greeting != NULL) {
        say(client, begins(client, "QUIT")   ? "221 bye\r\n"
                    : begins(client, "EHLO") ? client->manner->to_ehlo
                                             : "502 this is a demo\r\n");
    }
}

static void give_chunk(uv_handle_t *handle, size_t suggested, uv_buf_t *out)
{
    (void)suggested;
    struct client *client = handle->data;
    *out = uv_buf_init(client->chunk, sizeof client->chunk);
}

static void was_read(uv_stream_t *stream, ssize_t count, const uv_buf_t *bytes)
{
    struct client *client = stream->data;
    if (count < 0) {
        close_client(client);
        return;
    }
    for (ssize_t i = 0; i < count && !uv_is_closing((uv_handle_t *)&client->tcp); i++) {
        if (bytes->base[i] == '\n') {
            client->line[client->len] = '\0';
            client->len = 0;
            take_line(client);
        } else if (client->len + 1 < sizeof client->line) {
            client->line[client->len++] = bytes->base[i];
        }
    }
}

static void came(uv_stream_t *stream, int status)
{
    const struct listener *listener = stream->data;
    struct gs_smtp_server *server = listener->server;
    if (status < 0) {
        return;
    }
    struct client *client = gs_mem_new(1, sizeof *client);
    client->server = server;
    client->manner = listener->manner;
    client->next = server->clients;
    server->clients = client;
    server->client_count++;
    server->handle_count++;
    (void)uv_tcp_init(stream->loop, &client->tcp); /* opens nothing yet */
    client->tcp.data = client;
    if (uv_accept(stream, (uv_stream_t *)&client->tcp) < 0 ||
        server->client_count > GS_SMTP_CLIENTS_MAX ||
        uv_read_start((uv_stream_t *)&client->tcp, give_chunk, was_read) < 0) {
        close_client(client);
    } else if (client->manner->greeting != NULL) {
        say(client, client->manner->greeting);
    }
}

/* Binds one address to the server's port; 0: to any, which the server then has. */
static bool open_listener(uv_loop_t *loop, struct gs_smtp_server *server, size_t at)
{
    struct listener *listener = &server->listeners[at];
    struct sockaddr_storage address = {0};
    int len = sizeof address;
    *listener = (struct listener){.server = server, .manner = &manners[at]};
    bool is_v6 = strchr(manners[at].address, ':') != NULL;
    (void)uv_tcp_init(loop, &listener->tcp);
    listener->tcp.data = listener;
    server->handle_count++;
    int status = is_v6 ? uv_ip6_addr(manners[at].address, server->port,
                                     (struct sockaddr_in6 *)&address)
                       : uv_ip4_addr(manners[at].address, server->port,
                                     (struct sockaddr_in *)&address);
    status = status != 0 ? status
                         : uv_tcp_bind(&listener->tcp, (struct sockaddr *)&address,
                                       is_v6 ? UV_TCP_IPV6ONLY : 0);
    status =
        status != 0 ? status : uv_listen((uv_stream_t *)&listener->tcp, BACKLOG, came);
    if (status == 0 && server->port == 0) {
        status = uv_tcp_getsockname(&listener->tcp, (struct sockaddr *)&address, &len);
        server->port = ntohs(((struct sockaddr_in *)&address)->sin_port);
    }
    return status == 0;
}

enum gs_status gs_smtp_server_open(uv_loop_t *loop, struct gs_smtp_server **out)
{
    struct gs_smtp_server *server = gs_mem_new(1, sizeof *server);
    bool is_open = true;
    for (size_t i = 0; i < LISTENERS; i++) {
        is_open = (open_listener(loop, server, i) || i > 0) && is_open;
    }
    if (!is_open) {
        gs_smtp_server_close(server);
        return GS_EOS;
    }
    *out = server;
    return GS_OK;
}

uint16_t gs_smtp_server_port(const struct gs_smtp_server *server)
{
    return server->port;
}

void gs_smtp_server_close(struct gs_smtp_server *server)
{
    if (server == NULL || server->is_closing) {
        return;
    }
    server->is_closing = true;
    while (server->clients != NULL) {
        close_client(server->clients);
    }
    for (size_t i = 0; i < LISTENERS; i++) {
        uv_close((uv_handle_t *)&server->listeners[i].tcp, listener_closed);
    }
}
