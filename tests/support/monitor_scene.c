/* SPDX-License-Identifier: MIT */
#include "support/monitor_scene.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sys/socket.h>

enum {
    MS = 1000,
    SECOND = 1000000,
    MIN_S = 60,
    H_S = 3600,
    INTERVAL_S = 30,
    ROUNDS = 264, /* since the watching began */
    MANY = 10000,
};

/* A host of the picture, and how it came to what it is. */
struct line {
    const char *host;
    const char *typed;  /* NULL: as host */
    const char *labels; /* parted by blanks */
    enum gs_watch_state state;
    int v4;
    int v6;
    int ago_s;   /* since its last change, or since it is watched */
    int took_ms; /* what DNS usually takes; 0: a tenth */
    int spread;  /* how far a time lies from it, percent */
    const char *words;
    enum gs_watch_change_type change;
    int up; /* ten thousandths */
};

static const struct line picture[] = {
    {"api.example.net", NULL, "api production", GS_WATCH_TRY_AGAIN, 1, 1, 182, 1900, 60,
     "temporary failure", GS_WATCH_FAILURE_BEGAN, 9773},
    {"old.example.org", NULL, "", GS_WATCH_NO_SUCH_NAME, 0, 0, 2470, 4, 60,
     "no such name", GS_WATCH_NAME_VANISHED, 6894},
    {"www.example.com", NULL, "production web", GS_WATCH_LOST_IPV6, 1, 0, 120, 13, 60,
     "lost all IPv6", GS_WATCH_IPV6_LOST, 10000},
    {"cdn.example.com", NULL, "production web", GS_WATCH_IS_FLAPPING, 2, 2, 22, 18, 300,
     "14 times in 1 h", GS_WATCH_FLAPPING, 9874},
    {"mit.edu", NULL, "others", GS_WATCH_CHANGED, 1, 2, 4, 11, 60, "address added",
     GS_WATCH_ADDRESS_ADDED, 10000},
    {"iana.org", NULL, "others", GS_WATCH_STEADY, 1, 1, 2 * H_S, 12, 40, NULL,
     GS_WATCH_NO_CHANGE, 10000},
    {"ftp.gnu.org", NULL, "others", GS_WATCH_STEADY, 1, 1, 2 * H_S, 14, 70, NULL,
     GS_WATCH_NO_CHANGE, 10000},
    {"xn--dlq917e1ik.xn--fiqs8s", "五粮液.中国", "others", GS_WATCH_STEADY, 1, 0, 2 * H_S,
     47, 90, NULL, GS_WATCH_NO_CHANGE, 10000},
    {"google.com", NULL, "others", GS_WATCH_STEADY, 1, 1, H_S, 8, 80, NULL,
     GS_WATCH_NO_CHANGE, 10000},
    {"python.org", NULL, "others", GS_WATCH_STEADY, 2, 2, 58 * MIN_S, 16, 60,
     "address removed", GS_WATCH_ADDRESS_REMOVED, 9998},
    {"localhost", NULL, "", GS_WATCH_STEADY, 1, 1, 2 * H_S, 0, 10, NULL,
     GS_WATCH_NO_CHANGE, 10000},
    {"mx1.example.org", NULL, "mail", GS_WATCH_STEADY, 1, 1, 31 * MIN_S, 9, 80,
     "source: hosts to DNS", GS_WATCH_SOURCE_CHANGED, 10000},
    {"mx2.example.org", NULL, "mail", GS_WATCH_STEADY, 1, 1, 2 * H_S, 9, 80, NULL,
     GS_WATCH_NO_CHANGE, 10000},
    {"mx3.example.net", NULL, "mail", GS_WATCH_STEADY, 1, 0, 2 * H_S, 21, 80, NULL,
     GS_WATCH_NO_CHANGE, 10000},
    {"ns1.example.net", NULL, "dns", GS_WATCH_STEADY, 1, 1, 2 * H_S, 6, 60, NULL,
     GS_WATCH_NO_CHANGE, 10000},
    {"ns2.example.net", NULL, "dns", GS_WATCH_STEADY, 1, 1, 2 * H_S, 6, 60, NULL,
     GS_WATCH_NO_CHANGE, 10000},
    {"intranet.example.com", NULL, "production", GS_WATCH_STEADY, 1, 3, 12 * MIN_S, 3, 90,
     "order flipped", GS_WATCH_ORDER_FLIPPED, 10000},
    {"shop.example.com", NULL, "production web", GS_WATCH_STEADY, 4, 4, 2 * H_S, 17, 70,
     NULL, GS_WATCH_NO_CHANGE, 10000},
    {"static.example.com", NULL, "production web", GS_WATCH_STEADY, 4, 4, 2 * H_S, 17, 70,
     NULL, GS_WATCH_NO_CHANGE, 10000},
    {"ldap.example.net", NULL, "", GS_WATCH_STEADY, 2, 2, 2 * H_S, 5, 60, NULL,
     GS_WATCH_NO_CHANGE, 10000},
    {"ntp.example.net", NULL, "", GS_WATCH_STEADY, 4, 4, 2 * H_S, 12, 60, NULL,
     GS_WATCH_NO_CHANGE, 10000},
    {"vpn.example.net", NULL, "", GS_WATCH_STEADY, 1, 1, 2 * H_S, 12, 60, NULL,
     GS_WATCH_NO_CHANGE, 10000},
    {"git.example.net", NULL, "", GS_WATCH_STEADY, 1, 1, 2 * H_S, 12, 60, NULL,
     GS_WATCH_NO_CHANGE, 10000},
    {"wiki.example.net", NULL, "", GS_WATCH_STEADY, 1, 1, 2 * H_S, 12, 60, NULL,
     GS_WATCH_NO_CHANGE, 10000},
    {"build.example.net", NULL, "", GS_WATCH_STEADY, 1, 1, 2 * H_S, 12, 60, NULL,
     GS_WATCH_NO_CHANGE, 10000},
    {"backup.example.net", NULL, "", GS_WATCH_STEADY, 1, 0, 2 * H_S, 12, 60, NULL,
     GS_WATCH_NO_CHANGE, 10000},
    {"print.example.net", NULL, "", GS_WATCH_STEADY, 1, 0, 2 * H_S, 12, 60, NULL,
     GS_WATCH_NO_CHANGE, 10000},
    {"camera.example.net", NULL, "", GS_WATCH_STEADY, 1, 0, 2 * H_S, 12, 60, NULL,
     GS_WATCH_NO_CHANGE, 10000},
    {"door.example.net", NULL, "", GS_WATCH_STEADY, 1, 0, 2 * H_S, 12, 60, NULL,
     GS_WATCH_NO_CHANGE, 10000},
    {"python.example.net", NULL, "", GS_WATCH_STEADY, 1, 1, 2 * H_S, 12, 60, NULL,
     GS_WATCH_NO_CHANGE, 10000},
};

