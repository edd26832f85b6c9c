/* SPDX-License-Identifier: MIT */
/**
 * How many questions may be on the wire at once. It starts small, doubles while nothing is
 * lost, then grows slowly; it shrinks on loss and when questions queue up somewhere. Random
 * loss of a few percent does not count: it says nothing about a queue. Pure: no clock; decided
 * once per epoch, that is when about as many questions as the window holds came to an end.
 */
#ifndef GAISCOPE_SRC_DNS_MASS_WINDOW_H
#define GAISCOPE_SRC_DNS_MASS_WINDOW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define GS_MASS_WINDOW_START  64  /**< questions at once in the beginning */
#define GS_MASS_WINDOW_MIN    64  /**< and at the least, unless the most is below that */
#define GS_MASS_WINDOW_EPOCHS 256 /**< after so many it looks how fast an empty path is */

/** One kind of round trip of an epoch: the shortest there was, in this generation and in the one
 *  before; 0: none yet. */
struct gs_mass_window_trip {
    int64_t base_us[2]; /**< both */
};

/** A window. */
struct gs_mass_window {
    size_t size;                        /**< questions that may be on the wire now */
    size_t min;                         /**< it never falls below */
    size_t max;                         /**< and never grows above */
    size_t answered;                    /**< in this epoch */
    size_t lost;                        /**< in this epoch */
    size_t most;                        /**< most questions on the wire in this epoch */
    int64_t sum_us;                     /**< round trips of this epoch together */
    int64_t fastest_us;                 /**< shortest of these; 0: none yet */
    struct gs_mass_window_trip mean;    /**< the mean of an epoch */
    struct gs_mass_window_trip fastest; /**< its shortest */
    unsigned epochs;                    /**< of this generation */
    size_t resume;    /**< size to go back to after a look at the empty path; 0: none */
    bool is_settling; /**< this epoch's questions began in a larger window */
    bool is_steady;   /**< it shrank or held once: no more doubling */
};

/** A window at its start. Takes: `max`, at least 1. */
struct gs_mass_window gs_mass_window_new(size_t max);

/** What the receive buffers hold: never more than that at once. */
void gs_mass_window_limit(struct gs_mass_window *window, size_t max);

/** So many questions are on the wire. */
void gs_mass_window_note_wire(struct gs_mass_window *window, size_t on_wire);

/** A question was answered after `rtt_us`. */
void gs_mass_window_note_answer(struct gs_mass_window *window, int64_t rtt_us);

/** The answer to a question is overdue. */
void gs_mass_window_note_loss(struct gs_mass_window *window);

#endif
