/* SPDX-License-Identifier: MIT */
#include "gaiscope/report/recorder.h"

#include "gaiscope/base/mem.h"
#include "gaiscope/base/text.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    END_MAX = 128,        /* bytes kept free for the last line */
    HEAD_MAX = 512,       /* bytes looked at to know a recording */
    COLLECT_MAX = 65536,  /* bytes collected before they are written at once */
    PIECE_HOSTS = 100,    /* of a list in a line: each may have many addresses */
    PIECE_ENTRIES = 1000, /* of its journal in a line */
};

struct gs_recorder {
    int fd;                       /* the file */
    int64_t begin_us;             /* of the head */
    uint64_t limit_bytes;         /* of the file */
    uint64_t used_bytes;          /* written and collected */
    struct gs_buf lines;          /* collected */
    enum gs_recorder_state state; /* how it stands */
    int error;                    /* errno with FAILED */
    size_t left_out;              /* events too long for a line */
};

/* Whether an open file is empty or a recording: then it may be replaced. */
static bool is_recording(int fd)
{
    char first[HEAD_MAX];
    struct stat file = {0};
    if (fstat(fd, &file) != 0 || !S_ISREG(file.st_mode)) {
        return false;
    }
    ssize_t got = pread(fd, first, sizeof first, 0);
    const char *end = got > 0 ? memchr(first, '\n', (size_t)got) : NULL;
    struct gs_recording_head head;
    struct gs_buf reason = {0};
    enum gs_status status =
        end == NULL
            ? GS_EFORMAT
            : gs_recording_read_head(first, (size_t)(end - first), &head, &reason);
    gs_buf_fini(&reason);
    return got == 0 || status == GS_OK || status == GS_EUNSUPPORTED;
}

/* Opens a file that is there. Nothing of it changes before it is known to be a recording that
 * nobody else writes. */
static enum gs_status open_again(const char *path, int *out)
{
    int fd = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (fd < 0) {
        return errno == ELOOP ? GS_EFORMAT : GS_EOS;
    }
    enum gs_status status = !is_recording(fd)                    ? GS_EFORMAT
                            : flock(fd, LOCK_EX | LOCK_NB) != 0  ? GS_ELIMIT
                            : fchmod(fd, S_IRUSR | S_IWUSR) != 0 ? GS_EOS
                                                                 : GS_OK;
    if (status != GS_OK) {
        int error = errno;
        (void)close(fd);
        errno = error;
        return status;
    }
    *out = fd;
    return GS_OK;
}

static enum gs_status open_file(const char *path, int *out, bool *is_new)
{
    int fd =
        open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, S_IRUSR | S_IWUSR);
    if (fd < 0) {
        return errno == EEXIST ? open_again(path, out) : GS_EOS;
    }
    (void)flock(fd, LOCK_EX | LOCK_NB); /* nobody else has it yet */
    *is_new = true;
    *out = fd;
    return GS_OK;
}

/* The head stands in the file before anything of an older recording goes: where there is no
 * room for it, that one stays. */
static bool write_head(struct gs_recorder *recorder)
{
    if (gs_recorder_flush(recorder) != GS_RECORDER_ON) {
        return false;
    }
    if (ftruncate(recorder->fd, (off_t)recorder->used_bytes) != 0) {
        recorder->state = GS_RECORDER_FAILED;
        recorder->error = errno;
    }
    return recorder->state == GS_RECORDER_ON;
}

enum gs_status gs_recorder_open(const char *path, const struct gs_recording_head *head,
                                uint64_t limit_bytes, struct gs_recorder **out)
{
    int fd = -1;
    bool is_new = false;
    enum gs_status status = open_file(path, &fd, &is_new);
    if (status != GS_OK) {
        return status;
    }
    struct gs_recorder *recorder = gs_mem_new(1, sizeof *recorder);
    recorder->fd = fd;
    recorder->begin_us = head->begin_us;
    recorder->limit_bytes = limit_bytes;
    gs_recording_write_head(head, &recorder->lines);
    recorder->used_bytes = recorder->lines.len;
    if (!write_head(recorder)) {
        int error = recorder->error;
        if (is_new) {
            (void)unlink(path); /* nothing is left of what did not begin */
        }
        (void)gs_recorder_close(recorder, 0);
        errno = error;
        return GS_EOS;
    }
    *out = recorder;
    return GS_OK;
}

