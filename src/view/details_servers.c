/* SPDX-License-Identifier: MIT */
/*
 * One question to several servers: record by record who has it, then what each server's
 * message says of itself.
 */
#include "pane_faces.h"

#include "gaiscope/base/duration.h"
#include "gaiscope/base/text.h"
#include "gaiscope/rules/answer_words.h"

#include <stdio.h>
#include <string.h>

enum {
    NUMBER_CELLS = 4,  /* a column of signs, one a server */
    RECORDS_MAX = 200, /* shown of one answer */
};

/* Whether the columns of signs would take the records' room. */
static bool is_tight(const struct gs_rows *rows, const struct gs_server_diff *diff)
{
    return diff->cell_count * NUMBER_CELLS * 2 > rows->width_cells;
}

static void put_signs(struct gs_rows *rows, const struct gs_server_diff *diff,
                      const struct gs_server_member *member)
{
    int x = (int)(rows->width_cells - diff->cell_count * NUMBER_CELLS);
    for (size_t i = 0; i < diff->cell_count; i++) {
        bool has = (member->holders & 1u << i) != 0;
        bool says = diff->cells[i].match >= GS_SERVER_ALONE;
        (void)gs_rows_put_right(rows, x + (int)(i + 1) * NUMBER_CELLS,
                                has ? GS_ROLE_OK : GS_ROLE_DIM,
                                has    ? "✓"
                                : says ? "–"
                                       : "");
    }
}

/* "from 1, 2": a row of its own, where columns have no room. */
static void put_holders(struct gs_rows *rows, const struct gs_server_member *member)
{
    struct gs_buf text = {0};
    for (size_t i = 0; i < GS_SERVERS_MAX; i++) {
        if ((member->holders & 1u << i) != 0) {
            gs_buf_addf(&text, "%s%zu", text.len == 0 ? "from " : ", ", i + 1);
        }
    }
    if (gs_rows_next(rows, GS_NO_ITEM)) {
        (void)gs_rows_put(rows, 2, GS_ROLE_DIM, gs_buf_text(&text));
    }
    gs_buf_fini(&text);
}

static void put_record(struct gs_rows *rows, const struct gs_server_member *member,
                       int end)
{
    char ttl[48];
    char type[GS_TYPE_TEXT_MAX];
    struct gs_buf text = {0};
    gs_type_format(member->record->type, type);
    gs_buf_addf(&text, "%s ", type);
    gs_text_sanitise(&text, member->record->text, strlen(member->record->text));
    if (!member->is_common) {
        (void)gs_rows_put(rows, GS_SIGN_X, GS_ROLE_WARN, "≠");
    }
    (void)snprintf(ttl, sizeof ttl, "%u", (unsigned)member->ttl_min_s);
    if (member->ttl_min_s != member->ttl_max_s) {
        (void)snprintf(ttl, sizeof ttl, "%u–%u", (unsigned)member->ttl_min_s,
                       (unsigned)member->ttl_max_s);
    }
    int ttl_x = gs_rows_put_right(rows, end, GS_ROLE_DIM, ttl);
    (void)gs_rows_put_cut(rows, 0, GS_ROLE_TEXT, gs_buf_text(&text),
                          ttl_x > 2 ? (size_t)(ttl_x - 2) : 0);
    gs_buf_fini(&text);
}

static void put_member(struct gs_rows *rows, const struct gs_server_diff *diff,
                       const struct gs_server_member *member)
{
    bool has_signs = !is_tight(rows, diff);
    size_t signs = has_signs ? diff->cell_count * NUMBER_CELLS + 1 : 0;
    if (gs_rows_next(rows, GS_NO_ITEM)) {
        put_record(rows, member, (int)(rows->width_cells - signs));
        if (has_signs) {
            put_signs(rows, diff, member);
        }
    }
    if (!has_signs) {
        put_holders(rows, member);
    }
}

static void put_member_head(struct gs_rows *rows, const struct gs_server_diff *diff)
{
    int x = (int)(rows->width_cells - diff->cell_count * NUMBER_CELLS);
    (void)gs_rows_put(rows, 0, GS_ROLE_HEAD, "record");
    if (is_tight(rows, diff)) {
        (void)gs_rows_put_right(rows, (int)rows->width_cells, GS_ROLE_HEAD, "ttl");
        return;
    }
    (void)gs_rows_put_right(rows, x - 1, GS_ROLE_HEAD, "ttl");
    for (size_t i = 0; i < diff->cell_count; i++) {
        char number[24];
        (void)snprintf(number, sizeof number, "%zu", i + 1);
        (void)gs_rows_put_right(rows, x + (int)(i + 1) * NUMBER_CELLS, GS_ROLE_HEAD,
                                number);
    }
}

static void put_members(struct gs_rows *rows, const struct gs_server_diff *diff)
{
    if (diff->members.count == 0) {
        return;
    }
    if (gs_rows_next(rows, GS_NO_ITEM)) {
        put_member_head(rows, diff);
    }
    for (size_t i = 0; i < diff->members.count && i < RECORDS_MAX; i++) {
        put_member(rows, diff, &diff->members.items[i]);
    }
    if (diff->members.count > RECORDS_MAX) {
        char text[64];
        (void)snprintf(text, sizeof text, "%zu more records are not shown.",
                       diff->members.count - RECORDS_MAX);
        gs_rows_sentence(rows, GS_ROLE_DIM, text);
    }
    gs_rows_blank(rows);
}

