/* SPDX-License-Identifier: MIT */
/*
 * The orders of an answer's addresses.
 *
 *     libc's rows -> each address once -> neighbours by the rules -> contradiction?
 *                          |-> sorted by RFC 6724's table
 *                          `-> as DNS has them
 *
 * A merge sort compares every pair of neighbours in its result. So libc's order follows the
 * rules exactly when no pair of neighbours contradicts them, and then it is the computed one.
 */
#include "gaiscope/rules/order.h"

#include "gaiscope/rules/gai_conf.h"

#include <string.h>

static struct gs_order_item *find(const struct gs_order *order,
                                  const struct gs_address *address)
{
    for (size_t i = 0; i < order->items.count; i++) {
        if (gs_address_is_equal(&order->items.items[i].address, address)) {
            return &order->items.items[i];
        }
    }
    return NULL;
}

static void add_items(const struct gs_system_answer *answer,
                      const struct gs_policy *policy, struct gs_order *out)
{
    for (size_t i = 0; i < answer->rows.count; i++) {
        const struct gs_addrinfo *row = &answer->rows.items[i];
        bool is_again = i > 0 && gs_address_is_equal(&row->address, &row[-1].address);
        if (row->address.family == 0 || is_again || find(out, &row->address) != NULL) {
            continue;
        }
        if (out->items.count == GS_ORDER_MAX) {
            out->left_out++;
            continue;
        }
        gs_vec_push(&out->items, gs_order_item_of(&row->address, &row->source, policy,
                                                  answer->has_v6_address));
    }
}

/* Two sorted halves become one, as glibc's merge sort divides them. */
/* NOLINTNEXTLINE(misc-no-recursion): no deeper than the logarithm of GS_ORDER_MAX */
static void merge_sort(const struct gs_order_item *items, size_t *order, size_t count,
                       size_t *spare)
{
    if (count < 2) {
        return;
    }
    size_t half = count / 2;
    size_t left = 0;
    size_t right = half;
    size_t out = 0;
    merge_sort(items, order, half, spare);
    merge_sort(items, order + half, count - half, spare);
    while (left < half && right < count) {
        struct gs_order_pair pair =
            gs_order_compare(&items[order[left]], &items[order[right]]);
        spare[out++] = pair.winner <= 0 ? order[left++] : order[right++];
    }
    while (left < half) {
        spare[out++] = order[left++];
    }
    memcpy(order, spare, out * sizeof *order);
}

void gs_order_sort(const struct gs_order_item *items, size_t *order, size_t count)
{
    size_t *spare = gs_mem_new(count, sizeof *spare);
    merge_sort(items, order, count, spare);
    free(spare);
}

static void set_identity(size_t *order, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        order[i] = i;
    }
}

/* Takes: `is_judged`, whether libc's order may be held against the rules. */
static void compute(struct gs_order *order, bool is_judged)
{
    struct gs_order_item *items = order->items.items;
    order->wrong_pair = GS_ORDER_NONE;
    for (size_t i = 1; i < order->items.count && is_judged; i++) {
        if (gs_order_compare(&items[i - 1], &items[i]).winner > 0) {
            order->wrong_pair = i - 1;
            break;
        }
    }
    set_identity(order->computed, order->items.count);
    if (order->wrong_pair != GS_ORDER_NONE) {
        gs_order_sort(items, order->computed, order->items.count);
    }
    for (size_t i = 0; i < order->items.count; i++) {
        items[order->computed[i]].computed_rank = i;
    }
}

/* The same addresses in the table of the RFC. */
static void compute_rfc(struct gs_order *order)
{
    struct gs_order_item *items = order->items.items;
    size_t count = order->items.count;
    struct gs_order_item *others = gs_mem_new(count, sizeof *others);
    struct gs_policy *rfc = gs_mem_new(1, sizeof *rfc);
    gs_policy_rfc6724(rfc);
    for (size_t i = 0; i < count; i++) {
        others[i] = gs_order_item_of(&items[i].address, &items[i].source, rfc,
                                     items[i].has_interfaces);
        items[i].rfc_precedence = others[i].precedence;
    }
    set_identity(order->rfc, count);
    if (!order->is_unsorted) {
        gs_order_sort(others, order->rfc, count);
    }
    for (size_t i = 0; i < count; i++) {
        items[order->rfc[i]].rfc_rank = i;
        order->rfc_moved += order->rfc[i] != i ? 1 : 0;
    }
    free(others);
    free(rfc);
}

static void add_dns(struct gs_order *order, const struct gs_dns_answer *answer)
{
    for (size_t i = 0; i < answer->answer.count; i++) {
        const struct gs_record *record = &answer->answer.items[i];
        bool is_address = record->type == GS_TYPE_A || record->type == GS_TYPE_AAAA;
        struct gs_order_item *found = is_address ? find(order, &record->address) : NULL;
        if (found != NULL && found->dns_rank == GS_ORDER_NONE) {
            found->dns_rank = order->dns_count;
            order->dns[order->dns_count++] = (size_t)(found - order->items.items);
        }
    }
}

/* The two questions have no order of their own: IPv6 stands first, as libc has it mostly. */
static void add_dns_order(struct gs_order *order, const struct gs_facts *facts)
{
    static const uint16_t types[] = {GS_TYPE_AAAA, GS_TYPE_A};
    for (size_t t = 0; t < sizeof types / sizeof *types; t++) {
        for (size_t i = 0; i < facts->dns.count; i++) {
            const struct gs_dns_query *query = &facts->dns.items[i];
            if (query->type == types[t] && query->answer != NULL) {
                add_dns(order, query->answer);
            }
        }
    }
}

void gs_order_make(const struct gs_facts *facts, const struct gs_policy *policy,
                   bool is_null, struct gs_order *out)
{
    struct gs_order order = {.is_unsorted = is_null};
    if (facts->system != NULL) {
        add_items(facts->system, policy, &order);
    }
    /* Of a table that is not known whole nothing is said against libc. */
    compute(&order, !is_null && !policy->is_truncated);
    compute_rfc(&order);
    add_dns_order(&order, facts);
    *out = order;
}

void gs_order_fini(struct gs_order *order)
{
    gs_vec_fini(&order->items);
    *order = (struct gs_order){0};
}
