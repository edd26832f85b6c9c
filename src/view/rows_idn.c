/* SPDX-License-Identifier: MIT */
/*
 * Both forms of each label of an international name, and what speaks against it.
 */
#include "pane.h"

#include "gaiscope/base/text.h"

#include <stdio.h>
#include <string.h>

enum {
    SENT_X = 20, /* columns from a module and a half on */
    BYTES_END = 47,
    SCRIPT_X = 49,
    BACK_X = 60,
    TRANSITIONAL_X = 76,
    SHORT_SENT_X = 12, /* the column of the one module form */
};

void gs_describe_idn(const struct gs_pane_context *context, struct gs_pane *pane)
{
    size_t count = context->labels->count;
    bool is_refused = context->lookup != NULL && context->lookup->question.idn_error[0];
    gs_pane_info(pane, is_refused ? GS_ROLE_ERR : GS_ROLE_TEXT, "%s%zu %s",
                 is_refused ? "✗ refused, " : "", count,
                 gs_plural(count, "label", "labels"));
    gs_buf_add_text(&pane->right, "IDNA 2008, non-transitional");
}

static void put_safe(struct gs_rows *rows, int x, enum gs_role role, const char *text,
                     size_t width_cells)
{
    char *safe = gs_text_sanitised(text);
    (void)gs_rows_put_cut(rows, x, role, safe, width_cells);
    free(safe);
}

static void build_heading(struct gs_rows *rows)
{
    if (rows->width_cells < GS_LARGE_CELLS || !gs_rows_next(rows, GS_NO_ITEM)) {
        return;
    }
    (void)gs_rows_put(rows, 0, GS_ROLE_HEAD, "label");
    (void)gs_rows_put(rows, SENT_X, GS_ROLE_HEAD, "as sent (A-label)");
    (void)gs_rows_put_right(rows, BYTES_END, GS_ROLE_HEAD, "bytes");
    (void)gs_rows_put_cut(rows, SCRIPT_X, GS_ROLE_HEAD, "script", 9);
    (void)gs_rows_put(rows, BACK_X, GS_ROLE_HEAD, "there and back");
    if (rows->width_cells > TRANSITIONAL_X + 12) {
        (void)gs_rows_put(rows, TRANSITIONAL_X, GS_ROLE_HEAD, "transitional");
    }
}

static void put_script(struct gs_rows *rows, const struct gs_idn_label *label)
{
    char text[80];
    if (label->is_mixed_script) {
        (void)gs_rows_put(rows, GS_SIGN_X, GS_ROLE_WARN, "▲");
        (void)gs_rows_put_cut(rows, SCRIPT_X, GS_ROLE_WARN, label->scripts,
                              BACK_X - SCRIPT_X - 1);
        return;
    }
    (void)snprintf(text, sizeof text, "%s%s",
                   label->scripts[0] == '\0' ? "Latin" : label->scripts, " only");
    (void)gs_rows_put_cut(rows, SCRIPT_X, GS_ROLE_TEXT, text, BACK_X - SCRIPT_X - 1);
}

static void put_facts(struct gs_rows *rows, const struct gs_idn_label *label)
{
    char bytes[24];
    (void)snprintf(bytes, sizeof bytes, "%zu", strlen(label->ascii));
    (void)gs_rows_put_right(rows, BYTES_END, GS_ROLE_TEXT, bytes);
    put_script(rows, label);
    int x = gs_rows_put(rows, BACK_X, label->is_round_trip ? GS_ROLE_OK : GS_ROLE_ERR,
                        label->is_round_trip ? "✓" : "✗");
    (void)gs_rows_put(rows, x + 1, GS_ROLE_TEXT,
                      label->is_round_trip ? "same" : "differs");
    bool is_same = label->transitional[0] == '\0';
    if (rows->width_cells > TRANSITIONAL_X + 12) {
        (void)gs_rows_put(rows, TRANSITIONAL_X, is_same ? GS_ROLE_DIM : GS_ROLE_WARN,
                          is_same ? "same" : label->transitional);
    }
}

static void put_error(struct gs_rows *rows, int x, const char *error)
{
    x = gs_rows_put(rows, x, GS_ROLE_ERR, "✗ ");
    put_safe(rows, x, GS_ROLE_TEXT, error, SIZE_MAX);
}

void gs_build_idn(const struct gs_pane_context *context, struct gs_rows *rows)
{
    bool is_large = rows->width_cells >= GS_LARGE_CELLS;
    int sent_x = is_large ? SENT_X : SHORT_SENT_X;
    build_heading(rows);
    for (size_t i = 0; i < context->labels->count; i++) {
        const struct gs_idn_label *label = &context->labels->items[i];
        if (!gs_rows_next(rows, i)) {
            continue;
        }
        put_safe(rows, 0, GS_ROLE_STRONG, label->unicode, (size_t)sent_x - 2);
        if (label->error[0] != '\0') {
            put_error(rows, sent_x, label->error);
            continue;
        }
        (void)gs_rows_put_cut(rows, sent_x, GS_ROLE_TEXT, label->ascii,
                              is_large ? BYTES_END - 5 - SENT_X : SIZE_MAX);
        if (is_large) {
            put_facts(rows, label);
        }
    }
}
