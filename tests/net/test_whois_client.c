/* SPDX-License-Identifier: MIT */
#include "support/whois_server.h"

#include "gaiscope/base/mem.h"
#include "gaiscope/net/whois_client.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <sys/socket.h>

static const struct whois_line script[] = {
    {"python.org", "Domain Name: python.org\r\n", WHOIS_CLOSES, 0},
    {"nothing", "", WHOIS_CLOSES, 0},
    {"silent", "", WHOIS_WAITS, 0},
    {"half", "half a line", WHOIS_WAITS, 0},
    {"reset", "half a line", WHOIS_RESETS, 0},
    {"flood", "0123456789abcdef0123456789abcdef\n", WHOIS_FLOODS, 0},
};

/** What a test works with. */
struct stage {
    int connected; /* how often it was told */
    uv_loop_t loop;
    struct whois_server *server;
    struct gs_whois_reply reply; /* the last one */
    size_t replies;
};

static int set_up(void **state)
{
    struct stage *stage = gs_mem_new(1, sizeof *stage);
    assert_int_equal(uv_loop_init(&stage->loop), 0);
    stage->server =
        whois_server_start(&stage->loop, script, sizeof script / sizeof script[0]);
    *state = stage;
    return 0;
}

static int tear_down(void **state)
{
    struct stage *stage = *state;
    whois_server_stop(stage->server);
    (void)uv_run(&stage->loop, UV_RUN_DEFAULT);
    assert_int_equal(uv_loop_close(&stage->loop), 0);
    free(stage->reply.bytes);
    free(stage);
    return 0;
}

static void done(void *context, struct gs_whois_reply *reply)
{
    struct stage *stage = context;
    free(stage->reply.bytes);
    stage->reply = *reply;
    reply->bytes = NULL;
    stage->replies++;
}

static struct gs_whois_request request_of(const struct stage *stage, const char *query,
                                          struct gs_endpoint *endpoint)
{
    *endpoint = whois_server_endpoint(stage->server);
    return (struct gs_whois_request){.addresses = &endpoint->address,
                                     .address_count = 1,
                                     .port = endpoint->port,
                                     .query = query,
                                     .bytes_max = 1000,
                                     .limit_ms = 5000};
}

static void run(struct stage *stage, const struct gs_whois_request *request)
{
    size_t before = stage->replies;
    (void)gs_whois_client_start(&stage->loop, request, done, stage);
    assert_int_equal(stage->replies, before); /* never from inside */
    while (stage->replies == before) {
        (void)uv_run(&stage->loop, UV_RUN_ONCE);
    }
}

static void one_line_is_sent_and_the_text_read_to_its_end(void **state)
{
    struct stage *stage = *state;
    struct gs_endpoint endpoint;
    struct gs_whois_request request = request_of(stage, "python.org", &endpoint);
    run(stage, &request);
    assert_int_equal(stage->reply.outcome, GS_OUTCOME_ANSWERED);
    assert_int_equal(stage->reply.step, GS_WHOIS_CLOSED);
    assert_int_equal(stage->reply.error, 0);
    assert_string_equal(stage->reply.bytes, "Domain Name: python.org\r\n");
    assert_int_equal(stage->reply.len_bytes, 25);
    assert_false(stage->reply.is_cut);
    assert_true(stage->reply.connect_us > 0);
    assert_true(gs_address_is_equal(&stage->reply.address, &endpoint.address));
    assert_string_equal(whois_server_heard(stage->server), "python.org\r\n");
}

static void a_server_may_say_nothing(void **state)
{
    struct stage *stage = *state;
    struct gs_endpoint endpoint;
    struct gs_whois_request request = request_of(stage, "nothing", &endpoint);
    run(stage, &request);
    assert_int_equal(stage->reply.outcome, GS_OUTCOME_ANSWERED);
    assert_int_equal(stage->reply.len_bytes, 0);
}

static void a_flood_ends_at_the_limit(void **state)
{
    struct stage *stage = *state;
    struct gs_endpoint endpoint;
    struct gs_whois_request request = request_of(stage, "flood", &endpoint);
    request.bytes_max = 1000000;
    run(stage, &request);
    assert_int_equal(stage->reply.outcome, GS_OUTCOME_ANSWERED);
    assert_int_equal(stage->reply.len_bytes, 1000000);
    assert_true(stage->reply.is_cut);
}

