/* SPDX-License-Identifier: MIT */
/*
 * What typed lines ask for, carried out: most moves the view, the rest is left to the app.
 */
#include "view_state.h"

#include <string.h>

/* Leaves it to the app. */
static unsigned pass_on(struct gs_view *view, const struct gs_request *request)
{
    view->command.request = *request;
    return GS_EFFECT_REQUEST;
}

static unsigned run_by_name(struct gs_view *view, const struct gs_request *request)
{
    unsigned effects = gs_view_run(view, request->command);
    return (effects & GS_EFFECT_NOT_MINE) != 0 ? pass_on(view, request) : effects;
}

/* What cannot be asked stays in the question line, with the reason. */
static unsigned ask(struct gs_view *view, const char *host, const char *service)
{
    gs_view_edit_question(view);
    gs_line_edit_set(&view->host, host);
    gs_line_edit_set(&view->service, service);
    return gs_view_ask(view, host, service);
}

static unsigned ask_hints(struct gs_view *view, const struct gs_hints *hints)
{
    view->question.hints = *hints;
    gs_question_fit_flags(&view->question);
    if (!view->session->has_lookup) {
        gs_view_say(view, GS_ROLE_DIM, "the next question is asked so");
        return GS_EFFECT_REDRAW;
    }
    return GS_EFFECT_ASK | GS_EFFECT_REDRAW;
}

unsigned gs_view_choose_records(struct gs_view *view,
                                const struct gs_record_choice *records)
{
    struct gs_request request = {.type = GS_REQUEST_RECORDS, .records = *records};
    struct gs_buf sentence = {0};
    bool is_list = records->type_count != view->records.type_count ||
                   memcmp(records->types, view->records.types,
                          records->type_count * sizeof records->types[0]) != 0;
    if (is_list) {
        gs_buf_addf(&sentence, "asks %zu %s from now on", records->type_count,
                    gs_plural(records->type_count, "type", "types"));
    } else {
        gs_buf_add_text(&sentence, "asks so from now on: ");
        gs_dns_asking_format(&records->asking, &sentence);
    }
    gs_view_say(view, GS_ROLE_DIM, gs_buf_text(&sentence));
    gs_buf_fini(&sentence);
    view->records = *records;
    return GS_EFFECT_REDRAW | pass_on(view, &request);
}

unsigned gs_view_choose_race(struct gs_view *view,
                             const struct gs_race_settings *settings)
{
    struct gs_request request = {.type = GS_REQUEST_RACE, .race = *settings};
    view->race = *settings;
    return GS_EFFECT_REDRAW | pass_on(view, &request);
}

/* A typed race: what is assumed for other clients is computed anew, all else raced again. */
static unsigned race(struct gs_view *view, const struct gs_request *request)
{
    bool is_same = gs_race_settings_is_equal(&request->race, &view->race);
    unsigned effects = gs_view_open_tab(view, GS_TAB_RACE);
    view->race.slow_ms = request->race.slow_ms;
    struct gs_buf sentence = {0};
    gs_buf_add_text(&sentence, is_same ? "races so: " : "races so from now on: ");
    gs_race_settings_format(&request->race, &sentence);
    gs_view_say(view, GS_ROLE_DIM, gs_buf_text(&sentence));
    gs_buf_fini(&sentence);
    return is_same ? effects | GS_EFFECT_REDRAW
                   : effects | gs_view_choose_race(view, &request->race);
}

/* What is carried out elsewhere, and where its answer will stand. */
static unsigned go_and_pass_on(struct gs_view *view, const struct gs_request *request)
{
    unsigned effects = GS_EFFECT_REDRAW;
    if (request->type == GS_REQUEST_COMPARE) {
        view->records = request->records;
        effects = gs_view_go_to(view, GS_PANE_SERVERS);
    } else if (request->type == GS_REQUEST_FAMILIES) {
        effects = gs_view_go_to(view, GS_PANE_FAMILIES);
    } else if (request->type == GS_REQUEST_CONNECT) {
        view->connect = request->connect;
        effects = gs_view_go_to(view, GS_PANE_CONNECTIONS);
    } else if (request->type == GS_REQUEST_ROOTS) {
        effects = gs_view_go_to(view, GS_PANE_TRACE);
    } else {
        gs_view_show_monitor(view);
    }
    return effects | pass_on(view, request);
}

static unsigned open_digit(struct gs_view *view, uint32_t digit)
{
    for (unsigned i = 0; i < GS_TAB_COUNT; i++) {
        if ((uint32_t)(gs_tab_of((enum gs_tab_id)i)->digit - '0') == digit) {
            return gs_view_open_tab(view, (enum gs_tab_id)i);
        }
    }
    return GS_EFFECT_REDRAW;
}

unsigned gs_view_carry_out(struct gs_view *view, const struct gs_request *request)
{
    switch (request->type) {
    case GS_REQUEST_NONE:
        break;
    case GS_REQUEST_COMMAND:
        return run_by_name(view, request);
    case GS_REQUEST_ASK:
        return ask(view, request->text, request->service);
    case GS_REQUEST_SERVICE:
        return ask(view, view->question.host, request->text);
    case GS_REQUEST_HINTS:
        return ask_hints(view, &request->hints);
    case GS_REQUEST_VIEW:
        return open_digit(view, request->number);
    case GS_REQUEST_SORT:
        gs_view_sort(view, request->number, request->is_reversed);
        break;
    case GS_REQUEST_SEARCH:
        gs_view_search(view, request->text);
        break;
    case GS_REQUEST_FILTER:
        gs_view_keep(view, request->text);
        break;
    case GS_REQUEST_BIND:
        return gs_view_bind(view, (uint16_t)request->number);
    case GS_REQUEST_TOUR:
        return request->number == 0 ? gs_view_end_tour(view)
                                    : gs_view_begin_tour(view, request->number);
    case GS_REQUEST_RECORDS:
        return gs_view_choose_records(view, &request->records);
    case GS_REQUEST_RACE:
        return race(view, request);
    case GS_REQUEST_COMPARE:
    case GS_REQUEST_FAMILIES:
    case GS_REQUEST_CONNECT:
    case GS_REQUEST_ROOTS:
    case GS_REQUEST_WATCH:
    case GS_REQUEST_MONITOR:
        return go_and_pass_on(view, request);
    case GS_REQUEST_WATCH_CHANGE:
        return gs_view_change_watched(view, request);
    case GS_REQUEST_WATCH_INTERVAL:
        return gs_view_set_watched(view, request->number);
    case GS_REQUEST_INTERVAL:
        return gs_view_is_watching(view) ? gs_view_set_list(view, request->number)
                                         : pass_on(view, request);
    case GS_REQUEST_SERVER:
    case GS_REQUEST_WHOIS:
    case GS_REQUEST_TABLE:
    case GS_REQUEST_SCREEN:
    case GS_REQUEST_THEME:
    case GS_REQUEST_RECORD:
    case GS_REQUEST_WRITE:
    case GS_REQUEST_WATCH_PAUSE:
    case GS_REQUEST_WATCH_STEP:
    case GS_REQUEST_WATCH_NOW:
    case GS_REQUEST_UNWATCH:
        return pass_on(view, request);
    }
    return GS_EFFECT_REDRAW;
}
