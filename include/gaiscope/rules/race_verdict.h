/* SPDX-License-Identifier: MIT */
/**
 * A race in one sentence: who wins, why, and what another client would have suffered; and in
 * the words of its lanes. Pure.
 */
#ifndef GAISCOPE_RULES_RACE_VERDICT_H
#define GAISCOPE_RULES_RACE_VERDICT_H

#include "gaiscope/base/buf.h"
#include "gaiscope/model/race.h"
#include "gaiscope/rules/verdict.h"

/** The verdict. Takes: the race so far, NULL: none; `waited_us` while it runs, else -1. */
struct gs_verdict gs_race_verdict(const struct gs_race *race, int64_t waited_us);

/** What a lane came to: "wins", "open, 31 ms", "refused", "silent"; appended. */
void gs_race_lane_result(const struct gs_race *race, size_t number, struct gs_buf *out);

/** Medians of the past races of a name. -1: none counts. */
struct gs_race_medians {
    size_t races;          /**< how many are kept */
    size_t wins[2];        /**< of IPv6, of IPv4 */
    int64_t won_us;        /**< until connected */
    int64_t dns_us[2];     /**< AAAA, A */
    int64_t connect_us[2]; /**< IPv6, IPv4 */
};

/** Medians of the races alike to the newest one: with its settings, by the same families. A
 *  family that ran alone won against nobody. */
struct gs_race_medians gs_race_medians_of(const struct gs_race_past_list *past);

#endif
