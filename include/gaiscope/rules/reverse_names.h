/* SPDX-License-Identifier: MIT */
/**
 * The reverse names of an address, read from answers: which names a PTR answer holds, and
 * whether a name leads back. Pure. RFC 1035 3.5, RFC 2317 (CNAMEs on the way).
 */
#ifndef GAISCOPE_RULES_REVERSE_NAMES_H
#define GAISCOPE_RULES_REVERSE_NAMES_H

#include "gaiscope/model/dns_answer.h"
#include "gaiscope/model/reverse.h"

/** Takes a PTR answer: outcome, code, time, the CNAMEs on its way and the names at their end,
 *  at most GS_REVERSE_NAMES_MAX. */
void gs_reverse_take_ptr(struct gs_reverse *reverse, const struct gs_dns_answer *answer);

/** Takes the A or AAAA answer of one of the names: its outcome, whether it leads back, and
 *  where else. Only addresses of the name (behind its CNAMEs) and of the family count. */
void gs_reverse_take_forward(struct gs_reverse *reverse, size_t number,
                             const struct gs_dns_answer *answer);

/** Whether a name that is not for DNS leads back: localhost is each loopback address, no
 *  other such name has one. */
enum gs_confirmation gs_reverse_judge_local(const char *name,
                                            const struct gs_address *address);

#endif
