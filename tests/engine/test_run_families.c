/* SPDX-License-Identifier: MIT */
/* The families part against a name server and listeners of its own: detours lead every
 * address of the zone to loopback, so that nothing leaves this machine. */
#include "support/check.h"
#include "support/zone_server.h"

#include "gaiscope/engine/engine.h"
#include "gaiscope/model/session.h"
#include "gaiscope/rules/compare_list.h"
#include "gaiscope/rules/idn.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
    LIMIT_MS = 20000, /* a test that hangs ends here, and fails */
    DETOURS = 5,
    PACE_MS = 50, /* between two times of telling, but for the last */
};

/** What a test works with. */
struct stage {
    uv_loop_t loop;
    uv_timer_t limit;
    struct zone_server *server;
    struct gs_engine *engine;
    struct gs_session session;
    struct gs_detour detours[DETOURS];
    struct gs_detour_list list;
    int listener;
    size_t told;  /* GS_EVENT_FAMILIES heard */
    size_t ended; /* of them the complete ones */
    bool is_over; /* the limit passed */
};

static const struct zone_record zone[] = {
    {"own.test", GS_TYPE_A, "192.0.2.1"},
    {"own.test", GS_TYPE_AAAA, "2001:db8::1"},
    {"v4.test", GS_TYPE_A, "192.0.2.1"},
    {"refused.test", GS_TYPE_A, "192.0.2.1"},
    {"refused.test", GS_TYPE_AAAA, "2001:db8::9"},
    {"masked.test", GS_TYPE_AAAA, "64:ff9b::c000:201"},
    {"silent.test", GS_TYPE_A, "192.0.2.7"},
    {"1.2.0.192.in-addr.arpa", GS_TYPE_PTR, "web.test"},
};

static void sink(void *context, struct gs_event *event)
{
    struct stage *stage = context;
    bool is_round = event->type == GS_EVENT_FAMILIES;
    stage->told += is_round ? 1 : 0;
    stage->ended += is_round && event->of.families->is_complete ? 1 : 0;
    gs_session_apply(&stage->session, event);
}

static void limit_passed(uv_timer_t *timer)
{
    ((struct stage *)timer->data)->is_over = true;
}

static struct gs_address address(const char *text)
{
    struct gs_address out = {0};
    assert_int_equal(gs_address_parse(text, &out), GS_OK);
    return out;
}

