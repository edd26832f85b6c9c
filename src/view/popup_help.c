/* SPDX-License-Identifier: MIT */
/*
 * The keys of the command table and the signs, in one or two columns.
 */
#include "help_words.h"
#include "view_state.h"

#include <stdio.h>
#include <string.h>

enum {
    WIDE = 100,
    COLUMN = 47,
    WORD_X = 20,
    ENTRIES_MAX = 32,
};

struct sign {
    const char *sign;
    enum gs_role role;
    const char *meaning;
};

static const struct sign signs[] = {
    {"✓", GS_ROLE_OK, "answered, agrees"}, {"✗", GS_ROLE_ERR, "failed"},
    {"▲", GS_ROLE_WARN, "look here"},      {"⠹", GS_ROLE_WAIT, "under way"},
    {"+", GS_ROLE_TEXT, "added"},          {"-", GS_ROLE_TEXT, "removed"},
    {"~", GS_ROLE_WARN, "changed"},        {"–", GS_ROLE_DIM, "none"},
};

static const struct sign monitor_signs[] = {
    {"✗", GS_ROLE_ERR, "failed, unexpected"}, {"▼", GS_ROLE_WARN, "lost a family"},
    {"~", GS_ROLE_WARN, "flapping, changed"}, {"≠", GS_ROLE_WARN, "libc has others"},
    {"▲", GS_ROLE_WARN, "slow, or gained"},   {"→", GS_ROLE_TEXT, "source changed"},
    {"↑", GS_ROLE_TEXT, "order flipped"},     {"×", GS_ROLE_ERR, "a round that failed"},
};

static const char *const titles[] = {
    [GS_GROUP_ASK] = "Ask",   [GS_GROUP_LOOK] = "Look",
    [GS_GROUP_MOVE] = "Move", [GS_GROUP_TAKE] = "Take",
    [GS_GROUP_EDIT] = "Type", [GS_GROUP_PROGRAM] = "The program",
};

#define GROUPS (sizeof titles / sizeof titles[0])

/* The order of the groups, two beside each other: in the panes, and in the question line. */
static const enum gs_command_group orders[2][GROUPS] = {
    {GS_GROUP_ASK, GS_GROUP_LOOK, GS_GROUP_MOVE, GS_GROUP_TAKE, GS_GROUP_EDIT,
     GS_GROUP_PROGRAM},
    {GS_GROUP_EDIT, GS_GROUP_ASK, GS_GROUP_LOOK, GS_GROUP_MOVE, GS_GROUP_TAKE,
     GS_GROUP_PROGRAM},
};

/* What a person in the panes has to know of typing: the rest is as everywhere. */
static const enum gs_command_id typing[] = {GS_COMMAND_ACCEPT, GS_COMMAND_FIELD,
                                            GS_COMMAND_HISTORY_OLDER};

/* One line of the help. */
struct entry {
    const char *keys;
    const char *more_keys; /* of the second command of a pair; NULL: it is none */
    const char *help;
};

struct entries {
    struct entry items[ENTRIES_MAX];
    size_t count;
};

/* The views share a line: their digits stand in the header. */
static bool is_other_view(enum gs_command_id id)
{
    enum gs_tab_id tab = GS_TAB_LOOKUP;
    return gs_tab_find(id, &tab) && tab != GS_TAB_LOOKUP;
}

/* Where the person was when the help was opened. */
static enum gs_context context_of(const struct gs_view *view)
{
    return view->command.is_open ? GS_CONTEXT_COMMAND
           : view->is_editing    ? GS_CONTEXT_QUESTION
                                 : GS_CONTEXT_PANES;
}

static bool is_typing(enum gs_command_id id)
{
    for (size_t i = 0; i < sizeof typing / sizeof typing[0]; i++) {
        if (typing[i] == id) {
            return true;
        }
    }
    return false;
}

static void mean_in_monitor(enum gs_command_id id, struct entry *entry)
{
    const char *help = gs_help_in_monitor(id);
    entry->help = help != NULL ? help : entry->help;
    if (id == GS_COMMAND_PAUSE) {
        entry->more_keys = gs_command_of(GS_COMMAND_PAUSE_ALL)->keys;
    }
}

