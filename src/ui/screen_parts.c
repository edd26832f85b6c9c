/* SPDX-License-Identifier: MIT */
#include "screen_parts.h"

#include "gaiscope/base/text.h"

#include <stdio.h>
#include <string.h>

enum {
    POPUP_MARGIN = 3,   /* frame and two blanks before a popup's first text column */
    POPUP_MIN = 8,      /* cells and rows for frame and margins */
    POPUP_AROUND = 2,   /* blank cells outside the frame */
    SCROLL_BYTES = 128, /* "1–21 of 30 ▼" with numbers of any length */
};

/* The selected item of some rows, and where its bar and its shade lie. */
struct selection {
    size_t item;
    bool has_focus;
    int bar;
    int x;
    int width;
};

void gs_draw_rows(const struct gs_canvas *canvas, const struct gs_rows *rows)
{
    int y = canvas->y;
    for (size_t i = 0; i < rows->rows.count && y < canvas->bottom; i++, y++) {
        const struct gs_row *row = &rows->rows.items[i];
        for (size_t k = 0; k < row->run_count; k++) {
            const struct gs_run *run = &rows->runs.items[row->first_run + k];
            int x = canvas->x + run->x;
            gs_surface_put(canvas->surface, x, y, run->role, gs_rows_text(rows, run),
                           (size_t)canvas->end);
            if (run->role == GS_ROLE_CURSOR && x < canvas->end) {
                canvas->surface->cursor_x = x;
                canvas->surface->cursor_y = y;
            }
        }
    }
}

/* Marks the selected item of rows drawn on the canvas. */
static void draw_selection(const struct gs_canvas *canvas, const struct gs_rows *rows,
                           const struct selection *selection)
{
    int y = canvas->y;
    for (size_t i = 0; i < rows->rows.count && y < canvas->bottom; i++, y++) {
        if (selection->item == GS_NO_ITEM ||
            rows->rows.items[i].item != selection->item) {
            continue;
        }
        gs_surface_put(canvas->surface, selection->bar, y,
                       selection->has_focus ? GS_ROLE_MARK : GS_ROLE_MARK_IDLE,
                       selection->has_focus ? "▌" : "▏", SIZE_MAX);
        if (selection->has_focus) {
            gs_surface_select(canvas->surface, selection->x, y, selection->width);
        }
    }
}

/* Puts text that ends before `end`, with a blank on both sides. */
static void put_right(struct gs_surface *surface, int end, int y, enum gs_role role,
                      const char *text)
{
    int x = end - (int)gs_text_cells(text) - 2;
    x = gs_surface_put(surface, x, y, GS_ROLE_TEXT, " ", (size_t)end);
    x = gs_surface_put(surface, x, y, role, text, (size_t)end);
    gs_surface_put(surface, x, y, GS_ROLE_TEXT, " ", (size_t)end);
}

static int put_cut(const struct gs_canvas *canvas, int x, enum gs_role role,
                   const char *text)
{
    struct gs_buf cut = {0};
    gs_text_cut_end(&cut, text, x < canvas->end ? (size_t)(canvas->end - x) : 0);
    x = gs_surface_put(canvas->surface, x, canvas->y, role, gs_buf_text(&cut), SIZE_MAX);
    gs_buf_fini(&cut);
    return x;
}

/* What is cut of a list: ▲ above, ▼ below, or both. NULL: nothing. */
static const char *cut_marks(const struct gs_rows *rows)
{
    bool has_above = rows->from > 0 && rows->total > 0;
    bool has_below = rows->from + rows->rows.count < rows->total;
    return has_above && has_below ? "▲▼" : has_above ? "▲" : has_below ? "▼" : NULL;
}

/* `1–21 of 30 ` before the marks, in items where the list has any; else nothing. */
static void describe_scroll(const struct gs_rows *rows, char out[SCROLL_BYTES])
{
    size_t shown = rows->rows.count;
    size_t first = rows->from;
    size_t last = rows->from + shown - 1;
    size_t total = rows->total;
    out[0] = '\0';
    if (rows->item_count > 0) {
        first = GS_NO_ITEM;
        last = 0;
        total = rows->item_count;
        for (size_t i = 0; i < shown; i++) {
            size_t item = rows->rows.items[i].item;
            first = item < first ? item : first;
            last = item != GS_NO_ITEM && item > last ? item : last;
        }
    }
    if (shown > 0 && first != GS_NO_ITEM) {
        char numbers[3][GS_COUNT_TEXT_MAX];
        gs_count_format(first + 1, numbers[0]);
        gs_count_format(last + 1, numbers[1]);
        gs_count_format(total, numbers[2]);
        (void)snprintf(out, SCROLL_BYTES, "%s–%s of %s ", numbers[0], numbers[1],
                       numbers[2]);
    }
}

