/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/model/name_tables.h"

static void tables_free_all_lists_and_the_texts(void **state)
{
    (void)state;
    struct gs_tables *tables = gs_tables_new();
    tables->texts = gs_mem_copy_text("smtp");
    gs_vec_push(&tables->services,
                ((struct gs_table_service){.name = tables->texts, .port = 25}));
    gs_vec_push(&tables->protocols, ((struct gs_table_protocol_line){.number = 6}));
    gs_vec_push(&tables->errors, ((struct gs_table_error){.line = 3}));
    gs_tables_free(tables);
    gs_tables_free(NULL);
    tables = gs_tables_new();
    assert_int_equal(tables->services.count, 0);
    assert_false(tables->has_services);
    gs_tables_free(tables);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tables_free_all_lists_and_the_texts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
