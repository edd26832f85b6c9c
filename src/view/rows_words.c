/* SPDX-License-Identifier: MIT */
/*
 * Lines of rules/words.h and of rules/answer_words.h as rows: label, value and what is to be said
 * of it. A long text goes on below itself; a word longer than a row is broken.
 */
#include "pane.h"

#include "gaiscope/base/text.h"
#include "gaiscope/rules/answer_words.h"

#include <string.h>

enum {
    GAP = 3,
    ROW_MAX_BYTES = 8192, /* no row of a terminal holds more of one word */
};

/* Where the next text goes. */
struct pen {
    struct gs_rows *rows;
    int left;      /* where further rows begin */
    int x;         /* where this one goes on */
    bool is_shown; /* this row is in the window */
};

static void pen_row(struct pen *pen)
{
    pen->is_shown = gs_rows_next(pen->rows, GS_NO_ITEM);
    pen->x = pen->left;
}

/* Bytes of the next row of a text: whole words, or as much of one as fits. */
static size_t row_len(const char *text, size_t cells)
{
    size_t len = 0;
    size_t used = 0; /* cells of `len` bytes: each is measured once, a text may be long */
    size_t all = strnlen(text, ROW_MAX_BYTES);
    bool is_broken = false; /* the first word alone is longer */
    while (text[len] != '\0') {
        size_t next = len + strspn(text + len, " ");
        next += strcspn(text + next, " ");
        used += gs_text_span_cells(text + len, next - len);
        if (used > cells) {
            break;
        }
        len = next;
    }
    used = len == 0 ? 0 : used;
    while (len == 0 || is_broken) {
        size_t step = gs_text_next(text + len, all - len);
        used += gs_text_span_cells(text + len, step);
        if (step == 0 || (len > 0 && used > cells)) {
            break;
        }
        is_broken = true;
        len += step;
    }
    return len;
}

static void pen_write(struct pen *pen, enum gs_role role, const char *text)
{
    while (*text != '\0') {
        int room = (int)pen->rows->width_cells - pen->x;
        size_t len = row_len(text, room > 0 ? (size_t)room : 1);
        if (pen->is_shown) {
            (void)gs_rows_putf(pen->rows, pen->x, role, "%.*s", (int)len, text);
        }
        pen->x += (int)gs_text_span_cells(text, len);
        text += len;
        text += strspn(text, " ");
        if (*text != '\0') {
            pen_row(pen);
        }
    }
}

static void pen_sign(struct pen *pen, enum gs_sign sign)
{
    static const struct {
        const char *sign;
        enum gs_role role;
    } looks[] = {
        [GS_SIGN_NONE] = {NULL, GS_ROLE_TEXT},
        [GS_SIGN_OK] = {"✓", GS_ROLE_OK},
        [GS_SIGN_WARN] = {"▲", GS_ROLE_WARN},
        [GS_SIGN_ERR] = {"✗", GS_ROLE_ERR},
    };

    if (looks[sign].sign != NULL) {
        if (pen->is_shown) {
            (void)gs_rows_put(pen->rows, pen->x, looks[sign].role, looks[sign].sign);
        }
        pen->x += 2;
    }
}

/* Behind the value where it fits there, else below it. */
static void put_remark(struct pen *pen, const struct gs_word_line *line)
{
    bool has_sign = line->sign != GS_SIGN_NONE;
    int cells = (int)gs_text_cells(line->remark) + (has_sign ? 2 : 0);
    bool has_value = line->value[0] != '\0';
    if (has_value && pen->x + GAP + cells > (int)pen->rows->width_cells) {
        pen_row(pen);
    } else if (has_value) {
        pen->x += GAP;
    }
    pen_sign(pen, line->sign);
    pen->left = pen->x < (int)pen->rows->width_cells / 2 ? pen->x : pen->left;
    pen_write(pen, has_sign ? GS_ROLE_TEXT : GS_ROLE_DIM, line->remark);
}

static void put_label(struct pen *pen, const char *label)
{
    if (pen->is_shown && pen->left > 1) {
        (void)gs_rows_put_cut(pen->rows, 0, GS_ROLE_DIM, label, (size_t)pen->left - 1);
    }
}

static void put_line(struct gs_rows *rows, int x, const struct gs_word_line *line)
{
    struct pen pen = {.rows = rows, .left = x};
    pen_row(&pen);
    put_label(&pen, line->label);
    if (line->remark[0] == '\0') {
        pen_sign(&pen, line->sign);
    }
    pen_write(&pen, GS_ROLE_TEXT, line->value);
    if (line->remark[0] != '\0') {
        put_remark(&pen, line);
    }
}

void gs_rows_words(struct gs_rows *rows, int x, const struct gs_words *words)
{
    for (size_t i = 0; i < words->count; i++) {
        if (words->items[i].is_apart && i > 0) {
            gs_rows_blank(rows);
        }
        put_line(rows, x, &words->items[i]);
    }
    if (words->left_out > 0 && gs_rows_next(rows, GS_NO_ITEM)) {
        (void)gs_rows_putf(rows, x, GS_ROLE_DIM, "%zu more %s left out", words->left_out,
                           gs_plural(words->left_out, "line is", "lines are"));
    }
}

void gs_rows_answer(struct gs_rows *rows, int x, const struct gs_dns_answer *answer,
                    size_t records_max)
{
    static const struct {
        enum gs_sign sign;
        enum gs_role role;
    } looks[] = {
        [GS_ANSWER_PLAIN] = {GS_SIGN_NONE, GS_ROLE_TEXT},
        [GS_ANSWER_DIM] = {GS_SIGN_NONE, GS_ROLE_DIM},
        [GS_ANSWER_ODD] = {GS_SIGN_WARN, GS_ROLE_TEXT},
        [GS_ANSWER_BAD] = {GS_SIGN_ERR, GS_ROLE_TEXT},
    };
    struct gs_answer_lines lines = {0};
    gs_answer_lines_add(&lines, answer, records_max);
    for (size_t i = 0; i < lines.count; i++) {
        struct pen pen = {.rows = rows, .left = x};
        pen_row(&pen);
        put_label(&pen, lines.items[i].label);
        pen_sign(&pen, looks[lines.items[i].tone].sign);
        pen_write(&pen, looks[lines.items[i].tone].role, lines.items[i].text);
    }
    gs_answer_lines_fini(&lines);
}
