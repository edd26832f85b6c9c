/* SPDX-License-Identifier: MIT */
/* What a person does in the records view, by value. */
#include "../../src/view/view_state.h"
#include "support/check.h"
#include "support/record_scene.h"

#include <string.h>

struct fixture {
    struct gs_session session;
    struct gs_view *view;
    struct gs_pane panes[GS_PANES_MAX];
};

/* A frame as a screen asks for it, every pane with 20 rows of 116 cells. */
static void draw(struct fixture *fixture)
{
    struct gs_place places[GS_PANES_MAX];
    size_t count = gs_view_places(fixture->view, 120, 60, places);
    for (size_t i = 0; i < count; i++) {
        gs_pane_fini(&fixture->panes[i]);
        gs_view_pane(fixture->view, places[i].pane, 116, 20, &fixture->panes[i]);
    }
}

static int set_up(void **state)
{
    struct fixture *fixture = gs_mem_new(1, sizeof *fixture);
    record_scene_fill(&fixture->session);
    fixture->view = gs_view_new(&fixture->session);
    gs_view_set_now(fixture->view, (struct gs_now){23000000, RECORD_SCENE_BEGAN_S + 22});
    gs_view_set_question(fixture->view, &fixture->session.lookup.question);
    (void)gs_view_run(fixture->view, GS_COMMAND_VIEW_RECORDS);
    draw(fixture);
    *state = fixture;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    for (size_t i = 0; i < GS_PANES_MAX; i++) {
        gs_pane_fini(&fixture->panes[i]);
    }
    gs_view_free(fixture->view);
    gs_session_fini(&fixture->session);
    free(fixture);
    return 0;
}

static void move_down(struct fixture *fixture, size_t rows)
{
    for (size_t i = 0; i < rows; i++) {
        (void)gs_view_run(fixture->view, GS_COMMAND_DOWN);
        draw(fixture);
    }
}

static void coming_back_leads_to_the_view_the_pane_and_the_row(void **state)
{
    struct fixture *fixture = *state;
    struct gs_view *view = fixture->view;
    move_down(fixture, 6); /* the MX record */
    (void)gs_view_run(view, GS_COMMAND_DETAILS);
    unsigned effects = gs_view_run(view, GS_COMMAND_ACCEPT);
    assert_true((effects & GS_EFFECT_ASK) != 0);
    assert_string_equal(gs_view_question(view)->host, "mail.python.org");
    assert_int_equal(view->lists[GS_PANE_RECORDS].selected, 0);
    (void)gs_view_run(view, GS_COMMAND_VIEW_LOOKUP);
    (void)gs_view_run(view, GS_COMMAND_BACK);
    draw(fixture);
    assert_string_equal(gs_view_question(view)->host, "python.org");
    assert_int_equal(view->tab, GS_TAB_RECORDS);
    assert_int_equal(view->focus, GS_PANE_RECORDS);
    assert_int_equal(view->lists[GS_PANE_RECORDS].selected, 6);
}

static void message_follows_the_selection_and_has_three_forms(void **state)
{
    struct fixture *fixture = *state;
    static const char *const forms[] = {"outcome", ";; ->>HEADER<<-", "0000"};
    move_down(fixture, 5);
    for (size_t i = 0; i < COUNT_OF(forms); i++) {
        struct gs_pane *message = &fixture->panes[1];
        draw(fixture);
        assert_non_null(strstr(gs_buf_text(&message->info), "HTTPS python.org"));
        const char *first = gs_rows_text(&message->rows, &message->rows.runs.items[0]);
        assert_int_equal(strncmp(first, forms[i], strlen(forms[i])), 0);
        (void)gs_view_run(fixture->view, GS_COMMAND_FORM);
    }
    assert_int_equal(fixture->view->message.form, GS_MESSAGE_WORDS);
}

static void dnssec_is_a_key(void **state)
{
    struct fixture *fixture = *state;
    struct gs_request request;
    unsigned effects = gs_view_run(fixture->view, GS_COMMAND_DNSSEC);
    assert_true((effects & GS_EFFECT_REQUEST) != 0);
    assert_true(gs_view_claim_request(fixture->view, &request));
    assert_int_equal(request.type, GS_REQUEST_RECORDS);
    assert_true(request.records.asking.wants_signatures);
    (void)gs_view_run(fixture->view, GS_COMMAND_DNSSEC);
    assert_true(gs_view_claim_request(fixture->view, &request));
    assert_false(request.records.asking.wants_signatures);
}

