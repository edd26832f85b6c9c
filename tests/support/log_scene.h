/* SPDX-License-Identifier: MIT */
/** Lines of the log as a question that is answered and one that is not leave them. */
#ifndef GAISCOPE_TESTS_SUPPORT_LOG_SCENE_H
#define GAISCOPE_TESTS_SUPPORT_LOG_SCENE_H

#include "gaiscope/model/session.h"

/** One line as a test writes it. */
struct log_scene_line {
    int64_t after_us;        /**< when it began, counted from 13:19:40 */
    int64_t elapsed_us;      /**< how long it took */
    enum gs_log_by by;       /**< who was called */
    enum gs_outcome outcome; /**< what came */
    const char *call;        /**< "getaddrinfo" */
    const char *about;       /**< of what */
    const char *result;      /**< in words */
    const char *host;        /**< the question's; NULL: none */
    const char *service;     /**< the question's; NULL: none */
};

/** Applies the events of one line. */
void log_scene_add(struct gs_session *session, const struct log_scene_line *line);

/** Applies the lines of both questions. */
void log_scene_fill(struct gs_session *session);

#endif
