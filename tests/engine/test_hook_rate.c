/* SPDX-License-Identifier: MIT */
#include "../../src/engine/hook_rate.h"
#include "support/check.h"

static struct hook_rate five_then_one_a_second(void)
{
    return (struct hook_rate){.burst = 5, .every_ms = 1000};
}

static unsigned take_all(struct hook_rate *rate, uint64_t now_ms)
{
    unsigned count = 0;
    while (count < 100 && hook_rate_take(rate, now_ms)) {
        count++;
    }
    return count;
}

static void a_burst_passes_and_then_one_a_second(void **state)
{
    (void)state;
    struct hook_rate rate = five_then_one_a_second();
    assert_int_equal(take_all(&rate, 50), 5);
    assert_int_equal(take_all(&rate, 999), 0);
    assert_int_equal(take_all(&rate, 1050), 1);
    assert_int_equal(take_all(&rate, 2049), 0);
    assert_int_equal(take_all(&rate, 2050), 1);
    assert_int_equal(take_all(&rate, 5060), 3);
}

static void after_a_while_the_whole_burst_is_there_again(void **state)
{
    (void)state;
    struct hook_rate rate = five_then_one_a_second();
    assert_int_equal(take_all(&rate, 0), 5);
    assert_int_equal(take_all(&rate, UINT64_MAX / 2), 5);
}

static void one_a_second_always_passes(void **state)
{
    (void)state;
    struct hook_rate rate = five_then_one_a_second();
    for (uint64_t now_ms = 7; now_ms < 1000000; now_ms += 1000) {
        assert_true(hook_rate_take(&rate, now_ms));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_burst_passes_and_then_one_a_second),
        cmocka_unit_test(after_a_while_the_whole_burst_is_there_again),
        cmocka_unit_test(one_a_second_always_passes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
