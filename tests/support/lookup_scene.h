/* SPDX-License-Identifier: MIT */
/**
 * Look-ups of one name as views show them: answered, waiting, failed, changed.
 */
#ifndef GAISCOPE_TESTS_SUPPORT_LOOKUP_SCENE_H
#define GAISCOPE_TESTS_SUPPORT_LOOKUP_SCENE_H

#include "gaiscope/model/session.h"

void lookup_scene_empty(struct gs_session *session);

void lookup_scene_fill(struct gs_session *session);

void lookup_scene_waiting(struct gs_session *session);

void lookup_scene_dead(struct gs_session *session);

void lookup_scene_idn(struct gs_session *session);

void lookup_scene_no_such_name(struct gs_session *session);

void lookup_scene_no_data(struct gs_session *session);

void lookup_scene_changed(struct gs_session *session);

/* The hosts file has an IPv4 address alone, DNS both; a module is missing, one hangs. */
void lookup_scene_sources(struct gs_session *session);

/* Stopped while a silent server is waited for, the second try of A under way. */
void lookup_scene_stopped(struct gs_session *session);

/* Stopped while a known answer is asked again. */
void lookup_scene_stopped_again(struct gs_session *session);

void lookup_scene_log(struct gs_session *session);

void lookup_scene_matrix(struct gs_session *session);

void lookup_scene_matrix_waiting(struct gs_session *session);

void lookup_scene_calls(struct gs_session *session);

void lookup_scene_services(struct gs_session *session);

void lookup_scene_services_waiting(struct gs_session *session);

void lookup_scene_services_missing(struct gs_session *session);

#endif
