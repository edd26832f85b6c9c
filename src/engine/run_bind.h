/* SPDX-License-Identifier: MIT */
/**
 * The one attempt to bind and listen that an engine keeps open. Private to the engine room;
 * loop thread only.
 */
#ifndef GAISCOPE_ENGINE_RUN_BIND_H
#define GAISCOPE_ENGINE_RUN_BIND_H

#include "gaiscope/model/question.h"
#include "gaiscope/net/bind.h"

struct gs_engine;
struct gs_round;

/** What is open. Zeroed: nothing. */
struct gs_engine_bind {
    struct gs_bind *sockets;     /**< owned; NULL: nothing is open */
    uint64_t round;              /**< whose events they make */
    struct gs_question question; /**< for which they were opened */
    size_t logged;               /**< clients that are in the log */
};

/** Opens the rows for a round's bind part and tells what became of them. */
void gs_run_bind(struct gs_round *round, const struct gs_bind_row_list *rows);

/** Closes all sockets. Takes: `tells`, whether the sink is to hear the report once more, with
 *  nothing open. */
void gs_run_bind_close(struct gs_engine *engine, bool tells);

#endif
