/* SPDX-License-Identifier: MIT */
/**
 * Roles to colours and attributes. A theme file has one line a role:
 *
 *     role = 256-colour | 16-colour | mono        each: [foreground][/background] [bdur]
 *
 * `#` begins a comment. With 8 colours the 16-colour style is used, bright ones as bold ones.
 *
 * The built-in themes (dark, light, high-contrast, mono) are the files in themes/, compiled in.
 */
#ifndef GAISCOPE_UI_THEME_H
#define GAISCOPE_UI_THEME_H

#include "gaiscope/base/buf.h"
#include "gaiscope/base/status.h"
#include "gaiscope/view/role.h"

#include <stdbool.h>
#include <stdint.h>

#define GS_THEME_MAX_BYTES 65536 /**< a theme file may not be longer */

/** How many colours a terminal has. */
enum gs_depth {
    GS_DEPTH_MONO = 0,
    GS_DEPTH_8,
    GS_DEPTH_16,
    GS_DEPTH_256,
};

#define GS_DEPTH_COUNT   (GS_DEPTH_256 + 1) /**< how many depths */
#define GS_COLOR_DEFAULT (-1)               /**< the terminal's own */

/** How a role looks at one depth. */
struct gs_style {
    int16_t foreground; /**< colour number, or GS_COLOR_DEFAULT */
    int16_t background; /**< colour number, or GS_COLOR_DEFAULT */
    bool bold;
    bool dim;
    bool underline;
    bool reverse;
};

/** A theme. A plain value. */
struct gs_theme {
    char name[32];                                         /**< "dark" */
    struct gs_style styles[GS_DEPTH_COUNT][GS_ROLE_COUNT]; /**< by depth and role */
};

/**
 * Loads a theme by name (built in, then the configuration directory's themes/NAME.theme) or,
 * with a '/' or ".theme" in it, by path.
 * Returns: GS_OK; GS_ENOTFOUND, GS_EOS, GS_EFORMAT, GS_ELIMIT with "file:line: reason" or the
 *          names there are in `error`.
 */
enum gs_status gs_theme_load(const char *name, struct gs_theme *out,
                             struct gs_buf *error);

/** The names of the built-in themes by number, in their order; NULL behind the last. */
const char *gs_theme_name(size_t number);

/** Parses a theme's text; roles it does not name keep the values in *out. `file` is for
 *  messages. Returns: GS_OK; GS_EFORMAT, GS_ELIMIT with "file:line: reason". */
enum gs_status gs_theme_parse(const char *text, size_t len, const char *file,
                              struct gs_theme *out, struct gs_buf *error);

/** The style of a role. When `is_selected` the style of GS_ROLE_SELECT is laid under it: a role
 *  with a background of its own (a hit of the search) keeps that. */
struct gs_style gs_theme_style(const struct gs_theme *theme, enum gs_depth depth,
                               enum gs_role role, bool is_selected);

#endif
