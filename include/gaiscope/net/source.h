/* SPDX-License-Identifier: MIT */
/**
 * Which source address the kernel would choose for a destination: connect() and
 * getsockname() on a UDP socket, which sends nothing and does not block. RFC 6724 5.
 */
#ifndef GAISCOPE_NET_SOURCE_H
#define GAISCOPE_NET_SOURCE_H

#include "gaiscope/base/status.h"
#include "gaiscope/model/address.h"

/** Returns: GS_OK; GS_EOS with errno (ENETUNREACH: no route). */
enum gs_status gs_source_for(const struct gs_address *destination,
                             struct gs_address *out);

/** The source for the family's Internet at large (a documentation destination); GS_EOS. */
enum gs_status gs_source_for_family(int family, struct gs_address *out);

#endif
