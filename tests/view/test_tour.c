/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/base/text.h"
#include "gaiscope/model/hints.h"
#include "gaiscope/view/tour.h"
#include "gaiscope/view/view.h"

#include <stdlib.h>
#include <string.h>

#include <netdb.h>
#include <sys/socket.h>

struct fixture {
    struct gs_session session;
    struct gs_view *view;
};

static int open_view(void **state)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);
    fixture->session.has_machine = true;
    fixture->session.machine.resolver.is_demo = true;
    fixture->view = gs_view_new(&fixture->session);
    *state = fixture;
    return 0;
}

static int close_view(void **state)
{
    struct fixture *fixture = *state;
    gs_view_free(fixture->view);
    gs_session_fini(&fixture->session);
    free(fixture);
    return 0;
}

static void every_station_has_words_that_fit(void **state)
{
    (void)state;
    for (size_t number = 1; number <= GS_TOUR_STATIONS; number++) {
        const struct gs_tour_station *station = gs_tour_station_at(number);
        check_case(station->title);
        assert_true(gs_text_cells(station->title) <= 24);
        for (size_t i = 0; i < GS_TOUR_LINES; i++) {
            size_t cells = gs_text_cells(station->lines[i]);
            assert_true(cells > 30 && cells <= GS_TOUR_CELLS);
        }
        for (size_t before = 1; before < number; before++) {
            assert_string_not_equal(station->title, gs_tour_station_at(before)->title);
        }
    }
}

static void every_station_asks_what_can_be_asked(void **state)
{
    struct fixture *fixture = *state;
    for (size_t number = 1; number <= GS_TOUR_STATIONS; number++) {
        const struct gs_tour_station *station = gs_tour_station_at(number);
        check_case(station->title);
        unsigned effects = gs_view_tour(fixture->view, number);
        const struct gs_question *question = gs_view_question(fixture->view);
        assert_true((effects & GS_EFFECT_ASK) != 0);
        assert_int_equal(gs_view_tour_at(fixture->view), number);
        assert_int_equal(gs_view_context(fixture->view), GS_CONTEXT_PANES);
        assert_int_equal(question->is_null, station->host[0] == '\0');
        assert_string_equal(question->service, station->service);
        assert_true(question->is_null || question->host[0] != '\0');
        assert_int_equal(question->hints.family, station->family);
    }
}

static void hints_of_a_station_are_gone_at_the_next(void **state)
{
    static const struct {
        size_t number;
        int family;
        int flags;
    } cases[] = {
        {2, AF_UNSPEC, AI_CANONNAME},  {3, AF_INET6, AI_V4MAPPED},
        {4, AF_UNSPEC, AI_ADDRCONFIG}, {5, AF_UNSPEC, AI_PASSIVE},
        {6, AF_UNSPEC, AI_CANONNAME},  {8, AF_UNSPEC, AI_CANONNAME},
    };

    struct fixture *fixture = *state;
    struct gs_hints first = gs_hints_default();
    first.flags = AI_CANONNAME;
    first.has_default_flags = false;
    gs_view_set_hints(fixture->view, &first);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        check_case(gs_tour_station_at(cases[i].number)->title);
        (void)gs_view_tour(fixture->view, cases[i].number);
        const struct gs_question *question = gs_view_question(fixture->view);
        assert_int_equal(question->hints.family, cases[i].family);
        assert_int_equal(question->hints.flags, cases[i].flags);
    }
    (void)gs_view_tour(fixture->view, 3);
    (void)gs_view_tour(fixture->view, 0);
    assert_int_equal(gs_view_question(fixture->view)->hints.family, AF_UNSPEC);
    assert_int_equal(gs_view_question(fixture->view)->hints.flags, AI_CANONNAME);
}

static void keys_walk_along_it_and_end_it(void **state)
{
    struct fixture *fixture = *state;
    struct gs_view *view = fixture->view;
    (void)gs_view_tour(view, 9);
    assert_true((gs_view_run(view, GS_COMMAND_STEP) & GS_EFFECT_ASK) != 0);
    assert_int_equal(gs_view_tour_at(view), 10);
    assert_true((gs_view_run(view, GS_COMMAND_STEP_BACK) & GS_EFFECT_ASK) != 0);
    assert_int_equal(gs_view_tour_at(view), 9);
    (void)gs_view_run(view, GS_COMMAND_STEP);
    assert_int_equal(gs_view_run(view, GS_COMMAND_STEP), GS_EFFECT_REDRAW);
    assert_int_equal(gs_view_tour_at(view), 0);
    assert_int_equal(gs_view_run(view, GS_COMMAND_STEP), GS_EFFECT_NOT_MINE);
    (void)gs_view_tour(view, 1);
    assert_int_equal(gs_view_run(view, GS_COMMAND_STEP_BACK), GS_EFFECT_REDRAW);
    assert_int_equal(gs_view_tour_at(view), 1);
    (void)gs_view_run(view, GS_COMMAND_ZOOM);
    (void)gs_view_run(view, GS_COMMAND_STOP);
    assert_int_equal(gs_view_tour_at(view), 1); /* Esc left the zoom */
    (void)gs_view_run(view, GS_COMMAND_STOP);
    assert_int_equal(gs_view_tour_at(view), 0);
}