static struct entry entry_of(const struct gs_command *command, const struct gs_view *view)
{
    struct entry entry = {.keys = command->keys, .help = command->help};
    if (command->id == GS_COMMAND_VIEW_LOOKUP) {
        return (struct entry){.keys = "1 … 9", .help = "the view of that digit"};
    }
    const struct gs_help_pair *pair = gs_help_pair_of(command->id);
    if (pair != NULL) {
        entry.more_keys = gs_command_of(pair->second)->keys;
        entry.help = pair->help;
    }
    if (command->id == GS_COMMAND_FAMILY && view->tab == GS_TAB_MAIL) {
        entry.help = "sender family, matrix";
    }
    if (view->tab == GS_TAB_MONITOR) {
        mean_in_monitor(command->id, &entry);
    } else if (command->id == GS_COMMAND_PAUSE) {
        entry.help = "hold answers back";
    }
    return entry;
}

/* What is asked of a question's answers: there are none in the monitor. */
static bool is_of_question(enum gs_command_id id)
{
    return id == GS_COMMAND_SERVERS || id == GS_COMMAND_DNSSEC || id == GS_COMMAND_LISTEN;
}

/* The lines of one group, in the table's order; of typing those that work in the context. */
static struct entries entries_of(enum gs_command_group group, const struct gs_view *view)
{
    enum gs_context context = context_of(view);
    size_t all = 0;
    struct entries out = {.count = 0};
    const struct gs_command *table = gs_commands(&all);
    bool is_typed = group == GS_GROUP_EDIT;
    bool is_short = is_typed && context == GS_CONTEXT_PANES;
    for (size_t i = 0; i < all && out.count < ENTRIES_MAX - 1; i++) {
        bool is_frames = table[i].contexts == GS_CONTEXT_BIT(GS_CONTEXT_MATRIX);
        bool works = (table[i].contexts & GS_CONTEXT_BIT(context)) != 0;
        bool is_elsewhere =
            (gs_view_is_race_turn(table[i].id) && view->tab != GS_TAB_RACE) ||
            (gs_view_is_watch_key(table[i].id) && view->tab != GS_TAB_MONITOR) ||
            (is_of_question(table[i].id) && view->tab == GS_TAB_MONITOR) ||
            table[i].id == GS_COMMAND_PAUSE_ALL; /* stands beside the other pause */
        bool is_kept = !gs_help_is_second(table[i].id) && !is_other_view(table[i].id) &&
                       !is_elsewhere && !is_frames &&
                       (!is_short || is_typing(table[i].id)) &&
                       (!is_typed || is_short || works);
        if (table[i].group == group && is_kept) {
            out.items[out.count++] = entry_of(&table[i], view);
        }
    }
    if (is_short) {
        out.items[out.count++] =
            (struct entry){.keys = "C-a C-e C-w C-u …", .help = "as in a shell"};
    }
    return out;
}

/* Takes one key's name off. Returns: what follows it. */
static const char *add_key(struct gs_buf *out, const char *keys)
{
    size_t len = strcspn(keys, " ");
    gs_buf_add(out, keys, len);
    return keys + len + strspn(keys + len, " ");
}

/* "r F5"; of a pair key by key: "k j  Up Down". */
static void format_keys(const struct entry *entry, struct gs_buf *out)
{
    const char *second = entry->more_keys;
    if (second == NULL) {
        gs_buf_add_text(out, entry->keys);
        return;
    }
    for (const char *first = entry->keys; *first != '\0' && *second != '\0';) {
        gs_buf_add_text(out, out->len > 0 ? "  " : "");
        first = add_key(out, first);
        gs_buf_add_text(out, " ");
        second = add_key(out, second);
        if (*second == '\0' && *first != '\0') { /* the first one has more keys */
            gs_buf_addf(out, "  %s", first);
            return;
        }
    }
}

