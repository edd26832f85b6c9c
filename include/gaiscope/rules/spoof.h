/* SPDX-License-Identifier: MIT */
/**
 * What the labels of a name can be taken for, by ICU's spoof checker. It is loaded at the
 * first label that is judged, where it is installed; without it scripts alone are judged, and
 * the labels say so. The one home of ICU. One thread. UTS #39 4.
 */
#ifndef GAISCOPE_RULES_SPOOF_H
#define GAISCOPE_RULES_SPOOF_H

#include "gaiscope/rules/idn.h"

#include <stdbool.h>

/** Fills `look` of every label beyond ASCII that may be shown. Costs 20 ms the first time,
 *  some 50 us a label then: for the names a person looks at, not for every one typed. */
void gs_spoof_judge(struct gs_idn_labels *labels);

/** Whether ICU is there and used. Loads it. */
bool gs_spoof_is_there(void);

/** Whether ICU is to be used at all: true at first. For tests of what is said without it. */
void gs_spoof_use(bool is_used);

/** The words for a look: "looks like apple"; "" for none. Appends to `out`. */
void gs_spoof_words(struct gs_buf *out, const struct gs_idn_look *look);

/** How a label comes to look like another: "all Cyrillic", ... as a half sentence; "" for
 *  GS_LOOK_NONE. */
const char *gs_spoof_kind_words(enum gs_look_kind kind);

#endif
