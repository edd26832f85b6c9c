/* SPDX-License-Identifier: MIT */
/* Bytes as nsswitch.conf and as a hosts file: nothing is read outside, all is bounded. */
#include "gaiscope/libc/hosts_file.h"
#include "gaiscope/libc/nss_conf.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct gs_nss_line line;
    gs_nss_conf_parse((const char *)data, size, &line);
    require(line.count <= GS_RUNGS_MAX);
    for (size_t i = 0; i < line.count; i++) {
        require(strlen(line.sources[i].name) < GS_SOURCE_NAME_MAX);
        require(strlen(line.sources[i].actions) < GS_ACTIONS_MAX);
    }
    struct gs_hosts_line_list lines = {0};
    gs_hosts_find((const char *)data, size, "host", &lines);
    require(lines.count <= GS_HOSTS_LINES_MAX);
    gs_hosts_lines_fini(&lines);
    return 0;
}
