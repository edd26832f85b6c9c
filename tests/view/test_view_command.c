/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/view/view.h"

#include <stdlib.h>
#include <string.h>

#include <netdb.h>
#include <sys/socket.h>

static const struct gs_choice themes[] = {{"dark", NULL, 0}, {"light", NULL, 1}};

/* A view of an empty session, its keys in the command line. */
struct fixture {
    struct gs_session session;
    struct gs_view *view;
    struct gs_pane drawer;
    struct gs_rows line;
};

static int open_line(void **state)
{
    struct fixture *of = gs_mem_new(1, sizeof *of);
    of->view = gs_view_new(&of->session);
    gs_view_set_now(of->view, (struct gs_now){.us = 1000000, .wall_s = 1763814665});
    gs_view_set_themes(of->view, (struct gs_choices){themes, COUNT_OF(themes)});
    (void)gs_view_run(of->view, GS_COMMAND_CLOSE);
    (void)gs_view_run(of->view, GS_COMMAND_COMMAND_LINE);
    *state = of;
    return 0;
}

static int close_line(void **state)
{
    struct fixture *of = *state;
    gs_pane_fini(&of->drawer);
    gs_rows_fini(&of->line);
    gs_view_free(of->view);
    gs_session_fini(&of->session);
    free(of);
    return 0;
}

static void type(struct fixture *of, const char *text)
{
    assert_int_equal(gs_view_type(of->view, text, strlen(text), false), GS_EFFECT_REDRAW);
}

static unsigned press(struct fixture *of, enum gs_command_id command)
{
    return gs_view_run(of->view, command);
}

/* What stands in the command line, without the sign and the blanks behind. */
static void expect_line(struct fixture *of, const char *expected)
{
    struct gs_buf text = {0};
    gs_view_line(of->view, GS_LINE_COMMAND, 80, &of->line);
    for (size_t i = 1; i < of->line.runs.count; i++) {
        gs_buf_add_text(&text, gs_rows_text(&of->line, &of->line.runs.items[i]));
    }
    while (text.len > 0 && text.data[text.len - 1] == ' ') {
        text.data[--text.len] = '\0';
    }
    assert_string_equal(gs_buf_text(&text), expected);
    gs_buf_fini(&text);
}

/* Whether a text stands in the pane of completions, its title's info included. */
static bool shows(struct fixture *of, const char *text)
{
    bool has_it = false;
    if (gs_view_drawer(of->view, 80, 24, &of->drawer) == 0) {
        return false;
    }
    has_it = strstr(gs_buf_text(&of->drawer.info), text) != NULL;
    for (size_t i = 0; !has_it && i < of->drawer.rows.runs.count; i++) {
        const struct gs_run *run = &of->drawer.rows.runs.items[i];
        has_it = strstr(gs_rows_text(&of->drawer.rows, run), text) != NULL;
    }
    return has_it;
}

static void the_line_opens_over_the_panes_and_leaves_them(void **state)
{
    struct fixture *of = *state;
    assert_int_equal(gs_view_context(of->view), GS_CONTEXT_COMMAND);
    assert_true(gs_view_drawer(of->view, 80, 24, &of->drawer) > 3);
    (void)press(of, GS_COMMAND_CLOSE);
    assert_int_equal(gs_view_context(of->view), GS_CONTEXT_PANES);
    assert_int_equal(gs_view_drawer(of->view, 80, 24, &of->drawer), 0);
    (void)press(of, GS_COMMAND_COMMAND_LINE);
    (void)press(of, GS_COMMAND_EDIT_BACKSPACE); /* nothing is left to delete */
    assert_int_equal(gs_view_context(of->view), GS_CONTEXT_PANES);
}

static void tab_completes_and_then_chooses(void **state)
{
    struct fixture *of = *state;
    type(of, "zo");
    (void)press(of, GS_COMMAND_COMPLETE);
    expect_line(of, "zoom");
    (void)press(of, GS_COMMAND_EDIT_KILL_TO_START);
    type(of, "theme ");
    (void)press(of, GS_COMMAND_COMPLETE); /* nothing more in common: the first one */
    expect_line(of, "theme dark");
    (void)press(of, GS_COMMAND_CHOOSE_NEXT);
    expect_line(of, "theme light");
    (void)press(of, GS_COMMAND_CHOOSE_NEXT); /* behind the last is what was typed */
    expect_line(of, "theme");
    (void)press(of, GS_COMMAND_CHOOSE_PREVIOUS);
    expect_line(of, "theme light");
    (void)press(of, GS_COMMAND_COMPLETE);
    assert_true(shows(of, "1 fits"));
}

