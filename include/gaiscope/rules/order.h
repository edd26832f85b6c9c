/* SPDX-License-Identifier: MIT */
/**
 * Why addresses stand in their order: the ten rules of RFC 6724 section 6 as glibc 2.36 applies
 * them, the orders they give, and what decided between two addresses, in words. Pure.
 * Where glibc differs from the RFC, glibc is followed: docs/decisions/0005.
 */
#ifndef GAISCOPE_RULES_ORDER_H
#define GAISCOPE_RULES_ORDER_H

#include "gaiscope/base/vec.h"
#include "gaiscope/model/lookup.h"
#include "gaiscope/model/policy.h"
#include "gaiscope/rules/verdict.h"

#include <stdbool.h>
#include <stddef.h>

#define GS_ORDER_MAX        256      /**< different addresses looked at */
#define GS_ORDER_RULES      10       /**< rules, from 1 */
#define GS_ORDER_NONE       SIZE_MAX /**< no place in an order; no pair */
#define GS_ORDER_VALUE_MAX  24       /**< bytes of a rule's value with NUL */
#define GS_ORDER_REASON_MAX 160      /**< bytes of a reason with NUL */

/** One address with all that the rules look at. */
struct gs_order_item {
    struct gs_address address;                     /**< the destination */
    struct gs_source source;                       /**< what the kernel sends from */
    const struct gs_policy_entry *label_line;      /**< Owns: the policy */
    const struct gs_policy_entry *precedence_line; /**< Owns: the policy */
    int scope;            /**< 2 link-local, 5 site-local, 14 global: RFC 4291 2.7 */
    int source_scope;     /**< of the source; 0 without one */
    int label;            /**< of the destination */
    int source_label;     /**< of the source; -1 without one */
    int precedence;       /**< of the destination */
    int rfc_precedence;   /**< the same in RFC 6724's table */
    size_t common_bits;   /**< rule 9: in common with the source; IPv4 outside of the
                              source's network counts 0 */
    bool is_usable;       /**< there is a source */
    bool is_deprecated;   /**< as libc knows it: rule 3 */
    bool is_home;         /**< the same: rule 4 */
    bool is_native;       /**< the same: rule 7 */
    bool has_interfaces;  /**< libc looked at interfaces at all */
    size_t computed_rank; /**< place in the computed order, from 0 */
    size_t rfc_rank;      /**< place in the order of RFC 6724's table, from 0 */
    size_t dns_rank;      /**< place among DNS's addresses; GS_ORDER_NONE: not there */
};

/** The rule that decides between two addresses. */
struct gs_order_pair {
    int rule;   /**< 1 to 10 */
    int winner; /**< below 0: the first address comes first; above 0: the second */
};

/** All addresses of an answer. Items stand in libc's order. */
struct gs_order {
    struct GS_VEC_OF(struct gs_order_item) items; /**< each address once */
    size_t computed[GS_ORDER_MAX]; /**< items in the order of these tables */
    size_t rfc[GS_ORDER_MAX];      /**< items in the order of RFC 6724's table */
    size_t dns[GS_ORDER_MAX];      /**< items in the order of DNS: AAAA, then A */
    size_t dns_count;              /**< how many of them DNS has */
    size_t wrong_pair; /**< (of a policy that is known whole) the first item that by the
                         rules stands behind the next one: libc's order contradicts
                         them; GS_ORDER_NONE: it does not */
    size_t rfc_moved; /**< addresses with another place in the order of the RFC's table */
    size_t left_out;  /**< rows of addresses over GS_ORDER_MAX */
    bool is_unsorted; /**< libc does not sort: the null node */
};

/**
 * Looks at the addresses of getaddrinfo's answer. Takes: facts without one give no items;
 * `policy` must outlive the order; `is_null`, whether the question is the null node. Owns:
 * the caller, gs_order_fini().
 */
void gs_order_make(const struct gs_facts *facts, const struct gs_policy *policy,
                   bool is_null, struct gs_order *out);

/** Frees what the order owns and leaves it empty. */
void gs_order_fini(struct gs_order *order);

/** What the rules see of one address. Takes: `has_interfaces`, as of the item. */
struct gs_order_item gs_order_item_of(const struct gs_address *address,
                                      const struct gs_source *source,
                                      const struct gs_policy *policy,
                                      bool has_interfaces);

/** The first rule that says something; rule 10 leaves the given order. */
struct gs_order_pair gs_order_compare(const struct gs_order_item *first,
                                      const struct gs_order_item *second);

/**
 * Sorts by the rules, dividing as glibc's sort does: the rules are not transitive in all
 * sets, so the way of dividing matters. Takes: `order`, the items' numbers as they came.
 */
void gs_order_sort(const struct gs_order_item *items, size_t *order, size_t count);

/** "unusable", "longest prefix": what a rule is called in a table. Static. */
const char *gs_order_rule_name(int rule);

/** "higher precedence", "longest matching prefix": what the winner has. Static. */
const char *gs_order_rule_phrase(int rule);

/** What a rule sees of an address: "yes", "6 = 6", "40"; "–" where it says nothing. */
void gs_order_value(int rule, const struct gs_order_item *item,
                    char out[GS_ORDER_VALUE_MAX]);

/** What decided, in words: "40, the next 10". Takes: the winner, then the other one. */
void gs_order_reason(int rule, const struct gs_order_item *winner,
                     const struct gs_order_item *other, char out[GS_ORDER_REASON_MAX]);

/** The same for the column of a table. */
void gs_order_short_reason(int rule, const struct gs_order_item *winner,
                           const struct gs_order_item *other,
                           char out[GS_ORDER_REASON_MAX]);

/** What a rule sees of an address, as a fact: "precedence 40", "through eth0". */
void gs_order_fact(int rule, const struct gs_order_item *item,
                   char out[GS_ORDER_REASON_MAX]);

/** What a rule asks for, in one sentence for a person who never read the RFC. Static. */
const char *gs_order_rule_meaning(int rule);

/**
 * The verdict of the order. Takes: an order with at least one item.
 * `policy`: the tables it was made with.
 */
struct gs_verdict gs_order_verdict(const struct gs_order *order,
                                   const struct gs_policy *policy);

/** "link-local", "site-local", "global", or a number. */
void gs_order_scope_format(int scope, char out[GS_ORDER_VALUE_MAX]);

/** Why an address cannot be used: "no route", "no IPv6 here". Static. */
const char *gs_order_unusable_word(const struct gs_order_item *item);

#endif
