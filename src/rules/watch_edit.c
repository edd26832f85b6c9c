/* SPDX-License-Identifier: MIT */
#include "gaiscope/rules/watch_edit.h"

#include "gaiscope/base/text.h"
#include "gaiscope/rules/watch_index.h"
#include "gaiscope/rules/watch_list.h"

#include <string.h>

#include <strings.h>

static void replace(struct gs_watch *at, struct gs_watch *by)
{
    gs_watch_fini(at);
    *at = *by;
    *by = (struct gs_watch){0};
}

struct gs_watch_added gs_watch_list_add(struct gs_watch_list *list, const char *text,
                                        size_t len, struct gs_buf *reason)
{
    struct gs_watch_reading reading = gs_watch_list_parse(text, len);
    struct gs_watch_index index = gs_watch_index_of(list);
    struct gs_watch_added out = {.wrong = reading.errors.count + reading.left_out};
    for (size_t i = 0; i < reading.watches.count; i++) {
        struct gs_watch *watch = &reading.watches.items[i];
        size_t place = gs_watch_index_find(&index, watch);
        watch->line = 0;
        if (place != GS_WATCH_NOWHERE) {
            replace(&list->items[place], watch);
            out.changed++;
        } else if (list->count < GS_WATCHES_MAX) {
            gs_vec_push(list, *watch);
            *watch = (struct gs_watch){0};
            (void)gs_watch_index_add(&index, list->count - 1);
            out.added++;
        } else {
            out.wrong++;
        }
    }
    if (reading.errors.count > 0) {
        out.line = reading.errors.items[0].line;
        gs_buf_add_text(reason, reading.errors.items[0].reason);
    } else if (out.wrong > 0) {
        gs_buf_addf(reason, "the list is full: at most %d hosts are watched",
                    GS_WATCHES_MAX);
    }
    gs_watch_index_fini(&index);
    gs_watch_reading_fini(&reading);
    return out;
}

size_t gs_watch_list_remove(struct gs_watch_list *list,
                            const struct gs_watch_list *others)
{
    struct gs_watch_index index = gs_watch_index_of(others);
    size_t kept = 0;
    for (size_t i = 0; i < list->count; i++) {
        if (gs_watch_index_find(&index, &list->items[i]) == GS_WATCH_NOWHERE) {
            list->items[kept++] = list->items[i];
        } else {
            gs_watch_fini(&list->items[i]);
        }
    }
    size_t removed = list->count - kept;
    list->count = kept;
    gs_watch_index_fini(&index);
    return removed;
}

/* Puts the expectations of `fresh`, which may be none, in the place of those before. Mail exchanges
 * that were asked for an expectation alone are asked no more. */
static void take_expects(struct gs_watch *watch, struct gs_watch *fresh)
{
    struct gs_expect_list before = watch->expects;
    if (gs_watch_expects_mx(&before)) {
        watch->asks_mx = false;
    }
    watch->expects = fresh->expects;
    fresh->expects = before;
}

static void take_labels(struct gs_watch *watch, struct gs_watch *fresh)
{
    struct gs_label_list before = watch->labels;
    watch->labels = fresh->labels;
    fresh->labels = before;
}

/* "label none": the keyword with nothing. */
static bool takes_away(const char *words, const char *keyword)
{
    size_t len = strlen(keyword);
    return strncasecmp(words, keyword, len) == 0 && words[len] == ' ' &&
           gs_text_compare_case(words + len + strspn(words + len, " "), "none",
                                SIZE_MAX) == 0;
}

enum gs_status gs_watch_line_change(struct gs_watch *watch, const char *words,
                                    struct gs_buf *reason)
{
    struct gs_watch fresh = {0};
    struct gs_buf line = {0};
    bool has_none = takes_away(words, "expect") || takes_away(words, "label");
    gs_buf_addf(&line, "%s %s", watch->host, has_none ? "" : words);
    enum gs_status status =
        gs_watch_line_parse(gs_buf_text(&line), line.len, &fresh, reason);
    if (status == GS_OK && fresh.service[0] != '\0') {
        gs_buf_add_text(reason, "a service cannot be changed: watch the host anew");
        status = GS_EFORMAT;
    } else if (status == GS_OK) {
        if (fresh.expects.count > 0 || takes_away(words, "expect")) {
            take_expects(watch, &fresh);
        }
        if (fresh.labels.count > 0 || takes_away(words, "label")) {
            take_labels(watch, &fresh);
        }
        watch->asks_mx = watch->asks_mx || fresh.asks_mx;
        watch->interval_s = fresh.interval_s != 0 ? fresh.interval_s : watch->interval_s;
    }
    gs_watch_fini(&fresh);
    gs_buf_fini(&line);
    return status;
}

/* Tries on copies first: a line that cannot be changed so leaves all as they were. */
enum gs_status gs_watch_list_change(struct gs_watch_list *list,
                                    const struct gs_watch_list *others, const char *words,
                                    struct gs_buf *reason)
{
    struct gs_watch_index index = gs_watch_index_of(list);
    struct gs_watch_list changed = {0};
    enum gs_status status = GS_OK;
    for (size_t i = 0; i < others->count && status == GS_OK; i++) {
        size_t place = gs_watch_index_find(&index, &others->items[i]);
        if (place != GS_WATCH_NOWHERE) {
            struct gs_watch copy = gs_watch_copy(&list->items[place]);
            status = gs_watch_line_change(&copy, words, reason);
            gs_vec_push(&changed, copy);
        }
    }
    for (size_t i = 0; i < changed.count && status == GS_OK; i++) {
        replace(&list->items[gs_watch_index_find(&index, &changed.items[i])],
                &changed.items[i]);
    }
    gs_watch_list_clear(&changed);
    gs_watch_index_fini(&index);
    return status;
}
