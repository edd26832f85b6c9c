/* SPDX-License-Identifier: MIT */
#include "gaiscope/view/line_edit.h"

#include "gaiscope/base/text.h"

#include <ctype.h>
#include <stdint.h>
#include <string.h>

const char *gs_line_edit_text(const struct gs_line_edit *edit)
{
    return gs_buf_text(&edit->text);
}

void gs_line_edit_fini(struct gs_line_edit *edit)
{
    gs_buf_fini(&edit->text);
    gs_buf_fini(&edit->cut);
    *edit = (struct gs_line_edit){.limit_bytes = edit->limit_bytes};
}

void gs_line_edit_set(struct gs_line_edit *edit, const char *text)
{
    gs_buf_clear(&edit->text);
    edit->at = 0;
    edit->scroll = 0;
    (void)gs_line_edit_insert(edit, text, strlen(text)); /* "" inserts nothing */
}

/* Replaces the bytes from `from` to `to` by `len` others; the cursor stands behind them. */
static void splice(struct gs_line_edit *edit, size_t from, size_t to, const char *bytes,
                   size_t len)
{
    struct gs_buf next = {0};
    const char *old = gs_line_edit_text(edit);
    gs_buf_add(&next, old, from);
    gs_buf_add(&next, bytes, len);
    gs_buf_add(&next, old + to, edit->text.len - to);
    gs_buf_fini(&edit->text);
    edit->text = next;
    edit->at = from + len;
}

bool gs_line_edit_insert(struct gs_line_edit *edit, const char *text, size_t len)
{
    struct gs_buf clean = {0};
    while (len > 0) {
        struct gs_char c = gs_text_decode(text, len);
        bool is_blank = *text == '\n' || *text == '\r' || *text == '\t';
        if (edit->text.len + clean.len + c.len_bytes > edit->limit_bytes) {
            break;
        }
        if (*text != '\0') {
            gs_buf_add(&clean, is_blank ? " " : text, c.len_bytes);
        }
        text += c.len_bytes;
        len -= c.len_bytes;
    }
    bool has_text = clean.len > 0;
    if (has_text) {
        splice(edit, edit->at, edit->at, clean.data, clean.len);
    }
    edit->is_cutting = false;
    gs_buf_fini(&clean);
    return has_text;
}

/* The start of the cluster before `at`. Boundaries are found forward: going backward splits
 * clusters of several characters. */
static size_t cluster_before(const struct gs_line_edit *edit, size_t at)
{
    const char *text = gs_line_edit_text(edit);
    size_t start = 0;
    for (size_t i = 0; i < at; i += gs_text_next(text + i, edit->text.len - i)) {
        start = i;
    }
    return start;
}

static size_t cluster_behind(const struct gs_line_edit *edit, size_t at)
{
    return at + gs_text_next(gs_line_edit_text(edit) + at, edit->text.len - at);
}

/* Letters, digits, '-', '_' and everything beyond ASCII make words: labels, in host names. */
static bool is_word(const struct gs_line_edit *edit, size_t at)
{
    unsigned char c = (unsigned char)gs_line_edit_text(edit)[at];
    return c >= 0x80 || isalnum(c) || c == '-' || c == '_';
}

static size_t word_before(const struct gs_line_edit *edit)
{
    size_t at = edit->at;
    while (at > 0 && !is_word(edit, at - 1)) {
        at--;
    }
    while (at > 0 && is_word(edit, at - 1)) {
        at--;
    }
    return at;
}

static size_t word_behind(const struct gs_line_edit *edit)
{
    size_t at = edit->at;
    while (at < edit->text.len && !is_word(edit, at)) {
        at++;
    }
    while (at < edit->text.len && is_word(edit, at)) {
        at++;
    }
    return at;
}

static void cut(struct gs_line_edit *edit, size_t from, size_t to)
{
    if (from == to) {
        return;
    }
    struct gs_buf kept = {0};
    bool is_before = from < edit->at;
    const char *bytes = gs_line_edit_text(edit) + from;
    if (edit->is_cutting && !is_before) {
        gs_buf_add(&kept, gs_buf_text(&edit->cut), edit->cut.len);
    }
    gs_buf_add(&kept, bytes, to - from);
    if (edit->is_cutting && is_before) {
        gs_buf_add(&kept, gs_buf_text(&edit->cut), edit->cut.len);
    }
    gs_buf_fini(&edit->cut);
    edit->cut = kept;
    splice(edit, from, to, "", 0);
}

static bool run_cut(struct gs_line_edit *edit, enum gs_command_id command)
{
    switch (command) {
    case GS_COMMAND_EDIT_KILL_WORD:
        cut(edit, word_before(edit), edit->at);
        break;
    case GS_COMMAND_EDIT_KILL_TO_START:
        cut(edit, 0, edit->at);
        break;
    case GS_COMMAND_EDIT_KILL_TO_END:
        cut(edit, edit->at, edit->text.len);
        break;
    default:
        return false;
    }
    edit->is_cutting = true;
    return true;
}

