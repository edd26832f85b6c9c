/* SPDX-License-Identifier: MIT */
#include "output.h"

#include <errno.h>

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

bool output_is_open(int fd)
{
    int flags = fcntl(fd, F_GETFL);
    return flags >= 0 && (flags & O_ACCMODE) != O_RDONLY;
}

void output_fill_standard(void)
{
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++) {
        if (fcntl(fd, F_GETFD) < 0) {
            (void)open("/dev/null", O_RDWR); /* takes the lowest free number: this one */
        }
    }
}

/* A descriptor shared with others may be non-blocking: waits until it takes bytes again. */
static bool wait_for(int fd)
{
    struct pollfd writable = {.fd = fd, .events = POLLOUT};
    return poll(&writable, 1, -1) >= 0 || errno == EINTR;
}

/* Whether writing may be tried again after this errno. */
static bool may_go_on(int fd)
{
    return errno == EINTR || (errno == EAGAIN && wait_for(fd));
}

bool output_write(int fd, const char *bytes, size_t len)
{
    while (len > 0) {
        ssize_t written = write(fd, bytes, len);
        if (written < 0 && !may_go_on(fd)) {
            return false;
        }
        if (written > 0) {
            bytes += written;
            len -= (size_t)written;
        }
    }
    return true;
}
