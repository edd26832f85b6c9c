/* SPDX-License-Identifier: MIT */
#include "gaiscope/model/sockaddr.h"

#include <string.h>

#include <arpa/inet.h>
#include <netinet/in.h>

socklen_t gs_sockaddr_encode(const struct gs_endpoint *endpoint,
                             struct sockaddr_storage *out)
{
    const struct gs_address *address = &endpoint->address;
    memset(out, 0, sizeof *out);
    if (address->family == AF_INET) {
        struct sockaddr_in inet = {
            .sin_family = AF_INET,
            .sin_port = htons(endpoint->port),
        };
        memcpy(&inet.sin_addr, address->bytes, sizeof inet.sin_addr);
        memcpy(out, &inet, sizeof inet);
        return sizeof inet;
    }
    struct sockaddr_in6 inet6 = {
        .sin6_family = AF_INET6,
        .sin6_port = htons(endpoint->port),
        .sin6_scope_id = address->scope_id,
    };
    memcpy(&inet6.sin6_addr, address->bytes, sizeof inet6.sin6_addr);
    memcpy(out, &inet6, sizeof inet6);
    return sizeof inet6;
}