#define PICTURE (sizeof picture / sizeof picture[0])

static void apply(struct gs_session *session, struct gs_event event)
{
    event.at_us = MONITOR_SCENE_US;
    gs_session_apply(session, &event);
}

/* -- the list ------------------------------------------------------------------------ */

static struct gs_watched watched_of(uint64_t id, const struct line *line)
{
    struct gs_watched host = {.id = id, .state = GS_WATCH_WAITING};
    host.watch.host = gs_mem_copy_text(line->host);
    host.watch.typed = gs_mem_copy_text(line->typed);
    (void)snprintf(host.watch.service, sizeof host.watch.service, "www");
    char *labels = gs_mem_copy_text(line->labels);
    char *rest = NULL;
    for (char *label = strtok_r(labels, " ", &rest); label != NULL;
         label = strtok_r(NULL, " ", &rest)) {
        gs_vec_push(&host.watch.labels, gs_mem_copy_text(label));
    }
    free(labels);
    host.watch.line = (uint32_t)id;
    host.interval_s = INTERVAL_S;
    host.due_us = MONITOR_SCENE_US + 11 * SECOND;
    return host;
}

static struct gs_watch_told *told_new(const char *name)
{
    struct gs_watch_told *told = gs_mem_new(1, sizeof *told);
    told->name = gs_mem_copy_text(name);
    told->interval_s = INTERVAL_S;
    told->wall_s = MONITOR_SCENE_S - ROUNDS * INTERVAL_S;
    return told;
}

