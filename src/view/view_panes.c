/* SPDX-License-Identifier: MIT */
/* The commands that move in the panes. */
#include "view_state.h"

#include <stdio.h>
#include <string.h>

#include <sys/socket.h>

unsigned gs_view_open_tab(struct gs_view *view, enum gs_tab_id tab)
{
    bool leaves = tab != view->tab && gs_view_is_listening(view);
    view->tab_focus[view->tab] = view->focus;
    view->tab = tab;
    view->focus = view->tab_focus[tab];
    view->is_zoomed = false;
    return leaves ? GS_EFFECT_CLOSE_SOCKETS | GS_EFFECT_REDRAW : GS_EFFECT_REDRAW;
}

void gs_view_sort(struct gs_view *view, size_t column, bool is_reversed)
{
    char sentence[64];
    view->sorts[view->focus] = (struct gs_sort){column, is_reversed};
    (void)snprintf(sentence, sizeof sentence, "sorted by %s%s",
                   gs_pane_kind_of(view->focus)->sort_columns[column],
                   is_reversed ? ", from the end" : "");
    gs_view_say(view, GS_ROLE_DIM, sentence);
}

/* Moves along the columns of the focused pane by a step, or turns its order round (0). */
static void sort_pane(struct gs_view *view, int step)
{
    const char *const *columns = gs_pane_kind_of(view->focus)->sort_columns;
    const struct gs_sort *sort = &view->sorts[view->focus];
    size_t count = 0;
    while (columns != NULL && columns[count] != NULL) {
        count++;
    }
    if (count == 0) {
        gs_view_say(view, GS_ROLE_DIM, "this pane has an order of its own");
        return;
    }
    gs_view_sort(view, (sort->column + count + (size_t)step) % count,
                 sort->is_reversed != (step == 0));
}

static size_t place_of_focus(const struct gs_view *view)
{
    for (size_t i = 0; i < view->place_count; i++) {
        if (view->places[i].pane == view->focus) {
            return i;
        }
    }
    return 0;
}

static void focus_next(struct gs_view *view, size_t step)
{
    if (view->place_count > 0) {
        size_t at = (place_of_focus(view) + step) % view->place_count;
        view->focus = view->places[at].pane;
    }
}

static void focus_beside(struct gs_view *view, int step)
{
    const struct gs_place *now = &view->places[place_of_focus(view)];
    for (size_t i = 0; i < view->place_count; i++) {
        const struct gs_place *place = &view->places[i];
        if (place->band == now->band && place->column == now->column + step) {
            view->focus = place->pane;
            return;
        }
    }
    gs_view_say(view, GS_ROLE_DIM, "no pane on that side");
}

/* What the family changes in a view beside the question itself. */
static const char *family_effect(const struct gs_view *view, bool is_one)
{
    switch (view->tab) {
    case GS_TAB_RACE: /* asked where it is seen */
        return !gs_view_is_in_sight(view, GS_PANE_RACE) ? ""
               : is_one                                 ? ", and raced"
                                                        : ", and race";
    case GS_TAB_RECORDS:
        return is_one ? "; the other's address records are hidden" : "";
    case GS_TAB_WHOIS:
        return "; whois is the same for both";
    default:
        return "";
    }
}

static void turn_family(struct gs_view *view)
{
    int *family = &view->question.hints.family;
    char sentence[96];
    *family = *family == AF_UNSPEC ? AF_INET : *family == AF_INET ? AF_INET6 : AF_UNSPEC;
    (void)snprintf(sentence, sizeof sentence, "%s%s",
                   *family == AF_INET    ? "IPv4 alone is asked"
                   : *family == AF_INET6 ? "IPv6 alone is asked"
                                         : "both families are asked",
                   family_effect(view, *family != AF_UNSPEC));
    gs_view_say(view, GS_ROLE_DIM, sentence);
}

static void open_prompt(struct gs_view *view, enum gs_prompt_kind kind)
{
    view->prompt_kind = kind;
    gs_line_edit_set(&view->prompt, ""); /* the older key brings the last text back */
}

/* Esc when nothing waits: back to the whole picture, step by step. */
static unsigned clear_step(struct gs_view *view)
{
    if (view->search.len > 0) {
        gs_buf_clear(&view->search);
    } else if (gs_view_filter(view, view->focus)[0] != '\0') {
        gs_buf_clear(&view->lists[view->focus].filter);
    } else if (!view->is_zoomed && gs_view_tour_at(view) > 0) {
        return gs_view_end_tour(view);
    } else {
        view->is_zoomed = false;
    }
    return GS_EFFECT_REDRAW;
}

