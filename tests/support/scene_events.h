/* SPDX-License-Identifier: MIT */
/**
 * Events of a look-up, as they come: the machine, a question, and what its parts answer.
 */
#ifndef GAISCOPE_TESTS_SUPPORT_SCENE_EVENTS_H
#define GAISCOPE_TESTS_SUPPORT_SCENE_EVENTS_H

#include "gaiscope/model/session.h"

#define SCENE_ASKED_S 1795350665 /**< wall clock of the questions: 12:31:05 */

/** A round of questions begins without a question of its own: variants, calls. */
void scene_next_round(void);

/** Applies an event of the present round, so long after it began. */
void scene_apply(struct gs_session *session, struct gs_event event, int64_t after_us);

/** An address of its text. */
struct gs_address scene_address(const char *text);

/** This machine, with one server. */
void scene_know_machine(struct gs_session *session);

/** A question begins. */
void scene_start(struct gs_session *session, const char *host, const char *service,
                 int64_t at_us, int64_t wall_s);

/** Parts of it end. */
void scene_finish(struct gs_session *session, unsigned parts, int64_t after_us);

/** libc answers. Takes: `texts`, addresses, NULL behind the last. */
void scene_answer_system(struct gs_session *session, const char *const *texts,
                         uint16_t port, int64_t elapsed_us);

void scene_fail_system(struct gs_session *session, enum gs_outcome outcome, int code,
                       const char *name, const char *text, int64_t elapsed_us);

void scene_ask_dns(struct gs_session *session);

void scene_answer_dns(struct gs_session *session, uint16_t type, const char *text,
                      uint32_t ttl_s, int64_t elapsed_us);

/* Every question with the same failure: NXDOMAIN, or no reply in `tries` tries. */
void scene_fail_dns(struct gs_session *session, enum gs_outcome outcome, int rcode,
                    size_t tries, int64_t try_us);

void scene_answer_reverse(struct gs_session *session, const char *text, const char *name,
                          int64_t elapsed_us);

void scene_wait_reverse(struct gs_session *session, const char *text);

void scene_answer_services(struct gs_session *session);

struct gs_mx_plan *scene_plan_of(const struct gs_session *session, enum gs_mx_kind kind,
                                 enum gs_outcome outcome, int64_t elapsed_us);

void scene_add_exchange(struct gs_mx_plan *plan, uint16_t preference, const char *name,
                        const char *v4, const char *v6);

void scene_answer_mail(struct gs_session *session, struct gs_mx_plan *plan);

/* Takes: a ladder as make_ladder() reads it; the part is done where none waits. */
void scene_answer_sources(struct gs_session *session, const char *text, int64_t after_us);

#endif
