/* SPDX-License-Identifier: MIT */
/**
 * One label at a time through libidn2. Private to this room; see gaiscope/rules/idn.h.
 */
#ifndef GAISCOPE_RULES_IDN_LABEL_H
#define GAISCOPE_RULES_IDN_LABEL_H

#include "gaiscope/rules/idn.h"

#include <stdbool.h>
#include <stddef.h>

/** Whether a label is all ASCII. */
bool gs_idn_is_ascii(const char *label, size_t len);

/** Whether a label starts with the ACE prefix, in any case. */
bool gs_idn_is_ace(const char *label, size_t len);

/**
 * All facts of one label (no dots in it). An ASCII label that is no A-label is copied; an
 * A-label that IDNA refuses keeps `ascii` and is shown as it stands, with `error` set.
 */
void gs_idn_judge_label(const char *label, size_t len, struct gs_idn_label *out);

#endif
