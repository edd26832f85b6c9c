/* SPDX-License-Identifier: MIT */
/*
 * A part of the lookup and what moves it:
 *
 *     IDLE ---- STARTED ----> WAITING ---- PART_DONE ----> DONE
 *                              |   ^                        |
 *     STOPPED <-- CANCELLED ---+   +-------- STARTED -------+
 *
 * STARTED moves the answers of the round before to `last`; CANCELLED moves them back, and the
 * part is DONE, with is_restored. An event counts only while its round is the part's present
 * one.
 */
#include "gaiscope/model/session.h"

#include <sys/socket.h>

static void apply_machine(struct gs_session *session, const struct gs_event *event)
{
    session->machine = *event->of.machine;
    session->has_machine = true;
}

/* Makes room for new answers of one part; old ones stay to compare with. */
static void start_part(struct gs_lookup *lookup, enum gs_part part,
                       const struct gs_event *event)
{
    struct gs_part_state *state = &lookup->parts[part];
    if (state->progress == GS_PROGRESS_DONE || gs_facts_has_answer(&lookup->now, part)) {
        gs_facts_move(&lookup->last, &lookup->now, part);
        lookup->last_parts[part] = *state;
    }
    gs_facts_clear(&lookup->now, part);
    if (part == GS_PART_MATRIX) {
        lookup->now.matrix = gs_variants_matrix(event->of.started.question);
    } else if (part == GS_PART_BESIDE) {
        lookup->now.beside = gs_variants_beside(event->of.started.question);
    }
    *state = (struct gs_part_state){
        .round = event->round,
        .progress = GS_PROGRESS_WAITING,
        .started_us = event->at_us,
        .started_wall_s = event->of.started.wall_s,
        .hints = event->of.started.question->hints,
    };
}

/* What was asked on demand with other arguments says nothing about these. */
static void forget_on_demand(struct gs_lookup *lookup, unsigned asked)
{
    unsigned stale =
        GS_PARTS_ALL & ~GS_PARTS_DEFAULT & ~asked & ~GS_PART_BIT(GS_PART_BIND);
    for (int part = 0; part < GS_PART_COUNT; part++) {
        if ((stale & GS_PART_BIT(part)) != 0) {
            gs_facts_clear(&lookup->now, (enum gs_part)part);
            gs_facts_clear(&lookup->last, (enum gs_part)part);
            lookup->parts[part] = lookup->last_parts[part] = (struct gs_part_state){0};
        }
    }
}

static void apply_started(struct gs_session *session, const struct gs_event *event)
{
    struct gs_lookup *lookup = &session->lookup;
    const struct gs_question *question = event->of.started.question;
    unsigned parts = event->of.started.parts;
    bool is_same =
        session->has_lookup && gs_question_is_same_name(&lookup->question, question);
    if (!is_same) {
        gs_lookup_fini(lookup);
    }
    lookup->question = *question;
    lookup->asked_us = event->at_us;
    lookup->asked_wall_s = event->of.started.wall_s;
    lookup->is_cancelled = false;
    session->has_lookup = true;
    if ((parts & GS_PART_BIT(GS_PART_SYSTEM)) != 0) {
        forget_on_demand(lookup, parts);
    }
    for (int part = 0; part < GS_PART_COUNT; part++) {
        if ((parts & GS_PART_BIT(part)) != 0) {
            start_part(lookup, (enum gs_part)part, event);
        }
    }
    if (!is_same || (parts & GS_PART_BIT(GS_PART_SYSTEM)) != 0) {
        (void)gs_history_add(&session->history, question->host, question->service,
                             event->of.started.wall_s);
    }
}

