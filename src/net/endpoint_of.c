/* SPDX-License-Identifier: MIT */
#include "endpoint_of.h"

#include <stdio.h>
#include <string.h>

#include <arpa/inet.h>
#include <net/if.h>
#include <netinet/in.h>

static struct gs_endpoint of_inet(const struct sockaddr_storage *from)
{
    struct sockaddr_in inet;
    memcpy(&inet, from, sizeof inet);
    return (struct gs_endpoint){
        gs_address_from_bytes(AF_INET, (const uint8_t *)&inet.sin_addr),
        ntohs(inet.sin_port)};
}

static struct gs_endpoint of_inet6(const struct sockaddr_storage *from)
{
    struct sockaddr_in6 inet6;
    char zone[IF_NAMESIZE];
    memcpy(&inet6, from, sizeof inet6);
    struct gs_endpoint endpoint = {
        gs_address_from_bytes(AF_INET6, inet6.sin6_addr.s6_addr), ntohs(inet6.sin6_port)};
    struct gs_address *address = &endpoint.address;
    address->scope_id = inet6.sin6_scope_id;
    if (address->scope_id != 0 && if_indextoname(address->scope_id, zone) != NULL) {
        (void)snprintf(address->zone, sizeof address->zone, "%s", zone);
    }
    return endpoint;
}

struct gs_endpoint gs_endpoint_of(const struct sockaddr_storage *from)
{
    if (from->ss_family == AF_INET) {
        return of_inet(from);
    }
    return from->ss_family == AF_INET6 ? of_inet6(from) : (struct gs_endpoint){0};
}
