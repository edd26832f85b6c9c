/* SPDX-License-Identifier: MIT */
/**
 * The log's lines. round.c writes those of getaddrinfo, getnameinfo, the tables and of every
 * question to a name server by itself; a runner that calls something else writes its own.
 * Private to the engine room; loop thread only.
 */
#ifndef GAISCOPE_ENGINE_RUN_LOG_H
#define GAISCOPE_ENGINE_RUN_LOG_H

#include "gaiscope/model/log.h"

struct gs_engine;
struct gs_round;

/** One line as its writer has it. Texts are copied, cut to GS_LOG_TEXT_MAX and sanitised. */
struct gs_log_line {
    enum gs_log_by by;       /**< who was called */
    enum gs_outcome outcome; /**< what came */
    bool is_asked_again;     /**< another try followed */
    int64_t elapsed_us;      /**< how long it took */
    int64_t started_us;      /**< monotonic, when it began; 0: elapsed_us ago */
    const char *call;        /**< "files", "bind", "gethostbyname" */
    const char *about;       /**< of what; NULL: the round's host and service */
    const char *result;      /**< "no such name"; NULL: the outcome's word */
};

/** Logs what was called for a round's question. */
void gs_round_log(struct gs_round *round, const struct gs_log_line *line);

/** Logs what was called for no question, but for this machine. Takes: about is not NULL. */
void gs_engine_log(struct gs_engine *engine, const struct gs_log_line *line);

/** The line itself, of no question. Takes: about is not NULL. Owns: the caller,
 *  gs_log_entry_free(). */
struct gs_log_entry *gs_log_line_entry(const struct gs_log_line *line);

#endif
