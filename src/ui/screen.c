/* SPDX-License-Identifier: MIT */
#include "gaiscope/ui/screen.h"

#include "screen_parts.h"

#include "gaiscope/base/mem.h"

#include <stdio.h>
#include <stdlib.h>

/* One pane of the last frame; its memory serves the next one too, and so do its cells while
 * the view says by the stamp that it is the same. */
struct slot {
    struct gs_rect rect;
    struct gs_pane pane;
    struct gs_cell *cells; /* as drawn; NULL: none */
    struct gs_patch patch; /* where they stand */
    uint64_t cells_stamp;  /* of the pane they show */
};

/* A line of the last frame, kept in the same way. */
struct line {
    struct gs_rows rows;
    uint64_t stamp; /* 0: made anew each time */
};

struct gs_screen {
    struct slot slots[GS_PANES_MAX];
    size_t slot_count; /* of the last frame; 0 behind a popup */
    struct line lines[GS_LINE_COUNT];
    struct gs_pane band;
    struct gs_pane drawer;
    struct gs_popup popup;
};

struct gs_screen *gs_screen_new(void)
{
    return gs_mem_new(1, sizeof(struct gs_screen));
}

void gs_screen_free(struct gs_screen *screen)
{
    if (screen == NULL) {
        return;
    }
    for (size_t i = 0; i < GS_PANES_MAX; i++) {
        gs_pane_fini(&screen->slots[i].pane);
        free(screen->slots[i].cells);
    }
    for (size_t i = 0; i < GS_LINE_COUNT; i++) {
        gs_rows_fini(&screen->lines[i].rows);
    }
    gs_pane_fini(&screen->band);
    gs_pane_fini(&screen->drawer);
    gs_popup_fini(&screen->popup);
    free(screen);
}

static void draw_line(struct gs_screen *screen, struct gs_view *view, enum gs_line line,
                      struct gs_surface *surface, int y)
{
    struct line *kept = &screen->lines[line];
    uint64_t stamp = gs_view_line_stamp(view, line, surface->cols);
    if (stamp == 0 || stamp != kept->stamp) {
        gs_view_line(view, line, surface->cols, &kept->rows);
        kept->stamp = stamp;
    }
    struct gs_canvas canvas = {surface, 0, y, (int)surface->cols, (int)surface->rows};
    gs_draw_rows(&canvas, &kept->rows);
}

static bool has_cells(const struct slot *slot, const struct gs_patch *patch)
{
    return slot->cells != NULL && slot->pane.stamp != 0 &&
           slot->cells_stamp == slot->pane.stamp && slot->patch.x == patch->x &&
           slot->patch.y == patch->y && slot->patch.width == patch->width &&
           slot->patch.height == patch->height;
}

static void keep_cells(struct slot *slot, const struct gs_surface *surface,
                       const struct gs_patch *patch)
{
    if (slot->cells == NULL || slot->patch.width != patch->width ||
        slot->patch.height != patch->height) {
        free(slot->cells);
        slot->cells =
            gs_mem_new((size_t)patch->width * (size_t)patch->height, sizeof *slot->cells);
    }
    slot->patch = *patch;
    slot->cells_stamp = slot->pane.stamp;
    gs_surface_take(surface, patch, slot->cells);
}

static void draw_slot(struct slot *slot, struct gs_surface *surface)
{
    const struct gs_rect *rect = &slot->rect;
    struct gs_patch patch = {rect->x, rect->y, rect->width, rect->height};
    bool is_inside = gs_surface_holds(surface, &patch);
    if (is_inside && has_cells(slot, &patch)) {
        gs_surface_give(surface, &patch, slot->cells);
        return;
    }
    gs_draw_pane(surface, rect, &slot->pane);
    if (is_inside) {
        keep_cells(slot, surface, &patch);
    }
}

/* Returns: the rows that are left to the screen below. */
static size_t draw_band(struct gs_screen *screen, struct gs_view *view,
                        struct gs_surface *surface, struct gs_area *area)
{
    size_t height = gs_view_band(view, surface->cols, surface->rows, &screen->band);
    if (height == 0) {
        return surface->rows;
    }
    struct gs_rect rect = {
        .y = area->top, .width = (int)surface->cols - 1, .height = (int)height};
    gs_draw_pane(surface, &rect, &screen->band);
    size_t taken = height == 1 ? 1 : height + 1; /* a blank row behind its lines */
    area->top += (int)taken;
    return surface->rows - taken;
}

