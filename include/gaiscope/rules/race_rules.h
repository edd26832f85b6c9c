/* SPDX-License-Identifier: MIT */
/**
 * The scheduler of a race: given the race so far and the moment, what begins now and when to
 * look again. Pure: no I/O, no clock; a runner feeds it with what it measures, a simulation with
 * what it assumes. RFC 8305 3 (resolution delay), 4 (sorting), 5 (attempts).
 *
 *     begin -> [ answered A | answered AAAA | ended lane ]* -> complete
 *                 each followed by gs_race_next() until it has no lane to begin
 *
 * AAAA first: attempts begin at once. A first: they wait for AAAA, at most the resolution
 * delay. Then one attempt after the other, attempt_delay apart, or at once when one failed,
 * until one is open; the lanes that were not needed begin after the win at the same pace, to
 * be measured alone.
 */
#ifndef GAISCOPE_RULES_RACE_RULES_H
#define GAISCOPE_RULES_RACE_RULES_H

#include "gaiscope/model/race.h"

/** One address with its place in the order of RFC 6724 (libc's). */
struct gs_race_address {
    struct gs_endpoint endpoint; /**< whom */
    size_t rank;                 /**< from 0; SIZE_MAX: unknown, behind all others */
    bool is_synthetic;           /**< NAT64 */
};

/** What to do at a moment. */
struct gs_race_todo {
    size_t lane;     /**< begins now, and is marked as begun; SIZE_MAX: none */
    int64_t wake_us; /**< ask again then at the latest; -1: only an answer changes it */
};

/** Says which questions are asked. An address is raced with none: only answered. */
void gs_race_begin(struct gs_race *race, bool asks_v6, bool asks_v4);

/** What became known. */
struct gs_race_answer {
    int family; /**< of the question; 0: none, the addresses are the name itself,
                                  or libc's rows */
    enum gs_outcome outcome; /**< of the question */
    const struct gs_race_address
        *addresses; /**< raced to; one that is there counts once */
    size_t count;   /**< how many */
};

/** A question was answered. Lanes not begun are sorted anew. */
void gs_race_answered(struct gs_race *race, const struct gs_race_answer *answer,
                      int64_t now_us);

/** The order of RFC 6724 is known, or known better: lanes get their ranks of these, those not
 *  among them none. Lanes not begun are sorted anew. */
void gs_race_ranked(struct gs_race *race, const struct gs_race_address *addresses,
                    size_t count);

/** A lane, by its number, is at its end: the first one that is open wins. */
void gs_race_ended(struct gs_race *race, size_t number,
                   const struct gs_connection *connection, int64_t now_us);

/** What begins now; called again until no lane begins. Completes the race. */
struct gs_race_todo gs_race_next(struct gs_race *race, int64_t now_us);

/** What a simulated address does. */
struct gs_race_assumed {
    struct gs_race_address address; /**< whom */
    enum gs_connect_status status;  /**< how it ends */
    int64_t takes_us;               /**< from its begin; a silent one: until given up */
};

/** A race with assumed answers. Takes: the settings; when AAAA and A are answered, -1: never;
 *  each address once; `limit_us`: an attempt that takes longer is silent then. INT64_MAX: none,
 *  a client waits as long as the kernel tries. The settings' deadline cuts no attempt.
 *  Returns: a complete race. Owns: the caller, gs_race_free(). */
struct gs_race *gs_race_simulate(const struct gs_race_settings *settings,
                                 const int64_t answered_us[2],
                                 const struct gs_race_assumed *addresses, size_t count,
                                 int64_t limit_us);

#endif
