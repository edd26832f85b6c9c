/* SPDX-License-Identifier: MIT */
#include "support/faulty_server.h"

#include "gaiscope/dns/client.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <sys/socket.h>

enum {
    QUICK_MS = 40,     /* a try that nobody answers */
    PATIENT_MS = 5000, /* a try that is answered at once */
    BURST = 2000,
};

struct fixture {
    uv_loop_t loop;
    struct faulty_server *server;
    struct gs_dns_client *client;
    struct gs_dns_answer *answer; /* the last one */
    uint64_t answered_id;         /* its id */
    size_t answered;              /* answers in all */
    size_t address_count;         /* addresses in all answers */
    size_t wanted;                /* answers after which the loop stops */
    size_t tried;                 /* calls of tried */
    bool is_in_ask;               /* inside gs_dns_client_ask() */
};

static void on_done(void *context, uint64_t id, struct gs_dns_answer *answer)
{
    struct fixture *f = context;
    assert_false(f->is_in_ask);
    gs_dns_answer_free(f->answer);
    f->answer = answer;
    f->answered_id = id;
    f->answered++;
    f->address_count += answer->answer.count;
    if (f->answered == f->wanted) {
        uv_stop(&f->loop);
    }
}

static void on_tried(void *context, uint64_t id, const struct gs_dns_try *failed)
{
    struct fixture *f = context;
    assert_false(f->is_in_ask);
    assert_true(id > 0);
    assert_true(failed->elapsed_us >= 0);
    f->tried++;
}

static void open_client(struct fixture *f, const struct gs_endpoint *servers,
                        size_t count, uint32_t timeout_ms)
{
    struct gs_dns_settings settings = gs_dns_settings_default();
    settings.servers = servers;
    settings.server_count = count;
    settings.timeout_ms = timeout_ms;
    assert_int_equal(gs_dns_client_open(&f->loop, &settings, &f->client), GS_OK);
}

static uint64_t ask(struct fixture *f, const char *name, uint16_t type)
{
    const struct gs_dns_handler handler = {on_done, on_tried, f};
    f->is_in_ask = true;
    const struct gs_dns_ask wanted = {.name = name, .type = type};
    uint64_t id = gs_dns_client_ask(f->client, &wanted, &handler);
    f->is_in_ask = false;
    return id;
}

static void wait_for(struct fixture *f, size_t answers)
{
    f->wanted = answers;
    (void)uv_run(&f->loop, UV_RUN_DEFAULT);
    assert_int_equal(f->answered, answers);
}

static void close_client(struct fixture *f)
{
    if (f->client != NULL) {
        gs_dns_client_close(f->client);
        f->client = NULL;
    }
}

static int start(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    (void)uv_loop_init(&f->loop);
    f->server = faulty_server_start(&f->loop);
    *state = f;
    return 0;
}

static int stop(void **state)
{
    struct fixture *f = *state;
    close_client(f);
    faulty_server_stop(f->server);
    (void)uv_run(&f->loop, UV_RUN_DEFAULT);
    int result = uv_loop_close(&f->loop); /* fails when a handle is left */
    gs_dns_answer_free(f->answer);
    free(f);
    return result;
}

/* Asks the faulty server alone and waits for the answer. */
static const struct gs_dns_answer *ask_faulty(struct fixture *f, const char *name,
                                              uint32_t timeout_ms)
{
    struct gs_endpoint server = faulty_server_endpoint(f->server);
    open_client(f, &server, 1, timeout_ms);
    uint64_t id = ask(f, name, GS_TYPE_A);
    assert_int_equal(gs_dns_client_pending(f->client), 1);
    wait_for(f, 1);
    assert_int_equal(f->answered_id, id);
    assert_int_equal(gs_dns_client_pending(f->client), 0);
    return f->answer;
}

