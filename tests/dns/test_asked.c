/* SPDX-License-Identifier: MIT */
#include "../../src/dns/asked.h"
#include "support/check.h"

#include <string.h>

/* A query for a.test, type A; its id is 0x1234. */
static const uint8_t query[] = {0x12, 0x34, 1, 0,   0,   1,   0,   0, 0, 0, 0, 0,
                                1,    'a',  4, 't', 'e', 's', 't', 0, 0, 1, 0, 1};

static struct gs_asked asked(void)
{
    struct gs_asked out = {.id = {0x12, 0x34}};
    gs_asked_keep(&out, query, sizeof query);
    return out;
}

static void an_answer_has_our_id_and_question(void **state)
{
    static const struct {
        const char *label;
        size_t at; /* the byte that is changed */
        uint8_t byte;
        bool is_answer;
    } cases[] = {
        {"as sent, but a response", 2, 0x81, true},
        {"another case", 13, 'A', true},
        {"a query", 2, 1, false},
        {"another id", 1, 0x35, false},
        {"another name", 13, 'b', false},
        {"another type", 21, 28, false},
        {"no question", 5, 0, false},
    };

    (void)state;
    struct gs_asked of = asked();
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        uint8_t wire[sizeof query];
        memcpy(wire, query, sizeof query);
        wire[2] = 0x81;
        wire[cases[i].at] = cases[i].byte;
        check_case(cases[i].label);
        assert_int_equal(gs_asked_is_answer(&of, wire, sizeof wire), cases[i].is_answer);
    }
    assert_false(gs_asked_is_answer(&of, query, sizeof query - 1));
}

static void only_a_bare_refusal_is_given_the_question(void **state)
{
    static const struct {
        const char *label;
        uint8_t header[GS_DNS_HEADER_LEN];
        size_t len;
        size_t room;
        bool is_completed;
    } cases[] = {
        {"FORMERR", {0x12, 0x34, 0x80, 1}, 12, 512, true},
        {"REFUSED", {0x12, 0x34, 0x80, 5}, 12, 512, true},
        {"NOERROR says nothing", {0x12, 0x34, 0x80, 0}, 12, 512, false},
        {"another id", {0x12, 0x35, 0x80, 1}, 12, 512, false},
        {"no response", {0x12, 0x34, 0, 1}, 12, 512, false},
        {"counts that promise more", {0x12, 0x34, 0x80, 1, 0, 1}, 12, 512, false},
        {"half a header", {0x12, 0x34, 0x80, 1}, 11, 512, false},
        {"nothing", {0}, 0, 512, false},
        {"no room", {0x12, 0x34, 0x80, 1}, 12, 23, false},
    };

    (void)state;
    struct gs_asked of = asked();
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        uint8_t wire[512] = {0};
        memcpy(wire, cases[i].header, GS_DNS_HEADER_LEN);
        check_case(cases[i].label);
        size_t len = gs_asked_complete(&of, wire, cases[i].len, cases[i].room);
        assert_int_equal(len, cases[i].is_completed ? sizeof query : cases[i].len);
        assert_int_equal(gs_asked_is_answer(&of, wire, len), cases[i].is_completed);
    }
}

static void strange_bytes_have_a_stand_in(void **state)
{
    (void)state;
    struct gs_asked of = {0};
    uint8_t strange[sizeof query];
    memcpy(strange, query, sizeof query);
    strange[15] = 0xff;
    strange[16] = ' ';
    gs_asked_keep(&of, strange, sizeof strange);
    assert_memory_equal(of.stand_in, "\1a\4xxst", 8);
    assert_memory_equal(of.question, strange + GS_DNS_HEADER_LEN, of.len);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_answer_has_our_id_and_question),
        cmocka_unit_test(only_a_bare_refusal_is_given_the_question),
        cmocka_unit_test(strange_bytes_have_a_stand_in),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
