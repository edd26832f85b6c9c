/* SPDX-License-Identifier: MIT */
#include "race_lanes.h"

#include "gaiscope/base/duration.h"
#include "gaiscope/base/text.h"
#include "gaiscope/rules/race_reach.h"
#include "gaiscope/rules/race_verdict.h"

#include <stdio.h>

#include <sys/socket.h>

enum {
    FAMILY_CELLS = 6,   /* "IPv6" and a gap, where there is room for it */
    FAMILY_WIDTH = 100, /* text columns from which there is */
    NAME_CELLS =
        24, /* a short address: so many at least, that lanes begin in one place */
    NAME_GAP = 3,
    RESULT_CELLS = 11, /* "42 of 50 ms" */
    AXIS_MIN = 16,     /* columns of an axis that is worth its place */
    US_PER_MS = 1000,
};

/* -- where all stands ----------------------------------------------------------------- */

static size_t longest_name(const struct gs_race *race)
{
    size_t cells = NAME_CELLS;
    for (size_t i = 0; i < race->lanes.count; i++) {
        char text[GS_ADDRESS_TEXT_MAX];
        gs_address_format(&race->lanes.items[i].connection.endpoint.address, text);
        cells = gs_text_cells(text) > cells ? gs_text_cells(text) : cells;
    }
    return cells;
}

static size_t longest_result(const struct gs_race_drawing *drawing)
{
    size_t cells = RESULT_CELLS;
    struct gs_buf text = {0};
    for (size_t i = 0; i < drawing->race->lanes.count; i++) {
        gs_buf_clear(&text);
        gs_race_result(drawing, i, &text);
        size_t own = gs_text_cells(gs_buf_text(&text));
        cells = own > cells ? own : cells;
    }
    gs_buf_fini(&text);
    for (size_t i = 0; i < 2; i++) {
        size_t own = gs_text_cells(gs_outcome_word(drawing->race->dns[i].outcome));
        cells = own > cells ? own : cells;
    }
    return cells;
}

struct gs_race_drawing gs_race_drawing_of(const struct gs_part_view *view, size_t width)
{
    const struct gs_race *race = view->facts->race;
    bool has_family = width >= FAMILY_WIDTH;
    struct gs_race_drawing out = {
        .race = race,
        .view = *view,
        .is_running = view->is_waiting && !view->is_old && !race->is_complete,
        .now_us = race->elapsed_us,
        .name_x = has_family ? FAMILY_CELLS : 0,
    };
    int64_t seen_us = out.is_running     ? view->waited_us
                      : view->is_stopped ? view->took_us
                                         : 0;
    out.now_us = seen_us > out.now_us ? seen_us : out.now_us;
    int x = out.name_x + (int)longest_name(race) + (has_family ? NAME_GAP : 2);
    int cells = (int)width - x - (int)longest_result(&out) - 2;
    cells = cells < GS_TRACK_CELLS_MAX ? cells : GS_TRACK_CELLS_MAX - 1;
    out.has_axis = cells >= AXIS_MIN;
    if (out.has_axis) {
        out.axis = gs_axis_of(gs_race_reach(race, out.now_us), x, cells);
    }
    return out;
}

/* -- the axis ------------------------------------------------------------------------- */

static void format_tick(const struct gs_axis *axis, int64_t at_us, char *out, size_t size)
{
    bool is_fine = axis->tick_us * (int64_t)axis->ticks_a_label < US_PER_MS;
    if (axis->span_us >= 20 * INT64_C(1000000)) {
        (void)snprintf(out, size, "%d%s", (int)(at_us / 1000000), at_us == 0 ? " s" : "");
    } else {
        (void)snprintf(out, size, "%.*f%s", is_fine && at_us > 0 ? 1 : 0,
                       (double)at_us / US_PER_MS, at_us == 0 ? " ms" : "");
    }
}

static void put_numbers(const struct gs_race_drawing *drawing, struct gs_rows *rows)
{
    const struct gs_axis *axis = &drawing->axis;
    int64_t step_us = axis->tick_us * (int64_t)axis->ticks_a_label;
    int end = (int)rows->width_cells - (int)sizeof "result";
    for (int64_t at_us = 0; at_us <= axis->span_us; at_us += step_us) {
        char text[24];
        format_tick(axis, at_us, text, sizeof text);
        int cells = (int)gs_text_cells(text);
        int x = gs_axis_column(axis, at_us) - (at_us == 0 ? 0 : cells / 2);
        if (x + cells <= end) {
            (void)gs_rows_put(rows, x, gs_tone(&drawing->view, GS_ROLE_HEAD), text);
        }
    }
}