static const struct fault_case {
    const char *name;
    uint32_t timeout_ms;
    enum gs_outcome outcome;
    int rcode;
    size_t records;
    size_t udp; /* queries the server saw */
    size_t tcp;
    const char *tries; /* an outcome's first letter each; T: truncated */
} faults[] = {
    {"good.test", PATIENT_MS, GS_OUTCOME_ANSWERED, 0, 1, 1, 0, "a"},
    {"good.\\007\\200 not a host.test", PATIENT_MS, GS_OUTCOME_ANSWERED, 0, 1, 1, 0, "a"},
    {"wrong-id.test", QUICK_MS, GS_OUTCOME_TIMED_OUT, -1, 0, 2, 0, "tt"},
    {"wrong-question.test", QUICK_MS, GS_OUTCOME_TIMED_OUT, -1, 0, 2, 0, "tt"},
    {"wrong-then-good.test", PATIENT_MS, GS_OUTCOME_ANSWERED, 0, 1, 1, 0, "a"},
    {"zero-bytes.test", QUICK_MS, GS_OUTCOME_TIMED_OUT, -1, 0, 2, 0, "tt"},
    {"garbage.test", QUICK_MS, GS_OUTCOME_TIMED_OUT, -1, 0, 2, 0, "tt"},
    {"duplicate.test", PATIENT_MS, GS_OUTCOME_ANSWERED, 0, 1, 1, 0, "a"},
    {"truncated.test", PATIENT_MS, GS_OUTCOME_ANSWERED, 0, 1, 1, 1, "Ta"},
    {"many.test", PATIENT_MS, GS_OUTCOME_ANSWERED, 0, 4000, 1, 1, "Ta"},
    {"malformed.test", PATIENT_MS, GS_OUTCOME_ANSWERED, 0, 1, 1, 0, "a"},
    {"bad-record.test", PATIENT_MS, GS_OUTCOME_ANSWERED, 0, 2, 1, 0, "a"},
    {"servfail.test", PATIENT_MS, GS_OUTCOME_SERVER_FAILURE, 2, 0, 1, 0, "a"},
    {"refused.test", PATIENT_MS, GS_OUTCOME_REFUSED, 5, 0, 1, 0, "a"},
    {"nxdomain.test", PATIENT_MS, GS_OUTCOME_NO_SUCH_NAME, 3, 0, 1, 0, "a"},
    {"no-edns.test", PATIENT_MS, GS_OUTCOME_ANSWERED, 0, 1, 2, 0, "aa"},
    {"bare-formerr.test", PATIENT_MS, GS_OUTCOME_ANSWERED, 0, 1, 2, 0, "aa"},
    {"bare-refused.test", PATIENT_MS, GS_OUTCOME_REFUSED, 5, 0, 1, 0, "a"},
    {"bare-noerror.test", QUICK_MS, GS_OUTCOME_TIMED_OUT, -1, 0, 2, 0, "tt"},
    {"cname-loop.test", PATIENT_MS, GS_OUTCOME_BAD_ANSWER, 0, 2, 1, 0, "a"},
    {"silent.test", QUICK_MS, GS_OUTCOME_TIMED_OUT, -1, 0, 2, 0, "tt"},
    {"late.test", QUICK_MS, GS_OUTCOME_ANSWERED, 0, 1, 2, 0, "ta"},
    {"lost-once.test", QUICK_MS, GS_OUTCOME_ANSWERED, 0, 1, 2, 0, "ta"},
    {"tcp-stalls.test", QUICK_MS, GS_OUTCOME_TIMED_OUT, -1, 0, 2, 2, "TtTt"},
    {"tcp-closes.test", PATIENT_MS, GS_OUTCOME_BAD_ANSWER, -1, 0, 2, 2, "TbTb"},
};

static void check_tries(const struct gs_dns_answer *answer, const char *letters)
{
    assert_int_equal(answer->tries.count, strlen(letters));
    for (size_t i = 0; i < answer->tries.count; i++) {
        const struct gs_dns_try *tried = &answer->tries.items[i];
        char letter = tried->is_truncated ? 'T' : gs_outcome_id(tried->outcome)[0];
        assert_int_equal(letter, letters[i]);
        bool is_after_truncated = i > 0 && letters[i - 1] == 'T';
        assert_int_equal(tried->transport,
                         is_after_truncated ? GS_TRANSPORT_TCP : GS_TRANSPORT_UDP);
    }
    const struct gs_dns_try *last = &answer->tries.items[answer->tries.count - 1];
    if (last->rcode >= 0) {
        assert_int_equal(last->came_to, answer->outcome);
    }
}

