/* SPDX-License-Identifier: MIT */
/**
 * The families part as JSON; docs/json.md describes it.
 */
#ifndef GAISCOPE_REPORT_JSON_FAMILIES_H
#define GAISCOPE_REPORT_JSON_FAMILIES_H

#include "js.h"

#include "gaiscope/model/session.h"

/** The families side by side. Owns: the caller. */
struct json_t *report_json_families(const struct gs_session *session);

#endif
