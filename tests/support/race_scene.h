/* SPDX-License-Identifier: MIT */
/** Races of the two families, as the engine's events leave them. */
#ifndef GAISCOPE_TESTS_SUPPORT_RACE_SCENE_H
#define GAISCOPE_TESTS_SUPPORT_RACE_SCENE_H

#include "gaiscope/model/session.h"

/** When the scene was asked: monotonic and wall clock, 12:47:31. */
#define RACE_SCENE_US 1000000
#define RACE_SCENE_S  1795351651

/** Whom all of them race to. */
#define RACE_SCENE_HOST "mit.edu"

/** IPv4 wins after 348 ms: the first SYN to the first IPv6 address was lost. */
void race_scene_fill(struct gs_session *session);

/** The same, and libc has the same addresses in another order. */
void race_scene_both(struct gs_session *session);

/** IPv6 answers at once. */
void race_scene_v6_wins(struct gs_session *session);

/** IPv6 is refused: IPv4 begins without the attempt delay. */
void race_scene_v6_refused(struct gs_session *session);

/** Nobody answers to IPv6. */
void race_scene_black_hole(struct gs_session *session);

/** The name has no AAAA. */
void race_scene_v4_only(struct gs_session *session);

/** The name has no A. */
void race_scene_v6_only(struct gs_session *session);

/** The AAAA answer comes after the resolution delay. */
void race_scene_aaaa_late(struct gs_session *session);

/** It never comes. */
void race_scene_aaaa_never(struct gs_session *session);

/** Four addresses of each family, the first three dead. */
void race_scene_eight(struct gs_session *session);

/** Sixty-four addresses, and some that are left out. */
void race_scene_many(struct gs_session *session);

/** 200 ms after it began: the second attempt waits for its turn. */
void race_scene_running(struct gs_session *session);

/** Raced again: the last race is shown until the new one begins. */
void race_scene_again(struct gs_session *session);

/** Stopped by the person. */
void race_scene_stopped(struct gs_session *session);

/** Refused, without a route, and silent: nobody wins. */
void race_scene_nobody(struct gs_session *session);

/** An address was asked: no questions to DNS. */
void race_scene_literal(struct gs_session *session);

/** The name does not exist for DNS: libc's address is raced. */
void race_scene_libc(struct gs_session *session);

/** The service has no TCP port. */
void race_scene_no_port(struct gs_session *session);

/** Raced five times, with other settings once. */
void race_scene_history(struct gs_session *session);

#endif
