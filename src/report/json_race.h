/* SPDX-License-Identifier: MIT */
/** The race part as JSON. Private to this room. */
#ifndef GAISCOPE_REPORT_JSON_RACE_H
#define GAISCOPE_REPORT_JSON_RACE_H

#include "js.h"

#include "gaiscope/model/session.h"

/** The race with its lanes, its verdict and the computed clients; null: none. */
struct json_t *report_json_race(const struct gs_session *session);

#endif
