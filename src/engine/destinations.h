/* SPDX-License-Identifier: MIT */
/**
 * Addresses in the order in which libc would give them to a program: source by source as the
 * kernel chooses, rule by rule as rules/order has them. Private to the engine room; loop
 * thread only. RFC 6724 6.
 */
#ifndef GAISCOPE_ENGINE_DESTINATIONS_H
#define GAISCOPE_ENGINE_DESTINATIONS_H

#include "round.h"

#include "gaiscope/net/interfaces.h"

/** An address and what the kernel would send from. */
struct gs_destination {
    struct gs_address address; /**< whom */
    struct gs_source source;   /**< from where */
};

/**
 * Orders addresses. Takes: `known`, this machine's addresses; room in `out` for as many as
 * the list has.
 */
void gs_destinations_order(struct gs_round *round, const struct gs_address_list *list,
                           const struct gs_local_address_list *known,
                           struct gs_destination *out);

#endif