static void apply_system(struct gs_session *session, struct gs_event *event)
{
    const struct gs_system_answer *answer = event->of.system;
    const struct gs_question *question = &session->lookup.question;
    struct gs_history_entry *entry =
        gs_history_find(&session->history, question->host, question->service);
    if (entry != NULL) {
        entry->outcome = answer->outcome;
        entry->v4_count = (uint32_t)gs_system_answer_count(answer, AF_INET);
        entry->v6_count = (uint32_t)gs_system_answer_count(answer, AF_INET6);
    }
    gs_facts_clear(&session->lookup.now, GS_PART_SYSTEM);
    session->lookup.now.system = event->of.system;
    event->of.system = NULL;
}

static struct gs_dns_query *find_query(struct gs_facts *facts, const char *name,
                                       uint16_t type)
{
    const struct gs_dns_query *query = gs_facts_find_query(facts, name, type);
    return query == NULL ? NULL : &facts->dns.items[query - facts->dns.items];
}

/* NULL when the round has as many questions as are kept. */
static struct gs_dns_query *add_query(struct gs_facts *facts, const char *name,
                                      uint16_t type, int64_t started_us)
{
    struct gs_dns_query query = {.type = type, .started_us = started_us};
    if (facts->dns.count >= GS_QUERIES_MAX) {
        return NULL;
    }
    query.name = gs_mem_copy_text(name);
    gs_vec_push(&facts->dns, query);
    return &facts->dns.items[facts->dns.count - 1];
}

static bool apply_query(struct gs_facts *now, const struct gs_event *event)
{
    const char *name = event->of.query.name;
    uint16_t type = event->of.query.type;
    return find_query(now, name, type) == NULL &&
           add_query(now, name, type, event->at_us) != NULL;
}

static bool apply_try(struct gs_facts *now, const struct gs_event *event)
{
    struct gs_dns_query *query =
        find_query(now, event->of.query.name, event->of.query.type);
    if (query == NULL || query->answer != NULL || query->tries.count >= GS_TRIES_MAX) {
        return false;
    }
    gs_vec_push(&query->tries, event->of.query.try);
    return true;
}

static bool apply_dns(struct gs_facts *now, struct gs_event *event)
{
    struct gs_dns_answer *answer = event->of.dns;
    struct gs_dns_query *query = find_query(now, answer->name, answer->type);
    if (query == NULL) {
        query =
            add_query(now, answer->name, answer->type, event->at_us - answer->elapsed_us);
    }
    if (query == NULL) {
        return false;
    }
    gs_vec_fini(&query->tries); /* the answer tells of every try */
    gs_dns_answer_free(query->answer);
    query->answer = answer;
    event->of.dns = NULL;
    return true;
}

static bool apply_reverse(struct gs_facts *now, struct gs_event *event)
{
    struct gs_reverse *reverse = event->of.reverse;
    for (size_t i = 0; i < now->reverse.count; i++) {
        if (gs_address_is_equal(&now->reverse.items[i]->address, &reverse->address)) {
            gs_reverse_free(now->reverse.items[i]);
            now->reverse.items[i] = reverse;
            event->of.reverse = NULL;
            return true;
        }
    }
    if (now->reverse.count >= GS_REVERSES_MAX) {
        return false;
    }
    gs_vec_push(&now->reverse, reverse);
    event->of.reverse = NULL;
    return true;
}

static void apply_services(struct gs_facts *now, struct gs_event *event)
{
    gs_facts_clear(now, GS_PART_SERVICES);
    now->services = event->of.services;
    event->of.services = NULL;
}

static void apply_mail(struct gs_facts *now, struct gs_event *event)
{
    gs_facts_clear(now, GS_PART_MAIL);
    now->mail = event->of.mail;
    event->of.mail = NULL;
}

static void apply_sources(struct gs_facts *now, struct gs_event *event)
{
    gs_facts_clear(now, GS_PART_SOURCES);
    now->sources = event->of.sources;
    event->of.sources = NULL;
}

static bool apply_variant(struct gs_facts *now, struct gs_event *event)
{
    struct gs_variant_list *list =
        event->of.variant.part == GS_PART_MATRIX ? &now->matrix : &now->beside;
    if (event->of.variant.number >= list->count) {
        return false;
    }
    struct gs_variant *variant = &list->items[event->of.variant.number];
    gs_system_answer_free(variant->answer);
    variant->answer = event->of.variant.answer;
    event->of.variant.answer = NULL;
    return true;
}

