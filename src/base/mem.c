/* SPDX-License-Identifier: MIT */
#include "gaiscope/base/mem.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <unistd.h>

static gs_mem_handler_fn on_exhausted;

void gs_mem_on_exhausted(gs_mem_handler_fn handler)
{
    on_exhausted = handler;
}

_Noreturn static void exhausted(void)
{
    static const char words[] = "gaiscope: out of memory\n";
    if (on_exhausted != NULL) {
        on_exhausted();
    }
    ssize_t written = write(STDERR_FILENO, words, sizeof words - 1);
    (void)written; /* nothing is left to be done about it */
    _exit(4);
}

void *gs_mem_new(size_t count, size_t size_bytes)
{
    void *memory = calloc(count, size_bytes);
    if (memory == NULL && count > 0 && size_bytes > 0) {
        exhausted();
    }
    return memory;
}

char *gs_mem_copy_text(const char *text)
{
    return text == NULL ? NULL : gs_mem_copy_span(text, strlen(text));
}

char *gs_mem_copy_span(const char *text, size_t len_bytes)
{
    char *copy = gs_mem_new(len_bytes + 1, 1);
    if (len_bytes > 0) {
        memcpy(copy, text, len_bytes);
    }
    return copy;
}

void *gs_mem_grow(void *items, size_t count, size_t *capacity, size_t item_bytes)
{
    if (count < *capacity) {
        return items;
    }
    size_t wanted = *capacity < 8 ? 8 : *capacity * 2;
    if (wanted > SIZE_MAX / item_bytes) {
        exhausted();
    }
    void *grown = realloc(items, wanted * item_bytes);
    if (grown == NULL) {
        exhausted();
    }
    *capacity = wanted;
    return grown;
}
