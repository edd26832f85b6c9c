/* SPDX-License-Identifier: MIT */
/**
 * What kind of answer a message is: records, a proven absence, a referral, an error; and
 * whether the server that gave it is lame. Pure. RFC 1034 4.3.1, RFC 2308 2, RFC 9499 (lame).
 */
#ifndef GAISCOPE_RULES_ANSWER_KIND_H
#define GAISCOPE_RULES_ANSWER_KIND_H

#include "gaiscope/model/dname.h"
#include "gaiscope/model/dns_answer.h"

/** The kind of an answer. */
enum gs_answer_kind {
    GS_ANSWER_NONE = 0,     /**< no message came */
    GS_ANSWER_RECORDS,      /**< what was asked for, at the end of the aliases */
    GS_ANSWER_ALIAS,        /**< aliases alone: their end is to be asked elsewhere */
    GS_ANSWER_NO_SUCH_NAME, /**< NXDOMAIN */
    GS_ANSWER_NO_DATA,      /**< the name is there, the type is not; a SOA says so */
    GS_ANSWER_UNPROVEN,     /**< nothing at all: neither records nor a SOA */
    GS_ANSWER_REFERRAL,     /**< the name servers of a zone below */
    GS_ANSWER_REFERRAL_UP, /**< those of a zone above or beside: it does not know the zone */
    GS_ANSWER_BROKEN,      /**< aliases in a circle, or data that does not fit its type */
    GS_ANSWER_ERROR,       /**< any other response code */
};

/**
 * The kind of an answer. Takes: `zone`, the zone the server was asked for, as a walk from the
 * root knows it; NULL: not known, then only a referral to the root leads up.
 */
enum gs_answer_kind gs_answer_kind_of(const struct gs_dns_answer *answer,
                                      const char *zone);

/** Whether a server that was asked for its own knowledge (RD clear) has none: it answers
 *  without AA and not with a referral down. Takes: `zone` as above. */
bool gs_answer_is_lame(const struct gs_dns_answer *answer, const char *zone);

/** Who says that a name or type is not there, and how long that holds. */
struct gs_negative {
    const char *zone; /**< owner of the SOA; NULL: there is none. Owns: the answer */
    uint32_t ttl_s;   /**< the smaller of the SOA's TTL and its last field. RFC 2308 5 */
};

/** The SOA of an answer's authority section. */
struct gs_negative gs_negative_of(const struct gs_dns_answer *answer);

#endif
