/* SPDX-License-Identifier: MIT */
/* The older calls on a lane, in a world with hosts, services and protocols files of its own
 * where that is allowed. */
#include "support/check.h"
#include "support/own_world.h"

#include "gaiscope/libc/primitive.h"

#include <stdio.h>
#include <string.h>

#include <sched.h>
#include <sys/socket.h>
#include <unistd.h>

static bool is_own;

/* What a test waits for. */
struct heard {
    struct gs_primitive_answer *answer;
    struct gs_lanes *lanes;
};

static void heard_answer(void *context, uint64_t id, struct gs_primitive_answer *answer)
{
    struct heard *heard = context;
    (void)id;
    heard->answer = answer;
    gs_lanes_close(heard->lanes);
}

static struct gs_primitive_answer *call(const struct gs_primitive_request *request)
{
    struct heard heard = {0};
    uv_loop_t loop;
    assert_int_equal(uv_loop_init(&loop), 0);
    assert_int_equal(gs_lanes_open(&loop, NULL, &heard.lanes), GS_OK);
    assert_int_not_equal(gs_primitive_start(heard.lanes, GS_LANE_BACKGROUND, request,
                                            heard_answer, &heard),
                         0);
    (void)uv_run(&loop, UV_RUN_DEFAULT);
    assert_int_equal(uv_loop_close(&loop), 0);
    assert_non_null(heard.answer);
    return heard.answer;
}

static struct gs_address address_of(const char *text)
{
    struct gs_address address = {0};
    if (text != NULL) {
        assert_int_equal(gs_address_parse(text, &address), GS_OK);
    }
    return address;
}

