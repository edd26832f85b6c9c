/* SPDX-License-Identifier: MIT */
#include "blocks.h"
#include "parts.h"
#include "table.h"

#include "gaiscope/rules/idn.h"
#include "gaiscope/rules/spoof.h"

#include <stdio.h>
#include <string.h>

/* A cell with the label in its letters, isolated where these run from right to left. */
static void add_letters(struct report_table *table, const struct gs_idn_label *label)
{
    struct gs_buf name = {0};
    bool is_shown =
        label->letters[0] == '\0' || strcmp(label->letters, label->unicode) == 0;
    if (!is_shown) {
        report_cell(table, label->letters);
    } else if (label->error[0] == '\0') {
        gs_idn_show_isolated(&name, label->ascii);
        gs_vec_push(&table->cells, gs_buf_claim(&name));
    } else {
        report_cell(table, label->unicode);
    }
}

static void add_label(struct report_table *table, const struct gs_idn_label *label)
{
    struct gs_buf look = {0};
    bool is_plain = label->level == GS_SCRIPTS_ASCII;
    gs_spoof_words(&look, &label->look);
    add_letters(table, label);
    if (label->error[0] != '\0') {
        report_cell(table, "✗ refused");
        report_cell(table, "");
        report_cell(table, "");
        return;
    }
    report_cell(table, label->ascii);
    report_cell(table, label->scripts[0] == '\0' ? "Latin" : label->scripts);
    report_cell(table, look.len > 0                         ? gs_buf_text(&look)
                       : is_plain || label->look.is_checked ? ""
                                                            : "look-alikes not checked");
    gs_buf_fini(&look);
}

static void write_note(struct gs_buf *out, const struct gs_idn_label *label,
                       const char *before, const char *note)
{
    struct gs_buf text = {0};
    if (note[0] != '\0') {
        gs_buf_addf(&text, "%s: %s%s",
                    label->ascii[0] == '\0' ? label->unicode : label->ascii, before,
                    note);
        report_paragraph(out, "▲ ", gs_buf_text(&text));
    }
    gs_buf_fini(&text);
}

static void write_notes(struct gs_buf *out, const struct gs_idn_label *label)
{
    struct gs_buf look = {0};
    gs_spoof_words(&look, &label->look);
    gs_buf_add_text(&look, look.len > 0 ? ": " : "");
    write_note(out, label, gs_buf_text(&look), gs_spoof_kind_words(label->look.kind));
    write_note(out, label, "",
               label->is_mixed_script ? "nobody writes these scripts together" : "");
    if (label->typed[0] != '\0') {
        gs_buf_clear(&look);
        gs_buf_addf(&look, "typed as %s, ", label->typed);
        write_note(out, label, gs_buf_text(&look), label->mapping);
    }
    write_note(out, label, "", gs_idn_unseen(label));
    write_note(out, label, "", label->note);
    write_note(out, label, "", label->look.remark);
    gs_buf_fini(&look);
}

void report_block_idn(struct gs_buf *out, const struct gs_question *question)
{
    if (!gs_idn_is_international(question)) {
        return;
    }
    struct gs_idn_labels labels = gs_idn_labels_of(question->host);
    struct report_table table = {.columns = 4};
    struct gs_buf transitional = {0};
    char info[REPORT_INFO_MAX];
    gs_spoof_judge(&labels);
    report_count(info, labels.count, "label", "labels");
    report_title(out, "International name", info, "IDNA 2008, non-transitional");
    for (size_t i = 0; i < labels.count; i++) {
        add_label(&table, &labels.items[i]);
    }
    report_table_write(out, &table, 2);
    for (size_t i = 0; i < labels.count; i++) {
        write_notes(out, &labels.items[i]);
    }
    if (gs_idn_transitional(&transitional, &labels)) {
        report_paragraph(out, "  IDNA 2003 (transitional) asks ",
                         gs_buf_text(&transitional));
    }
    if (!gs_spoof_is_there()) {
        gs_buf_add_text(out, "  ICU is not installed: only scripts were checked.\n");
    }
    gs_buf_fini(&transitional);
    gs_vec_fini(&labels);
}
