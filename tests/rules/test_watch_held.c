/* SPDX-License-Identifier: MIT */
#include "make_watch.h"

#include <sys/socket.h>

static void expect_family(struct subject *subject, int family)
{
    struct gs_expect expect = {.kind = GS_EXPECT_FAMILY, .family = family};
    gs_vec_push(&subject->watch.expects, expect);
}

static void expectation_can_fail_in_the_first_round(void **state)
{
    (void)state;
    struct subject subject = make_subject();
    expect_family(&subject, AF_INET6);
    assert_string_equal(
        run(&subject, "192.0.2.1"),
        "expectation_failed:  > expected IPv6, there is no IPv6 address ()");
    assert_int_equal(subject.round.state, GS_WATCH_UNEXPECTED);
    assert_string_equal(run(&subject, "192.0.2.1;timeout;192.0.2.1"),
                        "failure_ended: try again > answered (after 30 s)");
    assert_int_equal(subject.round.state, GS_WATCH_UNEXPECTED);
    (void)run(&subject, "192.0.2.1 2001:db8::1");
    assert_int_equal(subject.round.changes.count, 2);
    assert_int_equal(change_at(&subject, 1)->type, GS_WATCH_EXPECTATION_HELD);
    assert_int_equal(subject.round.state, GS_WATCH_CHANGED);
    free_subject(&subject);
}

static void line_that_was_edited_is_judged_anew(void **state)
{
    (void)state;
    struct subject subject = make_subject();
    expect_family(&subject, AF_INET6);
    (void)run(&subject, "192.0.2.1");
    subject.watch.expects.items[0].family = AF_INET;
    assert_string_equal(run(&subject, "192.0.2.1"), "");
    assert_int_equal(subject.round.trend.failing, 0);
    subject.watch.expects.items[0].family = AF_INET6;
    assert_int_equal(strncmp(run(&subject, "192.0.2.1"), "expectation_failed", 18), 0);
    free_subject(&subject);
}

static void expectation_stands_before_what_broke_it(void **state)
{
    (void)state;
    struct subject subject = make_subject();
    expect_family(&subject, AF_INET6);
    (void)run(&subject, "192.0.2.1 2001:db8::1;192.0.2.2");

    const enum gs_watch_change_type types[] = {
        GS_WATCH_EXPECTATION_FAILED, GS_WATCH_IPV6_LOST, GS_WATCH_ADDRESS_REMOVED,
        GS_WATCH_ADDRESS_ADDED};

    assert_int_equal(subject.round.changes.count, COUNT_OF(types));
    for (size_t i = 0; i < COUNT_OF(types); i++) {
        assert_int_equal(change_at(&subject, i)->type, types[i]);
    }
    assert_string_equal(subject.round.words, "unexpected");
    free_subject(&subject);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(expectation_can_fail_in_the_first_round),
        cmocka_unit_test(line_that_was_edited_is_judged_anew),
        cmocka_unit_test(expectation_stands_before_what_broke_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
