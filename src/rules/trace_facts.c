/* SPDX-License-Identifier: MIT */
#include "trace_facts.h"

#include "gaiscope/base/buf.h"
#include "gaiscope/rules/answer_words.h"

#include <stdlib.h>
#include <string.h>

/* Cuts a text that is too long for one line, at the beginning of a character. */
static void cut_line(struct gs_buf *line)
{
    static const char sign[] = "…";
    if (line->len > GS_TRACE_LINE_BYTES_MAX) {
        size_t len = GS_TRACE_LINE_BYTES_MAX - strlen(sign);
        while (len > 0 && ((unsigned char)line->data[len] & 0xc0) == 0x80) {
            len--;
        }
        line->len = len;
        gs_buf_add_text(line, sign);
    }
}

static char *line_of(const struct gs_record *record)
{
    struct gs_buf line = {0};
    char type[GS_TYPE_TEXT_MAX];
    gs_type_format(record->type, type);
    gs_buf_addf(&line, "%s %u %s %s", record->name, (unsigned)record->ttl_s, type,
                record->text);
    cut_line(&line);
    return gs_buf_claim(&line);
}

void gs_trace_keep_end(struct gs_trace *trace, const struct gs_dns_answer *answer,
                       enum gs_trace_said said)
{
    bool has_records = said == GS_TRACE_ANSWERED;
    const struct gs_record_list *section =
        has_records ? &answer->answer : &answer->authority;
    for (size_t i = 0; i < section->count && trace->answer.count < GS_TRACE_LINES_MAX;
         i++) {
        if (has_records || section->items[i].type == GS_TYPE_SOA) {
            gs_vec_push(&trace->answer, line_of(&section->items[i]));
        }
    }
}

static void keep_lines(struct gs_trace_server *server, const struct gs_dns_answer *answer)
{
    size_t bytes = 0;
    const struct gs_record_list *sections[] = {&answer->answer, &answer->authority,
                                               &answer->additional};
    for (size_t i = 0; i < 3; i++) {
        for (size_t j = 0; j < sections[i]->count; j++) {
            if (server->lines.count == GS_TRACE_LINES_MAX ||
                bytes >= GS_TRACE_TEXT_BYTES_MAX) {
                server->left_out++;
                continue;
            }
            char *line = line_of(&sections[i]->items[j]);
            bytes += strlen(line);
            gs_vec_push(&server->lines, line);
        }
    }
}

void gs_trace_keep_facts(struct gs_trace_server *server,
                         const struct gs_dns_answer *answer)
{
    server->outcome = answer->outcome;
    server->rcode = answer->rcode;
    server->flags = answer->flags;
    server->transport = answer->transport;
    server->size_bytes = answer->size_bytes;
    server->elapsed_us = answer->elapsed_us;
    server->tries = (uint8_t)answer->tries.count;
    if (answer->edns.errors.count > 0) {
        const struct gs_ede *error = &answer->edns.errors.items[0];
        struct gs_buf text = {0};
        gs_ede_words(error, &text);
        free(server->error);
        server->error = gs_buf_claim(&text);
    }
    keep_lines(server, answer);
}
