/* SPDX-License-Identifier: MIT */
/*
 * Connections as operations. One that has no turn yet is an operation without a connector and
 * without a deadline; whoever ends gives the turn to the one that waits longest.
 *
 *     asked --turn free--> connector --> [open] --> over: its turn goes to the next
 *       `---- waits -----> ^
 */
#include "engine_private.h"
#include "operation.h"

#include "gaiscope/net/connector.h"

enum {
    US_PER_MS = 1000,
    GRACE_US = 500 * US_PER_MS, /* the connector ends by itself */
};

/* A race is measured: its lanes have turns of their own. */
static size_t *turns_of(const struct gs_operation *operation)
{
    return &operation->round->engine->connecting[operation->part == GS_PART_RACE];
}

static void changed(void *context, const struct gs_connection *connection, bool is_over)
{
    struct gs_operation *operation = context;
    struct gs_round *round = operation->round;
    if (!is_over) {
        operation->answered.connect(round, operation->detail, connection, false);
        return;
    }
    struct gs_engine *engine = round->engine;
    struct gs_connection last = *connection; /* lent to the handler */
    --*turns_of(operation);
    operation->connector = NULL;
    gs_operation_finish(operation, &last);
    gs_engine_connect_next(engine);
}

static void begin(struct gs_operation *operation)
{
    const struct gs_connect_want *want = &operation->connect;
    struct gs_engine *engine = operation->round->engine;
    const struct gs_local_address_list *known = gs_round_interfaces(operation->round);
    int64_t banner_ms = want->reads_banner ? GS_BANNER_WAIT_MS : 0;
    const struct gs_connect_wish wish = {.endpoint = want->endpoint,
                                         .deadline_ms = want->deadline_ms,
                                         .reads_banner = want->reads_banner,
                                         .detours = engine->settings.detours,
                                         .known = known};
    ++*turns_of(operation);
    operation->started_us = gs_engine_now_us();
    operation->deadline_us =
        operation->started_us + (want->deadline_ms + banner_ms) * US_PER_MS + GRACE_US;
    operation->connector = gs_connector_start(engine->loop, &wish, changed, operation);
    gs_engine_arm_deadline(engine);
}

/* The one that waits longest and has a free turn; NULL: none. */
static struct gs_operation *next_waiting(const struct gs_engine *engine)
{
    struct gs_operation *next = NULL;
    for (struct gs_round *round = engine->rounds; round != NULL; round = round->next) {
        for (struct gs_operation *op = round->operations; op != NULL; op = op->next) {
            bool waits = op->source == SOURCE_CONNECT && op->connector == NULL;
            if (waits && *turns_of(op) < GS_CONNECTS_AT_ONCE &&
                (next == NULL || op->id < next->id)) {
                next = op;
            }
        }
    }
    return next;
}

bool gs_round_connect(struct gs_round *round, const struct gs_connect_want *want,
                      gs_connect_answered_fn answered, void *detail)
{
    char endpoint[GS_ENDPOINT_TEXT_MAX];
    gs_endpoint_format(&want->endpoint, 0, endpoint);
    const struct gs_operation wanted = {
        .part = want->part,
        .source = SOURCE_CONNECT,
        .name = gs_mem_copy_text(endpoint),
        .id = round->engine->next_connect++,
        .connect = *want,
        .detail = detail,
        .answered.connect = answered,
    };
    struct gs_operation *operation =
        gs_operation_start(round, &wanted, gs_engine_now_us());
    uint32_t longest_ms = gs_round_settings(round)->deadline_ms;
    operation->deadline_us = INT64_MAX;
    if (want->deadline_ms > longest_ms) {
        operation->connect.deadline_ms = longest_ms;
    }
    if (next_waiting(round->engine) != operation) {
        return false; /* no turn is free, or somebody has waited longer for it */
    }
    begin(operation);
    return true;
}

void gs_operation_connect_cancel(struct gs_operation *operation)
{
    if (operation->connector != NULL) {
        gs_connector_cancel(operation->connector);
        operation->connector = NULL;
        --*turns_of(operation);
    }
}

void gs_operation_connect_answered(struct gs_operation *operation,
                                   const struct gs_connection *connection)
{
    struct gs_connection late = {
        .endpoint = operation->connect.endpoint,
        .status = GS_CONNECT_SILENT,
        .elapsed_us = gs_engine_now_us() - operation->started_us,
    };
    operation->answered.connect(operation->round, operation->detail,
                                connection != NULL ? connection : &late, true);
}

void gs_engine_connect_next(struct gs_engine *engine)
{
    struct gs_operation *next = NULL;
    while ((next = next_waiting(engine)) != NULL) {
        struct gs_connection begun = {.endpoint = next->connect.endpoint,
                                      .status = GS_CONNECT_WAITING};
        begin(next);
        next->answered.connect(next->round, next->detail, &begun, false);
    }
}
