/* SPDX-License-Identifier: MIT */
/*
 * The smtp part: its own walk, then a short session with each address of each exchange, in the
 * order of the plan, SESSIONS_AT_ONCE at a time. Only ever by the person's own command.
 */
#include "destinations.h"
#include "engine_private.h"
#include "mail_walk.h"
#include "run_log.h"

#include "gaiscope/base/errno_name.h"
#include "gaiscope/net/smtp_client.h"

#include <stdio.h>
#include <stdlib.h>

enum {
    SESSIONS_AT_ONCE = 8,
};

/* A session under way, and whose it is. */
struct slot {
    struct gs_round *round;
    struct gs_smtp_client *client;
    size_t at; /* which of the report's sessions */
    int64_t started_us;
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
        if (run->slots[i].client != NULL) {
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

static enum gs_outcome outcome_of(enum gs_smtp_status status)
{
    switch (status) {
    case GS_SMTP_WAITING:
        return GS_OUTCOME_NOT_ASKED;
    case GS_SMTP_OPEN:
        return GS_OUTCOME_ANSWERED;
    case GS_SMTP_REFUSED:
        return GS_OUTCOME_REFUSED;
    case GS_SMTP_SILENT:
    case GS_SMTP_MUTE:
        return GS_OUTCOME_TIMED_OUT;
    case GS_SMTP_NO_ROUTE:
        return GS_OUTCOME_UNREACHABLE;
    case GS_SMTP_UNWILLING:
    case GS_SMTP_CLOSED:
    case GS_SMTP_GARBAGE:
    case GS_SMTP_FAILED:
        break;
    }
    return GS_OUTCOME_FAILED;
}

/* "smtp  mx1.example.org 192.0.2.25:25  open, STARTTLS" */
static void log_session(struct gs_round *round, const struct slot *slot,
                        const struct gs_smtp_session *session)
{
    char endpoint[GS_ENDPOINT_TEXT_MAX];
    struct gs_buf about = {0};
    struct gs_buf result = {0};
    gs_endpoint_format(&session->endpoint, 0, endpoint);
    gs_buf_addf(&about, "%s %s", session->exchange, endpoint);
    gs_buf_add_text(&result, gs_smtp_word(session->status));
    if (session->status == GS_SMTP_OPEN) {
        gs_buf_add_text(&result, session->has_starttls ? ", STARTTLS" : ", no STARTTLS");
    } else if (session->status == GS_SMTP_UNWILLING) {
        gs_buf_addf(&result, ", code %d",
                    session->ehlo.code != 0 ? session->ehlo.code
                                            : session->greeting.code);
    } else if (session->error != 0) {
        gs_buf_addf(&result, ", %s", gs_errno_name(session->error));
    }
    const struct gs_log_line line = {.by = GS_LOG_NET,
                                     .outcome = outcome_of(session->status),
                                     .elapsed_us = session->elapsed_us,
                                     .started_us = slot->started_us,
                                     .call = "smtp",
                                     .about = gs_buf_text(&about),
                                     .result = gs_buf_text(&result)};
    gs_round_log(round, &line);
    gs_buf_fini(&about);
    gs_buf_fini(&result);
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

static void changed(void *context, const struct gs_smtp_session *session, bool is_over)
{
    struct slot *slot = context;
    struct gs_round *round = slot->round;
    struct gs_smtp_session *kept = &run_of(round)->report->sessions.items[slot->at];
    if (!gs_round_has(round, GS_PART_SMTP)) { /* another round has taken its place */
        if (!is_over) {
            gs_smtp_client_cancel(slot->client);
        }
        slot->client = NULL;
        return;
    }
    take_session(kept, session);
    if (is_over) {
        log_session(round, slot, kept);
        slot->client = NULL;
        begin_next(round);
    }
    emit(round);
    if (is_over) {
        gs_round_release(round, GS_PART_SMTP);
    }
}

/* Gives free slots to the next addresses. Each session holds the part. */
static void begin_next(struct gs_round *round)
{
    struct smtp_run *run = run_of(round);
    for (size_t i = 0; i < SESSIONS_AT_ONCE; i++) {
        struct slot *slot = &run->slots[i];
        if (slot->client != NULL || run->next == run->report->sessions.count) {
            continue;
        }
        uint32_t deadline_ms = round->engine->settings.deadline_ms;
        *slot = (struct slot){
            .round = round, .at = run->next++, .started_us = gs_engine_now_us()};
        gs_round_hold(round, GS_PART_SMTP);
        slot->client = gs_smtp_client_start(
            round->engine->loop, &run->report->sessions.items[slot->at].endpoint,
            deadline_ms < GS_SMTP_DEADLINE_MS ? deadline_ms : GS_SMTP_DEADLINE_MS,
            changed, slot);
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
    for (size_t i = 0; i < SESSIONS_AT_ONCE; i++) {
        gs_smtp_client_cancel(run->slots[i].client);
    }
    gs_smtp_report_free(run->report);
    gs_mail_walk_fini(&run->walk);
    free(run);
}
