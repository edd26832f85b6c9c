/* SPDX-License-Identifier: MIT */
/* The network part and its watch, against a name server of the test and a private network. */
#include "support/check.h"
#include "support/own_world.h"
#include "support/zone_server.h"

#include "gaiscope/engine/engine.h"
#include "gaiscope/model/session.h"
#include "gaiscope/rules/idn.h"

#include <stdlib.h>
#include <string.h>

#include <sys/socket.h>

enum {
    LIMIT_MS = 20000, /* a test that hangs ends here, and fails */
    SECOND_MS = 1000, /* a change is told within it */
};

/** What a test works with. */
struct stage {
    uv_loop_t loop;
    uv_timer_t limit;
    struct zone_server *server;
    struct gs_engine *engine;
    struct gs_session session;
    size_t told[GS_EVENT_CANCELLED + 1]; /* events by type */
    bool is_over;                        /* the limit passed */
};

static bool has_world;

static const struct zone_record nat64_records[] = {
    {"ipv4only.arpa", GS_TYPE_AAAA, "2001:db8:64:c000:0:aa00::"},
    {"ipv4only.arpa", GS_TYPE_AAAA, "2001:db8:64:c000:0:ab00::"},
    {"ipv4only.arpa", GS_TYPE_A, "192.0.0.170"},
};

static const struct zone_record plain_records[] = {
    {"ipv4only.arpa", GS_TYPE_A, "192.0.0.170"},
};

static bool run(const char *command)
{
    return system(command) == 0; /* NOLINT(cert-env33-c): a fixed text of this file */
}

static void sink(void *context, struct gs_event *event)
{
    struct stage *stage = context;
    stage->told[event->type]++;
    gs_session_apply(&stage->session, event);
}

static void limit_passed(uv_timer_t *timer)
{
    ((struct stage *)timer->data)->is_over = true;
}

static void set_up(struct stage *stage, const struct zone_record *records, size_t count)
{
    *stage = (struct stage){0};
    assert_int_equal(uv_loop_init(&stage->loop), 0);
    assert_int_equal(uv_timer_init(&stage->loop, &stage->limit), 0);
    stage->limit.data = stage;
    stage->server = zone_server_start(&stage->loop, records, count);
    struct gs_engine_settings settings = {.sink = sink, .sink_context = stage};
    settings.resolver.servers[0] = zone_server_endpoint(stage->server);
    settings.resolver.server_count = 1;
    settings.resolver.timeout_s = 1;
    settings.resolver.attempts = 1;
    settings.resolver.is_demo = true; /* no search list */
    settings.resolver.is_override = true;
    assert_int_equal(gs_engine_open(&stage->loop, &settings, &stage->engine), GS_OK);
}

static void tear_down(struct stage *stage)
{
    gs_engine_close(stage->engine);
    zone_server_stop(stage->server);
    uv_close((uv_handle_t *)&stage->limit, NULL);
    while (uv_run(&stage->loop, UV_RUN_DEFAULT) != 0) {
    }
    assert_int_equal(uv_loop_close(&stage->loop), 0);
    gs_session_fini(&stage->session);
}

static void run_until(struct stage *stage, bool (*is_reached)(const struct stage *stage),
                      uint64_t limit_ms)
{
    stage->is_over = false;
    uv_update_time(&stage->loop);
    (void)uv_timer_start(&stage->limit, limit_passed, limit_ms, 0);
    while (!is_reached(stage) && !stage->is_over) {
        (void)uv_run(&stage->loop, UV_RUN_ONCE);
    }
    assert_true(is_reached(stage));
    (void)uv_timer_stop(&stage->limit);
}

static void ask_parts(struct stage *stage, const char *host, unsigned parts)
{
    struct gs_question question = {.hints = {.socktype = SOCK_STREAM}};
    assert_int_equal(gs_question_set(&question, host, NULL), GS_OK);
    gs_idn_complete(&question);
    (void)gs_engine_ask(stage->engine, &question, parts, NULL);
}

