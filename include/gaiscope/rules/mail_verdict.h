/* SPDX-License-Identifier: MIT */
/**
 * Whether mail can be delivered, in one sentence, and what is odd about an exchange, in a few
 * words. Pure. RFC 5321 5.1, RFC 7505.
 */
#ifndef GAISCOPE_RULES_MAIL_VERDICT_H
#define GAISCOPE_RULES_MAIL_VERDICT_H

#include "gaiscope/model/lookup.h"
#include "gaiscope/rules/verdict.h"

/** How much a remark weighs. */
enum gs_remark_kind {
    GS_REMARK_NONE = 0, /**< nothing to say */
    GS_REMARK_LOOK,     /**< ▲ it works, or may work later */
    GS_REMARK_BAD,      /**< ✗ never used */
};

/** A remark about an exchange. */
struct gs_exchange_remark {
    enum gs_remark_kind kind; /**< its sign */
    const char *text; /**< "IPv4 only"; "" nothing. Owns: the exchange, or static */
};

/** What is odd about an exchange. */
struct gs_exchange_remark gs_exchange_remark_of(const struct gs_exchange *exchange);

/** Whether no mail ever goes there: it does not exist, has no address, or is no name. */
bool gs_exchange_is_useless(const struct gs_exchange *exchange);

/** Whether TLSA is asked of it: it has an address, and a name, which a literal has not.
 *  RFC 7672 2.2. */
bool gs_exchange_has_tlsa_question(const struct gs_exchange *exchange);

/** How many exchanges have a remark. */
size_t gs_mx_plan_problems(const struct gs_mx_plan *plan);

/** How many groups of equal preference a plan has. */
size_t gs_mx_plan_groups(const struct gs_mx_plan *plan);

/**
 * The verdict of the mail view. Takes: the plan (NULL: not asked or waiting), what stands
 * beside it (each may be NULL); `waited_us`, how long the plan is awaited; below 0: it is
 * not.
 */
struct gs_verdict gs_mail_verdict(const struct gs_mx_plan *plan,
                                  const struct gs_delivery *delivery,
                                  const struct gs_smtp_report *smtp, int64_t waited_us);

#endif
