/* SPDX-License-Identifier: MIT */
/*
 * A regular file is read at once: libuv cannot wait for one, and need not. Anything else is
 * read once each time the loop finds it readable, which then cannot block.
 */
#include "line_reader.h"

#include "gaiscope/base/mem.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    CHUNK_BYTES = 65536,
};

/* A reader. */
struct line_reader {
    int fd;
    bool is_regular; /* reading does not wait */
    bool is_polled;  /* poll is a handle of the loop */
    bool may_read;   /* the loop found it readable */
    bool has_ended;
    int error;
    uv_poll_t poll;
    void (*ready)(void *context);
    void *context;
    uint64_t number;
    uint64_t given;
    uint64_t total;
    size_t at;        /* first byte not given out */
    size_t filled;    /* behind the last one */
    bool is_skipping; /* the rest of a line that was too long */
    char chunk[CHUNK_BYTES + 1];
};

static void became_ready(uv_poll_t *poll, int status, int events)
{
    (void)status; /* hung up or failed: reading tells */
    (void)events;
    struct line_reader *reader = poll->data;
    reader->may_read = true;
    (void)uv_poll_stop(poll);
    reader->ready(reader->context);
}

static bool open_poll(uv_loop_t *loop, struct line_reader *reader)
{
    int failed = uv_poll_init(loop, &reader->poll, reader->fd);
    if (failed != 0) {
        errno = -failed;
        return false;
    }
    reader->is_polled = true;
    reader->poll.data = reader;
    return true;
}

enum gs_status line_reader_open(uv_loop_t *loop, const char *path,
                                void (*ready)(void *context), void *context,
                                struct line_reader **out)
{
    bool is_stdin = strcmp(path, "-") == 0;
    int fd = is_stdin ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    struct stat about = {0};
    if (fd < 0) {
        return GS_EOS;
    }
    if (fstat(fd, &about) != 0 || S_ISDIR(about.st_mode)) {
        errno = S_ISDIR(about.st_mode) ? EISDIR : errno;
        (void)close(fd);
        return GS_EOS;
    }
    struct line_reader *reader = gs_mem_new(1, sizeof *reader);
    reader->fd = fd;
    reader->ready = ready;
    reader->context = context;
    reader->is_regular = S_ISREG(about.st_mode) || is_stdin; /* /dev/null, too */
    reader->total = S_ISREG(about.st_mode) ? (uint64_t)about.st_size : 0;
    if (S_ISFIFO(about.st_mode) || S_ISSOCK(about.st_mode) || isatty(fd) == 1) {
        reader->is_regular = false;
        if (!open_poll(loop, reader)) {
            (void)close(fd);
            free(reader);
            return GS_EOS;
        }
    }
    *out = reader;
    return GS_OK;
}

/* Makes room behind what is left and reads once. Returns: LINE when bytes came. */
static enum line_reader_state fill(struct line_reader *reader)
{
    if (!reader->is_regular && reader->is_polled && !reader->may_read) {
        (void)uv_poll_start(&reader->poll, UV_READABLE | UV_DISCONNECT, became_ready);
        return LINE_READER_LATER;
    }
    memmove(reader->chunk, reader->chunk + reader->at, reader->filled - reader->at);
    reader->filled -= reader->at;
    reader->at = 0;
    ssize_t got =
        read(reader->fd, reader->chunk + reader->filled, CHUNK_BYTES - reader->filled);
    reader->may_read = false;
    if (got < 0) {
        if (errno == EINTR || errno == EAGAIN) {
            return reader->is_polled ? LINE_READER_LATER : LINE_READER_FAILED;
        }
        reader->error = errno;
        return LINE_READER_FAILED;
    }
    reader->has_ended = got == 0;
    reader->filled += (size_t)got;
    return got == 0 ? LINE_READER_END : LINE_READER_LINE;
}

/* Gives `len` bytes out as a line; `step` bytes are done with. */
static void give(struct line_reader *reader, size_t len, size_t step,
                 struct line_reader_line *out)
{
    char *text = reader->chunk + reader->at;
    reader->at += step;
    reader->given += step;
    bool is_cut = len > LINE_READER_MAX;
    len = is_cut ? LINE_READER_MAX : len;
    len -= len > 0 && !is_cut && text[len - 1] == '\r' ? 1 : 0;
    text[len] = '\0';
    *out = (struct line_reader_line){
        .text = text, .len = len, .number = ++reader->number, .is_cut = is_cut};
}

/* Drops what is left of a line that was given out already. Returns: false: it goes on. */
static bool skip_rest(struct line_reader *reader)
{
    const char *text = reader->chunk + reader->at;
    size_t left = reader->filled - reader->at;
    const char *end = memchr(text, '\n', left);
    size_t step = end == NULL ? left : (size_t)(end - text) + 1;
    reader->at += step;
    reader->given += step;
    reader->is_skipping = end == NULL;
    return end != NULL;
}

enum line_reader_state line_reader_next(struct line_reader *reader,
                                        struct line_reader_line *out)
{
    for (;;) {
        if (reader->is_skipping) {
            (void)skip_rest(reader);
        }
        const char *text = reader->chunk + reader->at;
        size_t left = reader->filled - reader->at;
        const char *end = reader->is_skipping ? NULL : memchr(text, '\n', left);
        if (end != NULL) {
            size_t len = (size_t)(end - text);
            give(reader, len, len + 1, out);
            return LINE_READER_LINE;
        }
        if (left > LINE_READER_MAX) {
            give(reader, left, left, out);
            reader->is_skipping = true;
            return LINE_READER_LINE;
        }
        if (reader->has_ended) {
            if (left == 0) {
                return LINE_READER_END;
            }
            give(reader, left, left, out);
            return LINE_READER_LINE;
        }
        enum line_reader_state state = fill(reader);
        if (state == LINE_READER_LATER || state == LINE_READER_FAILED) {
            return state;
        }
    }
}

void line_reader_progress(const struct line_reader *reader, uint64_t *done,
                          uint64_t *total)
{
    *done = reader->given;
    *total = reader->total;
}

int line_reader_error(const struct line_reader *reader)
{
    return reader->error;
}

static void closed(uv_handle_t *handle)
{
    struct line_reader *reader = handle->data;
    (void)close(reader->fd);
    free(reader);
}

void line_reader_close(struct line_reader *reader)
{
    if (reader->is_polled) {
        uv_close((uv_handle_t *)&reader->poll, closed);
        return;
    }
    (void)close(reader->fd);
    free(reader);
}
