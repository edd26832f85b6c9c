/* SPDX-License-Identifier: MIT */
/*
 * Listening and closing. Nothing is opened by itself, and what others could reach is asked
 * first:
 *
 *     listen -> plan -> all loopback? -- yes --> GS_EFFECT_LISTEN
 *                           `- no -> the question -- Enter, y --> GS_EFFECT_LISTEN
 *                                                 `- Esc, n: nothing happens
 */
#include "rows_bind.h"
#include "view_state.h"

#include "gaiscope/rules/address_class.h"
#include "gaiscope/rules/bind_plan.h"

#include <errno.h>
#include <string.h>

enum {
    WIDTH = 78,
    SOCKET_X = 5,
    PRIVILEGED_PORTS = 1024,
};

static const struct gs_bind_report *report_of(const struct gs_view *view)
{
    return view->session->has_lookup ? view->session->lookup.now.bind : NULL;
}

bool gs_view_is_listening(const struct gs_view *view)
{
    return report_of(view) != NULL && report_of(view)->is_listening;
}

/* The sockets of an earlier attempt once more. */
static void plan_again(struct gs_view *view, uint16_t port)
{
    const struct gs_bind_report *report = report_of(view);
    for (size_t i = 0; report != NULL && i < report->rows.count; i++) {
        struct gs_bind_row row = report->rows.items[i];
        row.endpoint.port = port == 0 ? row.endpoint.port : port;
        gs_vec_push(&view->bind_rows, row);
    }
}

/* The rows of a null node, or the chosen row of a host. */
static void plan(struct gs_view *view, uint16_t port)
{
    const struct gs_lookup *lookup = &view->session->lookup;
    struct gs_bind_row_list *rows = &view->bind_rows;
    size_t rank = 0;
    gs_vec_fini(rows);
    if (!view->session->has_lookup) {
        return;
    }
    if (lookup->question.is_null) {
        gs_bind_plan_add_all(rows, lookup->now.system, port);
        if (port != 0) {
            gs_bind_plan_add_denied(rows, lookup->now.bind, port);
        }
        return;
    }
    const struct gs_addrinfo *row = gs_view_address_row(view, &rank);
    if (row != NULL) {
        gs_bind_plan_add(rows, row, port);
    } else {
        plan_again(view, port);
    }
}

static unsigned listen_now(struct gs_view *view)
{
    view->popup = GS_POPUP_NONE;
    if (view->session->lookup.question.is_null) {
        view->focus = GS_PANE_BIND;
    }
    return GS_EFFECT_LISTEN | GS_EFFECT_REDRAW;
}

unsigned gs_view_bind(struct gs_view *view, uint16_t port)
{
    plan(view, port);
    if (view->bind_rows.count == 0) {
        bool is_early =
            view->session->has_lookup && view->session->lookup.now.system == NULL;
        gs_view_say(view, GS_ROLE_WARN,
                    is_early ? "libc has not answered yet"
                             : "no address row is chosen to listen on");
        return GS_EFFECT_REDRAW;
    }
    unsigned effects = GS_EFFECT_REDRAW;
    if (view->tab != GS_TAB_LOOKUP) {
        effects = gs_view_open_tab(view, GS_TAB_LOOKUP);
    }
    if (gs_bind_plan_is_loopback(&view->bind_rows)) {
        return effects | listen_now(view);
    }
    view->popup = GS_POPUP_LISTEN;
    gs_list_state_fini(&view->popup_list);
    return effects;
}

const struct gs_bind_row_list *gs_view_bind_rows(const struct gs_view *view)
{
    return &view->bind_rows;
}

unsigned gs_view_toggle_listening(struct gs_view *view)
{
    return gs_view_is_listening(view) ? GS_EFFECT_CLOSE_SOCKETS | GS_EFFECT_REDRAW
                                      : gs_view_bind(view, 0);
}

/* What Enter does on a row of the bind pane. */
static enum gs_listen_act act_of(struct gs_view *view)
{
    const struct gs_bind_report *report = report_of(view);
    size_t item = gs_view_selected(view, GS_PANE_BIND);
    if (report == NULL || item >= report->rows.count) {
        return GS_LISTEN_START;
    }
    const struct gs_bind_row *row = &report->rows.items[item];
    if (row->is_open) {
        return GS_LISTEN_CLOSE;
    }
    bool is_denied = row->step == GS_BIND_BIND && row->error == EACCES &&
                     row->endpoint.port < PRIVILEGED_PORTS;
    if (is_denied && !report->is_listening) {
        return GS_LISTEN_ELSEWHERE;
    }
    return report->is_listening ? GS_LISTEN_DETAILS : GS_LISTEN_START;
}

