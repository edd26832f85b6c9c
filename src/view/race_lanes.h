/* SPDX-License-Identifier: MIT */
/*
 * The rows of a race's picture, one function a kind of row. With room each has its time on the
 * axis; without, its sign and its words alone.
 *
 *     DNS   A        ··✓                      │           18 ms
 *           resolution delay  ░░░             │     42 of 50 ms
 *     IPv6  2001:db8::1  ━━━━━━━━━━━━━━━━━━━━━╌╌╌→  open, 1.1 s
 *                                             └ 348 ms, connected by IPv4
 */
#ifndef GAISCOPE_SRC_VIEW_RACE_LANES_H
#define GAISCOPE_SRC_VIEW_RACE_LANES_H

#include "race_pane.h"
#include "race_track.h"

/* What the rows are drawn from. */
struct gs_race_drawing {
    const struct gs_race *race;
    struct gs_part_view view;
    int64_t now_us;      /* until when what has no end lasts */
    bool is_running;     /* it goes on */
    int name_x;          /* where names and addresses stand; before it the family */
    bool has_axis;       /* else there is no room for it */
    struct gs_axis axis; /* with has_axis */
};

/* The drawing of a race in rows of so many cells. */
struct gs_race_drawing gs_race_drawing_of(const struct gs_part_view *view, size_t width);

/* The two rows of the axis. */
void gs_race_put_axis(const struct gs_race_drawing *drawing, struct gs_rows *rows);

/* One question to DNS: 0 AAAA, 1 A. */
void gs_race_put_dns(const struct gs_race_drawing *drawing, struct gs_rows *rows,
                     size_t side, size_t item);

/* How long an A answer waited for the AAAA one. */
void gs_race_put_delay(const struct gs_race_drawing *drawing, struct gs_rows *rows);

/* Whether a lane waited for its turn behind another one; *is_needed: it was begun before the
 * race was won. */
bool gs_race_has_turn(const struct gs_race *race, size_t lane, bool *is_needed);

/* How long a lane waited for its turn. */
void gs_race_put_turn(const struct gs_race_drawing *drawing, struct gs_rows *rows,
                      size_t lane);

/* One attempt. */
void gs_race_put_lane(const struct gs_race_drawing *drawing, struct gs_rows *rows,
                      size_t lane, size_t item);

/* An empty row, but for the line of the winner. */
void gs_race_put_gap(const struct gs_race_drawing *drawing, struct gs_rows *rows);

/* The foot of that line. */
void gs_race_put_foot(const struct gs_race_drawing *drawing, struct gs_rows *rows);

/* The family of a lane's address as a word: "NAT64" is IPv6 to an IPv4 host. */
const char *gs_race_family_word(const struct gs_race_lane *lane);

/* Its colour. */
enum gs_role gs_race_family_role(const struct gs_race_lane *lane);

/* What a lane came to, while it runs how long it does; appended. */
void gs_race_result(const struct gs_race_drawing *drawing, size_t lane,
                    struct gs_buf *out);

#endif
