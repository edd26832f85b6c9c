/* SPDX-License-Identifier: MIT */
#include "rules/make.h"
#include "support/check.h"

#include "gaiscope/rules/log_words.h"

#include <stdlib.h>

#include <netdb.h>

static struct gs_endpoint server(const char *text)
{
    struct gs_endpoint endpoint = {0};
    assert_int_equal(gs_endpoint_parse(text, 53, &endpoint), GS_OK);
    return endpoint;
}

static void check_words(struct gs_buf *words, const char *want)
{
    assert_string_equal(gs_buf_text(words), want);
    gs_buf_fini(words);
}

static void a_call_is_named_by_what_libc_gets(void **state)
{
    (void)state;
    struct gs_buf words = {0};
    struct gs_question question = make_question("bücher.test", "www");
    snprintf(question.host_ascii, sizeof question.host_ascii, "xn--bcher-kva.test");
    gs_log_words_question(&words, &question);
    check_words(&words, "xn--bcher-kva.test www");
    question = make_question(NULL, "80");
    gs_log_words_question(&words, &question);
    check_words(&words, "no host 80");
}

static void a_variant_names_its_arguments(void **state)
{
    (void)state;
    struct gs_buf words = {0};
    struct gs_question question = make_question("a.test", NULL);
    question.hints.family = AF_INET6;
    gs_log_words_variant(&words, &question);
    check_words(&words, "a.test inet6 stream");
    question.hints = (struct gs_hints){.flags = AI_PASSIVE};
    gs_log_words_variant(&words, &question);
    check_words(&words, "a.test PASSIVE");
}

