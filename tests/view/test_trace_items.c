/* SPDX-License-Identifier: MIT */
/* What a row of the delegation pane stays the same by, and how little room it takes. */
#include "../../src/view/pane_faces.h"
#include "../../src/view/trace_items.h"
#include "../../src/view/view_state.h"
#include "support/check.h"
#include "support/servers_scene.h"

#include "gaiscope/base/text.h"

#include <string.h>

static struct gs_pane_context context_of(const struct gs_session *session,
                                         struct gs_digest *digest, size_t height)
{
    gs_digest_renew(digest, session, &session->lookup.now);
    return (struct gs_pane_context){.session = session,
                                    .lookup = &session->lookup,
                                    .digest = digest,
                                    .filter = "",
                                    .height = height};
}

/* The item that is the server of an address; GS_NO_ITEM: not shown. */
static size_t find_server(const struct gs_pane_context *context, const char *address)
{
    struct gs_trace_item_list items =
        gs_trace_items(context, context->session->lookup.now.trace);
    size_t found = GS_NO_ITEM;
    for (size_t i = 0; i < items.count && found == GS_NO_ITEM; i++) {
        char text[GS_ENDPOINT_TEXT_MAX] = "";
        if (items.items[i].server != NULL) {
            gs_endpoint_format(&items.items[i].server->endpoint, 53, text);
        }
        found = strcmp(text, address) == 0 ? i : found;
    }
    gs_vec_fini(&items);
    return found;
}

static void a_server_keeps_its_key_when_others_are_left_out(void **state)
{
    struct gs_session session = {0};
    struct gs_digest digest = {0};
    (void)state;
    trace_scene_fill(&session);
    struct gs_pane_context all = context_of(&session, &digest, 60);
    struct gs_pane_context few = context_of(&session, &digest, 8);
    size_t before = find_server(&all, "192.0.2.22");
    size_t after = find_server(&few, "192.0.2.22");
    assert_true(before != GS_NO_ITEM && after != GS_NO_ITEM);
    assert_true(after < before);
    assert_true(gs_key_trace(&all, before) != 0);
    assert_int_equal(gs_key_trace(&all, before), gs_key_trace(&few, after));
    gs_digest_fini(&digest);
    gs_session_fini(&session);
}

static void each_row_has_a_key_of_its_own(void **state)
{
    struct gs_session session = {0};
    struct gs_digest digest = {0};
    (void)state;
    trace_scene_fill(&session);
    struct gs_pane_context context = context_of(&session, &digest, 60);
    struct gs_trace_item_list items = gs_trace_items(&context, session.lookup.now.trace);
    for (size_t i = 0; i < items.count; i++) {
        for (size_t j = 0; j < i; j++) {
            assert_true(gs_key_trace(&context, i) != gs_key_trace(&context, j));
        }
    }
    assert_int_equal(gs_key_trace(&context, items.count), 0);
    gs_vec_fini(&items);
    gs_digest_fini(&digest);
    gs_session_fini(&session);
}

/* The last cell that is not blank of any row. */
static int last_cell(const struct gs_rows *rows)
{
    int last = 0;
    for (size_t i = 0; i < rows->runs.count; i++) {
        const struct gs_run *run = &rows->runs.items[i];
        int end = run->x + (int)gs_text_cells(gs_rows_text(rows, run));
        last = end > last ? end : last;
    }
    return last;
}

static void any_width_holds_rows_and_details(void **state)
{
    (void)state;

    for (size_t width = 1; width <= 60; width++) {
        struct gs_session session = {0};
        struct gs_digest digest = {0};
        struct gs_rows rows = {0};
        struct gs_popup popup = {.width = width};
        trace_scene_fill(&session);
        struct gs_pane_context context = context_of(&session, &digest, 60);
        context.width = width;
        gs_rows_begin(&rows, width, 0, 200);
        gs_build_trace(&context, &rows);
        assert_true(last_cell(&rows) <= (int)width);
        gs_rows_begin(&popup.rows, width, 0, 200);
        gs_details_trace(&context, 0, &popup);
        assert_true(last_cell(&popup.rows) <= (int)width);
        gs_rows_fini(&rows);
        gs_rows_fini(&popup.rows);
        gs_buf_fini(&popup.title);
        gs_digest_fini(&digest);
        gs_session_fini(&session);
    }
}

static void what_was_not_asked_is_counted_with_the_limits(void **state)
{
    struct gs_session session = {0};
    struct gs_digest digest = {0};
    struct gs_popup popup = {.width = 100};
    struct gs_buf text = {0};
    (void)state;
    trace_scene_fill(&session);
    session.lookup.now.trace->levels.items[0].left_out = 3;
    struct gs_pane_context context = context_of(&session, &digest, 60);
    gs_rows_begin(&popup.rows, 100, 0, 200);
    gs_details_trace(&context, 0, &popup);
    for (size_t i = 0; i < popup.rows.runs.count; i++) {
        gs_buf_add_text(&text, gs_rows_text(&popup.rows, &popup.rows.runs.items[i]));
    }
    assert_non_null(strstr(gs_buf_text(&text),
                           "3 more servers or addresses are not asked: 13 servers and "
                           "26 addresses of a zone are asked."));
    gs_buf_fini(&text);
    gs_rows_fini(&popup.rows);
    gs_buf_fini(&popup.title);
    gs_digest_fini(&digest);
    gs_session_fini(&session);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_server_keeps_its_key_when_others_are_left_out),
        cmocka_unit_test(each_row_has_a_key_of_its_own),
        cmocka_unit_test(any_width_holds_rows_and_details),
        cmocka_unit_test(what_was_not_asked_is_counted_with_the_limits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
