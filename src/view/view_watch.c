/* SPDX-License-Identifier: MIT */
/*
 * The monitor's keys: tags, pauses, asking now; intervals are in view_watch_interval.c. Which
 * hosts a key is for is found here, and the app carries it out.
 *
 *     p r + - Del   the tagged hosts, else the selected one
 *     P R           all
 *     x             what they answer, or how it went
 */
#include "view_state.h"
#include "watch_pane.h"

#include "gaiscope/base/text.h"

static const struct gs_monitor *monitor_of(const struct gs_view *view)
{
    return &view->session->monitor;
}

static bool is_watched(const void *context, uint64_t key)
{
    return gs_monitor_find(context, key) != NULL;
}

/* A host that is gone has no tag. */
void gs_view_renew_tags(struct gs_view *view)
{
    const struct gs_monitor *monitor = monitor_of(view);
    if (view->tags_revision != monitor->list_revision) {
        gs_tags_keep(&view->tags, is_watched, monitor);
        view->tags_revision = monitor->list_revision;
    }
}

/* The host of the selected row: of the journal's, too; 0: there is none. */
static uint64_t selected_host(struct gs_view *view)
{
    int pane = view->focus == GS_PANE_JOURNAL ? GS_PANE_JOURNAL : GS_PANE_WATCHED;
    struct gs_pane_context context = gs_view_drawn_context(view, pane);
    size_t item = view->lists[pane].selected;
    if (pane == GS_PANE_WATCHED) {
        const struct gs_watched *host = gs_watched_at(&context, item);
        return host == NULL ? 0 : host->id;
    }
    const struct gs_journal_entry *entry = gs_journal_entry_of(&context, item);
    return entry != NULL && is_watched(monitor_of(view), entry->host_id) ? entry->host_id
                                                                         : 0;
}

bool gs_view_choose_hosts(struct gs_view *view, struct gs_request *request)
{
    view->one_host = selected_host(view);
    bool has_tags = view->tags.count > 0;
    request->ids = has_tags ? view->tags.items : &view->one_host;
    request->id_count = has_tags ? view->tags.count : 1;
    if (!has_tags && view->one_host == 0) {
        gs_view_say(view, GS_ROLE_DIM, "no host is selected");
        return false;
    }
    return true;
}

static unsigned pass_on(struct gs_view *view, const struct gs_request *request)
{
    view->command.request = *request;
    return GS_EFFECT_REQUEST | GS_EFFECT_REDRAW;
}

void gs_view_name_hosts(const struct gs_view *view, const struct gs_request *request,
                        struct gs_buf *out)
{
    const struct gs_watched *host =
        request->id_count == 1 ? gs_monitor_find(monitor_of(view), request->ids[0])
                               : NULL;
    if (request->ids == NULL) {
        gs_buf_add_text(out, "all hosts");
    } else if (host != NULL) {
        gs_idn_show(out, host->watch.host);
    } else {
        gs_buf_addf(out, "%zu %s", request->id_count,
                    gs_plural(request->id_count, "host", "hosts"));
    }
}

static void say(struct gs_view *view, const struct gs_request *request,
                const char *before, const char *behind)
{
    struct gs_buf sentence = {0};
    gs_buf_add_text(&sentence, before);
    gs_view_name_hosts(view, request, &sentence);
    gs_buf_add_text(&sentence, behind);
    gs_view_say(view, GS_ROLE_DIM, gs_buf_text(&sentence));
    gs_buf_fini(&sentence);
}

static unsigned tag(struct gs_view *view)
{
    uint64_t id = selected_host(view);
    if (id == 0) {
        gs_view_say(view, GS_ROLE_DIM, "no host is selected");
        return GS_EFFECT_REDRAW;
    }
    (void)gs_tags_turn(&view->tags, id);
    view->tags_stamp++;
    (void)gs_list_state_run(&view->lists[view->focus], GS_COMMAND_DOWN); /* is a move */
    return GS_EFFECT_REDRAW;
}

/* Hosts that are all paused go on. */
static unsigned pause_some(struct gs_view *view)
{
    struct gs_request request = {.type = GS_REQUEST_WATCH_PAUSE};
    if (!gs_view_choose_hosts(view, &request)) {
        return GS_EFFECT_REDRAW;
    }
    for (size_t i = 0; i < request.id_count; i++) {
        const struct gs_watched *host = gs_monitor_find(monitor_of(view), request.ids[i]);
        request.number = host != NULL && !host->is_paused ? 1 : request.number;
    }
    say(view, &request, request.number == 1 ? "pauses " : "goes on with ", "");
    return pass_on(view, &request);
}

static unsigned pause_all(struct gs_view *view)
{
    struct gs_request request = {.type = GS_REQUEST_WATCH_PAUSE,
                                 .number = monitor_of(view)->status.is_paused ? 0 : 1};
    say(view, &request, request.number == 1 ? "pauses " : "goes on with ", "");
    return pass_on(view, &request);
}

static unsigned ask_now(struct gs_view *view, bool is_all)
{
    struct gs_request request = {.type = GS_REQUEST_WATCH_NOW};
    if (!is_all && !gs_view_choose_hosts(view, &request)) {
        return GS_EFFECT_REDRAW;
    }
    say(view, &request, "asks ", " now");
    return pass_on(view, &request);
}

static unsigned unwatch(struct gs_view *view)
{
    struct gs_request request = {.type = GS_REQUEST_UNWATCH};
    if (!gs_view_choose_hosts(view, &request)) {
        return GS_EFFECT_REDRAW;
    }
    say(view, &request, "watches ", " no more");
    return pass_on(view, &request);
}

