/* SPDX-License-Identifier: MIT */
/* Long tables: what is shown of them is found once, and a frame looks at what is seen. */
#include "../../src/view/pane_faces.h"
#include "../src/view/picks.h"
#include "../src/view/table_items.h"
#include "support/check.h"
#include "support/table_scene.h"

#include "gaiscope/view/view.h"

#include <stdio.h>
#include <string.h>

enum {
    FEW = 300,
    MANY = 100000,
    WIDTH = 76,
    HEIGHT = 20,
};

/* What a test works with. */
struct fixture {
    struct gs_session session;
    struct gs_picks picks;
    struct gs_pane_context context;
};

static struct fixture *open_table(struct gs_event event)
{
    struct fixture *fixture = gs_mem_new(1, sizeof *fixture);
    gs_session_apply(&fixture->session, &event);
    fixture->context = (struct gs_pane_context){
        .session = &fixture->session,
        .filter = "",
        .picks = &fixture->picks,
        .width = WIDTH,
        .height = HEIGHT,
    };
    return fixture;
}

static void close_table(struct fixture *fixture)
{
    gs_picks_fini(&fixture->picks);
    gs_session_fini(&fixture->session);
    free(fixture);
}

/* The names shown, parted by blanks. */
static char *names_of(const struct fixture *fixture)
{
    struct gs_buf out = {0};
    size_t count = gs_table_service_count(&fixture->context);
    for (size_t i = 0; i < count; i++) {
        gs_buf_addf(&out, "%s%s", i == 0 ? "" : " ",
                    gs_table_service_at(&fixture->context, i)->name);
    }
    return gs_buf_claim(&out);
}

static void a_filter_reads_names_aliases_numbers_and_protocols(void **state)
{
    static const struct {
        const char *filter;
        const char *names;
    } cases[] = {
        {"smtp", "smtp submissions"},
        {"SMTPS", "submissions"},
        {"mail", "smtp"},
        {"512", "exec biff"},
        {"sctp", "intranet"},
        {"ddp", "rtmp"},
        {"25 smtp", "smtp"},
        {"nosuch", ""},
        {"!tcp", "rtmp bootps bootpc tftp ntp ptp-event ptp-general biff"},
    };

    (void)state;
    struct fixture *fixture = open_table(table_event(1));
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        check_case(cases[i].filter);
        fixture->context.filter = cases[i].filter;
        char *names = names_of(fixture);
        assert_string_equal(names, cases[i].names);
        free(names);
    }
    close_table(fixture);
}

static void each_order_can_be_turned_round(void **state)
{
    static const struct {
        const char *label;
        struct gs_sort sort;
        const char *first;
        const char *last;
    } cases[] = {
        {"port", {GS_TABLE_SORT_PORT, false}, "tcpmux", "intranet"},
        {"port, from the end", {GS_TABLE_SORT_PORT, true}, "intranet", "tcpmux"},
        {"name", {GS_TABLE_SORT_NAME, false}, "biff", "tftp"},
        {"name, from the end", {GS_TABLE_SORT_NAME, true}, "tftp", "biff"},
        {"protocol", {GS_TABLE_SORT_PROTOCOL, false}, "tcpmux", "rtmp"},
        {"line", {GS_TABLE_SORT_LINE, false}, "tcpmux", "intranet"},
    };

    (void)state;
    struct fixture *fixture = open_table(table_event(1));
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        check_case(cases[i].label);
        fixture->context.sort = cases[i].sort;
        size_t count = gs_table_service_count(&fixture->context);
        assert_string_equal(gs_table_service_at(&fixture->context, 0)->name,
                            cases[i].first);
        assert_string_equal(gs_table_service_at(&fixture->context, count - 1)->name,
                            cases[i].last);
        assert_null(gs_table_service_at(&fixture->context, count));
    }
    close_table(fixture);
}

static void the_asked_service_is_found_by_name_alias_and_number(void **state)
{
    static const char *const services[] = {"smtp", "mail", "25"};
    (void)state;
    struct fixture *fixture = open_table(table_event(1));
    struct gs_lookup lookup = {0};
    fixture->context.lookup = &lookup;
    for (size_t i = 0; i < COUNT_OF(services); i++) {
        (void)gs_question_set(&lookup.question, "a.test", services[i]);
        assert_int_equal(gs_table_asked(&fixture->context), 7);
    }
    (void)gs_question_set(&lookup.question, "a.test", "nosuch");
    assert_int_equal(gs_table_asked(&fixture->context), GS_NO_ITEM);
    close_table(fixture);
}

/* What is found is kept: while nothing changes the entries are not looked at again, which
 * entries that vanish under it would tell. */
static void what_passes_a_filter_is_found_once(void **state)
{
    (void)state;
    struct fixture *fixture = open_table(table_event_of(MANY));
    fixture->context.filter = "s0999";
    size_t found = gs_table_service_count(&fixture->context);
    assert_int_equal(found, 100);
    struct gs_table_service_list kept = fixture->session.tables->services;
    fixture->session.tables->services = (struct gs_table_service_list){0};
    for (int frame = 0; frame < 3; frame++) {
        assert_int_equal(gs_table_service_count(&fixture->context), found);
    }
    fixture->session.tables->services = kept;
    fixture->context.sort.is_reversed = true;
    assert_int_equal(gs_table_service_count(&fixture->context), found);
    assert_string_equal(gs_table_service_at(&fixture->context, 0)->name, "s099999");
    close_table(fixture);
}

/* Rows and texts made for a window, whatever stands before and behind it. */
static size_t work_of(size_t count, size_t from, const char *filter)
{
    struct fixture *fixture = open_table(table_event_of(count));
    struct gs_rows rows = {0};
    fixture->context.filter = filter;
    gs_rows_begin(&rows, WIDTH, from, HEIGHT);
    gs_build_table(&fixture->context, &rows);
    size_t work = rows.rows.count + rows.runs.count;
    assert_int_equal(rows.rows.count, HEIGHT);
    assert_true(rows.texts.len < (size_t)HEIGHT * WIDTH);
    gs_rows_fini(&rows);
    close_table(fixture);
    return work;
}

static void a_window_costs_the_same_in_a_long_table(void **state)
{
    (void)state;
    size_t few = work_of(FEW, 100, "");
    assert_int_equal(work_of(MANY, 100, ""), few);
    assert_int_equal(work_of(MANY, MANY / 2, ""), few);
    assert_int_equal(work_of(MANY, 100, "s0"), few);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_filter_reads_names_aliases_numbers_and_protocols),
        cmocka_unit_test(each_order_can_be_turned_round),
        cmocka_unit_test(the_asked_service_is_found_by_name_alias_and_number),
        cmocka_unit_test(what_passes_a_filter_is_found_once),
        cmocka_unit_test(a_window_costs_the_same_in_a_long_table),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
