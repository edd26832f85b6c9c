/* SPDX-License-Identifier: MIT */
/**
 * A growing array of any type, as a plain struct whose fields are read directly:
 *
 *     struct gs_record_list GS_VEC_OF(struct gs_record);
 *     gs_vec_push(&list, record);
 *     for (size_t i = 0; i < list.count; i++) use(&list.items[i]);
 *     gs_vec_fini(&list);            (what the items own is the caller's to free first)
 *
 * A zeroed struct is an empty array. Owned by whoever holds the struct.
 */
#ifndef GAISCOPE_BASE_VEC_H
#define GAISCOPE_BASE_VEC_H

#include "gaiscope/base/mem.h"

#include <stdlib.h>

/* NOLINTBEGIN(bugprone-macro-parentheses,readability-identifier-naming): a type cannot stand
 * in parentheses, and the two verbs below read as the functions they stand for. */

/** The body of an array type: `struct NAME GS_VEC_OF(type);` */
#define GS_VEC_OF(type)                                                                  \
    {                                                                                    \
        type *items;     /**< the items, in order; NULL while empty */                   \
        size_t count;    /**< items in use */                                            \
        size_t capacity; /**< items there is room for */                                 \
    }

/** Appends `item` (a value of the array's type). */
#define gs_vec_push(vec, item)                                                           \
    ((vec)->items = gs_mem_grow((vec)->items, (vec)->count, &(vec)->capacity,            \
                                sizeof *(vec)->items),                                   \
     (void)((vec)->items[(vec)->count++] = (item)))

/** Frees the array itself and leaves it empty. */
#define gs_vec_fini(vec)                                                                 \
    (free((vec)->items), (vec)->items = NULL, (vec)->count = 0, (vec)->capacity = 0)

/* NOLINTEND(bugprone-macro-parentheses,readability-identifier-naming) */

#endif
