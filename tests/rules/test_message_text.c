/* SPDX-License-Identifier: MIT */
#include "make_answer.h"
#include "support/check.h"

#include "gaiscope/rules/message_text.h"

#include <stdlib.h>

#include <sys/socket.h>

/* Frees the answer. */
static char *text_of(struct gs_dns_answer *answer)
{
    struct gs_buf out = {0};
    gs_message_text(answer, &out);
    gs_dns_answer_free(answer);
    return gs_buf_claim(&out);
}

static void a_message_is_laid_out_as_dig_does(void **state)
{
    (void)state;
    struct gs_dns_answer *answer = make_answer(0, GS_OUTCOME_ANSWERED);
    struct gs_edns *edns = &answer->edns;
    answer->flags.ad = true;
    edns->is_do = true;
    memcpy(edns->nsid, "n\x1b", edns->nsid_len = 2);
    edns->subnet = (struct gs_address){.family = AF_INET, .bytes = {192, 0, 2}};
    edns->subnet_bits = edns->subnet_scope = 24;
    answer->asked.cookie_len = edns->cookie_len = 8;
    gs_vec_push(&edns->errors, ((struct gs_ede){3, gs_mem_copy_text("old")}));
    gs_vec_push(&edns->errors, ((struct gs_ede){60000, NULL}));
    make_record(&answer->answer, "www.a.test", GS_TYPE_A, "192.0.2.1");
    make_record(&answer->authority, "a.test", GS_TYPE_NS, "ns.a.test");
    make_record(&answer->additional, "a-name-longer-than-the-column.a.test", GS_TYPE_AAAA,
                "2001:db8::1");
    char *got = text_of(answer);
    assert_string_equal(
        got, ";; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: 4711\n"
             ";; flags: qr rd ra ad; QUERY: 1, ANSWER: 1, AUTHORITY: 1, ADDITIONAL: 2\n"
             "\n"
             ";; OPT PSEUDOSECTION:\n"
             "; EDNS: version: 0, flags: do; udp: 1232\n"
             "; NSID: 6e 1b (\"n\\x1B\")\n"
             "; CLIENT-SUBNET: 192.0.2.0/24/24\n"
             "; COOKIE: 0000000000000000 (alone)\n"
             "; EDE: 3 (Stale Answer): (old)\n"
             "; EDE: 60000\n"
             ";; QUESTION SECTION:\n"
             ";www.a.test.                    IN      A\n"
             "\n"
             ";; ANSWER SECTION:\n"
             "www.a.test.             242     IN      A       192.0.2.1\n"
             "\n"
             ";; AUTHORITY SECTION:\n"
             "a.test.                 242     IN      NS      ns.a.test.\n"
             "\n"
             ";; ADDITIONAL SECTION:\n"
             "a-name-longer-than-the-column.a.test. 242 IN AAAA 2001:db8::1\n"
             "\n"
             ";; Query time: 4 msec\n"
             ";; SERVER: 10.0.0.2#53(10.0.0.2) (UDP)\n"
             ";; MSG SIZE  rcvd: 92\n");
    free(got);
}

static void what_is_missing_is_said(void **state)
{
    (void)state;
    struct gs_dns_answer *answer = make_answer(5, GS_OUTCOME_REFUSED);
    answer->flags.ra = false;
    answer->edns.is_present = false;
    answer->has_broken_end = true;
    answer->left_out = 2;
    answer->transport = GS_TRANSPORT_TCP;
    char *got = text_of(answer);
    assert_string_equal(
        got, ";; ->>HEADER<<- opcode: QUERY, status: REFUSED, id: 4711\n"
             ";; flags: qr rd; QUERY: 1, ANSWER: 0, AUTHORITY: 0, ADDITIONAL: 0\n"
             ";; WARNING: recursion requested but not available\n"
             ";; WARNING: the message ends inside a record\n"
             ";; WARNING: 2 more records are left out\n"
             "\n"
             ";; QUESTION SECTION:\n"
             ";www.a.test.                    IN      A\n"
             "\n"
             ";; Query time: 4 msec\n"
             ";; SERVER: 10.0.0.2#53(10.0.0.2) (TCP)\n"
             ";; MSG SIZE  rcvd: 92\n");
    free(got);
}

