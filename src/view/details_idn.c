/* SPDX-License-Identifier: MIT */
/*
 * The details of one label of an international name.
 */
#include "pane_faces.h"

#include "gaiscope/base/text.h"
#include "gaiscope/rules/spoof.h"

#include <stdio.h>
#include <string.h>

enum {
    VALUE_X = 16
};

static void build_scripts(struct gs_rows *rows, const struct gs_idn_label *label)
{
    char remark[80];
    const char *writing = gs_scripts_writing(label->level);
    (void)snprintf(remark, sizeof remark, "%s%s",
                   writing[0] != '\0'       ? "as in "
                   : label->is_mixed_script ? "▲ nobody writes them together"
                                            : "",
                   writing);
    bool is_one = label->level <= GS_SCRIPTS_SINGLE;
    gs_rows_field(rows, VALUE_X, is_one ? "script" : "scripts",
                  label->scripts[0] == '\0' ? "Latin" : label->scripts, remark);
    gs_rows_field(rows, VALUE_X, "UTS #39 level", gs_scripts_level_name(label->level),
                  "");
}

static void build_sent(struct gs_rows *rows, const struct gs_idn_label *label)
{
    char bytes[48];
    bool is_same = label->transitional[0] == '\0';
    (void)snprintf(bytes, sizeof bytes, "%zu of at most 63 bytes", strlen(label->ascii));
    gs_rows_field(rows, VALUE_X, "as sent", label->ascii, bytes);
    gs_rows_field(rows, VALUE_X, "there and back",
                  label->is_round_trip ? "✓ the same label" : "✗ another label", "");
    gs_rows_field(rows, VALUE_X, "transitional", is_same ? "same" : label->transitional,
                  is_same ? "" : "what a program with IDNA 2003 sends");
}

static void build_look(struct gs_rows *rows, const struct gs_idn_label *label)
{
    const struct gs_idn_look *look = &label->look;
    if (label->level == GS_SCRIPTS_ASCII) {
        return;
    }
    if (!look->is_checked) {
        gs_rows_field(rows, VALUE_X, "look-alikes", "not checked",
                      gs_spoof_is_there()
                          ? "its letters are not shown"
                          : "ICU is not installed: only scripts were checked");
        return;
    }
    if (look->kind == GS_LOOK_NONE) {
        gs_rows_field(rows, VALUE_X, "look-alikes", "none",
                      "no ASCII name looks like it");
    } else {
        gs_rows_field(rows, VALUE_X, "▲ looks like", look->text,
                      gs_spoof_kind_words(look->kind));
    }
    if (look->remark[0] != '\0') {
        gs_rows_field(rows, VALUE_X, "▲ unseen", look->remark, "");
    }
}

/* "U+0430 U+0440": what tells one letter from another that looks like it. */
static void build_codes(struct gs_rows *rows, const struct gs_idn_label *label)
{
    struct gs_buf text = {0};
    const char *letters = label->letters[0] != '\0' ? label->letters : label->unicode;
    size_t len = strlen(letters);
    bool is_first = true;
    for (size_t i = 0; i < len;) {
        struct gs_char c = gs_text_decode(letters + i, len - i);
        i += c.len_bytes;
        gs_buf_addf(&text, "%sU+%04X", text.len > 0 ? " " : "", (unsigned)c.code);
        if (VALUE_X + text.len + 8 > rows->width_cells || i >= len) {
            gs_rows_field(rows, VALUE_X, is_first ? "code points" : "",
                          gs_buf_text(&text), "");
            gs_buf_clear(&text);
            is_first = false;
        }
    }
    gs_buf_fini(&text);
}

void gs_details_idn(const struct gs_pane_context *context, size_t item,
                    struct gs_popup *popup)
{
    if (item >= context->labels->count) {
        return;
    }
    const struct gs_idn_label *label = &context->labels->items[item];
    char *unicode =
        gs_text_sanitised(label->letters[0] != '\0' ? label->letters : label->unicode);
    char *error = gs_text_sanitised(label->error);
    struct gs_buf whole = {0};
    gs_buf_add_text(&popup->title, unicode);
    gs_rows_field(&popup->rows, VALUE_X, "label", unicode,
                  label->is_international ? "" : "plain ASCII");
    if (label->typed[0] != '\0') {
        gs_rows_field(&popup->rows, VALUE_X, "typed as", label->typed, label->mapping);
    }
    if (gs_idn_unseen(label)[0] != '\0') {
        gs_rows_field(&popup->rows, VALUE_X, "", gs_idn_unseen(label), "");
    }
    build_scripts(&popup->rows, label);
    if (label->error[0] != '\0') {
        gs_rows_field(&popup->rows, VALUE_X, "refused", error, "");
    } else {
        build_sent(&popup->rows, label);
    }
    if (label->note[0] != '\0') {
        gs_rows_field(&popup->rows, VALUE_X, "▲ no registry", label->note, "");
    }
    build_look(&popup->rows, label);
    if (label->is_international) {
        build_codes(&popup->rows, label);
    }
    if (gs_idn_transitional(&whole, context->labels)) {
        gs_rows_field(&popup->rows, VALUE_X, "IDNA 2003", gs_buf_text(&whole),
                      "the whole name as such a program asks it");
    }
    gs_buf_fini(&whole);
    free(unicode);
    free(error);
}
