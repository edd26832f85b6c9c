/* SPDX-License-Identifier: MIT */
/* The race view by value: what its keys and its line ask for, and what is selected. */
#include "support/check.h"
#include "support/race_scene.h"

#include "gaiscope/view/list_state.h"
#include "gaiscope/view/view.h"

#include <stdlib.h>
#include <string.h>

#include <sys/socket.h>

struct fixture {
    struct gs_session session;
    struct gs_view *view;
    struct gs_pane pane;
};

static struct fixture *open_scene(void (*fill)(struct gs_session *session))
{
    struct fixture *fixture = gs_mem_new(1, sizeof *fixture);
    fill(&fixture->session);
    fixture->view = gs_view_new(&fixture->session);
    gs_view_set_now(fixture->view, (struct gs_now){.us = RACE_SCENE_US + 2000000,
                                                   .wall_s = RACE_SCENE_S + 2});
    gs_view_set_question(fixture->view, &fixture->session.lookup.question);
    (void)gs_view_run(fixture->view, GS_COMMAND_VIEW_RACE);
    return fixture;
}

static void close_scene(struct fixture *fixture)
{
    gs_pane_fini(&fixture->pane);
    gs_view_free(fixture->view);
    gs_session_fini(&fixture->session);
    free(fixture);
}

/* Draws the first pane, the race. */
static void draw(struct fixture *fixture)
{
    struct gs_place places[GS_PANES_MAX];
    assert_true(gs_view_places(fixture->view, 120, 40, places) > 0);
    gs_view_pane(fixture->view, places[0].pane, 116, 16, &fixture->pane);
}

static bool shows(struct gs_rows *rows, const char *text)
{
    for (size_t i = 0; i < rows->runs.count; i++) {
        if (strstr(gs_rows_text(rows, &rows->runs.items[i]), text) != NULL) {
            return true;
        }
    }
    return false;
}

static bool footer_shows(struct fixture *fixture, const char *text)
{
    struct gs_rows rows = {0};
    gs_view_line(fixture->view, GS_LINE_FOOTER, 120, &rows);
    bool is_shown = shows(&rows, text);
    gs_rows_fini(&rows);
    return is_shown;
}

static void a_key_changes_how_is_raced_and_asks_for_it(void **state)
{
    static const struct {
        enum gs_command_id command;
        uint32_t attempt_ms;
        uint32_t resolution_ms;
        int first_family;
        const char *said;
    } cases[] = {
        {GS_COMMAND_ATTEMPTS_LATER, 300, 50, AF_UNSPEC, "attempts 300 ms apart"},
        {GS_COMMAND_ATTEMPTS_SOONER, 250, 50, AF_UNSPEC, "attempts 250 ms apart"},
        {GS_COMMAND_RESOLUTION_SHORTER, 250, 40, AF_UNSPEC, "A waits 40 ms for AAAA"},
        {GS_COMMAND_RESOLUTION_LONGER, 250, 50, AF_UNSPEC, "A waits 50 ms for AAAA"},
        {GS_COMMAND_FIRST_FAMILY, 250, 50, AF_INET6, "IPv6 begins"},
        {GS_COMMAND_FIRST_FAMILY, 250, 50, AF_INET, "IPv4 begins"},
        {GS_COMMAND_FIRST_FAMILY, 250, 50, AF_UNSPEC, "libc's first family begins"},
    };

    (void)state;
    struct fixture *fixture = open_scene(race_scene_fill);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_request request = {0};
        check_case(cases[i].said);
        unsigned effects = gs_view_run(fixture->view, cases[i].command);
        assert_true((effects & GS_EFFECT_REQUEST) != 0);
        assert_true(gs_view_claim_request(fixture->view, &request));
        assert_int_equal(request.type, GS_REQUEST_RACE);
        assert_int_equal(request.race.attempt_delay_ms, cases[i].attempt_ms);
        assert_int_equal(request.race.resolution_delay_ms, cases[i].resolution_ms);
        assert_int_equal(request.race.first_family, cases[i].first_family);
        assert_true(footer_shows(fixture, cases[i].said));
    }
    close_scene(fixture);
}

