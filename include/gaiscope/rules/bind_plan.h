/* SPDX-License-Identifier: MIT */
/**
 * Which sockets a server would open for the rows of getaddrinfo, and how open to the world they
 * would be. Pure. RFC 3493 5.3 and 6.1.
 */
#ifndef GAISCOPE_RULES_BIND_PLAN_H
#define GAISCOPE_RULES_BIND_PLAN_H

#include "gaiscope/model/bind_report.h"
#include "gaiscope/model/system_answer.h"

#include <stdbool.h>
#include <stdint.h>

#define GS_BIND_OTHER_PORT 8000 /**< offered where the asked port needs privilege */

/** Adds a row of getaddrinfo to a plan: an IPv6 one twice, with V6ONLY on and then off. Other
 *  families add nothing, nor do rows over GS_BIND_ROWS_MAX. Takes: `port` in the place of
 *  the row's; 0: the row's own. */
void gs_bind_plan_add(struct gs_bind_row_list *plan, const struct gs_addrinfo *row,
                      uint16_t port);

/** Adds every row of an answer, in libc's order. Takes: NULL adds nothing. */
void gs_bind_plan_add_all(struct gs_bind_row_list *plan,
                          const struct gs_system_answer *answer, uint16_t port);

/** Adds rows of an earlier attempt again whose ports needed privilege, so that they stay in
 *  sight beside those of another port, `port`. Takes: `report` NULL adds nothing. */
void gs_bind_plan_add_denied(struct gs_bind_row_list *plan,
                             const struct gs_bind_report *report, uint16_t port);

/** Whether only this machine could reach what the row would open. */
bool gs_bind_row_is_loopback(const struct gs_bind_row *row);

/** The same of all rows. */
bool gs_bind_plan_is_loopback(const struct gs_bind_row_list *plan);

#endif
