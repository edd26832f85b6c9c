/* SPDX-License-Identifier: MIT */
#include "gaiscope/ui/theme.h"

#include "gaiscope/base/ascii.h"
#include "gaiscope/base/mem.h"
#include "gaiscope/base/text.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

/* A part of the file's text; not NUL-terminated. */
struct part {
    const char *at;
    size_t len;
};

struct parser {
    const char *file;
    size_t line;
    size_t given_in[GS_ROLE_COUNT]; /* the line that named a role, 0: none */
    struct gs_theme *theme;
    struct gs_buf *error;
};

static const struct {
    enum gs_depth depth;
    int colors; /* 0: none */
} columns[] = {{GS_DEPTH_256, 256}, {GS_DEPTH_16, 16}, {GS_DEPTH_MONO, 0}};

#define COLUMN_COUNT (sizeof columns / sizeof *columns)

static enum gs_status fail(struct parser *parser, const char *reason, struct part about)
{
    gs_buf_addf(parser->error, "%s:%zu: ", parser->file, parser->line);
    if (about.len > 0) {
        gs_buf_add_text(parser->error, "`");
        gs_text_sanitise(parser->error, about.at, about.len < 40 ? about.len : 40);
        gs_buf_add_text(parser->error, "` ");
    }
    gs_buf_add_text(parser->error, reason);
    return GS_EFORMAT;
}

static struct part trim(struct part part)
{
    while (part.len > 0 && gs_ascii_is_space(part.at[0])) {
        part.at++;
        part.len--;
    }
    while (part.len > 0 && gs_ascii_is_space(part.at[part.len - 1])) {
        part.len--;
    }
    return part;
}

/* Takes what stands before the first `separator`, or all, off `*rest`. */
static struct part take(struct part *rest, char separator)
{
    const char *end = rest->len > 0 ? memchr(rest->at, separator, rest->len) : NULL;
    struct part out = {rest->at, end == NULL ? rest->len : (size_t)(end - rest->at)};
    size_t used = out.len + (end != NULL);
    rest->at += used;
    rest->len -= used;
    return out;
}

/* Takes digits off. Returns: the number, capped at 9999; -1 when there is no digit. */
static int take_number(struct part *rest)
{
    int number = -1;
    while (rest->len > 0 && rest->at[0] >= '0' && rest->at[0] <= '9') {
        number = (number < 0 ? 0 : number) * 10 + (rest->at[0] - '0');
        number = number > 9999 ? 9999 : number;
        rest->at++;
        rest->len--;
    }
    return number;
}

static bool add_attribute(struct gs_style *style, char letter)
{
    bool *const flags[] = {&style->bold, &style->dim, &style->underline, &style->reverse};
    const char *at = letter == '\0' ? NULL : strchr("bdur", letter);
    if (at == NULL) {
        return false;
    }
    *flags[at - "bdur"] = true;
    return true;
}

static enum gs_status parse_style(struct parser *parser, struct part text, int colors,
                                  struct gs_style *out)
{
    struct part rest = text;
    struct gs_style style = {0};
    int foreground = take_number(&rest);
    int background = -1;
    if (rest.len > 0 && rest.at[0] == '/') {
        rest.at++;
        rest.len--;
        background = take_number(&rest);
        if (background < 0) {
            return fail(parser, "wants a colour number behind `/`", text);
        }
    }
    if (foreground >= colors || background >= colors) {
        return fail(
            parser,
            colors == 256  ? "is out of range: the first column has colours 0 to 255"
            : colors == 16 ? "is out of range: the second column has colours 0 to 15"
                           : "is not mono: the third column has attributes only, [bdur]",
            text);
    }
    rest = trim(rest);
    for (size_t i = 0; i < rest.len; i++) {
        if (!add_attribute(&style, rest.at[i])) {
            return fail(
                parser,
                "is no style: want [foreground][/background] [bdur], where b is bold, "
                "d dim, u underline, r reverse",
                text);
        }
    }
    style.foreground = (int16_t)foreground;
    style.background = (int16_t)background;
    *out = style;
    return GS_OK;
}

