/* SPDX-License-Identifier: MIT */
/**
 * The delivery plan of a mail domain. RFC 5321 5.1 (the walk), RFC 7505 (null MX).
 * Built by rules/mx_rules and the engine's walk; owned by whoever holds the pointer.
 */
#ifndef GAISCOPE_MODEL_MX_PLAN_H
#define GAISCOPE_MODEL_MX_PLAN_H

#include "gaiscope/base/vec.h"
#include "gaiscope/model/address.h"
#include "gaiscope/model/outcome.h"

#include <stdbool.h>
#include <stdint.h>

#define GS_EXCHANGES_MAX    64 /**< exchanges kept of one plan */
#define GS_MX_ALIASES_MAX   8  /**< CNAMEs followed from the domain */
#define GS_MX_ADDRESSES_MAX 32 /**< addresses kept of one exchange */

/** What kind of plan it is. */
enum gs_mx_kind {
    GS_MX_WAITING = 0,       /**< not known yet */
    GS_MX_LISTED,            /**< MX records: "mx" */
    GS_MX_IMPLICIT,          /**< no MX: the domain itself: "implicit" */
    GS_MX_NULL,              /**< null MX: takes no mail: "null" */
    GS_MX_NONE,              /**< no MX and no address: "none" */
    GS_MX_NXDOMAIN,          /**< the domain does not exist: "nxdomain" */
    GS_MX_TEMPORARY_FAILURE, /**< not known now; never "no MX": "temporary_failure" */
    GS_MX_INVALID,           /**< CNAME loop, no mail domain at all: "invalid" */
};

/** Whether an exchange can be used. */
enum gs_exchange_status {
    GS_EXCHANGE_WAITING = 0,
    GS_EXCHANGE_OK,                /**< has at least one address */
    GS_EXCHANGE_NXDOMAIN,          /**< the name does not exist: never used */
    GS_EXCHANGE_NODATA,            /**< the name has no address */
    GS_EXCHANGE_TEMPORARY_FAILURE, /**< not known now */
    GS_EXCHANGE_NONE, /**< can never be used: an address, the root, not a name */
};

/** Addresses of an exchange, IPv4 and IPv6 as they came. */
struct gs_address_list GS_VEC_OF(struct gs_address);

/** One exchange. */
struct gs_exchange {
    char *name;                       /**< presentation form; "." for a null MX */
    struct gs_address_list addresses; /**< its A and AAAA */
    char *problem; /**< one clause, e.g. "is a CNAME: RFC 2181 forbids it"; NULL */
    enum gs_exchange_status status; /**< usable? */
    uint32_t ttl_s;                 /**< of the MX record; 0 for an implicit one */
    uint16_t preference;            /**< lowest first; 0 for an implicit one */
    bool has_v4_answer;             /**< the A question is done, or never asked */
    bool has_v6_answer;             /**< the AAAA question is done, or never asked */
    enum gs_outcome v4_outcome;     /**< of the A question; NOT_ASKED: none or waiting */
    enum gs_outcome v6_outcome; /**< of the AAAA question; NOT_ASKED: none or waiting */
    int v4_rcode;               /**< beside v4_outcome; -1: no message came */
    int v6_rcode;               /**< beside v6_outcome */
};

/** Exchanges by preference, equal ones by name. */
struct gs_exchange_list GS_VEC_OF(struct gs_exchange);

/** CNAME targets followed, in order. */
struct gs_text_list GS_VEC_OF(char *);

/** One plan. */
struct gs_mx_plan {
    char *domain;                /**< as asked, A-label form */
    struct gs_text_list aliases; /**< CNAME targets followed from the domain */
    enum gs_mx_kind kind;        /**< what came out */
    enum gs_outcome outcome;     /**< of the MX question that decided */
    int rcode;                   /**< its response code; -1: no message */
    char *problem;               /**< one sentence for invalid and failed plans; NULL */
    struct gs_exchange_list exchanges; /**< lowest preference first */
    int64_t received_us; /**< monotonic, of the MX answer: TTLs count down from it */
    uint32_t left_out;   /**< exchanges over GS_EXCHANGES_MAX */
    int64_t elapsed_us;  /**< of the whole walk so far */
    bool is_complete;    /**< nothing is under way any more */
};

/** Owns: the caller frees with gs_mx_plan_free(). */
struct gs_mx_plan *gs_mx_plan_new(const char *domain);

/** A deep copy. Owns: the caller. */
struct gs_mx_plan *gs_mx_plan_copy(const struct gs_mx_plan *plan);

/** Frees it and all it owns; NULL is fine. */
void gs_mx_plan_free(struct gs_mx_plan *plan);

/** The stable word of JSON: "mx", "implicit", "null", "none", "nxdomain", ... */
const char *gs_mx_kind_id(enum gs_mx_kind kind);

/** The words a person reads: "implicit MX", "null MX", "no address", ...; "" for a list and for
 *  a plan that waits. */
const char *gs_mx_kind_word(enum gs_mx_kind kind);

/** What a plan means and what a sender does, where its exchanges do not say it: its problem,
 *  else a sentence for its kind; "" where there is nothing to say. Owns: the plan. */
const char *gs_mx_plan_sentence(const struct gs_mx_plan *plan);

/** Whether it has exchanges that mail goes to: the "." of a null MX is none. Takes: plan may
 *  be NULL. */
bool gs_mx_plan_has_exchanges(const struct gs_mx_plan *plan);

/** Why an exchange cannot be used, or what is odd about it: its problem, else words for its
 *  status; "" when it is fine or waits. Owns: the exchange. */
const char *gs_exchange_trouble(const struct gs_exchange *exchange);

/** The stable word of JSON: "ok", "nxdomain", "nodata", "temporary_failure", "none". */
const char *gs_exchange_status_id(enum gs_exchange_status status);

/** How many addresses of a family an exchange has. */
size_t gs_exchange_count(const struct gs_exchange *exchange, int family);

#endif
