/* SPDX-License-Identifier: MIT */
/*
 * What a recording keeps of each kind of event, beside its round and its time.
 */
#include "recording_fields.h"

#define OWNED(field, path, of_struct)                                                    \
    {                                                                                    \
        .name = (field), .at = offsetof(struct gs_event, of.path),                       \
        .size = sizeof(void *), .kind = RECORDING_POINTER, .is_required = true,          \
        .of = &recording_##of_struct                                                     \
    }
#define PLAIN(field, path, the_kind, ...)                                                \
    {                                                                                    \
        .name = (field), .at = offsetof(struct gs_event, of.path),                       \
        .size = sizeof OF(struct gs_event, of.path), .kind = (the_kind), __VA_ARGS__     \
    }
/* The one owned struct of an event that bears the same name in the union. */
#define ONE(member, of_struct)                                                           \
    static const struct recording_field member##_fields[] = {                            \
        OWNED(#member, member, of_struct)}

ONE(machine, machine);
ONE(system, system_answer);
ONE(dns, dns_answer);
ONE(reverse, reverse);
ONE(services, services);
ONE(mail, mx_plan);
ONE(sources, ladder);
ONE(nameinfo, nameinfo_table);
ONE(bind, bind_report);
ONE(tables, tables);
ONE(service, service_check);
ONE(log, log_entry);
ONE(servers, server_table);
ONE(trace, trace);
ONE(delivery, delivery);
ONE(smtp, smtp_report);
ONE(whois, whois);
ONE(connect, connect_report);
ONE(race, race);
ONE(families, families);
ONE(network, network);
ONE(watch_list, watch_told);
ONE(watch_round, watch_round);
ONE(watch_status, watch_status);

static const struct recording_field started_fields[] = {
    OWNED("question", started.question, question),
    PLAIN("parts", started.parts, RECORDING_PARTS, .words = &recording_part_words),
    PLAIN("wall_s", started.wall_s, RECORDING_SIGNED, .limit = RECORDING_SECOND_MAX),
};

static const struct recording_field query_fields[] = {
    PLAIN("name", query.name, RECORDING_TEXT, .of = NULL),
    PLAIN("type", query.type, RECORDING_UNSIGNED, .of = NULL),
    PLAIN("try", query.try, RECORDING_STRUCT, .of = &recording_dns_try),
};

static const struct recording_field variant_fields[] = {
    PLAIN("part", variant.part, RECORDING_WORD, .words = &recording_part_words),
    PLAIN("number", variant.number, RECORDING_UNSIGNED, .of = NULL),
    OWNED("answer", variant.answer, system_answer),
};

static const struct recording_field calls_fields[] = {
    {.name = "calls",
     .at = offsetof(struct gs_event, of.calls),
     .size = sizeof(struct gs_call),
     .kind = RECORDING_STRUCT,
     .shape = RECORDING_VEC,
     .max = RECORDING_ITEMS,
     .of = &recording_call},
};

static const struct recording_field server_fields[] = {
    PLAIN("number", server.number, RECORDING_UNSIGNED, .of = NULL),
    OWNED("answer", server.answer, dns_answer),
};

static const struct recording_field watch_host_fields[] = {
    PLAIN("watch_host", watch_host, RECORDING_STRUCT, .of = &recording_watch_setting),
};

static const struct recording_field part_fields[] = {
    PLAIN("part", part, RECORDING_WORD, .words = &recording_part_words),
};

#define EVENT(type_word, member)                                                         \
    {                                                                                    \
        .word = (type_word), .fields = member##_fields,                                  \
        .field_count = sizeof member##_fields / sizeof member##_fields[0]                \
    }

const struct recording_event recording_events[GS_EVENT_CANCELLED + 1] = {
    [GS_EVENT_MACHINE] = EVENT("machine", machine),
    [GS_EVENT_STARTED] = EVENT("started", started),
    [GS_EVENT_SYSTEM] = EVENT("system", system),
    [GS_EVENT_QUERY] = EVENT("query", query),
    [GS_EVENT_TRY] = EVENT("try", query),
    [GS_EVENT_DNS] = EVENT("dns", dns),
    [GS_EVENT_REVERSE] = EVENT("reverse", reverse),
    [GS_EVENT_SERVICES] = EVENT("services", services),
    [GS_EVENT_MAIL] = EVENT("mail", mail),
    [GS_EVENT_SOURCES] = EVENT("sources", sources),
    [GS_EVENT_VARIANT] = EVENT("variant", variant),
    [GS_EVENT_CALLS] = EVENT("calls", calls),
    [GS_EVENT_NAMEINFO] = EVENT("nameinfo", nameinfo),
    [GS_EVENT_BIND] = EVENT("bind", bind),
    [GS_EVENT_TABLES] = EVENT("tables", tables),
    [GS_EVENT_SERVICE] = EVENT("service", service),
    [GS_EVENT_LOG] = EVENT("log", log),
    [GS_EVENT_RECORD_QUERY] = EVENT("record_query", query),
    [GS_EVENT_RECORD_TRY] = EVENT("record_try", query),
    [GS_EVENT_RECORD] = EVENT("record", dns),
    [GS_EVENT_SERVERS] = EVENT("servers", servers),
    [GS_EVENT_SERVER_ANSWER] = EVENT("server_answer", server),
    [GS_EVENT_TRACE] = EVENT("trace", trace),
    [GS_EVENT_DELIVERY] = EVENT("delivery", delivery),
    [GS_EVENT_SMTP] = EVENT("smtp", smtp),
    [GS_EVENT_WHOIS] = EVENT("whois", whois),
    [GS_EVENT_CONNECT] = EVENT("connect", connect),
    [GS_EVENT_RACE] = EVENT("race", race),
    [GS_EVENT_FAMILIES] = EVENT("families", families),
    [GS_EVENT_NETWORK] = EVENT("network", network),
    [GS_EVENT_WATCH_LIST] = EVENT("watch_list", watch_list),
    [GS_EVENT_WATCH_ROUND] = EVENT("watch_round", watch_round),
    [GS_EVENT_WATCH_HOST] = EVENT("watch_host", watch_host),
    [GS_EVENT_WATCH_STATUS] = EVENT("watch_status", watch_status),
    [GS_EVENT_PART_DONE] = EVENT("part_done", part),
    [GS_EVENT_CANCELLED] = {.word = "cancelled"},
};

const struct recording_struct *const recording_structs[] = {
    &recording_address,
    &recording_endpoint,
    &recording_resolver,
    &recording_policy_entry,
    &recording_policy_table,
    &recording_policy_error,
    &recording_policy,
    &recording_machine,
    &recording_hints,
    &recording_question,
    &recording_eai,
    &recording_source,
    &recording_addrinfo,
    &recording_system_answer,
    &recording_nss_source,
    &recording_rung,
    &recording_hosts_line,
    &recording_ladder,
    &recording_log_entry,
    &recording_dns_try,
    &recording_dns_flags,
    &recording_ede,
    &recording_edns,
    &recording_dns_asking,
    &recording_record,
    &recording_dns_answer,
    &recording_reverse_name,
    &recording_reverse,
    &recording_server_question,
    &recording_server_column,
    &recording_server_table,
    &recording_trace_server,
    &recording_trace_level,
    &recording_trace,
    &recording_service,
    &recording_table_call,
    &recording_services,
    &recording_call,
    &recording_nameinfo_row,
    &recording_nameinfo_table,
    &recording_bind_row,
    &recording_accepted,
    &recording_bind_report,
    &recording_table_service,
    &recording_table_protocol_line,
    &recording_table_error,
    &recording_tables,
    &recording_service_check_row,
    &recording_service_check_type,
    &recording_service_check,
    &recording_exchange,
    &recording_mx_plan,
    &recording_delivery_address,
    &recording_tlsa,
    &recording_delivery_exchange,
    &recording_delivery_policy,
    &recording_delivery,
    &recording_smtp_reply,
    &recording_smtp_session,
    &recording_smtp_report,
    &recording_whois_line,
    &recording_whois_text,
    &recording_whois_hop,
    &recording_whois_facts,
    &recording_whois,
    &recording_connect_service,
    &recording_connection,
    &recording_connect_attempt,
    &recording_connect_report,
    &recording_race_settings,
    &recording_race_dns,
    &recording_race_lane,
    &recording_race,
    &recording_family_side,
    &recording_family_row,
    &recording_families,
    &recording_network_change,
    &recording_network_link,
    &recording_network_address,
    &recording_network_route,
    &recording_nat64_prefix,
    &recording_nat64,
    &recording_network,
    &recording_expect,
    &recording_watch,
    &recording_watch_answer,
    &recording_watch_change,
    &recording_journal_entry,
    &recording_watch_trend,
    &recording_watched,
    &recording_watch_error,
    &recording_watch_told,
    &recording_watch_round,
    &recording_watch_setting,
    &recording_watch_status,
    NULL,
};
