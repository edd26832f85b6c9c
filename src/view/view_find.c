/* SPDX-License-Identifier: MIT */
/*
 * Searching in the focused pane, the prompt in which it is typed, and rows as plain text.
 */
#include "view_state.h"

#include "gaiscope/base/text.h"

#include <stdlib.h>
#include <string.h>

/* The last guard of what leaves the program: each line is made safe. Owns: the caller. */
static char *claim_safe(struct gs_buf *text)
{
    struct gs_buf safe = {0};
    const char *line = gs_buf_text(text);
    while (*line != '\0') {
        size_t len = strcspn(line, "\n");
        gs_text_sanitise(&safe, line, len);
        gs_buf_add(&safe, "\n", line[len] == '\n');
        line += len + (line[len] == '\n');
    }
    gs_buf_fini(text);
    return gs_buf_claim(&safe);
}

/* Selects the first hit at or behind `from` (or before it), around the end, in a list of which
 * not all is built: each item is read as text until one hits. */
static bool find_in_texts(struct gs_view *view, size_t from, int step)
{
    const struct gs_pane_kind *kind = gs_pane_kind_of(view->focus);
    struct gs_list_state *list = &view->lists[view->focus];
    struct gs_pane_context context = gs_view_drawn_context(view, view->focus);
    struct gs_buf text = {0};
    bool has_hit = false;
    for (size_t i = 0; !has_hit && i < list->item_count; i++) {
        size_t away = step > 0 ? i : list->item_count - i;
        size_t item = (from + away) % list->item_count;
        gs_buf_clear(&text);
        kind->text(&context, item, &text);
        has_hit = gs_match_find(gs_buf_text(&text), gs_buf_text(&view->search)) != NULL;
        if (has_hit) {
            gs_list_state_select(list, item);
        }
    }
    gs_buf_fini(&text);
    return has_hit;
}

/* The same in a list that is built for it. */
static bool find_in_rows(struct gs_view *view, size_t from, int step)
{
    struct gs_list_state *list = &view->lists[view->focus];
    struct gs_rows rows = {0};
    bool has_hit = false;
    gs_view_build_all(view, view->focus, &rows);
    bool *hits = gs_mem_new(rows.item_count, sizeof *hits);
    gs_rows_hits(&rows, gs_buf_text(&view->search), hits);
    for (size_t i = 0; !has_hit && i < rows.item_count; i++) {
        size_t away = step > 0 ? i : rows.item_count - i;
        size_t item = (from + away) % rows.item_count;
        has_hit = hits[item];
        if (has_hit) {
            gs_list_state_select(list, item);
        }
    }
    free(hits);
    gs_rows_fini(&rows);
    return has_hit;
}

static void find_from(struct gs_view *view, size_t from, int step)
{
    bool has_texts = gs_pane_kind_of(view->focus)->text != NULL;
    if (!(has_texts ? find_in_texts : find_in_rows)(view, from, step)) {
        gs_view_say(view, GS_ROLE_WARN,
                    view->search.len == 0 ? "nothing is searched yet"
                                          : "not in this pane");
    }
}

void gs_view_find(struct gs_view *view, int step)
{
    const struct gs_list_state *list = &view->lists[view->focus];
    size_t count = list->item_count > 0 ? list->item_count : 1;
    find_from(view, (list->selected + (step > 0 ? 1 : count - 1)) % count, step);
}

void gs_view_search(struct gs_view *view, const char *text)
{
    gs_buf_clear(&view->search);
    gs_buf_add_text(&view->search, text);
    if (text[0] != '\0') {
        find_from(view, view->lists[view->focus].selected, 1);
    }
}

void gs_view_keep(struct gs_view *view, const char *text)
{
    struct gs_list_state *list = &view->lists[view->focus];
    gs_buf_clear(&list->filter);
    gs_buf_add_text(&list->filter, text);
    gs_list_state_select(list, list->has_newest_last ? SIZE_MAX : 0);
    list->is_on_top = list->holds_top;
}

static void accept_prompt(struct gs_view *view)
{
    const char *text = gs_line_edit_text(&view->prompt);
    bool is_search = view->prompt_kind == GS_PROMPT_SEARCH;
    view->prompt_kind = GS_PROMPT_NONE;
    if (view->popup == GS_POPUP_HELP) {
        gs_help_search(view, text);
    } else if (is_search) {
        gs_view_search(view, text);
    } else {
        gs_view_keep(view, text);
    }
}

