/* SPDX-License-Identifier: MIT */
#include "support/report_sessions.h"

#include "rules/make_ladder.h"
#include "support/bind_scene.h"
#include "support/call_events.h"
#include "support/connect_scene.h"
#include "support/families_scene.h"
#include "support/idn_scene.h"
#include "support/log_scene.h"
#include "support/monitor_scene.h"
#include "support/network_scene.h"
#include "support/order_scene.h"
#include "support/race_scene.h"
#include "support/record_scene.h"
#include "support/servers_scene.h"
#include "support/whois_scene.h"

#include "gaiscope/base/text.h"
#include "gaiscope/model/hints.h"

#include <stdio.h>
#include <string.h>

#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>

#define CALL_PARTS (GS_PART_BIT(GS_PART_CALLS) | GS_PART_BIT(GS_PART_NAMEINFO))

#define IDN_PARTS                                                                        \
    (GS_PART_BIT(GS_PART_SYSTEM) | GS_PART_BIT(GS_PART_REVERSE) |                        \
     GS_PART_BIT(GS_PART_MAIL) | GS_PART_BIT(GS_PART_DNS))

enum {
    ROUND = 7,
};

/* "\xff" is no UTF-8, ESC a control, U+202E and U+2066 turn the text around, U+0300 is one
 * mark more than a cell holds. */
// NOLINTBEGIN(misc-misleading-bidirectional)
static const char hostile_host[] = "a\xff\x1b[31m\xe2\x80\xae.test";
static const char hostile_owner[] = "\xe2\x80\xae.test";
static const char hostile_exchange[] =
    "\xe2\x81\xa6mx\xcc\x80\xcc\x80\xcc\x80\xcc\x80\xcc\x80.test";

// NOLINTEND(misc-misleading-bidirectional)

static void apply(struct gs_session *session, struct gs_event event)
{
    event.round = event.type == GS_EVENT_MACHINE ? 0 : ROUND;
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
    machine->counts_v4 = machine->counts_v6 = true;
    machine->source_v4 = address("10.0.0.7");
    machine->source_v6 = address("2001:db8::7");
    machine->resolver.servers[0] = (struct gs_endpoint){address("10.0.0.2"), 53};
    machine->resolver.server_count = 1;
    machine->can_redirect_libc = true;
    apply(session, (struct gs_event){.type = GS_EVENT_MACHINE, .of.machine = machine});
}

static struct gs_question *question_of(const char *host, const char *service)
{
    struct gs_question *question = gs_mem_new(1, sizeof *question);
    (void)gs_question_set(question, host, service);
    question->hints = gs_hints_default();
    if (host != NULL) {
        (void)snprintf(question->host_ascii, sizeof question->host_ascii, "%s", host);
        (void)snprintf(question->host_unicode, sizeof question->host_unicode, "%s", host);
    }
    return question;
}

static void start_parts(struct gs_session *session, struct gs_question *question,
                        unsigned parts)
{
    struct gs_event event = {.type = GS_EVENT_STARTED, .at_us = 1000};
    event.of.started.question = question;
    event.of.started.parts = parts;
    event.of.started.wall_s = 1763814665;
    apply(session, event);
}

static void start(struct gs_session *session, struct gs_question *question)
{
    start_parts(session, question, LOOKUP_PARTS | GS_PART_BIT(GS_PART_SOURCES));
}

static void finish(struct gs_session *session, unsigned parts)
{
    for (int part = 0; part < GS_PART_COUNT; part++) {
        if ((parts & GS_PART_BIT(part)) != 0) {
            struct gs_event event = {.type = GS_EVENT_PART_DONE, .at_us = 60000};
            event.of.part = (enum gs_part)part;
            apply(session, event);
        }
    }
}

static void add_row(struct gs_system_answer *answer, const char *text, uint16_t port)
{
    struct gs_addrinfo row = {
        .address = address(text),
        .socktype = SOCK_STREAM,
        .protocol = IPPROTO_TCP,
        .port = port,
    };
    row.family = row.address.family;
    gs_vec_push(&answer->rows, row);
}

