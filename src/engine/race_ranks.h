/* SPDX-License-Identifier: MIT */
/**
 * The order in which libc gives the addresses of a race: taken from its answer, or computed as
 * long as it has not answered. Private to the engine room. RFC 6724 6.
 */
#ifndef GAISCOPE_ENGINE_RACE_RANKS_H
#define GAISCOPE_ENGINE_RACE_RANKS_H

#include "round.h"

#include "gaiscope/rules/race_rules.h"

#define GS_RACE_RANKS_MAX                                                                \
    ((size_t)2 * GS_RACE_ADDRESSES_MAX) /**< lanes and what is found */

/** Addresses in their order, each once; the place is the rank. */
struct gs_race_ranks {
    struct gs_race_address items[GS_RACE_RANKS_MAX]; /**< in their order */
    size_t count;                                    /**< how many */
};

/** Appends an address that is not there yet; more than there is room for are left out. */
void gs_race_ranks_add(struct gs_race_ranks *ranks, const struct gs_address *address,
                       uint16_t port);

/** The place of an address; SIZE_MAX: it is not there. */
size_t gs_race_ranks_find(const struct gs_race_ranks *ranks,
                          const struct gs_endpoint *endpoint);

/** The lanes of a race and `found` addresses as libc would sort them. */
void gs_race_ranks_compute(struct gs_round *round, const struct gs_race *race,
                           const struct gs_race_address *found, size_t count,
                           struct gs_race_ranks *out);

#endif
