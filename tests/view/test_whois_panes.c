/* SPDX-License-Identifier: MIT */
/* Whose text view 7 shows, what a copy of it holds, and what a million lines cost. */
#include "support/check.h"
#include "support/whois_scene.h"

#include "gaiscope/model/event.h"
#include "gaiscope/view/view.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    COLS = 120,
    ROWS = 40,
};

/** What a test works with. */
struct stage {
    struct gs_session session;
    struct gs_view *view;
};

static int set_up(void **state)
{
    struct stage *stage = gs_mem_new(1, sizeof *stage);
    stage->view = gs_view_new(&stage->session);
    gs_view_set_now(stage->view, (struct gs_now){.us = 3000000, .wall_s = 1795350667});
    (void)gs_view_run(stage->view, GS_COMMAND_CLOSE);
    (void)gs_view_run(stage->view, GS_COMMAND_VIEW_WHOIS);
    *state = stage;
    return 0;
}

static int tear_down(void **state)
{
    struct stage *stage = *state;
    gs_view_free(stage->view);
    gs_session_fini(&stage->session);
    free(stage);
    return 0;
}

/* A frame: the title and the rows of every pane, and the focused pane's title alone. */
static void draw(struct stage *stage, struct gs_buf *all, struct gs_buf *focused)
{
    struct gs_place places[GS_PANES_MAX];
    size_t count = gs_view_places(stage->view, COLS, ROWS, places);
    gs_buf_clear(all);
    for (size_t i = 0; i < count; i++) {
        struct gs_pane pane = {0};
        gs_view_pane(stage->view, places[i].pane, 114, 12, &pane);
        gs_buf_addf(all, "[%s %s]\n", pane.title, gs_buf_text(&pane.info));
        for (size_t j = 0; j < pane.rows.runs.count; j++) {
            gs_buf_addf(all, "%s\n", gs_rows_text(&pane.rows, &pane.rows.runs.items[j]));
        }
        if (pane.has_focus && focused != NULL) {
            gs_buf_clear(focused);
            gs_buf_addf(focused, "%s", pane.title);
        }
        gs_pane_fini(&pane);
    }
}

static void expect(struct stage *stage, const char *text)
{
    struct gs_buf all = {0};
    draw(stage, &all, NULL);
    if (strstr(gs_buf_text(&all), text) == NULL) {
        fail_msg("%s is not in\n%s", text, gs_buf_text(&all));
    }
    gs_buf_fini(&all);
}

static void focus(struct stage *stage, const char *title)
{
    struct gs_buf all = {0};
    struct gs_buf focused = {0};
    for (int i = 0; i < GS_PANES_MAX; i++) {
        draw(stage, &all, &focused);
        if (strcmp(gs_buf_text(&focused), title) == 0) {
            gs_buf_fini(&all);
            gs_buf_fini(&focused);
            return;
        }
        (void)gs_view_run(stage->view, GS_COMMAND_NEXT_PANE);
    }
    fail_msg("no pane %s", title);
}

static void the_chosen_hop_has_its_text_shown(void **state)
{
    struct stage *stage = *state;
    whois_scene_chain(&stage->session);
    expect(stage, "[Text whois.registrar.example]");
    focus(stage, "Referrals");
    (void)gs_view_run(stage->view, GS_COMMAND_FIRST);
    expect(stage, "[Text whois.iana.org]");
    (void)gs_view_run(stage->view, GS_COMMAND_DOWN);
    expect(stage, "No match for www.python.org.");
    (void)gs_view_run(stage->view, GS_COMMAND_LAST);
    expect(stage, "[Text whois.registrar.example]");
}

static void another_question_shows_its_last_text(void **state)
{
    struct stage *stage = *state;
    whois_scene_chain(&stage->session);
    focus(stage, "Referrals");
    (void)gs_view_run(stage->view, GS_COMMAND_FIRST);
    expect(stage, "[Text whois.iana.org]");
    (void)gs_view_run(stage->view, GS_COMMAND_QUESTION);
    (void)gs_view_type(stage->view, "192.0.2.7", 9, true);
    (void)gs_view_run(stage->view, GS_COMMAND_ACCEPT);
    whois_scene_network(&stage->session);
    expect(stage, "[Text whois.arin.net]");
}

static void a_copy_of_the_text_has_whole_lines(void **state)
{
    struct stage *stage = *state;
    whois_scene_hostile(&stage->session);
    focus(stage, "Text");
    char *copy = gs_view_copy_pane(stage->view);
    assert_non_null(strstr(copy, "\nRegistrar: \\x1B[31mred\\x1B]0;title\\x07\n"));
    assert_non_null(strstr(copy, "\nRegistrant Organization: Müller \\u{009B}2J\n"));
    assert_null(strchr(copy, '\x1b'));
    free(copy);
}

/* A chain of one server with this text, about a host that was asked. */
static void apply_text(struct gs_session *session, const char *text, size_t len)
{
    whois_scene_chain(session);
    struct gs_whois *whois = gs_whois_copy(session->lookup.now.whois);
    struct gs_whois_hop *hop = &whois->hops.items[whois->hops.count - 1];
    gs_whois_text_set(&hop->text, text, len);
    struct gs_event event = {.type = GS_EVENT_WHOIS,
                             .round = session->lookup.parts[GS_PART_WHOIS].round,
                             .of.whois = whois};
    gs_session_apply(session, &event);
}

static void a_million_lines_are_counted_and_filtered(void **state)
{
    struct stage *stage = *state;
    char *text = gs_mem_new(GS_WHOIS_BYTES_MAX, 1);
    memset(text, '\n', GS_WHOIS_BYTES_MAX);
    memcpy(text + 700000, "needle", 6);
    apply_text(&stage->session, text, GS_WHOIS_BYTES_MAX);
    focus(stage, "Text");
    (void)gs_view_run(stage->view, GS_COMMAND_LAST);
    expect(stage, "[Text whois.registrar.example]");
    (void)gs_view_run(stage->view, GS_COMMAND_FILTER);
    (void)gs_view_type(stage->view, "needle", 6, false);
    (void)gs_view_run(stage->view, GS_COMMAND_ACCEPT);
    expect(stage, "1 of 1,048,570 lines");
    expect(stage, "\nneedle\n");
    free(text);
}

static void a_line_without_an_end_is_cut(void **state)
{
    struct stage *stage = *state;
    char *text = gs_mem_new(GS_WHOIS_BYTES_MAX, 1);
    memset(text, 'x', GS_WHOIS_BYTES_MAX);
    apply_text(&stage->session, text, GS_WHOIS_BYTES_MAX);
    focus(stage, "Text");
    expect(stage, "xxxx");
    char *copy = gs_view_copy_pane(stage->view);
    assert_true(strlen(copy) < 10000);
    assert_non_null(strstr(copy, "xxx…\n"));
    free(copy);
    free(text);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_chosen_hop_has_its_text_shown, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(another_question_shows_its_last_text, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_copy_of_the_text_has_whole_lines, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_million_lines_are_counted_and_filtered, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_line_without_an_end_is_cut, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("whois_panes", tests, NULL, NULL);
}
