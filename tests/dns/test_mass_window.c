/* SPDX-License-Identifier: MIT */
#include "../../src/dns/mass_window.h"
#include "support/check.h"

#include <stdbool.h>

enum {
    MANY = 4000,
    BASE_US = 20000,
};

/* One epoch: as many questions as the window holds, `lost_percent` of them lost, the others
 * after `rtt_us`; all of them needed. */
static void pass_epoch(struct gs_mass_window *w, unsigned lost_percent, int64_t rtt_us)
{
    size_t size = w->size;
    gs_mass_window_note_wire(w, size);
    for (size_t i = 0; i < size; i++) {
        if (i * lost_percent / 100 < (i + 1) * lost_percent / 100) {
            gs_mass_window_note_loss(w);
        } else {
            gs_mass_window_note_answer(w, rtt_us);
        }
    }
}

/* The round trip of a path that takes `per_question_us` for each question in it. */
static int64_t full_path_us(const struct gs_mass_window *w, int64_t per_question_us)
{
    int64_t full_us = (int64_t)w->size * per_question_us;
    return full_us > BASE_US ? full_us : BASE_US;
}

static void one_epoch_decides(void **state)
{
    static const struct {
        const char *label;
        bool is_steady;
        unsigned lost_percent;
        int64_t rtt_us;
        size_t before;
        size_t after;
    } cases[] = {
        {"in the beginning it doubles", false, 0, BASE_US, 1000, 2000},
        {"then it grows by an eighth", true, 0, BASE_US, 1000, 1125},
        {"two percent lost is chance", true, 2, BASE_US, 1000, 1125},
        {"five percent lost holds it", true, 5, BASE_US, 1000, 1000},
        {"ten percent lost shrinks it", true, 10, BASE_US, 1000, 700},
        {"all lost shrinks it no more", true, 100, BASE_US, 1000, 700},
        {"it stays above its least", true, 50, BASE_US, 70, 64},
        {"and below its most", false, 0, BASE_US, 3000, MANY},
        {"a tenth in a queue holds it", true, 0, BASE_US * 10 / 9, 1000, 1000},
        {"half in a queue is let off", true, 0, BASE_US * 2, 1000, 563},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        check_case(cases[i].label);
        struct gs_mass_window w = gs_mass_window_new(MANY);
        w.size = cases[i].before;
        w.is_steady = cases[i].is_steady;
        w.mean.base_us[0] = w.fastest.base_us[0] = BASE_US;
        pass_epoch(&w, cases[i].lost_percent, cases[i].rtt_us);
        assert_int_equal(w.size, cases[i].after);
    }
}

static void it_starts_small_and_knows_its_bounds(void **state)
{
    (void)state;
    struct gs_mass_window w = gs_mass_window_new(MANY);
    assert_int_equal(w.size, GS_MASS_WINDOW_START);
    w = gs_mass_window_new(10);
    assert_int_equal(w.size, 10);
    assert_int_equal(w.min, 10);
    pass_epoch(&w, 50, BASE_US);
    assert_int_equal(w.size, 10);
    w = gs_mass_window_new(0);
    assert_int_equal(w.size, 1);
}

static void a_buffer_that_turns_out_small_limits_it(void **state)
{
    (void)state;
    struct gs_mass_window w = gs_mass_window_new(MANY);
    w.size = 3000;
    gs_mass_window_limit(&w, 208);
    assert_int_equal(w.size, 208);
    pass_epoch(&w, 0, BASE_US);
    assert_int_equal(w.size, 208);
}

static void it_does_not_grow_unless_it_is_used(void **state)
{
    (void)state;
    struct gs_mass_window w = gs_mass_window_new(MANY);
    gs_mass_window_note_wire(&w, w.size / 2);
    for (size_t i = 0; i < 1000; i++) {
        gs_mass_window_note_answer(&w, BASE_US);
    }
    assert_int_equal(w.size, GS_MASS_WINDOW_START);
}

