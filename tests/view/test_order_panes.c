/* SPDX-License-Identifier: MIT */
/* What the panes about the order say when there is nothing to order. */
#include "support/check.h"
#include "support/order_scene.h"

#include "gaiscope/view/view.h"

#include <stdio.h>
#include <string.h>

struct sentence_case {
    const char *label;
    void (*fill)(struct gs_session *session);
    const char *host; /* NULL: the null node */
    const char *verdict;
    const char *sentence; /* somewhere in the panes */
};

static const struct sentence_case cases[] = {
    {"the null node", order_scene_null, NULL, "not sorted",
     "Without a host libc sorts nothing: with PASSIVE IPv4 comes first, without it "
     "IPv6."},
    {"one address", order_scene_one, "one.example.com", "one address",
     "One address: there is nothing to order."},
    {"no address", order_scene_none, "nosuch.example.com", "no such name",
     "No address, so no order."},
    {"a finding", order_scene_finding, "odd.example.com", "libc breaks rule 6",
     "this 10, the next 40"},
    {"no way there", order_scene_many, "many.example.com", "libc is not RFC 6724",
     "no route"},
    {"a wrong line", order_scene_many, "many.example.com", "libc is not RFC 6724",
     "▲ line 5 is ignored: \"all\" is not a prefix"},
    {"an order of libc's own", order_scene_fill, "intranet.example.com",
     "libc is not RFC 6724", "123 bits in common, the next only 44"},
};

static void add_rows(const struct gs_rows *rows, struct gs_buf *out)
{
    for (size_t i = 0; i < rows->runs.count; i++) {
        gs_buf_add_text(out, gs_rows_text(rows, &rows->runs.items[i]));
        gs_buf_add_text(out, "\n");
    }
}

/* All that view 2 says, run by run. */
static void show(struct gs_view *view, struct gs_buf *out)
{
    struct gs_place places[GS_PANES_MAX];
    struct gs_rows verdict = {0};
    size_t count = gs_view_places(view, 200, 60, places);
    gs_view_line(view, GS_LINE_VERDICT, 200, &verdict);
    add_rows(&verdict, out);
    gs_rows_fini(&verdict);
    for (size_t i = 0; i < count; i++) {
        struct gs_pane pane = {0};
        gs_view_pane(view, places[i].pane, (size_t)places[i].half_modules * 20 - 4, 30,
                     &pane);
        add_rows(&pane.rows, out);
        gs_pane_fini(&pane);
    }
}

static void each_kind_of_answer_has_its_words(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const struct sentence_case *c = &cases[i];
        struct gs_session session = {0};
        struct gs_buf text = {0};
        check_case(c->label);
        c->fill(&session);
        struct gs_view *view = gs_view_new(&session);
        gs_view_set_now(view, (struct gs_now){.us = 2000, .wall_s = 1795351450});
        (void)gs_view_run(view, GS_COMMAND_CLOSE);
        (void)gs_view_run(view, GS_COMMAND_VIEW_ORDER);
        show(view, &text);
        assert_non_null(strstr(gs_buf_text(&text), c->verdict));
        assert_non_null(strstr(gs_buf_text(&text), c->sentence));
        gs_buf_fini(&text);
        gs_view_free(view);
        gs_session_fini(&session);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_kind_of_answer_has_its_words),
    };
    return cmocka_run_group_tests_name("order_panes", tests, NULL, NULL);
}
