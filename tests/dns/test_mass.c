/* SPDX-License-Identifier: MIT */
#include "support/check.h"
#include "support/faulty_server.h"

#include "gaiscope/dns/mass.h"
#include "gaiscope/model/record_type.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
    BURST = 2000,
    LIST = 20000,
    QUICK_MS = 700, /* patience with what nobody answers */
};

struct fixture {
    uv_loop_t loop;
    struct faulty_server *server;
    struct gs_mass *mass;
    struct gs_mass_settings settings;
    size_t wanted; /* answers after which the loop stops */
    size_t ended;  /* questions that ended */
    size_t by_outcome[GS_OUTCOME_COUNT];
    size_t addresses;   /* in all answers */
    int64_t longest_us; /* of all questions */
    size_t to_ask;      /* of a list, not asked yet */
    size_t most_on_wire;
    uintptr_t user;             /* of the last answer */
    struct gs_mass_answer last; /* its pointers are not good any more */
    bool is_in_ask;
    bool closes_at_first;
};

static void close_mass(struct fixture *f)
{
    if (f->mass != NULL) {
        gs_mass_close(f->mass);
        f->mass = NULL;
    }
}

static void check_sum(const struct fixture *f)
{
    struct gs_mass_stats stats = gs_mass_stats(f->mass);
    assert_int_equal(stats.sent, stats.answered + stats.failed + stats.pending);
}

static void on_answered(void *context, void *user, const struct gs_mass_answer *answer)
{
    struct fixture *f = context;
    assert_false(f->is_in_ask);
    assert_int_equal(answer->scan != NULL, answer->wire != NULL);
    assert_int_equal(answer->scan != NULL, answer->rcode >= 0);
    assert_true(answer->elapsed_us >= 0);
    check_sum(f);
    f->user = (uintptr_t)user;
    f->last = *answer;
    f->ended++;
    f->longest_us =
        answer->elapsed_us > f->longest_us ? answer->elapsed_us : f->longest_us;
    f->by_outcome[answer->outcome]++;
    f->addresses += answer->scan == NULL ? 0 : answer->scan->address_count;
    if (f->closes_at_first) {
        close_mass(f);
    }
    if (f->ended == f->wanted) {
        uv_stop(&f->loop);
    }
}

static void ask(struct fixture *f, const char *name, uint16_t type, uintptr_t user)
{
    f->is_in_ask = true;
    gs_mass_ask(f->mass, name, type, (void *)user);
    f->is_in_ask = false;
}

static void ask_list(void *context)
{
    struct fixture *f = context;
    for (size_t room = gs_mass_room(f->mass); room > 0 && f->to_ask > 0; room--) {
        char name[64];
        (void)snprintf(name, sizeof name, "good.n%zu.test", f->to_ask);
        ask(f, name, GS_TYPE_A, f->to_ask--);
    }
    struct gs_mass_stats stats = gs_mass_stats(f->mass);
    f->most_on_wire = stats.on_wire > f->most_on_wire ? stats.on_wire : f->most_on_wire;
}

static void open_mass(struct fixture *f, const struct gs_endpoint *servers, size_t count)
{
    f->settings.servers = servers;
    f->settings.server_count = count;
    assert_int_equal(gs_mass_open(&f->loop, &f->settings, &f->mass), GS_OK);
}

static void open_on_server(struct fixture *f)
{
    struct gs_endpoint server = faulty_server_endpoint(f->server);
    open_mass(f, &server, 1);
}

static void wait_for(struct fixture *f, size_t answers)
{
    f->wanted = answers;
    (void)uv_run(&f->loop, UV_RUN_DEFAULT);
    assert_int_equal(f->ended, answers);
}

static int start(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    (void)uv_loop_init(&f->loop);
    f->server = faulty_server_start(&f->loop);
    f->settings = gs_mass_settings_default();
    f->settings.handler = (struct gs_mass_handler){on_answered, ask_list, f};
    *state = f;
    return 0;
}

