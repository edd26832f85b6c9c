/* SPDX-License-Identifier: MIT */
/*
 * Before the first question: what can be typed, and what was asked before.
 */
#include "pane_faces.h"

#include "gaiscope/base/duration.h"
#include "gaiscope/base/text.h"

#include <stdio.h>
#include <string.h>

static const struct {
    const char *typed;
    const char *meaning;
    const char *remark;
} examples[] = {
    {"iana.org www", "a name and a service", ""},
    {"iana.org:80", "a name and a port", "also [2001:500:88:200::8]:80"},
    {"https://iana.org/", "a URL", "its host and its scheme count"},
    {"user@python.org", "a mail address", "its domain's delivery plan"},
    {"192.0.43.8", "an address", "its names are asked"},
    {"192.0.2.0/28", "many addresses", "their names, a list with commas"},
    {"fe80::1%eth0", "a scoped address", "the zone is kept"},
    {"五粮液.中国", "an international name", "shown in both forms"},
    {"(nothing) ftp", "no host at all", "0.0.0.0 and ::, or loopback"},
};

void gs_build_examples(const struct gs_pane_context *context, struct gs_rows *rows)
{
    (void)context; /* the same in every state */
    for (size_t i = 0; i < sizeof examples / sizeof examples[0]; i++) {
        if (!gs_rows_next(rows, GS_NO_ITEM)) {
            continue;
        }
        int meaning_x = rows->width_cells >= GS_WIDE_CELLS ? 22 : 19;
        (void)gs_rows_put(rows, 0, GS_ROLE_TEXT, examples[i].typed);
        (void)gs_rows_put(rows, meaning_x, GS_ROLE_DIM, examples[i].meaning);
        if (rows->width_cells >= GS_LARGE_CELLS) {
            (void)gs_rows_put(rows, 46, GS_ROLE_DIM, examples[i].remark);
        }
    }
}

void gs_describe_history(const struct gs_pane_context *context, struct gs_pane *pane)
{
    size_t count = context->session->history.count;
    gs_pane_info(pane, GS_ROLE_TEXT, "%zu %s", count,
                 gs_plural(count, "question", "questions"));
    if (count > 0) {
        gs_buf_add_text(&pane->right, "↑ takes the last one");
    }
}

static void put_outcome(struct gs_rows *rows, int x, size_t width_cells,
                        const struct gs_history_entry *entry)
{
    size_t count = entry->v4_count + entry->v6_count;
    char text[48];
    if (entry->outcome == GS_OUTCOME_NOT_ASKED) {
        (void)gs_rows_put(rows, x, GS_ROLE_DIM, "–");
        return;
    }
    bool is_good = entry->outcome == GS_OUTCOME_ANSWERED;
    x = gs_rows_put(rows, x, is_good ? GS_ROLE_OK : GS_ROLE_ERR, is_good ? "✓" : "✗");
    if (!is_good) {
        (void)gs_rows_put_cut(rows, x + 1, GS_ROLE_TEXT, gs_outcome_word(entry->outcome),
                              width_cells - 2);
        return;
    }
    const char *only = entry->v6_count == 0 ? ", IPv4 only" : ", IPv6 only";
    (void)snprintf(
        text, sizeof text, "%zu %s%s", count, gs_plural(count, "address", "addresses"),
        width_cells < 16 || (entry->v4_count > 0 && entry->v6_count > 0) ? "" : only);
    (void)gs_rows_put_cut(rows, x + 1, GS_ROLE_TEXT, text, width_cells - 2);
}

struct columns {
    size_t host_cells;
    int service;
    int outcome;
    size_t outcome_cells;
    bool has_when; /* and the service */
};

static struct columns columns_of(size_t width)
{
    if (width >= GS_WIDE_CELLS) {
        return (struct columns){20, 22, 31, width - 31 - 14, true};
    }
    return (struct columns){20, 22, 22, width > 24 ? width - 22 : 2, false};
}

static void build_entry(const struct gs_pane_context *context, struct gs_rows *rows,
                        const struct gs_history_entry *entry, const struct columns *at)
{
    char when[GS_DURATION_TEXT_MAX];
    char *service = gs_text_sanitised(entry->service);
    (void)gs_rows_put_host(rows, 0, GS_ROLE_TEXT,
                           entry->host[0] == '\0' ? "(nothing)" : entry->host,
                           at->host_cells);
    if (at->has_when) {
        bool has = service[0] != '\0';
        (void)gs_rows_put_cut(rows, at->service, has ? GS_ROLE_TEXT : GS_ROLE_DIM,
                              has ? service : "–",
                              (size_t)(at->outcome - at->service - 2));
    }
    put_outcome(rows, at->outcome, at->outcome_cells, entry);
    if (at->has_when) {
        gs_day_format(entry->asked_wall_s, context->now.wall_s, when);
        (void)gs_rows_put_right(rows, (int)rows->width_cells, GS_ROLE_DIM, when);
    }
    free(service);
}

void gs_build_history(const struct gs_pane_context *context, struct gs_rows *rows)
{
    const struct gs_history *history = &context->session->history;
    struct columns at = columns_of(rows->width_cells);
    if (history->count == 0) {
        gs_rows_sentence(rows, GS_ROLE_DIM, "Nothing was asked before on this machine.");
        return;
    }
    if (at.has_when && gs_rows_next(rows, GS_NO_ITEM)) {
        (void)gs_rows_put(rows, 0, GS_ROLE_HEAD, "host");
        (void)gs_rows_put(rows, at.service, GS_ROLE_HEAD, "service");
        (void)gs_rows_put(rows, at.outcome, GS_ROLE_HEAD, "outcome");
        (void)gs_rows_put_right(rows, (int)rows->width_cells, GS_ROLE_HEAD, "asked");
    }
    for (size_t i = 0; i < history->count; i++) {
        if (gs_rows_next(rows, i)) {
            build_entry(context, rows, &history->items[history->count - 1 - i], &at);
        }
    }
}
