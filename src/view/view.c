/* SPDX-License-Identifier: MIT */
#include "gaiscope/view/view.h"

#include "view_state.h"

#include "gaiscope/base/text.h"
#include "gaiscope/rules/race_clients.h"
#include "gaiscope/rules/spoof.h"

#include <string.h>

#include <sys/socket.h>

struct gs_view *gs_view_new(const struct gs_session *session)
{
    struct gs_view *view = gs_mem_new(1, sizeof *view);
    view->session = session;
    view->question.hints = gs_hints_default();
    view->question.is_null = true;
    view->host.limit_bytes = GS_HOST_MAX;
    view->service.limit_bytes = GS_SERVICE_MAX;
    view->prompt.limit_bytes = GS_SERVICE_MAX;
    view->command.edit.limit_bytes = GS_COMMAND_LINE_MAX;
    view->command.first_hints = view->question.hints;
    view->records = gs_record_choice_default();
    view->race = gs_race_settings_default();
    for (unsigned tab = 0; tab < GS_TAB_COUNT; tab++) {
        view->tab_focus[tab] = gs_tab_of((enum gs_tab_id)tab)->focus;
    }
    for (int pane = 0; pane < GS_PANE_COUNT; pane++) {
        bool follows =
            gs_pane_kind_of(pane)->follows || gs_pane_kind_of(pane)->starts_last;
        view->lists[pane].has_newest_last = view->lists[pane].is_following = follows;
        view->lists[pane].holds_top = view->lists[pane].is_on_top =
            gs_pane_kind_of(pane)->holds_top;
    }
    view->focus = GS_PANE_V4;
    gs_view_edit_question(view);
    return view;
}

void gs_view_free(struct gs_view *view)
{
    if (view == NULL) {
        return;
    }
    for (int i = 0; i < GS_PANE_COUNT; i++) {
        gs_list_state_fini(&view->lists[i]);
        gs_picks_fini(&view->picks[i]);
    }
    gs_list_state_fini(&view->popup_list);
    gs_line_edit_fini(&view->host);
    gs_line_edit_fini(&view->service);
    gs_line_edit_fini(&view->prompt);
    gs_view_fini_command(view);
    gs_trail_fini(&view->trail);
    gs_typed_fini(&view->typed);
    gs_watched_order_fini(&view->hosts);
    gs_vec_fini(&view->tags);
    gs_buf_fini(&view->search);
    gs_buf_fini(&view->said);
    gs_digest_fini(&view->digest);
    gs_buf_fini(&view->message.text);
    gs_vec_fini(&view->message.lines);
    gs_vec_fini(&view->labels);
    gs_vec_fini(&view->bind_rows);
    free(view->labels_host);
    free(view->draft_host);
    free(view->draft_service);
    free(view->copied);
    gs_line_edit_fini(&view->hints_other);
    free(view->kept_host);
    free(view);
}

/* How long a sentence stands, on the clock of the picture: a replay's goes at its own speed. */
static int64_t say_us(const struct gs_view *view)
{
    uint32_t quarters = view->status.replay_quarters;
    return quarters > 0 ? (int64_t)GS_SAY_US * quarters / 4 : GS_SAY_US;
}

void gs_view_set_now(struct gs_view *view, struct gs_now now)
{
    view->now = now;
    if (view->is_said_new) { /* what is said counts from when it is seen */
        view->said_until_us = now.us + say_us(view);
        view->is_said_new = false;
    }
    if (now.us >= view->change_at_us) {
        view->epoch++;
    }
}

void gs_view_set_status(struct gs_view *view, const struct gs_view_status *status)
{
    if (!status->is_paused || !view->status.is_paused) {
        view->paused_at = view->now;
    }
    view->status = *status;
}

void gs_view_set_hints(struct gs_view *view, const struct gs_hints *hints)
{
    view->question.hints = *hints;
    view->command.first_hints = *hints;
}

void gs_view_set_connect(struct gs_view *view, const struct gs_connect_choice *choice)
{
    view->connect = *choice;
}

void gs_view_set_records(struct gs_view *view, const struct gs_record_choice *records)
{
    view->records = *records;
}

void gs_view_set_race(struct gs_view *view, const struct gs_race_settings *settings)
{
    view->race = *settings;
}

void gs_view_set_question(struct gs_view *view, const struct gs_question *question)
{
    view->question = *question;
    view->is_editing = false;
    view->question_error[0] = '\0';
    gs_line_edit_set(&view->host, question->host);
    gs_line_edit_set(&view->service, question->service);
    gs_view_remember(view);
}

const struct gs_question *gs_view_question(const struct gs_view *view)
{
    return &view->question;
}