static void tell(struct gs_session *session, struct gs_watch_told *told)
{
    apply(session, (struct gs_event){.type = GS_EVENT_WATCH_LIST, .of.watch_list = told});
}

static void tell_status(struct gs_session *session, const struct gs_watch_status *like)
{
    struct gs_watch_status *status = gs_mem_new(1, sizeof *status);
    *status = *like;
    status->interval_s = INTERVAL_S;
    status->window = 12;
    status->started_us = MONITOR_SCENE_US - INT64_C(7920) * SECOND;
    apply(session,
          (struct gs_event){.type = GS_EVENT_WATCH_STATUS, .of.watch_status = status});
}

static void tell_running(struct gs_session *session)
{
    tell_status(session, &(struct gs_watch_status){
                             .round = ROUNDS,
                             .round_us = 240 * MS,
                             .sent = 15964,
                             .answered = 15921,
                             .failed = 43,
                             .libc_calls = 792,
                             .next_due_us = MONITOR_SCENE_US + 11 * SECOND - 300 * MS,
                         });
}

/* -- rounds -------------------------------------------------------------------------- */

static bool is_failure(enum gs_watch_state state)
{
    return state == GS_WATCH_TRY_AGAIN;
}

static void add_addresses(struct gs_watch_answer *answer, const struct line *line)
{
    for (int i = 0; i < line->v4 + line->v6; i++) {
        struct gs_address address = {0};
        char text[GS_ADDRESS_TEXT_MAX];
        (void)snprintf(text, sizeof text, i < line->v4 ? "192.0.2.%d" : "2001:db8::%d",
                       80 + (i < line->v4 ? i : i - line->v4));
        (void)gs_address_parse(text, &address);
        gs_watch_answer_add_address(answer, &address);
    }
}

/* libc is asked each tenth round. */
static void add_libc(struct gs_watch_answer *answer, int round)
{
    answer->libc_us = -1;
    if (round % 10 == 9 && answer->addresses.count > 0) {
        answer->libc_outcome = GS_OUTCOME_ANSWERED;
        answer->libc_us = answer->dns_us + 700;
        answer->libc_first = answer->addresses.items[answer->addresses.count - 1];
        answer->is_libc_same = true;
        answer->source = GS_WATCH_SOURCE_DNS;
    }
}

/* The same time each run: a little generator in place of a clock. */
static int64_t time_of(const struct line *line, uint64_t id, int round)
{
    uint32_t value = (uint32_t)id * 2654435761u + (uint32_t)round * 40503u;
    value = value * 1103515245u + 12345u;
    int64_t usual_us = line->took_ms == 0 ? 100 : (int64_t)line->took_ms * MS;
    int64_t swing = (int64_t)(value >> 16) % 100 - 40;
    return usual_us + usual_us * swing * line->spread / 10000;
}

static struct gs_watch_answer *answer_of(const struct line *line, uint64_t id, int round,
                                         enum gs_watch_state state)
{
    struct gs_watch_answer *answer = gs_watch_answer_new();
    bool failed = is_failure(state);
    bool is_absent = state == GS_WATCH_NO_SUCH_NAME;
    answer->outcome = failed      ? GS_OUTCOME_SERVER_FAILURE
                      : is_absent ? GS_OUTCOME_NO_SUCH_NAME
                                  : GS_OUTCOME_ANSWERED;
    for (int side = 0; side < 2; side++) {
        int count = side == 0 ? line->v6 : line->v4;
        answer->sides[side] = failed || is_absent ? answer->outcome
                              : count > 0         ? GS_OUTCOME_ANSWERED
                                                  : GS_OUTCOME_NO_DATA;
    }
    if (failed) {
        (void)snprintf(answer->detail, sizeof answer->detail, "SERVFAIL from 10.0.0.2");
    } else {
        answer->dns_us = time_of(line, id, round);
        answer->ttl_s = is_absent ? 0 : 300;
    }
    if (!failed && !is_absent) {
        add_addresses(answer, line);
        add_libc(answer, round);
    }
    return answer;
}