static struct gs_system_answer *system_answer(enum gs_outcome outcome, int64_t elapsed_us)
{
    struct gs_system_answer *answer = gs_system_answer_new();
    answer->outcome = outcome;
    answer->elapsed_us = elapsed_us;
    answer->error.name = "";
    return answer;
}

static void fail_system(struct gs_session *session, enum gs_outcome outcome,
                        struct gs_eai error, int64_t elapsed_us)
{
    struct gs_system_answer *answer = system_answer(outcome, elapsed_us);
    answer->error = error;
    apply(session, (struct gs_event){.type = GS_EVENT_SYSTEM, .of.system = answer});
}

static void add_record(struct gs_record_list *section, const char *name, uint16_t type,
                       uint32_t ttl_s, const char *text)
{
    struct gs_record record = {
        .name = gs_text_sanitised(name),
        .text = gs_text_sanitised(text),
        .type = type,
        .class_ = 1,
        .ttl_s = ttl_s,
    };
    if (type == GS_TYPE_A || type == GS_TYPE_AAAA) {
        record.address = address(text);
    }
    gs_vec_push(section, record);
}

static struct gs_dns_answer *dns_answer(const char *name, uint16_t type,
                                        enum gs_outcome outcome, int rcode)
{
    struct gs_dns_answer *answer = gs_dns_answer_new(name, type);
    struct gs_dns_try try = {
        .server = {address("10.0.0.2"), 53},
        .outcome = rcode < 0 ? outcome : GS_OUTCOME_ANSWERED,
        .rcode = rcode,
        .elapsed_us = rcode < 0 ? 5000000 : 3100,
    };
    answer->outcome = outcome;
    answer->rcode = rcode;
    answer->elapsed_us = try.elapsed_us;
    if (rcode >= 0) {
        answer->server = try.server;
        answer->size_bytes = 92;
        answer->flags = (struct gs_dns_flags){.rd = true, .ra = true};
        answer->edns.is_present = true;
        answer->edns.udp_size = 1232;
    }
    gs_vec_push(&answer->tries, try);
    return answer;
}

static void answer_dns(struct gs_session *session, struct gs_dns_answer *answer)
{
    apply(session, (struct gs_event){.type = GS_EVENT_DNS, .of.dns = answer});
}

static void answer_record(struct gs_session *session, uint16_t type, uint32_t ttl_s,
                          const char *text)
{
    struct gs_dns_answer *answer = dns_answer("iana.org", type, GS_OUTCOME_ANSWERED, 0);
    add_record(&answer->answer, "iana.org", type, ttl_s, text);
    answer_dns(session, answer);
}

static struct gs_reverse *reverse_of(const char *text, const char *name,
                                     enum gs_confirmation confirmed)
{
    struct gs_address where = address(text);
    struct gs_reverse *reverse = gs_reverse_new(&where);
    reverse->dns_outcome = name == NULL ? GS_OUTCOME_NO_SUCH_NAME : GS_OUTCOME_ANSWERED;
    reverse->libc_outcome = reverse->dns_outcome;
    reverse->libc_name = name == NULL ? NULL : gs_text_sanitised(name);
    reverse->dns_elapsed_us = 21000;
    reverse->libc_elapsed_us = 22000;
    reverse->is_complete = true;
    if (name != NULL) {
        struct gs_reverse_name item = {.name = gs_text_sanitised(name),
                                       .confirmed = confirmed};
        gs_vec_push(&reverse->names, item);
    }
    return reverse;
}

