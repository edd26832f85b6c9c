/* SPDX-License-Identifier: MIT */
#include "blocks.h"
#include "parts.h"
#include "table.h"

#include "gaiscope/base/duration.h"

#include <stdio.h>
#include <string.h>

enum {
    TIME_COLUMN = 2,
};

static const char *sign_of(const struct gs_call *call)
{
    bool is_left_out = call->outcome == GS_OUTCOME_NOT_ASKED && call->result != NULL;
    return is_left_out ? "– " : report_sign(call->outcome);
}

static void write_call(struct report_table *table, const struct gs_call *call)
{
    char elapsed[GS_DURATION_TEXT_MAX] = "";
    if (call->outcome != GS_OUTCOME_NOT_ASKED) {
        gs_duration_format(call->elapsed_us, elapsed);
    }
    report_cellf(table, "%s%s", sign_of(call), call->call);
    report_cellf(table, "%s%s%s", call->result == NULL ? "" : call->result,
                 call->error[0] == '\0' ? "" : "  ", call->error);
    report_cell(table, elapsed);
}

/* Bytes of a call's name, without its arguments. */
static size_t name_bytes(const char *call)
{
    size_t len = strcspn(call, "(");
    return len > 0 && call[len - 1] == ' ' ? len - 1 : len;
}

/* What else each call gave and what it cannot do, behind its name. */
static void write_limits(struct gs_buf *out, const struct gs_call_list *calls)
{
    for (size_t i = 0; i < calls->count; i++) {
        const struct gs_call *call = &calls->items[i];
        struct gs_buf head = {0};
        struct gs_buf text = {0};
        gs_buf_add_text(&head, "  ");
        gs_buf_add(&head, call->call, name_bytes(call->call));
        gs_buf_add_text(&head, ": ");
        gs_buf_addf(&text, "%s%s%s", call->more == NULL ? "" : call->more,
                    call->more == NULL ? "" : ". ", call->limits);
        report_paragraph(out, gs_buf_text(&head), gs_buf_text(&text));
        gs_buf_fini(&head);
        gs_buf_fini(&text);
    }
}

void report_block_calls(struct gs_buf *out, const struct gs_session *session)
{
    const struct gs_call_list *calls = &session->lookup.now.calls;
    const struct gs_part_state *state = &session->lookup.parts[GS_PART_CALLS];
    char right[REPORT_INFO_MAX];
    report_elapsed(session, GS_PART_CALLS, state->finished_us - state->started_us, right);
    report_title(out, "Primitive calls", "", right);
    struct report_table table = {.columns = 3, .right = 1u << TIME_COLUMN};
    for (size_t i = 0; i < calls->count; i++) {
        write_call(&table, &calls->items[i]);
    }
    report_table_write(out, &table, 0);
    write_limits(out, calls);
}

static const char *name_or_same(const char *name, bool is_same)
{
    return is_same ? "same" : name;
}

void report_block_nameinfo(struct gs_buf *out, const struct gs_session *session)
{
    const struct gs_nameinfo_table *known = session->lookup.now.nameinfo;
    char info[GS_ADDRESS_TEXT_MAX + REPORT_NUMBER_MAX] = "";
    if (known != NULL) {
        char address[GS_ADDRESS_TEXT_MAX];
        gs_address_format(&known->endpoint.address, address);
        (void)snprintf(info, sizeof info, "%s port %u", address,
                       (unsigned)known->endpoint.port);
    }
    bool is_unfinished = report_is_unfinished(session, GS_PARTS_ALL, GS_PART_NAMEINFO);
    report_title(out, "getnameinfo", info, is_unfinished ? "not finished" : "");
    if (known == NULL) {
        gs_buf_add_text(out, is_unfinished ? "" : "  No address, so nothing to ask.\n");
        return;
    }
    struct report_table table = {.columns = 4};
    for (size_t i = 0; i < known->rows.count; i++) {
        const struct gs_nameinfo_row *row = &known->rows.items[i];
        report_cellf(&table, "%s%s", report_sign(row->outcome), row->flag);
        report_cell(&table, name_or_same(row->host, row->is_same_host));
        report_cell(&table, name_or_same(row->service, row->is_same_service));
        report_cell(&table, row->error);
    }
    report_table_write(out, &table, 0);
}
