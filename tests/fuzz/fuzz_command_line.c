/* SPDX-License-Identifier: MIT */
/* Lines of the command line: what is read or refused, and what completes them. */
#include "gaiscope/base/text.h"
#include "gaiscope/view/command_line.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    static const struct gs_choice choices[] = {{"dark", NULL, 1}, {"light", NULL, 2}};
    struct gs_hints hints = gs_hints_default();
    struct gs_record_choice records = gs_record_choice_default();
    struct gs_race_settings race = gs_race_settings_default();
    struct gs_history history = {0};
    struct gs_completions found = {0};
    struct gs_request request = {0};
    struct gs_buf why = {0};
    char *line = gs_mem_copy_span((const char *)bytes, len);
    struct gs_command_world world = {.hints = &hints,
                                     .first_hints = &hints,
                                     .records = &records,
                                     .race = &race,
                                     .history = &history,
                                     .views = {choices, 2},
                                     .themes = {choices, 2},
                                     .columns = {choices, 2}};
    (void)gs_history_add(&history, line, line, 1); /* hosts may be any bytes */
    bool is_fine = gs_command_line_read(line, &world, &request, &why);
    if (is_fine != (why.len == 0) || !gs_text_is_utf8(gs_buf_text(&why), why.len)) {
        abort();
    }
    gs_command_line_complete(line, &world, &found);
    for (size_t i = 0; i < found.count; i++) {
        if (found.items[i].usage == NULL &&
            strlen(found.items[i].line) > GS_COMMAND_LINE_MAX) {
            abort();
        }
    }
    free(gs_completions_common(&found, line));
    gs_completions_fini(&found);
    gs_history_fini(&history);
    gs_buf_fini(&why);
    free(line);
    return 0;
}