static void a_text_of_exactly_the_limit_is_not_cut(void **state)
{
    struct stage *stage = *state;
    struct gs_endpoint endpoint;
    struct gs_whois_request request = request_of(stage, "python.org", &endpoint);
    request.bytes_max = 25;
    run(stage, &request);
    assert_int_equal(stage->reply.len_bytes, 25);
    assert_false(stage->reply.is_cut);
    request.bytes_max = 24;
    run(stage, &request);
    assert_int_equal(stage->reply.len_bytes, 24);
    assert_true(stage->reply.is_cut);
}

static void note_connected(void *context)
{
    struct stage *stage = context;
    stage->connected++;
}

static void silence_ends_at_the_deadline(void **state)
{
    struct stage *stage = *state;
    struct gs_endpoint endpoint;
    struct gs_whois_request request = request_of(stage, "silent", &endpoint);
    request.limit_ms = 50;
    request.connected = note_connected;
    run(stage, &request);
    assert_int_equal(stage->connected, 1);
    assert_int_equal(stage->reply.outcome, GS_OUTCOME_TIMED_OUT);
    assert_int_equal(stage->reply.step, GS_WHOIS_READING);
    assert_int_equal(stage->reply.len_bytes, 0);
    assert_false(stage->reply.is_cut);
}

static void what_came_before_the_deadline_stays(void **state)
{
    struct stage *stage = *state;
    struct gs_endpoint endpoint;
    struct gs_whois_request request = request_of(stage, "half", &endpoint);
    request.limit_ms = 50;
    run(stage, &request);
    assert_int_equal(stage->reply.outcome, GS_OUTCOME_TIMED_OUT);
    assert_string_equal(stage->reply.bytes, "half a line");
    assert_true(stage->reply.is_cut);
}

static void what_came_before_a_reset_may_stay(void **state)
{
    struct stage *stage = *state;
    struct gs_endpoint endpoint;
    struct gs_whois_request request = request_of(stage, "reset", &endpoint);
    run(stage, &request);
    assert_int_equal(stage->reply.outcome, GS_OUTCOME_FAILED);
    assert_int_equal(stage->reply.error, ECONNRESET);
    assert_int_equal(stage->reply.step, GS_WHOIS_READING);
    assert_int_equal(stage->reply.is_cut, stage->reply.len_bytes > 0);
}

static void a_closed_port_is_refused(void **state)
{
    struct stage *stage = *state;
    struct gs_endpoint endpoint;
    struct gs_whois_request request = request_of(stage, "python.org", &endpoint);
    request.port = 1;
    run(stage, &request);
    assert_int_equal(stage->reply.outcome, GS_OUTCOME_REFUSED);
    assert_int_equal(stage->reply.error, ECONNREFUSED);
    assert_int_equal(stage->reply.step, GS_WHOIS_CONNECTING);
    assert_int_equal(stage->reply.connect_us, 0);
}

static void the_next_address_is_tried(void **state)
{
    struct stage *stage = *state;
    struct gs_endpoint endpoint;
    struct gs_whois_request request = request_of(stage, "python.org", &endpoint);
    static const uint8_t other[4] = {127, 0, 0, 2}; /* the server is not there */
    struct gs_address addresses[2] = {gs_address_from_bytes(AF_INET, other),
                                      endpoint.address};
    request.addresses = addresses;
    request.address_count = 2;
    run(stage, &request);
    assert_int_equal(stage->reply.outcome, GS_OUTCOME_ANSWERED);
    assert_true(gs_address_is_equal(&stage->reply.address, &endpoint.address));
}

static void nothing_is_heard_of_a_cancelled_one(void **state)
{
    struct stage *stage = *state;
    struct gs_endpoint endpoint;
    struct gs_whois_request request = request_of(stage, "silent", &endpoint);
    struct gs_whois_client *client =
        gs_whois_client_start(&stage->loop, &request, done, stage);
    gs_whois_client_cancel(client); /* before its first turn */
    client = gs_whois_client_start(&stage->loop, &request, done, stage);
    while (whois_server_heard(stage->server)[0] == '\0') {
        (void)uv_run(&stage->loop, UV_RUN_ONCE);
    }
    gs_whois_client_cancel(client);
    request = request_of(stage, "python.org", &endpoint);
    run(stage, &request);
    assert_int_equal(stage->replies, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(one_line_is_sent_and_the_text_read_to_its_end,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_server_may_say_nothing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_flood_ends_at_the_limit, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_text_of_exactly_the_limit_is_not_cut, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(silence_ends_at_the_deadline, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_came_before_the_deadline_stays, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(what_came_before_a_reset_may_stay, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_closed_port_is_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_next_address_is_tried, set_up, tear_down),
        cmocka_unit_test_setup_teardown(nothing_is_heard_of_a_cancelled_one, set_up,
                                        tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
