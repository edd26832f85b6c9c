/* SPDX-License-Identifier: MIT */
/*
 * The details of one source: what nsswitch.conf says of it, what it said, what follows, and
 * what is found about the whole ladder.
 */
#include "pane_faces.h"

#include "gaiscope/base/duration.h"
#include "gaiscope/base/errno_name.h"
#include "gaiscope/rules/failure.h"
#include "gaiscope/rules/provenance.h"

#include <stdio.h>

enum {
    VALUE_X = 16,
    ADDRESSES_SHOWN = 16,
};

static const char *status_name(enum gs_nss_status status)
{
    static const char *const names[] = {
        [GS_NSS_SUCCESS] = "SUCCESS",
        [GS_NSS_NOTFOUND] = "NOTFOUND",
        [GS_NSS_UNAVAIL] = "UNAVAIL",
        [GS_NSS_TRYAGAIN] = "TRYAGAIN",
    };
    return names[status];
}

static const char *action_name(enum gs_nss_action action)
{
    return action == GS_NSS_RETURN  ? "return"
           : action == GS_NSS_MERGE ? "merge"
                                    : "continue";
}

static void build_line(struct gs_rows *rows, const struct gs_ladder *ladder,
                       const struct gs_rung *rung)
{
    char text[64];
    if (ladder->is_replaced) {
        (void)snprintf(text, sizeof text, "chosen by this program");
    } else if (ladder->nsswitch_line == 0) {
        (void)snprintf(text, sizeof text, "libc's default sources");
    } else {
        (void)snprintf(text, sizeof text, "line %zu of nsswitch.conf",
                       ladder->nsswitch_line);
    }
    gs_rows_field(rows, VALUE_X, "named in", text, "");
    gs_rows_field(rows, VALUE_X, "module",
                  rung->module[0] == '\0' ? "built into libc" : rung->module,
                  rung->state == GS_RUNG_MISSING ? "▲ not installed" : "");
    gs_rows_field(rows, VALUE_X, "actions",
                  rung->source.actions[0] == '\0' ? "none written" : rung->source.actions,
                  "");
    for (int i = 0; i < GS_NSS_STATUS_COUNT; i++) {
        (void)snprintf(text, sizeof text, "%s=%s", status_name((enum gs_nss_status)i),
                       action_name(rung->source.on[i]));
        bool is_met = rung->state != GS_RUNG_WAITING && (int)rung->status == i;
        gs_rows_field(rows, VALUE_X, i == 0 ? "in force" : "", text,
                      is_met ? "this one" : "");
    }
}

static void build_error(struct gs_rows *rows, const struct gs_eai *error)
{
    char text[64];
    if (error->code != 0) {
        (void)snprintf(text, sizeof text, "%s %d%s%s", error->name, error->code,
                       error->system_errno != 0 ? " " : "",
                       gs_errno_name(error->system_errno));
        gs_rows_field(rows, VALUE_X, "error", text, error->text);
    } else if (error->text[0] != '\0') {
        gs_rows_field(rows, VALUE_X, "error", error->text, "");
    }
}

static void build_addresses(struct gs_rows *rows, const struct gs_system_answer *answer)
{
    size_t shown = 0;
    for (size_t i = 0; i < answer->rows.count && shown < ADDRESSES_SHOWN; i++) {
        const struct gs_addrinfo *row = &answer->rows.items[i];
        char text[GS_ADDRESS_TEXT_MAX];
        if (i > 0 && gs_address_is_equal(&row->address, &row[-1].address)) {
            continue;
        }
        gs_address_format(&row->address, text);
        struct gs_buf name = {0};
        if (row->canonname != NULL) {
            gs_idn_show_inline(&name, row->canonname);
        }
        gs_rows_field(rows, VALUE_X, shown++ == 0 ? "addresses" : "", text,
                      gs_buf_text(&name));
        gs_buf_fini(&name);
    }
}

static void build_answer(const struct gs_pane_context *context, struct gs_rows *rows,
                         const struct gs_rung *rung, enum gs_lead lead)
{
    char words[GS_RUNG_WORDS_MAX];
    char took[GS_DURATION_TEXT_MAX];
    gs_rows_blank(rows);
    if (gs_rows_next(rows, GS_NO_ITEM)) {
        (void)gs_rows_put(rows, 0, GS_ROLE_TITLE, "What it said");
    }
    if (gs_rung_words(rung, &context->lookup->question,
                      gs_failure_of(context->lookup, context->session->has_machine
                                                         ? &context->session->machine
                                                         : NULL)
                          .is_unasked,
                      false, words) == GS_RUNG_KIND_WAITING) {
        gs_rows_sentence(rows, GS_ROLE_DIM, "It has not answered yet.");
        return;
    }
    gs_rows_field(rows, VALUE_X, "result", words, status_name(rung->status));
    if (rung->answer != NULL) {
        gs_duration_format(rung->elapsed_us, took);
        gs_rows_field(rows, VALUE_X, "time", took,
                      rung->state == GS_RUNG_KILLED ? "then its process was ended"
                                                    : "of the call alone");
        build_error(rows, &rung->answer->error);
        build_addresses(rows, rung->answer);
    }
    gs_rows_field(rows, VALUE_X, "then",
                  lead == GS_LEAD_NEXT   ? "the next source is asked"
                  : lead == GS_LEAD_STOP ? "NSS stops here"
                  : lead == GS_LEAD_END  ? "there is no further source"
                  : lead == GS_LEAD_UNREACHED
                      ? "libc does not come here: NSS stopped above"
                      : "not known",
                  "");
}

static void build_findings(const struct gs_pane_context *context, struct gs_rows *rows)
{
    const struct gs_machine *machine =
        context->session->has_machine ? &context->session->machine : NULL;
    struct gs_finding_list findings = gs_findings_of(context->lookup, machine);
    for (size_t i = 0; i < findings.count; i++) {
        const struct gs_finding *finding = &findings.items[i];
        if (i == 0) {
            gs_rows_blank(rows);
        }
        if (gs_rows_next(rows, GS_NO_ITEM)) {
            bool is_look = finding->weight == GS_FINDING_LOOK;
            (void)gs_rows_putf(rows, 0, is_look ? GS_ROLE_WARN : GS_ROLE_TITLE, "%s%s",
                               is_look ? "▲ " : "", finding->clause);
        }
        gs_rows_sentence(rows, GS_ROLE_TEXT, finding->text);
    }
    gs_vec_fini(&findings);
}

void gs_details_sources(const struct gs_pane_context *context, size_t item,
                        struct gs_popup *popup)
{
    const struct gs_ladder *ladder =
        gs_part_view_of(context, GS_PART_SOURCES).facts->sources;
    if (ladder == NULL || item >= ladder->rungs.count) {
        return;
    }
    const struct gs_rung *rung = &ladder->rungs.items[item];
    gs_buf_add_text(&popup->title, rung->source.name);
    gs_buf_addf(&popup->right, "%zu of %zu sources", item + 1, ladder->rungs.count);
    build_line(&popup->rows, ladder, rung);
    build_answer(context, &popup->rows, rung, gs_ladder_walk(ladder).leads[item]);
    build_findings(context, &popup->rows);
}
