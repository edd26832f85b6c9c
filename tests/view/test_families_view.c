/* SPDX-License-Identifier: MIT */
/* One family alone in every view, and the families pane as a person uses it. */
#include "../src/view/family_items.h"
#include "../src/view/race_pane.h"
#include "support/check.h"
#include "support/families_scene.h"

#include "gaiscope/view/view.h"

#include <stdlib.h>
#include <string.h>

#include <sys/socket.h>

/* A session with its view, drawn as wide as a usual screen. */
struct fixture {
    struct gs_session session;
    struct gs_view *view;
    struct gs_place places[GS_PANES_MAX];
    size_t count;
    struct gs_rows line;
};

static int open_view(void **state)
{
    struct fixture *of = gs_mem_new(1, sizeof *of);
    of->view = gs_view_new(&of->session);
    gs_view_set_now(of->view, (struct gs_now){.us = FAMILIES_SCENE_US + 2000000,
                                              .wall_s = FAMILIES_SCENE_S + 2});
    *state = of;
    return 0;
}

static int close_view(void **state)
{
    struct fixture *of = *state;
    gs_rows_fini(&of->line);
    gs_view_free(of->view);
    gs_session_fini(&of->session);
    free(of);
    return 0;
}

static void draw(struct fixture *of)
{
    of->count = gs_view_places(of->view, 120, 40, of->places);
    for (size_t i = 0; i < of->count; i++) {
        struct gs_pane pane = {0};
        gs_view_pane(of->view, of->places[i].pane, 116, 20, &pane);
        gs_pane_fini(&pane);
    }
}

static bool line_has(struct fixture *of, enum gs_line line, const char *text)
{
    gs_view_line(of->view, line, 120, &of->line);
    for (size_t i = 0; i < of->line.runs.count; i++) {
        if (strstr(gs_rows_text(&of->line, &of->line.runs.items[i]), text) != NULL) {
            return true;
        }
    }
    return false;
}

static void show(struct fixture *of, const char *host)
{
    struct gs_question *question = gs_mem_new(1, sizeof *question);
    (void)gs_question_set(question, host, NULL);
    question->hints = gs_hints_default();
    (void)memcpy(question->host_ascii, question->host, sizeof question->host);
    gs_view_set_question(of->view, question);
    free(question);
}

static void every_view_says_that_one_family_is_asked(void **state)
{
    struct fixture *of = *state;

    static const struct {
        const char *label;
        enum gs_command_id view;
        const char *said; /* of what v does there */
    } cases[] = {
        {"Lookup", GS_COMMAND_VIEW_LOOKUP, "IPv4 alone is asked"},
        {"Order", GS_COMMAND_VIEW_ORDER, "IPv4 alone is asked"},
        {"Race", GS_COMMAND_VIEW_RACE, "IPv4 alone is asked, and raced"},
        {"Records", GS_COMMAND_VIEW_RECORDS, "the other's address records are hidden"},
        {"Services", GS_COMMAND_VIEW_SERVICES, "IPv4 alone is asked"},
        {"Whois", GS_COMMAND_VIEW_WHOIS, "whois is the same for both"},
        {"Log", GS_COMMAND_VIEW_LOG, "IPv4 alone is asked"},
    };

    families_scene_fill(&of->session);
    show(of, "www.example.com");
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        check_case(cases[i].label);
        (void)gs_view_run(of->view, cases[i].view);
        draw(of);
        assert_false(line_has(of, GS_LINE_QUESTION, "IPv4 only"));
        unsigned effects = gs_view_run(of->view, GS_COMMAND_FAMILY);
        draw(of);
        assert_true((effects & GS_EFFECT_ASK) != 0);
        assert_true(line_has(of, GS_LINE_QUESTION, "IPv4 only"));
        assert_true(line_has(of, GS_LINE_FOOTER, cases[i].said));
        (void)gs_view_run(of->view, GS_COMMAND_FAMILY);
        draw(of);
        assert_true(line_has(of, GS_LINE_QUESTION, "IPv6 only"));
        (void)gs_view_run(of->view, GS_COMMAND_FAMILY);
        assert_int_equal(gs_view_question(of->view)->hints.family, AF_UNSPEC);
    }
}

static void the_mail_view_turns_its_sender_alone(void **state)
{
    struct fixture *of = *state;
    families_scene_fill(&of->session);
    show(of, "www.example.com");
    (void)gs_view_run(of->view, GS_COMMAND_VIEW_MAIL);
    draw(of);
    assert_int_equal(gs_view_run(of->view, GS_COMMAND_FAMILY), GS_EFFECT_REDRAW);
    assert_int_equal(gs_view_question(of->view)->hints.family, AF_UNSPEC);
}

static void measured_panes_are_asked_again_while_they_are_seen(void **state)
{
    struct fixture *of = *state;
    families_scene_fill(&of->session);
    show(of, "www.example.com");
    draw(of);
    assert_int_equal(gs_view_measured(of->view), 0);
    (void)gs_view_run(of->view, GS_COMMAND_COMMAND_LINE);
    (void)gs_view_type(of->view, "families", strlen("families"), false);
    (void)gs_view_run(of->view, GS_COMMAND_ACCEPT);
    draw(of);
    assert_true((gs_view_measured(of->view) & GS_PART_BIT(GS_PART_FAMILIES)) != 0);
    assert_int_equal(gs_view_measured(of->view) & GS_PART_BIT(GS_PART_RACE), 0);
}