void gs_view_say(struct gs_view *view, enum gs_role role, const char *sentence)
{
    gs_buf_clear(&view->said);
    gs_buf_add_text(&view->said, role == GS_ROLE_WARN  ? "▲ "
                                 : role == GS_ROLE_ERR ? "✗ "
                                                       : "");
    gs_text_sanitise(&view->said, sentence, strlen(sentence));
    view->said_role = role;
    view->said_until_us = view->now.us + say_us(view);
    view->is_said_new = true;
}

char *gs_view_claim_copy(struct gs_view *view)
{
    char *text = view->copied;
    view->copied = NULL;
    return text;
}

enum gs_context gs_view_context(const struct gs_view *view)
{
    if (view->popup == GS_POPUP_HELP && view->prompt_kind == GS_PROMPT_SEARCH) {
        return GS_CONTEXT_PROMPT;
    }
    if (view->popup != GS_POPUP_NONE) {
        return view->popup == GS_POPUP_COPY     ? GS_CONTEXT_MENU
               : view->popup == GS_POPUP_MATRIX ? GS_CONTEXT_MATRIX
               : view->popup != GS_POPUP_HINTS  ? GS_CONTEXT_POPUP
               : view->is_hints_typing          ? GS_CONTEXT_PROMPT
                                                : GS_CONTEXT_HINTS;
    }
    if (view->command.is_open) {
        return GS_CONTEXT_COMMAND;
    }
    if (view->prompt_kind != GS_PROMPT_NONE) {
        return GS_CONTEXT_PROMPT;
    }
    return view->is_editing ? GS_CONTEXT_QUESTION : GS_CONTEXT_PANES;
}

enum gs_part gs_view_part(const struct gs_view *view)
{
    return view->popup == GS_POPUP_MATRIX ? GS_PART_MATRIX
                                          : gs_pane_kind_of(view->focus)->part;
}

const char *gs_view_focus_title(const struct gs_view *view)
{
    return gs_pane_kind_of(view->focus)->title;
}

/* The popups that stand over everything are opened in the same way from everywhere. */
static void open_help(struct gs_view *view)
{
    bool is_open = view->popup == GS_POPUP_HELP;
    view->popup = is_open ? GS_POPUP_NONE : GS_POPUP_HELP;
    gs_list_state_fini(&view->popup_list);
    view->help_hit = GS_NO_ROW;
}

/* What was said is of the key before. */
static void forget_said(struct gs_view *view)
{
    gs_buf_clear(&view->said);
    view->is_said_new = false;
}

unsigned gs_view_run(struct gs_view *view, enum gs_command_id command)
{
    forget_said(view);
    view->wanted.is_wanted = false;
    if (command == GS_COMMAND_HELP) {
        open_help(view);
        return GS_EFFECT_REDRAW;
    }
    switch (gs_view_context(view)) {
    case GS_CONTEXT_POPUP:
    case GS_CONTEXT_MENU:
    case GS_CONTEXT_MATRIX:
        return gs_view_run_popup(view, command);
    case GS_CONTEXT_HINTS:
        return gs_view_run_hints(view, command);
    case GS_CONTEXT_PROMPT:
        return view->popup == GS_POPUP_HINTS ? gs_view_run_hints_typing(view, command)
                                             : gs_view_run_prompt(view, command);
    case GS_CONTEXT_COMMAND:
        return gs_view_run_command(view, command);
    case GS_CONTEXT_QUESTION:
        return gs_view_run_question(view, command);
    case GS_CONTEXT_PANES:
        break;
    }
    return gs_view_run_panes(view, command);
}

unsigned gs_view_type(struct gs_view *view, const char *text, size_t len, bool is_paste)
{
    forget_said(view);
    switch (gs_view_context(view)) {
    case GS_CONTEXT_MENU:
        return gs_view_type_menu(view, text, len);
    case GS_CONTEXT_PROMPT:
        (void)gs_line_edit_insert(view->popup == GS_POPUP_HINTS ? &view->hints_other
                                                                : &view->prompt,
                                  text, len); /* a full one takes no more */
        return GS_EFFECT_REDRAW;
    case GS_CONTEXT_COMMAND:
        return gs_view_type_command(view, text, len);
    case GS_CONTEXT_QUESTION:
        return gs_view_type_question(view, text, len, is_paste);
    case GS_CONTEXT_PANES:
        if (is_paste) {
            gs_view_edit_question(view); /* a paste outside of fields is a question */
            return gs_view_type_question(view, text, len, true);
        }
        return GS_EFFECT_NOT_MINE;
    case GS_CONTEXT_POPUP:
    case GS_CONTEXT_HINTS:
    case GS_CONTEXT_MATRIX:
        break;
    }
    return GS_EFFECT_NOT_MINE;
}

