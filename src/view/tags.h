/* SPDX-License-Identifier: MIT */
/*
 * The items of a list that a person has tagged, by the key that an item keeps while the list
 * moves. Sorted, each once. Owned by whoever holds the struct.
 */
#ifndef GAISCOPE_SRC_VIEW_TAGS_H
#define GAISCOPE_SRC_VIEW_TAGS_H

#include "gaiscope/base/vec.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Zeroed: nothing is tagged. gs_vec_fini(). */
struct gs_tags GS_VEC_OF(uint64_t);

bool gs_tags_has(const struct gs_tags *tags, uint64_t key);

/* Tags a key, or takes its tag off. Returns: whether it is tagged now. */
bool gs_tags_turn(struct gs_tags *tags, uint64_t key);

/* Whether a key is still one of an item. */
typedef bool (*gs_tags_keep_fn)(const void *context, uint64_t key);

/* Takes off the tags of keys that are gone. */
void gs_tags_keep(struct gs_tags *tags, gs_tags_keep_fn keep, const void *context);

#endif
