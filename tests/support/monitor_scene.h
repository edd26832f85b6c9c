/* SPDX-License-Identifier: MIT */
/** Watched hosts as the watcher would tell of them. */
#ifndef GAISCOPE_TESTS_SUPPORT_MONITOR_SCENE_H
#define GAISCOPE_TESTS_SUPPORT_MONITOR_SCENE_H

#include "gaiscope/model/session.h"

#define MONITOR_SCENE_S  1795353260           /**< 13:14:20, wall clock of the frame */
#define MONITOR_SCENE_US INT64_C(10000000000) /**< the same, monotonic */

/** The picture's thirty hosts: two fail, one has lost its IPv6, one flaps, one has changed. */
void monitor_scene_fill(struct gs_session *session);

/** A list without a host. */
void monitor_scene_empty(struct gs_session *session);

/** Three hosts, nobody has answered yet. */
void monitor_scene_waiting(struct gs_session *session);

/** Eight hosts, the server is dead; what was known is shown. */
void monitor_scene_failing(struct gs_session *session);

/** The thirty hosts, three of them paused. */
void monitor_scene_paused(struct gs_session *session);

/** The thirty hosts, all paused. */
void monitor_scene_all_paused(struct gs_session *session);

/** The thirty hosts, with labels and lines that are not watched. */
void monitor_scene_broken(struct gs_session *session);

/** A host whose second expectation does not hold, and an address. */
void monitor_scene_expects(struct gs_session *session);

/** Long, international, right-to-left and hostile names, texts, labels and reasons. */
void monitor_scene_hostile(struct gs_session *session);

/** Ten thousand hosts, one in a hundred fails. */
void monitor_scene_many(struct gs_session *session);

#endif
