/* SPDX-License-Identifier: MIT */
#include "connected_path.h"

#include "endpoint_of.h"

#include "gaiscope/net/source.h"

#include <string.h>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

/* <linux/in.h> has it, but not beside <netinet/in.h>. */
#if defined __linux__ && !defined IP_MTU
#    define IP_MTU 14
#endif

void gs_path_take_source(int handle, struct gs_connection *connection)
{
    struct sockaddr_storage local = {0};
    socklen_t len = sizeof local;
    if (getsockname(handle, (struct sockaddr *)&local, &len) == 0) {
        struct gs_endpoint endpoint = gs_endpoint_of(&local);
        connection->source =
            endpoint.port != 0 ? endpoint.address : (struct gs_address){0};
    }
}

#ifdef __linux__

static void take_mtu(int handle, int level, int option, uint32_t *out)
{
    int mtu = 0;
    socklen_t len = sizeof mtu;
    if (getsockopt(handle, level, option, &mtu, &len) == 0 && mtu > 0) {
        *out = (uint32_t)mtu;
    }
}

void gs_path_take_facts(int handle, struct gs_connection *connection)
{
    struct tcp_info info = {0};
    socklen_t len = sizeof info;
    if (connection->endpoint.address.family == AF_INET6) {
        take_mtu(handle, IPPROTO_IPV6, IPV6_MTU, &connection->mtu_bytes);
    }
    if (connection->mtu_bytes == 0) { /* an IPv4-mapped address has IPv4's way */
        take_mtu(handle, IPPROTO_IP, IP_MTU, &connection->mtu_bytes);
    }
    if (getsockopt(handle, IPPROTO_TCP, TCP_INFO, &info, &len) == 0) {
        connection->syns_again = info.tcpi_total_retrans; /* nothing else was sent */
    }
}

#else

void gs_path_take_facts(int handle, struct gs_connection *connection)
{
    (void)handle;
    (void)connection;
}

#endif

/* Returns: whether the list has the address. */
static bool take_interface(const struct gs_local_address_list *known,
                           const struct gs_address *sought,
                           struct gs_connection *connection)
{
    const struct gs_local_address *local = gs_interfaces_find(known, sought);
    if (local != NULL) {
        memcpy(connection->interface, local->interface, sizeof connection->interface);
    }
    return local != NULL;
}

void gs_path_name_interface(const struct gs_address *destination,
                            const struct gs_local_address_list *known,
                            struct gs_connection *connection)
{
    struct gs_local_address_list now = {0};
    if (connection->source.family == 0 &&
        gs_source_for(destination, &connection->source) != GS_OK) {
        return; /* there is no way */
    }
    struct gs_address sought = gs_address_unmapped(&connection->source);
    if (sought.family == 0 ||
        (known != NULL && take_interface(known, &sought, connection))) {
        return;
    }
    gs_interfaces_read(&now);
    (void)take_interface(&now, &sought, connection); /* it may be gone */
    gs_vec_fini(&now);
}
