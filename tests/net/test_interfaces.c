/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/net/interfaces.h"

#include <string.h>

#include <sys/socket.h>

static struct gs_local_address local(const char *address, const char *interface,
                                     unsigned index)
{
    struct gs_local_address out = {.index = index};
    assert_int_equal(gs_address_parse(address, &out.address), GS_OK);
    memcpy(out.interface, interface, strlen(interface));
    return out;
}

static void the_kernel_lists_the_loopback(void **state)
{
    (void)state;
    struct gs_local_address_list list = {0};
    struct gs_address loopback = local("127.0.0.1", "", 0).address;
    gs_interfaces_read(&list);
    const struct gs_local_address *found = gs_interfaces_find(&list, &loopback);
    assert_non_null(found);
    assert_string_equal(found->interface, "lo");
    assert_int_equal(found->prefix_bits, 8);
    gs_vec_fini(&list);
}

static void an_address_is_found_as_libc_finds_it(void **state)
{
    static const struct {
        const char *label;
        const char *address;
        unsigned scope_id;
        const char *interface; /* NULL: none */
    } cases[] = {
        {"its own line", "192.0.2.7", 0, "eth0"},
        {"any loopback address is the first", "127.0.0.53", 0, "lo"},
        {"an address nobody bears", "192.0.2.8", 0, NULL},
        {"the same address on two interfaces", "fe80::1", 3, "eth1"},
        {"and without scope the first", "fe80::1", 0, "eth0"},
        {"a scope that does not bear it", "fe80::1", 9, NULL},
    };
    struct gs_local_address_list list = {0};
    (void)state;
    gs_vec_push(&list, local("127.0.0.1", "lo", 1));
    gs_vec_push(&list, local("192.0.2.7", "eth0", 2));
    gs_vec_push(&list, local("fe80::1", "eth0", 2));
    gs_vec_push(&list, local("fe80::1", "eth1", 3));
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        check_case(cases[i].label);
        struct gs_address sought = local(cases[i].address, "", 0).address;
        sought.scope_id = cases[i].scope_id;
        const struct gs_local_address *found = gs_interfaces_find(&list, &sought);
        assert_int_equal(found == NULL, cases[i].interface == NULL);
        if (found != NULL) {
            assert_string_equal(found->interface, cases[i].interface);
        }
    }
    gs_vec_fini(&list);
}

static void the_loopback_alone_is_no_v6(void **state)
{
    struct gs_local_address_list list = {0};
    (void)state;
    gs_vec_push(&list, local("192.0.2.7", "eth0", 2));
    gs_vec_push(&list, local("::1", "lo", 1));
    assert_false(gs_interfaces_have_v6(&list));
    gs_vec_push(&list, local("fe80::1", "eth0", 2));
    assert_true(gs_interfaces_have_v6(&list));
    gs_vec_fini(&list);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_kernel_lists_the_loopback),
        cmocka_unit_test(an_address_is_found_as_libc_finds_it),
        cmocka_unit_test(the_loopback_alone_is_no_v6),
    };
    return cmocka_run_group_tests_name("interfaces", tests, NULL, NULL);
}
