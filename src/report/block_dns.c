/* SPDX-License-Identifier: MIT */
#include "blocks.h"
#include "parts.h"
#include "table.h"

#include "gaiscope/base/duration.h"
#include "gaiscope/rules/answer_diff.h"
#include "gaiscope/rules/answer_words.h"
#include "gaiscope/rules/idn.h"

#include <stdio.h>
#include <string.h>

enum {
    INDENT = 6,         /* records and tries stand under their question */
    TYPE_CELLS = 12,    /* the column of the type */
    OUTCOME_CELLS = 32, /* the column of the outcome; the time follows */
};

/* A second row below a record with A-labels: the same in the letters they stand for. */
static void add_letters(struct report_table *table, const struct gs_record *record,
                        bool is_asked)
{
    struct gs_buf shown = {0};
    gs_idn_show_words(&shown, record->text);
    bool has_text = strcmp(gs_buf_text(&shown), record->text) != 0;
    bool has_name = !is_asked && gs_idn_has_other_form(record->name);
    if (has_text || has_name) {
        report_cell(table, "");
        report_cell(table, "");
        report_cell_words(table, has_text ? record->text : "");
        report_cell_words(table, has_name ? record->name : "");
    }
    gs_buf_fini(&shown);
}

static void write_records(struct gs_buf *out, const struct gs_dns_answer *answer)
{
    struct report_table table = {.columns = 4, .right = 1u << 0};
    for (size_t i = 0; i < answer->answer.count; i++) {
        const struct gs_record *record = &answer->answer.items[i];
        char type[GS_TYPE_TEXT_MAX];
        gs_type_format(record->type, type);
        report_cellf(&table, "%u", (unsigned)record->ttl_s);
        report_cell(&table, type);
        report_cell(&table, record->text);
        bool is_asked = gs_name_is_equal(record->name, answer->name);
        report_cell(&table, is_asked ? "" : record->name);
        add_letters(&table, record, is_asked);
    }
    report_table_write(out, &table, INDENT);
    if (answer->left_out > 0) {
        gs_buf_addf(out, "      %u more records are left out.\n",
                    (unsigned)answer->left_out);
    }
}

static void write_tries(struct gs_buf *out, const struct gs_dns_try_list *tries)
{
    struct report_table table = {.columns = 5, .right = 1u << 4};
    for (size_t i = 0; i < tries->count; i++) {
        const struct gs_dns_try *try = &tries->items[i];
        char server[GS_ENDPOINT_TEXT_MAX];
        char elapsed[GS_DURATION_TEXT_MAX];
        gs_endpoint_format(&try->server, GS_DNS_PORT, server);
        gs_duration_format(try->elapsed_us, elapsed);
        report_cellf(&table, "try %zu", i + 1);
        report_cell(&table, server);
        report_cell(&table, gs_transport_word(try->transport));
        report_cellf(&table, "%s%s", gs_dns_word(try->outcome, -1),
                     try->is_truncated ? ", truncated" : "");
        report_cell(&table, elapsed);
    }
    report_table_write(out, &table, INDENT);
}

/* "1 record", or the outcome's word with the code behind it. */
static void say_outcome(const struct gs_dns_answer *answer, char out[REPORT_INFO_MAX])
{
    char rcode[GS_RCODE_TEXT_MAX] = "";
    if (answer->outcome == GS_OUTCOME_ANSWERED) {
        report_count(out, answer->answer.count, "record", "records");
        return;
    }
    if (answer->rcode > 0) {
        gs_rcode_format(answer->rcode, rcode);
    }
    (void)snprintf(out, REPORT_INFO_MAX, "%s%s%s",
                   gs_dns_word(answer->outcome, answer->rcode),
                   rcode[0] == '\0' ? "" : " · ", rcode);
}

static void write_errors(struct gs_buf *out, const struct gs_edns *edns)
{
    struct gs_buf line = {0};
    for (size_t i = 0; i < edns->errors.count; i++) {
        gs_buf_clear(&line);
        gs_ede_words(&edns->errors.items[i], &line);
        report_paragraph(out, "      extended error ", gs_buf_text(&line));
    }
    gs_buf_fini(&line);
}

static void write_head(struct gs_buf *out, const struct gs_dns_query *query)
{
    const struct gs_dns_answer *answer = query->answer;
    char type[GS_TYPE_TEXT_MAX];
    char says[REPORT_INFO_MAX] = "no reply yet";
    char elapsed[GS_DURATION_TEXT_MAX] = "";
    gs_type_format(query->type, type);
    if (answer != NULL) {
        say_outcome(answer, says);
        gs_duration_format(answer->elapsed_us, elapsed);
    }
    gs_buf_add_text(out,
                    report_sign(answer == NULL ? GS_OUTCOME_NOT_ASKED : answer->outcome));
    report_padded(out, type, TYPE_CELLS);
    report_padded(out, says, OUTCOME_CELLS);
    gs_buf_add_text(out, elapsed);
    report_end_line(out);
}

static void write_query(struct gs_buf *out, const struct gs_dns_query *query)
{
    const struct gs_dns_answer *answer = query->answer;
    write_head(out, query);
    const struct gs_dns_try_list *tries = answer == NULL ? &query->tries : &answer->tries;
    if (tries->count > 1 || answer == NULL || answer->rcode < 0) {
        write_tries(out, tries);
    }
    if (answer == NULL) {
        return;
    }
    write_errors(out, &answer->edns);
    write_records(out, answer);
    if (answer->has_broken_end) {
        gs_buf_add_text(out, "      The message ends inside a record.\n");
    }
}

static void write_differences(struct gs_buf *out, const struct gs_lookup *lookup)
{
    if (gs_answer_relation(lookup) != GS_SET_DIFFERENT) {
        return;
    }
    struct gs_set set = gs_answer_set(&lookup->now);
    for (size_t i = 0; i < set.count; i++) {
        const struct gs_set_member *member = &set.items[i];
        char address[GS_ADDRESS_TEXT_MAX];
        gs_address_format(&member->address, address);
        if (member->in_libc != member->in_dns) {
            gs_buf_addf(out, "▲ only %s has %s\n", member->in_libc ? "libc" : "DNS",
                        address);
        }
    }
    gs_vec_fini(&set);
}

static void say_server(const struct gs_session *session, char out[REPORT_INFO_MAX])
{
    const struct gs_resolver *resolver = &session->machine.resolver;
    char server[GS_ENDPOINT_TEXT_MAX] = "";
    if (session->has_machine && resolver->server_count > 0) {
        gs_endpoint_format(&resolver->servers[0], GS_DNS_PORT, server);
    }
    bool is_unfinished = report_is_unfinished(session, GS_PARTS_ALL, GS_PART_DNS);
    (void)snprintf(out, REPORT_INFO_MAX, "%s%s%s", server,
                   resolver->is_demo ? ", the demo" : "",
                   is_unfinished ? ", not finished" : "");
}

void report_block_dns(struct gs_buf *out, const struct gs_session *session)
{
    const struct gs_dns_query_list *list = &session->lookup.now.dns;
    char info[REPORT_INFO_MAX];
    char right[REPORT_INFO_MAX];
    report_count(info, list->count, "question", "questions");
    say_server(session, right);
    report_title(out, "DNS", info, right);
    if (list->count == 0) {
        gs_buf_add_text(out, "  No DNS question was asked.\n");
    }
    for (size_t i = 0; i < list->count; i++) {
        write_query(out, &list->items[i]);
    }
    write_differences(out, &session->lookup);
}
