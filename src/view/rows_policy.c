/* SPDX-License-Identifier: MIT */
/*
 * The policy table in force beside RFC 6724's: what is plain holds an address of the answer.
 */
#include "order_pane.h"
#include "pane_faces.h"

#include "gaiscope/base/duration.h"
#include "gaiscope/rules/gai_conf.h"

#include <stdio.h>
#include <string.h>

#include <sys/socket.h>

enum {
    PRECEDENCE_END = 23,
    LABEL_END = 30,
    RFC_PRECEDENCE_END = 41,
    RFC_LABEL_END = 48,
    NARROW = 48, /* no column of the RFC below it */
    BLOCKS_MAX = 3 * GS_POLICY_MAX,
};

/* A prefix that one of the tables names. */
struct block {
    struct gs_address prefix;
    uint8_t bits;
};

struct block_list {
    struct block items[BLOCKS_MAX];
    size_t count;
};

static bool has_block(const struct block_list *list, const struct gs_policy_entry *entry)
{
    for (size_t i = 0; i < list->count; i++) {
        if (list->items[i].bits == entry->bits &&
            gs_address_is_equal(&list->items[i].prefix, &entry->prefix)) {
            return true;
        }
    }
    return false;
}

/* Longest first; the one for all the rest therefore last. */
static void add_blocks(const struct gs_policy_table *table, struct block_list *list)
{
    for (size_t i = 0; i < table->count && list->count < BLOCKS_MAX; i++) {
        const struct gs_policy_entry *entry = &table->entries[i];
        if (has_block(list, entry)) {
            continue;
        }
        size_t at = list->count++;
        while (at > 0 && list->items[at - 1].bits < entry->bits) {
            list->items[at] = list->items[at - 1];
            at--;
        }
        list->items[at] = (struct block){entry->prefix, entry->bits};
    }
}

void gs_describe_policy(const struct gs_pane_context *context, struct gs_pane *pane)
{
    const struct gs_policy *policy = &context->session->machine.policy;
    if (!context->session->has_machine) {
        return;
    }
    if (policy->precedences.is_builtin && policy->labels.is_builtin) {
        gs_pane_info(pane, GS_ROLE_TEXT, "built into glibc");
        gs_buf_add_text(&pane->right, "RFC 3484, not RFC 6724");
    } else {
        gs_pane_info(pane, GS_ROLE_TEXT, "from gai.conf%s",
                     policy->precedences.is_builtin ? ", precedences built in"
                     : policy->labels.is_builtin    ? ", labels built in"
                                                    : "");
    }
    if (policy->error_count > 0) {
        gs_buf_clear(&pane->right);
        gs_buf_addf(&pane->right, "%zu %s ignored ▲", policy->error_count,
                    gs_plural(policy->error_count, "line", "lines"));
        pane->right_role = GS_ROLE_WARN;
    }
}

/* What a block gets from two tables. */
struct values {
    const struct gs_policy_entry *label;
    const struct gs_policy_entry *precedence;
};

static struct values values_of(const struct gs_policy *policy, const struct block *block)
{
    return (struct values){
        gs_policy_find_block(&policy->labels, &block->prefix, block->bits),
        gs_policy_find_block(&policy->precedences, &block->prefix, block->bits)};
}

static void put_value(struct gs_rows *rows, int end, enum gs_role role,
                      const struct gs_policy_entry *entry)
{
    char text[24];
    (void)snprintf(text, sizeof text, "%d", entry == NULL ? 0 : entry->value);
    (void)gs_rows_put_right(rows, end, role, entry == NULL ? "–" : text);
}

/* Whether the block decides about an address of the answer. */
static bool is_used(const struct gs_order *order, const struct block *block)
{
    for (size_t i = 0; i < order->items.count; i++) {
        const struct gs_order_item *item = &order->items.items[i];
        const struct gs_policy_entry *lines[] = {item->label_line, item->precedence_line};
        for (size_t l = 0; l < 2; l++) {
            if (lines[l] != NULL && lines[l]->bits == block->bits &&
                gs_address_is_equal(&lines[l]->prefix, &block->prefix)) {
                return true;
            }
        }
    }
    return false;
}

static void put_line_number(struct gs_rows *rows, const struct values *values)
{
    size_t line = values->precedence == NULL ? 0 : values->precedence->line;
    line = line == 0 && values->label != NULL ? values->label->line : line;
    int end = (int)rows->width_cells;
    if (line > 0 && end > RFC_LABEL_END) {
        char text[32];
        (void)snprintf(text, sizeof text, "line %zu", line);
        (void)gs_rows_put_right(rows, end, GS_ROLE_DIM, text);
    }
}

/* "::ffff:0:0/96", as gai.conf and the RFC write it. */
static void put_prefix(struct gs_rows *rows, enum gs_role role, const struct block *block)
{
    char text[GS_ADDRESS_TEXT_MAX];
    gs_address_format(&block->prefix, text);
    const char *shown = strcmp(text, "::ffff:0.0.0.0") == 0 ? "::ffff:0:0" : text;
    (void)gs_rows_putf(rows, 0, role, "%s/%u", shown, block->bits);
}

