/* SPDX-License-Identifier: MIT */
/**
 * What an answer of the engine changes in the session. Private to this room.
 */
#ifndef GAISCOPE_MODEL_SESSION_ANSWERS_H
#define GAISCOPE_MODEL_SESSION_ANSWERS_H

#include "gaiscope/model/session.h"

/**
 * Takes in an event that belongs to a part of the lookup.
 * Returns: false when it is not of the part's present round, or changes nothing.
 */
bool gs_session_apply_answer(struct gs_session *session, struct gs_event *event);

#endif
