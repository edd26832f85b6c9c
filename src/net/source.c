/* SPDX-License-Identifier: MIT */
#include "gaiscope/net/source.h"

#include "endpoint_of.h"
#include "new_socket.h"

#include "gaiscope/model/sockaddr.h"

#include <errno.h>
#include <string.h>

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
    ANY_PORT = GS_DNS_PORT, /* nothing is sent, but port 0 is no destination everywhere */
};

/* connect() and getsockname(); false with errno. */
static bool ask_kernel(int handle, const struct gs_address *destination,
                       struct sockaddr_storage *source)
{
    struct sockaddr_storage to;
    const struct gs_endpoint endpoint = {*destination, ANY_PORT};
    socklen_t to_bytes = gs_sockaddr_encode(&endpoint, &to);
    socklen_t source_bytes = sizeof *source;
    memset(source, 0, sizeof *source);
    return connect(handle, (const struct sockaddr *)&to, to_bytes) == 0 &&
           getsockname(handle, (struct sockaddr *)source, &source_bytes) == 0;
}

enum gs_status gs_source_for(const struct gs_address *destination, struct gs_address *out)
{
    struct sockaddr_storage source;
    int handle = gs_new_socket(destination->family, SOCK_DGRAM, IPPROTO_UDP);
    if (handle < 0) {
        return GS_EOS;
    }
    bool is_known = ask_kernel(handle, destination, &source);
    int why = errno;
    (void)close(handle); /* nothing was written that could be lost */
    if (!is_known) {
        errno = why;
        return GS_EOS;
    }
    *out = gs_endpoint_of(&source).address;
    return GS_OK;
}

struct gs_source gs_source_of(const struct gs_address *destination,
                              const struct gs_local_address_list *known)
{
    struct gs_source source = {0};
    if (gs_source_for(destination, &source.address) != GS_OK) {
        source.error = errno;
        return source;
    }
    /* libc looks an IPv4-mapped source up as its IPv4 address */
    struct gs_address sought = gs_address_unmapped(&source.address);
    const struct gs_local_address *local = gs_interfaces_find(known, &sought);
    if (local != NULL) {
        memcpy(source.interface, local->interface, sizeof source.interface);
        source.prefix_bits = local->prefix_bits;
        source.is_deprecated = local->is_deprecated;
        source.is_home = local->is_home;
        source.is_tunnel = local->is_tunnel;
    }
    return source;
}

/* One of them may be a network of this machine's own: a link is no way out. */
enum gs_status gs_source_for_family(int family, struct gs_address *out)
{
    static const char *const networks[2][2] = {{"203.0.113.1", "198.51.100.1"},
                                               {"3fff::1", "2001:db8::1"}};
    struct gs_address source = {0};
    for (size_t i = 0; i < 2; i++) {
        struct gs_address destination;
        enum gs_status status =
            gs_address_parse(networks[family == AF_INET6][i], &destination);
        status = status == GS_OK ? gs_source_for(&destination, &source) : status;
        if (status != GS_OK) {
            return status;
        }
    }
    *out = source;
    return GS_OK;
}

bool gs_source_has_sockets(int family)
{
    int fd = gs_new_socket(family, SOCK_DGRAM, 0);
    if (fd >= 0) {
        (void)close(fd); /* nothing was sent */
    }
    return fd >= 0;
}
