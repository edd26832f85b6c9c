/* SPDX-License-Identifier: MIT */
/**
 * What is found where a family is missing from the answer. Private to this room.
 */
#ifndef GAISCOPE_RULES_FINDINGS_FAMILY_H
#define GAISCOPE_RULES_FINDINGS_FAMILY_H

#include "findings_scene.h"

/** Whether a line that libc reads has the family. Takes: NULL has none. */
bool gs_hosts_file_has(const struct gs_ladder *ladder, int family);

/** The family that ADDRCONFIG leaves out. */
void gs_find_left_out(struct gs_scene *scene);

#endif