static void put_block(const struct gs_pane_context *context, struct gs_rows *rows,
                      const struct block *block, const struct gs_policy *rfc)
{
    struct values own = values_of(&context->session->machine.policy, block);
    struct values other = values_of(rfc, block);
    bool differs = own.precedence == NULL || other.precedence == NULL ||
                   own.precedence->value != other.precedence->value;
    bool is_plain = is_used(&context->digest->order, block);
    enum gs_role role = is_plain ? GS_ROLE_TEXT : GS_ROLE_DIM;
    put_prefix(rows, role, block);
    put_value(rows, PRECEDENCE_END, role, own.precedence);
    put_value(rows, LABEL_END, role, own.label);
    if (rows->width_cells >= NARROW) {
        if (differs) {
            (void)gs_rows_put(rows, GS_SIGN_X, GS_ROLE_WARN, "≠");
        }
        put_value(rows, RFC_PRECEDENCE_END, differs ? role : GS_ROLE_DIM,
                  other.precedence);
        put_value(rows, RFC_LABEL_END, GS_ROLE_DIM, other.label);
        put_line_number(rows, &own);
    }
}

static void build_heading(struct gs_rows *rows)
{
    if (gs_rows_next(rows, GS_NO_ITEM)) {
        (void)gs_rows_put(rows, 0, GS_ROLE_HEAD, "prefix");
        (void)gs_rows_put_right(rows, PRECEDENCE_END, GS_ROLE_HEAD, "prec");
        (void)gs_rows_put_right(rows, LABEL_END, GS_ROLE_HEAD, "label");
        if (rows->width_cells >= NARROW) {
            (void)gs_rows_put_right(rows, RFC_PRECEDENCE_END, GS_ROLE_HEAD, "RFC prec");
            (void)gs_rows_put_right(rows, RFC_LABEL_END, GS_ROLE_HEAD, "label");
        }
    }
}

/* Scopes of IPv4 are shown where the file changes them. */
static void build_scopes(const struct gs_policy *policy, struct gs_rows *rows,
                         size_t item)
{
    const struct gs_policy_table *scopes = &policy->scopes;
    for (size_t i = 0; i < scopes->count && !scopes->is_builtin; i++) {
        const struct gs_policy_entry *entry = &scopes->entries[i];
        char text[GS_ADDRESS_TEXT_MAX];
        char word[GS_ORDER_VALUE_MAX];
        if (gs_rows_next(rows, item + i)) {
            gs_address_format(&entry->prefix, text);
            gs_order_scope_format(entry->value, word);
            (void)gs_rows_putf(rows, 0, GS_ROLE_TEXT, "%s/%u", text, entry->bits);
            (void)gs_rows_putf(rows, PRECEDENCE_END - 4, GS_ROLE_TEXT, "scope %s", word);
            put_line_number(rows, &(struct values){NULL, entry});
        }
    }
}

/* Where the tables come from, and the lines that libc ignores. */
static void build_origin(const struct gs_policy *policy, struct gs_rows *rows)
{
    char clock[GS_DURATION_TEXT_MAX];
    struct gs_buf text = {0};
    gs_clock_format(policy->read_wall_s, clock);
    if (!policy->has_file) {
        gs_buf_addf(&text, "there is no gai.conf; looked for once, at %s", clock);
    } else if (policy->lines_used == 0) {
        gs_buf_addf(&text, "gai.conf: no line counts; read once, at %s", clock);
    } else {
        gs_buf_addf(&text, "gai.conf: %zu %s; read %s %s", policy->lines_used,
                    gs_plural(policy->lines_used, "line counts", "lines count"),
                    policy->is_reloaded ? "again at each call, last at" : "once, at",
                    clock);
    }
    gs_rows_blank(rows);
    gs_rows_sentence(rows, GS_ROLE_DIM, gs_buf_text(&text));
    for (size_t i = 0; i < policy->error_count; i++) {
        gs_buf_clear(&text);
        gs_buf_addf(&text, "▲ line %zu is ignored: %s", policy->errors[i].line,
                    policy->errors[i].reason);
        gs_rows_sentence(rows, GS_ROLE_WARN, gs_buf_text(&text));
    }
    if (policy->is_truncated) {
        gs_rows_sentence(rows, GS_ROLE_WARN,
                         "▲ more lines than are kept here: what follows from them is "
                         "not known");
    }
    gs_buf_fini(&text);
}

void gs_build_policy(const struct gs_pane_context *context, struct gs_rows *rows)
{
    const struct gs_policy *policy = &context->session->machine.policy;
    if (!context->session->has_machine) {
        gs_rows_sentence(rows, GS_ROLE_DIM, "The policy table was not read yet.");
        return;
    }
    struct gs_policy *rfc = gs_mem_new(1, sizeof *rfc);
    struct block_list *blocks = gs_mem_new(1, sizeof *blocks);
    gs_policy_rfc6724(rfc);
    add_blocks(&policy->labels, blocks);
    add_blocks(&policy->precedences, blocks);
    add_blocks(&rfc->precedences, blocks);
    build_heading(rows);
    for (size_t i = 0; i < blocks->count; i++) {
        if (gs_rows_next(rows, i)) {
            put_block(context, rows, &blocks->items[i], rfc);
        }
    }
    build_scopes(policy, rows, blocks->count);
    build_origin(policy, rows);
    free(blocks);
    free(rfc);
}