static void format_flags(const struct gs_dns_flags *flags, struct gs_buf *out)
{
    gs_buf_addf(out, "%s%s%s%s%s%s", flags->aa ? " aa" : "", flags->tc ? " tc" : "",
                flags->rd ? " rd" : "", flags->ra ? " ra" : "", flags->ad ? " ad" : "",
                flags->cd ? " cd" : "");
}

/* "NOERROR aa rd, 62 bytes by UDP", "no reply after 2 tries". */
static void describe_message(const struct gs_dns_answer *answer, struct gs_buf *out)
{
    char rcode[GS_RCODE_TEXT_MAX];
    if (answer->rcode < 0) {
        gs_buf_addf(out, "%s", gs_dns_word(answer->outcome, answer->rcode));
        if (answer->tries.count > 1) {
            gs_buf_addf(out, " after %zu tries", answer->tries.count);
        }
        return;
    }
    gs_rcode_format(answer->rcode, rcode);
    gs_buf_add_text(out, rcode);
    format_flags(&answer->flags, out);
    gs_buf_addf(out, ", %u bytes by %s", (unsigned)answer->size_bytes,
                gs_transport_word(answer->transport));
}

static void put_server(struct gs_rows *rows, const struct gs_server_table *table,
                       const struct gs_server_diff *diff, const size_t at[2])
{
    const struct gs_server_column *column = &table->columns.items[at[1]];
    const struct gs_dns_answer *answer = column->answers.items[at[0]];
    enum gs_server_match match = diff->cells[at[1]].match;
    char server[GS_ENDPOINT_TEXT_MAX];
    char words[GS_SERVER_WORDS_MAX];
    gs_endpoint_format(&column->server, GS_DNS_PORT, server);
    gs_server_words(diff, at[1], answer, words);
    if (gs_rows_next(rows, GS_NO_ITEM)) {
        bool is_bad = match == GS_SERVER_FAILED;
        if (is_bad || match == GS_SERVER_DIFFERS) {
            (void)gs_rows_put(rows, GS_SIGN_X, is_bad ? GS_ROLE_ERR : GS_ROLE_WARN,
                              is_bad ? "✗" : "≠");
        }
        int x = gs_rows_putf(rows, 0, GS_ROLE_TEXT, "%zu  %s", at[1] + 1, server);
        (void)gs_rows_putf(rows, x + 2, GS_ROLE_DIM, "%s%s", words,
                           match == GS_SERVER_SAME      ? ", the same set"
                           : match == GS_SERVER_DIFFERS ? ", not the same"
                                                        : "");
        if (answer != NULL && answer->outcome != GS_OUTCOME_NOT_ASKED) {
            gs_rows_put_time(rows, (int)rows->width_cells,
                             diff->fastest == at[1] ? GS_ROLE_STRONG : GS_ROLE_DIM,
                             answer->elapsed_us);
        }
    }
    if (answer != NULL && gs_rows_next(rows, GS_NO_ITEM)) {
        struct gs_buf text = {0};
        describe_message(answer, &text);
        (void)gs_rows_put(rows, 3, GS_ROLE_DIM, gs_buf_text(&text));
        gs_buf_fini(&text);
    }
    for (size_t i = 0; answer != NULL && i < answer->edns.errors.count; i++) {
        struct gs_buf text = {0};
        gs_ede_words(&answer->edns.errors.items[i], &text);
        if (gs_rows_next(rows, GS_NO_ITEM)) {
            (void)gs_rows_putf(rows, 3, GS_ROLE_DIM, "extended error %s",
                               gs_buf_text(&text));
        }
        gs_buf_fini(&text);
    }
}

static void put_findings(struct gs_rows *rows, const struct gs_server_diff *diff)
{
    char times[2][GS_DURATION_TEXT_MAX];
    char text[128];
    if (diff->differing > 0) {
        gs_rows_sentence(rows, GS_ROLE_WARN,
                         "≠ The servers do not say the same: a program gets what the "
                         "server says that it happens to ask.");
    }
    if (diff->has_ttl_difference) {
        gs_rows_sentence(rows, GS_ROLE_DIM,
                         "The TTLs differ: some servers answer from a cache, where time "
                         "has passed already.");
    }
    if (diff->min_us >= 0 && diff->answered > 1) {
        gs_duration_format(diff->min_us, times[0]);
        gs_duration_format(diff->max_us, times[1]);
        (void)snprintf(text, sizeof text, "Times from %s to %s.", times[0], times[1]);
        gs_rows_sentence(rows, GS_ROLE_DIM, text);
    }
}

void gs_details_servers(const struct gs_pane_context *context, size_t item,
                        struct gs_popup *popup)
{
    struct gs_part_view view = gs_part_view_of(context, GS_PART_SERVERS);
    const struct gs_server_table *table = view.facts->servers;
    const struct gs_digest *digest = context->digest;
    char type[GS_TYPE_TEXT_MAX];
    if (table == NULL || item >= table->questions.count ||
        item >= digest->servers.count) {
        return;
    }
    const struct gs_server_diff *diff = &digest->servers.items[item];
    gs_type_format(table->questions.items[item].type, type);
    gs_text_sanitise(&popup->title, table->questions.items[item].name,
                     strlen(table->questions.items[item].name));
    gs_buf_addf(&popup->title, "  %s", type);
    put_members(&popup->rows, diff);
    for (size_t i = 0; i < diff->cell_count; i++) {
        put_server(&popup->rows, table, diff, (size_t[]){item, i});
    }
    gs_rows_blank(&popup->rows);
    put_findings(&popup->rows, diff);
}
