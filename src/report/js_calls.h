/* SPDX-License-Identifier: MIT */
/**
 * The older calls and getnameinfo's flags as JSON values.
 */
#ifndef GAISCOPE_REPORT_JS_CALLS_H
#define GAISCOPE_REPORT_JS_CALLS_H

#include "js.h"

#include "gaiscope/model/session.h"

/** The calls part: an array, one object a call. */
struct json_t *js_calls(const struct gs_session *session);

/** The nameinfo part: the address and one object a flag. */
struct json_t *js_nameinfo(const struct gs_session *session);

#endif