const char *gs_view_listen_word(struct gs_view *view)
{
    static const char *const words[] = {
        [GS_LISTEN_START] = "listen",
        [GS_LISTEN_CLOSE] = "close",
        [GS_LISTEN_ELSEWHERE] = "port 8000 instead",
        [GS_LISTEN_DETAILS] = "details",
    };
    return words[act_of(view)];
}

unsigned gs_view_listen_row(struct gs_view *view)
{
    switch (act_of(view)) {
    case GS_LISTEN_CLOSE:
        return GS_EFFECT_CLOSE_SOCKETS | GS_EFFECT_REDRAW;
    case GS_LISTEN_ELSEWHERE:
        return gs_view_bind(view, GS_BIND_OTHER_PORT);
    case GS_LISTEN_DETAILS:
        gs_view_open_details(view);
        return GS_EFFECT_REDRAW;
    case GS_LISTEN_START:
        break;
    }
    return gs_view_bind(view, 0);
}

unsigned gs_view_run_listen(struct gs_view *view, enum gs_command_id command)
{
    if (command == GS_COMMAND_ACCEPT || command == GS_COMMAND_COPY_ROW) {
        return listen_now(view); /* y is yes here: there is no row to copy */
    }
    if (command == GS_COMMAND_SEARCH_NEXT) { /* n */
        view->popup = GS_POPUP_NONE;
        return GS_EFFECT_REDRAW;
    }
    return gs_list_state_run(&view->popup_list, command) ? GS_EFFECT_REDRAW
                                                         : GS_EFFECT_NONE;
}

static void build_row(struct gs_rows *rows, const struct gs_bind_row *row)
{
    char text[GS_SOCKET_WORDS_MAX];
    if (!gs_rows_next(rows, GS_NO_ITEM)) {
        return;
    }
    bool is_any =
        strcmp(gs_address_class_of(&row->endpoint.address).id, "unspecified") == 0;
    (void)gs_rows_put(rows, 0, GS_ROLE_DIM,
                      gs_bind_transport(row->socktype, row->protocol));
    gs_endpoint_words(&row->endpoint, text);
    int x = gs_rows_put(rows, SOCKET_X, GS_ROLE_STRONG, text);
    if (row->v6only != GS_V6ONLY_NONE) {
        (void)gs_rows_putf(rows, x + 2, GS_ROLE_DIM, "V6ONLY %s",
                           gs_v6only_word(row->v6only));
    }
    (void)gs_rows_put_right(rows, (int)rows->width_cells, GS_ROLE_DIM,
                            gs_bind_row_is_loopback(row) ? "this machine alone"
                            : is_any                     ? "any address of this machine"
                                     : gs_address_class_of(&row->endpoint.address).word);
}

static void build(const struct gs_view *view, struct gs_rows *rows)
{
    gs_rows_sentence(rows, GS_ROLE_TEXT,
                     "Others can reach these sockets while they are open:");
    gs_rows_blank(rows);
    for (size_t i = 0; i < view->bind_rows.count; i++) {
        build_row(rows, &view->bind_rows.items[i]);
    }
    gs_rows_blank(rows);
    gs_rows_sentence(rows, GS_ROLE_DIM,
                     "Whoever connects is shown and closed at once; nothing is sent and "
                     "nothing is read. Esc, another view or question, or quitting "
                     "closes all.");
}

void gs_popup_listen(struct gs_view *view, size_t cols, size_t rows,
                     struct gs_popup *popup)
{
    popup->width = cols < WIDTH ? cols : WIDTH;
    gs_rows_begin(&popup->rows, popup->width - 6, 0, 0);
    build(view, &popup->rows);
    size_t height = gs_popup_fit(&view->popup_list, rows, popup);
    gs_rows_begin(&popup->rows, popup->width - 6, view->popup_list.from, height);
    build(view, &popup->rows);
    gs_buf_add_text(&popup->title, "Listen on these?");
    gs_buf_add_text(&popup->keys, "Enter y\tlisten\tEsc n\tno");
}
