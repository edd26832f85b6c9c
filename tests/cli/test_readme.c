/* SPDX-License-Identifier: MIT */
/* The README's list of options is the program's own. */
#include "support/check.h"
#include "support/golden.h"

#include "gaiscope/base/buf.h"
#include "gaiscope/cli/options.h"

#include <stdlib.h>
#include <string.h>

/* Whether `page` has the line, set off as code. */
static bool has_line(const char *page, const char *line)
{
    struct gs_buf code = {0};
    gs_buf_addf(&code, "\n    %s\n", line);
    bool is_there = strstr(page, gs_buf_text(&code)) != NULL;
    gs_buf_fini(&code);
    return is_there;
}

static void every_option_stands_in_the_readme(void **state)
{
    (void)state;
    struct gs_buf help = {0};
    size_t count = 0;
    char *page = gs_golden_read("../README.md");
    gs_options_help(&help);
    char *rest = help.data;
    for (char *line = strsep(&rest, "\n"); line != NULL; line = strsep(&rest, "\n")) {
        if (strncmp(line, "  -", 3) != 0 && strncmp(line, "      --", 8) != 0) {
            continue;
        }
        count++;
        if (!has_line(page, line)) {
            fail_msg("README.md lacks the line:\n    %s", line);
        }
    }
    assert_true(count >= 20);
    free(page);
    gs_buf_fini(&help);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_option_stands_in_the_readme),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
