/* SPDX-License-Identifier: MIT */
/*
 * Surfaces go through a copy of what was shown: rows that are the same cost one memcmp, of the
 * others only the stretches of changed cells are handed on.
 */
#include "glyph.h"
#include "terminal_parts.h"

#include "gaiscope/ui/terminal.h"

#include <string.h>

#include <ncurses.h>

enum {
    PAIRS_MAX = 128,
    STRETCH_MAX = 512, /* wide characters handed on at once */
};

/* A role's look in the library's terms. */
struct look {
    attr_t attributes;
    short pair;
};

static struct {
    bool is_open;
    bool is_ascii;
    enum gs_depth depth;
    struct gs_theme theme;
    struct look looks[2][GS_ROLE_COUNT]; /* by selected and role */

    struct {
        int16_t foreground;
        int16_t background;
    } pairs[PAIRS_MAX];

    short pair_count;
    struct gs_surface shown;
    bool is_known; /* what is there is `shown` */
} draw;

static short pair_of(const struct gs_style *style)
{
    if (style->foreground < 0 && style->background < 0) {
        return 0;
    }
    for (short i = 1; i <= draw.pair_count; i++) {
        if (draw.pairs[i].foreground == style->foreground &&
            draw.pairs[i].background == style->background) {
            return i;
        }
    }
    short pair = (short)(draw.pair_count + 1);
    if (pair >= PAIRS_MAX || pair >= COLOR_PAIRS ||
        init_pair(pair, style->foreground, style->background) != OK) {
        return 0;
    }
    draw.pairs[pair].foreground = style->foreground;
    draw.pairs[pair].background = style->background;
    draw.pair_count = pair;
    return pair;
}

static void make_looks(const struct gs_theme *theme, enum gs_depth depth)
{
    draw.theme = *theme;
    for (unsigned i = 0; i < 2 * GS_ROLE_COUNT; i++) {
        enum gs_role role = (enum gs_role)(i % GS_ROLE_COUNT);
        struct gs_style style = gs_theme_style(theme, depth, role, i >= GS_ROLE_COUNT);
        struct look *look = &draw.looks[i / GS_ROLE_COUNT][role];
        look->attributes = (style.bold ? A_BOLD : 0) | (style.dim ? A_DIM : 0) |
                           (style.underline ? A_UNDERLINE : 0) |
                           (style.reverse ? A_REVERSE : 0);
        look->pair = 0;
        if (depth != GS_DEPTH_MONO) {
            look->pair = pair_of(&style);
        }
    }
}

static enum gs_depth open_colors(bool no_color)
{
    if (no_color || !has_colors() || start_color() != OK || COLORS < 8) {
        return GS_DEPTH_MONO;
    }
    (void)
        use_default_colors(); /* where it cannot, pairs with the own colour become plain */
    return COLORS >= 256 ? GS_DEPTH_256 : COLORS >= 16 ? GS_DEPTH_16 : GS_DEPTH_8;
}

void gs_terminal_open_drawing(const struct gs_theme *theme, bool no_color, bool is_ascii)
{
    draw.is_open = true;
    draw.is_ascii = is_ascii;
    draw.depth = open_colors(no_color);
    make_looks(theme, draw.depth);
}

void gs_terminal_close_drawing(void)
{
    gs_surface_fini(&draw.shown);
    memset(&draw, 0, sizeof draw);
}

static const struct look *look_of(const struct gs_surface *surface, int x, int y)
{
    const struct gs_cell *cell = gs_surface_at(surface, x, y);
    bool is_cursor = x == surface->cursor_x && y == surface->cursor_y;
    /* the terminal draws its cursor reversed: in a reversed cell it would vanish */
    enum gs_role role = is_cursor && cell->role == GS_ROLE_CURSOR
                            ? GS_ROLE_INPUT
                            : (enum gs_role)cell->role;
    return &draw.looks[cell->is_selected][role];
}

static void blank_bracket(const struct gs_cell *cell, const struct look *look,
                          wchar_t *sign)
{
    bool has_background = look->pair != 0 && draw.pairs[look->pair].background >= 0;
    if (gs_cell_is_hidden_bracket(cell, has_background)) {
        sign[0] = L' ';
    }
}

static int background_of(const struct look *look)
{
    return look->pair == 0 ? -1 : draw.pairs[look->pair].background;
}

/* Whether cells of both looks may be handed on in one: of a blank only the ground is seen. */
static bool is_same_ground(const struct look *a, const struct look *b)
{
    return ((a->attributes | b->attributes) & (A_UNDERLINE | A_REVERSE)) == 0 &&
           background_of(a) == background_of(b);
}

/* The cells from `x` on that one look will do for: blanks take that of the text beside them,
 * so that the terminal is not told of a colour that is not seen. */