static void draw_panes(struct gs_screen *screen, struct gs_view *view,
                       struct gs_surface *surface, const struct gs_area *area)
{
    struct gs_place places[GS_PANES_MAX];
    struct gs_rect rects[GS_PANES_MAX];
    struct gs_area left = *area;
    size_t rows = draw_band(screen, view, surface, &left);
    size_t count = gs_view_places(view, surface->cols, rows, places);
    screen->slot_count = gs_layout_arrange(places, count, &left, rects);
    for (size_t i = 0; i < screen->slot_count; i++) {
        struct slot *slot = &screen->slots[i];
        slot->rect = rects[i];
        gs_view_pane(view, rects[i].pane, (size_t)rects[i].width - GS_PANE_MARGIN,
                     (size_t)rects[i].height - 1, &slot->pane);
        draw_slot(slot, surface);
    }
}

/* The command line and its completions, over the lowest rows of the panes. */
static void draw_drawer(struct gs_screen *screen, struct gs_view *view,
                        struct gs_surface *surface)
{
    size_t height = gs_view_drawer(view, surface->cols, surface->rows, &screen->drawer);
    if (height == 0) {
        return;
    }
    struct gs_rect rect = {.y = (int)(surface->rows - height) - 3,
                           .width = (int)surface->cols - 1,
                           .height = (int)height + 1};
    for (int y = rect.y; y < (int)surface->rows - 1; y++) {
        gs_surface_fill(surface, &(struct gs_span){0, y, (int)surface->cols},
                        GS_ROLE_TEXT, " ");
    }
    gs_draw_pane(surface, &rect, &screen->drawer);
    draw_line(screen, view, GS_LINE_COMMAND, surface, (int)surface->rows - 2);
    screen->slot_count = 0;
}

static void draw_too_small(struct gs_surface *surface)
{
    char sentence[96];
    (void)snprintf(sentence, sizeof sentence, "gaiscope needs %dx%d, this is %zux%zu",
                   GS_MIN_COLS, GS_MIN_ROWS, surface->cols, surface->rows);
    gs_surface_put(surface, 0, 0, GS_ROLE_TEXT, sentence, SIZE_MAX);
}

void gs_screen_draw(struct gs_screen *screen, struct gs_view *view,
                    struct gs_surface *surface)
{
    gs_surface_clear(surface);
    screen->slot_count = 0;
    if (surface->cols < GS_MIN_COLS || surface->rows < GS_MIN_ROWS) {
        draw_too_small(surface);
        return;
    }
    struct gs_floors floors = gs_frame_floors(surface->rows);
    struct gs_area area = {.cols = (int)surface->cols,
                           .top = (int)floors.panes_top,
                           .bottom = (int)floors.panes_bottom,
                           .gap = (int)floors.gap};
    draw_line(screen, view, GS_LINE_HEADER, surface, 0);
    draw_line(screen, view, GS_LINE_QUESTION, surface, (int)floors.question);
    draw_line(screen, view, GS_LINE_VERDICT, surface, (int)floors.verdict);
    draw_panes(screen, view, surface, &area);
    if (floors.panes_bottom + 1 < surface->rows) {
        draw_line(screen, view, GS_LINE_CALL, surface, (int)surface->rows - 2);
    }
    draw_drawer(screen, view, surface);
    draw_line(screen, view, GS_LINE_FOOTER, surface, (int)surface->rows - 1);
    gs_buf_clear(&screen->popup.title);
    gs_buf_clear(&screen->popup.right);
    gs_buf_clear(&screen->popup.keys);
    if (gs_view_popup(view, surface->cols, surface->rows, &screen->popup)) {
        gs_draw_popup(surface, &screen->popup);
        screen->slot_count = 0;
    }
}

bool gs_screen_hit(const struct gs_screen *screen, int x, int y, int *pane, size_t *item)
{
    for (size_t i = 0; i < screen->slot_count; i++) {
        const struct slot *slot = &screen->slots[i];
        const struct gs_rect *rect = &slot->rect;
        if (x < rect->x || x >= rect->x + rect->width || y < rect->y ||
            y >= rect->y + rect->height) {
            continue;
        }
        size_t above = 1 + slot->pane.heading.rows.count; /* the title, column heads */
        size_t row = (size_t)(y - rect->y);
        *pane = rect->pane;
        *item = row >= above && row - above < slot->pane.rows.rows.count
                    ? slot->pane.rows.rows.items[row - above].item
                    : GS_NO_ITEM;
        return true;
    }
    return false;
}