static int stop(void **state)
{
    struct fixture *f = *state;
    close_mass(f);
    faulty_server_stop(f->server);
    (void)uv_run(&f->loop, UV_RUN_DEFAULT);
    int result = uv_loop_close(&f->loop); /* fails when a handle is left */
    free(f);
    return result;
}

static void an_answer_says_all_there_is_to_say(void **state)
{
    struct fixture *f = *state;
    struct gs_endpoint server = faulty_server_endpoint(f->server);
    open_on_server(f);
    ask(f, "Good.Test.", GS_TYPE_A, 77);
    wait_for(f, 1);
    assert_int_equal(f->user, 77);
    assert_int_equal(f->last.outcome, GS_OUTCOME_ANSWERED);
    assert_int_equal(f->last.rcode, 0);
    assert_int_equal(f->addresses, 1);
    assert_int_equal(f->last.tries, 1);
    assert_false(f->last.is_tcp);
    assert_true(f->last.elapsed_us > 0);
    assert_true(gs_endpoint_is_equal(&f->last.server, &server));
}

static void a_name_that_is_none_ends_as_bad_question(void **state)
{
    struct fixture *f = *state;
    open_on_server(f);
    ask(f, "a..b", GS_TYPE_A, 1);
    wait_for(f, 1);
    assert_int_equal(f->last.outcome, GS_OUTCOME_BAD_QUESTION);
    assert_int_equal(gs_mass_stats(f->mass).failed, 1);
}

static void without_servers_all_is_unreachable(void **state)
{
    struct fixture *f = *state;
    open_mass(f, NULL, 0);
    ask(f, "good.test", GS_TYPE_A, 1);
    wait_for(f, 1);
    assert_int_equal(f->last.outcome, GS_OUTCOME_UNREACHABLE);
}

static void a_list_of_any_length_is_pulled_through(void **state)
{
    struct fixture *f = *state;
    open_on_server(f);
    f->to_ask = LIST;
    ask_list(f);
    wait_for(f, LIST);
    assert_int_equal(f->by_outcome[GS_OUTCOME_ANSWERED], LIST);
    assert_true(f->most_on_wire <= f->settings.window_max);
    struct gs_mass_stats stats = gs_mass_stats(f->mass);
    assert_int_equal(stats.answered, LIST);
    assert_int_equal(stats.pending, 0);
    assert_true(stats.tries >= LIST);
}

static void a_burst_without_regard_to_the_room_loses_nothing(void **state)
{
    struct fixture *f = *state;
    open_on_server(f);
    for (size_t i = 0; i < BURST; i++) {
        ask(f, "good.test", i % 2 == 0 ? GS_TYPE_A : GS_TYPE_AAAA, i);
    }
    wait_for(f, BURST);
    assert_int_equal(
        f->by_outcome[GS_OUTCOME_ANSWERED] + f->by_outcome[GS_OUTCOME_NO_DATA], BURST);
}

