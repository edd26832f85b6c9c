/* SPDX-License-Identifier: MIT */
/**
 * Which entries of the journal a round has just made: what is told of it to a person, a program
 * and a command alike. Applying a round makes each of its changes the newest entry, so as many as
 * there were are looked at then. Pure.
 */
#ifndef GAISCOPE_CLI_ROUND_CHANGES_H
#define GAISCOPE_CLI_ROUND_CHANGES_H

#include "gaiscope/model/event.h"
#include "gaiscope/model/monitor.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** What is known of a round before it is applied. */
struct round_changes {
    uint64_t host_id;       /**< 0: nothing is to be told */
    int64_t wall_s;         /**< when it was */
    size_t count;           /**< of its changes */
    bool is_flapping_again; /**< flapping that goes on is told nobody */
};

/** Takes one change. Takes: `host` as it is now; the journal's entry. */
typedef void (*round_changes_fn)(void *context, const struct gs_watched *host,
                                 const struct gs_journal_entry *entry);

/** Looks at an event before it is applied; one that is no round has nothing to tell. */
struct round_changes round_changes_of(const struct gs_event *event);

/** Tells what the round changed, once it is applied, the oldest first. */
void round_changes_tell(const struct round_changes *round,
                        const struct gs_monitor *monitor, round_changes_fn tell,
                        void *context);

#endif
