/* SPDX-License-Identifier: MIT */
/* Any bytes as a file of root hints: what is taken can be asked, what is not taken says why
 * and leaves the hints as they were. */
#include "gaiscope/model/root_hints.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool is_true)
{
    if (!is_true) {
        abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct gs_root_hints before = gs_root_hints_default();
    struct gs_root_hints hints = before;
    struct gs_buf error = {0};
    enum gs_status status = gs_root_hints_parse((const char *)data, size, &hints, &error);
    if (status == GS_OK) {
        require(hints.count > 0 && hints.count <= GS_ROOT_HINTS_MAX);
        require(hints.port != 0 && hints.is_own);
    } else {
        require(memcmp(&hints, &before, sizeof hints) == 0);
        require(strlen(gs_buf_text(&error)) > 0);
    }
    for (size_t i = 0; i < hints.count; i++) {
        require(memchr(hints.items[i].name, '\0', sizeof hints.items[i].name) != NULL);
        require(hints.items[i].address.family != 0);
    }
    gs_buf_fini(&error);
    return 0;
}
