/* SPDX-License-Identifier: MIT */
#include "marked_lines.h"

#include "gaiscope/base/mem.h"

#include <stdlib.h>
#include <string.h>

enum gs_status marked_lines_read(const char *text, const char *mark, marked_line_fn read,
                                 void *list, struct gs_buf *error)
{
    size_t mark_len = strlen(mark);
    unsigned number = 1;
    for (const char *line = text; *line != '\0'; number++) {
        size_t len = strcspn(line, "\n");
        if (strncmp(line, mark, mark_len) == 0) {
            char *copy = gs_mem_copy_span(line + mark_len, len - mark_len);
            const char *problem = read(copy, list);
            free(copy);
            if (problem != NULL) {
                gs_buf_addf(error, "line %u: %s", number, problem);
                return GS_EFORMAT;
            }
        }
        line += len + (line[len] == '\n');
    }
    return GS_OK;
}
