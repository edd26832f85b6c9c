/* SPDX-License-Identifier: MIT */
/* Any text as a zone file: records in wire form come out, or one line that says where it
 * breaks. */
#include "gaiscope/base/mem.h"
#include "gaiscope/dns/zone.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool is_true)
{
    if (!is_true) {
        abort();
    }
}

/* Labels up to the root fill the owner's bytes. */
static void check_owner(const struct gs_zone_record *record)
{
    size_t at = 0;
    require(record->owner_len >= 1 && record->owner_len <= 255);
    while (record->owner[at] != 0) {
        require(record->owner[at] <= 63);
        at += 1 + (size_t)record->owner[at];
        require(at < record->owner_len);
    }
    require(at + 1 == record->owner_len);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = gs_mem_new(size + 1, 1);
    memcpy(text, data, size);
    struct gs_zone zone = {0};
    struct gs_buf error = {0};
    if (gs_zone_parse(text, &zone, &error) == GS_OK) {
        require(error.len == 0);
        for (size_t i = 0; i < zone.count; i++) {
            check_owner(&zone.items[i]);
        }
    } else {
        require(zone.count == 0 && strncmp(gs_buf_text(&error), "line ", 5) == 0);
    }
    gs_zone_fini(&zone);
    gs_buf_fini(&error);
    free(text);
    return 0;
}
