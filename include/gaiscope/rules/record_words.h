/* SPDX-License-Identifier: MIT */
/**
 * One record of any type explained to a person: each field with its meaning, what follows
 * from the record, and its bytes. Pure; the time comes in as an argument.
 * RFC 1035, 1876, 2782, 3403, 3596, 4034, 4255, 5155, 6672, 6698, 7208, 7344, 7553, 7929,
 * 8162, 8659, 9460; IANA's registries for numbers with names; RFC 3597 for all others.
 */
#ifndef GAISCOPE_RULES_RECORD_WORDS_H
#define GAISCOPE_RULES_RECORD_WORDS_H

#include "gaiscope/model/dns_answer.h"
#include "gaiscope/rules/words.h"

#include <stdint.h>

/** A record, and what is known beside it. All pointers are the caller's. */
struct gs_record_subject {
    const struct gs_dns_answer *answer; /**< the answer that holds the record */
    const struct gs_record *record;     /**< one of any of its sections */
    const struct gs_dns_answer *v4;     /**< the A answer that hints of HTTPS and SVCB are
                                         compared with; NULL: not known */
    const struct gs_dns_answer *v6;     /**< the same for AAAA */
    int64_t wall_s; /**< now, seconds since the epoch: validity of signatures */
};

/**
 * Appends the record's lines to `out`: its fields (labels are the RFCs' own words), then
 * `meaning` in one to three short sentences where there is one, then `as sent`, cut after
 * a few bytes. Data that does not fit its type is said to be so, in one `data` line with
 * GS_SIGN_ERR. Where the message was not kept, types other than A, AAAA, MX, TXT and those
 * that are one name show their text alone.
 * Owns: the caller frees *out with gs_words_fini().
 */
void gs_record_words(const struct gs_record_subject *subject, struct gs_words *out);

/**
 * The name that following the record leads to: the target of CNAME, DNAME, NS, PTR, MX, SRV,
 * HTTPS, SVCB; the primary server of SOA; the replacement of NAPTR. The root is none.
 * Returns: a name in presentation form, without final dot; NULL: leads nowhere.
 * Owns: the caller frees.
 */
char *gs_record_target(const struct gs_dns_answer *answer,
                       const struct gs_record *record);

#endif
