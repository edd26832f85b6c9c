/* SPDX-License-Identifier: MIT */
/* The hints popup: what its keys ask, and what Enter and Esc leave behind. */
#include "support/check.h"
#include "support/screen_scenes.h"

#include <stdlib.h>
#include <string.h>

#include <netdb.h>
#include <sys/socket.h>

#define ASK    (GS_EFFECT_ASK | GS_EFFECT_REDRAW)
#define REDRAW GS_EFFECT_REDRAW

/* The scene of an answered question, the popup open. */
struct fixture {
    struct gs_session session;
    struct gs_view *view;
    struct gs_popup popup;
};

static struct fixture *open_scene(const char *name)
{
    struct fixture *of = gs_mem_new(1, sizeof *of);
    const struct gs_scene *scene = gs_scenes;
    while (strcmp(scene->name, name) != 0) {
        scene++;
    }
    scene->fill(&of->session);
    of->view = gs_view_new(&of->session);
    gs_view_set_now(of->view, (struct gs_now){scene->now_us, scene->now_wall_s});
    if (of->session.has_lookup) {
        gs_view_set_question(of->view, &of->session.lookup.question);
    } else {
        (void)gs_view_run(of->view, GS_COMMAND_CLOSE); /* leaves the question line */
    }
    assert_int_equal(gs_view_run(of->view, GS_COMMAND_HINTS), REDRAW);
    assert_int_equal(gs_view_context(of->view), GS_CONTEXT_HINTS);
    return of;
}

static int open_view(void **state)
{
    *state = open_scene("lookup");
    return 0;
}

static int close_view(void **state)
{
    struct fixture *of = *state;
    gs_popup_fini(&of->popup);
    gs_view_free(of->view);
    gs_session_fini(&of->session);
    free(of);
    return 0;
}

static void press(struct fixture *of, enum gs_command_id command, size_t times)
{
    for (size_t i = 0; i < times; i++) {
        assert_int_equal(gs_view_run(of->view, command), REDRAW);
    }
}

static const struct gs_hints *hints_of(const struct fixture *of)
{
    return &gs_view_question(of->view)->hints;
}

/* Whether the popup shows a text on a screen of this size, scrolled to the cursor. */
static bool shows(struct fixture *of, size_t cols, size_t rows, const char *part)
{
    gs_buf_clear(&of->popup.title);
    gs_buf_clear(&of->popup.right);
    gs_buf_clear(&of->popup.keys);
    assert_true(gs_view_popup(of->view, cols, rows, &of->popup));
    for (size_t i = 0; i < of->popup.rows.runs.count; i++) {
        const struct gs_run *run = &of->popup.rows.runs.items[i];
        if (strstr(gs_rows_text(&of->popup.rows, run), part) != NULL) {
            return true;
        }
    }
    return false;
}

static void each_change_asks_at_once(void **state)
{
    struct fixture *of = *state;
    press(of, GS_COMMAND_DOWN, 2); /* Family: IPv6 */
    assert_int_equal(gs_view_run(of->view, GS_COMMAND_SET), ASK);
    assert_int_equal(hints_of(of)->family, AF_INET6);
    assert_int_equal(gs_view_run(of->view, GS_COMMAND_SET), REDRAW); /* nothing new */
    press(of, GS_COMMAND_RIGHT, 1); /* Socket type: dgram is beside */
    assert_int_equal(gs_view_run(of->view, GS_COMMAND_SET), ASK);
    assert_int_equal(hints_of(of)->socktype, SOCK_DGRAM);
    press(of, GS_COMMAND_RIGHT, 1); /* Protocol: udp */
    assert_int_equal(gs_view_run(of->view, GS_COMMAND_SET), ASK);
    assert_int_equal(hints_of(of)->protocol, 17);
    press(of, GS_COMMAND_NEXT_PANE, 1); /* Flags: ADDRCONFIG goes */
    assert_int_equal(gs_view_run(of->view, GS_COMMAND_SET), ASK);
    assert_int_equal(hints_of(of)->flags & AI_ADDRCONFIG, 0);
    assert_false(hints_of(of)->has_default_flags);
}

static void enter_keeps_and_esc_goes_back(void **state)
{
    struct fixture *of = *state;
    press(of, GS_COMMAND_DOWN, 1);
    assert_int_equal(gs_view_run(of->view, GS_COMMAND_SET), ASK);
    assert_int_equal(gs_view_run(of->view, GS_COMMAND_ACCEPT), REDRAW);
    assert_int_equal(gs_view_context(of->view), GS_CONTEXT_PANES);
    assert_int_equal(hints_of(of)->family, AF_INET);
    press(of, GS_COMMAND_HINTS, 1);
    assert_int_equal(gs_view_run(of->view, GS_COMMAND_CLOSE), REDRAW); /* no change */
    press(of, GS_COMMAND_HINTS, 1);
    press(of, GS_COMMAND_UP, 1);
    assert_int_equal(gs_view_run(of->view, GS_COMMAND_SET), ASK);
    assert_int_equal(gs_view_run(of->view, GS_COMMAND_CLOSE), ASK);
    assert_int_equal(hints_of(of)->family, AF_INET);
    assert_int_equal(gs_view_context(of->view), GS_CONTEXT_PANES);
}

