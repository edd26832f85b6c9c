/* SPDX-License-Identifier: MIT */
/*
 * The footer: the keys that work now and what is pending, or the prompt being typed.
 */
#include "footer_keys.h"
#include "footer_watched.h"
#include "watch_pane.h"

#include "gaiscope/base/duration.h"
#include "gaiscope/base/text.h"

#include <stdio.h>

enum {
    LEFT = 3, /* where texts begin */
    SIGN = 1, /* where the prompt's sign stands */
    GAP = 3,
    KEYS_LEAST = 14, /* help and quit */
    WIDE_COLS = 110, /* from here on words may be long */
};

static bool is_of_range(const struct gs_view *view)
{
    return view->session->has_lookup &&
           gs_question_is_range(&view->session->lookup.question);
}

/* Whether a key leads to a question: a replay asks nothing. */
static bool asks(const struct gs_view *view, enum gs_command_id command)
{
    switch (command) {
    case GS_COMMAND_AGAIN:
    case GS_COMMAND_CONNECT:
    case GS_COMMAND_HINTS:
    case GS_COMMAND_QUESTION:
    case GS_COMMAND_STOP:
    case GS_COMMAND_SERVERS:
    case GS_COMMAND_TRACE:
    case GS_COMMAND_BACK:
    case GS_COMMAND_COMMAND_LINE: /* offered for another name server alone */
        return true;
    case GS_COMMAND_FAMILY:
        return view->tab != GS_TAB_MAIL; /* there it turns the other sender up */
    default:
        return false;
    }
}

static bool is_last_to_go(enum gs_command_id command)
{
    return command == GS_COMMAND_HELP || command == GS_COMMAND_QUIT;
}

static enum gs_context footer_context(const struct gs_view *view)
{
    return view->command.is_open                 ? GS_CONTEXT_COMMAND
           : view->prompt_kind != GS_PROMPT_NONE ? GS_CONTEXT_PROMPT
           : view->is_editing                    ? GS_CONTEXT_QUESTION
                                                 : GS_CONTEXT_PANES;
}

/* Whether a key would do something now. */
static bool works(const struct gs_view *view, enum gs_command_id command)
{
    if (view->status.replay[0] != '\0' && asks(view, command)) {
        return false;
    }
    if (view->tab == GS_TAB_MONITOR && view->session->monitor.hosts.count == 0 &&
        footer_context(view) == GS_CONTEXT_PANES) {
        return is_last_to_go(command);
    }
    switch (command) {
    case GS_COMMAND_LAST:
        return !view->lists[view->focus].is_following;
    case GS_COMMAND_SAVE:
    case GS_COMMAND_DETAILS:
    case GS_COMMAND_COPY_ROW:
    case GS_COMMAND_SEARCH:
        return view->lists[view->focus].item_count > 0;
    case GS_COMMAND_ROW_DETAILS: /* where Enter does something else */
        return view->lists[view->focus].item_count > 0 &&
               (view->focus == GS_PANE_BIND || view->focus == GS_PANE_LOG);
    case GS_COMMAND_FAMILY:
        if (view->tab == GS_TAB_MAIL) { /* it turns the sender up that is not seen */
            return !gs_view_has_both_senders(view);
        }
        return !is_of_range(view);
    case GS_COMMAND_HINTS: /* of a range there is no call */
        return !is_of_range(view);
    case GS_COMMAND_AGAIN:
        return view->session->has_lookup;
    case GS_COMMAND_CONNECT: /* offered where addresses are */
        return view->session->has_lookup && !is_of_range(view) &&
               (view->tab != GS_TAB_LOOKUP || view->focus == GS_PANE_V4 ||
                view->focus == GS_PANE_V6);
    case GS_COMMAND_BACK:
        return view->trail_at > 0;
    case GS_COMMAND_NEXT_PANE:
        return view->place_count > 1;
    default:
        return true;
    }
}

static const char *word_of(struct gs_view *view, const struct gs_hint *hint)
{
    if (hint->command == GS_COMMAND_DETAILS && view->focus == GS_PANE_HISTORY) {
        return "ask";
    }
    if (hint->command == GS_COMMAND_DETAILS && view->tab == GS_TAB_MONITOR) {
        return view->focus == GS_PANE_JOURNAL  ? "its host"
               : view->focus == GS_PANE_BROKEN ? "details"
               : view->cols < WIDE_COLS        ? "open"
                                               : "open in Lookup";
    }
    if (hint->command == GS_COMMAND_PAUSE &&
        (!view->status.is_paused || view->tab == GS_TAB_MONITOR)) {
        return "pause";
    }
    if (hint->command == GS_COMMAND_DETAILS && view->focus == GS_PANE_BIND) {
        return gs_view_listen_word(view);
    }
    if (hint->command == GS_COMMAND_FAMILY && view->tab == GS_TAB_MAIL) {
        return "sender family";
    }
    if (hint->command == GS_COMMAND_AGAIN && view->tab == GS_TAB_RACE &&
        gs_view_part(view) != GS_PART_RACE) {
        return gs_command_of(hint->command)->label;
    }
    if (hint->command == GS_COMMAND_FIELD) {
        return view->is_in_service ? "to host" : "to service";
    }
    return hint->word != NULL ? hint->word : gs_command_of(hint->command)->label;
}

