/* SPDX-License-Identifier: MIT */
#include "gaiscope/ui/surface.h"

#include "gaiscope/base/mem.h"
#include "gaiscope/base/text.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* A cluster as it goes into a cell. */
struct glyph {
    char text[GS_CELL_BYTES];
    int width;
};

static const struct gs_cell blank = {.text = " ", .role = GS_ROLE_TEXT};
static const struct glyph blank_glyph = {.text = " ", .width = 1};

void gs_surface_resize(struct gs_surface *surface, size_t cols, size_t rows)
{
    cols = cols == 0 ? 1 : cols;
    rows = rows == 0 ? 1 : rows;
    if (surface->cells == NULL || cols != surface->cols || rows != surface->rows) {
        free(surface->cells);
        surface->cells = gs_mem_new(cols * rows, sizeof *surface->cells);
        surface->cols = cols;
        surface->rows = rows;
    }
    gs_surface_clear(surface);
}

void gs_surface_fini(struct gs_surface *surface)
{
    free(surface->cells);
    *surface = (struct gs_surface){.cursor_x = -1};
}

void gs_surface_clear(struct gs_surface *surface)
{
    for (size_t x = 0; x < surface->cols; x++) {
        surface->cells[x] = blank;
    }
    for (size_t y = 1; y < surface->rows; y++) {
        memcpy(&surface->cells[y * surface->cols], surface->cells,
               surface->cols * sizeof *surface->cells);
    }
    surface->cursor_x = -1;
    surface->cursor_y = 0;
}

static struct gs_cell *cell_at(const struct gs_surface *surface, int x, int y)
{
    if (x < 0 || y < 0 || (size_t)x >= surface->cols || (size_t)y >= surface->rows) {
        return NULL;
    }
    return &surface->cells[(size_t)y * surface->cols + (size_t)x];
}

const struct gs_cell *gs_surface_at(const struct gs_surface *surface, int x, int y)
{
    return cell_at(surface, x, y);
}

static bool is_safe(const char *text, size_t len)
{
    while (len > 0) {
        struct gs_char c = gs_text_decode(text, len);
        if (!c.is_valid || !gs_text_is_printable(c.code)) {
            return false;
        }
        text += c.len_bytes;
        len -= c.len_bytes;
    }
    return true;
}

/* Bytes of the whole characters of a cluster that a cell can hold. */
static size_t bytes_kept(const char *text, size_t len)
{
    while (len >= GS_CELL_BYTES) {
        do {
            len--;
        } while (((unsigned char)text[len] & 0xc0u) == 0x80u);
    }
    return len;
}

/* Takes the next cluster off `*text`. Returns: false at the end. */
static bool next_glyph(const char **text, size_t *len, struct glyph *out)
{
    size_t step = gs_text_next(*text, *len);
    if (step == 0) {
        return false;
    }
    *out = (struct glyph){.text = "?", .width = 1};
    if (step == 1 && **text >= 0x20 && **text < 0x7f) {
        out->text[0] = **text;
    } else if (is_safe(*text, step)) {
        size_t kept = bytes_kept(*text, step);
        memcpy(out->text, *text, kept);
        out->width = (int)gs_text_span_cells(out->text, kept);
    }
    *text += step;
    *len -= step;
    return true;
}

static void set_text(struct gs_cell *cell, const struct glyph *glyph)
{
    memcpy(cell->text, glyph->text, sizeof cell->text);
}

/* Blanks the wide character whose right half is at (x, y). */
static void blank_wide(struct gs_surface *surface, int x, int y)
{
    struct gs_cell *cell = NULL;
    while (x > 0 && cell_at(surface, x, y)->text[0] == '\0') {
        x--;
    }
    do {
        set_text(cell_at(surface, x, y), &blank_glyph);
        x++;
        cell = cell_at(surface, x, y);
    } while (cell != NULL && cell->text[0] == '\0');
}

/* Before one half of a wide character is overwritten, both are blanked. */
static void split(struct gs_surface *surface, int x, int y)
{
    const struct gs_cell *cell = cell_at(surface, x, y);
    if (cell != NULL && cell->text[0] == '\0') {
        blank_wide(surface, x, y);
    }
}

static void place(struct gs_surface *surface, int x, int y, enum gs_role role,
                  const struct glyph *glyph)
{
    split(surface, x, y);
    split(surface, x + glyph->width, y);
    static const struct glyph right_half = {0};
    for (int i = 0; i < glyph->width; i++) {
        struct gs_cell *cell = cell_at(surface, x + i, y);
        if (cell == NULL) {
            break;
        }
        set_text(cell, i == 0 ? glyph : &right_half);
        cell->role = (uint8_t)role;
    }
}

/* A character of ASCII that no mark follows: nearly all of a screen. */
static bool is_plain(const char *text)
{
    return text[0] >= 0x20 && text[0] < 0x7f && (unsigned char)text[1] < 0x80;
}