static void ask(struct stage *stage, const char *host)
{
    ask_parts(stage, host, GS_PART_BIT(GS_PART_NETWORK));
}

static bool is_done(const struct stage *stage)
{
    return stage->session.lookup.parts[GS_PART_NETWORK].progress == GS_PROGRESS_DONE;
}

static bool knows_nat64(const struct stage *stage)
{
    return stage->session.machine.nat64.outcome != GS_OUTCOME_NOT_ASKED;
}

static void check_prefix(const struct gs_nat64 *nat64)
{
    char text[GS_ADDRESS_TEXT_MAX];
    assert_int_equal(nat64->outcome, GS_OUTCOME_ANSWERED);
    assert_int_equal(nat64->count, 1);
    assert_int_equal(nat64->prefixes[0].bits, 48);
    gs_address_format(&nat64->prefixes[0].prefix, text);
    assert_string_equal(text, "2001:db8:64::");
}

static void the_part_reads_the_machine_and_finds_the_prefix(void **state)
{
    struct stage stage;
    (void)state;
    set_up(&stage, nat64_records, COUNT_OF(nat64_records));
    ask(&stage, "iana.test");
    run_until(&stage, is_done, LIMIT_MS);
    const struct gs_network *network = stage.session.lookup.now.network;
    assert_non_null(network);
    assert_true(network->is_known);
    assert_true(network->is_complete);
    assert_false(network->is_watched); /* as in a report */
    assert_true(network->addresses.count > 0);
    check_prefix(&network->nat64);
    check_prefix(&stage.session.machine.nat64);
    assert_int_equal(gs_log_at(&stage.session.log, 0)->by, GS_LOG_DNS);
    assert_string_equal(gs_log_at(&stage.session.log, 0)->about, "ipv4only.arpa");
    tear_down(&stage);
}

static void a_network_without_dns64_says_so(void **state)
{
    struct stage stage;
    (void)state;
    set_up(&stage, plain_records, COUNT_OF(plain_records));
    ask(&stage, "iana.test");
    run_until(&stage, is_done, LIMIT_MS);
    const struct gs_nat64 *nat64 = &stage.session.lookup.now.network->nat64;
    assert_int_equal(nat64->outcome, GS_OUTCOME_NO_DATA);
    assert_int_equal(nat64->count, 0);
    tear_down(&stage);
}

static void the_dashboard_asks_once_and_logs_it_for_no_question(void **state)
{
    struct stage stage;
    (void)state;
    set_up(&stage, nat64_records, COUNT_OF(nat64_records));
    gs_engine_ask_machine(stage.engine);
    gs_engine_ask_machine(stage.engine);
    run_until(&stage, knows_nat64, LIMIT_MS);
    check_prefix(&stage.session.machine.nat64);
    size_t lines = 0;
    for (size_t i = 0; i < stage.session.log.entries.count; i++) {
        const struct gs_log_entry *line = gs_log_at(&stage.session.log, i);
        if (strcmp(line->about, "ipv4only.arpa") == 0) {
            assert_null(line->host);
            lines++;
        }
    }
    assert_int_equal(lines, 1);
    tear_down(&stage);
}

static size_t questions_logged(const struct stage *stage)
{
    size_t lines = 0;
    for (size_t i = 0; i < stage->session.log.entries.count; i++) {
        lines += strcmp(gs_log_at(&stage->session.log, i)->about, "ipv4only.arpa") == 0;
    }
    return lines;
}

static bool is_asked_twice(const struct stage *stage)
{
    return questions_logged(stage) == 2 && is_done(stage);
}

static bool is_asked_three_times(const struct stage *stage)
{
    return questions_logged(stage) == 3;
}

static bool are_all_done(const struct stage *stage)
{
    const struct gs_part_state *parts = stage->session.lookup.parts;
    return parts[GS_PART_CONNECT].progress == GS_PROGRESS_DONE &&
           parts[GS_PART_RACE].progress == GS_PROGRESS_DONE &&
           parts[GS_PART_FAMILIES].progress == GS_PROGRESS_DONE;
}

