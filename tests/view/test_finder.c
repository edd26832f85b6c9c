/* SPDX-License-Identifier: MIT */
/* The web service finder by value: its table, and what it says of a first line. */
#include "../../src/view/finder.h"
#include "support/check.h"
#include "support/connect_scene.h"
#include "support/race_scene.h"

#include <string.h>

/* A pane's context after a script. */
struct stage {
    struct gs_session session;
    struct gs_pane_context context;
    struct gs_finder finder;
};

static void open_stage(struct stage *stage, void (*fill)(struct gs_session *session),
                       int64_t after_us)
{
    *stage = (struct stage){0};
    fill(&stage->session);
    stage->context.session = &stage->session;
    stage->context.lookup = &stage->session.lookup;
    stage->context.now.us = CONNECT_SCENE_US + after_us;
    gs_finder_make(&stage->context, &stage->finder);
}

static void close_stage(struct stage *stage)
{
    gs_finder_fini(&stage->finder);
    gs_session_fini(&stage->session);
}

static void a_row_is_an_address_and_a_column_a_service(void **state)
{
    struct stage stage;
    size_t open = 0;
    size_t all = 0;
    (void)state;
    open_stage(&stage, connect_scene_fill, 0);
    assert_int_equal(stage.finder.rows.count, 3);
    assert_int_equal(stage.finder.service_count, 2);
    assert_string_equal(stage.finder.services[1], "https");
    assert_int_equal(stage.finder.rows.items[1].cells[1]->status, GS_CONNECT_REFUSED);
    assert_int_equal(stage.finder.rows.items[2].cells[1]->status, GS_CONNECT_SILENT);
    gs_finder_count(&stage.finder, &open, &all);
    assert_int_equal(open, 4);
    assert_int_equal(all, 6);
    close_stage(&stage);
}

static void a_service_without_a_port_is_not_tried(void **state)
{
    struct stage stage;
    size_t open = 0;
    size_t all = 0;
    (void)state;
    open_stage(&stage, connect_scene_unknown, 0);
    assert_int_equal(stage.finder.ports[1], 0);
    assert_null(stage.finder.rows.items[0].cells[1]);
    gs_finder_count(&stage.finder, &open, &all);
    assert_int_equal(all, 2);
    close_stage(&stage);
}

static void a_race_stands_for_connects_until_these_are_asked(void **state)
{
    static const struct {
        const char *label;
        void (*fill)(struct gs_session *session);
        bool has_race;
        bool has_report;
        size_t rows;
    } cases[] = {
        {"raced alone", race_scene_fill, true, false, 3},
        {"both", connect_scene_raced, false, true, 3},
        {"asked, nothing there yet", connect_scene_begun, false, false, 0},
        {"no name", connect_scene_no_name, false, true, 0},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct stage stage;
        check_case(cases[i].label);
        open_stage(&stage, cases[i].fill, 0);
        assert_int_equal(stage.finder.race != NULL, cases[i].has_race);
        assert_int_equal(stage.finder.report != NULL, cases[i].has_report);
        assert_int_equal(stage.finder.rows.count, cases[i].rows);
        close_stage(&stage);
    }
}

static void a_first_line_is_awaited_two_seconds(void **state)
{
    static const struct {
        const char *label;
        enum gs_connect_status status;
        const char *banner;
        int64_t banner_us;
        int64_t waited_us;
        bool is_waiting;
        const char *says;
    } cases[] = {
        {"said", GS_CONNECT_OPEN, "220 hello", 9, 0, false, "220 hello"},
        {"said while others wait", GS_CONNECT_OPEN, "220 hello", 9, 50, true,
         "220 hello"},
        {"an empty one", GS_CONNECT_OPEN, "", 9, 0, false, "an empty line"},
        {"awaited", GS_CONNECT_OPEN, "", 0, 1999999, true, ""},
        {"two seconds after it opened", GS_CONNECT_OPEN, "", 0, 2001000, true,
         "no first line came"},
        {"at the end", GS_CONNECT_OPEN, "", 0, 0, false, "no first line came"},
        {"refused", GS_CONNECT_REFUSED, "", 0, 0, false, ""},
        {"waiting", GS_CONNECT_WAITING, "", 0, 50, true, ""},
    };
    const struct gs_connect_report report = {.reads_banner = true};
    const struct gs_connect_report silent = {.reads_banner = false};
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_finder finder = {.report = &report};
        struct gs_connection connection = {.status = cases[i].status,
                                           .elapsed_us = 1000,
                                           .banner_us = cases[i].banner_us};
        check_case(cases[i].label);
        strcpy(connection.banner, cases[i].banner);
        finder.view.is_waiting = cases[i].is_waiting;
        finder.view.waited_us = cases[i].waited_us;
        assert_string_equal(gs_finder_banner(&finder, &connection), cases[i].says);
        finder.report = &silent;
        assert_string_equal(gs_finder_banner(&finder, &connection), "");
        assert_string_equal(gs_finder_banner(&finder, NULL), "");
    }
}

static void a_sign_is_of_what_came(void **state)
{
    static const struct {
        enum gs_connect_status status;
        uint32_t syns_again;
        const char *sign;
        enum gs_role role;
    } cases[] = {
        {GS_CONNECT_OPEN, 0, "✓", GS_ROLE_OK},
        {GS_CONNECT_OPEN, 1, "▲", GS_ROLE_WARN},
        {GS_CONNECT_REFUSED, 0, "✗", GS_ROLE_ERR},
        {GS_CONNECT_NO_ROUTE, 0, "✗", GS_ROLE_ERR},
        {GS_CONNECT_SILENT, 0, "✗", GS_ROLE_ERR},
        {GS_CONNECT_FAILED, 0, "✗", GS_ROLE_ERR},
        {GS_CONNECT_STOPPED, 0, "–", GS_ROLE_DIM},
        {GS_CONNECT_WAITING, 0, "", GS_ROLE_WAIT},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_connection connection = {.status = cases[i].status,
                                           .syns_again = cases[i].syns_again};
        struct gs_outcome_look look = gs_connection_look(&connection);
        check_case(gs_connect_word(cases[i].status));
        assert_string_equal(look.sign, cases[i].sign);
        assert_int_equal(look.role, cases[i].role);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_row_is_an_address_and_a_column_a_service),
        cmocka_unit_test(a_service_without_a_port_is_not_tried),
        cmocka_unit_test(a_race_stands_for_connects_until_these_are_asked),
        cmocka_unit_test(a_first_line_is_awaited_two_seconds),
        cmocka_unit_test(a_sign_is_of_what_came),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
