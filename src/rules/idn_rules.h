/* SPDX-License-Identifier: MIT */
/**
 * The rules of IDNA that need more than a name: which code point breaks which part of them.
 * Private to this room. RFC 5892 appendix A, RFC 5893 2.
 */
#ifndef GAISCOPE_RULES_IDN_RULES_H
#define GAISCOPE_RULES_IDN_RULES_H

#include <stdbool.h>
#include <stddef.h>

/** Writes the condition of the bidi rule that a label breaks, with the code point.
 *  Returns: false when it keeps all six. RFC 5893 2. */
bool gs_idn_tell_bidi(const char *label, char *out, size_t size);

/** Writes where a joiner stands that may not, without judging it. Returns: false without one. */
bool gs_idn_tell_joiner(const char *label, char *out, size_t size);

/** Writes which character stands out of its context (CONTEXTO), and what that context is.
 *  Returns: false when none does. RFC 5892 A.3 to A.9. */
bool gs_idn_tell_context(const char *label, char *out, size_t size);

/** Whether a text is in normalisation form C. */
bool gs_idn_is_nfc(const char *text);

#endif
