/* SPDX-License-Identifier: MIT */
/**
 * Standard output for results that come while others are asked: never blocks the loop, and
 * says when it holds enough, so that nobody asks more than the reader takes. Loop thread only.
 */
#ifndef GAISCOPE_CLI_STREAM_OUT_H
#define GAISCOPE_CLI_STREAM_OUT_H

#include "gaiscope/base/buf.h"

#include <stdbool.h>

#include <uv.h>

struct stream_out;

/** Opens. Takes: `drained`, called when it is no longer full or has failed. Owns: the caller,
 *  stream_out_close(). */
struct stream_out *stream_out_open(uv_loop_t *loop, int fd,
                                   void (*drained)(void *context), void *context);

/** Where to append; stream_out_push() afterwards. Owns: the stream. */
struct gs_buf *stream_out_buf(struct stream_out *out);

/** Writes what is there: at once when it is much, else within some milliseconds. */
void stream_out_push(struct stream_out *out);

/** Whether it holds so much that nothing should be asked. */
bool stream_out_is_full(const struct stream_out *out);

/** Bytes that wait for the reader. */
size_t stream_out_waiting(const struct stream_out *out);

/** The errno that ended it (EPIPE, ENOSPC, ...); 0: it goes on. */
int stream_out_error(const struct stream_out *out);

/** Writes all that is left, waiting for the reader. Returns: false with the error kept. */
bool stream_out_finish(struct stream_out *out);

/** Closes; the memory goes with the loop's next turn. */
void stream_out_close(struct stream_out *out);

#endif
