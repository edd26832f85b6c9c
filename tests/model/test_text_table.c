/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/model/text_table.h"

static void texts_of_one_field_are_joined_and_others_stay_empty(void **state)
{
    (void)state;
    struct gs_text_table table = {0};
    gs_text_table_add_column(&table, "address");
    gs_text_table_add_row(&table);
    gs_text_table_append(&table, 0, "192.0.2.1");
    gs_text_table_append(&table, 0, "again");
    gs_text_table_add_column(&table, "time");
    gs_text_table_add_row(&table);
    gs_text_table_append(&table, 1, "12 ms");
    assert_int_equal(table.rows.count, 2);
    assert_string_equal(table.rows.items[0].items[0], "192.0.2.1 again");
    assert_null(table.rows.items[0].items[1]);
    assert_null(table.rows.items[1].items[0]);
    assert_string_equal(table.rows.items[1].items[1], "12 ms");
    gs_text_table_fini(&table);
    assert_int_equal(table.columns.count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_of_one_field_are_joined_and_others_stay_empty),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
