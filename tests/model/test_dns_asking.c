/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/model/dns_asking.h"

static void plain_questions_want_recursion_and_edns(void **state)
{
    (void)state;
    struct gs_dns_asking asking = gs_dns_asking_default();
    assert_int_equal(asking.udp_size, GS_UDP_SIZE_DEFAULT);
    assert_false(asking.is_iterative || asking.is_tcp_only || asking.wants_signatures);
    assert_int_equal(asking.subnet.family, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_questions_want_recursion_and_edns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
