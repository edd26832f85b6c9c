/* SPDX-License-Identifier: MIT */
/** Delivery plans as text, for the tests of this room:
 *  "10 mx1 192.0.2.1 2001:db8::1; 10 mx2 192.0.2.2". `?4` and `?6` are a family not known now,
 *  `*6` one that is awaited, `!` an exchange that does not exist. */
#ifndef GAISCOPE_TESTS_RULES_MAKE_PLAN_H
#define GAISCOPE_TESTS_RULES_MAKE_PLAN_H

#include "make.h"
#include "support/check.h"

#include <stdlib.h>

static inline void plan_take_word(struct gs_exchange *exchange, const char *word)
{
    struct gs_address address;
    if (strcmp(word, "?4") == 0) {
        exchange->v4_outcome = GS_OUTCOME_SERVER_FAILURE;
        exchange->v4_rcode = 2;
    } else if (strcmp(word, "?6") == 0) {
        exchange->v6_outcome = GS_OUTCOME_TIMED_OUT;
        exchange->v6_rcode = -1;
    } else if (strcmp(word, "*6") == 0) {
        exchange->has_v6_answer = false;
    } else if (strcmp(word, "!") == 0) {
        exchange->status = GS_EXCHANGE_NXDOMAIN;
        exchange->v4_outcome = exchange->v6_outcome = GS_OUTCOME_NO_SUCH_NAME;
    } else {
        assert_int_equal(gs_address_parse(word, &address), GS_OK);
        *(address.family == AF_INET ? &exchange->v4_outcome : &exchange->v6_outcome) =
            GS_OUTCOME_ANSWERED;
        gs_vec_push(&exchange->addresses, address);
        exchange->status = GS_EXCHANGE_OK;
    }
}

static inline void plan_add_exchange(struct gs_mx_plan *plan, char *text)
{
    char *rest = NULL;
    struct gs_exchange exchange = {.has_v4_answer = true,
                                   .has_v6_answer = true,
                                   .v4_outcome = GS_OUTCOME_NO_DATA,
                                   .v6_outcome = GS_OUTCOME_NO_DATA,
                                   .status = GS_EXCHANGE_NODATA,
                                   .ttl_s = 300};
    exchange.preference = (uint16_t)atoi(strtok_r(text, " ", &rest));
    exchange.name = gs_mem_copy_text(strtok_r(NULL, " ", &rest));
    for (char *word; (word = strtok_r(NULL, " ", &rest)) != NULL;) {
        plan_take_word(&exchange, word);
    }
    bool is_unknown = exchange.v4_outcome == GS_OUTCOME_SERVER_FAILURE ||
                      exchange.v6_outcome == GS_OUTCOME_TIMED_OUT;
    if (is_unknown && exchange.status == GS_EXCHANGE_NODATA) {
        exchange.status = GS_EXCHANGE_TEMPORARY_FAILURE;
    }
    gs_vec_push(&plan->exchanges, exchange);
}

static inline struct gs_mx_plan *make_plan(const char *text)
{
    struct gs_mx_plan *plan = gs_mx_plan_new("a.test");
    char copy[1024];
    char *rest = NULL;
    snprintf(copy, sizeof copy, "%s", text);
    plan->kind = GS_MX_LISTED;
    plan->is_complete = strchr(text, '*') == NULL;
    plan->elapsed_us = 64000;
    plan->rcode = 0;
    for (char *one = strtok_r(copy, ";", &rest); one != NULL;
         one = strtok_r(NULL, ";", &rest)) {
        plan_add_exchange(plan, one);
    }
    return plan;
}

#endif
