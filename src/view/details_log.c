/* SPDX-License-Identifier: MIT */
#include "pane_faces.h"

#include "gaiscope/base/duration.h"
#include "gaiscope/base/text.h"

#include <stdio.h>
#include <stdlib.h>

enum {
    LABEL_CELLS = 11,
    US_PER_S = 1000000,
};

static void put_moment(struct gs_rows *rows, const char *label, int64_t wall_us)
{
    char clock[GS_DURATION_TEXT_MAX];
    char text[GS_DURATION_TEXT_MAX + 16];
    gs_clock_format(wall_us / US_PER_S, clock);
    (void)snprintf(text, sizeof text, "%s.%06d", clock, (int)(wall_us % US_PER_S));
    gs_rows_field(rows, LABEL_CELLS, label, text, NULL);
}

/* A long text goes on in further rows. */
static void put_long(struct gs_rows *rows, const char *label, const char *text)
{
    if (gs_text_cells(text) + LABEL_CELLS <= rows->width_cells) {
        gs_rows_field(rows, LABEL_CELLS, label, text, NULL);
        return;
    }
    gs_rows_field(rows, LABEL_CELLS, label, "", NULL);
    gs_rows_sentence(rows, GS_ROLE_TEXT, text);
}

static const char *by_sentence(enum gs_log_by by)
{
    static const char *const sentences[] = {
        [GS_LOG_LIBC] = "the C library, or one of its files",
        [GS_LOG_NSS] = "one source of nsswitch.conf, asked alone",
        [GS_LOG_DNS] = "a question to a name server",
        [GS_LOG_NET] = "a call of the socket interface",
        [GS_LOG_HOOK] = "your own command of --on-change",
    };
    return sentences[by];
}

static void put_question(struct gs_rows *rows, const struct gs_log_entry *entry)
{
    if (entry->host == NULL) {
        gs_rows_field(rows, LABEL_CELLS, "question", "none: it is about this machine",
                      NULL);
        return;
    }
    struct gs_buf text = {0};
    gs_buf_addf(&text, "%s%s%s", entry->host[0] == '\0' ? "(no host)" : entry->host,
                entry->service[0] == '\0' ? "" : " ", entry->service);
    char *safe = gs_text_sanitised(gs_buf_text(&text));
    put_long(rows, "question", safe);
    free(safe);
    gs_buf_fini(&text);
}

void gs_details_log(const struct gs_pane_context *context, size_t item,
                    struct gs_popup *popup)
{
    const struct gs_log_entry *entry = gs_log_entry_of(context, item);
    struct gs_rows *rows = &popup->rows;
    if (entry == NULL) {
        return;
    }
    char took[GS_DURATION_TEXT_MAX];
    gs_duration_format(entry->elapsed_us, took);
    gs_buf_addf(&popup->title, "Log: %s", entry->call);
    gs_buf_addf(&popup->right, "line %llu", (unsigned long long)entry->number);
    put_moment(rows, "began", entry->at_wall_us);
    put_moment(rows, "ended", entry->at_wall_us + entry->elapsed_us);
    gs_rows_field(rows, LABEL_CELLS, "took", took,
                  gs_log_is_slow(entry) ? "slow: over 1 s" : NULL);
    gs_rows_field(rows, LABEL_CELLS, "by", gs_log_by_word(entry->by),
                  by_sentence(entry->by));
    put_long(rows, "call", entry->call);
    put_long(rows, "about", entry->about);
    put_long(rows, "result", entry->result);
    put_question(rows, entry);
}
