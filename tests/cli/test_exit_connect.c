/* SPDX-License-Identifier: MIT */
/* One thing that is open is enough; silence may end; what was refused does not. */
#include "../../src/cli/exit_connect.h"
#include "support/check.h"

#include <string.h>

enum {
    ATTEMPTS_MAX = 3,
};

/* Attempts from the first status on; IDLE ends them, as none of a finished part is. */
struct attempts {
    enum gs_connect_status statuses[ATTEMPTS_MAX + 1];
};

static const struct {
    const char *label;
    struct attempts of;
    enum gs_exit status;
} ends[] = {
    {"all open", {{GS_CONNECT_OPEN, GS_CONNECT_OPEN}}, GS_EXIT_ANSWERED},
    {"one open among failures",
     {{GS_CONNECT_REFUSED, GS_CONNECT_SILENT, GS_CONNECT_OPEN}},
     GS_EXIT_ANSWERED},
    {"refused", {{GS_CONNECT_REFUSED, GS_CONNECT_REFUSED}}, GS_EXIT_NOT_FOUND},
    {"no route", {{GS_CONNECT_NO_ROUTE}}, GS_EXIT_NOT_FOUND},
    {"failed", {{GS_CONNECT_FAILED}}, GS_EXIT_NOT_FOUND},
    {"silent", {{GS_CONNECT_SILENT}}, GS_EXIT_TEMPORARY},
    {"refused and silent", {{GS_CONNECT_REFUSED, GS_CONNECT_SILENT}}, GS_EXIT_TEMPORARY},
    {"refused and unfinished",
     {{GS_CONNECT_REFUSED, GS_CONNECT_WAITING}},
     GS_EXIT_TEMPORARY},
};

static size_t count_of(const struct attempts *of)
{
    size_t count = 0;
    while (of->statuses[count] != GS_CONNECT_IDLE) {
        count++;
    }
    return count;
}

static void attempts_decide_a_connect(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(ends); i++) {
        struct gs_facts facts = {.connect = gs_connect_report_new("a.test")};
        check_case(ends[i].label);
        facts.connect->name_outcome = GS_OUTCOME_ANSWERED;
        for (size_t j = 0; j < count_of(&ends[i].of); j++) {
            struct gs_connect_attempt attempt = {.connection.status =
                                                     ends[i].of.statuses[j]};
            gs_vec_push(&facts.connect->attempts, attempt);
        }
        assert_int_equal(exit_of_connect(&facts), GS_EXIT_TEMPORARY); /* not complete */
        facts.connect->is_complete = true;
        assert_int_equal(exit_of_connect(&facts), ends[i].status);
        gs_connect_report_free(facts.connect);
    }
}

static void without_an_address_the_name_decides_a_connect(void **state)
{
    static const struct {
        const char *label;
        enum gs_outcome outcome;
        enum gs_exit status;
    } cases[] = {
        {"no such name", GS_OUTCOME_NO_SUCH_NAME, GS_EXIT_NOT_FOUND},
        {"no data", GS_OUTCOME_NO_DATA, GS_EXIT_NOT_FOUND},
        {"try again", GS_OUTCOME_TRY_AGAIN, GS_EXIT_TEMPORARY},
        {"timed out", GS_OUTCOME_TIMED_OUT, GS_EXIT_TEMPORARY},
        {"a bad question", GS_OUTCOME_BAD_QUESTION, GS_EXIT_OTHER},
        {"no service that is known", GS_OUTCOME_ANSWERED, GS_EXIT_NOT_FOUND},
    };
    const struct gs_facts nothing = {0};
    (void)state;
    assert_int_equal(exit_of_connect(&nothing), GS_EXIT_TEMPORARY);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_connect_report report = {.name_outcome = cases[i].outcome,
                                           .is_complete = true};
        const struct gs_facts facts = {.connect = &report};
        check_case(cases[i].label);
        assert_int_equal(exit_of_connect(&facts), cases[i].status);
    }
}

