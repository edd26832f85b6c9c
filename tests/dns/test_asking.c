/* SPDX-License-Identifier: MIT */
/* How a question is put, seen from both ends: the bytes the server got, and the answer. */
#include "support/check.h"
#include "support/edns_answer.h"
#include "support/faulty_server.h"

#include "gaiscope/dns/client.h"

#include <stdlib.h>
#include <string.h>

#include <sys/socket.h>

enum {
    PATIENT_MS = 5000,
    OPT_LEN = 11, /* bytes of an OPT record without options */
};

struct fixture {
    uv_loop_t loop;
    struct faulty_server *server;
    struct gs_dns_client *client;
    struct gs_dns_answer *answer;
    const uint8_t *query; /* the last one the server got */
    size_t query_len;
};

static void on_done(void *context, uint64_t id, struct gs_dns_answer *answer)
{
    struct fixture *f = context;
    (void)id;
    gs_dns_answer_free(f->answer);
    f->answer = answer;
    uv_stop(&f->loop);
}

static int start(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    (void)uv_loop_init(&f->loop);
    f->server = faulty_server_start(&f->loop);
    struct gs_endpoint server = faulty_server_endpoint(f->server);
    struct gs_dns_settings settings = gs_dns_settings_default();
    settings.servers = &server;
    settings.server_count = 1;
    settings.timeout_ms = PATIENT_MS;
    *state = f;
    return gs_dns_client_open(&f->loop, &settings, &f->client) == GS_OK ? 0 : 1;
}

static int stop(void **state)
{
    struct fixture *f = *state;
    gs_dns_client_close(f->client);
    faulty_server_stop(f->server);
    (void)uv_run(&f->loop, UV_RUN_DEFAULT);
    int result = uv_loop_close(&f->loop);
    gs_dns_answer_free(f->answer);
    free(f);
    return result;
}

static const struct gs_dns_answer *ask_of(struct fixture *f, const char *name,
                                          const char *settings,
                                          const struct gs_endpoint *server)
{
    struct gs_dns_asking asking = gs_dns_asking_default();
    assert_int_equal(gs_dns_asking_parse(settings, &asking, NULL), GS_OK);
    asking.keeps_message = true;
    const struct gs_dns_handler handler = {on_done, NULL, f};
    const struct gs_dns_ask ask = {name, GS_TYPE_A, server, &asking};
    (void)gs_dns_client_ask(f->client, &ask, &handler);
    (void)uv_run(&f->loop, UV_RUN_DEFAULT);
    f->query = faulty_server_last_query(f->server, &f->query_len);
    return f->answer;
}

static const struct gs_dns_answer *ask(struct fixture *f, const char *name,
                                       const char *settings)
{
    return ask_of(f, name, settings, NULL);
}

/* The OPT record of the last query: it is the end of it. */
static const uint8_t *opt_of(const struct fixture *f, size_t options_len)
{
    assert_int_equal(f->query[11], 1);
    assert_true(f->query_len > options_len + OPT_LEN);
    return f->query + f->query_len - options_len - OPT_LEN;
}

static void the_header_says_what_is_wanted(void **state)
{
    struct fixture *f = *state;

    static const struct {
        const char *settings;
        unsigned flags;
        size_t tcp;
    } cases[] = {
        {"default", 0x0120, 0},     {"norec", 0x0020, 0},           {"noad", 0x0100, 0},
        {"cd", 0x0130, 0},          {"norec,noad", 0x0000, 0},      {"tcp", 0x0120, 1},
        {"tcp,cd,noad", 0x0110, 2}, {"noedns,norec,cd", 0x0030, 2},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        check_case(cases[i].settings);
        const struct gs_dns_answer *answer = ask(f, "good.test", cases[i].settings);
        assert_int_equal(answer->outcome, GS_OUTCOME_ANSWERED);
        assert_int_equal(f->query[2] << 8 | f->query[3], cases[i].flags);
        assert_int_equal(faulty_server_tcp_count(f->server), cases[i].tcp);
    }
}

static void tcp_only_never_sends_a_datagram(void **state)
{
    struct fixture *f = *state;
    const struct gs_dns_answer *answer = ask(f, "good.test", "tcp");
    assert_int_equal(answer->transport, GS_TRANSPORT_TCP);
    assert_int_equal(answer->tries.count, 1);
    assert_int_equal(answer->tries.items[0].transport, GS_TRANSPORT_TCP);
    assert_int_equal(faulty_server_udp_count(f->server), 0);
    assert_true(answer->asked.is_tcp_only);
}

static void edns_carries_size_and_do(void **state)
{
    struct fixture *f = *state;

    static const struct {
        const char *settings;
        const char *opt;
    } cases[] = {
        {"default", "\0\0\51\4\320\0\0\0\0\0\0"},
        {"do", "\0\0\51\4\320\0\0\200\0\0\0"},
        {"size=4096", "\0\0\51\20\0\0\0\0\0\0\0"},
        {"do,size=512,tcp", "\0\0\51\2\0\0\0\200\0\0\0"},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        check_case(cases[i].settings);
        (void)ask(f, "good.test", cases[i].settings);
        assert_memory_equal(opt_of(f, 0), cases[i].opt, OPT_LEN);
    }
}

