/* SPDX-License-Identifier: MIT */
/*
 * The real getaddrinfo against small name servers on the loopback. Where it is allowed, all
 * runs in a world of its own whose resolv.conf names 127.0.0.1, so that lanes that are not
 * redirected can be tried as well.
 */
#include "support/check.h"
#include "support/name_server.h"
#include "support/own_world.h"

#include "gaiscope/base/mem.h"
#include "gaiscope/libc/system.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <netdb.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
    DNS_PORT = 53,
    HUNG = 20,
    QUICK = 20,
    SOON_MS = 2000, /* a hung look-up takes 30 s here */
};

static bool has_own_world;

struct fixture {
    uv_loop_t loop;
    struct gs_lanes *lanes;
    struct gs_system_answer *answer;
    size_t quick_done;
    size_t hung_done;
};

static int set_up(void **state)
{
    struct fixture *fixture = gs_mem_new(1, sizeof *fixture);
    assert_int_equal(uv_loop_init(&fixture->loop), 0);
    *state = fixture;
    return 0;
}

static void close_lanes(struct fixture *fixture)
{
    gs_lanes_close(fixture->lanes);
    fixture->lanes = NULL;
    (void)uv_run(&fixture->loop, UV_RUN_DEFAULT);
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    gs_system_answer_free(fixture->answer);
    if (fixture->lanes != NULL) {
        close_lanes(fixture);
    }
    assert_int_equal(uv_loop_close(&fixture->loop), 0);
    free(fixture);
    return 0;
}

static struct gs_resolver resolver_of(const struct gs_endpoint *servers, size_t count)
{
    struct gs_resolver resolver;
    memset(&resolver, 0, sizeof resolver);
    for (size_t i = 0; i < count; i++) {
        resolver.servers[i] = servers[i];
    }
    resolver.server_count = count;
    resolver.timeout_s = 30;
    resolver.attempts = 1;
    resolver.ndots = 1;
    resolver.is_override = true;
    return resolver;
}

static void on_answer(void *context, uint64_t id, struct gs_system_answer *got)
{
    struct fixture *fixture = context;
    (void)id;
    gs_system_answer_free(fixture->answer);
    fixture->answer = got;
}

static struct gs_question question_of(const char *host)
{
    struct gs_question question;
    memset(&question, 0, sizeof question);
    assert_int_equal(gs_question_set(&question, host, NULL), GS_OK);
    question.is_exact = true;
    question.hints.socktype = SOCK_STREAM;
    question.hints.flags = AI_CANONNAME;
    return question;
}

static const struct gs_system_answer *ask(struct fixture *fixture, const char *host)
{
    struct gs_question question = question_of(host);
    (void)gs_system_start(fixture->lanes, GS_LANE_INTERACTIVE, &question, on_answer,
                          fixture);
    (void)uv_run(&fixture->loop, UV_RUN_DEFAULT);
    assert_non_null(fixture->answer);
    return fixture->answer;
}

static void open_lanes(struct fixture *fixture, const struct gs_resolver *resolver)
{
    assert_int_equal(gs_lanes_open(&fixture->loop, resolver, &fixture->lanes), GS_OK);
}

static void assert_answered_by(const struct gs_system_answer *got, uint8_t mark)
{
    const uint8_t want[] = {192, 0, 2, mark};
    assert_int_equal(got->outcome, GS_OUTCOME_ANSWERED);
    assert_int_equal(got->rows.count, 1);
    assert_int_equal(got->rows.items[0].family, AF_INET);
    assert_memory_equal(got->rows.items[0].address.bytes, want, sizeof want);
}

static void skip_where_libc_cannot(void)
{
    if (!gs_lanes_can_redirect()) {
        skip();
    }
}

