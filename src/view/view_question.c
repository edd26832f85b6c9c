/* SPDX-License-Identifier: MIT */
/*
 * The question line: two fields, history, and the trail that Backspace walks back.
 */
#include "view_state.h"

#include "gaiscope/base/text.h"

#include <stdio.h>
#include <string.h>

static struct gs_line_edit *field_of(struct gs_view *view)
{
    return view->is_in_service ? &view->service : &view->host;
}

static void set_fields(struct gs_view *view, const char *host, const char *service)
{
    gs_line_edit_set(&view->host, host);
    gs_line_edit_set(&view->service, service);
}

void gs_view_edit_question(struct gs_view *view)
{
    view->is_editing = true;
    view->is_in_service = false;
    view->is_pristine = true;
    view->history_at = 0;
    view->question_error[0] = '\0';
    set_fields(view, view->question.host, view->question.service);
}

/* -- the trail ---------------------------------------------------------------------- */

static void trail_cut(struct gs_trail *trail, size_t count)
{
    while (trail->count > count) {
        trail->count--;
        free(trail->items[trail->count].host);
        free(trail->items[trail->count].service);
    }
}

void gs_trail_fini(struct gs_trail *trail)
{
    trail_cut(trail, 0);
    gs_vec_fini(trail);
}

static void trail_add(struct gs_trail *trail, const char *host, const char *service)
{
    if (trail->count == GS_TRAIL_MAX) {
        free(trail->items[0].host);
        free(trail->items[0].service);
        memmove(trail->items, trail->items + 1,
                (trail->count - 1) * sizeof trail->items[0]);
        trail->count--;
    }
    struct gs_trail_entry entry = {.host = gs_mem_copy_text(host),
                                   .service = gs_mem_copy_text(service)};
    gs_vec_push(trail, entry);
}

/* Questions of earlier runs lie before the first one of this run. */
static void trail_begin(struct gs_view *view)
{
    const struct gs_history *history = &view->session->history;
    if (view->trail.count > 0 || history->count == 0) {
        return;
    }
    for (size_t i = 0; i < history->count; i++) {
        trail_add(&view->trail, history->items[i].host, history->items[i].service);
    }
    view->trail_at = view->trail.count - 1;
}

static bool is_at(const struct gs_view *view, const struct gs_question *question)
{
    const struct gs_trail_entry *entry =
        view->trail_at < view->trail.count ? &view->trail.items[view->trail_at] : NULL;
    return entry != NULL && strcmp(entry->host, question->host) == 0 &&
           strcmp(entry->service, question->service) == 0;
}

void gs_view_remember(struct gs_view *view)
{
    trail_begin(view);
    if (is_at(view, &view->question)) {
        return;
    }
    trail_cut(&view->trail, view->trail.count == 0 ? 0 : view->trail_at + 1);
    trail_add(&view->trail, view->question.host, view->question.service);
    view->trail_at = view->trail.count - 1;
}

/* Takes note of where the person is, who leaves the present question. */
static void note_place(struct gs_view *view)
{
    if (is_at(view, &view->question)) {
        struct gs_trail_entry *entry = &view->trail.items[view->trail_at];
        entry->has_place = true;
        entry->tab = view->tab;
        entry->focus = view->focus;
        entry->selected = view->lists[view->focus].selected;
    }
}

/* Back to the view, the pane and the row where the person was. */
static unsigned return_to(struct gs_view *view, const struct gs_trail_entry *place)
{
    if (!place->has_place || view->is_editing) {
        return GS_EFFECT_REDRAW;
    }
    unsigned effects = gs_view_open_tab(view, place->tab);
    view->focus = place->focus;
    view->wanted = (struct gs_wanted_row){true, place->focus, place->selected};
    return effects;
}

unsigned gs_view_walk(struct gs_view *view, int step)
{
    bool is_end =
        step < 0 ? view->trail_at == 0 : view->trail_at + 1 >= view->trail.count;
    if (is_end) {
        gs_view_say(view, GS_ROLE_DIM,
                    step < 0 ? "no question before" : "no question after");
        return GS_EFFECT_REDRAW;
    }
    note_place(view);
    view->trail_at += step < 0 ? (size_t)-1 : 1;
    const struct gs_trail_entry place = view->trail.items[view->trail_at];
    unsigned effects = gs_view_ask(view, place.host, place.service);
    return effects | return_to(view, &place);
}

/* -- asking ------------------------------------------------------------------------- */

static unsigned refuse(struct gs_view *view, const char *why)
{
    char *safe = gs_text_sanitised(why);
    (void)snprintf(view->question_error, sizeof view->question_error, "%s", safe);
    free(safe);
    view->is_editing = true;
    return GS_EFFECT_REDRAW;
}

/* Splits the host's field; a service that it names itself wins over the other field. */
static enum gs_status split(const char *host, const char *service, bool is_exact,
                            struct gs_question *out)
{
    const char *given = service[0] == '\0' ? NULL : service;
    if (is_exact) {
        return gs_question_set(out, host[0] == '\0' ? NULL : host, given);
    }
    enum gs_status status = gs_question_parse(host, out);
    if (status == GS_OK && !out->has_service && given != NULL) {
        char name[GS_HOST_MAX + 1];
        bool is_mail = out->is_mail;
        char local[GS_LOCAL_MAX + 1];
        bool is_null = out->is_null;
        (void)snprintf(name, sizeof name, "%s", out->host);
        memcpy(local, out->local, sizeof local);
        status = gs_question_set(out, is_null ? NULL : name, given);
        out->is_mail = is_mail;
        memcpy(out->local, local, sizeof local);
    }
    return status;
}