static void each_fault_has_its_outcome(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        const struct fault_case *c = &faults[i];
        print_message("%s\n", c->name);
        void *fixture = NULL;
        assert_int_equal(start(&fixture), 0);
        struct fixture *f = fixture;
        const struct gs_dns_answer *answer = ask_faulty(f, c->name, c->timeout_ms);
        assert_int_equal(answer->outcome, c->outcome);
        assert_int_equal(answer->rcode, c->rcode);
        assert_int_equal(answer->answer.count, c->records);
        assert_int_equal(faulty_server_udp_count(f->server), c->udp);
        assert_int_equal(faulty_server_tcp_count(f->server), c->tcp);
        if (c->tries != NULL) {
            check_tries(answer, c->tries);
            assert_int_equal(f->tried, strlen(c->tries) - 1);
        }
        assert_int_equal(stop(&fixture), 0);
    }
}

static void an_answer_says_who_sent_it_and_how(void **state)
{
    struct fixture *f = *state;
    struct gs_endpoint server = faulty_server_endpoint(f->server);
    const struct gs_dns_answer *answer = ask_faulty(f, "Many.Test.", PATIENT_MS);
    assert_string_equal(answer->name, "Many.Test");
    assert_int_equal(answer->type, GS_TYPE_A);
    assert_true(gs_endpoint_is_equal(&answer->server, &server));
    assert_true(gs_endpoint_is_equal(&answer->tries.items[0].server, &server));
    assert_int_equal(answer->transport, GS_TRANSPORT_UDP); /* labels keep their case */
    assert_true(answer->size_bytes > 0);
    assert_true(answer->received_us > 0);
    assert_true(answer->elapsed_us > 0);
    assert_true(answer->elapsed_us >= answer->tries.items[0].elapsed_us);
}

static void a_closed_port_is_refused_and_the_next_server_asked(void **state)
{
    struct fixture *f = *state;
    struct gs_endpoint servers[] = {faulty_closed_endpoint(),
                                    faulty_server_endpoint(f->server)};
    open_client(f, servers, 2, PATIENT_MS);
    (void)ask(f, "good.test", GS_TYPE_A);
    wait_for(f, 1);
    assert_int_equal(f->answer->outcome, GS_OUTCOME_ANSWERED);
    check_tries(f->answer, "ra");
    assert_true(gs_endpoint_is_equal(&f->answer->server, &servers[1]));
}

static void a_closed_port_alone_is_refused(void **state)
{
    struct fixture *f = *state;
    struct gs_endpoint server = faulty_closed_endpoint();
    open_client(f, &server, 1, PATIENT_MS);
    (void)ask(f, "good.test", GS_TYPE_A);
    wait_for(f, 1);
    assert_int_equal(f->answer->outcome, GS_OUTCOME_REFUSED);
    assert_int_equal(f->answer->rcode, -1);
    assert_int_equal(f->answer->server.address.family, 0);
    check_tries(f->answer, "rr");
}

static void a_scoped_server_without_a_route_is_unreachable(void **state)
{
    struct fixture *f = *state;
    struct gs_endpoint server = {.port = 53};
    assert_int_equal(gs_address_parse("fe80::1%1", &server.address), GS_OK);
    assert_int_equal(server.address.scope_id,
                     1); /* lo, which has no link-local address */
    open_client(f, &server, 1, PATIENT_MS);
    (void)ask(f, "good.test", GS_TYPE_A);
    wait_for(f, 1);
    assert_int_equal(f->answer->outcome, GS_OUTCOME_UNREACHABLE);
    check_tries(f->answer, "uu");
}

static void a_server_failure_beats_silence(void **state)
{
    struct fixture *f = *state;
    struct gs_endpoint servers[] = {faulty_server_endpoint(f->server),
                                    faulty_closed_endpoint()};
    open_client(f, servers, 2, PATIENT_MS);
    (void)ask(f, "servfail.test", GS_TYPE_A);
    wait_for(f, 1);
    assert_int_equal(f->answer->outcome, GS_OUTCOME_SERVER_FAILURE);
    check_tries(f->answer, "arr");
    assert_int_equal(faulty_server_udp_count(f->server), 1);
}

