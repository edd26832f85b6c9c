/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/model/trace.h"

static void a_copy_owns_its_own(void **state)
{
    (void)state;
    struct gs_trace *first = gs_trace_new("a.test");
    first->is_complete = true;
    struct gs_trace *copy = gs_trace_copy(first);
    gs_trace_free(first);
    assert_string_equal(copy->name, "a.test");
    assert_true(copy->is_complete);
    gs_trace_free(copy);
    gs_trace_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_copy_owns_its_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
