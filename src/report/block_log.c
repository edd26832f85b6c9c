/* SPDX-License-Identifier: MIT */
#include "blocks.h"
#include "table.h"

#include "gaiscope/base/duration.h"
#include "gaiscope/base/text.h"

#include <stdio.h>

enum {
    CALL_CELLS = 13,
    US_PER_S = 1000000,
    US_PER_MS = 1000,
};

static const char *sign_of(const struct gs_log_entry *entry)
{
    return gs_log_is_failed(entry)                 ? "✗ "
           : gs_log_is_slow(entry)                 ? "▲ "
           : entry->outcome == GS_OUTCOME_ANSWERED ? "✓ "
                                                   : "  ";
}

/* `✓ 13:19:40.003  3.1 ms  dns   A              iana.org`, and what came below. */
static void write_entry(struct gs_buf *out, const struct gs_log_entry *entry)
{
    char clock[GS_DURATION_TEXT_MAX];
    char took[GS_DURATION_TEXT_MAX];
    struct gs_buf head = {0};
    gs_clock_format(entry->at_wall_us / US_PER_S, clock);
    gs_duration_format(entry->elapsed_us, took);
    gs_buf_addf(&head, "%s%s.%03d  %6s  %-4s  ", sign_of(entry), clock,
                (int)(entry->at_wall_us % US_PER_S / US_PER_MS), took,
                gs_log_by_word(entry->by));
    size_t indent = gs_text_cells(gs_buf_text(&head));
    report_padded(&head, entry->call, CALL_CELLS);
    gs_buf_add_text(&head, "  ");
    size_t used = gs_text_cells(gs_buf_text(&head));
    gs_text_cut_middle(&head, entry->about, used < REPORT_COLS ? REPORT_COLS - used : 1);
    gs_buf_addf(out, "%s\n", gs_buf_text(&head));
    gs_buf_clear(&head);
    gs_buf_addf(&head, "%*s", (int)indent, "");
    report_paragraph(out, gs_buf_text(&head), entry->result);
    gs_buf_fini(&head);
}

void report_block_log(struct gs_buf *out, const struct gs_session *session)
{
    const struct gs_log *log = &session->log;
    char info[REPORT_INFO_MAX];
    report_count(info, log->entries.count, "entry", "entries");
    report_title(out, "Log", info, "");
    if (log->entries.count == 0) {
        gs_buf_add_text(out, "  No call was made and no name server was asked.\n");
    }
    for (size_t i = 0; i < log->entries.count; i++) {
        write_entry(out, gs_log_at(log, i));
    }
}
