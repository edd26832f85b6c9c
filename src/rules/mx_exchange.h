/* SPDX-License-Identifier: MIT */
/**
 * One exchange of a plan, and the names a plan may hold. Private to this room; see mx_rules.
 */
#ifndef GAISCOPE_RULES_MX_EXCHANGE_H
#define GAISCOPE_RULES_MX_EXCHANGE_H

#include "gaiscope/model/dns_answer.h"
#include "gaiscope/model/mx_plan.h"

#include <stdbool.h>

/** Whether an outcome tells what there is, or that there is nothing. */
bool gs_mx_is_settled(enum gs_outcome outcome);

/** Whether a domain is an address: `192.0.2.1`, `[192.0.2.1]`, `[IPv6:2001:db8::1]`. */
bool gs_mx_is_literal(const char *domain, struct gs_address *out);

/** Why MX cannot be asked for a name, as a sentence; NULL: it can. Static. */
const char *gs_mx_domain_problem(const char *name);

/** Why the target of an MX record can never be used, as a clause; NULL: it can. Static. */
const char *gs_mx_exchange_problem(const char *name);

/** Adds the MX records of `name`, each once, by preference, then name; what is over
 *  GS_EXCHANGES_MAX is counted in left_out. Returns how many exchanges the plan has. */
size_t gs_mx_exchange_add_all(struct gs_mx_plan *plan, const struct gs_dns_answer *answer,
                              const char *name);

/**
 * Takes an answer to the exchange's A or AAAA question (the first of each counts).
 * Takes: `is_listed`, false for the domain itself, which may be an alias.
 */
void gs_mx_exchange_take(struct gs_exchange *exchange, const struct gs_dns_answer *answer,
                         bool is_listed);

#endif
