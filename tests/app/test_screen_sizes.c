/* SPDX-License-Identifier: MIT */
/*
 * Every scene at sizes that nobody chose: it is drawn, and a screen that has kept nothing draws
 * the same. How it looks is compared in test_golden_screens.
 */
#include "support/check.h"
#include "support/drawn_scene.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Of two neighbouring sizes a scene has one and the scene after it the other. */
static size_t turn(size_t cols, const struct gs_scene *scene)
{
    return (cols / 19 + (size_t)(scene - gs_scenes)) % 2;
}

static void every_scene_can_be_drawn_at_any_size(void **state)
{
    (void)state;
    for (const struct gs_scene *scene = gs_scenes; scene->name != NULL; scene++) {
        struct gs_session session = {0};
        scene->fill(&session);
        for (size_t cols = 1; cols < 230; cols += 19) {
            for (size_t rows = 1 + 7 * turn(cols, scene); rows < 64; rows += 14) {
                struct gs_surface surface = {0};
                gs_surface_resize(&surface, cols, rows);
                drawn_scene(scene, &session, &surface);
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
            drawn_scene(scene, &session, &surface);
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
        cmocka_unit_test(the_demo_is_in_sight_when_the_server_is_dead),
        cmocka_unit_test(every_scene_can_be_drawn_at_any_size),
    };
    (void)setenv("TZ", "UTC", 1);
    tzset();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
