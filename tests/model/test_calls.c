/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/model/calls.h"

#include <stdlib.h>

static void lists_free_what_they_own_and_are_empty_after(void **state)
{
    (void)state;
    struct gs_call_list list = {0};
    gs_vec_push(&list, ((struct gs_call){.call = gs_mem_copy_text("gethostname()"),
                                         .result = gs_mem_copy_text("atlas")}));
    gs_call_list_clear(&list);
    assert_int_equal(list.count, 0);
    struct gs_nameinfo_table *table =
        gs_nameinfo_table_new(&(struct gs_endpoint){.port = 25});
    gs_vec_push(&table->rows, ((struct gs_nameinfo_row){
                                  .flag = "none", .host = gs_mem_copy_text("a.test")}));
    assert_int_equal(table->endpoint.port, 25);
    gs_nameinfo_table_free(table);
    gs_nameinfo_table_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lists_free_what_they_own_and_are_empty_after),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
