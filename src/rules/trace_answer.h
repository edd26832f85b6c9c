/* SPDX-License-Identifier: MIT */
/**
 * One server's message, read for a delegation trace: what it says of the name, seen from the
 * zone that the server was asked for. Pure. Private to the rules room. No argument may be NULL:
 * a server without a message is no reading.
 */
#ifndef GAISCOPE_RULES_TRACE_ANSWER_H
#define GAISCOPE_RULES_TRACE_ANSWER_H

#include "gaiscope/model/dns_answer.h"
#include "gaiscope/model/trace.h"

enum {
    GS_TRACE_CLAIM_BYTES_MAX = 512, /* of a claim; longer ones end in a number instead */
};

/** What a message says. */
struct gs_trace_reading {
    enum gs_trace_said said;
    char *next; /**< of an alias: the name to be asked; of a referral: the zone; NULL */
    const char *reason; /**< a clause for what cannot be used; NULL */
};

/** How many labels a name has; 0: the root, or no name. */
size_t gs_trace_labels(const char *name);

/** Reads. Takes: the level that the server was asked for. Owns: the caller frees `next`. */
struct gs_trace_reading gs_trace_read(const struct gs_trace_level *level,
                                      const struct gs_dns_answer *answer);

/** Whether a name is in a list. */
bool gs_trace_is_listed(const struct gs_text_list *names, const char *name);

/** The hosts of a referral's NS records, each once, at most GS_TRACE_HOSTS_MAX; the others are
 *  counted in *left_out. Owns: the caller the list (gs_vec_fini), the answer the names. */
struct gs_text_list gs_trace_hosts(const struct gs_dns_answer *answer, const char *zone,
                                   size_t *left_out);

/** What a reading claims, in a form that is equal for servers that say the same, at most
 *  GS_TRACE_CLAIM_BYTES_MAX long. Returns: NULL for what cannot be followed. Owns: the
 *  caller. */
char *gs_trace_claim(const struct gs_trace_reading *reading,
                     const struct gs_dns_answer *answer);

#endif
