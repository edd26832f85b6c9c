/* SPDX-License-Identifier: MIT */
#include "support/bind_scene.h"

#include "gaiscope/model/variant.h"

#include <errno.h>
#include <stdio.h>

#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>

enum {
    ASKED_S = 1795350665, /* 12:31:05 */
    SECOND = 1000000,
    ASKED_ROUND = 1,
    BIND_ROUND = 2,
};

static void apply(struct gs_session *session, struct gs_event event, uint64_t round)
{
    event.round = event.type == GS_EVENT_MACHINE ? 0 : round;
    event.at_us = SECOND;
    gs_session_apply(session, &event);
}

static struct gs_question question_of(void)
{
    struct gs_question question = {
        .hints = {.socktype = SOCK_STREAM, .flags = AI_PASSIVE}};
    (void)gs_question_set(&question, NULL, "ftp");
    return question;
}

static void start(struct gs_session *session, unsigned parts, uint64_t round)
{
    struct gs_event event = {.type = GS_EVENT_STARTED};
    event.of.started.question = gs_mem_new(1, sizeof *event.of.started.question);
    *event.of.started.question = question_of();
    event.of.started.parts = parts;
    event.of.started.wall_s = ASKED_S;
    apply(session, event, round);
}

static void finish(struct gs_session *session, enum gs_part part, uint64_t round)
{
    struct gs_event event = {.type = GS_EVENT_PART_DONE};
    event.of.part = part;
    apply(session, event, round);
}

static struct gs_system_answer *answer_of(const char *const *texts, size_t count)
{
    struct gs_system_answer *answer = gs_system_answer_new();
    answer->outcome = GS_OUTCOME_ANSWERED;
    answer->error.name = "";
    answer->elapsed_us = 200;
    for (size_t i = 0; i < count; i++) {
        struct gs_addrinfo row = {
            .socktype = SOCK_STREAM, .protocol = IPPROTO_TCP, .port = 21};
        (void)gs_address_parse(texts[i], &row.address);
        row.family = row.address.family;
        gs_vec_push(&answer->rows, row);
    }
    return answer;
}

static void answer_beside(struct gs_session *session)
{
    static const char *const rows[] = {"::1", "127.0.0.1"};
    for (size_t i = 0; i < 3; i++) {
        struct gs_event event = {.type = GS_EVENT_VARIANT};
        event.of.variant.part = GS_PART_BESIDE;
        event.of.variant.number = i;
        event.of.variant.answer = i < 2 ? answer_of(rows, 2) : answer_of(&rows[1], 1);
        apply(session, event, ASKED_ROUND);
    }
    finish(session, GS_PART_BESIDE, ASKED_ROUND);
}

void bind_scene_asked(struct gs_session *session)
{
    static const char *const rows[] = {"0.0.0.0", "::"};
    struct gs_machine *machine = gs_mem_new(1, sizeof *machine);
    (void)snprintf(machine->host_name, sizeof machine->host_name, "atlas");
    apply(session, (struct gs_event){.type = GS_EVENT_MACHINE, .of.machine = machine}, 0);
    start(session, GS_PART_BIT(GS_PART_SYSTEM) | GS_PART_BIT(GS_PART_BESIDE),
          ASKED_ROUND);
    apply(session,
          (struct gs_event){.type = GS_EVENT_SYSTEM, .of.system = answer_of(rows, 2)},
          ASKED_ROUND);
    finish(session, GS_PART_SYSTEM, ASKED_ROUND);
    answer_beside(session);
}

static void add_row(struct gs_bind_report *report, const char *address, uint16_t port,
                    enum gs_v6only v6only, int error)
{
    struct gs_bind_row row = {.endpoint.port = port,
                              .socktype = SOCK_STREAM,
                              .protocol = IPPROTO_TCP,
                              .v6only = v6only,
                              .step = error == 0 ? GS_BIND_DONE : GS_BIND_BIND,
                              .error = error,
                              .is_open = error == 0};
    (void)gs_address_parse(address, &row.endpoint.address);
    row.family = row.endpoint.address.family;
    report->is_listening = report->is_listening || row.is_open;
    gs_vec_push(&report->rows, row);
}

static void add_denied(struct gs_bind_report *report)
{
    add_row(report, "0.0.0.0", 21, GS_V6ONLY_NONE, EACCES);
    add_row(report, "::", 21, GS_V6ONLY_ON, EACCES);
    add_row(report, "::", 21, GS_V6ONLY_OFF, EACCES);
    report->at_wall_s = ASKED_S + 1;
}

static struct gs_bind_report *listening(void)
{
    struct gs_bind_report *report = gs_bind_report_new();
    add_row(report, "0.0.0.0", 8000, GS_V6ONLY_NONE, 0);
    add_row(report, "::", 8000, GS_V6ONLY_ON, 0);
    add_row(report, "::", 8000, GS_V6ONLY_OFF, EADDRINUSE);
    add_denied(report);
    return report;
}

static void add_client(struct gs_bind_report *report, int socktype, const char *local,
                       const char *peer)
{
    struct gs_accepted client = {
        .local.port = 8000,
        .peer.port = (uint16_t)(51034 + report->accepted.count),
        .socktype = socktype,
        .protocol = socktype == SOCK_STREAM ? IPPROTO_TCP : IPPROTO_UDP,
        .at_wall_s = ASKED_S + 2 + (int64_t)report->accepted.count,
        .len_bytes = socktype == SOCK_STREAM ? 0 : 12,
    };
    (void)gs_address_parse(local, &client.local.address);
    (void)gs_address_parse(peer, &client.peer.address);
    client.family = client.local.address.family;
    gs_vec_push(&report->accepted, client);
}

static struct gs_bind_report *accepted(void)
{
    struct gs_bind_report *report = listening();
    add_client(report, SOCK_STREAM, "10.0.0.7", "10.0.0.44");
    add_client(report, SOCK_STREAM, "2001:db8::7", "2001:db8::44");
    add_client(report, SOCK_STREAM, "::ffff:10.0.0.7", "::ffff:10.0.0.44");
    add_client(report, SOCK_DGRAM, "127.0.0.1", "127.0.0.1");
    return report;
}

static void tell(struct gs_session *session, struct gs_bind_report *report)
{
    bind_scene_asked(session);
    start(session, GS_PART_BIT(GS_PART_BIND), BIND_ROUND);
    apply(session, (struct gs_event){.type = GS_EVENT_BIND, .of.bind = report},
          BIND_ROUND);
    finish(session, GS_PART_BIND, BIND_ROUND);
}

void bind_scene_denied(struct gs_session *session)
{
    struct gs_bind_report *report = gs_bind_report_new();
    add_denied(report);
    tell(session, report);
}

void bind_scene_listening(struct gs_session *session)
{
    tell(session, listening());
}

void bind_scene_accepted(struct gs_session *session)
{
    tell(session, accepted());
}

void bind_scene_closed(struct gs_session *session)
{
    struct gs_bind_report *report = accepted();
    report->is_listening = false;
    for (size_t i = 0; i < report->rows.count; i++) {
        report->rows.items[i].is_open = false;
    }
    tell(session, report);
}
