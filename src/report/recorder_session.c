/* SPDX-License-Identifier: MIT */
/*
 * A session as the events that would make it so: a recording that begins in the middle tells
 * first what is on the screen. Events borrow from the session and are only written.
 */
#include "gaiscope/report/recorder.h"

/* What is being told. */
struct teller {
    struct gs_recorder *recorder;
    const struct gs_lookup *lookup;
    enum gs_part part; /* of the events */
    int64_t now_us;    /* for what bears no time */
};

static void tell(const struct teller *teller, struct gs_event event)
{
    const struct gs_part_state *state = &teller->lookup->parts[teller->part];
    event.round = state->round;
    event.at_us = event.at_us != 0                         ? event.at_us
                  : state->progress == GS_PROGRESS_WAITING ? teller->now_us
                                                           : state->finished_us;
    gs_recorder_take(teller->recorder, &event);
}

static void tell_started(const struct teller *teller)
{
    const struct gs_part_state *state = &teller->lookup->parts[teller->part];
    struct gs_question question = teller->lookup->question;
    struct gs_event event = {.type = GS_EVENT_STARTED, .at_us = state->started_us};
    question.hints = state->hints;
    event.of.started.question = &question;
    event.of.started.parts = GS_PART_BIT(teller->part);
    event.of.started.wall_s = state->started_wall_s;
    tell(teller, event);
}

static void tell_queries(const struct teller *teller,
                         const struct gs_dns_query_list *queries, bool is_records)
{
    for (size_t i = 0; i < queries->count; i++) {
        const struct gs_dns_query *query = &queries->items[i];
        struct gs_event event = {.type =
                                     is_records ? GS_EVENT_RECORD_QUERY : GS_EVENT_QUERY,
                                 .at_us = query->started_us};
        event.of.query.name = query->name;
        event.of.query.type = query->type;
        tell(teller, event);
        event.type = is_records ? GS_EVENT_RECORD_TRY : GS_EVENT_TRY;
        for (size_t t = 0; query->answer == NULL && t < query->tries.count; t++) {
            event.of.query.try = query->tries.items[t];
            tell(teller, event);
        }
        if (query->answer != NULL) {
            tell(teller,
                 (struct gs_event){.type = is_records ? GS_EVENT_RECORD : GS_EVENT_DNS,
                                   .at_us = query->started_us + query->answer->elapsed_us,
                                   .of.dns = query->answer});
        }
    }
}

static void tell_variants(const struct teller *teller, const struct gs_variant_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        struct gs_event event = {.type = GS_EVENT_VARIANT};
        event.of.variant.part = teller->part;
        event.of.variant.number = i;
        event.of.variant.answer = list->items[i].answer;
        if (list->items[i].answer != NULL) {
            tell(teller, event);
        }
    }
}

#define TELL(kind, member)                                                               \
    if (facts->member != NULL) {                                                         \
        tell(teller, (struct gs_event){.type = (kind), .of.member = facts->member});     \
    }                                                                                    \
    break

/* What a part brought so far. */
static void tell_facts(const struct teller *teller, const struct gs_facts *facts)
{
    switch (teller->part) {
    case GS_PART_SYSTEM:
        TELL(GS_EVENT_SYSTEM, system);
    case GS_PART_DNS:
        tell_queries(teller, &facts->dns, false);
        break;
    case GS_PART_RECORDS:
        tell_queries(teller, &facts->records, true);
        break;
    case GS_PART_REVERSE:
        for (size_t i = 0; i < facts->reverse.count; i++) {
            tell(teller, (struct gs_event){.type = GS_EVENT_REVERSE,
                                           .of.reverse = facts->reverse.items[i]});
        }
        break;
    case GS_PART_SERVICES:
        TELL(GS_EVENT_SERVICES, services);
    case GS_PART_MAIL:
        TELL(GS_EVENT_MAIL, mail);
    case GS_PART_SOURCES:
        TELL(GS_EVENT_SOURCES, sources);
    case GS_PART_BESIDE:
        tell_variants(teller, &facts->beside);
        break;
    case GS_PART_MATRIX:
        tell_variants(teller, &facts->matrix);
        break;
    case GS_PART_CALLS:
        tell(teller, (struct gs_event){.type = GS_EVENT_CALLS, .of.calls = facts->calls});
        break;
    case GS_PART_NAMEINFO:
        TELL(GS_EVENT_NAMEINFO, nameinfo);
    case GS_PART_BIND:
        TELL(GS_EVENT_BIND, bind);
    case GS_PART_SERVERS:
        TELL(GS_EVENT_SERVERS, servers);
    case GS_PART_TRACE:
        TELL(GS_EVENT_TRACE, trace);
    case GS_PART_DELIVERY:
        TELL(GS_EVENT_DELIVERY, delivery);
    case GS_PART_SMTP:
        TELL(GS_EVENT_SMTP, smtp);
    case GS_PART_WHOIS:
        TELL(GS_EVENT_WHOIS, whois);
    case GS_PART_CONNECT:
        TELL(GS_EVENT_CONNECT, connect);
    case GS_PART_RACE:
        TELL(GS_EVENT_RACE, race);
    case GS_PART_FAMILIES:
        TELL(GS_EVENT_FAMILIES, families);
    case GS_PART_NETWORK:
        TELL(GS_EVENT_NETWORK, network);
    case GS_PART_ORDER:
    case GS_PART_LOG:
        break;
    }
}

