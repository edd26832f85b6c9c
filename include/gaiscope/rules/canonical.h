/* SPDX-License-Identifier: MIT */
/** The canonical name of a host, from the answers that there are. Pure. RFC 1034 3.6.2. */
#ifndef GAISCOPE_RULES_CANONICAL_H
#define GAISCOPE_RULES_CANONICAL_H

#include "gaiscope/model/lookup.h"

/** As libc said it (AI_CANONNAME), else the owner of the first address that DNS has: the end
 *  of the CNAME chain. Returns: NULL: neither. Owns: the facts. */
const char *gs_canonical_of(const struct gs_facts *facts);

#endif
