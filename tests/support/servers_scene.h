/* SPDX-License-Identifier: MIT */
/**
 * Several servers side by side, and delegation traces, as the engine's events leave them.
 */
#ifndef GAISCOPE_TESTS_SUPPORT_SERVERS_SCENE_H
#define GAISCOPE_TESTS_SUPPORT_SERVERS_SCENE_H

#include "gaiscope/model/session.h"

/** When the scene was asked: monotonic and wall clock. */
#define SERVERS_SCENE_US 1000000
#define SERVERS_SCENE_S  1795350665

/** Four servers: two agree, one has other records, one refuses or is silent. */
void servers_scene_fill(struct gs_session *session);

/** One server alone. */
void servers_scene_one(struct gs_session *session);

/** Eight servers, IPv6 with ports: no columns fit. Half has answered. */
void servers_scene_many(struct gs_session *session);

/** Hostile texts of a server. */
void servers_scene_hostile(struct gs_session *session);

/** A trace to the end, with a lame, a dead and a differing server and missing glue. */
void trace_scene_fill(struct gs_session *session);

/** A trace under way. */
void trace_scene_waiting(struct gs_session *session);

/** A trace that ends at servers of no use. */
void trace_scene_failed(struct gs_session *session);

/** A trace over an alias to a name that does not exist. */
void trace_scene_alias(struct gs_session *session);

#endif