static void a_row_is_copied_as_a_line_of_a_zone_file(void **state)
{
    struct fixture *fixture = *state;
    char *text = gs_view_copy_row(fixture->view);
    assert_non_null(strstr(text, "python.org."));
    assert_non_null(strstr(text, "IN"));
    assert_non_null(strstr(text, "198.51.100.223"));
    assert_null(strchr(text, '\n'));
    free(text);
}

static void a_copied_pane_has_every_row(void **state)
{
    struct fixture *fixture = *state;
    char *text = gs_view_copy_pane(fixture->view);
    size_t lines = 0;
    for (const char *at = text; *at != '\0'; at++) {
        lines += *at == '\n' ? 1 : 0;
    }
    assert_int_equal(lines, 1 + 19);
    assert_non_null(strstr(text, "; CNAME python.org no data"));
    free(text);
}

/* Opens the rows from the first one on until the details are of a type. */
static void open_type(struct fixture *fixture, const char *type, struct gs_popup *popup)
{
    for (size_t i = 0; i < 30; i++) {
        (void)gs_view_run(fixture->view, GS_COMMAND_DETAILS);
        if (gs_view_popup(fixture->view, 100, 40, popup) &&
            strncmp(gs_buf_text(&popup->title), type, strlen(type)) == 0) {
            return;
        }
        gs_popup_fini(popup);
        *popup = (struct gs_popup){0};
        (void)gs_view_run(fixture->view, GS_COMMAND_CLOSE);
        move_down(fixture, 1);
    }
    fail_msg("no row of %s", type);
}

static bool has_run(const struct gs_rows *rows, const char *text)
{
    for (size_t i = 0; i < rows->runs.count; i++) {
        if (strstr(gs_rows_text(rows, &rows->runs.items[i]), text) != NULL) {
            return true;
        }
    }
    return false;
}

static void hints_are_held_against_the_addresses_of_their_own_host(void **state)
{
    struct fixture *fixture = *state;
    struct gs_dns_query_list *queries = &fixture->session.lookup.now.records;
    struct gs_popup popup = {0};
    struct gs_dns_query first = queries->items[0];
    queries->items[0] = (struct gs_dns_query){
        .name = gs_mem_copy_text("other.test"),
        .type = GS_TYPE_A,
        .answer = gs_dns_answer_new("other.test", GS_TYPE_A),
    };
    gs_vec_push(queries, first);
    draw(fixture);
    open_type(fixture, "HTTPS", &popup);
    assert_true(has_run(&popup.rows, "also in A"));
    assert_true(has_run(&popup.rows, "not in AAAA"));
    gs_popup_fini(&popup);
}

static void ttl_that_goes_on_turns_the_picture_once_a_second(void **state)
{
    struct fixture *fixture = *state;
    int64_t now_us = 23000000;
    int64_t next_us = gs_view_next_change_us(fixture->view);
    assert_true(next_us > now_us);
    assert_true(next_us <= now_us + 1000000);
}

static void what_has_no_records_says_why(void **state)
{
    static const struct {
        const char *host;
        const char *idn_error;
        const char *sentence;
    } cases[] = {
        {"192.0.2.0/28", "", "Of a range of addresses only the names are asked: view 1."},
        {"x.example", "label x: too odd",
         "IDNA refuses this name, so DNS is not asked: label x: too odd."},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct fixture fixture = {.view = NULL};
        struct gs_question *question = &fixture.session.lookup.question;
        check_case(cases[i].host);
        record_scene_start(&fixture.session, cases[i].host);
        record_scene_finish(&fixture.session);
        (void)strcpy(question->idn_error, cases[i].idn_error);
        question->host_ascii[0] = cases[i].idn_error[0] == '\0' ? 'x' : '\0';
        fixture.view = gs_view_new(&fixture.session);
        gs_view_set_question(fixture.view, question);
        (void)gs_view_run(fixture.view, GS_COMMAND_VIEW_RECORDS);
        draw(&fixture);
        const struct gs_rows *rows = &fixture.panes[0].rows;
        assert_string_equal(gs_rows_text(rows, &rows->runs.items[0]), cases[i].sentence);
        for (size_t pane = 0; pane < GS_PANES_MAX; pane++) {
            gs_pane_fini(&fixture.panes[pane]);
        }
        gs_view_free(fixture.view);
        gs_session_fini(&fixture.session);
    }
}

#define unit(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        unit(coming_back_leads_to_the_view_the_pane_and_the_row),
        unit(message_follows_the_selection_and_has_three_forms),
        unit(dnssec_is_a_key),
        unit(a_row_is_copied_as_a_line_of_a_zone_file),
        unit(a_copied_pane_has_every_row),
        unit(what_has_no_records_says_why),
        unit(hints_are_held_against_the_addresses_of_their_own_host),
        unit(ttl_that_goes_on_turns_the_picture_once_a_second),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
