/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/model/network.h"

#include <sys/socket.h>

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

/* What becomes of a reading's one link when it is read as `now`. */
static enum gs_network_mark mark_of_link(const struct gs_network_link *now)
{
    struct gs_network *before = reading(true, false, false);
    struct gs_network *after = gs_network_new();
    gs_vec_push(&after->links, *now);
    bool has_changed = gs_network_compare(after, before, 100);
    enum gs_network_mark mark = after->links.items[0].change.mark;
    assert_int_equal(has_changed, mark != GS_NETWORK_SAME);
    assert_int_equal(after->links.items[0].change.at_us, has_changed ? 100 : 0);
    assert_int_equal(after->links.count, mark == GS_NETWORK_ADDED ? 2 : 1);
    gs_network_free(before);
    gs_network_free(after);
    return mark;
}

static void a_link_is_known_by_its_number(void **state)
{
    static const struct {
        const char *label;
        struct gs_network_link now;
        enum gs_network_mark mark;
    } cases[] = {
        {"as it was", {.name = "eth0", .index = 4}, GS_NETWORK_SAME},
        {"another name", {.name = "wan0", .index = 4}, GS_NETWORK_CHANGED},
        {"another MTU",
         {.name = "eth0", .index = 4, .mtu_bytes = 1280},
         GS_NETWORK_CHANGED},
        {"up", {.name = "eth0", .index = 4, .is_up = true}, GS_NETWORK_CHANGED},
        {"with a carrier",
         {.name = "eth0", .index = 4, .has_carrier = true},
         GS_NETWORK_CHANGED},
        {"another number", {.name = "eth0", .index = 5}, GS_NETWORK_ADDED},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        check_case(cases[i].label);
        assert_int_equal(mark_of_link(&cases[i].now), cases[i].mark);
    }
}

static void an_address_is_known_by_its_link_and_changes_its_state(void **state)
{
    static const struct {
        const char *label;
        const char *text;
        struct gs_network_address now;
        enum gs_network_mark mark;
    } cases[] = {
        {"as it was", "2001:db8::7", {.link_index = 4}, GS_NETWORK_SAME},
        {"time goes on",
         "2001:db8::7",
         {.link_index = 4, .preferred_s = 7, .valid_s = 77},
         GS_NETWORK_SAME},
        {"tentative",
         "2001:db8::7",
         {.link_index = 4, .is_tentative = true},
         GS_NETWORK_CHANGED},
        {"another host has it",
         "2001:db8::7",
         {.link_index = 4, .is_duplicate = true},
         GS_NETWORK_CHANGED},
        {"deprecated",
         "2001:db8::7",
         {.link_index = 4, .is_deprecated = true},
         GS_NETWORK_CHANGED},
        {"temporary",
         "2001:db8::7",
         {.link_index = 4, .is_temporary = true},
         GS_NETWORK_CHANGED},
        {"managed",
         "2001:db8::7",
         {.link_index = 4, .is_managed = true},
         GS_NETWORK_CHANGED},
        {"of another link", "2001:db8::7", {.link_index = 5}, GS_NETWORK_ADDED},
        {"another address", "2001:db8::8", {.link_index = 4}, GS_NETWORK_ADDED},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_network *before = reading(false, true, false);
        struct gs_network *after = gs_network_new();
        struct gs_network_address now = cases[i].now;
        check_case(cases[i].label);
        now.prefix_bits = 64;
        assert_int_equal(gs_address_parse(cases[i].text, &now.address), GS_OK);
        gs_vec_push(&after->addresses, now);
        assert_int_equal(gs_network_compare(after, before, 100),
                         cases[i].mark != GS_NETWORK_SAME);
        assert_int_equal(after->addresses.items[0].change.mark, cases[i].mark);
        gs_network_free(before);
        gs_network_free(after);
    }
}

static void another_prefix_is_another_state(void **state)
{
    (void)state;
    struct gs_network *before = reading(false, true, false);
    struct gs_network *now = reading(false, true, false);
    struct gs_network *later = reading(false, true, false);
    now->addresses.items[0].prefix_bits = 128;
    later->addresses.items[0].prefix_bits = 128;
    assert_true(gs_network_compare(now, before, 100));
    assert_int_equal(now->addresses.items[0].change.mark, GS_NETWORK_CHANGED);
    assert_false(gs_network_compare(later, now, 200));
    assert_int_equal(later->addresses.items[0].change.mark, GS_NETWORK_CHANGED);
    assert_int_equal(later->addresses.items[0].change.at_us, 100);
    gs_network_free(before);
    gs_network_free(now);
    gs_network_free(later);
}

/* All of a route is what it is known by: another one takes its place. */
static void a_route_is_there_or_gone(void **state)
{
    static const struct {
        const char *label;
        const char *gateway; /* "": on the link itself */
        struct gs_network_route now;
        bool is_same;
    } cases[] = {
        {"as it was", "", {.family = AF_INET6, .link_index = 4}, true},
        {"another metric", "", {.family = AF_INET6, .link_index = 4, .metric = 7}, false},
        {"by another link", "", {.family = AF_INET6, .link_index = 5}, false},
        {"of the other family", "", {.family = AF_INET, .link_index = 4}, false},
        {"by a router", "fe80::1", {.family = AF_INET6, .link_index = 4}, false},
        {"unreachable",
         "",
         {.family = AF_INET6, .link_index = 4, .is_unreachable = true},
         false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_network *before = reading(false, false, true);
        struct gs_network *after = gs_network_new();
        struct gs_network_route now = cases[i].now;
        const struct gs_network_route_list *routes = &after->routes;
        check_case(cases[i].label);
        if (cases[i].gateway[0] != '\0') {
            assert_int_equal(gs_address_parse(cases[i].gateway, &now.gateway), GS_OK);
        }
        gs_vec_push(&after->routes, now);
        assert_int_equal(gs_network_compare(after, before, 100), !cases[i].is_same);
        assert_int_equal(routes->count, cases[i].is_same ? 1 : 2);
        assert_int_equal(routes->items[0].change.mark,
                         cases[i].is_same ? GS_NETWORK_SAME : GS_NETWORK_ADDED);
        if (!cases[i].is_same) {
            assert_int_equal(routes->items[1].change.mark, GS_NETWORK_REMOVED);
        }
        gs_network_free(before);
        gs_network_free(after);
    }
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
    assert_int_equal(gone->addresses.items[0].change.at_us, 100);
    assert_int_equal(gone->routes.items[0].change.mark, GS_NETWORK_REMOVED);
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
        cmocka_unit_test(what_is_the_same_is_no_change),
        cmocka_unit_test(what_is_new_is_added_and_its_mark_is_kept),
        cmocka_unit_test(a_link_is_known_by_its_number),
        cmocka_unit_test(an_address_is_known_by_its_link_and_changes_its_state),
        cmocka_unit_test(another_prefix_is_another_state),
        cmocka_unit_test(a_route_is_there_or_gone),
        cmocka_unit_test(what_is_gone_stays_for_its_time_and_comes_back_as_new),
        cmocka_unit_test(what_is_gone_finds_no_room_beyond_the_bounds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
