/* SPDX-License-Identifier: MIT */
/**
 * The questions of a client: found by id, and ids in first-in-first-out order. Ids rise
 * with each addition, so the table is an array sorted by itself. Loop thread only.
 */
#ifndef GAISCOPE_SRC_DNS_QUESTION_TABLE_H
#define GAISCOPE_SRC_DNS_QUESTION_TABLE_H

#include "gaiscope/base/vec.h"

#include <stddef.h>
#include <stdint.h>

/** One place of the table. */
struct gs_question_slot {
    uint64_t id; /**< rises from slot to slot */
    void *item;  /**< NULL: it was removed */
};

/** Questions by id. A zeroed struct is empty. */
struct gs_question_table {
    struct gs_question_slots GS_VEC_OF(struct gs_question_slot) slots; /**< sorted */
    size_t removed; /**< slots whose item is NULL */
};

/** Ids that wait. A zeroed struct is empty. */
struct gs_id_queue {
    struct gs_ids GS_VEC_OF(uint64_t) ids; /**< all since it was last empty */
    size_t first;                          /**< index of the one whose turn it is */
};

/** Adds an item. Takes: an id above all earlier ones. */
void gs_question_table_add(struct gs_question_table *table, uint64_t id, void *item);

/** The item, NULL when there is none of that id (any more). */
void *gs_question_table_find(const struct gs_question_table *table, uint64_t id);

/** Forgets the item; unknown ids are fine. */
void gs_question_table_remove(struct gs_question_table *table, uint64_t id);

/** How many items there are. */
size_t gs_question_table_count(const struct gs_question_table *table);

/** Frees the table, not the items. */
void gs_question_table_fini(struct gs_question_table *table);

/** Puts an id at the end. */
void gs_id_queue_add(struct gs_id_queue *queue, uint64_t id);

/** Takes the first id out. Returns: 0 when there is none. */
uint64_t gs_id_queue_claim(struct gs_id_queue *queue);

/** Frees the queue. */
void gs_id_queue_fini(struct gs_id_queue *queue);

#endif
