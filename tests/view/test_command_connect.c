/* SPDX-License-Identifier: MIT */
/* What is typed behind `:connect` asks the app for, and what is offered meanwhile. */
#include "support/check.h"

#include "gaiscope/view/view.h"

#include <stdlib.h>
#include <string.h>

/* A view that connects to www, its keys in the command line. */
struct fixture {
    struct gs_session session;
    struct gs_view *view;
};

static int open_line(void **state)
{
    struct fixture *of = gs_mem_new(1, sizeof *of);
    struct gs_connect_choice choice = {.services = {"www"}, .service_count = 1};
    of->view = gs_view_new(&of->session);
    gs_view_set_now(of->view, (struct gs_now){.us = 1000000, .wall_s = 1763814665});
    gs_view_set_connect(of->view, &choice);
    (void)gs_view_run(of->view, GS_COMMAND_CLOSE);
    (void)gs_view_run(of->view, GS_COMMAND_COMMAND_LINE);
    *state = of;
    return 0;
}

static int close_line(void **state)
{
    struct fixture *of = *state;
    gs_view_free(of->view);
    gs_session_fini(&of->session);
    free(of);
    return 0;
}

static void type(struct fixture *of, const char *text)
{
    (void)gs_view_run(of->view, GS_COMMAND_EDIT_KILL_TO_START);
    (void)gs_view_type(of->view, text, strlen(text), false);
}

/* What matches is a run of its own: the text is that of all runs. */
static bool has(const struct gs_rows *rows, const char *text)
{
    struct gs_buf all = {0};
    for (size_t i = 0; i < rows->runs.count; i++) {
        gs_buf_add_text(&all, gs_rows_text(rows, &rows->runs.items[i]));
    }
    bool is_there = strstr(gs_buf_text(&all), text) != NULL;
    gs_buf_fini(&all);
    return is_there;
}

/* Whether the pane of completions has a text. */
static bool offers(struct fixture *of, const char *text)
{
    struct gs_pane drawer = {0};
    bool is_there = gs_view_drawer(of->view, 80, 40, &drawer) > 0;
    is_there = is_there && has(&drawer.rows, text);
    gs_pane_fini(&drawer);
    return is_there;
}

static void what_is_typed_is_requested(void **state)
{
    static const struct {
        const char *line;
        const char *choice;
    } cases[] = {
        {"connect www,https banner", "www,https banner"},
        {"connect 8080", "8080"},
        {"connect banner", "www banner"},
        {"connect always", "www always"},
        {"connect default", "default"},
    };
    struct fixture *of = *state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_request request = {0};
        struct gs_buf text = {0};
        struct gs_connect_choice www = {.services = {"www"}, .service_count = 1};
        check_case(cases[i].line);
        gs_view_set_connect(of->view, &www);
        type(of, cases[i].line);
        unsigned effects = gs_view_run(of->view, GS_COMMAND_ACCEPT);
        assert_true((effects & GS_EFFECT_REQUEST) != 0);
        assert_true(gs_view_claim_request(of->view, &request));
        assert_int_equal(request.type, GS_REQUEST_CONNECT);
        gs_connect_choice_format(&request.connect, &text);
        assert_string_equal(gs_buf_text(&text), cases[i].choice);
        assert_false(gs_view_claim_request(of->view, &request));
        gs_buf_fini(&text);
        (void)gs_view_run(of->view, GS_COMMAND_COMMAND_LINE);
    }
}

static void what_is_wrong_stays_in_the_line_and_is_not_requested(void **state)
{
    static const struct {
        const char *line;
        const char *says;
    } cases[] = {
        {"connect www,,https", "is no service"},
        {"connect 0", "is no service"},
        {"connect www https", "one word too many"},
        {"connect 1,2,3,4,5,6,7,8,9", "8 services are the most"},
    };
    struct fixture *of = *state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_request request = {0};
        check_case(cases[i].line);
        type(of, cases[i].line);
        unsigned effects = gs_view_run(of->view, GS_COMMAND_ACCEPT);
        assert_false((effects & GS_EFFECT_REQUEST) != 0);
        assert_false(gs_view_claim_request(of->view, &request));
        assert_int_equal(gs_view_context(of->view), GS_CONTEXT_COMMAND);
        struct gs_rows rows = {0};
        bool is_said = offers(of, cases[i].says);
        for (int line = 0; !is_said && line < GS_LINE_COUNT; line++) {
            gs_view_line(of->view, (enum gs_line)line, 120, &rows);
            is_said = has(&rows, cases[i].says);
        }
        gs_rows_fini(&rows);
        assert_true(is_said);
    }
}

static void words_that_may_follow_are_offered(void **state)
{
    struct fixture *of = *state;
    struct gs_connect_choice now = {.services = {"8443"}, .service_count = 1};
    gs_view_set_connect(of->view, &now);
    type(of, "connect ");
    assert_true(offers(of, "www,https"));
    assert_true(offers(of, "smtp banner"));
    assert_true(offers(of, "8443"));
    assert_true(offers(of, "as it is"));
    type(of, "connect smtp al");
    assert_true(offers(of, "always"));
    assert_false(offers(of, "default"));
    type(of, "connect www,ht");
    assert_true(offers(of, "https"));
    assert_false(offers(of, "as it is"));
    type(of, "connect zz");
    assert_false(offers(of, "https"));
}

static void tab_completes_the_last_word_alone(void **state)
{
    struct fixture *of = *state;
    struct gs_rows line = {0};
    type(of, "connect 8080,www alw");
    (void)gs_view_run(of->view, GS_COMMAND_COMPLETE);
    gs_view_line(of->view, GS_LINE_COMMAND, 80, &line);
    struct gs_buf text = {0};
    for (size_t i = 0; i < line.runs.count; i++) {
        gs_buf_add_text(&text, gs_rows_text(&line, &line.runs.items[i]));
    }
    assert_non_null(strstr(gs_buf_text(&text), "connect 8080,www always"));
    gs_buf_fini(&text);
    gs_rows_fini(&line);
}

#define line_test(name) cmocka_unit_test_setup_teardown(name, open_line, close_line)

int main(void)
{
    const struct CMUnitTest tests[] = {
        line_test(what_is_typed_is_requested),
        line_test(what_is_wrong_stays_in_the_line_and_is_not_requested),
        line_test(words_that_may_follow_are_offered),
        line_test(tab_completes_the_last_word_alone),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
