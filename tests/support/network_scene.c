/* SPDX-License-Identifier: MIT */
#include "support/network_scene.h"

#include "support/check.h"

#include "gaiscope/model/event.h"
#include "gaiscope/rules/idn.h"

#include <stdio.h>
#include <string.h>

#include <netinet/in.h>
#include <sys/socket.h>

enum {
    ROUND = 93,
    LO = 1,
    ETHERNET = 2,
    RADIO = 3,
    MS = 1000,
};

#define PARTS                                                                            \
    (GS_PART_BIT(GS_PART_SYSTEM) | GS_PART_BIT(GS_PART_NETWORK) |                        \
     GS_PART_BIT(GS_PART_CONNECT))

/* An address of the table, with what is not usual of it. */
struct line {
    const char *address;
    unsigned link;
    uint8_t bits;
    uint32_t preferred_s; /* 0: for ever, unless it is deprecated */
    uint32_t valid_s;     /* 0: for ever */
    const char
        *states; /* of d(uplicate), t(entative), o(ld), x (temporary), a(utomatic) */
};

static struct gs_address at(const char *text)
{
    struct gs_address address = {0};
    assert_int_equal(gs_address_parse(text, &address), GS_OK);
    return address;
}

static bool has(const char *states, char state)
{
    return states != NULL && strchr(states, state) != NULL;
}

static void add_address(struct gs_network *network, const struct line *line)
{
    const struct gs_network_address address = {
        .address = at(line->address),
        .link_index = line->link,
        .prefix_bits = line->bits,
        .is_duplicate = has(line->states, 'd'),
        .is_tentative = has(line->states, 't'),
        .is_deprecated = has(line->states, 'o'),
        .is_temporary = has(line->states, 'x'),
        .is_managed = has(line->states, 'a'),
        .preferred_s = line->preferred_s == 0 ? GS_LIFETIME_FOREVER : line->preferred_s,
        .valid_s = line->valid_s == 0 ? GS_LIFETIME_FOREVER : line->valid_s,
    };
    gs_vec_push(&network->addresses, address);
}

static void add_link(struct gs_network *network, const char *name, unsigned index,
                     bool is_up, bool has_carrier)
{
    struct gs_network_link link = {.index = index,
                                   .mtu_bytes = index == LO ? 65536 : 1500,
                                   .is_up = is_up,
                                   .has_carrier = has_carrier,
                                   .is_loopback = index == LO};
    (void)snprintf(link.name, sizeof link.name, "%s", name);
    gs_vec_push(&network->links, link);
}

static void add_route(struct gs_network *network, int family, const char *gateway,
                      unsigned link, uint32_t metric)
{
    struct gs_network_route route = {.family = family,
                                     .link_index = link,
                                     .metric = metric,
                                     .is_unreachable = link == 0};
    if (gateway != NULL) {
        route.gateway = at(gateway);
    }
    gs_vec_push(&network->routes, route);
}

static struct gs_network *loopback(void)
{
    static const struct line lines[] = {{"127.0.0.1", LO, 8, 0, 0, NULL},
                                        {"::1", LO, 128, 0, 0, NULL}};
    struct gs_network *network = gs_network_new();
    network->is_known = true;
    network->is_watched = true;
    network->is_complete = true;
    network->read_us = NETWORK_SCENE_US;
    network->nat64.outcome = GS_OUTCOME_NO_DATA;
    network->nat64.elapsed_us = 14 * MS;
    add_link(network, "lo", LO, true, true);
    add_address(network, &lines[0]);
    add_address(network, &lines[1]);
    return network;
}

static struct gs_network *usual(void)
{
    static const struct line lines[] = {
        {"192.0.2.7", ETHERNET, 24, 41000, 41000, NULL},
        {"2001:db8:1:2:54ab:8c1e:77f0:1d3c", ETHERNET, 64, 3540, 86340, "xa"},
        {"2001:db8:1:2:21b:63ff:fea1:b2c3", ETHERNET, 64, 3540, 86340, "a"},
        {"2001:db8:1:2:9d27:4c3b:11a8:e0f5", ETHERNET, 64, 0, 1740, "oxa"},
        {"fd12:3456:789a:1::7", ETHERNET, 64, 0, 0, NULL},
        {"fe80::21b:63ff:fea1:b2c3", ETHERNET, 64, 0, 0, NULL},
        {"2001:db8:1:2::99", ETHERNET, 64, 0, 0, "t"},
        {"2001:db8:1:2::1", ETHERNET, 64, 0, 0, "d"},
    };
    struct gs_network *network = loopback();
    add_link(network, "eth0", ETHERNET, true, true);
    add_link(network, "wlan0", RADIO, true, false);
    for (size_t i = 0; i < COUNT_OF(lines); i++) {
        add_address(network, &lines[i]);
    }
    add_route(network, AF_INET, "192.0.2.1", ETHERNET, 100);
    add_route(network, AF_INET6, "fe80::1", ETHERNET, 1024);
    return network;
}

