/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/model/outcome.h"

#include <stdlib.h>
#include <string.h>

#include <sys/socket.h>

static void every_outcome_has_a_word_and_an_id_of_its_own(void **state)
{
    (void)state;
    for (int i = 0; i < GS_OUTCOME_COUNT; i++) {
        const char *word = gs_outcome_word((enum gs_outcome)i);
        const char *id = gs_outcome_id((enum gs_outcome)i);
        check_case(id);
        assert_int_equal(strlen(word), strlen(id));
        assert_int_equal(strspn(id, "abcdefghijklmnopqrstuvwxyz_"), strlen(id));
        for (int j = 0; j < i; j++) {
            assert_string_not_equal(id, gs_outcome_id((enum gs_outcome)j));
        }
    }
}

static void words_are_those_people_and_programs_were_promised(void **state)
{
    (void)state;

    static const struct {
        enum gs_outcome outcome;
        const char *word;
        const char *id;
    } cases[] = {
        {GS_OUTCOME_NOT_ASKED, "not asked", "not_asked"},
        {GS_OUTCOME_ANSWERED, "answered", "answered"},
        {GS_OUTCOME_NO_SUCH_NAME, "no such name", "no_such_name"},
        {GS_OUTCOME_NO_DATA, "no data", "no_data"},
        {GS_OUTCOME_TRY_AGAIN, "try again", "try_again"},
        {GS_OUTCOME_TIMED_OUT, "timed out", "timed_out"},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        check_case(cases[i].id);
        assert_string_equal(gs_outcome_word(cases[i].outcome), cases[i].word);
        assert_string_equal(gs_outcome_id(cases[i].outcome), cases[i].id);
    }
}

static void only_what_may_change_by_itself_is_temporary(void **state)
{
    (void)state;
    static const bool is_temporary[GS_OUTCOME_COUNT] = {
        [GS_OUTCOME_TRY_AGAIN] = true,   [GS_OUTCOME_SERVER_FAILURE] = true,
        [GS_OUTCOME_REFUSED] = true,     [GS_OUTCOME_TIMED_OUT] = true,
        [GS_OUTCOME_UNREACHABLE] = true, [GS_OUTCOME_BAD_ANSWER] = true,
    };
    for (int i = 0; i < GS_OUTCOME_COUNT; i++) {
        check_case(gs_outcome_id((enum gs_outcome)i));
        assert_int_equal(gs_outcome_is_temporary((enum gs_outcome)i), is_temporary[i]);
        bool is_final = i == GS_OUTCOME_ANSWERED || i == GS_OUTCOME_NO_DATA ||
                        i == GS_OUTCOME_NO_SUCH_NAME;
        assert_int_equal(gs_outcome_is_final((enum gs_outcome)i), is_final);
    }
}

static void worse_of_two_is_what_is_not_known(void **state)
{
    static const struct {
        const char *label;
        enum gs_outcome a;
        enum gs_outcome b;
        enum gs_outcome worse;
    } cases[] = {
        {"alike", GS_OUTCOME_TIMED_OUT, GS_OUTCOME_REFUSED, GS_OUTCOME_TIMED_OUT},
        {"not known", GS_OUTCOME_NO_SUCH_NAME, GS_OUTCOME_TIMED_OUT,
         GS_OUTCOME_TIMED_OUT},
        {"not known for good", GS_OUTCOME_NO_SUCH_NAME, GS_OUTCOME_BAD_QUESTION,
         GS_OUTCOME_BAD_QUESTION},
        {"no name", GS_OUTCOME_NO_SUCH_NAME, GS_OUTCOME_NO_DATA, GS_OUTCOME_NO_SUCH_NAME},
        {"no data", GS_OUTCOME_ANSWERED, GS_OUTCOME_NO_DATA, GS_OUTCOME_NO_DATA},
        {"not asked is no bad thing", GS_OUTCOME_NO_DATA, GS_OUTCOME_NOT_ASKED,
         GS_OUTCOME_NO_DATA},
        {"neither", GS_OUTCOME_NOT_ASKED, GS_OUTCOME_ANSWERED, GS_OUTCOME_NOT_ASKED},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        check_case(cases[i].label);
        assert_int_equal(gs_outcome_worse(cases[i].a, cases[i].b), cases[i].worse);
        if (i > 0 &&
            i + 1 < COUNT_OF(cases)) { /* in whatever order, but for alike ones */
            assert_int_equal(gs_outcome_worse(cases[i].b, cases[i].a), cases[i].worse);
        }
    }
    assert_true(gs_outcome_is_unknown(GS_OUTCOME_CANCELLED));
    assert_false(gs_outcome_is_unknown(GS_OUTCOME_NOT_ASKED));
    assert_false(gs_outcome_is_unknown(GS_OUTCOME_NO_DATA));
}

static void a_number_outside_the_list_is_a_permanent_failure(void **state)
{
    (void)state;
    enum gs_outcome outside = (enum gs_outcome)GS_OUTCOME_COUNT;
    assert_string_equal(gs_outcome_word(outside), "failed");
    assert_string_equal(gs_outcome_id(outside), "failed");
    assert_false(gs_outcome_is_temporary(outside));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_outcome_has_a_word_and_an_id_of_its_own),
        cmocka_unit_test(words_are_those_people_and_programs_were_promised),
        cmocka_unit_test(only_what_may_change_by_itself_is_temporary),
        cmocka_unit_test(worse_of_two_is_what_is_not_known),
        cmocka_unit_test(a_number_outside_the_list_is_a_permanent_failure),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
