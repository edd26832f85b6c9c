/* SPDX-License-Identifier: MIT */
/*
 * Every scene at every size, drawn without a terminal and compared as text and as roles with
 * tests/golden/screens/NAME_COLSxROWS.txt and .roles.
 */
#include "support/check.h"
#include "support/golden.h"
#include "support/screen_scenes.h"

#include "gaiscope/rules/idn.h"
#include "gaiscope/ui/screen.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const struct {
    size_t cols;
    size_t rows;
} sizes[] = {{80, 24}, {120, 40}, {40, 12}, {200, 50}};

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

/* Draws once before each step, as a person sees it, and once at the end. Takes: `session`, filled
 * by the scene; a view leaves it as it is. */
static void draw_scene(const struct gs_scene *scene, const struct gs_session *session,
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
    for (size_t i = 0; i < GS_SCENE_KEYS_MAX; i++) {
        run_step(view, &scene->steps[i]);
        gs_screen_draw(screen, view, surface);
    }
    expect_nothing_stale(view, surface);
    gs_screen_free(screen);
    gs_view_free(view);
}

static void compare(const struct gs_scene *scene, const struct gs_surface *surface)
{
    char path[128];
    struct gs_buf text = {0};
    struct gs_buf roles = {0};
    gs_surface_text(surface, &text);
    gs_surface_roles(surface, &roles);
    (void)snprintf(path, sizeof path, "golden/screens/%s_%zux%zu.txt", scene->name,
                   surface->cols, surface->rows);
    gs_golden_compare(path, gs_buf_text(&text));
    (void)snprintf(path, sizeof path, "golden/screens/%s_%zux%zu.roles", scene->name,
                   surface->cols, surface->rows);
    gs_golden_compare(path, gs_buf_text(&roles));
    gs_buf_fini(&text);
    gs_buf_fini(&roles);
}

static void every_scene_looks_as_drawn(void **state)
{
    (void)state;
    for (const struct gs_scene *scene = gs_scenes; scene->name != NULL; scene++) {
        struct gs_session session = {0};
        check_case(scene->name);
        scene->fill(&session);
        for (size_t i = 0; i < COUNT_OF(sizes); i++) {
            struct gs_surface surface = {0};
            gs_surface_resize(&surface, sizes[i].cols, sizes[i].rows);
            draw_scene(scene, &session, &surface);
            compare(scene, &surface);
            gs_surface_fini(&surface);
        }
        gs_session_fini(&session);
    }
}

static void every_scene_can_be_drawn_at_any_size(void **state)
{
    (void)state;
    for (const struct gs_scene *scene = gs_scenes; scene->name != NULL; scene++) {
        struct gs_session session = {0};
        scene->fill(&session);
        for (size_t cols = 1; cols < 230; cols += 19) {
            for (size_t rows = 1; rows < 64; rows += 7) {
                struct gs_surface surface = {0};
                gs_surface_resize(&surface, cols, rows);
                draw_scene(scene, &session, &surface);
                gs_surface_fini(&surface);
            }
        }
        gs_session_fini(&session);
    }
}

/* A person whose server is dead sees at once what needs none. */
static void the_demo_is_in_sight_when_the_server_is_dead(void **state)
{
    (void)state;
    const struct gs_scene *scene = gs_scenes;
    while (strcmp(scene->name, "dead_server") != 0) {
        scene++;
    }
    struct gs_session session = {0};
    scene->fill(&session);
    for (size_t cols = 40; cols <= 200; cols += 8) {
        for (size_t rows = 10; rows <= 50; rows += 2) {
            char label[32];
            struct gs_surface surface = {0};
            struct gs_buf text = {0};
            (void)snprintf(label, sizeof label, "%zux%zu", cols, rows);
            check_case(label);
            gs_surface_resize(&surface, cols, rows);
            draw_scene(scene, &session, &surface);
            gs_surface_text(&surface, &text);
            assert_non_null(strstr(gs_buf_text(&text), "gaiscope --demo"));
            gs_buf_fini(&text);
            gs_surface_fini(&surface);
        }
    }
    gs_session_fini(&session);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_scene_looks_as_drawn),
        cmocka_unit_test(the_demo_is_in_sight_when_the_server_is_dead),
        cmocka_unit_test(every_scene_can_be_drawn_at_any_size),
    };
    (void)setenv("TZ", "UTC", 1);
    tzset();
    cmocka_set_test_filter(getenv("GS_TEST_FILTER"));
    return cmocka_run_group_tests(tests, NULL, NULL);
}
