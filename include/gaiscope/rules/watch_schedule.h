/* SPDX-License-Identifier: MIT */
/**
 * When each watched host is asked next. Pure: the monotonic clock comes in, chance comes in as a
 * seed. Due times lie in a heap: the cost of a step grows with what is due, not with what is
 * watched.
 *
 *     WAITING --due--> TAKEN --done--> WAITING
 *        ^                |
 *        +-- pause, go on-+     a host that is TAKEN is never taken again: rounds do not overtake
 *                               each other; "now" while TAKEN asks once more when it is done
 *
 * After a sleep of the machine or a clock that jumped, a host that missed many rounds is due
 * once; the missed ones are counted. Hosts that fail temporarily are asked later and later
 * (back-off to eight intervals, at most 10 min), from the first good answer on as before.
 */
#ifndef GAISCOPE_RULES_WATCH_SCHEDULE_H
#define GAISCOPE_RULES_WATCH_SCHEDULE_H

#include "gaiscope/base/vec.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** A schedule. Owns: the caller, gs_schedule_free(). */
struct gs_schedule;

/** How a round went, as far as the next one depends on it. */
struct gs_schedule_done {
    bool is_failure; /**< temporary failure: back off */
    uint32_t ttl_s;  /**< TTL-aware: not before it ran out; 0: does not count */
};

/** Takes: `seed` for the jitter (a tenth of the interval, the first round spread over it). */
struct gs_schedule *gs_schedule_new(uint64_t seed);

/** Frees it; NULL is fine. */
void gs_schedule_free(struct gs_schedule *schedule);

/** Adds a host. Takes: an id never 0; the first round is due within `spread_us` from now. */
void gs_schedule_add(struct gs_schedule *schedule, uint64_t id, uint32_t interval_s,
                     int64_t now_us, int64_t spread_us);

/** Makes the next round of a host that waits, or is paused, due within `spread_us` from `at_us`. */
void gs_schedule_put_off(struct gs_schedule *schedule, uint64_t id, int64_t at_us,
                         int64_t spread_us);

/** Takes a host out, TAKEN or not. */
void gs_schedule_remove(struct gs_schedule *schedule, uint64_t id);

/** Takes the host that is due longest. Returns: its id; 0: none is due. */
uint64_t gs_schedule_take(struct gs_schedule *schedule, int64_t now_us);

/** Says that a taken host's round ended. Returns: when it is due next. */
int64_t gs_schedule_done(struct gs_schedule *schedule, uint64_t id,
                         const struct gs_schedule_done *done, int64_t now_us);

/** Gives a taken host back unasked: it is due as it was, once it is not paused. */
void gs_schedule_give_back(struct gs_schedule *schedule, uint64_t id);

/** Another interval from now on. */
void gs_schedule_set_interval(struct gs_schedule *schedule, uint64_t id,
                              uint32_t interval_s, int64_t now_us);

/** Pauses a host or goes on with it. */
void gs_schedule_pause(struct gs_schedule *schedule, uint64_t id, bool is_paused,
                       int64_t now_us);

/** Makes a host due now, paused or not; a paused one stays paused afterwards. */
void gs_schedule_now(struct gs_schedule *schedule, uint64_t id, int64_t now_us);

/** When the next host is due; INT64_MAX: none. */
int64_t gs_schedule_next_us(const struct gs_schedule *schedule);

/** When a host is due; INT64_MAX: paused, TAKEN or unknown. */
int64_t gs_schedule_due_us(const struct gs_schedule *schedule, uint64_t id);

/** How often a host is asked now, back-off included, seconds; 0: unknown. */
uint32_t gs_schedule_interval_s(const struct gs_schedule *schedule, uint64_t id);

/** Rounds left out after sleeps and jumps, ever. */
uint64_t gs_schedule_left_out(const struct gs_schedule *schedule);

#endif