static void without_a_message_the_tries_are_told(void **state)
{
    (void)state;
    struct gs_dns_answer *answer = make_answer(-1, GS_OUTCOME_TIMED_OUT);
    struct gs_dns_try again = answer->tries.items[0];
    again.is_truncated = true;
    again.outcome = GS_OUTCOME_ANSWERED;
    gs_vec_push(&answer->tries, again);
    again.is_truncated = false;
    again.outcome = GS_OUTCOME_REFUSED;
    again.transport = GS_TRANSPORT_TCP;
    gs_vec_push(&answer->tries, again);
    char *got = text_of(answer);
    assert_string_equal(got, ";; no reply\n"
                             "\n"
                             ";; QUESTION SECTION:\n"
                             ";www.a.test.                    IN      A\n"
                             "\n"
                             ";; 10.0.0.2#53 (UDP): no reply\n"
                             ";; 10.0.0.2#53 (UDP): answered, truncated\n"
                             ";; 10.0.0.2#53 (TCP): port closed\n");
    free(got);
}

static void names_in_data_get_their_final_dot(void **state)
{
    (void)state;

    static const struct {
        uint16_t type;
        const char *text;
        const char *wanted;
    } cases[] = {
        {GS_TYPE_NS, "ns.test", "ns.test."},
        {GS_TYPE_NS, ".", "."},
        {GS_TYPE_NS, "a\\.", "a\\.."},
        {GS_TYPE_NS, "a\\\\", "a\\\\."},
        {GS_TYPE_NS, "ns.test.", "ns.test."},
        {GS_TYPE_MX, "10 mx.test", "10 mx.test."},
        {GS_TYPE_MX, "0 .", "0 ."},
        {GS_TYPE_SOA, "ns.test root.test 1 2 3 4 5", "ns.test. root.test. 1 2 3 4 5"},
        {GS_TYPE_SRV, "1 2 80 x.test", "1 2 80 x.test."},
        {GS_TYPE_NAPTR, "1 2 \"u x\" \"a \\\" b\" \"\" x.test",
         "1 2 \"u x\" \"a \\\" b\" \"\" x.test."},
        {GS_TYPE_RRSIG, "A 13 2 60 2 1 7 a.test AAAA", "A 13 2 60 2 1 7 a.test. AAAA"},
        {GS_TYPE_NSEC, "b.test A MX", "b.test. A MX"},
        {GS_TYPE_HTTPS, "1 . alpn=\"h2\"", "1 . alpn=\"h2\""},
        {GS_TYPE_SVCB, "0 x.test", "0 x.test."},
        {GS_TYPE_NS, "\\# 2 0000", "\\# 2 0000"},
        {GS_TYPE_TXT, "\"a b\"", "\"a b\""},
        {GS_TYPE_A, "192.0.2.1", "192.0.2.1"},
        {GS_TYPE_MX, "10", "10"}, /* half of it: nothing to add a dot to */
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        char *text = gs_mem_copy_text(cases[i].text);
        struct gs_record record = {.type = cases[i].type, .text = text};
        struct gs_buf out = {0};
        check_case(cases[i].text);
        gs_record_data_text(&record, &out);
        assert_string_equal(gs_buf_text(&out), cases[i].wanted);
        record.is_malformed = true;
        gs_buf_clear(&out);
        gs_record_data_text(&record, &out);
        assert_string_equal(gs_buf_text(&out), cases[i].text);
        gs_buf_fini(&out);
        free(text);
    }
}

static void a_name_that_cannot_be_asked_is_made_safe(void **state)
{
    (void)state;
    struct gs_dns_answer *answer = make_answer(-1, GS_OUTCOME_BAD_QUESTION);
    free(answer->name);
    answer->name = gs_mem_copy_text("a..\x1b[2J\xff");
    char *got = text_of(answer);
    assert_non_null(strstr(got, ";a..\\x1B[2J\\xFF."));
    free(got);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_message_is_laid_out_as_dig_does),
        cmocka_unit_test(what_is_missing_is_said),
        cmocka_unit_test(without_a_message_the_tries_are_told),
        cmocka_unit_test(names_in_data_get_their_final_dot),
        cmocka_unit_test(a_name_that_cannot_be_asked_is_made_safe),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
