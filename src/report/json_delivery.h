/* SPDX-License-Identifier: MIT */
/** The delivery and the smtp part as JSON. Private to this room. */
#ifndef GAISCOPE_REPORT_JSON_DELIVERY_H
#define GAISCOPE_REPORT_JSON_DELIVERY_H

#include "js.h"

#include "gaiscope/model/session.h"

/** What a sender finds beyond the plan, and what it does with one family. Owns: the caller. */
struct json_t *report_json_delivery(const struct gs_session *session);

/** What the exchanges said at their port. Owns: the caller. */
struct json_t *report_json_smtp(const struct gs_session *session);

#endif
