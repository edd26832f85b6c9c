/* SPDX-License-Identifier: MIT */
/*
 * A race on one axis of time: the questions to DNS, the delays, one lane an attempt. RFC 8305.
 * With little room pieces of it are left out, those of least worth first; then it scrolls.
 */
#include "race_lanes.h"

#include "gaiscope/base/text.h"

#include <stdio.h>

#include <sys/socket.h>

enum {
    AXIS_ROWS = 2,
    DNS_ITEMS = 2, /* A, AAAA: items before the lanes', where DNS is asked */
};

/* What is drawn of a race beside its questions and lanes, the least worth last. */
enum piece {
    DELAYS = 1 << 0,
    ALL_TURNS = 1 << 1, /* those that were not needed, too */
    FIRST_GAP = 1 << 2, /* between the questions and the lanes */
    LEGEND = 1 << 3,
    GAPS = 1 << 4, /* between the lanes */
};

static bool asks_dns(const struct gs_race *race)
{
    return race->dns[0].is_asked || race->dns[1].is_asked;
}

size_t gs_race_first_item(const struct gs_race *race)
{
    return asks_dns(race) ? DNS_ITEMS : 0;
}

const struct gs_race_lane *gs_race_lane_of(const struct gs_pane_context *context,
                                           size_t item)
{
    const struct gs_race *race = gs_part_view_of(context, GS_PART_RACE).facts->race;
    size_t first = race == NULL ? 0 : gs_race_first_item(race);
    return race != NULL && item >= first && item - first < race->lanes.count
               ? &race->lanes.items[item - first]
               : NULL;
}

/* -- the title ------------------------------------------------------------------------ */

static void add_history(const struct gs_pane_context *context, struct gs_pane *pane)
{
    struct gs_buf text = {0};
    gs_race_history_words(context, &text);
    if (text.len > 0) {
        gs_buf_addf(&pane->info, "  ·  %s", gs_buf_text(&text));
    }
    gs_buf_fini(&text);
}

void gs_describe_race(const struct gs_pane_context *context, struct gs_pane *pane)
{
    struct gs_part_view view = gs_part_view_of(context, GS_PART_RACE);
    const struct gs_race *race = view.facts->race;
    if (gs_pane_stopped(pane, &view)) {
        return;
    }
    if (race != NULL && race->lanes.count > 0) {
        size_t count = race->lanes.count + race->left_out;
        gs_pane_info(pane, GS_ROLE_TEXT, "%zu %s", count,
                     gs_plural(count, "address", "addresses"));
        gs_pane_age(pane, &view);
    }
    if (view.is_waiting) {
        gs_pane_time(pane, &view, 0);
    } else if (race != NULL) {
        gs_buf_add_text(&pane->right,
                        context->session->machine.resolver.is_demo
                            ? "demo: listeners on this machine, distances made up"
                            : "RFC 8305; every lane runs to its end");
        add_history(context, pane);
    }
}

/* -- the picture ---------------------------------------------------------------------- */

static void put_legend(const struct gs_race_drawing *drawing, struct gs_rows *rows)
{
    static const struct {
        const char *sign;
        const char *meaning;
        enum gs_role role;
    } signs[] = {
        {"·", "waiting for DNS", GS_ROLE_SPARK},
        {"░", "waiting by rule", GS_ROLE_DIM},
        {"━", "connecting", GS_ROLE_SPARK},
        {"╌", "after the win: measured only here", GS_ROLE_DIM},
        {"→", "ends beyond the axis", GS_ROLE_WARN},
    };

    int x = 0;
    if (!gs_rows_next(rows, GS_NO_ITEM)) {
        return;
    }
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        x = gs_rows_put(rows, x, gs_tone(&drawing->view, signs[i].role), signs[i].sign);
        x = gs_rows_put(rows, x + 1, gs_tone(&drawing->view, GS_ROLE_DIM),
                        signs[i].meaning) +
            3;
    }
}

static void put_questions(const struct gs_race_drawing *drawing, struct gs_rows *rows,
                          unsigned pieces)
{
    const struct gs_race *race = drawing->race;
    if (!asks_dns(race)) {
        return;
    }
    gs_race_put_dns(drawing, rows, gs_race_side(AF_INET), 0);
    gs_race_put_dns(drawing, rows, gs_race_side(AF_INET6), 1);
    if ((pieces & DELAYS) != 0 && (drawing->has_axis || race->delay_from_us >= 0)) {
        gs_race_put_delay(drawing, rows);
    }
}

/* A wait for a turn that a client would have had, or any where there is room. */
static void put_turn(const struct gs_race_drawing *drawing, struct gs_rows *rows,
                     size_t lane, unsigned pieces)
{
    bool is_needed = false;
    bool has_turn = gs_race_has_turn(drawing->race, lane, &is_needed);
    if (has_turn && (pieces & (is_needed ? DELAYS : ALL_TURNS)) != 0 &&
        drawing->has_axis) {
        gs_race_put_turn(drawing, rows, lane);
    }
}

