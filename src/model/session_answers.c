/* SPDX-License-Identifier: MIT */
/*
 * An answer of a part's present round and the facts it changes: one table says which part an
 * event belongs to, another how it is taken in.
 */
#include "session_answers.h"

#include "facts.h"

#include <string.h>

#include <sys/socket.h>

#define NONE ((enum gs_part)GS_PART_COUNT)

/* The part an answer belongs to; NONE: it names the part itself, or there is none. */
static const enum gs_part parts[] = {
    [GS_EVENT_MACHINE] = NONE,
    [GS_EVENT_STARTED] = NONE,
    [GS_EVENT_SYSTEM] = GS_PART_SYSTEM,
    [GS_EVENT_QUERY] = GS_PART_DNS,
    [GS_EVENT_TRY] = GS_PART_DNS,
    [GS_EVENT_DNS] = GS_PART_DNS,
    [GS_EVENT_REVERSE] = GS_PART_REVERSE,
    [GS_EVENT_SERVICES] = GS_PART_SERVICES,
    [GS_EVENT_MAIL] = GS_PART_MAIL,
    [GS_EVENT_SOURCES] = GS_PART_SOURCES,
    [GS_EVENT_VARIANT] = NONE,
    [GS_EVENT_CALLS] = GS_PART_CALLS,
    [GS_EVENT_NAMEINFO] = GS_PART_NAMEINFO,
    [GS_EVENT_BIND] = GS_PART_BIND,
    [GS_EVENT_TABLES] = NONE,
    [GS_EVENT_SERVICE] = NONE,
    [GS_EVENT_LOG] = NONE,
    [GS_EVENT_RECORD_QUERY] = GS_PART_RECORDS,
    [GS_EVENT_RECORD_TRY] = GS_PART_RECORDS,
    [GS_EVENT_RECORD] = GS_PART_RECORDS,
    [GS_EVENT_SERVERS] = GS_PART_SERVERS,
    [GS_EVENT_SERVER_ANSWER] = GS_PART_SERVERS,
    [GS_EVENT_TRACE] = GS_PART_TRACE,
    [GS_EVENT_DELIVERY] = GS_PART_DELIVERY,
    [GS_EVENT_SMTP] = GS_PART_SMTP,
    [GS_EVENT_WHOIS] = GS_PART_WHOIS,
    [GS_EVENT_CONNECT] = GS_PART_CONNECT,
    [GS_EVENT_RACE] = GS_PART_RACE,
    [GS_EVENT_FAMILIES] = GS_PART_FAMILIES,
    [GS_EVENT_NETWORK] = GS_PART_NETWORK,
    [GS_EVENT_PART_DONE] = NONE,
    [GS_EVENT_CANCELLED] = NONE,
};

static enum gs_part part_of(const struct gs_event *event)
{
    return event->type == GS_EVENT_VARIANT     ? event->of.variant.part
           : event->type == GS_EVENT_PART_DONE ? event->of.part
                                               : parts[event->type];
}

static bool take_whole(struct gs_session *session, struct gs_event *event)
{
    gs_facts_take(&session->lookup.now, part_of(event), &event->of);
    return true;
}

static bool apply_system(struct gs_session *session, struct gs_event *event)
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
    return take_whole(session, event);
}

/* The questions of the dns or the records part. */
static struct gs_dns_query_list *queries_of(struct gs_session *session,
                                            const struct gs_event *event)
{
    struct gs_facts *now = &session->lookup.now;
    return part_of(event) == GS_PART_RECORDS ? &now->records : &now->dns;
}

static struct gs_dns_query *find_query(struct gs_dns_query_list *queries,
                                       const char *name, uint16_t type)
{
    const struct gs_dns_query *query = gs_dns_query_find(queries, name, type);
    return query == NULL ? NULL : &queries->items[query - queries->items];
}

/* NULL when the round has as many questions as are kept. */
static struct gs_dns_query *add_query(struct gs_dns_query_list *queries, const char *name,
                                      uint16_t type, int64_t started_us)
{
    struct gs_dns_query query = {.type = type, .started_us = started_us};
    if (queries->count >= GS_QUERIES_MAX) {
        return NULL;
    }
    query.name = gs_mem_copy_text(name);
    gs_vec_push(queries, query);
    return &queries->items[queries->count - 1];
}

static bool apply_query(struct gs_session *session, struct gs_event *event)
{
    struct gs_dns_query_list *queries = queries_of(session, event);
    const char *name = event->of.query.name;
    uint16_t type = event->of.query.type;
    return find_query(queries, name, type) == NULL &&
           add_query(queries, name, type, event->at_us) != NULL;
}

