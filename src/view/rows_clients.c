/* SPDX-License-Identifier: MIT */
/*
 * What clients that do not race would wait, computed from the race, with bars in a scale of
 * their own. What is far beyond the race leaves it. Where it is too low for all of them the
 * first clients have theirs; the last to go are the clients themselves.
 *
 *     client                             over            waits
 *     this race                          IPv4           348 ms
 *     ━━━━━━━━━━━━━━━━
 *     IPv6 broken, one after another     IPv4       4 min 14 s
 *     ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━→  after 2 × 127 s
 */
#include "race_axis.h"
#include "race_pane.h"

#include "gaiscope/base/duration.h"
#include "gaiscope/base/text.h"
#include "gaiscope/rules/race_clients.h"
#include "gaiscope/rules/race_verdict.h"

#include <stdio.h>

#include <sys/socket.h>

enum {
    OVER_FROM_END =
        21,      /* where the family stands, from the row's end: in a narrow pane */
    OVER_X = 36, /* and in a wide one, where the remark stands beside it */
    REMARK_X = 42,
    SCALE_PARTS = 6,
    BARS_MIN = 2,
    OUTLIER = 10, /* so many times this race leaves the scale */
};

size_t gs_race_clients_shown(const struct gs_pane_context *context,
                             struct gs_race_client out[GS_CLIENT_COUNT])
{
    static const enum gs_race_client_kind order[GS_CLIENT_COUNT] = {
        GS_CLIENT_THIS_RACE,   GS_CLIENT_SERIAL,        GS_CLIENT_SERIAL_V6_FIRST,
        GS_CLIENT_BROKEN_RACE, GS_CLIENT_BROKEN_SERIAL, GS_CLIENT_V4_ONLY,
        GS_CLIENT_V6_ONLY,     GS_CLIENT_SLOW_RACE,     GS_CLIENT_SLOW_SERIAL,
    };
    const struct gs_race *race = gs_part_view_of(context, GS_PART_RACE).facts->race;
    struct gs_race_client all[GS_CLIENT_COUNT];
    size_t count = race == NULL ? 0 : gs_race_clients(race, context->race_slow_ms, all);
    size_t shown = 0;
    for (size_t i = 0; i < GS_CLIENT_COUNT; i++) {
        const struct gs_race_client *client = gs_race_client_find(all, count, order[i]);
        if (client != NULL) {
            out[shown++] = *client;
        }
    }
    return shown;
}

void gs_describe_clients(const struct gs_pane_context *context, struct gs_pane *pane)
{
    struct gs_part_view view = gs_part_view_of(context, GS_PART_RACE);
    bool has_lanes = view.facts->race != NULL && view.facts->race->lanes.count > 0;
    if (!gs_pane_stopped(pane, &view) && has_lanes) {
        gs_buf_add_text(&pane->right, context->width >= GS_LARGE_CELLS
                                          ? "computed from the race"
                                          : "computed");
    }
}

/* -- the scale ------------------------------------------------------------------------ */

/* What the whole width stands for: the longest wait that is not far beyond the race. */
static int64_t scale_of(const struct gs_race_client *clients, size_t count)
{
    int64_t longest_us = clients[0].waits_us > 0 ? clients[0].waits_us : 1;
    int64_t limit_us = longest_us * OUTLIER;
    for (size_t i = 0; i < count; i++) {
        int64_t waits_us = clients[i].waits_us;
        longest_us =
            waits_us <= limit_us && waits_us > longest_us ? waits_us : longest_us;
    }
    int64_t step_us = gs_axis_nice((longest_us + SCALE_PARTS - 1) / SCALE_PARTS);
    return (longest_us + step_us - 1) / step_us * step_us;
}

static enum gs_role family_role(int family)
{
    return family == AF_INET ? GS_ROLE_V4 : family == AF_INET6 ? GS_ROLE_V6 : GS_ROLE_DIM;
}

static void add_bar(struct gs_buf *out, size_t cells, bool is_beyond)
{
    for (size_t i = 0; i < cells; i++) {
        gs_buf_add_text(out, "━");
    }
    gs_buf_add_text(out, is_beyond ? "→" : "");
}

/* The second row of a client: its bar, and why it is so long. */
static void put_bar(const struct gs_part_view *view, struct gs_rows *rows,
                    const struct gs_race_client *client, int64_t scale_us)
{
    int end = (int)rows->width_cells;
    bool is_beyond = client->waits_us > scale_us;
    struct gs_buf bar = {0};
    int remark_x = end;
    if (client->remark[0] != '\0') {
        remark_x = end - (int)gs_text_cells(client->remark) - 2;
    }
    int room = is_beyond ? remark_x - 1 : remark_x;
    int64_t cells = client->waits_us < 0 ? 0
                    : is_beyond          ? room
                                         : client->waits_us * end / scale_us;
    cells = cells < room ? cells : room;
    cells = cells < 1 && client->waits_us >= 0 ? 1 : cells;
    add_bar(&bar, cells > 0 ? (size_t)cells : 0, is_beyond);
    enum gs_role role = is_beyond ? GS_ROLE_WARN
                        : client->kind == GS_CLIENT_THIS_RACE
                            ? family_role(client->family)
                            : GS_ROLE_SPARK;
    (void)gs_rows_put(rows, 0, gs_tone(view, role), gs_buf_text(&bar));
    (void)gs_rows_put_right(rows, end, gs_tone(view, GS_ROLE_DIM), client->remark);
    gs_buf_fini(&bar);
}

