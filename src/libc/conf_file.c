/* SPDX-License-Identifier: MIT */
#include "conf_file.h"

#include <fcntl.h>
#include <unistd.h>

enum {
    FILE_BYTES_MAX = 64 * 1024,
    CHUNK_BYTES = 4096,
};

struct gs_buf conf_file_read(const char *path)
{
    struct gs_buf out = {0};
    char chunk[CHUNK_BYTES];
    int handle = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (handle < 0) {
        return out;
    }
    ssize_t got = read(handle, chunk, sizeof chunk);
    while (got > 0 && out.len + (size_t)got <= FILE_BYTES_MAX) {
        gs_buf_add(&out, chunk, (size_t)got);
        got = read(handle, chunk, sizeof chunk);
    }
    (void)close(handle); /* it was only read */
    return out;
}
