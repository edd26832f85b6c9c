/* SPDX-License-Identifier: MIT */
/*
 * Both forms of each label of an international name, and what speaks against it. The A-label
 * stands right behind the U-label: its letters keep digits from changing places with a
 * right-to-left label (docs/decisions/0007).
 */
#include "pane_faces.h"

#include "gaiscope/base/text.h"
#include "gaiscope/rules/spoof.h"

#include <stdio.h>
#include <string.h>

enum {
    SENT_X = 20, /* columns from a module and a half on */
    BYTES_END = 47,
    SCRIPT_X = 49,
    SCRIPT_CELLS = 9, /* of "Han only"; the columns behind give way to longer ones */
    SCRIPT_CELLS_MAX = 24,
    SHORT_SENT_X = 12, /* the column of the one module form */
    WHOLE_CELLS = 104, /* from here on all columns have room */
    HOW_CELLS = 150,   /* and from here on how a look comes about */
};

/* Where the columns behind the scripts stand; -1: there is no room for one. */
struct columns {
    size_t script_cells;
    int back_x;
    int transitional_x;
    int look_x;
};

static bool has_warning(const struct gs_idn_label *label)
{
    return label->look.kind != GS_LOOK_NONE || label->is_mixed_script ||
           label->note[0] != '\0' || label->look.remark[0] != '\0';
}

/* Whether a label beyond ASCII could not be compared with others. */
static bool is_unchecked(const struct gs_idn_labels *labels)
{
    for (size_t i = 0; i < labels->count; i++) {
        const struct gs_idn_label *label = &labels->items[i];
        if (label->level != GS_SCRIPTS_ASCII && label->error[0] == '\0' &&
            !label->look.is_checked) {
            return !gs_spoof_is_there();
        }
    }
    return false;
}

void gs_describe_idn(const struct gs_pane_context *context, struct gs_pane *pane)
{
    const struct gs_idn_labels *labels = context->labels;
    size_t warned = 0;
    for (size_t i = 0; i < labels->count; i++) {
        warned += has_warning(&labels->items[i]) ? 1 : 0;
    }
    bool is_refused = context->lookup != NULL && context->lookup->question.idn_error[0];
    const char *before = is_refused ? "✗ refused, " : warned > 0 ? "▲ look, " : "";
    enum gs_role role = is_refused   ? GS_ROLE_ERR
                        : warned > 0 ? GS_ROLE_WARN
                                     : GS_ROLE_TEXT;
    gs_pane_info(pane, role, "%s%zu %s", before, labels->count,
                 gs_plural(labels->count, "label", "labels"));
    gs_buf_add_text(&pane->right, is_unchecked(labels)
                                      ? "no ICU here: only scripts were checked"
                                      : "IDNA 2008, non-transitional");
}

static void put_safe(struct gs_rows *rows, int x, enum gs_role role, const char *text,
                     size_t width_cells)
{
    char *safe = gs_text_sanitised(text);
    (void)gs_rows_put_cut(rows, x, role, safe, width_cells);
    free(safe);
}

/* "Han only", "Han + Katakana". */
static void format_scripts(const struct gs_idn_label *label, struct gs_buf *out)
{
    bool is_alone =
        label->level <= GS_SCRIPTS_SINGLE && strncmp(label->scripts, "Common", 6) != 0;
    gs_buf_addf(out, "%s%s", label->scripts[0] == '\0' ? "Latin" : label->scripts,
                is_alone ? " only" : "");
}

static struct columns columns_of(const struct gs_idn_labels *labels, size_t width)
{
    struct columns columns = {
        .script_cells = SCRIPT_CELLS, .transitional_x = -1, .look_x = -1};
    bool is_whole = width >= WHOLE_CELLS;
    for (size_t i = 0; i < labels->count && is_whole; i++) {
        struct gs_buf text = {0};
        format_scripts(&labels->items[i], &text);
        size_t cells = gs_text_cells(gs_buf_text(&text));
        cells = cells < SCRIPT_CELLS_MAX ? cells : SCRIPT_CELLS_MAX;
        columns.script_cells =
            cells > columns.script_cells ? cells : columns.script_cells;
        gs_buf_fini(&text);
    }
    columns.back_x = SCRIPT_X + (int)columns.script_cells + 2;
    if (is_whole) { /* the look counts more than that it comes back the same */
        bool is_wide = columns.script_cells <= SCRIPT_CELLS + 4 || width >= HOW_CELLS;
        columns.transitional_x = columns.back_x + (is_wide ? 16 : 9);
        columns.look_x = columns.transitional_x + 14;
    }
    return columns;
}

static void build_heading(struct gs_rows *rows, const struct columns *columns)
{
    if (!gs_rows_next(rows, GS_NO_ITEM)) {
        return;
    }
    bool is_whole = columns->look_x >= 0;
    (void)gs_rows_put(rows, 0, GS_ROLE_HEAD, "label");
    (void)gs_rows_put(rows, SENT_X, GS_ROLE_HEAD, "as sent (A-label)");
    (void)gs_rows_put_right(rows, BYTES_END, GS_ROLE_HEAD, "bytes");
    (void)gs_rows_put_cut(rows, SCRIPT_X, GS_ROLE_HEAD, "script", SCRIPT_CELLS);
    if (!is_whole) {
        (void)gs_rows_put(rows, columns->back_x, GS_ROLE_HEAD, "look-alikes");
        return;
    }
    bool has_room = columns->transitional_x - columns->back_x > 14;
    (void)gs_rows_put(rows, columns->back_x, GS_ROLE_HEAD,
                      has_room ? "there and back" : "back");
    (void)gs_rows_put(rows, columns->transitional_x, GS_ROLE_HEAD, "transitional");
    (void)gs_rows_put(rows, columns->look_x, GS_ROLE_HEAD, "look-alikes");
}