static void a_form_is_filled_in_before_it_runs(void **state)
{
    struct fixture *of = *state;
    type(of, "filt");
    (void)press(of, GS_COMMAND_CHOOSE_NEXT);
    expect_line(of, "filter TEXT");
    assert_int_equal(press(of, GS_COMMAND_ACCEPT), GS_EFFECT_REDRAW);
    assert_int_equal(gs_view_context(of->view), GS_CONTEXT_COMMAND);
    type(of, "x");
    expect_line(of, "filter x");
    (void)press(of, GS_COMMAND_ACCEPT);
    assert_int_equal(gs_view_context(of->view), GS_CONTEXT_PANES);
}

static void typing_goes_on_from_what_was_chosen(void **state)
{
    struct fixture *of = *state;
    type(of, "interval ");
    (void)press(of, GS_COMMAND_CHOOSE_NEXT);
    expect_line(of, "interval 1");
    type(of, "5");
    expect_line(of, "interval 15");
}

static void a_wrong_line_is_refused_and_stays(void **state)
{
    struct fixture *of = *state;
    type(of, "xyzzy");
    assert_int_equal(press(of, GS_COMMAND_ACCEPT), GS_EFFECT_REDRAW);
    assert_int_equal(gs_view_context(of->view), GS_CONTEXT_COMMAND);
    expect_line(of, "xyzzy");
    assert_true(shows(of, "✗ not run"));
    assert_true(shows(of, "\"xyzzy\" is no command"));
    type(of, "y"); /* the reason goes with the next key */
    assert_false(shows(of, "✗ not run"));
    struct gs_request request;
    assert_false(gs_view_claim_request(of->view, &request));
}

static void a_view_command_is_run_by_its_name(void **state)
{
    struct fixture *of = *state;
    type(of, "question");
    assert_int_equal(press(of, GS_COMMAND_ACCEPT), GS_EFFECT_REDRAW);
    assert_int_equal(gs_view_context(of->view), GS_CONTEXT_QUESTION);
}

static void what_is_the_apps_is_passed_on(void **state)
{
    struct fixture *of = *state;

    static const struct {
        const char *line;
        enum gs_request_type type;
    } cases[] = {
        {"quit", GS_REQUEST_COMMAND},
        {"again-all", GS_REQUEST_COMMAND},
        {"server 192.0.2.53", GS_REQUEST_SERVER},
        {"server default", GS_REQUEST_SERVER},
        {"theme light", GS_REQUEST_THEME},
        {"interval off", GS_REQUEST_INTERVAL},
        {"record a.rec", GS_REQUEST_RECORD},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_request request;
        check_case(cases[i].line);
        (void)press(of, GS_COMMAND_COMMAND_LINE);
        type(of, cases[i].line);
        assert_true((press(of, GS_COMMAND_ACCEPT) & GS_EFFECT_REQUEST) != 0);
        assert_true(gs_view_claim_request(of->view, &request));
        assert_int_equal(request.type, cases[i].type);
        assert_false(gs_view_claim_request(of->view, &request));
    }
}

static void a_question_and_other_arguments_are_asked(void **state)
{
    struct fixture *of = *state;
    type(of, "family inet6");
    assert_int_equal(press(of, GS_COMMAND_ACCEPT), GS_EFFECT_REDRAW); /* nothing asked */
    assert_int_equal(gs_view_question(of->view)->hints.family, AF_INET6);
    (void)press(of, GS_COMMAND_COMMAND_LINE);
    type(of, "ask https://iana.org/x");
    assert_true((press(of, GS_COMMAND_ACCEPT) & GS_EFFECT_ASK) != 0);
    assert_string_equal(gs_view_question(of->view)->host, "iana.org");
    assert_string_equal(gs_view_question(of->view)->service, "https");
    assert_int_equal(gs_view_context(of->view), GS_CONTEXT_PANES);
    (void)press(of, GS_COMMAND_COMMAND_LINE);
    type(of, "service 25");
    assert_true((press(of, GS_COMMAND_ACCEPT) & GS_EFFECT_ASK) != 0);
    assert_string_equal(gs_view_question(of->view)->host, "iana.org");
    assert_string_equal(gs_view_question(of->view)->service, "25");
    (void)press(of, GS_COMMAND_COMMAND_LINE);
    type(of, "ask [2001:db8::7");
    (void)press(of, GS_COMMAND_ACCEPT); /* stays in the question line, with the reason */
    assert_int_equal(gs_view_context(of->view), GS_CONTEXT_QUESTION);
}

