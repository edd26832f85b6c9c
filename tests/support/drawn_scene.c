/* SPDX-License-Identifier: MIT */
#include "support/drawn_scene.h"

#include "support/check.h"

#include "gaiscope/rules/idn.h"
#include "gaiscope/ui/screen.h"

#include <string.h>

static bool is_step(const struct gs_scene_step *step)
{
    return step->text != NULL || step->command != GS_COMMAND_NONE;
}

static void run_step(struct gs_view *view, const struct gs_scene_step *step)
{
    if (step->text != NULL) {
        (void)gs_view_type(view, step->text, strlen(step->text), false);
    } else if (step->command != GS_COMMAND_NONE) {
        (void)gs_view_run(view, step->command);
    }
}

static void show_question(struct gs_view *view, const struct gs_scene *scene)
{
    struct gs_question question = {0};
    (void)gs_question_set(&question, scene->host, scene->service);
    question.hints = gs_hints_default();
    gs_question_fit_flags(&question);
    gs_idn_complete(&question);
    gs_view_set_question(view, &question);
}

/* What a screen has kept of earlier frames must not show: a new one draws the same. */
static void expect_nothing_stale(struct gs_view *view, const struct gs_surface *surface)
{
    struct gs_surface fresh = {0};
    struct gs_screen *screen = gs_screen_new();
    gs_surface_resize(&fresh, surface->cols, surface->rows);
    gs_screen_draw(screen, view, &fresh);
    assert_memory_equal(fresh.cells, surface->cells,
                        surface->cols * surface->rows * sizeof *surface->cells);
    gs_screen_free(screen);
    gs_surface_fini(&fresh);
}

void drawn_scene(const struct gs_scene *scene, const struct gs_session *session,
                 struct gs_surface *surface)
{
    struct gs_view *view = gs_view_new(session);
    struct gs_screen *screen = gs_screen_new();
    gs_view_set_now(view,
                    (struct gs_now){.us = scene->now_us, .wall_s = scene->now_wall_s});
    if (scene->host != NULL || scene->is_null) {
        show_question(view, scene);
    }
    gs_screen_draw(screen, view, surface);
    for (size_t i = 0; i < GS_SCENE_KEYS_MAX && is_step(&scene->steps[i]); i++) {
        run_step(view, &scene->steps[i]);
        gs_screen_draw(screen, view, surface);
    }
    expect_nothing_stale(view, surface);
    gs_screen_free(screen);
    gs_view_free(view);
}
