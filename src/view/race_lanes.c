/* SPDX-License-Identifier: MIT */
#include "race_lanes.h"

#include "race_drawing.h"

#include "gaiscope/base/duration.h"
#include "gaiscope/base/text.h"
#include "gaiscope/rules/race_verdict.h"

#include <stdio.h>

#include <sys/socket.h>

/* -- lanes ---------------------------------------------------------------------------- */

const char *gs_race_family_word(const struct gs_race_lane *lane)
{
    return lane->is_synthetic                                    ? "NAT64"
           : lane->connection.endpoint.address.family == AF_INET ? "IPv4"
                                                                 : "IPv6";
}

enum gs_role gs_race_family_role(const struct gs_race_lane *lane)
{
    return lane->connection.endpoint.address.family == AF_INET ? GS_ROLE_V4 : GS_ROLE_V6;
}

bool gs_race_has_turn(const struct gs_race *race, size_t lane, bool *is_needed)
{
    const struct gs_race_lane *it = &race->lanes.items[lane];
    *is_needed = !it->is_after_win && (race->won_us < 0 || it->started_us >= 0);
    return lane > 0 && it->waits_us >= 0 &&
           (it->started_us < 0 || it->started_us > it->waits_us) &&
           (race->won_us < 0 || it->waits_us < race->won_us);
}

/* One column is left blank before the line of the winner: the wait did not lead there. */
static void fill_turn(const struct gs_race_drawing *drawing, struct gs_track *track,
                      const struct gs_race_lane *lane, bool is_needed)
{
    const struct gs_race *race = drawing->race;
    int64_t until_us = gs_race_end_of(drawing, lane->started_us);
    if (is_needed) {
        gs_track_fill(track, lane->waits_us, until_us, "░", GS_ROLE_DIM);
        return;
    }
    int64_t column_us = drawing->axis.span_us / drawing->axis.cells;
    until_us = race->won_us - column_us;
    if (until_us > lane->waits_us) {
        gs_track_fill(track, lane->waits_us, until_us, "░", GS_ROLE_DIM);
    }
}

void gs_race_put_turn(const struct gs_race_drawing *drawing, struct gs_rows *rows,
                      size_t lane)
{
    const struct gs_race_lane *it = &drawing->race->lanes.items[lane];
    struct gs_track track;
    bool is_needed = false;
    char text[32] = "not needed";
    struct gs_race_words words = gs_race_wait_words("next attempt after", text);
    if (!gs_race_has_turn(drawing->race, lane, &is_needed) ||
        !gs_rows_next(rows, GS_NO_ITEM)) {
        return;
    }
    gs_race_begin_track(drawing, &track);
    if (is_needed) {
        gs_race_format_wait(gs_race_end_of(drawing, it->started_us) - it->waits_us,
                            drawing->race->settings.attempt_delay_ms, text, sizeof text);
    }
    if (drawing->has_axis) {
        fill_turn(drawing, &track, it, is_needed);
    }
    gs_race_put_row(drawing, rows, &track, &words);
}

/* How a lane ended, as a sign. */
static struct gs_outcome_look look_of(const struct gs_race *race, size_t lane)
{
    const struct gs_race_lane *it = &race->lanes.items[lane];
    bool is_late = race->won_us >= 0 && it->ended_us > race->won_us;
    switch (it->connection.status) {
    case GS_CONNECT_IDLE:
    case GS_CONNECT_WAITING:
        return (struct gs_outcome_look){"", GS_ROLE_TEXT};
    case GS_CONNECT_STOPPED:
        return (struct gs_outcome_look){"■", GS_ROLE_DIM};
    case GS_CONNECT_OPEN:
        return (struct gs_outcome_look){"✓",
                                        race->winner == lane ? GS_ROLE_OK : GS_ROLE_DIM};
    default:
        return (struct gs_outcome_look){"✗", is_late ? GS_ROLE_DIM : GS_ROLE_ERR};
    }
}

/* What was before the win, what is measured after it, and how it ended. */
static void fill_lane(const struct gs_race_drawing *drawing, struct gs_track *track,
                      size_t lane)
{
    const struct gs_race *race = drawing->race;
    const struct gs_race_lane *it = &race->lanes.items[lane];
    struct gs_outcome_look look = look_of(race, lane);
    int64_t until_us = gs_race_end_of(drawing, it->ended_us);
    int64_t won_us = race->won_us >= 0 ? race->won_us : INT64_MAX;
    if (it->started_us < 0) {
        return;
    }
    if (it->started_us < won_us) {
        gs_track_fill(track, it->started_us, until_us < won_us ? until_us : won_us, "━",
                      gs_race_family_role(it));
    }
    if (until_us > won_us) {
        gs_track_fill(track, it->started_us > won_us ? it->started_us : won_us, until_us,
                      "╌", GS_ROLE_DIM);
    }
    if (look.sign[0] != '\0') {
        gs_track_mark(track, until_us, look.sign, look.role);
    }
}

