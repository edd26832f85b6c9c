/* SPDX-License-Identifier: MIT */
#include "gaiscope/cli/watch_file.h"

#include "gaiscope/base/file_save.h"
#include "gaiscope/base/text.h"
#include "gaiscope/rules/watch_merge.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    CHUNK_BYTES = 65536,
    NAME_CELLS = 60,
    REASON_MAX = 128,
    MODE = 0666,
};

static bool is_stdin(const char *path)
{
    return strcmp(path, "-") == 0;
}

static void add_name(struct gs_buf *out, const char *path)
{
    if (is_stdin(path)) {
        gs_buf_add_text(out, "standard input");
    } else {
        gs_text_quote(out, path, NAME_CELLS);
    }
}

/* `"hosts.txt" cannot be read: no such file or directory` */
static enum gs_status fail(struct gs_buf *error, const char *path, const char *what,
                           int number)
{
    char reason[REASON_MAX];
    (void)uv_strerror_r(uv_translate_sys_error(number), reason, sizeof reason);
    add_name(error, path);
    gs_buf_addf(error, " cannot be %s: %s", what, reason);
    return GS_EOS;
}

/* Waits for what a FIFO has to say. Standard input is a person's or another program's, and waited
 * for as by any program. Returns: false: nothing came. */
static bool wait_for(int fd, bool is_patient)
{
    struct pollfd one = {.fd = fd, .events = POLLIN};
    int got = 0;
    do {
        got = poll(&one, 1, is_patient ? -1 : GS_WATCH_FILE_PATIENCE_S * 1000);
    } while (got < 0 && errno == EINTR);
    if (got == 0) {
        errno = ETIMEDOUT;
    }
    return got > 0;
}

/* Returns: 0 at the end; 1 when there may be more; -1 with errno. */
static int read_some(int fd, bool is_patient, struct gs_buf *text)
{
    static char chunk[CHUNK_BYTES]; /* of the loop's thread alone */
    ssize_t got = read(fd, chunk, sizeof chunk);
    if (got > 0) {
        gs_buf_add(text, chunk, (size_t)got);
        return 1;
    }
    if (got == 0) {
        return 0;
    }
    if (errno == EAGAIN) {
        return wait_for(fd, is_patient) ? 1 : -1;
    }
    return errno == EINTR ? 1 : -1;
}

static enum gs_status read_all(const char *path, int fd, struct gs_buf *text,
                               struct gs_buf *error)
{
    int more = 1;
    while (more > 0 && text->len <= GS_WATCH_FILE_MAX) {
        more = read_some(fd, is_stdin(path), text);
    }
    if (more < 0) {
        return fail(error, path, "read", errno);
    }
    if (text->len > GS_WATCH_FILE_MAX) {
        add_name(error, path);
        gs_buf_addf(error, " is too large for a list: at most %zu MiB",
                    GS_WATCH_FILE_MAX / 1024 / 1024);
        return GS_ELIMIT;
    }
    return GS_OK;
}

enum gs_status gs_watch_file_read(const char *path, struct gs_buf *text,
                                  struct gs_buf *error)
{
    struct gs_buf read = {0};
    int fd = is_stdin(path) ? STDIN_FILENO
                            : open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd < 0) {
        return fail(error, path, "read", errno);
    }
    enum gs_status status = read_all(path, fd, &read, error);
    if (!is_stdin(path)) {
        (void)close(fd); /* it was only read */
    }
    if (status == GS_OK) {
        gs_buf_add(text, gs_buf_text(&read), read.len);
    }
    gs_buf_fini(&read);
    return status;
}

bool gs_watch_file_is_regular(const char *path)
{
    struct stat facts;
    return !is_stdin(path) && stat(path, &facts) == 0 && S_ISREG(facts.st_mode);
}

enum gs_status gs_watch_file_take_terminal(struct gs_buf *error)
{
    int fd = open("/dev/tty", O_RDWR | O_CLOEXEC);
    if (fd < 0 || dup2(fd, STDIN_FILENO) < 0) {
        gs_buf_add_text(error, "the hosts came from standard input, and there is no "
                               "terminal for the keys");
        if (fd >= 0) {
            (void)close(fd);
        }
        return GS_EOS;
    }
    if (fd != STDIN_FILENO) {
        (void)close(fd);
    }
    return GS_OK;
}

enum gs_status gs_watch_file_save(const struct gs_watch_saving *saving,
                                  struct gs_buf *saved, struct gs_buf *error)
{
    struct stat facts;
    struct gs_buf text = {0};
    if (saving->is_new && lstat(saving->path, &facts) == 0) {
        add_name(error, saving->path);
        gs_buf_add_text(error, " is there already: choose another name");
        return GS_EINVAL;
    }
    gs_watch_list_merge(saving->text == NULL ? "" : gs_buf_text(saving->text),
                        saving->text == NULL ? 0 : saving->text->len, saving->watches,
                        &text);
    enum gs_status status =
        text.len > GS_WATCH_FILE_MAX
            ? GS_ELIMIT
            : gs_file_save(saving->path, gs_buf_text(&text), text.len, MODE);
    if (status == GS_OK) {
        gs_buf_clear(saved);
        gs_buf_add(saved, gs_buf_text(&text), text.len);
    } else if (status == GS_EOS) {
        (void)fail(error, saving->path, "saved", errno);
    } else {
        add_name(error, saving->path);
        gs_buf_add_text(error, status == GS_ELIMIT ? " would be too large for a list"
                                                   : " is no regular file");
    }
    gs_buf_fini(&text);
    return status;
}
