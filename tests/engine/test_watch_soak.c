/* SPDX-License-Identifier: MIT */
/*
 * A day of watching in less than a minute: the real watcher, comparing, model and journal, with
 * a clock and answers of their own. More than a million questions, with faults of every kind,
 * answers that change, a server that is dead for a while, a list that is read again, a machine
 * that sleeps. Nothing may grow after the first hour, and the sums must be right all the time.
 */
#include "support/check.h"
#include "support/fake_watch.h"

#include "gaiscope/model/session.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dirent.h>
#include <malloc.h>
#include <sys/socket.h>

enum {
    HOURS = 24,
    HOSTS = 200,          /* at once */
    NAMES = 260,          /* in all: the list changes */
    CHANGE_S = 120,       /* a name's answer stays so long, about */
    RELOAD_S = 900,       /* from list to list */
    WARM_HOURS = 4,       /* until the journal has entries of the day alone */
    MEAN_HOURS = 6,       /* of which the mean is taken, first and last */
    SLACK_BYTES = 200000, /* addresses and words are longer now and then */
    MEAN_BYTES = 100000,  /* the same of a mean */
};

#define MS     INT64_C(1000)
#define S      INT64_C(1000000)
#define HOUR_S 3600

/* Of the sanitizers, which know better than libc what is allocated; NULL without them. */
size_t __sanitizer_get_current_allocated_bytes(void) __attribute__((weak));

/** What the day is made of. */
struct stage {
    struct fake_watch fake;
    struct gs_session session;
    uint64_t rounds;   /* GS_EVENT_WATCH_ROUND heard */
    uint64_t changes;  /* changes in them */
    uint64_t statuses; /* GS_EVENT_WATCH_STATUS heard */
    uint64_t reloads;  /* lists told */
};

static size_t allocated_bytes(void)
{
    if (__sanitizer_get_current_allocated_bytes != NULL) {
        return __sanitizer_get_current_allocated_bytes();
    }
    return mallinfo2().uordblks;
}

static size_t count_entries(const char *path)
{
    DIR *folder = opendir(path);
    size_t count = 0;
    if (folder != NULL) {
        while (readdir(folder) != NULL) {
            count++;
        }
        (void)closedir(folder);
    }
    return count;
}

/* -- answers --------------------------------------------------------------------------- */

