/* SPDX-License-Identifier: MIT */
/*
 * The scenes, by their views. What happened in them is told by the other files of this folder.
 */
#include "support/screen_scenes.h"

#include "support/bind_scene.h"
#include "support/connect_scene.h"
#include "support/families_scene.h"
#include "support/idn_scene.h"
#include "support/lookup_scene.h"
#include "support/mail_scene.h"
#include "support/monitor_mixed.h"
#include "support/monitor_scene.h"
#include "support/network_scene.h"
#include "support/order_scene.h"
#include "support/race_scene.h"
#include "support/record_scene.h"
#include "support/scene_events.h"
#include "support/servers_scene.h"
#include "support/whois_scene.h"

enum {
    ASKED_S = SCENE_ASKED_S,
    MS = 1000,
    SECOND = 1000000,
};

#define MAIL(filler)                                                                     \
    .fill = (filler), .host = "user@example.org", .service = "smtp",                     \
    .now_us = 60 * SECOND, .now_wall_s = ASKED_S + 1618
#define AFTER_2_S .now_us = 3 * SECOND - 500 * MS, .now_wall_s = ASKED_S + 2
#define SMTP                                                                             \
    .fill = lookup_scene_services, .host = "iana.org", .service = "smtp", AFTER_2_S

/* The same as the demo tells it. */
static void make_demo(struct gs_session *session)
{
    struct gs_machine *machine = gs_mem_new(1, sizeof *machine);
    *machine = session->machine;
    machine->resolver.servers[0] =
        (struct gs_endpoint){scene_address("127.0.0.1"), 53053};
    machine->resolver.is_demo = true;
    scene_apply(session,
                (struct gs_event){.type = GS_EVENT_MACHINE, .of.machine = machine}, 0);
}

static void fill_demo(struct gs_session *session)
{
    lookup_scene_fill(session);
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

#define IANA               .fill = lookup_scene_fill, .host = "iana.org", .service = "www", AFTER_2_S
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
    scene_know_machine(session);
    monitor_scene_all_paused(session);
}

static void fill_monitor_broken(struct gs_session *session)
{
    scene_know_machine(session);
    monitor_scene_broken(session);
}

static void fill_monitor_empty(struct gs_session *session)
{
    scene_know_machine(session);
    monitor_scene_empty(session);
}

static void fill_monitor_failing(struct gs_session *session)
{
    scene_know_machine(session);
    monitor_scene_failing(session);
}

static void fill_monitor_expects(struct gs_session *session)
{
    scene_know_machine(session);
    monitor_scene_expects(session);
}

static void fill_monitor_fill(struct gs_session *session)
{
    scene_know_machine(session);
    monitor_scene_fill(session);
}

static void fill_monitor_hostile(struct gs_session *session)
{
    scene_know_machine(session);
    monitor_scene_hostile(session);
}

static void fill_monitor_many(struct gs_session *session)
{
    scene_know_machine(session);
    monitor_scene_many(session);
}

static void fill_monitor_mixed(struct gs_session *session)
{
    scene_know_machine(session);
    monitor_mixed(session);
}

static void fill_monitor_paused(struct gs_session *session)
{
    scene_know_machine(session);
    monitor_scene_paused(session);
}

