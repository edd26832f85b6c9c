/* SPDX-License-Identifier: MIT */
/**
 * What there is to say of an international name, as JSON.
 */
#ifndef GAISCOPE_REPORT_JSON_IDN_H
#define GAISCOPE_REPORT_JSON_IDN_H

#include "js.h"

#include "gaiscope/model/question.h"

/** Puts `labels` and `transitional` into the question's object when its host is an
 *  international name; nothing for another one. */
void json_put_labels(struct json_t *object, const struct gs_question *question);

#endif
