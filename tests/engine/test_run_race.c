/* SPDX-License-Identifier: MIT */
/*
 * Races over real sockets: a name server and a listener on the loopback, and detours that take
 * each address of the zone there, as far away as they say. Nothing leaves the machine.
 */
#include "support/check.h"
#include "support/zone_server.h"

#include "gaiscope/engine/engine.h"
#include "gaiscope/model/session.h"
#include "gaiscope/rules/idn.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
    LIMIT_MS = 20000, /* a test that hangs ends here, and fails */
    PORT = 80,
    APART_MS = 200, /* attempts; a loaded machine connects within that */
    FAR_MS = 600,
    DEADLINE_MS = 1000,
    TIMEOUT_MS = 12000, /* of the engine */
    TICK_MS = 2,        /* a timer counts whole milliseconds from the loop's last turn */
    NEVER = 1000,
};

static const struct zone_record zone[] = {
    {"both.test", GS_TYPE_AAAA, "2001:db8::1"},
    {"both.test", GS_TYPE_A, "192.0.2.1"},
    {"refused6.test", GS_TYPE_AAAA, "2001:db8::bad"},
    {"refused6.test", GS_TYPE_A, "192.0.2.1"},
    {"silent6.test", GS_TYPE_AAAA, "2001:db8::dead"},
    {"silent6.test", GS_TYPE_A, "192.0.2.1"},
    {"far6.test", GS_TYPE_AAAA, "2001:db8::f"},
    {"far6.test", GS_TYPE_A, "192.0.2.1"},
    {"only4.test", GS_TYPE_A, "192.0.2.1"},
    {"only6.test", GS_TYPE_AAAA, "2001:db8::1"},
    {"refused.test", GS_TYPE_AAAA, "2001:db8::bad"},
    {"refused.test", GS_TYPE_A, "192.0.2.13"},
    {"nat.test", GS_TYPE_AAAA, "64:ff9b::192.0.2.1"},
    {"eight.test", GS_TYPE_AAAA, "2001:db8::1:bad"},
    {"eight.test", GS_TYPE_AAAA, "2001:db8::2:bad"},
    {"eight.test", GS_TYPE_AAAA, "2001:db8::3:bad"},
    {"eight.test", GS_TYPE_AAAA, "2001:db8::1"},
    {"eight.test", GS_TYPE_A, "192.0.2.13"},
    {"eight.test", GS_TYPE_A, "192.0.2.14"},
    {"eight.test", GS_TYPE_A, "192.0.2.15"},
    {"eight.test", GS_TYPE_A, "192.0.2.1"},
};

/** What a test works with. */
struct stage {
    uv_loop_t loop;
    uv_timer_t limit;
    struct zone_server *server;
    struct gs_detour_list detours;
    struct gs_engine *engine;
    struct gs_session session;
    int listener;
    size_t events;    /* GS_EVENT_RACE heard */
    size_t completes; /* of them complete ones */
    bool is_over;     /* the limit passed */
};

static void sink(void *context, struct gs_event *event)
{
    struct stage *stage = context;
    if (event->type == GS_EVENT_RACE) {
        stage->events++;
        stage->completes += event->of.race->is_complete;
    }
    gs_session_apply(&stage->session, event);
}

static void limit_passed(uv_timer_t *timer)
{
    ((struct stage *)timer->data)->is_over = true;
}

/* Takes: error and real are those of the detour; real NULL: the listener. */
static void add_detour(struct stage *stage, const char *shown, int error,
                       uint32_t delay_ms, const struct gs_endpoint *real)
{
    struct gs_detour detour = {.delay_ms = delay_ms, .error = error};
    if (shown != NULL) {
        assert_int_equal(gs_address_parse(shown, &detour.shown.address), GS_OK);
    }
    if (real != NULL) {
        detour.real = *real;
    }
    gs_vec_push(&stage->detours, detour);
}