static void fill_monitor_waiting(struct gs_session *session)
{
    scene_know_machine(session);
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
    {.name = "empty",
     .fill = lookup_scene_empty,
     .now_us = SECOND,
     .now_wall_s = ASKED_S - 7},
    {.name = "lookup", IANA},
    {.name = "waiting",
     .fill = lookup_scene_waiting,
     .host = "iana.org",
     .service = "www",
     .now_us = 117 * SECOND + 1800 * MS,
     .now_wall_s = ASKED_S + 116},
    {.name = "dead_server",
     .fill = lookup_scene_dead,
     .host = "www.example.com",
     .service = "www",
     .now_us = 12 * SECOND,
     .now_wall_s = ASKED_S + 11},
    {.name = "idn",
     .fill = lookup_scene_idn,
     .host = "五粮液.中国",
     .service = "www",
     AFTER_2_S},
    {.name = "idn_details",
     .fill = lookup_scene_idn,
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
     .fill = lookup_scene_no_such_name,
     .host = "nosuch.example.com",
     AFTER_2_S},
    {.name = "no_data",
     .fill = lookup_scene_no_data,
     .host = "empty.example.com",
     .service = "www",
     AFTER_2_S},
    {.name = "changed",
     .fill = lookup_scene_changed,
     .host = "iana.org",
     .service = "www",
     .now_us = 21 * SECOND,
     .now_wall_s = ASKED_S + 21},
    {.name = "stopped",
     .fill = lookup_scene_stopped,
     .host = "silent.example.com",
     .service = "www",
     AFTER_2_S},
    {.name = "stopped_again",
     .fill = lookup_scene_stopped_again,
     .host = "iana.org",
     .service = "www",
     .now_us = 21 * SECOND,
     .now_wall_s = ASKED_S + 21},
    {.name = "sources",
     .fill = lookup_scene_sources,
     .host = "iana.org",
     .service = "www",
     AFTER_2_S},
    {.name = "source_details",
     .fill = lookup_scene_sources,
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
     .fill = lookup_scene_calls,
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
     .fill = lookup_scene_services_waiting,
     .host = "iana.org",
     .service = "www",
     AFTER_2_S,
     .steps = {{GS_COMMAND_VIEW_SERVICES, NULL}}},
    {.name = "services_missing",
     .fill = lookup_scene_services_missing,
     AFTER_2_S,
     .steps = {{GS_COMMAND_CLOSE, NULL}, {GS_COMMAND_VIEW_SERVICES, NULL}}},
    {.name = "log",
     .fill = lookup_scene_log,
     .host = "iana.org",
     .service = "www",
     .now_us = 2 * SECOND,
     .now_wall_s = ASKED_S + 2936,
     .steps = {{GS_COMMAND_VIEW_LOG, NULL}}},
    {.name = "log_filter",
     .fill = lookup_scene_log,
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
     .fill = lookup_scene_log,
     .host = "iana.org",
     .service = "www",
     .now_us = 2 * SECOND,
     .now_wall_s = ASKED_S + 2936,
     .steps = {{GS_COMMAND_VIEW_LOG, NULL},
               {GS_COMMAND_UP, NULL},
               {GS_COMMAND_UP, NULL},
               {GS_COMMAND_ROW_DETAILS, NULL}}},
    {.name = "log_empty",
     .fill = lookup_scene_empty,
     .now_us = SECOND,
     .now_wall_s = ASKED_S - 7,
     .steps = {{GS_COMMAND_CLOSE, NULL}, {GS_COMMAND_VIEW_LOG, NULL}}},
    {.name = "matrix",
     .fill = lookup_scene_matrix,
     .host = "iana.org",
     .service = "www",
     AFTER_2_S,
     .steps = {{GS_COMMAND_MATRIX, NULL},
               {GS_COMMAND_DOWN, NULL},
               {GS_COMMAND_CELL_LEFT, NULL}}},
    {.name = "matrix_waiting",
     .fill = lookup_scene_matrix_waiting,
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
    {.name = "monitor_nothing", MONITOR(scene_know_machine), .steps = {TO_MONITOR}},
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
    {.name = "monitor_mixed", MONITOR(fill_monitor_mixed), .steps = {TO_MONITOR}},
    {.name = "monitor_mixed_zoomed",
     MONITOR(fill_monitor_mixed),
     .steps = {TO_MONITOR, {GS_COMMAND_ZOOM, NULL}}},
    {.name = "monitor_mixed_answers",
     MONITOR(fill_monitor_mixed),
     .steps = {TO_MONITOR, {GS_COMMAND_FORM, NULL}}},
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
