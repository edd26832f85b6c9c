/* SPDX-License-Identifier: MIT */
#include "gaiscope/base/buf.h"

#include "gaiscope/base/mem.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void gs_buf_fini(struct gs_buf *buf)
{
    free(buf->data);
    *buf = (struct gs_buf){0};
}

void gs_buf_clear(struct gs_buf *buf)
{
    buf->len = 0;
    if (buf->data != NULL) {
        buf->data[0] = '\0';
    }
}

/* Makes room for `more` bytes and the NUL. */
static void reserve(struct gs_buf *buf, size_t more)
{
    while (buf->len + more >= buf->capacity) {
        buf->data = gs_mem_grow(buf->data, buf->capacity, &buf->capacity, 1);
    }
}

void gs_buf_add(struct gs_buf *buf, const void *bytes, size_t len)
{
    reserve(buf, len);
    if (len > 0) {
        memcpy(buf->data + buf->len, bytes, len);
    }
    buf->len += len;
    buf->data[buf->len] = '\0';
}

void gs_buf_add_text(struct gs_buf *buf, const char *text)
{
    gs_buf_add(buf, text, strlen(text));
}

void gs_buf_addf(struct gs_buf *buf, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    va_list again;
    va_copy(again, args);
    size_t room = buf->capacity - buf->len; /* mostly it is enough, and one pass does */
    int len = vsnprintf(room > 0 ? buf->data + buf->len : NULL, room, format, args);
    va_end(args);
    if (len > 0 && (size_t)len >= room) {
        reserve(buf, (size_t)len);
        (void)vsnprintf(buf->data + buf->len, (size_t)len + 1, format, again);
    }
    buf->len += len > 0 ? (size_t)len : 0;
    va_end(again);
}

const char *gs_buf_text(const struct gs_buf *buf)
{
    return buf->data == NULL ? "" : buf->data;
}

char *gs_buf_claim(struct gs_buf *buf)
{
    char *text = buf->data == NULL ? gs_mem_copy_text("") : buf->data;
    *buf = (struct gs_buf){0};
    return text;
}
