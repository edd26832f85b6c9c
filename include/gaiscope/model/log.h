/* SPDX-License-Identifier: MIT */
/**
 * What was asked of whom, and how long it took: every call to libc, every question to a name
 * server, every socket. Bounded; the oldest lines go. A value of the session.
 */
#ifndef GAISCOPE_MODEL_LOG_H
#define GAISCOPE_MODEL_LOG_H

#include "gaiscope/base/vec.h"
#include "gaiscope/model/outcome.h"
#include "gaiscope/model/question.h"

#include <stdint.h>

#define GS_LOG_MAX      10000   /**< lines kept */
#define GS_LOG_SLOW_US  1000000 /**< from here on a call is slow */
#define GS_LOG_CALL_MAX 24      /**< bytes of call with NUL */
#define GS_LOG_TEXT_MAX 256     /**< bytes of about and result, before they are escaped */

/** Who was called. */
enum gs_log_by {
    GS_LOG_LIBC = 0, /**< a call of libc */
    GS_LOG_NSS,      /**< one source of the hosts: line */
    GS_LOG_DNS,      /**< a question to a name server */
    GS_LOG_NET,      /**< a socket */
    GS_LOG_HOOK,     /**< a command of the person's own */
};

/** One line. */
struct gs_log_entry {
    uint64_t number;            /**< rises by one with each line, from 1 */
    int64_t at_wall_us;         /**< wall clock, when it began */
    int64_t started_us;         /**< monotonic, the same: the order of the lines */
    int64_t elapsed_us;         /**< how long it took */
    enum gs_log_by by;          /**< who was called */
    enum gs_outcome outcome;    /**< what came */
    bool is_asked_again;        /**< another try followed: its question may be answered */
    char call[GS_LOG_CALL_MAX]; /**< "getaddrinfo", "AAAA", "files", "bind" */
    char *about;                /**< of what: "iana.org www"; sanitised */
    char *result;  /**< "2 rows", "NOERROR, 1 record, 10.0.0.2 by UDP"; sanitised */
    char *host;    /**< the question it belongs to, as typed; "" the null node; NULL: it
                        belongs to none, but to this machine */
    char *service; /**< the same; "" none; NULL as host */
};

/** What the kept lines say of one question. */
struct gs_log_question {
    char *host;    /**< as in the lines */
    char *service; /**< the same */
    size_t lines;  /**< kept ones */
    size_t failed; /**< of them, without those that were asked again */
    size_t slow;   /**< of them: GS_LOG_SLOW_US and more */
};

/** The lines, by the time they began: a ring. */
struct gs_log {
    struct GS_VEC_OF(struct gs_log_entry *) entries; /**< owned; a ring once it is full */
    size_t first;                                    /**< index of the earliest */
    uint64_t total;                                  /**< lines ever added */
    size_t failed; /**< of the kept: gs_log_is_failed() */
    size_t slow;   /**< of the kept: GS_LOG_SLOW_US and more */
    struct GS_VEC_OF(struct gs_log_question) questions; /**< of the kept lines */
};

/** Takes an entry over, numbers it and puts it behind all that began no later; the earliest
 *  leaves when full. */
void gs_log_add(struct gs_log *log, struct gs_log_entry *entry);

/** The i-th line kept, 0 the earliest. Owns: the log. */
const struct gs_log_entry *gs_log_at(const struct gs_log *log, size_t i);

/** Whether a line tells of a failure that another time may not be. */
bool gs_log_is_failed(const struct gs_log_entry *entry);

/** "libc", "nss", "dns", "net", "hook". */
const char *gs_log_by_word(enum gs_log_by by);

/** Whether a line, be it of an answer, took so long that a person notices. */
bool gs_log_is_slow(const struct gs_log_entry *entry);

/** Frees a line; NULL is fine. */
void gs_log_entry_free(struct gs_log_entry *entry);

/** Frees everything and leaves it empty. */
void gs_log_fini(struct gs_log *log);

#endif