static void a_delay_at_its_end_asks_for_nothing(void **state)
{
    (void)state;
    struct fixture *fixture = open_scene(race_scene_fill);
    struct gs_request request;
    for (int i = 0; i < 10; i++) {
        (void)gs_view_run(fixture->view, GS_COMMAND_ATTEMPTS_SOONER);
        (void)gs_view_claim_request(fixture->view, &request);
    }
    unsigned effects = gs_view_run(fixture->view, GS_COMMAND_ATTEMPTS_SOONER);
    assert_false((effects & GS_EFFECT_REQUEST) != 0);
    assert_true(footer_shows(fixture, "attempts 10 ms apart"));
    close_scene(fixture);
}

static void the_keys_of_the_race_act_in_its_view_alone(void **state)
{
    (void)state;
    struct fixture *fixture = open_scene(race_scene_fill);
    struct gs_request request;
    (void)gs_view_run(fixture->view, GS_COMMAND_VIEW_LOOKUP);
    unsigned effects = gs_view_run(fixture->view, GS_COMMAND_ATTEMPTS_LATER);
    assert_false((effects & GS_EFFECT_REQUEST) != 0);
    assert_false(gs_view_claim_request(fixture->view, &request));
    assert_true(footer_shows(fixture, "this changes the race: view 3"));
    close_scene(fixture);
}

/* Types a line behind `:` and runs it. Returns: the effects. */
static unsigned type_line(struct fixture *fixture, const char *line)
{
    (void)gs_view_run(fixture->view, GS_COMMAND_COMMAND_LINE);
    (void)gs_view_type(fixture->view, line, strlen(line), false);
    return gs_view_run(fixture->view, GS_COMMAND_ACCEPT);
}

static void a_typed_race_changes_what_it_names(void **state)
{
    (void)state;
    struct fixture *fixture = open_scene(race_scene_fill);
    struct gs_request request = {0};
    (void)gs_view_run(fixture->view, GS_COMMAND_VIEW_LOOKUP);
    unsigned effects = type_line(fixture, "race attempts=100 first=inet");
    assert_true((effects & GS_EFFECT_REQUEST) != 0);
    assert_true(gs_view_claim_request(fixture->view, &request));
    assert_int_equal(request.race.attempt_delay_ms, 100);
    assert_int_equal(request.race.resolution_delay_ms, 50);
    assert_int_equal(request.race.first_family, AF_INET);
    draw(fixture);
    assert_string_equal(fixture->pane.title, "Race");
    close_scene(fixture);
}

static void an_assumed_slowness_is_computed_and_not_raced(void **state)
{
    (void)state;
    struct fixture *fixture = open_scene(race_scene_fill);
    struct gs_place places[GS_PANES_MAX];
    struct gs_pane clients = {0};
    unsigned effects = type_line(fixture, "race slow=150");
    assert_false((effects & GS_EFFECT_REQUEST) != 0);
    (void)gs_view_places(fixture->view, 120, 40, places);
    gs_view_pane(fixture->view, places[1].pane, 56, 20, &clients);
    assert_true(shows(&clients.rows, "IPv6 150 ms slower, race"));
    gs_pane_fini(&clients);
    close_scene(fixture);
}

static void a_wrong_line_says_what_is_right(void **state)
{
    static const char *const lines[] = {"race slow=", "race slow=x",
                                        "race slow=9999999999", "race attempts=x",
                                        "race colour=red"};

    (void)state;
    struct fixture *fixture = open_scene(race_scene_fill);
    for (size_t i = 0; i < COUNT_OF(lines); i++) {
        struct gs_request request;
        check_case(lines[i]);
        (void)type_line(fixture, lines[i]);
        assert_false(gs_view_claim_request(fixture->view, &request));
        assert_int_equal(gs_view_context(fixture->view), GS_CONTEXT_COMMAND);
        (void)gs_view_run(fixture->view, GS_COMMAND_CLOSE);
    }
    close_scene(fixture);
}

static void the_winner_is_selected_once(void **state)
{
    (void)state;
    struct fixture *fixture = open_scene(race_scene_history);
    draw(fixture);
    assert_int_equal(fixture->pane.selected, 3); /* A, AAAA, IPv6, then IPv4 */
    (void)gs_view_run(fixture->view, GS_COMMAND_UP);
    draw(fixture);
    assert_int_equal(fixture->pane.selected, 2);
    race_scene_v6_wins(&fixture->session); /* another round */
    draw(fixture);
    assert_int_equal(fixture->pane.selected, 2);
    close_scene(fixture);
}