static enum gs_role title_role(const struct gs_pane *pane)
{
    return pane->has_focus && pane->title_role == GS_ROLE_TITLE ? GS_ROLE_TITLE_FOCUS
                                                                : pane->title_role;
}

/* What stands at the end of a pane's rule: its own text, or, when rows are cut, which; the
 * marks alone where there is no room for more. A pane that waits keeps its time. */
static void draw_right(struct gs_surface *surface, const struct gs_rect *rect, int x,
                       const struct gs_pane *pane)
{
    int end = rect->x + rect->width;
    const char *marks = cut_marks(&pane->rows);
    bool is_waiting = pane->right_role == GS_ROLE_WAIT;
    struct gs_buf text = {0};
    if (marks != NULL && !is_waiting) {
        char scroll[SCROLL_BYTES];
        describe_scroll(&pane->rows, scroll);
        gs_buf_add_text(&text, scroll);
    } else {
        gs_buf_add_text(&text, gs_buf_text(&pane->right));
        gs_buf_add_text(&text, marks != NULL && text.len > 0 ? " " : "");
    }
    gs_buf_add_text(&text, marks != NULL ? marks : "");
    if (marks != NULL && x + (int)gs_text_cells(gs_buf_text(&text)) + 3 > end) {
        gs_buf_clear(&text);
        gs_buf_add_text(&text, marks);
    }
    if (text.len > 0 && x + (int)gs_text_cells(gs_buf_text(&text)) + 3 <= end) {
        put_right(surface, end - 1, rect->y,
                  marks != NULL && !is_waiting ? GS_ROLE_DIM : pane->right_role,
                  gs_buf_text(&text));
    }
    gs_buf_fini(&text);
}

static void draw_title(struct gs_surface *surface, const struct gs_rect *rect,
                       const struct gs_pane *pane)
{
    const char *marks = cut_marks(&pane->rows);
    int end = rect->x + rect->width;
    int kept =
        marks == NULL ? 0 : (int)gs_text_cells(marks) + 2; /* cells for the marks */
    struct gs_canvas canvas = {surface, 0, rect->y, end - 2 - kept, rect->y + 1};
    gs_surface_fill(surface, &(struct gs_span){rect->x + 1, rect->y, rect->width - 1},
                    pane->has_focus ? GS_ROLE_RULE_FOCUS : GS_ROLE_RULE,
                    pane->has_focus ? "━" : "─");
    int x = gs_surface_put(surface, rect->x + 2, rect->y, GS_ROLE_TEXT, " ", (size_t)end);
    x = put_cut(&canvas, x, title_role(pane), pane->title);
    if (pane->info.len > 0) {
        x = gs_surface_put(surface, x, rect->y, GS_ROLE_TEXT, "  ",
                           canvas.end > 0 ? (size_t)canvas.end : 0);
        x = put_cut(&canvas, x, pane->info_role, gs_buf_text(&pane->info));
    }
    x = gs_surface_put(surface, x, rect->y, GS_ROLE_TEXT, " ", (size_t)end);
    draw_right(surface, rect, x, pane);
}

void gs_draw_pane(struct gs_surface *surface, const struct gs_rect *rect,
                  const struct gs_pane *pane)
{
    struct gs_canvas canvas = {surface, rect->x + GS_PANE_MARGIN, rect->y + 1,
                               rect->x + rect->width, rect->y + rect->height};
    struct selection selection = {pane->selected, pane->has_focus, rect->x, rect->x + 1,
                                  rect->width - 1};
    draw_title(surface, rect, pane);
    gs_draw_rows(&canvas, &pane->heading);
    canvas.y += (int)pane->heading.rows.count;
    gs_draw_rows(&canvas, &pane->rows);
    draw_selection(&canvas, &pane->rows, &selection);
}

static struct gs_rect popup_rect(const struct gs_surface *surface,
                                 const struct gs_popup *popup)
{
    size_t width = popup->width < surface->cols ? popup->width : surface->cols;
    size_t height = popup->height < surface->rows ? popup->height : surface->rows;
    struct gs_rect rect = {.width = (int)width, .height = (int)height};
    rect.width = rect.width < POPUP_MIN ? POPUP_MIN : rect.width;
    rect.height = rect.height < POPUP_MIN ? POPUP_MIN : rect.height;
    rect.x = ((int)surface->cols - rect.width) / 2;
    rect.y = ((int)surface->rows - rect.height) / 2;
    return rect;
}

