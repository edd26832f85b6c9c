/* SPDX-License-Identifier: MIT */
#include "support/check.h"
#include "support/own_world.h"

#include "gaiscope/net/network_read.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sys/socket.h>

static bool has_world;

static bool run(const char *command)
{
    return system(command) == 0; /* NOLINT(cert-env33-c): a fixed text of this file */
}

static const struct gs_network_address *find_address(const struct gs_network *network,
                                                     const char *text)
{
    struct gs_address sought;
    assert_int_equal(gs_address_parse(text, &sought), GS_OK);
    for (size_t i = 0; i < network->addresses.count; i++) {
        if (gs_address_is_equal(&network->addresses.items[i].address, &sought)) {
            return &network->addresses.items[i];
        }
    }
    return NULL;
}

static void the_loopback_is_there(void **state)
{
    (void)state;
    struct gs_network *network = gs_network_read(7);
    assert_true(network->is_known);
    assert_int_equal(network->read_us, 7);
    const struct gs_network_address *address = find_address(network, "127.0.0.1");
    assert_non_null(address);
    assert_int_equal(address->prefix_bits, 8);
    assert_int_equal(address->valid_s, GS_LIFETIME_FOREVER);
    assert_false(address->is_temporary);
    const struct gs_network_link *link =
        gs_network_find_link(network, address->link_index);
    assert_non_null(link);
    assert_string_equal(link->name, "lo");
    assert_true(link->is_loopback);
    assert_true(link->mtu_bytes > 0);
    gs_network_free(network);
}

static void states_and_lifetimes_are_told(void **state)
{
    (void)state;
    own_world_need(has_world);
    assert_true(run("ip addr add 2001:db8::5/64 dev gs0 valid_lft 600 preferred_lft 300 "
                    "nodad"));
    assert_true(run("ip addr add 2001:db8::6/64 dev gs0 valid_lft 600 preferred_lft 0 "
                    "nodad"));
    assert_true(run("ip addr add 192.0.2.5/24 dev gs0"));
    assert_true(run("ip addr add 192.0.2.6/24 dev gs0"));
    struct gs_network *network = gs_network_read(0);
    const struct gs_network_address *fresh = find_address(network, "2001:db8::5");
    assert_non_null(fresh);
    assert_int_equal(fresh->prefix_bits, 64);
    assert_false(fresh->is_deprecated);
    assert_true(fresh->valid_s > 590 && fresh->valid_s <= 600);
    assert_true(fresh->preferred_s > 290 && fresh->preferred_s <= 300);
    const struct gs_network_address *old = find_address(network, "2001:db8::6");
    assert_non_null(old);
    assert_true(old->is_deprecated);
    const struct gs_network_address *second = find_address(network, "192.0.2.6");
    assert_non_null(second);
    assert_false(second->is_temporary); /* IPv4's secondary addresses bear that bit */
    assert_int_equal(second->valid_s, GS_LIFETIME_FOREVER);
    gs_network_free(network);
}

/* The address of an interface by its name; NULL: it does not bear it. */
static const struct gs_network_address *find_on(const struct gs_network *network,
                                                const char *link_name, const char *text)
{
    for (size_t i = 0; i < network->addresses.count; i++) {
        const struct gs_network_address *address = &network->addresses.items[i];
        const struct gs_network_link *link =
            gs_network_find_link(network, address->link_index);
        char found[GS_ADDRESS_TEXT_MAX];
        gs_address_format(&address->address, found);
        if (link != NULL && strcmp(link->name, link_name) == 0 &&
            strcmp(found, text) == 0) {
            return address;
        }
    }
    return NULL;
}

/* Without a carrier nobody can be asked whether another host has it. */
static void an_address_that_was_not_checked_yet_is_tentative(void **state)
{
    (void)state;
    own_world_need(has_world);
    assert_true(run("ip link set gs1 down"));
    assert_true(run("ip addr add 2001:db8:e::1/64 dev gs0"));
    struct gs_network *network = gs_network_read(0);
    const struct gs_network_address *address = find_on(network, "gs0", "2001:db8:e::1");
    assert_non_null(address);
    assert_true(address->is_tentative);
    assert_false(address->is_duplicate);
    assert_false(gs_network_find_link(network, address->link_index)->has_carrier);
    gs_network_free(network);
    assert_true(run("ip addr del 2001:db8:e::1/64 dev gs0"));
    assert_true(run("ip link set gs1 up"));
}

/* Another end answers that it has the address: what DAD is for. */
static void an_address_of_another_host_is_a_duplicate(void **state)
{
    bool is_duplicate = false;
    (void)state;
    own_world_need(has_world);
    assert_true(run("ip addr add 2001:db8:d::1/64 dev gs1 nodad"));
    assert_true(run("ip addr add 2001:db8:d::1/64 dev gs0"));
    for (int i = 0; i < 1000 && !is_duplicate; i++) {
        struct gs_network *network = gs_network_read(0);
        const struct gs_network_address *address =
            find_on(network, "gs0", "2001:db8:d::1");
        assert_non_null(address);
        is_duplicate = address->is_duplicate;
        assert_false(is_duplicate && address->is_tentative);
        gs_network_free(network);
        assert_true(is_duplicate || run("sleep 0.01"));
    }
    assert_true(is_duplicate);
}

