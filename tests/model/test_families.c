/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/model/families.h"

#include <stdio.h>

#include <sys/socket.h>

static struct gs_family_row *add(struct gs_families *families, const char *host,
                                 int64_t v4_connect_us)
{
    struct gs_family_row *row = gs_families_add(families, host);
    struct gs_connection open = {.status = GS_CONNECT_OPEN, .elapsed_us = v4_connect_us};
    struct gs_connection refused = {.status = GS_CONNECT_REFUSED, .elapsed_us = 1};
    gs_vec_push(&row->sides[1].connections, refused);
    gs_vec_push(&row->sides[1].connections, open);
    row->winner_family = AF_INET;
    return row;
}

static void the_fastest_open_connection_counts(void **state)
{
    (void)state;
    struct gs_families *families = gs_families_new();
    const struct gs_family_row *row = add(families, "a.test", 30000);
    assert_int_equal(gs_family_side_fastest(&row->sides[1])->elapsed_us, 30000);
    assert_null(gs_family_side_fastest(&row->sides[0]));
    struct gs_families *copy = gs_families_copy(families);
    gs_families_free(families);
    assert_string_equal(copy->rows.items[0].host, "a.test");
    assert_int_equal(copy->rows.items[0].sides[1].connections.count, 2);
    gs_families_free(copy);
    gs_families_free(NULL);
}

static void rounds_are_kept_up_to_a_bound_the_newest_last(void **state)
{
    (void)state;
    struct gs_family_past_list past = {0};
    for (int round = 0; round < GS_FAMILIES_SAMPLES_MAX + 5; round++) {
        struct gs_families *families = gs_families_new();
        (void)add(families, "a.test", 1000 + round);
        gs_family_past_add(&past, families);
        gs_families_free(families);
    }
    const struct gs_family_past *one = gs_family_past_find(&past, "A.test");
    assert_non_null(one);
    assert_int_equal(one->rounds, GS_FAMILIES_SAMPLES_MAX + 5);
    assert_int_equal(one->sides[1].count, GS_FAMILIES_SAMPLES_MAX);
    assert_int_equal(one->sides[1].connect_us[0], 1005);
    assert_int_equal(one->sides[1].connect_us[GS_FAMILIES_SAMPLES_MAX - 1],
                     1000 + GS_FAMILIES_SAMPLES_MAX + 4);
    assert_int_equal(one->sides[1].wins, GS_FAMILIES_SAMPLES_MAX + 5);
    assert_int_equal(one->sides[0].wins, 0);
    assert_int_equal(one->sides[1].rounds, GS_FAMILIES_SAMPLES_MAX + 5);
    assert_int_equal(one->sides[0].rounds, 0); /* no address: it took no part */
    assert_int_equal(one->sides[0].failures, GS_FAMILIES_SAMPLES_MAX + 5);
    assert_int_equal(one->sides[0].connect_us[0], -1);
    gs_family_past_clear(&past);
}

static void a_host_that_is_compared_no_more_goes(void **state)
{
    (void)state;
    struct gs_family_past_list past = {0};
    struct gs_families *both = gs_families_new();
    struct gs_families *one = gs_families_new();
    (void)add(both, "a.test", 1);
    (void)add(both, "b.test", 1);
    (void)add(one, "b.test", 1);
    gs_family_past_add(&past, both);
    gs_family_past_add(&past, one);
    assert_null(gs_family_past_find(&past, "a.test"));
    assert_int_equal(gs_family_past_find(&past, "b.test")->rounds, 2);
    gs_families_free(both);
    gs_families_free(one);
    gs_family_past_clear(&past);
}

static void hosts_are_bounded(void **state)
{
    (void)state;
    struct gs_families *families = gs_families_new();
    for (int i = 0; i < GS_FAMILIES_HOSTS_MAX; i++) {
        char host[32];
        (void)snprintf(host, sizeof host, "h%d.test", i);
        assert_non_null(gs_families_add(families, host));
    }
    assert_null(gs_families_add(families, "over.test"));
    gs_families_free(families);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_fastest_open_connection_counts),
        cmocka_unit_test(rounds_are_kept_up_to_a_bound_the_newest_last),
        cmocka_unit_test(a_host_that_is_compared_no_more_goes),
        cmocka_unit_test(hosts_are_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