unsigned gs_view_ask(struct gs_view *view, const char *host, const char *service)
{
    struct gs_question question = view->question;
    enum gs_status status = split(host, service, question.is_exact, &question);
    if (status == GS_ELIMIT) {
        return refuse(view, "the host or the service is too long");
    }
    if (status == GS_EINVAL) {
        return refuse(view,
                      "no list of addresses: as 192.0.2.0/28,192.0.2.1, or one name");
    }
    if (status != GS_OK) {
        return refuse(view, "a bracket does not close");
    }
    gs_question_fit_flags(&question);
    gs_idn_complete(&question);
    if (gs_question_is_refused(&question)) {
        return refuse(view, question.idn_error);
    }
    bool is_same = gs_question_is_same_name(&question, &view->question);
    note_place(view);
    unsigned effects = GS_EFFECT_ASK | GS_EFFECT_REDRAW;
    if (view->tab == GS_TAB_MONITOR) { /* which shows nothing of a question */
        effects |= gs_view_open_tab(view, GS_TAB_LOOKUP);
    }
    view->question = question;
    view->is_editing = false;
    view->question_error[0] = '\0';
    view->history_at = 0;
    set_fields(view, question.host, question.service);
    gs_view_remember(view);
    for (int i = 0; !is_same && i < GS_PANE_COUNT; i++) {
        if (gs_pane_kind_of(i)->starts_last) {
            view->lists[i].is_following = true;
            continue;
        }
        if (view->lists[i].has_newest_last || view->lists[i].holds_top) {
            continue; /* it tells of all questions, or of none */
        }
        gs_list_state_select(&view->lists[i], 0);
        view->lists[i].from = 0;
    }
    view->raced_item = is_same ? view->raced_item : 0;
    return effects;
}

/* -- history ------------------------------------------------------------------------ */

static void keep_draft(struct gs_view *view)
{
    free(view->draft_host);
    free(view->draft_service);
    view->draft_host = gs_mem_copy_text(gs_line_edit_text(&view->host));
    view->draft_service = gs_mem_copy_text(gs_line_edit_text(&view->service));
}

static void take_history(struct gs_view *view, size_t at)
{
    const struct gs_history *history = &view->session->history;
    if (at > history->count) {
        return;
    }
    if (view->history_at == 0) {
        keep_draft(view);
    }
    view->history_at = at;
    view->is_pristine = false;
    if (at == 0) {
        set_fields(view, view->draft_host, view->draft_service);
    } else {
        const struct gs_history_entry *entry = &history->items[history->count - at];
        set_fields(view, entry->host, entry->service);
    }
}

/* -- keys --------------------------------------------------------------------------- */

unsigned gs_view_run_question(struct gs_view *view, enum gs_command_id command)
{
    switch (command) {
    case GS_COMMAND_ACCEPT:
        return gs_view_ask(view, gs_line_edit_text(&view->host),
                           gs_line_edit_text(&view->service));
    case GS_COMMAND_CLOSE:
        view->is_editing = false;
        view->question_error[0] = '\0';
        set_fields(view, view->question.host, view->question.service);
        return GS_EFFECT_REDRAW;
    case GS_COMMAND_FIELD:
        view->is_in_service = !view->is_in_service;
        view->is_pristine = true;
        return GS_EFFECT_REDRAW;
    case GS_COMMAND_HISTORY_OLDER:
        take_history(view, view->history_at + 1);
        return GS_EFFECT_REDRAW;
    case GS_COMMAND_HISTORY_NEWER:
        take_history(view, view->history_at > 0 ? view->history_at - 1 : 0);
        return GS_EFFECT_REDRAW;
    default:
        break;
    }
    if (gs_line_edit_run(field_of(view), command)) {
        view->is_pristine = false;
        view->question_error[0] = '\0';
        return GS_EFFECT_REDRAW;
    }
    return GS_EFFECT_NOT_MINE;
}

/* A pasted `host:port`, URL or the like fills both fields. Returns: whether it did. */
static bool paste_split(struct gs_view *view, const char *text, size_t len)
{
    struct gs_question question = {0};
    char *copy = gs_mem_copy_span(text, len);
    for (char *at = copy; *at != '\0'; at++) {
        if (*at == '\n' || *at == '\r' || *at == '\t') {
            *at = ' ';
        }
    }
    bool is_whole = !view->is_in_service && !view->question.is_exact &&
                    (view->is_pristine || view->host.text.len == 0) &&
                    memchr(text, '\0', len) == NULL &&
                    gs_question_parse(copy, &question) == GS_OK && !question.is_null;
    if (is_whole) {
        gs_line_edit_set(&view->host, question.host);
        if (question.has_service) {
            gs_line_edit_set(&view->service, question.service);
        }
    }
    free(copy);
    return is_whole;
}

unsigned gs_view_type_question(struct gs_view *view, const char *text, size_t len,
                               bool is_paste)
{
    struct gs_line_edit *field = field_of(view);
    view->question_error[0] = '\0';
    view->history_at = 0;
    if (!is_paste || !paste_split(view, text, len)) {
        if (view->is_pristine) {
            gs_line_edit_set(field, "");
        }
        (void)gs_line_edit_insert(field, text, len); /* a full field takes no more */
    }
    view->is_pristine = false;
    return GS_EFFECT_REDRAW;
}
