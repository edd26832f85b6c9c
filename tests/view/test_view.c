/* SPDX-License-Identifier: MIT */
#include "support/bind_scene.h"
#include "support/check.h"
#include "support/log_scene.h"

#include "gaiscope/view/view.h"

#include <stdlib.h>
#include <string.h>

#include <netdb.h>
#include <sys/socket.h>

/* A view of an empty session, its keys in the question line. */
struct fixture {
    struct gs_session session;
    struct gs_view *view;
};

static int open_view(void **state)
{
    struct fixture *fixture = gs_mem_new(1, sizeof *fixture);
    fixture->view = gs_view_new(&fixture->session);
    gs_view_set_now(fixture->view, (struct gs_now){.us = 1000000, .wall_s = 1763814665});
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

static unsigned type(struct gs_view *view, const char *text)
{
    return gs_view_type(view, text, strlen(text), false);
}

static void a_typed_question_is_split(void **state)
{
    static const struct {
        const char *label;
        const char *host;
        const char *service;
        const char *want_host;
        const char *want_service;
    } cases[] = {
        {"two fields", "iana.org", "www", "iana.org", "www"},
        {"host and port in one", "iana.org:80", "", "iana.org", "80"},
        {"its own port wins", "iana.org:80", "www", "iana.org", "80"},
        {"a URL", "https://iana.org/x", "", "iana.org", "https"},
        {"brackets", "[2001:db8::7]:53", "", "2001:db8::7", "53"},
        {"no host", "", "ftp", "", "ftp"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        void *inner = NULL;
        check_case(cases[i].label);
        open_view(&inner);
        struct gs_view *view = ((struct fixture *)inner)->view;
        (void)type(view, cases[i].host);
        (void)gs_view_run(view, GS_COMMAND_FIELD);
        (void)type(view, cases[i].service);
        assert_int_equal(gs_view_run(view, GS_COMMAND_ACCEPT),
                         GS_EFFECT_ASK | GS_EFFECT_REDRAW);
        assert_string_equal(gs_view_question(view)->host, cases[i].want_host);
        assert_string_equal(gs_view_question(view)->service, cases[i].want_service);
        assert_int_equal(gs_view_context(view), GS_CONTEXT_PANES);
        close_view(&inner);
    }
}

static void an_empty_host_is_asked_without_canonname(void **state)
{
    struct fixture *fixture = *state;
    (void)gs_view_run(fixture->view, GS_COMMAND_FIELD);
    (void)type(fixture->view, "ftp");
    (void)gs_view_run(fixture->view, GS_COMMAND_ACCEPT);
    assert_true(gs_view_question(fixture->view)->is_null);
    assert_int_equal(gs_view_question(fixture->view)->hints.flags & AI_CANONNAME, 0);
    (void)gs_view_run(fixture->view, GS_COMMAND_QUESTION);
    (void)type(fixture->view, "iana.org");
    (void)gs_view_run(fixture->view, GS_COMMAND_ACCEPT);
    assert_int_not_equal(gs_view_question(fixture->view)->hints.flags & AI_CANONNAME, 0);
}

static void a_bad_question_stays_in_its_field(void **state)
{
    struct fixture *fixture = *state;
    struct gs_rows line = {0};
    (void)type(fixture->view, "[2001:db8::7");
    assert_int_equal(gs_view_run(fixture->view, GS_COMMAND_ACCEPT), GS_EFFECT_REDRAW);
    assert_int_equal(gs_view_context(fixture->view), GS_CONTEXT_QUESTION);
    gs_view_line(fixture->view, GS_LINE_VERDICT, 80, &line);
    assert_string_equal(gs_rows_text(&line, &line.runs.items[1]), "not asked");
    gs_rows_fini(&line);
}

static void a_pasted_url_fills_both_fields(void **state)
{
    struct fixture *fixture = *state;
    static const char url[] = "https://user@iana.org:8443/path\n";
    (void)gs_view_type(fixture->view, url, strlen(url), true);
    (void)gs_view_run(fixture->view, GS_COMMAND_ACCEPT);
    assert_string_equal(gs_view_question(fixture->view)->host, "iana.org");
    assert_string_equal(gs_view_question(fixture->view)->service, "8443");
}

static void the_first_character_replaces_the_old_question(void **state)
{
    struct fixture *fixture = *state;
    (void)type(fixture->view, "iana.org");
    (void)gs_view_run(fixture->view, GS_COMMAND_ACCEPT);
    (void)gs_view_run(fixture->view, GS_COMMAND_QUESTION);
    (void)type(fixture->view, "mit.edu");
    (void)gs_view_run(fixture->view, GS_COMMAND_ACCEPT);
    assert_string_equal(gs_view_question(fixture->view)->host, "mit.edu");
    (void)gs_view_run(fixture->view, GS_COMMAND_QUESTION);
    (void)gs_view_run(fixture->view, GS_COMMAND_EDIT_END);
    (void)type(fixture->view, ":80");
    (void)gs_view_run(fixture->view, GS_COMMAND_ACCEPT);
    assert_string_equal(gs_view_question(fixture->view)->host, "mit.edu");
    assert_string_equal(gs_view_question(fixture->view)->service, "80");
}

static void backspace_walks_the_trail_and_forward_returns(void **state)
{
    struct fixture *fixture = *state;
    static const char *const hosts[] = {"a.test", "b.test", "c.test"};
    for (size_t i = 0; i < COUNT_OF(hosts); i++) {
        (void)gs_view_run(fixture->view, GS_COMMAND_QUESTION);
        (void)type(fixture->view, hosts[i]);
        (void)gs_view_run(fixture->view, GS_COMMAND_ACCEPT);
    }

    static const struct {
        enum gs_command_id command;
        const char *host;
        bool asks;
    } steps[] = {
        {GS_COMMAND_BACK, "b.test", true},    {GS_COMMAND_BACK, "a.test", true},
        {GS_COMMAND_BACK, "a.test", false},   {GS_COMMAND_FORWARD, "b.test", true},
        {GS_COMMAND_FORWARD, "c.test", true}, {GS_COMMAND_FORWARD, "c.test", false},
    };

    for (size_t i = 0; i < COUNT_OF(steps); i++) {
        unsigned effects = gs_view_run(fixture->view, steps[i].command);
        assert_int_equal((effects & GS_EFFECT_ASK) != 0, steps[i].asks);
        assert_string_equal(gs_view_question(fixture->view)->host, steps[i].host);
    }
}

static void backspace_goes_on_into_earlier_runs(void **state)
{
    struct fixture *fixture = *state;
    static const char *const hosts[] = {"a.test", "b.test"};
    for (size_t i = 0; i < COUNT_OF(hosts); i++) {
        (void)gs_history_add(&fixture->session.history, hosts[i], "", 1);
    }
    (void)type(fixture->view, "c.test");
    (void)gs_view_run(fixture->view, GS_COMMAND_ACCEPT);
    for (size_t i = COUNT_OF(hosts); i > 0; i--) {
        (void)gs_view_run(fixture->view, GS_COMMAND_BACK);
        assert_string_equal(gs_view_question(fixture->view)->host, hosts[i - 1]);
    }
}

static void the_family_turns_round(void **state)
{
    struct fixture *fixture = *state;
    static const int families[] = {AF_INET, AF_INET6, AF_UNSPEC};
    (void)gs_view_run(fixture->view, GS_COMMAND_CLOSE);
    for (size_t i = 0; i < COUNT_OF(families); i++) {
        (void)gs_view_run(fixture->view, GS_COMMAND_FAMILY);
        assert_int_equal(gs_view_question(fixture->view)->hints.family, families[i]);
    }
}

static void what_is_not_the_views_own_goes_to_the_app(void **state)
{
    struct fixture *fixture = *state;

    static const enum gs_command_id others[] = {
        GS_COMMAND_AGAIN,  GS_COMMAND_AGAIN_ALL, GS_COMMAND_PAUSE, GS_COMMAND_SLOWER,
        GS_COMMAND_FASTER, GS_COMMAND_COPY_PANE, GS_COMMAND_SAVE,  GS_COMMAND_REDRAW,
        GS_COMMAND_QUIT,   GS_COMMAND_SUSPEND,
    };

    (void)gs_view_run(fixture->view, GS_COMMAND_CLOSE);
    for (size_t i = 0; i < COUNT_OF(others); i++) {
        assert_int_equal(gs_view_run(fixture->view, others[i]), GS_EFFECT_NOT_MINE);
    }
    assert_int_equal(gs_view_run(fixture->view, GS_COMMAND_HELP), GS_EFFECT_REDRAW);
    assert_int_equal(gs_view_run(fixture->view, GS_COMMAND_QUIT), GS_EFFECT_NOT_MINE);
}

static void an_idle_view_never_changes_by_itself(void **state)
{
    struct fixture *fixture = *state;
    struct gs_place places[GS_PANES_MAX];
    (void)gs_view_places(fixture->view, 80, 24, places);
    assert_int_equal(gs_view_next_change_us(fixture->view), INT64_MAX);
    (void)gs_view_places(fixture->view, 120, 40, places);
    assert_int_equal(gs_view_next_change_us(fixture->view), 2000000);
    (void)gs_view_places(fixture->view, 80, 24, places);
    gs_view_say(fixture->view, GS_ROLE_TEXT, "copied");
    assert_int_equal(gs_view_next_change_us(fixture->view), 6000000);
}

static void what_is_said_counts_from_the_frame_that_shows_it(void **state)
{
    struct fixture *fixture = *state;
    gs_view_say(fixture->view, GS_ROLE_TEXT, "copied");
    gs_view_set_now(fixture->view, (struct gs_now){.us = 60000000});
    assert_int_equal(gs_view_next_change_us(fixture->view), 65000000);
    gs_view_set_now(fixture->view, (struct gs_now){.us = 61000000});
    assert_int_equal(gs_view_next_change_us(fixture->view), 65000000);
}

static void a_sentence_bears_the_sign_of_its_role(void **state)
{
    static const struct {
        enum gs_role role;
        const char *want;
    } cases[] = {
        {GS_ROLE_DIM, "so"},
        {GS_ROLE_WARN, "▲ so"},
        {GS_ROLE_ERR, "✗ so"},
    };

    struct fixture *fixture = *state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_rows line = {0};
        gs_view_say(fixture->view, cases[i].role, "so");
        gs_view_line(fixture->view, GS_LINE_FOOTER, 80, &line);
        assert_string_equal(gs_rows_text(&line, &line.runs.items[0]), cases[i].want);
        gs_rows_fini(&line);
    }
}

static void the_next_key_takes_what_was_said_away(void **state)
{
    struct fixture *fixture = *state;
    struct gs_place places[GS_PANES_MAX];
    (void)gs_view_run(fixture->view, GS_COMMAND_CLOSE);
    gs_view_say(fixture->view, GS_ROLE_TEXT, "copied");
    (void)gs_view_run(fixture->view, GS_COMMAND_NEXT_PANE);
    (void)gs_view_places(fixture->view, 80, 24, places);
    assert_int_equal(gs_view_next_change_us(fixture->view), INT64_MAX);
    gs_view_say(fixture->view, GS_ROLE_TEXT, "copied");
    (void)gs_view_run(fixture->view, GS_COMMAND_QUESTION);
    (void)type(fixture->view, "a");
    assert_int_equal(gs_view_next_change_us(fixture->view), INT64_MAX);
}

/* The sockets listen, nothing is shown over the panes, and the Lookup view is open. */
static struct gs_view *listen_there(struct fixture *fixture)
{
    bind_scene_listening(&fixture->session);
    gs_view_set_question(fixture->view, &fixture->session.lookup.question);
    return fixture->view;
}

static unsigned run_line(struct gs_view *view, const char *line)
{
    (void)gs_view_run(view, GS_COMMAND_COMMAND_LINE);
    (void)type(view, line);
    return gs_view_run(view, GS_COMMAND_ACCEPT);
}

static void leaving_the_view_closes_what_listens(void **state)
{
    struct fixture *fixture = *state;
    struct gs_view *view = listen_there(fixture);
    assert_int_equal(run_line(view, "view 1"), GS_EFFECT_REDRAW); /* it stays */
    assert_int_equal(run_line(view, "view 9"),
                     GS_EFFECT_CLOSE_SOCKETS | GS_EFFECT_REDRAW);
    assert_int_equal(gs_view_run(view, GS_COMMAND_VIEW_LOOKUP),
                     GS_EFFECT_CLOSE_SOCKETS | GS_EFFECT_REDRAW);
    log_scene_add(&fixture->session, &(struct log_scene_line){.call = "getaddrinfo",
                                                              .about = "odd.test",
                                                              .result = "",
                                                              .host = "odd.test",
                                                              .service = ""});
    (void)gs_view_run(view, GS_COMMAND_VIEW_LOG);
    assert_int_equal(gs_view_run(view, GS_COMMAND_DETAILS),
                     GS_EFFECT_ASK | GS_EFFECT_CLOSE_SOCKETS | GS_EFFECT_REDRAW);
}

static void nothing_is_closed_where_nothing_listens(void **state)
{
    struct fixture *fixture = *state;
    bind_scene_closed(&fixture->session);
    gs_view_set_question(fixture->view, &fixture->session.lookup.question);
    assert_int_equal(run_line(fixture->view, "view 9"), GS_EFFECT_REDRAW);
}

/* Whether a pane of the screen says that a row was not tried. */
static bool is_offered(struct gs_view *view)
{
    struct gs_place places[GS_PANES_MAX];
    size_t count = gs_view_places(view, 120, 40, places);
    bool is_found = false;
    for (size_t i = 0; i < count; i++) {
        struct gs_pane pane = {0};
        gs_view_pane(view, places[i].pane, 80, 10, &pane);
        is_found = is_found || strstr(gs_buf_text(&pane.info), "not tried") != NULL;
        gs_pane_fini(&pane);
    }
    return is_found;
}

static void a_null_node_is_offered_once_libc_has_answered(void **state)
{
    struct fixture *fixture = *state;
    struct gs_event event = {.type = GS_EVENT_STARTED, .round = 1};
    event.of.started.question = gs_mem_new(1, sizeof(struct gs_question));
    event.of.started.question->is_null = true;
    event.of.started.question->has_service = true;
    event.of.started.parts = GS_PART_BIT(GS_PART_SYSTEM);
    gs_session_apply(&fixture->session, &event);
    assert_false(is_offered(fixture->view));
    event = (struct gs_event){.type = GS_EVENT_SYSTEM, .round = 1};
    event.of.system = gs_system_answer_new();
    gs_session_apply(&fixture->session, &event);
    assert_true(is_offered(fixture->view));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_typed_question_is_split),
        cmocka_unit_test_setup_teardown(an_empty_host_is_asked_without_canonname,
                                        open_view, close_view),
        cmocka_unit_test_setup_teardown(a_bad_question_stays_in_its_field, open_view,
                                        close_view),
        cmocka_unit_test_setup_teardown(a_pasted_url_fills_both_fields, open_view,
                                        close_view),
        cmocka_unit_test_setup_teardown(the_first_character_replaces_the_old_question,
                                        open_view, close_view),
        cmocka_unit_test_setup_teardown(backspace_walks_the_trail_and_forward_returns,
                                        open_view, close_view),
        cmocka_unit_test_setup_teardown(backspace_goes_on_into_earlier_runs, open_view,
                                        close_view),
        cmocka_unit_test_setup_teardown(the_family_turns_round, open_view, close_view),
        cmocka_unit_test_setup_teardown(what_is_not_the_views_own_goes_to_the_app,
                                        open_view, close_view),
        cmocka_unit_test_setup_teardown(the_next_key_takes_what_was_said_away, open_view,
                                        close_view),
        cmocka_unit_test_setup_teardown(a_sentence_bears_the_sign_of_its_role, open_view,
                                        close_view),
        cmocka_unit_test_setup_teardown(what_is_said_counts_from_the_frame_that_shows_it,
                                        open_view, close_view),
        cmocka_unit_test_setup_teardown(leaving_the_view_closes_what_listens, open_view,
                                        close_view),
        cmocka_unit_test_setup_teardown(nothing_is_closed_where_nothing_listens,
                                        open_view, close_view),
        cmocka_unit_test_setup_teardown(a_null_node_is_offered_once_libc_has_answered,
                                        open_view, close_view),
        cmocka_unit_test_setup_teardown(an_idle_view_never_changes_by_itself, open_view,
                                        close_view),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