static const struct fault_case {
    const char *name;
    enum gs_outcome outcome;
    int rcode;
    unsigned tries; /* at least */
    bool is_tcp;
    bool is_slow; /* lasts until a try or the whole question is given up */
} faults[] = {
    {"good.test", GS_OUTCOME_ANSWERED, 0, 1, false, false},
    {"GOOD.test.", GS_OUTCOME_ANSWERED, 0, 1, false, false},
    {"good.\\007\\200 not a host.test", GS_OUTCOME_ANSWERED, 0, 1, false, false},
    {"wrong-id.test", GS_OUTCOME_TIMED_OUT, -1, 3, false, true},
    {"wrong-question.test", GS_OUTCOME_TIMED_OUT, -1, 3, false, true},
    {"wrong-then-good.test", GS_OUTCOME_ANSWERED, 0, 1, false, false},
    {"zero-bytes.test", GS_OUTCOME_TIMED_OUT, -1, 3, false, true},
    {"garbage.test", GS_OUTCOME_TIMED_OUT, -1, 3, false, true},
    {"duplicate.test", GS_OUTCOME_ANSWERED, 0, 1, false, false},
    {"truncated.test", GS_OUTCOME_ANSWERED, 0, 3, true, false},
    {"many.test", GS_OUTCOME_ANSWERED, 0, 3, true, false},
    {"malformed.test", GS_OUTCOME_ANSWERED, 0, 1, false, false},
    {"bad-record.test", GS_OUTCOME_ANSWERED, 0, 1, false, false},
    {"servfail.test", GS_OUTCOME_SERVER_FAILURE, 2, 1, false, false},
    {"refused.test", GS_OUTCOME_REFUSED, 5, 1, false, false},
    {"nxdomain.test", GS_OUTCOME_NO_SUCH_NAME, 3, 1, false, false},
    {"no-edns.test", GS_OUTCOME_ANSWERED, 0, 2, false, false},
    {"bare-formerr.test", GS_OUTCOME_ANSWERED, 0, 3, false, true},
    {"bare-refused.test", GS_OUTCOME_REFUSED, 5, 3, false, true},
    {"bare-noerror.test", GS_OUTCOME_TIMED_OUT, -1, 3, false, true},
    {"cname-loop.test", GS_OUTCOME_BAD_ANSWER, 0, 1, false, false},
    {"silent.test", GS_OUTCOME_TIMED_OUT, -1, 3, false, true},
    {"late.test", GS_OUTCOME_ANSWERED, 0, 1, false, true},
    {"tcp-stalls.test", GS_OUTCOME_TIMED_OUT, -1, 3, false, true},
    {"tcp-closes.test", GS_OUTCOME_BAD_ANSWER, -1, 3, false, false},
};

/* Each after a good one, so that the round trip is known. */
static void each_fault_has_its_outcome(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(faults); i++) {
        const struct fault_case *c = &faults[i];
        check_case(c->name);
        void *fixture = NULL;
        assert_int_equal(start(&fixture), 0);
        struct fixture *f = fixture;
        f->settings.patience_ms = QUICK_MS;
        open_on_server(f);
        ask(f, "good.test", GS_TYPE_A, 1);
        wait_for(f, 1);
        ask(f, c->name, GS_TYPE_A, 2);
        wait_for(f, 2);
        assert_int_equal(f->last.outcome, c->outcome);
        assert_int_equal(f->last.rcode, c->rcode);
        assert_true(f->last.tries >= c->tries);
        assert_int_equal(f->last.is_tcp, c->is_tcp);
        assert_true(c->is_slow || f->last.elapsed_us < 90000);
        bool is_timed_out = c->outcome == GS_OUTCOME_TIMED_OUT;
        assert_true(!is_timed_out || f->last.elapsed_us >= QUICK_MS * 1000);
        assert_int_equal(stop(&fixture), 0);
    }
}

/* One that is asked now and then by: the port changes with each second without a question. */
static void a_socket_stays_for_a_moment(void **state)
{
    struct fixture *f = *state;
    open_on_server(f);
    for (uintptr_t i = 1; i <= 3; i++) {
        ask(f, "good.test", GS_TYPE_A, i);
        wait_for(f, i);
        assert_int_equal(gs_mass_stats(f->mass).sockets, 1);
    }
    uint64_t start_ns = uv_hrtime();
    while (gs_mass_stats(f->mass).sockets > 0) {
        assert_int_not_equal(uv_run(&f->loop, UV_RUN_ONCE), 0);
    }
    assert_true(uv_hrtime() - start_ns > UINT64_C(500000000));
    ask(f, "good.test", GS_TYPE_A, 4);
    wait_for(f, 4);
    assert_int_equal(f->last.outcome, GS_OUTCOME_ANSWERED);
}

/* Where nobody answers, a list is to be told of it soon, but nobody is to be flooded. */
static void when_no_answer_is_expected_many_are_asked_twice(void **state)
{
    struct fixture *f = *state;
    open_on_server(f);
    ask(f, "good.test", GS_TYPE_A, 1);
    wait_for(f, 1);
    gs_mass_set_patience(f->mass, QUICK_MS);
    for (uintptr_t i = 2; i <= 601; i++) {
        ask(f, "silent.test", GS_TYPE_A, i);
    }
    wait_for(f, 601);
    assert_int_equal(f->by_outcome[GS_OUTCOME_TIMED_OUT], 600);
    assert_int_equal(gs_mass_stats(f->mass).tries, 1 + 600 * 2);
    assert_int_equal(gs_mass_stats(f->mass).window, 64);
    assert_int_equal(gs_mass_room(f->mass), 256);
    gs_mass_set_patience(f->mass, f->settings.patience_ms);
    assert_int_equal(gs_mass_room(f->mass), 64);
}

