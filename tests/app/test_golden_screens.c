/* SPDX-License-Identifier: MIT */
/*
 * Every scene at every size, drawn without a terminal and compared as text and as roles with
 * tests/golden/screens/NAME_COLSxROWS.txt and .roles. Other sizes: test_screen_sizes.
 */
#include "support/check.h"
#include "support/drawn_scene.h"
#include "support/golden.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static const struct {
    size_t cols;
    size_t rows;
} sizes[] = {{80, 24}, {120, 40}, {40, 12}, {200, 50}};

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
            drawn_scene(scene, &session, &surface);
            compare(scene, &surface);
            gs_surface_fini(&surface);
        }
        gs_session_fini(&session);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_scene_looks_as_drawn),
    };
    (void)setenv("TZ", "UTC", 1);
    tzset();
    cmocka_set_test_filter(getenv("GS_TEST_FILTER"));
    return cmocka_run_group_tests(tests, NULL, NULL);
}