static void libc_says_rows_or_the_error_by_name_and_number(void **state)
{
    static const struct {
        const char *label;
        const char *addresses;
        enum gs_outcome outcome;
        struct gs_eai error;
        const char *want;
    } cases[] = {
        {"one row", "192.0.2.1", GS_OUTCOME_ANSWERED, {0}, "1 row"},
        {"two rows", "192.0.2.1 ::1", GS_OUTCOME_ANSWERED, {0}, "2 rows"},
        {"a temporary failure",
         "",
         GS_OUTCOME_TRY_AGAIN,
         {.code = -3, .name = "EAI_AGAIN", .text = "Temporary failure"},
         "EAI_AGAIN -3, try again"},
        {"an error of the system says which",
         "",
         GS_OUTCOME_FAILED,
         {.code = -11, .system_errno = 24, .name = "EAI_SYSTEM", .text = "Too many"},
         "EAI_SYSTEM -11, Too many"},
        {"no answer at all has no code", "", GS_OUTCOME_TIMED_OUT, {0}, "timed out"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_system_answer *answer = make_system(cases[i].addresses);
        struct gs_buf words = {0};
        answer->outcome = cases[i].outcome;
        answer->error = cases[i].error;
        check_case(cases[i].label);
        gs_log_words_system(&words, answer);
        check_words(&words, cases[i].want);
        gs_system_answer_free(answer);
    }
}

/* An answer after `tries` tries of one server; `records` of the asked type. */
static struct gs_dns_answer *make_dns(uint16_t type, enum gs_outcome outcome, int rcode,
                                      size_t records, size_t tries)
{
    struct gs_dns_answer *answer = gs_dns_answer_new("a.test", type);
    answer->outcome = outcome;
    answer->rcode = rcode;
    answer->server = server("10.0.0.2");
    for (size_t i = 0; i < records; i++) {
        struct gs_record record = {.type = type,
                                   .target = gs_mem_copy_text("host.a.test")};
        gs_vec_push(&answer->answer, record);
    }
    for (size_t i = 0; i < tries; i++) {
        gs_vec_push(&answer->tries, (struct gs_dns_try){.server = server("10.0.0.2")});
    }
    return answer;
}

static void dns_says_what_came_from_whom_and_how(void **state)
{
    static const struct {
        const char *label;
        uint16_t type;
        enum gs_outcome outcome;
        int rcode;
        size_t records;
        size_t tries;
        const char *want;
    } cases[] = {
        {"one record", GS_TYPE_A, GS_OUTCOME_ANSWERED, 0, 1, 1,
         "NOERROR, 1 record, 10.0.0.2 by UDP"},
        {"records", GS_TYPE_MX, GS_OUTCOME_ANSWERED, 0, 5, 1,
         "NOERROR, 5 records, 10.0.0.2 by UDP"},
        {"a name for an address", GS_TYPE_PTR, GS_OUTCOME_ANSWERED, 0, 1, 1,
         "host.a.test, 10.0.0.2 by UDP"},
        {"no data", GS_TYPE_AAAA, GS_OUTCOME_NO_DATA, 0, 0, 1,
         "no data, 10.0.0.2 by UDP"},
        {"no such name", GS_TYPE_A, GS_OUTCOME_NO_SUCH_NAME, 3, 0, 1,
         "no such name, 10.0.0.2 by UDP"},
        {"a code that is no answer", GS_TYPE_A, GS_OUTCOME_SERVER_FAILURE, 2, 0, 2,
         "SERVFAIL, 10.0.0.2 by UDP, 2 tries"},
        {"records that cannot be", GS_TYPE_A, GS_OUTCOME_BAD_ANSWER, 0, 1, 1,
         "bad answer, 10.0.0.2 by UDP"},
        {"silence", GS_TYPE_A, GS_OUTCOME_TIMED_OUT, -1, 0, 2,
         "no reply from 10.0.0.2, 2 tries"},
        {"a closed port", GS_TYPE_A, GS_OUTCOME_REFUSED, -1, 0, 1,
         "port closed at 10.0.0.2"},
        {"nobody to ask", GS_TYPE_A, GS_OUTCOME_UNREACHABLE, -1, 0, 0,
         "no name server is known; nothing was sent"},
        {"not a name", GS_TYPE_A, GS_OUTCOME_BAD_QUESTION, -1, 0, 0,
         "not a name that fits DNS; nothing was sent"},
        {"its turn never came", GS_TYPE_A, GS_OUTCOME_TIMED_OUT, -1, 0, 0, "no reply"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_dns_answer *answer =
            make_dns(cases[i].type, cases[i].outcome, cases[i].rcode, cases[i].records,
                     cases[i].tries);
        struct gs_buf words = {0};
        check_case(cases[i].label);
        gs_log_words_dns(&words, answer);
        check_words(&words, cases[i].want);
        gs_dns_answer_free(answer);
    }
}

static void several_silent_servers_are_not_named_one_by_one(void **state)
{
    (void)state;
    struct gs_dns_answer *answer = make_dns(GS_TYPE_A, GS_OUTCOME_TIMED_OUT, -1, 0, 2);
    struct gs_buf words = {0};
    answer->tries.items[1].server = server("10.0.0.3");
    gs_log_words_dns(&words, answer);
    check_words(&words, "no reply from any server, 2 tries");
    gs_dns_answer_free(answer);
}

static void a_try_says_what_follows(void **state)
{
    static const struct {
        const char *label;
        struct gs_dns_try try;
        const char *want;
    } cases[] = {
        {"silence",
         {.outcome = GS_OUTCOME_TIMED_OUT, .rcode = -1},
         "no reply from 10.0.0.2 by UDP, asked again"},
        {"half an answer",
         {.outcome = GS_OUTCOME_ANSWERED, .is_truncated = true},
         "truncated, 10.0.0.2 by UDP, TCP follows"},
        {"a failure of the server",
         {.outcome = GS_OUTCOME_ANSWERED, .rcode = 2},
         "SERVFAIL, 10.0.0.2 by UDP, asked again"},
        {"nobody listens",
         {.outcome = GS_OUTCOME_REFUSED, .rcode = -1, .transport = GS_TRANSPORT_TCP},
         "port closed at 10.0.0.2 by TCP, asked again"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_dns_try try = cases[i].try;
        struct gs_buf words = {0};
        try.server = server("10.0.0.2");
        check_case(cases[i].label);
        gs_log_words_try(&words, &try);
        check_words(&words, cases[i].want);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_call_is_named_by_what_libc_gets),
        cmocka_unit_test(a_variant_names_its_arguments),
        cmocka_unit_test(libc_says_rows_or_the_error_by_name_and_number),
        cmocka_unit_test(dns_says_what_came_from_whom_and_how),
        cmocka_unit_test(several_silent_servers_are_not_named_one_by_one),
        cmocka_unit_test(a_try_says_what_follows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
