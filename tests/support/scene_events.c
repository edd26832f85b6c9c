/* SPDX-License-Identifier: MIT */
#include "support/scene_events.h"

#include "rules/make_ladder.h"
#include "support/parts.h"

#include "gaiscope/rules/gai_conf.h"
#include "gaiscope/rules/idn.h"

#include <stdio.h>
#include <string.h>

#include <netinet/in.h>
#include <sys/socket.h>

enum {
    ASKED_S = SCENE_ASKED_S,
    MS = 1000,
    SECOND = 1000000,
};

/* The round whose events are being applied, and when it began. */
static uint64_t round_id;
static int64_t began_us;

void scene_next_round(void)
{
    round_id++;
}

void scene_apply(struct gs_session *session, struct gs_event event, int64_t after_us)
{
    event.round = event.type == GS_EVENT_MACHINE ? 0 : round_id;
    event.at_us = began_us + after_us;
    gs_session_apply(session, &event);
}

struct gs_address scene_address(const char *text)
{
    struct gs_address out = {0};
    (void)gs_address_parse(text, &out);
    return out;
}

void scene_know_machine(struct gs_session *session)
{
    struct gs_machine *machine = gs_mem_new(1, sizeof *machine);
    (void)snprintf(machine->host_name, sizeof machine->host_name, "atlas");
    (void)snprintf(machine->full_name, sizeof machine->full_name, "atlas.example.net");
    (void)snprintf(machine->libc, sizeof machine->libc, "glibc 2.36");
    (void)snprintf(machine->hosts_sources, sizeof machine->hosts_sources, "files dns");
    (void)snprintf(machine->resolver.search[0], sizeof machine->resolver.search[0],
                   "example.net");
    machine->counts_v4 = machine->counts_v6 = true;
    machine->source_v4 = scene_address("10.0.0.7");
    machine->source_v6 = scene_address("2001:db8::7");
    machine->counts_v4 = machine->counts_v6 = true;
    machine->resolver.servers[0] = (struct gs_endpoint){scene_address("10.0.0.2"), 53};
    machine->resolver.server_count = 1;
    machine->resolver.search_count = 1;
    machine->resolver.timeout_s = 5;
    machine->resolver.attempts = 2;
    gs_policy_builtin(&machine->policy);
    scene_apply(session,
                (struct gs_event){.type = GS_EVENT_MACHINE, .of.machine = machine}, 0);
}

void scene_start(struct gs_session *session, const char *host, const char *service,
                 int64_t at_us, int64_t wall_s)
{
    struct gs_event event = {.type = GS_EVENT_STARTED};
    struct gs_question *question = gs_mem_new(1, sizeof *question);
    (void)gs_question_set(question, host, service);
    question->hints = gs_hints_default();
    gs_idn_complete(question);
    round_id++;
    began_us = at_us;
    event.of.started.question = question;
    event.of.started.parts = LOOKUP_PARTS | GS_PART_BIT(GS_PART_SOURCES);
    event.of.started.wall_s = wall_s;
    scene_apply(session, event, 0);
}

void scene_finish(struct gs_session *session, unsigned parts, int64_t after_us)
{
    for (int part = 0; part < GS_PART_COUNT; part++) {
        if ((parts & GS_PART_BIT(part)) != 0) {
            struct gs_event event = {.type = GS_EVENT_PART_DONE};
            event.of.part = (enum gs_part)part;
            scene_apply(session, event, after_us);
        }
    }
}

/* -- getaddrinfo --------------------------------------------------------------------- */

void scene_answer_system(struct gs_session *session, const char *const *texts,
                         uint16_t port, int64_t elapsed_us)
{
    struct gs_system_answer *answer = gs_system_answer_new();
    answer->outcome = GS_OUTCOME_ANSWERED;
    answer->error.name = "";
    answer->elapsed_us = elapsed_us;
    answer->has_v6_address = true;
    for (size_t i = 0; texts[i] != NULL; i++) {
        struct gs_addrinfo row = {
            .address = scene_address(texts[i]),
            .flags = gs_hints_default().flags,
            .socktype = SOCK_STREAM,
            .protocol = IPPROTO_TCP,
            .port = port,
        };
        row.family = row.address.family;
        row.source.address =
            scene_address(row.family == AF_INET ? "10.0.0.7" : "2001:db8::7");
        row.source.prefix_bits = row.family == AF_INET ? 24 : 64;
        (void)snprintf(row.source.interface, sizeof row.source.interface, "eth0");
        gs_vec_push(&answer->rows, row);
    }
    answer->rows.items[0].canonname = gs_mem_copy_text(session->lookup.question.host);
    scene_apply(session, (struct gs_event){.type = GS_EVENT_SYSTEM, .of.system = answer},
                elapsed_us);
    scene_finish(session, GS_PART_BIT(GS_PART_SYSTEM), elapsed_us);
}

