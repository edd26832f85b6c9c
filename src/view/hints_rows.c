/* SPDX-License-Identifier: MIT */
/*
 * What the hints popup shows, from its width: three columns with C's names, three without, or
 * one below the other.
 *
 *     Family     Socket type     Protocol
 *     Host
 *     Flags
 *     the chosen one, what it is for
 *     The call
 *     What will come
 */
#include "hints_choice.h"

#include "gaiscope/rules/take_home.h"

#include <string.h>

enum {
    WIDE_CELLS = 88,   /* three columns with C's names */
    MIDDLE_CELLS = 60, /* three columns */
    BAND_ROWS = 7,     /* a title and six choices */
    HOST_ROW = 4,      /* of Host, below Family */
    NAME_X = 4,        /* of a choice's name behind its box */
    REASON_X = 20,     /* of a flag's effect */
    EXPLAIN_ROWS = 2,  /* kept for the sentence, so that nothing jumps */
    INPUT_CELLS = 14,
};

/* Where the columns of the band stand. */
struct columns {
    int socktype;
    int protocol;
    bool has_c_names;
};

static const struct columns wide = {29, 63, true};
static const struct columns middle = {25, 46, false};

static bool is_cursor(const struct gs_view *view, enum gs_hints_group group, size_t at)
{
    return view->hints_group == (size_t)group && view->hints_at[group] == at;
}

/* Puts a choice's box and name. Returns: the cell behind them. */
static int put_box(struct gs_view *view, struct gs_rows *rows, int x,
                   enum gs_hints_group group, size_t at)
{
    static const char *const boxes[2][2] = {{"( )", "(●)"}, {"[ ]", "[✓]"}};
    struct gs_hints_choice choice = gs_hints_choice_at(view, group, at);
    bool is_flag = group == GS_HINTS_FLAGS;
    bool is_dead = choice.effect.kind == GS_HINT_NO_EFFECT;
    enum gs_role role = is_dead         ? GS_ROLE_DISABLED
                        : choice.is_set ? GS_ROLE_STRONG
                                        : GS_ROLE_TEXT;
    if (is_cursor(view, group, at)) {
        (void)gs_rows_put(rows, x - 2, GS_ROLE_MARK, "▌");
    }
    (void)gs_rows_put(rows, x, choice.is_set && !is_dead ? GS_ROLE_KEY : role,
                      boxes[is_flag ? 1 : 0][choice.is_set ? 1 : 0]);
    if (choice.is_other && view->is_hints_typing) {
        return gs_line_edit_put(&view->hints_other, rows, x + NAME_X, INPUT_CELLS, true);
    }
    int end = gs_rows_put(rows, x + NAME_X, role, choice.name);
    if (!is_flag && choice.effect.kind == GS_HINT_FAILS) {
        end = gs_rows_put(rows, end + 1, GS_ROLE_WARN, "▲");
    }
    return end;
}

/* Where a group stands. */
struct column {
    int x;
    int c_name_x; /* from x; 0: not shown */
};

/* Puts a choice with what C calls it behind. */
static void put_choice(struct gs_view *view, struct gs_rows *rows, struct column column,
                       enum gs_hints_group group, size_t at)
{
    struct gs_hints_choice choice = gs_hints_choice_at(view, group, at);
    bool is_dead = choice.effect.kind == GS_HINT_NO_EFFECT;
    int end = put_box(view, rows, column.x, group, at);
    int wished = column.x + column.c_name_x;
    int from = wished > end ? wished : end + 1;
    if (group == GS_HINTS_FLAGS && choice.effect.kind == GS_HINT_FAILS) {
        (void)gs_rows_put(rows, end + 1, GS_ROLE_WARN, "▲");
    }
    if (column.c_name_x > 0 && !(choice.is_other && view->is_hints_typing)) {
        (void)gs_rows_put(rows, from, is_dead ? GS_ROLE_DISABLED : GS_ROLE_DIM,
                          choice.c_name);
    }
}

/* One line of a group in a column: its title, or a choice. */
static void put_line(struct gs_view *view, struct gs_rows *rows, struct column column,
                     enum gs_hints_group group, size_t line)
{
    if (line == 0) {
        bool is_here = view->hints_group == (size_t)group;
        (void)gs_rows_put(rows, column.x, is_here ? GS_ROLE_TITLE_FOCUS : GS_ROLE_TITLE,
                          gs_hints_title(group));
    } else if (line <= gs_hints_count(group)) {
        put_choice(view, rows, column, group, line - 1);
    }
}

static void watch(struct gs_view *view, const struct gs_rows *rows,
                  enum gs_hints_group group, size_t line, size_t *cursor_row)
{
    if (line > 0 && is_cursor(view, group, line - 1)) {
        *cursor_row = rows->total - 1;
    }
}

static void build_band(struct gs_view *view, struct gs_rows *rows,
                       const struct columns *at, size_t *cursor_row)
{
    for (size_t line = 0; line < BAND_ROWS; line++) {
        enum gs_hints_group left = line < HOST_ROW ? GS_HINTS_FAMILY : GS_HINTS_HOST;
        size_t left_line = line < HOST_ROW ? line : line - HOST_ROW;
        bool is_visible = gs_rows_next(rows, GS_NO_ITEM);
        watch(view, rows, left, left_line, cursor_row);
        watch(view, rows, GS_HINTS_SOCKTYPE, line, cursor_row);
        watch(view, rows, GS_HINTS_PROTOCOL, line, cursor_row);
        if (is_visible) {
            struct column second = {at->socktype, at->has_c_names ? 16 : 0};
            struct column third = {at->protocol, 13};
            put_line(view, rows, (struct column){0, 10}, left, left_line);
            put_line(view, rows, second, GS_HINTS_SOCKTYPE, line);
            put_line(view, rows, third, GS_HINTS_PROTOCOL, line);
        }
    }
}

