/* SPDX-License-Identifier: MIT */
/*
 * When no name server answers: what a person can still do.
 */
#include "pane_faces.h"

#include "gaiscope/base/duration.h"
#include "gaiscope/base/text.h"

#include <stdio.h>

enum {
    TEXT_X = 26,
    SHORT_TEXT_X = 20,
};

static void build_way(struct gs_rows *rows, const char *key, const char *text)
{
    if (gs_rows_next(rows, GS_NO_ITEM)) {
        int x = rows->width_cells >= GS_LARGE_CELLS ? TEXT_X : SHORT_TEXT_X;
        (void)gs_rows_put_cut(rows, 0, GS_ROLE_KEY, key, (size_t)x - 2);
        (void)gs_rows_put(rows, x, GS_ROLE_TEXT, text);
    }
}

/* The newest question before the present one that was answered; NULL: none. */
static const struct gs_history_entry *answered_before(const struct gs_history *history)
{
    for (size_t i = history->count; i-- > 0;) {
        if (history->items[i].outcome == GS_OUTCOME_ANSWERED) {
            return &history->items[i];
        }
    }
    return NULL;
}

static void build_back(const struct gs_pane_context *context, struct gs_rows *rows)
{
    const struct gs_history_entry *entry = answered_before(&context->session->history);
    char when[GS_DURATION_TEXT_MAX];
    if (entry == NULL) {
        return;
    }
    char *host = gs_text_sanitised(entry->host);
    char *service = gs_text_sanitised(entry->service);
    struct gs_buf text = {0};
    gs_day_format(entry->asked_wall_s, context->now.wall_s, when);
    gs_buf_addf(&text, "the question before: %s%s%s, answered %s%s",
                host[0] == '\0' ? "(nothing)" : host, service[0] == '\0' ? "" : " ",
                service, when[0] >= '0' && when[0] <= '9' ? "at " : "", when);
    build_way(rows, "Backspace", gs_buf_text(&text));
    gs_buf_fini(&text);
    free(host);
    free(service);
}

/* First, because it always works: the pane may have room for one row only. */
static void build_demo(struct gs_rows *rows)
{
    bool is_large = rows->width_cells >= GS_LARGE_CELLS;
    build_way(rows, "gaiscope --demo",
              is_large ? "needs no network: it brings its own name server"
                       : "needs no network");
}

void gs_build_alive(const struct gs_pane_context *context, struct gs_rows *rows)
{
    if (!context->session->machine.resolver.is_demo) {
        build_demo(rows);
    }
    build_way(rows, ":server ADDRESS", "asks another name server from now on");
    build_way(rows, "r", "asks again: the server may be back");
    build_way(rows, "i  192.0.2.1", "an address in place of a name needs no server");
    build_way(rows, "i  localhost", "names of the hosts file need no server");
    build_way(rows, "6  Services", "the tables of services are files of this machine");
    build_back(context, rows);
}
