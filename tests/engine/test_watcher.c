/* SPDX-License-Identifier: MIT */
/* Watched hosts on a real loop, with real workers and a small name server on loopback. */
#include "support/check.h"
#include "support/faulty_server.h"
#include "support/zone_server.h"

#include "gaiscope/engine/watcher.h"
#include "gaiscope/model/record_type.h"
#include "gaiscope/model/session.h"
#include "gaiscope/rules/watch_list.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <netinet/in.h>
#include <sys/socket.h>

enum {
    LIMIT_MS = 20000, /* a test that hangs ends here, and fails */
};

/** What a test works with. */
struct stage {
    uv_loop_t loop;
    uv_timer_t limit;
    struct zone_record records[16]; /* what the server knows; a test may change them */
    struct zone_server *server;
    struct gs_engine *engine;
    struct gs_session session;
    size_t lists;            /* GS_EVENT_WATCH_LIST heard */
    size_t statuses;         /* GS_EVENT_WATCH_STATUS heard */
    int64_t status_us;       /* when the last one came */
    int64_t status_least_us; /* the shortest time between two */
    bool is_over;            /* the limit passed */
};

static void note_status(struct stage *stage, int64_t at_us)
{
    if (stage->statuses++ > 0 && at_us - stage->status_us < stage->status_least_us) {
        stage->status_least_us = at_us - stage->status_us;
    }
    stage->status_us = at_us;
}

static void sink(void *context, struct gs_event *event)
{
    struct stage *stage = context;
    stage->lists += event->type == GS_EVENT_WATCH_LIST ? 1 : 0;
    if (event->type == GS_EVENT_WATCH_STATUS) {
        const struct gs_watch_status *status = event->of.watch_status;
        assert_int_equal(status->sent,
                         status->answered + status->failed + status->pending);
        note_status(stage, event->at_us);
    }
    gs_session_apply(&stage->session, event);
}

static void limit_passed(uv_timer_t *timer)
{
    struct stage *stage = timer->data;
    stage->is_over = true;
}

static struct gs_resolver resolver_of(struct gs_endpoint server)
{
    return (struct gs_resolver){
        .servers[0] = server,
        .server_count = 1,
        .timeout_s = 1,
        .attempts = 1,
        .ndots = 1,
        .is_override = true,
        .is_demo = true, /* no search list */
    };
}

static void open_engine(struct stage *stage, struct gs_endpoint server)
{
    const struct gs_engine_settings settings = {
        .resolver = resolver_of(server), .sink = sink, .sink_context = stage};
    assert_int_equal(gs_engine_open(&stage->loop, &settings, &stage->engine), GS_OK);
}

