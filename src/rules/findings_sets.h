/* SPDX-License-Identifier: MIT */
/**
 * What is found where libc's answer and DNS's are not the same set. Private to this room.
 */
#ifndef GAISCOPE_RULES_FINDINGS_SETS_H
#define GAISCOPE_RULES_FINDINGS_SETS_H

#include "findings_scene.h"

/** What only libc or only DNS has, and why. */
void gs_find_differences(struct gs_scene *scene);

/** That another name was answered. Returns: whether it was. */
bool gs_find_search_domain(struct gs_scene *scene);

#endif
