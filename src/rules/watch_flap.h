/* SPDX-License-Identifier: MIT */
/**
 * Values that come and go. Pure; private to this room.
 */
#ifndef GAISCOPE_RULES_WATCH_FLAP_H
#define GAISCOPE_RULES_WATCH_FLAP_H

#include "watch_values.h"

#include "gaiscope/base/buf.h"
#include "gaiscope/model/watched.h"

enum {
    WATCH_GRAVE_ROUNDS = 3, /* while flapping, what lasts so many rounds is told */
};

/** Where a host is. */
enum watch_flap {
    WATCH_FLAP_NO,    /**< it does not flap */
    WATCH_FLAP_BEGAN, /**< with this round */
    WATCH_FLAP_ON,    /**< it goes on */
    WATCH_FLAP_ENDED, /**< it is calm with this round */
};

/** A turn of one round. */
struct watch_turn {
    bool is_turn;   /**< something came or went */
    bool is_return; /**< something came back */
};

/** Notes which values came and went. */
struct watch_turn watch_flap_values(struct gs_watch_trend *trend,
                                    const struct watch_values *old,
                                    const struct watch_values *now);

/** Takes a round in and says where the host is. Takes: `interval_s` from round to round, 0: not
 *  known. */
enum watch_flap watch_flap_step(struct gs_watch_trend *trend, struct watch_turn turn,
                                uint32_t interval_s, int64_t wall_s);

/** Appends "14 times in 1 h". */
void watch_flap_remark(const struct gs_watch_trend *trend, int64_t wall_s,
                       struct gs_buf *out);

/** Appends what comes and goes: "192.0.2.7 and .8 come and go". */
void watch_flap_text(const struct gs_watch_answer *old, const struct gs_watch_answer *now,
                     struct gs_buf *out);

#endif
