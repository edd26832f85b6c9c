/* SPDX-License-Identifier: MIT */
/*
 * Walking along the tour: each station sets up its question, its view and its focus; nothing
 * else is kept from the person. Its words stand in a band above the panes.
 */
#include "view_state.h"

#include "gaiscope/view/tour.h"

#include <stdio.h>

enum {
    MARGIN = 4, /* cells of a pane's row that bear no text */
    SHARE = 3,  /* of the screen's rows is the most that the band may take */
};

static void end(struct gs_view *view, const char *sentence)
{
    view->tour_at = 0;
    view->question.hints = view->command.first_hints;
    gs_view_say(view, GS_ROLE_DIM, sentence);
}

unsigned gs_view_tour(struct gs_view *view, size_t number)
{
    if (number == 0 || number > GS_TOUR_STATIONS) {
        end(view,
            number == 0 ? "the tour is over" : "that was the tour: :tour repeats it");
        return GS_EFFECT_REDRAW;
    }
    const struct gs_tour_station *station = gs_tour_station_at(number);
    enum gs_tab_id tab = GS_TAB_LOOKUP;
    view->question.hints = gs_tour_hints(station, &view->command.first_hints);
    view->question.is_exact = false;
    unsigned effects = gs_view_ask(view, station->host, station->service);
    (void)gs_tab_find(station->view, &tab); /* each names one */
    effects |= gs_view_open_tab(view, tab);
    view->focus = station->pane;
    view->tour_at = number;
    return effects;
}

size_t gs_view_tour_at(const struct gs_view *view)
{
    return view->tour_at;
}

unsigned gs_view_tour_step(struct gs_view *view, int step)
{
    if (view->tour_at == 0) {
        return GS_EFFECT_NOT_MINE;
    }
    if (step < 0 && view->tour_at == 1) {
        gs_view_say(view, GS_ROLE_DIM, "this is the first station");
        return GS_EFFECT_REDRAW;
    }
    return gs_view_tour(view, step < 0 ? view->tour_at - 1 : view->tour_at + 1);
}

unsigned gs_view_end_tour(struct gs_view *view)
{
    if (view->tour_at == 0) {
        gs_view_say(view, GS_ROLE_DIM, "no tour is under way");
        return GS_EFFECT_REDRAW;
    }
    return gs_view_tour(view, 0);
}

unsigned gs_view_begin_tour(struct gs_view *view, size_t number)
{
    const struct gs_session *session = view->session;
    if (view->status.replay[0] != '\0') {
        gs_view_refuse(view, "A replay asks nothing: gaiscope --tour begins the tour.");
        return GS_EFFECT_REDRAW;
    }
    if (!session->has_machine || !session->machine.resolver.is_demo) {
        gs_view_refuse(view,
                       "The tour asks names of the demo: gaiscope --tour begins it.");
        return GS_EFFECT_REDRAW;
    }
    return gs_view_tour(view, number);
}

/* ". next  , before  Esc ends", as far as there is room. */
static void put_keys(struct gs_pane *out, size_t cols)
{
    char next[GS_KEY_NAME_MAX] = "";
    char before[GS_KEY_NAME_MAX] = "";
    (void)gs_command_key(GS_COMMAND_STEP, GS_CONTEXT_PANES, next);
    (void)gs_command_key(GS_COMMAND_STEP_BACK, GS_CONTEXT_PANES, before);
    gs_buf_addf(&out->right, "%s next", next);
    if (cols >= GS_LARGE_CELLS) {
        gs_buf_addf(&out->right, "  %s before  Esc ends", before);
    }
}

static void put_lines(const struct gs_tour_station *station, size_t width,
                      struct gs_rows *rows)
{
    gs_rows_begin(rows, width, 0, SIZE_MAX);
    for (size_t i = 0; i < GS_TOUR_LINES; i++) {
        gs_rows_sentence(rows, GS_ROLE_TEXT, station->lines[i]);
    }
}

size_t gs_view_band(struct gs_view *view, size_t cols, size_t rows, struct gs_pane *out)
{
    if (view->tour_at == 0) {
        return 0;
    }
    const struct gs_tour_station *station = gs_tour_station_at(view->tour_at);
    (void)snprintf(view->tour_title, sizeof view->tour_title, "Tour %zu of %d: %s",
                   view->tour_at, GS_TOUR_STATIONS, station->title);
    gs_buf_clear(&out->info);
    gs_buf_clear(&out->right);
    out->title = view->tour_title;
    out->title_role = GS_ROLE_TITLE;
    out->right_role = GS_ROLE_DIM;
    out->selected = GS_NO_ITEM;
    put_keys(out, cols);
    put_lines(station, cols - MARGIN, &out->rows);
    size_t height = out->rows.total + 1;
    if (height * SHARE > rows) {
        gs_rows_begin(&out->rows, cols, 0, 0);
        return 1;
    }
    return height;
}
