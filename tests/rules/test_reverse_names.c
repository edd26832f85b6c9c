/* SPDX-License-Identifier: MIT */
#include "make.h"
#include "support/check.h"

#include "gaiscope/rules/reverse_names.h"

static struct gs_address address_of(const char *text)
{
    struct gs_address address = {0};
    assert_int_equal(gs_address_parse(text, &address), GS_OK);
    return address;
}

static void a_ptr_answer_gives_the_names_behind_its_cname(void **state)
{
    (void)state;
    struct gs_address address = address_of("192.0.2.7");
    struct gs_reverse *reverse = gs_reverse_new(&address);
    struct gs_dns_answer *answer =
        make_answer("7.2.0.192.in-addr.arpa", GS_TYPE_PTR, GS_OUTCOME_ANSWERED);
    make_record(answer, "7.2.0.192.in-addr.arpa", GS_TYPE_CNAME, "7.lab.test");
    make_record(answer, "7.lab.test", GS_TYPE_PTR, "a.test");
    make_record(answer, "other.test", GS_TYPE_PTR, "no.test");
    make_record(answer, "7.lab.test", GS_TYPE_PTR, "b.test");
    answer->elapsed_us = 1500;
    gs_reverse_take_ptr(reverse, answer);
    assert_int_equal(reverse->dns_outcome, GS_OUTCOME_ANSWERED);
    assert_int_equal(reverse->dns_elapsed_us, 1500);
    assert_int_equal(reverse->names.count, 2);
    assert_string_equal(reverse->names.items[0].name, "a.test");
    assert_string_equal(reverse->names.items[1].name, "b.test");
    assert_int_equal(reverse->aliases.count, 1); /* RFC 2317 */
    assert_string_equal(reverse->aliases.items[0], "7.lab.test");
    gs_dns_answer_free(answer);
    gs_reverse_free(reverse);
}

static void no_more_names_are_kept_than_the_limit(void **state)
{
    (void)state;
    struct gs_address address = address_of("192.0.2.7");
    struct gs_reverse *reverse = gs_reverse_new(&address);
    struct gs_dns_answer *answer = make_answer("a", GS_TYPE_PTR, GS_OUTCOME_ANSWERED);
    for (int i = 0; i < 3 * GS_REVERSE_NAMES_MAX; i++) {
        make_record(answer, "a", GS_TYPE_PTR, "b.test");
    }
    gs_reverse_take_ptr(reverse, answer);
    assert_int_equal(reverse->names.count, GS_REVERSE_NAMES_MAX);
    assert_int_equal(reverse->left_out, 2 * GS_REVERSE_NAMES_MAX);
    gs_dns_answer_free(answer);
    gs_reverse_free(reverse);
}

static void what_a_forward_answer_confirms(void **state)
{
    (void)state;

    static const struct {
        const char *label;
        const char *addresses;
        enum gs_outcome outcome;
        enum gs_confirmation want;
    } cases[] = {
        {"the address is among them", "192.0.2.1 192.0.2.7", GS_OUTCOME_ANSWERED,
         GS_CONFIRM_LEADS_BACK},
        {"others alone", "192.0.2.1", GS_OUTCOME_ANSWERED, GS_CONFIRM_ELSEWHERE},
        {"no address", "", GS_OUTCOME_NO_DATA, GS_CONFIRM_NO_ADDRESS},
        {"no such name", "", GS_OUTCOME_NO_SUCH_NAME, GS_CONFIRM_NO_ADDRESS},
        {"no reply", "", GS_OUTCOME_TIMED_OUT, GS_CONFIRM_UNKNOWN},
    };
    struct gs_address address = address_of("192.0.2.7");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct gs_dns_answer *answer =
            make_addresses("a.test", GS_TYPE_A, cases[i].addresses);
        answer->outcome = cases[i].outcome;
        if (gs_reverse_judge(answer, &address) != cases[i].want) {
            fail_msg("%s", cases[i].label);
        }
        gs_dns_answer_free(answer);
    }
}

static void localhost_leads_back_to_loopback_alone(void **state)
{
    (void)state;
    struct gs_address loopback = address_of("::1");
    struct gs_address other = address_of("192.0.2.7");
    assert_int_equal(gs_reverse_judge_local("localhost", &loopback),
                     GS_CONFIRM_LEADS_BACK);
    assert_int_equal(gs_reverse_judge_local("localhost", &other), GS_CONFIRM_NO_ADDRESS);
    assert_int_equal(gs_reverse_judge_local("a.onion", &loopback), GS_CONFIRM_NO_ADDRESS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_ptr_answer_gives_the_names_behind_its_cname),
        cmocka_unit_test(no_more_names_are_kept_than_the_limit),
        cmocka_unit_test(what_a_forward_answer_confirms),
        cmocka_unit_test(localhost_leads_back_to_loopback_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
