/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/base/errno_name.h"

#include <errno.h>
#include <string.h>

static void each_errno_of_a_socket_has_its_name(void **state)
{
    static const struct {
        int error;
        const char *name;
    } cases[] = {
        {EACCES, "EACCES"},
        {EADDRINUSE, "EADDRINUSE"},
        {EADDRNOTAVAIL, "EADDRNOTAVAIL"},
        {EAFNOSUPPORT, "EAFNOSUPPORT"},
        {EAGAIN, "EAGAIN"},
        {ECONNREFUSED, "ECONNREFUSED"},
        {EPROTONOSUPPORT, "EPROTONOSUPPORT"},
        {ESOCKTNOSUPPORT, "ESOCKTNOSUPPORT"},
        {EOPNOTSUPP, "EOPNOTSUPP"},
        {EPERM, "EPERM"},
        {0, ""},
        {-1, "unknown"},
        {123456, "unknown"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        check_case(cases[i].name);
        assert_string_equal(gs_errno_name(cases[i].error), cases[i].name);
    }
}

static void no_two_errnos_have_the_same_name(void **state)
{
    (void)state;
    for (int error = 1; error < 150; error++) {
        for (int other = 1; other < error; other++) {
            const char *name = gs_errno_name(error);
            assert_true(strcmp(name, "unknown") == 0 ||
                        strcmp(name, gs_errno_name(other)) != 0);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_errno_of_a_socket_has_its_name),
        cmocka_unit_test(no_two_errnos_have_the_same_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
