/* SPDX-License-Identifier: MIT */
/**
 * Events that pass through a recording on their way into the session: linked with
 * `--wrap=gs_session_apply`, a test that fills sessions from events sees what a replay of
 * them would show.
 */
#ifndef GAISCOPE_TESTS_SUPPORT_REPLAYED_H
#define GAISCOPE_TESTS_SUPPORT_REPLAYED_H

#include "gaiscope/model/session.h"

/** Writes the event as a line of a recording, reads it back, applies what was read. */
void __wrap_gs_session_apply(struct gs_session *session, struct gs_event *event);

/** The function itself. */
void __real_gs_session_apply(struct gs_session *session, struct gs_event *event);

#endif