static unsigned open_details(struct gs_view *view, size_t item)
{
    if (item != GS_NO_ITEM) {
        gs_view_open_details(view);
    } else {
        gs_view_say(view, GS_ROLE_DIM, "no row to open in this pane");
    }
    return GS_EFFECT_REDRAW;
}

/* To the question that a line of the log belongs to, which is asked unless it is shown. */
static unsigned open_log_line(struct gs_view *view, size_t item)
{
    struct gs_pane_context context = gs_view_context_of(view, GS_PANE_LOG);
    const struct gs_log_entry *entry = gs_log_entry_of(&context, item);
    const struct gs_question *question = &view->session->lookup.question;
    if (entry == NULL || entry->host == NULL) {
        gs_view_say(view, GS_ROLE_DIM, "this line belongs to no question");
        return GS_EFFECT_REDRAW;
    }
    bool is_present = view->session->has_lookup &&
                      strcmp(question->host, entry->host) == 0 &&
                      strcmp(question->service, entry->service) == 0;
    unsigned effects =
        is_present ? GS_EFFECT_REDRAW : gs_view_ask(view, entry->host, entry->service);
    effects |= gs_view_open_tab(view, GS_TAB_LOOKUP);
    gs_view_say(view, GS_ROLE_DIM,
                is_present ? "the question of that line" : "asks that line's question");
    return effects;
}

static unsigned open_row(struct gs_view *view)
{
    size_t item = gs_view_selected(view, view->focus);
    const struct gs_history *history = &view->session->history;
    if (view->focus == GS_PANE_HISTORY && item < history->count) {
        const struct gs_history_entry *entry = &history->items[history->count - 1 - item];
        return gs_view_ask(view, entry->host, entry->service);
    }
    if (view->focus == GS_PANE_LOG && item != GS_NO_ITEM) {
        return open_log_line(view, item);
    }
    if (view->focus == GS_PANE_BIND && item != GS_NO_ITEM) {
        return gs_view_listen_row(view);
    }
    return open_details(view, item);
}

unsigned gs_view_go_to(struct gs_view *view, int pane)
{
    unsigned effects = gs_view_open_tab(view, gs_tab_of_pane(pane));
    view->focus = pane;
    return effects;
}

/* Goes to the pane that shows what a command asks; the rest is the app's. */
static unsigned ask_for_pane(struct gs_view *view, enum gs_command_id command)
{
    return gs_view_go_to(view, gs_pane_asked_by(command, view->tab)) | GS_EFFECT_NOT_MINE;
}

bool gs_view_has_both_senders(const struct gs_view *view)
{
    size_t count = 0;
    for (size_t i = 0; i < view->place_count; i++) {
        count += view->places[i].pane == GS_PANE_SENDER_V4 ||
                         view->places[i].pane == GS_PANE_SENDER_V6
                     ? 1
                     : 0;
    }
    return count == 2;
}

/* In the mail view the family is the sender's: the plan is the same for all questions. */
static unsigned turn_sender(struct gs_view *view)
{
    bool is_on_v4 = view->focus == GS_PANE_SENDER_V4;
    bool is_on_v6 = view->focus == GS_PANE_SENDER_V6;
    if (gs_view_has_both_senders(view)) {
        gs_view_say(view, GS_ROLE_DIM, "both senders are in sight");
        return GS_EFFECT_REDRAW;
    }
    view->is_v6_sender = is_on_v4 || (!is_on_v6 && !view->is_v6_sender);
    if (is_on_v4 || is_on_v6) {
        view->focus = view->is_v6_sender ? GS_PANE_SENDER_V6 : GS_PANE_SENDER_V4;
    }
    return GS_EFFECT_REDRAW;
}

