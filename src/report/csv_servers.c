/* SPDX-License-Identifier: MIT */
#include "csv_servers.h"

#include "csv_line.h"

#include "gaiscope/rules/server_diff.h"
#include "gaiscope/rules/trace_words.h"

/* A line of one server's answer to one question. */
static struct csv_line server_line(const struct gs_server_table *table,
                                   const size_t at[2])
{
    const struct gs_server_question *question = &table->questions.items[at[0]];
    const struct gs_endpoint *server = &table->columns.items[at[1]].server;
    struct csv_line line = csv_line_of(GS_PART_SERVERS, at[1] + 1);
    char type[GS_TYPE_TEXT_MAX];
    gs_type_format(question->type, type);
    csv_set(&line, CSV_NAME, question->name);
    csv_set(&line, CSV_TYPE, type);
    csv_set_address(&line, &server->address);
    csv_set_number(&line, CSV_PORT, server->port);
    return line;
}

static void record_lines(struct gs_buf *out, const struct gs_server_table *table,
                         const struct gs_server_diff *diff, const size_t at[2])
{
    for (size_t i = 0; i < diff->members.count; i++) {
        const struct gs_server_member *member = &diff->members.items[i];
        if ((member->holders & 1u << at[1]) == 0) {
            continue;
        }
        struct csv_line line = server_line(table, at);
        char type[GS_TYPE_TEXT_MAX];
        gs_type_format(member->record->type, type);
        csv_set(&line, CSV_TYPE, type);
        csv_set(&line, CSV_NAME, member->record->name);
        csv_set(&line, CSV_VALUE, member->record->text);
        csv_set(&line, CSV_OUTCOME, gs_server_match_id(diff->cells[at[1]].match));
        csv_end(out, &line);
    }
}

static void answer_line(struct gs_buf *out, const struct gs_server_table *table,
                        const struct gs_server_diff *diff, const size_t at[2])
{
    const struct gs_dns_answer *answer = table->columns.items[at[1]].answers.items[at[0]];
    struct csv_line line = server_line(table, at);
    char words[GS_SERVER_WORDS_MAX];
    gs_server_words(diff, at[1], answer, words);
    csv_set(&line, CSV_VALUE, answer == NULL ? NULL : words);
    csv_set(&line, CSV_OUTCOME,
            answer == NULL ? "unfinished" : gs_server_match_id(diff->cells[at[1]].match));
    csv_end(out, &line);
}

void csv_server_lines(struct gs_buf *out, const struct gs_session *session)
{
    const struct gs_server_table *table = session->lookup.now.servers;
    for (size_t i = 0; table != NULL && i < table->questions.count; i++) {
        struct gs_server_diff diff;
        gs_server_diff_make(table, i, &diff);
        for (size_t j = 0; j < diff.cell_count; j++) {
            size_t at[] = {i, j};
            record_lines(out, table, &diff, at);
            if (diff.cells[j].record_count == 0) {
                answer_line(out, table, &diff, at);
            }
        }
        gs_server_diff_fini(&diff);
    }
}

static void trace_server_line(struct gs_buf *out, const struct gs_trace_level *level,
                              const struct gs_trace_server *server, size_t rank)
{
    struct csv_line line = csv_line_of(GS_PART_TRACE, rank);
    struct gs_buf words = {0};
    gs_buf_addf(&words, "%s: ", server->host);
    gs_trace_server_words(&words, server);
    csv_set(&line, CSV_NAME, level->zone);
    csv_set(&line, CSV_TYPE, "NS");
    if (server->endpoint.address.family != 0) {
        csv_set_address(&line, &server->endpoint.address);
        csv_set_number(&line, CSV_PORT, server->endpoint.port);
    }
    csv_set(&line, CSV_VALUE, gs_buf_text(&words));
    csv_set(&line, CSV_OUTCOME,
            server->said == GS_TRACE_WAITING || server->said == GS_TRACE_STOPPED
                ? "unfinished"
                : gs_trace_said_id(server->said));
    csv_end(out, &line);
    gs_buf_fini(&words);
}

static void end_line(struct gs_buf *out, const struct gs_trace *trace, const char *value)
{
    struct csv_line line = csv_line_of(GS_PART_TRACE, 0);
    char type[GS_TYPE_TEXT_MAX];
    gs_type_format(trace->type, type);
    csv_set(&line, CSV_NAME, trace->name);
    csv_set(&line, CSV_TYPE, type);
    csv_set(&line, CSV_VALUE, value);
    csv_set(&line, CSV_OUTCOME,
            trace->outcome == GS_OUTCOME_NOT_ASKED ? "unfinished"
                                                   : gs_outcome_id(trace->outcome));
    csv_end(out, &line);
}

void csv_trace_lines(struct gs_buf *out, const struct gs_session *session)
{
    const struct gs_trace *trace = session->lookup.now.trace;
    if (trace == NULL) {
        return;
    }
    for (size_t i = 0; i < trace->levels.count; i++) {
        const struct gs_trace_level *level = &trace->levels.items[i];
        for (size_t j = 0; j < level->servers.count; j++) {
            trace_server_line(out, level, &level->servers.items[j], i + 1);
        }
    }
    for (size_t i = 0; i < trace->answer.count; i++) {
        end_line(out, trace, trace->answer.items[i]);
    }
    if (trace->answer.count == 0) {
        end_line(out, trace, trace->problem);
    }
}
