/* SPDX-License-Identifier: MIT */
#include "support/golden.h"

#include "gaiscope/base/buf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void full_path(const char *path, char *out, size_t size)
{
    assert_in_range(snprintf(out, size, "%s/%s", GS_TESTS_DIR, path), 1, size - 1);
}

char *gs_golden_read(const char *path)
{
    char name[512];
    full_path(path, name, sizeof name);
    FILE *file = fopen(name, "r");
    if (file == NULL) {
        fail_msg("%s cannot be read", name);
    }
    struct gs_buf text = {0};
    char part[4096];
    size_t len = 0;
    while ((len = fread(part, 1, sizeof part, file)) > 0) {
        gs_buf_add(&text, part, len);
    }
    (void)fclose(file);
    return gs_buf_claim(&text);
}

static void renew(const char *path, const char *text)
{
    char name[512];
    full_path(path, name, sizeof name);
    FILE *file = fopen(name, "w");
    if (file == NULL || fputs(text, file) < 0 || fclose(file) != 0) {
        fail_msg("%s cannot be written", name);
    }
}

/* Says the first line in which both differ. */
static void fail_at_first_difference(const char *path, const char *is, const char *want)
{
    int line = 1;
    while (*is != '\0' && *is == *want) {
        line += *is == '\n';
        is++;
        want++;
    }
    fail_msg("%s differs in line %d:\n  want …%.*s\n  is   …%.*s", path, line,
             (int)strcspn(want, "\n"), want, (int)strcspn(is, "\n"), is);
}

void gs_golden_compare(const char *path, const char *text)
{
    if (getenv("GS_GOLDEN_RENEW") != NULL) {
        renew(path, text);
        return;
    }
    char *want = gs_golden_read(path);
    if (strcmp(text, want) != 0) {
        fail_at_first_difference(path, text, want);
    }
    free(want);
}