static const struct {
    enum gs_primitive kind;
    const char *name;
    const char *protocol;
    const char *address;
    uint16_t port;
    const char *call;
    const char *result;
    const char *error;
    const char *more;
    enum gs_outcome outcome;
} cases[] = {
    {GS_PRIMITIVE_HOST_BY_NAME, "two.test", NULL, NULL, 0, "gethostbyname(\"two.test\")",
     "192.0.2.1, 192.0.2.2", "", "no aliases", GS_OUTCOME_ANSWERED},
    {GS_PRIMITIVE_HOST_BY_NAME, "nick", NULL, NULL, 0, "gethostbyname(\"nick\")",
     "192.0.2.3", "", "official name name.test, aliases nick other", GS_OUTCOME_ANSWERED},
    {GS_PRIMITIVE_HOST_BY_NAME, "192.0.2.9", NULL, NULL, 0,
     "gethostbyname(\"192.0.2.9\")", "192.0.2.9", "", "no aliases", GS_OUTCOME_ANSWERED},
    {GS_PRIMITIVE_HOST_BY_NAME, "nowhere.test", NULL, NULL, 0,
     "gethostbyname(\"nowhere.test\")", "no such name", "HOST_NOT_FOUND", NULL,
     GS_OUTCOME_NO_SUCH_NAME},
    {GS_PRIMITIVE_HOST_BY_NAME2, "six.test", NULL, NULL, 0,
     "gethostbyname2(\"six.test\", AF_INET6)", "2001:db8::6", "", "no aliases",
     GS_OUTCOME_ANSWERED},
    {GS_PRIMITIVE_HOST_BY_ADDRESS, NULL, NULL, "192.0.2.3", 0, "gethostbyaddr(192.0.2.3)",
     "name.test", "", "aliases nick other", GS_OUTCOME_ANSWERED},
    {GS_PRIMITIVE_HOST_BY_ADDRESS, NULL, NULL, "2001:db8::6", 0,
     "gethostbyaddr(2001:db8::6)", "six.test", "", "no aliases", GS_OUTCOME_ANSWERED},
    {GS_PRIMITIVE_HOST_BY_ADDRESS, NULL, NULL, "192.0.2.99", 0,
     "gethostbyaddr(192.0.2.99)", "no such name", "HOST_NOT_FOUND", NULL,
     GS_OUTCOME_NO_SUCH_NAME},
    {GS_PRIMITIVE_SERVICE_BY_NAME, "smtp", NULL, NULL, 0, "getservbyname(\"smtp\")", "25",
     "", "smtp 25/tcp, alias mail", GS_OUTCOME_ANSWERED},
    {GS_PRIMITIVE_SERVICE_BY_NAME, "mail", NULL, NULL, 0, "getservbyname(\"mail\")", "25",
     "", "smtp 25/tcp, alias mail", GS_OUTCOME_ANSWERED},
    {GS_PRIMITIVE_SERVICE_BY_NAME, "smtp", "udp", NULL, 0,
     "getservbyname(\"smtp\", \"udp\")", "not listed for udp", "", NULL,
     GS_OUTCOME_NO_SUCH_NAME},
    {GS_PRIMITIVE_SERVICE_BY_NAME, "odd", NULL, NULL, 0, "getservbyname(\"odd\")", "33",
     "", "odd 33/dccp", GS_OUTCOME_ANSWERED},
    {GS_PRIMITIVE_SERVICE_BY_PORT, NULL, NULL, NULL, 25, "getservbyport(25)", "smtp", "",
     "smtp 25/tcp, alias mail", GS_OUTCOME_ANSWERED},
    {GS_PRIMITIVE_SERVICE_BY_PORT, NULL, "udp", NULL, 25, "getservbyport(25, \"udp\")",
     "not listed for udp", "", NULL, GS_OUTCOME_NO_SUCH_NAME},
    {GS_PRIMITIVE_PROTOCOL_BY_NAME, "TCP", NULL, NULL, 0, "getprotobyname(\"TCP\")", "6",
     "", NULL, GS_OUTCOME_ANSWERED},
    {GS_PRIMITIVE_PROTOCOL_BY_NAME, "Tcp", NULL, NULL, 0, "getprotobyname(\"Tcp\")",
     "not listed", "", NULL, GS_OUTCOME_NO_SUCH_NAME},
    {GS_PRIMITIVE_HOST_NAME, NULL, NULL, NULL, 0, "gethostname()", "atlas", "", NULL,
     GS_OUTCOME_ANSWERED},
    {GS_PRIMITIVE_FULL_NAME, NULL, NULL, NULL, 0, "full name (FQDN)",
     "atlas.example.test", "", NULL, GS_OUTCOME_ANSWERED},
};

static void each_call_says_what_libc_says(void **state)
{
    (void)state;
    own_world_need(is_own);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        check_case(cases[i].call);
        struct gs_primitive_answer *answer =
            call(&(struct gs_primitive_request){.kind = cases[i].kind,
                                                .name = cases[i].name,
                                                .protocol = cases[i].protocol,
                                                .address = address_of(cases[i].address),
                                                .port = cases[i].port});
        assert_string_equal(answer->call.call, cases[i].call);
        assert_string_equal(answer->call.result, cases[i].result);
        assert_string_equal(answer->call.error, cases[i].error);
        assert_int_equal(answer->call.outcome, cases[i].outcome);
        if (cases[i].more == NULL) {
            assert_null(answer->call.more);
        } else {
            assert_string_equal(answer->call.more, cases[i].more);
        }
        assert_true(strlen(answer->call.limits) > 0);
        gs_primitive_answer_free(answer);
    }
}

static void what_the_next_call_needs_is_kept(void **state)
{
    char text[GS_ADDRESS_TEXT_MAX];
    (void)state;
    own_world_need(is_own);
    struct gs_primitive_answer *answer = call(&(struct gs_primitive_request){
        .kind = GS_PRIMITIVE_HOST_BY_NAME, .name = "two.test"});
    gs_address_format(&answer->address, text);
    assert_string_equal(text, "192.0.2.1");
    gs_primitive_answer_free(answer);
    answer = call(&(struct gs_primitive_request){.kind = GS_PRIMITIVE_SERVICE_BY_NAME,
                                                 .name = "odd"});
    assert_int_equal(answer->port, 33);
    gs_primitive_answer_free(answer);
}