static void apply(struct gs_session *session, struct gs_event event, int64_t after_us)
{
    event.round = ROUND;
    event.at_us = NETWORK_SCENE_US + after_us;
    gs_session_apply(session, &event);
}

static void tell_machine(struct gs_session *session, const struct gs_nat64 *nat64,
                         bool has_v4)
{
    struct gs_machine *machine = gs_mem_new(1, sizeof *machine);
    (void)snprintf(machine->host_name, sizeof machine->host_name, "atlas");
    (void)snprintf(machine->libc, sizeof machine->libc, "glibc 2.36");
    machine->source_v4 = has_v4 ? at("192.0.2.7") : (struct gs_address){0};
    machine->source_v6 = at("2001:db8:1:2:54ab:8c1e:77f0:1d3c");
    machine->counts_v4 = has_v4;
    machine->counts_v6 = true;
    machine->resolver.servers[0] =
        (struct gs_endpoint){.address = at("192.0.2.1"), .port = GS_DNS_PORT};
    machine->resolver.server_count = 1;
    machine->nat64 = *nat64;
    apply(session, (struct gs_event){.type = GS_EVENT_MACHINE, .of.machine = machine}, 0);
}

static void start(struct gs_session *session)
{
    struct gs_event event = {.type = GS_EVENT_STARTED};
    struct gs_question *question = gs_mem_new(1, sizeof *question);
    (void)gs_question_set(question, NETWORK_SCENE_HOST, "www");
    question->hints = gs_hints_default();
    gs_idn_complete(question);
    event.of.started.question = question;
    event.of.started.parts = PARTS;
    event.of.started.wall_s = NETWORK_SCENE_S;
    apply(session, event, 0);
}

static void answer(struct gs_session *session, const char *const *addresses)
{
    struct gs_system_answer *system = gs_system_answer_new();
    system->outcome = GS_OUTCOME_ANSWERED;
    system->elapsed_us = 21 * MS;
    for (size_t i = 0; addresses[i] != NULL; i++) {
        struct gs_addrinfo row = {.socktype = SOCK_STREAM,
                                  .protocol = IPPROTO_TCP,
                                  .port = 80,
                                  .address = at(addresses[i])};
        row.family = row.address.family;
        row.source.address =
            at(row.family == AF_INET ? "192.0.2.7" : "2001:db8:1:2:54ab:8c1e:77f0:1d3c");
        gs_vec_push(&system->rows, row);
    }
    apply(session, (struct gs_event){.type = GS_EVENT_SYSTEM, .of.system = system},
          21 * MS);
}

static void connect_to(struct gs_session *session, const char *const *addresses,
                       const enum gs_connect_status *statuses)
{
    struct gs_connect_report *report = gs_connect_report_new(NETWORK_SCENE_HOST);
    report->name_outcome = GS_OUTCOME_ANSWERED;
    report->is_complete = true;
    report->elapsed_us = 95 * MS;
    report->services[0] = (struct gs_connect_service){"www", 80};
    report->service_count = 1;
    for (size_t i = 0; addresses[i] != NULL; i++) {
        struct gs_connect_attempt attempt = {
            .connection = {.endpoint = {at(addresses[i]), 80},
                           .status = statuses[i],
                           .elapsed_us = 90 * MS}};
        gs_vec_push(&report->attempts, attempt);
    }
    apply(session, (struct gs_event){.type = GS_EVENT_CONNECT, .of.connect = report},
          120 * MS);
}

static void tell(struct gs_session *session, struct gs_network *network, int64_t after_us)
{
    apply(session, (struct gs_event){.type = GS_EVENT_NETWORK, .of.network = network},
          after_us);
}

static void end(struct gs_session *session)
{
    static const enum gs_part parts[] = {GS_PART_SYSTEM, GS_PART_NETWORK,
                                         GS_PART_CONNECT};

    for (size_t i = 0; i < COUNT_OF(parts); i++) {
        apply(session, (struct gs_event){.type = GS_EVENT_PART_DONE, .of.part = parts[i]},
              130 * MS);
    }
}

