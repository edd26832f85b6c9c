/* SPDX-License-Identifier: MIT */
#include "descriptor.h"

#include <stdbool.h>
#include <stdio.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    PATH_SIZE = 32, /* "/dev/fd/2147483647" */
};

static bool is_same(const struct stat *a, const struct stat *b)
{
    return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

/* Where /dev/fd leads to the thing itself (Linux), this is a new opening of it. */
static int open_again(int fd, int access, const struct stat *about)
{
    char path[PATH_SIZE];
    struct stat found = {0};
    (void)snprintf(path, sizeof path, "/dev/fd/%d", fd);
    int again = open(path, access | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
    if (again >= 0 && (fstat(again, &found) != 0 || !is_same(about, &found))) {
        (void)close(again);
        again = -1;
    }
    return again;
}

struct descriptor descriptor_open(int fd, int access)
{
    struct descriptor opened = {.fd = -1, .flags = -1};
    struct stat about = {0};
    if (fstat(fd, &about) != 0) {
        return opened;
    }
    if (S_ISFIFO(about.st_mode) || isatty(fd) == 1) {
        opened.fd = open_again(fd, access, &about);
    }
    if (opened.fd < 0) {
        opened.fd = fcntl(fd, F_DUPFD_CLOEXEC, 0);
        opened.flags = S_ISREG(about.st_mode) ? -1 : fcntl(fd, F_GETFL);
    }
    return opened;
}

void descriptor_close(struct descriptor *descriptor)
{
    if (descriptor->fd < 0) {
        return;
    }
    if (descriptor->flags >= 0) {
        (void)fcntl(descriptor->fd, F_SETFL, descriptor->flags);
    }
    (void)close(descriptor->fd);
    descriptor->fd = -1;
}
