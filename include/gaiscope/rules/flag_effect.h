/* SPDX-License-Identifier: MIT */
/**
 * What each value of getaddrinfo's arguments does to one question on this machine: it acts,
 * it cannot act, or the call would fail with it; with the reason in words. The pairs of socket
 * type and protocol are glibc's. Pure. RFC 3493 6.1.
 */
#ifndef GAISCOPE_RULES_FLAG_EFFECT_H
#define GAISCOPE_RULES_FLAG_EFFECT_H

#include "gaiscope/base/buf.h"
#include "gaiscope/model/machine.h"
#include "gaiscope/model/question.h"
#include "gaiscope/model/services.h"
#include "gaiscope/model/system_answer.h"

/** What a value does. */
enum gs_effect_kind {
    GS_HINT_ACTS = 0,  /**< it can change the answer */
    GS_HINT_NO_EFFECT, /**< the answer is the same with it and without */
    GS_HINT_FAILS,     /**< the call fails with it */
};

/** One value in one question. */
struct gs_hint_effect {
    enum gs_effect_kind kind; /**< what it does */
    int error;                /**< EAI_* that libc gives with it; 0 unless it fails */
    char reason[128];         /**< why, or what it does; sanitised; "" nothing to say */
};

/** What is known of the call. */
struct gs_hint_subject {
    const struct gs_question *question;    /**< with the arguments as they are now */
    const struct gs_machine *machine;      /**< NULL: not known */
    const struct gs_services *services;    /**< lines of this service; NULL: not known */
    const struct gs_system_answer *answer; /**< to this question; NULL: not known */
};

/** One AI_* flag, whether it is set or not: the question is asked with it. */
struct gs_hint_effect gs_flag_effect(const struct gs_hint_subject *subject, int flag);

/** One family in the place of the present one. */
struct gs_hint_effect gs_family_effect(const struct gs_hint_subject *subject, int family);

/** One socket type in the place of the present one. */
struct gs_hint_effect gs_socktype_effect(const struct gs_hint_subject *subject,
                                         int socktype);

/** One protocol in the place of the present one. */
struct gs_hint_effect gs_protocol_effect(const struct gs_hint_subject *subject,
                                         int protocol);

/** The null node in the place of the host. */
struct gs_hint_effect gs_null_node_effect(const struct gs_hint_subject *subject);

/** What a flag is for, in one sentence; static. "" for what is no flag. */
const char *gs_flag_meaning(int flag);

/** Appends what will come with the arguments as they are, in one or two sentences. */
void gs_call_outlook(const struct gs_hint_subject *subject, struct gs_buf *out);

#endif