static void apply_calls(struct gs_facts *now, struct gs_event *event)
{
    gs_facts_clear(now, GS_PART_CALLS);
    now->calls = event->of.calls;
    event->of.calls = (struct gs_call_list){0};
}

static void apply_nameinfo(struct gs_facts *now, struct gs_event *event)
{
    gs_facts_clear(now, GS_PART_NAMEINFO);
    now->nameinfo = event->of.nameinfo;
    event->of.nameinfo = NULL;
}

static void apply_bind(struct gs_facts *now, struct gs_event *event)
{
    gs_facts_clear(now, GS_PART_BIND);
    now->bind = event->of.bind;
    event->of.bind = NULL;
}

static void apply_tables(struct gs_session *session, struct gs_event *event)
{
    gs_tables_free(session->tables);
    session->tables = event->of.tables;
    session->tables_read++;
    event->of.tables = NULL;
}

static void apply_service(struct gs_session *session, struct gs_event *event)
{
    gs_service_check_free(session->service);
    session->service = event->of.service;
    event->of.service = NULL;
}

static void apply_log(struct gs_session *session, struct gs_event *event)
{
    gs_log_add(&session->log, event->of.log);
    event->of.log = NULL;
}

static void apply_part_done(struct gs_part_state *state, const struct gs_event *event)
{
    state->progress = GS_PROGRESS_DONE;
    state->finished_us = event->at_us;
}

/* Back to the answers of the round before and to the arguments they were asked with. */
static void restore_part(struct gs_lookup *lookup, enum gs_part part)
{
    struct gs_part_state *state = &lookup->parts[part];
    gs_facts_move(&lookup->now, &lookup->last, part);
    *state = lookup->last_parts[part];
    state->is_restored = true;
    lookup->last_parts[part] = (struct gs_part_state){0};
    if (part == GS_PART_SYSTEM) {
        lookup->question.hints = state->hints;
    }
}

static void stop_part(struct gs_lookup *lookup, enum gs_part part, int64_t at_us)
{
    struct gs_part_state *state = &lookup->parts[part];
    if (gs_facts_is_whole(&lookup->now, part)) {
        state->progress = GS_PROGRESS_DONE;
        state->finished_us = at_us;
    } else if (lookup->last_parts[part].progress == GS_PROGRESS_DONE ||
               gs_facts_has_answer(&lookup->last, part)) {
        restore_part(lookup, part);
    } else {
        gs_facts_stop(&lookup->now, part, at_us);
        state->progress = GS_PROGRESS_STOPPED;
        state->finished_us = at_us;
    }
    state->round = 0; /* a late event finds nothing */
}

static bool apply_cancelled(struct gs_lookup *lookup, const struct gs_event *event)
{
    bool has_stopped = false;
    for (int part = 0; part < GS_PART_COUNT && event->round != 0; part++) {
        if (lookup->parts[part].round == event->round &&
            lookup->parts[part].progress == GS_PROGRESS_WAITING) {
            stop_part(lookup, (enum gs_part)part, event->at_us);
            has_stopped = true;
        }
    }
    if (has_stopped) {
        lookup->is_cancelled = true;
        lookup->stopped_us = event->at_us;
    }
    return has_stopped;
}

