/* SPDX-License-Identifier: MIT */
#include "glyph.h"

#include "gaiscope/base/text.h"

#include <string.h>

enum {
    GAP_CELLS = 8, /* equal cells between changed ones that are not worth a new stretch */
};

static bool is_tail(const struct gs_surface *surface, int x, int y)
{
    const struct gs_cell *cell = gs_surface_at(surface, x, y);
    return cell != NULL && cell->text[0] == '\0';
}

/* The C library's own idea of the cells of a text: ncurses goes by it. -1: not printable. */
static int decode(const char *text, wchar_t out[GS_GLYPH_MAX])
{
    int cells = 0;
    size_t len = strlen(text);
    while (len > 0) {
        struct gs_char c = gs_text_decode(text, len);
        int width = c.is_valid ? wcwidth((wchar_t)c.code) : -1;
        if (width < 0) {
            return -1;
        }
        cells += width;
        *out++ = (wchar_t)c.code;
        text += c.len_bytes;
        len -= c.len_bytes;
    }
    *out = L'\0';
    return cells;
}

static void repeat(wchar_t sign, int count, wchar_t *out)
{
    wmemset(out, sign, (size_t)count);
    out[count] = L'\0';
}

int gs_glyph_encode(const struct gs_surface *surface, int x, int y, bool is_ascii,
                    wchar_t out[GS_GLYPH_MAX])
{
    const char *text = gs_surface_at(surface, x, y)->text;
    int cells = 1;
    while (cells < GS_CELL_BYTES && is_tail(surface, x + cells, y)) {
        cells++;
    }
    unsigned char first = (unsigned char)text[0];
    if (first >= 0x20 && first < 0x7f && text[1] == '\0') {
        repeat((wchar_t)first, 1, out);
        return cells;
    }
    if (is_ascii || first == '\0') {
        repeat(first == '\0' ? L'?' : (wchar_t)*gs_surface_ascii(text), cells, out);
        return cells;
    }
    int width = decode(text, out);
    if (width < 0 || width > cells) {
        repeat(L'?', cells, out);
    } else {
        repeat(L' ', cells - width, out + wcslen(out));
    }
    return cells;
}

/* The end of a stretch of changed cells: behind it are only equal ones, for a while. */
static int end_of_change(const struct gs_cell *a, const struct gs_cell *b, int x,
                         int cols)
{
    int end = x + 1;
    for (; x < cols && x - end < GAP_CELLS; x++) {
        end = memcmp(&a[x], &b[x], sizeof *b) != 0 ? x + 1 : end;
    }
    return end;
}

bool gs_glyph_diff(const struct gs_surface *before, const struct gs_surface *after, int y,
                   struct gs_span *span)
{
    const struct gs_cell *a = gs_surface_at(before, 0, y);
    const struct gs_cell *b = gs_surface_at(after, 0, y);
    int cols = (int)after->cols;
    int from = span->x + span->width;
    if (from >= cols ||
        memcmp(&a[from], &b[from], (size_t)(cols - from) * sizeof *b) == 0) {
        return false;
    }
    while (memcmp(&a[from], &b[from], sizeof *b) == 0) {
        from++;
    }
    int to = end_of_change(a, b, from, cols);
    while (from > 0 && is_tail(after, from, y)) {
        from--;
    }
    while (is_tail(after, to, y)) {
        to++;
    }
    *span = (struct gs_span){from, y, to - from};
    return true;
}
