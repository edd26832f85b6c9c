/* SPDX-License-Identifier: MIT */
/**
 * The walk of a mail sender: rules/mx_rules decides, this module asks. The parts that need a
 * delivery plan each walk for themselves, so that none waits for another one's round.
 * Private to the engine room; loop thread only.
 */
#ifndef GAISCOPE_ENGINE_MAIL_WALK_H
#define GAISCOPE_ENGINE_MAIL_WALK_H

#include "round.h"

struct gs_mail_walk;

/** Hears that the plan changed; the last time it is complete. */
typedef void (*gs_mail_walked_fn)(struct gs_round *round, struct gs_mail_walk *walk);

/** One walk. Its owner keeps it in place until the round is freed. */
struct gs_mail_walk {
    enum gs_part part;         /**< which part asks */
    gs_mail_walked_fn changed; /**< hears of each answer */
    struct gs_mx_plan *plan;   /**< so far; owned */
};

/** Starts it; `changed` hears of the plan once before this returns. Takes: part and changed
 *  are set. */
void gs_mail_walk_start(struct gs_round *round, struct gs_mail_walk *walk);

/** Frees what the walk owns. */
void gs_mail_walk_fini(struct gs_mail_walk *walk);

#endif
