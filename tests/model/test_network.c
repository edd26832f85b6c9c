/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/model/network.h"

#include <sys/socket.h>

static void a_copy_is_its_own_and_finds_its_links(void **state)
{
    (void)state;
    struct gs_network *network = gs_network_new();
    gs_vec_push(&network->links, ((struct gs_network_link){.name = "lo", .index = 1}));
    gs_vec_push(&network->links, ((struct gs_network_link){.name = "eth0", .index = 4}));
    gs_vec_push(&network->addresses, ((struct gs_network_address){.link_index = 4}));
    gs_vec_push(&network->routes, ((struct gs_network_route){.link_index = 4}));
    struct gs_network *copy = gs_network_copy(network);
    gs_network_free(network);
    assert_string_equal(gs_network_find_link(copy, 4)->name, "eth0");
    assert_null(gs_network_find_link(copy, 2));
    assert_int_equal(copy->addresses.count, 1);
    assert_int_equal(copy->routes.count, 1);
    gs_network_free(copy);
    gs_network_free(NULL);
}

/* A reading with a link, an address and a route, unless they are left out. */
static struct gs_network *reading(bool has_link, bool has_address, bool has_route)
{
    struct gs_network *network = gs_network_new();
    if (has_link) {
        gs_vec_push(&network->links,
                    ((struct gs_network_link){.name = "eth0", .index = 4}));
    }
    if (has_address) {
        struct gs_network_address address = {.link_index = 4, .prefix_bits = 64};
        assert_int_equal(gs_address_parse("2001:db8::7", &address.address), GS_OK);
        gs_vec_push(&network->addresses, address);
    }
    if (has_route) {
        gs_vec_push(&network->routes,
                    ((struct gs_network_route){.family = AF_INET6, .link_index = 4}));
    }
    return network;
}

static void what_is_the_same_is_no_change(void **state)
{
    (void)state;
    struct gs_network *before = reading(true, true, true);
    struct gs_network *now = reading(true, true, true);
    now->addresses.items[0].valid_s = 77; /* time goes on */
    before->changes = 3;
    before->changed_us = 5;
    assert_false(gs_network_compare(now, before, 100));
    assert_int_equal(now->changes, 3);
    assert_int_equal(now->changed_us, 5);
    assert_int_equal(now->addresses.items[0].change.mark, GS_NETWORK_SAME);
    gs_network_free(before);
    gs_network_free(now);
}

static void what_is_new_is_added_and_its_mark_is_kept(void **state)
{
    (void)state;
    struct gs_network *before = reading(true, false, false);
    struct gs_network *now = reading(true, true, true);
    struct gs_network *later = reading(true, true, true);
    assert_true(gs_network_compare(now, before, 100));
    assert_int_equal(now->changes, 1);
    assert_int_equal(now->changed_us, 100);
    assert_int_equal(now->links.items[0].change.mark, GS_NETWORK_SAME);
    assert_int_equal(now->addresses.items[0].change.mark, GS_NETWORK_ADDED);
    assert_int_equal(now->routes.items[0].change.at_us, 100);
    assert_false(gs_network_compare(later, now, 200));
    assert_int_equal(later->addresses.items[0].change.mark, GS_NETWORK_ADDED);
    assert_int_equal(later->addresses.items[0].change.at_us, 100);
    gs_network_free(before);
    gs_network_free(now);
    gs_network_free(later);
}

static void another_state_is_a_change(void **state)
{
    (void)state;
    struct gs_network *before = reading(true, true, true);
    struct gs_network *now = reading(true, true, true);
    now->links.items[0].is_up = true;
    now->addresses.items[0].is_deprecated = true;
    now->routes.items[0].metric = 7; /* another route */
    assert_true(gs_network_compare(now, before, 100));
    assert_int_equal(now->links.items[0].change.mark, GS_NETWORK_CHANGED);
    assert_int_equal(now->addresses.items[0].change.mark, GS_NETWORK_CHANGED);
    assert_int_equal(now->routes.count, 2);
    assert_int_equal(now->routes.items[0].change.mark, GS_NETWORK_ADDED);
    assert_int_equal(now->routes.items[1].change.mark, GS_NETWORK_REMOVED);
    gs_network_free(before);
    gs_network_free(now);
}

static void what_is_gone_stays_for_its_time_and_comes_back_as_new(void **state)
{
    (void)state;
    struct gs_network *before = reading(true, true, true);
    struct gs_network *gone = reading(true, false, false);
    struct gs_network *later = reading(true, false, false);
    struct gs_network *back = reading(true, true, true);
    struct gs_network *at_last = reading(true, false, false);
    assert_true(gs_network_compare(gone, before, 100));
    assert_int_equal(gone->addresses.count, 1);
    assert_int_equal(gone->addresses.items[0].change.mark, GS_NETWORK_REMOVED);
    assert_false(gs_network_has_default(gone, AF_INET6));
    assert_true(gs_network_has_default(before, AF_INET6));
    assert_false(gs_network_has_default(before, AF_INET));
    assert_false(gs_network_compare(later, gone, 99 + GS_NETWORK_MARK_US));
    assert_int_equal(later->addresses.count, 1);
    assert_true(gs_network_compare(back, later, 200));
    assert_int_equal(back->addresses.count, 1);
    assert_int_equal(back->addresses.items[0].change.mark, GS_NETWORK_ADDED);
    assert_false(gs_network_compare(at_last, later, 100 + GS_NETWORK_MARK_US));
    assert_int_equal(at_last->addresses.count, 0);
    gs_network_free(before);
    gs_network_free(gone);
    gs_network_free(later);
    gs_network_free(back);
    gs_network_free(at_last);
}

static void what_is_gone_finds_no_room_beyond_the_bounds(void **state)
{
    (void)state;
    struct gs_network *before = reading(true, true, true);
    struct gs_network *now = reading(true, true, true);
    now->links.count = now->addresses.count = now->routes.count = 0;
    for (unsigned i = 0; i < GS_NETWORK_LINKS_MAX; i++) {
        gs_vec_push(&now->links, ((struct gs_network_link){.index = 1000 + i}));
    }
    for (unsigned i = 0; i < GS_NETWORK_ADDRESSES_MAX; i++) {
        gs_vec_push(&now->addresses,
                    ((struct gs_network_address){.link_index = 1000 + i}));
    }
    for (unsigned i = 0; i < GS_NETWORK_ROUTES_MAX; i++) {
        gs_vec_push(&now->routes, ((struct gs_network_route){.link_index = 1000 + i}));
    }
    assert_true(gs_network_compare(now, before, 100));
    assert_int_equal(now->links.count, GS_NETWORK_LINKS_MAX);
    assert_int_equal(now->addresses.count, GS_NETWORK_ADDRESSES_MAX);
    assert_int_equal(now->routes.count, GS_NETWORK_ROUTES_MAX);
    gs_network_free(before);
    gs_network_free(now);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_copy_is_its_own_and_finds_its_links),
        cmocka_unit_test(what_is_the_same_is_no_change),
        cmocka_unit_test(what_is_new_is_added_and_its_mark_is_kept),
        cmocka_unit_test(another_state_is_a_change),
        cmocka_unit_test(what_is_gone_stays_for_its_time_and_comes_back_as_new),
        cmocka_unit_test(what_is_gone_finds_no_room_beyond_the_bounds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
