/* SPDX-License-Identifier: MIT */
/**
 * Cells of a surface as wide characters, so that the screen library counts the cells as we do.
 */
#ifndef GAISCOPE_UI_GLYPH_H
#define GAISCOPE_UI_GLYPH_H

#include "gaiscope/ui/surface.h"

#include <wchar.h>

#define GS_GLYPH_MAX (2 * GS_CELL_BYTES) /**< wide characters of one cluster, with NUL */

/** Writes the cluster at a place. Returns: the cells it takes, at least 1. */
int gs_glyph_encode(const struct gs_surface *surface, int x, int y, bool is_ascii,
                    wchar_t out[GS_GLYPH_MAX]);

/** The next stretch of row `y`, behind *span (zeroed: from the first column on), that differs
 *  between two surfaces of the same size, widened to whole clusters. Returns: false: none. */
bool gs_glyph_diff(const struct gs_surface *before, const struct gs_surface *after, int y,
                   struct gs_span *span);

#endif
