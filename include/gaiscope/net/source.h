/* SPDX-License-Identifier: MIT */
/**
 * Which source address the kernel would choose for a destination: connect() and
 * getsockname() on a UDP socket, which sends nothing and does not block. RFC 6724 5.
 */
#ifndef GAISCOPE_NET_SOURCE_H
#define GAISCOPE_NET_SOURCE_H

#include "gaiscope/base/status.h"
#include "gaiscope/model/address.h"
#include "gaiscope/model/system_answer.h"
#include "gaiscope/net/interfaces.h"

/** Returns: GS_OK; GS_EOS with errno (ENETUNREACH: no route). */
enum gs_status gs_source_for(const struct gs_address *destination,
                             struct gs_address *out);

/** The source with what its interface says; family 0 and an errno when there is none.
 *  Takes: `known`, read once for many destinations. */
struct gs_source gs_source_of(const struct gs_address *destination,
                              const struct gs_local_address_list *known);

/** Whether the kernel gives a socket of a family. */
bool gs_source_has_sockets(int family);

/** The source for the family's Internet at large: where the kernel has a way to each of two
 *  documentation networks, since one may be a link of this machine's; GS_EOS. */
enum gs_status gs_source_for_family(int family, struct gs_address *out);

#endif
