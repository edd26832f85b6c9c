/* SPDX-License-Identifier: MIT */
#include "round.h"

#include "engine_private.h"
#include "operation.h"

#include <stdlib.h>

enum {
    US_PER_MS = 1000,
};

const struct gs_engine_settings *gs_round_settings(const struct gs_round *round)
{
    return &round->engine->settings;
}

const struct gs_nat64 *gs_round_nat64(const struct gs_round *round)
{
    return &round->engine->nat64;
}

const struct gs_local_address_list *gs_round_interfaces(struct gs_round *round)
{
    if (!round->has_interfaces) {
        gs_interfaces_read(&round->interfaces);
        round->has_interfaces = true;
    }
    return &round->interfaces;
}

void gs_round_emit(struct gs_round *round, struct gs_event event)
{
    event.round = round->id;
    gs_outbox_add(&round->engine->outbox, event);
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

int64_t gs_round_deadline_us(const struct gs_round *round, int64_t started_us)
{
    return started_us + (int64_t)round->engine->settings.deadline_ms * US_PER_MS;
}

/* What a source finds goes on to other parts, which are not done before. */
static unsigned holds_of(enum gs_part part, enum source source, uint16_t type)
{
    unsigned holds = GS_PART_BIT(part);
    if (source == SOURCE_SYSTEM) {
        holds |= GS_PART_BIT(GS_PART_REVERSE) | GS_PART_BIT(GS_PART_SERVICES) |
                 GS_PART_BIT(GS_PART_NAMEINFO) | GS_PART_BIT(GS_PART_CONNECT);
    }
    if (part == GS_PART_DNS && (type == GS_TYPE_A || type == GS_TYPE_AAAA)) {
        holds |= GS_PART_BIT(GS_PART_REVERSE);
    }
    return holds;
}

static void hold_all(struct gs_round *round, unsigned parts)
{
    for (enum gs_part part = GS_PART_SYSTEM; part < GS_PART_COUNT; part++) {
        if ((parts & GS_PART_BIT(part)) != 0) {
            gs_round_hold(round, part);
        }
    }
}

static void release_all(struct gs_round *round, unsigned parts)
{
    for (enum gs_part part = GS_PART_SYSTEM; part < GS_PART_COUNT; part++) {
        if ((parts & GS_PART_BIT(part)) != 0) {
            gs_round_release(round, part);
        }
    }
}

static void operation_free(struct gs_operation *operation)
{
    free(operation->name);
    free(operation);
}

struct gs_operation *gs_operation_start(struct gs_round *round,
                                        const struct gs_operation *wanted,
                                        int64_t started_us)
{
    struct gs_operation *operation = gs_mem_new(1, sizeof *operation);
    *operation = *wanted;
    operation->round = round;
    operation->holds =
        wanted->holds | holds_of(wanted->part, wanted->source, wanted->type);
    operation->started_us = gs_engine_now_us();
    operation->deadline_us = gs_round_deadline_us(round, started_us);
    operation->next = round->operations;
    round->operations = operation;
    hold_all(round, operation->holds);
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

static void cancel_source(struct gs_operation *operation)
{
    struct gs_engine *engine = operation->round->engine;
    if (operation->source == SOURCE_DNS) {
        gs_dns_client_cancel(engine->dns, operation->id);
    } else if (operation->source == SOURCE_WHOIS) {
        gs_whois_client_cancel(operation->client);
    } else if (operation->source == SOURCE_SMTP) {
        gs_smtp_client_cancel(operation->smtp);
    } else if (operation->source == SOURCE_CONNECT) {
        gs_operation_connect_cancel(operation);
    } else {
        gs_lanes_cancel(engine->lanes, operation->id);
    }
}

/* The answer to a question that never had its turn, or was a late step of a long way. */
static struct gs_dns_answer *no_answer(const struct gs_operation *operation)
{
    struct gs_dns_answer *answer = gs_dns_answer_new(operation->name, operation->type);
    answer->outcome = GS_OUTCOME_TIMED_OUT;
    return answer;
}

/* Hands an answer (NULL: the deadline passed) to an unlinked operation's handler, frees it. */
static void conclude(struct gs_operation *operation, void *answer)
{
    struct gs_round *round = operation->round;
    if (operation->source == SOURCE_DNS && answer == NULL) {
        answer = no_answer(operation);
    }
    gs_operation_log_end(operation, answer);
    switch (operation->source) {
    case SOURCE_DNS:
        operation->answered.dns(round, operation->detail, answer);
        break;
    case SOURCE_SYSTEM:
        operation->answered.system(round, answer);
        break;
    case SOURCE_VARIANT:
        operation->answered.variant(round, operation->detail, answer);
        break;
    case SOURCE_NAMEINFO:
        operation->answered.nameinfo(round, operation->detail, answer);
        break;
    case SOURCE_SERVICES:
        operation->answered.services(round, answer);
        break;
    case SOURCE_RUNG:
        operation->answered.rung(round, operation->detail, answer);
        break;
    case SOURCE_HOSTS:
        operation->answered.hosts(round, answer);
        break;
    case SOURCE_CALL:
        operation->answered.call(round, operation->detail, answer);
        break;
    case SOURCE_FLAG:
        operation->answered.flag(round, operation->detail, answer);
        break;
    case SOURCE_WHOIS:
        operation->answered.whois(round, operation->detail, answer);
        break;
    case SOURCE_SMTP:
        operation->answered.smtp(round, operation->detail, answer);
        break;
    case SOURCE_CONNECT:
        gs_operation_connect_answered(operation, answer);
        break;
    }
    release_all(round, operation->holds);
    operation_free(operation);
}

void gs_operation_finish(struct gs_operation *operation, void *answer)
{
    unlink_operation(operation);
    conclude(operation, answer);
}

static void check_deadlines(uv_timer_t *timer);

void gs_engine_arm_deadline(struct gs_engine *engine)
{
    int64_t earliest_us = INT64_MAX;
    for (struct gs_round *round = engine->rounds; round != NULL; round = round->next) {
        for (struct gs_operation *op = round->operations; op != NULL; op = op->next) {
            if (op->deadline_us < earliest_us) {
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
    (void)uv_timer_start(&engine->deadline, check_deadlines, left_ms, 0);
}

static struct gs_operation *claim_late(const struct gs_engine *engine, int64_t now_us)
{
    for (struct gs_round *round = engine->rounds; round != NULL; round = round->next) {
        for (struct gs_operation **link = &round->operations; *link != NULL;
             link = &(*link)->next) {
            struct gs_operation *op = *link;
            if (op->deadline_us <= now_us) {
                *link = op->next;
                return op;
            }
        }
    }
    return NULL;
}

/* Ends the operations whose deadline has passed. */
static void check_deadlines(uv_timer_t *timer)
{
    struct gs_engine *engine = timer->data;
    int64_t now_us = gs_engine_now_us();
    struct gs_operation *late = NULL;
    while ((late = claim_late(engine, now_us)) != NULL) {
        cancel_source(late);
        conclude(late, NULL);
    }
    gs_engine_connect_next(engine);
    gs_engine_arm_deadline(engine);
}

void gs_round_drop(struct gs_round *round, unsigned parts)
{
    round->parts &= ~parts;
    struct gs_operation *next = NULL;
    for (struct gs_operation *op = round->operations; op != NULL; op = next) {
        next = op->next;
        if ((parts & GS_PART_BIT(op->part)) != 0) {
            gs_operation_log_stopped(op);
            cancel_source(op);
            unlink_operation(op);
            release_all(round, op->holds); /* other parts may have waited for it */
            operation_free(op);
        }
    }
}
