/* SPDX-License-Identifier: MIT */
#include "blocks.h"
#include "table.h"

#include "gaiscope/rules/order.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

enum {
    INDENT = 2,       /* sign column and its blank */
    OTHER_CELLS = 37, /* of a line without address and source */
    PAIRS_MAX = 32,   /* neighbours told one by one */
};

static void add_place(struct report_table *table, size_t rank)
{
    if (rank == GS_ORDER_NONE) {
        report_cell(table, "–");
    } else {
        report_cellf(table, "%zu", rank + 1);
    }
}

/* Whether addresses and sources stand beside each other in a line. */
static bool has_room(const struct gs_order *order)
{
    size_t longest = 0;
    size_t source = 0;
    for (size_t i = 0; i < order->items.count; i++) {
        char text[GS_ADDRESS_TEXT_MAX];
        gs_address_format(&order->items.items[i].address, text);
        longest = strlen(text) > longest ? strlen(text) : longest;
        gs_address_format(&order->items.items[i].source.address, text);
        source = strlen(text) > source ? strlen(text) : source;
    }
    return longest + source + OTHER_CELLS <= REPORT_COLS;
}

static void write_items(struct gs_buf *out, const struct gs_order *order)
{
    bool has_source = has_room(order);
    struct report_table table = {.columns = has_source ? 7 : 6,
                                 .right = 1u << 0 | 1u << 3 | 1u << 4 | 1u << 5};
    report_cell(&table, "#");
    report_cell(&table, "address");
    report_cell(&table, "label");
    report_cell(&table, "prec");
    report_cell(&table, "RFC");
    report_cell(&table, "DNS");
    if (has_source) {
        report_cell(&table, "source");
    }
    for (size_t i = 0; i < order->items.count; i++) {
        const struct gs_order_item *item = &order->items.items[i];
        char address[GS_ADDRESS_TEXT_MAX];
        char label[GS_ORDER_VALUE_MAX];
        gs_address_format(&item->address, address);
        gs_order_value(5, item, label);
        report_cellf(&table, "%zu", i + 1);
        report_cell(&table, address);
        report_cell(&table, label);
        report_cellf(&table, "%d", item->precedence);
        add_place(&table, item->rfc_rank);
        add_place(&table, item->dns_rank);
        gs_address_format(&item->source.address, address);
        if (has_source) {
            report_cell(&table, item->is_usable ? address : gs_order_unusable_word(item));
        }
    }
    report_table_write(out, &table, INDENT);
}

static void write_pair(struct gs_buf *out, const struct gs_order *order, size_t first)
{
    const struct gs_order_item *a = &order->items.items[first];
    const struct gs_order_item *b = a + 1;
    struct gs_order_pair pair = gs_order_compare(a, b);
    struct gs_buf text = {0};
    char reason[GS_ORDER_REASON_MAX];
    bool is_wrong = pair.winner > 0;
    gs_order_reason(pair.rule, is_wrong ? b : a, is_wrong ? a : b, reason);
    if (is_wrong) {
        gs_buf_addf(&text, "%zu before %zu against rule %d, %s", first + 1, first + 2,
                    pair.rule, gs_order_rule_phrase(pair.rule));
    } else {
        gs_buf_addf(&text, "%zu before %zu by rule %d, %s: %s", first + 1, first + 2,
                    pair.rule, gs_order_rule_phrase(pair.rule), reason);
    }
    report_paragraph(out, is_wrong ? "✗ " : "  ", gs_buf_text(&text));
    gs_buf_fini(&text);
}

static void write_pairs(struct gs_buf *out, const struct gs_order *order)
{
    for (size_t i = 0; i + 1 < order->items.count && i < PAIRS_MAX; i++) {
        write_pair(out, order, i);
    }
    if (order->items.count > PAIRS_MAX + 1) {
        report_paragraph(out, "  ", "The rules between the others are in the JSON.");
    }
}

static void write_order(struct gs_buf *out, const struct gs_order *order,
                        const struct gs_policy *policy)
{
    struct gs_verdict verdict = gs_order_verdict(order, policy);
    const char *right = policy->precedences.is_builtin && policy->labels.is_builtin
                            ? "libc's own table"
                            : "gai.conf";
    report_title(out, "Order", verdict.word, right);
    if (order->is_unsorted || order->items.count < 2) {
        char sentence[GS_CLAUSE_MAX + 1];
        (void)snprintf(sentence, sizeof sentence, "%s.", verdict.clauses[0]);
        sentence[0] = (char)toupper((unsigned char)sentence[0]);
        report_paragraph(out, "  ", sentence);
        return;
    }
    write_items(out, order);
    write_pairs(out, order);
    if (verdict.kind != GS_VERDICT_GOOD) {
        report_paragraph(out, verdict.kind == GS_VERDICT_BAD ? "✗ " : "▲ ",
                         verdict.clauses[0]);
    }
    for (size_t i = 0; i < policy->error_count; i++) {
        struct gs_buf text = {0};
        gs_buf_addf(&text, "line %zu of gai.conf is ignored: %s", policy->errors[i].line,
                    policy->errors[i].reason);
        report_paragraph(out, "▲ ", gs_buf_text(&text));
        gs_buf_fini(&text);
    }
}

void report_block_order(struct gs_buf *out, const struct gs_session *session)
{
    const struct gs_lookup *lookup = &session->lookup;
    if (lookup->now.system == NULL || lookup->now.system->rows.count == 0 ||
        !session->has_machine) {
        report_title(out, "Order", "nothing to order", "");
        report_paragraph(out, "  ",
                         lookup->now.system == NULL ? "getaddrinfo has not answered."
                                                    : "No address, so no order.");
        return;
    }
    struct gs_order order;
    const struct gs_policy *policy = &session->machine.policy;
    gs_order_make(&lookup->now, policy, lookup->question.is_null, &order);
    write_order(out, &order, policy);
    gs_order_fini(&order);
}
