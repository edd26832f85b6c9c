/* SPDX-License-Identifier: MIT */
/*
 * Folders are listened to, not the file: editors put a new file in its place, and where a symbolic
 * link leads may change. Any event there means no more than: look when it has become calm.
 *
 *     calm --event--> waiting --200 ms without one, at most 2 s--> look
 *      ^                ^                                           |
 *      |                `--- gone, empty or being written: again ---+ (told after the 2nd look)
 *      `----- as known: nothing; another text: told ----------------'
 *
 * Where the system has no more of such listeners, and while the file is lost, its time is asked
 * every two seconds from a worker.
 */
#include "gaiscope/base/hash.h"
#include "gaiscope/base/text.h"
#include "gaiscope/cli/watch_file.h"

#include <limits.h>
#include <string.h>

#include <sys/stat.h>

enum {
    FOLDERS = 2, /* of the path, and of what it leads to */
    HANDLES = FOLDERS + 2,
    FOLDS_MAX = 10, /* of a file that is written all the time */
    AGAIN_MS = 1000,
    POLL_MS = 2000,
    FRESH_S = 2,
    NAME_CELLS = 60,
};

/* What is known of the file without reading it. */
struct facts {
    dev_t device;
    ino_t number;
    off_t size;
    struct timespec changed;
};

struct gs_watch_file {
    char *path;
    gs_watch_file_fn news;
    void *context;
    uint64_t sum;       /* of the text that is known */
    size_t len;         /* the same */
    struct facts facts; /* of the file with that text */
    bool is_lost;       /* and this was told */
    unsigned looks;     /* at a file that is lost, so far */
    unsigned folds;     /* of the present wait */
    uv_timer_t wait;
    uv_fs_poll_t poll;
    uv_fs_event_t folders[FOLDERS];
    char *names[FOLDERS]; /* of the folders; NULL: not listened to */
    int open_handles;     /* while closing */
};

static uint64_t sum_of(const struct gs_buf *text)
{
    return gs_hash(GS_HASH_START, text->data, text->len);
}

static bool read_facts(const char *path, struct facts *out)
{
    struct stat now;
    if (stat(path, &now) != 0) {
        return false;
    }
    *out = (struct facts){now.st_dev, now.st_ino, now.st_size, now.st_mtim};
    return true;
}

static bool is_same(const struct facts *a, const struct facts *b)
{
    return a->device == b->device && a->number == b->number && a->size == b->size &&
           a->changed.tv_sec == b->changed.tv_sec &&
           a->changed.tv_nsec == b->changed.tv_nsec;
}

/* A file that was written just now can be written again within the same tick of the clock that
 * stamps it, and look as before: it is read again at the next event. */
static bool is_fresh(const struct facts *facts)
{
    uv_timeval64_t now = {0};
    (void)uv_gettimeofday(&now); /* only fails for a bad pointer */
    return facts->changed.tv_sec + FRESH_S >= now.tv_sec;
}

void gs_watch_file_know(struct gs_watch_file *file, const struct gs_buf *text)
{
    file->sum = sum_of(text);
    file->len = text->len;
    file->is_lost = false;
    file->looks = 0;
    if (!read_facts(file->path, &file->facts) || is_fresh(&file->facts)) {
        file->facts = (struct facts){0};
    }
}

static void waited(uv_timer_t *timer);
static void listen_all(struct gs_watch_file *file);

static void wait_ms(struct gs_watch_file *file, uint64_t ms)
{
    (void)uv_timer_start(&file->wait, waited, ms, 0);
}

/* Keeps the list that is watched. The first look says nothing: an editor may be between
 * two steps. */
static void lose(struct gs_watch_file *file, const char *why)
{
    struct gs_buf text = {0};
    if (file->looks++ == 0) {
        wait_ms(file, AGAIN_MS);
        return;
    }
    wait_ms(file, POLL_MS); /* what is back before the poll began looks as always to it */
    if (file->is_lost) {
        return;
    }
    file->is_lost = true;
    listen_all(file);
    gs_buf_add_text(&text, why);
    gs_buf_add_text(&text, ": the hosts are watched as before");
    file->news(file->context, GS_WATCH_FILE_LOST, &text);
    gs_buf_fini(&text);
}

static void lose_since(struct gs_watch_file *file, const char *reason)
{
    struct gs_buf why = {0};
    gs_text_quote(&why, file->path, NAME_CELLS);
    gs_buf_addf(&why, " %s", reason);
    lose(file, gs_buf_text(&why));
    gs_buf_fini(&why);
}

/* Takes: what the file holds now, and its facts before it was read. */
static void take(struct gs_watch_file *file, const struct gs_buf *text,
                 const struct facts *before)
{
    struct facts after;
    if (!read_facts(file->path, &after) || !is_same(before, &after)) {
        wait_ms(file, GS_WATCH_FILE_FOLD_MS); /* it is being written */
        return;
    }
    bool is_known = text->len == file->len && sum_of(text) == file->sum;
    bool was_lost = file->is_lost;
    if (text->len == 0 && !is_known) {
        lose_since(file, "is empty");
        return;
    }
    gs_watch_file_know(file, text);
    if (was_lost) {
        listen_all(file); /* its time is asked no more */
    }
    if (!is_known) {
        file->news(file->context, GS_WATCH_FILE_CHANGED, text);
    } else if (was_lost) {
        file->news(file->context, GS_WATCH_FILE_BACK, NULL);
    }
}

