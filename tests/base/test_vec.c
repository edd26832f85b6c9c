/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/base/vec.h"

#include <stdlib.h>
#include <string.h>

#include <sys/socket.h>

struct number_list GS_VEC_OF(int);

static void items_stay_in_order_while_it_grows(void **state)
{
    (void)state;
    struct number_list list = {0};
    for (int i = 0; i < 1000; i++) {
        gs_vec_push(&list, i * 3);
    }
    assert_int_equal(list.count, 1000);
    assert_true(list.capacity >= 1000);
    for (int i = 0; i < 1000; i++) {
        assert_int_equal(list.items[i], i * 3);
    }
    gs_vec_fini(&list);
}

static void a_finished_array_is_an_empty_one(void **state)
{
    (void)state;
    struct number_list list = {0};
    gs_vec_fini(&list);
    gs_vec_push(&list, 1);
    gs_vec_fini(&list);
    assert_null(list.items);
    assert_int_equal(list.count, 0);
    assert_int_equal(list.capacity, 0);
    gs_vec_push(&list, 2);
    assert_int_equal(list.items[0], 2);
    gs_vec_fini(&list);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(items_stay_in_order_while_it_grows),
        cmocka_unit_test(a_finished_array_is_an_empty_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