static bool apply_try(struct gs_session *session, struct gs_event *event)
{
    struct gs_dns_query *query = find_query(queries_of(session, event),
                                            event->of.query.name, event->of.query.type);
    if (query == NULL || query->answer != NULL || query->tries.count >= GS_TRIES_MAX) {
        return false;
    }
    gs_vec_push(&query->tries, event->of.query.try);
    return true;
}

static bool apply_dns(struct gs_session *session, struct gs_event *event)
{
    struct gs_dns_query_list *queries = queries_of(session, event);
    struct gs_dns_answer *answer = event->of.dns;
    struct gs_dns_query *query = find_query(queries, answer->name, answer->type);
    if (query == NULL) {
        query = add_query(queries, answer->name, answer->type,
                          event->at_us - answer->elapsed_us);
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

static bool apply_server_answer(struct gs_session *session, struct gs_event *event)
{
    struct gs_server_table *table = session->lookup.now.servers;
    if (table == NULL ||
        !gs_server_table_set(table, event->of.server.number, event->of.server.answer)) {
        return false;
    }
    event->of.server.answer = NULL;
    return true;
}

static bool apply_reverse(struct gs_session *session, struct gs_event *event)
{
    struct gs_facts *now = &session->lookup.now;
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

static bool apply_variant(struct gs_session *session, struct gs_event *event)
{
    struct gs_facts *now = &session->lookup.now;
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

/* A race that is at its end is kept in short, too. */
static bool apply_race(struct gs_session *session, struct gs_event *event)
{
    struct gs_race_past_list *past = &session->lookup.races;
    if (event->of.race->is_complete) {
        if (past->count == GS_RACE_PAST_MAX) {
            memmove(past->items, past->items + 1,
                    (GS_RACE_PAST_MAX - 1) * sizeof past->items[0]);
            past->count--;
        }
        gs_vec_push(past, gs_race_summary(event->of.race));
        session->lookup.race_count++;
    }
    return take_whole(session, event);
}

static bool apply_families(struct gs_session *session, struct gs_event *event)
{
    if (event->of.families->is_complete) {
        gs_family_past_add(&session->lookup.families_past, event->of.families);
    }
    return take_whole(session, event);
}

static bool apply_part_done(struct gs_session *session, struct gs_event *event)
{
    struct gs_part_state *state = &session->lookup.parts[event->of.part];
    state->progress = GS_PROGRESS_DONE;
    state->finished_us = event->at_us;
    return true;
}

/* How an answer is taken in, false: nothing changed; NULL: the event is no answer. */
static bool (*const applies[GS_EVENT_CANCELLED + 1])(struct gs_session *session,
                                                     struct gs_event *event) = {
    [GS_EVENT_SYSTEM] = apply_system,
    [GS_EVENT_QUERY] = apply_query,
    [GS_EVENT_TRY] = apply_try,
    [GS_EVENT_DNS] = apply_dns,
    [GS_EVENT_REVERSE] = apply_reverse,
    [GS_EVENT_SERVICES] = take_whole,
    [GS_EVENT_MAIL] = take_whole,
    [GS_EVENT_SOURCES] = take_whole,
    [GS_EVENT_VARIANT] = apply_variant,
    [GS_EVENT_CALLS] = take_whole,
    [GS_EVENT_NAMEINFO] = take_whole,
    [GS_EVENT_BIND] = take_whole,
    [GS_EVENT_RECORD_QUERY] = apply_query,
    [GS_EVENT_RECORD_TRY] = apply_try,
    [GS_EVENT_RECORD] = apply_dns,
    [GS_EVENT_SERVERS] = take_whole,
    [GS_EVENT_SERVER_ANSWER] = apply_server_answer,
    [GS_EVENT_TRACE] = take_whole,
    [GS_EVENT_DELIVERY] = take_whole,
    [GS_EVENT_SMTP] = take_whole,
    [GS_EVENT_WHOIS] = take_whole,
    [GS_EVENT_CONNECT] = take_whole,
    [GS_EVENT_RACE] = apply_race,
    [GS_EVENT_FAMILIES] = apply_families,
    [GS_EVENT_NETWORK] = take_whole,
    [GS_EVENT_PART_DONE] = apply_part_done,
};

bool gs_session_apply_answer(struct gs_session *session, struct gs_event *event)
{
    unsigned part = (unsigned)part_of(event);
    bool is_of_present_round = event->round != 0 && part < GS_PART_COUNT &&
                               session->lookup.parts[part].round == event->round;
    return is_of_present_round && applies[event->type] != NULL &&
           applies[event->type](session, event);
}
