/* SPDX-License-Identifier: MIT */
#include "gaiscope/model/event.h"

#include <string.h>

/* The answers, and what follows from them. */
static void free_facts(struct gs_event *event)
{
    switch (event->type) {
    case GS_EVENT_SYSTEM:
        gs_system_answer_free(event->of.system);
        break;
    case GS_EVENT_DNS:
    case GS_EVENT_RECORD:
        gs_dns_answer_free(event->of.dns);
        break;
    case GS_EVENT_REVERSE:
        gs_reverse_free(event->of.reverse);
        break;
    case GS_EVENT_SERVICES:
        gs_services_free(event->of.services);
        break;
    case GS_EVENT_MAIL:
        gs_mx_plan_free(event->of.mail);
        break;
    case GS_EVENT_SOURCES:
        gs_ladder_free(event->of.sources);
        break;
    default:
        break;
    }
}

/* Of libc's other calls, and of the files. */
static void free_calls(struct gs_event *event)
{
    switch (event->type) {
    case GS_EVENT_VARIANT:
        gs_system_answer_free(event->of.variant.answer);
        break;
    case GS_EVENT_CALLS:
        gs_call_list_clear(&event->of.calls);
        break;
    case GS_EVENT_NAMEINFO:
        gs_nameinfo_table_free(event->of.nameinfo);
        break;
    case GS_EVENT_BIND:
        gs_bind_report_free(event->of.bind);
        break;
    case GS_EVENT_SERVICE:
        gs_service_check_free(event->of.service);
        break;
    case GS_EVENT_TABLES:
        gs_tables_free(event->of.tables);
        break;
    default:
        break;
    }
}

/* Of the network, asked beyond the name's own facts. */
static void free_network(struct gs_event *event)
{
    switch (event->type) {
    case GS_EVENT_SERVERS:
        gs_server_table_free(event->of.servers);
        break;
    case GS_EVENT_SERVER_ANSWER:
        gs_dns_answer_free(event->of.server.answer);
        break;
    case GS_EVENT_TRACE:
        gs_trace_free(event->of.trace);
        break;
    case GS_EVENT_DELIVERY:
        gs_delivery_free(event->of.delivery);
        break;
    case GS_EVENT_SMTP:
        gs_smtp_report_free(event->of.smtp);
        break;
    case GS_EVENT_WHOIS:
        gs_whois_free(event->of.whois);
        break;
    case GS_EVENT_CONNECT:
        gs_connect_report_free(event->of.connect);
        break;
    case GS_EVENT_RACE:
        gs_race_free(event->of.race);
        break;
    case GS_EVENT_FAMILIES:
        gs_families_free(event->of.families);
        break;
    case GS_EVENT_NETWORK:
        gs_network_free(event->of.network);
        break;
    default:
        break;
    }
}

/* Of what is watched. */
static void free_watched(struct gs_event *event)
{
    switch (event->type) {
    case GS_EVENT_WATCH_LIST:
        gs_watch_told_free(event->of.watch_list);
        break;
    case GS_EVENT_WATCH_ROUND:
        gs_watch_round_free(event->of.watch_round);
        break;
    case GS_EVENT_WATCH_STATUS:
        free(event->of.watch_status);
        break;
    default:
        break;
    }
}

void gs_event_fini(struct gs_event *event)
{
    switch (event->type) {
    case GS_EVENT_MACHINE:
        free(event->of.machine);
        break;
    case GS_EVENT_STARTED:
        free(event->of.started.question);
        break;
    case GS_EVENT_QUERY:
    case GS_EVENT_TRY:
    case GS_EVENT_RECORD_QUERY:
    case GS_EVENT_RECORD_TRY:
        free(event->of.query.name);
        break;
    case GS_EVENT_LOG:
        gs_log_entry_free(event->of.log);
        break;
    case GS_EVENT_SYSTEM:
    case GS_EVENT_DNS:
    case GS_EVENT_RECORD:
    case GS_EVENT_REVERSE:
    case GS_EVENT_SERVICES:
    case GS_EVENT_MAIL:
    case GS_EVENT_SOURCES:
        free_facts(event);
        break;
    case GS_EVENT_VARIANT:
    case GS_EVENT_CALLS:
    case GS_EVENT_NAMEINFO:
    case GS_EVENT_BIND:
    case GS_EVENT_SERVICE:
    case GS_EVENT_TABLES:
        free_calls(event);
        break;
    case GS_EVENT_SERVERS:
    case GS_EVENT_SERVER_ANSWER:
    case GS_EVENT_TRACE:
    case GS_EVENT_DELIVERY:
    case GS_EVENT_SMTP:
    case GS_EVENT_WHOIS:
    case GS_EVENT_CONNECT:
    case GS_EVENT_RACE:
    case GS_EVENT_FAMILIES:
    case GS_EVENT_NETWORK:
        free_network(event);
        break;
    case GS_EVENT_WATCH_LIST:
    case GS_EVENT_WATCH_ROUND:
    case GS_EVENT_WATCH_STATUS:
        free_watched(event);
        break;
    case GS_EVENT_WATCH_HOST:
    case GS_EVENT_PART_DONE:
    case GS_EVENT_CANCELLED:
        break;
    }
    memset(&event->of, 0, sizeof event->of);
}
