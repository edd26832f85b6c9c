/* SPDX-License-Identifier: MIT */
/**
 * What the three formats share: words for numbers and how far a part is. Pure.
 */
#ifndef GAISCOPE_REPORT_PARTS_H
#define GAISCOPE_REPORT_PARTS_H

#include "gaiscope/model/hints.h"
#include "gaiscope/model/session.h"
#include "gaiscope/rules/traps.h"

#define REPORT_NUMBER_MAX 16 /**< a number as text, with NUL */

/** A hint's short name, or its number as text in `room`. */
const char *report_hint(struct gs_hint_table table, int value,
                        char room[REPORT_NUMBER_MAX]);

/** `stream/tcp`: socket type and protocol of a row. */
void report_socket(struct gs_buf *out, const struct gs_addrinfo *row);

/** The stable word of a confirmation: "leads_back", "elsewhere", "no_address", "unknown";
 *  "waiting" while it is not known. */
const char *report_confirmation_id(enum gs_confirmation confirmation);

/** "udp" or "tcp". */
const char *report_transport_id(enum gs_transport transport);

/** Whether a part was asked for and has not answered in full. */
bool report_is_unfinished(const struct gs_session *session, unsigned parts,
                          enum gs_part part);

/** The traps of the call, and that libc does not follow --server where it cannot.
 *  Owns: the caller, gs_vec_fini(). */
struct gs_trap_list report_warnings(const struct gs_session *session);

#endif
