/* SPDX-License-Identifier: MIT */
/**
 * Scenes of the dashboard: a session as events leave it, and what a person typed then. The
 * golden screens are drawn from them.
 */
#ifndef GAISCOPE_TESTS_SUPPORT_SCREEN_SCENES_H
#define GAISCOPE_TESTS_SUPPORT_SCREEN_SCENES_H

#include "support/parts.h"

#include "gaiscope/view/view.h"

#define GS_SCENE_KEYS_MAX 8 /**< steps of one scene */

/** One step: a command, or a text that is typed. */
struct gs_scene_step {
    enum gs_command_id command; /**< GS_COMMAND_NONE with a text */
    const char *text;           /**< typed; NULL with a command */
};

/** One scene. */
struct gs_scene {
    const char *name;                         /**< of the golden files */
    void (*fill)(struct gs_session *session); /**< applies the events */
    const char *host;                         /**< the question shown; NULL: none asked */
    const char *service;                      /**< its service */
    bool is_null;                             /**< the null node is shown, with service */
    int64_t now_us;                           /**< monotonic, of the frame */
    int64_t now_wall_s;                       /**< wall clock, of the frame */
    struct gs_scene_step steps[GS_SCENE_KEYS_MAX]; /**< after a first frame */
};

/** All scenes; the last one has no name. */
extern const struct gs_scene gs_scenes[];

#endif
