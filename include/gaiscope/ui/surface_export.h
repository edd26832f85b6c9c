/* SPDX-License-Identifier: MIT */
/**
 * A drawn screen as a file: plain text, text with ANSI colours (ECMA-48 SGR), or SVG, for
 * slides and bug reports. Pure: a surface and a theme in, bytes out.
 */
#ifndef GAISCOPE_UI_SURFACE_EXPORT_H
#define GAISCOPE_UI_SURFACE_EXPORT_H

#include "gaiscope/base/buf.h"
#include "gaiscope/ui/surface.h"
#include "gaiscope/ui/theme.h"

#include <stdbool.h>

/** What a screen becomes. */
enum gs_export_form {
    GS_EXPORT_TEXT = 0, /**< UTF-8 or ASCII, blanks at line ends dropped: .txt */
    GS_EXPORT_ANSI,     /**< the same with colours, for cat and less -R: .ans, .ansi */
    GS_EXPORT_SVG,      /**< a picture: .svg */
};

/** How it looks. */
struct gs_export_look {
    const struct gs_theme *theme; /**< roles to colours */
    enum gs_depth depth;          /**< MONO: no colours */
    bool is_ascii;                /**< signs in ASCII */
};

/** The form that a file's name asks for by its end. Returns: false when its end is none of
 *  them. */
bool gs_export_form_of(const char *path, enum gs_export_form *out);

/** Appends the screen. */
void gs_surface_export(const struct gs_surface *surface, enum gs_export_form form,
                       const struct gs_export_look *look, struct gs_buf *out);

#endif
