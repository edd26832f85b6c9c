/* SPDX-License-Identifier: MIT */
#include "gaiscope/rules/sender_plan.h"

#include <sys/socket.h>

static const struct gs_address *find(const struct gs_exchange *exchange,
                                     const struct gs_address *address)
{
    for (size_t i = 0; i < exchange->addresses.count; i++) {
        if (gs_address_is_equal(&exchange->addresses.items[i], address)) {
            return &exchange->addresses.items[i];
        }
    }
    return NULL;
}

static bool has(const struct gs_address *const *list, size_t count,
                const struct gs_address *address)
{
    for (size_t i = 0; i < count; i++) {
        if (gs_address_is_equal(list[i], address)) {
            return true;
        }
    }
    return false;
}

size_t gs_exchange_in_order(const struct gs_exchange *exchange,
                            const struct gs_delivery *delivery,
                            const struct gs_address *out[GS_MX_ADDRESSES_MAX])
{
    const struct gs_delivery_exchange *ordered =
        gs_delivery_find(delivery, exchange->name);
    size_t count = 0;
    for (size_t i = 0; ordered != NULL && i < ordered->addresses.count; i++) {
        const struct gs_address *known =
            find(exchange, &ordered->addresses.items[i].address);
        if (known != NULL && count < GS_MX_ADDRESSES_MAX && !has(out, count, known)) {
            out[count++] = known;
        }
    }
    for (size_t i = 0; i < exchange->addresses.count; i++) {
        const struct gs_address *address = &exchange->addresses.items[i];
        if (count < GS_MX_ADDRESSES_MAX && !has(out, count, address)) {
            out[count++] = address;
        }
    }
    return count;
}

/* Whether nothing more may be heard of a family of an exchange, and nothing was. */
static bool is_unknown(const struct gs_exchange *exchange, int family)
{
    enum gs_outcome outcome =
        family == AF_INET ? exchange->v4_outcome : exchange->v6_outcome;
    return exchange->status != GS_EXCHANGE_NXDOMAIN && outcome != GS_OUTCOME_NOT_ASKED &&
           outcome != GS_OUTCOME_ANSWERED && outcome != GS_OUTCOME_NO_DATA &&
           outcome != GS_OUTCOME_NO_SUCH_NAME;
}

/* Adds the addresses of one exchange. Returns: whether it has one of the family. */
static bool add_exchange(const struct gs_exchange *exchange,
                         const struct gs_delivery *delivery, struct gs_sender_plan *out)
{
    const struct gs_address *ordered[GS_MX_ADDRESSES_MAX];
    size_t count = gs_exchange_in_order(exchange, delivery, ordered);
    size_t before = out->steps.count;
    for (size_t i = 0; i < count; i++) {
        if (ordered[i]->family == out->family) {
            struct gs_sender_step step = {.address = *ordered[i],
                                          .exchange = exchange->name,
                                          .preference = exchange->preference};
            gs_vec_push(&out->steps, step);
        }
    }
    bool has_any = out->steps.count > before;
    bool has_answer =
        out->family == AF_INET ? exchange->has_v4_answer : exchange->has_v6_answer;
    out->exchange_count += has_any ? 1 : 0;
    if (!has_any && !has_answer) {
        out->is_waiting = true;
    } else if (!has_any) {
        bool is_open = is_unknown(exchange, out->family);
        out->unknown += is_open ? 1 : 0;
        out->without += is_open ? 0 : 1;
    }
    return has_any;
}

/* Adds the exchanges of one preference, from `first` on. Returns: the next group's first. */
static size_t add_group(const struct gs_mx_plan *plan, size_t first,
                        const struct gs_delivery *delivery, struct gs_sender_plan *out)
{
    size_t from = out->steps.count;
    size_t used = 0;
    size_t at = first;
    const struct gs_exchange *exchanges = plan->exchanges.items;
    for (; at < plan->exchanges.count &&
           exchanges[at].preference == exchanges[first].preference;
         at++) {
        used += add_exchange(&exchanges[at], delivery, out) ? 1 : 0;
    }
    if (used > 0) {
        out->group_count++;
        out->steps.items[from].is_first = true;
        out->steps.items[out->steps.count - 1].is_last = true;
    }
    for (size_t i = from; i < out->steps.count; i++) {
        out->steps.items[i].number = out->group_count;
        out->steps.items[i].is_any_order = used > 1;
    }
    return at;
}

static const char *ending_of(const struct gs_mx_plan *plan,
                             const struct gs_sender_plan *sender)
{
    switch (plan->kind) {
    case GS_MX_WAITING:
        return "";
    case GS_MX_NULL:
        return "null MX: this sender gives up at once";
    case GS_MX_NONE:
    case GS_MX_NXDOMAIN:
    case GS_MX_INVALID:
        return "nowhere to go: this sender gives up at once";
    case GS_MX_TEMPORARY_FAILURE:
        return "not known now: the mail waits and is tried again";
    case GS_MX_LISTED:
    case GS_MX_IMPLICIT:
        break;
    }
    if (sender->steps.count > 0) {
        return "then the mail waits and is tried again";
    }
    if (sender->is_waiting || !plan->is_complete) {
        return "";
    }
    return sender->unknown > 0 ? "not known now: the mail waits and is tried again"
                               : "no address of this family: this sender cannot deliver";
}

void gs_sender_plan_make(const struct gs_mx_plan *plan,
                         const struct gs_delivery *delivery, int family,
                         struct gs_sender_plan *out)
{
    struct gs_sender_plan sender = {.family = family,
                                    .is_waiting = plan->kind == GS_MX_WAITING};
    for (size_t at = 0; gs_mx_plan_has_exchanges(plan) && at < plan->exchanges.count;) {
        at = add_group(plan, at, delivery, &sender);
    }
    sender.ending = ending_of(plan, &sender);
    *out = sender;
}

void gs_sender_plan_fini(struct gs_sender_plan *plan)
{
    gs_vec_fini(&plan->steps);
    *plan = (struct gs_sender_plan){.ending = ""};
}