static void a_question_that_got_lost_is_put_again(void **state)
{
    struct fixture *f = *state;
    open_on_server(f);
    ask(f, "lost-once.test", GS_TYPE_A, 1);
    wait_for(f, 1);
    assert_int_equal(f->last.outcome, GS_OUTCOME_ANSWERED);
    assert_int_equal(f->last.tries, 2);
    assert_int_equal(gs_mass_stats(f->mass).lost, 1);
    assert_true(f->last.elapsed_us > f->last.exchange_us);
}

static void a_server_failure_is_followed_by_the_next_server(void **state)
{
    struct fixture *f = *state;
    struct faulty_server *other = faulty_server_start(&f->loop);
    struct gs_endpoint servers[] = {faulty_server_endpoint(f->server),
                                    faulty_server_endpoint(other)};
    open_mass(f, servers, 2);
    ask(f, "servfail.test", GS_TYPE_A, 1);
    wait_for(f, 1);
    assert_int_equal(f->last.outcome, GS_OUTCOME_SERVER_FAILURE);
    assert_true(gs_endpoint_is_equal(&f->last.server, &servers[1]));
    assert_int_equal(f->last.tries, 2);
    assert_int_equal(faulty_server_udp_count(other), 1);
    faulty_server_stop(other);
}

static void a_message_beats_silence(void **state)
{
    struct fixture *f = *state;
    struct faulty_server *other = faulty_server_start(&f->loop);
    struct gs_endpoint servers[] = {faulty_server_endpoint(f->server),
                                    faulty_closed_endpoint()};
    f->settings.patience_ms = QUICK_MS;
    open_mass(f, servers, 2);
    ask(f, "servfail.test", GS_TYPE_A, 1);
    wait_for(f, 1);
    assert_int_equal(f->last.outcome, GS_OUTCOME_SERVER_FAILURE);
    assert_int_equal(f->last.rcode, 2);
    faulty_server_stop(other);
}

static void a_closed_port_is_refused_without_waiting_for_patience(void **state)
{
    struct fixture *f = *state;
    struct gs_endpoint server = faulty_closed_endpoint();
    open_mass(f, &server, 1);
    size_t window = gs_mass_stats(f->mass).window;
    for (size_t i = 0; i < 100; i++) {
        ask(f, "good.test", GS_TYPE_A, i);
    }
    wait_for(f, 100);
    assert_int_equal(f->by_outcome[GS_OUTCOME_REFUSED], 100);
    assert_true(f->last.elapsed_us < 5000000);
    assert_int_equal(gs_mass_stats(f->mass).failed, 100);
    assert_int_equal(gs_mass_stats(f->mass).window,
                     window); /* it says nothing of a path */
}

static void patience_holds_for_many_that_need_tcp(void **state)
{
    struct fixture *f = *state;
    f->settings.patience_ms = QUICK_MS;
    open_on_server(f);
    for (size_t i = 0; i < 200; i++) {
        ask(f, "tcp-stalls.test", GS_TYPE_A, i);
    }
    wait_for(f, 200);
    assert_int_equal(f->by_outcome[GS_OUTCOME_TIMED_OUT], 200);
    assert_true(f->longest_us < (int64_t)5 * QUICK_MS * 1000);
}