/* What a host was so many rounds ago: since its last change as it is now. */
static enum gs_watch_state state_at(const struct line *line, int left)
{
    bool is_flap = line->state == GS_WATCH_IS_FLAPPING && (left == 14 || left == 8);
    bool is_now = left < line->ago_s / INTERVAL_S + 1 || line->ago_s > 30 * MIN_S;
    return is_flap ? GS_WATCH_TRY_AGAIN : is_now ? line->state : GS_WATCH_STEADY;
}

/* The times of all rounds but the last, as a saved state has them. */
static void remember_samples(struct gs_watched *host, const struct line *line)
{
    for (int left = GS_WATCH_SAMPLES_MAX - 1; left > 0; left--) {
        int64_t took_us = time_of(line, host->id, GS_WATCH_SAMPLES_MAX - 1 - left);
        gs_watched_add_sample(host, is_failure(state_at(line, left)) ? GS_WATCH_FAILED_US
                                                                     : (uint32_t)took_us);
    }
}

/* The last round of a host. */
static void tell_last(struct gs_session *session, uint64_t id, const struct line *line)
{
    struct gs_watch_round *round = gs_mem_new(1, sizeof *round);
    round->id = id;
    round->answer = answer_of(line, id, GS_WATCH_SAMPLES_MAX - 1, line->state);
    round->state = line->state;
    round->wall_s = MONITOR_SCENE_S - 4;
    round->due_us = MONITOR_SCENE_US + 11 * SECOND;
    round->interval_s = INTERVAL_S;
    apply(session,
          (struct gs_event){.type = GS_EVENT_WATCH_ROUND, .of.watch_round = round});
}

/* -- the journal --------------------------------------------------------------------- */

static const struct change {
    int ago_s;
    int host; /* of the picture */
    enum gs_watch_change_type type;
    const char *old;
    const char *now;
    const char *remark;
} changes[] = {
    {7458, 2, GS_WATCH_SLOWER, "13 ms", "96 ms", "usually 13 ms"},
    {7000, 2, GS_WATCH_FASTER, "96 ms", "13 ms", "usually 13 ms"},
    {4000, 3, GS_WATCH_ADDRESS_ADDED, NULL, "198.51.100.8", "2 IPv4 now"},
    {3480, 9, GS_WATCH_ADDRESS_REMOVED, "192.0.2.82", NULL, "2 IPv4 now"},
    {2470, 1, GS_WATCH_NAME_VANISHED, "192.0.2.80", NULL, "NXDOMAIN"},
    {1849, 11, GS_WATCH_SOURCE_CHANGED, "hosts file", "DNS", "same set"},
    {731, 16, GS_WATCH_ORDER_FLIPPED, "192.0.2.80", "fd12:3456:789a::10", "same set"},
    {182, 0, GS_WATCH_FAILURE_BEGAN, "answered", "SERVFAIL from 10.0.0.2",
     "was answered"},
    {120, 2, GS_WATCH_IPV6_LOST, "2606:2800:21f:cb07:6820:80da:af6b:8b2c", NULL,
     "no data for AAAA"},
    {22, 3, GS_WATCH_FLAPPING, NULL, "198.51.100.7 and .8 come and go",
     "14 times in 1 h"},
    {4, 4, GS_WATCH_ADDRESS_ADDED, NULL, "2600:1402:b800:893::255e", "2 IPv6 now"},
};

#define CHANGES (sizeof changes / sizeof changes[0])

static uint64_t changes_of(const struct line *line)
{
    uint64_t count = 0;
    for (size_t i = 0; i < CHANGES; i++) {
        count += &picture[changes[i].host] == line;
    }
    return count;
}

