/* SPDX-License-Identifier: MIT */
#include "../../src/view/tags.h"
#include "support/check.h"

static void a_key_is_tagged_and_untagged_by_turns(void **state)
{
    (void)state;
    struct gs_tags tags = {0};
    assert_false(gs_tags_has(&tags, 7));
    assert_true(gs_tags_turn(&tags, 7));
    assert_true(gs_tags_turn(&tags, 3));
    assert_true(gs_tags_turn(&tags, 9));
    assert_true(gs_tags_has(&tags, 3));
    assert_true(gs_tags_has(&tags, 7));
    assert_false(gs_tags_turn(&tags, 7));
    assert_false(gs_tags_has(&tags, 7));
    assert_int_equal(tags.count, 2);
    assert_int_equal(tags.items[0], 3);
    assert_int_equal(tags.items[1], 9);
    gs_vec_fini(&tags);
}

static bool is_odd(const void *context, uint64_t key)
{
    (void)context;
    return key % 2 == 1;
}

static void keys_that_are_gone_lose_their_tags(void **state)
{
    (void)state;
    struct gs_tags tags = {0};
    for (uint64_t key = 10; key > 0; key--) {
        (void)gs_tags_turn(&tags, key);
    }
    gs_tags_keep(&tags, is_odd, NULL);
    assert_int_equal(tags.count, 5);
    assert_true(gs_tags_has(&tags, 9));
    assert_false(gs_tags_has(&tags, 10));
    gs_vec_fini(&tags);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_key_is_tagged_and_untagged_by_turns),
        cmocka_unit_test(keys_that_are_gone_lose_their_tags),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