static void the_next_winner_is_selected_though_no_lane_was_there(void **state)
{
    (void)state;
    struct fixture *fixture = open_scene(race_scene_fill);
    draw(fixture);
    race_scene_no_port(&fixture->session);
    draw(fixture);
    assert_int_equal(fixture->pane.selected, 1);
    race_scene_running(&fixture->session);
    draw(fixture);
    race_scene_v6_wins(&fixture->session);
    draw(fixture);
    assert_int_equal(fixture->pane.selected, 2);
    close_scene(fixture);
}

/* Opens the copy menu and takes the entry of a letter. */
static char *copy_as(struct fixture *fixture, const char *letter)
{
    (void)gs_view_run(fixture->view, GS_COMMAND_COPY_ROW);
    (void)gs_view_type(fixture->view, letter, strlen(letter), false);
    return gs_view_claim_copy(fixture->view);
}

static void a_lane_is_copied_as_its_address(void **state)
{
    static const struct {
        const char *label;
        const char *letter;
        const char *has;
        const char *has_not;
    } cases[] = {
        {"the address", "a", "104.67.192.104", "2600:"},
        {"curl goes there", "u", "104.67.192.104", "2600:"},
        {"the lane's own words", "w", "wins", "STREAM"},
    };

    (void)state;
    struct fixture *fixture = open_scene(race_scene_both);
    draw(fixture);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        check_case(cases[i].label);
        char *text = copy_as(fixture, cases[i].letter);
        assert_non_null(text);
        assert_non_null(strstr(text, cases[i].has));
        assert_null(strstr(text, cases[i].has_not));
        free(text);
    }
    close_scene(fixture);
}

static void a_pane_is_copied_as_it_is_drawn(void **state)
{
    (void)state;
    struct fixture *fixture = open_scene(race_scene_fill);
    draw(fixture);
    char *text = gs_view_copy_pane(fixture->view);
    assert_non_null(strstr(text, "IPv4  104.67.192.104          "));
    assert_non_null(strstr(text, "━━━━━✓"));
    assert_non_null(strstr(text, "└ 348 ms, connected by IPv4"));
    free(text);
    close_scene(fixture);
}

static void an_interval_races_again_while_the_race_is_seen(void **state)
{
    (void)state;
    struct fixture *fixture = open_scene(race_scene_fill);
    draw(fixture);
    assert_int_equal(gs_view_measured(fixture->view), GS_PART_BIT(GS_PART_RACE));
    (void)gs_view_run(fixture->view, GS_COMMAND_VIEW_LOOKUP);
    draw(fixture);
    assert_int_equal(gs_view_measured(fixture->view), 0);
    close_scene(fixture);
}

static void the_race_is_wanted_whichever_pane_is_seen(void **state)
{
    (void)state;
    struct fixture *fixture = open_scene(race_scene_fill);
    struct gs_place places[GS_PANES_MAX];
    fixture->session.lookup.parts[GS_PART_RACE].progress = GS_PROGRESS_IDLE;
    (void)gs_view_places(fixture->view, 120, 40, places); /* nothing is drawn */
    assert_int_equal(gs_view_wants(fixture->view).parts, GS_PART_BIT(GS_PART_RACE));
    (void)gs_view_run(fixture->view, GS_COMMAND_VIEW_LOOKUP);
    assert_int_equal(gs_view_wants(fixture->view).parts, 0);
    close_scene(fixture);
}

static void the_axis_stays_above_lanes_that_scroll(void **state)
{
    (void)state;
    struct fixture *fixture = open_scene(race_scene_eight);
    struct gs_place places[GS_PANES_MAX];
    (void)gs_view_places(fixture->view, 120, 24, places);
    gs_view_pane(fixture->view, places[0].pane, 116, 8, &fixture->pane);
    assert_int_equal(fixture->pane.heading.rows.count, 0);
    (void)gs_view_run(fixture->view, GS_COMMAND_LAST);
    gs_view_pane(fixture->view, places[0].pane, 116, 8, &fixture->pane);
    assert_int_equal(fixture->pane.heading.rows.count, 2);
    assert_true(shows(&fixture->pane.heading, "0 ms"));
    assert_true(fixture->pane.rows.from >= 2);
    close_scene(fixture);
}