static void a_lost_answer_takes_no_prefix_away_and_is_asked_again(void **state)
{
    struct stage stage;
    (void)state;
    set_up(&stage, nat64_records, COUNT_OF(nat64_records));
    ask(&stage, "iana.test");
    run_until(&stage, is_done, LIMIT_MS);
    check_prefix(&stage.session.machine.nat64);
    zone_server_drop(stage.server, GS_TYPE_AAAA, 1);
    ask(&stage, "other.test");
    run_until(&stage, is_asked_twice, LIMIT_MS);
    assert_int_equal(gs_log_at(&stage.session.log, 1)->outcome, GS_OUTCOME_TIMED_OUT);
    check_prefix(&stage.session.lookup.now.network->nat64);
    ask_parts(&stage, "other.test", GS_PART_BIT(GS_PART_FAMILIES));
    run_until(&stage, is_asked_three_times, LIMIT_MS);
    check_prefix(&stage.session.machine.nat64);
    tear_down(&stage);
}

static void the_parts_of_a_round_wait_for_one_question(void **state)
{
    struct stage stage;
    unsigned parts = GS_PART_BIT(GS_PART_CONNECT) | GS_PART_BIT(GS_PART_RACE) |
                     GS_PART_BIT(GS_PART_FAMILIES);
    (void)state;
    set_up(&stage, nat64_records, COUNT_OF(nat64_records));
    ask_parts(&stage, "iana.test", parts);
    run_until(&stage, are_all_done, LIMIT_MS);
    assert_int_equal(questions_logged(&stage), 1);
    check_prefix(&stage.session.machine.nat64);
    tear_down(&stage);
}

/* The operation belongs to one part; the others must not wait for ever when it is replaced. */
static void a_part_that_is_asked_anew_leaves_the_others_to_their_end(void **state)
{
    struct stage stage;
    unsigned parts = GS_PART_BIT(GS_PART_CONNECT) | GS_PART_BIT(GS_PART_RACE) |
                     GS_PART_BIT(GS_PART_FAMILIES);
    (void)state;
    set_up(&stage, nat64_records, COUNT_OF(nat64_records));
    zone_server_drop(stage.server, GS_TYPE_AAAA, 1);
    ask_parts(&stage, "iana.test", parts);
    for (enum gs_part part = GS_PART_SYSTEM; part < GS_PART_COUNT; part++) {
        if ((parts & GS_PART_BIT(part)) != 0) {
            ask_parts(&stage, "iana.test", GS_PART_BIT(part));
            break;
        }
    }
    run_until(&stage, are_all_done, LIMIT_MS);
    tear_down(&stage);
}

static const struct gs_network_address *find(const struct stage *stage, const char *text)
{
    const struct gs_network *network = stage->session.lookup.now.network;
    struct gs_address sought;
    assert_int_equal(gs_address_parse(text, &sought), GS_OK);
    for (size_t i = 0; i < network->addresses.count; i++) {
        if (gs_address_is_equal(&network->addresses.items[i].address, &sought)) {
            return &network->addresses.items[i];
        }
    }
    return NULL;
}

static bool has_address(const struct stage *stage)
{
    const struct gs_network_address *address = find(stage, "192.0.2.77");
    return address != NULL && address->change.mark == GS_NETWORK_ADDED &&
           stage->session.machine.counts_v4;
}

static bool has_lost_it(const struct stage *stage)
{
    const struct gs_network_address *address = find(stage, "192.0.2.77");
    return address != NULL && address->change.mark == GS_NETWORK_REMOVED &&
           !stage->session.machine.counts_v4;
}

static bool has_way(const struct stage *stage)
{
    return stage->session.machine.source_v4.family == AF_INET &&
           gs_network_has_default(stage->session.lookup.now.network, AF_INET);
}

static bool has_no_way(const struct stage *stage)
{
    return stage->session.machine.source_v4.family == 0 &&
           !gs_network_has_default(stage->session.lookup.now.network, AF_INET);
}

