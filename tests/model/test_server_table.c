/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/model/record_type.h"
#include "gaiscope/model/server_table.h"

static void every_server_has_a_place_for_every_question(void **state)
{
    (void)state;
    struct gs_server_table *table = gs_mem_new(1, sizeof *table);
    struct gs_endpoint server = {.port = 53};
    gs_server_table_add_question(table, "a.test", GS_TYPE_A);
    gs_server_table_add_question(table, "a.test", GS_TYPE_MX);
    gs_server_table_add_server(table, &server);
    gs_server_table_add_server(table, &server);
    assert_int_equal(gs_server_table_count(table), 0);
    struct gs_dns_answer *answer = gs_dns_answer_new("a.test", GS_TYPE_MX);
    assert_true(gs_server_table_set(table, 3, answer));
    assert_ptr_equal(table->columns.items[1].answers.items[1], answer);
    assert_int_equal(gs_server_table_count(table), 1);
    answer = gs_dns_answer_new("a.test", GS_TYPE_MX);
    assert_true(gs_server_table_set(table, 3, answer)); /* the first one is freed */
    assert_false(gs_server_table_set(table, 4, answer));
    gs_server_table_free(table);
    gs_server_table_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_server_has_a_place_for_every_question),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