static void a_paused_picture_stands_still(void **state)
{
    (void)state;
    static const struct gs_view_status paused = {.is_paused = true};
    struct fixture *fixture = open_scene(race_scene_running);
    struct gs_buf before = {0};
    struct gs_buf after = {0};
    gs_view_set_status(fixture->view, &paused);
    draw(fixture);
    gs_rows_item_text(&fixture->pane.rows, 2, &before);
    gs_view_set_now(fixture->view, (struct gs_now){.us = RACE_SCENE_US + 60000000,
                                                   .wall_s = RACE_SCENE_S + 60});
    gs_view_set_status(fixture->view, &paused);
    gs_pane_fini(&fixture->pane);
    draw(fixture);
    gs_rows_item_text(&fixture->pane.rows, 2, &after);
    assert_true(before.len > 0);
    assert_string_equal(gs_buf_text(&before), gs_buf_text(&after));
    gs_buf_fini(&before);
    gs_buf_fini(&after);
    close_scene(fixture);
}

static void a_replay_offers_no_key_that_asks(void **state)
{
    (void)state;
    static const struct gs_view_status replay = {.replay = "replay 1x"};
    struct fixture *fixture = open_scene(race_scene_fill);
    draw(fixture);
    assert_true(footer_shows(fixture, "race again"));
    gs_view_set_status(fixture->view, &replay);
    assert_false(footer_shows(fixture, "race again"));
    assert_false(footer_shows(fixture, "hints"));
    assert_false(footer_shows(fixture, "family"));
    assert_true(footer_shows(fixture, "details"));
    close_scene(fixture);
}

static void a_race_without_words_says_how_is_raced(void **state)
{
    (void)state;
    struct fixture *fixture = open_scene(race_scene_fill);
    unsigned effects = type_line(fixture, "race");
    assert_false((effects & GS_EFFECT_REQUEST) != 0);
    assert_true(footer_shows(fixture, "races so: delay=50 attempts=250"));
    close_scene(fixture);
}

static void a_still_race_costs_nothing(void **state)
{
    (void)state;
    struct fixture *fixture = open_scene(race_scene_running);
    draw(fixture);
    uint64_t stamp = fixture->pane.stamp;
    gs_view_set_now(fixture->view, (struct gs_now){.us = RACE_SCENE_US + 2000001,
                                                   .wall_s = RACE_SCENE_S + 2});
    draw(fixture);
    assert_int_not_equal(fixture->pane.stamp, 0);
    (void)gs_view_next_change_us(fixture->view);
    gs_view_set_now(fixture->view, (struct gs_now){.us = RACE_SCENE_US + 2000002,
                                                   .wall_s = RACE_SCENE_S + 2});
    stamp = fixture->pane.stamp;
    draw(fixture);
    assert_true(fixture->pane.stamp ==
                stamp); /* kept until a quarter of a second passed */
    gs_view_set_now(fixture->view, (struct gs_now){.us = RACE_SCENE_US + 2250001,
                                                   .wall_s = RACE_SCENE_S + 2});
    draw(fixture);
    assert_false(fixture->pane.stamp == stamp);
    close_scene(fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_key_changes_how_is_raced_and_asks_for_it),
        cmocka_unit_test(a_delay_at_its_end_asks_for_nothing),
        cmocka_unit_test(the_keys_of_the_race_act_in_its_view_alone),
        cmocka_unit_test(a_typed_race_changes_what_it_names),
        cmocka_unit_test(an_assumed_slowness_is_computed_and_not_raced),
        cmocka_unit_test(a_wrong_line_says_what_is_right),
        cmocka_unit_test(the_winner_is_selected_once),
        cmocka_unit_test(the_next_winner_is_selected_though_no_lane_was_there),
        cmocka_unit_test(a_lane_is_copied_as_its_address),
        cmocka_unit_test(a_pane_is_copied_as_it_is_drawn),
        cmocka_unit_test(an_interval_races_again_while_the_race_is_seen),
        cmocka_unit_test(the_race_is_wanted_whichever_pane_is_seen),
        cmocka_unit_test(the_axis_stays_above_lanes_that_scroll),
        cmocka_unit_test(a_paused_picture_stands_still),
        cmocka_unit_test(a_replay_offers_no_key_that_asks),
        cmocka_unit_test(a_race_without_words_says_how_is_raced),
        cmocka_unit_test(a_still_race_costs_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
