/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/model/watched.h"

static void samples_are_the_last_ones_oldest_first(void **state)
{
    (void)state;
    struct gs_watched watched = {0};
    for (uint32_t i = 0; i < 3; i++) {
        gs_watched_add_sample(&watched, i * 10);
    }
    assert_int_equal(watched.sample_count, 3);
    assert_int_equal(gs_watched_sample(&watched, 2), 20);
    for (uint32_t i = 3; i < GS_WATCH_SAMPLES_MAX + 5; i++) {
        gs_watched_add_sample(&watched, i * 10);
    }
    assert_int_equal(watched.sample_count, GS_WATCH_SAMPLES_MAX);
    assert_int_equal(gs_watched_sample(&watched, 0), 50);
    assert_int_equal(gs_watched_sample(&watched, GS_WATCH_SAMPLES_MAX - 1),
                     (GS_WATCH_SAMPLES_MAX + 4) * 10);
}

static void copy_is_deep(void **state)
{
    (void)state;
    struct gs_watched watched = {.id = 5,
                                 .watch.host = gs_mem_copy_text("h.test"),
                                 .answer = gs_watch_answer_new(),
                                 .good = gs_watch_answer_new(),
                                 .last_change_words = gs_mem_copy_text("lost all IPv6")};
    watched.answer->canonical = gs_mem_copy_text("c.test");
    struct gs_watched copy = gs_watched_copy(&watched);
    gs_watched_fini(&watched);
    assert_int_equal(watched.id, 0);
    assert_string_equal(copy.watch.host, "h.test");
    assert_string_equal(copy.answer->canonical, "c.test");
    assert_string_equal(copy.last_change_words, "lost all IPv6");
    gs_watched_fini(&copy);
}

static void each_state_has_a_word_of_its_own(void **state)
{
    (void)state;
    for (unsigned i = 0; i < GS_WATCH_STATE_COUNT; i++) {
        assert_non_null(gs_watch_state_id((enum gs_watch_state)i));
        for (unsigned j = 0; j < i; j++) {
            assert_string_not_equal(gs_watch_state_id((enum gs_watch_state)i),
                                    gs_watch_state_id((enum gs_watch_state)j));
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(samples_are_the_last_ones_oldest_first),
        cmocka_unit_test(copy_is_deep),
        cmocka_unit_test(each_state_has_a_word_of_its_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