void scene_fail_system(struct gs_session *session, enum gs_outcome outcome, int code,
                       const char *name, const char *text, int64_t elapsed_us)
{
    struct gs_system_answer *answer = gs_system_answer_new();
    answer->outcome = outcome;
    answer->error.code = code;
    answer->error.name = name;
    (void)snprintf(answer->error.text, sizeof answer->error.text, "%s", text);
    answer->elapsed_us = elapsed_us;
    scene_apply(session, (struct gs_event){.type = GS_EVENT_SYSTEM, .of.system = answer},
                elapsed_us);
    scene_finish(session, GS_PART_BIT(GS_PART_SYSTEM), elapsed_us);
}

/* -- DNS ----------------------------------------------------------------------------- */

void scene_ask_dns(struct gs_session *session)
{
    static const uint16_t types[] = {GS_TYPE_A, GS_TYPE_AAAA, GS_TYPE_CNAME,
                                     GS_TYPE_HTTPS};
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        struct gs_event event = {.type = GS_EVENT_QUERY};
        event.of.query.name = gs_mem_copy_text(session->lookup.question.host_ascii);
        event.of.query.type = types[i];
        scene_apply(session, event, 0);
    }
}

void scene_answer_dns(struct gs_session *session, uint16_t type, const char *text,
                      uint32_t ttl_s, int64_t elapsed_us)
{
    const char *name = session->lookup.question.host_ascii;
    struct gs_dns_answer *answer = gs_dns_answer_new(name, type);
    struct gs_endpoint server = {scene_address("10.0.0.2"), 53};
    struct gs_dns_try try = {
        .server = server, .outcome = GS_OUTCOME_ANSWERED, .elapsed_us = elapsed_us};
    gs_vec_push(&answer->tries, try);
    answer->outcome = text == NULL ? GS_OUTCOME_NO_DATA : GS_OUTCOME_ANSWERED;
    answer->rcode = 0;
    answer->flags = (struct gs_dns_flags){.rd = true, .ra = true};
    answer->server = server;
    answer->size_bytes = 92;
    answer->elapsed_us = elapsed_us;
    answer->received_us = began_us + elapsed_us;
    if (text != NULL) {
        struct gs_record record = {
            .name = gs_mem_copy_text(name),
            .text = gs_mem_copy_text(text),
            .address = scene_address(text),
            .ttl_s = ttl_s,
            .type = type,
            .class_ = 1,
        };
        gs_vec_push(&answer->answer, record);
    }
    scene_apply(session, (struct gs_event){.type = GS_EVENT_DNS, .of.dns = answer},
                elapsed_us);
}

void scene_fail_dns(struct gs_session *session, enum gs_outcome outcome, int rcode,
                    size_t tries, int64_t try_us)
{
    scene_ask_dns(session);
    for (size_t i = 0; i < session->lookup.now.dns.count; i++) {
        const struct gs_dns_query *query = &session->lookup.now.dns.items[i];
        struct gs_dns_answer *answer = gs_dns_answer_new(query->name, query->type);
        struct gs_dns_try try = {.server = {scene_address("10.0.0.2"), 53},
                                 .outcome = rcode < 0 ? outcome : GS_OUTCOME_ANSWERED,
                                 .elapsed_us = try_us};
        for (size_t j = 0; j < tries; j++) {
            gs_vec_push(&answer->tries, try);
        }
        answer->outcome = outcome;
        answer->rcode = rcode;
        answer->elapsed_us = (int64_t)tries * try_us;
        answer->received_us = began_us + answer->elapsed_us;
        if (rcode >= 0) {
            answer->server = try.server;
            answer->size_bytes = 101;
        }
        scene_apply(session, (struct gs_event){.type = GS_EVENT_DNS, .of.dns = answer},
                    answer->elapsed_us);
    }
    scene_finish(session, GS_PART_BIT(GS_PART_DNS), (int64_t)tries * try_us);
}

/* -- reverse, services, mail --------------------------------------------------------- */

void scene_answer_reverse(struct gs_session *session, const char *text, const char *name,
                          int64_t elapsed_us)
{
    struct gs_address where = scene_address(text);
    struct gs_reverse *reverse = gs_reverse_new(&where);
    reverse->dns_outcome = name == NULL ? GS_OUTCOME_NO_SUCH_NAME : GS_OUTCOME_ANSWERED;
    reverse->libc_outcome = reverse->dns_outcome;
    reverse->libc_name = gs_mem_copy_text(name);
    reverse->dns_elapsed_us = elapsed_us;
    reverse->libc_elapsed_us = elapsed_us;
    reverse->started_us = began_us;
    reverse->is_complete = true;
    if (name != NULL) {
        struct gs_reverse_name item = {.name = gs_mem_copy_text(name),
                                       .confirmed = GS_CONFIRM_LEADS_BACK};
        gs_vec_push(&reverse->names, item);
    }
    scene_apply(session,
                (struct gs_event){.type = GS_EVENT_REVERSE, .of.reverse = reverse},
                elapsed_us);
}

