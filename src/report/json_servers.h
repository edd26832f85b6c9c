/* SPDX-License-Identifier: MIT */
/**
 * The servers and the trace part as JSON; docs/json.md describes them.
 */
#ifndef GAISCOPE_REPORT_JSON_SERVERS_H
#define GAISCOPE_REPORT_JSON_SERVERS_H

#include "js.h"

#include "gaiscope/model/session.h"

/** The same questions to several servers. Owns: the caller. */
struct json_t *report_json_servers(const struct gs_session *session);

/** The delegation from the root down. Owns: the caller. */
struct json_t *report_json_trace(const struct gs_session *session);

#endif