static void full_name_falls_back_to_the_host_name(void **state)
{
    static const struct {
        const char *host;
        const char *result;
        const char *more;
    } names[] = {
        {"plain", "plain", "no name of its address has a dot"},
        {"unknown.nowhere", "unknown.nowhere", "the host name: it has no address here"},
    };

    (void)state;
    own_world_need(is_own);
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        check_case(names[i].host);
        assert_int_equal(sethostname(names[i].host, strlen(names[i].host)), 0);
        struct gs_primitive_answer *answer =
            call(&(struct gs_primitive_request){.kind = GS_PRIMITIVE_FULL_NAME});
        assert_string_equal(answer->call.result, names[i].result);
        assert_string_equal(answer->call.more, names[i].more);
        assert_int_equal(answer->call.outcome, GS_OUTCOME_ANSWERED);
        gs_primitive_answer_free(answer);
    }
}

static void a_call_not_made_has_no_arguments(void **state)
{
    static const char *const texts[GS_PRIMITIVE_COUNT] = {
        "gethostbyname", "gethostbyname2",   "gethostbyaddr",
        "getservbyname", "getservbyport",    "getprotobyname",
        "gethostname()", "full name (FQDN)", "has IPv6",
    };

    (void)state;
    for (enum gs_primitive kind = 0; kind < GS_PRIMITIVE_COUNT; kind++) {
        struct gs_call made =
            gs_primitive_call(&(struct gs_primitive_request){.kind = kind});
        struct gs_call_list list = {0};
        assert_string_equal(made.call, texts[kind]);
        assert_null(made.result);
        assert_int_equal(made.outcome, GS_OUTCOME_NOT_ASKED);
        gs_vec_push(&list, made);
        gs_call_list_clear(&list);
    }
}

static void texts_from_outside_are_escaped(void **state)
{
    struct gs_call_list list = {0};
    (void)state;
    gs_vec_push(&list, gs_primitive_call(&(struct gs_primitive_request){
                           .kind = GS_PRIMITIVE_SERVICE_BY_NAME,
                           .name = "a\x1b[31m",
                           .protocol = "t\x07"}));
    assert_string_equal(list.items[0].call, "getservbyname(\"a\\x1B[31m\", \"t\\x07\")");
    gs_call_list_clear(&list);
}

/* A host name of our own: this machine's stays as it is. */
static bool take_host_name(void)
{
    return unshare(CLONE_NEWUTS) == 0 && sethostname("atlas", strlen("atlas")) == 0;
}

static int set_up(void **state)
{
    (void)state;
    is_own = own_world_enter() &&
             own_world_replace("/etc/hosts", "192.0.2.1 two.test\n192.0.2.2 two.test\n"
                                             "192.0.2.3 name.test nick other\n"
                                             "2001:db8::6 six.test\n"
                                             "192.0.2.7 atlas atlas.example.test\n"
                                             "192.0.2.8 plain\n") &&
             own_world_replace("/etc/nsswitch.conf",
                               "hosts: files\nservices: files\nprotocols: files\n") &&
             own_world_replace("/etc/host.conf", "multi on\n") &&
             own_world_replace("/etc/services", "smtp 25/tcp mail\nodd 33/dccp\n") &&
             own_world_replace("/etc/protocols", "tcp 6 TCP\nudp 17 UDP\n") &&
             take_host_name();
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_call_says_what_libc_says),
        cmocka_unit_test(what_the_next_call_needs_is_kept),
        cmocka_unit_test(full_name_falls_back_to_the_host_name),
        cmocka_unit_test(a_call_not_made_has_no_arguments),
        cmocka_unit_test(texts_from_outside_are_escaped),
    };
    return cmocka_run_group_tests(tests, set_up, NULL);
}
