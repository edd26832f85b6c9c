/* SPDX-License-Identifier: MIT */
#include "support/order_scene.h"

#include "gaiscope/rules/gai_conf.h"
#include "gaiscope/rules/idn.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>

enum {
    ROUND = 1,
    ASKED_S = 1795351448, /* 12:44:08 */
    READ_S = 1795348931,  /* 12:02:11 */
};

#define PARTS                                                                            \
    (GS_PART_BIT(GS_PART_SYSTEM) | GS_PART_BIT(GS_PART_DNS) | GS_PART_BIT(GS_PART_ORDER))

static struct gs_address address(const char *text)
{
    struct gs_address out = {0};
    (void)gs_address_parse(text, &out);
    return out;
}

static void apply(struct gs_session *session, struct gs_event event)
{
    event.round = event.type == GS_EVENT_MACHINE ? 0 : ROUND;
    event.at_us = 1000;
    gs_session_apply(session, &event);
}

static void know_machine(struct gs_session *session, const char *gai_conf)
{
    struct gs_machine *machine = gs_mem_new(1, sizeof *machine);
    (void)snprintf(machine->libc, sizeof machine->libc, "glibc 2.36");
    machine->source_v4 = address("10.0.0.7");
    machine->source_v6 = address("2001:db8::7");
    machine->resolver.servers[0] = (struct gs_endpoint){address("10.0.0.2"), 53};
    machine->resolver.server_count = 1;
    gs_gai_conf_parse(gai_conf, strlen(gai_conf), &machine->policy);
    machine->policy.has_file = true;
    machine->policy.read_wall_s = READ_S;
    apply(session, (struct gs_event){.type = GS_EVENT_MACHINE, .of.machine = machine});
}

static void start(struct gs_session *session, const char *host)
{
    struct gs_event event = {.type = GS_EVENT_STARTED};
    struct gs_question *question = gs_mem_new(1, sizeof *question);
    (void)gs_question_set(question, host, "https");
    question->hints.socktype = SOCK_STREAM;
    question->hints.flags = AI_ADDRCONFIG;
    gs_idn_complete(question);
    event.of.started.question = question;
    event.of.started.parts = PARTS;
    event.of.started.wall_s = ASKED_S;
    apply(session, event);
}

static void finish(struct gs_session *session)
{
    for (int part = 0; part < GS_PART_COUNT; part++) {
        struct gs_event event = {.type = GS_EVENT_PART_DONE};
        event.of.part = (enum gs_part)part;
        if ((PARTS & GS_PART_BIT(part)) != 0) {
            apply(session, event);
        }
    }
}

/* What a machine with a global, a unique local and a link-local network sends from. */
static struct gs_source source_of(const struct gs_address *to)
{
    bool is_link = to->bytes[0] == 0xfe && to->bytes[1] == 0x80;
    struct gs_source source = {.prefix_bits = to->family == AF_INET ? 24 : 64};
    source.address = address(to->family == AF_INET  ? "10.0.0.7"
                             : to->bytes[0] == 0xfd ? "fd12:3456:789a::7"
                             : is_link              ? "fe80::7"
                                                    : "2001:db8::7");
    (void)snprintf(source.interface, sizeof source.interface, "eth0");
    if (to->family == AF_INET6 && to->bytes[0] == 0x3f) {
        source = (struct gs_source){.error = ENETUNREACH};
    }
    return source;
}

static void answer(struct gs_session *session, const char *const *texts)
{
    struct gs_system_answer *answer = gs_system_answer_new();
    answer->outcome = GS_OUTCOME_ANSWERED;
    answer->elapsed_us = 12000;
    answer->has_v6_address = true;
    for (size_t i = 0; texts[i] != NULL; i++) {
        struct gs_addrinfo row = {.address = address(texts[i]),
                                  .socktype = SOCK_STREAM,
                                  .protocol = IPPROTO_TCP,
                                  .port = 443};
        row.family = row.address.family;
        row.source = source_of(&row.address);
        gs_vec_push(&answer->rows, row);
    }
    apply(session, (struct gs_event){.type = GS_EVENT_SYSTEM, .of.system = answer});
}

