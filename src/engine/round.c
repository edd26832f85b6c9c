/* SPDX-License-Identifier: MIT */
#include "round.h"

#include "engine_private.h"

#include <stdlib.h>

#include <sys/socket.h>

/** Which source an operation waits for. */
enum source {
    SOURCE_DNS = 0,
    SOURCE_SYSTEM,
    SOURCE_NAMEINFO,
    SOURCE_SERVICES,
};

/** One request under way. */
struct gs_operation {
    struct gs_operation *next; /* in the round's list */
    struct gs_round *round;    /* whose */
    enum gs_part part;         /* which part it belongs to */
    enum source source;        /* who answers */
    uint64_t id;               /* the source's id */
    int64_t deadline_us;       /* of a lane operation; the dns client has its own */
    void *detail;              /* handed to the handler */
    uint16_t type;             /* of SOURCE_DNS: the record type asked for */

    union {
        gs_dns_answered_fn dns;
        gs_system_answered_fn system;
        gs_nameinfo_answered_fn nameinfo;
        gs_services_answered_fn services;
    } answered; /* by source */
};

const struct gs_engine_settings *gs_round_settings(const struct gs_round *round)
{
    return &round->engine->settings;
}

void gs_round_emit(struct gs_round *round, struct gs_event event)
{
    event.round = round->id;
    gs_engine_emit(round->engine, event);
}

bool gs_round_has(const struct gs_round *round, enum gs_part part)
{
    return (round->parts & GS_PART_BIT(part)) != 0;
}

void gs_round_hold(struct gs_round *round, enum gs_part part)
{
    round->holds[part]++;
}

void gs_round_release(struct gs_round *round, enum gs_part part)
{
    if (!gs_round_has(round, part) || --round->holds[part] > 0) {
        return;
    }
    struct gs_event event = {.type = GS_EVENT_PART_DONE};
    event.of.part = part;
    gs_round_emit(round, event);
    round->parts &= ~GS_PART_BIT(part);
}

static struct gs_operation *start_operation(struct gs_round *round, enum gs_part part,
                                            enum source source, void *detail)
{
    struct gs_operation *operation = gs_mem_new(1, sizeof *operation);
    operation->round = round;
    operation->part = part;
    operation->source = source;
    operation->detail = detail;
    operation->deadline_us =
        gs_engine_now_us() + (int64_t)round->engine->settings.deadline_ms * 1000;
    operation->next = round->operations;
    round->operations = operation;
    gs_round_hold(round, part);
    return operation;
}

static void unlink_operation(struct gs_operation *operation)
{
    struct gs_operation **link = &operation->round->operations;
    while (*link != operation) {
        link = &(*link)->next;
    }
    *link = operation->next;
}

static void cancel_source(const struct gs_operation *operation)
{
    struct gs_engine *engine = operation->round->engine;
    if (operation->source == SOURCE_DNS) {
        gs_dns_client_cancel(engine->dns, operation->id);
    } else {
        gs_lanes_cancel(engine->lanes, operation->id);
    }
}

/* Hands an answer (NULL: the deadline passed) to an unlinked operation's handler, frees it. */
static void conclude(struct gs_operation *operation, void *answer)
{
    struct gs_round *round = operation->round;
    switch (operation->source) {
    case SOURCE_DNS:
        operation->answered.dns(round, operation->detail, answer);
        break;
    case SOURCE_SYSTEM:
        operation->answered.system(round, answer);
        break;
    case SOURCE_NAMEINFO:
        operation->answered.nameinfo(round, operation->detail, answer);
        break;
    case SOURCE_SERVICES:
        operation->answered.services(round, answer);
        break;
    }
    gs_round_release(round, operation->part);
    free(operation);
}

static void finish(struct gs_operation *operation, void *answer)
{
    unlink_operation(operation);
    conclude(operation, answer);
}

static void dns_done(void *context, uint64_t id, struct gs_dns_answer *answer)
{
    (void)id; /* the context is the operation */
    finish(context, answer);
}

static void dns_tried(void *context, uint64_t id, const struct gs_dns_try *failed)
{
    (void)id;
    struct gs_operation *operation = context;
    struct gs_event event = {.type = GS_EVENT_TRY};
    event.of.query.name = gs_mem_copy_text(gs_question_node(&operation->round->question));
    event.of.query.type = operation->type;
    event.of.query.try = *failed;
    gs_round_emit(operation->round, event);
}

