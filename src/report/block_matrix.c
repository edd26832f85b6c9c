/* SPDX-License-Identifier: MIT */
#include "blocks.h"
#include "table.h"

#include "gaiscope/model/hints.h"

#include <stdio.h>

/* `✓ 2`, `✗ NONAME`, `…` while it waits. */
static void cell(struct report_table *table, const struct gs_system_answer *answer)
{
    char word[GS_VARIANT_WORD_MAX];
    gs_variant_word(answer, word);
    if (answer == NULL) {
        report_cell(table, "…");
    } else {
        report_cellf(table, "%s%s", report_sign(answer->outcome), word);
    }
}

/* One combination of flags: socket types below each other, families beside each other. */
static void block(struct gs_buf *out, const struct gs_variant_list *matrix, size_t flags)
{
    struct report_table table = {.columns = 1 + GS_MATRIX_FAMILIES};
    size_t number = flags * GS_MATRIX_SOCKTYPES * GS_MATRIX_FAMILIES;
    report_cell(&table, gs_matrix_flags_name(flags));
    for (size_t i = 0; i < GS_MATRIX_FAMILIES; i++) {
        report_cell(&table, gs_hint_families().hints[i].name);
    }
    for (size_t socktype = 0; socktype < GS_MATRIX_SOCKTYPES; socktype++) {
        report_cell(&table, gs_hint_socktypes().hints[socktype].name);
        for (size_t i = 0; i < GS_MATRIX_FAMILIES; i++) {
            cell(&table, matrix->items[number++].answer);
        }
    }
    report_table_write(out, &table, 2);
}

void report_block_matrix(struct gs_buf *out, const struct gs_session *session)
{
    const struct gs_variant_list *matrix = &session->lookup.now.matrix;
    const struct gs_part_state *part = &session->lookup.parts[GS_PART_MATRIX];
    char info[REPORT_INFO_MAX];
    char right[REPORT_INFO_MAX];
    report_count(info, matrix->count, "call", "calls");
    report_elapsed(session, GS_PART_MATRIX, part->finished_us - part->started_us, right);
    report_title(out, "Matrix", info, right);
    if (matrix->count < GS_MATRIX_CELLS) {
        gs_buf_add_text(out, "  Not asked.\n");
        return;
    }
    for (size_t flags = 0; flags < GS_MATRIX_FLAGS; flags++) {
        gs_buf_add_text(out, flags == 0 ? "" : "\n");
        block(out, matrix, flags);
    }
}
