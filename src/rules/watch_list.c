/* SPDX-License-Identifier: MIT */
/*
 * A whole list: lines, a host given twice, and errors with their lines.
 */
#include "gaiscope/rules/watch_list.h"

#include "gaiscope/base/text.h"
#include "gaiscope/rules/watch_index.h"

#include <string.h>

enum {
    WORD_CELLS = 48,
};

#define UTF8_BOM "\xef\xbb\xbf"

/* A list being read. */
struct reading {
    struct gs_watch_reading *out;
    struct gs_watch_index index; /* of its watches */
    uint32_t line;               /* from 1 */
};

/* Takes an error in; `reason` is empty afterwards. */
static void add_error(struct reading *reading, struct gs_buf *reason)
{
    struct gs_watch_error_list *errors = &reading->out->errors;
    if (errors->count == GS_WATCH_ERRORS_MAX) {
        reading->out->left_out++;
        gs_buf_clear(reason);
        return;
    }
    struct gs_watch_error error = {reading->line, gs_buf_claim(reason)};
    gs_vec_push(errors, error);
}

/* Takes a good line over, or says why it is one too many. */
static void add_watch(struct reading *reading, struct gs_watch *watch,
                      struct gs_buf *reason)
{
    struct gs_watch_list *watches = &reading->out->watches;
    size_t place = gs_watch_index_find(&reading->index, watch);
    if (place != GS_WATCH_NOWHERE) {
        const struct gs_watch *first = &watches->items[place];
        gs_text_quote(reason, watch->typed != NULL ? watch->typed : watch->host,
                      WORD_CELLS);
        gs_buf_addf(reason, "%s%s is in line %u already: its settings count",
                    watch->service[0] == '\0' ? "" : " ", watch->service,
                    (unsigned)first->line);
    } else if (watches->count == GS_WATCHES_MAX) {
        gs_buf_addf(reason, "the list is full: at most %d hosts are watched",
                    GS_WATCHES_MAX);
    } else {
        watch->line = reading->line;
        gs_vec_push(watches, *watch);
        (void)gs_watch_index_add(&reading->index, watches->count - 1);
        return;
    }
    gs_watch_fini(watch);
    add_error(reading, reason);
}

static void take_line(struct reading *reading, const char *line, size_t len,
                      struct gs_buf *reason)
{
    struct gs_watch watch;
    enum gs_status status = gs_watch_line_parse(line, len, &watch, reason);
    if (status == GS_OK) {
        add_watch(reading, &watch, reason);
    } else if (status == GS_EFORMAT) {
        add_error(reading, reason);
    }
}

struct gs_watch_reading gs_watch_list_parse(const char *text, size_t len)
{
    struct gs_watch_reading out = {0};
    struct reading reading = {.out = &out, .index = gs_watch_index_for(&out.watches)};
    struct gs_buf reason = {0};
    size_t at = 0;
    if (len >= strlen(UTF8_BOM) && memcmp(text, UTF8_BOM, strlen(UTF8_BOM)) == 0) {
        at = strlen(UTF8_BOM);
    }
    while (at < len) {
        const char *end = memchr(text + at, '\n', len - at);
        size_t line_len = end == NULL ? len - at : (size_t)(end - text) - at;
        reading.line++;
        take_line(&reading, text + at, line_len, &reason);
        at += line_len + 1;
    }
    gs_buf_fini(&reason);
    gs_watch_index_fini(&reading.index);
    return out;
}

void gs_watch_reading_fini(struct gs_watch_reading *reading)
{
    gs_watch_list_clear(&reading->watches);
    for (size_t i = 0; i < reading->errors.count; i++) {
        free(reading->errors.items[i].reason);
    }
    gs_vec_fini(&reading->errors);
    reading->left_out = 0;
}
