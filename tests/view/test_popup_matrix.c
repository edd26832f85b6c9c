/* SPDX-License-Identifier: MIT */
#include "support/check.h"
#include "support/screen_scenes.h"

#include <stdlib.h>
#include <string.h>

#include <netdb.h>
#include <sys/socket.h>

#define U GS_COMMAND_UP
#define D GS_COMMAND_DOWN
#define L GS_COMMAND_CELL_LEFT
#define R GS_COMMAND_RIGHT
#define T GS_COMMAND_NEXT_PANE
#define M GS_COMMAND_MATRIX

/* The scene of a whole matrix, its popup not yet open. */
struct fixture {
    struct gs_session session;
    struct gs_view *view;
    struct gs_popup popup;
};

static int open_view(void **state)
{
    struct fixture *of = gs_mem_new(1, sizeof *of);
    const struct gs_scene *scene = gs_scenes;
    while (strcmp(scene->name, "matrix") != 0) {
        scene++;
    }
    scene->fill(&of->session);
    of->view = gs_view_new(&of->session);
    gs_view_set_now(of->view, (struct gs_now){scene->now_us, scene->now_wall_s});
    gs_view_set_question(of->view, &of->session.lookup.question);
    *state = of;
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

static void press(struct fixture *of, const enum gs_command_id *commands)
{
    for (; *commands != GS_COMMAND_NONE; commands++) {
        assert_int_equal(gs_view_run(of->view, *commands), GS_EFFECT_REDRAW);
    }
}

/* Whether a text is in the popup of a screen. */
static bool shows(struct fixture *of, size_t cols, size_t rows, const char *text)
{
    gs_popup_fini(&of->popup);
    assert_true(gs_view_popup(of->view, cols, rows, &of->popup));
    bool has_it = strstr(gs_buf_text(&of->popup.title), text) != NULL ||
                  strstr(gs_buf_text(&of->popup.right), text) != NULL;
    for (size_t i = 0; !has_it && i < of->popup.rows.runs.count; i++) {
        has_it = strstr(gs_rows_text(&of->popup.rows, &of->popup.rows.runs.items[i]),
                        text) != NULL;
    }
    return has_it;
}

static void the_cursor_moves_over_all_blocks_and_enter_asks_its_cell(void **state)
{
    static const struct {
        const char *label;
        enum gs_command_id commands[10];
        int family;
        int socktype;
        int flags; /* of ADDRCONFIG and V4MAPPED */
    } cases[] = {
        {"it opens at the question itself",
         {M},
         AF_UNSPEC,
         SOCK_STREAM,
         AI_ADDRCONFIG | AI_V4MAPPED},
        {"right is the next family",
         {M, R},
         AF_INET,
         SOCK_STREAM,
         AI_ADDRCONFIG | AI_V4MAPPED},
        {"left of the first family is the block before",
         {M, L},
         AF_INET6,
         SOCK_STREAM,
         AI_V4MAPPED},
        {"up over the block's edge", {M, U, U}, AF_UNSPEC, SOCK_SEQPACKET, AI_ADDRCONFIG},
        {"down is the next socket type",
         {M, D, D, D},
         AF_UNSPEC,
         SOCK_RDM,
         AI_ADDRCONFIG | AI_V4MAPPED},
        {"it stops at the edges",
         {M, D, D, D, D, D, D, R, R, R},
         AF_INET6,
         SOCK_SEQPACKET,
         AI_ADDRCONFIG | AI_V4MAPPED},
        {"Tab turns the flags", {M, T}, AF_UNSPEC, SOCK_STREAM, 0},
        {"S-Tab turns them back",
         {M, GS_COMMAND_PREVIOUS_PANE},
         AF_UNSPEC,
         SOCK_STREAM,
         AI_V4MAPPED},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        void *inner = NULL;
        check_case(cases[i].label);
        open_view(&inner);
        struct fixture *of = inner;
        for (size_t k = 0; k < 10 && cases[i].commands[k] != GS_COMMAND_NONE; k++) {
            const enum gs_command_id one[] = {cases[i].commands[k], GS_COMMAND_NONE};

            press(of, one);
        }
        assert_int_equal(gs_view_run(of->view, GS_COMMAND_ACCEPT),
                         GS_EFFECT_ASK | GS_EFFECT_REDRAW);
        const struct gs_hints *hints = &gs_view_question(of->view)->hints;
        assert_int_equal(hints->family, cases[i].family);
        assert_int_equal(hints->socktype, cases[i].socktype);
        assert_int_equal(hints->flags & (AI_ADDRCONFIG | AI_V4MAPPED), cases[i].flags);
        assert_int_equal(hints->flags & AI_CANONNAME, AI_CANONNAME); /* others stay */
        assert_int_equal(gs_view_context(of->view), GS_CONTEXT_PANES);
        close_view(&inner);
    }
}

static void the_selected_call_is_told_in_words(void **state)
{
    struct fixture *of = *state;

    const enum gs_command_id open[] = {GS_COMMAND_MATRIX, GS_COMMAND_NONE};

    const enum gs_command_id down[] = {GS_COMMAND_DOWN, GS_COMMAND_NONE};

    press(of, open);
    assert_true(shows(of, 120, 40, "2 rows: 2001:500:88:200::8 stream/tcp"));
    press(of, down);
    assert_true(shows(of, 120, 40, "EAI_SERVICE -8: bad question. This socket type"));
    assert_true(shows(of, 120, 40, ".ai_socktype = SOCK_DGRAM"));
}

static void what_has_no_room_goes_block_by_block(void **state)
{
    struct fixture *of = *state;

    const enum gs_command_id open[] = {GS_COMMAND_MATRIX, GS_COMMAND_NONE};

    press(of, open);
    assert_true(shows(of, 120, 40, "without these flags"));
    assert_false(shows(of, 80, 24, "without these flags"));
    assert_true(shows(of, 80, 24, "ADDRCONFIG V4MAPPED"));

    const enum gs_command_id last[] = {GS_COMMAND_DOWN, GS_COMMAND_DOWN, GS_COMMAND_DOWN,
                                       GS_COMMAND_DOWN, GS_COMMAND_NONE};

    press(of, last);
    assert_true(shows(of, 40, 12, "seqpacket")); /* the selected row is always seen */
}

static void the_open_matrix_is_asked_once_and_again_on_demand(void **state)
{
    struct fixture *of = *state;
    struct gs_part_state *part = &of->session.lookup.parts[GS_PART_MATRIX];
    assert_int_equal(gs_view_wants(of->view).parts & GS_PART_BIT(GS_PART_MATRIX), 0);

    const enum gs_command_id open[] = {GS_COMMAND_MATRIX, GS_COMMAND_NONE};

    press(of, open);
    assert_int_equal(gs_view_wants(of->view).parts & GS_PART_BIT(GS_PART_MATRIX), 0);
    part->progress = GS_PROGRESS_IDLE; /* as after another question */
    assert_int_not_equal(gs_view_wants(of->view).parts & GS_PART_BIT(GS_PART_MATRIX), 0);
    assert_int_equal(gs_view_run(of->view, GS_COMMAND_AGAIN), GS_EFFECT_NOT_MINE);
    assert_int_equal(gs_view_part(of->view), GS_PART_MATRIX);
}

static void nothing_asked_has_no_matrix(void **state)
{
    struct gs_session session = {0};
    (void)state;
    struct gs_view *view = gs_view_new(&session);
    (void)gs_view_run(view, GS_COMMAND_CLOSE);
    (void)gs_view_run(view, GS_COMMAND_MATRIX);
    assert_int_equal(gs_view_context(view), GS_CONTEXT_PANES);
    gs_view_free(view);
}

#define unit(test) cmocka_unit_test_setup_teardown(test, open_view, close_view)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_cursor_moves_over_all_blocks_and_enter_asks_its_cell),
        unit(the_selected_call_is_told_in_words),
        unit(what_has_no_room_goes_block_by_block),
        unit(the_open_matrix_is_asked_once_and_again_on_demand),
        cmocka_unit_test(nothing_asked_has_no_matrix),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
