/* SPDX-License-Identifier: MIT */
#include "csv_connect.h"
#include "csv_delivery.h"
#include "csv_families.h"
#include "csv_line.h"
#include "csv_monitor.h"
#include "csv_network.h"
#include "csv_race.h"
#include "csv_servers.h"
#include "csv_whois.h"
#include "parts.h"

#include "gaiscope/base/errno_name.h"
#include "gaiscope/base/text.h"
#include "gaiscope/report/report.h"
#include "gaiscope/rules/address_inside.h"
#include "gaiscope/rules/bind_words.h"
#include "gaiscope/rules/order.h"
#include "gaiscope/rules/provenance.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char header[] = "part,rank,name,type,family,socktype,protocol,address,port,"
                             "preference,ttl_s,value,outcome\r\n";

static void system_lines(struct gs_buf *out, const struct gs_session *session)
{
    const struct gs_system_answer *answer = session->lookup.now.system;
    for (size_t i = 0; answer != NULL && i < answer->rows.count; i++) {
        struct csv_line line = csv_line_of(GS_PART_SYSTEM, i + 1);
        csv_set(&line, CSV_NAME, answer->rows.items[i].canonname);
        csv_set_row(&line, &answer->rows.items[i]);
        csv_set(&line, CSV_VALUE,
                gs_address_class_known(&answer->rows.items[i].address,
                                       &session->machine.nat64)
                    .id);
        csv_end(out, &line);
    }
    if (answer != NULL && answer->rows.count == 0) {
        struct csv_line line = csv_line_of(GS_PART_SYSTEM, 0);
        csv_set(&line, CSV_VALUE, answer->error.name);
        csv_set(&line, CSV_OUTCOME, gs_outcome_id(answer->outcome));
        csv_end(out, &line);
    }
}

static void record_line(struct gs_buf *out, enum gs_part part,
                        const struct gs_record *record, size_t rank)
{
    struct csv_line line = csv_line_of(part, rank);
    char type[GS_TYPE_TEXT_MAX];
    gs_type_format(record->type, type);
    csv_set(&line, CSV_NAME, record->name);
    csv_set(&line, CSV_TYPE, type);
    csv_set_address(&line, &record->address);
    csv_set_number(&line, CSV_TTL, record->ttl_s);
    csv_set(&line, CSV_VALUE, record->text);
    csv_set(&line, CSV_OUTCOME, gs_outcome_id(GS_OUTCOME_ANSWERED));
    csv_end(out, &line);
}

static void query_lines(struct gs_buf *out, enum gs_part part,
                        const struct gs_dns_query_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        const struct gs_dns_answer *answer = list->items[i].answer;
        for (size_t n = 0; answer != NULL && n < answer->answer.count; n++) {
            record_line(out, part, &answer->answer.items[n], n + 1);
        }
        if (answer != NULL && answer->outcome == GS_OUTCOME_ANSWERED) {
            continue;
        }
        struct csv_line line = csv_line_of(part, 0);
        char type[GS_TYPE_TEXT_MAX];
        char rcode[GS_RCODE_TEXT_MAX] = "";
        gs_type_format(list->items[i].type, type);
        if (answer != NULL && answer->rcode >= 0) {
            gs_rcode_format(answer->rcode, rcode);
        }
        csv_set(&line, CSV_NAME, list->items[i].name);
        csv_set(&line, CSV_TYPE, type);
        csv_set(&line, CSV_VALUE, rcode);
        csv_set(&line, CSV_OUTCOME,
                answer == NULL ? "unfinished" : gs_outcome_id(answer->outcome));
        csv_end(out, &line);
    }
}

static void dns_lines(struct gs_buf *out, const struct gs_session *session)
{
    query_lines(out, GS_PART_DNS, &session->lookup.now.dns);
}

static void records_lines(struct gs_buf *out, const struct gs_session *session)
{
    query_lines(out, GS_PART_RECORDS, &session->lookup.now.records);
}

static void reverse_line(struct gs_buf *out, const struct gs_reverse *reverse,
                         const char *type, const char *name, const char *value)
{
    struct csv_line line = csv_line_of(GS_PART_REVERSE, 0);
    bool is_libc = strcmp(type, "libc") == 0;
    enum gs_outcome outcome = is_libc ? reverse->libc_outcome : reverse->dns_outcome;
    bool is_known = outcome != GS_OUTCOME_NOT_ASKED;
    csv_set_address(&line, &reverse->address);
    csv_set(&line, CSV_TYPE, type);
    csv_set(&line, CSV_NAME, name);
    csv_set(&line, CSV_VALUE, value);
    csv_set(&line, CSV_OUTCOME, is_known ? gs_outcome_id(outcome) : "unfinished");
    csv_end(out, &line);
}