static void getaddrinfo_asks_the_given_server(void **state)
{
    static const char *const addresses[] = {"127.0.0.1", "::1"};
    struct fixture *fixture = *state;
    skip_where_libc_cannot();
    for (size_t i = 0; i < COUNT_OF(addresses); i++) {
        struct name_server server = {.mark = (uint8_t)(70 + i)};
        check_case(addresses[i]);
        if (!name_server_bind(&server, addresses[i], 0)) {
            print_message("  not on this machine\n");
            continue;
        }
        name_server_start(&server);
        struct gs_resolver resolver = resolver_of(&server.endpoint, 1);
        open_lanes(fixture, &resolver);
        assert_answered_by(ask(fixture, "asked.test"), server.mark);
        assert_int_equal(atomic_load(&server.asked), 2); /* A and AAAA */
        close_lanes(fixture);
        name_server_stop(&server);
    }
}

static void servers_are_asked_in_their_order(void **state)
{
    static const struct {
        const char *label;
        const char *first;
        const char *second;
    } cases[] = {
        {"IPv4, IPv4", "127.0.0.1", "127.0.0.1"},
        {"IPv6, IPv4", "::1", "127.0.0.1"},
        {"IPv4, IPv6", "127.0.0.1", "::1"},
        {"IPv6, IPv6", "::1", "::1"},
    };
    struct fixture *fixture = *state;
    skip_where_libc_cannot();
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct name_server shut = {.mark = 1};
        struct name_server second = {.mark = 2};
        check_case(cases[i].label);
        if (!name_server_bind(&shut, cases[i].first, 0) ||
            !name_server_bind(&second, cases[i].second, 0)) {
            print_message("  not on this machine\n");
            continue;
        }
        (void)close(shut.handle); /* the kernel refuses what comes: the next is asked */
        name_server_start(&second);
        struct gs_endpoint both[] = {shut.endpoint, second.endpoint};
        struct gs_resolver resolver = resolver_of(both, 2);
        open_lanes(fixture, &resolver);
        assert_answered_by(ask(fixture, "asked.test"), second.mark);
        close_lanes(fixture);
        name_server_stop(&second);
    }
}

static void timeout_and_attempts_are_the_resolvers(void **state)
{
    struct fixture *fixture = *state;
    struct name_server silent = {.is_silent = true};
    skip_where_libc_cannot();
    assert_true(name_server_bind(&silent, "127.0.0.1", 0));
    name_server_start(&silent);
    struct gs_resolver resolver = resolver_of(&silent.endpoint, 1);
    resolver.timeout_s = 1;
    open_lanes(fixture, &resolver);
    const struct gs_system_answer *got = ask(fixture, "asked.test");
    assert_int_equal(got->outcome, GS_OUTCOME_TRY_AGAIN);
    assert_string_equal(got->error.name, "EAI_AGAIN");
    assert_true(got->elapsed_us >= 900000 && got->elapsed_us < 4000000);
    assert_int_equal(atomic_load(&silent.asked), 2);
    name_server_stop(&silent);
}

static void the_search_list_is_the_resolvers(void **state)
{
    static const struct {
        const char *label;
        bool is_demo;
        uint8_t ndots;
        const char *host;
        const char *name; /* NULL: no such name */
    } cases[] = {
        {"second domain has it", false, 1, "host", "host.two.test"},
        {"dots enough: as it is", false, 1, "a.host", "a.host"},
        {"dots missing: first domain", false, 2, "a.host", "a.host.one.test"},
        {"a demo has no search list", true, 1, "host", NULL},
    };
    struct fixture *fixture = *state;
    skip_where_libc_cannot();
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct name_server server = {.mark = 9, .unknown = "host.one."};
        check_case(cases[i].label);
        server.unknown = cases[i].is_demo ? "host." : server.unknown;
        assert_true(name_server_bind(&server, "127.0.0.1", 0));
        name_server_start(&server);
        struct gs_resolver resolver = resolver_of(&server.endpoint, 1);
        (void)snprintf(resolver.search[0], sizeof resolver.search[0], "one.test");
        (void)snprintf(resolver.search[1], sizeof resolver.search[1], "two.test");
        resolver.search_count = 2;
        resolver.ndots = cases[i].ndots;
        resolver.is_demo = cases[i].is_demo;
        open_lanes(fixture, &resolver);
        const struct gs_system_answer *got = ask(fixture, cases[i].host);
        if (cases[i].name == NULL) {
            assert_int_equal(got->outcome, GS_OUTCOME_NO_SUCH_NAME);
        } else {
            assert_answered_by(got, server.mark);
            assert_string_equal(got->rows.items[0].canonname, cases[i].name);
        }
        close_lanes(fixture);
        name_server_stop(&server);
    }
}

