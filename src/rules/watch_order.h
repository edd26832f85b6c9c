/* SPDX-License-Identifier: MIT */
/**
 * Whom a program tries first: libc's first address from round to round. Pure; private to this room.
 */
#ifndef GAISCOPE_RULES_WATCH_ORDER_H
#define GAISCOPE_RULES_WATCH_ORDER_H

#include "gaiscope/model/watched.h"

/**
 * Compares libc's first address with that of the last round that had one, while the set is the
 * same; appends ORDER_FLIPPED where it is news and the host does not flap.
 * Takes: `now`, whose first address is forgotten where it was first of another set.
 * Returns: whether it is news.
 */
bool watch_order_step(struct gs_watch_trend *trend, const struct gs_watch_answer *before,
                      struct gs_watch_answer *now, const struct gs_watch_answer *answer,
                      struct gs_watch_change_list *out);

#endif
