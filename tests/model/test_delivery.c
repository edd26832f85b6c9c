/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/model/delivery.h"

static void a_copy_owns_its_own(void **state)
{
    (void)state;
    struct gs_delivery *first = gs_delivery_new("a.test");
    first->is_complete = true;
    struct gs_delivery *copy = gs_delivery_copy(first);
    gs_delivery_free(first);
    assert_string_equal(copy->name, "a.test");
    assert_true(copy->is_complete);
    gs_delivery_free(copy);
    gs_delivery_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_copy_owns_its_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
