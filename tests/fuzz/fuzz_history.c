/* SPDX-License-Identifier: MIT */
/* Any bytes as a history file, or behind the first fields of a good line: what is read from it,
 * once written, is read back the same. */
#include "gaiscope/app/history_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool is_true)
{
    if (!is_true) {
        abort();
    }
}

/* A file in memory; its path is written to `path`. */
static int open_file(char *path, size_t path_size)
{
    int fd = memfd_create("history", MFD_CLOEXEC);
    require(fd >= 0);
    (void)snprintf(path, path_size, "/proc/self/fd/%d", fd);
    return fd;
}

static void check_same(const struct gs_history *a, const struct gs_history *b)
{
    require(a->count == b->count);
    for (size_t i = 0; i < a->count; i++) {
        const struct gs_history_entry *left = &a->items[i];
        const struct gs_history_entry *right = &b->items[i];
        require(strcmp(left->host, right->host) == 0 &&
                strcmp(left->service, right->service) == 0);
        require(left->outcome == right->outcome && left->v4_count == right->v4_count &&
                left->v6_count == right->v6_count &&
                left->asked_wall_s == right->asked_wall_s);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char fields[] = "1\tanswered\t2\t0\t";
    char path[64];
    struct gs_history first = {0};
    struct gs_history second = {0};
    int fd = open_file(path, sizeof path);
    if (size > 0 && data[0] % 2 == 0) {
        require(write(fd, fields, sizeof fields - 1) > 0);
    }
    require(write(fd, data, size) == (ssize_t)size);
    require(gs_history_file_load(path, &first) == GS_OK);
    require(first.count <= GS_HISTORY_MAX);
    for (size_t i = 0; i < first.count; i++) {
        require(strlen(first.items[i].host) <= GS_HOST_MAX);
        require(strlen(first.items[i].service) <= GS_SERVICE_MAX);
    }
    require(ftruncate(fd, 0) == 0 && lseek(fd, 0, SEEK_SET) == 0);
    for (size_t i = 0; i < first.count; i++) {
        require(gs_history_file_append(path, &first.items[i]) == GS_OK);
    }
    require(gs_history_file_load(path, &second) == GS_OK);
    check_same(&first, &second);
    (void)close(fd);
    gs_history_fini(&first);
    gs_history_fini(&second);
    return 0;
}