static void draw_edge(struct gs_surface *surface, const struct gs_rect *rect, int y,
                      const char *const signs[3])
{
    int right = rect->x + rect->width - 1;
    gs_surface_fill(
        surface,
        &(struct gs_span){rect->x - POPUP_AROUND, y, rect->width + 2 * POPUP_AROUND},
        GS_ROLE_TEXT, " ");
    gs_surface_fill(surface, &(struct gs_span){rect->x + 1, y, rect->width - 2},
                    signs[1][0] == ' ' ? GS_ROLE_TEXT : GS_ROLE_FRAME, signs[1]);
    gs_surface_put(surface, rect->x, y, GS_ROLE_FRAME, signs[0], SIZE_MAX);
    gs_surface_put(surface, right, y, GS_ROLE_FRAME, signs[2], SIZE_MAX);
}

static void draw_frame(struct gs_surface *surface, const struct gs_rect *rect)
{
    int bottom = rect->y + rect->height - 1;
    draw_edge(surface, rect, rect->y, (const char *const[]){"╭", "─", "╮"});
    for (int y = rect->y + 1; y < bottom; y++) {
        draw_edge(surface, rect, y, (const char *const[]){"│", " ", "│"});
    }
    draw_edge(surface, rect, bottom, (const char *const[]){"╰", "─", "╯"});
}

/* Takes one part of the keys off. Owns: the caller clears `out`. */
static const char *next_part(const char *keys, struct gs_buf *out)
{
    size_t len = strcspn(keys, "\t");
    gs_buf_clear(out);
    gs_buf_add(out, keys, len);
    return keys + len + (keys[len] == '\t');
}

static void draw_keys(struct gs_surface *surface, const struct gs_rect *rect,
                      const char *keys)
{
    int end = rect->x + rect->width - 2;
    int y = rect->y + rect->height - 1;
    struct gs_buf part = {0};
    int cells = 0;
    for (const char *at = keys; *at != '\0';) {
        at = next_part(at, &part);
        cells += (int)gs_text_cells(gs_buf_text(&part)) + 1;
        at = next_part(at, &part);
        cells += (int)gs_text_cells(gs_buf_text(&part)) + 2;
    }
    int x = end - cells;
    while (*keys != '\0' && x > rect->x) {
        keys = next_part(keys, &part);
        x = gs_surface_put(surface, x, y, GS_ROLE_TEXT, " ", (size_t)end);
        x = gs_surface_put(surface, x, y, GS_ROLE_KEY, gs_buf_text(&part), (size_t)end);
        keys = next_part(keys, &part);
        x = gs_surface_put(surface, x, y, GS_ROLE_TEXT, " ", (size_t)end);
        x = gs_surface_put(surface, x, y, GS_ROLE_DIM, gs_buf_text(&part), (size_t)end);
        x = gs_surface_put(surface, x, y, GS_ROLE_TEXT, " ", (size_t)end);
    }
    gs_buf_fini(&part);
}

static void draw_popup_title(struct gs_surface *surface, const struct gs_rect *rect,
                             const struct gs_popup *popup)
{
    int end = rect->x + rect->width - 2;
    struct gs_canvas canvas = {surface, 0, rect->y, end - 1, rect->y + 1};
    char scroll[SCROLL_BYTES];
    int x = rect->x + 2;
    if (popup->title.len > 0) {
        x = gs_surface_put(surface, x, rect->y, GS_ROLE_TEXT, " ", (size_t)end);
        x = put_cut(&canvas, x, GS_ROLE_TITLE_FOCUS, gs_buf_text(&popup->title));
        x = gs_surface_put(surface, x, rect->y, GS_ROLE_TEXT, " ", (size_t)end);
    }
    struct gs_buf range = {0};
    const char *marks = cut_marks(&popup->rows);
    if (marks != NULL) {
        describe_scroll(&popup->rows, scroll);
        gs_buf_addf(&range, "%s%s", scroll, marks);
    }
    const char *right = marks != NULL ? gs_buf_text(&range) : gs_buf_text(&popup->right);
    if (right[0] != '\0' && x + (int)gs_text_cells(right) + 3 <= end) {
        put_right(surface, end, rect->y, GS_ROLE_DIM, right);
    }
    gs_buf_fini(&range);
}

void gs_draw_popup(struct gs_surface *surface, const struct gs_popup *popup)
{
    struct gs_rect rect = popup_rect(surface, popup);
    struct gs_canvas canvas = {surface, rect.x + POPUP_MARGIN, rect.y + 2,
                               rect.x + rect.width - 1, rect.y + rect.height - 1};
    struct selection selection = {popup->selected, true, rect.x + 1, rect.x + 2,
                                  rect.width - 4};
    gs_surface_shade(surface);
    draw_frame(surface, &rect);
    draw_popup_title(surface, &rect, popup);
    draw_keys(surface, &rect, gs_buf_text(&popup->keys));
    gs_draw_rows(&canvas, &popup->rows);
    draw_selection(&canvas, &popup->rows, &selection);
}
