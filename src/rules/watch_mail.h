/* SPDX-License-Identifier: MIT */
/**
 * Temporary failures of MX alone, while the addresses are answered. Pure; private to this room.
 */
#ifndef GAISCOPE_RULES_WATCH_MAIL_H
#define GAISCOPE_RULES_WATCH_MAIL_H

#include "gaiscope/model/watched.h"

/**
 * Takes a round in and appends that MX is not answered any more, or again, once it lasts long
 * enough. Rounds without MX, and those in which nothing was answered, say nothing of it.
 * Takes: `known` before this round, NULL: nothing.
 */
void watch_mail_step(struct gs_watch_trend *trend, const struct gs_watch_answer *known,
                     const struct gs_watch_answer *answer, int64_t wall_s,
                     struct gs_watch_change_list *out);

#endif
