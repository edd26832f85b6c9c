/* SPDX-License-Identifier: MIT */
/**
 * The key facts in a whois text. There is no standard of its form: this reads the common ones
 * (gTLD "Key: value", the RPSL objects of regional registries, DENIC, AFNIC, Nominet's
 * sections, JPRS's brackets). What is withheld ("REDACTED FOR PRIVACY") is kept as written.
 * Pure; any bytes may come.
 */
#ifndef GAISCOPE_RULES_WHOIS_FACTS_H
#define GAISCOPE_RULES_WHOIS_FACTS_H

#include "gaiscope/model/whois.h"

/** Reads a text. Takes: `hop`, the index that the facts bear as their origin. Owns: the
 *  caller, gs_whois_facts_fini(). */
struct gs_whois_facts gs_whois_facts_read(const struct gs_whois_text *text,
                                          enum gs_whois_kind kind, size_t hop);

/** Moves facts of a later server into those of the earlier ones: the later one's count,
 *  unless it withholds what an earlier one told. `from` is left empty. */
void gs_whois_facts_merge(struct gs_whois_facts *into, struct gs_whois_facts *from);

/** Whether they tell of a registration: more than a name that is said to be free. */
bool gs_whois_facts_is_registration(const struct gs_whois_facts *facts);

#endif
