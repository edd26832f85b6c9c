/* SPDX-License-Identifier: MIT */
#include "bind_socket.h"

#include "endpoint_of.h"
#include "new_socket.h"

#include "gaiscope/model/sockaddr.h"

#include <errno.h>

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
    BACKLOG = 64,
    DATAGRAM_BYTES = 1, /* read of one; its length is asked with MSG_TRUNC */
};

static bool has_connections(const struct gs_bind_row *row)
{
    return row->socktype == SOCK_STREAM || row->socktype == SOCK_SEQPACKET;
}

static int set_v6only(int handle, enum gs_v6only v6only)
{
    int value = v6only == GS_V6ONLY_ON ? 1 : 0;
    return setsockopt(handle, IPPROTO_IPV6, IPV6_V6ONLY, &value, sizeof value);
}

/* A port with connections that linger is free, as for a server; see the header. */
static void reuse_address(int handle)
{
    int value = 1;
    (void)setsockopt(handle, SOL_SOCKET, SO_REUSEADDR, &value, sizeof value);
}

/* The step that failed, with errno; GS_BIND_DONE when none. */
static enum gs_bind_step prepare(const struct gs_bind_row *row, int handle)
{
    struct sockaddr_storage address;
    socklen_t bytes = gs_sockaddr_encode(&row->endpoint, &address);
    if (row->v6only != GS_V6ONLY_NONE && set_v6only(handle, row->v6only) != 0) {
        return GS_BIND_V6ONLY;
    }
    if (has_connections(row)) {
        reuse_address(handle);
    }
    if (bind(handle, (const struct sockaddr *)&address, bytes) != 0) {
        return GS_BIND_BIND;
    }
    return has_connections(row) && listen(handle, BACKLOG) != 0 ? GS_BIND_LISTEN
                                                                : GS_BIND_DONE;
}

static int option_of(int handle, int option)
{
    int value = 0;
    socklen_t bytes = sizeof value;
    return getsockopt(handle, SOL_SOCKET, option, &value, &bytes) == 0 ? value : 0;
}

/* What kind of socket a client has; not every system tells family and protocol of one. */
static void take_kind(int handle, const struct gs_bind_row *row,
                      struct gs_accepted *client)
{
    client->family = row->family;
    client->protocol = row->protocol;
    client->socktype = option_of(handle, SO_TYPE);
#ifdef SO_DOMAIN
    client->family = option_of(handle, SO_DOMAIN);
#endif
#ifdef SO_PROTOCOL
    client->protocol = option_of(handle, SO_PROTOCOL);
#endif
}

static struct gs_endpoint local_of(int handle)
{
    struct sockaddr_storage local = {0};
    socklen_t bytes = sizeof local;
    return getsockname(handle, (struct sockaddr *)&local, &bytes) == 0
               ? gs_endpoint_of(&local)
               : (struct gs_endpoint){0};
}

int gs_bind_socket_open(struct gs_bind_row *row)
{
    row->step = GS_BIND_SOCKET;
    row->error = 0;
    row->is_open = false;
    int handle = gs_new_socket(row->family, row->socktype, row->protocol);
    if (handle < 0) {
        row->error = errno;
        return -1;
    }
    row->step = prepare(row, handle);
    if (row->step != GS_BIND_DONE) {
        row->error = errno;
        (void)close(handle); /* nothing was written that could be lost */
        return -1;
    }
    row->endpoint = local_of(handle);
    row->is_open = true;
    return handle;
}

/* Takes one client's coordinates and closes it. Returns: false when nobody waits. */
static bool take_connection(int server, const struct gs_bind_row *row,
                            struct gs_accepted *client)
{
    struct sockaddr_storage peer = {0};
    int handle = gs_new_client(server, &peer);
    if (handle < 0) {
        return false;
    }
    client->peer = gs_endpoint_of(&peer);
    client->local = local_of(handle);
    take_kind(handle, row, client);
    (void)close(handle); /* nothing was written that could be lost */
    return true;
}

static bool take_datagram(int server, const struct gs_bind_row *row,
                          struct gs_accepted *client)
{
    char byte[DATAGRAM_BYTES];
    struct sockaddr_storage peer = {0};
    socklen_t bytes = sizeof peer;
    ssize_t len = recvfrom(server, byte, sizeof byte, MSG_TRUNC | MSG_DONTWAIT,
                           (struct sockaddr *)&peer, &bytes);
    if (len < 0) {
        return false;
    }
    client->peer = gs_endpoint_of(&peer);
    client->local = local_of(server);
    take_kind(server, row, client);
    client->len_bytes = (size_t)len;
    return true;
}

bool gs_bind_socket_take(int handle, const struct gs_bind_row *row,
                         struct gs_accepted *out)
{
    return has_connections(row) ? take_connection(handle, row, out)
                                : take_datagram(handle, row, out);
}
