/* SPDX-License-Identifier: MIT */
#include "js_calls.h"
#include "js_dns.h"
#include "js_domain.h"
#include "json_bind.h"
#include "json_connect.h"
#include "json_delivery.h"
#include "json_families.h"
#include "json_idn.h"
#include "json_log.h"
#include "json_matrix.h"
#include "json_monitor.h"
#include "json_network.h"
#include "json_order.h"
#include "json_race.h"
#include "json_reverse.h"
#include "json_servers.h"
#include "json_sources.h"
#include "json_whois.h"
#include "parts.h"

#include "gaiscope/report/report.h"
#include "gaiscope/rules/address_inside.h"
#include "gaiscope/rules/name_chain.h"

static struct json_t *question_json(const struct gs_question *question)
{
    struct json_t *object = js_object();
    bool is_null = question->is_null;
    js_put_bytes(object, "host", "host_hex", is_null ? NULL : question->host);
    js_put(object, "host_ascii", js_text_or_null(is_null ? NULL : question->host_ascii));
    js_put(object, "host_unicode",
           js_text_or_null(is_null ? NULL : question->host_unicode));
    js_put(object, "idn_error", js_text_or_null(question->idn_error));
    json_put_labels(object, question);
    js_put_bytes(object, "service", "service_hex",
                 question->has_service ? question->service : NULL);
    js_put_hint(object, "family", gs_hint_families(), question->hints.family);
    js_put_hint(object, "socktype", gs_hint_socktypes(), question->hints.socktype);
    js_put_hint(object, "protocol", gs_hint_protocols(), question->hints.protocol);
    js_put(object, "flags", js_ai_flags(question->hints.flags));
    js_put_bool(object, "exact", question->is_exact);
    return object;
}

static struct json_t *row_json(const struct gs_addrinfo *row, size_t rank,
                               const struct gs_nat64 *nat64)
{
    const struct gs_address none = {0};
    struct gs_address inside;
    struct json_t *object = js_object();
    js_put_int(object, "rank", (int64_t)rank);
    js_put_hint(object, "family", gs_hint_families(), row->family);
    js_put_hint(object, "socktype", gs_hint_socktypes(), row->socktype);
    js_put_hint(object, "protocol", gs_hint_protocols(), row->protocol);
    js_put_int(object, "protocol_number", row->protocol);
    js_put_name(object, "canonname", row->canonname);
    js_put_address(object, "address", &row->address);
    js_put_int(object, "port", row->port);
    js_put_int(object, "flowinfo", row->flowinfo);
    js_put_int(object, "scope_id", row->address.scope_id);
    js_put_text(object, "class", gs_address_class_known(&row->address, nat64).id);
    bool has_inside = gs_address_inside(&row->address, nat64, &inside);
    js_put_address(object, "inside", has_inside ? &inside : &none);
    return object;
}

static struct json_t *warnings_json(const struct gs_session *session)
{
    struct json_t *array = js_array();
    struct gs_trap_list traps = report_warnings(session);
    for (size_t i = 0; i < traps.count; i++) {
        struct json_t *object = js_object();
        js_put_text(object, "code", traps.items[i].code);
        js_put_text(object, "text", traps.items[i].text);
        js_push(array, object);
    }
    gs_vec_fini(&traps);
    return array;
}

static struct json_t *system_json(const struct gs_session *session)
{
    static const struct gs_system_answer none = {0};
    const struct gs_system_answer *answer = session->lookup.now.system;
    answer = answer == NULL ? &none : answer;
    struct json_t *object = js_object();
    js_put_outcome(object, "outcome", answer->outcome);
    struct gs_failure failure =
        gs_failure_of(&session->lookup, session->has_machine ? &session->machine : NULL);
    js_put_failure(object, "error", &answer->error, &failure);
    js_put_int(object, "elapsed_us", answer->elapsed_us);
    struct json_t *rows = js_array();
    for (size_t i = 0; i < answer->rows.count; i++) {
        js_push(rows, row_json(&answer->rows.items[i], i + 1, &session->machine.nat64));
    }
    js_put(object, "addresses", rows);
    js_put_int(object, "left_out", answer->left_out);
    js_put(object, "warnings", warnings_json(session));
    return object;
}

/* The way of an answer over its aliases; null: no answer. */
static struct json_t *chain_json(const struct gs_dns_answer *answer)
{
    struct gs_name_chain chain = {0};
    if (answer == NULL) {
        return js_null();
    }
    gs_name_chain_follow(answer, &chain);
    struct json_t *object = js_object();
    struct json_t *names = js_array();
    for (size_t i = 0; i < chain.links.count; i++) {
        js_push(names, js_text(chain.links.items[i].name));
    }
    js_put(object, "names", names);
    js_put_text(object, "last", chain.last);
    js_put_text(object, "end", gs_chain_end_id(chain.end));
    gs_name_chain_fini(&chain);
    return object;
}

static struct json_t *queries_json(const struct gs_session *session,
                                   const struct gs_dns_query_list *list, bool has_chain)
{
    const struct gs_resolver *resolver = &session->machine.resolver;
    struct gs_endpoint first = {0};
    if (session->has_machine && resolver->server_count > 0) {
        first = resolver->servers[0];
    }
    struct json_t *object = js_object();
    js_put_endpoint(object, "server", &first);
    struct json_t *queries = js_array();
    for (size_t i = 0; i < list->count; i++) {
        struct json_t *query = js_dns_query(&list->items[i]);
        if (has_chain) {
            js_put(query, "chain", chain_json(list->items[i].answer));
        }
        js_push(queries, query);
    }
    js_put(object, "queries", queries);
    return object;
}

static struct json_t *dns_json(const struct gs_session *session)
{
    return queries_json(session, &session->lookup.now.dns, false);
}