static void put_ticks(const struct gs_race_drawing *drawing, struct gs_rows *rows)
{
    struct gs_track track;
    const struct gs_axis *axis = &drawing->axis;
    gs_track_begin(&track, axis);
    gs_track_fill(&track, 0, axis->span_us, "─", GS_ROLE_RULE);
    gs_track_mark(&track, axis->span_us, "─", GS_ROLE_RULE);
    for (int64_t at_us = 0; at_us <= axis->span_us; at_us += axis->tick_us) {
        gs_track_mark(&track, at_us, "┬", GS_ROLE_RULE);
    }
    if (drawing->race->won_us >= 0) {
        gs_track_mark(&track, drawing->race->won_us, "┬", GS_ROLE_OK);
    }
    gs_track_put(&track, rows, drawing->view.is_old);
}

void gs_race_put_axis(const struct gs_race_drawing *drawing, struct gs_rows *rows)
{
    enum gs_role role = gs_tone(&drawing->view, GS_ROLE_HEAD);
    if (gs_rows_next(rows, GS_NO_ITEM)) {
        (void)gs_rows_put(rows, 0, role, "lane");
        put_numbers(drawing, rows);
        (void)gs_rows_put_right(rows, (int)rows->width_cells, role, "result");
    }
    if (gs_rows_next(rows, GS_NO_ITEM)) {
        put_ticks(drawing, rows);
    }
}

/* -- one row -------------------------------------------------------------------------- */

/* What a row says beside its place on the axis. */
struct words {
    const char *family; /* "DNS", "IPv6", "" */
    enum gs_role family_role;
    const char *name;
    enum gs_role name_role;
    const char *sign; /* stands in the gutter where there is no axis; "" none */
    enum gs_role sign_role;
    const char *result;
    enum gs_role result_role;
};

static void begin_track(const struct gs_race_drawing *drawing, struct gs_track *track)
{
    gs_track_begin(track, &drawing->axis);
    if (drawing->has_axis && drawing->race->won_us >= 0) {
        gs_track_mark(track, drawing->race->won_us, "│", GS_ROLE_OK);
    }
}

static void put_row(const struct gs_race_drawing *drawing, struct gs_rows *rows,
                    const struct gs_track *track, const struct words *words)
{
    const struct gs_part_view *view = &drawing->view;
    if (!drawing->has_axis && words->sign[0] != '\0') {
        (void)gs_rows_put(rows, GS_SIGN_X, gs_tone(view, words->sign_role), words->sign);
    }
    if (drawing->name_x > 0) {
        (void)gs_rows_put(rows, 0, gs_tone(view, words->family_role), words->family);
    }
    (void)gs_rows_put(rows, drawing->name_x, gs_tone(view, words->name_role),
                      words->name);
    if (drawing->has_axis) {
        gs_track_put(track, rows, view->is_old);
    }
    (void)gs_rows_put_right(rows, (int)rows->width_cells,
                            gs_tone(view, words->result_role), words->result);
}

/* Until when something lasts that may have no end yet. */
static int64_t end_of(const struct gs_race_drawing *drawing, int64_t ended_us)
{
    return ended_us >= 0 ? ended_us : drawing->now_us;
}

/* -- DNS ------------------------------------------------------------------------------ */

static struct words words_of_dns(const struct gs_race_drawing *drawing,
                                 const struct gs_race_dns *dns,
                                 char time[GS_DURATION_TEXT_MAX])
{
    bool is_v4 = dns->family == AF_INET;
    struct words words = {
        .family = "DNS",
        .family_role = GS_ROLE_DIM,
        .name =
            drawing->name_x > 0 ? (is_v4 ? "A" : "AAAA") : (is_v4 ? "DNS A" : "DNS AAAA"),
        .name_role = GS_ROLE_TEXT,
        .sign = "",
        .result_role = GS_ROLE_DIM,
    };
    gs_duration_format(end_of(drawing, dns->answered_us), time);
    if (!dns->is_asked) {
        words.name_role = GS_ROLE_DIM;
        words.result = "not asked";
    } else if (dns->outcome == GS_OUTCOME_ANSWERED) {
        words.sign = "✓";
        words.sign_role = GS_ROLE_OK;
        words.result = time;
    } else if (dns->outcome == GS_OUTCOME_NOT_ASKED) {
        words.result = time;
        words.result_role = GS_ROLE_WAIT;
    } else {
        struct gs_outcome_look look = gs_outcome_look_of(dns->outcome);
        words.sign = look.sign;
        words.sign_role = look.role;
        words.result = gs_outcome_word(dns->outcome);
        words.result_role = look.role == GS_ROLE_ERR ? GS_ROLE_ERR : GS_ROLE_TEXT;
    }
    return words;
}

