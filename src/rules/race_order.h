/* SPDX-License-Identifier: MIT */
/**
 * The order of a race's attempts. Private to this room. RFC 8305 4.
 */
#ifndef GAISCOPE_RULES_RACE_ORDER_H
#define GAISCOPE_RULES_RACE_ORDER_H

#include "gaiscope/model/race.h"

/** Sorts the lanes that have not begun: by rank, then the families take turns, going on
 *  from those that have begun. Takes: how many have begun; they stand in front. */
void gs_race_sort(struct gs_race *race, size_t begun_count);

#endif