static int end_of_look(const struct gs_surface *surface, const struct gs_span *span,
                       int x, const struct look **look)
{
    int end = span->x + span->width;
    bool has_text = false;
    *look = look_of(surface, x, span->y);
    for (; x < end; x++) {
        const struct look *next = look_of(surface, x, span->y);
        bool is_blank = strcmp(gs_surface_at(surface, x, span->y)->text, " ") == 0;
        bool is_like =
            next->pair == (*look)->pair && next->attributes == (*look)->attributes;
        if (!is_like && !((is_blank || !has_text) && is_same_ground(*look, next))) {
            break;
        }
        if (!is_blank && !has_text) {
            *look = next;
            has_text = true;
        }
    }
    return x;
}

/* Hands a span on, in stretches of one look. */
static void write_span(const struct gs_surface *surface, const struct gs_span *span)
{
    int end = span->x + span->width;
    for (int from = span->x; from < end && from < COLS;) {
        const struct look *look = NULL;
        wchar_t text[STRETCH_MAX];
        size_t len = 0;
        int to = end_of_look(surface, span, from, &look);
        int x = from;
        while (x < to && len + (size_t)GS_GLYPH_MAX <= STRETCH_MAX) {
            const struct gs_cell *cell = gs_surface_at(surface, x, span->y);
            x += gs_glyph_encode(surface, x, span->y, draw.is_ascii, &text[len]);
            blank_bracket(cell, look, &text[len]);
            while (text[len] != L'\0') {
                len++;
            }
        }
        (void)attr_set(look->attributes, look->pair, NULL); /* these fail only outside */
        (void)mvaddnwstr(span->y, from, text, (int)len);
        from = x;
    }
}

/* Hands on what differs in a row. Returns: false: nothing does. */
static bool write_row(const struct gs_surface *surface, int y)
{
    struct gs_span span = {0};
    bool has_changed = false;
    while (gs_glyph_diff(&draw.shown, surface, y, &span)) {
        write_span(surface, &span);
        has_changed = true;
    }
    if (has_changed) {
        size_t first = (size_t)y * surface->cols;
        memcpy(&draw.shown.cells[first], &surface->cells[first],
               surface->cols * sizeof *surface->cells);
    }
    return has_changed;
}

static void show_cursor(const struct gs_surface *surface)
{
    bool is_visible = surface->cursor_x >= 0;
    if (is_visible != (draw.shown.cursor_x >= 0) || !draw.is_known) {
        (void)curs_set(is_visible ? 1 : 0); /* where it cannot be hidden it stays */
    }
    (void)leaveok(stdscr, is_visible ? FALSE : TRUE);
    if (is_visible) {
        (void)move(surface->cursor_y, surface->cursor_x);
    }
}

/* Forgets what was shown, in the surface's size. */
static void begin_anew(const struct gs_surface *surface)
{
    (void)erase(); /* cannot fail */
    gs_surface_resize(&draw.shown, surface->cols, surface->rows);
    memset(draw.shown.cells, 0xff, /* no cell is like that: all differ */
           surface->cols * surface->rows * sizeof *surface->cells);
}

void gs_terminal_flush(const struct gs_surface *surface)
{
    if (!draw.is_open) {
        return;
    }
    if (draw.shown.cols != surface->cols || draw.shown.rows != surface->rows) {
        draw.is_known = false;
    }
    if (!draw.is_known) {
        begin_anew(surface);
    }
    bool has_changed = !draw.is_known || draw.shown.cursor_x != surface->cursor_x ||
                       draw.shown.cursor_y != surface->cursor_y;
    for (int y = 0; y < (int)surface->rows && y < LINES; y++) {
        has_changed = write_row(surface, y) || has_changed;
    }
    if (!has_changed) {
        return;
    }
    show_cursor(surface);
    (void)wnoutrefresh(stdscr); /* a terminal that is gone shows up as a hang-up */
    (void)doupdate();
    draw.shown.cursor_x = surface->cursor_x;
    draw.shown.cursor_y = surface->cursor_y;
    draw.is_known = true;
}

void gs_terminal_set_theme(const struct gs_theme *theme)
{
    if (draw.is_open) {
        draw.pair_count = 0; /* the old pairs are made anew */
        make_looks(theme, draw.depth);
        gs_terminal_invalidate();
    }
}

struct gs_export_look gs_terminal_look(void)
{
    return (struct gs_export_look){&draw.theme, draw.depth, draw.is_ascii};
}

void gs_terminal_invalidate(void)
{
    if (draw.is_open) {
        draw.is_known = false;
        (void)clearok(curscr, TRUE); /* cannot fail */
    }
}