static void put_script(struct gs_rows *rows, const struct gs_idn_label *label,
                       size_t cells)
{
    struct gs_buf text = {0};
    const char *names = label->scripts[0] == '\0' ? "Latin" : label->scripts;
    format_scripts(label, &text);
    bool fits = gs_text_cells(gs_buf_text(&text)) <= cells;
    (void)gs_rows_put_cut(rows, SCRIPT_X,
                          label->is_mixed_script ? GS_ROLE_WARN : GS_ROLE_TEXT,
                          fits ? gs_buf_text(&text) : names, cells);
    gs_buf_fini(&text);
}

static void put_look(struct gs_rows *rows, int x, const struct gs_idn_label *label)
{
    struct gs_buf words = {0};
    gs_spoof_words(&words, &label->look);
    if (words.len > 0) {
        x = gs_rows_put(rows, x, GS_ROLE_WARN, gs_buf_text(&words));
        if (rows->width_cells >= HOW_CELLS) {
            (void)gs_rows_put(rows, x + 2, GS_ROLE_DIM,
                              gs_spoof_kind_words(label->look.kind));
        }
    } else {
        bool is_known = label->look.is_checked || label->level == GS_SCRIPTS_ASCII;
        (void)gs_rows_put(rows, x, GS_ROLE_DIM, is_known ? "none" : "not checked");
    }
    gs_buf_fini(&words);
}

static void put_facts(struct gs_rows *rows, const struct gs_idn_label *label,
                      const struct columns *columns)
{
    bool is_same = label->transitional[0] == '\0';
    char bytes[24];
    (void)snprintf(bytes, sizeof bytes, "%zu", strlen(label->ascii));
    (void)gs_rows_put_right(rows, BYTES_END, GS_ROLE_TEXT, bytes);
    put_script(rows, label, columns->script_cells);
    if (columns->look_x < 0) {
        put_look(rows, columns->back_x, label);
        return;
    }
    int x = gs_rows_put(rows, columns->back_x,
                        label->is_round_trip ? GS_ROLE_OK : GS_ROLE_ERR,
                        label->is_round_trip ? "✓" : "✗");
    (void)gs_rows_put(rows, x + 1, GS_ROLE_TEXT,
                      label->is_round_trip ? "same" : "differs");
    (void)gs_rows_put_cut(rows, columns->transitional_x,
                          is_same ? GS_ROLE_DIM : GS_ROLE_WARN,
                          is_same ? "same" : label->transitional, 13);
    put_look(rows, columns->look_x, label);
}

static void put_error(struct gs_rows *rows, int x, const char *error)
{
    x = gs_rows_put(rows, x, GS_ROLE_ERR, "✗ ");
    put_safe(rows, x, GS_ROLE_TEXT, error, SIZE_MAX);
}

/* What only a registry refuses, and marks that are not seen. */
static void build_remark(struct gs_rows *rows, size_t item, int x, const char *text)
{
    if (text[0] != '\0' && gs_rows_next(rows, item)) {
        (void)gs_rows_put(rows, x, GS_ROLE_WARN, text);
    }
}

/* "ÄB → äb": what was typed and what it becomes; an unseen character as its escape. */
static void put_letters(struct gs_rows *rows, const struct gs_idn_label *label,
                        size_t width_cells)
{
    struct gs_buf text = {0};
    if (label->typed[0] != '\0') {
        gs_buf_addf(&text, "%s → ", label->typed);
    }
    gs_buf_add_text(&text, label->letters[0] != '\0' ? label->letters : label->unicode);
    put_safe(rows, 0, GS_ROLE_STRONG, gs_buf_text(&text), width_cells);
    gs_buf_fini(&text);
}

static void build_label(struct gs_rows *rows, size_t item,
                        const struct gs_idn_label *label, const struct columns *columns)
{
    bool is_large = rows->width_cells >= GS_LARGE_CELLS;
    int sent_x = is_large ? SENT_X : SHORT_SENT_X;
    if (gs_rows_next(rows, item)) {
        (void)gs_rows_put(rows, GS_SIGN_X, GS_ROLE_WARN, has_warning(label) ? "▲" : "");
        put_letters(rows, label, (size_t)sent_x - 2);
        if (label->error[0] != '\0') {
            put_error(rows, sent_x, label->error);
            return;
        }
        (void)gs_rows_put_cut(rows, sent_x, GS_ROLE_TEXT, label->ascii,
                              is_large ? BYTES_END - 5 - SENT_X : SIZE_MAX);
        if (is_large) {
            put_facts(rows, label, columns);
        }
    }
    build_remark(rows, item, sent_x, label->mapping);
    build_remark(rows, item, sent_x, gs_idn_unseen(label));
    build_remark(rows, item, sent_x, label->note);
    build_remark(rows, item, sent_x, label->look.remark);
}

void gs_build_idn(const struct gs_pane_context *context, struct gs_rows *rows)
{
    struct columns columns = columns_of(context->labels, rows->width_cells);
    if (rows->width_cells >= GS_LARGE_CELLS) {
        build_heading(rows, &columns);
    }
    for (size_t i = 0; i < context->labels->count; i++) {
        build_label(rows, i, &context->labels->items[i], &columns);
    }
}
