/* SPDX-License-Identifier: MIT */
#include "blocks.h"
#include "parts.h"
#include "table.h"

#include "gaiscope/base/duration.h"
#include "gaiscope/rules/failure.h"
#include "gaiscope/rules/provenance.h"

#include <stdio.h>

enum {
    INDENT = 2,      /* sign column and its blank */
    TIME_COLUMN = 3, /* right-aligned */
};

static const char *kind_sign(enum gs_rung_kind kind)
{
    static const char *const signs[] = {
        [GS_RUNG_KIND_WAITING] = "…", [GS_RUNG_KIND_GOOD] = "✓ ",
        [GS_RUNG_KIND_PLAIN] = "",    [GS_RUNG_KIND_LOOK] = "▲ ",
        [GS_RUNG_KIND_BAD] = "✗ ",
    };
    return signs[kind];
}

static void write_rungs(struct gs_buf *out, const struct gs_session *session)
{
    const struct gs_ladder *ladder = session->lookup.now.sources;
    bool is_unasked =
        gs_failure_of(&session->lookup, session->has_machine ? &session->machine : NULL)
            .is_unasked;
    struct report_table table = {.columns = 6, .right = 1u | 1u << TIME_COLUMN};
    static const char *const heads[] = {"#",    "source", "result",
                                        "time", "then",   "actions"};
    struct gs_walk walk = gs_ladder_walk(ladder);
    for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++) {
        report_cell(&table, heads[i]);
    }
    for (size_t i = 0; i < ladder->rungs.count; i++) {
        const struct gs_rung *rung = &ladder->rungs.items[i];
        char words[GS_RUNG_WORDS_MAX];
        char took[GS_DURATION_TEXT_MAX] = "";
        enum gs_rung_kind kind =
            gs_rung_words(rung, &session->lookup.question, is_unasked, false, words);
        if (rung->answer != NULL) {
            gs_duration_format(rung->elapsed_us, took);
        }
        report_cellf(&table, "%zu", i + 1);
        report_cell(&table, rung->source.name);
        report_cellf(&table, "%s%s", kind_sign(kind), words);
        report_cell(&table, took);
        report_cell(&table, gs_lead_word(walk.leads[i]));
        report_cell(&table, rung->source.actions);
    }
    report_table_write(out, &table, INDENT);
}

static void write_findings(struct gs_buf *out, const struct gs_session *session)
{
    struct gs_finding_list findings =
        gs_findings_of(&session->lookup, session->has_machine ? &session->machine : NULL);
    for (size_t i = 0; i < findings.count; i++) {
        report_paragraph(out, findings.items[i].weight == GS_FINDING_LOOK ? "▲ " : "  ",
                         findings.items[i].text);
    }
    gs_vec_fini(&findings);
}

/* Why there is no source to tell of. */
static const char *reason(const struct gs_ladder *ladder)
{
    return !ladder->is_supported
               ? "  This libc cannot be asked for one source at a time.\n"
           : ladder->is_numeric ? "  No name to look up, so no source is asked.\n"
                                : "  No source is asked.\n";
}

static void name_line(const struct gs_ladder *ladder, char right[REPORT_INFO_MAX])
{
    if (ladder->is_replaced || ladder->nsswitch_line == 0) {
        (void)snprintf(right, REPORT_INFO_MAX, "%s",
                       ladder->is_replaced ? "not nsswitch.conf" : "libc's default");
    } else {
        (void)snprintf(right, REPORT_INFO_MAX, "nsswitch.conf line %zu",
                       ladder->nsswitch_line);
    }
}

void report_block_sources(struct gs_buf *out, const struct gs_session *session)
{
    const struct gs_ladder *ladder = session->lookup.now.sources;
    char info[REPORT_INFO_MAX] = "not known";
    char right[REPORT_INFO_MAX] = "not finished";
    if (ladder != NULL) {
        char words[GS_LADDER_WORD_MAX];
        gs_ladder_words(ladder, false, words);
        (void)snprintf(info, sizeof info, "%s", words);
        if (ladder->is_complete) {
            name_line(ladder, right);
        }
    }
    report_title(out, "Sources", info, right);
    if (ladder == NULL) {
        gs_buf_add_text(out, "  The sources have not answered.\n");
        return;
    }
    if (ladder->rungs.count == 0) {
        gs_buf_add_text(out, reason(ladder));
    } else {
        write_rungs(out, session);
    }
    write_findings(out, session);
}
