/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/model/system_answer.h"

#include <stdlib.h>
#include <string.h>

#include <sys/socket.h>

static void add_row(struct gs_system_answer *answer, const char *address, int socktype)
{
    struct gs_addrinfo row = {.socktype = socktype};
    assert_int_equal(gs_address_parse(address, &row.address), GS_OK);
    row.family = row.address.family;
    gs_vec_push(&answer->rows, row);
}

static void a_new_answer_is_empty_and_without_error(void **state)
{
    (void)state;
    struct gs_system_answer *answer = gs_system_answer_new();
    assert_int_equal(answer->outcome, GS_OUTCOME_NOT_ASKED);
    assert_string_equal(answer->error.name, "");
    assert_int_equal(gs_system_answer_count(answer, 0), 0);
    gs_system_answer_free(answer);
    gs_system_answer_free(NULL);
}

static void each_address_counts_once(void **state)
{
    (void)state;
    struct gs_system_answer *answer = gs_system_answer_new();
    add_row(answer, "192.0.2.1", SOCK_STREAM);
    add_row(answer, "::1", SOCK_STREAM);
    add_row(answer, "192.0.2.1", SOCK_DGRAM);
    add_row(answer, "192.0.2.2", SOCK_STREAM);
    add_row(answer, "fe80::1%1", SOCK_STREAM);
    add_row(answer, "fe80::1%2", SOCK_STREAM);
    add_row(answer, "::1", SOCK_RAW);
    answer->rows.items[0].canonname = gs_mem_copy_text("a.test");
    assert_int_equal(gs_system_answer_count(answer, 0), 5);
    assert_int_equal(gs_system_answer_count(answer, AF_INET), 2);
    assert_int_equal(gs_system_answer_count(answer, AF_INET6), 3);
    gs_system_answer_free(answer);
}

static void rows_of_other_families_do_not_count(void **state)
{
    (void)state;
    struct gs_system_answer *answer = gs_system_answer_new();
    struct gs_addrinfo row = {.family = AF_UNIX};
    gs_vec_push(&answer->rows, row);
    add_row(answer, "192.0.2.1", SOCK_STREAM);
    assert_int_equal(gs_system_answer_count(answer, 0), 1);
    assert_int_equal(gs_system_answer_count(answer, AF_INET6), 0);
    gs_system_answer_free(answer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_new_answer_is_empty_and_without_error),
        cmocka_unit_test(each_address_counts_once),
        cmocka_unit_test(rows_of_other_families_do_not_count),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
