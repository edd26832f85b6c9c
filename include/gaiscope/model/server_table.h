/* SPDX-License-Identifier: MIT */
/**
 * The same questions put to several name servers, side by side. Owned by whoever holds the
 * pointer.
 */
#ifndef GAISCOPE_MODEL_SERVER_TABLE_H
#define GAISCOPE_MODEL_SERVER_TABLE_H

#include "gaiscope/base/vec.h"
#include "gaiscope/model/dns_answer.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** One question; every server is asked it. */
struct gs_server_question {
    char *name;    /**< the name asked */
    uint16_t type; /**< the type asked */
};

/** Answers in the order of the questions; NULL: waiting. */
struct gs_server_answer_list GS_VEC_OF(struct gs_dns_answer *);

/** One server. */
struct gs_server_column {
    struct gs_endpoint server;            /**< whom */
    struct gs_server_answer_list answers; /**< as many as there are questions */
};

/** All of it. */
struct gs_server_table {
    struct GS_VEC_OF(struct gs_server_question) questions; /**< in the order asked */
    struct GS_VEC_OF(struct gs_server_column) columns;     /**< in the servers' order */
};

/** Adds a question. Takes: before any server is added. */
void gs_server_table_add_question(struct gs_server_table *table, const char *name,
                                  uint16_t type);

/** Adds a server that has answered nothing yet. */
void gs_server_table_add_server(struct gs_server_table *table,
                                const struct gs_endpoint *server);

/** Puts an answer in its place: the cell `number` counts all questions of the first server,
 *  then those of the second. Takes the answer over. Returns: false when there is no such cell;
 *  then the answer stays the caller's. */
bool gs_server_table_set(struct gs_server_table *table, size_t number,
                         struct gs_dns_answer *answer);

/** How many cells are answered. */
size_t gs_server_table_count(const struct gs_server_table *table);

/** Frees it and all it owns; NULL is fine. */
void gs_server_table_free(struct gs_server_table *table);

#endif
