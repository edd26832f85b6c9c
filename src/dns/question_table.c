/* SPDX-License-Identifier: MIT */
#include "question_table.h"

enum {
    REMOVED_MAX = 64, /* holes that are not worth a tidying */
};

void gs_question_table_add(struct gs_question_table *table, uint64_t id, void *item)
{
    struct gs_question_slot slot = {id, item};
    gs_vec_push(&table->slots, slot);
}

static struct gs_question_slot *find_slot(const struct gs_question_table *table,
                                          uint64_t id)
{
    size_t from = 0;
    size_t to = table->slots.count;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        struct gs_question_slot *slot = &table->slots.items[middle];
        if (slot->id == id) {
            return slot->item == NULL ? NULL : slot;
        }
        if (slot->id < id) {
            from = middle + 1;
        } else {
            to = middle;
        }
    }
    return NULL;
}

void *gs_question_table_find(const struct gs_question_table *table, uint64_t id)
{
    struct gs_question_slot *slot = find_slot(table, id);
    return slot == NULL ? NULL : slot->item;
}

static void tidy(struct gs_question_table *table)
{
    size_t kept = 0;
    for (size_t i = 0; i < table->slots.count; i++) {
        if (table->slots.items[i].item != NULL) {
            table->slots.items[kept++] = table->slots.items[i];
        }
    }
    table->slots.count = kept;
    table->removed = 0;
}

void gs_question_table_remove(struct gs_question_table *table, uint64_t id)
{
    struct gs_question_slot *slot = find_slot(table, id);
    if (slot == NULL) {
        return;
    }
    slot->item = NULL;
    table->removed++;
    if (table->removed > REMOVED_MAX && table->removed > table->slots.count / 2) {
        tidy(table);
    }
}

size_t gs_question_table_count(const struct gs_question_table *table)
{
    return table->slots.count - table->removed;
}

void gs_question_table_fini(struct gs_question_table *table)
{
    gs_vec_fini(&table->slots);
    table->removed = 0;
}

void gs_id_queue_add(struct gs_id_queue *queue, uint64_t id)
{
    gs_vec_push(&queue->ids, id);
}

uint64_t gs_id_queue_claim(struct gs_id_queue *queue)
{
    if (queue->first == queue->ids.count) {
        queue->first = queue->ids.count = 0;
        return 0;
    }
    return queue->ids.items[queue->first++];
}

void gs_id_queue_fini(struct gs_id_queue *queue)
{
    gs_vec_fini(&queue->ids);
    queue->first = 0;
}
