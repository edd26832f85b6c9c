/* SPDX-License-Identifier: MIT */
/*
 * What a server gets: one row a socket, in libc's order; before it was tried, what would be
 * tried.
 *
 *     by   socket                  V6ONLY  outcome               errno         meaning
 *     tcp  0.0.0.0 port 21         –       ✗ needs privilege     EACCES        ports below ...
 */
#include "rows_bind.h"

#include "pane_faces.h"

#include "gaiscope/base/duration.h"
#include "gaiscope/base/errno_name.h"
#include "gaiscope/base/text.h"
#include "gaiscope/rules/bind_plan.h"

#include <stdio.h>
#include <string.h>

enum {
    SOCKET_X = 5,
    SOCKET_CELLS = 24,
    V6ONLY_CELLS = 8,
    OUTCOME_CELLS = 22,
    ERRNO_CELLS = 14,
    MEANING_CELLS = 20, /* a narrower column says nothing */
};

/* Where the columns stand. */
struct columns {
    int v6only;
    int outcome;
    int error;
    int meaning;        /* -1: on a row of its own, under the socket */
    bool has_more_rows; /* there is room for those */
    bool is_narrow;     /* V6ONLY and errno stand on that row, too */
};

void gs_endpoint_words(const struct gs_endpoint *endpoint, char out[GS_SOCKET_WORDS_MAX])
{
    char address[GS_ADDRESS_TEXT_MAX];
    gs_address_format(&endpoint->address, address);
    if (endpoint->port == 0) {
        (void)snprintf(out, GS_SOCKET_WORDS_MAX, "%s any free port", address);
    } else {
        (void)snprintf(out, GS_SOCKET_WORDS_MAX, "%s port %u", address, endpoint->port);
    }
}

struct gs_bind_report *gs_bind_shown(const struct gs_lookup *lookup)
{
    if (lookup->now.bind != NULL) {
        return gs_bind_report_copy(lookup->now.bind);
    }
    struct gs_bind_report *report = gs_bind_report_new();
    if (lookup->question.is_null) {
        gs_bind_plan_add_all(&report->rows, lookup->now.system, 0);
    }
    return report;
}

/* What a null node can bind is not known before libc has answered. */
static bool is_awaited(const struct gs_lookup *lookup)
{
    return lookup->now.bind == NULL && lookup->now.system == NULL;
}

void gs_describe_bind(const struct gs_pane_context *context, struct gs_pane *pane)
{
    const struct gs_bind_report *report = context->lookup->now.bind;
    char clock[GS_DURATION_TEXT_MAX];
    if (is_awaited(context->lookup)) {
        return;
    }
    if (report == NULL) {
        gs_pane_info(pane, GS_ROLE_TEXT, "not tried");
        gs_buf_add_text(&pane->right, "nothing is open");
        return;
    }
    size_t good = gs_bind_count_good(report);
    gs_pane_info(pane, good == 0 ? GS_ROLE_WARN : GS_ROLE_TEXT, "%zu of %zu work", good,
                 report->rows.count);
    gs_clock_format(report->at_wall_s, clock);
    if (report->is_listening) {
        gs_buf_addf(&pane->right, "open since %s", clock);
        pane->right_role = GS_ROLE_WAIT;
    } else {
        gs_buf_addf(&pane->right, "really done at %s%s", clock,
                    good > 0 ? ", then closed" : "");
    }
}

static struct columns columns_of(const struct gs_bind_report *report,
                                 const struct gs_pane_context *context)
{
    int width = (int)context->width;
    size_t socket = SOCKET_CELLS;
    for (size_t i = 0; i < report->rows.count; i++) {
        char text[GS_SOCKET_WORDS_MAX];
        gs_endpoint_words(&report->rows.items[i].endpoint, text);
        size_t cells = gs_text_cells(text) + 2;
        socket = cells > socket ? cells : socket;
    }
    struct columns at = {.v6only = SOCKET_X + (int)socket};
    at.outcome = at.v6only + V6ONLY_CELLS;
    at.error = at.outcome + OUTCOME_CELLS;
    at.meaning = at.error + ERRNO_CELLS;
    if (at.meaning + MEANING_CELLS > width) {
        at.meaning = -1;
    }
    at.is_narrow = at.error + ERRNO_CELLS > width;
    at.has_more_rows = at.is_narrow || report->rows.count * 2 < context->height;
    if (at.is_narrow) {
        at.outcome = width - OUTCOME_CELLS + 2;
    }
    return at;
}

static void put_outcome(struct gs_rows *rows, int x, const struct gs_bind_words *words,
                        const struct gs_bind_row *row)
{
    if (row->step == GS_BIND_WAITING) {
        (void)gs_rows_put(rows, x, GS_ROLE_DIM, words->outcome);
        return;
    }
    enum gs_role role = !words->is_good ? GS_ROLE_ERR
                        : row->is_open  ? GS_ROLE_OK
                                        : GS_ROLE_DIM;
    x = gs_rows_put(rows, x, role, words->is_good ? "✓ " : "✗ ");
    (void)gs_rows_put(rows, x,
                      words->is_good && !row->is_open ? GS_ROLE_DIM : GS_ROLE_TEXT,
                      words->outcome);
}

