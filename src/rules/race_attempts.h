/* SPDX-License-Identifier: MIT */
/*
 * What each address of a race would do for a client that has one family, or another network
 * than this one, and in which order the client tries them.
 */
#ifndef GAISCOPE_SRC_RULES_RACE_ATTEMPTS_H
#define GAISCOPE_SRC_RULES_RACE_ATTEMPTS_H

#include "gaiscope/model/race.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What is assumed of the addresses instead of what was measured. */
enum gs_race_twist {
    GS_RACE_AS_MEASURED,
    GS_RACE_BROKEN_V6,
    GS_RACE_SLOW_V6
};

/* One way to look at a race. */
struct gs_race_scene {
    const struct gs_race *race;
    enum gs_race_twist twist;
    int64_t slow_us;
    int family;       /* the only one that the client has; 0: both */
    bool is_v6_first; /* it tries IPv6 first, else as libc sorts */
};

/* What an address would do. */
struct gs_race_attempt {
    enum gs_connect_status status;
    int64_t takes_us; /* -1: not known (yet) */
};

/* AF_INET or AF_INET6. */
int gs_race_family_of(const struct gs_race_lane *lane);

/* It was measured for so short a time that it may answer later. */
bool gs_race_is_unsure(const struct gs_race_scene *scene,
                       const struct gs_race_lane *lane);

struct gs_race_attempt gs_race_attempt_of(const struct gs_race_scene *scene,
                                          const struct gs_race_lane *lane);

/* Those given, as the client tries them; equal ranks as they are raced. Returns: how many. */
size_t gs_race_sort_given(const struct gs_race_scene *scene,
                          const struct gs_race_lane *out[GS_RACE_ADDRESSES_MAX]);

/* When the name is known to a client that asks libc; a family alone is one question. */
int64_t gs_race_name_us(const struct gs_race_scene *scene);

#endif