/* The same for the same name and time: answers change with time alone. */
static uint32_t draw(const char *name, uint64_t salt, uint64_t time)
{
    uint64_t mixed = salt * UINT64_C(0x9E3779B97F4A7C15) + time;
    for (const char *at = name; *at != '\0'; at++) {
        mixed = (mixed ^ (uint64_t)(unsigned char)*at) * UINT64_C(0x100000001B3);
    }
    mixed = (mixed ^ (mixed >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    mixed = (mixed ^ (mixed >> 27)) * UINT64_C(0x94D049BB133111EB);
    return (uint32_t)(mixed >> 32);
}

static struct gs_address address_of(int family, uint32_t number)
{
    uint8_t bytes[16] = {0x20, 0x01, 0x0d, 0xb8};
    size_t at = family == AF_INET ? 0 : 12;
    bytes[at] = family == AF_INET ? 10 : 0;
    bytes[at + 2] = (uint8_t)(number >> 8);
    bytes[at + 3] = (uint8_t)number;
    return gs_address_from_bytes(family, bytes);
}

/* What a name is just now: one of 16 moods, most of them good. */
static uint32_t mood_of(const char *name, uint64_t epoch)
{
    return draw(name, 1, epoch) % 16;
}

static void say(const char *name, uint64_t epoch, int family, struct fake_said *out)
{
    uint32_t mood = mood_of(name, epoch);
    if (mood == 0) {
        out->outcome = GS_OUTCOME_NO_SUCH_NAME;
    } else if (mood == 1 || (mood == 2 && family == AF_INET6)) {
        out->outcome = GS_OUTCOME_NO_DATA;
    } else if (mood == 3) {
        out->outcome = GS_OUTCOME_SERVER_FAILURE;
    } else {
        uint32_t count = mood > 12 ? 3 : 1;
        out->outcome = GS_OUTCOME_ANSWERED;
        out->canonical = mood == 12 ? "cdn.test" : NULL;
        for (uint32_t i = 0; i < count; i++) {
            out->addresses[i] = address_of(family, draw(name, 2, mood) % 4000 + i);
        }
    }
}

static uint64_t time_of(const struct stage *stage)
{
    return (uint64_t)(stage->fake.now_us / S);
}

/* The server is dead for five minutes of each three hours. */
static bool is_dead(const struct stage *stage)
{
    return time_of(stage) % (3 * HOUR_S) < 300;
}

static void say_dns(void *context, const char *name, enum gs_watch_slot slot,
                    struct fake_said *out)
{
    const struct stage *stage = context;
    uint64_t now_s = time_of(stage);
    uint64_t epoch = now_s / CHANGE_S;
    out->after_us = (int64_t)(draw(name, 3, now_s) % 40 + 1) * MS;
    if (is_dead(stage) || draw(name, 4, now_s * GS_WATCH_SLOTS + slot) % 200 == 0) {
        out->outcome = GS_OUTCOME_TIMED_OUT;
        out->after_us = 10 * S;
    } else if (slot == GS_WATCH_SLOT_MX) {
        out->outcome = GS_OUTCOME_ANSWERED;
        out->names[0] = mood_of(name, epoch) > 13 ? "" : "10 mx.test";
    } else if (slot == GS_WATCH_SLOT_PTR) {
        out->outcome = GS_OUTCOME_ANSWERED;
        out->names[0] = mood_of(name, epoch) > 8 ? "a.test" : "b.test";
    } else {
        say(name, epoch, slot == GS_WATCH_SLOT_A ? AF_INET : AF_INET6, out);
    }
}

static void say_libc(void *context, const char *name, struct fake_said *out)
{
    const struct stage *stage = context;
    uint64_t now_s = time_of(stage);
    say(name, now_s / CHANGE_S, AF_INET, out);
    out->after_us = (int64_t)(draw(name, 5, now_s) % 60 + 1) * MS;
    out->is_in_hosts = draw(name, 6, now_s / HOUR_S) % 8 == 0;
    if (is_dead(stage) || draw(name, 7, now_s) % 50 == 0) {
        out->outcome = GS_OUTCOME_TRY_AGAIN;
        out->addresses[0] = (struct gs_address){0};
        out->after_us = draw(name, 8, now_s) % 4 == 0 ? -1 : 20 * S; /* -1: for ever */
    }
}

/* -- sums ------------------------------------------------------------------------------ */

static void check_status(struct stage *stage, const struct gs_watch_status *status)
{
    const struct fake_watch *fake = &stage->fake;
    assert_int_equal(status->sent, status->answered + status->failed + status->pending);
    assert_int_equal(status->sent, fake->sent);
    assert_int_equal(status->libc_calls, fake->libc_calls);
    assert_in_range(status->in_flight, 0, fake->window);
    assert_in_range(status->waiting, 0, HOSTS);
    stage->statuses++;
}

/* Flapping that goes on is told again, and is no other change. */
static uint64_t count_new(const struct gs_watch_change_list *changes)
{
    uint64_t count = 0;
    for (size_t i = 0; i < changes->count; i++) {
        count += changes->items[i].is_again ? 0 : 1;
    }
    return count;
}

static void sink(void *context, struct gs_event *event)
{
    struct stage *stage = context;
    if (event->type == GS_EVENT_WATCH_STATUS) {
        check_status(stage, event->of.watch_status);
    } else if (event->type == GS_EVENT_WATCH_LIST) {
        stage->reloads++;
    } else if (event->type == GS_EVENT_WATCH_ROUND) {
        stage->rounds++;
        stage->changes += count_new(&event->of.watch_round->changes);
    }
    gs_session_apply(&stage->session, event);
}

static void check_monitor(const struct stage *stage)
{
    const struct gs_monitor *monitor = &stage->session.monitor;
    uint64_t changes = 0;
    uint32_t states = 0;
    for (size_t i = 0; i < GS_WATCH_CHANGE_COUNT; i++) {
        changes += monitor->changes[i];
    }
    for (size_t i = 0; i < GS_WATCH_STATE_COUNT; i++) {
        states += monitor->states[i];
    }
    assert_int_equal(monitor->hosts.count, HOSTS);
    assert_int_equal(states, HOSTS);
    assert_int_equal(changes, stage->changes);
    assert_int_equal(monitor->rounds, stage->rounds);
    assert_in_range(monitor->journal.count, 1, GS_JOURNAL_MAX);
    for (size_t i = 0; i < monitor->hosts.count; i++) {
        const struct gs_watched *host = &monitor->hosts.items[i];
        assert_true(host->ups <= host->rounds);
        assert_true(host->due_us > stage->fake.now_us - 60 * S);
    }
}

/* -- the day --------------------------------------------------------------------------- */

/* Another part of the names each time, so that hosts come, stay and go. */
static void read_list(struct stage *stage, unsigned turn)
{
    struct gs_buf list = {0};
    for (unsigned i = 0; i < HOSTS; i++) {
        unsigned name = (i + turn * 7) % NAMES;
        if (name % 20 == 0) {
            gs_buf_addf(&list, "192.0.2.%u\n", name / 20);
        } else {
            gs_buf_addf(&list, "h%u.test%s%s\n", name,
                        name % 3 == 0 ? " expect ipv6" : "", name % 5 == 0 ? " mx" : "");
        }
    }
    fake_watch_list(&stage->fake, gs_buf_text(&list));
    gs_buf_fini(&list);
}

/* The journal is as long as it may be from the beginning: it is not what grows. */
static void fill_journal(struct stage *stage)
{
    static const char long_ago[] = "192.0.2.1, 192.0.2.2";
    for (uint64_t i = 0; i < GS_JOURNAL_MAX; i++) {
        struct gs_watch_change change = {.type = GS_WATCH_ADDRESS_ADDED,
                                         .now = gs_mem_copy_text(long_ago)};
        (void)gs_journal_add(&stage->session.monitor.journal, NAMES * 1000 + i,
                             "old.test", &change, 0);
        gs_watch_change_fini(&change);
    }
}

static void pass_hour(struct stage *stage, unsigned hour)
{
    const struct gs_watch_ids all = {0};
    for (unsigned i = 0; i < HOUR_S / RELOAD_S; i++) {
        fake_watch_run(&stage->fake, RELOAD_S * S);
        read_list(stage, hour * (HOUR_S / RELOAD_S) + i + 1);
        check_monitor(stage);
    }
    if (hour % 4 == 1) {
        stage->fake.slept_us += 600 * S;
        gs_watch_core_now(stage->fake.core, all);
    }
    if (hour % 6 == 2) {
        gs_watch_core_pause(stage->fake.core, all, true);
        fake_watch_run(&stage->fake, 60 * S);
        gs_watch_core_pause(stage->fake.core, all, false);
        fake_watch_forget(&stage->fake); /* other servers */
        gs_watch_core_restart(stage->fake.core);
    }
}

static size_t mean_from(const size_t *bytes, unsigned hour)
{
    size_t sum = 0;
    for (unsigned i = 0; i < MEAN_HOURS; i++) {
        sum += bytes[hour + i];
    }
    return sum / MEAN_HOURS;
}

static void a_day_of_watching_adds_up_and_does_not_grow(void **state)
{
    static struct stage stage;
    size_t bytes[HOURS] = {0};
    (void)state;
    stage.fake = (struct fake_watch){
        .dns = say_dns, .libc = say_libc, .context = &stage, .sink = sink};
    fill_journal(&stage);
    fake_watch_open(&stage.fake);
    read_list(&stage, 0);
    size_t descriptors = 0;
    size_t threads = 0;
    for (unsigned hour = 0; hour < HOURS; hour++) {
        pass_hour(&stage, hour);
        bytes[hour] = allocated_bytes();
        if (hour == 0) {
            descriptors = count_entries("/proc/self/fd");
            threads = count_entries("/proc/self/task");
        }
    }
    print_message("  %llu questions, %llu rounds, %llu changes, %zu to %zu bytes\n",
                  (unsigned long long)stage.fake.sent, (unsigned long long)stage.rounds,
                  (unsigned long long)stage.changes, bytes[0], bytes[HOURS - 1]);
    assert_true(stage.fake.sent >= 1000000);
    assert_true(stage.session.monitor.status.catch_ups > 0);
    for (unsigned hour = WARM_HOURS; hour < HOURS; hour++) {
        assert_in_range(bytes[hour], 0, bytes[WARM_HOURS] + SLACK_BYTES);
    }
    assert_in_range(mean_from(bytes, HOURS - MEAN_HOURS), 0,
                    mean_from(bytes, WARM_HOURS) + MEAN_BYTES);
    assert_int_equal(count_entries("/proc/self/fd"), descriptors);
    assert_int_equal(count_entries("/proc/self/task"), threads);
    fake_watch_close(&stage.fake);
    gs_session_fini(&stage.session);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_day_of_watching_adds_up_and_does_not_grow),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