static void without_edns_there_is_no_opt_record(void **state)
{
    struct fixture *f = *state;
    const struct gs_dns_answer *answer = ask(f, "good.test", "noedns");
    assert_int_equal(f->query[11], 0);
    assert_int_equal(f->query_len, 12 + 11 + 4);
    assert_false(answer->edns.is_present || answer->is_edns_refused);
}

static void options_are_sent_as_their_standards_say(void **state)
{
    struct fixture *f = *state;

    static const struct {
        const char *settings;
        const char *options;
        size_t len;
    } cases[] = {
        {"nsid", "\0\3\0\0", 4},
        {"subnet=192.0.2.255/24", "\0\10\0\7\0\1\30\0\300\0\2", 11},
        {"subnet=192.0.2.255/25", "\0\10\0\10\0\1\31\0\300\0\2\200", 12},
        {"subnet=0", "\0\10\0\4\0\1\0\0", 8},
        {"subnet=2001:db8::/33", "\0\10\0\11\0\2\41\0\40\1\15\270\0", 13},
        {"nsid,subnet=1.2.3.4,tcp", "\0\3\0\0\0\10\0\10\0\1\40\0\1\2\3\4", 16},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        check_case(cases[i].settings);
        (void)ask(f, "good.test", cases[i].settings);
        const uint8_t *opt = opt_of(f, cases[i].len);
        assert_int_equal(opt[9] << 8 | opt[10], cases[i].len);
        assert_memory_equal(opt + OPT_LEN, cases[i].options, cases[i].len);
    }
}

static void what_the_server_says_of_itself_is_kept(void **state)
{
    struct fixture *f = *state;
    const struct gs_dns_answer *answer = ask(f, "nsid.test", "nsid");
    assert_int_equal(answer->edns.nsid_len, 8);
    assert_memory_equal(answer->edns.nsid, "ns1.test", 8);
    answer = ask(f, "subnet.test", "subnet=192.0.2.0/24");
    assert_int_equal(answer->edns.subnet.family, AF_INET);
    assert_int_equal(answer->edns.subnet_bits, 24);
    assert_int_equal(answer->edns.subnet_scope, 22);
    answer = ask(f, "badvers.test", "default");
    assert_int_equal(answer->rcode, GS_RCODE_BADVERS); /* not NOERROR */
    assert_int_equal(answer->outcome, GS_OUTCOME_FAILED);
}

static void a_cookie_is_sent_and_judged(void **state)
{
    struct fixture *f = *state;

    static const struct {
        const char *name;
        enum gs_cookie_state state;
    } cases[] = {
        {"cookie-good.test", GS_COOKIE_GOOD},
        {"cookie-alone.test", GS_COOKIE_ALONE},
        {"cookie-other.test", GS_COOKIE_MISMATCH},
        {"cookie-short.test", GS_COOKIE_BROKEN},
        {"cookie-long.test", GS_COOKIE_BROKEN},
        {"good.test", GS_COOKIE_NONE},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        static const char *const ways[] = {"cookie", "cookie,tcp"};
        for (size_t w = 0; w < COUNT_OF(ways); w++) {
            size_t len = 0;
            check_case(cases[i].name);
            const struct gs_dns_answer *answer = ask(f, cases[i].name, ways[w]);
            const uint8_t *sent =
                edns_option(f->query, f->query_len, GS_OPTION_COOKIE, &len);
            assert_non_null(sent);
            assert_int_equal(len, GS_COOKIE_CLIENT);
            assert_memory_equal(sent, answer->asked.cookie, len);
            assert_int_equal(answer->outcome, GS_OUTCOME_ANSWERED);
            assert_int_equal(gs_dns_answer_cookie_state(answer), cases[i].state);
        }
    }
}

static void each_question_has_a_fresh_cookie(void **state)
{
    struct fixture *f = *state;
    struct gs_dns_asking first = ask(f, "cookie-good.test", "cookie")->asked;
    const struct gs_dns_answer *second = ask(f, "cookie-good.test", "cookie");
    assert_int_equal(second->asked.cookie_len, GS_COOKIE_CLIENT);
    assert_memory_not_equal(first.cookie, second->asked.cookie, GS_COOKIE_CLIENT);
    second = ask(f, "cookie-good.test", "default");
    assert_int_equal(second->asked.cookie_len, 0);
    assert_int_equal(gs_dns_answer_cookie_state(second), GS_COOKIE_UNASKED);
}

