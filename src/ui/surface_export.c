/* SPDX-License-Identifier: MIT */
/*
 * A row is cut into stretches of one look; each form says what a stretch becomes. SVG gives each
 * stretch its width, so that columns stand exactly whatever font the reader has.
 */
#include "gaiscope/ui/surface_export.h"

#include "gaiscope/base/mem.h"
#include "gaiscope/base/text.h"

#include <stdlib.h>
#include <string.h>

enum {
    CELL_WIDTH = 12, /* of the picture, in its units: 0.6 of the size, as fonts have it */
    CELL_HEIGHT = 25,
    FONT_SIZE = 20,
    BASELINE = 19, /* of a row, from its top */
    MARGIN = 12,
    GREY_FIRST = 232, /* of the 256 colours: 24 greys from here on */
    CUBE_FIRST = 16,  /* and 6 x 6 x 6 colours from here on */
    CUBE_SIDE = 6,
};

/* A stretch of one row with one look. */
struct stretch {
    int x;
    int width; /* cells */
    struct gs_style style;
    struct gs_buf text; /* of the stretch */
};

struct exporter {
    const struct gs_surface *surface;
    const struct gs_export_look *look;
    struct gs_buf *out;
    bool is_light; /* the theme is made for a light background */
};

bool gs_export_form_of(const char *path, enum gs_export_form *out)
{
    static const struct {
        const char *end;
        enum gs_export_form form;
    } ends[] = {{".txt", GS_EXPORT_TEXT},
                {".ans", GS_EXPORT_ANSI},
                {".ansi", GS_EXPORT_ANSI},
                {".svg", GS_EXPORT_SVG}};

    size_t len = strlen(path);
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        size_t end_len = strlen(ends[i].end);
        if (len > end_len && strcmp(path + len - end_len, ends[i].end) == 0) {
            *out = ends[i].form;
            return true;
        }
    }
    return false;
}

/* 0xRRGGBB of a terminal's colour number. */
static uint32_t rgb_of(int color)
{
    static const uint32_t first[CUBE_FIRST] = {
        0x000000, 0xcd3131, 0x2f9e44, 0xb58900, 0x2472c8, 0xbc3fbc, 0x0598bc, 0xd0d0d0,
        0x666666, 0xf14c4c, 0x4cc261, 0xe5c07b, 0x5aa0f2, 0xd670d6, 0x29b8db, 0xffffff};
    static const uint32_t steps[CUBE_SIDE] = {0, 95, 135, 175, 215, 255};
    if (color < CUBE_FIRST) {
        return first[color];
    }
    if (color >= GREY_FIRST) {
        return 0x010101u * (8 + 10 * (uint32_t)(color - GREY_FIRST));
    }
    uint32_t number = (uint32_t)(color - CUBE_FIRST);
    return steps[number / (CUBE_SIDE * CUBE_SIDE)] << 16 |
           steps[number / CUBE_SIDE % CUBE_SIDE] << 8 | steps[number % CUBE_SIDE];
}

static bool is_light_color(int color)
{
    uint32_t rgb = rgb_of(color);
    return (rgb >> 16) + (rgb >> 8 & 0xff) + (rgb & 0xff) > 3 * 0x80;
}

static bool is_same_style(const struct gs_style *a, const struct gs_style *b)
{
    return a->foreground == b->foreground && a->background == b->background &&
           a->bold == b->bold && a->dim == b->dim && a->underline == b->underline &&
           a->reverse == b->reverse;
}

/* Takes the stretch at a cell, with its text. Returns: the column behind it. */
static int take_stretch(const struct exporter *exporter, int x, int y,
                        struct stretch *stretch)
{
    const struct gs_surface *surface = exporter->surface;
    const struct gs_export_look *look = exporter->look;
    stretch->x = x;
    gs_buf_clear(&stretch->text);
    for (int from = x; x < (int)surface->cols; x++) {
        const struct gs_cell *cell = gs_surface_at(surface, x, y);
        struct gs_style style = gs_theme_style(
            look->theme, look->depth, (enum gs_role)cell->role, cell->is_selected);
        if (x > from && !is_same_style(&style, &stretch->style)) {
            break;
        }
        stretch->style = style;
        bool is_blank = gs_cell_is_hidden_bracket(cell, style.background >= 0);
        gs_buf_add_text(&stretch->text, is_blank         ? " "
                                        : look->is_ascii ? gs_surface_ascii(cell->text)
                                                         : cell->text);
    }
    stretch->width = x - stretch->x;
    return x;
}

