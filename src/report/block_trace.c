/* SPDX-License-Identifier: MIT */
#include "blocks.h"
#include "parts.h"
#include "table.h"

#include "gaiscope/base/duration.h"
#include "gaiscope/rules/idn.h"
#include "gaiscope/rules/trace_words.h"

#include <stdio.h>

enum {
    INDENT = 4, /* servers stand under their zone */
};

static void write_servers(struct gs_buf *out, const struct gs_trace_level *level)
{
    struct report_table lines = {.columns = 5, .right = 1u << 4};
    for (size_t i = 0; i < level->servers.count; i++) {
        const struct gs_trace_server *server = &level->servers.items[i];
        struct gs_buf words = {0};
        char address[GS_ENDPOINT_TEXT_MAX] = "no address";
        char time[GS_DURATION_TEXT_MAX] = "";
        gs_trace_server_words(&words, server);
        if (server->endpoint.address.family != 0) {
            gs_endpoint_format(&server->endpoint, GS_DNS_PORT, address);
        }
        if (server->said > GS_TRACE_WAITING) {
            gs_duration_format(server->elapsed_us, time);
        }
        report_cell(&lines, gs_trace_server_sign(server));
        report_cell_name(&lines, "", server->host);
        report_cell(&lines, address);
        report_cell(&lines, gs_buf_text(&words));
        report_cell(&lines, time);
        gs_buf_fini(&words);
    }
    report_table_write(out, &lines, INDENT);
    if (level->left_out > 0) {
        gs_buf_addf(out, "    %zu more servers and addresses are not asked.\n",
                    level->left_out);
    }
}

static void write_level(struct gs_buf *out, const struct gs_trace *trace, size_t at)
{
    const struct gs_trace_level *level = &trace->levels.items[at];
    struct gs_buf head = {0};
    struct gs_buf words = {0};
    gs_buf_add_text(&head, "  ");
    report_name(&head, level->zone);
    gs_buf_add_text(&head, "  ");
    if (at > 0 && trace->levels.items[at - 1].ended == GS_TRACE_ALIAS) {
        gs_buf_add_text(&words, "asked for ");
        gs_idn_show_inline(&words, level->asked);
        gs_buf_add_text(&words, ": ");
    }
    gs_trace_level_words(&words, level);
    report_paragraph(out, gs_buf_text(&head), gs_buf_text(&words));
    gs_buf_fini(&words);
    gs_buf_fini(&head);
    write_servers(out, level);
}

static void write_end(struct gs_buf *out, const struct gs_trace *trace)
{
    struct gs_buf head = {0};
    struct gs_buf words = {0};
    gs_trace_end_words(&words, trace);
    gs_buf_add_text(&head, report_sign(trace->outcome));
    report_paragraph(out, gs_buf_text(&head), gs_buf_text(&words));
    gs_buf_fini(&words);
    gs_buf_fini(&head);
    if (trace->problem != NULL) {
        report_paragraph(out, "  ", trace->problem);
    }
    for (size_t i = 0; i < trace->answer.count; i++) {
        report_paragraph(out, "  ", trace->answer.items[i]);
    }
}

void report_block_trace(struct gs_buf *out, const struct gs_session *session)
{
    const struct gs_trace *trace = session->lookup.now.trace;
    char info[REPORT_INFO_MAX] = "";
    char right[REPORT_INFO_MAX];
    char type[GS_TYPE_TEXT_MAX] = "";
    report_elapsed(session, GS_PART_TRACE, trace == NULL ? 0 : trace->elapsed_us, right);
    if (trace != NULL) {
        gs_type_format(trace->type, type);
        (void)snprintf(info, sizeof info, "%s, %zu %s", type, trace->levels.count,
                       trace->levels.count == 1 ? "zone" : "zones");
    }
    report_title(out, "Delegation", info, right);
    if (trace == NULL) {
        gs_buf_add_text(out, "  No name server was asked.\n");
        return;
    }
    for (size_t i = 0; i < trace->levels.count; i++) {
        write_level(out, trace, i);
    }
    write_end(out, trace);
}
