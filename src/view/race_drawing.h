/* SPDX-License-Identifier: MIT */
/*
 * What all rows of a race's picture have in common: their words, their track on the axis, and
 * how both are put. The rows themselves: race_dns_rows.c and race_lanes.c.
 */
#ifndef GAISCOPE_SRC_VIEW_RACE_DRAWING_H
#define GAISCOPE_SRC_VIEW_RACE_DRAWING_H

#include "race_lanes.h"

/* What a row says beside its place on the axis. */
struct gs_race_words {
    const char *family; /* "DNS", "IPv6", "" */
    enum gs_role family_role;
    const char *name;
    enum gs_role name_role;
    const char *sign; /* stands in the gutter where there is no axis; "" none */
    enum gs_role sign_role;
    const char *result;
    enum gs_role result_role;
};

/* A track with the line of the winner. */
void gs_race_begin_track(const struct gs_race_drawing *drawing, struct gs_track *track);

/* One row: words, and the track between them. */
void gs_race_put_row(const struct gs_race_drawing *drawing, struct gs_rows *rows,
                     const struct gs_track *track, const struct gs_race_words *words);

/* Until when something lasts that may have no end yet. */
int64_t gs_race_end_of(const struct gs_race_drawing *drawing, int64_t ended_us);

/* "42 of 50 ms", "50 ms". */
void gs_race_format_wait(int64_t waited_us, uint32_t rule_ms, char *out, size_t size);

/* The words of a row that is a wait. */
struct gs_race_words gs_race_wait_words(const char *name, const char *result);

#endif