static void add_escaped(struct gs_buf *out, const char *text)
{
    for (; *text != '\0'; text++) {
        switch (*text) {
        case '<':
            gs_buf_add_text(out, "&lt;");
            break;
        case '>':
            gs_buf_add_text(out, "&gt;");
            break;
        case '&':
            gs_buf_add_text(out, "&amp;");
            break;
        default:
            gs_buf_add(out, text, 1);
            break;
        }
    }
}

/* Bytes without the blanks at the end. */
static size_t trimmed_len(const struct gs_buf *text)
{
    size_t len = text->len;
    while (len > 0 && text->data[len - 1] == ' ') {
        len--;
    }
    return len;
}

static void add_color(struct gs_buf *out, int first, int color)
{
    if (color < 0) {
        return;
    }
    if (color < 8) {
        gs_buf_addf(out, ";%d", first + color);
    } else if (color < CUBE_FIRST) {
        gs_buf_addf(out, ";%d", first + 60 + color - 8); /* aixterm's bright ones */
    } else {
        gs_buf_addf(out, ";%d;5;%d", first + 8, color);
    }
}

static void add_sgr(struct gs_buf *out, const struct gs_style *style)
{
    gs_buf_addf(out, "\x1b[0%s%s%s%s", style->bold ? ";1" : "", style->dim ? ";2" : "",
                style->underline ? ";4" : "", style->reverse ? ";7" : "");
    add_color(out, 30, style->foreground);
    add_color(out, 40, style->background);
    gs_buf_add_text(out, "m");
}

static bool is_plain(const struct gs_style *style)
{
    return style->foreground < 0 && style->background < 0 && !style->bold &&
           !style->dim && !style->underline && !style->reverse;
}

static void export_ansi_row(const struct exporter *exporter, int y,
                            struct stretch *stretch)
{
    bool is_styled = false;
    for (int x = 0; x < (int)exporter->surface->cols;) {
        x = take_stretch(exporter, x, y, stretch);
        bool is_last = x == (int)exporter->surface->cols;
        bool shows_blanks = stretch->style.background >= 0 || stretch->style.reverse ||
                            stretch->style.underline;
        size_t len =
            is_last && !shows_blanks ? trimmed_len(&stretch->text) : stretch->text.len;
        if (is_styled || !is_plain(&stretch->style)) {
            add_sgr(exporter->out, &stretch->style);
        }
        is_styled = !is_plain(&stretch->style);
        gs_buf_add(exporter->out, stretch->text.data, len);
    }
    gs_buf_add_text(exporter->out, is_styled ? "\x1b[0m\n" : "\n");
}

static uint32_t ground_of(const struct exporter *exporter)
{
    return exporter->is_light ? 0xffffff : 0x101010;
}

static uint32_t ink_of(const struct exporter *exporter)
{
    return exporter->is_light ? 0x1c1c1c : 0xd8d8d8;
}

/* A text without gaps: not every reader of SVG keeps two blanks, or a text's given length. */
struct piece {
    int x; /* its first cell */
    const char *text;
    size_t len; /* bytes */
};

/* Bytes up to two blanks, or the end. */
static size_t piece_len(const char *text)
{
    const char *gap = strstr(text, "  ");
    return gap == NULL ? strlen(text) : (size_t)(gap - text);
}

static void export_svg_piece(const struct exporter *exporter, int y,
                             const struct piece *piece, const struct gs_style *style)
{
    uint32_t ink = style->foreground < 0 ? ink_of(exporter) : rgb_of(style->foreground);
    uint32_t ground =
        style->background < 0 ? ground_of(exporter) : rgb_of(style->background);
    char *text = gs_mem_copy_span(piece->text, piece->len);
    if (piece->len > 0) {
        gs_buf_addf(exporter->out,
                    "<text x=\"%d\" y=\"%d\" textLength=\"%d\" "
                    "lengthAdjust=\"spacingAndGlyphs\" fill=\"#%06x\"%s%s%s>",
                    MARGIN + piece->x * CELL_WIDTH, MARGIN + y * CELL_HEIGHT + BASELINE,
                    (int)gs_text_span_cells(piece->text, piece->len) * CELL_WIDTH,
                    style->reverse ? ground : ink,
                    style->bold ? " font-weight=\"bold\"" : "",
                    style->dim ? " fill-opacity=\"0.6\"" : "",
                    style->underline ? " text-decoration=\"underline\"" : "");
        add_escaped(exporter->out, text);
        gs_buf_add_text(exporter->out, "</text>\n");
    }
    free(text);
}

