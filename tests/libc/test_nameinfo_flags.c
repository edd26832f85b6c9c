/* SPDX-License-Identifier: MIT */
/* getnameinfo's flags against the real libc with files of its own, where that is allowed. */
#include "support/check.h"
#include "support/own_world.h"

#include "gaiscope/libc/nameinfo_flags.h"

#include <stdlib.h>
#include <string.h>

#include <net/if.h>
#include <netdb.h>

static bool is_own;

/* What a test waits for. */
struct heard {
    struct gs_nameinfo_row row;
    struct gs_lanes *lanes;
};

static void heard_row(void *context, uint64_t id, struct gs_nameinfo_row *row)
{
    struct heard *heard = context;
    (void)id;
    heard->row = *row;
    gs_lanes_close(heard->lanes);
}

static struct gs_nameinfo_row call(const char *address, uint16_t port,
                                   const struct gs_nameinfo_row *row)
{
    struct heard heard = {0};
    struct gs_endpoint endpoint = {.port = port};
    uv_loop_t loop;
    assert_int_equal(gs_address_parse(address, &endpoint.address), GS_OK);
    endpoint.address.scope_id = if_nametoindex(endpoint.address.zone);
    assert_int_equal(uv_loop_init(&loop), 0);
    assert_int_equal(gs_lanes_open(&loop, NULL, &heard.lanes), GS_OK);
    assert_int_not_equal(
        gs_nameinfo_row_start(heard.lanes, &endpoint, row, heard_row, &heard), 0);
    (void)uv_run(&loop, UV_RUN_DEFAULT);
    assert_int_equal(uv_loop_close(&loop), 0);
    return heard.row;
}

static const struct gs_nameinfo_row *find(const struct gs_nameinfo_rows *rows,
                                          const char *flag)
{
    for (size_t i = 0; i < rows->count; i++) {
        if (strcmp(rows->items[i].flag, flag) == 0) {
            return &rows->items[i];
        }
    }
    fail_msg("no flag %s", flag);
    return NULL;
}

static void none_is_the_first_and_no_flag_comes_twice(void **state)
{
    struct gs_nameinfo_rows rows = {0};
    (void)state;
    gs_nameinfo_flags(&rows);
    assert_string_equal(rows.items[0].flag, "none");
    assert_int_equal(rows.items[0].flags, 0);
    for (size_t i = 1; i < rows.count; i++) {
        check_case(rows.items[i].flag);
        assert_int_not_equal(rows.items[i].flags, 0);
        assert_ptr_equal(find(&rows, rows.items[i].flag), &rows.items[i]);
    }
    gs_vec_fini(&rows);
}

static void each_flag_changes_what_it_is_for(void **state)
{
    static const struct {
        const char *flag;
        const char *address;
        uint16_t port;
        const char *host;
        const char *service;
        const char *error;
    } cases[] = {
        {"none", "192.0.2.3", 25, "name.test", "smtp", ""},
        {"NUMERICHOST", "192.0.2.3", 25, "192.0.2.3", "smtp", ""},
        {"NUMERICSERV", "192.0.2.3", 25, "name.test", "25", ""},
        {"DGRAM", "192.0.2.3", 25, "name.test", "25", ""},
        {"DGRAM", "192.0.2.3", 512, "name.test", "biff", ""},
        {"none", "192.0.2.3", 512, "name.test", "exec", ""},
        {"NAMEREQD", "192.0.2.3", 25, "name.test", "smtp", ""},
        {"none", "192.0.2.99", 1, "192.0.2.99", "1", ""},
        {"NAMEREQD", "192.0.2.99", 1, NULL, NULL, "EAI_NONAME"},
        {"none", "2001:db8::6", 25, "six.test", "smtp", ""},
        {"NUMERICHOST", "fe80::1%lo", 25, "fe80::1%lo", "smtp", ""},
    };

    (void)state;
    own_world_need(is_own);
    struct gs_nameinfo_rows rows = {0};
    gs_nameinfo_flags(&rows);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        check_case(cases[i].flag);
        struct gs_nameinfo_row row =
            call(cases[i].address, cases[i].port, find(&rows, cases[i].flag));
        assert_string_equal(row.error, cases[i].error);
        if (cases[i].host == NULL) {
            assert_null(row.host);
            assert_int_equal(row.outcome, GS_OUTCOME_NO_SUCH_NAME);
        } else {
            assert_int_equal(row.outcome, GS_OUTCOME_ANSWERED);
            assert_string_equal(row.host, cases[i].host);
            assert_string_equal(row.service, cases[i].service);
        }
        free(row.host);
        free(row.service);
    }
    gs_vec_fini(&rows);
}

static int set_up(void **state)
{
    (void)state;
    is_own =
        own_world_enter() &&
        own_world_replace("/etc/hosts", "192.0.2.3 name.test\n2001:db8::6 six.test\n") &&
        own_world_replace("/etc/nsswitch.conf", "hosts: files\nservices: files\n") &&
        own_world_replace("/etc/services", "smtp 25/tcp\nexec 512/tcp\nbiff 512/udp\n");
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(none_is_the_first_and_no_flag_comes_twice),
        cmocka_unit_test(each_flag_changes_what_it_is_for),
    };
    return cmocka_run_group_tests(tests, set_up, NULL);
}