static struct gs_endpoint listen_on_loopback(struct stage *stage)
{
    struct sockaddr_in at = {.sin_family = AF_INET,
                             .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof at;
    struct gs_endpoint endpoint;
    stage->listener = socket(AF_INET, SOCK_STREAM, 0);
    assert_int_equal(bind(stage->listener, (struct sockaddr *)&at, size), 0);
    assert_int_equal(listen(stage->listener, 64), 0);
    assert_int_equal(getsockname(stage->listener, (struct sockaddr *)&at, &size), 0);
    assert_int_equal(gs_address_parse("127.0.0.1", &endpoint.address), GS_OK);
    endpoint.port = ntohs(at.sin_port);
    return endpoint;
}

/* The last one catches all others: silent, without a packet. */
static void add_detours(struct stage *stage)
{
    static const char *const refused[] = {
        "2001:db8::bad",   "192.0.2.13",      "192.0.2.14",     "192.0.2.15",
        "2001:db8::1:bad", "2001:db8::2:bad", "2001:db8::3:bad"};
    struct gs_endpoint real = listen_on_loopback(stage);
    add_detour(stage, "2001:db8::1", 0, 0, &real);
    add_detour(stage, "192.0.2.1", 0, 0, &real);
    add_detour(stage, "64:ff9b::192.0.2.1", 0, 0, &real);
    add_detour(stage, "2001:db8::f", 0, FAR_MS, &real);
    for (size_t i = 0; i < COUNT_OF(refused); i++) {
        add_detour(stage, refused[i], ECONNREFUSED, 1, NULL);
    }
    add_detour(stage, NULL, 0, 0, NULL);
}

static int set_up(void **state)
{
    struct stage *stage = gs_mem_new(1, sizeof *stage);
    assert_int_equal(uv_loop_init(&stage->loop), 0);
    assert_int_equal(uv_timer_init(&stage->loop, &stage->limit), 0);
    stage->limit.data = stage;
    uv_unref((uv_handle_t *)&stage->limit);
    stage->server = zone_server_start(&stage->loop, zone, COUNT_OF(zone));
    add_detours(stage);
    struct gs_engine_settings settings = {
        .sink = sink, .sink_context = stage, .detours = &stage->detours};
    settings.resolver.servers[0] = zone_server_endpoint(stage->server);
    settings.resolver.server_count = 1;
    settings.resolver.timeout_s = 1;
    settings.resolver.attempts = 2;
    settings.resolver.is_override = true; /* libc asks the zone, too */
    settings.resolver.is_demo = true;     /* no search list */
    settings.race = gs_race_settings_default();
    settings.race.attempt_delay_ms = APART_MS;
    settings.race.deadline_ms = DEADLINE_MS;
    settings.race.first_family = AF_INET6; /* however this machine sorts */
    settings.deadline_ms = TIMEOUT_MS;
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
    gs_vec_fini(&stage->detours);
    (void)close(stage->listener);
    free(stage);
    return 0;
}

static struct gs_question question_of(const char *host, const char *service, int family)
{
    struct gs_question question = {.hints = {.family = family}};
    assert_int_equal(gs_question_set(&question, host, service), GS_OK);
    gs_idn_complete(&question);
    return question;
}

static const struct gs_race *race_of(const struct stage *stage)
{
    return stage->session.lookup.now.race;
}

static void turn(struct stage *stage)
{
    (void)uv_run(&stage->loop, UV_RUN_ONCE);
    assert_false(stage->is_over);
}

static const struct gs_race *race_to(struct stage *stage, const char *host,
                                     const char *service, int family)
{
    struct gs_question question = question_of(host, service, family);
    const struct gs_part_state *part = &stage->session.lookup.parts[GS_PART_RACE];
    stage->completes = 0;
    (void)gs_engine_ask(stage->engine, &question, GS_PART_BIT(GS_PART_RACE), NULL);
    (void)uv_timer_start(&stage->limit, limit_passed, LIMIT_MS, 0);
    do {
        turn(stage);
    } while (part->progress != GS_PROGRESS_DONE);
    assert_non_null(race_of(stage));
    assert_true(race_of(stage)->is_complete);
    assert_int_equal(stage->completes, 1);
    return race_of(stage);
}

/* "6 open, 4 refused after": the lanes. */
static void describe(const struct gs_race *race, char *out, size_t size)
{
    size_t len = 0;
    out[0] = '\0';
    for (size_t i = 0; i < race->lanes.count; i++) {
        const struct gs_race_lane *lane = &race->lanes.items[i];
        int family = lane->connection.endpoint.address.family;
        len += (size_t)snprintf(
            out + len, size - len, "%s%c %s%s%s", i > 0 ? ", " : "",
            family == AF_INET6 ? '6' : '4', gs_connect_id(lane->connection.status),
            i == race->winner ? " wins" : "", lane->is_after_win ? " after" : "");
    }
}

static const struct {
    const char *label;
    const char *host;
    int family;
    const char *lanes;
} cases[] = {
    {"both are fine", "both.test", 0, "6 open wins, 4 open after"},
    {"IPv6 is refused", "refused6.test", 0, "6 refused, 4 open wins"},
    {"IPv6 is a black hole", "silent6.test", 0, "6 silent, 4 open wins"},
    {"IPv6 is far", "far6.test", 0, "6 open, 4 open wins"},
    {"IPv4 only", "only4.test", 0, "4 open wins"},
    {"IPv6 only", "only6.test", 0, "6 open wins"},
    {"IPv4 alone is asked", "both.test", AF_INET, "4 open wins"},
    {"IPv6 alone is asked", "both.test", AF_INET6, "6 open wins"},
    {"nobody listens", "refused.test", 0, "6 refused, 4 refused"},
    {"the name does not exist", "nosuch.test", 0, ""},
    {"an IPv4 address", "192.0.2.1", 0, "4 open wins"},
    {"an IPv6 address", "2001:db8::1", 0, "6 open wins"},
    {"a scoped address", "fe80::1%lo", 0, "6 silent"},
    {"localhost is not for DNS: libc's rows", "localhost", AF_INET, "4 silent"},
    {"no host at all", NULL, 0, ""},
};

static void a_race_is_run_to_its_end(void **state)
{
    struct stage *stage = *state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        char lanes[512];
        check_case(cases[i].label);
        const struct gs_race *race = race_to(stage, cases[i].host, "80", cases[i].family);
        describe(race, lanes, sizeof lanes);
        assert_string_equal(lanes, cases[i].lanes);
        assert_int_equal(race->won_us >= 0, strstr(cases[i].lanes, "wins") != NULL);
        assert_true(race->elapsed_us >= race->won_us);
        assert_true(race->raced_wall_s > 0);
    }
}

