/* SPDX-License-Identifier: MIT */
/**
 * getaddrinfo and getnameinfo on the lanes. All arguments go to libc exactly as asked and its
 * answer is kept as it is. POSIX.1-2017, RFC 3493 6.1 and 6.2.
 */
#ifndef GAISCOPE_LIBC_SYSTEM_H
#define GAISCOPE_LIBC_SYSTEM_H

#include "gaiscope/libc/lanes.h"
#include "gaiscope/model/question.h"
#include "gaiscope/model/reverse.h"
#include "gaiscope/model/system_answer.h"

/** Hears getaddrinfo's answer. Owns: the callee frees `answer`. */
typedef void (*gs_system_done_fn)(void *context, uint64_t id,
                                  struct gs_system_answer *answer);

/** Starts one getaddrinfo call. Returns: the lane's id, for gs_lanes_cancel(). */
uint64_t gs_system_start(struct gs_lanes *lanes, enum gs_lane lane,
                         const struct gs_question *question, gs_system_done_fn done,
                         void *context);

/** What getnameinfo said. */
struct gs_nameinfo {
    struct gs_address address; /**< of whom */
    enum gs_outcome outcome;   /**< answered, no such name, try again, ... */
    struct gs_eai error;       /**< the raw error beside it */
    char *host;                /**< sanitised; NULL: none */
    int64_t elapsed_us;        /**< of the call */
};

/** Hears getnameinfo's answer. Owns: the callee frees it with gs_nameinfo_free(). */
typedef void (*gs_nameinfo_done_fn)(void *context, uint64_t id,
                                    struct gs_nameinfo *answer);

/** Starts getnameinfo with NI_NAMEREQD. Returns: the lane's id. */
uint64_t gs_nameinfo_start(struct gs_lanes *lanes, enum gs_lane lane,
                           const struct gs_address *address, gs_nameinfo_done_fn done,
                           void *context);

/** Frees it; NULL is fine. */
void gs_nameinfo_free(struct gs_nameinfo *answer);

#endif
