/* SPDX-License-Identifier: MIT */
#include "support/screen_scenes.h"

#include "rules/make_ladder.h"
#include "support/bind_scene.h"
#include "support/call_events.h"
#include "support/connect_scene.h"
#include "support/families_scene.h"
#include "support/idn_scene.h"
#include "support/log_scene.h"
#include "support/mail_scene.h"
#include "support/monitor_scene.h"
#include "support/network_scene.h"
#include "support/order_scene.h"
#include "support/race_scene.h"
#include "support/record_scene.h"
#include "support/servers_scene.h"
#include "support/table_scene.h"
#include "support/whois_scene.h"

#include "gaiscope/rules/gai_conf.h"
#include "gaiscope/rules/idn.h"

#include <stdio.h>
#include <string.h>

#include <netinet/in.h>
#include <sys/socket.h>

enum {
    ASKED_S = 1795350665, /* 12:31:05 */
    MS = 1000,
    SECOND = 1000000,
};

/* The round whose events are being applied, and when it began. */
static uint64_t round_id;
static int64_t began_us;

static void apply(struct gs_session *session, struct gs_event event, int64_t after_us)
{
    event.round = event.type == GS_EVENT_MACHINE ? 0 : round_id;
    event.at_us = began_us + after_us;
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
    (void)snprintf(machine->full_name, sizeof machine->full_name, "atlas.example.net");
    (void)snprintf(machine->libc, sizeof machine->libc, "glibc 2.36");
    (void)snprintf(machine->hosts_sources, sizeof machine->hosts_sources, "files dns");
    (void)snprintf(machine->resolver.search[0], sizeof machine->resolver.search[0],
                   "example.net");
    machine->counts_v4 = machine->counts_v6 = true;
    machine->source_v4 = address("10.0.0.7");
    machine->source_v6 = address("2001:db8::7");
    machine->counts_v4 = machine->counts_v6 = true;
    machine->resolver.servers[0] = (struct gs_endpoint){address("10.0.0.2"), 53};
    machine->resolver.server_count = 1;
    machine->resolver.search_count = 1;
    machine->resolver.timeout_s = 5;
    machine->resolver.attempts = 2;
    gs_policy_builtin(&machine->policy);
    apply(session, (struct gs_event){.type = GS_EVENT_MACHINE, .of.machine = machine}, 0);
}

static void start(struct gs_session *session, const char *host, const char *service,
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
    apply(session, event, 0);
}

static void finish(struct gs_session *session, unsigned parts, int64_t after_us)
{
    for (int part = 0; part < GS_PART_COUNT; part++) {
        if ((parts & GS_PART_BIT(part)) != 0) {
            struct gs_event event = {.type = GS_EVENT_PART_DONE};
            event.of.part = (enum gs_part)part;
            apply(session, event, after_us);
        }
    }
}

/* -- getaddrinfo --------------------------------------------------------------------- */

static void answer_system(struct gs_session *session, const char *const *texts,
                          uint16_t port, int64_t elapsed_us)
{
    struct gs_system_answer *answer = gs_system_answer_new();
    answer->outcome = GS_OUTCOME_ANSWERED;
    answer->error.name = "";
    answer->elapsed_us = elapsed_us;
    answer->has_v6_address = true;
    for (size_t i = 0; texts[i] != NULL; i++) {
        struct gs_addrinfo row = {
            .address = address(texts[i]),
            .flags = gs_hints_default().flags,
            .socktype = SOCK_STREAM,
            .protocol = IPPROTO_TCP,
            .port = port,
        };
        row.family = row.address.family;
        row.source.address = address(row.family == AF_INET ? "10.0.0.7" : "2001:db8::7");
        row.source.prefix_bits = row.family == AF_INET ? 24 : 64;
        (void)snprintf(row.source.interface, sizeof row.source.interface, "eth0");
        gs_vec_push(&answer->rows, row);
    }
    answer->rows.items[0].canonname = gs_mem_copy_text(session->lookup.question.host);
    apply(session, (struct gs_event){.type = GS_EVENT_SYSTEM, .of.system = answer},
          elapsed_us);
    finish(session, GS_PART_BIT(GS_PART_SYSTEM), elapsed_us);
}

static void fail_system(struct gs_session *session, enum gs_outcome outcome, int code,
                        const char *name, const char *text, int64_t elapsed_us)
{
    struct gs_system_answer *answer = gs_system_answer_new();
    answer->outcome = outcome;
    answer->error.code = code;
    answer->error.name = name;
    (void)snprintf(answer->error.text, sizeof answer->error.text, "%s", text);
    answer->elapsed_us = elapsed_us;
    apply(session, (struct gs_event){.type = GS_EVENT_SYSTEM, .of.system = answer},
          elapsed_us);
    finish(session, GS_PART_BIT(GS_PART_SYSTEM), elapsed_us);
}

/* -- DNS ----------------------------------------------------------------------------- */

static void ask_dns(struct gs_session *session)
{
    static const uint16_t types[] = {GS_TYPE_A, GS_TYPE_AAAA, GS_TYPE_CNAME,
                                     GS_TYPE_HTTPS};
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        struct gs_event event = {.type = GS_EVENT_QUERY};
        event.of.query.name = gs_mem_copy_text(session->lookup.question.host_ascii);
        event.of.query.type = types[i];
        apply(session, event, 0);
    }
}

static void answer_dns(struct gs_session *session, uint16_t type, const char *text,
                       uint32_t ttl_s, int64_t elapsed_us)
{
    const char *name = session->lookup.question.host_ascii;
    struct gs_dns_answer *answer = gs_dns_answer_new(name, type);
    struct gs_endpoint server = {address("10.0.0.2"), 53};
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
            .address = address(text),
            .ttl_s = ttl_s,
            .type = type,
            .class_ = 1,
        };
        gs_vec_push(&answer->answer, record);
    }
    apply(session, (struct gs_event){.type = GS_EVENT_DNS, .of.dns = answer}, elapsed_us);
}

