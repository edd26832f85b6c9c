/* SPDX-License-Identifier: MIT */
/*
 * The records part: each type of the list asked on its own (RFC 8482: never ANY), as an absolute
 * name, in the way that the person chose; rules/record_plan says under which name. What depends
 * on the asked service follows once the services table has said its name and port. Names that
 * must not leave this machine are answered "not asked".
 */
#include "round.h"

#include "gaiscope/rules/record_plan.h"

static void emit_answer(struct gs_round *round, struct gs_dns_answer *answer)
{
    struct gs_event event = {.type = GS_EVENT_RECORD};
    event.of.dns = answer;
    gs_round_emit(round, event);
}

static void answered(struct gs_round *round, void *detail, struct gs_dns_answer *answer)
{
    (void)detail; /* the answer says its type */
    emit_answer(round, answer);
}

static void ask(struct gs_round *round, const char *name, uint16_t type)
{
    struct gs_event event = {.type = GS_EVENT_RECORD_QUERY};
    event.of.query.name = gs_mem_copy_text(name);
    event.of.query.type = type;
    gs_round_emit(round, event);
    if (!gs_name_is_for_dns(name)) {
        emit_answer(round, gs_dns_answer_new(name, type));
        return;
    }
    struct gs_dns_want want = {.part = GS_PART_RECORDS,
                               .name = name,
                               .type = type,
                               .started_us = round->started_us,
                               .asking = &gs_round_settings(round)->records.asking};
    gs_round_ask_dns(round, &want, answered, NULL);
}

/* Asks the types that need the services table, or those that do not. Returns: whether there
 * are others. */
static bool ask_those(struct gs_round *round, bool need_service,
                      const struct gs_services *services)
{
    const struct gs_record_choice *choice = &gs_round_settings(round)->records;
    bool has_others = false;
    for (size_t i = 0; i < choice->type_count; i++) {
        char name[GS_ASKED_NAME_MAX];
        uint16_t type = choice->types[i];
        if (gs_record_plan_needs_service(&round->question, type) != need_service) {
            has_others = true;
            continue;
        }
        gs_record_plan_name(&round->question, type, services, name);
        ask(round, name, type);
    }
    return has_others;
}

static void service_known(struct gs_round *round, struct gs_services *services)
{
    (void)ask_those(round, true, services);
    gs_services_free(services);
}

void gs_run_records(struct gs_round *round)
{
    if (gs_record_plan_has_name(&round->question) &&
        !gs_question_is_refused(&round->question) && ask_those(round, false, NULL)) {
        gs_round_ask_services(round, GS_PART_RECORDS, NULL, 0, service_known);
    }
}
