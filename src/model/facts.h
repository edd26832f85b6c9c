/* SPDX-License-Identifier: MIT */
/**
 * How the session writes the facts of one part as a whole. Private to this room.
 */
#ifndef GAISCOPE_MODEL_FACTS_H
#define GAISCOPE_MODEL_FACTS_H

#include "gaiscope/model/lookup.h"

/**
 * Puts what a part brought in the place of what was there, which is freed.
 * Takes: `from`, the part's own member of struct gs_facts. Owns: it is left zeroed.
 */
void gs_facts_take(struct gs_facts *facts, enum gs_part part, void *from);

#endif