struct route_case {
    const char *label;
    const char *command;
    const char *undo;
    int family;
    const char *gateway; /* "": on the link itself */
    const char *link;    /* NULL: none */
    uint32_t metric;
    bool is_unreachable;
    size_t lines;
};

static const struct route_case routes[] = {
    {"by a gateway", "ip route add default via 192.0.2.1 dev gs0 metric 7",
     "ip route del default metric 7", AF_INET, "192.0.2.1", "gs0", 7, false, 1},
    {"on the link itself", "ip route add default dev gs0", "ip route del default",
     AF_INET, "", "gs0", 0, false, 1},
    {"unreachable", "ip route add unreachable default metric 9",
     "ip route del unreachable default metric 9", AF_INET, "", NULL, 9, true, 1},
    {"blackhole", "ip route add blackhole default", "ip route del blackhole default",
     AF_INET, "", NULL, 0, true, 1},
    {"IPv6", "ip -6 route add default via fe80::1 dev gs0 metric 1024",
     "ip -6 route del default", AF_INET6, "fe80::1", "gs0", 1024, false, 1},
    {"IPv6 unreachable", "ip -6 route add unreachable default metric 4096",
     "ip -6 route del unreachable default metric 4096", AF_INET6, "", NULL, 4096, true,
     1},
    {"two ways",
     "ip route add default nexthop via 192.0.2.1 dev gs0 nexthop via 192.0.2.9 dev gs0",
     "ip route del default", AF_INET, "192.0.2.1", "gs0", 0, false, 2},
    {"IPv4 by an IPv6 neighbour", "ip -4 route add default via inet6 fe80::1 dev gs0",
     "ip route del default", AF_INET, "fe80::1", "gs0", 0, false, 1},
    {"of another table", "ip route add default via 192.0.2.1 dev gs0 table 77",
     "ip route del default table 77", AF_INET, "", NULL, 0, false, 0},
    {"no default route", "ip route add 198.51.100.0/24 via 192.0.2.1 dev gs0",
     "ip route del 198.51.100.0/24", AF_INET, "", NULL, 0, false, 0},
};

static void default_routes_are_told(void **state)
{
    (void)state;
    own_world_need(has_world);
    for (size_t i = 0; i < COUNT_OF(routes); i++) {
        const struct route_case *of = &routes[i];
        char text[GS_ADDRESS_TEXT_MAX];
        check_case(of->label);
        assert_true(run(of->command));
        struct gs_network *network = gs_network_read(0);
        assert_true(network->is_known);
        assert_int_equal(network->routes.count, of->lines);
        if (of->lines > 0) {
            const struct gs_network_route *route = &network->routes.items[0];
            const struct gs_network_link *link =
                gs_network_find_link(network, route->link_index);
            gs_address_format(&route->gateway, text);
            assert_int_equal(route->family, of->family);
            assert_string_equal(text, of->gateway);
            assert_string_equal(link == NULL ? "none" : link->name,
                                of->link == NULL ? "none" : of->link);
            assert_int_equal(route->metric, of->metric);
            assert_int_equal(route->is_unreachable, of->is_unreachable);
        }
        gs_network_free(network);
        assert_true(run(of->undo));
    }
}

static void a_table_full_of_routes_is_read_without_its_default_lost(void **state)
{
    (void)state;
    own_world_need(has_world);
    assert_true(
        run("for i in $(seq 0 24); do for k in $(seq 0 249); do echo route add "
            "10.9$i.$k.0/24 via 192.0.2.1 dev gs0; done; done | sed 's/10.9\\([0-9]*\\)/"
            "10.\\1/' | ip -batch -"));
    assert_true(run("ip route add default via 192.0.2.1 dev gs0"));
    struct gs_network *network = gs_network_read(0);
    assert_true(network->is_known);
    assert_int_equal(network->routes.count, 1);
    gs_network_free(network);
}

/* The kernel lists this table before the main one. */
static void routes_of_another_table_hide_no_default(void **state)
{
    (void)state;
    own_world_need(has_world);
    assert_true(
        run("for i in $(seq 0 39); do for k in $(seq 0 149); do echo route add "
            "10.$i.$k.0/24 via 192.0.2.1 dev gs0 table 7; done; done | ip -batch -"));
    assert_true(run("ip route replace default via 192.0.2.1 dev gs0"));
    struct gs_network *network = gs_network_read(0);
    assert_true(network->is_known);
    assert_int_equal(network->routes.count, 1);
    gs_network_free(network);
}

/* Two ends of one cable, so that an interface with a carrier is there. */
static int enter(void **state)
{
    (void)state;
    has_world = own_world_enter() && run("command -v ip >/dev/null") &&
                run("ip link add gs0 type veth peer name gs1") &&
                run("ip addr add 192.0.2.2/24 dev gs0") && run("ip link set gs1 up") &&
                run("ip link set gs0 up");
    return 0;
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_loopback_is_there),
        cmocka_unit_test(states_and_lifetimes_are_told),
        cmocka_unit_test(an_address_that_was_not_checked_yet_is_tentative),
        cmocka_unit_test(an_address_of_another_host_is_a_duplicate),
        cmocka_unit_test(default_routes_are_told),
        cmocka_unit_test(a_table_full_of_routes_is_read_without_its_default_lost),
        cmocka_unit_test(routes_of_another_table_hide_no_default),
    };

    return cmocka_run_group_tests(tests, enter, NULL);
}