unsigned gs_view_run_prompt(struct gs_view *view, enum gs_command_id command)
{
    switch (command) {
    case GS_COMMAND_ACCEPT:
        accept_prompt(view);
        return GS_EFFECT_REDRAW;
    case GS_COMMAND_CLOSE:
        view->prompt_kind = GS_PROMPT_NONE;
        return GS_EFFECT_REDRAW;
    case GS_COMMAND_HISTORY_OLDER:
        gs_line_edit_set(&view->prompt, view->prompt_kind == GS_PROMPT_FILTER
                                            ? gs_view_filter(view, view->focus)
                                            : gs_buf_text(&view->search));
        return GS_EFFECT_REDRAW;
    default:
        return gs_line_edit_run(&view->prompt, command) ? GS_EFFECT_REDRAW
                                                        : GS_EFFECT_NOT_MINE;
    }
}

/* Appends one row with its runs at their cells. */
static void add_row(const struct gs_rows *rows, const struct gs_row *row,
                    struct gs_buf *out)
{
    int x = 0;
    for (size_t i = 0; i < row->run_count; i++) {
        const struct gs_run *run = &rows->runs.items[row->first_run + i];
        const char *text = gs_rows_text(rows, run);
        if (gs_run_is_drawing(run)) {
            continue;
        }
        int blanks = run->x > x ? run->x - x : 0;
        gs_buf_addf(out, "%*s%s", blanks, "", text);
        x += blanks + (int)gs_text_cells(text);
    }
    gs_buf_add_text(out, "\n");
}

/* What the pane says whole. */
static void add_copies(struct gs_view *view, struct gs_buf *out)
{
    struct gs_pane_context context = gs_view_drawn_context(view, view->focus);
    gs_pane_kind_of(view->focus)->copy(&context, GS_NO_ITEM, out);
}

/* The lines as they are, where the pane can say them whole: its columns would cut them. */
static void add_texts(struct gs_view *view, struct gs_buf *out)
{
    struct gs_pane_context context = gs_view_drawn_context(view, view->focus);
    for (size_t i = 0; i < view->lists[view->focus].item_count; i++) {
        gs_pane_kind_of(view->focus)->text(&context, i, out);
        gs_buf_add_text(out, "\n");
    }
}

static void add_rows(struct gs_view *view, struct gs_buf *out)
{
    struct gs_rows rows = {0};
    gs_view_build_all(view, view->focus, &rows);
    for (size_t i = 0; i < rows.rows.count; i++) {
        add_row(&rows, &rows.rows.items[i], out);
    }
    gs_rows_fini(&rows);
}

char *gs_view_copy_pane(struct gs_view *view)
{
    struct gs_buf out = {0};
    struct gs_pane pane = {0};
    const struct gs_pane_kind *kind = gs_pane_kind_of(view->focus);
    struct gs_pane_context context = gs_view_context_of(view, view->focus);
    gs_buf_add_text(&out, kind->title);
    if (kind->describe != NULL) {
        kind->describe(&context, &pane);
    }
    if (pane.info.len > 0) {
        gs_buf_addf(&out, "  %s", gs_buf_text(&pane.info));
    }
    gs_buf_add_text(&out, "\n");
    (kind->copy != NULL   ? add_copies
     : kind->copies_texts ? add_texts
                          : add_rows)(view, &out);
    gs_pane_fini(&pane);
    return claim_safe(&out);
}

/* Without the end of its line. */
static char *copy_item(struct gs_view *view, size_t item)
{
    struct gs_buf out = {0};
    struct gs_pane_context context = gs_view_drawn_context(view, view->focus);
    const struct gs_pane_kind *kind = gs_pane_kind_of(view->focus);
    if (item == GS_NO_ITEM) {
        return NULL;
    }
    (kind->copy != NULL ? kind->copy : kind->text)(&context, item, &out);
    if (out.len > 0 && out.data[out.len - 1] == '\n') {
        out.data[--out.len] = '\0';
    }
    return claim_safe(&out);
}

char *gs_view_copy_row(struct gs_view *view)
{
    struct gs_buf out = {0};
    struct gs_rows rows = {0};
    size_t selected = view->lists[view->focus].selected;
    const struct gs_pane_kind *kind = gs_pane_kind_of(view->focus);
    if (kind->copy != NULL || kind->copies_texts) {
        return copy_item(view, gs_view_selected(view, view->focus));
    }
    gs_view_build_item(view, view->focus, selected, &rows);
    if (selected >= rows.item_count) {
        gs_rows_fini(&rows);
        return NULL;
    }
    gs_rows_item_text(&rows, selected, &out);
    gs_rows_fini(&rows);
    return claim_safe(&out);
}