void gs_race_put_dns(const struct gs_race_drawing *drawing, struct gs_rows *rows,
                     size_t side, size_t item)
{
    const struct gs_race_dns *dns = &drawing->race->dns[side];
    struct gs_track track;
    char time[GS_DURATION_TEXT_MAX];
    if (!gs_rows_next(rows, item)) {
        return;
    }
    struct words words = words_of_dns(drawing, dns, time);
    begin_track(drawing, &track);
    if (drawing->has_axis && dns->is_asked) {
        gs_track_fill(&track, 0, end_of(drawing, dns->answered_us), "·", GS_ROLE_SPARK);
    }
    if (drawing->has_axis && dns->answered_us >= 0 && words.sign[0] != '\0') {
        gs_track_mark(&track, dns->answered_us, words.sign, words.sign_role);
    }
    put_row(drawing, rows, &track, &words);
}

/* "42 of 50 ms", "50 ms". */
static void format_wait(int64_t waited_us, uint32_t rule_ms, char *out, size_t size)
{
    int64_t waited_ms = (waited_us + US_PER_MS / 2) / US_PER_MS;
    if (waited_ms >= rule_ms) {
        (void)snprintf(out, size, "%u ms", (unsigned)rule_ms);
    } else {
        (void)snprintf(out, size, "%d of %u ms", (int)waited_ms, (unsigned)rule_ms);
    }
}

void gs_race_put_delay(const struct gs_race_drawing *drawing, struct gs_rows *rows)
{
    const struct gs_race *race = drawing->race;
    struct gs_track track;
    char text[32] = "not needed";
    struct words words = {.name = "resolution delay",
                          .family = "",
                          .sign = "",
                          .name_role = GS_ROLE_DIM,
                          .result = text,
                          .result_role = GS_ROLE_DIM};
    if (!gs_rows_next(rows, GS_NO_ITEM)) {
        return;
    }
    begin_track(drawing, &track);
    if (race->delay_from_us >= 0) {
        int64_t until_us = end_of(drawing, race->delay_until_us);
        format_wait(until_us - race->delay_from_us, race->settings.resolution_delay_ms,
                    text, sizeof text);
        if (drawing->has_axis) {
            gs_track_fill(&track, race->delay_from_us, until_us, "░", GS_ROLE_DIM);
        }
    } else if (drawing->is_running && race->lanes.count == 0) {
        text[0] = '\0'; /* not known yet */
    }
    put_row(drawing, rows, &track, &words);
}

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
    int64_t until_us = end_of(drawing, lane->started_us);
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
    struct words words = {.name = "next attempt after",
                          .family = "",
                          .sign = "",
                          .name_role = GS_ROLE_DIM,
                          .result = text,
                          .result_role = GS_ROLE_DIM};
    if (!gs_race_has_turn(drawing->race, lane, &is_needed) ||
        !gs_rows_next(rows, GS_NO_ITEM)) {
        return;
    }
    begin_track(drawing, &track);
    if (is_needed) {
        format_wait(end_of(drawing, it->started_us) - it->waits_us,
                    drawing->race->settings.attempt_delay_ms, text, sizeof text);
    }
    if (drawing->has_axis) {
        fill_turn(drawing, &track, it, is_needed);
    }
    put_row(drawing, rows, &track, &words);
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
    int64_t until_us = end_of(drawing, it->ended_us);
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
    gs_duration_format(end_of(drawing, it->ended_us) - it->started_us, took);
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
    struct words words = {
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
    begin_track(drawing, &track);
    if (drawing->has_axis) {
        fill_lane(drawing, &track, lane);
    }
    put_row(drawing, rows, &track, &words);
    gs_buf_fini(&result);
}

/* -- between, and below --------------------------------------------------------------- */

void gs_race_put_gap(const struct gs_race_drawing *drawing, struct gs_rows *rows)
{
    struct gs_track track;
    if (gs_rows_next(rows, GS_NO_ITEM) && drawing->has_axis) {
        begin_track(drawing, &track);
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
