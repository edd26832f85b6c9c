/* SPDX-License-Identifier: MIT */
#include "../../src/view/watched_order.h"
#include "support/check.h"

#include "gaiscope/model/session.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    TURN_US = GS_WATCH_TURN_US,
    MANY = 10000,
};

static const struct gs_watched_wish worst_first = {.filter = ""};

/* A list of hosts `h0`, `h1`, ... that nobody has asked yet, with labels by turns. */
static void tell_list(struct gs_session *session, size_t count)
{
    struct gs_watch_told *told = gs_mem_new(1, sizeof *told);
    told->name = gs_mem_copy_text("list");
    for (size_t i = 0; i < count; i++) {
        char name[32];
        struct gs_watched host = {.id = i + 1, .state = GS_WATCH_WAITING};
        (void)snprintf(name, sizeof name, "h%zu.test", i);
        host.watch.host = gs_mem_copy_text(name);
        if (i % 2 == 1) {
            gs_vec_push(&host.watch.labels, gs_mem_copy_text("odd"));
        }
        gs_vec_push(&told->hosts, host);
    }
    struct gs_event event = {.type = GS_EVENT_WATCH_LIST, .of.watch_list = told};
    gs_session_apply(session, &event);
}

static void tell_round(struct gs_session *session, uint64_t id, enum gs_watch_state state,
                       int64_t wall_s)
{
    struct gs_watch_round *round = gs_mem_new(1, sizeof *round);
    round->id = id;
    round->answer = gs_watch_answer_new();
    round->answer->outcome = GS_OUTCOME_ANSWERED;
    round->answer->dns_us = (int64_t)id * 1000;
    round->state = state;
    round->wall_s = wall_s;
    struct gs_event event = {.type = GS_EVENT_WATCH_ROUND, .of.watch_round = round};
    gs_session_apply(session, &event);
}

/* "2 0 1": the places in the order shown. */
static void expect_order(const struct gs_watched_order *order, const char *text)
{
    struct gs_buf out = {0};
    for (size_t i = 0; i < order->items.count; i++) {
        gs_buf_addf(&out, "%s%u", i > 0 ? " " : "", (unsigned)order->items.items[i].at);
    }
    assert_string_equal(gs_buf_text(&out), text);
    gs_buf_fini(&out);
}

static void the_worst_stand_first_and_of_equals_the_newest(void **state)
{
    (void)state;
    struct gs_session session = {0};
    struct gs_watched_order order = {0};
    tell_list(&session, 5);
    tell_round(&session, 1, GS_WATCH_STEADY, 100);
    tell_round(&session, 2, GS_WATCH_TRY_AGAIN, 100);
    tell_round(&session, 3, GS_WATCH_LOST_IPV6, 100);
    tell_round(&session, 4, GS_WATCH_TRY_AGAIN, 200);
    gs_watched_order_renew(&order, &session.monitor, &worst_first, 0);
    expect_order(&order, "3 1 2 0 4");
    gs_watched_order_fini(&order);
    gs_session_fini(&session);
}

static void steady_hosts_stay_where_the_list_has_them(void **state)
{
    (void)state;
    struct gs_session session = {0};
    struct gs_watched_order order = {0};
    tell_list(&session, 3);
    tell_round(&session, 3, GS_WATCH_STEADY, 100);
    tell_round(&session, 1, GS_WATCH_STEADY, 300);
    tell_round(&session, 2, GS_WATCH_STEADY, 200);
    gs_watched_order_renew(&order, &session.monitor, &worst_first, 0);
    expect_order(&order, "0 1 2");
    gs_watched_order_fini(&order);
    gs_session_fini(&session);
}

static void each_column_has_an_order(void **state)
{
    static const struct {
        const char *label;
        struct gs_watched_wish wish;
        const char *order;
    } cases[] = {
        {"by host",
         {"", GS_WATCHED_SORT_HOST, false, false},
         "0 1 10 11 2 3 4 5 6 7 8 9"},
        {"as the list",
         {"", GS_WATCHED_SORT_LIST, false, false},
         "0 1 2 3 4 5 6 7 8 9 10 11"},
        {"from the end",
         {"", GS_WATCHED_SORT_LIST, true, false},
         "11 10 9 8 7 6 5 4 3 2 1 0"},
        {"the slowest first",
         {"", GS_WATCHED_SORT_MEDIAN, false, false},
         "2 1 0 3 4 5 6 7 8 9 10 11"},
        {"those that are kept", {"h1", GS_WATCHED_SORT_LIST, false, false}, "1 10 11"},
        {"the others", {"!h1", GS_WATCHED_SORT_LIST, false, false}, "0 2 3 4 5 6 7 8 9"},
        {"by label, those without one behind",
         {"", GS_WATCHED_SORT_LIST, false, true},
         "1 3 5 7 9 11 0 2 4 6 8 10"},
    };

    (void)state;
    struct gs_session session = {0};
    struct gs_watched_order order = {0};
    tell_list(&session, 12);
    for (uint64_t id = 1; id <= 3; id++) {
        tell_round(&session, id, GS_WATCH_STEADY, 100);
    }
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        check_case(cases[i].label);
        gs_watched_order_renew(&order, &session.monitor, &cases[i].wish, 0);
        expect_order(&order, cases[i].order);
    }
    assert_int_equal(order.groups.count, 2);
    assert_int_equal(order.groups.items[1].first, 6);
    gs_watched_order_fini(&order);
    gs_session_fini(&session);
}

/* "a: 0 2", one group: its label and the places in it. */
static void expect_group(const struct gs_watched_order *order, size_t i, const char *text)
{
    struct gs_buf out = {0};
    const struct gs_watched_group *group = &order->groups.items[i];
    gs_buf_addf(&out, "%s:", order->items.items[group->first].group);
    for (size_t k = group->first; k < group->first + group->count; k++) {
        gs_buf_addf(&out, " %u", (unsigned)order->items.items[k].at);
    }
    assert_string_equal(gs_buf_text(&out), text);
    gs_buf_fini(&out);
}

