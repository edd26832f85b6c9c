/* SPDX-License-Identifier: MIT */
#include "gaiscope/model/mx_plan.h"

struct gs_mx_plan *gs_mx_plan_new(const char *domain)
{
    struct gs_mx_plan *plan = gs_mem_new(1, sizeof *plan);
    plan->domain = gs_mem_copy_text(domain);
    plan->rcode = -1;
    return plan;
}

static struct gs_exchange copy_exchange(const struct gs_exchange *exchange)
{
    struct gs_exchange copy = *exchange;
    copy.name = gs_mem_copy_text(exchange->name);
    copy.problem = gs_mem_copy_text(exchange->problem);
    copy.addresses = (struct gs_address_list){0};
    for (size_t i = 0; i < exchange->addresses.count; i++) {
        gs_vec_push(&copy.addresses, exchange->addresses.items[i]);
    }
    return copy;
}

struct gs_mx_plan *gs_mx_plan_copy(const struct gs_mx_plan *plan)
{
    struct gs_mx_plan *copy = gs_mem_new(1, sizeof *copy);
    *copy = *plan;
    copy->domain = gs_mem_copy_text(plan->domain);
    copy->problem = gs_mem_copy_text(plan->problem);
    copy->aliases = (struct gs_text_list){0};
    for (size_t i = 0; i < plan->aliases.count; i++) {
        gs_vec_push(&copy->aliases, gs_mem_copy_text(plan->aliases.items[i]));
    }
    copy->exchanges = (struct gs_exchange_list){0};
    for (size_t i = 0; i < plan->exchanges.count; i++) {
        gs_vec_push(&copy->exchanges, copy_exchange(&plan->exchanges.items[i]));
    }
    return copy;
}

void gs_mx_plan_free(struct gs_mx_plan *plan)
{
    if (plan == NULL) {
        return;
    }
    for (size_t i = 0; i < plan->aliases.count; i++) {
        free(plan->aliases.items[i]);
    }
    gs_vec_fini(&plan->aliases);
    for (size_t i = 0; i < plan->exchanges.count; i++) {
        free(plan->exchanges.items[i].name);
        free(plan->exchanges.items[i].problem);
        gs_vec_fini(&plan->exchanges.items[i].addresses);
    }
    gs_vec_fini(&plan->exchanges);
    free(plan->domain);
    free(plan->problem);
    free(plan);
}

const char *gs_mx_kind_id(enum gs_mx_kind kind)
{
    switch (kind) {
    case GS_MX_WAITING:
        return "waiting";
    case GS_MX_LISTED:
        return "mx";
    case GS_MX_IMPLICIT:
        return "implicit";
    case GS_MX_NULL:
        return "null";
    case GS_MX_NONE:
        return "none";
    case GS_MX_NXDOMAIN:
        return "nxdomain";
    case GS_MX_TEMPORARY_FAILURE:
        return "temporary_failure";
    case GS_MX_INVALID:
        break;
    }
    return "invalid";
}

const char *gs_mx_kind_word(enum gs_mx_kind kind)
{
    switch (kind) {
    case GS_MX_WAITING:
    case GS_MX_LISTED:
        return "";
    case GS_MX_IMPLICIT:
        return "implicit MX";
    case GS_MX_NULL:
        return "null MX";
    case GS_MX_NONE:
        return "no address";
    case GS_MX_NXDOMAIN:
        return "no such name";
    case GS_MX_TEMPORARY_FAILURE:
        return "try again";
    case GS_MX_INVALID:
        break;
    }
    return "no mail domain";
}

const char *gs_mx_plan_sentence(const struct gs_mx_plan *plan)
{
    if (plan->problem != NULL) {
        return plan->problem;
    }
    switch (plan->kind) {
    case GS_MX_WAITING:
        return "Waiting for the MX records.";
    case GS_MX_LISTED:
        return "";
    case GS_MX_IMPLICIT:
        return "No MX record: the domain's own address takes its place.";
    case GS_MX_NULL:
        return "The domain accepts no mail (RFC 7505): a sender gives up at once.";
    case GS_MX_NONE:
        return "No MX record and no address: a sender gives up at once.";
    case GS_MX_NXDOMAIN:
        return "No such name: a sender gives up at once.";
    case GS_MX_TEMPORARY_FAILURE:
        return "MX not known: a sender keeps the mail and tries again. This is not \"no "
               "MX\".";
    case GS_MX_INVALID:
        break;
    }
    return "No mail can be sent there.";
}

bool gs_mx_plan_has_exchanges(const struct gs_mx_plan *plan)
{
    return plan != NULL && plan->kind != GS_MX_NULL && plan->exchanges.count > 0;
}

const char *gs_exchange_status_id(enum gs_exchange_status status)
{
    switch (status) {
    case GS_EXCHANGE_WAITING:
        return "waiting";
    case GS_EXCHANGE_OK:
        return "ok";
    case GS_EXCHANGE_NXDOMAIN:
        return "nxdomain";
    case GS_EXCHANGE_NODATA:
        return "nodata";
    case GS_EXCHANGE_TEMPORARY_FAILURE:
        return "temporary_failure";
    case GS_EXCHANGE_NONE:
        break;
    }
    return "none";
}

const char *gs_exchange_trouble(const struct gs_exchange *exchange)
{
    if (exchange->problem != NULL) {
        return exchange->problem;
    }
    switch (exchange->status) {
    case GS_EXCHANGE_WAITING:
    case GS_EXCHANGE_OK:
        return "";
    case GS_EXCHANGE_NXDOMAIN:
        return "no such name: never used";
    case GS_EXCHANGE_NODATA:
        return "no address: never used";
    case GS_EXCHANGE_TEMPORARY_FAILURE:
        return "addresses not known now";
    case GS_EXCHANGE_NONE:
        break;
    }
    return "can never be used";
}

size_t gs_exchange_count(const struct gs_exchange *exchange, int family)
{
    size_t count = 0;
    for (size_t i = 0; i < exchange->addresses.count; i++) {
        count += exchange->addresses.items[i].family == family ? 1 : 0;
    }
    return count;
}