static void put_row(struct gs_rows *rows, const struct columns *at,
                    const struct gs_bind_row *row, const struct gs_bind_words *words)
{
    char text[GS_SOCKET_WORDS_MAX];
    size_t room = (size_t)((at->is_narrow ? at->outcome : at->v6only) - 1 - SOCKET_X);
    (void)gs_rows_put(rows, 0, GS_ROLE_DIM,
                      gs_bind_transport(row->socktype, row->protocol));
    gs_endpoint_words(&row->endpoint, text);
    (void)gs_rows_put_cut(rows, SOCKET_X, row->is_open ? GS_ROLE_STRONG : GS_ROLE_TEXT,
                          text, room);
    put_outcome(rows, at->outcome, words, row);
    if (!at->is_narrow) {
        (void)gs_rows_put(rows, at->v6only, GS_ROLE_DIM, gs_v6only_word(row->v6only));
        (void)gs_rows_put(rows, at->error, GS_ROLE_DIM,
                          row->step == GS_BIND_DONE ? "–" : gs_errno_name(row->error));
    }
    if (at->meaning >= 0) {
        (void)gs_rows_put(rows, at->meaning, GS_ROLE_DIM, words->meaning);
    }
}

/* What did not fit beside: V6ONLY and errno, and the meaning. */
static void put_more(struct gs_rows *rows, const struct columns *at,
                     const struct gs_bind_row *row, const char *meaning)
{
    int x = SOCKET_X;
    if (at->is_narrow && row->v6only != GS_V6ONLY_NONE) {
        x = gs_rows_putf(rows, x, GS_ROLE_DIM, "V6ONLY %s  ",
                         gs_v6only_word(row->v6only));
    }
    if (at->is_narrow && row->error != 0) {
        x = gs_rows_putf(rows, x, GS_ROLE_DIM, "%s  ", gs_errno_name(row->error));
    }
    (void)gs_rows_put(rows, x, GS_ROLE_DIM, meaning);
}

static void build_heading(struct gs_rows *rows, const struct columns *at)
{
    if (!at->is_narrow && gs_rows_next(rows, GS_NO_ITEM)) {
        (void)gs_rows_put(rows, 0, GS_ROLE_HEAD, "by");
        (void)gs_rows_put(rows, SOCKET_X, GS_ROLE_HEAD, "socket");
        (void)gs_rows_put(rows, at->v6only, GS_ROLE_HEAD, "V6ONLY");
        (void)gs_rows_put(rows, at->outcome, GS_ROLE_HEAD, "outcome");
        (void)gs_rows_put(rows, at->error, GS_ROLE_HEAD, "errno");
        if (at->meaning >= 0) {
            (void)gs_rows_put(rows, at->meaning, GS_ROLE_HEAD, "meaning");
        }
    }
}

static void build_row(struct gs_rows *rows, const struct columns *at,
                      const struct gs_bind_report *report, size_t item)
{
    const struct gs_bind_row *row = &report->rows.items[item];
    struct gs_bind_words words = gs_bind_words_of(report, item);
    if (item > 0 &&
        strcmp(words.meaning, gs_bind_words_of(report, item - 1).meaning) == 0) {
        words.meaning = ""; /* said in the row above */
    }
    bool has_more = at->is_narrow && (row->v6only != GS_V6ONLY_NONE || row->error != 0);
    has_more = has_more || (at->meaning < 0 && words.meaning[0] != '\0');
    if (gs_rows_next(rows, item)) {
        put_row(rows, at, row, &words);
    }
    if (has_more && at->has_more_rows && gs_rows_next(rows, item)) {
        put_more(rows, at, row, at->meaning < 0 ? words.meaning : "");
    }
}

void gs_build_bind(const struct gs_pane_context *context, struct gs_rows *rows)
{
    struct gs_bind_report *report = gs_bind_shown(context->lookup);
    if (report->rows.count == 0) {
        gs_rows_sentence(rows, GS_ROLE_DIM,
                         is_awaited(context->lookup)
                             ? "libc has not answered yet."
                             : "libc gave no address, so there is nothing to listen on.");
        gs_bind_report_free(report);
        return;
    }
    struct columns at = columns_of(report, context);
    build_heading(rows, &at);
    for (size_t i = 0; i < report->rows.count; i++) {
        build_row(rows, &at, report, i);
    }
    if (context->lookup->now.bind == NULL) {
        gs_rows_sentence(rows, GS_ROLE_DIM,
                         "Nothing is opened before you ask: Enter listens on these.");
    }
    gs_bind_report_free(report);
}
