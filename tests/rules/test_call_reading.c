/* SPDX-License-Identifier: MIT */
#include "rules/make.h"
#include "support/check.h"

#include "gaiscope/rules/call_reading.h"

#include <netdb.h>

static void a_host_is_read_as_libc_reads_it(void **state)
{
    static const struct {
        const char *label;
        const char *host;
        int flags;
        int family;
        bool is_odd;
        bool is_numeric;
    } cases[] = {
        {"the null node", NULL, 0, 0, false, true},
        {"a star", "*", 0, 0, false, true},
        {"IPv4", "192.0.2.1", 0, AF_INET, false, true},
        {"IPv6 with a scope", "fe80::1%lo", 0, AF_INET6, false, true},
        {"a short form", "127.1", 0, AF_INET, true, true},
        {"hex", "0x7f000001", 0, AF_INET, true, true},
        {"an address and more", "127.0.0.1 x", 0, 0, false, false},
        {"an address and a blank", "127.1 ", 0, 0, false, false},
        {"an address and a line's end", "127.0.0.1\n", 0, 0, false, false},
        {"nothing", "", 0, 0, false, false},
        {"a name", "a.test", 0, 0, false, false},
        {"a name that is to be a number", "a.test", AI_NUMERICHOST, 0, false, true},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_question question = make_question(cases[i].host, "80");
        question.is_exact = true;
        question.hints.flags = cases[i].flags;
        check_case(cases[i].label);
        struct gs_call_reading call = gs_call_read(&question);
        assert_int_equal(call.literal_family, cases[i].family);
        assert_int_equal(call.is_odd_address, cases[i].is_odd);
        assert_int_equal(gs_call_is_numeric(&question), cases[i].is_numeric);
    }
}

static void a_service_is_a_port_as_libc_reads_it(void **state)
{
    static const struct {
        const char *label;
        const char *service;
        bool want;
        uint16_t port;
    } cases[] = {
        {"none", NULL, false, 0},
        {"nothing", "", false, 0},
        {"a star", "*", false, 0},
        {"a name", "http", false, 0},
        {"a number", "8080", true, 8080},
        {"a number and more", "8080x", false, 0},
        {"with a sign", "+80", true, 80},
        {"behind a blank", " 80", true, 80},
        {"in front of a blank", "80 ", false, 0},
        {"zero", "0", true, 0},
        {"the largest", "65535", true, 65535},
        {"one more", "65536", false, 0},
        {"below zero", "-1", false, 0},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_question question = make_question("a.test", cases[i].service);
        uint16_t port = 1;
        check_case(cases[i].label);
        assert_int_equal(gs_call_port(&question, &port), cases[i].want);
        assert_int_equal(port, cases[i].port);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_host_is_read_as_libc_reads_it),
        cmocka_unit_test(a_service_is_a_port_as_libc_reads_it),
    };
    return cmocka_run_group_tests_name("call_reading", tests, NULL, NULL);
}
