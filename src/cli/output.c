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

bool output_write(int fd, const char *bytes, size_t len)
{
    while (len > 0) {
        ssize_t written = write(fd, bytes, len);
        if (written > 0) {
            bytes += written;
            len -= (size_t)written;
        } else if (written == 0) {
            errno = EIO;
            return false;
        } else if (errno == EAGAIN) {
            if (!wait_for(fd)) {
                return false;
            }
        } else if (errno != EINTR) {
            return false;
        }
    }
    return true;
}
