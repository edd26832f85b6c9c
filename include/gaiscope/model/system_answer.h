/* SPDX-License-Identifier: MIT */
/**
 * What getaddrinfo gave: one row per struct addrinfo, in libc's order. Written by the libc
 * room, owned by whoever holds the pointer.
 */
#ifndef GAISCOPE_MODEL_SYSTEM_ANSWER_H
#define GAISCOPE_MODEL_SYSTEM_ANSWER_H

#include "gaiscope/base/vec.h"
#include "gaiscope/model/address.h"
#include "gaiscope/model/outcome.h"

#include <stdbool.h>
#include <stdint.h>

#define GS_ADDRINFO_MAX 4096 /**< rows kept of one answer */

/** The address the kernel would send from. */
struct gs_source {
    struct gs_address address;   /**< family 0: none, the destination cannot be reached */
    char interface[GS_ZONE_MAX]; /**< that bears it; "" not known */
    uint8_t prefix_bits;         /**< of its network, for rule 9; 0 not known */
    bool is_deprecated;          /**< rule 3 */
    bool is_home;                /**< a mobile node's home address, rule 4 */
    bool is_tunnel;              /**< its interface is a tunnel, rule 7 */
    int error;                   /**< errno when there is none, else 0 */
};

/** One struct addrinfo. Its place in the list is its rank. */
struct gs_addrinfo {
    struct gs_address address; /**< sin_addr or sin6_addr with the scope id */
    struct gs_source source;   /**< what the kernel would send from */
    char *
        canonname; /**< ai_canonname, sanitised; NULL: none (only the first row has one) */
    uint32_t flowinfo; /**< sin6_flowinfo, host order */
    int flags;         /**< ai_flags */
    int family;        /**< ai_family */
    int socktype;      /**< ai_socktype */
    int protocol;      /**< ai_protocol */
    uint16_t port;     /**< host order */
};

/** Rows in libc's order. */
struct gs_addrinfo_list GS_VEC_OF(struct gs_addrinfo);

/** An EAI_* error, as the libc names it. */
struct gs_eai {
    int code;         /**< EAI_*, 0: none */
    int system_errno; /**< errno with EAI_SYSTEM, else 0 */
    const char *name; /**< "EAI_NONAME"; static; "" without error */
    char text[160];   /**< gai_strerror, or strerror with EAI_SYSTEM */
};

/** One call of getaddrinfo. */
struct gs_system_answer {
    enum gs_outcome outcome;      /**< answered, no such name, no data, try again, ... */
    struct gs_eai error;          /**< the raw error beside it */
    struct gs_addrinfo_list rows; /**< in libc's order */
    int64_t elapsed_us;           /**< of the call */
    uint32_t left_out;            /**< rows over GS_ADDRINFO_MAX, not kept */
    bool is_truncated;            /**< left_out > 0 */
    bool has_v6_address; /**< this machine bears an IPv6 address besides ::1: without one
                              glibc looks at no interface, which changes rules 3 to 9 */
};

/** An empty answer. Owns: the caller frees with gs_system_answer_free(). */
struct gs_system_answer *gs_system_answer_new(void);

/** An answer that libc did not give, with a sentence that says why. Owns: the caller. */
struct gs_system_answer *gs_system_answer_own(enum gs_outcome outcome, const char *text);

/** A deep copy; NULL gives NULL. Owns: the caller. */
struct gs_system_answer *gs_system_answer_copy(const struct gs_system_answer *answer);

/** Frees an answer and all it owns; NULL is fine. */
void gs_system_answer_free(struct gs_system_answer *answer);

/** How many different addresses of a family (0: any) the rows hold. */
size_t gs_system_answer_count(const struct gs_system_answer *answer, int family);

#endif