static void tell_part(const struct teller *teller)
{
    const struct gs_part_state *state = &teller->lookup->parts[teller->part];
    if (state->progress == GS_PROGRESS_IDLE) {
        return;
    }
    tell_started(teller);
    tell_facts(teller, &teller->lookup->now);
    if (state->progress != GS_PROGRESS_WAITING) {
        struct gs_event done = {.type = GS_EVENT_PART_DONE, .at_us = state->finished_us};
        done.of.part = teller->part;
        tell(teller, done);
    }
}

/* What belongs to no question. */
static void tell_machine(struct gs_recorder *recorder, const struct gs_session *session,
                         int64_t now_us)
{
    if (session->has_machine) {
        struct gs_machine machine = session->machine;
        gs_recorder_take(recorder, &(struct gs_event){.type = GS_EVENT_MACHINE,
                                                      .at_us = now_us,
                                                      .of.machine = &machine});
    }
    if (session->tables != NULL) {
        gs_recorder_take(recorder, &(struct gs_event){.type = GS_EVENT_TABLES,
                                                      .at_us = now_us,
                                                      .of.tables = session->tables});
    }
    for (size_t i = 0; i < session->log.entries.count; i++) {
        struct gs_log_entry entry = *gs_log_at(&session->log, i);
        gs_recorder_take(
            recorder,
            &(struct gs_event){.type = GS_EVENT_LOG, .at_us = now_us, .of.log = &entry});
    }
}

/* What is watched: the list with its history and its journal in pieces, as the walker of
 * gs_recorder_take() makes them. */
static void tell_monitor(struct gs_recorder *recorder, const struct gs_monitor *monitor,
                         int64_t now_us)
{
    struct gs_watch_told told = {.name = monitor->name,
                                 .hosts = monitor->hosts,
                                 .errors = monitor->errors,
                                 .left_out = monitor->errors_left_out,
                                 .interval_s = monitor->status.interval_s};
    struct gs_watch_status status = monitor->status;
    for (size_t i = 0; i < monitor->journal.end; i++) {
        if (monitor->journal.places[i] != NULL) {
            gs_vec_push(&told.journal, monitor->journal.places[i]);
        }
    }
    gs_recorder_take(recorder, &(struct gs_event){.type = GS_EVENT_WATCH_LIST,
                                                  .at_us = now_us,
                                                  .of.watch_list = &told});
    gs_recorder_take(recorder, &(struct gs_event){.type = GS_EVENT_WATCH_STATUS,
                                                  .at_us = now_us,
                                                  .of.watch_status = &status});
    gs_vec_fini(&told.journal);
}

void gs_recorder_take_session(struct gs_recorder *recorder,
                              const struct gs_session *session, int64_t now_us)
{
    struct teller teller = {recorder, &session->lookup, GS_PART_SYSTEM, now_us};
    tell_machine(recorder, session, now_us);
    if (session->monitor.is_on) {
        tell_monitor(recorder, &session->monitor, now_us);
    }
    for (int part = 0; session->has_lookup && part < GS_PART_COUNT; part++) {
        teller.part = (enum gs_part)part;
        tell_part(&teller);
    }
}