static void null_node_keeps_the_host_for_when_it_is_turned_off(void **state)
{
    struct fixture *of = *state;
    press(of, GS_COMMAND_NEXT_PANE, 1); /* Host */
    press(of, GS_COMMAND_DOWN, 1);
    assert_int_equal(gs_view_run(of->view, GS_COMMAND_SET), ASK);
    assert_true(gs_view_question(of->view)->is_null);
    assert_string_equal(gs_view_question(of->view)->service, "www");
    press(of, GS_COMMAND_UP, 1);
    assert_true(shows(of, 120, 40, "iana.org"));
    assert_int_equal(gs_view_run(of->view, GS_COMMAND_SET), ASK);
    assert_string_equal(gs_view_question(of->view)->host, "iana.org");
    press(of, GS_COMMAND_DOWN, 1);
    assert_int_equal(gs_view_run(of->view, GS_COMMAND_SET), ASK);
    assert_int_equal(gs_view_run(of->view, GS_COMMAND_CLOSE), ASK);
    assert_string_equal(gs_view_question(of->view)->host, "iana.org");
}

struct protocol_case {
    const char *typed;
    int want; /* -1: refused */
};

static void another_protocol_is_typed_by_name_or_number(void **state)
{
    static const struct protocol_case cases[] = {
        {"58", 58}, {"dccp", 33},   {"IPPROTO_UDPLITE", 136},     {"256", -1},
        {"-1", -1}, {"nosuch", -1}, {"99999999999999999999", -1},
    };

    struct fixture *of = *state;
    press(of, GS_COMMAND_PREVIOUS_PANE, 2); /* Protocol */
    press(of, GS_COMMAND_DOWN, 5);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const struct protocol_case *at = &cases[i];
        check_case(at->typed);
        press(of, GS_COMMAND_SET, 1);
        assert_int_equal(gs_view_context(of->view), GS_CONTEXT_PROMPT);
        (void)gs_view_type(of->view, at->typed, strlen(at->typed), false);
        unsigned effects = gs_view_run(of->view, GS_COMMAND_ACCEPT);
        if (at->want >= 0) {
            assert_int_equal(effects, ASK);
            assert_int_equal(hints_of(of)->protocol, at->want);
        } else {
            assert_int_equal(effects, REDRAW);
            assert_int_equal(gs_view_context(of->view), GS_CONTEXT_PROMPT);
            press(of, GS_COMMAND_CLOSE, 1); /* leaves the field, not the popup */
        }
        assert_int_equal(gs_view_context(of->view), GS_CONTEXT_HINTS);
    }
}

static void call_is_copied_from_there(void **state)
{
    struct fixture *of = *state;
    assert_int_equal(gs_view_run(of->view, GS_COMMAND_COPY_ROW),
                     GS_EFFECT_COPY | GS_EFFECT_REDRAW);
    char *text = gs_view_claim_copy(of->view);
    assert_string_equal(text, "getaddrinfo(\"iana.org\", \"www\", &(struct addrinfo){ "
                              ".ai_flags = AI_ADDRCONFIG | AI_V4MAPPED | AI_CANONNAME, "
                              ".ai_socktype = SOCK_STREAM }, &list)");
    free(text);
}

static void cursor_is_seen_at_every_size(void **state)
{
    static const size_t sizes[][2] = {{120, 40}, {80, 24}, {40, 12}, {40, 10}};

    struct fixture *of = *state;
    for (size_t size = 0; size < COUNT_OF(sizes); size++) {
        for (size_t step = 0; step < 30; step++) {
            assert_true(shows(of, sizes[size][0], sizes[size][1], "▌"));
            press(of, GS_COMMAND_DOWN, 1);
        }
        press(of, GS_COMMAND_UP, 40);
    }
}

static void nothing_is_asked_before_a_question(void **state)
{
    (void)state;
    struct fixture *of = open_scene("empty");
    press(of, GS_COMMAND_DOWN, 1);
    assert_int_equal(gs_view_run(of->view, GS_COMMAND_SET), REDRAW);
    assert_int_equal(hints_of(of)->family, AF_INET);
    assert_int_equal(gs_view_run(of->view, GS_COMMAND_CLOSE), REDRAW);
    assert_int_equal(hints_of(of)->family, AF_UNSPEC);
    void *gone = of;
    (void)close_view(&gone);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_view, close_view)

static void a_low_screen_shows_the_sentence_of_the_chosen_place(void **state)
{
    struct fixture *of = *state;
    while (!shows(of, 80, 24, "▌") || !shows(of, 80, 24, "No effect: ")) {
        press(of, GS_COMMAND_DOWN, 1); /* ends at the first flag that does nothing */
    }
    assert_true(shows(of, 80, 24, "V4MAPPED"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            a_low_screen_shows_the_sentence_of_the_chosen_place, open_view, close_view),
        TEST(each_change_asks_at_once),
        TEST(enter_keeps_and_esc_goes_back),
        TEST(null_node_keeps_the_host_for_when_it_is_turned_off),
        TEST(another_protocol_is_typed_by_name_or_number),
        TEST(call_is_copied_from_there),
        TEST(cursor_is_seen_at_every_size),
        cmocka_unit_test(nothing_is_asked_before_a_question),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