static void lines_run_before_come_back(void **state)
{
    struct fixture *of = *state;
    (void)press(of, GS_COMMAND_RECALL);
    assert_true(shows(of, "no command was run before"));
    type(of, "zoom");
    (void)press(of, GS_COMMAND_ACCEPT);
    (void)press(of, GS_COMMAND_COMMAND_LINE);
    type(of, "view log");
    (void)press(of, GS_COMMAND_ACCEPT);
    (void)press(of, GS_COMMAND_COMMAND_LINE);
    (void)press(of, GS_COMMAND_RECALL);
    expect_line(of, "view log");
    (void)press(of, GS_COMMAND_RECALL);
    expect_line(of, "zoom");
    (void)press(of, GS_COMMAND_RECALL);
    expect_line(of, "zoom");
    assert_true(shows(of, "the oldest command"));
}

static void what_the_app_refuses_comes_back_with_the_reason(void **state)
{
    struct fixture *of = *state;
    struct gs_request request;
    type(of, "theme nosuch");
    (void)press(of, GS_COMMAND_ACCEPT);
    assert_true(gs_view_claim_request(of->view, &request));
    gs_view_refuse(of->view, "theme nosuch is not known\x1b[2J");
    assert_int_equal(gs_view_context(of->view), GS_CONTEXT_COMMAND);
    expect_line(of, "theme nosuch");
    assert_true(shows(of, "theme nosuch is not known\\x1B[2J"));
}

static void a_long_list_follows_what_is_chosen(void **state)
{
    struct fixture *of = *state;
    size_t height = gs_view_drawer(of->view, 80, 24, &of->drawer);
    for (size_t i = 0; i < height + 3; i++) {
        (void)press(of, GS_COMMAND_CHOOSE_NEXT);
    }
    (void)gs_view_drawer(of->view, 80, 24, &of->drawer);
    assert_int_equal(of->drawer.selected, height + 2);
    const struct gs_row *last = &of->drawer.rows.rows.items[height - 1];
    assert_int_equal(last->item, height + 2);
}

static void a_paste_is_one_line_within_the_limit(void **state)
{
    struct fixture *of = *state;
    struct gs_buf paste = {0};
    for (int i = 0; i < 5000; i++) {
        gs_buf_add_text(&paste, "\x1b[31mzoom\r\n");
    }
    (void)gs_view_type(of->view, gs_buf_text(&paste), paste.len, true);
    assert_int_equal(gs_view_context(of->view), GS_CONTEXT_COMMAND);
    assert_true(gs_view_drawer(of->view, 40, 12, &of->drawer) > 0);
    assert_int_equal(press(of, GS_COMMAND_ACCEPT), GS_EFFECT_REDRAW);
    assert_true(shows(of, "✗ not run"));
    gs_buf_fini(&paste);
}

#define unit(test) cmocka_unit_test_setup_teardown(test, open_line, close_line)

int main(void)
{
    const struct CMUnitTest tests[] = {
        unit(the_line_opens_over_the_panes_and_leaves_them),
        unit(tab_completes_and_then_chooses),
        unit(a_form_is_filled_in_before_it_runs),
        unit(typing_goes_on_from_what_was_chosen),
        unit(a_wrong_line_is_refused_and_stays),
        unit(a_view_command_is_run_by_its_name),
        unit(what_is_the_apps_is_passed_on),
        unit(a_question_and_other_arguments_are_asked),
        unit(lines_run_before_come_back),
        unit(what_the_app_refuses_comes_back_with_the_reason),
        unit(a_long_list_follows_what_is_chosen),
        unit(a_paste_is_one_line_within_the_limit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
