/* SPDX-License-Identifier: MIT */
/**
 * What is different between two times of what is known of a host, as typed changes. What is
 * not known at both times is not compared. Pure; private to this room.
 */
#ifndef GAISCOPE_RULES_WATCH_DIFF_H
#define GAISCOPE_RULES_WATCH_DIFF_H

#include "gaiscope/model/journal.h"
#include "gaiscope/model/watch_answer.h"

/** Appends the changes: name and sets, CNAME, MX, PTR, source. */
void watch_diff(const struct gs_watch_answer *old, const struct gs_watch_answer *now,
                struct gs_watch_change_list *out);

/** Appends what came or went as a whole alone: the name, all IPv6, all IPv4. */
void watch_diff_whole(const struct gs_watch_answer *old,
                      const struct gs_watch_answer *now,
                      struct gs_watch_change_list *out);

/** Whether the addresses are the same. */
bool watch_is_same_set(const struct gs_watch_answer *old,
                       const struct gs_watch_answer *now);

#endif