static enum gs_status parse_role(struct parser *parser, struct part name,
                                 enum gs_role *out)
{
    char *text = gs_mem_copy_span(name.at, name.len);
    enum gs_status status = gs_role_parse(text, out);
    free(text);
    if (status != GS_OK) {
        (void)fail(parser, "is no role; the roles are", name);
        for (unsigned i = 0; i < GS_ROLE_COUNT; i++) {
            gs_buf_addf(parser->error, " %s", gs_role_name((enum gs_role)i));
        }
        return GS_EFORMAT;
    }
    if (parser->given_in[*out] != 0) {
        (void)fail(parser, "was already given in line", name);
        gs_buf_addf(parser->error, " %zu", parser->given_in[*out]);
        return GS_EFORMAT;
    }
    parser->given_in[*out] = parser->line;
    return GS_OK;
}

static enum gs_status parse_line(struct parser *parser, struct part line)
{
    struct part rest = trim(take(&line, '#'));
    struct part whole = rest;
    if (rest.len == 0) {
        return GS_OK;
    }
    bool has_sign = memchr(rest.at, '=', rest.len) != NULL;
    struct part name = trim(take(&rest, '='));
    size_t bars = 0;
    for (size_t i = 0; i < rest.len; i++) {
        bars += rest.at[i] == '|';
    }
    if (!has_sign || bars != COLUMN_COUNT - 1) {
        return fail(parser, "is no line of a theme: want role = 256 | 16 | mono", whole);
    }
    enum gs_role role = GS_ROLE_TEXT;
    enum gs_status status = parse_role(parser, name, &role);
    for (size_t i = 0; i < COLUMN_COUNT && status == GS_OK; i++) {
        status = parse_style(parser, trim(take(&rest, '|')), columns[i].colors,
                             &parser->theme->styles[columns[i].depth][role]);
    }
    return status;
}

/* Eight colours have no bright ones: bold stands for them. */
static struct gs_style without_bright(struct gs_style style)
{
    style.bold = style.bold || style.foreground >= 8;
    style.foreground -= style.foreground >= 8 ? 8 : 0;
    style.background -= style.background >= 8 ? 8 : 0;
    return style;
}

enum gs_status gs_theme_parse(const char *text, size_t len, const char *file,
                              struct gs_theme *out, struct gs_buf *error)
{
    struct gs_theme theme = *out;
    struct parser parser = {.file = file, .line = 1, .theme = &theme, .error = error};
    if (len > GS_THEME_MAX_BYTES) {
        (void)fail(&parser, "the file is too long: at most 65536 bytes",
                   (struct part){0});
        return GS_ELIMIT;
    }
    struct part rest = {text, len};
    while (rest.len > 0) {
        struct part line = take(&rest, '\n');
        if (line.len > 0 && memchr(line.at, '\0', line.len) != NULL) {
            return fail(&parser, "a NUL byte: a theme is plain text", (struct part){0});
        }
        if (parse_line(&parser, line) != GS_OK) {
            return GS_EFORMAT;
        }
        parser.line++;
    }
    for (unsigned i = 0; i < GS_ROLE_COUNT; i++) {
        if (parser.given_in[i] != 0) {
            theme.styles[GS_DEPTH_8][i] = without_bright(theme.styles[GS_DEPTH_16][i]);
        }
    }
    *out = theme;
    return GS_OK;
}

struct gs_style gs_theme_style(const struct gs_theme *theme, enum gs_depth depth,
                               enum gs_role role, bool is_selected)
{
    struct gs_style style = theme->styles[depth][role];
    if (!is_selected || style.background != GS_COLOR_DEFAULT) {
        return style;
    }
    const struct gs_style *under = &theme->styles[depth][GS_ROLE_SELECT];
    bool has_foreground = under->foreground != GS_COLOR_DEFAULT;
    bool is_attribute = under->bold || under->dim || under->underline || under->reverse;
    if (has_foreground) {
        style.foreground = under->foreground;
    }
    style.background = under->background;
    style.bold = (style.bold && !has_foreground) || under->bold;
    style.dim = (style.dim && !has_foreground && !is_attribute) || under->dim;
    style.underline = style.underline || under->underline;
    /* what is reversed in a reversed row must still differ from the row */
    style.reverse = style.reverse != under->reverse;
    return style;
}
