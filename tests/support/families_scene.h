/* SPDX-License-Identifier: MIT */
/**
 * The families of one host and of several, round after round, as the engine's events leave
 * them.
 */
#ifndef GAISCOPE_TESTS_SUPPORT_FAMILIES_SCENE_H
#define GAISCOPE_TESTS_SUPPORT_FAMILIES_SCENE_H

#include "gaiscope/model/session.h"

/** When the newest round was asked: monotonic and wall clock. */
#define FAMILIES_SCENE_US 900000000
#define FAMILIES_SCENE_S  1795350665

/** One host over 15 rounds: IPv6 fails now and then. */
void families_scene_fill(struct gs_session *session);

/** Five hosts: both families, IPv4 alone, IPv6 refused, NAT64, no such name; three rounds. */
void families_scene_many(struct gs_session *session);

/** The same with the question asked for IPv6 alone. */
void families_scene_v6(struct gs_session *session);

/** The second round of two hosts is under way: the first one has answered. */
void families_scene_waiting(struct gs_session *session);

/** The first round of two hosts, stopped. */
void families_scene_stopped(struct gs_session *session);

/** An address literal. */
void families_scene_literal(struct gs_session *session);

/** A null node: nothing is compared. */
void families_scene_null(struct gs_session *session);

#endif