static void take_line(struct gs_recorder *recorder, const struct gs_event *event)
{
    if (recorder->state != GS_RECORDER_ON) {
        return;
    }
    size_t before = recorder->lines.len;
    if (gs_recording_write_event(event, recorder->begin_us, &recorder->lines) != GS_OK) {
        recorder->left_out++;
        return;
    }
    size_t len = recorder->lines.len - before;
    if (recorder->used_bytes + len + END_MAX > recorder->limit_bytes) {
        recorder->lines.len = before; /* the event is not in it, the end is */
        recorder->lines.data[before] = '\0';
        gs_recording_write_end(event->at_us, recorder->begin_us, &recorder->lines);
        if (gs_recorder_flush(recorder) == GS_RECORDER_ON) {
            recorder->state = GS_RECORDER_FULL;
        }
        return;
    }
    recorder->used_bytes += len;
    if (recorder->lines.len >= COLLECT_MAX) {
        (void)gs_recorder_flush(recorder); /* its state says how it went */
    }
}

static size_t piece_of(size_t count, size_t done, size_t most)
{
    return count - done < most ? count - done : most;
}

/* A long list with its history would be too long for a line. Pieces borrow from it. */
static void take_list(struct gs_recorder *recorder, const struct gs_event *event)
{
    const struct gs_watch_told *told = event->of.watch_list;
    struct gs_watch_told piece = *told;
    struct gs_event line = *event;
    size_t hosts = 0;
    size_t entries = 0;
    line.of.watch_list = &piece;
    do {
        piece.hosts.items = told->hosts.items == NULL ? NULL : told->hosts.items + hosts;
        piece.hosts.count = piece_of(told->hosts.count, hosts, PIECE_HOSTS);
        hosts += piece.hosts.count;
        bool is_last = hosts == told->hosts.count;
        piece.journal.items =
            told->journal.items == NULL ? NULL : told->journal.items + entries;
        piece.journal.count =
            is_last ? piece_of(told->journal.count, entries, PIECE_ENTRIES) : 0;
        entries += piece.journal.count;
        take_line(recorder, &line);
        piece.is_more = true;
        piece.errors.count = 0;
    } while (hosts < told->hosts.count || entries < told->journal.count);
}

void gs_recorder_take(struct gs_recorder *recorder, const struct gs_event *event)
{
    if (event->type == GS_EVENT_WATCH_LIST) {
        take_list(recorder, event);
    } else {
        take_line(recorder, event);
    }
}

bool gs_recorder_has_lines(const struct gs_recorder *recorder)
{
    return recorder->lines.len > 0;
}

static enum gs_recorder_state fail(struct gs_recorder *recorder, int error)
{
    recorder->state = GS_RECORDER_FAILED;
    recorder->error = error;
    gs_buf_clear(&recorder->lines);
    return recorder->state;
}

enum gs_recorder_state gs_recorder_flush(struct gs_recorder *recorder)
{
    size_t done = 0;
    struct stat file = {0};
    while (recorder->state == GS_RECORDER_ON && done < recorder->lines.len) {
        ssize_t wrote =
            write(recorder->fd, recorder->lines.data + done, recorder->lines.len - done);
        if (wrote < 0 && errno != EINTR) {
            return fail(recorder, errno);
        }
        done += wrote > 0 ? (size_t)wrote : 0;
    }
    gs_buf_clear(&recorder->lines);
    if (recorder->state == GS_RECORDER_ON && fstat(recorder->fd, &file) == 0 &&
        file.st_nlink == 0) {
        recorder->state = GS_RECORDER_REMOVED;
    }
    return recorder->state;
}

enum gs_recorder_state gs_recorder_state(const struct gs_recorder *recorder)
{
    return recorder->state;
}

int gs_recorder_error(const struct gs_recorder *recorder)
{
    return recorder->error;
}

void gs_recorder_say_left_out(const struct gs_recorder *recorder, struct gs_buf *out)
{
    if (recorder->left_out > 0) {
        gs_buf_addf(out, "%zu %s too long for a line and not in it", recorder->left_out,
                    gs_plural(recorder->left_out, "event is", "events are"));
    }
}

enum gs_recorder_state gs_recorder_close(struct gs_recorder *recorder, int64_t at_us)
{
    if (recorder == NULL) {
        return GS_RECORDER_ON;
    }
    if (recorder->state == GS_RECORDER_ON) {
        gs_recording_write_end(at_us, recorder->begin_us, &recorder->lines);
        (void)gs_recorder_flush(recorder); /* its state is what is returned */
    }
    enum gs_recorder_state state = recorder->state;
    if (close(recorder->fd) != 0 && state == GS_RECORDER_ON) {
        state = GS_RECORDER_FAILED;
    }
    gs_buf_fini(&recorder->lines);
    free(recorder);
    return state;
}
