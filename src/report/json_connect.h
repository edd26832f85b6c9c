/* SPDX-License-Identifier: MIT */
/** Which addresses listen, as JSON: docs/json.md, "connect". Private to this room. */
#ifndef GAISCOPE_REPORT_JSON_CONNECT_H
#define GAISCOPE_REPORT_JSON_CONNECT_H

#include "js.h"

#include "gaiscope/model/session.h"

/** All attempts. */
struct json_t *report_json_connect(const struct gs_session *session);

/** Puts what is known of one connection into an object: address, port, status, errno, ... */
void js_put_connection(struct json_t *object, const struct gs_connection *connection);

#endif