static void badcookie_is_tried_again_with_the_servers_cookie_once(void **state)
{
    struct fixture *f = *state;

    static const struct {
        const char *name;
        const char *settings;
        enum gs_outcome outcome;
        size_t tries;
        uint8_t sent; /* bytes of the last cookie */
    } cases[] = {
        {"badcookie.test", "cookie", GS_OUTCOME_ANSWERED, 2, 16},
        {"badcookie.test", "cookie,tcp", GS_OUTCOME_ANSWERED, 2, 16},
        {"badcookie-always.test", "cookie", GS_OUTCOME_FAILED, 2, 16},
        {"badcookie-other.test", "cookie", GS_OUTCOME_FAILED, 1, 8},
        {"badcookie.test", "default", GS_OUTCOME_FAILED, 1, 0},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        check_case(cases[i].name);
        const struct gs_dns_answer *answer = ask(f, cases[i].name, cases[i].settings);
        assert_int_equal(answer->outcome, cases[i].outcome);
        assert_int_equal(answer->tries.count, cases[i].tries);
        assert_int_equal(answer->tries.items[0].rcode, GS_RCODE_BADCOOKIE);
        assert_int_equal(answer->asked.cookie_len, cases[i].sent);
    }
}

static void another_server_is_not_told_the_cookie_of_the_first(void **state)
{
    struct fixture *f = *state;
    gs_dns_client_close(f->client);
    struct gs_endpoint servers[] = {faulty_server_endpoint(f->server),
                                    faulty_server_endpoint(f->server)};
    struct gs_dns_settings settings = gs_dns_settings_default();
    settings.servers = servers;
    settings.server_count = 2;
    assert_int_equal(gs_dns_client_open(&f->loop, &settings, &f->client), GS_OK);
    const struct gs_dns_answer *answer = ask(f, "badcookie-always.test", "cookie");
    assert_int_equal(answer->tries.count, 4); /* each: fresh, then with its own */
    assert_int_equal(answer->asked.cookie_len, 16);
}

static void a_server_without_edns_is_asked_without_and_that_is_said(void **state)
{
    struct fixture *f = *state;
    const struct gs_dns_answer *answer = ask(f, "no-edns.test", "do,nsid,cookie");
    assert_int_equal(answer->outcome, GS_OUTCOME_ANSWERED);
    assert_true(answer->is_edns_refused);
    assert_int_equal(answer->tries.count, 2);
    assert_int_equal(answer->tries.items[0].rcode, GS_RCODE_FORMERR);
    assert_int_equal(f->query[11], 0);
    assert_int_equal(gs_dns_answer_cookie_state(answer), GS_COOKIE_NONE);
    answer = ask(f, "good.test", "noedns");
    assert_false(answer->is_edns_refused); /* nobody asked with it */
}

static void patience_is_the_questions_own(void **state)
{
    struct fixture *f = *state;
    const struct gs_dns_answer *answer = ask(f, "silent.test", "timeout=0.02,tries=3");
    assert_int_equal(answer->outcome, GS_OUTCOME_TIMED_OUT);
    assert_int_equal(answer->tries.count, 3);
    assert_true(answer->elapsed_us < PATIENT_MS * 1000);
    answer = ask(f, "silent.test", "timeout=0.02,tries=1,tcp");
    assert_int_equal(answer->tries.count, 1);
}

static void the_message_is_kept_when_it_is_wanted(void **state)
{
    struct fixture *f = *state;
    const struct gs_dns_answer *answer = ask(f, "good.test", "default");
    assert_non_null(answer->wire);
    assert_memory_equal(answer->wire, f->query, 2); /* the id */
    assert_int_equal(answer->id, answer->wire[0] << 8 | answer->wire[1]);
    assert_memory_equal(answer->wire + answer->answer.items[0].data_at, "\300\0\2\1", 4);
    const struct gs_dns_handler handler = {on_done, NULL, f};
    const struct gs_dns_ask plain = {.name = "good.test", .type = GS_TYPE_A};
    (void)gs_dns_client_ask(f->client, &plain, &handler);
    (void)uv_run(&f->loop, UV_RUN_DEFAULT);
    assert_null(f->answer->wire);
}

static void one_server_may_be_asked_alone(void **state)
{
    struct fixture *f = *state;
    struct gs_endpoint closed = faulty_closed_endpoint();
    const struct gs_dns_answer *answer = ask_of(f, "good.test", "tries=1", &closed);
    assert_int_equal(answer->outcome, GS_OUTCOME_REFUSED);
    assert_true(gs_endpoint_is_equal(&answer->tries.items[0].server, &closed));
    assert_int_equal(faulty_server_udp_count(f->server), 0);
}

int main(void)
{
#define SERVED(test) cmocka_unit_test_setup_teardown(test, start, stop)
    const struct CMUnitTest tests[] = {
        SERVED(the_header_says_what_is_wanted),
        SERVED(tcp_only_never_sends_a_datagram),
        SERVED(edns_carries_size_and_do),
        SERVED(without_edns_there_is_no_opt_record),
        SERVED(options_are_sent_as_their_standards_say),
        SERVED(what_the_server_says_of_itself_is_kept),
        SERVED(a_cookie_is_sent_and_judged),
        SERVED(each_question_has_a_fresh_cookie),
        SERVED(badcookie_is_tried_again_with_the_servers_cookie_once),
        SERVED(another_server_is_not_told_the_cookie_of_the_first),
        SERVED(a_server_without_edns_is_asked_without_and_that_is_said),
        SERVED(patience_is_the_questions_own),
        SERVED(the_message_is_kept_when_it_is_wanted),
        SERVED(one_server_may_be_asked_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
