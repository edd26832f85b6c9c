/* SPDX-License-Identifier: MIT */
/* The watching in a world with a clock of its own. */
#include "support/check.h"
#include "support/fake_watch.h"

#include "gaiscope/model/session.h"
#include "gaiscope/rules/watch_list.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sys/socket.h>

#define MS INT64_C(1000)
#define S  INT64_C(1000000)

/** What a name comes to. */
struct script {
    const char *name;
    struct fake_said dns[GS_WATCH_SLOTS];
    struct fake_said libc;
};

/** What a test works with. */
struct stage {
    struct fake_watch fake;
    struct gs_session session;
    bool is_dead;   /* nobody answers, after 10 s */
    bool is_closed; /* nobody listens, which is known at once */
    struct script
        scripts[4];          /* a test fills them; other names have no data, after 5 ms */
    size_t lists;            /* GS_EVENT_WATCH_LIST heard */
    size_t rounds;           /* GS_EVENT_WATCH_ROUND heard */
    uint64_t rounds_told;    /* laps, each one counted once */
    size_t statuses;         /* GS_EVENT_WATCH_STATUS heard */
    int64_t status_us;       /* when the last one came */
    int64_t status_least_us; /* the shortest time between two */
    int64_t round_us[64];    /* when each round came */
    struct gs_watch_status last; /* status */
};

static const struct script *script_of(const struct stage *stage, const char *name)
{
    for (size_t i = 0; i < COUNT_OF(stage->scripts); i++) {
        const char *known = stage->scripts[i].name;
        if (known != NULL && strcmp(known, name) == 0) {
            return &stage->scripts[i];
        }
    }
    return NULL;
}

static void say_dns(void *context, const char *name, enum gs_watch_slot slot,
                    struct fake_said *out)
{
    const struct stage *stage = context;
    const struct script *script = script_of(stage, name);
    out->after_us = 5 * MS;
    if (stage->is_dead) {
        *out = (struct fake_said){GS_OUTCOME_TIMED_OUT, .after_us = 10 * S};
        return;
    }
    if (stage->is_closed) {
        *out = (struct fake_said){GS_OUTCOME_REFUSED, .after_us = MS, .is_closed = true};
        return;
    }
    if (script != NULL) {
        *out = script->dns[slot];
    }
}

static void say_libc(void *context, const char *name, struct fake_said *out)
{
    const struct script *script = script_of(context, name);
    out->after_us = 6 * MS;
    if (script != NULL) {
        *out = script->libc;
    }
}

static void sink(void *context, struct gs_event *event)
{
    struct stage *stage = context;
    stage->lists += event->type == GS_EVENT_WATCH_LIST ? 1 : 0;
    if (event->type == GS_EVENT_WATCH_ROUND) {
        stage->round_us[stage->rounds++ % COUNT_OF(stage->round_us)] = event->at_us;
    }
    if (event->type == GS_EVENT_WATCH_STATUS) {
        int64_t since_us = event->at_us - stage->status_us;
        if (stage->statuses++ > 0 && since_us < stage->status_least_us) {
            stage->status_least_us = since_us;
        }
        stage->status_us = event->at_us;
        stage->rounds_told += event->of.watch_status->round > stage->rounds_told ? 1 : 0;
        stage->last = *event->of.watch_status;
        assert_int_equal(stage->last.sent,
                         stage->last.answered + stage->last.failed + stage->last.pending);
    }
    gs_session_apply(&stage->session, event);
}

static struct fake_said address_of(const char *text, int64_t after_us)
{
    struct fake_said said = {.outcome = GS_OUTCOME_ANSWERED, .after_us = after_us};
    assert_int_equal(gs_address_parse(text, &said.addresses[0]), GS_OK);
    return said;
}

static struct fake_said nothing(enum gs_outcome outcome, int64_t after_us)
{
    return (struct fake_said){.outcome = outcome, .after_us = after_us};
}

/* A name with an IPv4 address, after 5 ms; libc says the same after 6 ms. */
static struct script *script(struct stage *stage, size_t i, const char *name)
{
    struct script *of = &stage->scripts[i];
    of->name = name;
    of->dns[GS_WATCH_SLOT_AAAA] = nothing(GS_OUTCOME_NO_DATA, 4 * MS);
    of->dns[GS_WATCH_SLOT_A] = address_of("192.0.2.1", 5 * MS);
    of->dns[GS_WATCH_SLOT_PTR] = nothing(GS_OUTCOME_NO_SUCH_NAME, 5 * MS);
    of->dns[GS_WATCH_SLOT_MX] = nothing(GS_OUTCOME_NO_DATA, 3 * MS);
    of->libc = address_of("192.0.2.1", 6 * MS);
    return of;
}

static int set_up(void **state)
{
    struct stage *stage = gs_mem_new(1, sizeof *stage);
    stage->fake.dns = say_dns;
    stage->fake.libc = say_libc;
    stage->fake.sink = sink;
    stage->fake.context = stage;
    stage->status_least_us = INT64_MAX;
    fake_watch_open(&stage->fake);
    *state = stage;
    return 0;
}

