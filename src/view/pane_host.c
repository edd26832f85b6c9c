/* SPDX-License-Identifier: MIT */
/*
 * Names from outside, put in the letters they stand for.
 */
#include "pane.h"

#include "gaiscope/base/text.h"

enum {
    GAP_CELLS = 2
}; /* between the two forms */

static char *shown_of(const char *name)
{
    struct gs_buf shown = {0};
    gs_idn_show(&shown, name);
    char *safe = gs_text_sanitised(gs_buf_text(&shown));
    gs_buf_fini(&shown);
    return safe;
}

/* A name as it is sent, made safe; one that was typed may be in its letters. */
static char *sent_of(const char *name)
{
    struct gs_question question = {0};
    if (gs_question_set(&question, name, NULL) == GS_OK) {
        gs_idn_complete(&question);
    }
    return gs_text_sanitised(question.host_ascii[0] == '\0' ? name : question.host_ascii);
}

int gs_rows_put_host(struct gs_rows *rows, int x, enum gs_role role, const char *name,
                     size_t width_cells)
{
    char *shown = shown_of(name);
    if (!gs_idn_is_rtl(shown)) {
        x = gs_rows_put_name(rows, x, role, shown, width_cells);
        free(shown);
        return x;
    }
    char *sent = sent_of(name);
    size_t both = gs_text_cells(shown) + GAP_CELLS + gs_text_cells(sent);
    if (both <= width_cells) {
        x = gs_rows_put(rows, x, role, shown);
        x = gs_rows_put(rows, x + GAP_CELLS, GS_ROLE_DIM, sent);
    } else {
        x = gs_rows_put_name(rows, x, role, sent, width_cells);
    }
    free(shown);
    free(sent);
    return x;
}

void gs_rows_field_host(struct gs_rows *rows, int x, const char *label, const char *name,
                        const char *remark)
{
    char *shown = shown_of(name);
    char *sent = gs_text_sanitised(name);
    gs_rows_field(rows, x, label, shown, gs_idn_is_rtl(shown) ? "" : remark);
    if (gs_idn_has_other_form(name)) {
        gs_rows_field(rows, x, "", sent, gs_idn_is_rtl(shown) ? remark : "");
    }
    free(shown);
    free(sent);
}

int gs_rows_put_words(struct gs_rows *rows, int x, enum gs_role role, const char *text)
{
    struct gs_buf shown = {0};
    gs_idn_show_words(&shown, text);
    char *safe = gs_text_sanitised(
        gs_idn_is_rtl(gs_buf_text(&shown)) ? text : gs_buf_text(&shown));
    x = gs_rows_put(rows, x, role, safe);
    gs_buf_fini(&shown);
    free(safe);
    return x;
}
