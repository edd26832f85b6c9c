/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/model/smtp_report.h"

static void a_copy_owns_its_own(void **state)
{
    (void)state;
    struct gs_smtp_report *first = gs_smtp_report_new("a.test");
    first->is_complete = true;
    struct gs_smtp_report *copy = gs_smtp_report_copy(first);
    gs_smtp_report_free(first);
    assert_string_equal(copy->name, "a.test");
    assert_true(copy->is_complete);
    gs_smtp_report_free(copy);
    gs_smtp_report_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_copy_owns_its_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