static void place_plain(struct gs_surface *surface, int x, int y, enum gs_role role,
                        char sign)
{
    struct gs_cell *cell = cell_at(surface, x, y);
    bool is_last = (size_t)x + 1 == surface->cols;
    if (cell->text[0] == '\0' || (!is_last && cell[1].text[0] == '\0')) {
        split(surface, x, y);
        split(surface, x + 1, y);
    }
    *cell = (struct gs_cell){
        .text = {sign}, .role = (uint8_t)role, .is_selected = cell->is_selected};
}

/* NOLINTNEXTLINE(readability-function-size): place, role, text and edge read best in a row */
int gs_surface_put(struct gs_surface *surface, int x, int y, enum gs_role role,
                   const char *text, size_t limit)
{
    size_t end = limit < surface->cols ? limit : surface->cols;
    if (y < 0 || (size_t)y >= surface->rows) {
        return x;
    }
    size_t len = strlen(text);
    struct glyph glyph;
    while (len > 0) {
        if (is_plain(text) && x >= 0 && x < (int)end) {
            place_plain(surface, x, y, role, *text);
            text++;
            len--;
            x++;
            continue;
        }
        if (!next_glyph(&text, &len, &glyph) || x + glyph.width > (int)end) {
            break;
        }
        if (glyph.width > 0 && x >= 0) {
            place(surface, x, y, role, &glyph);
        }
        x += glyph.width;
    }
    return x;
}

void gs_surface_fill(struct gs_surface *surface, const struct gs_span *span,
                     enum gs_role role, const char *sign)
{
    size_t len = strlen(sign);
    struct glyph glyph;
    if (!next_glyph(&sign, &len, &glyph) || glyph.width != 1) {
        glyph = blank_glyph;
    }
    for (int x = span->x; x < span->x + span->width; x++) {
        if (cell_at(surface, x, span->y) != NULL) {
            place(surface, x, span->y, role, &glyph);
        }
    }
}

void gs_surface_select(struct gs_surface *surface, int x, int y, int width)
{
    for (int i = 0; i < width; i++) {
        struct gs_cell *cell = cell_at(surface, x + i, y);
        if (cell != NULL) {
            cell->is_selected = true;
        }
    }
}

bool gs_surface_holds(const struct gs_surface *surface, const struct gs_patch *patch)
{
    return patch->x >= 0 && patch->y >= 0 && patch->width > 0 && patch->height > 0 &&
           cell_at(surface, patch->x + patch->width - 1, patch->y + patch->height - 1) !=
               NULL;
}

void gs_surface_take(const struct gs_surface *surface, const struct gs_patch *patch,
                     struct gs_cell *cells)
{
    size_t width = (size_t)patch->width;
    for (int row = 0; row < patch->height; row++) {
        memcpy(cells + (size_t)row * width, cell_at(surface, patch->x, patch->y + row),
               width * sizeof *cells);
    }
}

void gs_surface_give(struct gs_surface *surface, const struct gs_patch *patch,
                     const struct gs_cell *cells)
{
    size_t width = (size_t)patch->width;
    for (int row = 0; row < patch->height; row++) {
        memcpy(cell_at(surface, patch->x, patch->y + row), cells + (size_t)row * width,
               width * sizeof *cells);
    }
}

void gs_surface_shade(struct gs_surface *surface)
{
    for (size_t i = 0; i < surface->cols * surface->rows; i++) {
        surface->cells[i].role = GS_ROLE_SHADE;
        surface->cells[i].is_selected = false;
    }
    surface->cursor_x = -1;
}

bool gs_cell_is_hidden_bracket(const struct gs_cell *cell, bool has_background)
{
    bool is_bracket = strcmp(cell->text, "[") == 0 || strcmp(cell->text, "]") == 0;
    return is_bracket && has_background && cell->role == GS_ROLE_TAB_ACTIVE;
}

void gs_surface_text(const struct gs_surface *surface, struct gs_buf *out)
{
    for (size_t y = 0; y < surface->rows; y++) {
        const struct gs_cell *row = &surface->cells[y * surface->cols];
        size_t used = surface->cols;
        while (used > 0 && strcmp(row[used - 1].text, " ") == 0) {
            used--;
        }
        for (size_t x = 0; x < used; x++) {
            gs_buf_add_text(out, row[x].text);
        }
        gs_buf_add(out, "\n", 1);
    }
}

static char role_letter(const struct gs_cell *cell)
{
    char letter = gs_role_letter((enum gs_role)cell->role);
    if (!cell->is_selected) {
        return letter;
    }
    if (letter == '.') {
        return ',';
    }
    int code = (unsigned char)letter;
    return (char)(islower(code) ? toupper(code) : tolower(code));
}

void gs_surface_roles(const struct gs_surface *surface, struct gs_buf *out)
{
    for (size_t y = 0; y < surface->rows; y++) {
        for (size_t x = 0; x < surface->cols; x++) {
            char letter = role_letter(&surface->cells[y * surface->cols + x]);
            gs_buf_add(out, &letter, 1);
        }
        gs_buf_add(out, "\n", 1);
    }
}
