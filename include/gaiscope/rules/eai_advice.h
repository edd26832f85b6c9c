/* SPDX-License-Identifier: MIT */
/**
 * What each EAI_* error means and what a person tries next. Pure. RFC 3493 6.1.
 */
#ifndef GAISCOPE_RULES_EAI_ADVICE_H
#define GAISCOPE_RULES_EAI_ADVICE_H

#include "gaiscope/base/buf.h"
#include "gaiscope/model/system_answer.h"

/** Two sentences. */
struct gs_eai_advice {
    const char *meaning; /**< what is so; static, "" without an error */
    const char *advice;  /**< what to try; static, "" without an error */
};

/** The advice of an error, found by its name; one that has none of its own says so. */
struct gs_eai_advice gs_eai_advice_of(const struct gs_eai *error);

/** Appends `EAI_AGAIN -3`; with EAI_SYSTEM `EAI_SYSTEM -11, ECONNREFUSED 111`; nothing
 *  without an error. */
void gs_eai_format(struct gs_buf *out, const struct gs_eai *error);

#endif
