/* SPDX-License-Identifier: MIT */
/** A null node with a service below port 1024: as asked, tried, listening elsewhere, closed. */
#ifndef GAISCOPE_TESTS_SUPPORT_BIND_SCENE_H
#define GAISCOPE_TESTS_SUPPORT_BIND_SCENE_H

#include "gaiscope/model/session.h"

/** libc's answer and what stands beside it; nothing was opened. */
void bind_scene_asked(struct gs_session *session);

/** After bind() was denied port 21. */
void bind_scene_denied(struct gs_session *session);

/** While port 8000 is open beside it, and nobody came. */
void bind_scene_listening(struct gs_session *session);

/** The same after a client of each family and a datagram. */
void bind_scene_accepted(struct gs_session *session);

/** The same after all was closed. */
void bind_scene_closed(struct gs_session *session);

#endif
