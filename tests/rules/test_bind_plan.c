/* SPDX-License-Identifier: MIT */
#include "rules/make.h"
#include "support/check.h"

#include "gaiscope/rules/bind_plan.h"

#include <errno.h>

static void an_ipv6_row_is_tried_with_v6only_on_and_off(void **state)
{
    (void)state;
    struct gs_system_answer *answer = make_system("0.0.0.0 ::");
    struct gs_bind_row_list plan = {0};
    gs_bind_plan_add_all(&plan, answer, 0);
    assert_int_equal(plan.count, 3);
    assert_int_equal(plan.items[0].family, AF_INET);
    assert_int_equal(plan.items[0].v6only, GS_V6ONLY_NONE);
    assert_int_equal(plan.items[0].endpoint.port, 80);
    assert_int_equal(plan.items[0].protocol, 6);
    assert_int_equal(plan.items[1].v6only, GS_V6ONLY_ON);
    assert_int_equal(plan.items[2].v6only, GS_V6ONLY_OFF);
    assert_int_equal(plan.items[2].family, AF_INET6);
    gs_vec_fini(&plan);
    gs_system_answer_free(answer);
}

static void another_port_takes_the_place_of_the_asked_one(void **state)
{
    (void)state;
    struct gs_system_answer *answer = make_system("127.0.0.1 ::1");
    struct gs_bind_row_list plan = {0};
    gs_bind_plan_add_all(&plan, answer, GS_BIND_OTHER_PORT);
    for (size_t i = 0; i < plan.count; i++) {
        assert_int_equal(plan.items[i].endpoint.port, GS_BIND_OTHER_PORT);
    }
    gs_vec_fini(&plan);
    gs_system_answer_free(answer);
}

static void what_needed_privilege_stays_beside_another_port(void **state)
{
    (void)state;
    struct gs_system_answer *answer = make_system("0.0.0.0 ::");
    struct gs_bind_report *report = gs_bind_report_new();
    struct gs_bind_row_list plan = {0};
    gs_bind_plan_add_all(&report->rows, answer, 21);
    report->rows.items[0].error = EACCES;
    report->rows.items[1].error = EACCES;
    gs_bind_plan_add_denied(&plan, report, 21);
    gs_bind_plan_add_denied(&plan, NULL, 8000);
    assert_int_equal(plan.count, 0);
    gs_bind_plan_add_denied(&plan, report, 8000);
    assert_int_equal(plan.count, 2);
    assert_int_equal(plan.items[1].endpoint.port, 21);
    assert_int_equal(plan.items[1].v6only, GS_V6ONLY_ON);
    gs_vec_fini(&plan);
    gs_bind_report_free(report);
    gs_system_answer_free(answer);
}

static void a_plan_has_no_more_rows_than_an_attempt(void **state)
{
    (void)state;
    struct gs_system_answer *answer = make_system("::1");
    struct gs_bind_row_list plan = {0};
    for (size_t i = 0; i < GS_BIND_ROWS_MAX; i++) {
        gs_bind_plan_add_all(&plan, answer, 0);
    }
    gs_bind_plan_add_all(&plan, NULL, 0);
    assert_int_equal(plan.count, GS_BIND_ROWS_MAX);
    gs_vec_fini(&plan);
    gs_system_answer_free(answer);
}

static void only_loopback_rows_are_loopback(void **state)
{
    static const struct {
        const char *label;
        const char *addresses;
        bool is_loopback;
    } cases[] = {
        {"both loopback addresses", "127.0.0.1 ::1", true},
        {"all of 127/8", "127.0.0.53", true},
        {"a mapped loopback address", "::ffff:127.0.0.1", true},
        {"any IPv4 address", "127.0.0.1 0.0.0.0", false},
        {"any IPv6 address", "::", false},
        {"a mapped private address", "::ffff:10.0.0.1", false},
        {"a link-local address", "fe80::1", false},
        {"a private address", "10.0.0.7", false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        check_case(cases[i].label);
        struct gs_system_answer *answer = make_system(cases[i].addresses);
        struct gs_bind_row_list plan = {0};
        gs_bind_plan_add_all(&plan, answer, 0);
        assert_int_equal(gs_bind_plan_is_loopback(&plan), cases[i].is_loopback);
        gs_vec_fini(&plan);
        gs_system_answer_free(answer);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_ipv6_row_is_tried_with_v6only_on_and_off),
        cmocka_unit_test(another_port_takes_the_place_of_the_asked_one),
        cmocka_unit_test(what_needed_privilege_stays_beside_another_port),
        cmocka_unit_test(a_plan_has_no_more_rows_than_an_attempt),
        cmocka_unit_test(only_loopback_rows_are_loopback),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
