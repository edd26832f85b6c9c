/* SPDX-License-Identifier: MIT */
/*
 * What commands do in the scenes of the golden screens, by value.
 */
#include "support/check.h"
#include "support/parts.h"
#include "support/screen_scenes.h"

#include "gaiscope/rules/idn.h"

#include <stdlib.h>
#include <string.h>

#include <sys/socket.h>

struct fixture {
    struct gs_session session;
    struct gs_view *view;
    struct gs_pane panes[GS_PANES_MAX];
};

static const struct gs_scene *scene_of(const char *name)
{
    const struct gs_scene *scene = gs_scenes;
    while (strcmp(scene->name, name) != 0) {
        scene++;
    }
    return scene;
}

/* A frame as a screen asks for it, every pane with 20 rows of 56 cells. */
static size_t draw(struct fixture *fixture)
{
    struct gs_place places[GS_PANES_MAX];
    size_t count = gs_view_places(fixture->view, 80, 50, places);
    for (size_t i = 0; i < count; i++) {
        gs_pane_fini(&fixture->panes[i]);
        gs_view_pane(fixture->view, places[i].pane, 56, 20, &fixture->panes[i]);
    }
    return count;
}

static struct fixture *open_scene(const char *name)
{
    const struct gs_scene *scene = scene_of(name);
    struct fixture *fixture = gs_mem_new(1, sizeof *fixture);
    scene->fill(&fixture->session);
    fixture->view = gs_view_new(&fixture->session);
    gs_view_set_now(fixture->view, (struct gs_now){scene->now_us, scene->now_wall_s});
    gs_view_set_question(fixture->view, &fixture->session.lookup.question);
    (void)draw(fixture);
    return fixture;
}

static void close_scene(struct fixture *fixture)
{
    for (size_t i = 0; i < GS_PANES_MAX; i++) {
        gs_pane_fini(&fixture->panes[i]);
    }
    gs_view_free(fixture->view);
    gs_session_fini(&fixture->session);
    free(fixture);
}

static const struct gs_pane *pane_of(const struct fixture *fixture, const char *title)
{
    const struct gs_pane *pane = fixture->panes;
    while (pane->title == NULL || strcmp(pane->title, title) != 0) {
        pane++;
    }
    return pane;
}

/* The text of one row, runs parted by blanks. Owns: the caller frees. */
static char *row_text(const struct gs_pane *pane, size_t row)
{
    struct gs_buf out = {0};
    const struct gs_row *at = &pane->rows.rows.items[row];
    for (size_t i = 0; i < at->run_count; i++) {
        gs_buf_add_text(&out, i > 0 ? " " : "");
        gs_buf_add_text(
            &out, gs_rows_text(&pane->rows, &pane->rows.runs.items[at->first_run + i]));
    }
    return gs_buf_claim(&out);
}

static void assert_row(const struct fixture *fixture, const char *title, size_t row,
                       const char *want)
{
    char *text = row_text(pane_of(fixture, title), row);
    assert_string_equal(text, want);
    free(text);
}

static void changes_are_marked_for_five_seconds(void **state)
{
    (void)state;
    struct fixture *fixture = open_scene("changed");
    const int64_t finished_us = fixture->session.lookup.parts[GS_PART_SYSTEM].finished_us;
    assert_row(fixture, "IPv4", 1, "+ 2 192.0.43.9 80 stream/tcp");
    assert_row(fixture, "IPv4", 3, "- 192.0.43.8 80 stream/tcp");
    gs_view_set_now(fixture->view, (struct gs_now){.us = finished_us + 5000000});
    (void)draw(fixture);
    assert_row(fixture, "IPv4", 1, "2 192.0.43.9 80 stream/tcp");
    assert_int_equal(pane_of(fixture, "IPv4")->rows.total, 3);
    close_scene(fixture);
}

static void changes_are_marked_in_every_pane(void **state)
{
    static const struct {
        const char *title;
        size_t row;
        const char *marked;
        const char *later;
    } cases[] = {
        {"libc and DNS", 2, "+ 192.0.43.9 ✓ ✓ 3600", "192.0.43.9 ✓ ✓ 3595"},
        {"libc and DNS", 3, "- 192.0.43.8 – – –", ""},
        {"Reverse", 2, "+ 192.0.43.9", "192.0.43.9"},
        {"Reverse", 4, "- 192.0.43.8", NULL},
        {"Mail", 2, "- 10 pechora1.icann.org 1 1", NULL},
    };

    (void)state;
    struct fixture *fixture = open_scene("changed");
    for (int pass = 0; pass < 2; pass++) {
        const int64_t us = pass == 0 ? 1000000 : 6000000;
        gs_view_set_now(fixture->view, (struct gs_now){.us = 20 * INT64_C(1000000) + us});
        (void)draw(fixture);
        for (size_t i = 0; i < COUNT_OF(cases); i++) {
            check_case(cases[i].title);
            const char *want = pass == 0 ? cases[i].marked : cases[i].later;
            if (want == NULL) {
                assert_true(pane_of(fixture, cases[i].title)->rows.total <= cases[i].row);
            } else {
                assert_row(fixture, cases[i].title, cases[i].row, want);
            }
        }
    }
    close_scene(fixture);
}

