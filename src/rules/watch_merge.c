/* SPDX-License-Identifier: MIT */
#include "gaiscope/rules/watch_merge.h"

#include "watch_text.h"

#include "gaiscope/base/ascii.h"
#include "gaiscope/rules/watch_index.h"
#include "gaiscope/rules/watch_list.h"

#include <string.h>

#define UTF8_BOM "\xef\xbb\xbf"

/* A text being made from another one. */
struct merge {
    const struct gs_watch_list *watches;
    struct gs_watch_index index; /* of them */
    bool *is_written;            /* by place */
    struct gs_buf *out;
};

static bool is_alike(const struct gs_watch *a, const struct gs_watch *b)
{
    struct gs_buf texts[2] = {0};
    gs_watch_line_format(a, &texts[0]);
    gs_watch_line_format(b, &texts[1]);
    bool is_equal = strcmp(gs_buf_text(&texts[0]), gs_buf_text(&texts[1])) == 0;
    gs_buf_fini(&texts[0]);
    gs_buf_fini(&texts[1]);
    return is_equal;
}

/* The line anew, then what stood behind it: a comment with the blanks before, the line's end. */
static void rewrite(struct merge *merge, const struct gs_watch *watch, const char *line,
                    size_t len)
{
    size_t text_len = len - (len > 0 && line[len - 1] == '\n' ? 1 : 0);
    text_len -= text_len > 0 && line[text_len - 1] == '\r' ? 1 : 0;
    size_t tail = watch_comment_at(line, text_len);
    while (tail > 0 && gs_ascii_is_blank(line[tail - 1])) {
        tail--;
    }
    gs_watch_line_format(watch, merge->out);
    gs_buf_add(merge->out, line + tail, len - tail);
}

/* Takes: a line with its end. */
static void merge_line(struct merge *merge, const char *line, size_t len)
{
    struct gs_watch read;
    struct gs_buf reason = {0};
    size_t text_len = len - (line[len - 1] == '\n' ? 1 : 0);
    enum gs_status status = gs_watch_line_parse(line, text_len, &read, &reason);
    gs_buf_fini(&reason);
    if (status != GS_OK) {
        gs_buf_add(merge->out, line, len);
        return;
    }
    size_t place = gs_watch_index_find(&merge->index, &read);
    if (place != GS_WATCH_NOWHERE &&
        (merge->is_written[place] || is_alike(&read, &merge->watches->items[place]))) {
        gs_buf_add(merge->out, line, len);
    } else if (place != GS_WATCH_NOWHERE) {
        rewrite(merge, &merge->watches->items[place], line, len);
    }
    if (place != GS_WATCH_NOWHERE) {
        merge->is_written[place] = true;
    }
    gs_watch_fini(&read);
}

/* What is not in the text follows, a line each. */
static void append_others(struct merge *merge, bool has_cr)
{
    struct gs_buf *out = merge->out;
    const char *end = has_cr ? "\r\n" : "\n";
    for (size_t i = 0; i < merge->watches->count; i++) {
        if (merge->is_written[i]) {
            continue;
        }
        if (out->len > 0 && out->data[out->len - 1] != '\n' &&
            strcmp(out->data, UTF8_BOM) != 0) {
            gs_buf_add_text(out, end);
        }
        gs_watch_line_format(&merge->watches->items[i], out);
        gs_buf_add_text(out, end);
    }
}

void gs_watch_list_merge(const char *text, size_t len,
                         const struct gs_watch_list *watches, struct gs_buf *out)
{
    struct merge merge = {.watches = watches,
                          .index = gs_watch_index_of(watches),
                          .is_written = gs_mem_new(watches->count + 1, sizeof(bool)),
                          .out = out};
    bool has_bom = len >= strlen(UTF8_BOM) && memcmp(text, UTF8_BOM, 3) == 0;
    const char *first_end = len > 0 ? memchr(text, '\n', len) : NULL;
    bool has_cr = first_end != NULL && first_end > text && first_end[-1] == '\r';
    size_t at = has_bom ? strlen(UTF8_BOM) : 0;
    gs_buf_add(out, text, at);
    while (at < len) {
        const char *end = memchr(text + at, '\n', len - at);
        size_t line_len = end == NULL ? len - at : (size_t)(end - text) - at + 1;
        merge_line(&merge, text + at, line_len);
        at += line_len;
    }
    append_others(&merge, has_cr);
    free(merge.is_written);
    gs_watch_index_fini(&merge.index);
}

/* Whether a person added or changed a line: nobody else takes it out. */
static bool is_of_person(const struct gs_watch_index *base,
                         const struct gs_watch *present)
{
    size_t was = gs_watch_index_find(base, present);
    return was == GS_WATCH_NOWHERE || !is_alike(base->line(base->of, was), present);
}

static bool is_taken_out(const struct gs_watch_index *base,
                         const struct gs_watch_index *present,
                         const struct gs_watch *fresh)
{
    return gs_watch_index_find(base, fresh) != GS_WATCH_NOWHERE &&
           gs_watch_index_find(present, fresh) == GS_WATCH_NOWHERE;
}

/* The line of a host as it is to be. */
static const struct gs_watch *rebased(const struct gs_watch_index *base,
                                      const struct gs_watch_index *present,
                                      const struct gs_watch *fresh)
{
    size_t is = gs_watch_index_find(present, fresh);
    bool is_persons =
        is != GS_WATCH_NOWHERE && is_of_person(base, present->line(present->of, is));
    return is_persons ? present->line(present->of, is) : fresh;
}

static void push_copy(struct gs_watch_list *list, const struct gs_watch *watch,
                      uint32_t line)
{
    struct gs_watch copy = gs_watch_copy(watch);
    copy.line = line;
    gs_vec_push(list, copy);
}

struct gs_watch_list gs_watch_list_rebase(const struct gs_watch_list *base,
                                          const struct gs_watch_list *present,
                                          const struct gs_watch_list *fresh)
{
    struct gs_watch_index of_base = gs_watch_index_of(base);
    struct gs_watch_index of_present = gs_watch_index_of(present);
    struct gs_watch_index of_fresh = gs_watch_index_of(fresh);
    struct gs_watch_list out = {0};
    for (size_t i = 0; i < fresh->count; i++) {
        const struct gs_watch *in_file = &fresh->items[i];
        if (!is_taken_out(&of_base, &of_present, in_file)) {
            push_copy(&out, rebased(&of_base, &of_present, in_file), in_file->line);
        }
    }
    for (size_t i = 0; i < present->count && out.count < GS_WATCHES_MAX; i++) {
        const struct gs_watch *watch = &present->items[i];
        if (is_of_person(&of_base, watch) &&
            gs_watch_index_find(&of_fresh, watch) == GS_WATCH_NOWHERE) {
            push_copy(&out, watch, 0);
        }
    }
    gs_watch_index_fini(&of_base);
    gs_watch_index_fini(&of_present);
    gs_watch_index_fini(&of_fresh);
    return out;
}
