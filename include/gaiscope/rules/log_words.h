/* SPDX-License-Identifier: MIT */
/**
 * What came of a call or of a question to a name server, in the few words of a log line:
 * "2 rows", "NOERROR, 1 record, 10.0.0.2 by UDP", "no reply from 10.0.0.2, 2 tries". Pure.
 * Each function appends to `out`.
 */
#ifndef GAISCOPE_RULES_LOG_WORDS_H
#define GAISCOPE_RULES_LOG_WORDS_H

#include "gaiscope/base/buf.h"
#include "gaiscope/model/dns_answer.h"
#include "gaiscope/model/question.h"
#include "gaiscope/model/system_answer.h"

/** What getaddrinfo is asked: "iana.org www", as libc gets it; "no host 80". */
void gs_log_words_question(struct gs_buf *out, const struct gs_question *question);

/** The same with family, socket type and flags: "iana.org www inet6 stream ADDRCONFIG". */
void gs_log_words_variant(struct gs_buf *out, const struct gs_question *question);

/** "EAI_AGAIN -3, try again"; an outcome without an EAI_* is its word alone. */
void gs_log_words_eai(struct gs_buf *out, enum gs_outcome outcome,
                      const struct gs_eai *error);

/** getaddrinfo: "2 rows", else as gs_log_words_eai(). */
void gs_log_words_system(struct gs_buf *out, const struct gs_system_answer *answer);

/** A question to DNS: its response code or silence, what it brought, who said so and how,
 *  after how many tries. The answer to a PTR question is its name. */
void gs_log_words_dns(struct gs_buf *out, const struct gs_dns_answer *answer);

/** A try after which another one followed: "no reply from 10.0.0.2 by UDP, asked again". */
void gs_log_words_try(struct gs_buf *out, const struct gs_dns_try *try);

#endif
