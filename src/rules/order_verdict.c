/* SPDX-License-Identifier: MIT */
/* Whether the order is the RFC's, and why the first address is the first. */
#include "verdict_clause.h"

#include "gaiscope/rules/address_class.h"
#include "gaiscope/rules/order.h"

#include <stdio.h>
#include <string.h>

#include <sys/socket.h>

enum {
    SUBJECT_MAX = 96,
};

static const char *family_word(const struct gs_order_item *item)
{
    return item->address.family == AF_INET ? "IPv4" : "IPv6";
}

enum {
    PLACE_MAX = 32, /* a place in words, with NUL */
};

/* "third", "number 11": a place from 0. */
static void format_place(size_t rank, char out[PLACE_MAX])
{
    static const char *const words[] = {"first", "second",  "third",  "fourth", "fifth",
                                        "sixth", "seventh", "eighth", "ninth",  "tenth"};
    if (rank < sizeof words / sizeof *words) {
        (void)snprintf(out, PLACE_MAX, "%s", words[rank]);
    } else {
        (void)snprintf(out, PLACE_MAX, "number %zu", rank + 1);
    }
}

/* What a person calls an address among the others: its family or its class where it is the
 * only one of it, else itself. */
static void format_subject(const struct gs_order *order, size_t which,
                           char out[SUBJECT_MAX])
{
    const struct gs_order_item *item = &order->items.items[which];
    const char *word = gs_address_class_of(&item->address).word;
    size_t same_family = 0;
    size_t same_class = 0;
    for (size_t i = 0; i < order->items.count; i++) {
        const struct gs_order_item *other = &order->items.items[i];
        const char *its_word = gs_address_class_of(&other->address).word;
        same_family += other->address.family == item->address.family ? 1 : 0;
        same_class += strcmp(its_word, word) == 0 ? 1 : 0;
    }
    if (same_family == 1) {
        (void)snprintf(out, SUBJECT_MAX, "%s", family_word(item));
    } else if (same_class == 1) {
        (void)snprintf(out, SUBJECT_MAX, "the %s address", word);
    } else {
        gs_address_format(&item->address, out);
    }
}

static void add_gai_conf(struct gs_verdict *verdict, const struct gs_policy *policy)
{
    size_t lines = policy->lines_used;
    if (lines == 0) {
        gs_clause_add(verdict, "gai.conf changes nothing");
    } else {
        gs_clause_add(verdict, "gai.conf has %zu line%s that count%s", lines,
                      lines == 1 ? "" : "s", lines == 1 ? "s" : "");
    }
    if (policy->error_count > 0) {
        gs_clause_look(verdict, "line %zu of gai.conf is ignored",
                       policy->errors[0].line);
    }
}

static void tell_contradiction(struct gs_verdict *verdict, const struct gs_order *order)
{
    char text[GS_ADDRESS_TEXT_MAX];
    const struct gs_order_item *first = &order->items.items[order->wrong_pair];
    struct gs_order_pair pair = gs_order_compare(first, first + 1);
    verdict->kind = GS_VERDICT_BAD;
    (void)snprintf(verdict->word, sizeof verdict->word, "libc breaks rule %d", pair.rule);
    gs_address_format(&first[1].address, text);
    gs_clause_add(verdict, "number %zu, %s, belongs before number %zu: a finding",
                  order->wrong_pair + 2, text, order->wrong_pair + 1);
}

static void tell_difference(struct gs_verdict *verdict, const struct gs_order *order)
{
    char subject[SUBJECT_MAX];
    char here[PLACE_MAX];
    char there[PLACE_MAX];
    size_t which = 0;
    while (order->items.items[which].rfc_rank == which) {
        which++; /* there is one: the caller counted them */
    }
    verdict->kind = GS_VERDICT_LOOK;
    (void)snprintf(verdict->word, sizeof verdict->word, "libc is not RFC 6724");
    format_subject(order, which, subject);
    format_place(which, here);
    format_place(order->items.items[which].rfc_rank, there);
    gs_clause_add(verdict, "%s is %s, %s by the RFC", subject, here, there);
}

static void tell_first(struct gs_verdict *verdict, const struct gs_order *order)
{
    char subject[SUBJECT_MAX];
    const struct gs_order_item *items = order->items.items;
    struct gs_order_pair pair = gs_order_compare(&items[0], &items[1]);
    format_subject(order, 0, subject);
    if (!items[0].is_usable) {
        gs_clause_look(verdict, "none of them can be reached from here");
    }
    if (items[0].rfc_rank != 0) { /* that it is first has just been told */
        gs_clause_add(verdict, "libc puts it there by rule %d, %s", pair.rule,
                      gs_order_rule_phrase(pair.rule));
    } else {
        gs_clause_add(verdict, "%s is first by rule %d, %s", subject, pair.rule,
                      gs_order_rule_phrase(pair.rule));
    }
}

struct gs_verdict gs_order_verdict(const struct gs_order *order,
                                   const struct gs_policy *policy)
{
    struct gs_verdict verdict = {.kind = GS_VERDICT_GOOD, .elapsed_us = -1};
    if (order->is_unsorted) {
        (void)snprintf(verdict.word, sizeof verdict.word, "not sorted");
        gs_clause_add(&verdict,
                      "without a host libc sorts nothing, RFC 6724 is not asked");
    } else if (order->items.count < 2) {
        (void)snprintf(verdict.word, sizeof verdict.word, "one address");
        gs_clause_add(&verdict, "there is nothing to order");
    } else if (order->wrong_pair != GS_ORDER_NONE) {
        tell_contradiction(&verdict, order);
    } else if (order->rfc_moved > 0) {
        tell_difference(&verdict, order);
        tell_first(&verdict, order);
        add_gai_conf(&verdict, policy);
    } else {
        (void)snprintf(verdict.word, sizeof verdict.word, "in the RFC's order");
        tell_first(&verdict, order);
        add_gai_conf(&verdict, policy);
    }
    return verdict;
}