/* Every question with the same failure: NXDOMAIN, or no reply in `tries` tries. */
static void fail_dns(struct gs_session *session, enum gs_outcome outcome, int rcode,
                     size_t tries, int64_t try_us)
{
    ask_dns(session);
    for (size_t i = 0; i < session->lookup.now.dns.count; i++) {
        const struct gs_dns_query *query = &session->lookup.now.dns.items[i];
        struct gs_dns_answer *answer = gs_dns_answer_new(query->name, query->type);
        struct gs_dns_try try = {.server = {address("10.0.0.2"), 53},
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
        apply(session, (struct gs_event){.type = GS_EVENT_DNS, .of.dns = answer},
              answer->elapsed_us);
    }
    finish(session, GS_PART_BIT(GS_PART_DNS), (int64_t)tries * try_us);
}

/* -- reverse, services, mail --------------------------------------------------------- */

static void answer_reverse(struct gs_session *session, const char *text, const char *name,
                           int64_t elapsed_us)
{
    struct gs_address where = address(text);
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
    apply(session, (struct gs_event){.type = GS_EVENT_REVERSE, .of.reverse = reverse},
          elapsed_us);
}

static void wait_reverse(struct gs_session *session, const char *text)
{
    struct gs_address where = address(text);
    struct gs_reverse *reverse = gs_reverse_new(&where);
    reverse->started_us = began_us;
    apply(session, (struct gs_event){.type = GS_EVENT_REVERSE, .of.reverse = reverse}, 0);
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

static void answer_services(struct gs_session *session)
{
    struct gs_services *services = gs_services_new();
    services->elapsed_us = 200;
    add_service(services, "http", 80, "tcp", "www");
    add_service(services, NULL, 80, "udp", NULL);
    add_service(services, NULL, 80, "sctp", NULL);
    apply(session, (struct gs_event){.type = GS_EVENT_SERVICES, .of.services = services},
          200);
    finish(session, GS_PART_BIT(GS_PART_SERVICES), 200);
}

static struct gs_mx_plan *plan_of(const struct gs_session *session, enum gs_mx_kind kind,
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

static void add_exchange(struct gs_mx_plan *plan, uint16_t preference, const char *name,
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
        gs_vec_push(&exchange.addresses, address(v6));
    }
    gs_vec_push(&exchange.addresses, address(v4));
    gs_vec_push(&plan->exchanges, exchange);
}

static void answer_mail(struct gs_session *session, struct gs_mx_plan *plan)
{
    int64_t elapsed_us = plan->elapsed_us;
    apply(session, (struct gs_event){.type = GS_EVENT_MAIL, .of.mail = plan}, elapsed_us);
    finish(session, GS_PART_BIT(GS_PART_MAIL), elapsed_us);
}

/* -- scenes -------------------------------------------------------------------------- */

/* -- the sources --------------------------------------------------------------------- */

/* Takes: a ladder as make_ladder() reads it; the part is done where none waits. */
static void answer_sources(struct gs_session *session, const char *text, int64_t after_us)
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
    apply(session, (struct gs_event){.type = GS_EVENT_SOURCES, .of.sources = ladder},
          after_us);
    if (is_complete) {
        finish(session, GS_PART_BIT(GS_PART_SOURCES), after_us);
    }
}

static const char *const iana[] = {"2001:500:88:200::8", "192.0.43.8", NULL};

static void fill_empty(struct gs_session *session)
{
    static const struct {
        const char *host;
        const char *service;
        enum gs_outcome outcome;
        uint32_t v4;
        uint32_t v6;
        int64_t wall_s;
    } asked[] = {
        {"localhost", "ftp", GS_OUTCOME_ANSWERED, 1, 0, ASKED_S - 4 * 86400},
        {"nosuch.example.com", "", GS_OUTCOME_NO_SUCH_NAME, 0, 0, ASKED_S - 90000},
        {"五粮液.中国", "www", GS_OUTCOME_ANSWERED, 1, 0, ASKED_S - 80000},
        {"ftp.gnu.org", "ftp", GS_OUTCOME_ANSWERED, 1, 1, ASKED_S - 663},
        {"mit.edu", "www", GS_OUTCOME_ANSWERED, 1, 2, ASKED_S - 504},
        {"iana.org", "www", GS_OUTCOME_ANSWERED, 1, 1, ASKED_S - 415},
    };

    know_machine(session);
    for (size_t i = 0; i < sizeof asked / sizeof asked[0]; i++) {
        struct gs_history_entry *entry = gs_history_add(
            &session->history, asked[i].host, asked[i].service, asked[i].wall_s);
        entry->outcome = asked[i].outcome;
        entry->v4_count = asked[i].v4;
        entry->v6_count = asked[i].v6;
    }
}

static void fill_lookup(struct gs_session *session)
{
    know_machine(session);
    start(session, "iana.org", "www", SECOND, ASKED_S);
    answer_services(session);
    ask_dns(session);
    answer_dns(session, GS_TYPE_A, "192.0.43.8", 3542, 3100);
    answer_dns(session, GS_TYPE_AAAA, "2001:500:88:200::8", 3542, 11 * MS);
    answer_dns(session, GS_TYPE_CNAME, NULL, 0, 3400);
    answer_dns(session, GS_TYPE_HTTPS, NULL, 0, 3300);
    finish(session, GS_PART_BIT(GS_PART_DNS), 11 * MS);
    answer_system(session, iana, 80, 12 * MS);
    answer_sources(session,
                   "files none mdns4_minimal/rrcc unavail "
                   "dns 2001:500:88:200::8,192.0.43.8",
                   13 * MS);
    answer_reverse(session, "2001:500:88:200::8", "43-8.any.icann.org", 21 * MS);
    answer_reverse(session, "192.0.43.8", "43-8.any.icann.org", 20 * MS);
    finish(session, GS_PART_BIT(GS_PART_REVERSE), 21 * MS);
    struct gs_mx_plan *plan =
        plan_of(session, GS_MX_LISTED, GS_OUTCOME_ANSWERED, 34 * MS);
    static const char numbers[] = "15678";
    for (size_t i = 0; numbers[i] != '\0'; i++) {
        char name[32];
        char v4[16];
        char v6[32];
        (void)snprintf(name, sizeof name, "pechora%c.icann.org", numbers[i]);
        (void)snprintf(v4, sizeof v4, "192.0.2.7%zu", i);
        (void)snprintf(v6, sizeof v6, "2001:db8:33::7%zu", i);
        add_exchange(plan, 10, name, v4, v6);
    }
    answer_mail(session, plan);
}

static void fill_waiting(struct gs_session *session)
{
    fill_lookup(session);
    start(session, "iana.org", "www", 117 * SECOND, ASKED_S + 114);
    answer_services(session);
    ask_dns(session);
    answer_dns(session, GS_TYPE_A, "192.0.43.8", 3426, 3000);
    answer_dns(session, GS_TYPE_CNAME, NULL, 0, 3200);
    answer_dns(session, GS_TYPE_HTTPS, NULL, 0, 3300);
    answer_sources(session, "files none mdns4_minimal/rrcc unavail dns waiting", 5 * MS);
    wait_reverse(session, "2001:500:88:200::8");
    answer_reverse(session, "192.0.43.8", "43-8.any.icann.org", 20 * MS);
    answer_mail(session, plan_of(session, GS_MX_TEMPORARY_FAILURE,
                                 GS_OUTCOME_SERVER_FAILURE, 1100 * MS));
}

static void fill_dead(struct gs_session *session)
{
    know_machine(session);
    struct gs_history_entry *entry =
        gs_history_add(&session->history, "iana.org", "www", ASKED_S - 546);
    entry->outcome = GS_OUTCOME_ANSWERED;
    start(session, "www.example.com", "www", SECOND, ASKED_S);
    answer_services(session);
    fail_dns(session, GS_OUTCOME_TIMED_OUT, -1, 2, 5 * SECOND);
    fail_system(session, GS_OUTCOME_TRY_AGAIN, -3, "EAI_AGAIN",
                "Temporary failure in name resolution", 10 * SECOND);
    answer_sources(session, "files none mdns4_minimal/rrcc unavail dns slow",
                   10 * SECOND);
    finish(session, GS_PART_BIT(GS_PART_REVERSE), 10 * SECOND);
    struct gs_mx_plan *plan =
        plan_of(session, GS_MX_TEMPORARY_FAILURE, GS_OUTCOME_TIMED_OUT, 10 * SECOND);
    plan->rcode = -1;
    answer_mail(session, plan);
}

static void fill_idn(struct gs_session *session)
{
    static const char *const rows[] = {"218.241.105.10", NULL};
    know_machine(session);
    start(session, "五粮液.中国", "www", SECOND, ASKED_S);
    answer_services(session);
    ask_dns(session);
    answer_dns(session, GS_TYPE_A, "218.241.105.10", 601, 46 * MS);
    answer_dns(session, GS_TYPE_AAAA, NULL, 0, 47 * MS);
    answer_dns(session, GS_TYPE_CNAME, NULL, 0, 47 * MS);
    answer_dns(session, GS_TYPE_HTTPS, NULL, 0, 51 * MS);
    finish(session, GS_PART_BIT(GS_PART_DNS), 51 * MS);
    answer_system(session, rows, 80, 47 * MS);
    answer_sources(session, "files none dns 218.241.105.10", 48 * MS);
    answer_reverse(session, "218.241.105.10", NULL, 88 * MS);
    finish(session, GS_PART_BIT(GS_PART_REVERSE), 88 * MS);
    struct gs_mx_plan *plan =
        plan_of(session, GS_MX_IMPLICIT, GS_OUTCOME_NO_DATA, 51 * MS);
    add_exchange(plan, 0, "xn--dlq917e1ik.xn--fiqs8s", "218.241.105.10", NULL);
    answer_mail(session, plan);
}

static void fill_no_such_name(struct gs_session *session)
{
    know_machine(session);
    start(session, "nosuch.example.com", NULL, SECOND, ASKED_S);
    struct gs_services *services = gs_services_new();
    apply(session, (struct gs_event){.type = GS_EVENT_SERVICES, .of.services = services},
          0);
    finish(session, GS_PART_BIT(GS_PART_SERVICES), 100);
    fail_dns(session, GS_OUTCOME_NO_SUCH_NAME, 3, 1, 4 * MS);
    fail_system(session, GS_OUTCOME_NO_SUCH_NAME, -2, "EAI_NONAME",
                "Name or service not known", 9 * MS);
    answer_sources(session, "files none dns none", 9 * MS);
    finish(session, GS_PART_BIT(GS_PART_REVERSE), 9 * MS);
    struct gs_mx_plan *plan =
        plan_of(session, GS_MX_NXDOMAIN, GS_OUTCOME_NO_SUCH_NAME, 5 * MS);
    plan->rcode = 3;
    answer_mail(session, plan);
}

static void fill_no_data(struct gs_session *session)
{
    know_machine(session);
    start(session, "empty.example.com", "www", SECOND, ASKED_S);
    answer_services(session);
    fail_dns(session, GS_OUTCOME_NO_DATA, 0, 1, 4 * MS);
    fail_system(session, GS_OUTCOME_NO_DATA, -5, "EAI_NODATA",
                "No address associated with hostname", 9 * MS);
    answer_sources(session, "files none dns nodata", 9 * MS);
    finish(session, GS_PART_BIT(GS_PART_REVERSE), 9 * MS);
    answer_mail(session, plan_of(session, GS_MX_NONE, GS_OUTCOME_NO_DATA, 8 * MS));
}

static void fill_changed(struct gs_session *session)
{
    static const char *const rows[] = {"2001:500:88:200::8", "192.0.43.9", NULL};
    fill_lookup(session);
    start(session, "iana.org", "www", 20 * SECOND, ASKED_S + 19);
    answer_services(session);
    ask_dns(session);
    answer_dns(session, GS_TYPE_A, "192.0.43.9", 3600, 3100);
    answer_dns(session, GS_TYPE_AAAA, "2001:500:88:200::8", 3600, 11 * MS);
    answer_dns(session, GS_TYPE_CNAME, NULL, 0, 3400);
    answer_dns(session, GS_TYPE_HTTPS, NULL, 0, 3300);
    finish(session, GS_PART_BIT(GS_PART_DNS), 11 * MS);
    answer_system(session, rows, 80, 12 * MS);
    answer_sources(session, "files none dns 2001:500:88:200::8,192.0.43.9", 13 * MS);
    answer_reverse(session, "2001:500:88:200::8", "43-8.any.icann.org", 21 * MS);
    answer_reverse(session, "192.0.43.9", NULL, 20 * MS);
    finish(session, GS_PART_BIT(GS_PART_REVERSE), 21 * MS);
    answer_mail(session, plan_of(session, GS_MX_NULL, GS_OUTCOME_ANSWERED, 8 * MS));
}

/* The hosts file has an IPv4 address alone, DNS both; a module is missing, one hangs. */
static void fill_sources(struct gs_session *session)
{
    static const char *const rows[] = {"192.0.43.80", NULL};
    know_machine(session);
    start(session, "iana.org", "www", SECOND, ASKED_S);
    answer_services(session);
    ask_dns(session);
    answer_dns(session, GS_TYPE_A, "192.0.43.8", 3600, 3100);
    answer_dns(session, GS_TYPE_AAAA, "2001:500:88:200::8", 3600, 11 * MS);
    finish(session, GS_PART_BIT(GS_PART_DNS), 11 * MS);
    answer_system(session, rows, 80, 1 * MS);
    answer_reverse(session, "192.0.43.80", NULL, 20 * MS);
    finish(session, GS_PART_BIT(GS_PART_REVERSE), 21 * MS);
    answer_mail(session, plan_of(session, GS_MX_NULL, GS_OUTCOME_ANSWERED, 8 * MS));
    answer_sources(session,
                   "gslab missing files/rrcc 192.0.43.80 "
                   "dns 2001:500:88:200::8,192.0.43.8 myhostname waiting",
                   13 * MS);
    struct gs_ladder *ladder = session->lookup.now.sources;
    make_hosts_line(ladder, 4, "192.0.43.80");
    make_hosts_line(ladder, 9, "fe80::8%eth0");
    session->revision++;
}

static void stop(struct gs_session *session, int64_t after_us)
{
    apply(session, (struct gs_event){.type = GS_EVENT_CANCELLED}, after_us);
}

/* Stopped while a silent server is waited for, the second try of A under way. */
static void fill_stopped(struct gs_session *session)
{
    know_machine(session);
    start(session, "silent.example.com", "www", SECOND, ASKED_S);
    answer_services(session);
    ask_dns(session);
    answer_dns(session, GS_TYPE_CNAME, NULL, 0, 3400);
    struct gs_event event = {.type = GS_EVENT_TRY};
    event.of.query.name = gs_mem_copy_text("silent.example.com");
    event.of.query.type = GS_TYPE_A;
    event.of.query.try = (struct gs_dns_try){.server = {address("10.0.0.2"), 53},
                                             .outcome = GS_OUTCOME_TIMED_OUT,
                                             .elapsed_us = SECOND};
    apply(session, event, SECOND);
    stop(session, 1200 * MS);
}

/* Stopped while a known answer is asked again. */
static void fill_stopped_again(struct gs_session *session)
{
    fill_lookup(session);
    start(session, "iana.org", "www", 20 * SECOND, ASKED_S + 19);
    answer_services(session);
    ask_dns(session);
    answer_dns(session, GS_TYPE_A, "192.0.43.9", 3600, 3100);
    stop(session, 400 * MS);
}

static void fill_log(struct gs_session *session)
{
    fill_lookup(session);
    log_scene_fill(session);
}

/* A cell of the matrix, as glibc answers it. */
static struct gs_system_answer *variant_answer(const struct gs_question *question)
{
    static const char *const addresses[] = {"2001:500:88:200::8", "192.0.43.8"};
    static const int families[] = {AF_INET6, AF_INET};
    struct gs_system_answer *answer = gs_system_answer_new();
    int socktype = question->hints.socktype;
    answer->error.name = "";
    if (socktype == SOCK_RDM) {
        answer->outcome = GS_OUTCOME_BAD_QUESTION;
        answer->error.code = -7;
        answer->error.name = "EAI_SOCKTYPE";
        return answer;
    }
    if (socktype != 0 && socktype != SOCK_STREAM) {
        answer->outcome = GS_OUTCOME_BAD_QUESTION;
        answer->error.code = -8;
        answer->error.name = "EAI_SERVICE";
        return answer;
    }
    answer->outcome = GS_OUTCOME_ANSWERED;
    for (size_t i = 0; i < 2; i++) {
        if (question->hints.family == 0 || question->hints.family == families[i]) {
            struct gs_addrinfo row = {.address = address(addresses[i]),
                                      .family = families[i],
                                      .socktype = SOCK_STREAM,
                                      .protocol = IPPROTO_TCP,
                                      .port = 80};
            gs_vec_push(&answer->rows, row);
        }
    }
    return answer;
}

/* The matrix asked, and its first cells answered. */
static void fill_matrix_cells(struct gs_session *session, size_t count)
{
    fill_lookup(session);
    struct gs_event event = {.type = GS_EVENT_STARTED};
    event.of.started.question = gs_mem_new(1, sizeof *event.of.started.question);
    *event.of.started.question = session->lookup.question;
    event.of.started.parts = GS_PART_BIT(GS_PART_MATRIX);
    event.of.started.wall_s = ASKED_S;
    round_id++;
    apply(session, event, 100 * MS);
    for (size_t i = 0; i < count; i++) {
        struct gs_event answered = {.type = GS_EVENT_VARIANT};
        answered.of.variant.part = GS_PART_MATRIX;
        answered.of.variant.number = i;
        answered.of.variant.answer =
            variant_answer(session->lookup.now.matrix.items[i].question);
        apply(session, answered, 110 * MS);
    }
    if (count == GS_MATRIX_CELLS) {
        finish(session, GS_PART_BIT(GS_PART_MATRIX), 120 * MS);
    }
}

static void fill_matrix(struct gs_session *session)
{
    fill_matrix_cells(session, GS_MATRIX_CELLS);
}

static void fill_matrix_waiting(struct gs_session *session)
{
    fill_matrix_cells(session, 20);
}

/* The parts of the services view, asked when it is seen. */
static void start_calls(struct gs_session *session)
{
    struct gs_event event = {.type = GS_EVENT_STARTED};
    event.of.started.question = gs_mem_new(1, sizeof *event.of.started.question);
    *event.of.started.question = session->lookup.question;
    event.of.started.parts = GS_PART_BIT(GS_PART_CALLS) | GS_PART_BIT(GS_PART_NAMEINFO);
    event.of.started.wall_s = ASKED_S;
    round_id++;
    apply(session, event, 100 * MS);
}

static void fill_lookup_calls(struct gs_session *session)
{
    fill_lookup(session);
    start_calls(session);
    apply(session, call_event_of_iana(0), 101 * MS);
    finish(session, GS_PART_BIT(GS_PART_CALLS) | GS_PART_BIT(GS_PART_NAMEINFO), 103 * MS);
}

static void fill_services(struct gs_session *session)
{
    fill_lookup(session);
    start(session, "iana.org", "smtp", SECOND, ASKED_S);
    answer_system(session, iana, 25, 12 * MS);
    finish(session, LOOKUP_PARTS | GS_PART_BIT(GS_PART_SOURCES), 13 * MS);
    start_calls(session);
    apply(session, call_event(0), 101 * MS);
    apply(session, nameinfo_event(0, "192.0.43.8"), 102 * MS);
    finish(session, GS_PART_BIT(GS_PART_CALLS) | GS_PART_BIT(GS_PART_NAMEINFO), 103 * MS);
    apply(session, table_event(ASKED_S + 1), 104 * MS);
    apply(session, table_service_event(), 105 * MS);
}

static void fill_services_waiting(struct gs_session *session)
{
    fill_lookup(session);
    start_calls(session);
    apply(session, call_waiting_event(0), 101 * MS);
}

static void fill_services_missing(struct gs_session *session)
{
    know_machine(session);
    apply(session, table_missing_event(), 104 * MS);
}

#define MAIL(filler)                                                                     \
    .fill = (filler), .host = "user@example.org", .service = "smtp",                     \
    .now_us = 60 * SECOND, .now_wall_s = ASKED_S + 1618
#define AFTER_2_S .now_us = 3 * SECOND - 500 * MS, .now_wall_s = ASKED_S + 2
#define SMTP      .fill = fill_services, .host = "iana.org", .service = "smtp", AFTER_2_S

/* The same as the demo tells it. */
static void make_demo(struct gs_session *session)
{
    struct gs_machine *machine = gs_mem_new(1, sizeof *machine);
    *machine = session->machine;
    machine->resolver.servers[0] = (struct gs_endpoint){address("127.0.0.1"), 53053};
    machine->resolver.is_demo = true;
    apply(session, (struct gs_event){.type = GS_EVENT_MACHINE, .of.machine = machine}, 0);
}

static void fill_demo(struct gs_session *session)
{
    fill_lookup(session);
    make_demo(session);
}

static void fill_demo_race(struct gs_session *session)
{
    race_scene_fill(session);
    make_demo(session);
}

static void fill_demo_connect(struct gs_session *session)
{
    connect_scene_fill(session);
    make_demo(session);
}

#define TOUR(station)                                                                    \
    .steps = {{GS_COMMAND_COMMAND_LINE, NULL},                                           \
              {GS_COMMAND_NONE, "tour " station},                                        \
              {GS_COMMAND_ACCEPT, NULL}}

#define IANA               .fill = fill_lookup, .host = "iana.org", .service = "www", AFTER_2_S
#define IDN(filler, name_) .fill = (filler), .host = (name_), .service = "www", AFTER_2_S
#define NULL_FTP(filler)   .fill = (filler), .service = "ftp", .is_null = true, AFTER_2_S

#define ORDER(fill_, host_)                                                              \
    .fill = fill_, .host = host_, .service = "https", .now_us = 2 * SECOND,              \
    .now_wall_s = ASKED_S + 785

/* 22 seconds after python.org's records were asked. */
#define RECORDS(filler, name)                                                            \
    .fill = filler, .host = name, .service = "www", .now_us = 23 * (int64_t)SECOND,      \
    .now_wall_s = RECORD_SCENE_BEGAN_S + 22

#define WHOIS(filler, host_)                                                             \
    .fill = filler, .host = host_, .now_us = 3 * SECOND - 500 * MS,                      \
    .now_wall_s = ASKED_S + 2

/* Two seconds after the question. */
#define SERVERS(script, name)                                                            \
    .fill = (script), .host = (name), .service = "",                                     \
    .now_us = SERVERS_SCENE_US + 2000000, .now_wall_s = SERVERS_SCENE_S + 2

/* Two seconds after the race began. */
#define IN_RACE                                                                          \
    {                                                                                    \
        GS_COMMAND_VIEW_RACE, NULL                                                       \
    }
#define RACE(script) RACE_OF(script, RACE_SCENE_HOST, "www", 2 * SECOND)
#define RACE_OF(script, host_, service_, after_us)                                       \
    .fill = (script), .host = (host_), .service = (service_),                            \
    .now_us = RACE_SCENE_US + (after_us), .now_wall_s = RACE_SCENE_S + 2

#define FAMILIES(script, name)                                                           \
    .fill = (script), .host = (name), .service = "",                                     \
    .now_us = FAMILIES_SCENE_US + 2000000, .now_wall_s = FAMILIES_SCENE_S + 2

/* The command goes to the pane, wherever it stands. */
#define TO_FAMILIES                                                                      \
    {GS_COMMAND_COMMAND_LINE, NULL}, {GS_COMMAND_NONE, "families"},                      \
    {                                                                                    \
        GS_COMMAND_ACCEPT, NULL                                                          \
    }

/* Twelve seconds after the question: an attempt is waited for ten. */
#define CONNECT(script) CONNECT_OF(script, CONNECT_SCENE_HOST, "www", 12 * SECOND)
#define CONNECT_OF(script, host_, service_, after_us)                                    \
    .fill = (script), .host = (host_), .service = (service_),                            \
    .now_us = CONNECT_SCENE_US + (after_us), .now_wall_s = CONNECT_SCENE_S + 12

/* The key that connects goes to the pane, from wherever. */
#define TO_CONNECT                                                                       \
    {                                                                                    \
        GS_COMMAND_CONNECT, NULL                                                         \
    }
#define CONNECT_ZOOMED                                                                   \
    TO_CONNECT,                                                                          \
    {                                                                                    \
        GS_COMMAND_ZOOM, NULL                                                            \
    }

/* The pane alone, four seconds after the question. */
#define NETWORK(script)                                                                  \
    .fill = (script), .host = NETWORK_SCENE_HOST, .service = "www",                      \
    .now_us = NETWORK_SCENE_US + 4 * SECOND, .now_wall_s = NETWORK_SCENE_S + 4

#define TO_NETWORK                                                                       \
    {GS_COMMAND_VIEW_RACE, NULL}, {GS_COMMAND_PREVIOUS_PANE, NULL},                      \
    {                                                                                    \
        GS_COMMAND_ZOOM, NULL                                                            \
    }

/* The scenes of watched hosts, on this machine. */
static void fill_monitor_all_paused(struct gs_session *session)
{
    know_machine(session);
    monitor_scene_all_paused(session);
}

static void fill_monitor_broken(struct gs_session *session)
{
    know_machine(session);
    monitor_scene_broken(session);
}

static void fill_monitor_empty(struct gs_session *session)
{
    know_machine(session);
    monitor_scene_empty(session);
}

static void fill_monitor_failing(struct gs_session *session)
{
    know_machine(session);
    monitor_scene_failing(session);
}

static void fill_monitor_expects(struct gs_session *session)
{
    know_machine(session);
    monitor_scene_expects(session);
}

static void fill_monitor_fill(struct gs_session *session)
{
    know_machine(session);
    monitor_scene_fill(session);
}

static void fill_monitor_hostile(struct gs_session *session)
{
    know_machine(session);
    monitor_scene_hostile(session);
}

static void fill_monitor_many(struct gs_session *session)
{
    know_machine(session);
    monitor_scene_many(session);
}

static void fill_monitor_paused(struct gs_session *session)
{
    know_machine(session);
    monitor_scene_paused(session);
}

static void fill_monitor_waiting(struct gs_session *session)
{
    know_machine(session);
    monitor_scene_waiting(session);
}

#define MONITOR(filler)                                                                  \
    .fill = (filler), .now_us = MONITOR_SCENE_US, .now_wall_s = MONITOR_SCENE_S
#define TO_MONITOR                                                                       \
    {GS_COMMAND_CLOSE, NULL},                                                            \
    {                                                                                    \
        GS_COMMAND_VIEW_MONITOR, NULL                                                    \
    }

const struct gs_scene gs_scenes[] = {
    {.name = "network", NETWORK(network_scene_fill), .steps = {TO_NETWORK}},
    {.name = "network_nat64", NETWORK(network_scene_nat64), .steps = {TO_NETWORK}},
    {.name = "network_changed", NETWORK(network_scene_changed), .steps = {TO_NETWORK}},
    {.name = "network_unknown", NETWORK(network_scene_unknown), .steps = {TO_NETWORK}},
    {.name = "network_hostile", NETWORK(network_scene_hostile), .steps = {TO_NETWORK}},
    {.name = "network_details",
     NETWORK(network_scene_fill),
     .steps = {TO_NETWORK, {GS_COMMAND_DOWN, NULL}, {GS_COMMAND_DETAILS, NULL}}},
    {.name = "network_lookup", NETWORK(network_scene_nat64)},
    {.name = "network_beside",
     NETWORK(network_scene_fill),
     .steps = {{GS_COMMAND_VIEW_RACE, NULL}, {GS_COMMAND_PREVIOUS_PANE, NULL}}},
    {.name = "race", RACE(race_scene_fill), .steps = {IN_RACE}},
    {.name = "race_v6_wins", RACE(race_scene_v6_wins), .steps = {IN_RACE}},
    {.name = "race_v6_refused", RACE(race_scene_v6_refused), .steps = {IN_RACE}},
    {.name = "race_black_hole", RACE(race_scene_black_hole), .steps = {IN_RACE}},
    {.name = "race_v4_only", RACE(race_scene_v4_only), .steps = {IN_RACE}},
    {.name = "race_v6_only", RACE(race_scene_v6_only), .steps = {IN_RACE}},
    {.name = "race_aaaa_late", RACE(race_scene_aaaa_late), .steps = {IN_RACE}},
    {.name = "race_aaaa_never", RACE(race_scene_aaaa_never), .steps = {IN_RACE}},
    {.name = "race_eight", RACE(race_scene_eight), .steps = {IN_RACE}},
    {.name = "race_many",
     RACE(race_scene_many),
     .steps = {IN_RACE, {GS_COMMAND_LAST, NULL}}},
    {.name = "race_running",
     RACE_OF(race_scene_running, RACE_SCENE_HOST, "www", 200 * MS),
     .steps = {IN_RACE}},
    {.name = "race_again",
     RACE_OF(race_scene_again, RACE_SCENE_HOST, "www", 60 * SECOND + 300 * MS),
     .steps = {IN_RACE}},
    {.name = "race_stopped", RACE(race_scene_stopped), .steps = {IN_RACE}},
    {.name = "race_nobody", RACE(race_scene_nobody), .steps = {IN_RACE}},
    {.name = "race_literal",
     RACE_OF(race_scene_literal, "2001:db8::80", "https", 2 * SECOND),
     .steps = {IN_RACE}},
    {.name = "race_libc",
     RACE_OF(race_scene_libc, "printer", "www", 2 * SECOND),
     .steps = {IN_RACE}},
    {.name = "race_no_port",
     RACE_OF(race_scene_no_port, RACE_SCENE_HOST, "tftp", 2 * SECOND),
     .steps = {IN_RACE}},
    {.name = "race_history",
     RACE_OF(race_scene_history, RACE_SCENE_HOST, "www", 42 * SECOND),
     .steps = {IN_RACE}},
    {.name = "race_past",
     RACE_OF(race_scene_history, RACE_SCENE_HOST, "www", 42 * SECOND),
     .steps = {IN_RACE, {GS_COMMAND_NEXT_PANE, NULL}, {GS_COMMAND_DETAILS, NULL}}},
    {.name = "race_copy",
     RACE(race_scene_both),
     .steps = {IN_RACE, {GS_COMMAND_COPY_ROW, NULL}}},
    {.name = "race_lane",
     RACE(race_scene_fill),
     .steps = {IN_RACE, {GS_COMMAND_UP, NULL}, {GS_COMMAND_DETAILS, NULL}}},
    {.name = "race_question",
     RACE(race_scene_fill),
     .steps = {IN_RACE, {GS_COMMAND_FIRST, NULL}, {GS_COMMAND_DETAILS, NULL}}},
    {.name = "race_command",
     RACE(race_scene_fill),
     .steps = {IN_RACE, {GS_COMMAND_COMMAND_LINE, NULL}, {GS_COMMAND_NONE, "race "}}},
    {.name = "race_help",
     RACE(race_scene_fill),
     .steps = {IN_RACE, {GS_COMMAND_HELP, NULL}}},
    {.name = "race_turned",
     RACE(race_scene_fill),
     .steps = {IN_RACE, {GS_COMMAND_ATTEMPTS_LATER, NULL}}},
    {.name = "race_null", NULL_FTP(bind_scene_asked), .steps = {IN_RACE}},
    {.name = "whois",
     WHOIS(whois_scene_chain, "www.python.org"),
     .steps = {{GS_COMMAND_VIEW_WHOIS, NULL}}},
    {.name = "whois_waiting",
     WHOIS(whois_scene_waiting, "www.python.org"),
     .steps = {{GS_COMMAND_VIEW_WHOIS, NULL}}},
    {.name = "whois_closed",
     WHOIS(whois_scene_closed, "name.org"),
     .steps = {{GS_COMMAND_VIEW_WHOIS, NULL}}},
    {.name = "whois_network",
     WHOIS(whois_scene_network, "192.0.2.7"),
     .steps = {{GS_COMMAND_VIEW_WHOIS, NULL}}},
    {.name = "whois_hostile",
     WHOIS(whois_scene_hostile, "python.org"),
     .steps = {{GS_COMMAND_VIEW_WHOIS, NULL}}},
    {.name = "whois_nothing",
     WHOIS(whois_scene_nothing, "secret.onion"),
     .steps = {{GS_COMMAND_VIEW_WHOIS, NULL}}},
    {.name = "whois_root",
     WHOIS(whois_scene_chain, "www.python.org"),
     .steps = {{GS_COMMAND_VIEW_WHOIS, NULL},
               {GS_COMMAND_NEXT_PANE, NULL},
               {GS_COMMAND_FIRST, NULL}}},
    {.name = "whois_hop",
     WHOIS(whois_scene_chain, "www.python.org"),
     .steps = {{GS_COMMAND_VIEW_WHOIS, NULL},
               {GS_COMMAND_NEXT_PANE, NULL},
               {GS_COMMAND_DETAILS, NULL}}},
    {.name = "whois_filter",
     WHOIS(whois_scene_chain, "www.python.org"),
     .steps = {{GS_COMMAND_VIEW_WHOIS, NULL},
               {GS_COMMAND_FILTER, NULL},
               {GS_COMMAND_NONE, "date"},
               {GS_COMMAND_ACCEPT, NULL}}},
    {.name = "empty", .fill = fill_empty, .now_us = SECOND, .now_wall_s = ASKED_S - 7},
    {.name = "lookup", IANA},
    {.name = "waiting",
     .fill = fill_waiting,
     .host = "iana.org",
     .service = "www",
     .now_us = 117 * SECOND + 1800 * MS,
     .now_wall_s = ASKED_S + 116},
    {.name = "dead_server",
     .fill = fill_dead,
     .host = "www.example.com",
     .service = "www",
     .now_us = 12 * SECOND,
     .now_wall_s = ASKED_S + 11},
    {.name = "idn", .fill = fill_idn, .host = "五粮液.中国", .service = "www", AFTER_2_S},
    {.name = "idn_details",
     .fill = fill_idn,
     .host = "五粮液.中国",
     .service = "www",
     AFTER_2_S,
     .steps = {{GS_COMMAND_NEXT_PANE, NULL},
               {GS_COMMAND_NEXT_PANE, NULL},
               {GS_COMMAND_ROW_DETAILS, NULL}}},
    {.name = "idn_alike", IDN(idn_scene_alike, "www.аррӏе.раypal.com")},
    {.name = "idn_alike_details",
     IDN(idn_scene_alike, "www.аррӏе.раypal.com"),
     .steps = {{GS_COMMAND_NEXT_PANE, NULL},
               {GS_COMMAND_NEXT_PANE, NULL},
               {GS_COMMAND_DOWN, NULL},
               {GS_COMMAND_ROW_DETAILS, NULL}}},
    {.name = "idn_changed", IDN(idn_scene_changed, "faß.a·b.東京タワー.example")},
    {.name = "idn_rtl", IDN(idn_scene_rtl, "אב1.דג.example")},
    {.name = "idn_typed",
     IANA,
     .steps = {{GS_COMMAND_QUESTION, NULL}, {GS_COMMAND_NONE, "user@faß.de"}}},
    {.name = "idn_typed_refused",
     IANA,
     .steps = {{GS_COMMAND_QUESTION, NULL}, {GS_COMMAND_NONE, "bücher.☃.net"}}},
    {.name = "no_such_name",
     .fill = fill_no_such_name,
     .host = "nosuch.example.com",
     AFTER_2_S},
    {.name = "no_data",
     .fill = fill_no_data,
     .host = "empty.example.com",
     .service = "www",
     AFTER_2_S},
    {.name = "changed",
     .fill = fill_changed,
     .host = "iana.org",
     .service = "www",
     .now_us = 21 * SECOND,
     .now_wall_s = ASKED_S + 21},
    {.name = "stopped",
     .fill = fill_stopped,
     .host = "silent.example.com",
     .service = "www",
     AFTER_2_S},
    {.name = "stopped_again",
     .fill = fill_stopped_again,
     .host = "iana.org",
     .service = "www",
     .now_us = 21 * SECOND,
     .now_wall_s = ASKED_S + 21},
    {.name = "sources",
     .fill = fill_sources,
     .host = "iana.org",
     .service = "www",
     AFTER_2_S},
    {.name = "source_details",
     .fill = fill_sources,
     .host = "iana.org",
     .service = "www",
     AFTER_2_S,
     .steps = {{GS_COMMAND_NEXT_PANE, NULL},
               {GS_COMMAND_NEXT_PANE, NULL},
               {GS_COMMAND_DOWN, NULL},
               {GS_COMMAND_DETAILS, NULL}}},
    {.name = "details",
     IANA,
     .steps = {{GS_COMMAND_NEXT_PANE, NULL}, {GS_COMMAND_DETAILS, NULL}}},
    {.name = "help", IANA, .steps = {{GS_COMMAND_HELP, NULL}}},
    {.name = "help_search",
     IANA,
     .steps = {{GS_COMMAND_HELP, NULL},
               {GS_COMMAND_SEARCH, NULL},
               {GS_COMMAND_NONE, "ROW"},
               {GS_COMMAND_ACCEPT, NULL},
               {GS_COMMAND_SEARCH_NEXT, NULL},
               {GS_COMMAND_SEARCH_NEXT, NULL},
               {GS_COMMAND_SEARCH_PREVIOUS, NULL}}},
    {.name = "help_prompt",
     IANA,
     .steps = {{GS_COMMAND_HELP, NULL},
               {GS_COMMAND_SEARCH, NULL},
               {GS_COMMAND_NONE, "fil"}}},
    {.name = "copy",
     IANA,
     .steps = {{GS_COMMAND_NEXT_PANE, NULL},
               {GS_COMMAND_COPY_ROW, NULL},
               {GS_COMMAND_DOWN, NULL},
               {GS_COMMAND_DOWN, NULL},
               {GS_COMMAND_DOWN, NULL},
               {GS_COMMAND_DOWN, NULL}}},
    {.name = "hints",
     IANA,
     .steps = {{GS_COMMAND_HINTS, NULL},
               {GS_COMMAND_PREVIOUS_PANE, NULL},
               {GS_COMMAND_DOWN, NULL},
               {GS_COMMAND_DOWN, NULL}}},
    {.name = "filter",
     IANA,
     .steps = {{GS_COMMAND_PREVIOUS_PANE, NULL},
               {GS_COMMAND_FILTER, NULL},
               {GS_COMMAND_NONE, "pechora6"},
               {GS_COMMAND_ACCEPT, NULL}}},
    {.name = "search",
     IANA,
     .steps = {{GS_COMMAND_PREVIOUS_PANE, NULL},
               {GS_COMMAND_SEARCH, NULL},
               {GS_COMMAND_NONE, "ra7"},
               {GS_COMMAND_ACCEPT, NULL}}},
    {.name = "zoom",
     IANA,
     .steps = {{GS_COMMAND_PREVIOUS_PANE, NULL}, {GS_COMMAND_ZOOM, NULL}}},
    {.name = "prompt",
     IANA,
     .steps = {{GS_COMMAND_SEARCH, NULL}, {GS_COMMAND_NONE, "icann"}}},
    {.name = "bind_before", NULL_FTP(bind_scene_asked)},
    {.name = "bind_denied", NULL_FTP(bind_scene_denied)},
    {.name = "bind_question",
     NULL_FTP(bind_scene_denied),
     .steps = {{GS_COMMAND_DETAILS, NULL}}},
    {.name = "bind_listening", NULL_FTP(bind_scene_listening)},
    {.name = "bind_accepted",
     NULL_FTP(bind_scene_accepted),
     .steps = {{GS_COMMAND_NEXT_PANE, NULL}}},
    {.name = "bind_client",
     NULL_FTP(bind_scene_accepted),
     .steps = {{GS_COMMAND_NEXT_PANE, NULL},
               {GS_COMMAND_DOWN, NULL},
               {GS_COMMAND_DETAILS, NULL}}},
    {.name = "bind_socket",
     NULL_FTP(bind_scene_accepted),
     .steps = {{GS_COMMAND_DOWN, NULL},
               {GS_COMMAND_DOWN, NULL},
               {GS_COMMAND_DETAILS, NULL}}},
    {.name = "bind_closed", NULL_FTP(bind_scene_closed)},
    {.name = "lookup_calls",
     .fill = fill_lookup_calls,
     .host = "iana.org",
     .service = "www",
     AFTER_2_S},
    {.name = "mail", MAIL(mail_scene_fill), .steps = {{GS_COMMAND_VIEW_MAIL, NULL}}},
    {.name = "mail_other_sender",
     MAIL(mail_scene_fill),
     .steps = {{GS_COMMAND_VIEW_MAIL, NULL}, {GS_COMMAND_FAMILY, NULL}}},
    {.name = "mail_exchange",
     MAIL(mail_scene_fill),
     .steps = {{GS_COMMAND_VIEW_MAIL, NULL},
               {GS_COMMAND_DOWN, NULL},
               {GS_COMMAND_ROW_DETAILS, NULL}}},
    {.name = "mail_greeted",
     MAIL(mail_scene_greeted),
     .steps = {{GS_COMMAND_VIEW_MAIL, NULL}, {GS_COMMAND_PREVIOUS_PANE, NULL}}},
    {.name = "mail_null", MAIL(mail_scene_null), .steps = {{GS_COMMAND_VIEW_MAIL, NULL}}},
    {.name = "mail_implicit",
     MAIL(mail_scene_implicit),
     .steps = {{GS_COMMAND_VIEW_MAIL, NULL}}},
    {.name = "mail_failed",
     MAIL(mail_scene_failed),
     .steps = {{GS_COMMAND_VIEW_MAIL, NULL}}},
    {.name = "mail_waiting",
     MAIL(mail_scene_waiting),
     .steps = {{GS_COMMAND_VIEW_MAIL, NULL}}},
    {.name = "services", SMTP, .steps = {{GS_COMMAND_VIEW_SERVICES, NULL}}},
    {.name = "services_filter",
     SMTP,
     .steps = {{GS_COMMAND_VIEW_SERVICES, NULL},
               {GS_COMMAND_FILTER, NULL},
               {GS_COMMAND_NONE, "tp"},
               {GS_COMMAND_ACCEPT, NULL}}},
    {.name = "services_sorted",
     SMTP,
     .steps = {{GS_COMMAND_VIEW_SERVICES, NULL},
               {GS_COMMAND_SORT_NEXT, NULL},
               {GS_COMMAND_SORT_REVERSE, NULL}}},
    {.name = "services_details",
     SMTP,
     .steps = {{GS_COMMAND_VIEW_SERVICES, NULL}, {GS_COMMAND_DETAILS, NULL}}},
    {.name = "services_conflict",
     SMTP,
     .steps = {{GS_COMMAND_VIEW_SERVICES, NULL},
               {GS_COMMAND_LAST, NULL},
               {GS_COMMAND_UP, NULL},
               {GS_COMMAND_UP, NULL},
               {GS_COMMAND_DETAILS, NULL}}},
    {.name = "calls_details",
     SMTP,
     .steps = {{GS_COMMAND_VIEW_SERVICES, NULL},
               {GS_COMMAND_NEXT_PANE, NULL},
               {GS_COMMAND_NEXT_PANE, NULL},
               {GS_COMMAND_DOWN, NULL},
               {GS_COMMAND_DETAILS, NULL}}},
    {.name = "nameinfo_details",
     SMTP,
     .steps = {{GS_COMMAND_VIEW_SERVICES, NULL},
               {GS_COMMAND_PREVIOUS_PANE, NULL},
               {GS_COMMAND_LAST, NULL},
               {GS_COMMAND_UP, NULL},
               {GS_COMMAND_DETAILS, NULL}}},
    {.name = "services_waiting",
     .fill = fill_services_waiting,
     .host = "iana.org",
     .service = "www",
     AFTER_2_S,
     .steps = {{GS_COMMAND_VIEW_SERVICES, NULL}}},
    {.name = "services_missing",
     .fill = fill_services_missing,
     AFTER_2_S,
     .steps = {{GS_COMMAND_CLOSE, NULL}, {GS_COMMAND_VIEW_SERVICES, NULL}}},
    {.name = "log",
     .fill = fill_log,
     .host = "iana.org",
     .service = "www",
     .now_us = 2 * SECOND,
     .now_wall_s = ASKED_S + 2936,
     .steps = {{GS_COMMAND_VIEW_LOG, NULL}}},
    {.name = "log_filter",
     .fill = fill_log,
     .host = "iana.org",
     .service = "www",
     .now_us = 2 * SECOND,
     .now_wall_s = ASKED_S + 2936,
     .steps = {{GS_COMMAND_VIEW_LOG, NULL},
               {GS_COMMAND_FILTER, NULL},
               {GS_COMMAND_NONE, "dns"},
               {GS_COMMAND_ACCEPT, NULL},
               {GS_COMMAND_UP, NULL}}},
    {.name = "log_details",
     .fill = fill_log,
     .host = "iana.org",
     .service = "www",
     .now_us = 2 * SECOND,
     .now_wall_s = ASKED_S + 2936,
     .steps = {{GS_COMMAND_VIEW_LOG, NULL},
               {GS_COMMAND_UP, NULL},
               {GS_COMMAND_UP, NULL},
               {GS_COMMAND_ROW_DETAILS, NULL}}},
    {.name = "log_empty",
     .fill = fill_empty,
     .now_us = SECOND,
     .now_wall_s = ASKED_S - 7,
     .steps = {{GS_COMMAND_CLOSE, NULL}, {GS_COMMAND_VIEW_LOG, NULL}}},
    {.name = "matrix",
     .fill = fill_matrix,
     .host = "iana.org",
     .service = "www",
     AFTER_2_S,
     .steps = {{GS_COMMAND_MATRIX, NULL},
               {GS_COMMAND_DOWN, NULL},
               {GS_COMMAND_CELL_LEFT, NULL}}},
    {.name = "matrix_waiting",
     .fill = fill_matrix_waiting,
     .host = "iana.org",
     .service = "www",
     AFTER_2_S,
     .steps = {{GS_COMMAND_MATRIX, NULL}, {GS_COMMAND_PREVIOUS_PANE, NULL}}},
    {.name = "records",
     RECORDS(record_scene_fill, "python.org"),
     .steps = {{GS_COMMAND_VIEW_RECORDS, NULL}}},
    {.name = "records_waiting",
     RECORDS(record_scene_waiting, "python.org"),
     .steps = {{GS_COMMAND_VIEW_RECORDS, NULL}}},
    {.name = "records_no_name",
     RECORDS(record_scene_no_name, "nosuch.python.org"),
     .steps = {{GS_COMMAND_VIEW_RECORDS, NULL}, {GS_COMMAND_DETAILS, NULL}}},
    {.name = "records_servfail",
     RECORDS(record_scene_failing, "python.org"),
     .steps = {{GS_COMMAND_VIEW_RECORDS, NULL},
               {GS_COMMAND_DOWN, NULL},
               {GS_COMMAND_DOWN, NULL}}},
    {.name = "records_alias",
     RECORDS(record_scene_alias, "www.python.org"),
     .steps = {{GS_COMMAND_VIEW_RECORDS, NULL}, {GS_COMMAND_SORT_PREVIOUS, NULL}}},
    {.name = "records_by_name",
     RECORDS(record_scene_alias, "www.python.org"),
     .steps = {{GS_COMMAND_VIEW_RECORDS, NULL},
               {GS_COMMAND_SORT_NEXT, NULL},
               {GS_COMMAND_FIRST, NULL}}},
    {.name = "records_https",
     RECORDS(record_scene_fill, "python.org"),
     .steps = {{GS_COMMAND_VIEW_RECORDS, NULL},
               {GS_COMMAND_FILTER, NULL},
               {GS_COMMAND_NONE, "HTTPS"},
               {GS_COMMAND_ACCEPT, NULL},
               {GS_COMMAND_DETAILS, NULL}}},
    {.name = "records_text",
     RECORDS(record_scene_fill, "python.org"),
     .steps = {{GS_COMMAND_VIEW_RECORDS, NULL},
               {GS_COMMAND_NEXT_PANE, NULL},
               {GS_COMMAND_FORM, NULL},
               {GS_COMMAND_ZOOM, NULL}}},
    {.name = "records_hex",
     RECORDS(record_scene_fill, "python.org"),
     .steps = {{GS_COMMAND_VIEW_RECORDS, NULL},
               {GS_COMMAND_NEXT_PANE, NULL},
               {GS_COMMAND_FORM, NULL},
               {GS_COMMAND_FORM, NULL}}},
    {.name = "command_open", IANA, .steps = {{GS_COMMAND_COMMAND_LINE, NULL}}},
    {.name = "command",
     IANA,
     .steps = {{GS_COMMAND_COMMAND_LINE, NULL},
               {GS_COMMAND_NONE, "server"},
               {GS_COMMAND_CHOOSE_NEXT, NULL}}},
    {.name = "command_refused",
     IANA,
     .steps = {{GS_COMMAND_COMMAND_LINE, NULL},
               {GS_COMMAND_NONE, "server ns1.example.com"},
               {GS_COMMAND_ACCEPT, NULL}}},
    {.name = "command_help",
     IANA,
     .steps = {{GS_COMMAND_COMMAND_LINE, NULL}, {GS_COMMAND_HELP, NULL}}},
    {.name = "order",
     ORDER(order_scene_fill, "intranet.example.com"),
     .steps = {{GS_COMMAND_VIEW_ORDER, NULL}}},
    {.name = "order_details",
     ORDER(order_scene_fill, "intranet.example.com"),
     .steps = {{GS_COMMAND_VIEW_ORDER, NULL},
               {GS_COMMAND_DOWN, NULL},
               {GS_COMMAND_DETAILS, NULL}}},
    {.name = "order_many",
     ORDER(order_scene_many, "many.example.com"),
     .steps = {{GS_COMMAND_VIEW_ORDER, NULL},
               {GS_COMMAND_DOWN, NULL},
               {GS_COMMAND_DOWN, NULL},
               {GS_COMMAND_DOWN, NULL}}},
    {.name = "order_finding",
     ORDER(order_scene_finding, "odd.example.com"),
     .steps = {{GS_COMMAND_VIEW_ORDER, NULL}}},
    {.name = "servers",
     SERVERS(servers_scene_fill, "python.org"),
     .steps = {{GS_COMMAND_SERVERS, NULL}}},
    {.name = "servers_zoom",
     SERVERS(servers_scene_fill, "python.org"),
     .steps = {{GS_COMMAND_SERVERS, NULL}, {GS_COMMAND_ZOOM, NULL}}},
    {.name = "servers_details",
     SERVERS(servers_scene_fill, "python.org"),
     .steps = {{GS_COMMAND_SERVERS, NULL},
               {GS_COMMAND_DOWN, NULL},
               {GS_COMMAND_DOWN, NULL},
               {GS_COMMAND_DETAILS, NULL}}},
    {.name = "servers_one",
     SERVERS(servers_scene_one, "python.org"),
     .steps = {{GS_COMMAND_SERVERS, NULL}}},
    {.name = "servers_many",
     SERVERS(servers_scene_many, "python.org"),
     .steps = {{GS_COMMAND_SERVERS, NULL}, {GS_COMMAND_ZOOM, NULL}}},
    {.name = "trace",
     SERVERS(trace_scene_fill, "www.python.org"),
     .steps = {{GS_COMMAND_TRACE, NULL}}},
    {.name = "trace_zoom",
     SERVERS(trace_scene_fill, "www.python.org"),
     .steps = {{GS_COMMAND_TRACE, NULL}, {GS_COMMAND_ZOOM, NULL}}},
    {.name = "trace_zone",
     SERVERS(trace_scene_fill, "www.python.org"),
     .steps = {{GS_COMMAND_TRACE, NULL}, {GS_COMMAND_DETAILS, NULL}}},
    {.name = "trace_server",
     SERVERS(trace_scene_fill, "www.python.org"),
     .steps = {{GS_COMMAND_TRACE, NULL},
               {GS_COMMAND_DOWN, NULL},
               {GS_COMMAND_DOWN, NULL},
               {GS_COMMAND_DETAILS, NULL}}},
    {.name = "trace_waiting",
     SERVERS(trace_scene_waiting, "www.python.org"),
     .steps = {{GS_COMMAND_TRACE, NULL}, {GS_COMMAND_ZOOM, NULL}}},
    {.name = "trace_failed",
     SERVERS(trace_scene_failed, "www.python.org"),
     .steps = {{GS_COMMAND_TRACE, NULL}}},
    {.name = "families",
     FAMILIES(families_scene_fill, "www.example.com"),
     .steps = {TO_FAMILIES}},
    {.name = "families_details",
     FAMILIES(families_scene_fill, "www.example.com"),
     .steps = {TO_FAMILIES, {GS_COMMAND_DETAILS, NULL}}},
    {.name = "families_many",
     FAMILIES(families_scene_many, "www.example.com"),
     .steps = {TO_FAMILIES, {GS_COMMAND_ZOOM, NULL}, {GS_COMMAND_DOWN, NULL}}},
    {.name = "families_by_time",
     FAMILIES(families_scene_many, "www.example.com"),
     .steps = {TO_FAMILIES, {GS_COMMAND_ZOOM, NULL}, {GS_COMMAND_SORT_PREVIOUS, NULL}}},
    {.name = "families_nat64",
     FAMILIES(families_scene_many, "www.example.com"),
     .steps = {TO_FAMILIES,
               {GS_COMMAND_SEARCH, NULL},
               {GS_COMMAND_NONE, "v4only"},
               {GS_COMMAND_ACCEPT, NULL},
               {GS_COMMAND_DETAILS, NULL}}},
    {.name = "families_v6",
     FAMILIES(families_scene_v6, "www.example.com"),
     .steps = {TO_FAMILIES, {GS_COMMAND_ZOOM, NULL}}},
    {.name = "families_waiting",
     FAMILIES(families_scene_waiting, "www.example.com"),
     .steps = {TO_FAMILIES}},
    {.name = "families_stopped",
     FAMILIES(families_scene_stopped, "www.example.com"),
     .steps = {TO_FAMILIES}},
    {.name = "families_literal",
     FAMILIES(families_scene_literal, "192.0.2.80"),
     .steps = {TO_FAMILIES}},
    {.name = "families_null",
     .fill = families_scene_null,
     .is_null = true,
     .service = "",
     .now_us = FAMILIES_SCENE_US + 2000000,
     .now_wall_s = FAMILIES_SCENE_S + 2,
     .steps = {TO_FAMILIES}},
    {.name = "connect", CONNECT(connect_scene_fill), .steps = {TO_CONNECT}},
    {.name = "connect_zoomed", CONNECT(connect_scene_fill), .steps = {CONNECT_ZOOMED}},
    {.name = "connect_raced", CONNECT(connect_scene_raced), .steps = {TO_CONNECT}},
    {.name = "connect_one", CONNECT(connect_scene_one), .steps = {TO_CONNECT}},
    {.name = "connect_one_zoomed", CONNECT(connect_scene_one), .steps = {CONNECT_ZOOMED}},
    {.name = "connect_from_race",
     CONNECT_OF(race_scene_fill, CONNECT_SCENE_HOST, "www", 12 * SECOND),
     .steps = {TO_CONNECT}},
    {.name = "connect_ends", CONNECT(connect_scene_ends), .steps = {CONNECT_ZOOMED}},
    {.name = "connect_refused", CONNECT(connect_scene_refused), .steps = {TO_CONNECT}},
    {.name = "connect_v6_silent",
     CONNECT(connect_scene_v6_silent),
     .steps = {TO_CONNECT}},
    {.name = "connect_banner",
     CONNECT_OF(connect_scene_banner, CONNECT_SCENE_HOST, "", 12 * SECOND),
     .steps = {TO_CONNECT}},
    {.name = "connect_banner_details",
     CONNECT_OF(connect_scene_banner, CONNECT_SCENE_HOST, "", 12 * SECOND),
     .steps = {TO_CONNECT, {GS_COMMAND_DETAILS, NULL}}},
    {.name = "connect_details",
     CONNECT(connect_scene_fill),
     .steps = {TO_CONNECT, {GS_COMMAND_LAST, NULL}, {GS_COMMAND_DETAILS, NULL}}},
    {.name = "connect_begun",
     CONNECT_OF(connect_scene_begun, CONNECT_SCENE_HOST, "", 200 * MS),
     .steps = {TO_CONNECT}},
    {.name = "connect_waiting",
     CONNECT_OF(connect_scene_waiting, CONNECT_SCENE_HOST, "", 200 * MS),
     .steps = {TO_CONNECT}},
    {.name = "connect_again",
     CONNECT_OF(connect_scene_again, CONNECT_SCENE_HOST, "www", 60 * SECOND + 300 * MS),
     .steps = {TO_CONNECT}},
    {.name = "connect_stopped",
     CONNECT_OF(connect_scene_stopped, CONNECT_SCENE_HOST, "", 2 * SECOND),
     .steps = {TO_CONNECT}},
    {.name = "connect_no_name", CONNECT(connect_scene_no_name), .steps = {TO_CONNECT}},
    {.name = "connect_try_again",
     CONNECT(connect_scene_try_again),
     .steps = {TO_CONNECT}},
    {.name = "connect_unknown", CONNECT(connect_scene_unknown), .steps = {TO_CONNECT}},
    {.name = "connect_hostile",
     CONNECT_OF(connect_scene_hostile, CONNECT_SCENE_HOST, "", 12 * SECOND),
     .steps = {CONNECT_ZOOMED}},
    {.name = "connect_literal",
     CONNECT_OF(connect_scene_literal, "2001:db8::80", "https", 12 * SECOND),
     .steps = {TO_CONNECT}},
    {.name = "connect_null", NULL_FTP(bind_scene_asked), .steps = {TO_CONNECT}},
    {.name = "connect_command",
     CONNECT(connect_scene_fill),
     .steps = {TO_CONNECT,
               {GS_COMMAND_COMMAND_LINE, NULL},
               {GS_COMMAND_NONE, "connect "}}},
    {.name = "connect_demo", CONNECT(fill_demo_connect), .steps = {TO_CONNECT}},
    {.name = "monitor", MONITOR(fill_monitor_fill), .steps = {TO_MONITOR}},
    {.name = "monitor_selected",
     MONITOR(fill_monitor_fill),
     .steps = {TO_MONITOR, {GS_COMMAND_DOWN, NULL}, {GS_COMMAND_DOWN, NULL}}},
    {.name = "monitor_nothing", MONITOR(know_machine), .steps = {TO_MONITOR}},
    {.name = "monitor_empty", MONITOR(fill_monitor_empty), .steps = {TO_MONITOR}},
    {.name = "monitor_waiting", MONITOR(fill_monitor_waiting), .steps = {TO_MONITOR}},
    {.name = "monitor_failing", MONITOR(fill_monitor_failing), .steps = {TO_MONITOR}},
    {.name = "monitor_paused", MONITOR(fill_monitor_paused), .steps = {TO_MONITOR}},
    {.name = "monitor_all_paused",
     MONITOR(fill_monitor_all_paused),
     .steps = {TO_MONITOR}},
    {.name = "monitor_tagged",
     MONITOR(fill_monitor_fill),
     .steps = {TO_MONITOR, {GS_COMMAND_TAG, NULL}, {GS_COMMAND_TAG, NULL}}},
    {.name = "monitor_filtered",
     MONITOR(fill_monitor_fill),
     .steps = {TO_MONITOR,
               {GS_COMMAND_FILTER, NULL},
               {GS_COMMAND_NONE, "production"},
               {GS_COMMAND_ACCEPT, NULL}}},
    {.name = "monitor_grouped",
     MONITOR(fill_monitor_fill),
     .steps = {TO_MONITOR, {GS_COMMAND_GROUP, NULL}}},
    {.name = "monitor_sorted",
     MONITOR(fill_monitor_fill),
     .steps = {TO_MONITOR,
               {GS_COMMAND_SORT_NEXT, NULL},
               {GS_COMMAND_SORT_REVERSE, NULL}}},
    {.name = "monitor_details",
     MONITOR(fill_monitor_fill),
     .steps = {TO_MONITOR,
               {GS_COMMAND_DOWN, NULL},
               {GS_COMMAND_DOWN, NULL},
               {GS_COMMAND_ROW_DETAILS, NULL}}},
    {.name = "monitor_journal",
     MONITOR(fill_monitor_fill),
     .steps = {TO_MONITOR, {GS_COMMAND_NEXT_PANE, NULL}, {GS_COMMAND_DOWN, NULL}}},
    {.name = "monitor_journal_details",
     MONITOR(fill_monitor_fill),
     .steps = {TO_MONITOR, {GS_COMMAND_NEXT_PANE, NULL}, {GS_COMMAND_ROW_DETAILS, NULL}}},
    {.name = "monitor_journal_to_host",
     MONITOR(fill_monitor_fill),
     .steps = {TO_MONITOR,
               {GS_COMMAND_NEXT_PANE, NULL},
               {GS_COMMAND_DOWN, NULL},
               {GS_COMMAND_DETAILS, NULL}}},
    {.name = "monitor_answers",
     MONITOR(fill_monitor_fill),
     .steps = {TO_MONITOR, {GS_COMMAND_FORM, NULL}}},
    {.name = "monitor_answers_waiting",
     MONITOR(fill_monitor_waiting),
     .steps = {TO_MONITOR, {GS_COMMAND_FORM, NULL}}},
    {.name = "monitor_broken", MONITOR(fill_monitor_broken), .steps = {TO_MONITOR}},
    {.name = "monitor_expects",
     MONITOR(fill_monitor_expects),
     .steps = {TO_MONITOR, {GS_COMMAND_ROW_DETAILS, NULL}}},
    {.name = "monitor_address",
     MONITOR(fill_monitor_expects),
     .steps = {TO_MONITOR, {GS_COMMAND_LAST, NULL}, {GS_COMMAND_ROW_DETAILS, NULL}}},
    {.name = "monitor_help",
     MONITOR(fill_monitor_fill),
     .steps = {TO_MONITOR, {GS_COMMAND_HELP, NULL}}},
    {.name = "monitor_hostile", MONITOR(fill_monitor_hostile), .steps = {TO_MONITOR}},
    {.name = "monitor_hostile_details",
     MONITOR(fill_monitor_hostile),
     .steps = {TO_MONITOR, {GS_COMMAND_ROW_DETAILS, NULL}}},
    {.name = "monitor_many",
     MONITOR(fill_monitor_many),
     .steps = {TO_MONITOR, {GS_COMMAND_LAST, NULL}}},
    {.name = "tour",
     .fill = fill_demo,
     .host = "iana.org",
     .service = "www",
     AFTER_2_S,
     TOUR("1")},
    {.name = "tour_race",
     .fill = fill_demo_race,
     .host = RACE_SCENE_HOST,
     .service = "www",
     .now_us = RACE_SCENE_US + 2 * SECOND,
     .now_wall_s = RACE_SCENE_S + 2,
     TOUR("10")},
    {.name = NULL},
};