static void a_low_address_pane_keeps_its_heading(void **state)
{
    (void)state;
    struct fixture *fixture = open_scene("lookup");
    struct gs_place places[GS_PANES_MAX];
    (void)gs_view_places(fixture->view, 60, 20, places);
    gs_view_pane(fixture->view, places[0].pane, 57, 2, &fixture->panes[0]);
    assert_int_equal(fixture->panes[0].rows.total, 2);
    assert_row(fixture, "IPv4", 0, "# address port socket");
    assert_row(fixture, "IPv4", 1, "2 192.0.43.8 80 stream/tcp");
    close_scene(fixture);
}

static void a_family_that_was_not_asked_is_no_difference(void **state)
{
    (void)state;
    struct fixture *fixture = open_scene("lookup");
    struct gs_lookup *lookup = &fixture->session.lookup;
    lookup->question.hints.family = AF_INET;
    lookup->parts[GS_PART_SYSTEM].hints.family = AF_INET;
    struct gs_system_answer *answer = lookup->now.system;
    struct gs_addrinfo v6 = answer->rows.items[0];
    v6.canonname = NULL;
    lookup->last.system = gs_system_answer_new(); /* the round before gave IPv6 alone */
    gs_vec_push(&lookup->last.system->rows, v6);
    lookup->last_parts[GS_PART_SYSTEM] = lookup->parts[GS_PART_SYSTEM];
    answer->rows.items[0].family = AF_INET;
    answer->rows.items[0].address = answer->rows.items[1].address;
    fixture->session.revision++;
    (void)draw(fixture);
    assert_string_equal(gs_buf_text(&pane_of(fixture, "libc and DNS")->info), "same set");
    assert_row(fixture, "libc and DNS", 1, "~ 192.0.43.8 ✓ ✓ 3541");
    assert_row(fixture, "libc and DNS", 2, "2001:500:88:200::8 – ✓ 3541");
    close_scene(fixture);
}

static void an_answer_to_other_arguments_bears_no_marks(void **state)
{
    static const char *const titles[] = {"IPv4", "libc and DNS", "Reverse", "Mail"};

    (void)state;
    struct fixture *fixture = open_scene("changed");
    for (size_t i = 0; i < GS_PART_COUNT; i++) {
        fixture->session.lookup.last_parts[i].hints.family = AF_INET6;
    }
    (void)draw(fixture);
    for (size_t i = 0; i < COUNT_OF(titles); i++) {
        const struct gs_rows *rows = &pane_of(fixture, titles[i])->rows;
        check_case(titles[i]);
        for (size_t at = 0; at < rows->runs.count; at++) {
            assert_int_not_equal(rows->runs.items[at].role, GS_ROLE_CHANGED);
        }
    }
    close_scene(fixture);
}

static const char *info_of(const struct fixture *fixture, const char *title)
{
    return gs_buf_text(&pane_of(fixture, title)->info);
}

static void a_stopped_question_says_when_it_was_stopped(void **state)
{
    static const char *const titles[] = {"IPv4", "IPv6", "libc and DNS", "Reverse",
                                         "Mail"};

    (void)state;
    struct fixture *fixture = open_scene("stopped");
    for (size_t i = 0; i < COUNT_OF(titles); i++) {
        check_case(titles[i]);
        assert_string_equal(info_of(fixture, titles[i]), "stopped after 1.2 s");
    }
    assert_row(fixture, "libc and DNS", 1, "A stopped in try 2 of 2 1.2 s");
    assert_row(fixture, "libc and DNS", 2, "AAAA stopped in try 1 of 2 1.2 s");
    assert_row(fixture, "libc and DNS", 3, "CNAME no data 3.4 ms");
    assert_row(fixture, "Mail", 0, "Stopped before the plan was known.");
    assert_string_equal(info_of(fixture, "Services"), "www");
    close_scene(fixture);
}

static void a_stopped_repetition_says_of_when_its_answer_is(void **state)
{
    static const struct {
        const char *title;
        const char *info;
    } cases[] = {
        {"IPv4", "1 address at 12:31:05"},
        {"libc and DNS", "same set at 12:31:05"},
        {"Reverse", "2 of 2 at 12:31:05"},
        {"Mail", "5 exchanges at 12:31:05"},
        {"Services", "www"},
    };

    (void)state;
    struct fixture *fixture = open_scene("stopped_again");
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        check_case(cases[i].title);
        assert_string_equal(info_of(fixture, cases[i].title), cases[i].info);
    }
    close_scene(fixture);
}

