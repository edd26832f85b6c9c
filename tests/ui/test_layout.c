/* SPDX-License-Identifier: MIT */
#include "gaiscope/ui/layout.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

struct scene {
    const char *label;
    struct gs_area area;
    struct gs_place places[GS_PANES_MAX];
    size_t place_count;
    struct gs_rect want[GS_PANES_MAX];
    size_t want_count;
};

/* pane, band, column, half modules, wanted rows, least rows, weight */
static const struct scene scenes[] = {
    {.label = "two panes of 1½ modules at 120 columns stand as drawn",
     .area = {120, 5, 38, 2},
     .places = {{7, 0, 0, 3, 4, 3, 0}, {8, 0, 1, 3, 4, 3, 0}},
     .place_count = 2,
     .want = {{7, 0, 5, 59, 4}, {8, 60, 5, 59, 4}},
     .want_count = 2},
    {.label = "three panes of a module at 120 columns",
     .area = {120, 0, 9, 1},
     .places = {{0, 0, 0, 2, 4, 3, 1}, {1, 0, 1, 2, 4, 3, 1}, {2, 0, 2, 2, 4, 3, 1}},
     .place_count = 3,
     .want = {{0, 0, 0, 39, 9}, {1, 40, 0, 39, 9}, {2, 80, 0, 39, 9}},
     .want_count = 3},
    {.label = "two wide panes and a module at 200 columns",
     .area = {200, 0, 5, 1},
     .places = {{0, 0, 0, 4, 5, 3, 0}, {1, 0, 1, 4, 5, 3, 0}, {2, 0, 2, 2, 5, 3, 0}},
     .place_count = 3,
     .want = {{0, 0, 0, 79, 5}, {1, 80, 0, 79, 5}, {2, 160, 0, 39, 5}},
     .want_count = 3},
    {.label = "a band is stretched to a width between modules",
     .area = {100, 0, 5, 1},
     .places = {{0, 0, 0, 2, 5, 3, 0}, {1, 0, 1, 2, 5, 3, 0}},
     .place_count = 2,
     .want = {{0, 0, 0, 49, 5}, {1, 50, 0, 49, 5}},
     .want_count = 2},
    {.label = "panes with the same wish are as wide as the narrower",
     .area = {119, 0, 5, 1},
     .places = {{0, 0, 0, 2, 5, 3, 0}, {1, 0, 1, 2, 5, 3, 0}},
     .place_count = 2,
     .want = {{0, 0, 0, 58, 5}, {1, 59, 0, 58, 5}},
     .want_count = 2},
    {.label = "bands follow each other with the gap, columns hold panes one row apart",
     .area = {80, 3, 23, 2},
     .places = {{0, 0, 0, 4, 4, 3, 0},
                {1, 1, 0, 2, 5, 3, 0},
                {2, 1, 0, 2, 3, 3, 0},
                {3, 1, 1, 2, 8, 3, 0}},
     .place_count = 4,
     .want = {{0, 0, 3, 79, 4}, {1, 0, 9, 39, 5}, {2, 0, 15, 39, 3}, {3, 40, 9, 39, 8}},
     .want_count = 4},
    {.label = "spare rows go by weight",
     .area = {80, 0, 21, 1},
     .places = {{0, 0, 0, 4, 4, 3, 0}, {1, 1, 0, 4, 4, 3, 2}, {2, 2, 0, 4, 4, 3, 1}},
     .place_count = 3,
     .want = {{0, 0, 0, 79, 4}, {1, 0, 5, 79, 9}, {2, 0, 15, 79, 6}},
     .want_count = 3},
    {.label = "missing rows are missed by the longest",
     .area = {80, 0, 12, 1},
     .places = {{0, 0, 0, 4, 1000, 3, 1}, {1, 1, 0, 4, 4, 3, 0}},
     .place_count = 2,
     .want = {{0, 0, 0, 79, 7}, {1, 0, 8, 79, 4}},
     .want_count = 2},
    {.label = "gaps shrink before a pane is left out",
     .area = {80, 0, 7, 2},
     .places = {{0, 0, 0, 4, 9, 3, 1}, {1, 1, 0, 4, 9, 3, 1}},
     .place_count = 2,
     .want = {{0, 0, 0, 79, 3}, {1, 0, 4, 79, 3}},
     .want_count = 2},
    {.label = "panes are left out from the last band up, the highest column first",
     .area = {80, 0, 8, 1},
     .places = {{0, 0, 0, 4, 9, 3, 1},
                {1, 1, 0, 2, 9, 4, 1},
                {2, 1, 1, 2, 9, 3, 1},
                {3, 1, 1, 2, 9, 3, 1},
                {4, 2, 0, 4, 9, 3, 1}},
     .place_count = 5,
     .want = {{0, 0, 0, 79, 3}, {1, 0, 4, 39, 4}, {2, 40, 4, 39, 4}},
     .want_count = 3},
    {.label = "places out of order come back in their order",
     .area = {80, 0, 9, 1},
     .places = {{5, 3, 9, 2, 4, 2, 0}, {6, 1, 1, 2, 4, 2, 0}, {7, 1, 0, 2, 4, 2, 0}},
     .place_count = 3,
     .want = {{5, 0, 5, 79, 4}, {6, 40, 0, 39, 4}, {7, 0, 0, 39, 4}},
     .want_count = 3},
    {.label = "nothing fits",
     .area = {80, 3, 5, 1},
     .places = {{0, 0, 0, 4, 9, 3, 1}},
     .place_count = 1},
    {.label = "no rows",
     .area = {80, 9, 3, 1},
     .places = {{0, 0, 0, 4, 9, 0, 1}},
     .place_count = 1},
    {.label = "no places", .area = {80, 0, 20, 1}},
};

