/* SPDX-License-Identifier: MIT */
/**
 * (context, key) to command, from the command table's default keys.
 */
#ifndef GAISCOPE_UI_KEYMAP_H
#define GAISCOPE_UI_KEYMAP_H

#include "gaiscope/ui/key.h"
#include "gaiscope/view/command.h"

struct gs_keymap;

/** Owns: the caller, gs_keymap_free(). */
struct gs_keymap *gs_keymap_new(void);

void gs_keymap_free(struct gs_keymap *keymap);

/**
 * The command of a key in a context; the first of the table where two name it.
 * Returns: GS_COMMAND_NONE when it has none there, and for a plain character where that is text.
 */
enum gs_command_id gs_keymap_find(const struct gs_keymap *keymap, enum gs_context context,
                                  const struct gs_key *key);

#endif
