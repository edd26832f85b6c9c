/* SPDX-License-Identifier: MIT */
/** Which addresses of a host listen, as the engine's events leave it. */
#ifndef GAISCOPE_TESTS_SUPPORT_CONNECT_SCENE_H
#define GAISCOPE_TESTS_SUPPORT_CONNECT_SCENE_H

#include "gaiscope/model/session.h"

/** When the newest round was asked: monotonic and wall clock, 12:48:31. */
#define CONNECT_SCENE_US 61000000
#define CONNECT_SCENE_S  1795351711

/** Whom most of them connect to. */
#define CONNECT_SCENE_HOST "mit.edu"

/** www and https of three addresses: https is refused by one, silent at another. */
void connect_scene_fill(struct gs_session *session);

/** The same beside the race of the same name. */
void connect_scene_raced(struct gs_session *session);

/** www alone: the first SYN to the first address was lost. */
void connect_scene_one(struct gs_session *session);

/** www alone, each address with another end: open, refused, no route, silent, failed. */
void connect_scene_ends(struct gs_session *session);

/** Nobody listens on any address. */
void connect_scene_refused(struct gs_session *session);

/** IPv6 is silent, IPv4 open. */
void connect_scene_v6_silent(struct gs_session *session);

/** Four services and what mail and ssh say first. */
void connect_scene_banner(struct gs_session *session);

/** Half of the first round is over. */
void connect_scene_waiting(struct gs_session *session);

/** Asked, and neither addresses nor ports are known yet. */
void connect_scene_begun(struct gs_session *session);

/** Asked again: what came before is shown as old. */
void connect_scene_again(struct gs_session *session);

/** Half over, then stopped. */
void connect_scene_stopped(struct gs_session *session);

/** The name does not exist. */
void connect_scene_no_name(struct gs_session *session);

/** No name server answers. */
void connect_scene_try_again(struct gs_session *session);

/** One of two services is not in the services table. */
void connect_scene_unknown(struct gs_session *session);

/** More attempts than are made, and a canonical name that would turn a screen around. */
void connect_scene_hostile(struct gs_session *session);

/** An address literal. */
void connect_scene_literal(struct gs_session *session);

#endif
