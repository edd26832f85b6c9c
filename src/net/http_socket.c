/* SPDX-License-Identifier: MIT */
#include "http_socket.h"

#include "new_socket.h"

#include "gaiscope/base/errno_name.h"
#include "gaiscope/model/sockaddr.h"

#include <errno.h>

#include <netinet/in.h>
#include <unistd.h>
#include <uv.h>

enum {
    BACKLOG = 64,
};

static int listen_at(const struct gs_endpoint *where)
{
    const int on = 1;
    const int off = 0;
    struct sockaddr_storage address;
    socklen_t len = gs_sockaddr_encode(where, &address);
    int handle = gs_new_socket(where->address.family, SOCK_STREAM, 0);
    if (handle < 0) {
        return -1;
    }
    (void)setsockopt(handle, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (where->address.family == AF_INET6) {
        (void)setsockopt(handle, IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof off);
    }
    if (bind(handle, (const struct sockaddr *)&address, len) == 0 &&
        listen(handle, BACKLOG) == 0) {
        return handle;
    }
    int error = errno;
    (void)close(handle);
    errno = error;
    return -1;
}

enum {
    REASON_MAX = 128,
};

/* What a person can do about it. */
static const char *advice_of(int error, char room[REASON_MAX])
{
    switch (error) {
    case EADDRINUSE:
        return "another program listens there; choose another port";
    case EACCES:
        return "ports below 1024 need privilege; choose another port";
    case EADDRNOTAVAIL:
        return "this machine has no such address";
    default:
        return uv_strerror_r(uv_translate_sys_error(error), room, REASON_MAX);
    }
}

int gs_http_socket_open(const struct gs_endpoint *where, struct gs_buf *error)
{
    char text[GS_ENDPOINT_TEXT_MAX];
    int handle = listen_at(where);
    if (handle < 0) {
        int number = errno;
        char reason[REASON_MAX];
        gs_endpoint_format(where, 0, text);
        gs_buf_addf(error, "cannot listen at %s: %s (%s)", text,
                    advice_of(number, reason), gs_errno_name(number));
    }
    return handle;
}
