/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/model/connection.h"

static void each_status_has_a_word_and_an_id_of_its_own(void **state)
{
    (void)state;
    for (int a = 0; a < GS_CONNECT_STATUS_COUNT; a++) {
        for (int b = a + 1; b < GS_CONNECT_STATUS_COUNT; b++) {
            assert_string_not_equal(gs_connect_id((enum gs_connect_status)a),
                                    gs_connect_id((enum gs_connect_status)b));
            assert_string_not_equal(gs_connect_word((enum gs_connect_status)a),
                                    gs_connect_word((enum gs_connect_status)b));
        }
    }
}

static void what_waits_or_was_not_begun_is_not_over(void **state)
{
    (void)state;
    for (int i = 0; i < GS_CONNECT_STATUS_COUNT; i++) {
        bool is_under_way = i == GS_CONNECT_IDLE || i == GS_CONNECT_WAITING;
        assert_int_equal(gs_connect_is_over((enum gs_connect_status)i), !is_under_way);
    }
}

static void ends_are_counted(void **state)
{
    (void)state;
    struct gs_connection_list list = {0};
    gs_vec_push(&list, ((struct gs_connection){.status = GS_CONNECT_OPEN}));
    gs_vec_push(&list, ((struct gs_connection){.status = GS_CONNECT_REFUSED}));
    gs_vec_push(&list, ((struct gs_connection){.status = GS_CONNECT_OPEN}));
    assert_int_equal(gs_connection_count(&list, GS_CONNECT_OPEN), 2);
    assert_int_equal(gs_connection_count(&list, GS_CONNECT_REFUSED), 1);
    assert_int_equal(gs_connection_count(&list, GS_CONNECT_SILENT), 0);
    gs_vec_fini(&list);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_status_has_a_word_and_an_id_of_its_own),
        cmocka_unit_test(what_waits_or_was_not_begun_is_not_over),
        cmocka_unit_test(ends_are_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
