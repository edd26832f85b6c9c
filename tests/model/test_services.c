/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/model/services.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sys/socket.h>

static void all_that_services_own_is_freed(void **state)
{
    (void)state;
    struct gs_services *services = gs_services_new();
    struct gs_service listed = {.name = gs_mem_copy_text("http"), .port = 80};
    struct gs_service unlisted = {.port = 4711};
    assert_int_equal(services->entries.count, 0);
    listed.aliases = gs_mem_new(3, sizeof *listed.aliases);
    listed.aliases[0] = gs_mem_copy_text("www");
    listed.aliases[1] = gs_mem_copy_text("web");
    gs_vec_push(&services->entries, listed);
    gs_vec_push(&services->entries, unlisted);
    assert_string_equal(services->entries.items[0].aliases[1], "web");
    gs_services_free(services);
    gs_services_free(NULL);
}

static void a_port_is_a_number_in_its_range(void **state)
{
    (void)state;

    static const struct {
        const char *text;
        uint16_t port;
    } ports[] = {{"80", 80},
                 {"65535", 65535},
                 {"65536", 0},
                 {"0", 0},
                 {"", 0},
                 {"80x", 0},
                 {" 80", 0},
                 {"-80", 0},
                 {"https", 0},
                 {"0080", 80},
                 {"99999999999999999999999", 0}};

    for (size_t i = 0; i < COUNT_OF(ports); i++) {
        check_case(ports[i].text);
        assert_int_equal(gs_port_parse(ports[i].text), ports[i].port);
    }
}

static void add_entry(struct gs_services *services, const char *name, uint16_t port,
                      const char *protocol, bool is_asked)
{
    struct gs_service entry = {
        .name = gs_mem_copy_text(name), .port = port, .is_asked = is_asked};
    (void)snprintf(entry.protocol, sizeof entry.protocol, "%s", protocol);
    gs_vec_push(&services->entries, entry);
}

static void the_tcp_port_is_that_of_the_asked_service(void **state)
{
    (void)state;
    struct gs_services *services = gs_services_new();
    assert_int_equal(gs_services_tcp_port(services), 0);
    add_entry(services, "smtp", 25, "tcp", false);
    add_entry(services, NULL, 0, "tcp", true);
    add_entry(services, "domain", 54, "udp", true);
    assert_int_equal(gs_services_tcp_port(services), 0);
    add_entry(services, "domain", 53, "tcp", true);
    assert_int_equal(gs_services_tcp_port(services), 53);
    gs_services_free(services);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_that_services_own_is_freed),
        cmocka_unit_test(a_port_is_a_number_in_its_range),
        cmocka_unit_test(the_tcp_port_is_that_of_the_asked_service),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