static void export_svg_stretch(const struct exporter *exporter, int y,
                               const struct stretch *stretch)
{
    const struct gs_style *style = &stretch->style;
    uint32_t ink = style->foreground < 0 ? ink_of(exporter) : rgb_of(style->foreground);
    uint32_t ground =
        style->background < 0 ? ground_of(exporter) : rgb_of(style->background);
    int left = MARGIN + stretch->x * CELL_WIDTH;
    int top = MARGIN + y * CELL_HEIGHT;
    int width = stretch->width * CELL_WIDTH;
    if (style->background >= 0 || style->reverse) {
        gs_buf_addf(exporter->out,
                    "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" "
                    "fill=\"#%06x\"/>\n",
                    left, top, width, CELL_HEIGHT, style->reverse ? ink : ground);
    }
    const char *text = gs_buf_text(&stretch->text);
    for (int x = stretch->x; *text != '\0';) {
        size_t blanks = style->underline ? 0 : strspn(text, " ");
        size_t len = style->underline ? strlen(text) : piece_len(text + blanks);
        struct piece piece = {x + (int)blanks, text + blanks, len};
        export_svg_piece(exporter, y, &piece, style);
        x += (int)(blanks + gs_text_span_cells(text + blanks, len));
        text += blanks + len;
    }
}

static void export_svg(const struct exporter *exporter, struct stretch *stretch)
{
    size_t width = exporter->surface->cols * CELL_WIDTH + (size_t)2 * MARGIN;
    size_t height = exporter->surface->rows * CELL_HEIGHT + (size_t)2 * MARGIN;
    gs_buf_addf(exporter->out,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%zu\" height=\"%zu\" "
                "viewBox=\"0 0 %zu %zu\">\n"
                "<rect width=\"100%%\" height=\"100%%\" fill=\"#%06x\"/>\n"
                "<g font-family=\"DejaVu Sans Mono, Menlo, Consolas, monospace\" "
                "font-size=\"%d\" xml:space=\"preserve\">\n",
                width, height, width, height, ground_of(exporter), FONT_SIZE);
    for (size_t y = 0; y < exporter->surface->rows; y++) {
        for (int x = 0; x < (int)exporter->surface->cols;) {
            x = take_stretch(exporter, x, (int)y, stretch);
            export_svg_stretch(exporter, (int)y, stretch);
        }
    }
    gs_buf_add_text(exporter->out, "</g>\n</svg>\n");
}

static void export_text_row(const struct exporter *exporter, int y,
                            struct stretch *stretch)
{
    struct gs_buf row = {0};
    for (int x = 0; x < (int)exporter->surface->cols;) {
        x = take_stretch(exporter, x, y, stretch);
        gs_buf_add(&row, stretch->text.data, stretch->text.len);
    }
    gs_buf_add(exporter->out, row.data, trimmed_len(&row));
    gs_buf_add_text(exporter->out, "\n");
    gs_buf_fini(&row);
}

void gs_surface_export(const struct gs_surface *surface, enum gs_export_form form,
                       const struct gs_export_look *look, struct gs_buf *out)
{
    struct stretch stretch = {0};
    struct gs_style select =
        gs_theme_style(look->theme, GS_DEPTH_256, GS_ROLE_SELECT, false);
    struct exporter exporter = {
        surface, look, out, select.background >= 0 && is_light_color(select.background)};
    for (size_t y = 0; form != GS_EXPORT_SVG && y < surface->rows; y++) {
        (form == GS_EXPORT_ANSI ? export_ansi_row : export_text_row)(&exporter, (int)y,
                                                                     &stretch);
    }
    if (form == GS_EXPORT_SVG) {
        export_svg(&exporter, &stretch);
    }
    gs_buf_fini(&stretch.text);
}
