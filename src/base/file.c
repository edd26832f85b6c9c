/* SPDX-License-Identifier: MIT */
#include "gaiscope/base/file.h"

#include <errno.h>

#include <fcntl.h>
#include <sys/types.h>
#include <unistd.h>

enum {
    CHUNK_BYTES = 4096,
};

bool gs_file_read(const char *path, size_t max_bytes, struct gs_buf *out)
{
    char chunk[CHUNK_BYTES];
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0) {
        return false;
    }
    while (max_bytes > 0) {
        ssize_t got = read(fd, chunk, max_bytes < CHUNK_BYTES ? max_bytes : CHUNK_BYTES);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            break;
        }
        gs_buf_add(out, chunk, (size_t)got);
        max_bytes -= (size_t)got;
    }
    (void)close(fd); /* it was only read */
    return true;
}
