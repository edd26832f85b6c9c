/* SPDX-License-Identifier: MIT */
/** The log as a JSON value. Private to this room. */
#ifndef GAISCOPE_REPORT_JSON_LOG_H
#define GAISCOPE_REPORT_JSON_LOG_H

#include "js.h"

#include "gaiscope/model/session.h"

/** An array of its lines, in the order in which they began. Owns: the caller. */
struct json_t *report_json_log(const struct gs_session *session);

#endif