static void other_lanes_ask_as_the_system_does(void **state)
{
    struct fixture *fixture = *state;
    struct name_server given = {.mark = 3};
    struct name_server systems = {.mark = 4};
    skip_where_libc_cannot();
    own_world_need(has_own_world);
    assert_true(name_server_bind(&given, "127.0.0.1", 0));
    assert_true(name_server_bind(&systems, "127.0.0.1", DNS_PORT));
    name_server_start(&given);
    name_server_start(&systems);
    struct gs_resolver resolver = resolver_of(&given.endpoint, 1);
    open_lanes(fixture, &resolver);
    assert_answered_by(ask(fixture, "asked.test"), given.mark);
    close_lanes(fixture);
    resolver.is_override = false;
    unsigned before = atomic_load(&given.asked);
    open_lanes(fixture, &resolver);
    assert_answered_by(ask(fixture, "asked.test"), systems.mark);
    assert_int_equal(atomic_load(&given.asked), before);
    name_server_stop(&given);
    name_server_stop(&systems);
}

static void on_quick(void *context, uint64_t id, struct gs_system_answer *got)
{
    struct fixture *fixture = context;
    (void)id;
    assert_int_equal(got->outcome, GS_OUTCOME_ANSWERED);
    gs_system_answer_free(got);
    if (++fixture->quick_done == QUICK) {
        uv_stop(&fixture->loop);
    }
}

static void on_hung(void *context, uint64_t id, struct gs_system_answer *got)
{
    struct fixture *fixture = context;
    (void)id;
    gs_system_answer_free(got);
    fixture->hung_done++;
}

static uint64_t now_ms(void)
{
    return uv_hrtime() / 1000000;
}

static void hung_lookups_delay_neither_others_nor_the_end(void **state)
{
    static const struct {
        const char *label;
        enum gs_lane lane;
    } cases[] = {
        {"hung ones on the interactive lane", GS_LANE_INTERACTIVE},
        {"the background lane full of them", GS_LANE_BACKGROUND},
    };
    static struct name_server silent = {.is_silent =
                                            true}; /* stuck workers outlive the test */
    struct fixture *fixture = *state;
    struct gs_question hung = question_of("hung.test");
    struct gs_question quick = question_of("localhost");
    skip_where_libc_cannot();
    assert_true(name_server_bind(&silent, "127.0.0.1", 0));
    name_server_start(&silent);
    struct gs_resolver resolver = resolver_of(&silent.endpoint, 1);
    quick.hints.family = AF_INET;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        check_case(cases[i].label);
        uint64_t started_ms = now_ms();
        fixture->quick_done = 0;
        open_lanes(fixture, &resolver);
        for (size_t j = 0; j < HUNG; j++) {
            (void)gs_system_start(fixture->lanes, cases[i].lane, &hung, on_hung, fixture);
        }
        for (size_t j = 0; j < QUICK; j++) {
            (void)gs_system_start(fixture->lanes, GS_LANE_INTERACTIVE, &quick, on_quick,
                                  fixture);
        }
        (void)uv_run(&fixture->loop, UV_RUN_DEFAULT);
        assert_int_equal(fixture->quick_done, QUICK);
        assert_int_equal(fixture->hung_done, 0);
        close_lanes(fixture);
        assert_true(now_ms() - started_ms < SOON_MS);
        assert_int_equal(fixture->hung_done, 0);
    }
    name_server_stop(&silent);
}