/* DNS's answer of one type, in its own order. */
static void answer_dns(struct gs_session *session, uint16_t type,
                       const char *const *texts)
{
    const char *name = session->lookup.question.host_ascii;
    struct gs_event asked = {.type = GS_EVENT_QUERY};
    asked.of.query.name = gs_mem_copy_text(name);
    asked.of.query.type = type;
    apply(session, asked);
    struct gs_dns_answer *dns = gs_dns_answer_new(name, type);
    dns->outcome = GS_OUTCOME_ANSWERED;
    dns->server = (struct gs_endpoint){address("10.0.0.2"), 53};
    for (size_t i = 0; texts[i] != NULL; i++) {
        struct gs_record record = {.name = gs_mem_copy_text(name),
                                   .text = gs_mem_copy_text(texts[i]),
                                   .address = address(texts[i]),
                                   .ttl_s = 300,
                                   .type = type,
                                   .class_ = 1};
        gs_vec_push(&dns->answer, record);
    }
    apply(session, (struct gs_event){.type = GS_EVENT_DNS, .of.dns = dns});
}

void order_scene_fill(struct gs_session *session)
{
    static const char *const libc[] = {"fd12:3456:789a::10", "2001:db8:8::10",
                                       "203.0.113.10", "2002:c000:20a::10", NULL};
    static const char *const v6[] = {"2002:c000:20a::10", "2001:db8:8::10",
                                     "fd12:3456:789a::10", NULL};
    static const char *const v4[] = {"203.0.113.10", NULL};
    know_machine(session, "");
    start(session, "intranet.example.com");
    answer(session, libc);
    answer_dns(session, GS_TYPE_A, v4);
    answer_dns(session, GS_TYPE_AAAA, v6);
    finish(session);
}

void order_scene_many(struct gs_session *session)
{
    static const char *const libc[] = {"10.0.0.9",
                                       "203.0.113.10",
                                       "fe80::5",
                                       "fd12:3456:789a::10",
                                       "2001:db8:8::10",
                                       "2600:1402:b800:88c:1234:5678:9abc:255e",
                                       "64:ff9b::cb00:710a",
                                       "2001:0:cb00:710a::1",
                                       "2002:c000:20a::10",
                                       "3fff::10",
                                       NULL};
    static const char *const v6[] = {"2001:db8:8::10", "3fff::10", NULL};
    know_machine(session, "# IPv4 first\n"
                          "precedence ::ffff:0:0/96 100\n"
                          "precedence 2002::/16 30\n"
                          "scopev4 172.16.0.0/12 5\n"
                          "label all 3\n");
    start(session, "many.example.com");
    answer(session, libc);
    answer_dns(session, GS_TYPE_AAAA, v6);
    finish(session);
}

void order_scene_finding(struct gs_session *session)
{
    static const char *const libc[] = {"203.0.113.10", "203.0.113.11", "2001:db8:8::10",
                                       NULL};
    know_machine(session, "");
    start(session, "odd.example.com");
    answer(session, libc);
    finish(session);
}

void order_scene_null(struct gs_session *session)
{
    static const char *const libc[] = {"0.0.0.0", "::", NULL};
    know_machine(session, "");
    start(session, NULL);
    answer(session, libc);
    finish(session);
}

void order_scene_one(struct gs_session *session)
{
    static const char *const libc[] = {"203.0.113.10", NULL};
    know_machine(session, "");
    start(session, "one.example.com");
    answer(session, libc);
    finish(session);
}

void order_scene_none(struct gs_session *session)
{
    struct gs_system_answer *failed = gs_system_answer_new();
    failed->outcome = GS_OUTCOME_NO_SUCH_NAME;
    failed->error.code = EAI_NONAME;
    failed->error.name = "EAI_NONAME";
    know_machine(session, "");
    start(session, "nosuch.example.com");
    apply(session, (struct gs_event){.type = GS_EVENT_SYSTEM, .of.system = failed});
    finish(session);
}
