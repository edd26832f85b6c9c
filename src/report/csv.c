/* SPDX-License-Identifier: MIT */
/* RFC 4180: lines end in CR LF; a field with a comma, a quote or a line break is quoted.
 * Line breaks of outside text never come this far: the sanitiser made them `\n`. */
#include "parts.h"

#include "gaiscope/base/text.h"
#include "gaiscope/report/report.h"
#include "gaiscope/rules/address_class.h"
#include "gaiscope/rules/provenance.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/** The columns, in the order of the header. */
enum column {
    PART,
    RANK,
    NAME,
    TYPE,
    FAMILY,
    SOCKTYPE,
    PROTOCOL,
    ADDRESS,
    PORT,
    PREFERENCE,
    TTL,
    VALUE,
    OUTCOME,
    COLUMN_COUNT,
};

static const char header[] = "part,rank,name,type,family,socktype,protocol,address,port,"
                             "preference,ttl_s,value,outcome\r\n";

/** One line being built: sanitised fields, NULL for empty ones. */
struct line {
    char *fields[COLUMN_COUNT]; /**< owned */
};

static void set(struct line *line, enum column column, const char *text)
{
    free(line->fields[column]);
    line->fields[column] = text == NULL ? NULL : gs_text_sanitised(text);
}

static void set_number(struct line *line, enum column column, uint32_t number)
{
    char text[REPORT_NUMBER_MAX];
    (void)snprintf(text, sizeof text, "%u", (unsigned)number);
    set(line, column, text);
}

static void set_address(struct line *line, const struct gs_address *address)
{
    char text[GS_ADDRESS_TEXT_MAX];
    if (address->family == 0) {
        return;
    }
    gs_address_format(address, text);
    set(line, ADDRESS, text);
    set(line, FAMILY, gs_hint_name(gs_hint_families(), address->family));
}

static void add_field(struct gs_buf *out, const char *field)
{
    if (strpbrk(field, ",\"\r\n") == NULL) {
        gs_buf_add_text(out, field);
        return;
    }
    gs_buf_add_text(out, "\"");
    for (; *field != '\0'; field++) {
        gs_buf_add(out, "\"\"", *field == '"' ? 1 : 0);
        gs_buf_add(out, field, 1);
    }
    gs_buf_add_text(out, "\"");
}

/* Writes the line and empties it for the next one. */
static void end_line(struct gs_buf *out, struct line *line)
{
    for (int i = 0; i < COLUMN_COUNT; i++) {
        gs_buf_add_text(out, i == 0 ? "" : ",");
        add_field(out, line->fields[i] == NULL ? "" : line->fields[i]);
        free(line->fields[i]);
        line->fields[i] = NULL;
    }
    gs_buf_add_text(out, "\r\n");
}

static struct line line_of(enum gs_part part, size_t rank)
{
    struct line line = {{0}};
    set(&line, PART, gs_part_id(part));
    if (rank > 0) {
        set_number(&line, RANK, (uint32_t)rank);
    }
    return line;
}

static void system_lines(struct gs_buf *out, const struct gs_session *session)
{
    const struct gs_system_answer *answer = session->lookup.now.system;
    char room[REPORT_NUMBER_MAX];
    for (size_t i = 0; answer != NULL && i < answer->rows.count; i++) {
        const struct gs_addrinfo *row = &answer->rows.items[i];
        struct line line = line_of(GS_PART_SYSTEM, i + 1);
        set(&line, NAME, row->canonname);
        set_address(&line, &row->address);
        set(&line, FAMILY, report_hint(gs_hint_families(), row->family, room));
        set(&line, SOCKTYPE, report_hint(gs_hint_socktypes(), row->socktype, room));
        set(&line, PROTOCOL, report_hint(gs_hint_protocols(), row->protocol, room));
        set_number(&line, PORT, row->port);
        set(&line, VALUE, gs_address_class_of(&row->address).id);
        set(&line, OUTCOME, gs_outcome_id(answer->outcome));
        end_line(out, &line);
    }
    if (answer != NULL && answer->rows.count == 0) {
        struct line line = line_of(GS_PART_SYSTEM, 0);
        set(&line, VALUE, answer->error.name);
        set(&line, OUTCOME, gs_outcome_id(answer->outcome));
        end_line(out, &line);
    }
}