static int set_up(void **state)
{
    static const struct zone_record records[] = {
        {"www.test", GS_TYPE_A, "192.0.2.1"},
        {"www.test", GS_TYPE_AAAA, "2001:db8::1"},
        {"four.test", GS_TYPE_A, "192.0.2.4"},
        {"mail.test", GS_TYPE_MX, "10 mx.test"},
        {"mail.test", GS_TYPE_A, "192.0.2.5"},
        {"1.2.0.192.in-addr.arpa", GS_TYPE_PTR, "www.test"},
    };
    struct stage *stage = gs_mem_new(1, sizeof *stage);
    assert_int_equal(uv_loop_init(&stage->loop), 0);
    assert_int_equal(uv_timer_init(&stage->loop, &stage->limit), 0);
    stage->limit.data = stage;
    uv_unref((uv_handle_t *)&stage->limit);
    for (size_t i = 0; i < COUNT_OF(stage->records); i++) {
        stage->records[i] = i < COUNT_OF(records)
                                ? records[i]
                                : (struct zone_record){"none.invalid", GS_TYPE_A, "::"};
    }
    stage->server =
        zone_server_start(&stage->loop, stage->records, COUNT_OF(stage->records));
    stage->status_least_us = INT64_MAX;
    open_engine(stage, zone_server_endpoint(stage->server));
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

static void run_until(struct stage *stage, bool (*is_done)(const struct stage *stage))
{
    (void)uv_timer_start(&stage->limit, limit_passed, LIMIT_MS, 0);
    while (!is_done(stage) && !stage->is_over) {
        (void)uv_run(&stage->loop, UV_RUN_ONCE);
    }
    (void)uv_timer_stop(&stage->limit);
    assert_true(is_done(stage));
}

static void watch(struct stage *stage, const char *text)
{
    struct gs_watch_reading reading = gs_watch_list_parse(text, strlen(text));
    assert_int_equal(reading.errors.count, 0);
    const struct gs_watch_wish wish = {.name = "hosts.txt", .watches = &reading.watches};
    assert_int_equal(gs_engine_watch(stage->engine, &wish), GS_OK);
    gs_watch_reading_fini(&reading);
}

static const struct gs_watched *host(const struct stage *stage, const char *name)
{
    const struct gs_watched_list *hosts = &stage->session.monitor.hosts;
    for (size_t i = 0; i < hosts->count; i++) {
        if (strcmp(hosts->items[i].watch.host, name) == 0) {
            return &hosts->items[i];
        }
    }
    return NULL;
}

static uint64_t least_rounds(const struct stage *stage)
{
    uint64_t least = UINT64_MAX;
    for (size_t i = 0; i < stage->session.monitor.hosts.count; i++) {
        uint64_t rounds = stage->session.monitor.hosts.items[i].rounds;
        least = rounds < least ? rounds : least;
    }
    return stage->session.monitor.hosts.count == 0 ? 0 : least;
}

static bool has_one_round(const struct stage *stage)
{
    return least_rounds(stage) >= 1;
}

static bool has_two_rounds(const struct stage *stage)
{
    return least_rounds(stage) >= 2;
}

static bool has_three_rounds(const struct stage *stage)
{
    return least_rounds(stage) >= 3;
}

static bool has_list(const struct stage *stage)
{
    return stage->lists > 0;
}

static const struct gs_watch_ids all = {0};

/* -- rounds ---------------------------------------------------------------------------- */

static void a_round_tells_sets_names_and_outcomes(void **state)
{
    struct stage *stage = *state;
    watch(stage, "www.test www\nfour.test\nmail.test mx\n192.0.2.1\nno.test\n");
    run_until(stage, has_one_round);
    const struct gs_watch_answer *www = host(stage, "www.test")->answer;
    assert_int_equal(www->outcome, GS_OUTCOME_ANSWERED);
    assert_int_equal(www->counts[0], 1);
    assert_int_equal(www->counts[1], 1);
    assert_null(www->canonical);
    assert_true(www->dns_us > 0);
    const struct gs_watch_answer *four = host(stage, "four.test")->answer;
    assert_int_equal(four->sides[0], GS_OUTCOME_NO_DATA);
    assert_int_equal(four->outcome, GS_OUTCOME_ANSWERED);
    const struct gs_watch_answer *mail = host(stage, "mail.test")->answer;
    assert_int_equal(mail->mx_outcome, GS_OUTCOME_ANSWERED);
    assert_string_equal(mail->exchanges.items[0], "10 mx.test");
    const struct gs_watch_answer *address = host(stage, "192.0.2.1")->answer;
    assert_int_equal(address->pointer_outcome, GS_OUTCOME_ANSWERED);
    assert_string_equal(address->pointers.items[0], "www.test");
    assert_int_equal(address->sides[0], GS_OUTCOME_NOT_ASKED);
    assert_int_equal(host(stage, "no.test")->answer->outcome, GS_OUTCOME_NO_SUCH_NAME);
    assert_int_equal(host(stage, "no.test")->state, GS_WATCH_NO_SUCH_NAME);
}

static void the_first_round_has_what_libc_says(void **state)
{
    struct stage *stage = *state;
    watch(stage, "www.test\nfour.test\n192.0.2.1\n");
    run_until(stage, has_one_round);
    const struct gs_watch_answer *www = host(stage, "www.test")->answer;
    assert_int_equal(www->libc_outcome, GS_OUTCOME_ANSWERED);
    assert_true(www->libc_us >= 0);
    assert_true(www->is_libc_same);
    assert_int_equal(www->source, GS_WATCH_SOURCE_DNS);
    assert_int_not_equal(www->libc_first.family, 0);
    assert_int_equal(host(stage, "192.0.2.1")->answer->libc_outcome,
                     GS_OUTCOME_NOT_ASKED);
}

static void a_change_reaches_the_journal(void **state)
{
    struct stage *stage = *state;
    watch(stage, "four.test\n");
    run_until(stage, has_one_round);
    stage->records[2].data = "192.0.2.44";
    gs_engine_watch_now(stage->engine, all);
    run_until(stage, has_two_rounds);
    const struct gs_journal *journal = &stage->session.monitor.journal;
    assert_int_equal(journal->count, 2);
    assert_int_equal(stage->session.monitor.changes[GS_WATCH_ADDRESS_ADDED], 1);
    assert_int_equal(stage->session.monitor.changes[GS_WATCH_ADDRESS_REMOVED], 1);
}

static void the_second_round_asks_libc_no_more(void **state)
{
    struct stage *stage = *state;
    watch(stage, "www.test\n");
    run_until(stage, has_one_round);
    gs_engine_watch_now(stage->engine, all);
    run_until(stage, has_two_rounds);
    assert_int_equal(host(stage, "www.test")->answer->libc_outcome, GS_OUTCOME_NOT_ASKED);
    assert_int_equal(host(stage, "www.test")->answer->mx_outcome, GS_OUTCOME_NOT_ASKED);
}

/* -- the list -------------------------------------------------------------------------- */

static void a_reload_keeps_who_is_in_both(void **state)
{
    struct stage *stage = *state;
    watch(stage, "www.test\nfour.test\n");
    run_until(stage, has_one_round);
    uint64_t id = host(stage, "four.test")->id;
    stage->lists = 0;
    watch(stage, "mail.test\nfour.test label x\n");
    run_until(stage, has_list);
    assert_null(host(stage, "www.test"));
    assert_int_equal(host(stage, "four.test")->id, id);
    assert_int_equal(host(stage, "four.test")->rounds, 1);
    assert_int_equal(host(stage, "four.test")->watch.labels.count, 1);
    run_until(stage, has_one_round);
    assert_int_equal(host(stage, "mail.test")->rounds, 1);
}

static void an_answer_for_a_host_that_went_is_dropped(void **state)
{
    struct stage *stage = *state;
    watch(stage, "www.test\n");
    watch(stage, "four.test\n");
    gs_engine_unwatch(stage->engine);
    watch(stage, "mail.test\n");
    run_until(stage, has_one_round);
    assert_int_equal(stage->session.monitor.hosts.count, 1);
    assert_int_equal(stage->session.monitor.rounds, 1);
}

static void closing_in_the_middle_of_a_round_is_clean(void **state)
{
    struct stage *stage = *state;
    watch(stage, "www.test\nfour.test\n");
    (void)uv_run(&stage->loop, UV_RUN_NOWAIT);
    gs_engine_close(stage->engine);
    stage->engine = NULL;
    for (int i = 0; i < 10; i++) {
        (void)uv_run(&stage->loop, UV_RUN_NOWAIT);
    }
    assert_int_equal(stage->session.monitor.rounds, 0);
}

/* -- what a person does ---------------------------------------------------------------- */

static bool is_paused(const struct stage *stage)
{
    return host(stage, "www.test")->is_paused;
}

static void a_paused_host_answers_to_now_alone(void **state)
{
    struct stage *stage = *state;
    watch(stage, "www.test every 1s\n");
    run_until(stage, has_one_round);
    uint64_t id = host(stage, "www.test")->id;
    gs_engine_watch_pause(stage->engine, (struct gs_watch_ids){&id, 1}, true);
    run_until(stage, is_paused);
    assert_true(host(stage, "www.test")->due_us == INT64_MAX);
    gs_engine_watch_now(stage->engine, all);
    run_until(stage, has_two_rounds);
    assert_true(host(stage, "www.test")->due_us == INT64_MAX);
}

static bool has_interval_of_a_minute(const struct stage *stage)
{
    return host(stage, "www.test")->interval_s == 60;
}

static bool has_interval_of_the_list(const struct stage *stage)
{
    return host(stage, "www.test")->interval_s == 30;
}

static void an_interval_is_told_and_taken_back(void **state)
{
    struct stage *stage = *state;
    watch(stage, "www.test\n");
    run_until(stage, has_one_round);
    uint64_t id = host(stage, "www.test")->id;
    gs_engine_watch_interval(stage->engine, (struct gs_watch_ids){&id, 1}, 60);
    run_until(stage, has_interval_of_a_minute);
    gs_engine_watch_interval(stage->engine, (struct gs_watch_ids){&id, 1}, 0);
    run_until(stage, has_interval_of_the_list);
}

/* -- servers --------------------------------------------------------------------------- */

static void other_servers_are_asked_at_once(void **state)
{
    struct stage *stage = *state;
    struct gs_resolver resolver = resolver_of(faulty_closed_endpoint());
    assert_int_equal(gs_engine_set_resolver(stage->engine, &resolver), GS_OK);
    watch(stage, "www.test every 1s\n");
    run_until(stage, has_one_round);
    const struct gs_watched *www = host(stage, "www.test");
    assert_int_equal(www->state, GS_WATCH_TRY_AGAIN);
    assert_int_equal(strncmp(www->answer->detail, "closed port at 127.0.0.1:", 25), 0);
    resolver = resolver_of(zone_server_endpoint(stage->server));
    assert_int_equal(gs_engine_set_resolver(stage->engine, &resolver), GS_OK);
    gs_engine_watch_now(stage->engine, all);
    run_until(stage, has_two_rounds);
    assert_int_equal(host(stage, "www.test")->answer->outcome, GS_OUTCOME_ANSWERED);
}

/* -- a server that says nothing --------------------------------------------------------- */

/** A socket that nobody reads. */
static struct gs_endpoint silent_endpoint(uv_udp_t *udp, uv_loop_t *loop)
{
    struct sockaddr_in at;
    int len = sizeof at;
    assert_int_equal(uv_udp_init(loop, udp), 0);
    assert_int_equal(uv_ip4_addr("127.0.0.1", 0, &at), 0);
    assert_int_equal(uv_udp_bind(udp, (const struct sockaddr *)&at, 0), 0);
    assert_int_equal(uv_udp_getsockname(udp, (struct sockaddr *)&at, &len), 0);
    return (struct gs_endpoint){
        .address = gs_address_from_bytes(AF_INET, (const uint8_t *)&at.sin_addr),
        .port = ntohs(at.sin_port),
    };
}

/** A clock that shows how long the loop was busy elsewhere. */
struct beat {
    uv_timer_t timer;
    uint64_t last_ns;
    uint64_t worst_ns;
    unsigned beats;
};

enum {
    BEAT_MS = 10,
    BEATS = 300,
    NS_IN_MS = 1000000,
};

static void beat(uv_timer_t *timer)
{
    struct beat *of = timer->data;
    uint64_t now_ns = uv_hrtime();
    uint64_t late_ns = now_ns - of->last_ns;
    of->worst_ns = late_ns > of->worst_ns ? late_ns : of->worst_ns;
    of->last_ns = now_ns;
    of->beats++;
}

static void watch_many(struct stage *stage, unsigned count, const char *rest)
{
    struct gs_buf list = {0};
    for (unsigned i = 0; i < count; i++) {
        gs_buf_addf(&list, "h%u.test%s\n", i, rest);
    }
    watch(stage, gs_buf_text(&list));
    gs_buf_fini(&list);
}

static void a_silent_server_leaves_the_loop_free(void **state)
{
    struct stage *stage = *state;
    uv_udp_t udp;
    struct beat of = {.last_ns = uv_hrtime()};
    struct gs_resolver resolver = resolver_of(silent_endpoint(&udp, &stage->loop));
    assert_int_equal(gs_engine_set_resolver(stage->engine, &resolver), GS_OK);
    watch_many(stage, 3000, "");
    of.last_ns = uv_hrtime();
    assert_int_equal(uv_timer_init(&stage->loop, &of.timer), 0);
    of.timer.data = &of;
    (void)uv_timer_start(&of.timer, beat, BEAT_MS, BEAT_MS);
    while (of.beats < BEATS) {
        (void)uv_run(&stage->loop, UV_RUN_ONCE);
    }
    assert_in_range(of.worst_ns / NS_IN_MS, BEAT_MS - 1, 500);
    assert_true(stage->session.monitor.status.pending > 0);
    assert_int_equal(stage->session.monitor.rounds, 0); /* nobody is given up in haste */
    uv_close((uv_handle_t *)&of.timer, NULL);
    uv_close((uv_handle_t *)&udp, NULL);
    (void)uv_run(&stage->loop, UV_RUN_NOWAIT);
}

static bool has_system_answer(const struct stage *stage)
{
    return stage->session.lookup.now.system != NULL;
}

static bool is_busy_with_many(const struct stage *stage)
{
    return stage->session.monitor.rounds >= 1000 &&
           stage->session.monitor.status.waiting > 0;
}

/* While libc's background lane and the mass are full. */
static void a_person_does_not_wait_behind_the_watching(void **state)
{
    struct stage *stage = *state;
    struct gs_question question = {.hints = {.socktype = SOCK_STREAM}, .is_exact = true};
    watch_many(stage, 3000, " every 1s");
    run_until(stage, is_busy_with_many);
    assert_int_equal(gs_question_set(&question, "www.test", NULL), GS_OK);
    uint64_t asked_ns = uv_hrtime();
    (void)gs_engine_ask(stage->engine, &question, GS_PART_BIT(GS_PART_SYSTEM), NULL);
    run_until(stage, has_system_answer);
    assert_int_equal(stage->session.lookup.now.system->outcome, GS_OUTCOME_ANSWERED);
    assert_in_range((uv_hrtime() - asked_ns) / NS_IN_MS, 0, 900);
}

static bool is_idle(const struct stage *stage)
{
    return stage->session.monitor.status.waiting == 0 &&
           stage->session.monitor.status.pending == 0;
}

static void stopping_questions_does_not_stop_the_watching(void **state)
{
    struct stage *stage = *state;
    watch(stage, "www.test every 1s\n");
    gs_engine_cancel_all(stage->engine);
    run_until(stage, has_three_rounds);
    assert_true(stage->status_least_us >= 250000);
    run_until(stage, is_idle);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_round_tells_sets_names_and_outcomes, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(the_first_round_has_what_libc_says, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_change_reaches_the_journal, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_second_round_asks_libc_no_more, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_reload_keeps_who_is_in_both, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_answer_for_a_host_that_went_is_dropped, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(closing_in_the_middle_of_a_round_is_clean, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_paused_host_answers_to_now_alone, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(an_interval_is_told_and_taken_back, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(other_servers_are_asked_at_once, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_silent_server_leaves_the_loop_free, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_person_does_not_wait_behind_the_watching,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(stopping_questions_does_not_stop_the_watching,
                                        set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
