/* SPDX-License-Identifier: MIT */
#include "tasks.h"

#include <stdlib.h>

void task_list_push(struct task_list *list, struct task *task)
{
    task->next = NULL;
    if (list->last == NULL) {
        list->first = task;
    } else {
        list->last->next = task;
    }
    list->last = task;
}

struct task *task_list_find(const struct task_list *list, uint64_t id)
{
    struct task *task = list->first;
    while (task != NULL && task->id != id) {
        task = task->next;
    }
    return task;
}

/* Takes the task of that id out; NULL when there is none. */
struct task *task_list_take(struct task_list *list, uint64_t id)
{
    struct task *before = NULL;
    struct task *task = list->first;
    while (task != NULL && task->id != id) {
        before = task;
        task = task->next;
    }
    if (task == NULL) {
        return NULL;
    }
    if (before == NULL) {
        list->first = task->next;
    } else {
        before->next = task->next;
    }
    if (list->last == task) {
        list->last = before;
    }
    return task;
}

struct task *task_list_pop(struct task_list *list)
{
    return list->first == NULL ? NULL : task_list_take(list, list->first->id);
}

void task_free(struct task *task)
{
    task->job.free(task->job.job);
    free(task);
}

void task_list_fini(struct task_list *list)
{
    for (struct task *task = task_list_pop(list); task != NULL;
         task = task_list_pop(list)) {
        task_free(task);
    }
}
