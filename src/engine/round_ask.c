/* SPDX-License-Identifier: MIT */
/*
 * Requests to DNS and to libc as operations of a round:
 *
 *     want -> operation -> source asked -> its callback -> gs_operation_finish()
 */
#include "engine_private.h"
#include "operation.h"

#include "gaiscope/base/buf.h"
#include "gaiscope/rules/call_reading.h"
#include "gaiscope/rules/log_words.h"

enum {
    GRACE_US = 50 * 1000, /* the dns client ends questions itself, with all tries */
};

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

void gs_round_ask_variant(struct gs_round *round, const struct gs_variant_want *want,
                          gs_variant_answered_fn answered, void *detail)
{
    struct gs_buf about = {0};
    gs_log_words_variant(&about, want->question);
    const struct gs_operation wanted = {
        .part = want->part,
        .source = SOURCE_VARIANT,
        .name = gs_buf_claim(&about),
        .detail = detail,
        .answered.variant = answered,
    };
    struct gs_operation *operation = gs_operation_start(round, &wanted, want->started_us);
    operation->id = gs_system_start(round->engine->lanes, GS_LANE_BACKGROUND,
                                    want->question, system_done, operation);
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

bool gs_round_port(const struct gs_round *round, uint16_t usual, uint16_t *out)
{
    struct gs_call_reading call = gs_call_read(&round->question);
    bool has_service = gs_call_has_service(&call);
    *out = usual;
    if (has_service && call.is_number) {
        (void)gs_call_port(&round->question, out); /* 0 where it is too large */
    }
    return !has_service || call.is_number;
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