static void a_pane_that_is_asked_again_counts_no_old_answers(void **state)
{
    (void)state;
    struct fixture *fixture = open_scene("lookup");
    struct gs_event event = {.type = GS_EVENT_STARTED, .round = 1000};
    event.of.started.question = gs_mem_new(1, sizeof *event.of.started.question);
    *event.of.started.question = fixture->session.lookup.question;
    event.of.started.parts = LOOKUP_PARTS;
    gs_session_apply(&fixture->session, &event);
    (void)draw(fixture);
    assert_string_equal(info_of(fixture, "libc and DNS"), "asking again");
    close_scene(fixture);
}

static void a_table_that_has_answered_waits_for_nobody(void **state)
{
    (void)state;
    struct fixture *fixture = open_scene("waiting");
    struct gs_part_state *part = &fixture->session.lookup.parts[GS_PART_SERVICES];
    part->progress = GS_PROGRESS_WAITING; /* libc may still bring other ports */
    (void)draw(fixture);
    assert_string_equal(gs_buf_text(&pane_of(fixture, "Services")->right), "0.2 ms");
    assert_int_equal(pane_of(fixture, "Services")->right_role, GS_ROLE_DIM);
    struct gs_rows footer = {0};
    gs_view_line(fixture->view, GS_LINE_FOOTER, 120, &footer);
    bool is_counted = false;
    for (size_t i = 0; i < footer.runs.count; i++) { /* the table and the mail plan */
        is_counted = is_counted || strcmp(gs_rows_text(&footer, &footer.runs.items[i]),
                                          "2 of 6 answered") == 0;
    }
    assert_true(is_counted);
    gs_rows_fini(&footer);
    gs_facts_clear(&fixture->session.lookup.now, GS_PART_SERVICES);
    (void)draw(fixture);
    assert_int_equal(pane_of(fixture, "Services")->right_role, GS_ROLE_WAIT);
    close_scene(fixture);
}

static void names_took_as_long_as_their_confirmation(void **state)
{
    (void)state;
    struct fixture *fixture = open_scene("lookup");
    fixture->session.lookup.parts[GS_PART_REVERSE].finished_us += 3000000;
    (void)draw(fixture);
    assert_string_equal(gs_buf_text(&pane_of(fixture, "Reverse")->right), "3.0 s");
    close_scene(fixture);
}

static void the_last_plan_stands_below_one_that_failed(void **state)
{
    (void)state;
    struct fixture *fixture = open_scene("waiting");
    const struct gs_pane *pane = pane_of(fixture, "Mail");
    assert_row(fixture, "Mail", 0,
               "MX not known (SERVFAIL): a sender keeps the mail and");
    assert_row(fixture, "Mail", 3, "5 exchanges at 12:31:05");
    assert_row(fixture, "Mail", 4, "10 ┌ pechora1.icann.org 1 1");
    assert_int_equal(pane->rows.item_count, 0);
    close_scene(fixture);
}

static void the_last_answer_is_old_while_a_new_one_is_asked(void **state)
{
    (void)state;
    struct fixture *fixture = open_scene("waiting");
    const struct gs_pane *pane = pane_of(fixture, "IPv6");
    assert_int_equal(pane->info_role, GS_ROLE_OLD);
    assert_int_equal(pane->right_role, GS_ROLE_WAIT);
    for (size_t i = pane->rows.rows.items[1].first_run; i < pane->rows.runs.count; i++) {
        assert_int_equal(pane->rows.runs.items[i].role, GS_ROLE_OLD);
    }
    assert_int_equal(gs_view_next_change_us(fixture->view), 117000000 + 8 * 250000);
    close_scene(fixture);
}

static void an_answer_changes_once_a_second_until_its_ttl_is_over(void **state)
{
    (void)state;
    struct fixture *fixture = open_scene("lookup");
    assert_int_equal(gs_view_next_change_us(fixture->view), 1011000 + 2 * 1000000);
    gs_view_set_now(fixture->view, (struct gs_now){.us = 4000 * INT64_C(1000000)});
    assert_int_equal(gs_view_next_change_us(fixture->view), INT64_MAX);
    close_scene(fixture);
}

static void a_filter_keeps_rows_and_says_so(void **state)
{
    (void)state;
    struct fixture *fixture = open_scene("lookup");
    (void)gs_view_run(fixture->view, GS_COMMAND_PREVIOUS_PANE);
    (void)draw(fixture);
    (void)gs_view_run(fixture->view, GS_COMMAND_FILTER);
    (void)gs_view_type(fixture->view, "!pechora6", 9, false);
    (void)gs_view_run(fixture->view, GS_COMMAND_ACCEPT);
    (void)draw(fixture);
    assert_int_equal(pane_of(fixture, "Mail")->rows.item_count, 4);
    assert_string_equal(gs_buf_text(&pane_of(fixture, "Mail")->info),
                        "5 exchanges, without pechora6");
    (void)gs_view_run(fixture->view, GS_COMMAND_STOP);
    (void)draw(fixture);
    assert_int_equal(pane_of(fixture, "Mail")->rows.item_count, 5);
    close_scene(fixture);
}

