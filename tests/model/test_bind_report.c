/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/model/bind_report.h"

static void a_copy_has_rows_and_clients_of_its_own(void **state)
{
    (void)state;
    struct gs_bind_report *report = gs_bind_report_new();
    gs_vec_push(&report->rows,
                ((struct gs_bind_row){.step = GS_BIND_LISTEN, .error = 98}));
    gs_vec_push(&report->accepted, ((struct gs_accepted){.row = 0, .at_wall_s = 3}));
    report->dropped = 2;
    struct gs_bind_report *copy = gs_bind_report_copy(report);
    gs_bind_report_free(report);
    assert_int_equal(copy->rows.items[0].error, 98);
    assert_int_equal(copy->accepted.items[0].at_wall_s, 3);
    assert_int_equal(copy->dropped, 2);
    gs_bind_report_free(copy);
    gs_bind_report_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_copy_has_rows_and_clients_of_its_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
