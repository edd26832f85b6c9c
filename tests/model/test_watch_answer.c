/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/model/watch_answer.h"

#include <stdio.h>
#include <string.h>

#include <sys/socket.h>

static void addresses_are_a_sorted_set(void **state)
{
    (void)state;
    struct gs_watch_answer *answer = gs_watch_answer_new();
    const char *const texts[] = {"2001:db8::7", "192.0.2.9", "192.0.2.1", "2001:db8::7",
                                 "192.0.2.9"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct gs_address address = {0};
        assert_int_equal(gs_address_parse(texts[i], &address), GS_OK);
        gs_watch_answer_add_address(answer, &address);
    }
    assert_int_equal(answer->addresses.count, 3);
    assert_int_equal(answer->counts[0], 1);
    assert_int_equal(answer->counts[1], 2);
    char text[GS_ADDRESS_TEXT_MAX];
    gs_address_format(&answer->addresses.items[0], text);
    assert_string_equal(text, "192.0.2.1");
    gs_watch_answer_free(answer);
}

static void addresses_over_the_limit_are_counted(void **state)
{
    (void)state;
    struct gs_watch_answer *answer = gs_watch_answer_new();
    for (unsigned i = 0; i < GS_WATCH_ADDRESSES_MAX + 5; i++) {
        uint8_t bytes[4] = {10, 0, (uint8_t)(i >> 8), (uint8_t)i};
        struct gs_address address = gs_address_from_bytes(AF_INET, bytes);
        gs_watch_answer_add_address(answer, &address);
    }
    assert_int_equal(answer->addresses.count, GS_WATCH_ADDRESSES_MAX);
    assert_int_equal(answer->left_outs[1], 5);
    gs_watch_answer_free(answer);
}

static void names_are_a_sorted_set_without_case_or_dot(void **state)
{
    (void)state;
    struct gs_name_list list = {0};
    struct gs_name_list other = {0};
    assert_true(gs_name_list_add(&list, "B.Example."));
    assert_true(gs_name_list_add(&list, "a.example"));
    assert_true(gs_name_list_add(&list, "b.example"));
    assert_int_equal(list.count, 2);
    assert_string_equal(list.items[0], "a.example");
    assert_true(gs_name_list_add(&other, "A.EXAMPLE"));
    assert_false(gs_name_list_is_equal(&list, &other));
    assert_true(gs_name_list_add(&other, "b.example."));
    assert_true(gs_name_list_is_equal(&list, &other));
    for (unsigned i = 0; other.count < GS_WATCH_NAMES_MAX; i++) {
        char name[16];
        (void)snprintf(name, sizeof name, "n%u.test", i);
        assert_true(gs_name_list_add(&other, name));
    }
    assert_false(gs_name_list_add(&other, "one.more"));
    gs_name_list_clear(&list);
    gs_name_list_clear(&other);
}

static void copy_is_deep(void **state)
{
    (void)state;
    struct gs_watch_answer *answer = gs_watch_answer_new();
    struct gs_address address = {0};
    assert_int_equal(gs_address_parse("192.0.2.1", &address), GS_OK);
    gs_watch_answer_add_address(answer, &address);
    answer->canonical = gs_mem_copy_text("c.test");
    assert_true(gs_name_list_add(&answer->exchanges, "10 mx.test"));
    struct gs_watch_answer *copy = gs_watch_answer_copy(answer);
    gs_watch_answer_free(answer);
    assert_int_equal(copy->addresses.count, 1);
    assert_string_equal(copy->canonical, "c.test");
    assert_string_equal(copy->exchanges.items[0], "10 mx.test");
    gs_watch_answer_free(copy);
}

static struct gs_watch_answer *answered(const char *one, const char *other)
{
    struct gs_watch_answer *answer = gs_watch_answer_new();
    const char *const texts[] = {one, other};
    answer->outcome = GS_OUTCOME_ANSWERED;
    answer->sides[0] = answer->sides[1] = GS_OUTCOME_NO_DATA;
    for (size_t i = 0; i < 2; i++) {
        struct gs_address address;
        if (texts[i] != NULL && gs_address_parse(texts[i], &address) == GS_OK) {
            gs_watch_answer_add_address(answer, &address);
            answer->sides[strchr(texts[i], ':') != NULL ? 0 : 1] = GS_OUTCOME_ANSWERED;
        }
    }
    return answer;
}

static void facts_stay_until_a_round_has_them(void **state)
{
    (void)state;
    struct gs_watch_answer *known = answered("192.0.2.1", "2001:db8::1");
    struct gs_watch_answer *next = answered("192.0.2.2", NULL);
    known->libc_outcome = GS_OUTCOME_ANSWERED;
    known->source = GS_WATCH_SOURCE_HOSTS;
    known->mx_outcome = GS_OUTCOME_ANSWERED;
    assert_true(gs_name_list_add(&known->exchanges, "10 a.test"));
    next->sides[0] = GS_OUTCOME_TIMED_OUT;
    assert_true(gs_watch_answer_lacks(next, known));
    gs_watch_answer_learn(known, next);
    assert_int_equal(known->addresses.count, 2);
    assert_int_equal(known->addresses.items[0].bytes[3], 2);
    assert_int_equal(known->counts[0], 1);
    assert_int_equal(known->source, GS_WATCH_SOURCE_HOSTS);
    assert_int_equal(known->exchanges.count, 1);
    gs_watch_answer_free(next);
    next = answered("192.0.2.2", NULL);
    next->libc_outcome = next->mx_outcome = GS_OUTCOME_NO_DATA;
    assert_false(gs_watch_answer_lacks(next, known));
    gs_watch_answer_learn(known, next);
    assert_int_equal(known->addresses.count, 1);
    assert_int_equal(known->counts[0], 0);
    assert_int_equal(known->exchanges.count, 0);
    gs_watch_answer_free(next);
    gs_watch_answer_free(known);
}

static void failure_has_no_fact_but_its_detail(void **state)
{
    (void)state;
    struct gs_watch_answer *known = answered("192.0.2.1", NULL);
    struct gs_watch_answer *next = gs_watch_answer_new();
    known->canonical = gs_mem_copy_text("a.test");
    next->outcome = GS_OUTCOME_SERVER_FAILURE;
    next->sides[1] = GS_OUTCOME_NO_DATA; /* said, but nothing counts of it */
    (void)snprintf(next->detail, sizeof next->detail, "SERVFAIL from 10.0.0.2");
    assert_true(gs_watch_answer_lacks(next, known));
    gs_watch_answer_learn(known, next);
    assert_int_equal(known->outcome, GS_OUTCOME_ANSWERED);
    assert_int_equal(known->addresses.count, 1);
    assert_string_equal(known->canonical, "a.test");
    assert_string_equal(known->detail, "SERVFAIL from 10.0.0.2");
    gs_watch_answer_free(next);
    gs_watch_answer_free(known);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(addresses_are_a_sorted_set),
        cmocka_unit_test(addresses_over_the_limit_are_counted),
        cmocka_unit_test(names_are_a_sorted_set_without_case_or_dot),
        cmocka_unit_test(copy_is_deep),
        cmocka_unit_test(facts_stay_until_a_round_has_them),
        cmocka_unit_test(failure_has_no_fact_but_its_detail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