static void a_change_is_told_within_a_second(void **state)
{
    struct stage stage;
    (void)state;
    own_world_need(has_world);
    set_up(&stage, plain_records, COUNT_OF(plain_records));
    gs_engine_ask_machine(stage.engine);
    ask(&stage, "iana.test");
    run_until(&stage, is_done, LIMIT_MS);
    run_until(&stage, knows_nat64, LIMIT_MS);
    assert_true(stage.session.lookup.now.network->is_watched);
    assert_true(run("ip addr add 192.0.2.77/24 dev gs0"));
    run_until(&stage, has_address, SECOND_MS);
    assert_int_equal(stage.session.lookup.now.network->changes, 1);
    assert_true(run("ip route add default via 192.0.2.1"));
    run_until(&stage, has_way, SECOND_MS);
    assert_true(run("ip link set gs0 down"));
    run_until(&stage, has_no_way, SECOND_MS);
    assert_true(run("ip addr del 192.0.2.77/24 dev gs0"));
    run_until(&stage, has_lost_it, SECOND_MS);
    tear_down(&stage);
}

static bool knows_prefix(const struct stage *stage)
{
    return stage->session.machine.nat64.count == 1;
}

static void a_change_while_the_question_is_under_way_asks_again(void **state)
{
    struct stage stage;
    (void)state;
    own_world_need(has_world);
    assert_true(run("ip link set gs0 up && ip addr add 192.0.2.77/24 dev gs0"));
    set_up(&stage, nat64_records, COUNT_OF(nat64_records));
    zone_server_drop(stage.server, GS_TYPE_AAAA, 1); /* it waits a second */
    gs_engine_ask_machine(stage.engine);
    assert_true(run("ip route add default via 192.0.2.1"));
    run_until(&stage, knows_prefix, LIMIT_MS);
    assert_int_equal(questions_logged(&stage), 2);
    assert_true(run("ip addr del 192.0.2.77/24 dev gs0"));
    tear_down(&stage);
}

static bool is_two_rounds(const struct stage *stage)
{
    return stage->told[GS_EVENT_STARTED] == 2 && is_done(stage);
}

static void a_change_belongs_to_the_present_round(void **state)
{
    struct stage stage;
    (void)state;
    own_world_need(has_world);
    set_up(&stage, plain_records, COUNT_OF(plain_records));
    gs_engine_ask_machine(stage.engine);
    ask(&stage, "iana.test");
    run_until(&stage, is_done, LIMIT_MS);
    ask(&stage, "other.test");
    run_until(&stage, is_two_rounds, LIMIT_MS);
    assert_true(run("ip addr add 192.0.2.77/24 dev gs0"));
    run_until(&stage, has_address, SECOND_MS);
    assert_string_equal(stage.session.lookup.question.host, "other.test");
    assert_true(run("ip addr del 192.0.2.77/24 dev gs0"));
    run_until(&stage, has_lost_it, SECOND_MS);
    tear_down(&stage);
}

/* A cable with two ends, so that a route can lead out of the machine. */
static int enter(void **state)
{
    (void)state;
    has_world = own_world_enter() && run("command -v ip >/dev/null") &&
                run("ip link add gs0 type veth peer name gs1") &&
                run("sysctl -qw net.ipv6.conf.all.disable_ipv6=1") &&
                run("ip link set gs1 up") && run("ip link set gs0 up");
    return 0;
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_part_reads_the_machine_and_finds_the_prefix),
        cmocka_unit_test(a_network_without_dns64_says_so),
        cmocka_unit_test(the_dashboard_asks_once_and_logs_it_for_no_question),
        cmocka_unit_test(a_lost_answer_takes_no_prefix_away_and_is_asked_again),
        cmocka_unit_test(the_parts_of_a_round_wait_for_one_question),
        cmocka_unit_test(a_part_that_is_asked_anew_leaves_the_others_to_their_end),
        cmocka_unit_test(a_change_is_told_within_a_second),
        cmocka_unit_test(a_change_while_the_question_is_under_way_asks_again),
        cmocka_unit_test(a_change_belongs_to_the_present_round),
    };

    return cmocka_run_group_tests(tests, enter, NULL);
}
