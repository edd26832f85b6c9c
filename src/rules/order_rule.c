/* SPDX-License-Identifier: MIT */
/*
 * The ten rules, each as a function of two addresses. Those about the source say nothing where
 * there is none; rule 1 has decided then, unless both have none.
 */
#include "gaiscope/rules/gai_conf.h"
#include "gaiscope/rules/order.h"

#include <string.h>

#include <sys/socket.h>

enum {
    SCOPE_LINK = 2,
    SCOPE_SITE = 5,
    SCOPE_GLOBAL = 14,
    V4_BITS = 32,
    LABEL_NONE = -1,
};

static bool has_prefix(const struct gs_address *address, unsigned first, unsigned second,
                       unsigned second_mask)
{
    return address->bytes[0] == first && (address->bytes[1] & second_mask) == second;
}

static int scope_of_v6(const struct gs_address *address)
{
    static const uint8_t loopback[16] = {[15] = 1};
    if (address->bytes[0] == 0xff) {
        return address->bytes[1] & 0xf;
    }
    if (has_prefix(address, 0xfe, 0x80, 0xc0) ||
        memcmp(address->bytes, loopback, sizeof loopback) == 0) {
        return SCOPE_LINK;
    }
    return has_prefix(address, 0xfe, 0xc0, 0xc0) ? SCOPE_SITE : SCOPE_GLOBAL;
}

static int scope_of(const struct gs_address *address, const struct gs_policy *policy)
{
    const struct gs_policy_entry *line = NULL;
    if (address->family == AF_INET6) {
        return scope_of_v6(address);
    }
    line = gs_policy_find(&policy->scopes, address);
    return line == NULL ? SCOPE_GLOBAL : line->value;
}

/* IPv4 counts inside of the source's own network alone. */
static size_t common_bits(const struct gs_order_item *item)
{
    size_t bits = gs_address_common_bits(&item->address, &item->source.address);
    size_t needed = item->has_interfaces && item->source.prefix_bits > 0
                        ? item->source.prefix_bits
                        : V4_BITS;
    return item->address.family == AF_INET && bits < needed ? 0 : bits;
}

struct gs_order_item gs_order_item_of(const struct gs_address *address,
                                      const struct gs_source *source,
                                      const struct gs_policy *policy, bool has_interfaces)
{
    const struct gs_policy_entry *label = gs_policy_find(&policy->labels, address);
    const struct gs_policy_entry *precedence =
        gs_policy_find(&policy->precedences, address);
    struct gs_order_item item = {
        .address = *address,
        .source = *source,
        .label_line = label,
        .precedence_line = precedence,
        .scope = scope_of(address, policy),
        .label = label == NULL ? 0 : label->value,
        .source_label = LABEL_NONE,
        .precedence = precedence == NULL ? 0 : precedence->value,
        .is_usable = source->address.family != 0,
        .has_interfaces = has_interfaces,
        .dns_rank = GS_ORDER_NONE,
    };
    if (item.is_usable) {
        label = gs_policy_find(&policy->labels, &source->address);
        item.source_label = label == NULL ? 0 : label->value;
        item.source_scope = scope_of(&source->address, policy);
        item.common_bits = common_bits(&item);
        item.is_deprecated = has_interfaces && source->is_deprecated;
        item.is_home = has_interfaces && source->is_home;
        item.is_native = source->interface[0] != '\0' && !source->is_tunnel;
    }
    return item;
}

/* The one that has something comes first. */
static int prefer(bool first, bool second)
{
    return (int)second - (int)first;
}

/* The larger number comes first. */
static int larger(size_t first, size_t second)
{
    return (second > first) - (first > second);
}

static bool is_on_other_interface(const struct gs_order_item *a,
                                  const struct gs_order_item *b)
{
    return a->has_interfaces && strcmp(a->source.interface, b->source.interface) != 0;
}

/* Rules 2 to 5, 7 and 9: of the sources. */
static int compare_sources(int rule, const struct gs_order_item *a,
                           const struct gs_order_item *b)
{
    switch (rule) {
    case 2:
        return prefer(a->scope == a->source_scope, b->scope == b->source_scope);
    case 3:
        return prefer(!a->is_deprecated, !b->is_deprecated);
    case 4:
        return prefer(a->is_home, b->is_home);
    case 5:
        return prefer(a->label == a->source_label, b->label == b->source_label);
    case 7:
        return is_on_other_interface(a, b) ? prefer(a->is_native, b->is_native) : 0;
    case 9:
        return a->address.family == b->address.family
                   ? larger(a->common_bits, b->common_bits)
                   : 0;
    default:
        return 0;
    }
}

/* What one rule says: below 0 the first comes first, above 0 the second, 0: the same. */
static int rule_says(int rule, const struct gs_order_item *first,
                     const struct gs_order_item *second)
{
    switch (rule) {
    case 1:
        return prefer(first->is_usable, second->is_usable);
    case 6:
        return (second->precedence > first->precedence) -
               (first->precedence > second->precedence);
    case 8:
        return (first->scope > second->scope) - (second->scope > first->scope);
    default:
        return first->is_usable && second->is_usable
                   ? compare_sources(rule, first, second)
                   : 0;
    }
}

struct gs_order_pair gs_order_compare(const struct gs_order_item *first,
                                      const struct gs_order_item *second)
{
    for (int rule = 1; rule < GS_ORDER_RULES; rule++) {
        int winner = rule_says(rule, first, second);
        if (winner != 0) {
            return (struct gs_order_pair){rule, winner};
        }
    }
    return (struct gs_order_pair){GS_ORDER_RULES, -1};
}
