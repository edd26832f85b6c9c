/* SPDX-License-Identifier: MIT */
/**
 * What became of a server's socket, in words: the outcome, the call that failed, and what its
 * errno means there. The one table of these meanings. Pure. POSIX.1-2017 bind(), listen().
 */
#ifndef GAISCOPE_RULES_BIND_WORDS_H
#define GAISCOPE_RULES_BIND_WORDS_H

#include "gaiscope/model/bind_report.h"
#include "gaiscope/model/outcome.h"

#include <stdbool.h>
#include <stddef.h>

/** One row in words. All texts are static. */
struct gs_bind_words {
    enum gs_outcome
        came;            /**< for the log: answered when it was opened, refused, failed */
    const char *outcome; /**< "listening", "bound", "in use", "needs privilege", ... */
    const char *id;      /**< for JSON: "listening", "bound", "in_use", ... */
    const char *call;    /**< the call that failed: "bind()"; "" none */
    const char *meaning; /**< a short sentence; "" when there is nothing to add */
    bool is_good;        /**< the socket was opened */
};

/** A row of a report in words. Takes: `at` an index into the report's rows. */
struct gs_bind_words gs_bind_words_of(const struct gs_bind_report *report, size_t at);

/** "tcp", "udp", "raw", "sctp" or the socket type's name: who would use the socket. */
const char *gs_bind_transport(int socktype, int protocol);

/** "on", "off" or "–". */
const char *gs_v6only_word(enum gs_v6only v6only);

/** How many rows were opened, also when they are closed again. */
size_t gs_bind_count_good(const struct gs_bind_report *report);

#endif