static void reverse_lines(struct gs_buf *out, const struct gs_session *session)
{
    const struct gs_reverse_list *list = &session->lookup.now.reverse;
    for (size_t i = 0; i < list->count; i++) {
        const struct gs_reverse *reverse = list->items[i];
        for (size_t n = 0; n < reverse->names.count; n++) {
            const struct gs_reverse_name *name = &reverse->names.items[n];
            reverse_line(out, reverse, "PTR", name->name,
                         report_confirmation_id(name->confirmed));
        }
        if (reverse->names.count == 0) {
            reverse_line(out, reverse, "PTR", NULL, NULL);
        }
        reverse_line(out, reverse, "libc", reverse->libc_name, NULL);
    }
}

static void service_lines(struct gs_buf *out, const struct gs_session *session)
{
    const struct gs_services *services = session->lookup.now.services;
    for (size_t i = 0; services != NULL && i < services->entries.count; i++) {
        const struct gs_service *entry = &services->entries.items[i];
        struct csv_line line = csv_line_of(GS_PART_SERVICES, 0);
        struct gs_buf aliases = {0};
        for (char **alias = entry->aliases; alias != NULL && *alias != NULL; alias++) {
            gs_buf_addf(&aliases, "%s%s", aliases.len == 0 ? "" : " ", *alias);
        }
        csv_set(&line, CSV_NAME, entry->name);
        csv_set(&line, CSV_PROTOCOL, entry->protocol);
        if (entry->port != 0) {
            csv_set_number(&line, CSV_PORT, entry->port);
        }
        csv_set(&line, CSV_VALUE, gs_buf_text(&aliases));
        csv_set(&line, CSV_OUTCOME, entry->name == NULL ? "not_listed" : "listed");
        csv_end(out, &line);
        gs_buf_fini(&aliases);
    }
}

static void exchange_lines(struct gs_buf *out, const struct gs_exchange *exchange,
                           size_t rank)
{
    size_t count = exchange->addresses.count;
    for (size_t i = 0; i < (count == 0 ? 1 : count); i++) {
        struct csv_line line = csv_line_of(GS_PART_MAIL, rank);
        csv_set(&line, CSV_NAME, exchange->name);
        csv_set(&line, CSV_TYPE, "MX");
        csv_set_number(&line, CSV_PREFERENCE, exchange->preference);
        csv_set_number(&line, CSV_TTL, exchange->ttl_s);
        if (i < count) {
            csv_set_address(&line, &exchange->addresses.items[i]);
        }
        csv_set(&line, CSV_VALUE, exchange->problem);
        bool is_known = exchange->status != GS_EXCHANGE_WAITING;
        csv_set(&line, CSV_OUTCOME,
                is_known ? gs_exchange_status_id(exchange->status) : "unfinished");
        csv_end(out, &line);
    }
}

static void mail_lines(struct gs_buf *out, const struct gs_session *session)
{
    const struct gs_mx_plan *plan = session->lookup.now.mail;
    if (plan == NULL) {
        return;
    }
    struct csv_line line = csv_line_of(GS_PART_MAIL, 0);
    csv_set(&line, CSV_NAME, plan->domain);
    csv_set(&line, CSV_VALUE, plan->problem);
    csv_set(&line, CSV_OUTCOME,
            plan->kind == GS_MX_WAITING ? "unfinished" : gs_mx_kind_id(plan->kind));
    csv_end(out, &line);
    for (size_t i = 0; i < plan->exchanges.count; i++) {
        exchange_lines(out, &plan->exchanges.items[i], i + 1);
    }
}

static void log_lines(struct gs_buf *out, const struct gs_session *session)
{
    const struct gs_log *log = &session->log;
    for (size_t i = 0; i < log->entries.count; i++) {
        const struct gs_log_entry *entry = gs_log_at(log, i);
        struct csv_line line = csv_line_of(GS_PART_LOG, i + 1);
        csv_set(&line, CSV_NAME, entry->about);
        csv_set(&line, CSV_TYPE, entry->call);
        csv_set(&line, CSV_VALUE, entry->result);
        csv_set(&line, CSV_OUTCOME, gs_outcome_id(entry->outcome));
        csv_end(out, &line);
    }
}

static void set_outcome(struct csv_line *line, enum gs_outcome outcome)
{
    csv_set(line, CSV_OUTCOME,
            outcome == GS_OUTCOME_NOT_ASKED ? "not_asked" : gs_outcome_id(outcome));
}

