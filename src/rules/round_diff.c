/* SPDX-License-Identifier: MIT */
#include "gaiscope/rules/round_diff.h"

#include <string.h>

enum {
    RECORDS_MAX = 512, /* comparing costs the product of both counts */
};

static enum gs_change change_of(bool is_same)
{
    return is_same ? GS_CHANGE_NONE : GS_CHANGE_CHANGED;
}

enum gs_change gs_member_change(const struct gs_set *before,
                                const struct gs_set_member *member)
{
    for (size_t i = 0; i < before->count; i++) {
        const struct gs_set_member *other = &before->items[i];
        if (gs_address_is_equal(&other->address, &member->address)) {
            return change_of(other->in_libc == member->in_libc &&
                             other->in_dns == member->in_dns);
        }
    }
    return GS_CHANGE_ADDED;
}

static bool has_record(const struct gs_dns_answer *answer, const struct gs_record *record)
{
    for (size_t i = 0; i < answer->answer.count; i++) {
        const struct gs_record *other = &answer->answer.items[i];
        if (other->type == record->type && strcmp(other->text, record->text) == 0) {
            return true;
        }
    }
    return false;
}

/* Whether all records of the asked type in `a` stand in `b`. */
static bool is_within(const struct gs_dns_answer *a, const struct gs_dns_answer *b)
{
    for (size_t i = 0; i < a->answer.count; i++) {
        const struct gs_record *record = &a->answer.items[i];
        if (record->type == a->type && !has_record(b, record)) {
            return false;
        }
    }
    return true;
}

enum gs_change gs_query_change(const struct gs_facts *before,
                               const struct gs_dns_query *query)
{
    const struct gs_dns_query *other =
        gs_facts_find_query(before, query->name, query->type);
    const struct gs_dns_answer *now = query->answer;
    const struct gs_dns_answer *last = other == NULL ? NULL : other->answer;
    if (now == NULL) {
        return GS_CHANGE_NONE;
    }
    if (last == NULL) {
        return GS_CHANGE_ADDED;
    }
    if (now->answer.count > RECORDS_MAX || last->answer.count > RECORDS_MAX) {
        return GS_CHANGE_NONE;
    }
    return change_of(now->outcome == last->outcome && is_within(now, last) &&
                     is_within(last, now));
}

static bool is_same_name(const char *a, const char *b)
{
    return a == NULL || b == NULL ? a == b : gs_name_is_equal(a, b);
}

static bool has_name(const struct gs_reverse *reverse, const struct gs_reverse_name *name)
{
    for (size_t i = 0; i < reverse->names.count; i++) {
        const struct gs_reverse_name *other = &reverse->names.items[i];
        if (other->confirmed == name->confirmed &&
            gs_name_is_equal(other->name, name->name)) {
            return true;
        }
    }
    return false;
}

enum gs_change gs_reverse_change(const struct gs_facts *before,
                                 const struct gs_reverse *reverse)
{
    const struct gs_reverse *last = gs_facts_find_reverse(before, &reverse->address);
    if (last == NULL) {
        return GS_CHANGE_ADDED;
    }
    bool is_same = last->dns_outcome == reverse->dns_outcome &&
                   last->names.count == reverse->names.count &&
                   is_same_name(last->libc_name, reverse->libc_name);
    for (size_t i = 0; is_same && i < reverse->names.count; i++) {
        is_same = has_name(last, &reverse->names.items[i]);
    }
    return change_of(is_same);
}

static bool has_address(const struct gs_exchange *exchange,
                        const struct gs_address *address)
{
    for (size_t i = 0; i < exchange->addresses.count; i++) {
        if (gs_address_is_equal(&exchange->addresses.items[i], address)) {
            return true;
        }
    }
    return false;
}

static bool is_same_exchange(const struct gs_exchange *a, const struct gs_exchange *b)
{
    bool is_same = a->preference == b->preference && a->status == b->status &&
                   a->addresses.count == b->addresses.count;
    for (size_t i = 0; is_same && i < a->addresses.count; i++) {
        is_same = has_address(b, &a->addresses.items[i]);
    }
    return is_same;
}

enum gs_change gs_exchange_change(const struct gs_mx_plan *before,
                                  const struct gs_exchange *exchange)
{
    for (size_t i = 0; before != NULL && i < before->exchanges.count; i++) {
        if (gs_name_is_equal(before->exchanges.items[i].name, exchange->name)) {
            return change_of(is_same_exchange(&before->exchanges.items[i], exchange));
        }
    }
    return GS_CHANGE_ADDED;
}
