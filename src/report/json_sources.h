/* SPDX-License-Identifier: MIT */
/**
 * The sources part as JSON; docs/json.md describes it.
 */
#ifndef GAISCOPE_REPORT_JSON_SOURCES_H
#define GAISCOPE_REPORT_JSON_SOURCES_H

#include "js.h"

#include "gaiscope/model/session.h"

/** Who answered: each source, the lines of the hosts file, what is found. */
struct json_t *sources_json(const struct gs_session *session);

#endif
