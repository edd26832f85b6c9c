/* SPDX-License-Identifier: MIT */
/**
 * One host of the families part, from its questions to its end. Private to run_families.c,
 * which says which hosts there are and how many at once.
 */
#ifndef GAISCOPE_ENGINE_FAMILY_HOST_H
#define GAISCOPE_ENGINE_FAMILY_HOST_H

#include "pace.h"
#include "round.h"

#include "gaiscope/model/families.h"

/** One host under way. */
struct gs_family_host;

/** What the part keeps. */
struct gs_families_run {
    struct gs_families *families; /**< so far; owned */
    struct GS_VEC_OF(
        struct gs_family_host *) hosts;    /**< begun; lent to what is under way */
    size_t over;                           /**< how many of them are at their end */
    struct gs_pace *pace;                  /**< of telling; owned */
    void (*ended)(struct gs_round *round); /**< one more is: the next one may begin */
};

/** Begins the host of a row: asks, connects, tells of it. */
void gs_family_host_begin(struct gs_round *round, size_t number);

/** Something is known that was not: the sink is told all, of the end at once, else in pace. */
void gs_families_changed(struct gs_round *round);

/** Tells it. Takes: the round, as a pace hands it over. */
void gs_families_tell(void *context);

/** Frees what a host keeps. */
void gs_family_host_free(struct gs_family_host *host);

#endif
