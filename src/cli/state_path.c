/* SPDX-License-Identifier: MIT */
#include "gaiscope/cli/state_path.h"

#include "gaiscope/base/mem.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sys/stat.h>

bool gs_state_path(const char *name, char *out, size_t size)
{
    const char *state = getenv("XDG_STATE_HOME");
    const char *home = getenv("HOME");
    int len = -1;
    if (state != NULL && state[0] == '/') {
        len = snprintf(out, size, "%s/gaiscope/%s", state, name);
    } else if (home != NULL && home[0] == '/') {
        len = snprintf(out, size, "%s/.local/state/gaiscope/%s", home, name);
    }
    return len > 0 && (size_t)len < size;
}

void gs_state_make_folders(const char *path)
{
    char *copy = gs_mem_copy_text(path);
    for (char *slash = strchr(copy + 1, '/'); slash != NULL;
         slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        (void)mkdir(copy, 0700); /* it mostly exists */
        *slash = '/';
    }
    free(copy);
}
