/* SPDX-License-Identifier: MIT */
/**
 * The addresses of this machine, as the kernel lists them (rtnetlink). Does not block; any
 * thread may call. The list is empty where the kernel does not tell it whole at once, and
 * elsewhere than on Linux.
 */
#ifndef GAISCOPE_NET_INTERFACES_H
#define GAISCOPE_NET_INTERFACES_H

#include "gaiscope/base/vec.h"
#include "gaiscope/model/address.h"

#include <stdbool.h>
#include <stdint.h>

#define GS_INTERFACES_MAX 4096 /**< interfaces kept, and addresses kept */

/** One address that an interface bears. */
struct gs_local_address {
    struct gs_address address;   /**< without scope id */
    char interface[GS_ZONE_MAX]; /**< its name */
    unsigned index;              /**< its number */
    uint8_t prefix_bits;         /**< of its network */
    bool is_deprecated;          /**< deprecated, or still optimistic: rule 3 */
    bool is_home;                /**< a home address: rule 4 */
    bool is_tunnel;              /**< IP in IP: rule 7 */
};

/** All of them, in the kernel's order. */
struct gs_local_address_list GS_VEC_OF(struct gs_local_address);

/** Reads the list. Takes: an empty one. Owns: the caller, gs_vec_fini(). */
void gs_interfaces_read(struct gs_local_address_list *out);

/** The line of an address; 127.0.0.0/8 is that of 127.0.0.1, as libc sees it. NULL: none. */
const struct gs_local_address *
gs_interfaces_find(const struct gs_local_address_list *list,
                   const struct gs_address *address);

/** Whether there is an IPv6 address besides ::1. */
bool gs_interfaces_have_v6(const struct gs_local_address_list *list);

#endif
