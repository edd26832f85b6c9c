/* SPDX-License-Identifier: MIT */
#include "round.h"

#include "engine_private.h"
#include "operation.h"

#include "gaiscope/base/buf.h"
#include "gaiscope/rules/log_words.h"

#include <stdlib.h>

#include <sys/socket.h>

enum {
    US_PER_MS = 1000,
    GRACE_US = 50 * US_PER_MS, /* the dns client ends questions itself, with all tries */
};

const struct gs_engine_settings *gs_round_settings(const struct gs_round *round)
{
    return &round->engine->settings;
}

const struct gs_nat64 *gs_round_nat64(const struct gs_round *round)
{
    return &round->engine->nat64;
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

static void dns_done(void *context, uint64_t id, struct gs_dns_answer *answer)
{
    (void)id; /* the context is the operation */
    gs_operation_finish(context, answer);
}

static void dns_tried(void *context, uint64_t id, const struct gs_dns_try *failed)
{
    (void)id;
    struct gs_operation *operation = context;
    gs_operation_log_try(operation, failed);
    if (operation->part != GS_PART_DNS && operation->part != GS_PART_RECORDS) {
        return;
    }
    struct gs_event event = {
        .type = operation->part == GS_PART_DNS ? GS_EVENT_TRY : GS_EVENT_RECORD_TRY};
    event.of.query.name = gs_mem_copy_text(operation->name);
    event.of.query.type = operation->type;
    event.of.query.try = *failed;
    gs_round_emit(operation->round, event);
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

void gs_round_ask_dns(struct gs_round *round, const struct gs_dns_want *want,
                      gs_dns_answered_fn answered, void *detail)
{
    const struct gs_operation wanted = {
        .part = want->part,
        .source = SOURCE_DNS,
        .holds = want->waiting,
        .name = gs_mem_copy_text(want->name),
        .type = want->type,
        .detail = detail,
        .answered.dns = answered,
    };
    struct gs_operation *operation = gs_operation_start(round, &wanted, want->started_us);
    struct gs_dns_handler handler = {
        .done = dns_done, .tried = dns_tried, .context = operation};
    operation->deadline_us += GRACE_US;
    const struct gs_dns_ask ask = {want->name, want->type, want->server, want->asking};
    operation->id = gs_dns_client_ask(round->engine->dns, &ask, &handler);
    gs_engine_arm_deadline(round->engine);
}

static void system_done(void *context, uint64_t id, struct gs_system_answer *answer)
{
    (void)id;
    gs_operation_finish(context, answer);
}

void gs_round_ask_system(struct gs_round *round, gs_system_answered_fn answered)
{
    const struct gs_operation wanted = {
        .part = GS_PART_SYSTEM, .source = SOURCE_SYSTEM, .answered.system = answered};
    struct gs_operation *operation =
        gs_operation_start(round, &wanted, round->started_us);
    operation->id = gs_system_start(round->engine->lanes, GS_LANE_INTERACTIVE,
                                    &round->question, system_done, operation);
    gs_engine_arm_deadline(round->engine);
}

void gs_round_ask_variant(struct gs_round *round, enum gs_part part,
                          const struct gs_question *question,
                          gs_variant_answered_fn answered, void *detail)
{
    gs_round_ask_variant_from(round, part, question, round->started_us, answered, detail);
}

void gs_round_ask_variant_from(struct gs_round *round, enum gs_part part,
                               const struct gs_question *question, int64_t started_us,
                               gs_variant_answered_fn answered, void *detail)
{
    struct gs_buf about = {0};
    gs_log_words_variant(&about, question);
    const struct gs_operation wanted = {
        .part = part,
        .source = SOURCE_VARIANT,
        .name = gs_buf_claim(&about),
        .detail = detail,
        .answered.variant = answered,
    };
    struct gs_operation *operation = gs_operation_start(round, &wanted, started_us);
    operation->id = gs_system_start(round->engine->lanes, GS_LANE_BACKGROUND, question,
                                    system_done, operation);
    gs_engine_arm_deadline(round->engine);
}

static void nameinfo_done(void *context, uint64_t id, struct gs_nameinfo *answer)
{
    (void)id;
    gs_operation_finish(context, answer);
}

void gs_round_ask_nameinfo(struct gs_round *round, const struct gs_reverse *reverse,
                           gs_nameinfo_answered_fn answered, void *detail)
{
    char address[GS_ADDRESS_TEXT_MAX];
    gs_address_format(&reverse->address, address);
    const struct gs_operation wanted = {
        .part = GS_PART_REVERSE,
        .source = SOURCE_NAMEINFO,
        .name = gs_mem_copy_text(address),
        .detail = detail,
        .answered.nameinfo = answered,
    };
    struct gs_operation *operation =
        gs_operation_start(round, &wanted, reverse->started_us);
    operation->id = gs_nameinfo_start(round->engine->lanes, GS_LANE_BACKGROUND,
                                      &reverse->address, nameinfo_done, operation);
    gs_engine_arm_deadline(round->engine);
}

static void services_done(void *context, uint64_t id, struct gs_services *services)
{
    (void)id;
    gs_operation_finish(context, services);
}

/* "http port 80 port 443": what is looked up in the table. */
static char *services_asked(const struct gs_round *round, const uint16_t *ports,
                            size_t port_count)
{
    struct gs_buf text = {0};
    gs_buf_add_text(&text, round->question.service);
    for (size_t i = 0; i < port_count; i++) {
        gs_buf_addf(&text, "%sport %u", text.len > 0 ? " " : "", ports[i]);
    }
    return gs_buf_claim(&text);
}

void gs_round_ask_services(struct gs_round *round, enum gs_part part,
                           const uint16_t *ports, size_t port_count,
                           gs_services_answered_fn answered)
{
    const struct gs_operation wanted = {
        .part = part,
        .source = SOURCE_SERVICES,
        .name = services_asked(round, ports, port_count),
        .answered.services = answered,
    };
    struct gs_operation *operation =
        gs_operation_start(round, &wanted, gs_engine_now_us());
    struct gs_services_request request = {gs_question_service(&round->question), ports,
                                          port_count};
    operation->id = gs_services_start(round->engine->lanes, GS_LANE_INTERACTIVE, &request,
                                      services_done, operation);
    gs_engine_arm_deadline(round->engine);
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