/* One line of a group: its title, an entry, or nothing behind its end. */
static void put_line(struct gs_rows *rows, int x, const char *title,
                     const struct entries *entries, size_t line)
{
    struct gs_buf keys = {0};
    if (line == 0) {
        (void)gs_rows_put(rows, x, GS_ROLE_TITLE, title);
    } else if (line <= entries->count) {
        const struct entry *entry = &entries->items[line - 1];
        format_keys(entry, &keys);
        (void)gs_rows_put_cut(rows, x, GS_ROLE_KEY, gs_buf_text(&keys), WORD_X - 1);
        (void)gs_rows_put_cut(rows, x + WORD_X, GS_ROLE_TEXT, entry->help,
                              COLUMN - WORD_X - 1);
    }
    gs_buf_fini(&keys);
}

/* Groups of an order from `first` on: one below the other, or two beside each other. */
static void build_groups(struct gs_rows *rows, size_t first, size_t columns,
                         const struct gs_view *view)
{
    struct entries entries[2];
    const enum gs_command_group *order =
        &orders[context_of(view) == GS_CONTEXT_PANES ? 0 : 1][first];
    size_t lines = 0;
    for (size_t i = 0; i < columns; i++) {
        entries[i] = entries_of(order[i], view);
        lines = entries[i].count + 1 > lines ? entries[i].count + 1 : lines;
    }
    for (size_t line = 0; line < lines; line++) {
        bool is_visible = gs_rows_next(rows, GS_NO_ITEM);
        for (size_t i = 0; is_visible && i < columns; i++) {
            put_line(rows, (int)i * COLUMN, titles[order[i]], &entries[i], line);
        }
    }
    gs_rows_blank(rows);
}

/* Takes: `columns`, of which both tables are a multiple. */
static void build_signs(struct gs_rows *rows, size_t columns, bool is_monitor)
{
    const struct sign *all = is_monitor ? monitor_signs : signs;
    size_t count = is_monitor ? sizeof monitor_signs / sizeof monitor_signs[0]
                              : sizeof signs / sizeof signs[0];
    if (gs_rows_next(rows, GS_NO_ITEM)) {
        (void)gs_rows_put(rows, 0, GS_ROLE_TITLE, "Signs");
    }
    for (size_t i = 0; i < count; i += columns) {
        bool is_visible = gs_rows_next(rows, GS_NO_ITEM);
        for (size_t j = 0; is_visible && j < columns; j++) {
            int x = gs_rows_put(rows, (int)j * 24, all[i + j].role, all[i + j].sign);
            (void)gs_rows_put(rows, x + 1, GS_ROLE_TEXT, all[i + j].meaning);
        }
    }
    gs_rows_blank(rows);
    gs_rows_sentence(
        rows, GS_ROLE_DIM,
        is_monitor ? "Latency: a step a round, all hosts on one scale, 1 s is full. "
                     "Grey: the last good answer, paused."
                   : "Heavy rule: it has the keys. Grey: the last answer, a new one is "
                     "asked. TTL: seconds left.");
}

/* What is typed behind `:`; the other commands are typed by their names. */
static void build_typed(struct gs_rows *rows, bool is_wide)
{
    int word_x = is_wide ? COLUMN : WORD_X + 10;
    if (gs_rows_next(rows, GS_NO_ITEM)) {
        (void)gs_rows_put(rows, 0, GS_ROLE_TITLE, "Command line");
    }
    for (size_t i = 0; i < gs_typed_command_count(); i++) {
        struct gs_typed_command typed = gs_typed_command_at(i);
        if (gs_rows_next(rows, GS_NO_ITEM)) {
            int x = gs_rows_put(rows, 0, GS_ROLE_DIM, ":");
            x = gs_rows_put(rows, x, GS_ROLE_KEY, typed.name);
            size_t room = x + 2 < word_x ? (size_t)(word_x - x - 2) : 0;
            (void)gs_rows_put_cut(rows, x + 1, GS_ROLE_DIM, typed.usage, room);
            (void)gs_rows_put(rows, word_x, GS_ROLE_TEXT, typed.help);
        }
    }
    gs_rows_sentence(
        rows, GS_ROLE_DIM,
        "All others are typed by their names, such as :again-all. Tab completes.");
    gs_rows_blank(rows);
}

