/* SPDX-License-Identifier: MIT */
/**
 * Who holds it, in one sentence: the second line of the whois view and the first of its block
 * in a text report. Pure.
 */
#ifndef GAISCOPE_RULES_WHOIS_VERDICT_H
#define GAISCOPE_RULES_WHOIS_VERDICT_H

#include "gaiscope/model/lookup.h"
#include "gaiscope/rules/verdict.h"

/** Takes: `whois`, NULL where nothing is known yet; `facts`, where DNS's answers are looked
 *  for; `now_s`, the wall clock. The time of a chain under way is the view's to set. */
struct gs_verdict gs_whois_verdict(const struct gs_whois *whois,
                                   const struct gs_facts *facts, int64_t now_s);

#endif
