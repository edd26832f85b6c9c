/* SPDX-License-Identifier: MIT */
#include "gaiscope/cli/monitor_file.h"

#include "monitor_writer.h"

#include "gaiscope/base/hash.h"
#include "gaiscope/base/mem.h"
#include "gaiscope/base/text.h"
#include "gaiscope/cli/state_path.h"

#include <errno.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    READ_BYTES = 65536, /* at once */
    NAME_CELLS = 48,    /* of a file's name in a sentence */
    REASON_MAX = 128,   /* words for an errno */
    BROKEN_MAX = 9,     /* files that are kept aside */
};

struct gs_monitor_file {
    char *path;     /* of the state */
    char *new_path; /* beside it, being written */
    char *list;     /* for the head */
    int lock_fd;    /* -1: another program has the lock, or there is no place */
    gs_monitor_file_said_fn said; /* hears sentences; NULL: nobody */
    void *context;                /* handed to it */
    bool has_failed;              /* said, until a writing ends well */
    struct monitor_writer writer; /* for who has the lock */
};

/* -- where ---------------------------------------------------------------------------- */

bool gs_monitor_file_path(const char *list, char *out, size_t size)
{
    char name[96];
    char *real = realpath(list, NULL);
    const char *full = real == NULL ? list : real;
    const char *slash = strrchr(full, '/');
    const char *base = slash == NULL ? full : slash + 1;
    size_t kept = strspn(base, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                               "0123456789._-");
    (void)snprintf(name, sizeof name, "monitor/%.*s-%016llx.jsonl",
                   (int)(kept < 40 ? kept : 40), base,
                   (unsigned long long)gs_hash(GS_HASH_START, full, strlen(full)));
    free(real);
    return gs_state_path(name, out, size);
}

static char *with_end(const char *path, const char *end)
{
    struct gs_buf text = {0};
    gs_buf_addf(&text, "%s%s", path, end);
    return gs_buf_claim(&text);
}

/* -- sentences ------------------------------------------------------------------------ */

static void say(const struct gs_monitor_file *file, const struct gs_buf *sentence)
{
    if (file->said != NULL) {
        file->said(file->context, gs_buf_text(sentence));
    }
}

/* Once in a row: a full disk is not new each minute. */
static void say_failed(struct gs_monitor_file *file, int error)
{
    struct gs_buf sentence = {0};
    char reason[REASON_MAX];
    if (file->has_failed) {
        return;
    }
    file->has_failed = true;
    (void)uv_strerror_r(uv_translate_sys_error(error), reason, sizeof reason);
    gs_buf_addf(&sentence, "the monitor's state is not kept, the older one stays: %s",
                reason);
    say(file, &sentence);
    gs_buf_fini(&sentence);
}

/* -- the lock ------------------------------------------------------------------------- */

static int take_lock(const struct gs_monitor_file *file)
{
    char *path = with_end(file->path, ".lock");
    gs_state_make_folders(path);
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK,
                  S_IRUSR | S_IWUSR);
    free(path);
    if (fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) != 0) {
        int error = errno;
        (void)close(fd);
        errno = error;
        return -1;
    }
    return fd;
}

static void say_not_locked(struct gs_monitor_file *file, int error)
{
    struct gs_buf sentence = {0};
    if (error != EWOULDBLOCK) {
        say_failed(file, error);
        return;
    }
    gs_buf_add_text(&sentence, "another gaiscope keeps the state of this list: this one "
                               "keeps nothing");
    say(file, &sentence);
    gs_buf_fini(&sentence);
}

static void written(void *context, int error);

struct gs_monitor_file *
gs_monitor_file_open(const struct gs_monitor_file_settings *settings)
{
    struct gs_monitor_file *file = gs_mem_new(1, sizeof *file);
    file->path = gs_mem_copy_text(settings->path);
    file->new_path = with_end(settings->path, ".new");
    file->list = gs_text_sanitised(settings->list);
    file->said = settings->said;
    file->context = settings->context;
    file->writer = (struct monitor_writer){.path = file->path,
                                           .new_path = file->new_path,
                                           .list = file->list,
                                           .monitor = settings->monitor,
                                           .saved_revision = settings->monitor->revision,
                                           .period_ms = GS_MONITOR_FILE_S * 1000,
                                           .is_unattended = settings->is_unattended,
                                           .written = written,
                                           .context = file};
    file->lock_fd = take_lock(file);
    if (file->lock_fd < 0) {
        say_not_locked(file, errno);
    }
    return file;
}