static void panes_stand_where_the_design_has_them(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof scenes / sizeof *scenes; i++) {
        const struct scene *scene = &scenes[i];
        struct gs_rect got[GS_PANES_MAX];
        print_message("%s\n", scene->label);
        size_t count =
            gs_layout_arrange(scene->places, scene->place_count, &scene->area, got);
        assert_int_equal(count, scene->want_count);
        for (size_t k = 0; k < count; k++) {
            assert_int_equal(got[k].pane, scene->want[k].pane);
            assert_int_equal(got[k].x, scene->want[k].x);
            assert_int_equal(got[k].y, scene->want[k].y);
            assert_int_equal(got[k].width, scene->want[k].width);
            assert_int_equal(got[k].height, scene->want[k].height);
        }
    }
}

static unsigned next_random(unsigned *seed)
{
    *seed = *seed * 1103515245u + 12345u;
    return *seed >> 12;
}

static size_t random_places(unsigned *seed, struct gs_place *out)
{
    size_t count = next_random(seed) % (GS_PANES_MAX + 3);
    for (size_t i = 0; i < count; i++) {
        out[i] = (struct gs_place){
            .pane = (int)i,
            .band =
                (uint8_t)(next_random(seed) % 4 * (next_random(seed) % 9 == 0 ? 60 : 1)),
            .column = (uint8_t)(next_random(seed) % 4),
            .half_modules = (uint8_t)(next_random(seed) % 6),
            .want_rows = next_random(seed) % 50 == 0 ? SIZE_MAX : next_random(seed) % 40,
            .min_rows = next_random(seed) % 90 == 0 ? SIZE_MAX : next_random(seed) % 6,
            .weight = (uint8_t)(next_random(seed) % 4),
        };
    }
    return count;
}

static bool is_apart(const struct gs_rect *a, const struct gs_rect *b)
{
    return a->x + a->width <= b->x || b->x + b->width <= a->x ||
           a->y + a->height <= b->y || b->y + b->height <= a->y;
}

static void check_rects(const struct gs_place *places, const struct gs_area *area,
                        const struct gs_rect *rects, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct gs_rect *rect = &rects[i];
        assert_true(i == 0 || rects[i - 1].pane < rect->pane);
        assert_true(rect->x >= 0 && rect->width >= 4 &&
                    rect->x + rect->width <= area->cols);
        assert_true(rect->y >= area->top && rect->height >= 1);
        assert_true(rect->y + rect->height <= area->bottom);
        assert_true((size_t)rect->height >= places[rect->pane].min_rows);
        for (size_t k = 0; k < i; k++) {
            assert_true(is_apart(rect, &rects[k]));
        }
    }
}

static void any_places_fit_any_size_without_overlap(void **state)
{
    (void)state;
    unsigned seed = 11;
    for (int cols = 1; cols <= 210; cols++) {
        for (int rows = 1; rows <= 60; rows++) {
            struct gs_place places[GS_PANES_MAX + 3];
            struct gs_rect rects[GS_PANES_MAX + 3];
            struct gs_area area = {cols, (int)(next_random(&seed) % 5), rows,
                                   (int)(next_random(&seed) % 4) - 1};
            size_t count = random_places(&seed, places);
            size_t written = gs_layout_arrange(places, count, &area, rects);
            assert_true(written <= count && written <= GS_PANES_MAX);
            check_rects(places, &area, rects, written);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(panes_stand_where_the_design_has_them),
        cmocka_unit_test(any_places_fit_any_size_without_overlap),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