void gs_round_ask_dns(struct gs_round *round, const struct gs_dns_want *want,
                      gs_dns_answered_fn answered, void *detail)
{
    struct gs_operation *operation =
        start_operation(round, want->part, SOURCE_DNS, detail);
    operation->answered.dns = answered;
    operation->type = want->type;
    struct gs_dns_handler handler = {
        .done = dns_done,
        .tried = want->part == GS_PART_DNS ? dns_tried : NULL,
        .context = operation,
    };
    operation->id =
        gs_dns_client_ask(round->engine->dns, want->name, want->type, &handler);
}

/* Arms the timer for the earliest lane operation. */
static void arm_deadline(struct gs_engine *engine)
{
    int64_t earliest_us = INT64_MAX;
    for (struct gs_round *round = engine->rounds; round != NULL; round = round->next) {
        for (struct gs_operation *op = round->operations; op != NULL; op = op->next) {
            if (op->source != SOURCE_DNS && op->deadline_us < earliest_us) {
                earliest_us = op->deadline_us;
            }
        }
    }
    if (earliest_us == INT64_MAX) {
        (void)uv_timer_stop(&engine->deadline);
        return;
    }
    int64_t left_us = earliest_us - gs_engine_now_us();
    uint64_t left_ms = left_us < 0 ? 0 : (uint64_t)left_us / 1000 + 1;
    uv_update_time(engine->loop);
    (void)uv_timer_start(&engine->deadline, engine->deadline.timer_cb, left_ms, 0);
}

static struct gs_operation *claim_late(const struct gs_engine *engine, int64_t now_us)
{
    for (struct gs_round *round = engine->rounds; round != NULL; round = round->next) {
        for (struct gs_operation **link = &round->operations; *link != NULL;
             link = &(*link)->next) {
            struct gs_operation *op = *link;
            if (op->source != SOURCE_DNS && op->deadline_us <= now_us) {
                *link = op->next;
                return op;
            }
        }
    }
    return NULL;
}

void gs_engine_check_deadlines(struct gs_engine *engine)
{
    int64_t now_us = gs_engine_now_us();
    struct gs_operation *late = NULL;
    while ((late = claim_late(engine, now_us)) != NULL) {
        cancel_source(late);
        conclude(late, NULL);
    }
    arm_deadline(engine);
}

static void system_done(void *context, uint64_t id, struct gs_system_answer *answer)
{
    (void)id;
    finish(context, answer);
}

void gs_round_ask_system(struct gs_round *round, gs_system_answered_fn answered)
{
    struct gs_operation *operation =
        start_operation(round, GS_PART_SYSTEM, SOURCE_SYSTEM, NULL);
    operation->answered.system = answered;
    operation->id = gs_system_start(round->engine->lanes, GS_LANE_INTERACTIVE,
                                    &round->question, system_done, operation);
    arm_deadline(round->engine);
}

static void nameinfo_done(void *context, uint64_t id, struct gs_nameinfo *answer)
{
    (void)id;
    finish(context, answer);
}

void gs_round_ask_nameinfo(struct gs_round *round, const struct gs_address *address,
                           gs_nameinfo_answered_fn answered, void *detail)
{
    struct gs_operation *operation =
        start_operation(round, GS_PART_REVERSE, SOURCE_NAMEINFO, detail);
    operation->answered.nameinfo = answered;
    operation->id = gs_nameinfo_start(round->engine->lanes, GS_LANE_BACKGROUND, address,
                                      nameinfo_done, operation);
    arm_deadline(round->engine);
}

static void services_done(void *context, uint64_t id, struct gs_services *services)
{
    (void)id;
    finish(context, services);
}

void gs_round_ask_services(struct gs_round *round, const uint16_t *ports,
                           size_t port_count, gs_services_answered_fn answered)
{
    struct gs_operation *operation =
        start_operation(round, GS_PART_SERVICES, SOURCE_SERVICES, NULL);
    operation->answered.services = answered;
    struct gs_services_request request = {gs_question_service(&round->question), ports,
                                          port_count};
    operation->id = gs_services_start(round->engine->lanes, GS_LANE_INTERACTIVE, &request,
                                      services_done, operation);
    arm_deadline(round->engine);
}

void gs_round_drop(struct gs_round *round, unsigned parts)
{
    struct gs_operation *next = NULL;
    for (struct gs_operation *op = round->operations; op != NULL; op = next) {
        next = op->next;
        if ((parts & GS_PART_BIT(op->part)) != 0) {
            cancel_source(op);
            unlink_operation(op);
            free(op);
        }
    }
    round->parts &= ~parts;
    if ((parts & GS_PART_BIT(GS_PART_SYSTEM)) != 0) {
        gs_run_system_over(round);
    }
}

void gs_round_free(struct gs_round *round)
{
    gs_run_reverse_fini(round);
    gs_mx_plan_free(round->mail);
    free(round);
}
