/* SPDX-License-Identifier: MIT */
/*
 * Four dumps of rtnetlink.
 *
 *     RTM_GETLINK --------> links
 *     RTM_GETADDR --------> addresses, with their states and lifetimes
 *     RTM_GETROUTE (v4) --> default routes of the main table
 *     RTM_GETROUTE (v6) -->   the same; a route with several ways is a line for each
 */
#include "gaiscope/net/network_read.h"

#include "netlink.h"

#ifdef __linux__
#    include "gaiscope/base/text.h"

#    include <stdio.h>
#    include <stdlib.h>
#    include <string.h>

#    include <linux/if_addr.h>
#    include <net/if.h>
#    include <sys/socket.h>

enum {
    /* A router may have a million routes. The kernel lists a table in the order of its
     * prefixes, the default route first: it is among these of the main table. */
    ROUTES_LOOKED_AT = 4096,
    /* Other tables may come before it; this many take some tenths of a second. */
    ROUTES_PASSED_BY = 256 * 1024,
};

/* An IFA_PROTO of RFC 4862's kind; named in newer headers alone. */
#    define ADDRESS_PROTOCOL      11 /* IFA_PROTO */
#    define ADDRESS_FROM_ROUTER   2  /* IFAPROT_KERNEL_RA */
#    define ADDRESS_HAS_TEMPORARY 0x100
#    define ADDRESS_IS_STABLE     0x800

/* What is being read. */
struct reading {
    struct gs_network *out;
    size_t routes;    /* of the main table, of one family */
    size_t passed_by; /* of the other tables */
};

static bool take_link(void *context, struct nlmsghdr *message)
{
    struct gs_network *out = ((struct reading *)context)->out;
    struct ifinfomsg *info = NLMSG_DATA(message);
    struct gs_network_link link = {.index = (unsigned)info->ifi_index,
                                   .is_up = (info->ifi_flags & IFF_UP) != 0,
                                   .has_carrier = (info->ifi_flags & IFF_RUNNING) != 0,
                                   .is_loopback = (info->ifi_flags & IFF_LOOPBACK) != 0};
    if (message->nlmsg_type != RTM_NEWLINK || out->links.count >= GS_NETWORK_LINKS_MAX) {
        return true;
    }
    char raw[GS_ZONE_MAX];
    netlink_link_name(message, raw);
    char *name = gs_text_sanitised(raw);
    (void)snprintf(link.name, sizeof link.name, "%s", name);
    free(name);
    int len = (int)IFLA_PAYLOAD(message);
    for (struct rtattr *part = IFLA_RTA(info); RTA_OK(part, len);
         part = RTA_NEXT(part, len)) {
        if (part->rta_type == IFLA_MTU && RTA_PAYLOAD(part) >= sizeof link.mtu_bytes) {
            memcpy(&link.mtu_bytes, RTA_DATA(part), sizeof link.mtu_bytes);
        }
    }
    gs_vec_push(&out->links, link);
    return true;
}

static bool is_link_local(const struct gs_address *address)
{
    return address->bytes[0] == 0xfe && (address->bytes[1] & 0xc0u) == 0x80;
}

/* The flags of IPv4's secondary addresses and of temporary ones are the same bit. */
static void read_flags(struct gs_network_address *address, uint32_t flags)
{
    bool is_v6 = address->address.family == AF_INET6;
    address->is_duplicate = (flags & IFA_F_DADFAILED) != 0;
    address->is_tentative = !address->is_duplicate && (flags & IFA_F_TENTATIVE) != 0;
    address->is_deprecated = (flags & IFA_F_DEPRECATED) != 0;
    address->is_temporary = is_v6 && (flags & IFA_F_TEMPORARY) != 0;
    address->is_managed =
        is_v6 && !is_link_local(&address->address) &&
        (flags & (IFA_F_TEMPORARY | ADDRESS_HAS_TEMPORARY | ADDRESS_IS_STABLE)) != 0;
}