static void times_of_a_race_are_measured(void **state)
{
    struct stage *stage = *state;
    const struct gs_race *race = race_to(stage, "silent6.test", "80", 0);
    const struct gs_race_lane *v6 = &race->lanes.items[0];
    const struct gs_race_lane *v4 = &race->lanes.items[1];
    assert_int_equal(race->port, PORT);
    assert_string_equal(race->service, "80");
    assert_string_equal(race->name, "silent6.test");
    assert_true(race->dns[0].is_asked && race->dns[1].is_asked);
    assert_int_equal(race->dns[0].address_count, 1);
    assert_true(race->dns[0].answered_us > 0 && race->dns[1].answered_us > 0);
    assert_true(v4->started_us >= v6->started_us + APART_MS * 1000);
    assert_true(v4->waits_us >= v6->started_us && v4->waits_us < v4->started_us);
    assert_true(v6->ended_us >= v6->started_us + (DEADLINE_MS - TICK_MS) * 1000);
    assert_int_equal(race->won_us, v4->ended_us);
    assert_true(race->won_us < v6->ended_us);
    assert_true(race->syn_retries > 0);
    assert_int_equal(race->libc_outcome, GS_OUTCOME_ANSWERED);
    assert_true(race->libc_us >= 0);
    assert_true(v6->rank < 2 && v4->rank < 2 && v6->rank != v4->rank);
    assert_int_equal(stage->session.lookup.races.count, 1);
}

