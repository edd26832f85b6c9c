/* SPDX-License-Identifier: MIT */
/**
 * The order part as JSON; docs/json.md describes it.
 */
#ifndef GAISCOPE_REPORT_JSON_ORDER_H
#define GAISCOPE_REPORT_JSON_ORDER_H

#include "js.h"

#include "gaiscope/model/session.h"

/** Each address with what the rules see, its places, and the rule before the next one. */
struct json_t *order_json(const struct gs_session *session);

#endif
