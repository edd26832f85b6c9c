/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/net/errno_outcome.h"

#include <errno.h>
#include <string.h>

static void each_errno_of_a_connection_has_an_outcome(void **state)
{
    static const struct {
        int error;
        enum gs_outcome want;
    } cases[] = {
        {ECONNREFUSED, GS_OUTCOME_REFUSED},    {ETIMEDOUT, GS_OUTCOME_TIMED_OUT},
        {ENETUNREACH, GS_OUTCOME_UNREACHABLE}, {EHOSTDOWN, GS_OUTCOME_UNREACHABLE},
        {EPERM, GS_OUTCOME_UNREACHABLE},       {EINVAL, GS_OUTCOME_UNREACHABLE},
        {ECONNRESET, GS_OUTCOME_FAILED},       {EMFILE, GS_OUTCOME_FAILED},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        if (gs_errno_outcome(cases[i].error) != cases[i].want) {
            fail_msg("%s", strerror(cases[i].error));
        }
    }
}

static void each_errno_of_a_connection_has_a_status(void **state)
{
    static const struct {
        int error;
        enum gs_connect_status want;
    } cases[] = {
        {ECONNREFUSED, GS_CONNECT_REFUSED},   {ETIMEDOUT, GS_CONNECT_SILENT},
        {ENETUNREACH, GS_CONNECT_NO_ROUTE},   {EHOSTUNREACH, GS_CONNECT_NO_ROUTE},
        {EADDRNOTAVAIL, GS_CONNECT_NO_ROUTE}, {ECONNRESET, GS_CONNECT_FAILED},
        {EMFILE, GS_CONNECT_FAILED},          {ENFILE, GS_CONNECT_FAILED},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        if (gs_errno_connect_status(cases[i].error) != cases[i].want) {
            fail_msg("%s", strerror(cases[i].error));
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_errno_of_a_connection_has_an_outcome),
        cmocka_unit_test(each_errno_of_a_connection_has_a_status),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
