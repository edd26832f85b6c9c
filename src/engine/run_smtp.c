/* SPDX-License-Identifier: MIT */
/*
 * The smtp part: its own walk, then a short session with each address of each exchange, in the
 * order of the plan, SESSIONS_AT_ONCE at a time, each an operation of the round. An address that
 * two MX records lead to under one name is asked once. Only ever by the person's own command.
 */
#include "destinations.h"
#include "engine_private.h"
#include "mail_walk.h"
#include "operation.h"

#include <stdlib.h>

enum {
    SESSIONS_AT_ONCE = 8,
    US_PER_MS = 1000,
    GRACE_US =
        1100 * US_PER_MS, /* the client ends by itself, a second for QUIT included */
};

/* Room for a session under way. */
struct slot {
    size_t at; /* which of the report's sessions */
    bool is_busy;
};

struct smtp_run {
    struct gs_mail_walk walk;
    struct gs_smtp_report *report; /* so far; owned */
    struct slot slots[SESSIONS_AT_ONCE];
    size_t next;     /* sessions before it were begun */
    bool is_planned; /* the walk is complete */
};

static struct smtp_run *run_of(const struct gs_round *round)
{
    return round->runs[GS_PART_SMTP];
}

static bool is_busy(const struct smtp_run *run)
{
    for (size_t i = 0; i < SESSIONS_AT_ONCE; i++) {
        if (run->slots[i].is_busy) {
            return true;
        }
    }
    return false;
}

static void emit(struct gs_round *round)
{
    struct smtp_run *run = run_of(round);
    run->report->elapsed_us = gs_engine_now_us() - round->started_us;
    run->report->is_complete =
        run->is_planned && !is_busy(run) && run->next == run->report->sessions.count;
    struct gs_event event = {.type = GS_EVENT_SMTP};
    event.of.smtp = gs_smtp_report_copy(run->report);
    gs_round_emit(round, event);
}

static void begin_next(struct gs_round *round);

/* Takes what the client tells over; whose session it is, the report knows. */
static void take_session(struct gs_smtp_session *to, const struct gs_smtp_session *from)
{
    struct gs_smtp_session copy = gs_smtp_session_copy(from);
    copy.exchange = to->exchange;
    copy.preference = to->preference;
    to->exchange = NULL;
    gs_smtp_session_fini(to);
    *to = copy;
}

static struct gs_smtp_session *session_of(struct gs_round *round, const struct slot *slot)
{
    return &run_of(round)->report->sessions.items[slot->at];
}

/* A session is over; NULL: its client did not end it in time. */
static void finished(struct gs_round *round, void *detail,
                     const struct gs_smtp_session *session)
{
    struct slot *slot = detail;
    struct gs_smtp_session *kept = session_of(round, slot);
    if (session != NULL) {
        take_session(kept, session);
    } else if (kept->status == GS_SMTP_WAITING) {
        kept->status = kept->step == GS_SMTP_CONNECT ? GS_SMTP_SILENT : GS_SMTP_MUTE;
    }
    slot->is_busy = false;
    begin_next(round);
    emit(round);
}

static void changed(void *context, const struct gs_smtp_session *session, bool is_over)
{
    struct gs_operation *operation = context;
    if (is_over) {
        struct gs_smtp_session last = *session; /* lent to the handler */
        gs_operation_finish(operation, &last);
        return;
    }
    take_session(session_of(operation->round, operation->detail), session);
    emit(operation->round);
}

/* "mx1.example.org 192.0.2.25:25": what the log says. */
static char *about_of(const struct gs_smtp_session *session)
{
    char endpoint[GS_ENDPOINT_TEXT_MAX];
    struct gs_buf text = {0};
    gs_endpoint_format(&session->endpoint, 0, endpoint);
    gs_buf_addf(&text, "%s %s", session->exchange, endpoint);
    return gs_buf_claim(&text);
}

