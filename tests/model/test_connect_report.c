/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/model/connect_report.h"

static void a_copy_is_its_own(void **state)
{
    (void)state;
    struct gs_connect_report *report = gs_connect_report_new("a.test");
    report->canonical = gs_mem_copy_text("b.test");
    gs_vec_push(&report->attempts,
                ((struct gs_connect_attempt){.connection.status = GS_CONNECT_OPEN}));
    struct gs_connect_report *copy = gs_connect_report_copy(report);
    report->attempts.items[0].connection.status = GS_CONNECT_REFUSED;
    gs_connect_report_free(report);
    assert_string_equal(copy->host, "a.test");
    assert_string_equal(copy->canonical, "b.test");
    assert_int_equal(gs_connect_report_count(copy, GS_CONNECT_OPEN), 1);
    assert_int_equal(gs_connect_report_count(copy, GS_CONNECT_REFUSED), 0);
    gs_connect_report_free(copy);
    gs_connect_report_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_copy_is_its_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
