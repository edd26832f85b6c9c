/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/model/reverse.h"

#include <stdlib.h>
#include <string.h>

#include <sys/socket.h>

static struct gs_reverse *with_names(const enum gs_confirmation *confirmed, size_t count)
{
    struct gs_address address = {0};
    assert_int_equal(gs_address_parse("192.0.2.1", &address), GS_OK);
    struct gs_reverse *reverse = gs_reverse_new(&address);
    for (size_t i = 0; i < count; i++) {
        struct gs_reverse_name name = {.name = gs_mem_copy_text("a.test"),
                                       .confirmed = confirmed[i]};
        gs_vec_push(&reverse->names, name);
    }
    return reverse;
}

static void a_new_one_waits_for_both_sources(void **state)
{
    (void)state;
    struct gs_reverse *reverse = with_names(NULL, 0);
    assert_int_equal(reverse->address.family, AF_INET);
    assert_int_equal(reverse->libc_outcome, GS_OUTCOME_NOT_ASKED);
    assert_int_equal(reverse->dns_outcome, GS_OUTCOME_NOT_ASKED);
    assert_false(reverse->is_complete);
    gs_reverse_free(reverse);
    gs_reverse_free(NULL);
}

static void each_confirmation_has_its_reason(void **state)
{
    (void)state;

    static const struct {
        const char *address;
        enum gs_confirmation confirmed;
        enum gs_outcome outcome;
        const char *other;
        const char *want;
    } cases[] = {
        {"192.0.2.1", GS_CONFIRM_LEADS_BACK, GS_OUTCOME_ANSWERED, NULL, "leads back"},
        {"192.0.2.1", GS_CONFIRM_ELSEWHERE, GS_OUTCOME_ANSWERED, "192.0.2.9",
         "leads to 192.0.2.9 instead"},
        {"192.0.2.1", GS_CONFIRM_ELSEWHERE, GS_OUTCOME_ANSWERED, NULL,
         "leads to other addresses"},
        {"192.0.2.1", GS_CONFIRM_NO_ADDRESS, GS_OUTCOME_NO_SUCH_NAME, NULL,
         "the name does not exist"},
        {"2001:db8::1", GS_CONFIRM_NO_ADDRESS, GS_OUTCOME_NO_DATA, NULL,
         "has no IPv6 address"},
        {"192.0.2.1", GS_CONFIRM_NO_ADDRESS, GS_OUTCOME_NO_DATA, NULL,
         "has no IPv4 address"},
        {"192.0.2.1", GS_CONFIRM_NO_ADDRESS, GS_OUTCOME_NOT_ASKED, NULL,
         "is no name of DNS"},
        {"192.0.2.1", GS_CONFIRM_UNKNOWN, GS_OUTCOME_TIMED_OUT, NULL,
         "no reply: not known now"},
        {"192.0.2.1", GS_CONFIRM_UNKNOWN, GS_OUTCOME_NOT_ASKED, NULL,
         "where it leads is not known now"},
        {"192.0.2.1", GS_CONFIRM_WAITING, GS_OUTCOME_NOT_ASKED, NULL,
         "where it leads is not known yet"},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_reverse_name name = {.confirmed = cases[i].confirmed,
                                       .forward_outcome = cases[i].outcome,
                                       .forward_rcode = -1};
        struct gs_address address = {0};
        struct gs_buf text = {0};
        assert_int_equal(gs_address_parse(cases[i].address, &address), GS_OK);
        if (cases[i].other != NULL) {
            struct gs_address other = {0};
            assert_int_equal(gs_address_parse(cases[i].other, &other), GS_OK);
            gs_vec_push(&name.others, other);
        }
        gs_reverse_reason(&name, &address, &text);
        check_case(cases[i].want);
        assert_string_equal(gs_buf_text(&text), cases[i].want);
        gs_buf_fini(&text);
        gs_vec_fini(&name.others);
    }
}

static void libc_is_held_against_dns(void **state)
{
    (void)state;

    static const struct {
        const char *libc_name; /* NULL: none */
        size_t names;          /* "a.test" */
        enum gs_reverse_libc want;
    } cases[] = {
        {"A.test", 1, GS_REVERSE_LIBC_SAME}, {"b.test", 1, GS_REVERSE_LIBC_OTHER},
        {"b.test", 0, GS_REVERSE_LIBC_ONLY}, {NULL, 2, GS_REVERSE_DNS_ONLY},
        {NULL, 0, GS_REVERSE_LIBC_SAME},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        static const enum gs_confirmation waiting[2] = {GS_CONFIRM_WAITING};
        struct gs_reverse *reverse = with_names(waiting, cases[i].names);
        assert_int_equal(gs_reverse_libc_of(reverse), GS_REVERSE_LIBC_WAITING);
        reverse->libc_outcome = reverse->dns_outcome = GS_OUTCOME_ANSWERED;
        reverse->libc_name = gs_mem_copy_text(cases[i].libc_name);
        assert_int_equal(gs_reverse_libc_of(reverse), cases[i].want);
        gs_reverse_free(reverse);
    }
}

