/* SPDX-License-Identifier: MIT */
/**
 * The files of themes/, compiled in. The definition is made by embed_themes.cmake.
 */
#ifndef GAISCOPE_UI_BUILTIN_THEMES_H
#define GAISCOPE_UI_BUILTIN_THEMES_H

#include <stddef.h>

/** One file. */
struct gs_builtin_theme {
    const char *name; /**< without ".theme" */
    const char *text; /**< its bytes, without a NUL behind */
    size_t len;       /**< how many */
};

extern const struct gs_builtin_theme gs_builtin_themes[]; /**< by name */
extern const size_t gs_builtin_theme_count;               /**< how many */

#endif
