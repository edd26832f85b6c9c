/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/model/sockaddr.h"

#include <string.h>

#include <netinet/in.h>

static void an_ipv4_endpoint_becomes_a_sockaddr_in(void **state)
{
    (void)state;
    struct gs_endpoint endpoint;
    struct sockaddr_storage out;
    struct sockaddr_in inet;
    assert_int_equal(gs_endpoint_parse("192.0.2.1:853", 53, &endpoint), GS_OK);
    memset(&out, 0xff, sizeof out);
    assert_int_equal(gs_sockaddr_encode(&endpoint, &out), sizeof inet);
    memcpy(&inet, &out, sizeof inet);
    assert_int_equal(inet.sin_family, AF_INET);
    assert_memory_equal(&inet.sin_port, "\3\125", 2);
    assert_memory_equal(&inet.sin_addr, "\300\0\2\1", 4);
    assert_memory_equal(inet.sin_zero, "\0\0\0\0\0\0\0\0", 8);
}

static void an_ipv6_endpoint_keeps_its_scope(void **state)
{
    (void)state;
    struct gs_endpoint endpoint;
    struct sockaddr_storage out;
    struct sockaddr_in6 inet6;
    assert_int_equal(gs_endpoint_parse("[fe80::1]:53", 53, &endpoint), GS_OK);
    endpoint.address.scope_id = 7;
    memset(&out, 0xff, sizeof out);
    assert_int_equal(gs_sockaddr_encode(&endpoint, &out), sizeof inet6);
    memcpy(&inet6, &out, sizeof inet6);
    assert_int_equal(inet6.sin6_family, AF_INET6);
    assert_memory_equal(&inet6.sin6_port, "\0\65", 2);
    assert_int_equal(inet6.sin6_scope_id, 7);
    assert_int_equal(inet6.sin6_flowinfo, 0);
    assert_memory_equal(inet6.sin6_addr.s6_addr, endpoint.address.bytes, 16);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_ipv4_endpoint_becomes_a_sockaddr_in),
        cmocka_unit_test(an_ipv6_endpoint_keeps_its_scope),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
