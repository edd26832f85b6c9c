/* SPDX-License-Identifier: MIT */
/** The network part as JSON. Private to this room. */
#ifndef GAISCOPE_REPORT_JSON_NETWORK_H
#define GAISCOPE_REPORT_JSON_NETWORK_H

#include "js_domain.h"

#include "gaiscope/model/session.h"

/** Interfaces, addresses, default routes, what was reached, NAT64. Owns: the caller. */
struct json_t *report_json_network(const struct gs_session *session);

#endif