void gs_watch_file_look(struct gs_watch_file *file)
{
    struct facts now = {0};
    struct gs_buf text = {0};
    struct gs_buf error = {0};
    file->folds = 0;
    bool is_there = read_facts(file->path, &now);
    if (is_there && !file->is_lost && is_same(&now, &file->facts)) {
        file->looks = 0;
        return;
    }
    listen_all(file); /* first: a link, or a folder's name, may mean another one now */
    if (is_there && !gs_watch_file_is_regular(file->path)) {
        lose_since(file, "is no regular file"); /* a pipe would be waited for */
    } else if (gs_watch_file_read(file->path, &text, &error) == GS_OK) {
        take(file, &text, &now);
    } else {
        lose(file, gs_buf_text(&error));
    }
    gs_buf_fini(&text);
    gs_buf_fini(&error);
}

static void waited(uv_timer_t *timer)
{
    gs_watch_file_look(timer->data);
}

static void told(uv_fs_event_t *handle, const char *name, int events, int status)
{
    struct gs_watch_file *file = handle->data;
    (void)name; /* of a link's target or a folder above, it says nothing */
    (void)events;
    (void)status;
    if (file->folds++ < FOLDS_MAX) {
        wait_ms(file, GS_WATCH_FILE_FOLD_MS);
    }
}

static void polled(uv_fs_poll_t *handle, int status, const uv_stat_t *before,
                   const uv_stat_t *now)
{
    (void)status; /* looking tells */
    (void)before;
    (void)now;
    gs_watch_file_look(handle->data);
}

/* The folder of a path; the caller's. */
static char *folder_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash == NULL   ? gs_mem_copy_text(".")
           : slash == path ? gs_mem_copy_text("/")
                           : gs_mem_copy_span(path, (size_t)(slash - path));
}

/* Listens to a folder, owned from now on; NULL: to none. Returns: false: it cannot. */
static bool listen_to(struct gs_watch_file *file, size_t i, char *folder)
{
    (void)uv_fs_event_stop(&file->folders[i]);
    free(file->names[i]);
    file->names[i] = folder;
    return folder == NULL || uv_fs_event_start(&file->folders[i], told, folder, 0) == 0;
}

/* A folder that is gone says nothing when it comes back: then the file's time is asked. */
static void listen_all(struct gs_watch_file *file)
{
    char *target = realpath(file->path, NULL);
    char *first = folder_of(file->path);
    char *second = target == NULL ? NULL : folder_of(target);
    free(target);
    bool is_heard = listen_to(file, 0, first);
    is_heard = listen_to(file, 1, second) && is_heard;
    if (is_heard && !file->is_lost) {
        (void)uv_fs_poll_stop(&file->poll);
    } else if (uv_is_active((uv_handle_t *)&file->poll) == 0) {
        (void)uv_fs_poll_start(&file->poll, polled, file->path, POLL_MS);
    }
}

static void init_handles(uv_loop_t *loop, struct gs_watch_file *file)
{
    (void)uv_timer_init(loop, &file->wait); /* these never fail */
    (void)uv_fs_poll_init(loop, &file->poll);
    file->wait.data = file->poll.data = file;
    uv_unref((uv_handle_t *)&file->wait);
    uv_unref((uv_handle_t *)&file->poll);
    for (size_t i = 0; i < FOLDERS; i++) {
        (void)uv_fs_event_init(loop, &file->folders[i]);
        file->folders[i].data = file;
        uv_unref((uv_handle_t *)&file->folders[i]);
    }
}

struct gs_watch_file *gs_watch_file_watch(uv_loop_t *loop, const char *path,
                                          const struct gs_buf *known,
                                          gs_watch_file_fn news, void *context)
{
    struct gs_watch_file *file = gs_mem_new(1, sizeof *file);
    file->path = gs_mem_copy_text(path);
    file->news = news;
    file->context = context;
    init_handles(loop, file);
    gs_watch_file_know(file, known);
    listen_all(file);
    file->facts = (struct facts){0}; /* it may have changed since it was read */
    wait_ms(file, GS_WATCH_FILE_FOLD_MS);
    return file;
}

static void closed(uv_handle_t *handle)
{
    struct gs_watch_file *file = handle->data;
    if (--file->open_handles > 0) {
        return;
    }
    for (size_t i = 0; i < FOLDERS; i++) {
        free(file->names[i]);
    }
    free(file->path);
    free(file);
}

void gs_watch_file_unwatch(struct gs_watch_file *file)
{
    if (file == NULL) {
        return;
    }
    file->open_handles = HANDLES;
    uv_close((uv_handle_t *)&file->wait, closed);
    uv_close((uv_handle_t *)&file->poll, closed);
    for (size_t i = 0; i < FOLDERS; i++) {
        uv_close((uv_handle_t *)&file->folders[i], closed);
    }
}
