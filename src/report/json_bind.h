/* SPDX-License-Identifier: MIT */
/** What a server gets and what stands beside the null node, as JSON values. Private to this
 *  room. */
#ifndef GAISCOPE_REPORT_JSON_BIND_H
#define GAISCOPE_REPORT_JSON_BIND_H

#include "js.h"

#include "gaiscope/model/session.h"

/** An array of the calls beside; empty for a host. Owns: the caller. */
struct json_t *report_json_beside(const struct gs_session *session);

/** The sockets and the clients. Owns: the caller. */
struct json_t *report_json_bind(const struct gs_session *session);

#endif