static void begin(struct gs_round *round, struct slot *slot, size_t at)
{
    *slot = (struct slot){.at = at, .is_busy = true};
    const struct gs_smtp_session *session = session_of(round, slot);
    const struct gs_operation wanted = {
        .part = GS_PART_SMTP,
        .source = SOURCE_SMTP,
        .name = about_of(session),
        .detail = slot,
        .answered.smtp = finished,
    };
    uint32_t deadline_ms = gs_round_settings(round)->deadline_ms;
    uint32_t limit_ms =
        deadline_ms < GS_SMTP_DEADLINE_MS ? deadline_ms : GS_SMTP_DEADLINE_MS;
    struct gs_operation *operation =
        gs_operation_start(round, &wanted, gs_engine_now_us());
    operation->deadline_us =
        operation->started_us + (int64_t)limit_ms * US_PER_MS + GRACE_US;
    const struct gs_connect_wish wish = {
        .endpoint = session->endpoint,
        .deadline_ms = limit_ms,
        .detours = gs_round_settings(round)->detours,
    };
    operation->smtp =
        gs_smtp_client_start(round->engine->loop, &wish, changed, operation);
    gs_engine_arm_deadline(round->engine);
}

/* Gives free slots to the next addresses. */
static void begin_next(struct gs_round *round)
{
    struct smtp_run *run = run_of(round);
    for (size_t i = 0; i < SESSIONS_AT_ONCE; i++) {
        if (!run->slots[i].is_busy && run->next < run->report->sessions.count) {
            begin(round, &run->slots[i], run->next++);
        }
    }
}

/* Two MX records may name the same exchange. */
static bool is_listed(const struct gs_smtp_report *report, const char *exchange,
                      const struct gs_address *address)
{
    for (size_t i = 0; i < report->sessions.count; i++) {
        const struct gs_smtp_session *session = &report->sessions.items[i];
        if (gs_name_is_equal(session->exchange, exchange) &&
            gs_address_is_equal(&session->endpoint.address, address)) {
            return true;
        }
    }
    return false;
}

static void add_sessions(struct gs_round *round, const struct gs_exchange *exchange,
                         const struct gs_local_address_list *known)
{
    struct gs_smtp_report *report = run_of(round)->report;
    size_t count = exchange->addresses.count;
    struct gs_destination *ordered = gs_mem_new(count + 1, sizeof *ordered);
    gs_destinations_order(round, &exchange->addresses, known, ordered);
    for (size_t i = 0; i < count; i++) {
        struct gs_smtp_session session = {.preference = exchange->preference,
                                          .endpoint = {ordered[i].address, report->port}};
        if (is_listed(report, exchange->name, &ordered[i].address)) {
            continue;
        }
        if (report->sessions.count == GS_SMTP_SESSIONS_MAX) {
            report->left_out++;
            continue;
        }
        session.exchange = gs_mem_copy_text(exchange->name);
        gs_vec_push(&report->sessions, session);
    }
    free(ordered);
}

static void take_plan(struct gs_round *round, const struct gs_mx_plan *plan)
{
    struct gs_local_address_list known = {0};
    gs_interfaces_read(&known);
    for (size_t i = 0; gs_mx_plan_has_exchanges(plan) && i < plan->exchanges.count; i++) {
        add_sessions(round, &plan->exchanges.items[i], &known);
    }
    gs_vec_fini(&known);
}

static void walked(struct gs_round *round, struct gs_mail_walk *walk)
{
    struct smtp_run *run = run_of(round);
    uint16_t port = round->engine->settings.smtp_port;
    if (run->report == NULL) {
        run->report = gs_smtp_report_new(walk->plan->domain);
        run->report->port = port != 0 ? port : GS_SMTP_PORT;
    }
    if (walk->plan->is_complete && !run->is_planned) {
        run->is_planned = true;
        take_plan(round, walk->plan);
        begin_next(round);
    }
    emit(round);
}

void gs_run_smtp(struct gs_round *round)
{
    struct smtp_run *run = gs_mem_new(1, sizeof *run);
    round->runs[GS_PART_SMTP] = run;
    run->walk.part = GS_PART_SMTP;
    run->walk.changed = walked;
    gs_mail_walk_start(round, &run->walk);
}

void gs_run_smtp_free(void *of)
{
    struct smtp_run *run = of;
    if (run == NULL) {
        return;
    }
    gs_smtp_report_free(run->report);
    gs_mail_walk_fini(&run->walk);
    free(run);
}