static void build_explanation(struct gs_view *view, struct gs_rows *rows,
                              bool says_reason)
{
    struct gs_buf text = {0};
    gs_hints_explain(view, says_reason, &text);
    gs_rows_sentence(rows, GS_ROLE_DIM, gs_buf_text(&text));
    gs_buf_fini(&text);
}

/* A group in a narrow window: what the choice under the cursor is stands below it. */
static void build_group(struct gs_view *view, struct gs_rows *rows,
                        enum gs_hints_group group, size_t *cursor_row)
{
    for (size_t line = 0; line <= gs_hints_count(group); line++) {
        bool is_visible = gs_rows_next(rows, GS_NO_ITEM);
        watch(view, rows, group, line, cursor_row);
        if (is_visible) {
            put_line(view, rows, (struct column){0, group == GS_HINTS_FLAGS ? 0 : 16},
                     group, line);
        }
        if (line > 0 && is_cursor(view, group, line - 1)) {
            build_explanation(view, rows, true);
        }
    }
    gs_rows_blank(rows);
}

static void put_flag(struct gs_view *view, struct gs_rows *rows, size_t at)
{
    struct gs_hints_choice choice = gs_hints_choice_at(view, GS_HINTS_FLAGS, at);
    (void)put_box(view, rows, 0, GS_HINTS_FLAGS, at);
    if (choice.effect.kind == GS_HINT_FAILS) {
        (void)gs_rows_put(rows, REASON_X - 2, GS_ROLE_WARN, "▲");
        (void)gs_rows_putf(rows, REASON_X, GS_ROLE_TEXT, "would fail: %s",
                           choice.effect.reason);
    } else if (choice.effect.kind == GS_HINT_NO_EFFECT) {
        (void)gs_rows_putf(rows, REASON_X, GS_ROLE_DISABLED, "no effect: %s",
                           choice.effect.reason);
    } else {
        (void)gs_rows_put(rows, REASON_X, choice.is_set ? GS_ROLE_TEXT : GS_ROLE_DIM,
                          choice.effect.reason);
    }
}

static void build_flags(struct gs_view *view, struct gs_rows *rows, size_t *cursor_row)
{
    bool is_wide = rows->width_cells >= WIDE_CELLS;
    for (size_t line = 0; line <= gs_hints_count(GS_HINTS_FLAGS); line++) {
        bool is_visible = gs_rows_next(rows, line == 0 ? GS_NO_ITEM : line - 1);
        watch(view, rows, GS_HINTS_FLAGS, line, cursor_row);
        if (is_visible && line == 0) {
            put_line(view, rows, (struct column){0}, GS_HINTS_FLAGS, 0);
        } else if (is_visible) {
            put_flag(view, rows, line - 1);
        }
        if (line > 0 && !is_wide && is_cursor(view, GS_HINTS_FLAGS, line - 1)) {
            build_explanation(view, rows, true);
        }
    }
    gs_rows_blank(rows);
    if (is_wide) {
        build_explanation(view, rows, false);
        gs_rows_blank(rows);
    }
}

static void build_title(struct gs_rows *rows, const char *title)
{
    if (gs_rows_next(rows, GS_NO_ITEM)) {
        (void)gs_rows_put(rows, 0, GS_ROLE_TITLE, title);
    }
}

static void build_call(struct gs_view *view, struct gs_rows *rows)
{
    struct gs_buf text = {0};
    build_title(rows, "The call");
    gs_call_lines(&view->question, &text);
    char *lines = gs_buf_claim(&text);
    char *rest = NULL;
    for (char *line = strtok_r(lines, "\n", &rest); line != NULL;
         line = strtok_r(NULL, "\n", &rest)) {
        gs_rows_sentence(rows, GS_ROLE_TEXT, line);
    }
    free(lines);
    gs_rows_blank(rows);
}

static void build_outlook(struct gs_view *view, struct gs_rows *rows)
{
    struct gs_hint_subject subject = gs_hints_subject(view);
    struct gs_buf text = {0};
    build_title(rows, "What will come");
    gs_call_outlook(&subject, &text);
    gs_rows_sentence(rows, GS_ROLE_DIM, gs_buf_text(&text));
    gs_buf_fini(&text);
}

void gs_hints_build(struct gs_view *view, struct gs_rows *rows, size_t *cursor_row)
{
    *cursor_row = 0;
    if (rows->width_cells >= MIDDLE_CELLS) {
        build_band(view, rows, rows->width_cells >= WIDE_CELLS ? &wide : &middle,
                   cursor_row);
        if (rows->width_cells < WIDE_CELLS && view->hints_group != GS_HINTS_FLAGS) {
            build_explanation(view, rows, true); /* in sight on a low screen, too */
        }
        gs_rows_blank(rows);
        build_flags(view, rows, cursor_row);
    } else {
        for (unsigned group = 0; group < GS_HINTS_GROUPS; group++) {
            build_group(view, rows, (enum gs_hints_group)group, cursor_row);
        }
    }
    build_call(view, rows);
    build_outlook(view, rows);
}