unsigned gs_view_change_watched(struct gs_view *view, const struct gs_request *request)
{
    struct gs_request whole = *request;
    if (view->tab != GS_TAB_MONITOR) {
        gs_view_say(view, GS_ROLE_WARN, "choose the hosts in view 8, Monitor, first");
        return GS_EFFECT_REDRAW;
    }
    return gs_view_choose_hosts(view, &whole) ? pass_on(view, &whole) : GS_EFFECT_REDRAW;
}

unsigned gs_view_paste_hosts(struct gs_view *view, const struct gs_buf *lines,
                             bool is_cut)
{
    struct gs_request request = {
        .type = GS_REQUEST_WATCH, .pasted = lines, .is_cut = is_cut};
    return pass_on(view, &request);
}

bool gs_view_takes_hosts(const struct gs_view *view)
{
    return view->tab == GS_TAB_MONITOR && gs_view_context(view) == GS_CONTEXT_PANES;
}

/* A host is asked in the view that shows all of a name. */
static unsigned open_host(struct gs_view *view, uint64_t id)
{
    const struct gs_watched *host = gs_monitor_find(monitor_of(view), id);
    if (host == NULL) {
        gs_view_say(view, GS_ROLE_DIM, "no host is selected");
        return GS_EFFECT_REDRAW;
    }
    const struct gs_watch *watch = &host->watch;
    return gs_view_ask(view, watch->typed == NULL ? watch->host : watch->typed,
                       watch->service);
}

/* From a change to its host among the others. */
static unsigned go_to_host(struct gs_view *view)
{
    uint64_t id = selected_host(view);
    struct gs_pane_context context = gs_view_drawn_context(view, GS_PANE_WATCHED);
    size_t item = id == 0 ? GS_NO_ITEM : gs_watched_item(&context, id);
    if (item == GS_NO_ITEM) {
        gs_view_say(view, GS_ROLE_DIM,
                    id == 0 ? "this host is watched no more" : "the filter hides it");
        return GS_EFFECT_REDRAW;
    }
    view->focus = GS_PANE_WATCHED;
    gs_list_state_select(&view->lists[GS_PANE_WATCHED], item);
    return GS_EFFECT_REDRAW;
}

static unsigned open_row(struct gs_view *view)
{
    if (view->focus == GS_PANE_JOURNAL) {
        return go_to_host(view);
    }
    return view->focus == GS_PANE_WATCHED ? open_host(view, selected_host(view))
                                          : GS_EFFECT_NOT_MINE;
}

static unsigned group(struct gs_view *view)
{
    view->groups_hosts = !view->groups_hosts;
    gs_view_say(view, GS_ROLE_DIM,
                view->groups_hosts ? "hosts under each of their labels"
                                   : "hosts in one list");
    return GS_EFFECT_REDRAW;
}

static unsigned turn_form(struct gs_view *view)
{
    view->shows_answers = !view->shows_answers;
    gs_view_say(view, GS_ROLE_DIM,
                view->shows_answers ? "what they answer" : "how it went");
    return GS_EFFECT_REDRAW;
}

bool gs_view_is_watch_key(enum gs_command_id command)
{
    return command == GS_COMMAND_TAG || command == GS_COMMAND_UNTAG ||
           command == GS_COMMAND_GROUP || command == GS_COMMAND_PAUSE_ALL ||
           command == GS_COMMAND_UNWATCH;
}

/* In a replay these keys move along the recording. What is held back is of the question: the
 * monitor goes on, and its key pauses hosts. */
static bool is_elsewhere(const struct gs_view *view, enum gs_command_id command)
{
    bool is_replay = view->status.replay[0] != '\0';
    return is_replay && (command == GS_COMMAND_PAUSE || command == GS_COMMAND_SLOWER ||
                         command == GS_COMMAND_FASTER);
}

unsigned gs_view_run_watch(struct gs_view *view, enum gs_command_id command)
{
    if (view->tab != GS_TAB_MONITOR && gs_view_is_watch_key(command)) {
        gs_view_say(view, GS_ROLE_DIM, "this key is for view 8, Monitor");
        return GS_EFFECT_REDRAW;
    }
    if (view->tab != GS_TAB_MONITOR || is_elsewhere(view, command)) {
        return GS_EFFECT_NOT_MINE;
    }
    switch (command) {
    case GS_COMMAND_TAG:
        return tag(view);
    case GS_COMMAND_UNTAG:
        view->tags.count = 0;
        view->tags_stamp++;
        return GS_EFFECT_REDRAW;
    case GS_COMMAND_GROUP:
        return group(view);
    case GS_COMMAND_FORM:
        return turn_form(view);
    case GS_COMMAND_PAUSE:
        return pause_some(view);
    case GS_COMMAND_PAUSE_ALL:
        return pause_all(view);
    case GS_COMMAND_AGAIN:
        return ask_now(view, false);
    case GS_COMMAND_AGAIN_ALL:
        return ask_now(view, true);
    case GS_COMMAND_SLOWER:
        return gs_view_step_watched(view, 1);
    case GS_COMMAND_FASTER:
        return gs_view_step_watched(view, -1);
    case GS_COMMAND_UNWATCH:
        return unwatch(view);
    case GS_COMMAND_DETAILS:
        return open_row(view);
    default:
        return GS_EFFECT_NOT_MINE;
    }
}

void gs_view_show_monitor(struct gs_view *view)
{
    view->is_editing = false;
    (void)gs_view_open_tab(view, GS_TAB_MONITOR); /* nothing listens yet */
}
