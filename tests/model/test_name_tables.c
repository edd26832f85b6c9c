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

static void conflicts_are_of_one_protocol(void **state)
{
    static const struct gs_table_service given[] = {
        {.name = "a", .port = 5, .protocols = GS_TABLE_TCP | GS_TABLE_UDP},
        {.name = "b", .port = 5, .protocols = GS_TABLE_UDP | GS_TABLE_OTHER},
        {.name = "c", .port = 5, .protocols = GS_TABLE_SCTP | GS_TABLE_OTHER},
        {.name = "a", .port = 6, .protocols = GS_TABLE_TCP},
        {.name = "a", .port = 7, .protocols = GS_TABLE_SCTP},
    };

    static const struct {
        uint8_t conflicts;
        uint8_t elsewhere;
    } expected[] = {{GS_TABLE_UDP, GS_TABLE_TCP},
                    {GS_TABLE_UDP, 0},
                    {0, 0},
                    {0, GS_TABLE_TCP},
                    {0, 0}};

    (void)state;
    struct gs_tables *tables = gs_tables_new();
    for (size_t i = 0; i < COUNT_OF(given); i++) {
        gs_vec_push(&tables->services, given[i]);
    }
    gs_tables_mark_conflicts(tables);
    for (size_t i = 0; i < COUNT_OF(given); i++) {
        check_case(given[i].name);
        assert_int_equal(tables->services.items[i].conflicts, expected[i].conflicts);
        assert_int_equal(tables->services.items[i].elsewhere, expected[i].elsewhere);
    }
    gs_tables_free(tables);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tables_free_all_lists_and_the_texts),
        cmocka_unit_test(conflicts_are_of_one_protocol),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