static void the_deadline_ends_all_tries(void **state)
{
    struct fixture *f = *state;
    struct gs_endpoint server = faulty_server_endpoint(f->server);
    struct gs_dns_settings settings = gs_dns_settings_default();
    settings.servers = &server;
    settings.server_count = 1;
    settings.timeout_ms = PATIENT_MS;
    settings.deadline_ms = QUICK_MS;
    settings.attempts = 200;
    assert_int_equal(gs_dns_client_open(&f->loop, &settings, &f->client), GS_OK);
    (void)ask(f, "silent.test", GS_TYPE_A);
    wait_for(f, 1);
    assert_int_equal(f->answer->outcome, GS_OUTCOME_TIMED_OUT);
    assert_true(f->answer->elapsed_us >= (QUICK_MS - 5) * 1000);
    assert_true(f->answer->elapsed_us < PATIENT_MS * 1000);
    assert_int_equal(f->answer->tries.count, 1);
}

static void no_server_is_unreachable_and_said_from_the_loop(void **state)
{
    struct fixture *f = *state;
    open_client(f, NULL, 0, PATIENT_MS);
    (void)ask(f, "good.test", GS_TYPE_A);
    (void)ask(f, "good.test", GS_TYPE_AAAA);
    wait_for(f, 2);
    assert_int_equal(f->answer->outcome, GS_OUTCOME_UNREACHABLE);
    assert_int_equal(f->answer->type, GS_TYPE_AAAA);
    assert_int_equal(f->answer->tries.count, 0);
}

static void a_name_that_does_not_fit_is_a_bad_question(void **state)
{
    struct fixture *f = *state;
    const struct gs_dns_answer *answer = ask_faulty(f, "a..b", PATIENT_MS);
    assert_int_equal(answer->outcome, GS_OUTCOME_BAD_QUESTION);
    assert_string_equal(answer->name, "a..b");
    assert_int_equal(faulty_server_udp_count(f->server), 0);
}

static void a_cancelled_question_is_never_answered(void **state)
{
    struct fixture *f = *state;
    struct gs_endpoint server = faulty_server_endpoint(f->server);
    open_client(f, &server, 1, PATIENT_MS);
    uint64_t first = ask(f, "good.test", GS_TYPE_A);
    uint64_t bad = ask(f, "a..b", GS_TYPE_A);
    uint64_t second = ask(f, "good.test", GS_TYPE_A);
    gs_dns_client_cancel(f->client, first);
    gs_dns_client_cancel(f->client, bad);
    gs_dns_client_cancel(f->client, first);
    gs_dns_client_cancel(f->client, 999);
    assert_int_equal(gs_dns_client_pending(f->client), 1);
    wait_for(f, 1);
    assert_int_equal(f->answered_id, second);
}

static void closing_drops_everything_under_way(void **state)
{
    struct fixture *f = *state;
    struct gs_endpoint server = faulty_server_endpoint(f->server);
    open_client(f, &server, 1, PATIENT_MS);
    for (size_t i = 0; i < 300; i++) {
        (void)ask(f, i % 2 == 0 ? "silent.test" : "a..b", GS_TYPE_A);
    }
    (void)uv_run(&f->loop, UV_RUN_NOWAIT);
    size_t answered = f->answered;
    close_client(f);
    (void)uv_run(&f->loop, UV_RUN_NOWAIT);
    assert_int_equal(f->answered, answered);
}

static void close_inside(void *context, uint64_t id, struct gs_dns_answer *answer)
{
    on_done(context, id, answer);
    close_client(context);
}

static void close_at_try(void *context, uint64_t id, const struct gs_dns_try *failed)
{
    struct fixture *f = context;
    on_tried(context, id, failed);
    close_client(f);
    uv_stop(&f->loop);
}