static struct json_t *records_json(const struct gs_session *session)
{
    return queries_json(session, &session->lookup.now.records, true);
}

static struct json_t *services_json(const struct gs_session *session)
{
    struct json_t *array = js_array();
    const struct gs_services *services = session->lookup.now.services;
    for (size_t i = 0; services != NULL && i < services->entries.count; i++) {
        const struct gs_service *entry = &services->entries.items[i];
        struct json_t *object = js_object();
        struct json_t *aliases = js_array();
        for (char **alias = entry->aliases; alias != NULL && *alias != NULL; alias++) {
            js_push(aliases, js_text(*alias));
        }
        js_put_text(object, "name", entry->name);
        js_put(object, "port", entry->port == 0 ? js_null() : js_int(entry->port));
        js_put(object, "protocol", js_text_or_null(entry->protocol));
        js_put(object, "aliases", aliases);
        js_put_bool(object, "asked", entry->is_asked);
        js_push(array, object);
    }
    return array;
}

static struct json_t *exchange_json(const struct gs_exchange *exchange)
{
    struct json_t *object = js_object();
    struct json_t *addresses = js_array();
    for (size_t i = 0; i < exchange->addresses.count; i++) {
        char out[GS_ADDRESS_TEXT_MAX];
        gs_address_format(&exchange->addresses.items[i], out);
        js_push(addresses, js_text(out));
    }
    bool is_known = exchange->status != GS_EXCHANGE_WAITING;
    js_put_int(object, "preference", exchange->preference);
    js_put_name(object, "name", exchange->name);
    js_put_text(object, "status",
                is_known ? gs_exchange_status_id(exchange->status) : NULL);
    js_put(object, "addresses", addresses);
    js_put_text(object, "problem", exchange->problem);
    js_put_int(object, "ttl_s", exchange->ttl_s);
    return object;
}

static struct json_t *mail_json(const struct gs_session *session)
{
    static const struct gs_mx_plan none = {.rcode = -1};
    const struct gs_mx_plan *plan = session->lookup.now.mail;
    plan = plan == NULL ? &none : plan;
    struct json_t *object = js_object();
    struct json_t *exchanges = js_array();
    for (size_t i = 0; i < plan->exchanges.count; i++) {
        js_push(exchanges, exchange_json(&plan->exchanges.items[i]));
    }
    bool is_known = plan->kind != GS_MX_WAITING;
    js_put_name(object, "domain", plan->domain);
    js_put_names(object, "aliases", plan->aliases.items, plan->aliases.count);
    js_put_text(object, "kind", is_known ? gs_mx_kind_id(plan->kind) : NULL);
    js_put(object, "exchanges", exchanges);
    js_put_outcome(object, "outcome", plan->outcome);
    js_put_rcode(object, plan->rcode);
    js_put_text(object, "problem", plan->problem);
    js_put_int(object, "elapsed_us", plan->elapsed_us);
    js_put_int(object, "left_out", plan->left_out);
    return object;
}

typedef struct json_t *(*part_fn)(const struct gs_session *session);

static const part_fn part_json[GS_PART_COUNT] = {
    [GS_PART_SYSTEM] = system_json,
    [GS_PART_DNS] = dns_json,
    [GS_PART_REVERSE] = report_json_reverse,
    [GS_PART_SERVICES] = services_json,
    [GS_PART_MAIL] = mail_json,
    [GS_PART_DELIVERY] = report_json_delivery,
    [GS_PART_SMTP] = report_json_smtp,
    [GS_PART_CONNECT] = report_json_connect,
    [GS_PART_LOG] = report_json_log,
    [GS_PART_SOURCES] = sources_json,
    [GS_PART_CALLS] = js_calls,
    [GS_PART_NAMEINFO] = js_nameinfo,
    [GS_PART_MATRIX] = report_json_matrix,
    [GS_PART_BESIDE] = report_json_beside,
    [GS_PART_BIND] = report_json_bind,
    [GS_PART_ORDER] = order_json,
    [GS_PART_SERVERS] = report_json_servers,
    [GS_PART_TRACE] = report_json_trace,
    [GS_PART_FAMILIES] = report_json_families,
    [GS_PART_RECORDS] = records_json,
    [GS_PART_WHOIS] = report_json_whois,
    [GS_PART_NETWORK] = report_json_network,
    [GS_PART_RACE] = report_json_race,
};

static void put_lookup(struct json_t *root, const struct gs_session *session,
                       unsigned parts)
{
    struct json_t *unfinished = js_array();
    js_put(root, "question", question_json(&session->lookup.question));
    for (int i = 0; i < GS_PART_COUNT; i++) {
        enum gs_part part = (enum gs_part)i;
        bool is_asked = (parts & GS_PART_BIT(part)) != 0;
        if (part_json[i] == NULL) {
            continue;
        }
        js_put(root, gs_part_id(part), is_asked ? part_json[i](session) : js_null());
        if (report_is_unfinished(session, parts, part)) {
            js_push(unfinished, js_text(gs_part_id(part)));
        }
    }
    js_put(root, "unfinished", unfinished);
}

static struct json_t *document(const struct gs_session *session, unsigned parts)
{
    struct json_t *root = js_object();
    js_put_int(root, "schema", GS_JSON_SCHEMA);
    if (session->has_lookup || !session->monitor.is_on) {
        put_lookup(root, session, parts);
    }
    if (session->monitor.is_on) {
        js_put(root, "monitor", report_json_monitor(&session->monitor));
    }
    return root;
}

void gs_report_json(struct gs_buf *out, const struct gs_session *session, unsigned parts)
{
    js_write(out, document(session, parts));
}

void gs_report_jsonl(struct gs_buf *out, const struct gs_session *session, unsigned parts)
{
    js_write_line(out, document(session, parts));
}
