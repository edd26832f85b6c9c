/* SPDX-License-Identifier: MIT */
/**
 * Why getaddrinfo failed and what a person tries next, as far as the whole lookup tells it:
 * the call's own arguments first, then what the error means in general. Pure.
 */
#ifndef GAISCOPE_RULES_FAILURE_H
#define GAISCOPE_RULES_FAILURE_H

#include "gaiscope/model/lookup.h"
#include "gaiscope/model/machine.h"

#include <stdbool.h>

/** One failure; "" and NULL without one. */
struct gs_failure {
    char meaning[320]; /**< what is so */
    char advice[128];  /**< what to try; "" where the meaning says it */
    const char *trap;  /**< code of the trap that the meaning is taken from; NULL: none */
    bool is_unasked;   /**< nobody was asked for the name: the call forbids it */
};

/** The failure of libc's answer. Takes: a lookup, answered or not; `machine` may be NULL. */
struct gs_failure gs_failure_of(const struct gs_lookup *lookup,
                                const struct gs_machine *machine);

#endif
