/* SPDX-License-Identifier: MIT */
/**
 * How often a command may be started: a few at once, then one now and then. Pure; the clock
 * comes in. Private to the engine room.
 */
#ifndef GAISCOPE_ENGINE_HOOK_RATE_H
#define GAISCOPE_ENGINE_HOOK_RATE_H

#include <stdbool.h>
#include <stdint.h>

/** A bucket. */
struct hook_rate {
    uint32_t burst;    /**< at once at most */
    uint32_t every_ms; /**< until there is room for one more */
    uint32_t used;     /**< of the burst */
    uint64_t since_ms; /**< from when on time gives room back */
};

/** Takes room for one. Returns: false: there is none. Takes: a clock that does not go back. */
bool hook_rate_take(struct hook_rate *rate, uint64_t now_ms);

#endif