static void a_filter_that_keeps_nothing_says_so(void **state)
{
    (void)state;
    struct fixture *fixture = open_scene("lookup");
    (void)gs_view_run(fixture->view, GS_COMMAND_PREVIOUS_PANE);
    (void)draw(fixture);
    (void)gs_view_run(fixture->view, GS_COMMAND_FILTER);
    (void)gs_view_type(fixture->view, "nowhere", 7, false);
    (void)gs_view_run(fixture->view, GS_COMMAND_ACCEPT);
    (void)draw(fixture);
    const struct gs_pane *mail = pane_of(fixture, "Mail");
    assert_int_equal(mail->rows.item_count, 0);
    assert_row(fixture, "Mail", mail->rows.total - 1,
               "No row passes the filter: Esc shows all.");
    close_scene(fixture);
}

static void a_family_is_left_out_for_a_reason_that_holds(void **state)
{
    static const struct {
        bool has_source;
        const char *want;
    } cases[] = {
        {true, "Another source, such as the hosts file, may answer"},
        {false, "ADDRCONFIG leaves a family out that this machine has"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct fixture *fixture = open_scene("lookup");
        struct gs_system_answer *answer = fixture->session.lookup.now.system;
        answer->rows.items[0].family = AF_INET;
        answer->rows.items[0].address = answer->rows.items[1].address;
        fixture->session.machine.counts_v6 = cases[i].has_source;
        fixture->session.revision++;
        (void)draw(fixture);
        assert_row(fixture, "IPv6", 2, cases[i].want);
        close_scene(fixture);
    }
}

static void a_search_moves_to_its_hits(void **state)
{
    (void)state;
    struct fixture *fixture = open_scene("lookup");
    (void)gs_view_run(fixture->view, GS_COMMAND_PREVIOUS_PANE);
    (void)draw(fixture);
    (void)gs_view_run(fixture->view, GS_COMMAND_SEARCH);
    (void)gs_view_type(fixture->view, "PECHORA7", 8, false);
    (void)gs_view_run(fixture->view, GS_COMMAND_ACCEPT);
    (void)draw(fixture);
    assert_int_equal(pane_of(fixture, "Mail")->selected, 3);
    close_scene(fixture);
}

static char *footer_of(struct fixture *fixture)
{
    struct gs_rows line = {0};
    struct gs_buf out = {0};
    gs_view_line(fixture->view, GS_LINE_FOOTER, 160, &line);
    for (size_t i = 0; i < line.runs.count; i++) {
        gs_buf_addf(&out, "%s ", gs_rows_text(&line, &line.runs.items[i]));
    }
    gs_rows_fini(&line);
    return gs_buf_claim(&out);
}

static void assert_footer(struct fixture *fixture, const char *part, bool has)
{
    char *text = footer_of(fixture);
    if ((strstr(text, part) != NULL) != has) {
        fail_msg("%s: %s", part, text);
    }
    free(text);
}

static void each_way_of_copying_asks_the_same(void **state)
{
    static const struct {
        char letter;
        const char *text;
    } ways[] = {
        {'g', "getent ahosts iana.org"},
        {'d', "dig iana.org AAAA"},
        {'u', "curl --resolve 'iana.org:80:[2001:500:88:200::8]' http://iana.org/"},
        {'a', "2001:500:88:200::8"},
        {'w', "inet6 stream tcp iana.org 2001:500:88:200::8 80"},
    };

    (void)state;
    struct fixture *fixture = open_scene("lookup");
    (void)gs_view_run(fixture->view, GS_COMMAND_RIGHT);
    for (size_t i = 0; i < COUNT_OF(ways); i++) {
        (void)gs_view_run(fixture->view, GS_COMMAND_COPY_ROW);
        assert_int_equal(gs_view_context(fixture->view), GS_CONTEXT_MENU);
        assert_int_equal(gs_view_type(fixture->view, &ways[i].letter, 1, false),
                         GS_EFFECT_COPY | GS_EFFECT_REDRAW);
        char *text = gs_view_claim_copy(fixture->view);
        assert_string_equal(text, ways[i].text);
        free(text);
    }
    assert_null(gs_view_claim_copy(fixture->view));
    (void)gs_view_run(fixture->view, GS_COMMAND_COPY_ROW);
    assert_int_equal(gs_view_type(fixture->view, "j", 1, false),
                     GS_EFFECT_COPY_REPORT | GS_EFFECT_REDRAW);
    close_scene(fixture);
}

/* What a letter of the copy menu copies. Owns: the caller frees; NULL: nothing. */
static char *copied(struct fixture *fixture, const char *keys)
{
    (void)gs_view_run(fixture->view, GS_COMMAND_COPY_ROW);
    for (; *keys != '\0'; keys++) {
        (void)gs_view_type(fixture->view, keys, 1, false);
    }
    return gs_view_claim_copy(fixture->view);
}

static void the_whole_question_can_be_copied_from_any_pane(void **state)
{
    static const struct {
        const char *label;
        const char *pane;
        const char *keys;
        const char *text;
    } cases[] = {
        {"Y on a row", "IPv4", "Yd", "dig iana.org A iana.org AAAA"},
        {"Y twice", "IPv4", "YYd", "dig iana.org A"},
        {"all addresses", "IPv4", "Ya", "2001:500:88:200::8\n192.0.43.8\n"},
        {"another pane", "Mail", "d", "dig iana.org A iana.org AAAA"},
        {"its row", "Mail", "w", "10 pechora1.icann.org 1 1"},
        {"all rows instead", "Mail", "Yw",
         "inet6 stream tcp iana.org 2001:500:88:200::8 80\n"
         "inet stream tcp iana.org 192.0.43.8 80\n"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        check_case(cases[i].label);
        struct fixture *fixture = open_scene("lookup");
        while (strcmp(gs_view_focus_title(fixture->view), cases[i].pane) != 0) {
            (void)gs_view_run(fixture->view, GS_COMMAND_NEXT_PANE);
        }
        char *text = copied(fixture, cases[i].keys);
        assert_string_equal(text, cases[i].text);
        free(text);
        close_scene(fixture);
    }
}

static void what_cannot_be_copied_says_why(void **state)
{
    (void)state;
    struct fixture *fixture = open_scene("no_such_name");
    assert_null(copied(fixture, "u"));
    assert_footer(fixture, "nothing to copy: there is no address", true);
    char *text = copied(fixture, "g");
    assert_string_equal(text, "getent ahosts nosuch.example.com");
    free(text);
    close_scene(fixture);
}

static void dig_is_copied_with_the_server_that_was_asked(void **state)
{
    static const struct {
        const char *server;
        bool is_override;
        const char *text;
    } cases[] = {
        {"127.0.0.8:5353", true, "dig @127.0.0.8 -p 5353 iana.org A"},
        {"[::1]:5353", true, "dig @::1 -p 5353 iana.org A"},
        {"192.0.2.53", true, "dig @192.0.2.53 iana.org A"},
        {"192.0.2.53", false, "dig iana.org A"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        check_case(cases[i].text);
        struct fixture *fixture = open_scene("lookup");
        struct gs_resolver *resolver = &fixture->session.machine.resolver;
        resolver->is_override = cases[i].is_override;
        resolver->server_count = 1;
        assert_int_equal(gs_endpoint_parse(cases[i].server, 53, &resolver->servers[0]),
                         GS_OK);
        (void)gs_view_run(fixture->view, GS_COMMAND_COPY_ROW);
        (void)gs_view_type(fixture->view, "d", 1, false);
        char *text = gs_view_claim_copy(fixture->view);
        assert_string_equal(text, cases[i].text);
        free(text);
        close_scene(fixture);
    }
}

static void a_copied_name_cannot_break_out_of_its_quotes(void **state)
{
    (void)state;
    struct fixture *fixture = open_scene("lookup");
    struct gs_question *question = &fixture->session.lookup.question;
    strcpy(question->host_ascii, "a';\"$(id)\n");

    static const struct {
        char letter;
        const char *text;
    } ways[] = {
        {'g', "getent ahosts $'a\\047;\"$(id)\\012'"},
        {'d', "dig $'a\\047;\"$(id)\\012' A"},
    };

    for (size_t i = 0; i < COUNT_OF(ways); i++) {
        (void)gs_view_run(fixture->view, GS_COMMAND_COPY_ROW);
        (void)gs_view_type(fixture->view, &ways[i].letter, 1, false);
        char *text = gs_view_claim_copy(fixture->view);
        assert_string_equal(text, ways[i].text);
        free(text);
    }
    (void)gs_view_run(fixture->view, GS_COMMAND_COPY_ROW);
    (void)gs_view_run(fixture->view, GS_COMMAND_ACCEPT);
    char *text = gs_view_claim_copy(fixture->view);
    assert_non_null(strstr(text, "getaddrinfo(\"a';\\042$(id)\\012\", \"www\""));
    free(text);
    close_scene(fixture);
}

static void enter_twice_on_a_reverse_name_asks_it(void **state)
{
    (void)state;
    struct fixture *fixture = open_scene("lookup");
    while (strcmp(gs_view_focus_title(fixture->view), "Reverse") != 0) {
        (void)gs_view_run(fixture->view, GS_COMMAND_NEXT_PANE);
    }
    assert_int_equal(gs_view_part(fixture->view), GS_PART_REVERSE);
    (void)gs_view_run(fixture->view, GS_COMMAND_DETAILS);
    assert_int_equal(gs_view_context(fixture->view), GS_CONTEXT_POPUP);
    assert_true((gs_view_run(fixture->view, GS_COMMAND_ACCEPT) & GS_EFFECT_ASK) != 0);
    assert_string_equal(gs_view_question(fixture->view)->host, "43-8.any.icann.org");
    close_scene(fixture);
}

static void the_longest_address_is_never_cut(void **state)
{
    static const struct {
        const char *label;
        size_t width;
        const char *first;
        const char *second;
    } cases[] = {
        {"other columns go", 56, "1 2001:db8:1111:2222:3333:4444:5555:6666 80",
         "stream/tcp  ·  documentation  ·  from 2001:db8::7  ·  not …"},
        {"then it takes a second line", 36, "1 2001:db8:1111:2222:3333: 80",
         "4444:5555:6666  ·  from 2001:db8::7"},
    };

    (void)state;
    struct fixture *fixture = open_scene("lookup");
    struct gs_addrinfo *row = &fixture->session.lookup.now.system->rows.items[0];
    assert_int_equal(
        gs_address_parse("2001:db8:1111:2222:3333:4444:5555:6666", &row->address), GS_OK);
    fixture->session.revision++;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_pane pane = {0};
        bool has_heading = cases[i].width >= 56;
        check_case(cases[i].label);
        gs_view_pane(fixture->view, 1, cases[i].width, 6, &pane);
        char *first = row_text(&pane, has_heading ? 1 : 0);
        char *second = row_text(&pane, has_heading ? 2 : 1);
        assert_string_equal(first, cases[i].first);
        assert_string_equal(second, cases[i].second);
        free(first);
        free(second);
        gs_pane_fini(&pane);
    }
    close_scene(fixture);
}

static void a_digit_opens_a_view_which_remembers_its_focus(void **state)
{
    (void)state;
    struct fixture *fixture = open_scene("lookup");
    (void)gs_view_run(fixture->view, GS_COMMAND_NEXT_PANE);
    (void)gs_view_run(fixture->view, GS_COMMAND_VIEW_ORDER);
    (void)draw(fixture);
    assert_string_equal(gs_view_focus_title(fixture->view), "libc's order, and why");
    (void)gs_view_run(fixture->view, GS_COMMAND_VIEW_LOOKUP);
    (void)draw(fixture);
    assert_string_equal(gs_view_focus_title(fixture->view), "IPv6");
    close_scene(fixture);
}

static void what_a_view_shows_is_wanted_until_it_was_asked(void **state)
{
    (void)state;
    struct fixture *fixture = open_scene("lookup");
    assert_int_equal(gs_view_wants(fixture->view).parts, 0);
    (void)gs_view_run(fixture->view, GS_COMMAND_VIEW_SERVICES);
    (void)draw(fixture);
    unsigned parts = GS_PART_BIT(GS_PART_CALLS);
    assert_int_equal(gs_view_wants(fixture->view).parts, parts);
    struct gs_view_wants wants = gs_view_wants(fixture->view);
    assert_true(wants.has_nameinfo); /* of the selected row of the pane in focus, IPv4 */
    assert_int_equal(wants.endpoint.address.family, AF_INET);
    assert_int_equal(wants.endpoint.port, 80);
    assert_true(gs_view_wants(fixture->view).has_tables);
    fixture->session.lookup.parts[GS_PART_CALLS].progress = GS_PROGRESS_WAITING;
    assert_int_equal(gs_view_wants(fixture->view).parts, 0);
    close_scene(fixture);
}

static void a_closed_port_is_called_so_everywhere(void **state)
{
    (void)state;
    struct fixture *fixture = open_scene("dead_server");
    struct gs_facts *now = &fixture->session.lookup.now;
    for (size_t i = 0; i < now->dns.count; i++) {
        struct gs_dns_answer *answer = now->dns.items[i].answer;
        answer->outcome = GS_OUTCOME_REFUSED;
        answer->tries.items[0].outcome = GS_OUTCOME_REFUSED;
    }
    fixture->session.revision++;
    (void)draw(fixture);
    assert_string_equal(info_of(fixture, "libc and DNS"), "port closed");
    assert_row(fixture, "libc and DNS", 1, "A 10.0.0.2 1 ✗ port closed 5.0 s");
    close_scene(fixture);
}

static void a_dead_server_takes_the_focus_once(void **state)
{
    (void)state;
    struct fixture *fixture = open_scene("dead_server");
    assert_string_equal(gs_view_focus_title(fixture->view), "Who answered");
    (void)gs_view_run(fixture->view, GS_COMMAND_PREVIOUS_PANE);
    (void)draw(fixture);
    assert_string_not_equal(gs_view_focus_title(fixture->view), "Who answered");
    close_scene(fixture);
}

/* Forgets how far the sources are, as before a first answer of theirs. */
static void forget_sources(struct fixture *fixture, enum gs_progress progress)
{
    gs_facts_clear(&fixture->session.lookup.now, GS_PART_SOURCES);
    fixture->session.lookup.parts[GS_PART_SOURCES].progress = progress;
    fixture->session.revision++;
    gs_view_free(fixture->view);
    fixture->view = gs_view_new(&fixture->session);
    gs_view_set_now(fixture->view, (struct gs_now){.us = 12000000});
    (void)draw(fixture);
}

static void the_focus_waits_for_the_sources(void **state)
{
    (void)state;
    struct fixture *fixture = open_scene("dead_server");
    forget_sources(fixture, GS_PROGRESS_WAITING);
    assert_string_equal(gs_view_focus_title(fixture->view), "IPv4");
    forget_sources(fixture, GS_PROGRESS_IDLE); /* they were not asked */
    assert_string_equal(gs_view_focus_title(fixture->view), "libc and DNS");
    close_scene(fixture);
}

/* Opens the details of a pane's item. Owns: the caller frees the text of all rows. */
static char *details_of(struct fixture *fixture, const char *title, size_t item)
{
    struct gs_popup popup = {0};
    struct gs_buf out = {0};
    while (strcmp(gs_view_focus_title(fixture->view), title) != 0) {
        (void)gs_view_run(fixture->view, GS_COMMAND_NEXT_PANE);
    }
    for (size_t i = 0; i < item; i++) {
        (void)gs_view_run(fixture->view, GS_COMMAND_DOWN);
    }
    (void)gs_view_run(fixture->view, GS_COMMAND_DETAILS);
    assert_true(gs_view_popup(fixture->view, 120, 40, &popup));
    gs_buf_addf(&out, "%s\n", gs_buf_text(&popup.title));
    for (size_t i = 0; i < popup.rows.rows.count; i++) {
        const struct gs_row *row = &popup.rows.rows.items[i];
        for (size_t k = 0; k < row->run_count; k++) {
            const struct gs_run *run = &popup.rows.runs.items[row->first_run + k];
            gs_buf_addf(&out, "%s%s", k > 0 ? " " : "", gs_rows_text(&popup.rows, run));
        }
        gs_buf_add_text(&out, "\n");
    }
    gs_popup_fini(&popup);
    return gs_buf_claim(&out);
}

static void details_name_all_that_is_known(void **state)
{
    static const struct {
        const char *scene;
        const char *title;
        size_t item;
        const char *want;
    } cases[] = {
        {"lookup", "Services", 0,
         "80/tcp\n"
         "port 80\nprotocol tcp\nofficial name http\naliases www\n"
         "asked as www an alias\n\n"
         "In C\ngetservbyname(\"www\", \"tcp\") port 80\n"
         "getservbyport(htons(80), \"tcp\") http\n\n"
         "In Python\nsocket.getservbyname(\"www\", \"tcp\") port 80\n"
         "socket.getservbyport(80, \"tcp\") http\n"},
        {"lookup", "Services", 1,
         "80/udp\n"
         "port 80\nprotocol udp\n"
         "not listed no line with port 80 and udp the port works all the same\n"},
        {"idn", "International name", 0,
         "五粮液\n"
         "label 五粮液\nscript Han\nUTS #39 level single script\n"
         "as sent xn--dlq917e1ik 14 of at most 63 bytes\n"
         "there and back ✓ the same label\ntransitional same\n"
         "look-alikes none no ASCII name looks like it\n"
         "code points U+4E94 U+7CAE U+6DB2\n"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        check_case(cases[i].want);
        struct fixture *fixture = open_scene(cases[i].scene);
        char *text = details_of(fixture, cases[i].title, cases[i].item);
        if (strncmp(text, cases[i].want, strlen(cases[i].want)) != 0) {
            fail_msg("%s", text);
        }
        free(text);
        close_scene(fixture);
    }
}

static void the_help_fits_where_it_is_asked_for(void **state)
{
    static const struct {
        const char *label;
        bool is_editing;
        size_t rows;
        bool has_words; /* the keys that move by words */
    } cases[] = {
        {"in the panes all fits", false, 32, false},
        {"in the question line each key of it is named", true, 39, true},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_popup popup = {0};
        struct fixture *fixture = open_scene("lookup");
        check_case(cases[i].label);
        if (cases[i].is_editing) {
            (void)gs_view_run(fixture->view, GS_COMMAND_QUESTION);
        }
        (void)gs_view_run(fixture->view, GS_COMMAND_HELP);
        assert_true(gs_view_popup(fixture->view, 120, cases[i].rows + 8, &popup));
        assert_int_equal(popup.rows.rows.count, popup.rows.total);
        bool has_words = false;
        for (size_t k = 0; k < popup.rows.runs.count; k++) {
            const char *text = gs_rows_text(&popup.rows, &popup.rows.runs.items[k]);
            has_words = has_words || strcmp(text, "word left") == 0;
        }
        assert_int_equal(has_words, cases[i].has_words);
        gs_popup_fini(&popup);
        close_scene(fixture);
    }
}

static void the_footer_offers_only_keys_that_work(void **state)
{
    (void)state;
    struct fixture *fixture = open_scene("lookup");
    assert_footer(fixture, "Enter details", true);
    assert_footer(fixture, "y copy as", true);
    (void)gs_view_run(fixture->view, GS_COMMAND_HELP);
    assert_footer(fixture, "Enter details", false);
    (void)gs_view_run(fixture->view, GS_COMMAND_CLOSE);
    (void)gs_view_run(fixture->view, GS_COMMAND_FILTER);
    (void)gs_view_type(fixture->view, "nothing has this", 16, false);
    (void)gs_view_run(fixture->view, GS_COMMAND_ACCEPT);
    (void)draw(fixture);
    assert_footer(fixture, "Enter details", false);
    assert_footer(fixture, "y copy as", false);
    assert_footer(fixture, "/ search", false);
    close_scene(fixture);
}

static void back_is_offered_when_there_is_a_question_before(void **state)
{
    (void)state;
    struct fixture *fixture = open_scene("dead_server");
    assert_footer(fixture, "Backspace back", true);
    gs_view_free(fixture->view);
    gs_history_fini(&fixture->session.history);
    fixture->view = gs_view_new(&fixture->session);
    gs_view_set_question(fixture->view, &fixture->session.lookup.question);
    (void)draw(fixture);
    assert_footer(fixture, "Backspace back", false);
    assert_footer(fixture, "r again", true);
    close_scene(fixture);
}

static void a_key_without_effect_says_why(void **state)
{
    static const struct {
        enum gs_command_id command;
        const char *why;
    } cases[] = {
        {GS_COMMAND_DETAILS, "no row to open in this pane"},
        {GS_COMMAND_LEFT, "no pane on that side"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        check_case(cases[i].why);
        struct fixture *fixture = open_scene("no_such_name"); /* no address to select */
        (void)gs_view_run(fixture->view, cases[i].command);
        assert_int_equal(gs_view_context(fixture->view), GS_CONTEXT_PANES);
        assert_footer(fixture, cases[i].why, true);
        close_scene(fixture);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(changes_are_marked_for_five_seconds),
        cmocka_unit_test(changes_are_marked_in_every_pane),
        cmocka_unit_test(a_low_address_pane_keeps_its_heading),
        cmocka_unit_test(a_family_that_was_not_asked_is_no_difference),
        cmocka_unit_test(an_answer_to_other_arguments_bears_no_marks),
        cmocka_unit_test(a_stopped_question_says_when_it_was_stopped),
        cmocka_unit_test(a_stopped_repetition_says_of_when_its_answer_is),
        cmocka_unit_test(a_pane_that_is_asked_again_counts_no_old_answers),
        cmocka_unit_test(a_table_that_has_answered_waits_for_nobody),
        cmocka_unit_test(names_took_as_long_as_their_confirmation),
        cmocka_unit_test(the_last_plan_stands_below_one_that_failed),
        cmocka_unit_test(the_last_answer_is_old_while_a_new_one_is_asked),
        cmocka_unit_test(an_answer_changes_once_a_second_until_its_ttl_is_over),
        cmocka_unit_test(a_filter_keeps_rows_and_says_so),
        cmocka_unit_test(a_filter_that_keeps_nothing_says_so),
        cmocka_unit_test(a_family_is_left_out_for_a_reason_that_holds),
        cmocka_unit_test(a_search_moves_to_its_hits),
        cmocka_unit_test(each_way_of_copying_asks_the_same),
        cmocka_unit_test(the_whole_question_can_be_copied_from_any_pane),
        cmocka_unit_test(what_cannot_be_copied_says_why),
        cmocka_unit_test(dig_is_copied_with_the_server_that_was_asked),
        cmocka_unit_test(a_copied_name_cannot_break_out_of_its_quotes),
        cmocka_unit_test(enter_twice_on_a_reverse_name_asks_it),
        cmocka_unit_test(details_name_all_that_is_known),
        cmocka_unit_test(the_help_fits_where_it_is_asked_for),
        cmocka_unit_test(the_footer_offers_only_keys_that_work),
        cmocka_unit_test(back_is_offered_when_there_is_a_question_before),
        cmocka_unit_test(a_key_without_effect_says_why),
        cmocka_unit_test(the_longest_address_is_never_cut),
        cmocka_unit_test(a_digit_opens_a_view_which_remembers_its_focus),
        cmocka_unit_test(what_a_view_shows_is_wanted_until_it_was_asked),
        cmocka_unit_test(a_closed_port_is_called_so_everywhere),
        cmocka_unit_test(a_dead_server_takes_the_focus_once),
        cmocka_unit_test(the_focus_waits_for_the_sources),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