static void record_line(struct gs_buf *out, const struct gs_record *record, size_t rank)
{
    struct line line = line_of(GS_PART_DNS, rank);
    char type[GS_TYPE_TEXT_MAX];
    gs_type_format(record->type, type);
    set(&line, NAME, record->name);
    set(&line, TYPE, type);
    set_address(&line, &record->address);
    set_number(&line, TTL, record->ttl_s);
    set(&line, VALUE, record->text);
    set(&line, OUTCOME, gs_outcome_id(GS_OUTCOME_ANSWERED));
    end_line(out, &line);
}

static void dns_lines(struct gs_buf *out, const struct gs_session *session)
{
    const struct gs_dns_query_list *list = &session->lookup.now.dns;
    for (size_t i = 0; i < list->count; i++) {
        const struct gs_dns_answer *answer = list->items[i].answer;
        for (size_t n = 0; answer != NULL && n < answer->answer.count; n++) {
            record_line(out, &answer->answer.items[n], n + 1);
        }
        if (answer != NULL && answer->outcome == GS_OUTCOME_ANSWERED) {
            continue;
        }
        struct line line = line_of(GS_PART_DNS, 0);
        char type[GS_TYPE_TEXT_MAX];
        char rcode[GS_RCODE_TEXT_MAX] = "";
        gs_type_format(list->items[i].type, type);
        if (answer != NULL && answer->rcode >= 0) {
            gs_rcode_format(answer->rcode, rcode);
        }
        set(&line, NAME, list->items[i].name);
        set(&line, TYPE, type);
        set(&line, VALUE, rcode);
        set(&line, OUTCOME,
            answer == NULL ? "unfinished" : gs_outcome_id(answer->outcome));
        end_line(out, &line);
    }
}

static void reverse_line(struct gs_buf *out, const struct gs_reverse *reverse,
                         const char *type, const char *name, const char *value)
{
    struct line line = line_of(GS_PART_REVERSE, 0);
    bool is_libc = strcmp(type, "libc") == 0;
    enum gs_outcome outcome = is_libc ? reverse->libc_outcome : reverse->dns_outcome;
    bool is_known = outcome != GS_OUTCOME_NOT_ASKED;
    set_address(&line, &reverse->address);
    set(&line, TYPE, type);
    set(&line, NAME, name);
    set(&line, VALUE, value);
    set(&line, OUTCOME, is_known ? gs_outcome_id(outcome) : "unfinished");
    end_line(out, &line);
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
        struct line line = line_of(GS_PART_SERVICES, 0);
        struct gs_buf aliases = {0};
        for (char **alias = entry->aliases; alias != NULL && *alias != NULL; alias++) {
            gs_buf_addf(&aliases, "%s%s", aliases.len == 0 ? "" : " ", *alias);
        }
        set(&line, NAME, entry->name);
        set(&line, PROTOCOL, entry->protocol);
        if (entry->port != 0) {
            set_number(&line, PORT, entry->port);
        }
        set(&line, VALUE, gs_buf_text(&aliases));
        set(&line, OUTCOME, entry->name == NULL ? "not_listed" : "listed");
        end_line(out, &line);
        gs_buf_fini(&aliases);
    }
}

static void exchange_lines(struct gs_buf *out, const struct gs_exchange *exchange,
                           size_t rank)
{
    size_t count = exchange->addresses.count;
    for (size_t i = 0; i < (count == 0 ? 1 : count); i++) {
        struct line line = line_of(GS_PART_MAIL, rank);
        set(&line, NAME, exchange->name);
        set(&line, TYPE, "MX");
        set_number(&line, PREFERENCE, exchange->preference);
        set_number(&line, TTL, exchange->ttl_s);
        if (i < count) {
            set_address(&line, &exchange->addresses.items[i]);
        }
        set(&line, VALUE, exchange->problem);
        bool is_known = exchange->status != GS_EXCHANGE_WAITING;
        set(&line, OUTCOME,
            is_known ? gs_exchange_status_id(exchange->status) : "unfinished");
        end_line(out, &line);
    }
}

