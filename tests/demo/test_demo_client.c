/* SPDX-License-Identifier: MIT */
/* The demo as the program's own client sees it: every declared fault becomes its outcome. */
#include "support/check.h"

#include "gaiscope/base/mem.h"
#include "gaiscope/demo/demo.h"
#include "gaiscope/dns/client.h"

#include <stdlib.h>
#include <string.h>

#include <uv.h>

#define BURST 300

struct fixture {
    uv_loop_t loop;
    struct gs_demo *demo;
    struct gs_dns_client *client;
    struct gs_dns_answer *last; /* the answer that came last */
    size_t answered;            /* answers with records so far */
};

static int set_up(void **state)
{
    struct fixture *fixture = gs_mem_new(1, sizeof *fixture);
    assert_int_equal(gs_demo_start(&fixture->demo), GS_OK);
    assert_int_equal(uv_loop_init(&fixture->loop), 0);
    struct gs_endpoint server = gs_demo_endpoint(fixture->demo);
    struct gs_dns_settings settings = gs_dns_settings_default();
    settings.servers = &server;
    settings.server_count = 1;
    assert_int_equal(gs_dns_client_open(&fixture->loop, &settings, &fixture->client),
                     GS_OK);
    *state = fixture;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    gs_dns_client_close(fixture->client);
    (void)uv_run(&fixture->loop, UV_RUN_DEFAULT);
    assert_int_equal(uv_loop_close(&fixture->loop), 0);
    gs_demo_stop(fixture->demo);
    gs_dns_answer_free(fixture->last);
    free(fixture);
    return 0;
}

static void on_answer(void *context, uint64_t id, struct gs_dns_answer *answer)
{
    struct fixture *fixture = context;
    (void)id;
    gs_dns_answer_free(fixture->last);
    fixture->last = answer;
    fixture->answered += answer->outcome == GS_OUTCOME_ANSWERED;
    if (gs_dns_client_pending(fixture->client) == 0) {
        uv_stop(&fixture->loop);
    }
}

static void start_question(struct fixture *fixture, const char *name, uint16_t type)
{
    struct gs_dns_handler handler = {.done = on_answer, .context = fixture};
    const struct gs_dns_ask ask = {.name = name, .type = type};
    (void)gs_dns_client_ask(fixture->client, &ask, &handler);
}

static const struct gs_dns_answer *ask(struct fixture *fixture, const char *name,
                                       uint16_t type)
{
    start_question(fixture, name, type);
    (void)uv_run(&fixture->loop, UV_RUN_DEFAULT);
    return fixture->last;
}

static void each_fault_has_its_outcome(void **state)
{
    static const struct {
        const char *name;
        uint16_t type;
        enum gs_outcome outcome;
    } cases[] = {
        {"iana.org", GS_TYPE_AAAA, GS_OUTCOME_ANSWERED},
        {"nosuch.fault.test", GS_TYPE_A, GS_OUTCOME_NO_SUCH_NAME},
        {"nodata.fault.test", GS_TYPE_A, GS_OUTCOME_NO_DATA},
        {"servfail.fault.test", GS_TYPE_A, GS_OUTCOME_SERVER_FAILURE},
        {"refused.fault.test", GS_TYPE_A, GS_OUTCOME_REFUSED},
        {"chain.fault.test", GS_TYPE_A, GS_OUTCOME_ANSWERED},
        {"dangling.fault.test", GS_TYPE_A, GS_OUTCOME_NO_SUCH_NAME},
        {"unknown.fault.test", 65280, GS_OUTCOME_ANSWERED},
        {"hostile.fault.test", GS_TYPE_TXT, GS_OUTCOME_ANSWERED},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        check_case(cases[i].name);
        assert_int_equal(ask(*state, cases[i].name, cases[i].type)->outcome,
                         cases[i].outcome);
    }
}

static void truncated_answer_is_asked_again_by_tcp(void **state)
{
    const struct gs_dns_answer *answer = ask(*state, "truncated.fault.test", GS_TYPE_TXT);
    assert_int_equal(answer->outcome, GS_OUTCOME_ANSWERED);
    assert_int_equal(answer->transport, GS_TRANSPORT_TCP);
    assert_int_equal(answer->tries.count, 2);
    assert_true(answer->tries.items[0].is_truncated);
}

static void slow_answer_is_waited_for(void **state)
{
    const struct gs_dns_answer *answer = ask(*state, "slow.fault.test", GS_TYPE_A);
    assert_int_equal(answer->outcome, GS_OUTCOME_ANSWERED);
    assert_true(answer->elapsed_us >= 1990000);
    assert_int_equal(answer->tries.count, 1);
}

static void burst_of_questions_loses_nothing(void **state)
{
    struct fixture *fixture = *state;
    fixture->answered = 0;
    for (int i = 0; i < BURST; i++) {
        start_question(fixture, i % 2 ? "iana.org" : "mit.edu", GS_TYPE_A);
    }
    (void)uv_run(&fixture->loop, UV_RUN_DEFAULT);
    assert_int_equal(fixture->answered, BURST);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_fault_has_its_outcome),
        cmocka_unit_test(truncated_answer_is_asked_again_by_tcp),
        cmocka_unit_test(slow_answer_is_waited_for),
        cmocka_unit_test(burst_of_questions_loses_nothing),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
