/* SPDX-License-Identifier: MIT */
/*
 * Two dumps of rtnetlink: the links for names and types, then the addresses.
 *
 *     RTM_GETLINK -> links -.
 *     RTM_GETADDR ----------+-> addresses, each with its link's name and type
 */
#include "gaiscope/net/interfaces.h"

#include "netlink.h"

#include <string.h>

#include <sys/socket.h>

#ifdef __linux__
#    include <net/if_arp.h>

/* One interface. */
struct link {
    char name[GS_ZONE_MAX];
    unsigned index;
    bool is_tunnel;
};

struct link_list GS_VEC_OF(struct link);

/* What is being read. */
struct reading {
    struct link_list links;
    struct gs_local_address_list *out;
};

static bool take_link(void *context, struct nlmsghdr *message)
{
    struct reading *reading = context;
    struct ifinfomsg *info = NLMSG_DATA(message);
    struct link link = {.index = (unsigned)info->ifi_index,
                        .is_tunnel = info->ifi_type == ARPHRD_TUNNEL ||
                                     info->ifi_type == ARPHRD_TUNNEL6 ||
                                     info->ifi_type == ARPHRD_SIT};
    netlink_link_name(message, link.name);
    if (reading->links.count < GS_INTERFACES_MAX) {
        gs_vec_push(&reading->links, link);
    }
    return true;
}

static void name_interface(const struct link_list *links, struct gs_local_address *out)
{
    for (size_t i = 0; i < links->count; i++) {
        if (links->items[i].index == out->index) {
            memcpy(out->interface, links->items[i].name, sizeof out->interface);
            out->is_tunnel = links->items[i].is_tunnel;
            return;
        }
    }
}

static bool take_address(void *context, struct nlmsghdr *message)
{
    struct reading *reading = context;
    struct ifaddrmsg *info = NLMSG_DATA(message);
    struct gs_local_address local = {
        .address = netlink_address(message),
        .index = info->ifa_index,
        .prefix_bits = info->ifa_prefixlen,
        .is_deprecated = (info->ifa_flags & (IFA_F_DEPRECATED | IFA_F_OPTIMISTIC)) != 0,
        .is_home = (info->ifa_flags & IFA_F_HOMEADDRESS) != 0};
    if (local.address.family != 0 && reading->out->count < GS_INTERFACES_MAX) {
        name_interface(&reading->links, &local);
        gs_vec_push(reading->out, local);
    }
    return true;
}

void gs_interfaces_read(struct gs_local_address_list *out)
{
    struct reading reading = {.out = out};
    if (!netlink_dump(RTM_GETLINK, AF_UNSPEC, take_link, &reading) ||
        !netlink_dump(RTM_GETADDR, AF_UNSPEC, take_address, &reading)) {
        gs_vec_fini(out); /* a part of the list would be taken for all of it */
    }
    gs_vec_fini(&reading.links);
}

#else

void gs_interfaces_read(struct gs_local_address_list *out)
{
    (void)out;
}

#endif

const struct gs_local_address *
gs_interfaces_find(const struct gs_local_address_list *list,
                   const struct gs_address *address)
{
    static const uint8_t loopback[16] = {127, 0, 0, 1};
    struct gs_address sought = *address;
    sought.scope_id = 0;
    if (sought.family == AF_INET && sought.bytes[0] == 127) {
        memcpy(sought.bytes, loopback, sizeof sought.bytes);
    }
    for (size_t i = 0; i < list->count; i++) {
        const struct gs_local_address *local = &list->items[i];
        if (gs_address_is_equal(&local->address, &sought) &&
            (address->scope_id == 0 || address->scope_id == local->index)) {
            return local;
        }
    }
    return NULL;
}

bool gs_interfaces_have_v6(const struct gs_local_address_list *list)
{
    static const uint8_t loopback[16] = {[15] = 1};
    for (size_t i = 0; i < list->count; i++) {
        const struct gs_address *address = &list->items[i].address;
        if (address->family == AF_INET6 &&
            memcmp(address->bytes, loopback, sizeof loopback) != 0) {
            return true;
        }
    }
    return false;
}
