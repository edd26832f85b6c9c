/* SPDX-License-Identifier: MIT */
/** The records part of a lookup, as events leave it; answers with their messages. */
#ifndef GAISCOPE_TESTS_SUPPORT_RECORD_SCENE_H
#define GAISCOPE_TESTS_SUPPORT_RECORD_SCENE_H

#include "gaiscope/model/session.h"

#define RECORD_SCENE_BEGAN_S 1795351938 /**< wall clock of the question: 12:52:18 */

/** One record of a scripted answer. */
struct record_scene_row {
    const char *name;  /**< owner */
    uint16_t type;     /**< of the record */
    uint32_t ttl_s;    /**< as received */
    const char *text;  /**< presentation form */
    const char *bytes; /**< its data in hexadecimal, without compression; NULL: none */
};

/** A scripted answer; rows end at a NULL name. */
struct record_scene_answer {
    const char *name;                          /**< asked */
    uint16_t type;                             /**< asked */
    enum gs_outcome outcome;                   /**< what came */
    int rcode;                                 /**< -1: no message */
    const struct record_scene_row *answer;     /**< NULL: none */
    const struct record_scene_row *authority;  /**< NULL: none */
    const struct record_scene_row *additional; /**< NULL: none */
    uint16_t ede;                              /**< an extended error; with ede_text */
    const char *ede_text;                      /**< NULL: no extended error */
};

/** Starts a lookup of python.org, service www, whose records part alone is asked. */
void record_scene_start(struct gs_session *session, const char *host);

/** Applies a question, and its answer after some milliseconds. */
void record_scene_ask(struct gs_session *session, const char *name, uint16_t type);
void record_scene_answer(struct gs_session *session,
                         const struct record_scene_answer *answer);

/** The part is done. */
void record_scene_finish(struct gs_session *session);

/** python.org as the drawn screen has it: records of nine types, no data, no such name. */
void record_scene_fill(struct gs_session *session);

/** The same while three types are waited for, one of them after a try without an answer. */
void record_scene_waiting(struct gs_session *session);

/** A name that does not exist. */
void record_scene_no_name(struct gs_session *session);

/** SERVFAIL with an extended error, a refusal, a closed port and a lost answer. */
void record_scene_failing(struct gs_session *session);

/** An alias of two links, with glue and name servers beside, and signatures. */
void record_scene_alias(struct gs_session *session);

/** One TXT answer with so many records, and one with a text of so many bytes. */
void record_scene_many(struct gs_session *session, size_t count, size_t text_bytes);

#endif