static void call_lines(struct gs_buf *out, const struct gs_session *session)
{
    const struct gs_call_list *calls = &session->lookup.now.calls;
    for (size_t i = 0; i < calls->count; i++) {
        struct csv_line line = csv_line_of(GS_PART_CALLS, 0);
        csv_set(&line, CSV_NAME, calls->items[i].call);
        csv_set(&line, CSV_VALUE, calls->items[i].result);
        set_outcome(&line, calls->items[i].outcome);
        csv_end(out, &line);
    }
}

static void order_lines(struct gs_buf *out, const struct gs_session *session)
{
    struct gs_order order;
    if (!session->has_machine) {
        return;
    }
    gs_order_make(&session->lookup.now, &session->machine.policy,
                  session->lookup.question.is_null, &order);
    for (size_t i = 0; i < order.items.count; i++) {
        const struct gs_order_item *item = &order.items.items[i];
        bool has_next = i + 1 < order.items.count && !order.is_unsorted;
        char rule[16] = "";
        if (has_next) {
            (void)snprintf(rule, sizeof rule, "rule %d",
                           gs_order_compare(item, item + 1).rule);
        }
        struct csv_line line = csv_line_of(GS_PART_ORDER, i + 1);
        csv_set_address(&line, &item->address);
        csv_set(&line, CSV_VALUE, rule);
        csv_set(&line, CSV_OUTCOME, item->is_usable ? "usable" : "unusable");
        csv_end(out, &line);
    }
    if (order.items.count == 0 && session->lookup.now.system != NULL) {
        struct csv_line line = csv_line_of(GS_PART_ORDER, 0);
        set_outcome(&line, session->lookup.now.system->outcome);
        csv_end(out, &line);
    }
    gs_order_fini(&order);
}

static void sources_lines(struct gs_buf *out, const struct gs_session *session)
{
    const struct gs_ladder *ladder = session->lookup.now.sources;
    struct gs_walk walk = {0};
    if (ladder != NULL) {
        walk = gs_ladder_walk(ladder);
    }
    for (size_t i = 0; ladder != NULL && i < ladder->rungs.count; i++) {
        const struct gs_rung *rung = &ladder->rungs.items[i];
        struct csv_line line = csv_line_of(GS_PART_SOURCES, i + 1);
        csv_set(&line, CSV_NAME, rung->source.name);
        csv_set(&line, CSV_VALUE, gs_lead_id(walk.leads[i]));
        csv_set(&line, CSV_OUTCOME,
                rung->answer != NULL             ? gs_outcome_id(rung->answer->outcome)
                : rung->state == GS_RUNG_MISSING ? "missing"
                                                 : "unfinished");
        csv_end(out, &line);
    }
}

static void matrix_lines(struct gs_buf *out, const struct gs_session *session)
{
    const struct gs_variant_list *matrix = &session->lookup.now.matrix;
    for (size_t i = 0; i < matrix->count; i++) {
        const struct gs_hints *hints = &matrix->items[i].question->hints;
        const struct gs_system_answer *answer = matrix->items[i].answer;
        char word[GS_VARIANT_WORD_MAX];
        char room[REPORT_NUMBER_MAX];
        struct csv_line line = csv_line_of(GS_PART_MATRIX, i + 1);
        gs_variant_word(answer, word);
        csv_set(&line, CSV_NAME,
                gs_matrix_flags_name(i / GS_MATRIX_FAMILIES / GS_MATRIX_SOCKTYPES));
        csv_set(&line, CSV_FAMILY, report_hint(gs_hint_families(), hints->family, room));
        csv_set(&line, CSV_SOCKTYPE,
                report_hint(gs_hint_socktypes(), hints->socktype, room));
        csv_set(&line, CSV_VALUE, word);
        csv_set(&line, CSV_OUTCOME,
                answer == NULL ? "unfinished" : gs_outcome_id(answer->outcome));
        csv_end(out, &line);
    }
}

static void nameinfo_lines(struct gs_buf *out, const struct gs_session *session)
{
    const struct gs_nameinfo_table *table = session->lookup.now.nameinfo;
    for (size_t i = 0; table != NULL && i < table->rows.count; i++) {
        const struct gs_nameinfo_row *row = &table->rows.items[i];
        struct csv_line line = csv_line_of(GS_PART_NAMEINFO, 0);
        csv_set_address(&line, &table->endpoint.address);
        csv_set_number(&line, CSV_PORT, table->endpoint.port);
        csv_set(&line, CSV_NAME, row->host);
        csv_set(&line, CSV_TYPE, row->flag);
        csv_set(&line, CSV_VALUE, row->service);
        set_outcome(&line, row->outcome);
        csv_end(out, &line);
    }
}

