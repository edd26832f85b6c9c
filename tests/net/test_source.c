/* SPDX-License-Identifier: MIT */
/* Loopback routes are everywhere; whether there are others, this machine decides. */
#include "support/check.h"
#include "support/own_world.h"

#include "gaiscope/net/source.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <arpa/inet.h>
#include <dirent.h>
#include <sys/socket.h>

static struct gs_address address_of(const char *text)
{
    struct gs_address address;
    assert_int_equal(gs_address_parse(text, &address), GS_OK);
    return address;
}

static bool has_loopback_v6(void)
{
    struct gs_address source;
    struct gs_address loopback = address_of("::1");
    return gs_source_for(&loopback, &source) == GS_OK;
}

static void the_loopback_is_its_own_source(void **state)
{
    static const struct {
        const char *label;
        const char *destination;
        const char *source; /* NULL: the kernel may choose */
    } cases[] = {
        {"IPv4", "127.0.0.1", "127.0.0.1"},
        {"another IPv4 of the loopback", "127.0.0.53", NULL},
        {"IPv6", "::1", "::1"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_address destination = address_of(cases[i].destination);
        struct gs_address source;
        char text[GS_ADDRESS_TEXT_MAX];
        check_case(cases[i].label);
        if (destination.family == AF_INET6 && !has_loopback_v6()) {
            continue;
        }
        assert_int_equal(gs_source_for(&destination, &source), GS_OK);
        gs_address_format(&source, text);
        if (cases[i].source != NULL) {
            assert_string_equal(text, cases[i].source);
        }
        assert_int_equal(source.family, destination.family);
        assert_int_equal(source.scope_id, 0);
    }
}

static void no_source_leaves_the_answer_alone_and_says_why(void **state)
{
    (void)state;
    struct gs_address nobody = {.family = AF_UNSPEC};
    struct gs_address unscoped = address_of("fe80::1"); /* no zone: no route */
    struct gs_address source = address_of("192.0.2.99");
    struct gs_address before = source;
    errno = 0;
    assert_int_equal(gs_source_for(&nobody, &source), GS_EOS);
    assert_int_not_equal(errno, 0);
    errno = 0;
    assert_int_equal(gs_source_for(&unscoped, &source), GS_EOS);
    assert_int_not_equal(errno, 0);
    assert_memory_equal(&source, &before, sizeof source);
}

static void a_family_has_a_source_of_that_family_or_none(void **state)
{
    static const int families[] = {AF_INET, AF_INET6};
    (void)state;
    for (size_t i = 0; i < COUNT_OF(families); i++) {
        struct gs_address source = {0};
        enum gs_status status = gs_source_for_family(families[i], &source);
        assert_true(status == GS_OK || status == GS_EOS);
        assert_int_equal(source.family, status == GS_OK ? families[i] : 0);
    }
}

static void a_source_comes_with_its_interface(void **state)
{
    (void)state;
    struct gs_local_address_list known = {0};
    struct gs_address destination = address_of("127.0.0.53");
    struct gs_address nowhere = address_of("fe80::1");
    gs_interfaces_read(&known);
    struct gs_source source = gs_source_of(&destination, &known);
    assert_int_equal(source.error, 0);
    assert_int_equal(source.address.family, AF_INET);
    assert_string_equal(source.interface, "lo");
    assert_int_equal(source.prefix_bits, 8);
    assert_false(source.is_deprecated || source.is_home || source.is_tunnel);
    source = gs_source_of(&nowhere, &known);
    assert_int_equal(source.address.family, 0);
    assert_int_not_equal(source.error, 0);
    gs_vec_fini(&known);
}

static size_t open_descriptors(void)
{
    DIR *directory = opendir("/proc/self/fd");
    size_t count = 0;
    while (directory != NULL && readdir(directory) != NULL) {
        count++;
    }
    if (directory != NULL) {
        (void)closedir(directory);
    }
    return count;
}

static void no_descriptor_stays_open(void **state)
{
    (void)state;
    struct gs_address source;
    struct gs_address good = address_of("127.0.0.1");
    struct gs_address bad = address_of("fe80::1");
    size_t before = open_descriptors();
    for (int i = 0; i < 20; i++) {
        (void)gs_source_for(&good, &source); /* only the descriptors count here */
        (void)gs_source_for(&bad, &source);
        struct gs_local_address_list known = {0};
        gs_interfaces_read(&known);
        gs_vec_fini(&known);
    }
    assert_int_equal(open_descriptors(), before);
}

static bool run(const char *command)
{
    return system(command) == 0; /* NOLINT(cert-env33-c): a fixed text of this file */
}

/* The example networks are what laboratories are made of. */
static void a_network_on_the_link_is_no_way_out(void **state)
{
    static const struct {
        const char *label;
        int family;
        const char *command;
        enum gs_status status;
    } cases[] = {
        {"a link-local address and a prefix on the link", AF_INET6,
         "ip -6 route add 2001:db8::/32 dev gs0", GS_EOS},
        {"an address of the prefix", AF_INET6, "ip addr add 2001:db8::7/64 dev gs0 nodad",
         GS_EOS},
        {"an IPv4 network", AF_INET, "ip addr add 198.51.100.7/24 dev gs0", GS_EOS},
        {"the other IPv4 network", AF_INET,
         "ip addr del 198.51.100.7/24 dev gs0 && ip addr add 203.0.113.7/24 dev gs0",
         GS_EOS},
        {"a default route", AF_INET6, "ip -6 route add default via fe80::1 dev gs0",
         GS_OK},
        {"an IPv4 default route", AF_INET, "ip route add default via 203.0.113.1", GS_OK},
    };

    (void)state;
    bool has_world = own_world_enter() && run("command -v ip >/dev/null") &&
                     run("ip link add gs0 type veth peer name gs1") &&
                     run("ip link set gs1 up") && run("ip link set gs0 up") &&
                     run("ip addr add fe80::77/64 dev gs0 nodad");
    own_world_need(has_world);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_address source = {0};
        check_case(cases[i].label);
        assert_true(run(cases[i].command));
        assert_int_equal(gs_source_for_family(cases[i].family, &source), cases[i].status);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_loopback_is_its_own_source),
        cmocka_unit_test(no_source_leaves_the_answer_alone_and_says_why),
        cmocka_unit_test(a_family_has_a_source_of_that_family_or_none),
        cmocka_unit_test(a_source_comes_with_its_interface),
        cmocka_unit_test(no_descriptor_stays_open),
        cmocka_unit_test(a_network_on_the_link_is_no_way_out), /* the last: it moves */
    };
    return cmocka_run_group_tests_name("source", tests, NULL, NULL);
}
