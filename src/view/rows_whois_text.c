/* SPDX-License-Identifier: MIT */
/*
 * What one server said, line by line; keys and values in two columns where there is room. A
 * text may have a million lines: those outside of the window are counted at once, and a
 * filter reads all of them only when it is another one or the text is.
 */
#include "pane_faces.h"
#include "whois_pane.h"

#include "gaiscope/base/text.h"
#include "gaiscope/view/list_state.h"

#include <string.h>

enum {
    VALUE_X = 32,
    KEY_MAX_BYTES = 40,
    COLUMNS_FROM = 70, /* width from which a key and its value are two columns */
};

/* The text that is shown; NULL: none. */
static const struct gs_whois_text *text_of(const struct gs_pane_context *context)
{
    struct gs_part_view view;
    const struct gs_whois *whois = gs_whois_shown(context, &view);
    const struct gs_whois_hop *hop =
        whois == NULL ? NULL : gs_whois_text_hop(context, whois);
    return hop == NULL ? NULL : &hop->text;
}

static void add_line(struct gs_buf *out, const struct gs_whois_text *text, size_t at)
{
    const struct gs_whois_line *line = &text->lines.items[at];
    size_t len =
        line->len_bytes < GS_WHOIS_LINE_SHOWN ? line->len_bytes : GS_WHOIS_LINE_SHOWN;
    gs_text_sanitise(out, text->data + line->at, len);
    if (len < line->len_bytes) {
        gs_buf_add_text(out, "…");
    }
}

/* Finds the lines that pass the filter, if those found are of another text. */
static void renew_picks(const struct gs_pane_context *context,
                        const struct gs_whois_text *text)
{
    uint64_t source = context->session->lookup.parts[GS_PART_WHOIS].round * 64 +
                      context->whois_hop + (context->is_last_hop ? 32 : 0);
    source = source * 1048583 + text->lines.count * 131 + text->len_bytes;
    if (!gs_picks_begin(context->picks, context->filter, source)) {
        return;
    }
    struct gs_buf line = {0};
    for (size_t i = 0; i < text->lines.count; i++) {
        gs_buf_clear(&line);
        add_line(&line, text, i);
        if (gs_match_keeps(context->filter, gs_buf_text(&line))) {
            gs_picks_add(context->picks, i);
        }
    }
    gs_buf_fini(&line);
}

static size_t count_shown(const struct gs_pane_context *context,
                          const struct gs_whois_text *text)
{
    if (text == NULL || context->filter[0] == '\0') {
        return text == NULL ? 0 : text->lines.count;
    }
    renew_picks(context, text);
    return context->picks->items.count;
}

static size_t line_of(const struct gs_pane_context *context, size_t item)
{
    return context->filter[0] == '\0' ? item : context->picks->items.items[item];
}

void gs_text_whois(const struct gs_pane_context *context, size_t item, struct gs_buf *out)
{
    const struct gs_whois_text *text = text_of(context);
    if (item < count_shown(context, text)) {
        add_line(out, text, line_of(context, item));
    }
}

void gs_describe_whois_text(const struct gs_pane_context *context, struct gs_pane *pane)
{
    struct gs_part_view view;
    const struct gs_whois *whois = gs_whois_shown(context, &view);
    const struct gs_whois_hop *hop =
        whois == NULL ? NULL : gs_whois_text_hop(context, whois);
    struct gs_buf server = {0};
    if (hop == NULL) {
        return;
    }
    gs_whois_put_server(&server, hop);
    gs_pane_info(pane, GS_ROLE_TEXT, "%s", gs_buf_text(&server));
    if (context->filter[0] != '\0') {
        char shown[GS_COUNT_TEXT_MAX];
        char all[GS_COUNT_TEXT_MAX];
        gs_count_format(count_shown(context, &hop->text), shown);
        gs_count_format(hop->text.lines.count, all);
        gs_pane_info(pane, GS_ROLE_TEXT, "  %s of %s lines", shown, all);
    }
    if (hop->text.charset == GS_WHOIS_LATIN1) {
        gs_pane_info(pane, GS_ROLE_TEXT, ", read as Latin-1");
    }
    if (hop->text.is_cut) {
        gs_pane_info(pane, GS_ROLE_TEXT, ", cut");
    }
    gs_pane_age(pane, &view);
    gs_buf_fini(&server);
}

/* The bytes of a key with its blanks before it, when the line is a field; 0: it is none. */
static size_t key_len(const char *line)
{
    size_t limit = strnlen(line, KEY_MAX_BYTES);
    const char *colon = memchr(line, ':', limit);
    bool is_comment = line[0] == '%' || line[0] == '#' || line[0] == '>';
    if (colon == NULL || colon == line || is_comment ||
        (colon[1] != ' ' && colon[1] != '\0')) {
        return 0;
    }
    return (size_t)(colon - line);
}

static void put_line(struct gs_rows *rows, const struct gs_part_view *view, char *line)
{
    size_t key = rows->width_cells >= COLUMNS_FROM ? key_len(line) : 0;
    size_t indent = strspn(line, " ");
    if (key == 0) {
        bool is_comment = line[indent] == '%' || line[indent] == '#';
        (void)gs_rows_put(rows, 0, gs_tone(view, is_comment ? GS_ROLE_DIM : GS_ROLE_TEXT),
                          line);
        return;
    }
    const char *value = line + key + 1;
    line[key] = '\0';
    int x = gs_rows_put(rows, 0, gs_tone(view, GS_ROLE_DIM), line) + 2;
    value += strspn(value, " ");
    (void)gs_rows_put(rows, x > VALUE_X ? x : VALUE_X, gs_tone(view, GS_ROLE_TEXT),
                      value);
}

static void build_line(struct gs_rows *rows, const struct gs_part_view *view,
                       const struct gs_whois_text *text, size_t at)
{
    struct gs_buf line = {0};
    add_line(&line, text, at);
    char *copy = gs_buf_claim(&line);
    put_line(rows, view, copy);
    free(copy);
}

void gs_build_whois_text(const struct gs_pane_context *context, struct gs_rows *rows)
{
    struct gs_part_view view;
    const struct gs_whois *whois = gs_whois_shown(context, &view);
    const struct gs_whois_text *text = text_of(context);
    size_t count = count_shown(context, text);
    if (text == NULL || text->lines.count == 0) {
        gs_rows_sentence(rows, GS_ROLE_DIM,
                         whois == NULL         ? gs_no_whois(&view)
                         : !whois->is_complete ? "No text yet."
                         : text == NULL        ? "No server said anything."
                                               : "This server said nothing.");
        return;
    }
    if (count == 0) {
        gs_rows_sentence(rows, GS_ROLE_DIM, "No row passes the filter: Esc shows all.");
        return;
    }
    for (size_t i = 0; i < count; i++) {
        i += gs_rows_skip(rows, i, count - i, 1);
        if (i < count && gs_rows_next(rows, i)) {
            build_line(rows, &view, text, line_of(context, i));
        }
    }
}

void gs_details_whois_text(const struct gs_pane_context *context, size_t item,
                           struct gs_popup *popup)
{
    struct gs_buf line = {0};
    gs_text_whois(context, item, &line);
    gs_rows_sentence(&popup->rows, GS_ROLE_TEXT, gs_buf_text(&line));
    gs_buf_fini(&line);
}
