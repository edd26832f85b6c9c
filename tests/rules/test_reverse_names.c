/* SPDX-License-Identifier: MIT */
#include "make.h"
#include "support/check.h"

#include "gaiscope/rules/reverse_names.h"

#include <string.h>

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

/* A reverse with one name, a.test, whose forward answer is taken. */
static struct gs_reverse *take_forward(const char *address_text,
                                       const struct gs_dns_answer *answer)
{
    struct gs_address address = address_of(address_text);
    struct gs_reverse *reverse = gs_reverse_new(&address);
    struct gs_reverse_name name = {.name = gs_mem_copy_text("a.test"),
                                   .forward_rcode = -1};
    gs_vec_push(&reverse->names, name);
    gs_reverse_take_forward(reverse, 0, answer);
    return reverse;
}

static void what_a_forward_answer_confirms(void **state)
{
    (void)state;

    static const struct {
        const char *label;
        const char *addresses;
        enum gs_outcome outcome;
        enum gs_confirmation want;
        const char *reason;
    } cases[] = {
        {"the address is among them", "192.0.2.1 192.0.2.7", GS_OUTCOME_ANSWERED,
         GS_CONFIRM_LEADS_BACK, "leads back"},
        {"others alone", "192.0.2.1", GS_OUTCOME_ANSWERED, GS_CONFIRM_ELSEWHERE,
         "leads to 192.0.2.1 instead"},
        {"another one twice", "192.0.2.1 192.0.2.1", GS_OUTCOME_ANSWERED,
         GS_CONFIRM_ELSEWHERE, "leads to 192.0.2.1 instead"},
        {"no address", "", GS_OUTCOME_NO_DATA, GS_CONFIRM_NO_ADDRESS,
         "has no IPv4 address"},
        {"no such name", "", GS_OUTCOME_NO_SUCH_NAME, GS_CONFIRM_NO_ADDRESS,
         "the name does not exist"},
        {"no reply", "", GS_OUTCOME_TIMED_OUT, GS_CONFIRM_UNKNOWN,
         "no reply: not known now"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct gs_dns_answer *answer =
            make_addresses("a.test", GS_TYPE_A, cases[i].addresses);
        answer->outcome = cases[i].outcome;
        answer->rcode = -1;
        struct gs_reverse *reverse = take_forward("192.0.2.7", answer);
        const struct gs_reverse_name *name = &reverse->names.items[0];
        struct gs_buf reason = {0};
        gs_reverse_reason(name, &reverse->address, &reason);
        if (name->confirmed != cases[i].want ||
            name->forward_outcome != cases[i].outcome ||
            strcmp(gs_buf_text(&reason), cases[i].reason) != 0) {
            fail_msg("%s: %s", cases[i].label, gs_buf_text(&reason));
        }
        gs_buf_fini(&reason);
        gs_reverse_free(reverse);
        gs_dns_answer_free(answer);
    }
}

static void addresses_of_other_names_and_families_are_not_kept(void **state)
{
    (void)state;
    struct gs_dns_answer *answer = make_answer("a.test", GS_TYPE_A, GS_OUTCOME_ANSWERED);
    make_record(answer, "a.test", GS_TYPE_CNAME, "b.test");
    make_record(answer, "c.test", GS_TYPE_A, "192.0.2.7");
    make_record(answer, "a.test", GS_TYPE_A, "192.0.2.8");
    make_record(answer, "b.test", GS_TYPE_AAAA, "2001:db8::1");
    make_record(answer, "b.test", GS_TYPE_A, "192.0.2.9");
    struct gs_reverse *reverse = take_forward("192.0.2.7", answer);
    const struct gs_reverse_name *name = &reverse->names.items[0];
    struct gs_address want = address_of("192.0.2.9");
    assert_int_equal(name->confirmed, GS_CONFIRM_ELSEWHERE);
    assert_int_equal(name->others.count, 1);
    assert_true(gs_address_is_equal(&name->others.items[0], &want));
    gs_reverse_free(reverse);
    gs_dns_answer_free(answer);
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
        cmocka_unit_test(addresses_of_other_names_and_families_are_not_kept),
        cmocka_unit_test(localhost_leads_back_to_loopback_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
