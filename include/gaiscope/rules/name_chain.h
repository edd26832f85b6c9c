/* SPDX-License-Identifier: MIT */
/**
 * The way of an answer from the name asked to the name that has the records: its CNAME and
 * DNAME links, and what ends it. Pure. RFC 1034 3.6.2, RFC 6672, RFC 2308.
 */
#ifndef GAISCOPE_RULES_NAME_CHAIN_H
#define GAISCOPE_RULES_NAME_CHAIN_H

#include "gaiscope/base/buf.h"
#include "gaiscope/model/dns_answer.h"
#include "gaiscope/rules/words.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define GS_CHAIN_MAX 16 /**< links followed, as gs_dns_answer_final_name() does */

/** What ends a chain. */
enum gs_chain_end {
    GS_CHAIN_ANSWERED = 0, /**< the last name has records of the type asked */
    GS_CHAIN_NO_DATA,      /**< the last name exists without the type */
    GS_CHAIN_NO_NAME,      /**< the last name does not exist: with links, it dangles */
    GS_CHAIN_LOOP,         /**< a name comes back */
    GS_CHAIN_TOO_LONG,     /**< more than GS_CHAIN_MAX links */
    GS_CHAIN_BROKEN,       /**< a name that DNS cannot hold comes out of a DNAME */
    GS_CHAIN_UNFOLLOWED,   /**< the server does not say how the last name goes on */
    GS_CHAIN_FAILED,       /**< the answer is a failure: the rest is not known */
};

/** One link. */
struct gs_chain_link {
    char *name;     /**< from */
    char *target;   /**< to */
    char *by;       /**< owner of the DNAME behind the link; NULL: none */
    uint16_t type;  /**< CNAME; DNAME where no CNAME came beside it */
    uint32_t ttl_s; /**< as received */
};

/** Links in the order followed. */
struct gs_chain_link_list GS_VEC_OF(struct gs_chain_link);

/** A chain. A zeroed struct is empty. */
struct gs_name_chain {
    struct gs_chain_link_list links; /**< none: the name asked has the answer itself */
    enum gs_chain_end end;           /**< what ends it */
    char *last;          /**< the last name; of a loop, the one that is back */
    uint16_t type;       /**< the type asked */
    size_t record_count; /**< records of the type at the last name */
};

/** Follows an answer. Owns: the caller frees *out with gs_name_chain_fini(). */
void gs_name_chain_follow(const struct gs_dns_answer *answer, struct gs_name_chain *out);

/** Frees what a chain owns and leaves it empty. */
void gs_name_chain_fini(struct gs_name_chain *chain);

/** For JSON: "answered", "no_data", "no_name", "loop", "too_long", ... */
const char *gs_chain_end_id(enum gs_chain_end end);

/** Whether the chain is wrong in itself: dangles, loops, is too long or broken. */
bool gs_name_chain_is_wrong(const struct gs_name_chain *chain);

/** Appends all on one line: "www.python.org → CNAME 3600 → python.org → A 2 records". */
void gs_name_chain_format(const struct gs_name_chain *chain, struct gs_buf *out);

/** Appends a line a link (label: the name; value: "→ CNAME 3600 → target"), then one for the
 *  end, with its sign and a sentence where there is one. */
void gs_name_chain_words(const struct gs_name_chain *chain, struct gs_words *out);

#endif
