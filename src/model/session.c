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
#include "session_answers.h"

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
    unsigned stale = GS_PARTS_ALL & ~(GS_PARTS_DEFAULT | GS_PARTS_OF_NAME | asked) &
                     ~GS_PART_BIT(GS_PART_BIND);
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

/* The monitor counts its own changes: they come a thousand times a second. */
static void apply_watching(struct gs_monitor *monitor, struct gs_event *event)
{
    if (event->type == GS_EVENT_WATCH_LIST) {
        gs_monitor_apply_list(monitor, event->of.watch_list);
        event->of.watch_list = NULL;
    } else if (event->type == GS_EVENT_WATCH_ROUND) {
        (void)gs_monitor_apply_round(monitor, event->of.watch_round); /* or dropped */
        event->of.watch_round = NULL;
    } else if (event->type == GS_EVENT_WATCH_HOST) {
        (void)gs_monitor_apply_setting(monitor, &event->of.watch_host); /* the same */
    } else {
        gs_monitor_apply_status(monitor, event->of.watch_status);
    }
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
    } else if (event->type >= GS_EVENT_WATCH_LIST &&
               event->type <= GS_EVENT_WATCH_STATUS) {
        apply_watching(&session->monitor, event);
        has_changed = false;
    } else if (event->type == GS_EVENT_STARTED) {
        apply_started(session, event);
    } else if (event->type == GS_EVENT_CANCELLED) {
        has_changed = apply_cancelled(&session->lookup, event);
    } else {
        has_changed = gs_session_apply_answer(session, event);
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
    gs_monitor_fini(&session->monitor);
    *session = (struct gs_session){0};
}
