/* SPDX-License-Identifier: MIT */
/**
 * What a machine has of each family, as the engine's events leave it.
 */
#ifndef GAISCOPE_TESTS_SUPPORT_NETWORK_SCENE_H
#define GAISCOPE_TESTS_SUPPORT_NETWORK_SCENE_H

#include "gaiscope/model/session.h"

/** When the scene was asked: monotonic and wall clock. */
#define NETWORK_SCENE_US   1000000
#define NETWORK_SCENE_S    1795350665
#define NETWORK_SCENE_HOST "iana.org"

/** Both families, addresses in every state, a connect each, no DNS64. */
void network_scene_fill(struct gs_session *session);

/** IPv6 alone, NAT64 with two prefixes, a synthetic address open. */
void network_scene_nat64(struct gs_session *session);

/** An address came, another went, a route changed: 2 s ago. */
void network_scene_changed(struct gs_session *session);

/** A system that does not tell its interfaces; the name server was silent. */
void network_scene_unknown(struct gs_session *session);

/** The hostile: names of interfaces, long addresses, unreachable routes. */
void network_scene_hostile(struct gs_session *session);

#endif
