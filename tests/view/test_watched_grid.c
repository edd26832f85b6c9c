/* SPDX-License-Identifier: MIT */
#include "../../src/view/watched_grid.h"
#include "support/check.h"

#include <string.h>

enum {
    SHORT = 11, /* cells of a host */
    LONG = 54,
};

/* "host state v4 v6": the columns that a width has. */
static void list_columns(size_t width, struct gs_buf *out)
{
    static const char *const names[GS_WATCHED_COLUMNS] = {
        "host",  "state",  "v4",  "v6",   "change", "ago", "source",
        "spark", "median", "DNS", "libc", "up",     "next"};
    const struct gs_watched_grid grid = gs_watched_grid_of(width, SHORT);
    for (int id = 0; id < GS_WATCHED_COLUMNS; id++) {
        if (grid.cells[id] > 0) {
            gs_buf_addf(out, "%s%s", out->len > 0 ? " " : "", names[id]);
        }
    }
}

static void a_wider_pane_has_more_columns(void **state)
{
    static const struct {
        const char *label;
        size_t width;
        const char *columns;
    } cases[] = {
        {"40 columns", 36, "host state"},
        {"80 columns", 76, "host state v4 v6 ago spark median"},
        {"120 columns", 116, "host state v4 v6 change ago spark median up"},
        {"200 columns, beside the journal", 136,
         "host state v4 v6 change ago source spark DNS libc up next"},
        {"160 columns", 156,
         "host state v4 v6 change ago source spark median DNS libc up next"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_buf columns = {0};
        check_case(cases[i].label);
        list_columns(cases[i].width, &columns);
        assert_string_equal(gs_buf_text(&columns), cases[i].columns);
        gs_buf_fini(&columns);
    }
}

/* Two blank cells between them, and the last one ends where the rule ends. */
static void columns_fill_any_width(void **state)
{
    (void)state;
    for (size_t width = 30; width < 400; width++) {
        for (size_t host = SHORT; host <= LONG; host += LONG - SHORT) {
            const struct gs_watched_grid grid = gs_watched_grid_of(width, host);
            int end = -2;
            for (int id = 0; id < GS_WATCHED_COLUMNS; id++) {
                if (grid.cells[id] > 0) {
                    assert_int_equal(grid.x[id], end + 2);
                    end = grid.x[id] + (int)grid.cells[id];
                }
            }
            assert_int_equal(end, width);
            assert_true(grid.cells[GS_WATCHED_HOST] >= 8);
        }
    }
}

static void a_long_host_has_what_is_free_and_no_more(void **state)
{
    static const struct {
        const char *label;
        size_t width;
        size_t host;
        size_t cells; /* of the host's column */
        size_t spark;
    } cases[] = {
        {"80 columns have no cell to give", 76, LONG, 22, 9},
        {"a short one takes none", 116, SHORT, 22, 20},
        {"a longer one takes what it needs", 116, 25, 25, 17},
        {"twelve rounds stay", 116, LONG, 30, 12},
        {"a wide pane has room for both", 196, LONG, 54, 35},
        {"all that are kept", 260, SHORT, 93, 60},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        check_case(cases[i].label);
        const struct gs_watched_grid grid =
            gs_watched_grid_of(cases[i].width, cases[i].host);
        assert_int_equal(grid.cells[GS_WATCHED_HOST], cases[i].cells);
        assert_int_equal(grid.cells[GS_WATCHED_SPARK], cases[i].spark);
    }
}

/* Hosts have intervals of their own: a span of time would be true of some alone. */
static void the_head_of_the_latency_counts_rounds(void **state)
{
    static const struct {
        size_t width;
        const char *heading;
    } cases[] = {{76, "latency"},
                 {116, "latency, 20 rounds"},
                 {136, "latency, last 16"},
                 {196, "latency, 60 rounds"}};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_rows rows = {0};
        const struct gs_watched_grid grid = gs_watched_grid_of(cases[i].width, SHORT);
        bool has_heading = false;
        gs_rows_begin(&rows, cases[i].width, 0, 1);
        gs_watched_put_head(&grid, &rows);
        for (size_t k = 0; k < rows.runs.count; k++) {
            has_heading = has_heading || strcmp(gs_rows_text(&rows, &rows.runs.items[k]),
                                                cases[i].heading) == 0;
        }
        assert_true(has_heading);
        gs_rows_fini(&rows);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_wider_pane_has_more_columns),
        cmocka_unit_test(columns_fill_any_width),
        cmocka_unit_test(a_long_host_has_what_is_free_and_no_more),
        cmocka_unit_test(the_head_of_the_latency_counts_rounds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