static void mail_lines(struct gs_buf *out, const struct gs_session *session)
{
    const struct gs_mx_plan *plan = session->lookup.now.mail;
    if (plan == NULL) {
        return;
    }
    struct line line = line_of(GS_PART_MAIL, 0);
    set(&line, NAME, plan->domain);
    set(&line, VALUE, plan->problem);
    set(&line, OUTCOME,
        plan->kind == GS_MX_WAITING ? "unfinished" : gs_mx_kind_id(plan->kind));
    end_line(out, &line);
    for (size_t i = 0; i < plan->exchanges.count; i++) {
        exchange_lines(out, &plan->exchanges.items[i], i + 1);
    }
}

static void log_lines(struct gs_buf *out, const struct gs_session *session)
{
    const struct gs_log *log = &session->log;
    for (size_t i = 0; i < log->entries.count; i++) {
        const struct gs_log_entry *entry = gs_log_at(log, i);
        struct line line = line_of(GS_PART_LOG, i + 1);
        set(&line, NAME, entry->about);
        set(&line, TYPE, entry->call);
        set(&line, VALUE, entry->result);
        set(&line, OUTCOME, gs_outcome_id(entry->outcome));
        end_line(out, &line);
    }
}

static void set_outcome(struct line *line, enum gs_outcome outcome)
{
    set(line, OUTCOME,
        outcome == GS_OUTCOME_NOT_ASKED ? "not_asked" : gs_outcome_id(outcome));
}

static void call_lines(struct gs_buf *out, const struct gs_session *session)
{
    const struct gs_call_list *calls = &session->lookup.now.calls;
    for (size_t i = 0; i < calls->count; i++) {
        struct line line = line_of(GS_PART_CALLS, 0);
        set(&line, NAME, calls->items[i].call);
        set(&line, VALUE, calls->items[i].result);
        set_outcome(&line, calls->items[i].outcome);
        end_line(out, &line);
    }
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
        struct line line = line_of(GS_PART_SOURCES, i + 1);
        set(&line, NAME, rung->source.name);
        set(&line, VALUE, gs_lead_id(walk.leads[i]));
        set(&line, OUTCOME,
            rung->answer != NULL             ? gs_outcome_id(rung->answer->outcome)
            : rung->state == GS_RUNG_MISSING ? "missing"
                                             : "unfinished");
        end_line(out, &line);
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
        struct line line = line_of(GS_PART_MATRIX, i + 1);
        gs_variant_word(answer, word);
        set(&line, NAME,
            gs_matrix_flags_name(i / GS_MATRIX_FAMILIES / GS_MATRIX_SOCKTYPES));
        set(&line, FAMILY, report_hint(gs_hint_families(), hints->family, room));
        set(&line, SOCKTYPE, report_hint(gs_hint_socktypes(), hints->socktype, room));
        set(&line, VALUE, word);
        set(&line, OUTCOME,
            answer == NULL ? "unfinished" : gs_outcome_id(answer->outcome));
        end_line(out, &line);
    }
}

static void nameinfo_lines(struct gs_buf *out, const struct gs_session *session)
{
    const struct gs_nameinfo_table *table = session->lookup.now.nameinfo;
    for (size_t i = 0; table != NULL && i < table->rows.count; i++) {
        const struct gs_nameinfo_row *row = &table->rows.items[i];
        struct line line = line_of(GS_PART_NAMEINFO, 0);
        set_address(&line, &table->endpoint.address);
        set_number(&line, PORT, table->endpoint.port);
        set(&line, NAME, row->host);
        set(&line, TYPE, row->flag);
        set(&line, VALUE, row->service);
        set_outcome(&line, row->outcome);
        end_line(out, &line);
    }
}

typedef void (*part_fn)(struct gs_buf *out, const struct gs_session *session);

static const part_fn part_lines[GS_PART_COUNT] = {
    [GS_PART_SYSTEM] = system_lines,     [GS_PART_DNS] = dns_lines,
    [GS_PART_REVERSE] = reverse_lines,   [GS_PART_SERVICES] = service_lines,
    [GS_PART_MAIL] = mail_lines,         [GS_PART_LOG] = log_lines,
    [GS_PART_SOURCES] = sources_lines,   [GS_PART_CALLS] = call_lines,
    [GS_PART_NAMEINFO] = nameinfo_lines, [GS_PART_MATRIX] = matrix_lines,
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
            struct line line = line_of(part, 0);
            set(&line, OUTCOME, "unfinished");
            end_line(out, &line);
        }
    }
}
