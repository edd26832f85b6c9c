/* SPDX-License-Identifier: MIT */
/**
 * The older calls of libc on the asked name, and getnameinfo with each of its flags. Owned by
 * whoever holds the list. POSIX.1-2001 (gethostbyname and friends, obsolete), RFC 3493 6.2.
 */
#ifndef GAISCOPE_MODEL_CALLS_H
#define GAISCOPE_MODEL_CALLS_H

#include "gaiscope/base/vec.h"
#include "gaiscope/model/address.h"
#include "gaiscope/model/outcome.h"

#include <stdbool.h>
#include <stdint.h>

/** One call and what came of it. */
struct gs_call {
    char *call;         /**< as a programmer reads it: gethostbyname("google.com") */
    char *result;       /**< sanitised: "142.250.189.142", "25"; the reason on failure */
    char *more;         /**< what else it gave: aliases, official name; sanitised; NULL */
    const char *limits; /**< one sentence: "IPv4 only; not thread safe"; static */
    char error[24];     /**< "HOST_NOT_FOUND"; "" when answered */
    enum gs_outcome outcome; /**< answered, no such name, ...; NOT_ASKED: waiting */
    int64_t elapsed_us;      /**< of the call */
};

/** Calls in the order shown. */
struct gs_call_list GS_VEC_OF(struct gs_call);

/** getnameinfo with one flag. */
struct gs_nameinfo_row {
    const char *flag;        /**< "none", "NUMERICHOST", ...; static */
    int flags;               /**< NI_* bits */
    bool is_same_host;       /**< as without flags */
    bool is_same_service;    /**< the same */
    char *host;              /**< sanitised; NULL on failure */
    char *service;           /**< sanitised; NULL on failure */
    char error[24];          /**< "EAI_NONAME"; "" when answered */
    enum gs_outcome outcome; /**< answered, no such name, ... */
    int64_t elapsed_us;      /**< of the call */
};

/** Rows, "none" first. */
struct gs_nameinfo_rows GS_VEC_OF(struct gs_nameinfo_row);

/** getnameinfo's flags on one address. */
struct gs_nameinfo_table {
    struct gs_endpoint endpoint;  /**< of whom */
    struct gs_nameinfo_rows rows; /**< one a flag */
    bool is_complete;             /**< all have answered */
};

/** A deep copy. Owns: the caller. */
struct gs_call_list gs_call_list_copy(const struct gs_call_list *list);

/** Frees all calls and leaves the list empty. */
void gs_call_list_clear(struct gs_call_list *list);

/** Owns: the caller frees with gs_nameinfo_table_free(). */
struct gs_nameinfo_table *gs_nameinfo_table_new(const struct gs_endpoint *endpoint);

/** A deep copy. Owns: the caller. */
struct gs_nameinfo_table *gs_nameinfo_table_copy(const struct gs_nameinfo_table *table);

/** Frees it and all it owns; NULL is fine. */
void gs_nameinfo_table_free(struct gs_nameinfo_table *table);

#endif
