/* SPDX-License-Identifier: MIT */
/*
 * Whom was asked in turn: a row a line that was sent, and under it why a referral was not
 * followed.
 *
 *     hop  role        server                asked          result              bytes    time
 *       1  root        whois.iana.org        python.org     → refers to the ...  1204   96 ms
 */
#include "pane_faces.h"
#include "whois_pane.h"

#include "gaiscope/base/duration.h"
#include "gaiscope/base/text.h"
#include "gaiscope/rules/whois_words.h"

#include <stdio.h>
#include <string.h>

enum {
    NUMBER_END = 3,
    ROLE_X = 5,
    SERVER_X = 16,
    TIME_CELLS = 9,
    BYTES_CELLS = 9,
    RESULT_CELLS = 28,
    ASKED_FROM = 100, /* columns from which the line that was sent is shown */
    BYTES_FROM = 90,  /* and from which it is said how much came */
};

const struct gs_whois *gs_whois_shown(const struct gs_pane_context *context,
                                      struct gs_part_view *view)
{
    if (context->lookup == NULL) {
        *view = (struct gs_part_view){0};
        return NULL;
    }
    *view = gs_part_view_of(context, GS_PART_WHOIS);
    return view->facts->whois;
}

const char *gs_no_whois(const struct gs_part_view *view)
{
    return view->is_waiting   ? "Waiting for the first server."
           : view->is_stopped ? "Stopped before a server had answered."
           : view->is_range   ? GS_RANGE_SENTENCE
                              : "Nobody was asked yet who holds it.";
}

const struct gs_whois_hop *gs_whois_text_hop(const struct gs_pane_context *context,
                                             const struct gs_whois *whois)
{
    if (!context->is_last_hop && context->whois_hop < whois->hops.count) {
        return &whois->hops.items[context->whois_hop];
    }
    return gs_whois_last_text(whois);
}

struct gs_outcome_look gs_word_look(enum gs_sign sign)
{
    switch (sign) {
    case GS_SIGN_NONE:
        break;
    case GS_SIGN_OK:
        return (struct gs_outcome_look){"✓", GS_ROLE_OK};
    case GS_SIGN_WARN:
        return (struct gs_outcome_look){"▲", GS_ROLE_WARN};
    case GS_SIGN_ERR:
        return (struct gs_outcome_look){"✗", GS_ROLE_ERR};
    }
    return (struct gs_outcome_look){"", GS_ROLE_DIM};
}

void gs_whois_put_server(struct gs_buf *out, const struct gs_whois_hop *hop)
{
    gs_buf_add_text(out, hop->server);
    if (hop->port != GS_WHOIS_PORT) {
        gs_buf_addf(out, " port %u", hop->port);
    }
}

void gs_describe_referrals(const struct gs_pane_context *context, struct gs_pane *pane)
{
    struct gs_part_view view;
    const struct gs_whois *whois = gs_whois_shown(context, &view);
    if (context->lookup == NULL || gs_pane_stopped(pane, &view)) {
        return;
    }
    if (whois != NULL && whois->hops.count > 0) {
        gs_pane_info(pane, GS_ROLE_TEXT, "%u of at most %d hops",
                     whois->hops.items[whois->hops.count - 1].number, GS_WHOIS_HOPS_MAX);
        gs_pane_age(pane, &view);
    }
    if (whois == NULL || whois->hops.count > 0) {
        gs_pane_time(pane, &view, whois == NULL ? 0 : whois->elapsed_us);
    }
}

/* Where the columns of one width stand. */
struct grid {
    size_t server_cells;
    int asked_x; /* -1: no such column */
    size_t asked_cells;
    int result_x; /* its sign stands two cells before */
    size_t result_cells;
    int bytes_end; /* -1: no such column */
    int end;
};

static struct grid grid_of(size_t width)
{
    bool has_asked = width >= ASKED_FROM;
    bool has_bytes = width >= BYTES_FROM;
    struct grid grid = {.asked_x = -1, .bytes_end = -1, .end = (int)width};
    int right = (int)width - TIME_CELLS - (has_bytes ? BYTES_CELLS : 0);
    grid.bytes_end = has_bytes ? (int)width - TIME_CELLS : -1;
    grid.result_x = right - RESULT_CELLS + 2;
    grid.result_cells = RESULT_CELLS - 3;
    int room = grid.result_x - 3 - SERVER_X;
    if (has_asked) {
        grid.asked_cells = (size_t)room * 2 / 5;
        grid.asked_x = grid.result_x - 3 - (int)grid.asked_cells;
        room -= (int)grid.asked_cells + 2;
    }
    grid.server_cells = room > 4 ? (size_t)room : 4;
    return grid;
}

static void put_head(struct gs_rows *rows, const struct grid *grid)
{
    if (!gs_rows_next(rows, GS_NO_ITEM)) {
        return;
    }
    (void)gs_rows_put(rows, 0, GS_ROLE_HEAD, "hop");
    (void)gs_rows_put(rows, ROLE_X, GS_ROLE_HEAD, "role");
    (void)gs_rows_put(rows, SERVER_X, GS_ROLE_HEAD, "server");
    if (grid->asked_x >= 0) {
        (void)gs_rows_put(rows, grid->asked_x, GS_ROLE_HEAD, "asked");
    }
    (void)gs_rows_put(rows, grid->result_x, GS_ROLE_HEAD, "result");
    if (grid->bytes_end >= 0) {
        (void)gs_rows_put_right(rows, grid->bytes_end, GS_ROLE_HEAD, "bytes");
    }
    (void)gs_rows_put_right(rows, grid->end, GS_ROLE_HEAD, "time");
}

