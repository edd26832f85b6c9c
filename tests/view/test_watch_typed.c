/* SPDX-License-Identifier: MIT */
/*
 * What is typed and pasted in the monitor: which hosts it is for, and which view is seen then.
 */
#include "support/check.h"
#include "support/monitor_scene.h"

#include "gaiscope/view/view.h"

#include <string.h>

struct fixture {
    struct gs_session session;
    struct gs_view *view;
};

static void draw(struct gs_view *view)
{
    struct gs_place places[GS_PANES_MAX];
    struct gs_pane pane = {0};
    (void)gs_view_places(view, 120, 40, places);
    gs_view_pane(view, places[0].pane, 116, 22, &pane);
    gs_pane_fini(&pane);
}

static struct fixture *open_fixture(void)
{
    struct fixture *fixture = gs_mem_new(1, sizeof *fixture);
    monitor_scene_fill(&fixture->session);
    fixture->view = gs_view_new(&fixture->session);
    gs_view_show_monitor(fixture->view);
    gs_view_set_now(fixture->view, (struct gs_now){MONITOR_SCENE_US, MONITOR_SCENE_S});
    draw(fixture->view);
    return fixture;
}

static void close_fixture(struct fixture *fixture)
{
    gs_view_free(fixture->view);
    gs_session_fini(&fixture->session);
    free(fixture);
}

static void run(struct fixture *fixture, enum gs_command_id command)
{
    (void)gs_view_run(fixture->view, command);
    draw(fixture->view);
}

static unsigned type_line(struct fixture *fixture, const char *line)
{
    (void)gs_view_run(fixture->view, GS_COMMAND_COMMAND_LINE);
    (void)gs_view_type(fixture->view, line, strlen(line), false);
    return gs_view_run(fixture->view, GS_COMMAND_ACCEPT);
}

static void typed_lines_are_for_the_hosts_of_the_monitor(void **state)
{
    static const struct {
        const char *label;
        const char *line;
        enum gs_command_id from;   /* another view that is open before; else NONE */
        enum gs_request_type type; /* NONE: refused */
        size_t tags;
        size_t count;
        bool is_monitor; /* the view afterwards */
    } cases[] = {
        {"expect of the row", "expect ipv6", GS_COMMAND_NONE, GS_REQUEST_WATCH_CHANGE, 0,
         1, true},
        {"expect of what is tagged", "expect none", GS_COMMAND_NONE,
         GS_REQUEST_WATCH_CHANGE, 3, 3, true},
        {"label of the row", "label x", GS_COMMAND_NONE, GS_REQUEST_WATCH_CHANGE, 0, 1,
         true},
        {"interval of the list", "interval 7", GS_COMMAND_NONE, GS_REQUEST_WATCH_INTERVAL,
         3, 0, true},
        {"elsewhere it is the question's", "interval 7", GS_COMMAND_VIEW_LOOKUP,
         GS_REQUEST_INTERVAL, 0, 0, false},
        {"interval of the row", "every 5m", GS_COMMAND_NONE, GS_REQUEST_WATCH_INTERVAL, 0,
         1, true},
        {"of what is tagged", "every off", GS_COMMAND_NONE, GS_REQUEST_WATCH_INTERVAL, 2,
         2, true},
        {"no interval", "every 5q", GS_COMMAND_NONE, GS_REQUEST_NONE, 0, 0, false},
        {"no interval of hosts that are not seen", "every 5s", GS_COMMAND_VIEW_LOOKUP,
         GS_REQUEST_NONE, 0, 0, false},
        {"of hosts that are not seen", "expect ipv6", GS_COMMAND_VIEW_LOOKUP,
         GS_REQUEST_NONE, 0, 0, false},
        {"watch shows them", "watch a.test", GS_COMMAND_VIEW_LOOKUP, GS_REQUEST_WATCH, 0,
         0, true},
        {"monitor too", "monitor a.txt", GS_COMMAND_VIEW_LOOKUP, GS_REQUEST_MONITOR, 0, 0,
         true},
        {"write stays", "write", GS_COMMAND_VIEW_LOOKUP, GS_REQUEST_WRITE, 0, 0, false},
        {"another line stays", "theme light", GS_COMMAND_VIEW_LOOKUP, GS_REQUEST_THEME, 0,
         0, false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct fixture *fixture = open_fixture();
        struct gs_request request = {0};
        check_case(cases[i].label);
        for (size_t k = 0; k < cases[i].tags; k++) {
            run(fixture, GS_COMMAND_TAG);
        }
        if (cases[i].from != GS_COMMAND_NONE) {
            run(fixture, cases[i].from);
        }
        unsigned effects = type_line(fixture, cases[i].line);
        bool is_asked = (effects & GS_EFFECT_REQUEST) != 0;
        assert_int_equal(is_asked, cases[i].type != GS_REQUEST_NONE);
        assert_int_equal(is_asked && gs_view_claim_request(fixture->view, &request),
                         is_asked);
        assert_int_equal(request.type, cases[i].type);
        assert_int_equal(request.id_count, cases[i].count);
        assert_int_equal(gs_view_takes_hosts(fixture->view), cases[i].is_monitor);
        close_fixture(fixture);
    }
}

static void a_paste_is_hosts_where_nothing_is_being_typed(void **state)
{
    (void)state;
    struct fixture *fixture = open_fixture();
    struct gs_request request = {0};
    struct gs_buf lines = {0};
    gs_buf_add_text(&lines, "a.test\nb.test\n");
    assert_true(gs_view_takes_hosts(fixture->view));
    unsigned effects = gs_view_paste_hosts(fixture->view, &lines, true);
    assert_true((effects & GS_EFFECT_REQUEST) != 0);
    assert_true(gs_view_claim_request(fixture->view, &request));
    assert_int_equal(request.type, GS_REQUEST_WATCH);
    assert_ptr_equal(request.pasted, &lines);
    assert_true(request.is_cut);
    (void)gs_view_run(fixture->view, GS_COMMAND_COMMAND_LINE);
    assert_false(gs_view_takes_hosts(fixture->view));
    (void)gs_view_run(fixture->view, GS_COMMAND_CLOSE);
    (void)gs_view_run(fixture->view, GS_COMMAND_FILTER);
    assert_false(gs_view_takes_hosts(fixture->view));
    gs_buf_fini(&lines);
    close_fixture(fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(typed_lines_are_for_the_hosts_of_the_monitor),
        cmocka_unit_test(a_paste_is_hosts_where_nothing_is_being_typed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
