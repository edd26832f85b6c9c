/* SPDX-License-Identifier: MIT */
#include "table.h"

#include "gaiscope/base/text.h"
#include "gaiscope/rules/idn.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum {
    GAP_CELLS = 2,
    RULE_CELLS = REPORT_COLS - 2,
};

void report_cell(struct report_table *table, const char *text)
{
    gs_vec_push(&table->cells, gs_text_sanitised(text == NULL ? "" : text));
}

void report_cellf(struct report_table *table, const char *format, ...)
{
    char text[512];
    va_list args;
    va_start(args, format);
    (void)vsnprintf(text, sizeof text, format, args);
    va_end(args);
    report_cell(table, text);
}

void report_name(struct gs_buf *out, const char *name)
{
    gs_idn_show_isolated(out, name);
    if (gs_idn_has_other_form(name)) {
        gs_buf_add_text(out, " (");
        gs_text_sanitise(out, name, strlen(name));
        gs_buf_add_text(out, ")");
    }
}

void report_cell_name(struct report_table *table, const char *before, const char *name)
{
    struct gs_buf text = {0};
    gs_text_sanitise(&text, before, strlen(before));
    report_name(&text, name);
    gs_vec_push(&table->cells, gs_buf_claim(&text));
}

void report_cell_name_and(struct report_table *table, const char *name,
                          const char *behind)
{
    struct gs_buf text = {0};
    report_name(&text, name);
    gs_text_sanitise(&text, behind, strlen(behind));
    gs_vec_push(&table->cells, gs_buf_claim(&text));
}

void report_cell_words(struct report_table *table, const char *text)
{
    struct gs_buf cell = {0};
    gs_idn_show_words_isolated(&cell, text);
    gs_vec_push(&table->cells, gs_buf_claim(&cell));
}

static void blanks(struct gs_buf *out, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        gs_buf_add(out, " ", 1);
    }
}

void report_end_line(struct gs_buf *out)
{
    while (out->len > 0 && out->data[out->len - 1] == ' ') {
        out->data[--out->len] = '\0';
    }
    gs_buf_add(out, "\n", 1);
}

static void write_row(struct gs_buf *out, const struct report_table *table, size_t row,
                      const size_t widths[REPORT_COLUMNS_MAX])
{
    for (size_t i = 0; i < table->columns; i++) {
        const char *text = table->cells.items[row * table->columns + i];
        size_t pad = widths[i] - gs_text_cells(text);
        bool is_right = (table->right & (1u << i)) != 0;
        blanks(out, i == 0 ? 0 : GAP_CELLS);
        blanks(out, is_right ? pad : 0);
        gs_buf_add_text(out, text);
        blanks(out, is_right ? 0 : pad);
    }
}

void report_table_write(struct gs_buf *out, struct report_table *table, size_t indent)
{
    size_t widths[REPORT_COLUMNS_MAX] = {0};
    size_t rows = table->cells.count / table->columns;
    for (size_t i = 0; i < rows * table->columns; i++) {
        size_t cells = gs_text_cells(table->cells.items[i]);
        size_t *width = &widths[i % table->columns];
        *width = cells > *width ? cells : *width;
    }
    for (size_t row = 0; row < rows; row++) {
        blanks(out, indent);
        write_row(out, table, row, widths);
        report_end_line(out);
    }
    for (size_t i = 0; i < table->cells.count; i++) {
        free(table->cells.items[i]);
    }
    gs_vec_fini(&table->cells);
}

void report_title(struct gs_buf *out, const char *name, const char *info,
                  const char *right)
{
    struct gs_buf left = {0};
    struct gs_buf tail = {0};
    gs_buf_addf(&left, "─ %s%s", name, info[0] == '\0' ? "" : "  ");
    gs_text_sanitise(&left, info, strlen(info));
    if (right[0] != '\0') {
        gs_buf_add_text(&tail, " ");
        gs_text_sanitise(&tail, right, strlen(right));
        gs_buf_add_text(&tail, " ─");
    }
    size_t used = gs_text_cells(gs_buf_text(&left)) + gs_text_cells(gs_buf_text(&tail));
    gs_buf_addf(out, "\n%s ", gs_buf_text(&left));
    for (size_t i = used + 1; i < RULE_CELLS; i++) {
        gs_buf_add_text(out, "─");
    }
    gs_buf_addf(out, "%s\n", gs_buf_text(&tail));
    gs_buf_fini(&left);
    gs_buf_fini(&tail);
}

void report_padded(struct gs_buf *out, const char *text, size_t width)
{
    char *safe = gs_text_sanitised(text);
    gs_buf_add_text(out, safe);
    for (size_t cells = gs_text_cells(safe); cells < width; cells++) {
        gs_buf_add(out, " ", 1);
    }
    free(safe);
}

void report_paragraph(struct gs_buf *out, const char *head, const char *text)
{
    char *safe = gs_text_sanitised(text);
    size_t indent = gs_text_cells(head);
    size_t used = indent;
    gs_buf_add_text(out, head);
    for (const char *word = safe; *word != '\0';) {
        size_t len = strcspn(word, " ");
        size_t cells = gs_text_span_cells(word, len);
        if (used > indent && used + 1 + cells > RULE_CELLS) {
            report_end_line(out);
            blanks(out, indent);
            used = indent;
        } else if (used > indent) {
            gs_buf_add(out, " ", 1);
            used++;
        }
        gs_buf_add(out, word, len);
        used += cells;
        word += len;
        word += strspn(word, " ");
    }
    report_end_line(out);
    free(safe);
}