static enum gs_role sign_role(const struct gs_whois_hop *hop)
{
    switch (hop->result) {
    case GS_WHOIS_FINAL:
        return GS_ROLE_OK;
    case GS_WHOIS_NOT_UNDERSTOOD:
        return GS_ROLE_WARN;
    case GS_WHOIS_RATE_LIMIT:
    case GS_WHOIS_NO_TEXT:
    case GS_WHOIS_FAILED:
        return GS_ROLE_ERR;
    default:
        return GS_ROLE_TEXT;
    }
}

static void put_result(struct gs_rows *rows, const struct grid *grid,
                       const struct gs_part_view *view, const struct gs_whois *whois,
                       size_t at)
{
    const struct gs_whois_hop *hop = &whois->hops.items[at];
    bool is_open = hop->result == GS_WHOIS_WAITING;
    struct gs_buf words = {0};
    gs_whois_hop_words(&words, whois, at);
    char *safe = gs_text_sanitised(gs_buf_text(&words));
    (void)gs_rows_put(rows, grid->result_x - 2, gs_tone(view, sign_role(hop)),
                      is_open && view->is_waiting ? gs_spinner(view->waited_us)
                                                  : gs_whois_hop_sign(hop));
    (void)gs_rows_put_cut(rows, grid->result_x,
                          gs_tone(view, !is_open           ? GS_ROLE_TEXT
                                        : view->is_waiting ? GS_ROLE_WAIT
                                                           : GS_ROLE_DIM),
                          safe, grid->result_cells);
    gs_buf_fini(&words);
    free(safe);
    if (is_open) {
        return;
    }
    if (grid->bytes_end >= 0 && hop->step >= GS_WHOIS_READING) {
        char bytes[24];
        (void)snprintf(bytes, sizeof bytes, "%zu", hop->text.received_bytes);
        (void)gs_rows_put_right(rows, grid->bytes_end, gs_tone(view, GS_ROLE_TEXT),
                                bytes);
    }
    gs_rows_put_time(rows, grid->end, gs_tone(view, GS_ROLE_TEXT), hop->elapsed_us);
}

static void put_hop(struct gs_rows *rows, const struct gs_part_view *view,
                    const struct gs_whois *whois, size_t at)
{
    const struct gs_whois_hop *hop = &whois->hops.items[at];
    struct grid grid = grid_of(rows->width_cells);
    char number[GS_WHOIS_NUMBER_MAX];
    char port[24] = "";
    gs_whois_hop_number(whois, at, number);
    if (hop->port != GS_WHOIS_PORT) {
        (void)snprintf(port, sizeof port, " port %u", hop->port);
    }
    size_t room = grid.server_cells - strlen(port);
    bool has_port = strlen(hop->server) <= room && grid.server_cells > strlen(port);
    (void)gs_rows_put_right(rows, NUMBER_END, gs_tone(view, GS_ROLE_TEXT), number);
    (void)gs_rows_put(rows, ROLE_X, gs_tone(view, GS_ROLE_DIM),
                      gs_whois_role_word(hop->role));
    int x = gs_rows_put_host(rows, SERVER_X, gs_tone(view, GS_ROLE_TEXT), hop->server,
                             has_port ? room : grid.server_cells);
    if (has_port) {
        (void)gs_rows_put(rows, x, gs_tone(view, GS_ROLE_DIM), port);
    }
    if (grid.asked_x >= 0) {
        (void)gs_rows_put_name(rows, grid.asked_x, gs_tone(view, GS_ROLE_DIM), hop->query,
                               grid.asked_cells);
    }
    put_result(rows, &grid, view, whois, at);
}

/* "refers to x: not followed, ..." */
static void build_note(struct gs_rows *rows, const struct gs_part_view *view,
                       const struct gs_whois_hop *hop, size_t item)
{
    if (hop->note == NULL || !gs_rows_next(rows, item)) {
        return;
    }
    struct gs_buf text = {0};
    if (hop->referral != NULL) {
        gs_buf_addf(&text, "names %s: ", hop->referral);
    }
    gs_buf_add_text(&text, hop->note);
    char *safe = gs_text_sanitised(gs_buf_text(&text));
    (void)gs_rows_put(rows, GS_SIGN_X, gs_tone(view, GS_ROLE_WARN), "▲");
    (void)gs_rows_put(rows, ROLE_X, gs_tone(view, GS_ROLE_DIM), safe);
    gs_buf_fini(&text);
    free(safe);
}

void gs_build_referrals(const struct gs_pane_context *context, struct gs_rows *rows)
{
    struct gs_part_view view;
    const struct gs_whois *whois = gs_whois_shown(context, &view);
    if (whois == NULL) {
        gs_rows_sentence(rows, GS_ROLE_DIM, gs_no_whois(&view));
        return;
    }
    if (whois->hops.count == 0) {
        gs_rows_sentence(rows, GS_ROLE_DIM,
                         whois->problem != NULL ? whois->problem : gs_no_whois(&view));
        return;
    }
    struct grid grid = grid_of(rows->width_cells);
    put_head(rows, &grid);
    for (size_t i = 0; i < whois->hops.count; i++) {
        if (gs_rows_next(rows, i)) {
            put_hop(rows, &view, whois, i);
        }
        build_note(rows, &view, &whois->hops.items[i], i);
    }
}
