/* SPDX-License-Identifier: MIT */
/* What a server binds to: its details, the question before it listens, and who came. */
#include "support/check.h"
#include "support/screen_scenes.h"

#include <stdlib.h>
#include <string.h>

#include <netinet/in.h>
#include <sys/socket.h>

struct fixture {
    struct gs_session session;
    struct gs_view *view;
};

static struct fixture *open_scene(const char *name)
{
    struct fixture *of = gs_mem_new(1, sizeof *of);
    const struct gs_scene *scene = gs_scenes;
    struct gs_place places[GS_PANES_MAX];
    while (strcmp(scene->name, name) != 0) {
        scene++;
    }
    scene->fill(&of->session);
    of->view = gs_view_new(&of->session);
    gs_view_set_now(of->view, (struct gs_now){scene->now_us, scene->now_wall_s});
    gs_view_set_question(of->view, &of->session.lookup.question);
    (void)gs_view_places(of->view, 120, 40, places);
    return of;
}

static void close_scene(struct fixture *of)
{
    gs_view_free(of->view);
    gs_session_fini(&of->session);
    free(of);
}

static void add_rows(const struct gs_rows *rows, struct gs_buf *out)
{
    for (size_t i = 0; i < rows->runs.count; i++) {
        gs_buf_addf(out, "%s\n", gs_rows_text(rows, &rows->runs.items[i]));
    }
}

/* What all panes show. */
static char *panes_text(struct fixture *of)
{
    struct gs_place places[GS_PANES_MAX];
    struct gs_buf out = {0};
    size_t count = gs_view_places(of->view, 120, 40, places);
    for (size_t i = 0; i < count; i++) {
        struct gs_pane pane = {0};
        gs_view_pane(of->view, places[i].pane, 100, 20, &pane);
        add_rows(&pane.rows, &out);
        gs_pane_fini(&pane);
    }
    return gs_buf_claim(&out);
}

/* What the popup shows; "": there is none. */
static char *popup_text(struct fixture *of)
{
    struct gs_popup popup = {0};
    struct gs_buf out = {0};
    if (gs_view_popup(of->view, 120, 60, &popup)) {
        add_rows(&popup.rows, &out);
    }
    gs_popup_fini(&popup);
    return gs_buf_claim(&out);
}

static void y_and_n_answer_the_question_before_listening(void **state)
{
    static const struct {
        const char *label;
        enum gs_command_id key;
        bool listens;
    } cases[] = {
        {"Enter", GS_COMMAND_ACCEPT, true},
        {"y", GS_COMMAND_COPY_ROW, true},
        {"Esc", GS_COMMAND_CLOSE, false},
        {"n", GS_COMMAND_SEARCH_NEXT, false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        check_case(cases[i].label);
        struct fixture *of = open_scene("bind_before");
        (void)gs_view_run(of->view, GS_COMMAND_LISTEN);
        char *text = popup_text(of);
        assert_non_null(strstr(text, "Others can reach"));
        unsigned effects = gs_view_run(of->view, cases[i].key);
        assert_int_equal((effects & GS_EFFECT_LISTEN) != 0, cases[i].listens);
        free(text);
        text = popup_text(of);
        assert_string_equal(text, "");
        free(text);
        close_scene(of);
    }
}

static void a_passive_address_is_bound_not_connected(void **state)
{
    (void)state;
    struct fixture *of = open_scene("bind_before");
    while (strcmp(gs_view_focus_title(of->view), "IPv6") != 0) {
        (void)gs_view_run(of->view, GS_COMMAND_NEXT_PANE);
    }
    (void)gs_view_run(of->view, GS_COMMAND_DETAILS);
    char *text = popup_text(of);
    assert_non_null(strstr(text, "s.bind((\"::\", 21, 0, 0))\ns.listen()\n"));
    assert_null(strstr(text, "connect("));
    assert_null(strstr(text, "chosen by the kernel"));
    free(text);
    close_scene(of);
}

static void datagrams_have_a_sender_and_no_connection(void **state)
{
    static const struct {
        const char *label;
        bool is_all; /* every socket takes datagrams */
        const char *want;
    } cases[] = {
        {"datagrams alone", true, "No datagram has come yet; its sender is shown."},
        {"both", false, "Nobody has come yet; who connects or sends is shown."},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        check_case(cases[i].label);
        struct fixture *of = open_scene("bind_listening");
        struct gs_bind_report *report = of->session.lookup.now.bind;
        for (size_t k = 0; k < (cases[i].is_all ? report->rows.count : 1); k++) {
            report->rows.items[k].socktype = SOCK_DGRAM;
            report->rows.items[k].protocol = IPPROTO_UDP;
        }
        char *text = panes_text(of);
        assert_non_null(strstr(text, cases[i].want));
        free(text);
        close_scene(of);
    }
}

static void a_long_port_keeps_its_distance_from_the_name(void **state)
{
    (void)state;
    struct fixture *of = open_scene("lookup");
    struct gs_place places[GS_PANES_MAX];
    struct gs_service_list *entries = &of->session.lookup.now.services->entries;
    (void)strcpy(entries->items[0].protocol, "sctp");
    entries->items[0].port = 18005;
    size_t count = gs_view_places(of->view, 120, 40, places);
    for (size_t i = 0; i < count; i++) {
        struct gs_pane pane = {0};
        gs_view_pane(of->view, places[i].pane, 60, 10, &pane);
        for (size_t k = 0; k + 1 < pane.rows.runs.count; k++) {
            const struct gs_run *run = &pane.rows.runs.items[k];
            if (strcmp(gs_rows_text(&pane.rows, run), "18005/sctp") == 0) {
                assert_int_equal(run[1].x, run->x + 12);
                count = 0; /* found */
            }
        }
        gs_pane_fini(&pane);
    }
    assert_int_equal(count, 0);
    close_scene(of);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(y_and_n_answer_the_question_before_listening),
        cmocka_unit_test(a_passive_address_is_bound_not_connected),
        cmocka_unit_test(datagrams_have_a_sender_and_no_connection),
        cmocka_unit_test(a_long_port_keeps_its_distance_from_the_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