/* -- reading -------------------------------------------------------------------------- */

/* How reading went. */
struct reading {
    struct gs_monitor_saved *saved;
    struct gs_buf reason; /* of the first line that is wrong */
    size_t line;          /* read last, from 1 */
    size_t broken_line;   /* 0: none */
    int error;            /* errno that ended it; 0: its end was reached */
    bool is_later;        /* a later version's */
};

static void take_line(struct reading *reading, const char *line, size_t len)
{
    struct gs_buf reason = {0};
    reading->line++;
    enum gs_status status = gs_monitor_state_take(reading->saved, line, len, &reason);
    reading->is_later = reading->is_later || status == GS_EUNSUPPORTED;
    if (status != GS_OK && reading->broken_line == 0) {
        reading->broken_line = reading->line;
        gs_buf_add(&reading->reason, gs_buf_text(&reason), reason.len);
    }
    gs_buf_fini(&reason);
}

/* Takes whole lines out of the front of the bytes. */
static void take_lines(struct reading *reading, struct gs_buf *bytes)
{
    size_t at = 0;
    const char *end = NULL;
    while (at < bytes->len && !reading->is_later &&
           (end = memchr(bytes->data + at, '\n', bytes->len - at)) != NULL) {
        size_t len = (size_t)(end - bytes->data) - at;
        take_line(reading, bytes->data + at, len);
        at += len + 1;
    }
    if (at > 0) {
        memmove(bytes->data, bytes->data + at, bytes->len - at);
        bytes->len -= at;
    }
}

static void read_lines(struct reading *reading, int fd)
{
    struct gs_buf bytes = {0};
    char *chunk = gs_mem_new(READ_BYTES, 1);
    ssize_t got = 0;
    do {
        got = read(fd, chunk, READ_BYTES);
        reading->error = got < 0 && errno != EINTR ? errno : 0;
        gs_buf_add(&bytes, chunk, got > 0 ? (size_t)got : 0);
        take_lines(reading, &bytes);
        if (bytes.len > GS_MONITOR_STATE_LINE_MAX) { /* nothing that was written by us */
            take_line(reading, "", 0);
            gs_buf_clear(&bytes);
        }
    } while (!reading->is_later && got != 0 && reading->error == 0);
    if (bytes.len > 0 && !reading->is_later) {
        take_line(reading, bytes.data, bytes.len); /* its end was cut off */
    }
    free(chunk);
    gs_buf_fini(&bytes);
}

static void add_what_is_wrong(const struct reading *reading, struct gs_buf *sentence)
{
    char reason[REASON_MAX];
    if (reading->is_later) {
        gs_buf_addf(sentence, "is not read: %s", gs_buf_text(&reading->reason));
    } else if (reading->error != 0) {
        (void)uv_strerror_r(uv_translate_sys_error(reading->error), reason,
                            sizeof reason);
        gs_buf_addf(sentence, "cannot be read: %s", reason);
    } else if (reading->broken_line > 0) {
        gs_buf_addf(sentence, "is broken at line %zu: %s", reading->broken_line,
                    gs_buf_text(&reading->reason));
    } else {
        gs_buf_add_text(sentence, "was cut");
    }
}

/* What could not be read, and not be moved, is not written over either. */
static void keep_nothing(struct gs_monitor_file *file, struct gs_buf *sentence)
{
    if (file->lock_fd >= 0) {
        (void)close(file->lock_fd);
        file->lock_fd = -1;
        gs_buf_add_text(sentence, "; it stays as it is, and this run keeps none");
    }
}

static void add_name(const char *path, struct gs_buf *sentence)
{
    const char *slash = strrchr(path, '/');
    char *safe = gs_text_sanitised(slash == NULL ? path : slash + 1);
    gs_text_cut_middle(sentence, safe, NAME_CELLS);
    free(safe);
}

/* Where nothing is yet: FILE.broken, FILE.broken.2 ... */
static char *free_place(const char *path)
{
    char *place = with_end(path, ".broken");
    struct stat facts;
    for (int i = 2; i <= BROKEN_MAX && lstat(place, &facts) == 0; i++) {
        char end[32];
        (void)snprintf(end, sizeof end, ".broken.%d", i);
        free(place);
        place = with_end(path, end);
    }
    return place;
}