static void read_lifetimes(struct gs_network_address *address, struct rtattr *part)
{
    struct ifa_cacheinfo info;
    if (RTA_PAYLOAD(part) >= sizeof info) {
        memcpy(&info, RTA_DATA(part), sizeof info);
        address->preferred_s = info.ifa_prefered;
        address->valid_s = info.ifa_valid;
    }
}

static void read_attributes(struct gs_network_address *address, struct nlmsghdr *message)
{
    struct ifaddrmsg *info = NLMSG_DATA(message);
    uint32_t flags = info->ifa_flags;
    bool is_from_router = false;
    int len = (int)IFA_PAYLOAD(message);
    for (struct rtattr *part = IFA_RTA(info); RTA_OK(part, len);
         part = RTA_NEXT(part, len)) {
        const uint8_t *bytes = RTA_DATA(part);
        if (part->rta_type == IFA_FLAGS && RTA_PAYLOAD(part) >= sizeof flags) {
            memcpy(&flags, bytes, sizeof flags);
        } else if (part->rta_type == IFA_CACHEINFO) {
            read_lifetimes(address, part);
        } else if (part->rta_type == ADDRESS_PROTOCOL && RTA_PAYLOAD(part) >= 1) {
            is_from_router = bytes[0] == ADDRESS_FROM_ROUTER;
        }
    }
    read_flags(address, flags);
    address->is_managed = address->is_managed || is_from_router;
}

static bool take_address(void *context, struct nlmsghdr *message)
{
    struct gs_network *out = ((struct reading *)context)->out;
    struct ifaddrmsg *info = NLMSG_DATA(message);
    struct gs_network_address address = {.address = netlink_address(message),
                                         .link_index = info->ifa_index,
                                         .prefix_bits = info->ifa_prefixlen,
                                         .preferred_s = GS_LIFETIME_FOREVER,
                                         .valid_s = GS_LIFETIME_FOREVER};
    if (message->nlmsg_type == RTM_NEWADDR && address.address.family != 0 &&
        out->addresses.count < GS_NETWORK_ADDRESSES_MAX) {
        read_attributes(&address, message);
        gs_vec_push(&out->addresses, address);
    }
    return true;
}

static void keep_route(struct gs_network *out, const struct gs_network_route *route)
{
    if (out->routes.count < GS_NETWORK_ROUTES_MAX) {
        gs_vec_push(&out->routes, *route);
    }
}

/* The gateway may be of the other family (RTA_VIA): IPv4 by an IPv6 neighbour, RFC 5549. */
static void read_gateway(struct gs_network_route *route, struct rtattr *part)
{
    if (part->rta_type == RTA_GATEWAY) {
        route->gateway = netlink_address_of(route->family, part);
    } else if (part->rta_type == RTA_VIA &&
               RTA_PAYLOAD(part) >= sizeof(struct rtvia) + sizeof(uint32_t)) {
        const struct rtvia *via = RTA_DATA(part);
        bool is_v6 = via->rtvia_family == AF_INET6;
        if (is_v6 && RTA_PAYLOAD(part) >= sizeof *via + sizeof route->gateway.bytes) {
            route->gateway = gs_address_from_bytes(AF_INET6, via->rtvia_addr);
        } else if (via->rtvia_family == AF_INET) {
            route->gateway = gs_address_from_bytes(AF_INET, via->rtvia_addr);
        }
    }
}

/* Keeps one line for each way of a route with several. */
static void keep_ways(struct gs_network *out, const struct gs_network_route *route,
                      struct rtattr *ways)
{
    struct rtnexthop *way = RTA_DATA(ways);
    int left = (int)RTA_PAYLOAD(ways);
    while (RTNH_OK(way, left)) {
        struct gs_network_route line = *route;
        int len = (int)way->rtnh_len - (int)sizeof *way;
        line.link_index = (unsigned)way->rtnh_ifindex;
        for (struct rtattr *part = RTNH_DATA(way); RTA_OK(part, len);
             part = RTA_NEXT(part, len)) {
            read_gateway(&line, part);
        }
        keep_route(out, &line);
        left -= (int)RTNH_ALIGN(way->rtnh_len);
        way = RTNH_NEXT(way);
    }
}

