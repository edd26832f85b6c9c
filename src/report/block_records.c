/* SPDX-License-Identifier: MIT */
/*
 * Every record of the name: type by type, a repeated type and name left blank; then what failed,
 * and on demand the messages.
 */
#include "blocks.h"
#include "parts.h"
#include "table.h"

#include "gaiscope/report/report.h"
#include "gaiscope/rules/answer_words.h"
#include "gaiscope/rules/idn.h"
#include "gaiscope/rules/message_dump.h"
#include "gaiscope/rules/message_text.h"
#include "gaiscope/rules/name_chain.h"
#include "gaiscope/rules/records_verdict.h"

#include <stdio.h>
#include <string.h>

enum {
    TYPE_CELLS = 7, /* of the column, with a blank behind */
};

/* What is written so far. */
struct block {
    struct gs_buf *out;
    const char *asked; /* the name that most were asked under */
    const char *name;  /* of the row above; NULL: none */
    uint16_t type;     /* the same */
    bool has_aliases;  /* the way over aliases was written */
};

/* An alias, or the signature of one: every answer of a name brings them. */
static bool is_alias(const struct gs_record *record)
{
    uint16_t type = record->type;
    char word[GS_TYPE_TEXT_MAX] = "";
    if (type == GS_TYPE_RRSIG) { /* its text begins with the type that it signs */
        size_t len = strcspn(record->text, " ");
        (void)snprintf(word, sizeof word, "%.*s", (int)len, record->text);
        (void)gs_type_parse(word, &type); /* else it stays RRSIG */
    }
    return type == GS_TYPE_CNAME || type == GS_TYPE_DNAME;
}

/* A row to write. */
struct row {
    const char *sign;
    uint16_t type;
    const char *name;
    const char *ttl;
    const char *value;
};

/* "✓ A       1764  198.51.100.223", and whose it is unless it is the asked name's. */
static void write_row(struct block *block, const struct row *row)
{
    char word[GS_TYPE_TEXT_MAX];
    struct gs_buf head = {0};
    struct gs_buf text = {0};
    bool is_repeated = block->name != NULL && block->type == row->type &&
                       gs_name_is_equal(block->name, row->name);
    gs_type_format(row->type, word);
    gs_buf_addf(&head, "%s%-*s%s%5s  ", row->sign, TYPE_CELLS, is_repeated ? "" : word,
                strlen(word) < TYPE_CELLS || is_repeated ? "" : " ", row->ttl);
    gs_idn_show_words_inline(&text, row->value);
    if (!is_repeated && !gs_name_is_equal(row->name, block->asked)) {
        gs_buf_add_text(&text, " (");
        gs_idn_show_inline(&text, row->name);
        gs_buf_add_text(&text, ")");
    }
    report_paragraph(block->out, gs_buf_text(&head), gs_buf_text(&text));
    gs_buf_fini(&head);
    gs_buf_fini(&text);
    block->name = row->name;
    block->type = row->type;
}

static void write_record(struct block *block, const struct gs_record *record)
{
    char ttl[16];
    (void)snprintf(ttl, sizeof ttl, "%u", (unsigned)record->ttl_s);
    write_row(block, &(struct row){record->is_malformed ? "▲ " : "✓ ", record->type,
                                   record->name, ttl, record->text});
}

static void write_status(struct block *block, const struct gs_dns_query *query)
{
    const struct gs_dns_answer *answer = query->answer;
    struct row row = {report_sign(GS_OUTCOME_NOT_ASKED), query->type, query->name, "-",
                      "no reply yet"};
    if (answer != NULL) {
        row.sign = report_sign(answer->outcome);
        row.value = gs_dns_word(answer->outcome, answer->rcode);
    }
    write_row(block, &row);
}

/* Aliases and their signatures stand in the first answer that has them, and where they were
 * asked for. */
static void write_query(struct block *block, const struct gs_dns_query *query)
{
    const struct gs_dns_answer *answer = query->answer;
    bool has_own = false;
    bool has_aliases = block->has_aliases;
    for (size_t i = 0; answer != NULL && i < answer->answer.count; i++) {
        const struct gs_record *record = &answer->answer.items[i];
        bool is_own = record->type == query->type;
        has_own = has_own || is_own;
        if (is_own || !block->has_aliases || !is_alias(record)) {
            write_record(block, record);
            has_aliases = has_aliases || is_alias(record);
        }
    }
    block->has_aliases = has_aliases;
    if (!has_own) {
        write_status(block, query);
    }
}

