/* SPDX-License-Identifier: MIT */
/*
 * One family of a race: what it came to, and the clauses of the verdict that say it.
 */
#ifndef GAISCOPE_SRC_RULES_RACE_SIDE_H
#define GAISCOPE_SRC_RULES_RACE_SIDE_H

#include "gaiscope/model/race.h"
#include "gaiscope/rules/verdict.h"

/* What a family came to, all its lanes together. */
struct gs_race_side_result {
    int family;
    const char *name;                /* "IPv6" */
    const char *type;                /* "AAAA" */
    const struct gs_race_dns *dns;   /* its question */
    const struct gs_race_lane *head; /* its first attempt; NULL: no address */
    size_t count;                    /* addresses */
    size_t over;                     /* attempts at their end */
    size_t by_status[GS_CONNECT_STATUS_COUNT];
    size_t unrouted; /* this machine has no route to them */
};

struct gs_race_side_result gs_race_side_result_of(const struct gs_race *race, int family);

/* All its attempts are over, and none opened. */
bool gs_race_side_is_broken(const struct gs_race_side_result *side);

/* Why no address of a family opens: the way that all of them have in common. */
void gs_race_say_broken(struct gs_verdict *verdict,
                        const struct gs_race_side_result *side);

/* Why it was silent, where the kernel tells. */
void gs_race_say_lost_syns(struct gs_verdict *verdict,
                           const struct gs_race_side_result *side);

/* What became of a family's first attempt, where others of it may do better. */
void gs_race_say_first(struct gs_verdict *verdict, const struct gs_race_side_result *side,
                       const struct gs_race_lane *winner);

#endif