static void answer_reverse(struct gs_session *session, struct gs_reverse *reverse)
{
    apply(session, (struct gs_event){.type = GS_EVENT_REVERSE, .of.reverse = reverse});
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

static void answer_services(struct gs_session *session, const char *name,
                            const char *alias)
{
    struct gs_services *services = gs_services_new();
    services->elapsed_us = 200;
    add_service(services, name, name == NULL ? 0 : 80, "tcp", alias);
    if (name != NULL) {
        add_service(services, NULL, 80, "udp", NULL);
    }
    apply(session, (struct gs_event){.type = GS_EVENT_SERVICES, .of.services = services});
}

static struct gs_mx_plan *plan_of(const char *domain, enum gs_mx_kind kind)
{
    struct gs_mx_plan *plan = gs_mx_plan_new(domain);
    plan->kind = kind;
    plan->outcome = GS_OUTCOME_ANSWERED;
    plan->rcode = 0;
    plan->elapsed_us = 34000;
    plan->is_complete = true;
    return plan;
}

static void add_exchange(struct gs_mx_plan *plan, uint16_t preference, const char *name,
                         enum gs_exchange_status status, const char *where)
{
    struct gs_exchange exchange = {
        .name = gs_mem_copy_text(name),
        .status = status,
        .preference = preference,
        .ttl_s = 3541,
        .has_v4_answer = true,
        .has_v6_answer = true,
    };
    if (where != NULL) {
        gs_vec_push(&exchange.addresses, address(where));
    }
    gs_vec_push(&plan->exchanges, exchange);
}

static void answer_mail(struct gs_session *session, struct gs_mx_plan *plan)
{
    apply(session, (struct gs_event){.type = GS_EVENT_MAIL, .of.mail = plan});
}

static void fill_answered(struct gs_session *session)
{
    know_machine(session);
    start(session, question_of("iana.org", "www"));
    struct gs_system_answer *answer = system_answer(GS_OUTCOME_ANSWERED, 12000);
    add_row(answer, "2001:500:88:200::8", 80);
    add_row(answer, "192.0.43.8", 80);
    answer->rows.items[0].canonname = gs_mem_copy_text("iana.org");
    apply(session, (struct gs_event){.type = GS_EVENT_SYSTEM, .of.system = answer});
    answer_record(session, GS_TYPE_A, 3541, "192.0.43.8");
    answer_record(session, GS_TYPE_AAAA, 3541, "2001:500:88:200::8");
    struct gs_dns_answer *none =
        dns_answer("iana.org", GS_TYPE_CNAME, GS_OUTCOME_NO_DATA, 0);
    add_record(&none->authority, "iana.org", GS_TYPE_SOA, 3600,
               "sns.dns.icann.org noc.dns.icann.org 2024 7200 3600 1209600 3600");
    answer_dns(session, none);
    answer_reverse(session, reverse_of("2001:500:88:200::8", "43-8.any.icann.org",
                                       GS_CONFIRM_LEADS_BACK));
    answer_reverse(session,
                   reverse_of("192.0.43.8", "43-8.any.icann.org", GS_CONFIRM_LEADS_BACK));
    answer_services(session, "http", "www");
    struct gs_mx_plan *plan = plan_of("iana.org", GS_MX_LISTED);
    add_exchange(plan, 10, "pechora1.icann.org", GS_EXCHANGE_OK, "192.0.33.71");
    add_exchange(plan, 10, "pechora5.icann.org", GS_EXCHANGE_OK, "2620:0:2830:201::1:72");
    add_exchange(plan, 20, "old.icann.org", GS_EXCHANGE_NXDOMAIN, NULL);
    answer_mail(session, plan);
    finish(session, LOOKUP_PARTS);
}

static void fill_no_reply(struct gs_session *session)
{
    know_machine(session);
    start(session, question_of("www.example.com", "nosuchservice"));
    fail_system(session, GS_OUTCOME_TRY_AGAIN,
                (struct gs_eai){.code = EAI_AGAIN,
                                .name = "EAI_AGAIN",
                                .text = "Temporary failure in name resolution"},
                10000000);
    struct gs_dns_answer *answer =
        dns_answer("www.example.com", GS_TYPE_A, GS_OUTCOME_TIMED_OUT, -1);
    struct gs_dns_try again = answer->tries.items[0];
    again.transport = GS_TRANSPORT_TCP;
    gs_vec_push(&answer->tries, again);
    answer->elapsed_us = 10000000;
    answer_dns(session, answer);
    answer = dns_answer("www.example.com", GS_TYPE_AAAA, GS_OUTCOME_SERVER_FAILURE, 2);
    struct gs_ede unreached = {22, gs_mem_copy_text("no reachable authority")};
    gs_vec_push(&answer->edns.errors, unreached);
    answer_dns(session, answer);
    answer_services(session, NULL, NULL);
    struct gs_mx_plan *plan = plan_of("www.example.com", GS_MX_TEMPORARY_FAILURE);
    plan->outcome = GS_OUTCOME_TIMED_OUT;
    plan->rcode = -1;
    answer_mail(session, plan);
    finish(session, LOOKUP_PARTS);
}

static void fill_hostile(struct gs_session *session)
{
    struct gs_question *question = question_of(hostile_host, "w,\"w\r\n");
    question->is_exact = true;
    question->hints.flags = AI_PASSIVE | 1 << 20;
    question->hints.protocol = 250;
    start(session, question);
    fail_system(session, GS_OUTCOME_FAILED,
                (struct gs_eai){.code = EAI_SYSTEM,
                                .name = "EAI_SYSTEM",
                                .text = "No such file \x1b]0;x\x07",
                                .system_errno = 2},
                100);
    struct gs_dns_answer *answer =
        dns_answer(hostile_host, GS_TYPE_TXT, GS_OUTCOME_ANSWERED, 0);
    add_record(&answer->answer, hostile_owner, GS_TYPE_TXT, 0,
               "\"a,b\" \"\\027[2J\x1b[2J\x9b\"");
    add_record(&answer->answer, "b.test", 65280, 4294967295u, "\\# 2 0a0d");
    struct gs_ede coloured = {0, gs_text_sanitised("\xc2\x9b"
                                                   "31m")};
    gs_vec_push(&answer->edns.errors, coloured);
    answer->has_broken_end = true;
    answer->left_out = 3;
    answer_dns(session, answer);
    answer_reverse(session, reverse_of("::ffff:192.0.2.1", "\xef\xbb\xbf\x7f,x\"",
                                       GS_CONFIRM_ELSEWHERE));
    answer_services(session, "http\\x1B", "w w\\xF0\\x9F");
    struct gs_mx_plan *plan = plan_of("b.test", GS_MX_INVALID);
    add_exchange(plan, 0, hostile_exchange, GS_EXCHANGE_NONE, NULL);
    struct gs_exchange *exchange = &plan->exchanges.items[0];
    exchange->problem = gs_mem_copy_text("is an \x1b address");
    gs_vec_push(&plan->aliases, gs_mem_copy_text("c\n.test"));
    plan->problem = gs_mem_copy_text("The CNAME chain \t loops.");
    answer_mail(session, plan);
    finish(session, LOOKUP_PARTS);
}

static void fill_unfinished(struct gs_session *session)
{
    know_machine(session);
    start(session, question_of("slow.test", "http"));
    answer_dns(session, dns_answer("slow.test", GS_TYPE_A, GS_OUTCOME_NO_SUCH_NAME, 3));
    for (int type = GS_TYPE_TXT; type <= GS_TYPE_AAAA;
         type += GS_TYPE_AAAA - GS_TYPE_TXT) {
        struct gs_event event = {.type = GS_EVENT_QUERY};
        event.of.query.name = gs_mem_copy_text("slow.test");
        event.of.query.type = (uint16_t)type;
        apply(session, event);
    }
    struct gs_event event = {.type = GS_EVENT_TRY};
    event.of.query.name = gs_mem_copy_text("slow.test");
    event.of.query.type = GS_TYPE_AAAA;
    event.of.query.try = (struct gs_dns_try){.server = {address("::1"), 5300},
                                             .rcode = -1,
                                             .outcome = GS_OUTCOME_TIMED_OUT,
                                             .elapsed_us = 2000000};
    apply(session, event);
    struct gs_reverse *reverse = reverse_of("192.0.2.1", "a.test", GS_CONFIRM_WAITING);
    reverse->libc_outcome = GS_OUTCOME_NOT_ASKED;
    free(reverse->libc_name);
    reverse->libc_name = NULL;
    reverse->is_complete = false;
    answer_reverse(session, reverse);
    struct gs_mx_plan *plan = plan_of("slow.test", GS_MX_LISTED);
    add_exchange(plan, 10, "mx.test", GS_EXCHANGE_WAITING, NULL);
    plan->is_complete = false;
    answer_mail(session, plan);
}

static void fill_null_node(struct gs_session *session)
{
    know_machine(session);
    struct gs_question *question = question_of(NULL, "ftp");
    question->hints.socktype = 0;
    question->hints.flags = AI_PASSIVE;
    start(session, question);
    struct gs_system_answer *answer = system_answer(GS_OUTCOME_ANSWERED, 200);
    add_row(answer, "0.0.0.0", 21);
    add_row(answer, "::", 21);
    add_row(answer, "fe80::1%7", 21);
    answer->rows.items[2].flowinfo = 255;
    answer->rows.items[2].address.scope_id = 7;
    answer->rows.items[2].protocol = 250;
    answer->rows.items[1].socktype = 77;
    answer->rows.items[1].protocol = 0;
    answer->left_out = 2;
    apply(session, (struct gs_event){.type = GS_EVENT_SYSTEM, .of.system = answer});
    finish(session, LOOKUP_PARTS);
}

/* The hosts file hides the AAAA of DNS; a module is missing, another one was ended. */
static void fill_sources(struct gs_session *session)
{
    know_machine(session);
    start(session, question_of("iana.org", "www"));
    struct gs_system_answer *answer = system_answer(GS_OUTCOME_ANSWERED, 900);
    add_row(answer, "192.0.43.80", 80);
    apply(session, (struct gs_event){.type = GS_EVENT_SYSTEM, .of.system = answer});
    answer_record(session, GS_TYPE_A, 3541, "192.0.43.8");
    answer_record(session, GS_TYPE_AAAA, 3541, "2001:500:88:200::8");
    struct gs_ladder *ladder =
        make_ladder("gslab missing gshang killed files/rrcc 192.0.43.80 "
                    "dns 2001:500:88:200::8,192.0.43.8");
    ladder->nsswitch_line = 7;
    make_hosts_line(ladder, 4, "192.0.43.80");
    make_hosts_line(ladder, 9, "fe80::8%eth0");
    apply(session, (struct gs_event){.type = GS_EVENT_SOURCES, .of.sources = ladder});
    finish(session, LOOKUP_PARTS | GS_PART_BIT(GS_PART_SOURCES));
}

/* One source has not answered. */
static void fill_sources_unfinished(struct gs_session *session)
{
    start(session, question_of("iana.org", "www"));
    struct gs_ladder *ladder = make_ladder("files none dns waiting");
    apply(session, (struct gs_event){.type = GS_EVENT_SOURCES, .of.sources = ladder});
}

static void fill_mail_null(struct gs_session *session)
{
    start(session, question_of("nomail.test", NULL));
    struct gs_mx_plan *plan = plan_of("nomail.test", GS_MX_NULL);
    add_exchange(plan, 0, ".", GS_EXCHANGE_NONE, NULL);
    answer_mail(session, plan);
    finish(session, LOOKUP_PARTS);
}

static void fill_log(struct gs_session *session)
{
    know_machine(session);
    start(session, question_of("iana.org", "www"));
    log_scene_fill(session);
    finish(session, LOOKUP_PARTS | GS_PART_BIT(GS_PART_LOG));
}

static void fill_log_empty(struct gs_session *session)
{
    start(session, question_of("localhost", NULL));
    finish(session, GS_PART_BIT(GS_PART_LOG));
}

static void fill_calls(struct gs_session *session)
{
    start_parts(session, question_of("google.com", "smtp"), CALL_PARTS);
    apply(session, call_event(ROUND));
    apply(session, nameinfo_event(ROUND, "192.0.43.8"));
    finish(session, CALL_PARTS);
}

static void fill_calls_waiting(struct gs_session *session)
{
    start_parts(session, question_of("google.com", "smtp"), CALL_PARTS);
    apply(session, call_waiting_event(ROUND));
}

/* Every third cell waits, every fourth fails. */
static void fill_matrix(struct gs_session *session)
{
    struct gs_event event = {.type = GS_EVENT_STARTED, .round = 77};
    event.of.started.question = question_of("iana.org", "www");
    event.of.started.parts = GS_PART_BIT(GS_PART_MATRIX);
    gs_session_apply(session, &event);
    for (size_t i = 0; i < GS_MATRIX_CELLS; i++) {
        struct gs_event cell = {.type = GS_EVENT_VARIANT, .round = 77};
        bool is_failed = i % 4 == 3;
        cell.of.variant.part = GS_PART_MATRIX;
        cell.of.variant.number = i;
        cell.of.variant.answer =
            system_answer(is_failed ? GS_OUTCOME_BAD_QUESTION : GS_OUTCOME_ANSWERED, 300);
        if (is_failed) {
            cell.of.variant.answer->error.code = -8;
            cell.of.variant.answer->error.name = "EAI_SERVICE";
        } else {
            add_row(cell.of.variant.answer, "192.0.43.8", 80);
        }
        if (i % 3 != 2) {
            gs_session_apply(session, &cell);
        } else {
            gs_event_fini(&cell);
        }
    }
}

#define BIND_PARTS (GS_PART_BIT(GS_PART_BESIDE) | GS_PART_BIT(GS_PART_BIND))

const struct gs_report_case gs_report_cases[] = {
    {"answered", fill_answered, LOOKUP_PARTS},
    {"no_reply", fill_no_reply, LOOKUP_PARTS},
    {"hostile", fill_hostile, LOOKUP_PARTS},
    {"unfinished", fill_unfinished, LOOKUP_PARTS},
    {"network", network_scene_fill, GS_PART_BIT(GS_PART_NETWORK)},
    {"network_nat64", network_scene_nat64,
     GS_PART_BIT(GS_PART_SYSTEM) | GS_PART_BIT(GS_PART_NETWORK)},
    {"network_unknown", network_scene_unknown, GS_PART_BIT(GS_PART_NETWORK)},
    {"network_hostile", network_scene_hostile, GS_PART_BIT(GS_PART_NETWORK)},
    {"idn_alike", idn_scene_alike, IDN_PARTS},
    {"idn_changed", idn_scene_changed, IDN_PARTS},
    {"idn_refused", idn_scene_refused, IDN_PARTS},
    {"idn_rtl", idn_scene_rtl, IDN_PARTS},
    {"null_node", fill_null_node, GS_PART_BIT(GS_PART_SYSTEM)},
    {"empty_parts", fill_null_node, LOOKUP_PARTS},
    {"null_mx", fill_mail_null, GS_PART_BIT(GS_PART_MAIL)},
    {"log", fill_log, GS_PART_BIT(GS_PART_LOG)},
    {"log_empty", fill_log_empty, GS_PART_BIT(GS_PART_LOG)},
    {"sources", fill_sources, GS_PART_BIT(GS_PART_SYSTEM) | GS_PART_BIT(GS_PART_SOURCES)},
    {"sources_unfinished", fill_sources_unfinished, GS_PART_BIT(GS_PART_SOURCES)},
    {"order", order_scene_fill, GS_PART_BIT(GS_PART_ORDER)},
    {"order_finding", order_scene_finding, GS_PART_BIT(GS_PART_ORDER)},
    {"order_many", order_scene_many, GS_PART_BIT(GS_PART_ORDER)},
    {"order_none", order_scene_none, GS_PART_BIT(GS_PART_ORDER)},
    {"order_null", order_scene_null, GS_PART_BIT(GS_PART_ORDER)},
    {"calls", fill_calls, CALL_PARTS},
    {"calls_waiting", fill_calls_waiting, CALL_PARTS},
    {"matrix", fill_matrix, GS_PART_BIT(GS_PART_MATRIX)},
    {"whois", whois_scene_chain, GS_PART_BIT(GS_PART_WHOIS)},
    {"whois_network", whois_scene_network, GS_PART_BIT(GS_PART_WHOIS)},
    {"whois_closed", whois_scene_closed, GS_PART_BIT(GS_PART_WHOIS)},
    {"whois_hostile", whois_scene_hostile, GS_PART_BIT(GS_PART_WHOIS)},
    {"whois_nothing", whois_scene_nothing, GS_PART_BIT(GS_PART_WHOIS)},
    {"whois_unfinished", whois_scene_waiting, GS_PART_BIT(GS_PART_WHOIS)},
    {"bind", bind_scene_closed, BIND_PARTS},
    {"bind_denied", bind_scene_denied, GS_PART_BIT(GS_PART_BIND)},
    {"bind_unfinished", bind_scene_asked, BIND_PARTS},
    {"families", families_scene_fill, GS_PART_BIT(GS_PART_FAMILIES)},
    {"families_many", families_scene_many, GS_PART_BIT(GS_PART_FAMILIES)},
    {"families_unfinished", families_scene_waiting, GS_PART_BIT(GS_PART_FAMILIES)},
    {"families_literal", families_scene_literal, GS_PART_BIT(GS_PART_FAMILIES)},
    {"families_none", families_scene_null, GS_PART_BIT(GS_PART_FAMILIES)},
    {"connect", connect_scene_fill, GS_PART_BIT(GS_PART_CONNECT)},
    {"connect_one", connect_scene_one, GS_PART_BIT(GS_PART_CONNECT)},
    {"connect_ends", connect_scene_ends, GS_PART_BIT(GS_PART_CONNECT)},
    {"connect_refused", connect_scene_refused, GS_PART_BIT(GS_PART_CONNECT)},
    {"connect_banner", connect_scene_banner, GS_PART_BIT(GS_PART_CONNECT)},
    {"connect_unfinished", connect_scene_waiting, GS_PART_BIT(GS_PART_CONNECT)},
    {"connect_no_name", connect_scene_no_name, GS_PART_BIT(GS_PART_CONNECT)},
    {"connect_try_again", connect_scene_try_again, GS_PART_BIT(GS_PART_CONNECT)},
    {"connect_unknown", connect_scene_unknown, GS_PART_BIT(GS_PART_CONNECT)},
    {"connect_hostile", connect_scene_hostile, GS_PART_BIT(GS_PART_CONNECT)},
    {"servers", servers_scene_fill, GS_PART_BIT(GS_PART_SERVERS)},
    {"servers_one", servers_scene_one, GS_PART_BIT(GS_PART_SERVERS)},
    {"servers_unfinished", servers_scene_many, GS_PART_BIT(GS_PART_SERVERS)},
    {"servers_hostile", servers_scene_hostile, GS_PART_BIT(GS_PART_SERVERS)},
    {"trace", trace_scene_fill, GS_PART_BIT(GS_PART_TRACE)},
    {"trace_unfinished", trace_scene_waiting, GS_PART_BIT(GS_PART_TRACE)},
    {"trace_failed", trace_scene_failed, GS_PART_BIT(GS_PART_TRACE)},
    {"trace_alias", trace_scene_alias, GS_PART_BIT(GS_PART_TRACE)},
    {"records", record_scene_fill, GS_PART_BIT(GS_PART_RECORDS)},
    {"records_alias", record_scene_alias, GS_PART_BIT(GS_PART_RECORDS)},
    {"records_failing", record_scene_failing, GS_PART_BIT(GS_PART_RECORDS)},
    {"records_waiting", record_scene_waiting, GS_PART_BIT(GS_PART_RECORDS)},
    {"race", race_scene_fill, GS_PART_BIT(GS_PART_RACE)},
    {"race_v4_only", race_scene_v4_only, GS_PART_BIT(GS_PART_RACE)},
    {"race_aaaa_late", race_scene_aaaa_late, GS_PART_BIT(GS_PART_RACE)},
    {"race_eight", race_scene_eight, GS_PART_BIT(GS_PART_RACE)},
    {"race_unfinished", race_scene_running, GS_PART_BIT(GS_PART_RACE)},
    {"race_nobody", race_scene_nobody, GS_PART_BIT(GS_PART_RACE)},
    {"race_libc", race_scene_libc, GS_PART_BIT(GS_PART_RACE)},
    {"race_no_port", race_scene_no_port, GS_PART_BIT(GS_PART_RACE)},
    {"idn_watched", monitor_scene_fill, 0},
    {"watched_empty", monitor_scene_empty, 0},
    {"watched_waiting", monitor_scene_waiting, 0},
    {"idn_watched_broken", monitor_scene_broken, 0},
    {"watched_expects", monitor_scene_expects, 0},
    {"idn_watched_hostile", monitor_scene_hostile, 0},
    {NULL, NULL, 0},
};