static void a_long_path_is_filled(void **state)
{
    (void)state;
    struct gs_mass_window w = gs_mass_window_new(MANY);
    for (int i = 0; i < 20; i++) {
        pass_epoch(&w, 0, BASE_US);
    }
    assert_int_equal(w.size, MANY);
}

static void a_path_with_chance_losses_is_filled(void **state)
{
    (void)state;
    struct gs_mass_window w = gs_mass_window_new(MANY);
    for (int i = 0; i < 40; i++) {
        pass_epoch(&w, 1, BASE_US);
    }
    assert_int_equal(w.size, MANY);
}

/* A path that holds 400 questions: what is more stands in a queue. It must neither starve nor
 * stand there by hundreds, for as long as one likes to look. */
static void a_queue_is_kept_short_for_ever(void **state)
{
    (void)state;
    struct gs_mass_window w = gs_mass_window_new(MANY);
    size_t least = MANY;
    size_t most = 0;
    for (unsigned i = 0; i < 20 * GS_MASS_WINDOW_EPOCHS; i++) {
        pass_epoch(&w, 0, full_path_us(&w, BASE_US / 400));
        if (i > 20 && w.resume == 0 && !w.is_settling) {
            least = w.size < least ? w.size : least;
            most = w.size > most ? w.size : most;
        }
    }
    assert_true(least >= 400);
    assert_true(most < 400 + 256);
}

static void a_path_that_became_longer_is_no_queue_for_ever(void **state)
{
    (void)state;
    struct gs_mass_window w = gs_mass_window_new(MANY);
    for (int i = 0; i < 20; i++) {
        pass_epoch(&w, 0, BASE_US);
    }
    pass_epoch(&w, 10, BASE_US); /* no more doubling */
    pass_epoch(&w, 0, BASE_US * 3);
    assert_true(w.size < MANY / 2);
    size_t most = 0;
    for (int i = 0; i < 3 * GS_MASS_WINDOW_EPOCHS; i++) {
        pass_epoch(&w, 0, BASE_US * 3);
        most = w.size > most ? w.size : most;
    }
    assert_int_equal(most, MANY);
}

/* One question in eight waits until somebody reads again, the others are as fast as ever. */
static void a_machine_that_is_busy_for_moments_is_no_queue(void **state)
{
    (void)state;
    struct gs_mass_window w = gs_mass_window_new(MANY);
    pass_epoch(&w, 0, BASE_US);
    w.is_steady = true;
    for (int i = 0; i < 60; i++) {
        size_t size = w.size;
        gs_mass_window_note_wire(&w, size);
        for (size_t j = 0; j < size; j++) {
            gs_mass_window_note_answer(&w, j % 8 == 0 ? BASE_US * 5 : BASE_US + 100);
        }
    }
    assert_int_equal(w.size, MANY);
}

static void heavy_loss_leaves_the_least(void **state)
{
    (void)state;
    struct gs_mass_window w = gs_mass_window_new(MANY);
    for (int i = 0; i < 20; i++) {
        pass_epoch(&w, 30, BASE_US);
    }
    assert_int_equal(w.size, GS_MASS_WINDOW_MIN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_epoch_decides),
        cmocka_unit_test(it_starts_small_and_knows_its_bounds),
        cmocka_unit_test(a_buffer_that_turns_out_small_limits_it),
        cmocka_unit_test(it_does_not_grow_unless_it_is_used),
        cmocka_unit_test(a_long_path_is_filled),
        cmocka_unit_test(a_path_with_chance_losses_is_filled),
        cmocka_unit_test(a_queue_is_kept_short_for_ever),
        cmocka_unit_test(a_path_that_became_longer_is_no_queue_for_ever),
        cmocka_unit_test(a_machine_that_is_busy_for_moments_is_no_queue),
        cmocka_unit_test(heavy_loss_leaves_the_least),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