static void another_patience_is_of_what_begins_then(void **state)
{
    struct fixture *f = *state;
    f->settings.patience_ms = 3 * QUICK_MS;
    open_on_server(f);
    ask(f, "silent.test", GS_TYPE_A, 1);
    while (gs_mass_stats(f->mass).on_wire == 0) {
        (void)uv_run(&f->loop, UV_RUN_ONCE);
    }
    gs_mass_set_patience(f->mass, QUICK_MS);
    ask(f, "silent.test", GS_TYPE_A, 2);
    wait_for(f, 1);
    assert_int_equal(f->user, 2);
    wait_for(f, 2);
    assert_int_equal(f->user, 1);
    assert_true(f->last.elapsed_us >= (int64_t)3 * QUICK_MS * 1000);
}

/* The names' first label makes the first server silent; the second one has none that does. */
static void a_dead_first_server_does_not_cost_each_question_a_timeout(void **state)
{
    struct fixture *f = *state;
    int dead = socket(AF_INET, SOCK_DGRAM, 0); /* bound, and never read */
    struct sockaddr_in address = {.sin_family = AF_INET};
    socklen_t len = sizeof address;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    assert_int_equal(bind(dead, (struct sockaddr *)&address, len), 0);
    assert_int_equal(getsockname(dead, (struct sockaddr *)&address, &len), 0);
    struct gs_endpoint servers[] = {faulty_server_endpoint(f->server),
                                    faulty_server_endpoint(f->server)};
    servers[0].port = ntohs(address.sin_port);
    open_mass(f, servers, 2);
    f->to_ask = LIST;
    uint64_t start_ns = uv_hrtime();
    ask_list(f);
    wait_for(f, LIST);
    assert_int_equal(f->by_outcome[GS_OUTCOME_ANSWERED], LIST);
    assert_true(uv_hrtime() - start_ns < 8 * (uint64_t)1000000000);
    struct gs_mass_stats stats = gs_mass_stats(f->mass);
    assert_true(stats.lost > 0 && stats.lost < LIST / 20);
    (void)close(dead);
}

static void closing_forgets_what_is_pending(void **state)
{
    struct fixture *f = *state;
    open_on_server(f);
    ask(f, "silent.test", GS_TYPE_A, 1);
    ask(f, "good.test", GS_TYPE_A, 2);
    wait_for(f, 1);
    ask(f, "a..b", GS_TYPE_A, 3);
    ask(f, "good.test", GS_TYPE_A, 4);
    close_mass(f);
    assert_int_equal(f->ended, 1);
}

static void an_answer_may_close_the_mass(void **state)
{
    struct fixture *f = *state;
    open_on_server(f);
    f->closes_at_first = true;
    for (size_t i = 0; i < 10; i++) {
        ask(f, "good.test", GS_TYPE_A, i);
    }
    wait_for(f, 1);
}

static void settings_that_cannot_work_are_refused(void **state)
{
    struct fixture *f = *state;
    struct gs_mass_settings bad[5];
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        bad[i] = f->settings;
    }
    bad[0].patience_ms = 0;
    bad[1].attempts = 0;
    bad[2].window_max = 0;
    bad[3].server_count = 100;
    bad[4].handler.answered = NULL;
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        assert_int_equal(gs_mass_open(&f->loop, &bad[i], &f->mass), GS_EINVAL);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(an_answer_says_all_there_is_to_say),
        TEST(a_name_that_is_none_ends_as_bad_question),
        TEST(without_servers_all_is_unreachable),
        TEST(a_list_of_any_length_is_pulled_through),
        TEST(a_burst_without_regard_to_the_room_loses_nothing),
        cmocka_unit_test(each_fault_has_its_outcome),
        TEST(when_no_answer_is_expected_many_are_asked_twice),
        TEST(a_socket_stays_for_a_moment),
        TEST(a_question_that_got_lost_is_put_again),
        TEST(a_server_failure_is_followed_by_the_next_server),
        TEST(a_message_beats_silence),
        TEST(a_closed_port_is_refused_without_waiting_for_patience),
        TEST(patience_holds_for_many_that_need_tcp),
        TEST(another_patience_is_of_what_begins_then),
        TEST(a_dead_first_server_does_not_cost_each_question_a_timeout),
        TEST(closing_forgets_what_is_pending),
        TEST(an_answer_may_close_the_mass),
        TEST(settings_that_cannot_work_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
