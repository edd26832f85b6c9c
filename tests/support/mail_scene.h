/* SPDX-License-Identifier: MIT */
/** Delivery plans and what stands beside them, as events leave them. */
#ifndef GAISCOPE_TESTS_SUPPORT_MAIL_SCENE_H
#define GAISCOPE_TESTS_SUPPORT_MAIL_SCENE_H

#include "gaiscope/model/session.h"

/** Four exchanges in three groups, TLSA of two, four policies, one of them wrong. */
void mail_scene_fill(struct gs_session *session);

/** The same, and every exchange was greeted. */
void mail_scene_greeted(struct gs_session *session);

/** A domain that takes no mail. */
void mail_scene_null(struct gs_session *session);

/** A domain without MX. */
void mail_scene_implicit(struct gs_session *session);

/** A domain whose MX records are not known now. */
void mail_scene_failed(struct gs_session *session);

/** Asked, and nothing has come yet. */
void mail_scene_waiting(struct gs_session *session);

#endif