/* What the journal and the counters know is told at once, as a saved state would be. */
static void settle(struct gs_watched *host, const struct line *line)
{
    if (line->change != GS_WATCH_NO_CHANGE) {
        host->last_change = line->change;
        host->last_change_wall_s = MONITOR_SCENE_S - line->ago_s;
        host->last_change_words = gs_mem_copy_text(line->words);
    }
    host->state = line->state;
    host->since_wall_s = MONITOR_SCENE_S - line->ago_s;
    host->first_wall_s = MONITOR_SCENE_S - ROUNDS * INTERVAL_S;
    uint64_t changed = changes_of(line);
    bool is_up = !is_failure(line->state) && line->state != GS_WATCH_NO_SUCH_NAME;
    host->rounds = 9999 - changed; /* the last one follows */
    host->ups = (uint64_t)line->up - (is_up ? 1 + changed : 0);
    remember_samples(host, line);
    if (is_failure(line->state) && line->ago_s <= 30 * MIN_S) {
        host->answer = answer_of(line, host->id, 49, GS_WATCH_STEADY);
    }
}

/* -- the session ---------------------------------------------------------------------- */
/* A round that says no more than what was known, and changes. */
static void tell_change(struct gs_session *session, const struct change *change)
{
    const struct line *line = &picture[change->host];
    uint64_t id = (uint64_t)change->host + 1;
    const struct gs_watched *host = gs_monitor_find(&session->monitor, id);
    struct gs_watch_round *round = gs_mem_new(1, sizeof *round);
    struct gs_watch_change told = {.type = change->type,
                                   .old = gs_mem_copy_text(change->old),
                                   .now = gs_mem_copy_text(change->now),
                                   .remark = gs_mem_copy_text(change->remark)};
    gs_vec_push(&round->changes, told);
    round->id = id;
    round->answer = answer_of(line, id, 0, line->state);
    round->state = line->state;
    round->words = gs_mem_copy_text(line->words);
    round->wall_s = MONITOR_SCENE_S - change->ago_s;
    round->due_us = host->due_us;
    round->interval_s = host->interval_s;
    apply(session,
          (struct gs_event){.type = GS_EVENT_WATCH_ROUND, .of.watch_round = round});
}

static void fill_hosts(struct gs_session *session, struct gs_watch_told *told)
{
    for (size_t i = 0; i < PICTURE; i++) {
        struct gs_watched host = watched_of(i + 1, &picture[i]);
        settle(&host, &picture[i]);
        gs_vec_push(&told->hosts, host);
    }
    tell(session, told);
    for (size_t i = 0; i < CHANGES; i++) {
        tell_change(session, &changes[i]);
    }
    for (size_t i = 0; i < PICTURE; i++) {
        tell_last(session, i + 1, &picture[i]);
    }
    tell_running(session);
}

void monitor_scene_fill(struct gs_session *session)
{
    fill_hosts(session, told_new("hosts.txt"));
}

void monitor_scene_empty(struct gs_session *session)
{
    tell(session, told_new("hosts.txt"));
    tell_status(session, &(struct gs_watch_status){.next_due_us = INT64_MAX});
}

void monitor_scene_waiting(struct gs_session *session)
{
    struct gs_watch_told *told = told_new("hosts.txt");
    for (size_t i = 0; i < 3; i++) {
        gs_vec_push(&told->hosts, watched_of(i + 1, &picture[i]));
    }
    tell(session, told);
    struct gs_watch_status *status = gs_mem_new(1, sizeof *status);
    *status = (struct gs_watch_status){.interval_s = INTERVAL_S,
                                       .window = 4,
                                       .in_flight = 4,
                                       .waiting = 3,
                                       .sent = 4,
                                       .pending = 4,
                                       .round_us = -1,
                                       .next_due_us = INT64_MAX,
                                       .started_us = MONITOR_SCENE_US - 1800 * MS};
    apply(session,
          (struct gs_event){.type = GS_EVENT_WATCH_STATUS, .of.watch_status = status});
}

void monitor_scene_failing(struct gs_session *session)
{
    struct gs_watch_told *told = told_new("hosts.txt");
    struct line lines[8];
    for (size_t i = 0; i < 8; i++) {
        lines[i] = picture[i + 5];
        lines[i].state = GS_WATCH_TRY_AGAIN;
        lines[i].ago_s = 95 + (int)i;
        lines[i].up = 9990;
        lines[i].change = GS_WATCH_FAILURE_BEGAN;
        lines[i].words = "temporary failure";
        struct gs_watched host = watched_of(i + 1, &lines[i]);
        settle(&host, &lines[i]);
        gs_vec_push(&told->hosts, host);
    }
    tell(session, told);
    for (size_t i = 0; i < 8; i++) {
        tell_last(session, i + 1, &lines[i]);
    }
    tell_running(session);
}

