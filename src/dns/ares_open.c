/* SPDX-License-Identifier: MIT */
/*
 * What is set, and why (c-ares 1.18.1 to 1.34):
 * - All of lookups, domains, ndots, sortlist, servers, timeout and tries are given: then
 *   1.18.1 reads neither resolv.conf nor the other files, whose parser reads before its
 *   buffer at a NUL (CVE-2024-25629). Newer ones read them without that fault; they get
 *   /dev/null instead. NOALIASES keeps HOSTALIASES unread. Newer ones' cache is off.
 * - Time limits are ours: newer ones shorten theirs by what they measured.
 * - c-ares is shown ::1 for each IPv6 server, since it refuses or ignores link-local ones; the
 *   real address and scope are put in at connect().
 */
#include "ares_open.h"

#include <errno.h>
#include <string.h>

#include <netinet/in.h>
#include <sys/socket.h>

enum {
    NEVER_MS = 24 * 3600 * 1000, /* a timer of ours acts long before */
};

bool gs_ares_is_error(int error)
{
    return error != EAGAIN && error != EWOULDBLOCK && error != EINPROGRESS &&
           error != EINTR;
}

int gs_ares_connect(int fd, const struct sockaddr *address, ares_socklen_t len,
                    const struct gs_endpoint *server)
{
    struct sockaddr_storage real = {0};
    if (len > sizeof real) {
        errno = EINVAL;
        return -1;
    }
    memcpy(&real, address, len);
    if (real.ss_family == AF_INET6) {
        struct sockaddr_in6 *v6 = (struct sockaddr_in6 *)&real;
        memcpy(&v6->sin6_addr, server->address.bytes, sizeof v6->sin6_addr);
        v6->sin6_scope_id = server->address.scope_id;
    }
    return connect(fd, (const struct sockaddr *)&real, len);
}

/* The one place where c-ares' and the socket's codes become outcomes. */
enum gs_outcome gs_ares_failure(int status, int last_errno)
{
    if (status == ARES_ETIMEOUT) {
        return GS_OUTCOME_TIMED_OUT;
    }
    switch (last_errno) {
    case ECONNREFUSED:
        return GS_OUTCOME_REFUSED;
    case ECONNRESET: /* closed before a whole answer came */
    case EPIPE:
        return GS_OUTCOME_BAD_ANSWER;
    case ETIMEDOUT:
        return GS_OUTCOME_TIMED_OUT;
    case ENETUNREACH:
    case EHOSTUNREACH:
    case ENETDOWN:
    case EHOSTDOWN:
    case EADDRNOTAVAIL:
    case EAFNOSUPPORT:
    case EACCES:
    case EPERM:
    case EINVAL:
    case ENODEV:
        return GS_OUTCOME_UNREACHABLE;
    default:
        return status == ARES_EBADRESP ? GS_OUTCOME_BAD_ANSWER : GS_OUTCOME_FAILED;
    }
}

static int set_server(ares_channel ares, const struct gs_endpoint *server)
{
    const struct gs_address *address = &server->address;
    struct ares_addr_port_node node = {
        .family = address->family,
        .udp_port = server->port,
        .tcp_port = server->port,
    };
    if (address->family == AF_INET) {
        memcpy(&node.addr.addr4, address->bytes, 4);
    } else { /* a stand-in: gs_ares_connect() puts the real one there */
        memcpy(&node.addr.addr6, &in6addr_loopback, 16);
    }
    return ares_set_servers_ports(ares, &node);
}

int gs_ares_open(const struct gs_ares_opening *opening, ares_channel *out)
{
    char lookups[] = "b";
    char no_file[] = "/dev/null";
    struct ares_options options = {
        .flags = ARES_FLAG_NOCHECKRESP | ARES_FLAG_NOALIASES | ARES_FLAG_NOSEARCH |
                 ARES_FLAG_IGNTC | (opening->is_tcp ? ARES_FLAG_USEVC : 0) |
                 (opening->stays_open ? ARES_FLAG_STAYOPEN : 0),
        .timeout = NEVER_MS,
        .tries = 1,
        .ndots = 1,
        .lookups = lookups,
        .sock_state_cb = opening->watch,
        .sock_state_cb_data = opening->context,
        .resolvconf_path = no_file,
    };
    int mask = ARES_OPT_FLAGS | ARES_OPT_TIMEOUTMS | ARES_OPT_TRIES | ARES_OPT_NDOTS |
               ARES_OPT_LOOKUPS | ARES_OPT_SERVERS | ARES_OPT_DOMAINS |
               ARES_OPT_SORTLIST | ARES_OPT_SOCK_STATE_CB | ARES_OPT_RESOLVCONF;
#ifdef ARES_OPT_QUERY_CACHE
    options.qcache_max_ttl = 0;
    mask |= ARES_OPT_QUERY_CACHE;
#endif
    int status = ares_library_init(ARES_LIB_INIT_ALL);
    ares_channel ares = NULL;
    if (status == ARES_SUCCESS) {
        status = ares_init_options(&ares, &options, mask);
    }
    if (status != ARES_SUCCESS) {
        return status;
    }
    *out = ares;
    ares_set_socket_functions(ares, opening->socket, opening->context);
    return set_server(ares, opening->server);
}
