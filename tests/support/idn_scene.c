/* SPDX-License-Identifier: MIT */
#include "support/idn_scene.h"

#include "gaiscope/model/event.h"
#include "gaiscope/model/hints.h"
#include "gaiscope/rules/idn.h"

#include <stdio.h>
#include <string.h>

#include <netinet/in.h>
#include <sys/socket.h>

enum {
    SECOND = 1000000,
    MS = 1000,
    ASKED_S = 1795350665, /* 12:31:05 */
};

static void apply(struct gs_session *session, struct gs_event event, int64_t after_us)
{
    event.round = event.type == GS_EVENT_MACHINE ? 0 : 1;
    event.at_us = SECOND + after_us;
    gs_session_apply(session, &event);
}

static struct gs_address address(const char *text)
{
    struct gs_address out = {0};
    (void)gs_address_parse(text, &out);
    return out;
}

static void know_machine(struct gs_session *session)
{
    struct gs_machine *machine = gs_mem_new(1, sizeof *machine);
    (void)snprintf(machine->host_name, sizeof machine->host_name, "atlas");
    (void)snprintf(machine->libc, sizeof machine->libc, "glibc 2.36");
    (void)snprintf(machine->hosts_sources, sizeof machine->hosts_sources, "files dns");
    machine->source_v4 = address("10.0.0.7");
    machine->counts_v4 = true;
    machine->resolver.servers[0] = (struct gs_endpoint){address("10.0.0.2"), 53};
    machine->resolver.server_count = 1;
    machine->resolver.timeout_s = 5;
    machine->resolver.attempts = 2;
    apply(session, (struct gs_event){.type = GS_EVENT_MACHINE, .of.machine = machine}, 0);
}

static void start(struct gs_session *session, const char *host, unsigned more)
{
    struct gs_event event = {.type = GS_EVENT_STARTED};
    struct gs_question *question = gs_mem_new(1, sizeof *question);
    (void)gs_question_set(question, host, "www");
    question->hints = gs_hints_default();
    gs_idn_complete(question);
    event.of.started.question = question;
    event.of.started.parts = GS_PART_BIT(GS_PART_SYSTEM) | GS_PART_BIT(GS_PART_REVERSE) |
                             GS_PART_BIT(GS_PART_MAIL) | GS_PART_BIT(GS_PART_DNS) | more;
    event.of.started.wall_s = ASKED_S;
    apply(session, event, 0);
}

static void finish(struct gs_session *session, enum gs_part part, int64_t after_us)
{
    struct gs_event event = {.type = GS_EVENT_PART_DONE};
    event.of.part = part;
    apply(session, event, after_us);
}

static void answer_system(struct gs_session *session)
{
    struct gs_system_answer *answer = gs_system_answer_new();
    struct gs_addrinfo row = {
        .address = address("192.0.2.7"),
        .family = AF_INET,
        .flags = gs_hints_default().flags,
        .socktype = SOCK_STREAM,
        .protocol = IPPROTO_TCP,
        .port = 80,
        .canonname = gs_mem_copy_text("xn--4dbc.xn--wgbl6a"),
    };
    answer->outcome = GS_OUTCOME_ANSWERED;
    answer->error.name = "";
    answer->elapsed_us = 47 * MS;
    gs_vec_push(&answer->rows, row);
    apply(session, (struct gs_event){.type = GS_EVENT_SYSTEM, .of.system = answer},
          47 * MS);
    finish(session, GS_PART_SYSTEM, 47 * MS);
}

static void answer_reverse(struct gs_session *session)
{
    static const char *const names[] = {"www.xn--bcher-kva.example", "xn--4dbc.xn--4dbc",
                                        "xn--a.example"};
    struct gs_address of = address("192.0.2.7");
    struct gs_reverse *reverse = gs_reverse_new(&of);
    reverse->dns_outcome = GS_OUTCOME_ANSWERED;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct gs_reverse_name name = {.name = gs_mem_copy_text(names[i]),
                                       .confirmed = GS_CONFIRM_LEADS_BACK};
        gs_vec_push(&reverse->names, name);
    }
    reverse->libc_outcome = GS_OUTCOME_ANSWERED;
    reverse->libc_name = gs_mem_copy_text("xn--fa-hia.example");
    apply(session, (struct gs_event){.type = GS_EVENT_REVERSE, .of.reverse = reverse},
          60 * MS);
    finish(session, GS_PART_REVERSE, 60 * MS);
}

