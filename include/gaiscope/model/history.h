/* SPDX-License-Identifier: MIT */
/**
 * Questions asked before, oldest first, each once (asking again moves it to the end).
 * A value of the session; kept between runs by app/history_file.
 */
#ifndef GAISCOPE_MODEL_HISTORY_H
#define GAISCOPE_MODEL_HISTORY_H

#include "gaiscope/base/vec.h"
#include "gaiscope/model/outcome.h"
#include "gaiscope/model/question.h"

#include <stdint.h>

#define GS_HISTORY_MAX 500 /**< questions kept */

/** One question asked before. */
struct gs_history_entry {
    char *host;              /**< as typed, UTF-8; "" is the null node */
    char *service;           /**< as typed; "" none */
    enum gs_outcome outcome; /**< of getaddrinfo; NOT_ASKED while it waits */
    uint32_t v4_count;       /**< IPv4 addresses it had */
    uint32_t v6_count;       /**< IPv6 addresses it had */
    int64_t asked_wall_s;    /**< when it was asked last */
};

/** Oldest first. */
struct gs_history GS_VEC_OF(struct gs_history_entry);

/** Puts a question at the end (an equal one before is dropped), the oldest leaves when full. */
struct gs_history_entry *gs_history_add(struct gs_history *history, const char *host,
                                        const char *service, int64_t wall_s);

/** The entry of a host and service; NULL: never asked. Owns: the history, until its change. */
struct gs_history_entry *gs_history_find(struct gs_history *history, const char *host,
                                         const char *service);

/** Frees everything and leaves it empty. */
void gs_history_fini(struct gs_history *history);

#endif
