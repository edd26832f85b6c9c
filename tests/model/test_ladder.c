/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/model/ladder.h"

#include <stdlib.h>

static void a_copy_owns_its_own_answers_and_lines(void **state)
{
    (void)state;
    struct gs_ladder *ladder = gs_ladder_new();
    struct gs_rung rung = {.state = GS_RUNG_ANSWERED, .answer = gs_system_answer_new()};
    rung.answer->outcome = GS_OUTCOME_NO_DATA;
    gs_vec_push(&ladder->rungs, rung);
    gs_vec_push(&ladder->hosts,
                ((struct gs_hosts_line){.line = 7, .name = gs_mem_copy_text("a.test")}));
    struct gs_ladder *copy = gs_ladder_copy(ladder);
    gs_ladder_free(ladder);
    assert_int_equal(copy->rungs.items[0].answer->outcome, GS_OUTCOME_NO_DATA);
    assert_int_equal(copy->hosts.items[0].line, 7);
    assert_string_equal(copy->hosts.items[0].name, "a.test");
    gs_ladder_free(copy);
    gs_ladder_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_copy_owns_its_own_answers_and_lines),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