/* Its key; in the monitor, where there is room, with that of the other direction. */
static void format_key(const struct gs_view *view, enum gs_command_id command,
                       char out[(size_t)2 * GS_KEY_NAME_MAX])
{
    char key[GS_KEY_NAME_MAX] = "";
    char other[GS_KEY_NAME_MAX] = "";
    (void)gs_command_key(command, footer_context(view), key); /* "" when none */
    (void)snprintf(out, (size_t)2 * GS_KEY_NAME_MAX, "%s", key);
    if (view->tab == GS_TAB_MONITOR && command == GS_COMMAND_SORT_NEXT) {
        (void)gs_command_key(GS_COMMAND_SORT_PREVIOUS, footer_context(view), other);
        (void)snprintf(out, (size_t)2 * GS_KEY_NAME_MAX, "%s %s", other, key);
    } else if (command == GS_COMMAND_SLOWER) {
        (void)gs_command_key(GS_COMMAND_FASTER, footer_context(view), other);
        (void)snprintf(out, (size_t)2 * GS_KEY_NAME_MAX, "%s %s", key, other);
    }
}

static int hint_cells(struct gs_view *view, const struct gs_hint *hint)
{
    char key[(size_t)2 * GS_KEY_NAME_MAX];
    format_key(view, hint->command, key);
    return (int)gs_text_cells(key) + 1 + (int)gs_text_cells(word_of(view, hint)) + 3;
}

/* Help and quit are the last to go: which keys fit, from the end of the others. */
static void put_keys(struct gs_view *view, struct gs_rows *rows, int x, int end)
{
    struct gs_hint_list hints = gs_footer_hints(view);
    bool is_full = false; /* once one is left out, only the last to go follow */
    int needed = x - 3;
    for (size_t i = 0; i < hints.count; i++) {
        bool is_last = is_last_to_go(hints.items[i].command);
        needed += is_last ? hint_cells(view, &hints.items[i]) : 0;
    }
    for (size_t i = 0; i < hints.count; i++) {
        const struct gs_hint *hint = &hints.items[i];
        if (!works(view, hint->command)) {
            continue;
        }
        bool is_last = is_last_to_go(hint->command);
        int cells = hint_cells(view, hint);
        char key[(size_t)2 * GS_KEY_NAME_MAX];
        needed += is_last ? 0 : cells;
        is_full = is_full || (!is_last && needed > end);
        if ((!is_last && is_full) || x + cells - 3 > end) {
            continue;
        }
        format_key(view, hint->command, key);
        x = gs_rows_put(rows, x, GS_ROLE_KEY, key);
        x = gs_rows_put(rows, x + 1, GS_ROLE_DIM, word_of(view, hint)) + 3;
    }
}

/* Whether the log's newest line is in sight, and if not, how many came since it was. */
static void format_following(const struct gs_view *view, struct gs_buf *out)
{
    const struct gs_log *log = &view->session->log;
    size_t unseen = (size_t)(log->total - view->seen_total);
    if (view->lists[GS_PANE_LOG].is_following) {
        gs_buf_add_text(out, log->total > 0 ? "following" : "nothing asked yet");
    } else if (unseen == 0) {
        gs_buf_add_text(out, "not following");
    } else {
        gs_buf_addf(out, "%zu new below", unseen);
    }
}

static bool is_said(const struct gs_view *view)
{
    return view->said.len > 0 && view->now.us < view->said_until_us;
}

/* That the picture or a replay stands still. Returns: false: neither does. */
static bool format_pause(const struct gs_view *view, struct gs_buf *out)
{
    char key[GS_KEY_NAME_MAX] = "";
    char step[GS_KEY_NAME_MAX] = "";
    (void)gs_command_key(GS_COMMAND_PAUSE, GS_CONTEXT_PANES, key); /* it has one */
    if (view->status.is_paused && view->tab != GS_TAB_MONITOR) {
        bool is_half = view->session->monitor.hosts.count > 0 && view->cols >= WIDE_COLS;
        gs_buf_addf(out, "▲ paused%s, %zu held back: %s goes on",
                    is_half ? ", but for view 8" : "", view->status.held_count, key);
        return true;
    }
    if (view->status.is_replay_paused) {
        (void)gs_command_key(GS_COMMAND_STEP, GS_CONTEXT_PANES, step); /* the same */
        gs_buf_addf(out, "▲ paused: %s goes on, %s shows the next", key, step);
        return true;
    }
    return false;
}

