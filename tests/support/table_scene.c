/* SPDX-License-Identifier: MIT */
#include "support/table_scene.h"

#include <stdio.h>
#include <string.h>

enum {
    TCP = GS_TABLE_TCP,
    UDP = GS_TABLE_UDP,
    BOTH = TCP | UDP,
    NAME_BYTES = 24, /* of a made name */
    PORTS = 65535,
};

static const struct gs_table_service services[] = {
    {"tcpmux", "", "", 11, 1, TCP, 0, 0},
    {"rtmp", "", "ddp", 580, 1, GS_TABLE_OTHER, 0, 0},
    {"echo", "", "", 12, 7, BOTH, 0, 0},
    {"discard", "sink null", "", 14, 9, BOTH, 0, 0},
    {"ftp-data", "", "", 24, 20, TCP, 0, 0},
    {"ftp", "", "", 25, 21, TCP, 0, 0},
    {"ssh", "", "", 27, 22, TCP, 0, 0},
    {"smtp", "mail", "", 29, 25, TCP, 0, 0},
    {"domain", "", "", 33, 53, BOTH, 0, 0},
    {"bootps", "", "", 36, 67, UDP, 0, 0},
    {"bootpc", "", "", 37, 68, UDP, 0, 0},
    {"tftp", "", "", 38, 69, UDP, 0, 0},
    {"http", "www", "", 41, 80, TCP, 0, 0},
    {"nntp", "readnews untp", "", 55, 119, TCP, 0, 0},
    {"ntp", "", "", 56, 123, UDP, 0, 0},
    {"qmtp", "", "", 77, 209, TCP, 0, 0},
    {"ptp-event", "", "", 92, 319, UDP, 0, 0},
    {"ptp-general", "", "", 93, 320, UDP, 0, 0},
    {"https", "", "", 100, 443, BOTH, 0, 0},
    {"submissions", "ssmtp smtps urd", "", 104, 465, TCP, 0, 0},
    {"exec", "", "", 110, 512, TCP, 0, 0},
    {"biff", "comsat", "", 111, 512, UDP, 0, 0},
    {"intranet", "", "", 600, 8080, TCP, 0, 0},
    {"http-alt", "webcache", "", 400, 8080, BOTH, 0, 0},
    {"intranet", "", "", 601, 9090, TCP | GS_TABLE_SCTP, 0, 0},
};

static const struct gs_table_protocol_line protocols[] = {
    {"ip", "IP", 10, 0},          {"icmp", "ICMP", 12, 1},
    {"igmp", "IGMP", 13, 2},      {"tcp", "TCP", 17, 6},
    {"udp", "UDP", 22, 17},       {"dccp", "DCCP", 28, 33},
    {"ipv6", "IPv6", 33, 41},     {"gre", "GRE", 38, 47},
    {"esp", "IPSEC-ESP", 39, 50}, {"ipv6-icmp", "IPv6-ICMP", 42, 58},
    {"ospf", "OSPFIGP", 48, 89},  {"pim", "PIM", 53, 103},
    {"sctp", "SCTP", 57, 132},    {"udplite", "UDPLite", 60, 136},
};

static struct gs_event event_of(struct gs_tables *tables)
{
    struct gs_event event = {.type = GS_EVENT_TABLES};
    gs_tables_mark_conflicts(tables);
    event.of.tables = tables;
    return event;
}

struct gs_event table_event(int64_t wall_s)
{
    struct gs_tables *tables = gs_tables_new();
    struct gs_table_error error = {
        "/etc/services", 602,
        "no protocol follows the port: libc finds it for any protocol alone"};
    for (size_t i = 0; i < sizeof services / sizeof *services; i++) {
        gs_vec_push(&tables->services, services[i]);
    }
    for (size_t i = 0; i < sizeof protocols / sizeof *protocols; i++) {
        gs_vec_push(&tables->protocols, protocols[i]);
    }
    gs_vec_push(&tables->errors, error);
    tables->error_count = 1;
    tables->has_services = tables->has_protocols = true;
    tables->read_wall_s = wall_s;
    tables->elapsed_us = 400;
    return event_of(tables);
}

struct gs_event table_event_of(size_t count)
{
    struct gs_tables *tables = gs_tables_new();
    tables->texts = gs_mem_new(count, NAME_BYTES);
    for (size_t i = 0; i < count; i++) {
        char *name = tables->texts + i * NAME_BYTES;
        (void)snprintf(name, NAME_BYTES, "s%06zu", i);
        gs_vec_push(&tables->services,
                    ((struct gs_table_service){.name = name,
                                               .aliases = "",
                                               .other = "",
                                               .line = (uint32_t)i + 1,
                                               .port = (uint16_t)(i / 2 % PORTS),
                                               .protocols = i % 2 == 0 ? TCP : UDP}));
    }
    tables->has_services = true;
    return event_of(tables);
}

struct gs_event table_missing_event(void)
{
    return event_of(gs_tables_new());
}

struct gs_event table_service_event(void)
{
    struct gs_event event = {.type = GS_EVENT_SERVICE};
    struct gs_service_check *check = gs_service_check_new("smtp", 25);
    check->rows[0].by_name.name = gs_mem_copy_text("smtp");
    check->rows[0].by_name.port = 25;
    check->rows[0].by_port.name = gs_mem_copy_text("smtp");
    for (size_t i = 0; i < GS_SERVICE_CHECK_TYPES; i++) {
        struct gs_service_check_type *type = &check->types[i];
        bool is_answered = i < 2;
        type->outcome = is_answered ? GS_OUTCOME_ANSWERED : GS_OUTCOME_BAD_QUESTION;
        (void)snprintf(type->error, sizeof type->error, "%s",
                       is_answered ? "" : "EAI_SERVICE");
        (void)snprintf(type->rows, sizeof type->rows, "%s", is_answered ? "25/tcp" : "");
    }
    event.of.service = check;
    return event;
}
