/* SPDX-License-Identifier: MIT */
/*
 * One listener a server, and on the heap a client for each connection: it reads one line,
 * writes its text, and closes. The host goes with the last of all handles.
 */
#include "whois_host.h"

#include "whois_script.h"

#include "gaiscope/base/mem.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <arpa/inet.h>

enum {
    BACKLOG = 16,
    PATIENCE_MS = 30000, /* for a line */
};

struct listener {
    uv_tcp_t tcp;
    struct gs_whois_host *host;
    enum gs_whois_demo server;
};

struct client {
    uv_tcp_t tcp;
    uv_timer_t patience;
    uv_write_t write;
    struct gs_whois_host *host;
    struct client *next;
    enum gs_whois_demo server;
    char line[GS_WHOIS_LINE_MAX + 1];
    size_t len;
    struct gs_buf text;
    int open_handles;
};

struct gs_whois_host {
    struct listener listeners[GS_WHOIS_DEMO_COUNT];
    uint16_t ports[GS_WHOIS_DEMO_COUNT];
    const char *script;
    struct client *clients;
    size_t client_count;
    size_t open_handles; /* listeners and clients the loop has not closed yet */
};

static void one_closed(struct gs_whois_host *host)
{
    if (--host->open_handles == 0) {
        free(host);
    }
}

static void listener_closed(uv_handle_t *handle)
{
    one_closed(((struct listener *)handle->data)->host);
}

static void client_closed(uv_handle_t *handle)
{
    struct client *client = handle->data;
    if (--client->open_handles > 0) {
        return;
    }
    struct gs_whois_host *host = client->host;
    gs_buf_fini(&client->text);
    free(client);
    one_closed(host);
}

static void close_client(struct client *client)
{
    if (uv_is_closing((uv_handle_t *)&client->tcp)) {
        return;
    }
    struct client **link = &client->host->clients;
    while (*link != client) {
        link = &(*link)->next;
    }
    *link = client->next;
    client->host->client_count--;
    uv_close((uv_handle_t *)&client->tcp, client_closed);
    uv_close((uv_handle_t *)&client->patience, client_closed);
}

static void patience_ended(uv_timer_t *timer)
{
    close_client(timer->data);
}

static void written(uv_write_t *write, int status)
{
    (void)status; /* a client that went away is closed, too */
    close_client(write->data);
}

static void answer(struct client *client)
{
    client->line[strcspn(client->line, "\r\n")] = '\0';
    gs_whois_demo_text(&client->text, client->host->script, client->server, client->line,
                       client->host->ports);
    uv_buf_t buf = uv_buf_init(client->text.data, (unsigned)client->text.len);
    client->write.data = client;
    if (client->text.len == 0 ||
        uv_write(&client->write, (uv_stream_t *)&client->tcp, &buf, 1, written) != 0) {
        close_client(client);
    }
}

static void give_room(uv_handle_t *handle, size_t suggested, uv_buf_t *out)
{
    (void)suggested;
    struct client *client = handle->data;
    *out = uv_buf_init(client->line + client->len,
                       (unsigned)(GS_WHOIS_LINE_MAX - client->len));
}

static void take_line(uv_stream_t *stream, ssize_t len, const uv_buf_t *buf)
{
    (void)buf;
    struct client *client = stream->data;
    if (len < 0) {
        close_client(client);
        return;
    }
    client->len += (size_t)len;
    client->line[client->len] = '\0';
    if (strchr(client->line, '\n') != NULL) {
        (void)uv_read_stop(stream); /* always 0 */
        answer(client);
    } else if (client->len == GS_WHOIS_LINE_MAX) {
        close_client(client);
    }
}

static void came(uv_stream_t *stream, int status)
{
    const struct listener *listener = stream->data;
    struct gs_whois_host *host = listener->host;
    if (status != 0) {
        return;
    }
    struct client *client = gs_mem_new(1, sizeof *client);
    client->host = host;
    client->server = listener->server;
    client->open_handles = 2;
    client->next = host->clients;
    host->clients = client;
    host->client_count++;
    host->open_handles++;
    (void)uv_tcp_init(stream->loop, &client->tcp); /* neither can fail */
    (void)uv_timer_init(stream->loop, &client->patience);
    client->tcp.data = client->patience.data = client;
    if (uv_accept(stream, (uv_stream_t *)&client->tcp) != 0 ||
        host->client_count > GS_WHOIS_CLIENTS_MAX ||
        uv_read_start((uv_stream_t *)&client->tcp, give_room, take_line) != 0) {
        close_client(client);
        return;
    }
    (void)uv_timer_start(&client->patience, patience_ended, PATIENCE_MS, 0);
}

/* The last one is bound and never listens: who connects is refused. */
static bool open_listener(struct listener *listener, uint16_t *port)
{
    struct sockaddr_in name = {.sin_family = AF_INET,
                               .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int len = sizeof name;
    if (uv_tcp_bind(&listener->tcp, (const struct sockaddr *)&name, 0) != 0 ||
        (listener->server != GS_WHOIS_DEMO_CLOSED &&
         uv_listen((uv_stream_t *)&listener->tcp, BACKLOG, came) != 0) ||
        uv_tcp_getsockname(&listener->tcp, (struct sockaddr *)&name, &len) != 0) {
        return false;
    }
    *port = ntohs(name.sin_port);
    return true;
}

enum gs_status gs_whois_host_open(uv_loop_t *loop, const char *script,
                                  struct gs_whois_host **out)
{
    struct gs_whois_host *host = gs_mem_new(1, sizeof *host);
    bool is_open = true;
    host->script = script;
    host->open_handles = GS_WHOIS_DEMO_COUNT;
    for (int i = 0; i < GS_WHOIS_DEMO_COUNT; i++) {
        struct listener *listener = &host->listeners[i];
        listener->host = host;
        listener->server = (enum gs_whois_demo)i;
        (void)uv_tcp_init(loop, &listener->tcp); /* cannot fail */
        listener->tcp.data = listener;
        is_open = open_listener(listener, &host->ports[i]) && is_open;
    }
    if (!is_open) {
        gs_whois_host_close(host);
        return GS_EOS;
    }
    *out = host;
    return GS_OK;
}

uint16_t gs_whois_host_port(const struct gs_whois_host *host)
{
    return host->ports[GS_WHOIS_DEMO_ROOT];
}

void gs_whois_host_close(struct gs_whois_host *host)
{
    while (host->clients != NULL) {
        close_client(host->clients);
    }
    for (int i = 0; i < GS_WHOIS_DEMO_COUNT; i++) {
        uv_close((uv_handle_t *)&host->listeners[i].tcp, listener_closed);
    }
}
