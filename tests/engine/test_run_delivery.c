/* SPDX-License-Identifier: MIT */
/* The delivery part against a name server of the test. */
#include "support/check.h"
#include "support/zone_server.h"

#include "gaiscope/engine/engine.h"
#include "gaiscope/model/session.h"
#include "gaiscope/rules/idn.h"

#include <stdlib.h>

#include <sys/socket.h>

enum {
    LIMIT_MS = 20000, /* a test that hangs ends here, and fails */
};

/** What a test works with. */
struct stage {
    uv_loop_t loop;
    uv_timer_t limit;
    struct zone_server *server;
    struct gs_engine *engine;
    struct gs_session session;
    bool is_over; /* the limit passed */
};

static const struct zone_record records[] = {
    {"names.test", GS_TYPE_MX, "10 mx.names.test"},
    {"mx.names.test", GS_TYPE_A, "192.0.2.1"},
    {"mx.names.test", GS_TYPE_A, "192.0.2.2"},
    {"mx.names.test", GS_TYPE_A, "192.0.2.3"},
    {"mx.names.test", GS_TYPE_A, "192.0.2.4"},
    {"1.2.0.192.in-addr.arpa", GS_TYPE_PTR, "mx.names.test"},
    {"2.2.0.192.in-addr.arpa", GS_TYPE_PTR, "nosuch.names.test"},
    {"3.2.0.192.in-addr.arpa", GS_TYPE_PTR, "other.names.test"},
    {"4.2.0.192.in-addr.arpa", GS_TYPE_PTR, "names.test"},
    {"other.names.test", GS_TYPE_A, "192.0.2.9"},
    {"null.test", GS_TYPE_MX, "0 "},
};

static void sink(void *context, struct gs_event *event)
{
    struct stage *stage = context;
    gs_session_apply(&stage->session, event);
}

static void limit_passed(uv_timer_t *timer)
{
    ((struct stage *)timer->data)->is_over = true;
}

static int set_up(void **state)
{
    struct stage *stage = gs_mem_new(1, sizeof *stage);
    assert_int_equal(uv_loop_init(&stage->loop), 0);
    assert_int_equal(uv_timer_init(&stage->loop, &stage->limit), 0);
    stage->limit.data = stage;
    uv_unref((uv_handle_t *)&stage->limit);
    stage->server =
        zone_server_start(&stage->loop, records, sizeof records / sizeof *records);
    struct gs_engine_settings settings = {.sink = sink, .sink_context = stage};
    settings.resolver.servers[0] = zone_server_endpoint(stage->server);
    settings.resolver.server_count = 1;
    settings.resolver.timeout_s = 1;
    settings.resolver.attempts = 1;
    settings.resolver.is_demo = true; /* no search list */
    assert_int_equal(gs_engine_open(&stage->loop, &settings, &stage->engine), GS_OK);
    *state = stage;
    return 0;
}

static int tear_down(void **state)
{
    struct stage *stage = *state;
    gs_engine_close(stage->engine);
    zone_server_stop(stage->server);
    uv_close((uv_handle_t *)&stage->limit, NULL);
    while (uv_run(&stage->loop, UV_RUN_DEFAULT) != 0) {
    }
    assert_int_equal(uv_loop_close(&stage->loop), 0);
    gs_session_fini(&stage->session);
    free(stage);
    return 0;
}

static const struct gs_delivery *ask(struct stage *stage, const char *host)
{
    struct gs_question question = {.hints = {.socktype = SOCK_STREAM}};
    const struct gs_part_state *part = &stage->session.lookup.parts[GS_PART_DELIVERY];
    assert_int_equal(gs_question_set(&question, host, NULL), GS_OK);
    gs_idn_complete(&question);
    (void)gs_engine_ask(stage->engine, &question, GS_PART_BIT(GS_PART_DELIVERY), NULL);
    (void)uv_timer_start(&stage->limit, limit_passed, LIMIT_MS, 0);
    do {
        (void)uv_run(&stage->loop, UV_RUN_ONCE);
    } while (part->progress != GS_PROGRESS_DONE && !stage->is_over);
    assert_false(stage->is_over);
    return stage->session.lookup.now.delivery;
}

static const struct gs_reverse *reverse_of(const struct gs_delivery_exchange *exchange,
                                           const char *text)
{
    struct gs_address address;
    assert_int_equal(gs_address_parse(text, &address), GS_OK);
    for (size_t i = 0; i < exchange->addresses.count; i++) {
        if (gs_address_is_equal(&exchange->addresses.items[i].address, &address)) {
            return exchange->addresses.items[i].reverse;
        }
    }
    fail_msg("%s is not there", text);
    return NULL;
}

static void each_name_of_an_exchange_says_why_it_leads_back_or_not(void **state)
{
    static const struct {
        const char *address;
        const char *reason;
    } cases[] = {
        {"192.0.2.1", "leads back"},
        {"192.0.2.2", "the name does not exist"},
        {"192.0.2.3", "leads to 192.0.2.9 instead"},
        {"192.0.2.4", "has no IPv4 address"},
    };
    const struct gs_delivery *delivery = ask(*state, "names.test");
    assert_int_equal(delivery->exchanges.count, 1);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct gs_reverse *reverse =
            reverse_of(&delivery->exchanges.items[0], cases[i].address);
        struct gs_buf reason = {0};
        assert_non_null(reverse);
        assert_true(reverse->is_complete);
        assert_int_equal(reverse->names.count, 1);
        gs_reverse_reason(&reverse->names.items[0], &reverse->address, &reason);
        assert_string_equal(gs_buf_text(&reason), cases[i].reason);
        gs_buf_fini(&reason);
    }
}

static void a_domain_that_takes_no_mail_has_no_exchange(void **state)
{
    const struct gs_delivery *delivery = ask(*state, "null.test");
    assert_true(delivery->is_complete);
    assert_int_equal(delivery->exchanges.count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            each_name_of_an_exchange_says_why_it_leads_back_or_not, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_domain_that_takes_no_mail_has_no_exchange,
                                        set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