static void a_host_stands_under_each_of_its_labels(void **state)
{
    static const struct gs_watched_wish grouped = {.filter = "", .is_grouped = true};
    static const struct gs_watched_wish filtered = {.filter = "h3", .is_grouped = true};

    (void)state;
    struct gs_session session = {0};
    struct gs_watched_order order = {0};
    tell_list(&session, 4); /* 1 and 3 are odd */
    struct gs_watched *hosts = session.monitor.hosts.items;
    gs_vec_push(&hosts[3].watch.labels, gs_mem_copy_text("high"));
    gs_vec_push(&hosts[2].watch.labels, gs_mem_copy_text("high"));
    gs_watched_order_renew(&order, &session.monitor, &grouped, 0);
    assert_int_equal(order.groups.count, 3);
    expect_group(&order, 0, "high: 2 3");
    expect_group(&order, 1, "odd: 1 3");
    expect_group(&order, 2, ": 0");
    assert_int_equal(order.shown, 4);

    tell_round(&session, 4, GS_WATCH_TRY_AGAIN, 100); /* it leads both of its groups */
    gs_watched_order_renew(&order, &session.monitor, &grouped, TURN_US);
    expect_group(&order, 0, "high: 3 2");
    expect_group(&order, 1, "odd: 3 1");

    gs_watched_order_renew(&order, &session.monitor, &filtered, TURN_US);
    expect_order(&order, "3 3");
    assert_int_equal(order.shown, 1);
    gs_watched_order_renew(&order, &session.monitor, &worst_first, TURN_US);
    expect_order(&order, "3 0 1 2");
    gs_watched_order_fini(&order);
    gs_session_fini(&session);
}

static void an_order_stands_for_a_moment_while_rounds_end(void **state)
{
    (void)state;
    struct gs_session session = {0};
    struct gs_watched_order order = {0};
    tell_list(&session, 2);
    gs_watched_order_renew(&order, &session.monitor, &worst_first, 1000);
    assert_true(gs_watched_order_due_us(&order, &session.monitor) == INT64_MAX);
    tell_round(&session, 2, GS_WATCH_TRY_AGAIN, 100);
    assert_int_equal(gs_watched_order_due_us(&order, &session.monitor), 1000 + TURN_US);
    gs_watched_order_renew(&order, &session.monitor, &worst_first, 1000 + TURN_US - 1);
    expect_order(&order, "0 1");
    gs_watched_order_renew(&order, &session.monitor, &worst_first, 1000 + TURN_US);
    expect_order(&order, "1 0");
    gs_watched_order_fini(&order);
    gs_session_fini(&session);
}

static void another_list_or_filter_counts_at_once(void **state)
{
    static const struct gs_watched_wish filtered = {.filter = "h2"};

    (void)state;
    struct gs_session session = {0};
    struct gs_watched_order order = {0};
    tell_list(&session, 2);
    gs_watched_order_renew(&order, &session.monitor, &worst_first, 0);
    tell_list(&session, 3);
    gs_watched_order_renew(&order, &session.monitor, &worst_first, 1);
    expect_order(&order, "0 1 2");
    gs_watched_order_renew(&order, &session.monitor, &filtered, 2);
    expect_order(&order, "2");
    gs_watched_order_fini(&order);
    gs_session_fini(&session);
}

/* A filter by state follows the state. */
static void what_changes_passes_the_filter_anew(void **state)
{
    static const struct gs_watched_wish failing = {.filter = "try again"};

    (void)state;
    struct gs_session session = {0};
    struct gs_watched_order order = {0};
    tell_list(&session, 3);
    gs_watched_order_renew(&order, &session.monitor, &failing, 0);
    expect_order(&order, "");
    tell_round(&session, 2, GS_WATCH_TRY_AGAIN, 100);
    gs_watched_order_renew(&order, &session.monitor, &failing, TURN_US);
    expect_order(&order, "1");
    gs_watched_order_fini(&order);
    gs_session_fini(&session);
}

static void ten_thousand_hosts_keep_their_places_while_nothing_changes(void **state)
{
    (void)state;
    struct gs_session session = {0};
    struct gs_watched_order order = {0};
    tell_list(&session, MANY);
    for (uint64_t id = 1; id <= MANY; id++) {
        tell_round(&session, id, GS_WATCH_STEADY, (int64_t)id);
    }
    gs_watched_order_renew(&order, &session.monitor, &worst_first, 0);
    for (size_t i = 0; i < MANY; i++) {
        assert_int_equal(order.items.items[i].at, i);
    }
    tell_round(&session, 5000, GS_WATCH_NO_SUCH_NAME, MANY + 1);
    gs_watched_order_renew(&order, &session.monitor, &worst_first, TURN_US);
    assert_int_equal(order.items.items[0].at, 4999);
    assert_int_equal(order.items.items[1].at, 0);
    gs_watched_order_fini(&order);
    gs_session_fini(&session);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_worst_stand_first_and_of_equals_the_newest),
        cmocka_unit_test(steady_hosts_stay_where_the_list_has_them),
        cmocka_unit_test(each_column_has_an_order),
        cmocka_unit_test(a_host_stands_under_each_of_its_labels),
        cmocka_unit_test(an_order_stands_for_a_moment_while_rounds_end),
        cmocka_unit_test(another_list_or_filter_counts_at_once),
        cmocka_unit_test(what_changes_passes_the_filter_anew),
        cmocka_unit_test(ten_thousand_hosts_keep_their_places_while_nothing_changes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
