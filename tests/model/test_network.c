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

static void a_route_that_leads_nowhere_is_no_default(void **state)
{
    static const struct {
        const char *label;
        struct gs_network_route route;
        bool is_default;
    } cases[] = {
        {"a route", {.family = AF_INET6, .link_index = 4}, true},
        {"of the other family", {.family = AF_INET, .link_index = 4}, false},
        {"unreachable", {.family = AF_INET6, .is_unreachable = true}, false},
        {"gone",
         {.family = AF_INET6, .link_index = 4, .change = {GS_NETWORK_REMOVED, 1}},
         false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_network *network = gs_network_new();
        check_case(cases[i].label);
        gs_vec_push(&network->routes, cases[i].route);
        assert_int_equal(gs_network_has_default(network, AF_INET6), cases[i].is_default);
        gs_network_free(network);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_copy_is_its_own_and_finds_its_links),
        cmocka_unit_test(a_route_that_leads_nowhere_is_no_default),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
