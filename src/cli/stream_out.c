/* SPDX-License-Identifier: MIT */
/*
 * A file is written at once. A pipe, a terminal or a socket takes what it has room for; then
 * the loop says when it has room again.
 */
#include "stream_out.h"

#include "descriptor.h"
#include "output.h"

#include "gaiscope/base/mem.h"

#include <errno.h>
#include <stdlib.h>

#include <fcntl.h>
#include <unistd.h>

enum {
    MUCH_BYTES = 32768,  /* written at once */
    FULL_BYTES = 262144, /* nothing more is asked */
    SOON_MS = 20,        /* little waits as long for more */
};

/* The stream. */
struct stream_out {
    struct descriptor sink;
    bool is_polled;  /* poll is a handle of the loop; else writing does not wait */
    bool is_waiting; /* for the reader */
    bool was_full;
    int error;
    int handles; /* still open while closing */
    size_t at;   /* first byte not written */
    struct gs_buf buf;
    uv_poll_t poll;
    uv_timer_t soon;
    void (*drained)(void *context);
    void *context;
};

static void write_some(struct stream_out *out);

size_t stream_out_waiting(const struct stream_out *out)
{
    return out->buf.len - out->at;
}

static void tell(struct stream_out *out)
{
    bool is_full = stream_out_is_full(out);
    if ((out->was_full && !is_full) || out->error != 0) {
        out->was_full = false;
        out->drained(out->context);
    }
}

static void became_writable(uv_poll_t *poll, int status, int events)
{
    (void)status; /* failed: writing tells */
    (void)events;
    struct stream_out *out = poll->data;
    (void)uv_poll_stop(poll);
    out->is_waiting = false;
    write_some(out);
    tell(out);
}

static void soon_due(uv_timer_t *timer)
{
    struct stream_out *out = timer->data;
    write_some(out);
    tell(out);
}

static void drop_written(struct stream_out *out)
{
    if (stream_out_waiting(out) == 0) {
        gs_buf_clear(&out->buf);
        out->at = 0;
    } else if (out->at > FULL_BYTES) {
        struct gs_buf rest = {0};
        gs_buf_add(&rest, gs_buf_text(&out->buf) + out->at, stream_out_waiting(out));
        gs_buf_fini(&out->buf);
        out->buf = rest;
        out->at = 0;
    }
}

static void take_errno(struct stream_out *out, int error)
{
    if (error == EAGAIN && out->is_polled) {
        out->is_waiting = true;
        (void)uv_poll_start(&out->poll, UV_WRITABLE | UV_DISCONNECT, became_writable);
    } else if (error != EINTR) {
        out->error = error;
    }
}

static void write_some(struct stream_out *out)
{
    while (stream_out_waiting(out) > 0 && out->error == 0 && !out->is_waiting) {
        ssize_t written = write(out->sink.fd, gs_buf_text(&out->buf) + out->at,
                                stream_out_waiting(out));
        if (written < 0) {
            take_errno(out, errno);
        } else {
            out->at += (size_t)written;
        }
    }
    drop_written(out);
}

struct stream_out *stream_out_open(uv_loop_t *loop, int fd,
                                   void (*drained)(void *context), void *context)
{
    struct stream_out *out = gs_mem_new(1, sizeof *out);
    out->sink = descriptor_open(fd, O_WRONLY);
    out->drained = drained;
    out->context = context;
    /* libuv refuses what never has to be waited for: files and /dev/null */
    out->is_polled = uv_poll_init(loop, &out->poll, out->sink.fd) == 0;
    (void)uv_timer_init(loop, &out->soon);
    out->poll.data = out->soon.data = out;
    out->handles = out->is_polled ? 2 : 1;
    return out;
}

struct gs_buf *stream_out_buf(struct stream_out *out)
{
    return &out->buf;
}

void stream_out_push(struct stream_out *out)
{
    out->was_full |= stream_out_is_full(out);
    if (out->is_waiting || out->error != 0) {
        return;
    }
    if (stream_out_waiting(out) >= MUCH_BYTES) {
        (void)uv_timer_stop(&out->soon);
        write_some(out);
        if (out->error != 0) { /* told by the loop: the caller is amid its own work */
            (void)uv_timer_start(&out->soon, soon_due, 0, 0);
        }
    } else if (stream_out_waiting(out) > 0 &&
               uv_is_active((uv_handle_t *)&out->soon) == 0) {
        (void)uv_timer_start(&out->soon, soon_due, SOON_MS, 0);
    }
}

bool stream_out_is_full(const struct stream_out *out)
{
    return stream_out_waiting(out) > FULL_BYTES;
}

int stream_out_error(const struct stream_out *out)
{
    return out->error;
}

bool stream_out_finish(struct stream_out *out)
{
    if (out->error == 0 && stream_out_waiting(out) > 0 &&
        !output_write(out->sink.fd, gs_buf_text(&out->buf) + out->at,
                      stream_out_waiting(out))) {
        out->error = errno;
    }
    gs_buf_clear(&out->buf);
    out->at = 0;
    return out->error == 0;
}

static void closed(uv_handle_t *handle)
{
    struct stream_out *out = handle->data;
    out->handles--;
    if (out->handles == 0) {
        descriptor_close(&out->sink);
        gs_buf_fini(&out->buf);
        free(out);
    }
}

void stream_out_close(struct stream_out *out)
{
    if (out->is_polled) {
        uv_close((uv_handle_t *)&out->poll, closed);
    }
    uv_close((uv_handle_t *)&out->soon, closed);
}
