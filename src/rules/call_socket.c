/* SPDX-License-Identifier: MIT */
#include "call_socket.h"

#include <string.h>

#include <sys/socket.h>

enum {
    TCP = 6,
    UDP = 17,
    DCCP = 33,
    SCTP = 132,
    UDPLITE = 136,
    DCCP_SOCKET = 6, /* SOCK_DCCP, which has no macro everywhere */
};

/* In the order in which glibc looks for the first that fits. */
static const struct gs_call_socket sockets[] = {
    {"tcp", SOCK_STREAM, TCP, false, true},
    {"udp", SOCK_DGRAM, UDP, false, true},
    {"dccp", DCCP_SOCKET, DCCP, false, false},
    {"udplite", SOCK_DGRAM, UDPLITE, false, false},
    {"sctp", SOCK_STREAM, SCTP, false, false},
    {"sctp", SOCK_SEQPACKET, SCTP, false, false},
    {"raw", SOCK_RAW, 0, true, true},
};

enum {
    COUNT = sizeof sockets / sizeof *sockets,
};

bool gs_call_sockets_are_known(void)
{
#ifdef __GLIBC__
    return true;
#else
    return false;
#endif
}

const struct gs_call_socket *gs_call_socket_at(size_t index)
{
    return gs_call_sockets_are_known() && index < COUNT ? &sockets[index] : NULL;
}

const struct gs_call_socket *gs_call_socket_of(int socktype, int protocol)
{
    for (size_t i = 0; gs_call_socket_at(i) != NULL; i++) {
        const struct gs_call_socket *at = gs_call_socket_at(i);
        if ((socktype == 0 || socktype == at->socktype) &&
            (protocol == 0 || at->has_no_port || protocol == at->protocol)) {
            return at;
        }
    }
    return NULL;
}

/* The table of a question tells of these protocols alone. */
static bool is_told(const char *protocol)
{
    return strcmp(protocol, "tcp") == 0 || strcmp(protocol, "udp") == 0 ||
           strcmp(protocol, "sctp") == 0;
}

bool gs_call_is_listed(const struct gs_services *services, const char *protocol)
{
    if (services == NULL || !is_told(protocol)) {
        return true;
    }
    for (size_t i = 0; i < services->entries.count; i++) {
        const struct gs_service *entry = &services->entries.items[i];
        if (entry->is_asked && entry->name != NULL &&
            strcmp(entry->protocol, protocol) == 0) {
            return true;
        }
    }
    return false;
}
