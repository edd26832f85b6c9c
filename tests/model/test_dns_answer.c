/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/model/dns_answer.h"

#include <stdlib.h>
#include <string.h>

#include <sys/socket.h>

static void add_record(struct gs_record_list *list, const char *name, uint16_t type,
                       const char *target)
{
    struct gs_record record = {
        .name = gs_mem_copy_text(name),
        .text = gs_mem_copy_text(target),
        .target = gs_mem_copy_text(target),
        .type = type,
    };
    gs_vec_push(list, record);
}

static void a_new_answer_says_that_no_message_came(void **state)
{
    (void)state;
    struct gs_dns_answer *answer = gs_dns_answer_new("a.test", GS_TYPE_AAAA);
    assert_string_equal(answer->name, "a.test");
    assert_int_equal(answer->type, GS_TYPE_AAAA);
    assert_int_equal(answer->outcome, GS_OUTCOME_NOT_ASKED);
    assert_int_equal(answer->rcode, -1);
    assert_int_equal(answer->edns.errors.count, 0);
    assert_int_equal(answer->server.address.family, 0);
    gs_dns_answer_free(answer);
}

static void all_that_an_answer_owns_is_freed(void **state)
{
    (void)state;
    struct gs_dns_answer *answer = gs_dns_answer_new("a.test", GS_TYPE_MX);
    struct gs_dns_try try = {.outcome = GS_OUTCOME_TIMED_OUT};
    add_record(&answer->answer, "a.test", GS_TYPE_MX, "m.test");
    add_record(&answer->authority, "test", GS_TYPE_NS, "n.test");
    add_record(&answer->additional, "m.test", GS_TYPE_A, NULL);
    gs_vec_push(&answer->tries, try);
    struct gs_ede error = {3, gs_mem_copy_text("stale")};
    gs_vec_push(&answer->edns.errors, error);
    answer->wire = gs_mem_new(12, 1);
    gs_dns_answer_free(answer);
    gs_dns_answer_free(NULL);
}

