/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/base/taken.h"

#include <stdbool.h>

enum {
    PLACES_MAX = 130,
    STEPS = 2000,
};

static void assert_agrees(const struct gs_taken *taken, const bool *is_taken)
{
    size_t n = 0;
    for (size_t place = 0; place < taken->places; place++) {
        if (is_taken[place]) {
            assert_int_equal(gs_taken_at(taken, n), place);
            n++;
        }
    }
}

static void nth_taken_place_is_found_after_any_steps(void **state)
{
    static const size_t sizes[] = {1, 2, 3, 7, 8, 9, 64, 100, PLACES_MAX};
    (void)state;
    for (size_t i = 0; i < COUNT_OF(sizes); i++) {
        struct gs_taken taken = {0};
        bool is_taken[PLACES_MAX] = {false};
        uint32_t random = 12345;
        gs_taken_reset(&taken, sizes[i]);
        for (unsigned step = 0; step < STEPS; step++) {
            random = random * 1664525 + 1013904223;
            size_t place = (random >> 8) % sizes[i];
            if (is_taken[place]) {
                gs_taken_remove(&taken, place);
            } else {
                gs_taken_add(&taken, place);
            }
            is_taken[place] = !is_taken[place];
            assert_agrees(&taken, is_taken);
        }
        gs_taken_fini(&taken);
    }
}

static void a_row_made_anew_has_none_taken(void **state)
{
    (void)state;
    struct gs_taken taken = {0};
    gs_taken_reset(&taken, 4);
    gs_taken_add(&taken, 0);
    gs_taken_add(&taken, 3);
    gs_taken_reset(&taken, 9);
    gs_taken_add(&taken, 8);
    assert_int_equal(gs_taken_at(&taken, 0), 8);
    gs_taken_fini(&taken);
    assert_int_equal(taken.places, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nth_taken_place_is_found_after_any_steps),
        cmocka_unit_test(a_row_made_anew_has_none_taken),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