/* A socket that listens on loopback. Returns: its port. */
static uint16_t listen_somewhere(struct stage *stage)
{
    struct sockaddr_in at = {.sin_family = AF_INET,
                             .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t len = sizeof at;
    stage->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_true(stage->listener >= 0);
    assert_int_equal(bind(stage->listener, (struct sockaddr *)&at, len), 0);
    assert_int_equal(listen(stage->listener, 128), 0);
    assert_int_equal(getsockname(stage->listener, (struct sockaddr *)&at, &len), 0);
    return ntohs(at.sin_port);
}

static void make_detours(struct stage *stage, uint16_t port)
{
    const struct gs_endpoint here = {address("127.0.0.1"), port};
    stage->detours[0] =
        (struct gs_detour){.shown = {address("2001:db8::1"), 0}, .real = here};
    stage->detours[1] =
        (struct gs_detour){.shown = {address("192.0.2.1"), 0}, .real = here};
    stage->detours[2] =
        (struct gs_detour){.shown = {address("2001:db8::9"), 0}, .error = ECONNREFUSED};
    stage->detours[3] =
        (struct gs_detour){.shown = {address("64:ff9b::c000:201"), 0}, .real = here};
    stage->detours[4] = (struct gs_detour){.delay_ms = 0}; /* the others are silent */
    stage->list = (struct gs_detour_list){stage->detours, DETOURS, DETOURS};
}

static int set_up(void **state)
{
    struct stage *stage = gs_mem_new(1, sizeof *stage);
    struct gs_engine_settings *settings = gs_mem_new(1, sizeof *settings);
    assert_int_equal(uv_loop_init(&stage->loop), 0);
    assert_int_equal(uv_timer_init(&stage->loop, &stage->limit), 0);
    stage->limit.data = stage;
    uv_unref((uv_handle_t *)&stage->limit);
    stage->server = zone_server_start(&stage->loop, zone, COUNT_OF(zone));
    make_detours(stage, listen_somewhere(stage));
    settings->sink = sink;
    settings->sink_context = stage;
    settings->detours = &stage->list;
    settings->resolver.servers[0] = zone_server_endpoint(stage->server);
    settings->resolver.server_count = 1;
    settings->resolver.timeout_s = 1;
    settings->resolver.attempts = 1;
    settings->resolver.is_override = true;
    settings->resolver.is_demo = true; /* no search list */
    settings->race = gs_race_settings_default();
    settings->race.first_family = AF_INET6; /* however this machine sorts */
    settings->race.deadline_ms = 300;
    assert_int_equal(gs_engine_open(&stage->loop, settings, &stage->engine), GS_OK);
    free(settings);
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
    (void)close(stage->listener);
    free(stage);
    return 0;
}

static void compare_with(struct stage *stage, const char *hosts)
{
    struct gs_compare_choice *choice = gs_mem_new(1, sizeof *choice);
    struct gs_buf why = {0};
    assert_int_equal(gs_compare_parse(hosts, choice, &why), GS_OK);
    gs_engine_set_compared(stage->engine, choice);
    free(choice);
}

static void begin(struct stage *stage, const char *host, const char *service)
{
    struct gs_question *question = gs_mem_new(1, sizeof *question);
    question->hints.socktype = SOCK_STREAM;
    assert_int_equal(gs_question_set(question, host, service), GS_OK);
    gs_idn_complete(question);
    (void)gs_engine_ask(stage->engine, question, GS_PART_BIT(GS_PART_FAMILIES), NULL);
    (void)uv_timer_start(&stage->limit, limit_passed, LIMIT_MS, 0);
    free(question);
}

static const struct gs_families *ask(struct stage *stage, const char *host,
                                     const char *service)
{
    const struct gs_part_state *part = &stage->session.lookup.parts[GS_PART_FAMILIES];
    begin(stage, host, service);
    do {
        (void)uv_run(&stage->loop, UV_RUN_ONCE);
    } while ((part->progress != GS_PROGRESS_DONE || part->round == 0) && !stage->is_over);
    assert_false(stage->is_over);
    return stage->session.lookup.now.families;
}

static enum gs_connect_status status_of(const struct gs_family_row *row, size_t side)
{
    assert_int_equal(row->sides[side].connections.count, 1);
    return row->sides[side].connections.items[0].status;
}

static void both_families_are_asked_and_connected_to(void **state)
{
    struct stage *stage = *state;
    const struct gs_families *families = ask(stage, "own.test", NULL);
    assert_non_null(families);
    assert_true(families->is_complete);
    assert_int_equal(families->port, 443);
    assert_int_equal(families->rows.count, 1);
    const struct gs_family_row *row = &families->rows.items[0];
    assert_string_equal(row->host, "own.test");
    for (size_t side = 0; side < 2; side++) {
        assert_int_equal(row->sides[side].dns_outcome, GS_OUTCOME_ANSWERED);
        assert_true(row->sides[side].dns_us >= 0);
        assert_int_equal(row->sides[side].libc_outcome, GS_OUTCOME_ANSWERED);
        assert_true(row->sides[side].libc_us >= 0);
        assert_int_equal(status_of(row, side), GS_CONNECT_OPEN);
    }
    assert_int_equal(row->sides[1].pointer_outcome, GS_OUTCOME_ANSWERED);
    assert_string_equal(row->sides[1].pointer, "web.test");
    assert_int_equal(row->sides[0].pointer_outcome, GS_OUTCOME_NO_SUCH_NAME);
    assert_string_equal(row->sides[0].pointer, "");
    assert_int_equal(row->winner_family, AF_INET6);
    assert_true(row->won_us >= row->sides[0].dns_us);
    assert_int_equal(stage->ended, 1);
}

static void the_hosts_compared_follow_the_own_one_each_once(void **state)
{
    struct stage *stage = *state;
    compare_with(stage, "v4.test OWN.test refused.test masked.test nosuch.test");
    const struct gs_families *families = ask(stage, "own.test", NULL);
    assert_int_equal(families->rows.count, 5);
    const struct gs_family_row *rows = families->rows.items;
    assert_string_equal(rows[1].host, "v4.test");
    assert_int_equal(rows[1].sides[0].dns_outcome, GS_OUTCOME_NO_DATA);
    assert_int_equal(rows[1].sides[0].connections.count, 0);
    assert_int_equal(rows[1].winner_family, AF_INET);
    assert_int_equal(status_of(&rows[2], 0), GS_CONNECT_REFUSED);
    assert_int_equal(rows[2].winner_family, AF_INET);
    assert_int_equal(status_of(&rows[3], 0), GS_CONNECT_OPEN);
    assert_int_equal(rows[3].sides[0].synthetic_count, 1);
    assert_true(rows[3].sides[0].is_synthetic[0]);
    assert_int_equal(rows[4].sides[0].dns_outcome, GS_OUTCOME_NO_SUCH_NAME);
    assert_int_equal(rows[4].winner_family, 0);
    assert_int_equal(rows[4].won_us, -1);
    assert_int_equal(stage->ended, 1);
}

static void many_hosts_come_to_an_end_bounded(void **state)
{
    struct stage *stage = *state;
    struct gs_buf hosts = {0};
    for (int i = 0; i < GS_FAMILIES_HOSTS_MAX - 1; i++) {
        gs_buf_addf(&hosts, "nosuch%d.test ", i);
    }
    compare_with(stage, gs_buf_text(&hosts));
    gs_buf_fini(&hosts);
    int64_t begun_ns = (int64_t)uv_hrtime();
    const struct gs_families *families = ask(stage, "own.test", NULL);
    int64_t took_ms = ((int64_t)uv_hrtime() - begun_ns) / 1000000;
    assert_in_range(stage->told, 2, (size_t)(took_ms / PACE_MS) + 3);
    assert_int_equal(families->rows.count, GS_FAMILIES_HOSTS_MAX);
    for (size_t i = 0; i < families->rows.count; i++) {
        assert_true(families->rows.items[i].is_complete);
    }
}

static void an_address_is_connected_to_without_dns(void **state)
{
    struct stage *stage = *state;
    const struct gs_families *families = ask(stage, "192.0.2.1", NULL);
    const struct gs_family_row *row = &families->rows.items[0];
    assert_int_equal(row->sides[1].dns_outcome, GS_OUTCOME_NOT_ASKED);
    assert_int_equal(row->sides[1].dns_us, -1);
    assert_int_equal(status_of(row, 1), GS_CONNECT_OPEN);
    assert_int_equal(row->sides[0].libc_outcome, GS_OUTCOME_NOT_ASKED);
    assert_int_equal(row->sides[0].connections.count, 0);
    assert_int_equal(row->winner_family, AF_INET);
}

static void the_port_is_that_of_the_service(void **state)
{
    struct stage *stage = *state;
    assert_int_equal(ask(stage, "own.test", "8080")->port, 8080);
    assert_int_equal(ask(stage, "own.test", "http")->port, 80);
    const struct gs_families *unknown = ask(stage, "own.test", "no-such-service");
    assert_int_equal(unknown->port, 0);
    assert_int_equal(status_of(&unknown->rows.items[0], 1), GS_CONNECT_FAILED);
    assert_int_equal(unknown->rows.items[0].winner_family, 0);
}

static void without_a_host_the_others_are_asked(void **state)
{
    struct stage *stage = *state;
    const struct gs_families *nothing = ask(stage, NULL, "http");
    assert_true(nothing->is_complete);
    assert_int_equal(nothing->rows.count, 0);
    compare_with(stage, "v4.test");
    const struct gs_families *families = ask(stage, NULL, "http");
    assert_int_equal(families->rows.count, 1);
    assert_string_equal(families->rows.items[0].host, "v4.test");
}

static void rounds_are_kept_of_a_name_and_forgotten_with_it(void **state)
{
    struct stage *stage = *state;
    const struct gs_family_past_list *past = &stage->session.lookup.families_past;
    (void)ask(stage, "own.test", NULL);
    (void)ask(stage, "own.test", NULL);
    assert_int_equal(gs_family_past_find(past, "own.test")->rounds, 2);
    assert_int_equal(gs_family_past_find(past, "own.test")->sides[0].wins, 2);
    (void)ask(stage, "v4.test", NULL);
    assert_null(gs_family_past_find(past, "own.test"));
    assert_int_equal(gs_family_past_find(past, "v4.test")->rounds, 1);
}

static void stopping_leaves_what_came_and_keeps_no_round(void **state)
{
    struct stage *stage = *state;
    const struct gs_lookup *lookup = &stage->session.lookup;
    begin(stage, "silent.test", NULL);
    do {
        (void)uv_run(&stage->loop, UV_RUN_ONCE);
    } while (!stage->is_over &&
             (lookup->now.families == NULL ||
              lookup->now.families->rows.items[0].sides[1].connections.count == 0));
    gs_engine_cancel_all(stage->engine);
    while (!stage->is_over &&
           lookup->parts[GS_PART_FAMILIES].progress == GS_PROGRESS_WAITING) {
        (void)uv_run(&stage->loop, UV_RUN_ONCE);
    }
    assert_false(stage->is_over);
    assert_int_equal(lookup->parts[GS_PART_FAMILIES].progress, GS_PROGRESS_STOPPED);
    assert_int_equal(status_of(&lookup->now.families->rows.items[0], 1),
                     GS_CONNECT_STOPPED);
    assert_int_equal(lookup->families_past.count, 0);
    assert_int_equal(stage->ended, 0);
}

static void a_silent_host_ends_at_the_deadline(void **state)
{
    struct stage *stage = *state;
    const struct gs_families *families = ask(stage, "silent.test", NULL);
    assert_int_equal(status_of(&families->rows.items[0], 1), GS_CONNECT_SILENT);
    assert_int_equal(families->rows.items[0].winner_family, 0);
}

#define stage_test(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        stage_test(both_families_are_asked_and_connected_to),
        stage_test(the_hosts_compared_follow_the_own_one_each_once),
        stage_test(many_hosts_come_to_an_end_bounded),
        stage_test(an_address_is_connected_to_without_dns),
        stage_test(the_port_is_that_of_the_service),
        stage_test(without_a_host_the_others_are_asked),
        stage_test(rounds_are_kept_of_a_name_and_forgotten_with_it),
        stage_test(stopping_leaves_what_came_and_keeps_no_round),
        stage_test(a_silent_host_ends_at_the_deadline),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