/* -- rows ----------------------------------------------------------------------------- */

/* Where the family stands. */
static int over_x(size_t width)
{
    return width >= GS_LARGE_CELLS ? OVER_X : (int)width - OVER_FROM_END;
}

/* What is not known may still come. */
static bool is_racing(const struct gs_part_view *view)
{
    return view->is_waiting && !view->is_old && !view->facts->race->is_complete;
}

static void put_client(const struct gs_part_view *view, struct gs_rows *rows,
                       const struct gs_race_client *client, bool has_bar)
{
    int end = (int)rows->width_cells;
    int x = over_x(rows->width_cells);
    bool is_race = client->kind == GS_CLIENT_THIS_RACE;
    enum gs_role role = gs_tone(view, is_race ? GS_ROLE_STRONG : GS_ROLE_TEXT);
    bool is_open = client->waits_us < 0 && is_racing(view);
    char waits[GS_DURATION_TEXT_MAX];
    (void)snprintf(waits, sizeof waits, "%s", is_open ? "…" : "–");
    if (client->waits_us >= 0) {
        gs_duration_format(client->waits_us, waits);
    }
    bool has_room = x >= 20; /* for the family beside the label */
    int label_end = has_room ? x - 1 : end - (int)gs_text_cells(waits) - 1;
    (void)gs_rows_put_cut(rows, 0, role, client->label,
                          label_end > 0 ? (size_t)label_end : 0);
    if (has_room) {
        (void)gs_rows_put(rows, x, gs_tone(view, family_role(client->family)),
                          client->family == AF_INET    ? "IPv4"
                          : client->family == AF_INET6 ? "IPv6"
                          : client->waits_us >= 0      ? "never"
                          : is_open                    ? "…"
                                                       : "–");
    }
    if (!has_bar && end >= GS_LARGE_CELLS) {
        size_t room = gs_rows_room(rows, REMARK_X, gs_text_cells(waits) + 2);
        (void)gs_rows_put_cut(rows, REMARK_X, gs_tone(view, GS_ROLE_DIM), client->remark,
                              room);
    }
    (void)gs_rows_put_right(rows, end, is_open ? GS_ROLE_DIM : role, waits);
}

static void put_heading(const struct gs_part_view *view, struct gs_rows *rows)
{
    enum gs_role role = gs_tone(view, GS_ROLE_HEAD);
    if (gs_rows_next(rows, GS_NO_ITEM)) {
        (void)gs_rows_put(rows, 0, role, "client");
        (void)gs_rows_put(rows, over_x(rows->width_cells), role, "over");
        (void)gs_rows_put_right(rows, (int)rows->width_cells, role, "waits");
    }
}

static const char *why_empty(const struct gs_part_view *view)
{
    const struct gs_race *race = view->facts->race;
    return view->is_range ? GS_RANGE_SENTENCE
           : race == NULL || !race->is_complete
               ? "No race yet, so nothing to compare."
               : "No address was raced to, so there is nothing to compare.";
}

/* How many clients have a bar, from the first one on: as many as there are spare rows, which
 * are not asked for. One alone would compare nothing. */
static size_t bars_of(const struct gs_pane_context *context, size_t width, size_t count)
{
    bool is_narrow = over_x(width) < 20;
    bool is_table = width >= GS_LARGE_CELLS && width < 80;
    size_t needed = count + 1; /* the heading */
    if (is_narrow || is_table || context->height == SIZE_MAX ||
        context->height < needed + BARS_MIN) {
        return 0;
    }
    size_t spare = context->height - needed;
    return spare < count ? spare : count;
}

void gs_build_clients(const struct gs_pane_context *context, struct gs_rows *rows)
{
    struct gs_part_view view = gs_part_view_of(context, GS_PART_RACE);
    struct gs_race_client clients[GS_CLIENT_COUNT];
    size_t count = gs_race_clients_shown(context, clients);
    if (count == 0) {
        gs_rows_sentence(rows, GS_ROLE_DIM, why_empty(&view));
        return;
    }
    size_t bars = bars_of(context, rows->width_cells, count);
    int64_t scale_us = scale_of(clients, count);
    if (context->height > count) {
        put_heading(&view, rows);
    }
    for (size_t i = 0; i < count; i++) {
        if (gs_rows_next(rows, i)) {
            put_client(&view, rows, &clients[i], i < bars);
        }
        if (i < bars && gs_rows_next(rows, i)) {
            put_bar(&view, rows, &clients[i], scale_us);
        }
    }
}

void gs_details_clients(const struct gs_pane_context *context, size_t item,
                        struct gs_popup *popup)
{
    struct gs_race_client clients[GS_CLIENT_COUNT];
    if (item < gs_race_clients_shown(context, clients)) {
        gs_buf_add_text(&popup->title, clients[item].label);
        gs_rows_client(context, &clients[item], &popup->rows);
    }
}
