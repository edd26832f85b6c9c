/* SPDX-License-Identifier: MIT */
/* The connect part against listeners of the test. No name server is asked anywhere here. */
#include "support/check.h"

#include "gaiscope/engine/engine.h"
#include "gaiscope/model/session.h"
#include "gaiscope/rules/idn.h"

#include <stdio.h>
#include <string.h>

#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
    LIMIT_MS = 20000, /* a test that hangs ends here, and fails */
    EVENTS_MAX = 60,  /* of 200 attempts on a slow machine */
};

/** What a test works with. */
struct stage {
    uv_loop_t loop;
    uv_timer_t limit;
    int listener;
    char port[16]; /* of it */
    struct gs_engine *engine;
    struct gs_session session;
    size_t events; /* of the connect part */
};

static void limit_passed(uv_timer_t *timer)
{
    (void)timer;
    fail_msg("%s", "it never ended");
}

static void sink(void *context, struct gs_event *event)
{
    struct stage *stage = context;
    stage->events += event->type == GS_EVENT_CONNECT ? 1 : 0;
    gs_session_apply(&stage->session, event);
}

static void open_listener(struct stage *stage)
{
    struct sockaddr_in name = {.sin_family = AF_INET,
                               .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t bytes = sizeof name;
    stage->listener = socket(AF_INET, SOCK_STREAM, 0);
    assert_int_equal(bind(stage->listener, (struct sockaddr *)&name, bytes), 0);
    assert_int_equal(listen(stage->listener, 5), 0);
    assert_int_equal(getsockname(stage->listener, (struct sockaddr *)&name, &bytes), 0);
    (void)snprintf(stage->port, sizeof stage->port, "%u", ntohs(name.sin_port));
}

static void open_stage(struct stage *stage)
{
    *stage = (struct stage){0};
    struct gs_engine_settings settings = {.sink = sink, .sink_context = stage};
    open_listener(stage);
    assert_int_equal(uv_loop_init(&stage->loop), 0);
    (void)uv_timer_init(&stage->loop, &stage->limit);
    (void)gs_endpoint_parse("127.0.0.1:9", 0, &settings.resolver.servers[0]);
    settings.resolver.server_count = 1;
    assert_int_equal(gs_engine_open(&stage->loop, &settings, &stage->engine), GS_OK);
    (void)uv_timer_start(&stage->limit, limit_passed, LIMIT_MS, 0);
}

static void close_stage(struct stage *stage)
{
    gs_engine_close(stage->engine);
    uv_close((uv_handle_t *)&stage->limit, NULL);
    (void)uv_run(&stage->loop, UV_RUN_DEFAULT);
    assert_int_equal(uv_loop_close(&stage->loop), 0);
    gs_session_fini(&stage->session);
    (void)close(stage->listener);
}

static struct gs_question question_of(const char *host, const char *service)
{
    struct gs_question question = {.hints = gs_hints_default()};
    assert_int_equal(gs_question_set(&question, host, service), GS_OK);
    gs_idn_complete(&question);
    return question;
}

static const struct gs_connect_report *run(struct stage *stage)
{
    const struct gs_lookup *lookup = &stage->session.lookup;
    while (!stage->session.has_lookup ||
           lookup->parts[GS_PART_CONNECT].progress != GS_PROGRESS_DONE) {
        (void)uv_run(&stage->loop, UV_RUN_ONCE);
    }
    assert_non_null(lookup->now.connect);
    assert_true(lookup->now.connect->is_complete);
    return lookup->now.connect;
}

static void choose(struct stage *stage, const char *first, const char *second,
                   bool reads_banner)
{
    struct gs_connect_choice choice = {.reads_banner = reads_banner};
    (void)snprintf(choice.services[0], sizeof choice.services[0], "%s", first);
    choice.service_count = second == NULL ? 1 : 2;
    if (second != NULL) {
        (void)snprintf(choice.services[1], sizeof choice.services[1], "%s", second);
    }
    gs_engine_set_connect(stage->engine, &choice);
}

static void add(struct gs_address_list *list, const char *text)
{
    struct gs_address address;
    assert_int_equal(gs_address_parse(text, &address), GS_OK);
    gs_vec_push(list, address);
}

/* The name of the question cannot be resolved: whoever tried would show it in the log. */
static void the_addresses_shown_are_connected_to(void **state)
{
    struct stage stage;
    struct gs_address_list known = {0};
    (void)state;
    open_stage(&stage);
    struct gs_question question = question_of("name.invalid", stage.port);
    add(&known, "127.0.0.1");
    add(&known, "::1");
    add(&known, "127.0.0.1"); /* each once */
    const struct gs_shown shown = {.addresses = &known, .canonical = "shown.test"};
    (void)gs_engine_ask_shown(stage.engine, &question, GS_PART_BIT(GS_PART_CONNECT),
                              &shown);
    const struct gs_connect_report *report = run(&stage);
    assert_string_equal(report->host, "name.invalid");
    assert_string_equal(report->canonical, "shown.test");
    assert_int_equal(report->name_outcome, GS_OUTCOME_ANSWERED);
    assert_int_equal(report->attempts.count, 2);
    assert_int_equal(report->attempts.items[0].connection.status, GS_CONNECT_OPEN);
    assert_int_equal(report->attempts.items[1].connection.status, GS_CONNECT_REFUSED);
    size_t connects = 0;
    for (size_t i = 0; i < stage.session.log.entries.count; i++) {
        const struct gs_log_entry *entry = gs_log_at(&stage.session.log, i);
        assert_string_not_equal(entry->call, "getaddrinfo");
        assert_null(strstr(entry->about, "name.invalid"));
        connects += strcmp(entry->call, "connect") == 0 ? 1 : 0;
    }
    assert_int_equal(connects, 2);
    gs_vec_fini(&known);
    close_stage(&stage);
}

static void the_family_asked_for_is_kept(void **state)
{
    struct stage stage;
    struct gs_address_list known = {0};
    (void)state;
    open_stage(&stage);
    struct gs_question question = question_of("name.invalid", stage.port);
    question.hints.family = AF_INET;
    add(&known, "::1");
    add(&known, "127.0.0.1");
    const struct gs_shown shown = {.addresses = &known, .canonical = "shown.test"};
    (void)gs_engine_ask_shown(stage.engine, &question, GS_PART_BIT(GS_PART_CONNECT),
                              &shown);
    const struct gs_connect_report *report = run(&stage);
    assert_int_equal(report->attempts.count, 1);
    assert_int_equal(report->attempts.items[0].connection.endpoint.address.family,
                     AF_INET);
    gs_vec_fini(&known);
    close_stage(&stage);
}

static void getaddrinfo_of_the_same_round_gives_the_addresses(void **state)
{
    struct stage stage;
    (void)state;
    open_stage(&stage);
    struct gs_question question = question_of("127.0.0.1", NULL);
    choose(&stage, stage.port, "1", false);
    (void)gs_engine_ask(stage.engine, &question,
                        GS_PART_BIT(GS_PART_CONNECT) | GS_PART_BIT(GS_PART_SYSTEM), NULL);
    const struct gs_connect_report *report = run(&stage);
    assert_int_equal(report->attempts.count, 2); /* one address, two services */
    assert_int_equal(report->attempts.items[0].connection.status, GS_CONNECT_OPEN);
    assert_int_equal(report->attempts.items[1].connection.status, GS_CONNECT_REFUSED);
    assert_int_equal(report->attempts.items[1].service, 1);
    assert_null(report->canonical); /* libc repeats the address: that is no name */
    close_stage(&stage);
}

/* www has no line of UDP: that says nothing of the name. */
static void arguments_that_do_not_fit_do_not_fail_the_name(void **state)
{
    (void)state;
    struct stage stage;
    open_stage(&stage);
    struct gs_question question = question_of("127.0.0.1", "www");
    question.hints.socktype = SOCK_DGRAM;
    choose(&stage, stage.port, NULL, false);
    (void)gs_engine_ask(stage.engine, &question,
                        GS_PART_BIT(GS_PART_SYSTEM) | GS_PART_BIT(GS_PART_CONNECT), NULL);
    const struct gs_connect_report *report = run(&stage);
    assert_int_equal(stage.session.lookup.now.system->outcome, GS_OUTCOME_BAD_QUESTION);
    assert_int_equal(report->name_outcome, GS_OUTCOME_ANSWERED);
    assert_int_equal(gs_connect_report_count(report, GS_CONNECT_OPEN), 1);
    close_stage(&stage);
}

static void services_without_a_choice_are_the_question_s_or_those_of_the_web(void **state)
{
    static const struct {
        const char *label;
        const char *service;
        size_t count;
        uint16_t ports[2];
    } cases[] = {
        {"the question's, a number", "1", 1, {1, 0}},
        {"the question's, a name", "smtp", 1, {25, 0}},
        {"none", NULL, 2, {80, 443}},
        {"one that nobody knows", "no-such-service", 1, {0, 0}},
        {"a number that libc takes for 34463", "99999", 1, {0, 0}},
        {"port 0", "0", 1, {0, 0}},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct stage stage;
        struct gs_address_list known = {0};
        check_case(cases[i].label);
        open_stage(&stage);
        struct gs_question question = question_of("127.0.0.99", cases[i].service);
        add(&known, "127.0.0.99");
        (void)gs_engine_ask(stage.engine, &question, GS_PART_BIT(GS_PART_CONNECT),
                            &known);
        const struct gs_connect_report *report = run(&stage);
        assert_int_equal(report->service_count, cases[i].count);
        for (size_t j = 0; j < cases[i].count; j++) {
            assert_int_equal(report->services[j].port, cases[i].ports[j]);
        }
        assert_int_equal(report->attempts.count,
                         cases[i].ports[0] == 0 ? 0 : cases[i].count);
        gs_vec_fini(&known);
        close_stage(&stage);
    }
}

static void a_name_that_fails_is_the_step_that_failed(void **state)
{
    static const struct {
        const char *label;
        unsigned parts;
    } cases[] = {
        {"with getaddrinfo", GS_PART_BIT(GS_PART_CONNECT) | GS_PART_BIT(GS_PART_SYSTEM)},
        {"alone", GS_PART_BIT(GS_PART_CONNECT)},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct stage stage;
        check_case(cases[i].label);
        open_stage(&stage);
        struct gs_question question = question_of("name.invalid", "80");
        question.hints.flags |= AI_NUMERICHOST; /* libc says no at once */
        (void)gs_engine_ask(stage.engine, &question, cases[i].parts, NULL);
        const struct gs_connect_report *report = run(&stage);
        assert_int_equal(report->name_outcome, GS_OUTCOME_NO_SUCH_NAME);
        assert_int_equal(report->eai_code, EAI_NONAME);
        assert_int_equal(report->attempts.count, 0);
        close_stage(&stage);
    }
}

static void many_are_told_of_a_few_times(void **state)
{
    struct stage stage;
    struct gs_address_list known = {0};
    (void)state;
    open_stage(&stage);
    struct gs_question question = question_of("name.invalid", "1");
    for (int i = 2; i < 202; i++) {
        char text[32];
        (void)snprintf(text, sizeof text, "127.0.0.%d", i);
        add(&known, text);
    }
    const struct gs_shown shown = {.addresses = &known, .canonical = "shown.test"};
    choose(&stage, "1", "2", false);
    (void)gs_engine_ask_shown(stage.engine, &question, GS_PART_BIT(GS_PART_CONNECT),
                              &shown);
    const struct gs_connect_report *report = run(&stage);
    assert_int_equal(report->attempts.count, GS_CONNECT_ATTEMPTS_MAX);
    assert_int_equal(report->left_out, 400 - GS_CONNECT_ATTEMPTS_MAX);
    assert_int_equal(gs_connect_report_count(report, GS_CONNECT_REFUSED),
                     GS_CONNECT_ATTEMPTS_MAX);
    assert_true(stage.events < EVENTS_MAX);
    gs_vec_fini(&known);
    close_stage(&stage);
}

static void a_stopped_one_says_so(void **state)
{
    struct stage stage;
    struct gs_address_list known = {0};
    (void)state;
    open_stage(&stage);
    struct gs_question question = question_of("name.invalid", "1");
    add(&known, "127.0.0.2");
    const struct gs_shown shown = {.addresses = &known, .canonical = "shown.test"};
    (void)gs_engine_ask_shown(stage.engine, &question, GS_PART_BIT(GS_PART_CONNECT),
                              &shown);
    while (stage.events == 0) {
        (void)uv_run(&stage.loop, UV_RUN_NOWAIT);
    }
    gs_engine_cancel_all(stage.engine);
    for (int i = 0; i < 20; i++) {
        (void)uv_run(&stage.loop, UV_RUN_NOWAIT);
    }
    const struct gs_connect_report *report = stage.session.lookup.now.connect;
    for (size_t i = 0; i < report->attempts.count; i++) {
        assert_true(gs_connect_is_over(report->attempts.items[i].connection.status));
    }
    gs_vec_fini(&known);
    close_stage(&stage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_addresses_shown_are_connected_to),
        cmocka_unit_test(the_family_asked_for_is_kept),
        cmocka_unit_test(getaddrinfo_of_the_same_round_gives_the_addresses),
        cmocka_unit_test(arguments_that_do_not_fit_do_not_fail_the_name),
        cmocka_unit_test(
            services_without_a_choice_are_the_question_s_or_those_of_the_web),
        cmocka_unit_test(a_name_that_fails_is_the_step_that_failed),
        cmocka_unit_test(many_are_told_of_a_few_times),
        cmocka_unit_test(a_stopped_one_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
