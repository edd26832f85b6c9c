/* SPDX-License-Identifier: MIT */
/*
 * Two dumps of rtnetlink: the links for names and types, then the addresses.
 *
 *     RTM_GETLINK -> links -.
 *     RTM_GETADDR ----------+-> addresses, each with its link's name and type
 *
 * The messages are not const: the macros of rtnetlink cast that away (-Wcast-qual).
 */
#include "gaiscope/net/interfaces.h"

#include <stdio.h>
#include <string.h>

#include <sys/socket.h>

#ifdef __linux__
#    include <linux/rtnetlink.h>
#    include <net/if_arp.h>
#    include <unistd.h>

enum {
    DUMP_BYTES = 32 * 1024, /* the kernel's parts are no larger */
};

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

typedef void (*take_fn)(struct reading *reading, struct nlmsghdr *message);

static void take_link(struct reading *reading, struct nlmsghdr *message)
{
    struct ifinfomsg *info = NLMSG_DATA(message);
    struct link link = {.index = (unsigned)info->ifi_index,
                        .is_tunnel = info->ifi_type == ARPHRD_TUNNEL ||
                                     info->ifi_type == ARPHRD_TUNNEL6 ||
                                     info->ifi_type == ARPHRD_SIT};
    int len = (int)IFLA_PAYLOAD(message);
    for (struct rtattr *part = IFLA_RTA(info); RTA_OK(part, len);
         part = RTA_NEXT(part, len)) {
        if (part->rta_type == IFLA_IFNAME) {
            size_t bytes = strnlen(RTA_DATA(part), RTA_PAYLOAD(part));
            memcpy(link.name, RTA_DATA(part),
                   bytes < sizeof link.name ? bytes : sizeof link.name - 1);
        }
    }
    if (reading->links.count < GS_INTERFACES_MAX) {
        gs_vec_push(&reading->links, link);
    }
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

static void take_address(struct reading *reading, struct nlmsghdr *message)
{
    struct ifaddrmsg *info = NLMSG_DATA(message);
    size_t bytes = info->ifa_family == AF_INET    ? 4
                   : info->ifa_family == AF_INET6 ? 16
                                                  : 0;
    struct gs_local_address local = {
        .index = info->ifa_index,
        .prefix_bits = info->ifa_prefixlen,
        .is_deprecated = (info->ifa_flags & (IFA_F_DEPRECATED | IFA_F_OPTIMISTIC)) != 0,
        .is_home = (info->ifa_flags & IFA_F_HOMEADDRESS) != 0};
    int len = (int)IFA_PAYLOAD(message);
    for (struct rtattr *part = IFA_RTA(info); bytes > 0 && RTA_OK(part, len);
         part = RTA_NEXT(part, len)) {
        /* on a point-to-point link IFA_ADDRESS is the other end; IFA_LOCAL is ours */
        bool is_ours = part->rta_type == IFA_LOCAL ||
                       (part->rta_type == IFA_ADDRESS && local.address.family == 0);
        if (is_ours && RTA_PAYLOAD(part) >= bytes) {
            local.address = gs_address_from_bytes(info->ifa_family, RTA_DATA(part));
        }
    }
    if (local.address.family != 0 && reading->out->count < GS_INTERFACES_MAX) {
        name_interface(&reading->links, &local);
        gs_vec_push(reading->out, local);
    }
}

static bool send_request(int handle, int type)
{
    struct {
        struct nlmsghdr head;
        struct rtgenmsg family;
    } request = {.head = {.nlmsg_type = (uint16_t)type,
                          .nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP,
                          .nlmsg_len = NLMSG_LENGTH(sizeof(struct rtgenmsg))}};

    return send(handle, &request, request.head.nlmsg_len, 0) >= 0;
}

enum part_end {
    PART_GOES_ON,
    PART_IS_LAST,
    PART_IS_ERROR
};

/* Hands each message of one part over. */
static enum part_end take_part(struct reading *reading, struct nlmsghdr *message,
                               size_t len, take_fn take)
{
    for (; NLMSG_OK(message, len); message = NLMSG_NEXT(message, len)) {
        if (message->nlmsg_type == NLMSG_DONE) {
            return PART_IS_LAST;
        }
        if (message->nlmsg_type == NLMSG_ERROR) {
            return PART_IS_ERROR;
        }
        take(reading, message);
    }
    return PART_GOES_ON;
}

/* The kernel has the first part ready when send() is back, and each next one when a part was
 * received, so nothing is waited for. Returns: whether the dump came to its end. */
static bool dump(struct reading *reading, int type, take_fn take)
{
    int handle = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
    struct nlmsghdr *part = gs_mem_new(1, DUMP_BYTES);
    bool is_sent = handle >= 0 && send_request(handle, type);
    enum part_end end = is_sent ? PART_GOES_ON : PART_IS_ERROR;
    while (end == PART_GOES_ON) {
        ssize_t got = recv(handle, part, DUMP_BYTES, MSG_DONTWAIT);
        end = got > 0 ? take_part(reading, part, (size_t)got, take) : PART_IS_ERROR;
    }
    free(part);
    if (handle >= 0) {
        (void)close(handle); /* nothing was written that could be lost */
    }
    return end == PART_IS_LAST;
}

void gs_interfaces_read(struct gs_local_address_list *out)
{
    struct reading reading = {.out = out};
    if (!dump(&reading, RTM_GETLINK, take_link) ||
        !dump(&reading, RTM_GETADDR, take_address)) {
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