static void build(struct gs_rows *rows, bool is_wide, const struct gs_view *view)
{
    size_t columns = is_wide ? 2 : 1;
    if (context_of(view) == GS_CONTEXT_COMMAND) {
        build_typed(rows, is_wide);
    }
    for (size_t i = 0; i < GROUPS; i += columns) {
        build_groups(rows, i, columns, view);
    }
    build_signs(rows, is_wide ? 4 : 1, view->tab == GS_TAB_MONITOR);
}

static bool has_hit(const struct gs_rows *rows, size_t at, const char *needle)
{
    const struct gs_row *row = &rows->rows.items[at];
    for (size_t i = 0; i < row->run_count; i++) {
        const struct gs_run *run = &rows->runs.items[row->first_run + i];
        if (gs_match_find(gs_rows_text(rows, run), needle) != NULL) {
            return true;
        }
    }
    return false;
}

static bool is_wide_on(size_t cols)
{
    return cols >= WIDE + 4;
}

static size_t width_on(size_t cols)
{
    return is_wide_on(cols) ? WIDE : cols > 60 ? 60 : cols;
}

/* Scrolls to the next line with a hit (1), or the one before (-1), around the end. */
static void find(struct gs_view *view, int step)
{
    const char *needle = gs_buf_text(&view->search);
    struct gs_rows rows = {0};
    /* Words that a narrow screen cuts are found, too; typed commands wrap with the width. */
    size_t width = view->command.is_open ? width_on(view->cols) : WIDE;
    gs_rows_begin(&rows, width - 6, 0, SIZE_MAX);
    build(&rows, is_wide_on(view->cols), view);
    size_t count = rows.rows.count;
    size_t from = view->help_hit < count ? view->help_hit : count - 1;
    bool is_found = false;
    for (size_t i = 1; !is_found && i <= count; i++) {
        size_t at = (from + (step > 0 ? i : count - i)) % count;
        is_found = has_hit(&rows, at, needle);
        if (is_found) {
            view->help_hit = at;
            view->popup_list.from = at;
        }
    }
    if (!is_found) {
        gs_view_say(view, GS_ROLE_WARN,
                    needle[0] == '\0' ? "nothing is searched yet" : "not in the help");
    }
    gs_rows_fini(&rows);
}

void gs_help_search(struct gs_view *view, const char *text)
{
    gs_buf_clear(&view->search);
    gs_buf_add_text(&view->search, text);
    view->help_hit = GS_NO_ROW;
    if (text[0] != '\0') {
        find(view, 1);
    }
}

unsigned gs_view_run_help(struct gs_view *view, enum gs_command_id command)
{
    switch (command) {
    case GS_COMMAND_SEARCH:
        view->prompt_kind = GS_PROMPT_SEARCH;
        gs_line_edit_set(&view->prompt, "");
        return GS_EFFECT_REDRAW;
    case GS_COMMAND_SEARCH_NEXT:
        find(view, 1);
        return GS_EFFECT_REDRAW;
    case GS_COMMAND_SEARCH_PREVIOUS:
        find(view, -1);
        return GS_EFFECT_REDRAW;
    default:
        return gs_list_state_run(&view->popup_list, command) ? GS_EFFECT_REDRAW
                                                             : GS_EFFECT_NONE;
    }
}

void gs_popup_help(struct gs_view *view, size_t cols, size_t rows, struct gs_popup *popup)
{
    struct gs_list_state *list = &view->popup_list;
    bool is_wide = is_wide_on(cols);
    popup->width = width_on(cols);
    gs_rows_begin(&popup->rows, popup->width - 6, 0, 0);
    build(&popup->rows, is_wide, view);
    size_t height = gs_popup_fit(list, rows, popup);
    gs_rows_begin(&popup->rows, popup->width - 6, list->from, height);
    build(&popup->rows, is_wide, view);
    if (view->help_hit != GS_NO_ROW) {
        gs_rows_highlight(&popup->rows, gs_buf_text(&view->search));
    }
    gs_buf_addf(&popup->title, "Help for %s", gs_tab_of(view->tab)->name);
    if (popup->rows.total > height) {
        gs_buf_add_text(&popup->keys, "PgDn\tmore\t");
    }
    gs_buf_add_text(&popup->keys, "/\tsearch\tEsc\tclose");
}
