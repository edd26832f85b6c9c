/* SPDX-License-Identifier: MIT */
#include "blocks.h"
#include "parts.h"
#include "table.h"

#include "gaiscope/base/duration.h"
#include "gaiscope/rules/server_diff.h"

#include <stdio.h>

enum {
    INDENT = 6, /* answers and records stand under their question */
};

static void write_servers(struct gs_buf *out, const struct gs_server_table *table,
                          const struct gs_server_summary *summary)
{
    struct report_table lines = {.columns = 4, .right = 1u << 0 | 1u << 2};
    for (size_t i = 0; i < table->columns.count && i < GS_SERVERS_MAX; i++) {
        char server[GS_ENDPOINT_TEXT_MAX];
        char time[GS_DURATION_TEXT_MAX] = "no reply";
        gs_endpoint_format(&table->columns.items[i].server, GS_DNS_PORT, server);
        if (summary->median_us[i] >= 0) {
            gs_duration_format(summary->median_us[i], time);
        }
        report_cellf(&lines, "%zu", i + 1);
        report_cell(&lines, server);
        report_cell(&lines, time);
        report_cell(&lines,
                    summary->fastest == i && table->columns.count > 1 ? "fastest" : "");
    }
    report_table_write(out, &lines, 2);
}

static void write_answers(struct gs_buf *out, const struct gs_server_table *table,
                          const struct gs_server_diff *diff, size_t question)
{
    struct report_table lines = {.columns = 4, .right = 1u << 0 | 1u << 3};
    for (size_t i = 0; i < diff->cell_count; i++) {
        const struct gs_dns_answer *answer =
            table->columns.items[i].answers.items[question];
        const struct gs_server_cell *cell = &diff->cells[i];
        char words[GS_SERVER_WORDS_MAX];
        char time[GS_DURATION_TEXT_MAX] = "";
        gs_server_words(diff, i, answer, words);
        if (answer != NULL && answer->outcome != GS_OUTCOME_NOT_ASKED) {
            gs_duration_format(answer->elapsed_us, time);
        }
        report_cellf(&lines, "%zu", i + 1);
        report_cell(&lines, gs_server_match_sign(cell->match));
        if (cell->match == GS_SERVER_DIFFERS) {
            report_cellf(&lines, "%s, %zu more, %zu fewer", words, cell->more,
                         cell->fewer);
        } else {
            report_cell(&lines, words);
        }
        report_cell(&lines, time);
    }
    report_table_write(out, &lines, INDENT);
}

/* "1, 3": the servers that have a record. */
static void list_holders(const struct gs_server_member *member, struct gs_buf *out)
{
    for (size_t i = 0; i < GS_SERVERS_MAX; i++) {
        if ((member->holders & 1u << i) != 0) {
            gs_buf_addf(out, "%s%zu", out->len == 0 ? "" : ", ", i + 1);
        }
    }
}

static void write_members(struct gs_buf *out, const struct gs_server_diff *diff)
{
    struct report_table lines = {.columns = 4, .right = 1u << 0};
    for (size_t i = 0; i < diff->members.count; i++) {
        const struct gs_server_member *member = &diff->members.items[i];
        struct gs_buf holders = {0};
        char type[GS_TYPE_TEXT_MAX];
        gs_type_format(member->record->type, type);
        list_holders(member, &holders);
        if (member->ttl_min_s == member->ttl_max_s) {
            report_cellf(&lines, "%u", (unsigned)member->ttl_min_s);
        } else {
            report_cellf(&lines, "%u–%u", (unsigned)member->ttl_min_s,
                         (unsigned)member->ttl_max_s);
        }
        report_cell(&lines, type);
        report_cell(&lines, member->record->text);
        report_cellf(&lines, "%s%s",
                     diff->differing == 0 ? ""
                     : member->is_common  ? "from "
                                          : "≠ only from ",
                     diff->differing == 0 ? "" : gs_buf_text(&holders));
        gs_buf_fini(&holders);
    }
    report_table_write(out, &lines, INDENT);
}

static void write_question(struct gs_buf *out, const struct gs_server_table *table,
                           const struct gs_server_diff *diff, size_t question)
{
    char type[GS_TYPE_TEXT_MAX];
    gs_type_format(table->questions.items[question].type, type);
    gs_buf_addf(out, "%s %s%s\n", diff->differing > 0 ? "≠" : " ", type,
                diff->differing > 0 ? ", not answered alike" : "");
    write_answers(out, table, diff, question);
    write_members(out, diff);
}

/* The time of the slowest answer: all are asked at once. */
static int64_t slowest_us(const struct gs_server_table *table)
{
    int64_t slowest = 0;
    for (size_t i = 0; i < table->columns.count; i++) {
        const struct gs_server_answer_list *answers = &table->columns.items[i].answers;
        for (size_t j = 0; j < answers->count; j++) {
            const struct gs_dns_answer *answer = answers->items[j];
            bool is_slower = answer != NULL && answer->elapsed_us > slowest;
            slowest = is_slower ? answer->elapsed_us : slowest;
        }
    }
    return slowest;
}

void report_block_servers(struct gs_buf *out, const struct gs_session *session)
{
    static const struct gs_server_table none = {0};
    const struct gs_server_table *table = session->lookup.now.servers;
    table = table == NULL ? &none : table;
    char info[REPORT_INFO_MAX];
    char right[REPORT_INFO_MAX];
    (void)snprintf(info, sizeof info, "%zu %s to %zu %s", table->questions.count,
                   table->questions.count == 1 ? "question" : "questions",
                   table->columns.count,
                   table->columns.count == 1 ? "server" : "servers");
    report_elapsed(session, GS_PART_SERVERS, slowest_us(table), right);
    report_title(out, "Servers", info, right);
    if (table->questions.count == 0) {
        gs_buf_add_text(out, "  No name server was asked.\n");
        return;
    }
    struct gs_server_diff_list diffs;
    gs_server_diff_list_make(table, &diffs);
    struct gs_server_summary summary = gs_server_summary_of(table, &diffs);
    write_servers(out, table, &summary);
    if (table->columns.count == 1) {
        gs_buf_add_text(out,
                        "  One server has nothing to be held against: --compare LIST "
                        "names others.\n");
    }
    for (size_t i = 0; i < table->questions.count; i++) {
        write_question(out, table, &diffs.items[i], i);
    }
    gs_server_diff_list_fini(&diffs);
}
