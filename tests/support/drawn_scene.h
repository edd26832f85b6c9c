/* SPDX-License-Identifier: MIT */
/**
 * A scene drawn without a terminal.
 */
#ifndef GAISCOPE_TESTS_SUPPORT_DRAWN_SCENE_H
#define GAISCOPE_TESTS_SUPPORT_DRAWN_SCENE_H

#include "support/screen_scenes.h"

#include "gaiscope/ui/surface.h"

/**
 * Draws once before each step, as a person sees it, and once at the end; fails where a screen
 * that has kept nothing of earlier frames draws another picture. Takes: `session`, filled by the
 * scene; a view leaves it as it is.
 */
void drawn_scene(const struct gs_scene *scene, const struct gs_session *session,
                 struct gs_surface *surface);

#endif