/* How many parts of the question have their answer. */
static void format_progress(const struct gs_lookup *lookup, struct gs_buf *out)
{
    size_t done = 0;
    size_t asked = 0;
    for (int i = 0; i < GS_PART_COUNT; i++) {
        bool is_asked = lookup->parts[i].progress != GS_PROGRESS_IDLE;
        bool is_done = lookup->parts[i].progress == GS_PROGRESS_DONE ||
                       gs_facts_is_whole(&lookup->now, (enum gs_part)i);
        asked += is_asked ? 1 : 0;
        done += is_asked && is_done ? 1 : 0;
    }
    gs_buf_addf(out, "%zu of %zu answered", done, asked);
}

/* What is pending, or when it was asked. */
static enum gs_role format_state(struct gs_view *view, struct gs_buf *out)
{
    const struct gs_lookup *lookup = &view->session->lookup;
    char clock[GS_DURATION_TEXT_MAX];
    if (is_said(view)) {
        gs_buf_add_text(out, gs_buf_text(&view->said));
        return view->said_role;
    }
    if (format_pause(view, out)) {
        return GS_ROLE_WARN;
    }
    if (view->tab == GS_TAB_LOG && !view->is_editing) {
        format_following(view, out);
        return GS_ROLE_DIM;
    }
    if (view->tab == GS_TAB_MONITOR && !view->is_editing) {
        struct gs_pane_context context = gs_view_context_of(view, GS_PANE_WATCHED);
        bool is_warning = gs_watch_pending_words(&context, view->told_us, out);
        return is_warning ? GS_ROLE_WARN : GS_ROLE_DIM;
    }
    if (!view->session->has_lookup) {
        gs_buf_add_text(out, "nothing asked yet");
        return GS_ROLE_DIM;
    }
    if (gs_footer_is_waiting(view)) {
        format_progress(lookup, out);
        return GS_ROLE_DIM;
    }
    if (view->tab == GS_TAB_SERVICES && view->session->tables != NULL) {
        gs_clock_format(view->session->tables->read_wall_s, clock);
        gs_buf_addf(out, "read %s", clock);
        return GS_ROLE_DIM;
    }
    bool is_raced = view->tab == GS_TAB_RACE && lookup->now.race != NULL;
    gs_clock_format(is_raced ? lookup->now.race->raced_wall_s : lookup->asked_wall_s,
                    clock);
    gs_buf_addf(out, "%s%s %s", lookup->is_cancelled ? "stopped, " : "",
                is_raced ? "raced" : "asked", clock);
    if (view->status.interval_s > 0) {
        gs_buf_addf(out, ", every %u s", view->status.interval_s);
    }
    return GS_ROLE_DIM;
}

/* What is pending, and before it how the watched hosts are; where there is no room for both, the
 * hosts. Returns: where the keys end. */
static int put_state(struct gs_view *view, struct gs_rows *rows, enum gs_role role,
                     const struct gs_buf *state)
{
    struct gs_watch_summary summary;
    int end = (int)rows->width_cells - 1;
    int from = end - (int)gs_text_cells(gs_buf_text(state));
    bool has_summary = gs_footer_summary(view, &summary);
    int cells = has_summary ? gs_footer_summary_cells(&summary) : 0;
    bool has_both = from - GAP - cells >= LEFT + KEYS_LEAST;
    if (has_summary && !has_both && role == GS_ROLE_DIM && !is_said(view)) {
        return gs_footer_put_summary(&summary, rows, end) - GAP;
    }
    end = gs_rows_put_right(rows, end, role, gs_buf_text(state)) - GAP;
    if (has_summary && has_both) {
        return gs_footer_put_summary(&summary, rows, end) - GAP;
    }
    return from <= LEFT ? LEFT : end;
}

void gs_view_put_footer(struct gs_view *view, struct gs_rows *rows)
{
    struct gs_buf state = {0};
    int end = (int)rows->width_cells - 1;
    int x = LEFT;
    enum gs_role role = format_state(view, &state);
    bool has_prompt = view->prompt_kind != GS_PROMPT_NONE;
    if (has_prompt) {
        bool is_search = view->prompt_kind == GS_PROMPT_SEARCH;
        (void)gs_rows_put(rows, SIGN, GS_ROLE_KEY, is_search ? "/" : "\\");
        x = gs_line_edit_put(&view->prompt, rows, x,
                             rows->width_cells >= 2 * (size_t)GS_MODULE_CELLS ? 38 : 20,
                             gs_view_context(view) == GS_CONTEXT_PROMPT) +
            3;
    } else {
        end = put_state(view, rows, role, &state);
    }
    if (view->popup == GS_POPUP_NONE) { /* else its keys stand on its frame */
        put_keys(view, rows, x, end);
    }
    gs_buf_fini(&state);
}
