/* SPDX-License-Identifier: MIT */
/** The whois part as JSON. Private to this room. */
#ifndef GAISCOPE_REPORT_JSON_WHOIS_H
#define GAISCOPE_REPORT_JSON_WHOIS_H

#include "js.h"

#include "gaiscope/model/session.h"

/** Hops with their texts, and the key facts. Owns: the caller. */
struct json_t *report_json_whois(const struct gs_session *session);

#endif
