/* SPDX-License-Identifier: MIT */
#include "netlink.h"

#ifdef __linux__
#    include "gaiscope/base/mem.h"

#    include <stdint.h>
#    include <stdlib.h>
#    include <string.h>

#    include <sys/socket.h>
#    include <unistd.h>

enum {
    DUMP_BYTES = 32 * 1024, /* the kernel's parts are no larger */
    V4_BYTES = 4,
    V6_BYTES = 16,
};

enum part_end {
    PART_GOES_ON,
    PART_IS_LAST,
    PART_IS_ERROR
};

static bool send_request(int handle, int type, int family)
{
    struct {
        struct nlmsghdr head;
        struct rtgenmsg family;
    } request = {.head = {.nlmsg_type = (uint16_t)type,
                          .nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP,
                          .nlmsg_len = NLMSG_LENGTH(sizeof(struct rtgenmsg))},
                 .family = {.rtgen_family = (unsigned char)family}};

    return send(handle, &request, request.head.nlmsg_len, 0) >= 0;
}

/* Hands each message of one part over. */
static enum part_end take_part(struct nlmsghdr *message, size_t len, netlink_take_fn take,
                               void *context)
{
    for (; NLMSG_OK(message, len); message = NLMSG_NEXT(message, len)) {
        if (message->nlmsg_type == NLMSG_DONE) {
            return PART_IS_LAST;
        }
        if (message->nlmsg_type == NLMSG_ERROR) {
            return PART_IS_ERROR;
        }
        if (!take(context, message)) {
            return PART_IS_LAST;
        }
    }
    return PART_GOES_ON;
}

/* The kernel has the first part ready when send() is back, and each next one when a part was
 * received, so nothing is waited for. */
bool netlink_dump(int type, int family, netlink_take_fn take, void *context)
{
    int handle = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
    struct nlmsghdr *part = gs_mem_new(1, DUMP_BYTES);
    bool is_sent = handle >= 0 && send_request(handle, type, family);
    enum part_end end = is_sent ? PART_GOES_ON : PART_IS_ERROR;
    while (end == PART_GOES_ON) {
        ssize_t got = recv(handle, part, DUMP_BYTES, MSG_DONTWAIT);
        end = got > 0 ? take_part(part, (size_t)got, take, context) : PART_IS_ERROR;
    }
    free(part);
    if (handle >= 0) {
        (void)close(handle); /* nothing was written that could be lost */
    }
    return end == PART_IS_LAST;
}

void netlink_link_name(struct nlmsghdr *message, char out[GS_ZONE_MAX])
{
    struct ifinfomsg *info = NLMSG_DATA(message);
    int len = (int)IFLA_PAYLOAD(message);
    memset(out, 0, GS_ZONE_MAX);
    for (struct rtattr *part = IFLA_RTA(info); RTA_OK(part, len);
         part = RTA_NEXT(part, len)) {
        if (part->rta_type == IFLA_IFNAME) {
            size_t bytes = strnlen(RTA_DATA(part), RTA_PAYLOAD(part));
            memcpy(out, RTA_DATA(part), bytes < GS_ZONE_MAX ? bytes : GS_ZONE_MAX - 1);
        }
    }
}

struct gs_address netlink_address_of(int family, struct rtattr *part)
{
    size_t bytes = family == AF_INET ? V4_BYTES : family == AF_INET6 ? V6_BYTES : 0;
    if (bytes == 0 || RTA_PAYLOAD(part) < bytes) {
        return (struct gs_address){0};
    }
    return gs_address_from_bytes(family, RTA_DATA(part));
}

struct gs_address netlink_address(struct nlmsghdr *message)
{
    struct ifaddrmsg *info = NLMSG_DATA(message);
    struct gs_address found = {0};
    int len = (int)IFA_PAYLOAD(message);
    for (struct rtattr *part = IFA_RTA(info); RTA_OK(part, len);
         part = RTA_NEXT(part, len)) {
        /* on a point-to-point link IFA_ADDRESS is the other end; IFA_LOCAL is ours */
        if (part->rta_type == IFA_LOCAL ||
            (part->rta_type == IFA_ADDRESS && found.family == 0)) {
            struct gs_address address = netlink_address_of(info->ifa_family, part);
            found = address.family != 0 ? address : found;
        }
    }
    return found;
}
#endif
