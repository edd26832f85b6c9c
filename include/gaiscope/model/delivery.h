/* SPDX-License-Identifier: MIT */
/**
 * What a sender finds beyond the plan: the addresses in libc's order with their names, TLSA
 * of each exchange, and the policies of the domain. RFC 5321, RFC 7672 (TLSA), RFC 7208
 * (SPF), RFC 7489 (DMARC), RFC 8461 (MTA-STS), RFC 8460 (TLS-RPT). Owned by whoever holds
 * the pointer.
 */
#ifndef GAISCOPE_MODEL_DELIVERY_H
#define GAISCOPE_MODEL_DELIVERY_H

#include "gaiscope/model/dns_answer.h"
#include "gaiscope/model/mx_plan.h"
#include "gaiscope/model/reverse.h"
#include "gaiscope/model/sender_kind.h"
#include "gaiscope/model/system_answer.h"

#include <stdbool.h>
#include <stdint.h>

#define GS_TLSA_MAX           16   /**< TLSA records kept of one exchange */
#define GS_TLSA_BYTES_MAX     2048 /**< of one of them */
#define GS_DELIVERY_NAMES_MAX 64 /**< addresses of all exchanges whose names are asked */
#define GS_POLICY_RECORDS_MAX 64 /**< records kept of one kind of policy */

/** The TLSA records at _25._tcp.EXCHANGE. */
struct gs_tlsa {
    enum gs_outcome outcome;     /**< NOT_ASKED: waiting, or nothing to ask for */
    int rcode;                   /**< its response code; -1: no message came */
    bool is_ad;                  /**< the resolver says that it has validated it */
    uint32_t ttl_s;              /**< of the first record */
    int64_t received_us;         /**< monotonic, for TTLs counting down */
    struct gs_text_list records; /**< "3 1 1 0b9fa5a5..." as they came */
    uint32_t left_out;           /**< records over GS_TLSA_MAX */
};

/** One address of an exchange. */
struct gs_delivery_address {
    struct gs_address address; /**< whom a sender connects to */
    struct gs_source source;   /**< what the kernel would send from */
    struct gs_reverse
        *reverse; /**< PTR and whether it leads back, DNS's side alone; NULL:
                                     over GS_DELIVERY_NAMES_MAX, not asked */
};

/** In the order libc would give. */
struct gs_delivery_address_list GS_VEC_OF(struct gs_delivery_address);

/** One exchange. Two MX records that name the same one share it. */
struct gs_delivery_exchange {
    char *name;                                /**< as in the plan */
    struct gs_delivery_address_list addresses; /**< each once */
    struct gs_tlsa tlsa;                       /**< what it promises of its key */
};

/** In the order of the plan. */
struct gs_delivery_exchange_list GS_VEC_OF(struct gs_delivery_exchange);

/** What DNS said of one kind of policy. */
struct gs_delivery_policy {
    struct gs_dns_answer
        *answer;       /**< the records of the kind alone; NULL: waiting, or the
                                       domain is a literal */
    uint32_t left_out; /**< records of the kind over GS_POLICY_RECORDS_MAX */
};

/** All of it, so far. */
struct gs_delivery {
    char *name;                                 /**< the domain asked, A-label form */
    struct gs_delivery_exchange_list exchanges; /**< empty until the plan is complete */
    struct gs_delivery_policy policies[GS_SENDER_ASKED_COUNT]; /**< by enum
                                                                gs_sender_kind */
    bool has_policies;  /**< false: an address or no mail domain, which has none */
    int64_t elapsed_us; /**< of all so far */
    bool is_complete;   /**< nothing is under way any more */
};

/** Owns: the caller frees with gs_delivery_free(). */
struct gs_delivery *gs_delivery_new(const char *name);

/** A deep copy. Owns: the caller. */
struct gs_delivery *gs_delivery_copy(const struct gs_delivery *delivery);

/** Frees it and all it owns; NULL is fine. */
void gs_delivery_free(struct gs_delivery *delivery);

/** The exchange of a name; NULL: not there (yet). Takes: delivery may be NULL. */
const struct gs_delivery_exchange *gs_delivery_find(const struct gs_delivery *delivery,
                                                    const char *name);

/** Keeps one more record; one over GS_TLSA_BYTES_MAX ends in "…", those over GS_TLSA_MAX are
 *  counted. Takes: its presentation form. */
void gs_tlsa_add(struct gs_tlsa *tlsa, const char *text);

/** The record that a sender would go by: of the exchange's own key (usage 3), else the first.
 *  Takes: at least one record. Owns: the TLSA answer. RFC 7671 5.1. */
const char *gs_tlsa_best(const struct gs_tlsa *tlsa);

/** "3 1 1": a TLSA record without its data. Takes: its presentation form. */
void gs_tlsa_short(const char *record, char out[16]);

#endif
