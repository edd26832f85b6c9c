/* SPDX-License-Identifier: MIT */
/* Any bytes, parted by NUL, as a command line: options come out, or one or two lines that may
 * be shown. */
#include "gaiscope/base/text.h"
#include "gaiscope/cli/options.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum {
    ARGUMENTS_MAX = 16,
};

static void require(bool is_true)
{
    if (!is_true) {
        abort();
    }
}

static void check_error(const struct gs_buf *error)
{
    const char *text = gs_buf_text(error);
    size_t lines = 0;
    for (size_t at = 0; at < error->len;) {
        struct gs_char c = gs_text_decode(text + at, error->len - at);
        lines += c.is_valid && c.code == '\n';
        require(c.is_valid && (c.code == '\n' || gs_text_is_printable(c.code)));
        at += c.len_bytes;
    }
    require(lines >= 1 && lines <= 2 && text[error->len - 1] == '\n');
}

static void check_options(const struct gs_options *options)
{
    require(options->type_count <= GS_TYPES_MAX);
    require(options->parts != 0 && (options->parts & ~GS_PARTS_ALL) == 0);
    require(strlen(options->question.host) <= GS_HOST_MAX);
    require(strlen(options->question.service) <= GS_SERVICE_MAX);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char program[] = "gaiscope";
    char *arguments[ARGUMENTS_MAX + 2] = {program};
    int count = 1;
    char *text = gs_mem_new(size + 1, 1);
    memcpy(text, data, size);
    for (size_t at = 0; at < size && count <= ARGUMENTS_MAX;
         at += strlen(text + at) + 1) {
        arguments[count++] = text + at;
    }
    struct gs_options options;
    struct gs_buf error = {0};
    if (gs_options_parse(count, arguments, &options, &error) == GS_OK) {
        require(error.len == 0);
        check_options(&options);
    } else {
        check_error(&error);
    }
    gs_buf_fini(&error);
    free(text);
    return 0;
}
