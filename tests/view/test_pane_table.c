/* SPDX-License-Identifier: MIT */
/* A pane as a table. */
#include "../../src/view/view_state.h"
#include "support/check.h"
#include "support/record_scene.h"
#include "support/whois_scene.h"

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

static const char *field(const struct gs_text_table *table, const char *column,
                         size_t row)
{
    for (size_t i = 0; i < table->columns.count; i++) {
        if (strcmp(table->columns.items[i], column) == 0) {
            const char *text = table->rows.items[row].items[i];
            return text == NULL ? "" : text;
        }
    }
    fail_msg("no column %s", column);
    return "";
}

static void every_row_is_under_its_heads(void **state)
{
    struct fixture *fixture = *state;
    struct gs_text_table table = {0};
    assert_true(gs_view_take_table(fixture->view, &table));
    assert_true(table.rows.count > 10);
    bool has_address = false;
    for (size_t i = 0; i < table.rows.count; i++) {
        bool is_address = strcmp(field(&table, "type", i), "A") == 0 &&
                          strstr(field(&table, "value", i), "198.51.100.223") != NULL;
        has_address = has_address || is_address;
    }
    assert_true(has_address);
    gs_text_table_fini(&table);
}

static void what_is_filtered_is_not_in_the_table(void **state)
{
    struct fixture *fixture = *state;
    struct gs_text_table all = {0};
    struct gs_text_table some = {0};
    assert_true(gs_view_take_table(fixture->view, &all));
    gs_view_keep(fixture->view, "MX");
    draw(fixture);
    assert_true(gs_view_take_table(fixture->view, &some));
    assert_true(some.rows.count < all.rows.count);
    gs_text_table_fini(&all);
    gs_text_table_fini(&some);
}

static void a_pane_without_heads_has_columns_by_place(void **state)
{
    struct fixture *fixture = *state;
    struct gs_text_table table = {0};
    whois_scene_chain(&fixture->session);
    (void)gs_view_go_to(fixture->view, GS_PANE_REGISTRATION);
    draw(fixture);
    assert_true(gs_view_take_table(fixture->view, &table));
    assert_string_equal(table.columns.items[0], "column 1");
    assert_non_null(table.rows.items[0].items[0]);
    gs_text_table_fini(&table);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_row_is_under_its_heads, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_filtered_is_not_in_the_table, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_pane_without_heads_has_columns_by_place, set_up,
                                        tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
