/* SPDX-License-Identifier: MIT */
/**
 * What is known of the servers of a mass: how long they take, whether they answer at all, and
 * whom to ask therefore. Pure: the time comes in. RFC 6298 (round trips and patience).
 */
#ifndef GAISCOPE_SRC_DNS_MASS_SERVER_H
#define GAISCOPE_SRC_DNS_MASS_SERVER_H

#include "gaiscope/model/machine.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define GS_MASS_LEVELS 6        /**< lengths that patience has */
#define GS_MASS_NOBODY SIZE_MAX /**< no server is left */

/** One server. */
struct gs_mass_server {
    struct gs_endpoint endpoint; /**< where it listens */
    int64_t srtt_us;             /**< smoothed round trip; 0: none measured yet */
    int64_t rttvar_us;           /**< its variation */
    int64_t min_us[2];           /**< shortest in this interval and in the one before */
    int64_t interval_us;         /**< when this interval began */
    int64_t probed_us;           /**< when it was last begun with though it is silent */
    unsigned silent_in_row;      /**< messages without an answer since the last answer */
};

/** All of them, in the order of resolv.conf. */
struct gs_mass_servers {
    struct gs_mass_server items[GS_SERVERS_MAX]; /**< the first `count` */
    size_t count;                                /**< how many */
};

/** A message was answered after `rtt_us`. */
void gs_mass_server_note(struct gs_mass_server *server, int64_t rtt_us, int64_t now_us);

/** A message was not answered in time. */
void gs_mass_server_note_silence(struct gs_mass_server *server);

/** The shortest round trip of late; 0: none measured. */
int64_t gs_mass_server_min_us(const struct gs_mass_server *server);

/** From when on an answer is overdue: it counts as lost, and its place on the wire is
 *  given away, but it is still welcome. */
int64_t gs_mass_server_overdue_us(const struct gs_mass_server *server);

/** How long to wait before the question is put once more. Takes: how often it was put
 *  before, in vain. */
int64_t gs_mass_server_patience_us(const struct gs_mass_server *server, unsigned level);

/** Whom to begin with: the first one that is not known for its silence; such a one is probed
 *  now and then. Returns: an index; GS_MASS_NOBODY without servers. */
size_t gs_mass_servers_first(struct gs_mass_servers *servers, int64_t now_us);

/** Whom to ask after `current`: the next one that is not in `settled` (bit per server), rather
 *  one that answers. Returns: an index; GS_MASS_NOBODY when all are settled. */
size_t gs_mass_servers_next(const struct gs_mass_servers *servers, size_t current,
                            unsigned settled);

#endif
