/* SPDX-License-Identifier: MIT */
#include "gaiscope/report/replay.h"

#include "gaiscope/base/mem.h"
#include "gaiscope/base/text.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    READ_BYTES = 65536, /* at once */
    PATH_CELLS = 60,    /* of the file's name in a sentence */
};

struct gs_replay {
    int fd;                            /* the file */
    char *path;                        /* as given, safe for a screen */
    struct gs_buf bytes;               /* read, not yet used */
    size_t used;                       /* of bytes */
    bool is_over;                      /* the file has no more bytes */
    size_t line;                       /* number of the line read last, from 1 */
    struct gs_recording_head head;     /* its first line */
    struct gs_event next;              /* with has_next */
    bool has_next;                     /* an event waits */
    int64_t at_us;                     /* when the next event is due */
    enum gs_replay_state state;        /* how far */
    size_t broken_count;               /* lines passed over */
    char *broken[GS_REPLAY_NAMED_MAX]; /* the first of them, named */
};

/* One line, as it lies in the buffer. */
struct line {
    const char *text;
    size_t len;
    bool is_whole;    /* its end was there */
    bool is_too_long; /* its rest was thrown away */
};

/* Reads more. Returns: false at the end of the file. */
static bool read_more(struct gs_replay *replay)
{
    char chunk[READ_BYTES];
    if (replay->used > 0) {
        size_t left = replay->bytes.len - replay->used;
        memmove(replay->bytes.data, replay->bytes.data + replay->used, left);
        replay->bytes.len = left;
        replay->bytes.data[left] = '\0';
        replay->used = 0;
    }
    ssize_t got = 0;
    do {
        got = replay->is_over ? 0 : read(replay->fd, chunk, sizeof chunk);
    } while (got < 0 && errno == EINTR);
    replay->is_over = got <= 0;
    gs_buf_add(&replay->bytes, chunk, got > 0 ? (size_t)got : 0);
    return got > 0;
}

/* The next line. Returns: false at the end. */
static bool read_line(struct gs_replay *replay, struct line *out)
{
    *out = (struct line){0};
    size_t looked = 0;
    for (;;) {
        const char *text = gs_buf_text(&replay->bytes) + replay->used;
        size_t len = replay->bytes.len - replay->used;
        const char *end = len > looked ? memchr(text + looked, '\n', len - looked) : NULL;
        if (end != NULL || (replay->is_over && len > 0)) {
            out->text = text;
            out->len = end != NULL ? (size_t)(end - text) : len;
            out->is_whole = end != NULL;
            replay->used += out->len + (end != NULL ? 1 : 0);
            replay->line++;
            return true;
        }
        looked = len;
        if (len > GS_RECORDING_LINE_MAX) { /* keeps none of it */
            out->is_too_long = true;
            replay->used = replay->bytes.len;
            looked = 0;
        }
        if (!read_more(replay) && replay->bytes.len == 0) {
            return false;
        }
    }
}

static void pass_over(struct gs_replay *replay, const char *reason)
{
    if (replay->broken_count < GS_REPLAY_NAMED_MAX) {
        struct gs_buf named = {0};
        gs_buf_addf(&named, "%s, line %zu: %s", replay->path, replay->line, reason);
        replay->broken[replay->broken_count] = gs_buf_claim(&named);
    }
    replay->broken_count++;
}

/* Takes a line. Returns: whether the search for the next event is over. */
static bool take_line(struct gs_replay *replay, const struct line *line)
{
    struct gs_buf reason = {0};
    enum gs_recording_line result =
        line->is_too_long
            ? GS_RECORDING_BROKEN
            : gs_recording_read_line(line->text, line->len, replay->head.begin_us,
                                     &replay->next, &reason);
    if (result == GS_RECORDING_EVENT) {
        replay->has_next = true;
        replay->at_us =
            replay->next.at_us > replay->at_us ? replay->next.at_us : replay->at_us;
    } else if (result == GS_RECORDING_END) {
        replay->state = GS_REPLAY_ENDED;
    } else if (!line->is_whole) {
        replay->state = GS_REPLAY_CUT;
    } else {
        pass_over(replay, line->is_too_long ? "is too long" : gs_buf_text(&reason));
    }
    gs_buf_fini(&reason);
    return replay->has_next || replay->state != GS_REPLAY_PLAYING;
}