static void pause_host(struct gs_session *session, uint64_t id)
{
    apply(session, (struct gs_event){.type = GS_EVENT_WATCH_HOST,
                                     .of.watch_host = {.id = id,
                                                       .is_paused = true,
                                                       .interval_s = INTERVAL_S,
                                                       .due_us = INT64_MAX}});
}

void monitor_scene_paused(struct gs_session *session)
{
    monitor_scene_fill(session);
    pause_host(session, 1);
    pause_host(session, 4);
    pause_host(session, 7);
}

void monitor_scene_all_paused(struct gs_session *session)
{
    monitor_scene_fill(session);
    tell_status(session, &(struct gs_watch_status){.is_paused = true,
                                                   .round = ROUNDS,
                                                   .round_us = 240 * MS,
                                                   .next_due_us = INT64_MAX});
}

static void add_error(struct gs_watch_told *told, uint32_t line, const char *reason)
{
    struct gs_watch_error error = {line, gs_mem_copy_text(reason)};
    gs_vec_push(&told->errors, error);
}

void monitor_scene_broken(struct gs_session *session)
{
    struct gs_watch_told *told = told_new("hosts.txt");
    add_error(told, 7,
              "\"evrey\" is no word of a line: service, expect, every, label, mx");
    add_error(told, 12, "\"www..example.com\": empty label");
    fill_hosts(session, told);
}

void monitor_scene_hostile(struct gs_session *session)
{
    static const struct line lines[] = {
        {"a-very-long-label-that-goes-on-and-on.and-another-one-that-does.example.com",
         NULL, "a-label-of-thirty-one-characters", GS_WATCH_TRY_AGAIN, 1, 1, 400 * 86400,
         4999, 40, "a text that is far longer than its column has room for",
         GS_WATCH_FAILURE_BEGAN, 1},
        {"xn--4dbrk0ce.xn--9dbq2a", "ישראל.קום", "", GS_WATCH_STEADY, 1, 0, 86400 * 3, 12,
         40, NULL, GS_WATCH_NO_CHANGE, 10000},
        {"xn--dlq917e1ik.xn--fiqs8s", "五粮液.中国", "中文", GS_WATCH_IS_FLAPPING, 1, 0,
         3599, 12, 40, "五粮液五粮液五粮液五粮液五粮液", GS_WATCH_FLAPPING, 9998},
        {"2001:db8:1111:2222:3333:4444:5555:6666", NULL, "", GS_WATCH_CHANGED, 0, 0, 1, 7,
         40, "PTR changed", GS_WATCH_PTR_CHANGED, 10000},
        {"\\x1b[31mred.example.com", "\\x1b[31mred.example.com", "\\x07bell",
         GS_WATCH_UNEXPECTED, 1, 1, 60, 3, 40, "\\u{202E}txt",
         GS_WATCH_EXPECTATION_FAILED, 10000},
    };

    struct gs_watch_told *told =
        told_new("a/very/long/path/to/a/list/of/hosts/hosts.txt");
    size_t count = sizeof lines / sizeof lines[0];
    for (size_t i = 0; i < count; i++) {
        struct gs_watched host = watched_of(i + 1, &lines[i]);
        settle(&host, &lines[i]);
        host.watch.is_address = i == 3;
        gs_vec_push(&told->hosts, host);
    }
    add_error(told, 4000000000u, "\\x1b]0;title\\x07 is no host");
    told->left_out = 99999;
    tell(session, told);
    for (size_t i = 0; i < count; i++) {
        tell_last(session, i + 1, &lines[i]);
        struct gs_watch_round *round = gs_mem_new(1, sizeof *round);
        struct gs_watch_change change = {
            .type = lines[i].change == GS_WATCH_NO_CHANGE ? GS_WATCH_CNAME_CHANGED
                                                          : lines[i].change,
            .old = gs_mem_copy_text("\\x1b[2J and a text that goes on for very much "
                                    "longer than any screen is wide, or so one thinks"),
            .now = gs_mem_copy_text(lines[i].host),
            .remark = gs_mem_copy_text("五粮液 \\u{2066}remark")};
        gs_vec_push(&round->changes, change);
        round->id = i + 1;
        round->answer = answer_of(&lines[i], i + 1, 59, lines[i].state);
        round->state = lines[i].state;
        round->words = gs_mem_copy_text(lines[i].words);
        round->wall_s = MONITOR_SCENE_S - lines[i].ago_s;
        round->interval_s = INTERVAL_S;
        apply(session,
              (struct gs_event){.type = GS_EVENT_WATCH_ROUND, .of.watch_round = round});
    }
    tell_running(session);
}

