/* SPDX-License-Identifier: MIT */
/**
 * The reverse part as JSON: docs/json.md.
 */
#ifndef GAISCOPE_REPORT_JSON_REVERSE_H
#define GAISCOPE_REPORT_JSON_REVERSE_H

#include "gaiscope/model/session.h"

struct json_t;

/** An array, one object an address. Owns: the caller. */
struct json_t *report_json_reverse(const struct gs_session *session);

#endif