static int tear_down(void **state)
{
    struct stage *stage = *state;
    fake_watch_close(&stage->fake);
    gs_session_fini(&stage->session);
    free(stage);
    return 0;
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

/* -- answers --------------------------------------------------------------------------- */

static void both_families_come_to_one_outcome(void **state)
{
    (void)state;

    static const struct {
        const char *label;
        enum gs_outcome v6;
        enum gs_outcome v4;
        enum gs_outcome outcome;
        bool has_detail;
    } cases[] = {
        {"one address is an answer", GS_OUTCOME_TIMED_OUT, GS_OUTCOME_ANSWERED,
         GS_OUTCOME_ANSWERED, true},
        {"neither family", GS_OUTCOME_NO_DATA, GS_OUTCOME_NO_DATA, GS_OUTCOME_NO_DATA,
         false},
        {"no such name", GS_OUTCOME_NO_SUCH_NAME, GS_OUTCOME_NO_SUCH_NAME,
         GS_OUTCOME_NO_SUCH_NAME, false},
        {"no data for one, no name for the other", GS_OUTCOME_NO_DATA,
         GS_OUTCOME_NO_SUCH_NAME, GS_OUTCOME_NO_SUCH_NAME, false},
        {"a failure beside no data", GS_OUTCOME_NO_DATA, GS_OUTCOME_SERVER_FAILURE,
         GS_OUTCOME_SERVER_FAILURE, true},
        {"a failure beside no name", GS_OUTCOME_TIMED_OUT, GS_OUTCOME_NO_SUCH_NAME,
         GS_OUTCOME_TIMED_OUT, true},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        check_case(cases[i].label);
        void *of = NULL;
        set_up(&of);
        struct stage *stage = of;
        struct script *www = script(stage, 0, "www.test");
        www->dns[GS_WATCH_SLOT_AAAA] = nothing(cases[i].v6, 4 * MS);
        www->libc = nothing(GS_OUTCOME_NO_SUCH_NAME, 4 * MS);
        if (cases[i].v4 != GS_OUTCOME_ANSWERED) {
            www->dns[GS_WATCH_SLOT_A] = nothing(cases[i].v4, 4 * MS);
        }
        fake_watch_list(&stage->fake, "www.test\n");
        fake_watch_run(&stage->fake, S);
        const struct gs_watch_answer *answer = host(stage, "www.test")->answer;
        assert_int_equal(answer->outcome, cases[i].outcome);
        assert_int_equal(answer->sides[0], cases[i].v6);
        assert_int_equal(answer->sides[1], cases[i].v4);
        assert_int_equal(answer->detail[0] != '\0', cases[i].has_detail);
        tear_down(&of);
    }
}

static void the_slower_family_is_the_time_of_dns(void **state)
{
    struct stage *stage = *state;
    struct script *www = script(stage, 0, "www.test");
    www->dns[GS_WATCH_SLOT_AAAA] = address_of("2001:db8::1", 40 * MS);
    www->dns[GS_WATCH_SLOT_AAAA].canonical = "CDN.test.";
    fake_watch_list(&stage->fake, "www.test\n");
    fake_watch_run(&stage->fake, S);
    const struct gs_watch_answer *answer = host(stage, "www.test")->answer;
    assert_int_equal(answer->dns_us, 40 * MS);
    assert_int_equal(answer->sides_us[0], 40 * MS);
    assert_int_equal(answer->sides_us[1], 5 * MS);
    assert_int_equal(answer->ttl_s, 60);
    assert_int_equal(answer->counts[0], 1);
    assert_int_equal(answer->counts[1], 1);
    assert_string_equal(answer->canonical, "cdn.test");
}

static void exchanges_are_asked_now_and_then_or_each_time(void **state)
{
    struct stage *stage = *state;
    struct script *www = script(stage, 0, "www.test");
    struct script *mail = script(stage, 1, "mail.test");
    www->dns[GS_WATCH_SLOT_MX] = mail->dns[GS_WATCH_SLOT_MX] =
        (struct fake_said){.outcome = GS_OUTCOME_ANSWERED, .names = {"10 MX.test."}};
    fake_watch_list(&stage->fake, "www.test every 10s\nmail.test every 10s mx\n");
    fake_watch_run(&stage->fake, S);
    assert_string_equal(host(stage, "www.test")->answer->exchanges.items[0],
                        "10 mx.test");
    fake_watch_run(&stage->fake, 20 * S);
    assert_int_equal(host(stage, "www.test")->answer->mx_outcome, GS_OUTCOME_NOT_ASKED);
    assert_int_equal(host(stage, "mail.test")->answer->mx_outcome, GS_OUTCOME_ANSWERED);
}

/* -- libc ------------------------------------------------------------------------------ */

static void libc_joins_the_round_when_it_is_quick(void **state)
{
    struct stage *stage = *state;
    script(stage, 0, "www.test")->libc.after_us = 300 * MS;
    fake_watch_list(&stage->fake, "www.test\n");
    fake_watch_run(&stage->fake, S);
    const struct gs_watch_answer *answer = host(stage, "www.test")->answer;
    assert_int_equal(answer->libc_outcome, GS_OUTCOME_ANSWERED);
    assert_int_equal(answer->libc_us, 300 * MS);
    assert_true(answer->is_libc_same);
    assert_int_equal(answer->source, GS_WATCH_SOURCE_DNS);
}

static void a_late_libc_joins_the_next_round(void **state)
{
    struct stage *stage = *state;
    script(stage, 0, "www.test")->libc.after_us = 4 * S;
    fake_watch_list(&stage->fake, "www.test every 10s\n");
    fake_watch_run(&stage->fake, 3 * S);
    const struct gs_watched *www = host(stage, "www.test");
    assert_int_equal(www->rounds, 1);
    assert_int_equal(www->answer->libc_outcome, GS_OUTCOME_NOT_ASKED);
    assert_in_range(stage->round_us[0] - 1000 * S, 500 * MS, 510 * MS);
    fake_watch_run(&stage->fake, 9 * S);
    assert_int_equal(www->rounds, 2);
    assert_int_equal(www->answer->libc_outcome, GS_OUTCOME_ANSWERED);
    assert_int_equal(www->answer->libc_us, 4 * S);
    assert_true(www->answer->is_libc_same);
}

static void a_dead_libc_holds_no_round(void **state)
{
    struct stage *stage = *state;
    static const char *const dead_names[] = {"h0.test", "h1.test", "h2.test", "h3.test"};
    struct gs_buf list = {0};
    for (size_t i = 0; i < COUNT_OF(dead_names); i++) {
        script(stage, i, dead_names[i])->libc.after_us = -1;
    }
    for (int i = 0; i < 60; i++) {
        gs_buf_addf(&list, "h%d.test every 5s\n", i);
    }
    fake_watch_list(&stage->fake, gs_buf_text(&list));
    gs_buf_fini(&list);
    fake_watch_run(&stage->fake, 3 * S);
    for (size_t i = 0; i < stage->session.monitor.hosts.count; i++) {
        assert_int_equal(stage->session.monitor.hosts.items[i].rounds, 1);
    }
    assert_int_equal(stage->fake.libc_most, GS_WATCH_LIBC_AT_ONCE);
    assert_int_equal(stage->fake.libc_now, 4); /* those that never end */
    fake_watch_run(&stage->fake, 40 * S);
    assert_int_equal(stage->fake.libc_dropped, 4);
    const struct gs_watched *dead = host(stage, "h0.test");
    assert_int_equal(dead->good->libc_outcome, GS_OUTCOME_TIMED_OUT);
    assert_in_range(dead->rounds, 8, 10);
}

/* Where libc has its answer from. */
static void the_source_is_told_from_hosts_file_and_dns(void **state)
{
    (void)state;

    static const struct {
        const char *label;
        enum gs_outcome dns;
        enum gs_outcome libc;
        bool is_in_hosts;
        enum gs_watch_source source;
        bool is_same;
    } cases[] = {
        {"DNS", GS_OUTCOME_ANSWERED, GS_OUTCOME_ANSWERED, false, GS_WATCH_SOURCE_DNS,
         true},
        {"the hosts file", GS_OUTCOME_ANSWERED, GS_OUTCOME_ANSWERED, true,
         GS_WATCH_SOURCE_HOSTS, true},
        {"the hosts file alone", GS_OUTCOME_NO_SUCH_NAME, GS_OUTCOME_ANSWERED, true,
         GS_WATCH_SOURCE_HOSTS, false},
        {"another source", GS_OUTCOME_NO_SUCH_NAME, GS_OUTCOME_ANSWERED, false,
         GS_WATCH_SOURCE_OTHER, false},
        {"not known while DNS fails", GS_OUTCOME_TIMED_OUT, GS_OUTCOME_ANSWERED, false,
         GS_WATCH_SOURCE_NONE, false},
        {"libc has none", GS_OUTCOME_ANSWERED, GS_OUTCOME_NO_SUCH_NAME, false,
         GS_WATCH_SOURCE_NONE, false},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        check_case(cases[i].label);
        void *of = NULL;
        set_up(&of);
        struct stage *stage = of;
        struct script *www = script(stage, 0, "www.test");
        if (cases[i].dns != GS_OUTCOME_ANSWERED) {
            www->dns[0] = www->dns[1] = nothing(cases[i].dns, 5 * MS);
        }
        if (cases[i].libc != GS_OUTCOME_ANSWERED) {
            www->libc = nothing(cases[i].libc, 5 * MS);
        }
        www->libc.is_in_hosts = cases[i].is_in_hosts;
        fake_watch_list(&stage->fake, "www.test\n");
        fake_watch_run(&stage->fake, S);
        const struct gs_watch_answer *answer = host(stage, "www.test")->answer;
        assert_int_equal(answer->source, cases[i].source);
        assert_int_equal(answer->is_libc_same, cases[i].is_same);
        tear_down(&of);
    }
}

static void a_name_of_the_hosts_file_is_there_in_each_round(void **state)
{
    (void)state;

    static const struct {
        const char *label;
        enum gs_outcome dns;
        bool is_in_hosts;
    } cases[] = {
        {"not in DNS", GS_OUTCOME_NO_SUCH_NAME, true},
        {"DNS has no address", GS_OUTCOME_NO_DATA, true},
        {"DNS is dead", GS_OUTCOME_SERVER_FAILURE, true},
        {"of another source, or of the search list", GS_OUTCOME_NO_SUCH_NAME, false},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        check_case(cases[i].label);
        void *of = NULL;
        set_up(&of);
        struct stage *stage = of;
        struct script *local = script(stage, 0, "local.test");
        local->dns[0] = local->dns[1] = nothing(cases[i].dns, 5 * MS);
        local->libc = address_of("127.0.0.1", MS);
        local->libc.is_in_hosts = cases[i].is_in_hosts;
        fake_watch_list(&stage->fake, "local.test every 10s\n");
        fake_watch_run(&stage->fake, 300 * S);
        const struct gs_watched *host_ = host(stage, "local.test");
        assert_in_range(host_->rounds, 29, 31);
        assert_int_equal(host_->ups, host_->rounds);
        assert_int_equal(host_->state, GS_WATCH_STEADY);
        assert_int_equal(stage->session.monitor.journal.count, 0);
        local->libc = nothing(GS_OUTCOME_NO_SUCH_NAME, MS); /* its line is taken out */
        fake_watch_run(&stage->fake, 120 * S);
        assert_int_equal(host_->answer->outcome, cases[i].dns);
        tear_down(&of);
    }
}

static void libc_is_left_alone_where_only_dns_is_wished(void **state)
{
    struct stage *stage = *state;
    gs_watch_core_set(stage->fake.core,
                      &(const struct gs_monitor_settings){.is_dns_only = true});
    fake_watch_list(&stage->fake, "www.test every 10s\n192.0.2.1\n");
    fake_watch_run(&stage->fake, 300 * S);
    assert_int_equal(stage->fake.libc_calls, 0);
}

/* -- rounds and room ------------------------------------------------------------------- */

static void hosts_wait_for_room_and_are_all_asked(void **state)
{
    struct stage *stage = *state;
    struct gs_buf list = {0};
    stage->fake.window = 2; /* less than the first round of a host needs */
    for (int i = 0; i < 100; i++) {
        gs_buf_addf(&list, "h%d.test\n", i);
    }
    fake_watch_list(&stage->fake, gs_buf_text(&list));
    gs_buf_fini(&list);
    fake_watch_run(&stage->fake, 300 * MS);
    assert_in_range(stage->last.waiting, 1, 100);
    fake_watch_run(&stage->fake, 10 * S);
    assert_int_equal(stage->rounds, 100);
    assert_int_equal(stage->last.waiting, 0);
    assert_int_equal(stage->last.pending, 0);
    assert_int_equal(stage->last.sent, 300);
    assert_int_equal(stage->last.round, 1);
}

static void a_silent_server_overtakes_no_round(void **state)
{
    struct stage *stage = *state;
    struct script *www = script(stage, 0, "www.test");
    www->dns[0] = www->dns[1] = nothing(GS_OUTCOME_TIMED_OUT, 10 * S);
    www->libc = nothing(GS_OUTCOME_TRY_AGAIN, 10 * S);
    fake_watch_list(&stage->fake, "www.test every 1s\n");
    fake_watch_run(&stage->fake, 9 * S);
    assert_int_equal(stage->rounds, 0);
    assert_int_equal(stage->last.waiting, 1);
    fake_watch_run(&stage->fake, 3 * S);
    const struct gs_watched *dead = host(stage, "www.test");
    assert_int_equal(dead->rounds, 1);
    assert_int_equal(dead->state, GS_WATCH_TRY_AGAIN);
    assert_string_equal(dead->answer->detail, "no reply from 192.0.2.53");
    assert_true(dead->answer->dns_us == -1);
    assert_int_equal(stage->last.catch_ups, 0);
}

static void a_server_that_comes_back_ends_the_back_off(void **state)
{
    struct stage *stage = *state;
    struct script *www = script(stage, 0, "www.test");
    www->dns[0] = www->dns[1] = nothing(GS_OUTCOME_SERVER_FAILURE, 5 * MS);
    fake_watch_list(&stage->fake, "www.test every 10s\n");
    fake_watch_run(&stage->fake, 75 * S); /* at 0, 10, 30, 70; the next one at 150 */
    const struct gs_watched *host_ = host(stage, "www.test");
    assert_int_equal(host_->rounds, 4);
    assert_int_equal(host_->interval_s, 80);
    script(stage, 0, "www.test");
    gs_watch_core_now(stage->fake.core, (struct gs_watch_ids){0});
    fake_watch_run(&stage->fake, S);
    assert_int_equal(host_->rounds, 5);
    assert_int_equal(host_->interval_s, 10);
    assert_int_equal(host_->answer->outcome, GS_OUTCOME_ANSWERED);
    assert_true(host_->due_us - stage->fake.now_us < 11 * S);
}

static void silence_is_waited_for_shorter_while_many_wait(void **state)
{
    struct stage *stage = *state;
    struct gs_buf list = {0};
    stage->is_dead = true;
    for (int i = 0; i < 300; i++) {
        gs_buf_addf(&list, "h%d.test every 30s\n", i);
    }
    fake_watch_list(&stage->fake, gs_buf_text(&list));
    gs_buf_fini(&list);
    fake_watch_run(&stage->fake, 9 * S);
    assert_int_equal(stage->fake.patience_ms, 0);
    fake_watch_run(&stage->fake, 5 * S);
    assert_int_equal(stage->fake.patience_ms, 2000);
    stage->is_dead = false;
    fake_watch_run(&stage->fake, 15 * S);
    assert_int_equal(stage->fake.patience_ms, 10000);
}

static void a_silence_lasts_from_its_first_question(void **state)
{
    struct stage *stage = *state;
    (void)script(stage, 0, "www.test");
    fake_watch_list(&stage->fake, "www.test every 20s\n");
    fake_watch_run(&stage->fake, S);
    stage->is_dead = true; /* it is known after 10 s of patience */
    fake_watch_run(&stage->fake, 32 * S);
    stage->is_dead = false;
    fake_watch_run(&stage->fake, 20 * S);
    const struct gs_journal *journal = &stage->session.monitor.journal;
    assert_int_equal(journal->count, 2);
    const struct gs_watch_change *ended = &gs_journal_at(journal, 0)->change;
    assert_int_equal(ended->type, GS_WATCH_FAILURE_ENDED);
    assert_true(strncmp(ended->remark, "after ", 6) == 0);
    assert_in_range(strtol(ended->remark + 6, NULL, 10), 18, 22); /* with the jitter */
}

static void a_short_list_is_patient_with_silence(void **state)
{
    struct stage *stage = *state;
    stage->is_dead = true;
    fake_watch_list(&stage->fake, "a.test every 1s\nb.test every 1s\n");
    fake_watch_run(&stage->fake, 1000 * S);
    assert_in_range(stage->rounds, 100, 250); /* 200 to 500 questions without an answer */
    assert_int_equal(stage->fake.patience_ms, 10000);
}

static void check_silence_that_ends(struct stage *stage)
{
    fake_watch_list(&stage->fake, "a.test every 100s\nb.test every 100s\n"
                                  "paused.test every 100s\nquick.test every 10s\n");
    fake_watch_run(&stage->fake, 500 * S);
    uint64_t paused = host(stage, "paused.test")->id;
    gs_watch_core_pause(stage->fake.core, (struct gs_watch_ids){&paused, 1}, true);
    uint64_t rounds = host(stage, "paused.test")->rounds;
    stage->is_dead = stage->is_closed = false;
    fake_watch_run(&stage->fake, 95 * S); /* quick.test is asked each 80 s now */
    assert_int_equal(host(stage, "a.test")->answer->outcome, GS_OUTCOME_NO_DATA);
    assert_int_equal(host(stage, "b.test")->answer->outcome, GS_OUTCOME_NO_DATA);
    assert_int_equal(host(stage, "paused.test")->rounds, rounds);
}

static void when_silence_ends_all_who_met_it_are_asked(void **state)
{
    struct stage *stage = *state;
    stage->is_dead = true;
    check_silence_that_ends(stage);
}

static void a_port_that_opens_ends_the_silence_too(void **state)
{
    struct stage *stage = *state;
    stage->is_closed = true;
    check_silence_that_ends(stage);
}

static void after_a_sleep_each_host_is_asked_once(void **state)
{
    struct stage *stage = *state;
    fake_watch_list(&stage->fake,
                    "a.test every 10s\nb.test every 10s\nc.test every 1h\n");
    fake_watch_run(&stage->fake, 5 * S);
    assert_int_equal(stage->rounds, 3);
    stage->fake.slept_us = 3600 * S;
    fake_watch_run(&stage->fake, 6 * S);
    assert_in_range(stage->rounds, 6, 8); /* one each, then perhaps the next in time */
    fake_watch_run(&stage->fake, 4 * S);
    assert_in_range(stage->rounds, 6, 8);
    assert_in_range(stage->last.catch_ups, 2 * 358, 2 * 361);
    const struct gs_watched *a = host(stage, "a.test");
    assert_in_range(a->due_us, stage->fake.now_us, stage->fake.now_us + 11 * S);
}

static void ttls_are_respected_on_wish(void **state)
{
    struct stage *stage = *state;
    gs_watch_core_set(stage->fake.core, &(const struct gs_monitor_settings){
                                            .interval_s = 10, .respects_ttl = true});
    (void)script(stage, 0, "www.test"); /* 60 s */
    fake_watch_list(&stage->fake, "www.test\n");
    fake_watch_run(&stage->fake, 59 * S);
    assert_int_equal(stage->rounds, 1);
    fake_watch_run(&stage->fake, 3 * S);
    assert_int_equal(stage->rounds, 2);
}

/* -- the list -------------------------------------------------------------------------- */

static void a_long_list_is_spread_and_a_short_one_is_not(void **state)
{
    struct stage *stage = *state;
    struct gs_buf list = {0};
    for (int i = 0; i < 2000; i++) {
        gs_buf_addf(&list, "h%d.test\n", i);
    }
    fake_watch_list(&stage->fake, "a.test\nb.test\n");
    fake_watch_run(&stage->fake, 20 * MS);
    assert_int_equal(stage->rounds, 2);
    fake_watch_list(&stage->fake, gs_buf_text(&list));
    gs_buf_fini(&list);
    fake_watch_run(&stage->fake, S);
    assert_in_range(stage->rounds, 900, 1100);
    fake_watch_run(&stage->fake, S + S / 2);
    assert_int_equal(stage->rounds, 2002);
}

static void a_reload_in_the_middle_of_a_round_keeps_it(void **state)
{
    struct stage *stage = *state;
    (void)script(stage, 0, "keep.test");
    fake_watch_list(&stage->fake, "keep.test\ngone.test\n");
    fake_watch_run(&stage->fake, 2 * MS);
    uint64_t id = host(stage, "keep.test")->id;
    fake_watch_list(&stage->fake,
                    "new.test every 60s\nkeep.test every 60s expect ipv6\n");
    assert_int_equal(stage->lists, 2);
    fake_watch_run(&stage->fake, S);
    assert_int_equal(stage->rounds, 2);
    assert_int_equal(host(stage, "keep.test")->id, id);
    assert_int_equal(host(stage, "keep.test")->interval_s, 60);
    assert_int_equal(host(stage, "keep.test")->state, GS_WATCH_UNEXPECTED);
    assert_null(host(stage, "gone.test"));
    assert_true(host(stage, "new.test")->id > id);
    assert_int_equal(stage->fake.sent, 9);
    assert_int_equal(stage->last.waiting, 0);
}

static void who_comes_back_soon_is_who_it_was(void **state)
{
    struct stage *stage = *state;
    struct script *www = script(stage, 0, "www.test");
    fake_watch_list(&stage->fake, "a.test\nwww.test\n");
    fake_watch_run(&stage->fake, 100 * S);
    uint64_t id = host(stage, "www.test")->id;
    uint64_t rounds = host(stage, "www.test")->rounds;
    fake_watch_list(&stage->fake, "a.test\n"); /* the file was half written */
    assert_null(host(stage, "www.test"));
    fake_watch_run(&stage->fake, 1000 * S);
    www->dns[GS_WATCH_SLOT_A] = address_of("192.0.2.9", 5 * MS);
    fake_watch_list(&stage->fake, "a.test\nwww.test every 60s\n");
    const struct gs_watched *back = host(stage, "www.test");
    assert_int_equal(back->id, id);
    assert_int_equal(back->rounds, rounds);
    assert_int_equal(back->interval_s, 60);
    fake_watch_run(&stage->fake, S);
    assert_int_equal(back->rounds, rounds + 1);
    assert_int_equal(stage->session.monitor.changes[GS_WATCH_ADDRESS_ADDED], 1);
    assert_int_equal(stage->session.monitor.gone.count, 0);
    fake_watch_list(&stage->fake, "a.test\n");
    fake_watch_run(&stage->fake, 4000 * S);
    fake_watch_list(&stage->fake, "www.test\n"); /* the hour is over */
    assert_true(host(stage, "www.test")->id > id);
    assert_int_equal(host(stage, "www.test")->rounds, 0);
}

static void another_expectation_begins_anew(void **state)
{
    struct stage *stage = *state;
    (void)script(stage, 0, "www.test");
    fake_watch_list(&stage->fake, "www.test expect ipv6\n");
    fake_watch_run(&stage->fake, S);
    assert_int_equal(host(stage, "www.test")->state, GS_WATCH_UNEXPECTED);
    fake_watch_list(&stage->fake, "www.test expect ipv4\n");
    gs_watch_core_now(stage->fake.core, (struct gs_watch_ids){0});
    fake_watch_run(&stage->fake, S);
    const struct gs_monitor *monitor = &stage->session.monitor;
    assert_int_equal(host(stage, "www.test")->trend.failing, 0);
    assert_int_equal(monitor->changes[GS_WATCH_EXPECTATION_HELD], 0);
}

/* Takes over what a session knew of its hosts, as a state file has it. */
static void watch_again(struct stage *stage, const struct gs_monitor *before,
                        const char *name, bool asks_at_once)
{
    struct gs_watch watch = {.host = gs_mem_copy_text(name)};
    struct gs_watch other = {.host = gs_mem_copy_text("other.test")};
    struct gs_watch_list watches = {0};
    gs_vec_push(&watches, watch);
    gs_vec_push(&watches, other);
    const struct gs_watch_wish wish = {.name = "hosts.txt",
                                       .watches = &watches,
                                       .saved = &before->hosts,
                                       .interval_s = before->status.wished_s,
                                       .is_paused = before->status.is_paused,
                                       .asks_at_once = asks_at_once};
    gs_watch_core_watch(stage->fake.core, &wish);
    gs_watch_list_clear(&watches);
}

static void a_saved_state_goes_on_where_it_was(void **state)
{
    struct stage *stage = *state;
    void *of = NULL;
    set_up(&of);
    struct stage *before = of;
    (void)script(before, 0, "www.test");
    fake_watch_list(&before->fake, "a.test\nb.test\nwww.test\n");
    fake_watch_run(&before->fake, S);
    uint64_t id = host(before, "www.test")->id;
    assert_int_equal(id, 3);
    script(stage, 0, "www.test")->dns[GS_WATCH_SLOT_A] = address_of("192.0.2.9", MS);
    watch_again(stage, &before->session.monitor, "www.test", true);
    assert_int_equal(host(stage, "www.test")->id, id);
    assert_int_equal(host(stage, "www.test")->rounds, 1);
    assert_true(host(stage, "other.test")->id > id);
    fake_watch_run(&stage->fake, S);
    assert_int_equal(host(stage, "www.test")->rounds, 2);
    assert_int_equal(stage->session.monitor.changes[GS_WATCH_ADDRESS_ADDED], 1);
    tear_down(&of);
}

static void a_restart_asks_nobody_sooner_than_without_it(void **state)
{
    struct stage *stage = *state;
    void *of = NULL;
    set_up(&of);
    struct stage *before = of;
    (void)script(before, 0, "www.test");
    fake_watch_list(&before->fake, "www.test\n");
    fake_watch_run(&before->fake, S);
    (void)script(stage, 0, "www.test");
    stage->fake.now_us += 10 * S; /* so long nobody watched */
    watch_again(stage, &before->session.monitor, "www.test", false);
    int64_t left_us = host(stage, "www.test")->due_us - stage->fake.now_us;
    assert_in_range(left_us, 18 * S, 21 * S);
    fake_watch_run(&stage->fake, 15 * S);
    assert_int_equal(host(stage, "www.test")->rounds, 1);
    assert_int_equal(host(stage, "other.test")->rounds, 1); /* nobody knew it */
    assert_int_equal(stage->last.waiting, 0);
    fake_watch_run(&stage->fake, 7 * S);
    assert_int_equal(host(stage, "www.test")->rounds, 2);
    assert_int_equal(host(stage, "www.test")->earlier_rounds, 1);
    tear_down(&of);
}

static void who_failed_before_a_restart_is_asked_at_once(void **state)
{
    struct stage *stage = *state;
    void *of = NULL;
    set_up(&of);
    struct stage *before = of;
    struct script *www = script(before, 0, "www.test");
    www->dns[0] = www->dns[1] = nothing(GS_OUTCOME_SERVER_FAILURE, MS);
    fake_watch_list(&before->fake, "www.test\n");
    fake_watch_run(&before->fake, S);
    assert_int_equal(host(before, "www.test")->state, GS_WATCH_TRY_AGAIN);
    (void)script(stage, 0, "www.test");
    stage->fake.now_us += 10 * S;
    watch_again(stage, &before->session.monitor, "www.test", false);
    fake_watch_run(&stage->fake, S);
    assert_int_equal(stage->session.monitor.changes[GS_WATCH_FAILURE_ENDED], 1);
    tear_down(&of);
}

static void what_a_person_set_outlives_a_restart(void **state)
{
    struct stage *stage = *state;
    const struct gs_watch_ids all = {0};
    void *of = NULL;
    set_up(&of);
    struct stage *before = of;
    fake_watch_list(&before->fake, "a.test\nb.test\n");
    fake_watch_run(&before->fake, S);
    uint64_t a = host(before, "a.test")->id;
    gs_watch_core_interval(before->fake.core, all, 60);
    gs_watch_core_interval(before->fake.core, (struct gs_watch_ids){&a, 1}, 120);
    gs_watch_core_pause(before->fake.core, (struct gs_watch_ids){&a, 1}, true);
    gs_watch_core_pause(before->fake.core, all, true);
    fake_watch_run(&before->fake, S);
    assert_int_equal(before->last.wished_s, 60);
    watch_again(stage, &before->session.monitor, "a.test", false);
    fake_watch_run(&stage->fake, 600 * S);
    assert_true(stage->last.is_paused);
    assert_int_equal(stage->rounds, 0);
    assert_int_equal(stage->last.interval_s, 60);
    assert_int_equal(host(stage, "other.test")->interval_s, 60);
    assert_int_equal(host(stage, "a.test")->interval_s, 120);
    assert_int_equal(host(stage, "a.test")->wished_s, 120);
    assert_true(host(stage, "a.test")->is_paused);
    gs_watch_core_pause(stage->fake.core, all, false);
    fake_watch_run(&stage->fake, S);
    assert_int_equal(stage->rounds, 1); /* a has its own pause */
    a = host(stage, "a.test")->id;
    gs_watch_core_interval(stage->fake.core, all, 0);
    gs_watch_core_interval(stage->fake.core, (struct gs_watch_ids){&a, 1}, 0);
    fake_watch_run(&stage->fake, S);
    assert_int_equal(stage->last.wished_s, 0);
    assert_int_equal(host(stage, "a.test")->wished_s, 0);
    assert_int_equal(host(stage, "a.test")->interval_s, 30);
    tear_down(&of);
}

/* What a run of another list left: www.test fell silent and came back. */
static struct stage *run_of_other_list(void)
{
    void *of = NULL;
    set_up(&of);
    struct stage *other = of;
    struct script *www = script(other, 0, "www.test");
    fake_watch_list(&other->fake, "mail.test\nwww.test\nonly.test\n");
    fake_watch_run(&other->fake, S);
    www->dns[GS_WATCH_SLOT_A] = address_of("192.0.2.9", 5 * MS);
    fake_watch_run(&other->fake, 40 * S);
    assert_int_equal(other->session.monitor.journal.count, 2);
    assert_int_equal(gs_journal_at(&other->session.monitor.journal, 0)->host_id, 2);
    return other;
}

static struct gs_journal_entry_list entries_of(const struct gs_journal *journal)
{
    struct gs_journal_entry_list entries = {0};
    for (size_t i = journal->count; i > 0; i--) {
        gs_vec_push(&entries, journal->places[i - 1]); /* none moved */
    }
    return entries;
}

static void another_list_brings_its_own_journal(void **state)
{
    struct stage *stage = *state;
    struct stage *other = run_of_other_list();
    struct script *a = script(stage, 0, "a.test");
    fake_watch_list(&stage->fake, "a.test\nshared.test\nmail.test\n");
    fake_watch_run(&stage->fake, S);
    a->dns[GS_WATCH_SLOT_A] = address_of("192.0.2.9", 5 * MS);
    fake_watch_run(&stage->fake, 40 * S);
    assert_int_equal(stage->session.monitor.journal.count, 2);
    uint64_t mail = host(stage, "mail.test")->id;
    const struct gs_watched_list *hosts = &other->session.monitor.hosts;
    struct gs_journal_entry_list entries = entries_of(&other->session.monitor.journal);
    struct gs_watch_reading reading = gs_watch_list_parse("mail.test\nwww.test\n", 19);
    gs_watch_core_watch(stage->fake.core,
                        &(const struct gs_watch_wish){.name = "b.txt",
                                                      .watches = &reading.watches,
                                                      .saved = hosts,
                                                      .journal = &entries,
                                                      .is_other = true});
    gs_watch_reading_fini(&reading);
    gs_vec_fini(&entries);
    const struct gs_monitor *monitor = &stage->session.monitor;
    assert_int_equal(monitor->journal.count, 2);
    assert_int_equal(host(stage, "mail.test")->id, mail); /* it was watched already */
    assert_true(host(stage, "www.test")->id > 3);         /* 2 was given to another one */
    assert_int_equal(gs_journal_at(&monitor->journal, 0)->host_id,
                     host(stage, "www.test")->id);
    assert_string_equal(gs_journal_at(&monitor->journal, 0)->host, "www.test");
    void *of = other;
    tear_down(&of);
}

static void a_line_that_comes_twice_is_one_host(void **state)
{
    struct stage *stage = *state;
    char a[] = "a.test";
    char b[] = "b.test";
    struct gs_watch lines[] = {
        {.host = a, .interval_s = 7}, {.host = b}, {.host = a, .interval_s = 9}};
    const struct gs_watch_list watches = {.items = lines, .count = COUNT_OF(lines)};
    gs_watch_core_watch(stage->fake.core,
                        &(const struct gs_watch_wish){.watches = &watches});
    assert_int_equal(stage->session.monitor.hosts.count, 2);
    assert_int_equal(host(stage, "a.test")->interval_s, 7);
    gs_watch_core_watch(stage->fake.core,
                        &(const struct gs_watch_wish){.watches = &watches});
    assert_int_equal(stage->session.monitor.hosts.count, 2);
    assert_int_equal(host(stage, "a.test")->interval_s, 7);
}

static void other_servers_begin_rounds_anew(void **state)
{
    struct stage *stage = *state;
    struct script *www = script(stage, 0, "www.test");
    www->dns[0] = www->dns[1] = nothing(GS_OUTCOME_TIMED_OUT, -1);
    www->libc.after_us = -1;
    fake_watch_list(&stage->fake, "www.test\n");
    fake_watch_run(&stage->fake, 5 * S);
    assert_int_equal(stage->rounds, 0);
    (void)script(stage, 0, "www.test");
    fake_watch_forget(&stage->fake);
    gs_watch_core_restart(stage->fake.core);
    fake_watch_run(&stage->fake, 100 * MS);
    assert_int_equal(stage->rounds, 1);
    assert_int_equal(host(stage, "www.test")->answer->libc_outcome, GS_OUTCOME_ANSWERED);
    assert_int_equal(stage->fake.libc_dropped, 1);
}

/* -- what a person does ---------------------------------------------------------------- */

static void a_paused_monitor_asks_nobody_and_goes_on(void **state)
{
    struct stage *stage = *state;
    const struct gs_watch_ids all = {0};
    fake_watch_list(&stage->fake, "a.test every 10s\nb.test every 10s\n");
    fake_watch_run(&stage->fake, S);
    uint64_t b = host(stage, "b.test")->id;
    gs_watch_core_pause(stage->fake.core, (struct gs_watch_ids){&b, 1}, true);
    gs_watch_core_pause(stage->fake.core, all, true);
    fake_watch_run(&stage->fake, 600 * S);
    assert_int_equal(stage->rounds, 2);
    assert_true(stage->last.is_paused);
    assert_false(host(stage, "a.test")->is_paused);
    assert_true(host(stage, "a.test")->due_us == INT64_MAX);
    gs_watch_core_pause(stage->fake.core, all, false);
    fake_watch_run(&stage->fake, S);
    assert_int_equal(stage->rounds, 3); /* b has its own pause */
    assert_true(host(stage, "b.test")->is_paused);
    assert_int_equal(stage->last.catch_ups, 0);
}

static void watch_many(struct stage *stage, int count, const char *rest)
{
    struct gs_buf list = {0};
    for (int i = 0; i < count; i++) {
        gs_buf_addf(&list, "h%d.test%s\n", i, rest);
    }
    fake_watch_list(&stage->fake, gs_buf_text(&list));
    gs_buf_fini(&list);
}

static void hosts_of_a_short_list_share_their_turns(void **state)
{
    struct stage *stage = *state;
    gs_watch_core_set(stage->fake.core,
                      &(const struct gs_monitor_settings){.interval_s = 10});
    watch_many(stage, 100, "");
    fake_watch_run(&stage->fake, 150 * MS); /* the first rounds wait for nobody */
    assert_int_equal(stage->rounds, 100);
    fake_watch_run(&stage->fake, 20 * S);
    int rounds = (int)stage->rounds;
    uint64_t turns = stage->fake.turns;
    fake_watch_run(&stage->fake, 100 * S);
    assert_in_range(stage->rounds - rounds, 980, 1020);
    assert_in_range(stage->fake.turns - turns, 20, 600);
}

static void who_waits_for_room_is_not_asked_while_paused(void **state)
{
    struct stage *stage = *state;
    const struct gs_watch_ids all = {0};
    stage->fake.window = 6;
    watch_many(stage, 100, "");
    fake_watch_run(&stage->fake, 110 * MS);
    assert_in_range(stage->fake.sent, 30, 150);
    gs_watch_core_pause(stage->fake.core, all, true);
    uint64_t sent = stage->fake.sent;
    fake_watch_run(&stage->fake, 100 * S);
    assert_int_equal(stage->fake.sent, sent);
    assert_int_equal(stage->last.waiting, 0);
    assert_int_equal(stage->rounds, sent / 3);
    gs_watch_core_pause(stage->fake.core, all, false);
    fake_watch_run(&stage->fake, 10 * S);
    for (size_t i = 0; i < stage->session.monitor.hosts.count; i++) {
        assert_in_range(stage->session.monitor.hosts.items[i].rounds, 1, 2);
    }
    assert_int_equal(stage->last.waiting, 0);
    assert_in_range(stage->last.round, 1, 2);
}

static void a_host_that_waits_for_room_can_be_paused_and_wished_for(void **state)
{
    struct stage *stage = *state;
    stage->fake.window = 2;
    watch_many(stage, 3, "");
    fake_watch_run(&stage->fake, 4 * MS); /* all are due, and one is asked */
    assert_int_equal(stage->fake.sent, 3);
    const struct gs_watched_list *hosts = &stage->session.monitor.hosts;
    const struct gs_watched *last = &hosts->items[0];
    while (gs_watch_core_find(stage->fake.core, last->id)->run != NULL) {
        last++;
    }
    uint64_t id = last->id;
    gs_watch_core_pause(stage->fake.core, (struct gs_watch_ids){&id, 1}, true);
    fake_watch_run(&stage->fake, S);
    assert_int_equal(stage->fake.sent, 6);
    assert_int_equal(stage->last.waiting, 0);
    gs_watch_core_now(stage->fake.core, (struct gs_watch_ids){&id, 1});
    fake_watch_run(&stage->fake, S);
    assert_int_equal(stage->fake.sent, 9);
    assert_int_equal(last->rounds, 1);
}

static void say_libc_slowly(void *context, const char *name, struct fake_said *out)
{
    (void)context;
    (void)name;
    *out = nothing(GS_OUTCOME_NO_DATA, S);
}

static void libc_is_asked_of_nobody_while_paused(void **state)
{
    struct stage *stage = *state;
    const struct gs_watch_ids all = {0};
    stage->fake.libc = say_libc_slowly;
    watch_many(stage, 60, "");
    fake_watch_run(&stage->fake, 2 * S);
    gs_watch_core_pause(stage->fake.core, all, true);
    uint64_t calls = stage->fake.libc_calls;
    fake_watch_run(&stage->fake, 10 * S);
    assert_int_equal(stage->fake.libc_calls, calls);
    assert_int_equal(calls, 2 * GS_WATCH_LIBC_AT_ONCE);
    gs_watch_core_pause(stage->fake.core, all, false);
    fake_watch_run(&stage->fake, 80 * S); /* late, it joins the next round */
    for (size_t i = 0; i < stage->session.monitor.hosts.count; i++) {
        const struct gs_watched *each = &stage->session.monitor.hosts.items[i];
        const struct gs_watch_answer *known =
            each->good != NULL ? each->good : each->answer;
        assert_int_not_equal(known->libc_outcome, GS_OUTCOME_NOT_ASKED);
    }
}

static void an_interval_of_all_leaves_lines_with_their_own(void **state)
{
    struct stage *stage = *state;
    const struct gs_watch_ids all = {0};
    fake_watch_list(&stage->fake, "a.test\nb.test every 300s\n");
    fake_watch_run(&stage->fake, S);
    uint64_t b = host(stage, "b.test")->id;
    gs_watch_core_interval(stage->fake.core, all, 5);
    assert_int_equal(host(stage, "a.test")->interval_s, 5);
    assert_int_equal(host(stage, "b.test")->interval_s, 300);
    gs_watch_core_interval(stage->fake.core, (struct gs_watch_ids){&b, 1}, 7);
    assert_int_equal(host(stage, "b.test")->interval_s, 7);
    gs_watch_core_interval(stage->fake.core, (struct gs_watch_ids){&b, 1}, 0);
    gs_watch_core_interval(stage->fake.core, all, 0);
    assert_int_equal(host(stage, "a.test")->interval_s, 30);
    assert_int_equal(host(stage, "b.test")->interval_s, 300);
    fake_watch_run(&stage->fake, S);
    assert_int_equal(stage->last.interval_s, 30);
}

static void a_step_starts_from_each_hosts_own_interval(void **state)
{
    struct stage *stage = *state;
    struct script *dead = script(stage, 0, "dead.test");
    dead->dns[0] = dead->dns[1] = nothing(GS_OUTCOME_SERVER_FAILURE, 5 * MS);
    fake_watch_list(&stage->fake, "dead.test\na.test every 1s\nb.test every 45s\n");
    fake_watch_run(&stage->fake, 100 * S);
    assert_int_equal(host(stage, "dead.test")->interval_s, 120); /* it backs off */
    const uint64_t ids[] = {host(stage, "dead.test")->id, host(stage, "a.test")->id,
                            host(stage, "b.test")->id, 4711};
    const struct gs_watch_ids all = {0};
    const struct gs_watch_ids some = {ids, COUNT_OF(ids)};
    gs_watch_core_step(stage->fake.core, some, 1);
    assert_int_equal(host(stage, "dead.test")->wished_s, 60);
    assert_int_equal(host(stage, "a.test")->wished_s, 2);
    assert_int_equal(host(stage, "b.test")->wished_s, 60);
    gs_watch_core_step(stage->fake.core, some, -1);
    gs_watch_core_step(stage->fake.core, some, -1);
    assert_int_equal(host(stage, "dead.test")->wished_s, 20);
    assert_int_equal(host(stage, "a.test")->wished_s, 1);
    assert_int_equal(host(stage, "b.test")->wished_s, 20);
    gs_watch_core_step(stage->fake.core, all, -1);
    fake_watch_run(&stage->fake, S);
    assert_int_equal(stage->last.interval_s, 20);
    assert_int_equal(host(stage, "a.test")->wished_s, 1);
}

/* -- the status ------------------------------------------------------------------------ */

static void the_status_comes_four_times_a_second_at_most(void **state)
{
    struct stage *stage = *state;
    struct gs_buf list = {0};
    for (int i = 0; i < 500; i++) {
        gs_buf_addf(&list, "h%d.test every 1s\n", i);
    }
    fake_watch_list(&stage->fake, gs_buf_text(&list));
    gs_buf_fini(&list);
    fake_watch_run(&stage->fake, 20 * S);
    assert_in_range(stage->statuses, 60, 81);
    assert_true(stage->status_least_us >= 250 * MS);
    assert_in_range(stage->last.round, 15, 21);
}

static void each_lap_is_told_however_short(void **state)
{
    struct stage *stage = *state;
    fake_watch_list(&stage->fake, "a.test\nb.test\n");
    fake_watch_run(&stage->fake, S);
    uint64_t before = stage->last.round;
    assert_true(before > 0);
    for (int i = 0; i < 5; i++) {
        gs_watch_core_now(stage->fake.core, (struct gs_watch_ids){0});
        fake_watch_run(&stage->fake, 10 * MS); /* a lap takes 5 ms */
        assert_true(stage->last.round <= stage->rounds_told + 1);
    }
    fake_watch_run(&stage->fake, S);
    assert_int_equal(stage->last.round, before + 5);
    assert_int_equal(stage->rounds_told, stage->last.round); /* none was passed over */
}

static void while_nothing_happens_nobody_is_woken(void **state)
{
    struct stage *stage = *state;
    fake_watch_list(&stage->fake, "www.test every 1h\n");
    fake_watch_run(&stage->fake, 2 * S);
    size_t statuses = stage->statuses;
    uint64_t turns = stage->fake.turns;
    fake_watch_run(&stage->fake, 3000 * S);
    assert_int_equal(stage->statuses, statuses);
    assert_in_range(stage->fake.turns - turns, 0, 51); /* once a minute, for a sleep */
    assert_true(stage->last.next_due_us > stage->fake.now_us);
}

static void nothing_follows_the_end(void **state)
{
    struct stage *stage = *state;
    fake_watch_list(&stage->fake, "www.test\n");
    fake_watch_run(&stage->fake, 2 * MS);
    gs_watch_core_unwatch(stage->fake.core);
    fake_watch_run(&stage->fake, 100 * S);
    assert_int_equal(stage->rounds, 0);
    fake_watch_list(&stage->fake, "www.test\n");
    fake_watch_run(&stage->fake, S);
    assert_int_equal(stage->rounds, 1);
}

#define core_test(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_families_come_to_one_outcome),
        core_test(the_slower_family_is_the_time_of_dns),
        core_test(exchanges_are_asked_now_and_then_or_each_time),
        core_test(libc_joins_the_round_when_it_is_quick),
        core_test(a_late_libc_joins_the_next_round),
        core_test(a_dead_libc_holds_no_round),
        cmocka_unit_test(the_source_is_told_from_hosts_file_and_dns),
        cmocka_unit_test(a_name_of_the_hosts_file_is_there_in_each_round),
        core_test(libc_is_left_alone_where_only_dns_is_wished),
        core_test(hosts_wait_for_room_and_are_all_asked),
        core_test(a_silent_server_overtakes_no_round),
        core_test(a_server_that_comes_back_ends_the_back_off),
        core_test(silence_is_waited_for_shorter_while_many_wait),
        core_test(a_silence_lasts_from_its_first_question),
        core_test(a_short_list_is_patient_with_silence),
        core_test(when_silence_ends_all_who_met_it_are_asked),
        core_test(a_port_that_opens_ends_the_silence_too),
        core_test(after_a_sleep_each_host_is_asked_once),
        core_test(ttls_are_respected_on_wish),
        core_test(a_long_list_is_spread_and_a_short_one_is_not),
        core_test(a_reload_in_the_middle_of_a_round_keeps_it),
        core_test(who_comes_back_soon_is_who_it_was),
        core_test(another_expectation_begins_anew),
        core_test(a_saved_state_goes_on_where_it_was),
        core_test(a_restart_asks_nobody_sooner_than_without_it),
        core_test(who_failed_before_a_restart_is_asked_at_once),
        core_test(what_a_person_set_outlives_a_restart),
        core_test(another_list_brings_its_own_journal),
        core_test(a_line_that_comes_twice_is_one_host),
        core_test(other_servers_begin_rounds_anew),
        core_test(a_paused_monitor_asks_nobody_and_goes_on),
        core_test(hosts_of_a_short_list_share_their_turns),
        core_test(who_waits_for_room_is_not_asked_while_paused),
        core_test(a_host_that_waits_for_room_can_be_paused_and_wished_for),
        core_test(libc_is_asked_of_nobody_while_paused),
        core_test(an_interval_of_all_leaves_lines_with_their_own),
        core_test(a_step_starts_from_each_hosts_own_interval),
        core_test(the_status_comes_four_times_a_second_at_most),
        core_test(each_lap_is_told_however_short),
        core_test(while_nothing_happens_nobody_is_woken),
        core_test(nothing_follows_the_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