static void put_lanes(const struct gs_race_drawing *drawing, struct gs_rows *rows,
                      unsigned pieces)
{
    size_t first = gs_race_first_item(drawing->race);
    for (size_t i = 0; i < drawing->race->lanes.count; i++) {
        unsigned gap = i > 0 ? GAPS : first > 0 ? FIRST_GAP : 0;
        if ((pieces & gap) != 0 && drawing->has_axis) {
            gs_race_put_gap(drawing, rows);
        }
        put_turn(drawing, rows, i, pieces);
        gs_race_put_lane(drawing, rows, i, first + i);
    }
}

/* An answer without an address is one; a question that nobody answered is none. */
static const char *why_from_libc(const struct gs_race *race)
{
    bool is_asked = race->dns[0].is_asked || race->dns[1].is_asked;
    bool has_answer = false;
    for (size_t i = 0; i < 2; i++) {
        enum gs_outcome outcome = race->dns[i].outcome;
        has_answer |= race->dns[i].is_asked &&
                      (outcome == GS_OUTCOME_ANSWERED || outcome == GS_OUTCOME_NO_DATA ||
                       outcome == GS_OUTCOME_NO_SUCH_NAME);
    }
    return has_answer ? "DNS has no address of it: libc's addresses are raced."
           : is_asked ? "DNS did not answer: libc's addresses are raced."
                      : "DNS is not asked for it: libc's addresses are raced.";
}

/* What the picture does not tell. */
static void put_remarks(const struct gs_race_drawing *drawing, struct gs_rows *rows)
{
    const struct gs_race *race = drawing->race;
    char text[128];
    if (race->is_from_libc) {
        gs_rows_sentence(rows, GS_ROLE_DIM, why_from_libc(race));
    }
    if (race->left_out > 0) {
        (void)snprintf(text, sizeof text, "%u more %s not raced: %d are enough.",
                       (unsigned)race->left_out,
                       gs_plural(race->left_out, "address is", "addresses are"),
                       GS_RACE_ADDRESSES_MAX);
        gs_rows_sentence(rows, GS_ROLE_DIM, text);
    }
}

static void build_with(const struct gs_race_drawing *drawing, struct gs_rows *rows,
                       unsigned pieces)
{
    if (drawing->has_axis) {
        gs_race_put_axis(drawing, rows);
    }
    put_questions(drawing, rows, pieces);
    put_lanes(drawing, rows, pieces);
    gs_race_put_foot(drawing, rows);
    put_remarks(drawing, rows);
    if ((pieces & LEGEND) != 0 && drawing->name_x > 0 && drawing->race->lanes.count > 0) {
        gs_rows_blank(rows);
        put_legend(drawing, rows);
    }
}

/* The pieces that there is room for, each after those of more worth. */
static unsigned pieces_of(const struct gs_race_drawing *drawing, size_t width,
                          size_t height)
{
    unsigned pieces = 0;
    for (unsigned piece = DELAYS; piece <= GAPS; piece <<= 1) {
        struct gs_rows rows = {0};
        gs_rows_begin(&rows, width, 0, 0);
        build_with(drawing, &rows, pieces | piece);
        pieces |= rows.total <= height ? piece : 0;
        gs_rows_fini(&rows);
    }
    return pieces;
}

/* Why there is nothing to draw; NULL: there is. */
static const char *why_empty(const struct gs_pane_context *context,
                             const struct gs_part_view *view)
{
    const struct gs_race *race = view->facts->race;
    if (context->lookup == NULL) {
        return "Nothing was asked yet, so nobody races.";
    }
    if (view->is_range) {
        return GS_RANGE_SENTENCE;
    }
    if (context->lookup->question.is_null) {
        return "A race needs a host: nobody connects to a null node.";
    }
    if (race == NULL) {
        return view->is_waiting   ? "The race begins."
               : view->is_stopped ? "Stopped before the race began."
                                  : "No race yet: r begins one.";
    }
    return NULL;
}

/* A race without a lane says what is missing. */
static void build_no_lanes(const struct gs_race_drawing *drawing, struct gs_rows *rows)
{
    const struct gs_race *race = drawing->race;
    if (race->lanes.count > 0 || drawing->is_running || !race->is_complete) {
        return;
    }
    gs_rows_blank(rows);
    gs_rows_sentence(rows, GS_ROLE_TEXT,
                     race->port == 0
                         ? "No TCP port is known of the service, so there is nothing to "
                           "connect to: :service NAME or a port number names one."
                         : "No address, so there is nothing to connect to.");
}

void gs_build_race(const struct gs_pane_context *context, struct gs_rows *rows)
{
    struct gs_part_view view = gs_part_view_of(context, GS_PART_RACE);
    const char *why = why_empty(context, &view);
    if (why != NULL) {
        gs_rows_sentence(rows, GS_ROLE_DIM, why);
        return;
    }
    struct gs_race_drawing drawing = gs_race_drawing_of(&view, rows->width_cells);
    build_with(&drawing, rows, pieces_of(&drawing, rows->width_cells, context->height));
    build_no_lanes(&drawing, rows);
}

size_t gs_heading_rows_race(const struct gs_pane_context *context)
{
    struct gs_part_view view = gs_part_view_of(context, GS_PART_RACE);
    return why_empty(context, &view) == NULL &&
                   gs_race_drawing_of(&view, context->width).has_axis
               ? AXIS_ROWS
               : 0;
}