static void families_connect_when_the_race_is_over(void **state)
{
    struct fixture *of = *state;
    families_scene_fill(&of->session);
    show(of, "www.example.com");
    struct gs_part_state *parts = of->session.lookup.parts;
    parts[GS_PART_FAMILIES].progress = GS_PROGRESS_IDLE;
    parts[GS_PART_RACE].progress = GS_PROGRESS_IDLE;
    unsigned both = GS_PART_BIT(GS_PART_RACE) | GS_PART_BIT(GS_PART_FAMILIES);
    (void)gs_view_run(of->view, GS_COMMAND_VIEW_RACE);
    draw(of);
    assert_int_equal(gs_view_wants(of->view).parts & both, GS_PART_BIT(GS_PART_RACE));
    (void)gs_view_run(of->view, GS_COMMAND_COMMAND_LINE);
    (void)gs_view_type(of->view, "families", strlen("families"), false);
    (void)gs_view_run(of->view, GS_COMMAND_ACCEPT);
    draw(of);
    parts[GS_PART_RACE].progress = GS_PROGRESS_WAITING;
    assert_int_equal(gs_view_wants(of->view).parts & both, 0);
    parts[GS_PART_RACE].progress = GS_PROGRESS_DONE;
    assert_int_equal(gs_view_wants(of->view).parts & both, GS_PART_BIT(GS_PART_FAMILIES));
}

/* -- items --------------------------------------------------------------------------- */

static struct gs_pane_context context_of(const struct fixture *of, size_t column,
                                         bool is_reversed)
{
    return (struct gs_pane_context){
        .session = &of->session,
        .lookup = &of->session.lookup,
        .now = {.us = FAMILIES_SCENE_US, .wall_s = FAMILIES_SCENE_S},
        .sort = {column, is_reversed},
    };
}

/* "www v6": the first letters of a host and its family. */
static void expect_items(const struct fixture *of, struct gs_sort sort,
                         const char *expected)
{
    struct gs_pane_context context = context_of(of, sort.column, sort.is_reversed);
    struct gs_family_item_list items = {0};
    struct gs_buf text = {0};
    gs_family_items(&context, &items);
    for (size_t i = 0; i < items.count; i++) {
        gs_buf_addf(&text, "%s%.3s%c", i == 0 ? "" : " ", items.items[i].row->host,
                    items.items[i].side == 0 ? '6' : '4');
    }
    assert_string_equal(gs_buf_text(&text), expected);
    gs_buf_fini(&text);
    gs_vec_fini(&items);
}

static void rows_are_sorted_by_host_family_and_time(void **state)
{
    struct fixture *of = *state;
    families_scene_many(&of->session);
    expect_items(of, (struct gs_sort){GS_FAMILY_SORT_GIVEN, false},
                 "www6 www4 old6 old4 a-r6 a-r4 v4o6 v4o4 nos6 nos4");
    expect_items(of, (struct gs_sort){GS_FAMILY_SORT_HOST, false},
                 "a-r6 a-r4 nos6 nos4 old6 old4 v4o6 v4o4 www6 www4");
    expect_items(of, (struct gs_sort){GS_FAMILY_SORT_FAMILY, false},
                 "www6 old6 a-r6 v4o6 nos6 www4 old4 a-r4 v4o4 nos4");
    expect_items(of, (struct gs_sort){GS_FAMILY_SORT_TIME, false},
                 "old4 www6 www4 a-r4 v4o6 old6 a-r6 v4o4 nos6 nos4");
    expect_items(of, (struct gs_sort){GS_FAMILY_SORT_TIME, true},
                 "v4o6 a-r4 www4 www6 old4 nos4 nos6 v4o4 a-r6 old6");
}

static void one_family_has_one_row_a_host(void **state)
{
    struct fixture *of = *state;
    families_scene_v6(&of->session);
    expect_items(of, (struct gs_sort){GS_FAMILY_SORT_GIVEN, false},
                 "www6 old6 a-r6 v4o6 nos6");
}

static void a_compared_host_leads_on_and_the_own_one_does_not(void **state)
{
    struct fixture *of = *state;
    families_scene_many(&of->session);
    struct gs_pane_context context = context_of(of, GS_FAMILY_SORT_GIVEN, false);
    assert_null(gs_target_families(&context, 0));
    assert_null(gs_target_families(&context, 1));
    assert_string_equal(gs_target_families(&context, 2), "old.example.net");
    assert_null(gs_target_families(&context, 99));
    assert_int_equal(gs_key_families(&context, 0), 1);
    assert_int_equal(gs_key_families(&context, 3), 4);
    assert_int_equal(gs_key_families(&context, 99), 0);
}

static void what_is_not_measured_yet_is_of_the_round_before(void **state)
{
    struct fixture *of = *state;
    families_scene_waiting(&of->session);
    struct gs_pane_context context = context_of(of, GS_FAMILY_SORT_GIVEN, false);
    struct gs_family_item_list items = {0};
    gs_family_items(&context, &items);
    assert_int_equal(items.count, 6);
    assert_false(items.items[0].is_old); /* measured */
    assert_true(items.items[3].is_old);  /* under way, known before */
    assert_int_equal(items.items[3].row->sides[1].connections.items[0].status,
                     GS_CONNECT_OPEN);
    assert_false(items.items[5].is_old); /* new in the list */
    assert_ptr_equal(gs_families_concluded(&context), of->session.lookup.last.families);
    gs_vec_fini(&items);
}

#define view_test(name) cmocka_unit_test_setup_teardown(name, open_view, close_view)

int main(void)
{
    const struct CMUnitTest tests[] = {
        view_test(every_view_says_that_one_family_is_asked),
        view_test(the_mail_view_turns_its_sender_alone),
        view_test(measured_panes_are_asked_again_while_they_are_seen),
        view_test(families_connect_when_the_race_is_over),
        view_test(rows_are_sorted_by_host_family_and_time),
        view_test(one_family_has_one_row_a_host),
        view_test(a_compared_host_leads_on_and_the_own_one_does_not),
        view_test(what_is_not_measured_yet_is_of_the_round_before),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
