/* SPDX-License-Identifier: MIT */
/**
 * Domains in SPF terms: names that may hold macros, `%{ir}.%{v}._spf.%{d2}`. RFC 7208 7.
 */
#ifndef GAISCOPE_RULES_SPF_DOMAIN_H
#define GAISCOPE_RULES_SPF_DOMAIN_H

#include "sender_reading.h"

/** Why a text is no domain of a term, static; NULL: it is one. */
const char *gs_spf_domain_problem(struct gs_span text);

/** Why a text has broken macros or bytes; NULL: it has not. */
const char *gs_spf_macro_problem(struct gs_span text);

#endif
