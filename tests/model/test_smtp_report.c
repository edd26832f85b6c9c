/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/model/smtp_report.h"

static struct gs_smtp_session session_of(const char *exchange, enum gs_smtp_status status)
{
    struct gs_smtp_session session = {.exchange = gs_mem_copy_text(exchange),
                                      .status = status};
    gs_vec_push(&session.greeting.lines, gs_mem_copy_text("mx.test ESMTP"));
    gs_vec_push(&session.ehlo.lines, gs_mem_copy_text("STARTTLS"));
    return session;
}

static void a_copy_owns_its_own(void **state)
{
    (void)state;
    struct gs_smtp_report *first = gs_smtp_report_new("a.test");
    first->is_complete = true;
    gs_vec_push(&first->sessions, session_of("mx.test", GS_SMTP_OPEN));
    struct gs_smtp_report *copy = gs_smtp_report_copy(first);
    gs_smtp_report_free(first);
    assert_string_equal(copy->name, "a.test");
    assert_int_equal(copy->port, 25);
    assert_true(copy->is_complete);
    assert_string_equal(copy->sessions.items[0].exchange, "mx.test");
    assert_string_equal(copy->sessions.items[0].greeting.lines.items[0], "mx.test ESMTP");
    assert_string_equal(copy->sessions.items[0].ehlo.lines.items[0], "STARTTLS");
    gs_smtp_report_free(copy);
    gs_smtp_report_free(NULL);
}

static void sessions_are_counted(void **state)
{
    (void)state;
    struct gs_smtp_report *report = gs_smtp_report_new("a.test");
    gs_vec_push(&report->sessions, session_of("mx1.test", GS_SMTP_OPEN));
    gs_vec_push(&report->sessions, session_of("mx2.test", GS_SMTP_REFUSED));
    gs_vec_push(&report->sessions, session_of("MX2.test", GS_SMTP_OPEN));
    assert_int_equal(gs_smtp_report_count(report, GS_SMTP_OPEN), 2);
    assert_int_equal(gs_smtp_report_count(report, GS_SMTP_SILENT), 0);
    gs_smtp_report_free(report);
}

static void every_status_and_step_has_its_words(void **state)
{
    (void)state;
    static const char *const ids[] = {"waiting",  "open",   "unwilling", "refused",
                                      "no_route", "silent", "mute",      "closed",
                                      "garbage",  "failed"};
    static const char *const steps[] = {"connect", "greeting", "ehlo", "quit", "done"};
    for (int i = GS_SMTP_WAITING; i <= GS_SMTP_FAILED; i++) {
        assert_string_equal(gs_smtp_id((enum gs_smtp_status)i), ids[i]);
        assert_true(gs_smtp_word((enum gs_smtp_status)i)[0] != '\0');
    }
    for (int i = GS_SMTP_CONNECT; i <= GS_SMTP_DONE; i++) {
        assert_string_equal(gs_smtp_step_id((enum gs_smtp_step)i), steps[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_copy_owns_its_own),
        cmocka_unit_test(sessions_are_counted),
        cmocka_unit_test(every_status_and_step_has_its_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
