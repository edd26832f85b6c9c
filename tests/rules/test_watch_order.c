/* SPDX-License-Identifier: MIT */
#include "make_watch.h"

#define BOTH "192.0.2.1 192.0.2.2 "

static void rotation_is_no_news(void **state)
{
    (void)state;
    struct subject subject = make_subject();
    for (unsigned i = 0; i < 200; i++) {
        const char *line = i % 3 == 0 ? BOTH "libc=192.0.2.1" : BOTH "libc=192.0.2.2";
        assert_string_equal(run(&subject, line), "");
    }
    free_subject(&subject);
}

static void another_address_first_is_news_after_a_long_time(void **state)
{
    (void)state;
    struct subject subject = make_subject();
    for (unsigned i = 0; i < 8; i++) {
        assert_string_equal(run(&subject, BOTH "libc=192.0.2.1;" BOTH), "");
    }
    assert_string_equal(run(&subject, BOTH "libc=192.0.2.2"),
                        "order_flipped: 192.0.2.1 > 192.0.2.2 (same set)");
    assert_string_equal(run(&subject, BOTH "libc=192.0.2.1"), "");
    for (unsigned i = 1; i < 32; i++) {
        assert_string_equal(run(&subject, BOTH "libc=192.0.2.1"), "");
    }
    assert_string_equal(run(&subject, BOTH "libc=192.0.2.2"),
                        "order_flipped: 192.0.2.1 > 192.0.2.2 (same set)");
    free_subject(&subject);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rotation_is_no_news),
        cmocka_unit_test(another_address_first_is_news_after_a_long_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
