/* SPDX-License-Identifier: MIT */
/* libc about one entry of the services file, where files of its own are allowed. */
#include "support/check.h"
#include "support/own_world.h"

#include "gaiscope/base/buf.h"
#include "gaiscope/libc/service_ask.h"

#include <string.h>

static bool is_own;

/* What a test waits for. */
struct heard {
    struct gs_service_check *check;
    struct gs_lanes *lanes;
};

static void heard_check(void *context, uint64_t id, struct gs_service_check *check)
{
    struct heard *heard = context;
    (void)id;
    heard->check = check;
    gs_lanes_close(heard->lanes);
}

static struct gs_service_check *ask(const char *name, uint16_t port)
{
    struct heard heard = {0};
    uv_loop_t loop;
    assert_int_equal(uv_loop_init(&loop), 0);
    assert_int_equal(gs_lanes_open(&loop, NULL, &heard.lanes), GS_OK);
    assert_int_not_equal(gs_service_ask(heard.lanes, name, port, heard_check, &heard), 0);
    (void)uv_run(&loop, UV_RUN_DEFAULT);
    assert_int_equal(uv_loop_close(&loop), 0);
    return heard.check;
}

/* "tcp 25 smtp; udp - -; ... | any 25/tcp; dgram EAI_SERVICE; ..." */
static void write_check(const struct gs_service_check *check, struct gs_buf *out)
{
    for (size_t i = 0; i < GS_SERVICE_CHECK_PROTOCOLS; i++) {
        const struct gs_service_check_row *row = &check->rows[i];
        gs_buf_addf(out, "%s %u %s; ", row->protocol, (unsigned)row->by_name.port,
                    row->by_port.name == NULL ? "-" : row->by_port.name);
    }
    for (size_t i = 0; i < GS_SERVICE_CHECK_TYPES; i++) {
        const struct gs_service_check_type *type = &check->types[i];
        gs_buf_addf(out, "%s %s%s%s", type->socktype, type->rows, type->error,
                    i + 1 < GS_SERVICE_CHECK_TYPES ? "; " : "");
    }
}

static void libc_tells_of_both_ways_and_of_each_socket_type(void **state)
{
    static const struct {
        const char *name;
        uint16_t port;
        const char *check;
    } cases[] = {
        {"smtp", 25,
         "tcp 25 smtp; udp 0 -; sctp 0 -; any 25/tcp; stream 25/tcp; dgram EAI_SERVICE; "
         "seqpacket EAI_SERVICE; raw EAI_SERVICE"},
        {"both", 7,
         "tcp 7 both; udp 7 both; sctp 0 -; any 7/tcp 7/udp; stream 7/tcp; dgram 7/udp; "
         "seqpacket EAI_SERVICE; raw EAI_SERVICE"},
        {"late", 25,
         "tcp 25 smtp; udp 0 -; sctp 0 -; any 25/tcp; stream 25/tcp; dgram EAI_SERVICE; "
         "seqpacket EAI_SERVICE; raw EAI_SERVICE"},
        {"nowhere", 9,
         "tcp 0 -; udp 0 -; sctp 0 -; any EAI_SERVICE; stream EAI_SERVICE; dgram "
         "EAI_SERVICE; seqpacket EAI_SERVICE; raw EAI_SERVICE"},
    };

    (void)state;
    own_world_need(is_own);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_buf out = {0};
        check_case(cases[i].name);
        struct gs_service_check *check = ask(cases[i].name, cases[i].port);
        write_check(check, &out);
        assert_string_equal(gs_buf_text(&out), cases[i].check);
        assert_string_equal(check->name, cases[i].name);
        gs_buf_fini(&out);
        gs_service_check_free(check);
    }
}

static int set_up(void **state)
{
    (void)state;
    is_own =
        own_world_enter() &&
        own_world_replace("/etc/nsswitch.conf", "services: files\nprotocols: files\n") &&
        own_world_replace("/etc/services",
                          "smtp 25/tcp mail\nlate 25/tcp\nboth 7/tcp\nboth 7/udp\n");
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(libc_tells_of_both_ways_and_of_each_socket_type),
    };
    return cmocka_run_group_tests(tests, set_up, NULL);
}