static void lanes_decide_a_race(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(ends); i++) {
        struct gs_race race = {0};
        const struct gs_facts facts = {.race = &race};
        check_case(ends[i].label);
        for (size_t j = 0; j < count_of(&ends[i].of); j++) {
            struct gs_race_lane lane = {.connection.status = ends[i].of.statuses[j]};
            gs_vec_push(&race.lanes, lane);
        }
        assert_int_equal(exit_of_race(&facts), GS_EXIT_TEMPORARY); /* not complete */
        race.is_complete = true;
        assert_int_equal(exit_of_race(&facts), ends[i].status);
        gs_vec_fini(&race.lanes);
    }
}

static void without_a_lane_the_name_service_decides_a_race(void **state)
{
    static const struct {
        const char *label;
        enum gs_outcome aaaa;
        enum gs_outcome a;
        enum gs_exit status;
    } cases[] = {
        {"neither exists", GS_OUTCOME_NO_SUCH_NAME, GS_OUTCOME_NO_SUCH_NAME,
         GS_EXIT_NOT_FOUND},
        {"no data, twice", GS_OUTCOME_NO_DATA, GS_OUTCOME_NO_DATA, GS_EXIT_NOT_FOUND},
        {"AAAA fails", GS_OUTCOME_SERVER_FAILURE, GS_OUTCOME_NO_DATA, GS_EXIT_TEMPORARY},
        {"A fails", GS_OUTCOME_NO_DATA, GS_OUTCOME_TIMED_OUT, GS_EXIT_TEMPORARY},
    };
    const struct gs_facts nothing = {0};
    (void)state;
    assert_int_equal(exit_of_race(&nothing), GS_EXIT_TEMPORARY);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_race race = {
            .dns = {{.outcome = cases[i].aaaa}, {.outcome = cases[i].a}},
            .is_complete = true};
        const struct gs_facts facts = {.race = &race};
        check_case(cases[i].label);
        assert_int_equal(exit_of_race(&facts), cases[i].status);
    }
}

/* The attempts lie in turn on the sides and hosts: where they are does not count. */
static void any_connection_decides_the_families(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(ends); i++) {
        struct gs_families families = {0};
        const struct gs_facts facts = {.families = &families};
        check_case(ends[i].label);
        for (size_t j = 0; j < ATTEMPTS_MAX; j++) {
            gs_vec_push(&families.rows, (struct gs_family_row){0});
        }
        for (size_t j = 0; j < count_of(&ends[i].of); j++) {
            struct gs_connection connection = {.status = ends[i].of.statuses[j]};
            gs_vec_push(&families.rows.items[j].sides[j % 2].connections, connection);
        }
        assert_int_equal(exit_of_families(&facts), GS_EXIT_TEMPORARY); /* not complete */
        families.is_complete = true;
        assert_int_equal(exit_of_families(&facts), ends[i].status);
        for (size_t j = 0; j < ATTEMPTS_MAX; j++) {
            gs_vec_fini(&families.rows.items[j].sides[0].connections);
            gs_vec_fini(&families.rows.items[j].sides[1].connections);
        }
        gs_vec_fini(&families.rows);
    }
}

static void families_without_a_connection_are_not_found(void **state)
{
    struct gs_families families = {.is_complete = true};
    const struct gs_facts nothing = {0};
    const struct gs_facts facts = {.families = &families};
    (void)state;
    assert_int_equal(exit_of_families(&nothing), GS_EXIT_TEMPORARY);
    assert_int_equal(exit_of_families(&facts), GS_EXIT_NOT_FOUND);
}

static void a_machine_that_tells_nothing_is_another_failure(void **state)
{
    struct gs_network network = {0};
    const struct gs_facts nothing = {0};
    const struct gs_facts facts = {.network = &network};
    (void)state;
    assert_int_equal(exit_of_network(&nothing), GS_EXIT_OTHER);
    assert_int_equal(exit_of_network(&facts), GS_EXIT_OTHER);
    network.is_known = true;
    assert_int_equal(exit_of_network(&facts), GS_EXIT_ANSWERED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(attempts_decide_a_connect),
        cmocka_unit_test(without_an_address_the_name_decides_a_connect),
        cmocka_unit_test(lanes_decide_a_race),
        cmocka_unit_test(without_a_lane_the_name_service_decides_a_race),
        cmocka_unit_test(any_connection_decides_the_families),
        cmocka_unit_test(families_without_a_connection_are_not_found),
        cmocka_unit_test(a_machine_that_tells_nothing_is_another_failure),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
