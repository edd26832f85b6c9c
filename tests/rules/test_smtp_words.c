/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/rules/smtp_words.h"

#include <errno.h>

#include <sys/socket.h>

static void a_session_is_told_in_a_word_and_a_remark(void **state)
{
    (void)state;

    static const struct {
        const char *want;
        struct gs_smtp_session session;
    } cases[] = {
        {"STARTTLS", {.status = GS_SMTP_OPEN, .has_starttls = true}},
        {"no STARTTLS", {.status = GS_SMTP_OPEN}},
        {"code 554", {.status = GS_SMTP_UNWILLING, .greeting.code = 554}},
        {"code 502",
         {.status = GS_SMTP_UNWILLING, .greeting.code = 220, .ehlo.code = 502}},
        {"ECONNREFUSED", {.status = GS_SMTP_REFUSED, .error = ECONNREFUSED}},
        {"", {.status = GS_SMTP_CLOSED}},
        {"", {.status = GS_SMTP_WAITING}},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char remark[GS_SMTP_REMARK_MAX];
        gs_smtp_remark(&cases[i].session, remark);
        assert_string_equal(remark, cases[i].want);
    }
}

static void each_end_of_a_session_has_its_advice(void **state)
{
    (void)state;
    struct gs_smtp_session session = {.status = GS_SMTP_WAITING};
    assert_string_equal(gs_smtp_advice(&session), "");
    const char *before = "";
    for (int status = GS_SMTP_OPEN; status <= GS_SMTP_FAILED; status++) {
        session.status = (enum gs_smtp_status)status;
        assert_string_not_equal(gs_smtp_advice(&session), before);
        before = gs_smtp_advice(&session);
    }
    session.status = GS_SMTP_OPEN;
    const char *plain = gs_smtp_advice(&session);
    session.has_starttls = true;
    assert_string_not_equal(gs_smtp_advice(&session), plain);
}

static void the_fastest_open_session_of_a_family_counts(void **state)
{
    (void)state;
    struct gs_smtp_session sessions[] = {
        {.status = GS_SMTP_OPEN, .connect_us = 9, .endpoint.address.family = AF_INET},
        {.status = GS_SMTP_OPEN, .connect_us = 5, .endpoint.address.family = AF_INET},
        {.status = GS_SMTP_MUTE, .connect_us = 1, .endpoint.address.family = AF_INET},
    };
    struct gs_smtp_report report = {.sessions = {.items = sessions, .count = 3}};
    assert_int_equal(gs_smtp_fastest_us(&report, AF_INET), 5);
    assert_int_equal(gs_smtp_fastest_us(&report, AF_INET6), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_session_is_told_in_a_word_and_a_remark),
        cmocka_unit_test(each_end_of_a_session_has_its_advice),
        cmocka_unit_test(the_fastest_open_session_of_a_family_counts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
