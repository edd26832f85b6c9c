/* SPDX-License-Identifier: MIT */
/**
 * Memory that is always there. Everything this program stores is bounded first, so a
 * failing allocation means that the machine is at its end: then one line is written to
 * standard error (after the handler restored the terminal) and the process exits with
 * status 4. No caller has to check. Any thread may call.
 */
#ifndef GAISCOPE_BASE_MEM_H
#define GAISCOPE_BASE_MEM_H

#include <stddef.h>

/** What to do before the process ends for want of memory; must not allocate. */
typedef void (*gs_mem_handler_fn)(void);

/** Sets the handler called once before such an exit; NULL for none. */
void gs_mem_on_exhausted(gs_mem_handler_fn handler);

/** `count` zeroed objects of `size_bytes` each. Owns: the caller frees with free(). */
void *gs_mem_new(size_t count, size_t size_bytes);

/** A copy of `text` (NULL gives NULL). Owns: the caller frees with free(). */
char *gs_mem_copy_text(const char *text);

/** A copy of the first `len_bytes` of `text` with a NUL behind. Owns: the caller. */
char *gs_mem_copy_span(const char *text, size_t len_bytes);

/**
 * Makes room for at least `count + 1` items and returns the (moved) array.
 * Takes: `capacity`, in items, raised when the array grows; `items` may be NULL at first.
 */
void *gs_mem_grow(void *items, size_t count, size_t *capacity, size_t item_bytes);

#endif