static void eight_addresses_take_turns(void **state)
{
    struct stage *stage = *state;
    const struct gs_race *race = race_to(stage, "eight.test", "80", 0);
    assert_int_equal(race->lanes.count, 8);
    for (size_t i = 1; i < 8; i++) {
        assert_int_not_equal(race->lanes.items[i].connection.endpoint.address.family,
                             race->lanes.items[i - 1].connection.endpoint.address.family);
        assert_true(race->lanes.items[i].started_us >=
                    race->lanes.items[i - 1].started_us);
    }
    assert_true(race->winner < 8);
}

static void without_aaaa_the_delay_passes(void **state)
{
    struct stage *stage = *state;
    zone_server_drop(stage->server, GS_TYPE_AAAA, NEVER);
    const struct gs_race *race = race_to(stage, "both.test", "80", 0);
    char lanes[64];
    describe(race, lanes, sizeof lanes);
    assert_string_equal(lanes, "4 open wins");
    assert_int_equal(race->dns[0].outcome, GS_OUTCOME_TIMED_OUT);
    assert_true(race->delay_from_us >= 0);
    assert_true(race->delay_until_us >= race->delay_from_us + 50000);
    assert_true(race->won_us < race->dns[0].answered_us);
}

static void a_late_aaaa_is_raced_after_the_win(void **state)
{
    struct stage *stage = *state;
    zone_server_drop(stage->server, GS_TYPE_AAAA, 2); /* one of libc's, one of ours */
    const struct gs_race *race = race_to(stage, "both.test", "80", 0);
    char lanes[64];
    describe(race, lanes, sizeof lanes);
    assert_string_equal(lanes, "4 open wins, 6 open after");
    assert_int_equal(race->dns[0].outcome, GS_OUTCOME_ANSWERED);
    assert_true(race->lanes.items[1].started_us >= race->dns[0].answered_us);
}

static void a_service_is_looked_up_once_and_https_is_the_usual_one(void **state)
{
    struct stage *stage = *state;
    const struct gs_race *race = race_to(stage, "both.test", NULL, 0);
    assert_int_equal(race->port, 443);
    assert_string_equal(race->service, "https");
    race = race_to(stage, "both.test", "www", 0);
    assert_int_equal(race->port, 80);
    assert_int_equal(race->lanes.items[0].connection.endpoint.port, 80);
    race = race_to(stage, "both.test", "no-such-service", 0);
    assert_int_equal(race->port, 0);
    assert_int_equal(race->lanes.count, 0);
    race = race_to(stage, "both.test", "99999", 0); /* libc would take 34463 */
    assert_int_equal(race->port, 0);
}

static void the_constants_can_be_changed(void **state)
{
    struct stage *stage = *state;
    struct gs_race_settings settings = gs_race_settings_default();
    settings.first_family = AF_INET;
    settings.attempt_delay_ms = 10;
    settings.deadline_ms = 400;
    settings.is_interleaved = false;
    gs_engine_set_race(stage->engine, &settings);
    const struct gs_race *race = race_to(stage, "both.test", "80", 0);
    assert_true(gs_race_settings_is_equal(&race->settings, &settings));
}

static void a_deadline_beyond_the_timeout_is_shown_as_it_is(void **state)
{
    struct stage *stage = *state;
    struct gs_race_settings settings = gs_race_settings_default();
    settings.deadline_ms = GS_RACE_DEADLINE_MAX_MS;
    gs_engine_set_race(stage->engine, &settings);
    const struct gs_race *race = race_to(stage, "both.test", "80", 0);
    assert_int_equal(race->settings.deadline_ms, TIMEOUT_MS);
}

