/* SPDX-License-Identifier: MIT */
/**
 * International names: A-labels and U-labels by IDNA2008, non-transitional, NFC, and shown
 * only when the round trip gives the same label. The one home of <idn2.h>, loaded at the
 * first name that needs it. Pure otherwise. RFC 5890, RFC 5891, RFC 5893; UTS #46.
 */
#ifndef GAISCOPE_RULES_IDN_H
#define GAISCOPE_RULES_IDN_H

#include "gaiscope/base/buf.h"
#include "gaiscope/base/status.h"
#include "gaiscope/base/vec.h"
#include "gaiscope/model/question.h"

#include <stdbool.h>

#define GS_LABEL_MAX 256 /**< bytes of one label in UTF-8 with NUL */

/** One label of a name. */
struct gs_idn_label {
    char unicode[GS_LABEL_MAX]; /**< U-label, or the label itself */
    char ascii[64];             /**< A-label as sent; "" when refused */
    char transitional
        [64]; /**< what IDNA2003/transitional processing sends; "" when the same */
    char scripts[64];      /**< "Han", "Latin + Cyrillic"; "" for plain ASCII */
    char error[128];       /**< the rule it breaks; "" when fine */
    bool is_international; /**< holds anything beyond ASCII, in either form */
    bool is_round_trip;    /**< converting back gives the same label */
    bool is_mixed_script; /**< more than one script (Common and Inherited do not count) */
};

/** The labels of a name, left to right. */
struct gs_idn_labels GS_VEC_OF(struct gs_idn_label);

/**
 * Fills host_ascii, host_unicode and idn_error from host (is_exact: host_ascii is host as
 * it stands). A literal or ASCII name without A-labels is copied. Never fails: a refused
 * name has host_ascii "" and idn_error naming the label and the rule. An A-label that IDNA
 * refuses is asked and shown as it stands, since DNS may hold it: idn_error says why it has
 * no U-label, and host_ascii is not "".
 */
void gs_idn_complete(struct gs_question *question);

/** The labels of a host (A- or U-labels) with all facts. Owns: the caller, gs_vec_fini(). */
struct gs_idn_labels gs_idn_labels_of(const char *host);

/** The U-form of an ASCII name when it has A-labels that survive the round trip; else the
 *  name itself. Appends to `out`. For showing names that came from DNS. */
void gs_idn_show(struct gs_buf *out, const char *ascii_name);

#endif
