/* SPDX-License-Identifier: MIT */
/*
 * The nameinfo part: getnameinfo with each of its flags on one address and port, side by side
 * on the background lane. Every answer gives the table so far; what is the same as without
 * flags is known once that row is there.
 */
#include "engine_private.h"
#include "operation.h"

#include "gaiscope/base/buf.h"
#include "gaiscope/rules/call_reading.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    FLAGS_MAX = 16,
};

/** The flags of a round. */
struct gs_flags_run {
    struct gs_nameinfo_table *table; /* so far */
    size_t waiting;                  /* calls under way */
    size_t places[FLAGS_MAX];        /* handed to the handlers: index into the rows */
};

static bool is_same(const char *a, const char *b)
{
    return a != NULL && b != NULL && strcmp(a, b) == 0;
}

static void compare_rows(struct gs_nameinfo_rows *rows)
{
    for (size_t i = 1; i < rows->count; i++) {
        struct gs_nameinfo_row *row = &rows->items[i];
        row->is_same_host = is_same(row->host, rows->items[0].host);
        row->is_same_service = is_same(row->service, rows->items[0].service);
    }
}

static void emit(struct gs_round *round)
{
    struct gs_flags_run *run = round->flags;
    compare_rows(&run->table->rows);
    run->table->is_complete = run->waiting == 0;
    struct gs_event event = {.type = GS_EVENT_NAMEINFO};
    event.of.nameinfo = gs_nameinfo_table_copy(run->table);
    gs_round_emit(round, event);
}

static void answered(struct gs_round *round, void *detail, struct gs_nameinfo_row *answer)
{
    struct gs_flags_run *run = round->flags;
    struct gs_nameinfo_row *row = &run->table->rows.items[*(const size_t *)detail];
    run->waiting--;
    if (answer != NULL) {
        *row = *answer;
    } else {
        row->outcome = GS_OUTCOME_TIMED_OUT;
    }
    emit(round);
}

static void row_done(void *context, uint64_t id, struct gs_nameinfo_row *row)
{
    (void)id; /* the context is the operation */
    gs_operation_finish(context, row);
}

static char *about_of(const struct gs_endpoint *endpoint,
                      const struct gs_nameinfo_row *row)
{
    char text[GS_ENDPOINT_TEXT_MAX];
    struct gs_buf out = {0};
    gs_endpoint_format(endpoint, 0, text);
    gs_buf_addf(&out, "%s %s", text, row->flag);
    return gs_buf_claim(&out);
}

static void ask(struct gs_round *round, size_t at)
{
    struct gs_flags_run *run = round->flags;
    const struct gs_endpoint *endpoint = &run->table->endpoint;
    const struct gs_nameinfo_row *row = &run->table->rows.items[at];
    run->places[at] = at;
    const struct gs_operation wanted = {
        .part = GS_PART_NAMEINFO,
        .source = SOURCE_FLAG,
        .name = about_of(endpoint, row),
        .detail = &run->places[at],
        .answered.flag = answered,
    };
    run->waiting++;
    struct gs_operation *operation =
        gs_operation_start(round, &wanted, gs_engine_now_us());
    operation->id =
        gs_nameinfo_row_start(round->engine->lanes, endpoint, row, row_done, operation);
    gs_engine_arm_deadline(round->engine);
}

void gs_run_nameinfo_of(struct gs_round *round, const struct gs_endpoint *endpoint)
{
    if (!gs_round_has(round, GS_PART_NAMEINFO) || round->flags != NULL) {
        return;
    }
    struct gs_flags_run *run = round->flags = gs_mem_new(1, sizeof *run);
    run->table = gs_nameinfo_table_new(endpoint);
    gs_nameinfo_flags(&run->table->rows);
    for (size_t i = 0; i < run->table->rows.count && i < FLAGS_MAX; i++) {
        ask(round, i);
    }
    emit(round);
}

void gs_run_nameinfo_found(struct gs_round *round, const struct gs_system_answer *answer)
{
    if (answer->rows.count > 0) {
        const struct gs_addrinfo *row = &answer->rows.items[0];
        gs_run_nameinfo_of(round, &(struct gs_endpoint){row->address, row->port});
    }
}

void gs_run_nameinfo(struct gs_round *round, const struct gs_address_list *known)
{
    struct gs_endpoint endpoint = {0};
    if (gs_round_has(round, GS_PART_SYSTEM)) {
        return; /* its answer says of whom */
    }
    if (known != NULL && known->count > 0) {
        endpoint.address = known->items[0];
    } else if (!gs_question_is_literal(&round->question, &endpoint.address)) {
        return;
    }
    (void)gs_call_port(&round->question, &endpoint.port); /* 0 where it is no number */
    gs_run_nameinfo_of(round, &endpoint);
}

void gs_run_nameinfo_fini(struct gs_round *round)
{
    if (round->flags != NULL) {
        gs_nameinfo_table_free(round->flags->table);
        free(round->flags);
    }
}