static void a_synthetic_address_is_marked(void **state)
{
    struct stage *stage = *state;
    const struct gs_race *race = race_to(stage, "nat.test", "80", 0);
    assert_int_equal(race->lanes.count, 1);
    assert_true(race->lanes.items[0].is_synthetic);
    race = race_to(stage, "both.test", "80", 0);
    assert_false(race->lanes.items[0].is_synthetic);
}

/* Turns until so many lanes have begun. */
static void run_until_begun(struct stage *stage, size_t count)
{
    size_t begun = 0;
    (void)uv_timer_start(&stage->limit, limit_passed, LIMIT_MS, 0);
    while (begun < count) {
        turn(stage);
        const struct gs_race *race = race_of(stage);
        begun = 0;
        for (size_t i = 0; race != NULL && i < race->lanes.count; i++) {
            begun += race->lanes.items[i].started_us >= 0;
        }
    }
}

static void a_race_under_way_can_be_cancelled_and_asked_again(void **state)
{
    struct stage *stage = *state;
    struct gs_question question = question_of("silent6.test", "80", 0);
    for (size_t begun = 0; begun < 3;
         begun++) { /* at its begin, in a delay, connecting */
        (void)gs_engine_ask(stage->engine, &question, GS_PART_BIT(GS_PART_RACE), NULL);
        run_until_begun(stage, begun);
        gs_engine_cancel_all(stage->engine);
    }
    (void)gs_engine_ask(stage->engine, &question, GS_PART_BIT(GS_PART_RACE), NULL);
    run_until_begun(stage, 1);
    (void)gs_engine_ask(stage->engine, &question, GS_PART_BIT(GS_PART_RACE), NULL);
    const struct gs_race *race = race_to(stage, "both.test", "80", 0);
    assert_int_equal(race->winner, 0);
    assert_int_equal(stage->session.lookup.races.count, 1);
}

static void an_engine_closes_in_the_middle_of_a_race(void **state)
{
    struct stage *stage = *state;
    struct gs_question question = question_of("silent6.test", "80", 0);
    (void)gs_engine_ask(stage->engine, &question, GS_PART_BIT(GS_PART_RACE), NULL);
    run_until_begun(stage, 1);
    assert_false(race_of(stage)->is_complete);
} /* tear_down closes, and the sanitiser sees what is left */

static void one_round_asks_the_race_beside_other_parts(void **state)
{
    struct stage *stage = *state;
    struct gs_question question = question_of("both.test", "80", 0);
    const struct gs_lookup *lookup = &stage->session.lookup;
    (void)gs_engine_ask(stage->engine, &question,
                        GS_PART_BIT(GS_PART_RACE) | GS_PART_BIT(GS_PART_DNS) |
                            GS_PART_BIT(GS_PART_SYSTEM),
                        NULL);
    (void)uv_timer_start(&stage->limit, limit_passed, LIMIT_MS, 0);
    do {
        turn(stage);
    } while (lookup->parts[GS_PART_RACE].progress != GS_PROGRESS_DONE ||
             lookup->parts[GS_PART_SYSTEM].progress != GS_PROGRESS_DONE);
    assert_int_equal(race_of(stage)->lanes.count, 2);
}

int main(void)
{
#define WITH_STAGE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        WITH_STAGE(a_race_is_run_to_its_end),
        WITH_STAGE(times_of_a_race_are_measured),
        WITH_STAGE(eight_addresses_take_turns),
        WITH_STAGE(without_aaaa_the_delay_passes),
        WITH_STAGE(a_late_aaaa_is_raced_after_the_win),
        WITH_STAGE(a_service_is_looked_up_once_and_https_is_the_usual_one),
        WITH_STAGE(the_constants_can_be_changed),
        WITH_STAGE(a_deadline_beyond_the_timeout_is_shown_as_it_is),
        WITH_STAGE(a_synthetic_address_is_marked),
        WITH_STAGE(a_race_under_way_can_be_cancelled_and_asked_again),
        WITH_STAGE(an_engine_closes_in_the_middle_of_a_race),
        WITH_STAGE(one_round_asks_the_race_beside_other_parts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
