/* SPDX-License-Identifier: MIT */
#include "gaiscope/base/file_save.h"

#include "gaiscope/base/buf.h"
#include "gaiscope/base/mem.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    MODE_BITS = 07777,
    DRAFTS_MAX = 100, /* beside one file at a time */
};

/* The file being written. */
struct draft {
    char *path;         /* where it is to be, links followed */
    struct gs_buf name; /* where it is now */
    struct stat old;    /* of the file before */
    bool has_old;
    int fd;
    int lock_fd; /* the same, kept until the draft is in its place */
};

/* Bytes of the folder in front of a file's name. */
static size_t folder_len(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash == NULL ? 0 : (size_t)(slash - path) + 1;
}

/* Looks at what is there. */
static enum gs_status look(const char *path, struct draft *draft)
{
    struct stat link;
    if (lstat(path, &link) == 0 && S_ISLNK(link.st_mode)) {
        draft->path = realpath(path, NULL);
    } else {
        draft->path = gs_mem_copy_text(path);
    }
    if (draft->path == NULL) {
        return GS_EOS;
    }
    draft->has_old = stat(draft->path, &draft->old) == 0;
    if (!draft->has_old && errno != ENOENT) {
        return GS_EOS;
    }
    if (draft->has_old && !S_ISREG(draft->old.st_mode)) {
        errno = EINVAL;
        return GS_EINVAL;
    }
    return GS_OK;
}

/* Whether a descriptor's file is the one of that name. */
static bool is_at(int fd, const char *name)
{
    struct stat opened;
    struct stat named;
    return fstat(fd, &opened) == 0 && lstat(name, &named) == 0 &&
           opened.st_dev == named.st_dev && opened.st_ino == named.st_ino &&
           S_ISREG(opened.st_mode);
}

/* A draft is locked while its writer lives: one that is not was left by a program that was
 * killed. Who has the lock alone removes it. Returns: whether the name may be free now. */
static bool remove_left(const char *name)
{
    int fd = open(name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (fd < 0) {
        return errno == ENOENT;
    }
    bool is_removed =
        flock(fd, LOCK_EX | LOCK_NB) == 0 && is_at(fd, name) && unlink(name) == 0;
    (void)close(fd);
    return is_removed;
}

/* Where the file system has no locks the draft is a good one, too. Returns: false: another program
 * took it for one that was left. */
static bool lock(const struct draft *draft)
{
    bool is_lost = flock(draft->fd, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
    return !is_lost && is_at(draft->fd, draft->name.data);
}

/* Returns: 0: it is open; else errno, EEXIST: the name is another one's. */
static int create_as(struct draft *draft, mode_t mode)
{
    draft->fd = open(draft->name.data, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    if (draft->fd < 0) {
        return errno;
    }
    if (!lock(draft)) {
        (void)close(draft->fd);
        return EEXIST;
    }
    draft->lock_fd = fcntl(draft->fd, F_DUPFD_CLOEXEC, 0);
    if (draft->lock_fd < 0) {
        int error = errno;
        (void)unlink(draft->name.data);
        (void)close(draft->fd);
        return error;
    }
    return 0;
}

/* A name that begins with a dot: shells and tools that read a folder leave it out. */
static bool create(struct draft *draft, unsigned mode)
{
    mode_t first_mode = draft->has_old ? S_IRUSR | S_IWUSR : (mode_t)mode;
    size_t len = folder_len(draft->path);
    int error = EEXIST;
    for (unsigned i = 0; i < DRAFTS_MAX && error == EEXIST; i++) {
        gs_buf_clear(&draft->name);
        gs_buf_addf(&draft->name, "%.*s.%s.new-%u", (int)len, draft->path,
                    draft->path + len, i);
        error = create_as(draft, first_mode);
        if (error == EEXIST && remove_left(draft->name.data)) {
            error = create_as(draft, first_mode);
        }
    }
    errno = error;
    return error == 0;
}

/* The owner stays where this is allowed; where the group cannot, it may no more than others. */
static bool keep_rights(const struct draft *draft)
{
    if (!draft->has_old) {
        return true;
    }
    mode_t mode = draft->old.st_mode & MODE_BITS;
    if (fchown(draft->fd, draft->old.st_uid, draft->old.st_gid) != 0 &&
        fchown(draft->fd, (uid_t)-1, draft->old.st_gid) != 0) {
        mode = (mode & S_IRWXU) | (mode & S_IRWXO) << 3 | (mode & S_IRWXO);
    }
    return fchmod(draft->fd, mode) == 0;
}

bool gs_file_write_all(int fd, const void *data, size_t len)
{
    const char *bytes = data;
    while (len > 0) {
        ssize_t written = write(fd, bytes, len);
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written <= 0) {
            errno = written == 0 ? ENOSPC : errno;
            return false;
        }
        bytes += written;
        len -= (size_t)written;
    }
    return true;
}

/* Closes the draft. Returns: whether it is in its place. */
static bool finish(struct draft *draft, bool is_written, bool is_synced)
{
    is_written = is_written && (!is_synced || fsync(draft->fd) == 0);
    int error = errno;
    bool is_closed = close(draft->fd) == 0;
    error = is_written && !is_closed ? errno : error;
    bool is_there = is_written && is_closed && rename(draft->name.data, draft->path) == 0;
    if (!is_there) {
        error = is_written && is_closed ? errno : error;
        (void)unlink(draft->name.data); /* the old file stays as it was */
    }
    (void)close(
        draft->lock_fd); /* until here nobody takes the draft for one that was left */
    errno = error;
    return is_there;
}

void gs_file_sync_folder(const char *path)
{
    size_t len = folder_len(path);
    char *folder = len == 0 ? gs_mem_copy_text(".") : gs_mem_copy_span(path, len);
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd >= 0) {
        (void)fsync(fd); /* some file systems refuse it */
        (void)close(fd);
    }
    free(folder);
}

static enum gs_status put(const char *path, const void *bytes, size_t len, unsigned mode,
                          bool is_synced)
{
    struct draft draft = {.fd = -1};
    enum gs_status status = look(path, &draft);
    if (status == GS_OK && !create(&draft, mode)) {
        status = GS_EOS;
    } else if (status == GS_OK) {
        bool is_written = keep_rights(&draft) && gs_file_write_all(draft.fd, bytes, len);
        status = finish(&draft, is_written, is_synced) ? GS_OK : GS_EOS;
    }
    int error = errno;
    if (status == GS_OK && is_synced) {
        gs_file_sync_folder(draft.path);
    }
    free(draft.path);
    gs_buf_fini(&draft.name);
    errno = error;
    return status;
}

enum gs_status gs_file_save(const char *path, const void *bytes, size_t len,
                            unsigned mode)
{
    return put(path, bytes, len, mode, true);
}

enum gs_status gs_file_refresh(const char *path, const void *bytes, size_t len,
                               unsigned mode)
{
    return put(path, bytes, len, mode, false);
}
