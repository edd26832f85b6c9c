/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/report/report.h"

#include <string.h>

static struct gs_text_table table_of(void)
{
    struct gs_text_table table = {0};
    gs_text_table_add_column(&table, "name");
    gs_text_table_add_column(&table, "value");
    gs_text_table_add_row(&table);
    gs_text_table_append(&table, 0, "a.test");
    gs_text_table_append(&table, 1, "says \"x, y\"");
    gs_text_table_add_row(&table);
    gs_text_table_append(&table, 0, "b.test");
    return table;
}

static void csv_quotes_what_has_commas_and_quotes(void **state)
{
    (void)state;
    struct gs_text_table table = table_of();
    struct gs_buf out = {0};
    gs_report_table_csv(&out, &table);
    assert_string_equal(gs_buf_text(&out), "name,value\r\n"
                                           "a.test,\"says \"\"x, y\"\"\"\r\n"
                                           "b.test,\r\n");
    gs_buf_fini(&out);
    gs_text_table_fini(&table);
}

static void json_has_an_object_a_row_and_null_for_nothing(void **state)
{
    (void)state;
    struct gs_text_table table = table_of();
    struct gs_buf out = {0};
    gs_report_table_json(&out, &table);
    assert_non_null(strstr(gs_buf_text(&out), "\"value\": \"says \\\"x, y\\\"\""));
    assert_non_null(strstr(gs_buf_text(&out), "\"value\": null"));
    gs_buf_fini(&out);
    gs_text_table_fini(&table);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(csv_quotes_what_has_commas_and_quotes),
        cmocka_unit_test(json_has_an_object_a_row_and_null_for_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