static void one_name_that_leads_back_is_enough(void **state)
{
    (void)state;

    static const struct {
        const char *label;
        enum gs_confirmation confirmed[2];
        size_t count;
        bool leads_back;
    } cases[] = {
        {"no name", {GS_CONFIRM_WAITING, GS_CONFIRM_WAITING}, 0, false},
        {"waiting", {GS_CONFIRM_WAITING, GS_CONFIRM_WAITING}, 2, false},
        {"elsewhere", {GS_CONFIRM_ELSEWHERE, GS_CONFIRM_NO_ADDRESS}, 2, false},
        {"unknown", {GS_CONFIRM_UNKNOWN, GS_CONFIRM_UNKNOWN}, 2, false},
        {"the second", {GS_CONFIRM_ELSEWHERE, GS_CONFIRM_LEADS_BACK}, 2, true},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_reverse *reverse = with_names(cases[i].confirmed, cases[i].count);
        check_case(cases[i].label);
        assert_int_equal(gs_reverse_leads_back(reverse), cases[i].leads_back);
        gs_reverse_free(reverse);
    }
}

static void the_number_of_addresses_that_lead_back_is_told(void **state)
{
    static const struct {
        size_t back;
        size_t all;
        const char *want;
    } cases[] = {
        {0, 1, "0 of 1 leads back"}, {1, 1, "1 of 1 leads back"},
        {0, 2, "0 of 2 lead back"},  {1, 2, "1 of 2 leads back"},
        {2, 2, "2 of 2 lead back"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        char text[GS_REVERSE_SUMMARY_MAX];
        struct gs_reverse_list list = {0};
        for (size_t at = 0; at < cases[i].all; at++) {
            const enum gs_confirmation confirmed =
                at < cases[i].back ? GS_CONFIRM_LEADS_BACK : GS_CONFIRM_ELSEWHERE;
            gs_vec_push(&list, with_names(&confirmed, 1));
        }
        gs_reverse_summary(&list, text);
        assert_string_equal(text, cases[i].want);
        for (size_t at = 0; at < list.count; at++) {
            gs_reverse_free(list.items[at]);
        }
        gs_vec_fini(&list);
    }
}

static void confirmations_have_their_words(void **state)
{
    (void)state;
    assert_string_equal(gs_confirmation_word(GS_CONFIRM_LEADS_BACK), "leads back");
    assert_string_equal(gs_confirmation_word(GS_CONFIRM_ELSEWHERE),
                        "leads to other addresses");
    assert_string_equal(gs_confirmation_word(GS_CONFIRM_NO_ADDRESS),
                        "leads to no address");
}

static void a_copy_shares_nothing(void **state)
{
    (void)state;

    static const enum gs_confirmation confirmed[] = {GS_CONFIRM_LEADS_BACK};
    struct gs_reverse *reverse = with_names(confirmed, 1);
    reverse->libc_name = gs_mem_copy_text("libc.test");
    reverse->libc_outcome = GS_OUTCOME_ANSWERED;
    reverse->dns_elapsed_us = 7;
    struct gs_reverse *copy = gs_reverse_copy(reverse);
    gs_reverse_free(reverse);
    assert_string_equal(copy->libc_name, "libc.test");
    assert_int_equal(copy->libc_outcome, GS_OUTCOME_ANSWERED);
    assert_int_equal(copy->dns_elapsed_us, 7);
    assert_int_equal(copy->names.count, 1);
    assert_string_equal(copy->names.items[0].name, "a.test");
    assert_true(gs_reverse_leads_back(copy));
    gs_reverse_free(copy);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_new_one_waits_for_both_sources),
        cmocka_unit_test(each_confirmation_has_its_reason),
        cmocka_unit_test(libc_is_held_against_dns),
        cmocka_unit_test(one_name_that_leads_back_is_enough),
        cmocka_unit_test(the_number_of_addresses_that_lead_back_is_told),
        cmocka_unit_test(confirmations_have_their_words),
        cmocka_unit_test(a_copy_shares_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