static void write_verdict(struct gs_buf *out, const struct gs_session *session)
{
    static const char *const signs[] = {
        [GS_VERDICT_NONE] = "  ",   [GS_VERDICT_GOOD] = "✓ ",
        [GS_VERDICT_LOOK] = "▲ ",   [GS_VERDICT_BAD] = "✗ ",
        [GS_VERDICT_ABSENT] = "▲ ", [GS_VERDICT_WAITING] = "… ",
        [GS_VERDICT_EMPTY] = "– ",
    };
    const struct gs_lookup *lookup = &session->lookup;
    const struct gs_part_state *state = &lookup->parts[GS_PART_RECORDS];
    struct gs_verdict verdict =
        gs_records_verdict(&lookup->now.records, state, state->started_us);
    struct gs_buf text = {0};
    gs_buf_add_text(&text, verdict.word);
    for (size_t i = 0; i < verdict.clause_count; i++) {
        gs_buf_addf(&text, " · %s", verdict.clauses[i]);
    }
    report_paragraph(out, signs[verdict.kind], gs_buf_text(&text));
    gs_buf_fini(&text);
}

/* The way of the first answer that has aliases, where it is more than one or goes wrong. */
static void write_chain(struct gs_buf *out, const struct gs_dns_query_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        struct gs_name_chain chain = {0};
        if (list->items[i].answer == NULL) {
            continue;
        }
        gs_name_chain_follow(list->items[i].answer, &chain);
        bool is_told = chain.links.count > 0;
        if (is_told) {
            struct gs_buf text = {0};
            gs_name_chain_format(&chain, &text);
            report_paragraph(out, gs_name_chain_is_wrong(&chain) ? "▲ " : "  ",
                             gs_buf_text(&text));
            gs_buf_fini(&text);
        }
        gs_name_chain_fini(&chain);
        if (is_told) {
            return;
        }
    }
}

/* A failure in a sentence, and what the server said of it. */
static void write_failure(struct gs_buf *out, const struct gs_dns_answer *answer)
{
    char type[GS_TYPE_TEXT_MAX];
    struct gs_buf text = {0};
    struct gs_buf meaning = {0};
    enum gs_answer_tone tone = gs_answer_meaning(answer, &meaning);
    gs_type_format(answer->type, type);
    if (tone == GS_ANSWER_BAD || tone == GS_ANSWER_ODD) {
        gs_buf_addf(&text, "%s: %s", type, gs_buf_text(&meaning));
        report_paragraph(out, tone == GS_ANSWER_BAD ? "✗ " : "▲ ", gs_buf_text(&text));
    }
    for (size_t i = 0; i < answer->edns.errors.count; i++) {
        gs_buf_clear(&text);
        gs_ede_words(&answer->edns.errors.items[i], &text);
        report_paragraph(out, "  ", gs_buf_text(&text));
    }
    if (answer->left_out > 0) {
        gs_buf_addf(out, "▲ %s: %u more records are left out.\n", type,
                    (unsigned)answer->left_out);
    }
    gs_buf_fini(&text);
    gs_buf_fini(&meaning);
}

void report_block_records(struct gs_buf *out, const struct gs_session *session)
{
    const struct gs_dns_query_list *list = &session->lookup.now.records;
    char info[REPORT_INFO_MAX];
    char elapsed[REPORT_INFO_MAX];
    struct block block = {.out = out};
    report_count(info, list->count, "type", "types");
    const struct gs_part_state *state = &session->lookup.parts[GS_PART_RECORDS];
    report_elapsed(session, GS_PART_RECORDS, state->finished_us - state->started_us,
                   elapsed);
    report_title(out, "Records", info, elapsed);
    if (list->count == 0) {
        gs_buf_add_text(out, "  No name, so no records were asked.\n");
        return;
    }
    write_verdict(out, session);
    write_chain(out, list);
    block.asked = list->items[0].name;
    for (size_t i = 0; i < list->count; i++) {
        write_query(&block, &list->items[i]);
    }
    for (size_t i = 0; i < list->count; i++) {
        if (list->items[i].answer != NULL) {
            write_failure(out, list->items[i].answer);
        }
    }
}

static void write_message(struct gs_buf *out, const struct gs_dns_query *query,
                          enum gs_report_messages form)
{
    const struct gs_dns_answer *answer = query->answer;
    char type[GS_TYPE_TEXT_MAX];
    gs_type_format(query->type, type);
    report_title(out, type, query->name, "");
    if (answer == NULL) {
        gs_buf_add_text(out, "  No message: nobody has answered yet.\n");
    } else if (form == GS_REPORT_MESSAGES_TEXT) {
        gs_message_text(answer, out);
    } else if (answer->wire == NULL) {
        gs_buf_add_text(out, "  No message came, so it has no bytes.\n");
    } else {
        gs_message_dump(answer->wire, answer->size_bytes, out);
    }
}

void gs_report_messages(struct gs_buf *out, const struct gs_session *session,
                        enum gs_report_messages form)
{
    const struct gs_dns_query_list *list = &session->lookup.now.records;
    for (size_t i = 0; form != GS_REPORT_MESSAGES_NONE && i < list->count; i++) {
        write_message(out, &list->items[i], form);
    }
}
