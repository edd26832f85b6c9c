/* SPDX-License-Identifier: MIT */
/**
 * What a domain publishes about its mail in TXT records: who may send it (SPF), what to do
 * with forged mail (DMARC), whether TLS is promised (MTA-STS), where failures are reported
 * (TLS-RPT), and keys (DKIM). Pure.
 * RFC 7208, RFC 7489, RFC 8461, RFC 8460, RFC 6376.
 */
#ifndef GAISCOPE_RULES_SENDER_POLICY_H
#define GAISCOPE_RULES_SENDER_POLICY_H

#include "gaiscope/base/buf.h"
#include "gaiscope/model/delivery.h"
#include "gaiscope/model/dns_answer.h"
#include "gaiscope/model/sender_kind.h"
#include "gaiscope/rules/words.h"

#include <stdbool.h>
#include <stddef.h>

#define GS_SPF_LOOKUPS_MAX 10 /**< terms that ask DNS, in one check. RFC 7208 4.6.4 */

/** One policy, as a receiver reads it. A zeroed struct is empty. */
struct gs_sender_policy {
    enum gs_sender_kind kind; /**< of what */
    size_t count;             /**< records of the kind; only one is right */
    char *text;     /**< the first one, its strings joined, sanitised; NULL: none */
    char *gist;     /**< the policy in a few words ("softfail all others", "reject");
                                  "" when there is none or its record is broken */
    size_t lookups; /**< SPF: terms that ask DNS in this record alone */
    struct gs_words lines;  /**< label: the term as written; value: what it means */
    struct gs_words errors; /**< label: the term; value: what is wrong. GS_SIGN_ERR: a
                                   receiver ignores or fails the record; GS_SIGN_WARN: it
                                   works, but look here */
};

/** "SPF", "DMARC", "MTA-STS", "TLS-RPT", "DKIM". */
const char *gs_sender_name(enum gs_sender_kind kind);

/** For JSON: "spf", "dmarc", "mta_sts", "tls_rpt", "dkim". */
const char *gs_sender_id(enum gs_sender_kind kind);

/** The document: "RFC 7208". */
const char *gs_sender_source(enum gs_sender_kind kind);

/** Appends where the kind's record of a domain is asked: the domain itself for SPF,
 *  `_dmarc.example.org`, ... Nothing for DKIM, whose selector a domain does not tell. */
void gs_sender_owner(enum gs_sender_kind kind, const char *domain, struct gs_buf *out);

/** Reads the TXT records at the end of the CNAME chain of an answer.
 *  Owns: the caller frees *out with gs_sender_policy_fini(). */
void gs_sender_policy_read(enum gs_sender_kind kind, const struct gs_dns_answer *answer,
                           struct gs_sender_policy *out);

/** Leaves of an answer what a kind of policy can be in: its records at the end of the CNAME
 *  chain, at most GS_POLICY_RECORDS_MAX, and the CNAMEs on the way.
 *  Returns: how many records of the kind were left out. */
uint32_t gs_sender_policy_trim(enum gs_sender_kind kind, struct gs_dns_answer *answer);

/** What is known of a policy. */
enum gs_sender_state {
    GS_SENDER_WAITING = 0, /**< no answer yet */
    GS_SENDER_FOUND,       /**< at least one record */
    GS_SENDER_NONE,        /**< DNS says that there is none */
    GS_SENDER_UNKNOWN,     /**< DNS did not say: a failure */
};

/** Takes: the answer, NULL: none yet; the policy read from it. */
enum gs_sender_state gs_sender_policy_state(const struct gs_sender_policy *policy,
                                            const struct gs_dns_answer *answer);

/** Why there is no policy, in a word: "no record", or what DNS said instead. Takes: an answer
 *  without one. */
const char *gs_sender_absence(const struct gs_sender_policy *policy,
                              const struct gs_dns_answer *answer);

/** Reads one record, its strings joined; `len` bytes of any kind. */
void gs_sender_policy_parse(enum gs_sender_kind kind, const char *text, size_t len,
                            struct gs_sender_policy *out);

/** Whether a TXT record, its strings joined, is one of a kind; false: then *out is
 *  untouched. DKIM keys without version are known by their tag `p=`. */
bool gs_sender_kind_of(const char *text, size_t len, enum gs_sender_kind *out);

/** Frees what a policy owns and leaves it empty. */
void gs_sender_policy_fini(struct gs_sender_policy *policy);

#endif