void scene_wait_reverse(struct gs_session *session, const char *text)
{
    struct gs_address where = scene_address(text);
    struct gs_reverse *reverse = gs_reverse_new(&where);
    reverse->started_us = began_us;
    scene_apply(session,
                (struct gs_event){.type = GS_EVENT_REVERSE, .of.reverse = reverse}, 0);
}

static void add_service(struct gs_services *services, const char *name, uint16_t port,
                        const char *protocol, const char *alias)
{
    struct gs_service entry = {
        .name = gs_mem_copy_text(name), .port = port, .is_asked = name != NULL};
    (void)snprintf(entry.protocol, sizeof entry.protocol, "%s", protocol);
    if (alias != NULL) {
        entry.aliases = gs_mem_new(2, sizeof *entry.aliases);
        entry.aliases[0] = gs_mem_copy_text(alias);
    }
    gs_vec_push(&services->entries, entry);
}

void scene_answer_services(struct gs_session *session)
{
    struct gs_services *services = gs_services_new();
    services->elapsed_us = 200;
    add_service(services, "http", 80, "tcp", "www");
    add_service(services, NULL, 80, "udp", NULL);
    add_service(services, NULL, 80, "sctp", NULL);
    scene_apply(session,
                (struct gs_event){.type = GS_EVENT_SERVICES, .of.services = services},
                200);
    scene_finish(session, GS_PART_BIT(GS_PART_SERVICES), 200);
}

struct gs_mx_plan *scene_plan_of(const struct gs_session *session, enum gs_mx_kind kind,
                                 enum gs_outcome outcome, int64_t elapsed_us)
{
    struct gs_mx_plan *plan = gs_mx_plan_new(session->lookup.question.host_ascii);
    plan->kind = kind;
    plan->outcome = outcome;
    plan->rcode = outcome == GS_OUTCOME_SERVER_FAILURE ? 2 : 0;
    plan->elapsed_us = elapsed_us;
    plan->is_complete = true;
    if (kind == GS_MX_TEMPORARY_FAILURE) {
        struct gs_buf problem = {0};
        gs_buf_addf(&problem,
                    "MX not known (%s): a sender keeps the mail and tries again. This is "
                    "not \"no MX\".",
                    plan->rcode > 0 ? "SERVFAIL" : "no reply");
        plan->problem = gs_buf_claim(&problem);
    }
    return plan;
}

void scene_add_exchange(struct gs_mx_plan *plan, uint16_t preference, const char *name,
                        const char *v4, const char *v6)
{
    struct gs_exchange exchange = {
        .name = gs_mem_copy_text(name),
        .status = GS_EXCHANGE_OK,
        .preference = preference,
        .ttl_s = 3541,
        .has_v4_answer = true,
        .has_v6_answer = true,
    };
    if (v6 != NULL) {
        gs_vec_push(&exchange.addresses, scene_address(v6));
    }
    gs_vec_push(&exchange.addresses, scene_address(v4));
    gs_vec_push(&plan->exchanges, exchange);
}

void scene_answer_mail(struct gs_session *session, struct gs_mx_plan *plan)
{
    int64_t elapsed_us = plan->elapsed_us;
    scene_apply(session, (struct gs_event){.type = GS_EVENT_MAIL, .of.mail = plan},
                elapsed_us);
    scene_finish(session, GS_PART_BIT(GS_PART_MAIL), elapsed_us);
}

/* -- the sources --------------------------------------------------------------------- */

void scene_answer_sources(struct gs_session *session, const char *text, int64_t after_us)
{
    struct gs_ladder *ladder = make_ladder(text);
    ladder->nsswitch_line = 7;
    for (size_t i = 0; i < ladder->rungs.count; i++) {
        ladder->rungs.items[i].started_us = began_us;
        if (strcmp(ladder->rungs.items[i].source.name, "files") == 0) {
            ladder->rungs.items[i].module[0] = '\0';
        }
    }
    bool is_complete = ladder->is_complete;
    scene_apply(session,
                (struct gs_event){.type = GS_EVENT_SOURCES, .of.sources = ladder},
                after_us);
    if (is_complete) {
        scene_finish(session, GS_PART_BIT(GS_PART_SOURCES), after_us);
    }
}
