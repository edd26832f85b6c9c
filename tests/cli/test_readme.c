/* SPDX-License-Identifier: MIT */
/* The options in the README and in the manual page are the program's own. */
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

/* Whether the manual page names the long option of a line of the help. */
static bool manual_has(const char *manual, const char *line)
{
    const char *name = strstr(line, "--");
    if (name == NULL) {
        return true; /* a short one alone stands for another */
    }
    struct gs_buf word = {0};
    gs_buf_addf(&word, " -%.*s", (int)strcspn(name + 2, " "), name + 2);
    bool is_there = strstr(manual, gs_buf_text(&word)) != NULL;
    gs_buf_fini(&word);
    return is_there;
}

static void every_option_stands_in_the_manual_page(void **state)
{
    (void)state;
    struct gs_buf help = {0};
    char *manual = gs_golden_read("../docs/gaiscope.1");
    gs_options_help(&help);
    char *rest = help.data;
    for (char *line = strsep(&rest, "\n"); line != NULL; line = strsep(&rest, "\n")) {
        bool is_option =
            strncmp(line, "  -", 3) == 0 || strncmp(line, "      --", 8) == 0;
        if (is_option && !manual_has(manual, line)) {
            fail_msg("docs/gaiscope.1 lacks the option of: %s", line);
        }
    }
    free(manual);
    gs_buf_fini(&help);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_option_stands_in_the_readme),
        cmocka_unit_test(every_option_stands_in_the_manual_page),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
