/* SPDX-License-Identifier: MIT */
/*
 * A regular file is read at once: libuv cannot wait for one, and need not. Anything else is
 * read once each time the loop finds it readable, which then cannot block. A list that gives
 * line after line, or none for ever (/dev/zero), lets the loop have a turn now and then.
 */
#include "line_reader.h"

#include "descriptor.h"

#include "gaiscope/base/mem.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    CHUNK_BYTES = 65536,
    READS_PER_TURN = 16, /* of the loop */
};

/* A reader. */
struct line_reader {
    struct descriptor source;
    bool is_polled; /* poll is a handle of the loop; else reading does not wait */
    bool may_read;  /* the loop found it readable */
    bool has_ended;
    int error;
    unsigned reads; /* in this turn of the loop */
    int handles;    /* still open while closing */
    uv_poll_t poll;
    uv_timer_t again; /* the next turn */
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

static void turn_came(uv_timer_t *timer)
{
    struct line_reader *reader = timer->data;
    reader->reads = 0;
    reader->ready(reader->context);
}

static struct descriptor open_source(const char *path)
{
    if (strcmp(path, "-") == 0) {
        return descriptor_open(STDIN_FILENO, O_RDONLY);
    }
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    return (struct descriptor){.fd = fd, .flags = -1};
}

/* Whether the loop must say when there is something to read. Returns: 0; a negative errno. */
static int wait_by_loop(uv_loop_t *loop, struct line_reader *reader, mode_t mode)
{
    int fd = reader->source.fd;
    if (!S_ISFIFO(mode) && !S_ISSOCK(mode) && isatty(fd) != 1) {
        return 0;
    }
    int failed = uv_poll_init(loop, &reader->poll, fd);
    reader->is_polled = failed == 0;
    return failed;
}

enum gs_status line_reader_open(uv_loop_t *loop, const char *path,
                                void (*ready)(void *context), void *context,
                                struct line_reader **out)
{
    struct descriptor source = open_source(path);
    struct stat about = {0};
    if (source.fd < 0) {
        return GS_EOS;
    }
    struct line_reader *reader = gs_mem_new(1, sizeof *reader);
    reader->source = source;
    reader->ready = ready;
    reader->context = context;
    int failed = fstat(source.fd, &about) != 0 ? -errno
                 : S_ISDIR(about.st_mode)      ? -EISDIR
                                          : wait_by_loop(loop, reader, about.st_mode);
    if (failed != 0) {
        descriptor_close(&reader->source);
        free(reader);
        errno = -failed;
        return GS_EOS;
    }
    reader->total = S_ISREG(about.st_mode) ? (uint64_t)about.st_size : 0;
    (void)uv_timer_init(loop, &reader->again); /* cannot fail */
    reader->poll.data = reader->again.data = reader;
    reader->handles = reader->is_polled ? 2 : 1;
    *out = reader;
    return GS_OK;
}

/* What an errno of read means. */
static enum line_reader_state failed_with(struct line_reader *reader, int error)
{
    if (error == EINTR) {
        return LINE_READER_LINE; /* once more */
    }
    if (error == EAGAIN && reader->is_polled) {
        (void)uv_poll_start(&reader->poll, UV_READABLE | UV_DISCONNECT, became_ready);
        return LINE_READER_LATER;
    }
    reader->error = error;
    return LINE_READER_FAILED;
}

/* Whether reading has to wait for the loop, which is asked to tell then. */
static bool must_wait(struct line_reader *reader)
{
    if (reader->is_polled && !reader->may_read) {
        (void)uv_poll_start(&reader->poll, UV_READABLE | UV_DISCONNECT, became_ready);
        return true;
    }
    if (reader->reads >= READS_PER_TURN) {
        (void)uv_timer_start(&reader->again, turn_came, 1, 0); /* 0 is this turn */
        return true;
    }
    return false;
}

/* Makes room behind what is left and reads once. Returns: LINE: look again. */
static enum line_reader_state fill(struct line_reader *reader)
{
    if (must_wait(reader)) {
        return LINE_READER_LATER;
    }
    memmove(reader->chunk, reader->chunk + reader->at, reader->filled - reader->at);
    reader->filled -= reader->at;
    reader->at = 0;
    reader->may_read = false;
    reader->reads += reader->is_polled ? 0 : 1;
    ssize_t got = read(reader->source.fd, reader->chunk + reader->filled,
                       CHUNK_BYTES - reader->filled);
    if (got < 0) {
        return failed_with(reader, errno);
    }
    reader->has_ended = got == 0;
    reader->filled += (size_t)got;
    return LINE_READER_LINE;
}

/* Gives `len` bytes out as a line; `step` bytes are done with. */
static void give(struct line_reader *reader, size_t len, size_t step,
                 struct line_reader_line *out)
{
    char *text = reader->chunk + reader->at;
    reader->at += step;
    reader->given += step;
    len -= len > 0 && text[len - 1] == '\r' ? 1 : 0;
    bool is_cut = len > LINE_READER_MAX;
    len = is_cut ? LINE_READER_MAX : len;
    text[len] = '\0';
    *out = (struct line_reader_line){
        .text = text, .len = len, .number = ++reader->number, .is_cut = is_cut};
}

/* Drops what is left of a line that was given out already, as far as it is there. */
static void skip_rest(struct line_reader *reader)
{
    const char *text = reader->chunk + reader->at;
    size_t left = reader->filled - reader->at;
    const char *end = memchr(text, '\n', left);
    size_t step = end == NULL ? left : (size_t)(end - text) + 1;
    reader->at += step;
    reader->given += step;
    reader->is_skipping = end == NULL;
}

enum line_reader_state line_reader_next(struct line_reader *reader,
                                        struct line_reader_line *out)
{
    for (;;) {
        if (reader->is_skipping) {
            skip_rest(reader);
        }
        const char *text = reader->chunk + reader->at;
        size_t left = reader->filled - reader->at;
        const char *end = reader->is_skipping ? NULL : memchr(text, '\n', left);
        if (end != NULL) {
            size_t len = (size_t)(end - text);
            give(reader, len, len + 1, out);
            return LINE_READER_LINE;
        }
        if (left > LINE_READER_MAX + 1) { /* the one may be a CR */
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
    reader->handles--;
    if (reader->handles == 0) {
        descriptor_close(&reader->source);
        free(reader);
    }
}

void line_reader_close(struct line_reader *reader)
{
    if (reader->is_polled) {
        uv_close((uv_handle_t *)&reader->poll, closed);
    }
    uv_close((uv_handle_t *)&reader->again, closed);
}
