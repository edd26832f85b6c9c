/* SPDX-License-Identifier: MIT */
/** What came of a session with an exchange, in words. Pure. */
#ifndef GAISCOPE_RULES_SMTP_WORDS_H
#define GAISCOPE_RULES_SMTP_WORDS_H

#include "gaiscope/model/smtp_report.h"

#define GS_SMTP_REMARK_MAX 32 /**< bytes of gs_smtp_remark() with NUL */

/** What stands behind gs_smtp_word(): "STARTTLS", "no STARTTLS", "code 554" for an exchange
 *  that takes no mail now, the errno's name, or "". */
void gs_smtp_remark(const struct gs_smtp_session *session, char out[GS_SMTP_REMARK_MAX]);

/** What it means for a sender, and what to do next; "" while it waits. Static. */
const char *gs_smtp_advice(const struct gs_smtp_session *session);

/** The shortest time that an open session of a family took to connect, microseconds; 0: there
 *  is none. */
int64_t gs_smtp_fastest_us(const struct gs_smtp_report *report, int family);

#endif