static void answer_mail(struct gs_session *session)
{
    static const char *const names[] = {"mx.xn--bcher-kva.example", "xn--4dbc.xn--4dbc"};
    struct gs_mx_plan *plan = gs_mx_plan_new("example");
    plan->kind = GS_MX_LISTED;
    plan->outcome = GS_OUTCOME_ANSWERED;
    plan->elapsed_us = 51 * MS;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct gs_exchange exchange = {.name = gs_mem_copy_text(names[i]),
                                       .preference = (uint16_t)(10 * (i + 1)),
                                       .status = GS_EXCHANGE_OK};
        gs_vec_push(&exchange.addresses, address("192.0.2.25"));
        gs_vec_push(&plan->exchanges, exchange);
    }
    apply(session, (struct gs_event){.type = GS_EVENT_MAIL, .of.mail = plan}, 51 * MS);
    finish(session, GS_PART_MAIL, 51 * MS);
}

/* `example` is an alias, so its records have names of their own. */
static struct gs_dns_answer *dns_answer(void)
{
    static const struct {
        const char *name;
        uint16_t type;
        const char *text;
    } records[] = {
        {"alias.example", GS_TYPE_CNAME, "xn--bcher-kva.example"},
        {"xn--bcher-kva.example", GS_TYPE_MX, "10 mx.xn--bcher-kva.example"},
        {"xn--bcher-kva.example", GS_TYPE_MX, "20 xn--4dbc.xn--4dbc"},
    };
    struct gs_dns_answer *answer = gs_dns_answer_new("alias.example", GS_TYPE_MX);
    answer->outcome = GS_OUTCOME_ANSWERED;
    answer->rcode = 0;
    answer->elapsed_us = 46 * MS;
    answer->received_us = SECOND + 46 * MS;
    for (size_t i = 0; i < sizeof records / sizeof *records; i++) {
        struct gs_record record = {.name = gs_mem_copy_text(records[i].name),
                                   .text = gs_mem_copy_text(records[i].text),
                                   .type = records[i].type,
                                   .ttl_s = 600};
        gs_vec_push(&answer->answer, record);
    }
    return answer;
}

static void answer_dns(struct gs_session *session, enum gs_event_type query,
                       enum gs_event_type answer)
{
    struct gs_event event = {.type = query};
    event.of.query.name = gs_mem_copy_text("alias.example");
    event.of.query.type = GS_TYPE_MX;
    apply(session, event, 0);
    apply(session, (struct gs_event){.type = answer, .of.dns = dns_answer()}, 46 * MS);
}

void idn_scene_records(struct gs_session *session)
{
    know_machine(session);
    start(session, "alias.example", GS_PART_BIT(GS_PART_RECORDS));
    answer_dns(session, GS_EVENT_RECORD_QUERY, GS_EVENT_RECORD);
    finish(session, GS_PART_RECORDS, 46 * MS);
}

static void answer_lookup(struct gs_session *session)
{
    answer_dns(session, GS_EVENT_QUERY, GS_EVENT_DNS);
    finish(session, GS_PART_DNS, 46 * MS);
}

void idn_scene_ask(struct gs_session *session, const char *host)
{
    know_machine(session);
    start(session, host, 0);
    answer_lookup(session);
    answer_system(session);
    answer_reverse(session);
    answer_mail(session);
}

void idn_scene_alike(struct gs_session *session)
{
    idn_scene_ask(session, "www.аррӏе.раypal.com");
}

void idn_scene_changed(struct gs_session *session)
{
    idn_scene_ask(session, "faß.a·b.東京タワー.example");
}

void idn_scene_rtl(struct gs_session *session)
{
    idn_scene_ask(session, "אב1.דג.example");
}

void idn_scene_refused(struct gs_session *session)
{
    know_machine(session);
    start(session, "bücher.☃.example", 0);
}
