/* SPDX-License-Identifier: MIT */
/**
 * Reads what this machine has: links, addresses, default routes of the main table
 * (rtnetlink(7)). Does not block; any thread may call. Elsewhere than on Linux nothing is known.
 */
#ifndef GAISCOPE_NET_NETWORK_READ_H
#define GAISCOPE_NET_NETWORK_READ_H

#include "gaiscope/model/network.h"

#include <stdint.h>

/** Reads all of it. Takes: `now_us`, the monotonic clock: lifetimes count from there.
 *  Returns: is_known says whether the kernel told all; NAT64 and changes are not filled.
 *  Owns: the caller, gs_network_free(). */
struct gs_network *gs_network_read(int64_t now_us);

#endif