static void beside_lines(struct gs_buf *out, const struct gs_session *session)
{
    const struct gs_variant_list *beside = &session->lookup.now.beside;
    for (size_t i = 0; i < beside->count; i++) {
        const struct gs_system_answer *answer = beside->items[i].answer;
        const char *host = beside->items[i].question->host;
        for (size_t n = 0; answer != NULL && n < answer->rows.count; n++) {
            struct csv_line line = csv_line_of(GS_PART_BESIDE, n + 1);
            csv_set(&line, CSV_NAME, host);
            csv_set_row(&line, &answer->rows.items[n]);
            csv_end(out, &line);
        }
        if (answer != NULL && answer->rows.count == 0) {
            struct csv_line line = csv_line_of(GS_PART_BESIDE, 0);
            csv_set(&line, CSV_NAME, host);
            csv_set(&line, CSV_VALUE, answer->error.name);
            csv_set(&line, CSV_OUTCOME, gs_outcome_id(answer->outcome));
            csv_end(out, &line);
        }
    }
}

static void bind_lines(struct gs_buf *out, const struct gs_session *session)
{
    const struct gs_bind_report *report = session->lookup.now.bind;
    char room[REPORT_NUMBER_MAX];
    for (size_t i = 0; report != NULL && i < report->rows.count; i++) {
        const struct gs_bind_row *row = &report->rows.items[i];
        struct csv_line line = csv_line_of(GS_PART_BIND, i + 1);
        csv_set(&line, CSV_TYPE,
                row->v6only == GS_V6ONLY_ON    ? "v6only"
                : row->v6only == GS_V6ONLY_OFF ? "dual"
                                               : NULL);
        csv_set_address(&line, &row->endpoint.address);
        csv_set(&line, CSV_FAMILY, report_hint(gs_hint_families(), row->family, room));
        csv_set(&line, CSV_SOCKTYPE,
                report_hint(gs_hint_socktypes(), row->socktype, room));
        csv_set(&line, CSV_PROTOCOL,
                report_hint(gs_hint_protocols(), row->protocol, room));
        csv_set_number(&line, CSV_PORT, row->endpoint.port);
        csv_set(&line, CSV_VALUE, gs_errno_name(row->error));
        csv_set(&line, CSV_OUTCOME, gs_bind_words_of(report, i).id);
        csv_end(out, &line);
    }
}

typedef void (*part_fn)(struct gs_buf *out, const struct gs_session *session);

static const part_fn part_lines[GS_PART_COUNT] = {
    [GS_PART_SYSTEM] = system_lines,       [GS_PART_DNS] = dns_lines,
    [GS_PART_REVERSE] = reverse_lines,     [GS_PART_SERVICES] = service_lines,
    [GS_PART_MAIL] = mail_lines,           [GS_PART_LOG] = log_lines,
    [GS_PART_SOURCES] = sources_lines,     [GS_PART_CALLS] = call_lines,
    [GS_PART_NAMEINFO] = nameinfo_lines,   [GS_PART_MATRIX] = matrix_lines,
    [GS_PART_BESIDE] = beside_lines,       [GS_PART_BIND] = bind_lines,
    [GS_PART_ORDER] = order_lines,         [GS_PART_DELIVERY] = csv_delivery_lines,
    [GS_PART_SMTP] = csv_smtp_lines,       [GS_PART_SERVERS] = csv_server_lines,
    [GS_PART_TRACE] = csv_trace_lines,     [GS_PART_WHOIS] = csv_whois_lines,
    [GS_PART_NETWORK] = csv_network_lines, [GS_PART_RECORDS] = records_lines,
    [GS_PART_FAMILIES] = csv_family_lines, [GS_PART_RACE] = csv_race_lines,
    [GS_PART_CONNECT] = csv_connect_lines,
};

void gs_report_csv(struct gs_buf *out, const struct gs_session *session, unsigned parts)
{
    gs_buf_add_text(out, header);
    for (int i = 0; i < GS_PART_COUNT; i++) {
        enum gs_part part = (enum gs_part)i;
        if ((parts & GS_PART_BIT(part)) == 0 || part_lines[i] == NULL) {
            continue;
        }
        part_lines[i](out, session);
        if (report_is_unfinished(session, parts, part)) {
            struct csv_line line = csv_line_of(part, 0);
            csv_set(&line, CSV_OUTCOME, "unfinished");
            csv_end(out, &line);
        }
    }
    csv_monitor_lines(out, &session->monitor);
}
