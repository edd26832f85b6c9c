/* SPDX-License-Identifier: MIT */
/*
 * Each listener is freed with its handle, and so is each client; none outlives the loop.
 */
#include "listeners.h"

#include "gaiscope/base/buf.h"
#include "gaiscope/base/vec.h"
#include "gaiscope/model/sockaddr.h"

#include <stdlib.h>
#include <string.h>

#include <arpa/inet.h>
#include <sys/socket.h>

enum {
    BACKLOG = 64,
};

struct listener {
    uv_tcp_t tcp;
    struct gs_endpoint endpoint;
    int family;   /* that was asked for */
    char *banner; /* with its line end; "" none */
};

struct gs_listeners {
    uv_loop_t *loop;
    struct listener_list GS_VEC_OF(struct listener *) all;
};

static void listener_closed(uv_handle_t *handle)
{
    struct listener *listener = handle->data;
    free(listener->banner);
    free(listener);
}

static void client_closed(uv_handle_t *handle)
{
    free(handle);
}

/* Nobody is listened to: who connected has what it wanted. A line is less than any buffer. */
static void came(uv_stream_t *stream, int status)
{
    const struct listener *listener = stream->data;
    if (status < 0) {
        return;
    }
    uv_tcp_t *client = gs_mem_new(1, sizeof *client);
    uv_buf_t line = uv_buf_init(listener->banner, (unsigned)strlen(listener->banner));
    (void)uv_tcp_init(stream->loop, client); /* opens nothing yet */
    if (uv_accept(stream, (uv_stream_t *)client) == 0 && line.len > 0) {
        (void)uv_try_write((uv_stream_t *)client, &line, 1);
    }
    uv_close((uv_handle_t *)client, client_closed);
}

/* Returns: whether the address of loopback was bound. */
static bool bind_to(struct listener *listener, const char *address)
{
    struct gs_endpoint *endpoint = &listener->endpoint;
    struct sockaddr_storage name = {0};
    int size = sizeof name;
    (void)gs_address_parse(address, &endpoint->address); /* our own, and right */
    (void)gs_sockaddr_encode(endpoint, &name);
    bool is_open =
        uv_tcp_bind(&listener->tcp, (const struct sockaddr *)&name, 0) == 0 &&
        uv_listen((uv_stream_t *)&listener->tcp, BACKLOG, came) == 0 &&
        uv_tcp_getsockname(&listener->tcp, (struct sockaddr *)&name, &size) == 0;
    /* both families have the port at the same place */
    endpoint->port = ntohs(((const struct sockaddr_in *)&name)->sin_port);
    return is_open;
}

/* Returns: NULL when the address cannot be bound. */
static struct listener *open_listener(uv_loop_t *loop, const char *address)
{
    struct listener *listener = gs_mem_new(1, sizeof *listener);
    (void)uv_tcp_init(loop, &listener->tcp); /* opens nothing yet */
    listener->tcp.data = listener;
    if (!bind_to(listener, address)) {
        uv_close((uv_handle_t *)&listener->tcp, listener_closed);
        return NULL;
    }
    return listener;
}

struct gs_listeners *gs_listeners_new(uv_loop_t *loop)
{
    struct gs_listeners *listeners = gs_mem_new(1, sizeof *listeners);
    listeners->loop = loop;
    return listeners;
}

static const struct listener *find(const struct gs_listeners *listeners, int family,
                                   const char *line)
{
    for (size_t i = 0; i < listeners->all.count; i++) {
        const struct listener *listener = listeners->all.items[i];
        if (listener->family == family && strcmp(listener->banner, line) == 0) {
            return listener;
        }
    }
    return NULL;
}

struct gs_endpoint gs_listeners_saying(struct gs_listeners *listeners, int family,
                                       const char *banner)
{
    struct gs_buf line = {0};
    if (banner != NULL) {
        gs_buf_addf(&line, "%s\r\n", banner);
    }
    const struct listener *found = find(listeners, family, gs_buf_text(&line));
    struct listener *opened = NULL;
    if (found == NULL && family == AF_INET6) {
        opened = open_listener(listeners->loop, "::1");
    }
    if (found == NULL && opened == NULL) {
        opened = open_listener(listeners->loop, "127.0.0.1");
    }
    if (opened != NULL) {
        opened->family = family;
        opened->banner = gs_buf_claim(&line);
        gs_vec_push(&listeners->all, opened);
        found = opened;
    }
    gs_buf_fini(&line);
    return found == NULL ? (struct gs_endpoint){0} : found->endpoint;
}

void gs_listeners_close(struct gs_listeners *listeners)
{
    if (listeners == NULL) {
        return;
    }
    for (size_t i = 0; i < listeners->all.count; i++) {
        uv_close((uv_handle_t *)&listeners->all.items[i]->tcp, listener_closed);
    }
    gs_vec_fini(&listeners->all);
    free(listeners);
}