static void type_line(struct gs_view *view, const char *line)
{
    (void)gs_view_run(view, GS_COMMAND_COMMAND_LINE);
    (void)gs_view_type(view, line, strlen(line), false);
    (void)gs_view_run(view, GS_COMMAND_ACCEPT);
}

static void a_line_begins_it_where_the_demo_answers(void **state)
{
    static const struct {
        const char *line;
        size_t at;
        bool is_refused;
    } cases[] = {
        {"tour 3", 3, false}, {"tour 11", 3, true},   {"tour 0", 3, true},
        {"tour x", 3, true},  {"tour off", 0, false}, {"tour", 1, false},
    };

    struct fixture *fixture = *state;
    (void)gs_view_tour(fixture->view, 0);
    (void)gs_view_tour(fixture->view, 1);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        check_case(cases[i].line);
        type_line(fixture->view, cases[i].line);
        assert_int_equal(gs_view_tour_at(fixture->view), cases[i].at);
        assert_int_equal(gs_view_context(fixture->view) == GS_CONTEXT_COMMAND,
                         cases[i].is_refused);
        (void)gs_view_run(fixture->view, GS_COMMAND_CLOSE);
    }
    (void)gs_view_tour(fixture->view, 0);
    fixture->session.machine.resolver.is_demo = false;
    type_line(fixture->view, "tour");
    assert_int_equal(gs_view_tour_at(fixture->view), 0);
    assert_int_equal(gs_view_context(fixture->view), GS_CONTEXT_COMMAND);
}

static void the_band_takes_what_a_screen_can_spare(void **state)
{
    static const struct {
        const char *label;
        size_t cols;
        size_t rows;
        size_t height;
        size_t lines;
    } cases[] = {
        {"the usual screen", 80, 24, 4, 3}, {"a large one", 200, 50, 4, 3},
        {"wrapped", 50, 24, 7, 6},          {"the smallest", 40, 12, 1, 0},
        {"few rows", 80, 11, 1, 0},
    };

    struct fixture *fixture = *state;
    struct gs_pane pane = {0};
    assert_int_equal(gs_view_band(fixture->view, 80, 24, &pane), 0);
    (void)gs_view_tour(fixture->view, 1);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        check_case(cases[i].label);
        assert_int_equal(gs_view_band(fixture->view, cases[i].cols, cases[i].rows, &pane),
                         cases[i].height);
        assert_int_equal(pane.rows.rows.count, cases[i].lines);
        assert_string_equal(pane.title, "Tour 1 of 10: one address per family");
    }
    gs_pane_fini(&pane);
}

static void a_replay_of_the_demo_has_no_tour(void **state)
{
    struct fixture *fixture = *state;
    struct gs_view_status status = {.replay = "replay ended", .replay_quarters = 4};
    gs_view_set_status(fixture->view, &status);
    (void)gs_view_run(fixture->view, GS_COMMAND_CLOSE);
    type_line(fixture->view, "tour");
    assert_int_equal(gs_view_tour_at(fixture->view), 0);
    assert_int_equal(gs_view_context(fixture->view), GS_CONTEXT_COMMAND);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_station_has_words_that_fit),
        cmocka_unit_test_setup_teardown(every_station_asks_what_can_be_asked, open_view,
                                        close_view),
        cmocka_unit_test_setup_teardown(hints_of_a_station_are_gone_at_the_next,
                                        open_view, close_view),
        cmocka_unit_test_setup_teardown(keys_walk_along_it_and_end_it, open_view,
                                        close_view),
        cmocka_unit_test_setup_teardown(a_line_begins_it_where_the_demo_answers,
                                        open_view, close_view),
        cmocka_unit_test_setup_teardown(a_replay_of_the_demo_has_no_tour, open_view,
                                        close_view),
        cmocka_unit_test_setup_teardown(the_band_takes_what_a_screen_can_spare, open_view,
                                        close_view),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