/* -- what panes are built from ------------------------------------------------------- */

static bool is_dead(const struct gs_pane_context *context)
{
    struct gs_part_view system = gs_part_view_of(context, GS_PART_SYSTEM);
    struct gs_part_view dns = gs_part_view_of(context, GS_PART_DNS);
    const struct gs_system_answer *answer = system.facts->system;
    if (answer == NULL || !gs_outcome_is_temporary(answer->outcome)) {
        return false;
    }
    for (size_t i = 0; i < dns.facts->dns.count; i++) {
        const struct gs_dns_answer *heard = dns.facts->dns.items[i].answer;
        if (heard == NULL || heard->rcode >= 0 ||
            !gs_outcome_is_temporary(heard->outcome)) {
            return false;
        }
    }
    return dns.facts->dns.count > 0;
}

/* Of what is shown: new answers, or the last ones while new ones are waited for. */
static void renew_digest(struct gs_view *view, const struct gs_pane_context *context)
{
    struct gs_facts shown = {
        .system = gs_part_view_of(context, GS_PART_SYSTEM).facts->system,
        .dns = gs_part_view_of(context, GS_PART_DNS).facts->dns,
        .sources = gs_part_view_of(context, GS_PART_SOURCES).facts->sources,
        .records = gs_part_view_of(context, GS_PART_RECORDS).facts->records,
        .servers = gs_part_view_of(context, GS_PART_SERVERS).facts->servers,
    };
    gs_digest_renew(&view->digest, view->session, &shown);
}

static void renew_labels(struct gs_view *view)
{
    const struct gs_question *question = &view->session->lookup.question;
    bool is_international =
        view->session->has_lookup && gs_idn_is_international(question);
    const char *host = is_international ? question->host : "";
    if (view->labels_host != NULL && strcmp(view->labels_host, host) == 0) {
        return;
    }
    free(view->labels_host);
    view->labels_host = gs_mem_copy_text(host);
    gs_vec_fini(&view->labels);
    if (is_international) {
        view->labels = gs_idn_labels_of(host);
        gs_spoof_judge(&view->labels);
    }
}

/* What is held back stands still; the monitor goes on. */
static bool stands_still(const struct gs_view *view)
{
    return view->status.is_paused && view->tab != GS_TAB_MONITOR;
}

struct gs_pane_context gs_view_context_of(struct gs_view *view, int pane)
{
    struct gs_pane_context context = {
        .session = view->session,
        .lookup = view->session->has_lookup ? &view->session->lookup : NULL,
        .digest = &view->digest,
        .labels = &view->labels,
        .now = stands_still(view) ? view->paused_at : view->now,
        .sort = view->sorts[pane],
        .filter = gs_pane_kind_of(pane)->filters_itself ? gs_view_filter(view, pane) : "",
        .picks = &view->picks[pane],
        .hosts = &view->hosts,
        .tags = &view->tags,
        .is_grouped = view->groups_hosts,
        .is_unsaved = view->status.is_unsaved,
        .shows_answers = view->shows_answers,
        .is_following = view->lists[pane].is_following,
        .seen_total = view->seen_total,
        .choice = &view->records,
        .race = &view->race,
        .race_slow_ms = gs_race_slow_ms(&view->race),
        .message = &view->message,
        .order_item = view->lists[GS_PANE_ORDER].selected,
        .whois_hop = view->lists[GS_PANE_REFERRALS].selected,
        .is_last_hop = view->lists[GS_PANE_REFERRALS].is_following,
        .height = SIZE_MAX,
        .width = GS_LARGE_CELLS,
    };
    renew_digest(view, &context);
    renew_labels(view);
    gs_view_renew_tags(view);
    context.is_v6_sender = view->is_v6_sender;
    context.is_dead = is_dead(&context);
    return context;
}

/* -- popups -------------------------------------------------------------------------- */

bool gs_view_popup(struct gs_view *view, size_t cols, size_t rows, struct gs_popup *out)
{
    out->selected = GS_NO_ITEM;
    switch (view->popup) {
    case GS_POPUP_NONE:
        return false;
    case GS_POPUP_HELP:
        gs_popup_help(view, cols, rows, out);
        break;
    case GS_POPUP_DETAILS:
        gs_popup_details(view, cols, rows, out);
        break;
    case GS_POPUP_HINTS:
        gs_popup_hints(view, cols, rows, out);
        break;
    case GS_POPUP_MATRIX:
        gs_popup_matrix(view, cols, rows, out);
        break;
    case GS_POPUP_COPY:
        gs_popup_copy(view, cols, rows, out);
        break;
    case GS_POPUP_LISTEN:
        gs_popup_listen(view, cols, rows, out);
        break;
    }
    return true;
}
