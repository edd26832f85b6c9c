/* SPDX-License-Identifier: MIT */
/**
 * Jobs in lists. A task is in one list at a time and owns its job until it is handed over.
 */
#ifndef GAISCOPE_LIBC_TASKS_H
#define GAISCOPE_LIBC_TASKS_H

#include "gaiscope/libc/lanes.h"

#include <stdbool.h>
#include <stdint.h>

/** One job and its id. */
struct task {
    struct task *next;      /**< in its list */
    uint64_t id;            /**< never 0 */
    struct gs_lane_job job; /**< what to do */
    bool is_orphan;         /**< cancelled while a worker has it */
};

/** First in, first out. A zeroed struct is an empty list. */
struct task_list {
    struct task *first; /**< the oldest; NULL: empty */
    struct task *last;  /**< the newest */
};

/** Appends a task. */
void task_list_push(struct task_list *list, struct task *task);

/** The task of an id; NULL: none. Owns: the list. */
struct task *task_list_find(const struct task_list *list, uint64_t id);

/** Takes the task of an id out; NULL: none. Owns: the caller. */
struct task *task_list_take(struct task_list *list, uint64_t id);

/** Takes the oldest out; NULL: empty. Owns: the caller. */
struct task *task_list_pop(struct task_list *list);

/** Frees a task and its job. */
void task_free(struct task *task);

/** Frees all tasks of a list and leaves it empty. */
void task_list_fini(struct task_list *list);

#endif