static void the_client_may_be_closed_from_its_callbacks(void **state)
{
    struct fixture *f = *state;
    struct gs_endpoint server = faulty_server_endpoint(f->server);
    const struct gs_dns_handler at_end = {close_inside, NULL, f};
    open_client(f, &server, 1, PATIENT_MS);
    const struct gs_dns_ask good = {.name = "good.test", .type = GS_TYPE_A};
    const struct gs_dns_ask silent = {.name = "silent.test", .type = GS_TYPE_A};
    (void)gs_dns_client_ask(f->client, &good, &at_end);
    (void)ask(f, "silent.test", GS_TYPE_A);
    wait_for(f, 1);
    assert_null(f->client);
    const struct gs_dns_handler at_try = {on_done, close_at_try, f};
    open_client(f, &server, 1, QUICK_MS);
    (void)gs_dns_client_ask(f->client, &silent, &at_try);
    (void)uv_run(&f->loop, UV_RUN_DEFAULT);
    assert_null(f->client);
    assert_int_equal(f->answered, 1);
}

static void a_burst_loses_nothing_and_changes_its_port(void **state)
{
    struct fixture *f = *state;
    struct gs_endpoint server = faulty_server_endpoint(f->server);
    open_client(f, &server, 1, PATIENT_MS);
    for (size_t i = 0; i < BURST; i++) {
        char name[32];
        (void)snprintf(name, sizeof name, "host%zu.test", i);
        (void)ask(f, name, GS_TYPE_A);
    }
    assert_int_equal(gs_dns_client_pending(f->client), BURST);
    wait_for(f, BURST);
    assert_int_equal(f->address_count, BURST);
    assert_int_equal(f->tried, 0);
    assert_int_equal(faulty_server_udp_count(f->server), BURST);
    assert_true(faulty_server_port_count(f->server) > BURST / 2);
}

static void settings_out_of_range_are_refused(void **state)
{
    struct fixture *f = *state;
    struct gs_endpoint servers[9] = {{.port = 53}};
    for (size_t i = 0; i < 6; i++) {
        struct gs_dns_settings settings = gs_dns_settings_default();
        settings.servers = servers;
        settings.timeout_ms = i == 0 ? 0 : settings.timeout_ms;
        settings.deadline_ms = i == 1 ? 0 : settings.deadline_ms;
        settings.attempts = i == 2 ? 0 : settings.attempts;
        settings.in_flight_max = i == 3 ? 0 : settings.in_flight_max;
        settings.udp_size = i == 4 ? 4097 : settings.udp_size;
        settings.server_count = i == 5 ? 9 : 1;
        assert_int_equal(gs_dns_client_open(&f->loop, &settings, &f->client), GS_EINVAL);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_fault_has_its_outcome),
        cmocka_unit_test_setup_teardown(an_answer_says_who_sent_it_and_how, start, stop),
        cmocka_unit_test_setup_teardown(
            a_closed_port_is_refused_and_the_next_server_asked, start, stop),
        cmocka_unit_test_setup_teardown(a_closed_port_alone_is_refused, start, stop),
        cmocka_unit_test_setup_teardown(a_scoped_server_without_a_route_is_unreachable,
                                        start, stop),
        cmocka_unit_test_setup_teardown(a_server_failure_beats_silence, start, stop),
        cmocka_unit_test_setup_teardown(the_deadline_ends_all_tries, start, stop),
        cmocka_unit_test_setup_teardown(no_server_is_unreachable_and_said_from_the_loop,
                                        start, stop),
        cmocka_unit_test_setup_teardown(a_name_that_does_not_fit_is_a_bad_question, start,
                                        stop),
        cmocka_unit_test_setup_teardown(a_cancelled_question_is_never_answered, start,
                                        stop),
        cmocka_unit_test_setup_teardown(closing_drops_everything_under_way, start, stop),
        cmocka_unit_test_setup_teardown(the_client_may_be_closed_from_its_callbacks,
                                        start, stop),
        cmocka_unit_test_setup_teardown(a_burst_loses_nothing_and_changes_its_port, start,
                                        stop),
        cmocka_unit_test_setup_teardown(settings_out_of_range_are_refused, start, stop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