static void a_closed_port_is_no_refusal(void **state)
{
    static const struct {
        enum gs_outcome outcome;
        int rcode;
        const char *want;
    } cases[] = {
        {GS_OUTCOME_REFUSED, -1, "port closed"},
        {GS_OUTCOME_REFUSED, GS_RCODE_REFUSED, "refused"},
        {GS_OUTCOME_TIMED_OUT, -1, "no reply"},
        {GS_OUTCOME_CANCELLED, -1, "stopped"},
        {GS_OUTCOME_SERVER_FAILURE, 2, "server failure"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        check_case(cases[i].want);
        assert_string_equal(gs_dns_word(cases[i].outcome, cases[i].rcode), cases[i].want);
        assert_int_equal(gs_dns_is_port_closed(cases[i].outcome, cases[i].rcode), i == 0);
    }
}

static void a_list_is_empty_after_fini(void **state)
{
    (void)state;
    struct gs_record_list list = {0};
    add_record(&list, "a.test", GS_TYPE_A, NULL);
    gs_record_list_fini(&list);
    assert_int_equal(list.count, 0);
    assert_null(list.items);
    gs_record_list_fini(&list);
}

static const char *final_of(const char *name, uint16_t type,
                            const char *const (*links)[2], size_t count)
{
    static char final[64];
    struct gs_dns_answer *answer = gs_dns_answer_new(name, type);
    for (size_t i = 0; i < count; i++) {
        add_record(&answer->answer, links[i][0], GS_TYPE_CNAME, links[i][1]);
    }
    const char *found = gs_dns_answer_final_name(answer);
    (void)strcpy(final, found == NULL ? "" : found);
    bool is_found = found != NULL;
    gs_dns_answer_free(answer);
    return is_found ? final : NULL;
}

static void cname_chain_is_followed_to_its_end(void **state)
{
    (void)state;
    static const char *const links[][2] = {
        {"B.test.", "c.test"}, {"a.test", "b.TEST"}, {"other.test", "x.test"}};
    assert_string_equal(final_of("A.test", GS_TYPE_A, links, 3), "c.test");
    assert_string_equal(final_of("c.test", GS_TYPE_A, links, 3), "c.test");
    assert_string_equal(final_of("a.test", GS_TYPE_CNAME, links, 3), "a.test");
    assert_string_equal(final_of("a.test", GS_TYPE_ANY, links, 3), "a.test");
    assert_string_equal(final_of(".", GS_TYPE_NS, links, 0), ".");
}

static void cname_loop_has_no_end(void **state)
{
    (void)state;
    static const char *const two[][2] = {{"a.test", "b.test"}, {"b.test", "a.test"}};
    static const char *const self[][2] = {{"a.test", "a.test"}};
    assert_null(final_of("a.test", GS_TYPE_A, two, 2));
    assert_null(final_of("a.test", GS_TYPE_A, self, 1));
}

static void cname_chain_ends_after_sixteen(void **state)
{
    (void)state;
    static const char *const links[][2] = {
        {"a", "b"}, {"b", "c"}, {"c", "d"}, {"d", "e"}, {"e", "f"}, {"f", "g"},
        {"g", "h"}, {"h", "i"}, {"i", "j"}, {"j", "k"}, {"k", "l"}, {"l", "m"},
        {"m", "n"}, {"n", "o"}, {"o", "p"}, {"p", "q"}, {"q", "r"}};
    assert_string_equal(final_of("a", GS_TYPE_A, links, 16), "q");
    assert_null(final_of("a", GS_TYPE_A, links, 17));
}

static void names_are_equal_without_case_and_final_dot(void **state)
{
    (void)state;

    static const struct {
        const char *a;
        const char *b;
        bool is_equal;
    } cases[] = {
        {"a.test", "A.TEST", true},
        {"a.test", "a.test.", true},
        {"a.test", "b.test", false},
        {"a.test", "a.tes", false},
        {".", ".", true},
        {".", "a", false},
        {"a\\.", "a", false},
        {"a\\.", "a\\..", true},
        {"a\\\\.", "a\\\\", true},
        {"a\\.", "A\\.", true},
        {"", ".", true},
        {"a$b.test", "a\\$b.test", true},
        {"a\\065.test", "aA.test", true},
        {"a\\046b", "a.b", false},
        {"a\\.b", "a.b", false},
        {"a\\046b", "a\\.b", true},
        {"b\303\274.test", "b\\195\\188.test", true},
        {"a\\", "a\\\\", true},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        check_case(cases[i].a);
        assert_int_equal(gs_name_is_equal(cases[i].a, cases[i].b), cases[i].is_equal);
        assert_int_equal(gs_name_is_equal(cases[i].b, cases[i].a), cases[i].is_equal);
    }
}

static void names_that_must_stay_here_are_not_for_dns(void **state)
{
    (void)state;

    static const struct {
        const char *name;
        bool is_for_dns;
    } cases[] = {
        {"localhost", false},
        {"LocalHost.", false},
        {"a.b.localhost", false},
        {"onion", false},
        {"abc.ONION.", false},
        {"\\111nion", false},
        {"my-onion", true},
        {"localhost.test", true},
        {"a\\.onion", true},
        {"onion.example", true},
        {".", true},
        {"", true},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        check_case(cases[i].name);
        assert_int_equal(gs_name_is_for_dns(cases[i].name), cases[i].is_for_dns);
    }
}

static void a_cookie_is_judged_beside_the_one_sent(void **state)
{
    (void)state;

    static const struct {
        const char *label;
        uint8_t sent; /* bytes sent: 0 or 8 */
        uint8_t len;  /* bytes that came */
        bool is_other;
        bool is_bad;
        enum gs_cookie_state state;
        const char *id;
    } cases[] = {
        {"none asked, none came", 0, 0, false, false, GS_COOKIE_NONE, "none"},
        {"asked, none came", 8, 0, false, false, GS_COOKIE_NONE, "none"},
        {"ours and the server's", 8, 16, false, false, GS_COOKIE_GOOD, "good"},
        {"sent with the server's", 24, 24, false, false, GS_COOKIE_GOOD, "good"},
        {"ours alone", 8, 8, false, false, GS_COOKIE_ALONE, "alone"},
        {"another one", 8, 16, true, false, GS_COOKIE_MISMATCH, "mismatch"},
        {"another one alone", 8, 8, true, false, GS_COOKIE_MISMATCH, "mismatch"},
        {"nobody asked", 0, 16, false, false, GS_COOKIE_UNASKED, "unasked"},
        {"too short", 8, 3, false, true, GS_COOKIE_BROKEN, "broken"},
        {"empty", 8, 0, false, true, GS_COOKIE_BROKEN, "broken"},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_dns_answer answer = {.edns = {.cookie_len = cases[i].len}};
        check_case(cases[i].label);
        answer.asked.cookie_len = cases[i].sent;
        answer.edns.has_bad_cookie = cases[i].is_bad;
        answer.edns.cookie[7] = cases[i].is_other ? 1 : 0;
        enum gs_cookie_state found = gs_dns_answer_cookie_state(&answer);
        assert_int_equal(found, cases[i].state);
        assert_string_equal(gs_cookie_state_id(found), cases[i].id);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_cookie_is_judged_beside_the_one_sent),
        cmocka_unit_test(a_new_answer_says_that_no_message_came),
        cmocka_unit_test(all_that_an_answer_owns_is_freed),
        cmocka_unit_test(a_closed_port_is_no_refusal),
        cmocka_unit_test(a_list_is_empty_after_fini),
        cmocka_unit_test(cname_chain_is_followed_to_its_end),
        cmocka_unit_test(cname_loop_has_no_end),
        cmocka_unit_test(cname_chain_ends_after_sixteen),
        cmocka_unit_test(names_are_equal_without_case_and_final_dot),
        cmocka_unit_test(names_that_must_stay_here_are_not_for_dns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
