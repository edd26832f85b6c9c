/* SPDX-License-Identifier: MIT */
/**
 * One dump of rtnetlink, and what its attributes say: shared by interfaces.c and
 * network_read.c. Private to the net room; Linux alone. Does not block; any thread may call.
 */
#ifndef GAISCOPE_SRC_NET_NETLINK_H
#define GAISCOPE_SRC_NET_NETLINK_H

#include "gaiscope/model/address.h"

#include <stdbool.h>

#ifdef __linux__
#    include <linux/rtnetlink.h>

/** Takes one message, which is not const only because the macros of rtnetlink cast that away.
 *  Returns: false: enough, the rest is not wanted. */
typedef bool (*netlink_take_fn)(void *context, struct nlmsghdr *message);

/** Asks for a dump (RTM_GETLINK, RTM_GETADDR, RTM_GETROUTE) of a family, AF_UNSPEC for all.
 *  Returns: false: the kernel did not give it whole. */
bool netlink_dump(int type, int family, netlink_take_fn take, void *context);

/** The name of a link's message, as the kernel has it; "" none. */
void netlink_link_name(struct nlmsghdr *message, char out[GS_ZONE_MAX]);

/** The own address of an RTM_NEWADDR message: on a point-to-point link not the other end's.
 *  Returns: family 0: none, or of another family. */
struct gs_address netlink_address(struct nlmsghdr *message);

/** An address attribute; family 0 when it is too short for the family. */
struct gs_address netlink_address_of(int family, struct rtattr *part);
#endif

#endif
