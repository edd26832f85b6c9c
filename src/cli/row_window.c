/* SPDX-License-Identifier: MIT */
#include "row_window.h"

#include "gaiscope/base/mem.h"

#include <stdlib.h>

bool row_window_has_room(const struct row_window *window)
{
    return window->tail - window->head < ROW_WINDOW_MAX;
}

uint64_t row_window_begin(struct row_window *window)
{
    return window->tail++;
}

static char **text_of(struct row_window *window, uint64_t row)
{
    return &window->texts[row % ROW_WINDOW_MAX];
}

void row_window_end(struct row_window *window, uint64_t row, const char *text, size_t len,
                    struct gs_buf *out)
{
    if (row != window->head) {
        *text_of(window, row) = gs_mem_copy_span(text, len);
        return;
    }
    gs_buf_add(out, text, len);
    for (window->head++; window->head < window->tail; window->head++) {
        char **next = text_of(window, window->head);
        if (*next == NULL) {
            return;
        }
        gs_buf_add_text(out, *next);
        free(*next);
        *next = NULL;
    }
}

void row_window_fini(struct row_window *window)
{
    for (size_t i = 0; i < ROW_WINDOW_MAX; i++) {
        free(window->texts[i]);
        window->texts[i] = NULL;
    }
    window->head = window->tail = 0;
}