/* Says what is wrong with the file and puts it where nothing writes over it. The last of many
 * places is taken again and again. */
static void set_aside(struct gs_monitor_file *file, const struct reading *reading)
{
    struct gs_buf sentence = {0};
    char *aside = free_place(file->path);
    bool is_moved = file->lock_fd >= 0 && rename(file->path, aside) == 0;
    gs_buf_add_text(&sentence, "the state of the last run ");
    add_what_is_wrong(reading, &sentence);
    if (is_moved) {
        gs_buf_add_text(&sentence, "; it is kept as ");
        add_name(aside, &sentence);
    } else {
        keep_nothing(file, &sentence);
    }
    say(file, &sentence);
    gs_buf_fini(&sentence);
    free(aside);
}

/* There is something, and nobody knows what. */
static void leave_alone(struct gs_monitor_file *file, const struct reading *reading)
{
    struct gs_buf sentence = {0};
    gs_buf_add_text(&sentence, "the state of the last run ");
    if (reading->error == 0) {
        gs_buf_add_text(&sentence, "is no regular file");
    } else {
        add_what_is_wrong(reading, &sentence);
    }
    keep_nothing(file, &sentence);
    say(file, &sentence);
    gs_buf_fini(&sentence);
}

/* Opens a state that can be read. Returns: -1: there is none (errno 0 in *error: no regular file;
 * ENOENT, ENOTDIR: nothing at all). */
static int open_state(const char *path, int *error)
{
    struct stat facts = {0};
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    *error = fd < 0 || fstat(fd, &facts) != 0 ? errno : 0;
    if (fd >= 0 && (*error != 0 || !S_ISREG(facts.st_mode))) {
        (void)close(fd);
        return -1;
    }
    return fd;
}

static void read_state(struct gs_monitor_file *file, struct reading *reading, int fd)
{
    struct gs_monitor_saved *saved = reading->saved;
    read_lines(reading, fd);
    if (reading->is_later) {
        gs_monitor_saved_fini(saved);
    }
    if (reading->is_later || !saved->has_end || reading->broken_line > 0) {
        set_aside(file, reading);
    }
    gs_monitor_state_settle(saved);
}

void gs_monitor_file_load(struct gs_monitor_file *file, struct gs_monitor_saved *out)
{
    struct gs_monitor_saved saved = {0};
    struct reading reading = {.saved = &saved};
    int fd = open_state(file->path, &reading.error);
    if (fd >= 0) {
        read_state(file, &reading, fd);
        (void)close(fd); /* it was only read */
    } else if (reading.error != ENOENT && reading.error != ENOTDIR) {
        leave_alone(file, &reading);
    }
    gs_buf_fini(&reading.reason);
    *out = saved;
}

/* -- writing -------------------------------------------------------------------------- */

static void written(void *context, int error)
{
    struct gs_monitor_file *file = context;
    if (error == 0) {
        file->has_failed = false;
    } else {
        say_failed(file, error);
    }
}

enum gs_status gs_monitor_file_save(struct gs_monitor_file *file)
{
    return file->lock_fd < 0                         ? GS_EUNSUPPORTED
           : monitor_writer_save(&file->writer) == 0 ? GS_OK
                                                     : GS_EOS;
}

void gs_monitor_file_start(struct gs_monitor_file *file, uv_loop_t *loop)
{
    int error = file->lock_fd < 0 ? 0 : monitor_writer_start(&file->writer, loop);
    if (error != 0) {
        say_failed(file, error); /* it is written at the end */
    }
}

void gs_monitor_file_close(struct gs_monitor_file *file)
{
    if (file == NULL) {
        return;
    }
    struct monitor_writer *writer = &file->writer;
    monitor_writer_stop(writer);
    if (file->lock_fd >= 0 && writer->saved_revision != writer->monitor->revision) {
        (void)gs_monitor_file_save(file); /* what went wrong is said */
    }
    if (file->lock_fd >= 0) {
        (void)close(file->lock_fd);
    }
    free(file->path);
    free(file->new_path);
    free(file->list);
    free(file);
}
