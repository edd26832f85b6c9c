/* SPDX-License-Identifier: MIT */
#include "row_window.h"

#include "gaiscope/base/mem.h"

#include <stdlib.h>
#include <string.h>

bool row_window_has_room(const struct row_window *window)
{
    return window->tail - window->head < ROW_WINDOW_MAX &&
           window->bytes < ROW_WINDOW_BYTES;
}

uint64_t row_window_begin(struct row_window *window)
{
    return window->tail++;
}

static char **text_of(struct row_window *window, uint64_t row)
{
    return &window->texts[row % ROW_WINDOW_MAX];
}

/* Appends a row that waits. Returns: false: it is not done. */
static bool give_out(struct row_window *window, uint64_t row, struct gs_buf *out)
{
    char **text = text_of(window, row);
    if (*text == NULL) {
        return false;
    }
    size_t len = strlen(*text);
    gs_buf_add(out, *text, len);
    window->bytes -= len;
    free(*text);
    *text = NULL;
    return true;
}

void row_window_end(struct row_window *window, uint64_t row, const char *text, size_t len,
                    struct gs_buf *out)
{
    if (row != window->head) {
        *text_of(window, row) = gs_mem_copy_span(text, len);
        window->bytes += len;
        return;
    }
    gs_buf_add(out, text, len);
    do {
        window->head++;
    } while (window->head < window->tail && give_out(window, window->head, out));
}

void row_window_skip(struct row_window *window)
{
    window->head++;
}

void row_window_flush(struct row_window *window, struct gs_buf *out)
{
    for (; window->head < window->tail; window->head++) {
        (void)give_out(window, window->head, out);
    }
}

void row_window_fini(struct row_window *window)
{
    for (size_t i = 0; i < ROW_WINDOW_MAX; i++) {
        free(window->texts[i]);
    }
    *window = (struct row_window){0};
}