static const char *const both[] = {"2001:500:88:200::8", "192.0.43.8", NULL};

void network_scene_fill(struct gs_session *session)
{
    static const enum gs_connect_status statuses[] = {GS_CONNECT_OPEN, GS_CONNECT_OPEN};
    struct gs_network *network = usual();
    tell_machine(session, &network->nat64, true);
    start(session);
    answer(session, both);
    connect_to(session, both, statuses);
    tell(session, network, 14 * MS);
    end(session);
}

void network_scene_nat64(struct gs_session *session)
{
    static const char *const made_up[] = {
        "2001:db8:122:c000:2:2100::", "64:ff9b::c000:221", NULL};

    static const enum gs_connect_status statuses[] = {GS_CONNECT_OPEN,
                                                      GS_CONNECT_NO_ROUTE};
    static const struct line line = {
        "2001:db8:1:2:54ab:8c1e:77f0:1d3c", ETHERNET, 64, 3540, 86340, "xa"};
    struct gs_network *network = loopback();
    add_link(network, "eth0", ETHERNET, true, true);
    add_address(network, &line);
    add_route(network, AF_INET6, "fe80::1", ETHERNET, 1024);
    network->nat64 = (struct gs_nat64){
        .outcome = GS_OUTCOME_ANSWERED,
        .count = 2,
        .elapsed_us = 14 * MS,
        .prefixes = {{at("2001:db8:122::"), 48}, {at("64:ff9b::"), 96}}};
    tell_machine(session, &network->nat64, false);
    start(session);
    answer(session, made_up);
    connect_to(session, made_up, statuses);
    tell(session, network, 14 * MS);
    end(session);
}

void network_scene_changed(struct gs_session *session)
{
    static const struct line fresh = {"2001:db8:1:2::77", ETHERNET, 64, 0, 0, NULL};

    static const enum gs_connect_status statuses[] = {GS_CONNECT_SILENT, GS_CONNECT_OPEN};
    struct gs_network *before = usual();
    struct gs_network *now = usual();
    tell_machine(session, &before->nat64, true);
    start(session);
    answer(session, both);
    connect_to(session, both, statuses);
    now->addresses.items[2] = now->addresses.items[--now->addresses.count];
    add_address(now, &fresh);
    now->links.items[2].has_carrier = true;
    now->routes.items[1].metric = 512;
    (void)gs_network_compare(now, before, NETWORK_SCENE_US + 3000 * MS);
    gs_network_free(before);
    end(session);
    tell(session, now, 3000 * MS);
}

void network_scene_unknown(struct gs_session *session)
{
    struct gs_network *network = gs_network_new();
    network->nat64.outcome = GS_OUTCOME_TIMED_OUT;
    network->nat64.elapsed_us = 10000 * MS;
    network->is_complete = true;
    tell_machine(session, &network->nat64, true);
    start(session);
    answer(session, both);
    tell(session, network, 14 * MS);
    end(session);
}

void network_scene_hostile(struct gs_session *session)
{
    static const struct line lines[] = {
        {"2001:db8:1234:5678:9abc:def0:1234:5678", 7, 128, 1, 2, "dtoxa"},
        {"255.255.255.255", 7, 32, 0, 0, NULL},
    };
    struct gs_network *network = loopback();
    add_link(network, "\\x1b[31m-long", 7, false, false);
    add_link(network, "fifteen-letters", 8, true, true);
    add_address(network, &lines[0]);
    add_address(network, &lines[1]);
    add_route(network, AF_INET, NULL, 0, UINT32_MAX);
    add_route(network, AF_INET, NULL, 8, 0);
    add_route(network, AF_INET6, "fe80:1234:5678:9abc:def0:1234:5678:9abc", 99,
              UINT32_MAX);
    add_route(network, AF_INET6, NULL, 0, 1);
    network->nat64 = (struct gs_nat64){.outcome = GS_OUTCOME_ANSWERED,
                                       .count = GS_NAT64_PREFIXES_MAX,
                                       .elapsed_us = 14 * MS};
    for (size_t i = 0; i < GS_NAT64_PREFIXES_MAX; i++) {
        network->nat64.prefixes[i] =
            (struct gs_nat64_prefix){at("2001:db8:1234:5678:9a:bcde::"), 96};
    }
    tell_machine(session, &network->nat64, true);
    start(session);
    answer(session, both);
    tell(session, network, 14 * MS);
    end(session);
}