/* The part an answer belongs to; GS_PART_COUNT: none. */
static enum gs_part part_of(const struct gs_event *event)
{
    switch (event->type) {
    case GS_EVENT_SYSTEM:
        return GS_PART_SYSTEM;
    case GS_EVENT_QUERY:
    case GS_EVENT_TRY:
    case GS_EVENT_DNS:
        return GS_PART_DNS;
    case GS_EVENT_REVERSE:
        return GS_PART_REVERSE;
    case GS_EVENT_SERVICES:
        return GS_PART_SERVICES;
    case GS_EVENT_MAIL:
        return GS_PART_MAIL;
    case GS_EVENT_SOURCES:
        return GS_PART_SOURCES;
    case GS_EVENT_VARIANT:
        return event->of.variant.part;
    case GS_EVENT_CALLS:
        return GS_PART_CALLS;
    case GS_EVENT_NAMEINFO:
        return GS_PART_NAMEINFO;
    case GS_EVENT_BIND:
        return GS_PART_BIND;
    case GS_EVENT_PART_DONE:
        return event->of.part;
    case GS_EVENT_TABLES:
    case GS_EVENT_SERVICE:
    case GS_EVENT_LOG:
    case GS_EVENT_MACHINE:
    case GS_EVENT_STARTED:
    case GS_EVENT_CANCELLED:
        break;
    }
    return (enum gs_part)GS_PART_COUNT;
}

/* Whether the part still waits for, or holds answers of, the event's round. */
static bool is_of_present_round(const struct gs_lookup *lookup,
                                const struct gs_event *event)
{
    unsigned part = (unsigned)part_of(event);
    return event->round != 0 && part < GS_PART_COUNT &&
           lookup->parts[part].round == event->round;
}

/* Applies an answer of the present round; false: nothing changed. */
static bool apply_answer(struct gs_session *session, struct gs_event *event)
{
    struct gs_facts *now = &session->lookup.now;
    switch (event->type) {
    case GS_EVENT_SYSTEM:
        apply_system(session, event);
        return true;
    case GS_EVENT_QUERY:
        return apply_query(now, event);
    case GS_EVENT_TRY:
        return apply_try(now, event);
    case GS_EVENT_DNS:
        return apply_dns(now, event);
    case GS_EVENT_REVERSE:
        return apply_reverse(now, event);
    case GS_EVENT_SERVICES:
        apply_services(now, event);
        return true;
    case GS_EVENT_MAIL:
        apply_mail(now, event);
        return true;
    case GS_EVENT_SOURCES:
        apply_sources(now, event);
        return true;
    case GS_EVENT_VARIANT:
        return apply_variant(now, event);
    case GS_EVENT_CALLS:
        apply_calls(now, event);
        return true;
    case GS_EVENT_NAMEINFO:
        apply_nameinfo(now, event);
        return true;
    case GS_EVENT_BIND:
        apply_bind(now, event);
        return true;
    case GS_EVENT_PART_DONE:
        apply_part_done(&session->lookup.parts[event->of.part], event);
        return true;
    case GS_EVENT_TABLES:
    case GS_EVENT_SERVICE:
    case GS_EVENT_LOG:
    case GS_EVENT_MACHINE:
    case GS_EVENT_STARTED:
    case GS_EVENT_CANCELLED:
        break;
    }
    return false;
}

void gs_session_apply(struct gs_session *session, struct gs_event *event)
{
    bool has_changed = true;
    if (event->type == GS_EVENT_MACHINE) {
        apply_machine(session, event);
    } else if (event->type == GS_EVENT_TABLES) {
        apply_tables(session, event);
    } else if (event->type == GS_EVENT_SERVICE) {
        apply_service(session, event);
    } else if (event->type == GS_EVENT_LOG) {
        apply_log(session, event);
    } else if (event->type == GS_EVENT_STARTED) {
        apply_started(session, event);
    } else if (event->type == GS_EVENT_CANCELLED) {
        has_changed = apply_cancelled(&session->lookup, event);
    } else {
        has_changed =
            is_of_present_round(&session->lookup, event) && apply_answer(session, event);
    }
    session->revision += has_changed ? 1 : 0;
    gs_event_fini(event);
}

void gs_session_fini(struct gs_session *session)
{
    gs_lookup_fini(&session->lookup);
    gs_history_fini(&session->history);
    gs_tables_free(session->tables);
    gs_service_check_free(session->service);
    gs_log_fini(&session->log);
    *session = (struct gs_session){0};
}
