/* SPDX-License-Identifier: MIT */
/* Any bytes as a theme file: a theme comes out, or one printable sentence. */
#include "gaiscope/base/text.h"
#include "gaiscope/ui/theme.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_style(struct gs_style style, int colors)
{
    if (style.foreground < GS_COLOR_DEFAULT || style.foreground >= colors ||
        style.background < GS_COLOR_DEFAULT || style.background >= colors) {
        abort();
    }
}

static void check_theme(const struct gs_theme *theme)
{
    static const int colors[GS_DEPTH_COUNT] = {0, 8, 16, 256};
    for (unsigned depth = 0; depth < GS_DEPTH_COUNT; depth++) {
        for (unsigned role = 0; role < GS_ROLE_COUNT; role++) {
            check_style(
                gs_theme_style(theme, (enum gs_depth)depth, (enum gs_role)role, true),
                colors[depth]);
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct gs_theme theme;
    struct gs_buf error = {0};
    if (gs_theme_load("dark", &theme, &error) != GS_OK) {
        abort();
    }
    enum gs_status status =
        gs_theme_parse((const char *)data, size, "fuzz.theme", &theme, &error);
    check_theme(&theme);
    if ((status == GS_OK) != (error.len == 0) ||
        !gs_text_is_utf8(gs_buf_text(&error), error.len)) {
        abort();
    }
    gs_buf_fini(&error);
    return 0;
}
