/* SPDX-License-Identifier: MIT */
/** The matrix as a JSON value. Private to this room. */
#ifndef GAISCOPE_REPORT_JSON_MATRIX_H
#define GAISCOPE_REPORT_JSON_MATRIX_H

#include "js.h"

#include "gaiscope/model/session.h"

/** An array of its cells, as model/variant.h counts them. Owns: the caller. */
struct json_t *report_json_matrix(const struct gs_session *session);

#endif