const struct gs_event *gs_replay_next(struct gs_replay *replay)
{
    struct line line;
    while (!replay->has_next && replay->state == GS_REPLAY_PLAYING) {
        if (!read_line(replay, &line)) {
            replay->line++;
            replay->state = GS_REPLAY_CUT;
        } else if (take_line(replay, &line)) {
            break;
        }
    }
    return replay->has_next ? &replay->next : NULL;
}

int64_t gs_replay_due_us(const struct gs_replay *replay)
{
    return replay->at_us;
}

bool gs_replay_claim(struct gs_replay *replay, struct gs_event *out)
{
    if (gs_replay_next(replay) == NULL) {
        return false;
    }
    *out = replay->next;
    replay->has_next = false;
    return true;
}

const struct gs_recording_head *gs_replay_head(const struct gs_replay *replay)
{
    return &replay->head;
}

enum gs_replay_state gs_replay_state(const struct gs_replay *replay)
{
    return replay->has_next ? GS_REPLAY_PLAYING : replay->state;
}

size_t gs_replay_broken_count(const struct gs_replay *replay)
{
    return replay->broken_count;
}

const char *gs_replay_broken(const struct gs_replay *replay, size_t index)
{
    return index < GS_REPLAY_NAMED_MAX ? replay->broken[index] : NULL;
}

void gs_replay_say_end(const struct gs_replay *replay, struct gs_buf *out)
{
    if (replay->state == GS_REPLAY_CUT) {
        gs_buf_addf(out, "cut at line %zu: replayed as far as it goes", replay->line);
    } else {
        gs_buf_add_text(out, "the recording is at its end");
    }
    if (replay->broken_count > 0) {
        gs_buf_addf(out, ", %zu broken %s passed over", replay->broken_count,
                    gs_plural(replay->broken_count, "line", "lines"));
    }
}

/* Why a file cannot be opened as a recording; NULL: it can, and is. */
static const char *open_file(const char *path, int *out)
{
    struct stat file = {0};
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0) {
        return errno == ENOENT   ? "there is no such file"
               : errno == EACCES ? "this user may not read it"
                                 : "it cannot be opened";
    }
    if (fstat(fd, &file) != 0 || !S_ISREG(file.st_mode)) {
        (void)close(fd);
        return "it is no regular file";
    }
    *out = fd;
    return NULL;
}

static enum gs_status read_head(struct gs_replay *replay, struct gs_buf *error)
{
    struct line line;
    struct gs_buf reason = {0};
    enum gs_status status = GS_EFORMAT;
    if (!read_line(replay, &line)) {
        gs_buf_add_text(&reason, "the file is empty");
    } else {
        status = gs_recording_read_head(line.text, line.is_too_long ? 0 : line.len,
                                        &replay->head, &reason);
    }
    if (status != GS_OK) {
        gs_buf_addf(error, "%s: %s", replay->path, gs_buf_text(&reason));
    }
    replay->at_us = replay->head.begin_us;
    gs_buf_fini(&reason);
    return status;
}

enum gs_status gs_replay_open(const char *path, struct gs_replay **out,
                              struct gs_buf *error)
{
    int fd = -1;
    struct gs_buf name = {0};
    char *safe = gs_text_sanitised(path);
    gs_text_cut_middle(&name, safe, PATH_CELLS);
    free(safe);
    const char *why = open_file(path, &fd);
    if (why != NULL) {
        gs_buf_addf(error, "%s: %s", gs_buf_text(&name), why);
        gs_buf_fini(&name);
        return GS_EOS;
    }
    struct gs_replay *replay = gs_mem_new(1, sizeof *replay);
    replay->fd = fd;
    replay->path = gs_buf_claim(&name);
    enum gs_status status = read_head(replay, error);
    if (status == GS_OK) {
        *out = replay;
    } else {
        gs_replay_close(replay);
    }
    return status;
}

void gs_replay_close(struct gs_replay *replay)
{
    if (replay == NULL) {
        return;
    }
    if (replay->has_next) {
        gs_event_fini(&replay->next);
    }
    (void)close(replay->fd);
    free(replay->path);
    gs_buf_fini(&replay->bytes);
    for (size_t i = 0; i < GS_REPLAY_NAMED_MAX; i++) {
        free(replay->broken[i]);
    }
    free(replay);
}
