/* SPDX-License-Identifier: MIT */
/** Answers whose order is worth a look, as events leave them. */
#ifndef GAISCOPE_TESTS_SUPPORT_ORDER_SCENE_H
#define GAISCOPE_TESTS_SUPPORT_ORDER_SCENE_H

#include "gaiscope/model/session.h"

/** Four addresses that libc and RFC 6724 order differently; gai.conf says nothing. */
void order_scene_fill(struct gs_session *session);

/** Thirteen addresses of all kinds, one unusable, long ones, with a gai.conf that has lines. */
void order_scene_many(struct gs_session *session);

/** An order that contradicts the rules. */
void order_scene_finding(struct gs_session *session);

/** The null node, passive. */
void order_scene_null(struct gs_session *session);

/** One address. */
void order_scene_one(struct gs_session *session);

/** A name that does not exist. */
void order_scene_none(struct gs_session *session);

#endif