/* With the hosts: line that stands there by then, not the one that was there before. */
static void what_was_redirected_is_given_back(void **state)
{
    struct fixture *fixture = *state;
    struct name_server given = {.mark = 5};
    skip_where_libc_cannot();
    own_world_need(has_own_world);
    assert_true(name_server_bind(&given, "127.0.0.1", DNS_PORT)); /* resolv.conf's, too */
    name_server_start(&given);
    struct gs_resolver resolver = resolver_of(&given.endpoint, 1);
    open_lanes(fixture, &resolver); /* asks dns, whatever nsswitch.conf says */
    assert_answered_by(ask(fixture, "asked.test"), given.mark);
    close_lanes(fixture);
    assert_true(own_world_replace("/etc/nsswitch.conf", "hosts: files\n"));
    unsigned before = atomic_load(&given.asked);
    open_lanes(fixture, NULL);
    assert_int_not_equal(ask(fixture, "asked.test")->outcome, GS_OUTCOME_ANSWERED);
    assert_int_equal(ask(fixture, "localhost")->outcome, GS_OUTCOME_ANSWERED);
    assert_int_equal(atomic_load(&given.asked), before);
    close_lanes(fixture);
    open_lanes(fixture, &resolver); /* and back again */
    assert_answered_by(ask(fixture, "asked.test"), given.mark);
    close_lanes(fixture);
    assert_true(own_world_replace("/etc/nsswitch.conf",
                                  "hosts: files [NOTFOUND=continue] dns\n"));
    before = atomic_load(&given.asked);
    open_lanes(fixture, NULL);
    assert_answered_by(ask(fixture, "asked.test"), given.mark);
    assert_true(atomic_load(&given.asked) > before);
    close_lanes(fixture);
    name_server_stop(&given);
}

/* What stands behind the first bytes of a long line counts, there and back. */
static void a_long_line_of_sources_is_kept_whole(void **state)
{
    static const char line[] =
        "hosts: files [NOTFOUND=continue UNAVAIL=continue TRYAGAIN=continue] "
        "files [NOTFOUND=continue UNAVAIL=continue TRYAGAIN=continue] "
        "files [NOTFOUND=continue UNAVAIL=continue TRYAGAIN=continue] dns\n";
    struct fixture *fixture = *state;
    struct name_server given = {.mark = 6};
    skip_where_libc_cannot();
    own_world_need(has_own_world);
    assert_true(name_server_bind(&given, "127.0.0.1", DNS_PORT)); /* resolv.conf's, too */
    name_server_start(&given);
    assert_true(own_world_replace("/etc/nsswitch.conf", line));
    struct gs_resolver resolver = resolver_of(&given.endpoint, 1);
    open_lanes(fixture, &resolver);
    assert_answered_by(ask(fixture, "asked.test"), given.mark);
    close_lanes(fixture);
    open_lanes(fixture, NULL);
    assert_answered_by(ask(fixture, "asked.test"), given.mark);
    close_lanes(fixture);
    name_server_stop(&given);
}

static bool make_own_world(void)
{
    return own_world_enter() &&
           own_world_replace("/etc/resolv.conf", "nameserver 127.0.0.1\n") &&
           own_world_replace("/etc/hosts", "127.0.0.1 localhost\n") &&
           own_world_replace("/etc/nsswitch.conf",
                             "hosts: files resolve dns\nservices: files\n");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    static const struct CMUnitTest tests[] = {
        TEST(getaddrinfo_asks_the_given_server),
        TEST(servers_are_asked_in_their_order),
        TEST(timeout_and_attempts_are_the_resolvers),
        TEST(the_search_list_is_the_resolvers),
        TEST(other_lanes_ask_as_the_system_does),
        TEST(hung_lookups_delay_neither_others_nor_the_end),
        TEST(what_was_redirected_is_given_back),
        TEST(a_long_line_of_sources_is_kept_whole),
    };
    has_own_world = make_own_world();
    return cmocka_run_group_tests_name("redirect", tests, NULL, NULL);
}