void gs_race_result(const struct gs_race_drawing *drawing, size_t lane,
                    struct gs_buf *out)
{
    const struct gs_race *race = drawing->race;
    const struct gs_race_lane *it = &race->lanes.items[lane];
    char took[GS_DURATION_TEXT_MAX];
    gs_duration_format(gs_race_end_of(drawing, it->ended_us) - it->started_us, took);
    switch (it->connection.status) {
    case GS_CONNECT_IDLE:
        gs_buf_add_text(out, drawing->is_running ? "waits" : "not begun");
        break;
    case GS_CONNECT_WAITING:
        gs_buf_add_text(out, took);
        break;
    default:
        gs_race_lane_result(race, lane, out);
        break;
    }
}

static enum gs_role result_role(const struct gs_race *race, size_t lane)
{
    const struct gs_race_lane *it = &race->lanes.items[lane];
    struct gs_outcome_look look = look_of(race, lane);
    return race->winner == lane                          ? GS_ROLE_STRONG
           : it->connection.status == GS_CONNECT_WAITING ? GS_ROLE_WAIT
           : it->is_after_win || it->started_us < 0      ? GS_ROLE_DIM
           : look.role == GS_ROLE_ERR                    ? GS_ROLE_ERR
                                                         : GS_ROLE_TEXT;
}

void gs_race_put_lane(const struct gs_race_drawing *drawing, struct gs_rows *rows,
                      size_t lane, size_t item)
{
    const struct gs_race *race = drawing->race;
    const struct gs_race_lane *it = &race->lanes.items[lane];
    struct gs_outcome_look look = look_of(race, lane);
    struct gs_buf result = {0};
    struct gs_track track;
    char address[GS_ADDRESS_TEXT_MAX];
    if (!gs_rows_next(rows, item)) {
        return;
    }
    gs_address_format(&it->connection.endpoint.address, address);
    gs_race_result(drawing, lane, &result);
    struct gs_race_words words = {
        .family = gs_race_family_word(it),
        .family_role = gs_race_family_role(it),
        .name = address,
        .name_role = race->winner == lane ? GS_ROLE_STRONG
                     : it->started_us < 0 ? GS_ROLE_DIM
                                          : GS_ROLE_TEXT,
        .sign = look.sign,
        .sign_role = look.role,
        .result = gs_buf_text(&result),
        .result_role = result_role(race, lane),
    };
    gs_race_begin_track(drawing, &track);
    if (drawing->has_axis) {
        fill_lane(drawing, &track, lane);
    }
    gs_race_put_row(drawing, rows, &track, &words);
    gs_buf_fini(&result);
}

/* -- between, and below --------------------------------------------------------------- */

void gs_race_put_gap(const struct gs_race_drawing *drawing, struct gs_rows *rows)
{
    struct gs_track track;
    if (gs_rows_next(rows, GS_NO_ITEM) && drawing->has_axis) {
        gs_race_begin_track(drawing, &track);
        gs_track_put(&track, rows, drawing->view.is_old);
    }
}

/* "└ 348 ms, connected by IPv4", or to the left of the line where there is more room. */
void gs_race_put_foot(const struct gs_race_drawing *drawing, struct gs_rows *rows)
{
    const struct gs_race *race = drawing->race;
    char time[GS_DURATION_TEXT_MAX];
    char text[64];
    enum gs_role role = gs_tone(&drawing->view, GS_ROLE_OK);
    if (race->winner >= race->lanes.count || !drawing->has_axis ||
        !gs_rows_next(rows, GS_NO_ITEM)) {
        return;
    }
    gs_duration_format(race->won_us, time);
    (void)snprintf(text, sizeof text, "%s, connected by %s", time,
                   gs_race_family_word(&race->lanes.items[race->winner]));
    int x = gs_axis_column(&drawing->axis, race->won_us);
    bool is_right = x + 2 + (int)gs_text_cells(text) <= (int)rows->width_cells;
    if (is_right) {
        (void)gs_rows_putf(rows, x, role, "└ %s", text);
    } else {
        (void)gs_rows_putf(rows, x - 1 - (int)gs_text_cells(text), role, "%s ┘", text);
    }
}