void monitor_scene_many(struct gs_session *session)
{
    struct gs_watch_told *told = told_new("many.txt");
    for (uint64_t i = 0; i < MANY; i++) {
        char name[64];
        struct line line = {.labels = i % 2 == 0 ? "even" : "odd", .v4 = 1, .v6 = 1};
        line.state = i % 100 == 99 ? GS_WATCH_TRY_AGAIN : GS_WATCH_STEADY;
        line.ago_s = (int)(i % 7000);
        line.up = line.state == GS_WATCH_STEADY ? 10000 : 9000;
        (void)snprintf(name, sizeof name, "host%05u.example.com", (unsigned)i);
        line.host = name;
        struct gs_watched host = watched_of(i + 1, &line);
        settle(&host, &line);
        gs_vec_push(&told->hosts, host);
    }
    tell(session, told);
    tell_running(session);
}

static struct gs_expect expect_family(int family)
{
    return (struct gs_expect){.kind = GS_EXPECT_FAMILY, .family = family};
}

/* One that is held and one that is not; a name with mail and a CNAME; an address. */
void monitor_scene_expects(struct gs_session *session)
{
    struct gs_watch_told *told = told_new("hosts.txt");
    struct line line = picture[2];
    line.state = GS_WATCH_UNEXPECTED;
    line.change = GS_WATCH_EXPECTATION_FAILED;
    line.words = "no IPv6 address";
    struct gs_watched host = watched_of(1, &line);
    settle(&host, &line);
    host.watch.asks_mx = true;
    gs_vec_push(&host.watch.expects, expect_family(AF_INET));
    gs_vec_push(&host.watch.expects, expect_family(AF_INET6));
    host.trend.failing = 2;
    gs_vec_push(&told->hosts, host);
    host = watched_of(2, &(struct line){.host = "192.0.2.80", .labels = ""});
    host.watch.is_address = true;
    gs_vec_push(&told->hosts, host);
    tell(session, told);

    struct gs_watch_round *round = gs_mem_new(1, sizeof *round);
    round->id = 1;
    round->answer = answer_of(&line, 1, 59, GS_WATCH_STEADY);
    round->answer->canonical = gs_mem_copy_text("edge.example.net");
    round->answer->mx_outcome = GS_OUTCOME_ANSWERED;
    (void)gs_name_list_add(&round->answer->exchanges, "10 mx1.example.org");
    (void)gs_name_list_add(&round->answer->exchanges, "20 mx2.example.org");
    round->state = GS_WATCH_UNEXPECTED;
    round->trend.failing = 2;
    round->wall_s = MONITOR_SCENE_S - 4;
    round->due_us = MONITOR_SCENE_US + 26 * SECOND;
    round->interval_s = INTERVAL_S;
    apply(session,
          (struct gs_event){.type = GS_EVENT_WATCH_ROUND, .of.watch_round = round});

    round = gs_mem_new(1, sizeof *round);
    round->id = 2;
    round->answer = gs_watch_answer_new();
    round->answer->outcome = round->answer->pointer_outcome = GS_OUTCOME_ANSWERED;
    round->answer->dns_us = 7 * MS;
    (void)gs_name_list_add(&round->answer->pointers, "www.example.com");
    round->state = GS_WATCH_STEADY;
    round->wall_s = MONITOR_SCENE_S - 4;
    round->due_us = INT64_MAX;
    round->interval_s = INTERVAL_S;
    apply(session,
          (struct gs_event){.type = GS_EVENT_WATCH_ROUND, .of.watch_round = round});
    tell_running(session);
}