static bool is_way(const struct rtmsg *info)
{
    return info->rtm_dst_len == 0 && (info->rtm_flags & RTM_F_CLONED) == 0 &&
           (info->rtm_type == RTN_UNICAST || info->rtm_type == RTN_UNREACHABLE ||
            info->rtm_type == RTN_BLACKHOLE || info->rtm_type == RTN_PROHIBIT);
}

static void read_route(struct gs_network *out, struct nlmsghdr *message)
{
    struct rtmsg *info = NLMSG_DATA(message);
    struct gs_network_route route = {.family = info->rtm_family,
                                     .is_unreachable = info->rtm_type != RTN_UNICAST};
    struct rtattr *ways = NULL;
    uint32_t table = info->rtm_table;
    int len = (int)RTM_PAYLOAD(message);
    for (struct rtattr *part = RTM_RTA(info); RTA_OK(part, len);
         part = RTA_NEXT(part, len)) {
        bool is_number = RTA_PAYLOAD(part) >= sizeof(uint32_t);
        if (part->rta_type == RTA_TABLE && is_number) {
            memcpy(&table, RTA_DATA(part), sizeof table);
        } else if (part->rta_type == RTA_PRIORITY && is_number) {
            memcpy(&route.metric, RTA_DATA(part), sizeof route.metric);
        } else if (part->rta_type == RTA_OIF && is_number) {
            memcpy(&route.link_index, RTA_DATA(part), sizeof route.link_index);
        } else if (part->rta_type == RTA_MULTIPATH) {
            ways = part;
        } else {
            read_gateway(&route, part);
        }
    }
    if (route.is_unreachable) {
        route.link_index = 0; /* the kernel says lo there */
    }
    if (table == RT_TABLE_MAIN && ways != NULL) {
        keep_ways(out, &route, ways);
    } else if (table == RT_TABLE_MAIN) {
        keep_route(out, &route);
    }
}

static bool take_route(void *context, struct nlmsghdr *message)
{
    struct reading *reading = context;
    const struct rtmsg *info = NLMSG_DATA(message);
    if (message->nlmsg_type == RTM_NEWROUTE && is_way(info)) {
        read_route(reading->out, message);
    }
    if (info->rtm_table == RT_TABLE_MAIN) {
        reading->routes++;
    } else {
        reading->passed_by++;
    }
    return reading->routes < ROUTES_LOOKED_AT && reading->passed_by < ROUTES_PASSED_BY;
}

static bool dump_routes(struct reading *reading, int family)
{
    reading->routes = reading->passed_by = 0;
    return netlink_dump(RTM_GETROUTE, family, take_route, reading);
}

struct gs_network *gs_network_read(int64_t now_us)
{
    struct gs_network *network = gs_network_new();
    struct reading reading = {.out = network};
    network->read_us = now_us;
    network->is_known = netlink_dump(RTM_GETLINK, AF_UNSPEC, take_link, &reading) &&
                        netlink_dump(RTM_GETADDR, AF_UNSPEC, take_address, &reading) &&
                        dump_routes(&reading, AF_INET) && dump_routes(&reading, AF_INET6);
    if (!network->is_known) { /* a part of it would be taken for all */
        gs_vec_fini(&network->links);
        gs_vec_fini(&network->addresses);
        gs_vec_fini(&network->routes);
    }
    return network;
}

#else

struct gs_network *gs_network_read(int64_t now_us)
{
    struct gs_network *network = gs_network_new();
    network->read_us = now_us;
    return network;
}

#endif