bool gs_line_edit_run(struct gs_line_edit *edit, enum gs_command_id command)
{
    if (run_cut(edit, command)) {
        return true;
    }
    edit->is_cutting = false;
    switch (command) {
    case GS_COMMAND_EDIT_LEFT:
        edit->at = cluster_before(edit, edit->at);
        return true;
    case GS_COMMAND_EDIT_RIGHT:
        edit->at = cluster_behind(edit, edit->at);
        return true;
    case GS_COMMAND_EDIT_WORD_LEFT:
        edit->at = word_before(edit);
        return true;
    case GS_COMMAND_EDIT_WORD_RIGHT:
        edit->at = word_behind(edit);
        return true;
    case GS_COMMAND_EDIT_HOME:
        edit->at = 0;
        return true;
    case GS_COMMAND_EDIT_END:
        edit->at = edit->text.len;
        return true;
    case GS_COMMAND_EDIT_BACKSPACE:
        splice(edit, cluster_before(edit, edit->at), edit->at, "", 0);
        return true;
    case GS_COMMAND_EDIT_DELETE:
        splice(edit, edit->at, cluster_behind(edit, edit->at), "", 0);
        return true;
    case GS_COMMAND_EDIT_YANK:
        (void)gs_line_edit_insert(edit, gs_buf_text(&edit->cut), edit->cut.len);
        return true; /* nothing to put back is no failure */
    default:
        return false;
    }
}

/* Cells of the bytes from `from` to `to` as they are shown. */
static size_t shown_cells(const struct gs_line_edit *edit, size_t from, size_t to,
                          struct gs_buf *scratch)
{
    gs_buf_clear(scratch);
    gs_text_sanitise(scratch, gs_line_edit_text(edit) + from, to - from);
    return gs_text_cells(gs_buf_text(scratch));
}

/* Moves the scroll so that the cursor, one cell at least, lies in the field. */
static void follow_cursor(struct gs_line_edit *edit, size_t width, struct gs_buf *scratch)
{
    if (shown_cells(edit, 0, edit->text.len, scratch) < width) {
        edit->scroll = 0;
    }
    if (edit->at <= edit->scroll) {
        edit->scroll = cluster_before(edit, edit->at);
    }
    while (edit->scroll < edit->at &&
           shown_cells(edit, edit->scroll, edit->at, scratch) + 2 > width) {
        edit->scroll = cluster_behind(edit, edit->scroll);
    }
}

/* Where the field is drawn. */
struct field {
    const char *text;     /* the line */
    struct gs_rows *rows; /* onto the last of these rows */
    int x;                /* the next cell */
    int end;              /* behind the last cell */
};

/* Puts the bytes of one stretch, sanitised; what does not fit is left out. */
static void put_span(struct field *field, size_t from, size_t to, enum gs_role role)
{
    struct gs_buf scratch = {0};
    size_t cells = field->end > field->x ? (size_t)(field->end - field->x) : 0;
    gs_text_sanitise(&scratch, field->text + from, to - from);
    field->x = gs_rows_put_cut(field->rows, field->x, role, gs_buf_text(&scratch), cells);
    gs_buf_fini(&scratch);
}

int gs_line_edit_put(struct gs_line_edit *edit, struct gs_rows *rows, int x,
                     size_t width_cells, bool has_cursor)
{
    struct gs_buf scratch = {0};
    struct field field = {gs_line_edit_text(edit), rows, x, x + (int)width_cells};
    if (has_cursor) {
        follow_cursor(edit, width_cells, &scratch);
    } else {
        edit->scroll = 0;
    }
    if (edit->scroll > 0) {
        field.x = gs_rows_put_cut(rows, x, GS_ROLE_DIM, "…", 1);
    }
    if (has_cursor) {
        size_t next = cluster_behind(edit, edit->at);
        put_span(&field, edit->scroll, edit->at, GS_ROLE_INPUT);
        if (next == edit->at) {
            field.x = gs_rows_put_cut(rows, field.x, GS_ROLE_CURSOR, " ", 1);
        } else {
            put_span(&field, edit->at, next, GS_ROLE_CURSOR);
        }
        put_span(&field, next, edit->text.len, GS_ROLE_INPUT);
    } else {
        put_span(&field, edit->scroll, edit->text.len, GS_ROLE_INPUT);
    }
    if (field.x < field.end) {
        int missing = field.end - field.x;
        field.end = gs_rows_putf(rows, field.x, GS_ROLE_INPUT, "%*s", missing, "");
    }
    gs_buf_fini(&scratch);
    return field.end;
}