static unsigned run_own(struct gs_view *view, enum gs_command_id command)
{
    if (gs_view_is_race_turn(command)) {
        return gs_view_turn_race(view, command);
    }
    if (command == GS_COMMAND_FAMILY && view->tab == GS_TAB_MAIL) {
        return turn_sender(view);
    }
    switch (command) {
    case GS_COMMAND_MATRIX:
        return gs_view_open_matrix(view);
    case GS_COMMAND_COMMAND_LINE:
        gs_view_open_command(view);
        return GS_EFFECT_REDRAW;
    case GS_COMMAND_QUESTION:
        gs_view_edit_question(view);
        return GS_EFFECT_REDRAW;
    case GS_COMMAND_FAMILY:
        turn_family(view);
        return view->session->has_lookup ? GS_EFFECT_ASK | GS_EFFECT_REDRAW
                                         : GS_EFFECT_REDRAW;
    case GS_COMMAND_HINTS:
        gs_view_open_hints(view);
        return GS_EFFECT_REDRAW;
    case GS_COMMAND_STOP:
        return gs_view_is_listening(view) ||
                       (view->session->has_lookup &&
                        gs_lookup_is_waiting(&view->session->lookup))
                   ? GS_EFFECT_NOT_MINE
                   : clear_step(view);
    case GS_COMMAND_STEP:
        return gs_view_tour_step(view, 1);
    case GS_COMMAND_STEP_BACK:
        return gs_view_tour_step(view, -1);
    case GS_COMMAND_LISTEN:
        return gs_view_toggle_listening(view);
    case GS_COMMAND_AGAIN:
        return gs_view_part(view) == GS_PART_BIND ? gs_view_bind(view, 0)
                                                  : GS_EFFECT_NOT_MINE;
    case GS_COMMAND_BACK:
        return gs_view_walk(view, -1);
    case GS_COMMAND_FORWARD:
        return gs_view_walk(view, 1);
    case GS_COMMAND_DETAILS:
        return open_row(view);
    case GS_COMMAND_ROW_DETAILS:
        return open_details(view, gs_view_selected(view, view->focus));
    case GS_COMMAND_COPY_ROW:
        return gs_view_open_copy(view);
    case GS_COMMAND_FORM:
        return gs_view_turn_message(view);
    case GS_COMMAND_DNSSEC:
        return gs_view_turn_dnssec(view);
    default:
        return GS_EFFECT_NOT_MINE;
    }
}

unsigned gs_view_run_panes(struct gs_view *view, enum gs_command_id command)
{
    if (gs_list_state_run(&view->lists[view->focus], command)) {
        return GS_EFFECT_REDRAW;
    }
    enum gs_tab_id tab = GS_TAB_LOOKUP;
    if (gs_tab_find(command, &tab)) {
        return gs_view_open_tab(view, tab);
    }
    unsigned watched = gs_view_run_watch(view, command);
    if ((watched & GS_EFFECT_NOT_MINE) == 0) {
        return watched;
    }
    if (gs_pane_asked_by(command, view->tab) != GS_PANE_COUNT) {
        return ask_for_pane(view, command);
    }
    switch (command) {
    case GS_COMMAND_SORT_NEXT:
        sort_pane(view, 1);
        return GS_EFFECT_REDRAW;
    case GS_COMMAND_SORT_PREVIOUS:
        sort_pane(view, -1);
        return GS_EFFECT_REDRAW;
    case GS_COMMAND_SORT_REVERSE:
        sort_pane(view, 0);
        return GS_EFFECT_REDRAW;
    case GS_COMMAND_SEARCH:
        open_prompt(view, GS_PROMPT_SEARCH);
        return GS_EFFECT_REDRAW;
    case GS_COMMAND_FILTER:
        open_prompt(view, GS_PROMPT_FILTER);
        return GS_EFFECT_REDRAW;
    case GS_COMMAND_SEARCH_NEXT:
        gs_view_find(view, 1);
        return GS_EFFECT_REDRAW;
    case GS_COMMAND_SEARCH_PREVIOUS:
        gs_view_find(view, -1);
        return GS_EFFECT_REDRAW;
    case GS_COMMAND_ZOOM:
        view->is_zoomed = !view->is_zoomed;
        return GS_EFFECT_REDRAW;
    case GS_COMMAND_LEFT:
        focus_beside(view, -1);
        return GS_EFFECT_REDRAW;
    case GS_COMMAND_RIGHT:
        focus_beside(view, 1);
        return GS_EFFECT_REDRAW;
    case GS_COMMAND_NEXT_PANE:
        focus_next(view, 1);
        return GS_EFFECT_REDRAW;
    case GS_COMMAND_PREVIOUS_PANE:
        focus_next(view, view->place_count - 1);
        return GS_EFFECT_REDRAW;
    default:
        return run_own(view, command);
    }
}

unsigned gs_view_point(struct gs_view *view, int pane, size_t item)
{
    if (view->popup != GS_POPUP_NONE || pane < 0 || pane >= GS_PANE_COUNT) {
        return GS_EFFECT_NONE;
    }
    view->is_editing = false;
    view->prompt_kind = GS_PROMPT_NONE;
    gs_view_close_command(view);
    view->focus = pane;
    if (item != GS_NO_ITEM) {
        gs_list_state_select(&view->lists[pane], item);
    }
    return GS_EFFECT_REDRAW;
}

unsigned gs_view_wheel(struct gs_view *view, int pane, int rows)
{
    if (view->popup != GS_POPUP_NONE || pane < 0 || pane >= GS_PANE_COUNT) {
        return GS_EFFECT_NONE;
    }
    gs_list_state_scroll(&view->lists[pane], rows);
    return GS_EFFECT_REDRAW;
}
