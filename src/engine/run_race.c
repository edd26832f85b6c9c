/* SPDX-License-Identifier: MIT */
/*
 * The race part: rules/race_rules decides what begins when, this file asks, connects and
 * measures. After each thing that happens the rules are asked what begins now, until nothing
 * does; then the race so far is told, and a timer waits for the rules' next moment.
 *
 *     port known -> AAAA, A, getaddrinfo -> [ answered | lane ended | timer ]* -> complete
 */
#include "engine_private.h"
#include "operation.h"
#include "race_ranks.h"

#include "gaiscope/base/file.h"
#include "gaiscope/model/question.h"
#include "gaiscope/rules/nat64_rules.h"
#include "gaiscope/rules/race_rules.h"

#include <stdlib.h>

#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>

enum {
    US_PER_MS = 1000,
    NUMBER_MAX = 16, /* bytes of a number in /proc */
};

/* Raced to where no service is asked. */
static const char usual_service[] = "https";
static const uint16_t usual_port = 443;

/* What a round keeps of it. */
struct race_run {
    struct gs_race *race;                  /* so far; owned */
    struct gs_round *round;                /* whose */
    uv_timer_t *timer;                     /* frees itself when it is closed */
    int64_t started_us;                    /* monotonic: where the race's times begin */
    struct gs_race_ranks libc;             /* getaddrinfo's rows, as it sorts them */
    bool is_libc_over;                     /* answered, failed, or not needed */
    size_t numbers[GS_RACE_ADDRESSES_MAX]; /* of the lanes, for their connections */
};

static struct race_run *run_of(const struct gs_round *round)
{
    return round->runs[GS_PART_RACE];
}

static int64_t now_us(const struct race_run *run)
{
    return gs_engine_now_us() - run->started_us;
}

static void timer_closed(uv_handle_t *timer)
{
    free(timer);
}

void gs_run_race_free(void *of)
{
    struct race_run *run = of;
    if (run != NULL) {
        uv_close((uv_handle_t *)run->timer, timer_closed); /* stops it, too */
        gs_race_free(run->race);
        free(run);
    }
}

/* --- telling --- */

/* A NAT64 may have become known since the last time. */
static void mark_synthetic(struct race_run *run)
{
    const struct gs_nat64 *nat64 = gs_round_nat64(run->round);
    for (size_t i = 0; i < run->race->lanes.count; i++) {
        struct gs_race_lane *lane = &run->race->lanes.items[i];
        lane->is_synthetic =
            gs_nat64_inside(nat64, &lane->connection.endpoint.address, NULL);
    }
}

static void emit(struct race_run *run)
{
    struct gs_event event = {.type = GS_EVENT_RACE};
    mark_synthetic(run);
    event.of.race = gs_race_copy(run->race);
    gs_round_emit(run->round, event);
}

/* --- going on --- */

static void connected(struct gs_round *round, void *detail,
                      const struct gs_connection *connection, bool is_over);
static void go_on(struct race_run *run);

static void connect_lane(struct race_run *run, size_t number)
{
    const struct gs_race_lane *lane = &run->race->lanes.items[number];
    const struct gs_connect_want want = {.part = GS_PART_RACE,
                                         .endpoint = lane->connection.endpoint,
                                         .deadline_ms = run->race->settings.deadline_ms};
    run->numbers[number] = number;
    (void)gs_round_connect(run->round, &want, connected, &run->numbers[number]);
}

static void time_passed(uv_timer_t *timer)
{
    struct race_run *run = timer->data;
    if (gs_round_has(run->round, GS_PART_RACE)) { /* else it was dropped */
        go_on(run);
    }
}

static void wait_until(struct race_run *run, int64_t wake_us)
{
    if (wake_us < 0) {
        (void)uv_timer_stop(run->timer);
        return;
    }
    int64_t left_us = wake_us - now_us(run);
    uint64_t left_ms = left_us > 0 ? (uint64_t)(left_us + US_PER_MS - 1) / US_PER_MS : 0;
    uv_update_time(run->round->engine->loop);
    (void)uv_timer_start(run->timer, time_passed, left_ms, 0);
}

/* Where DNS has no address, libc's rows are raced: it knows the hosts file, too. */
static void take_libc_rows(struct race_run *run)
{
    struct gs_race *race = run->race;
    bool is_dns_over = true;
    for (size_t i = 0; i < 2; i++) {
        is_dns_over &= !race->dns[i].is_asked || race->dns[i].answered_us >= 0;
    }
    if (is_dns_over && race->lanes.count == 0 && run->libc.count > 0) {
        race->is_from_libc = true;
        const struct gs_race_answer rows = {.addresses = run->libc.items,
                                            .count = run->libc.count};
        gs_race_answered(race, &rows, now_us(run));
    }
}

static void go_on(struct race_run *run)
{
    struct gs_race *race = run->race;
    struct gs_race_todo todo;
    take_libc_rows(run);
    while ((todo = gs_race_next(race, now_us(run))).lane != SIZE_MAX) {
        connect_lane(run, todo.lane);
    }
    wait_until(run, todo.wake_us);
    race->is_complete = race->is_complete && run->is_libc_over;
    emit(run);
    if (race->is_complete) {
        gs_round_release(run->round, GS_PART_RACE);
    }
}

static void connected(struct gs_round *round, void *detail,
                      const struct gs_connection *connection, bool is_over)
{
    struct race_run *run = run_of(round);
    size_t number = *(const size_t *)detail;
    if (is_over) {
        gs_race_ended(run->race, number, connection, now_us(run));
        go_on(run);
    } else if (connection->status == GS_CONNECT_WAITING) { /* it had to wait for a turn */
        run->race->lanes.items[number].started_us = now_us(run);
        emit(run);
    }
}

/* --- answers --- */

/* Until libc has answered its order is computed; then it is the order. */
static void rank(struct race_run *run, struct gs_race_address *found, size_t count)
{
    struct gs_race_ranks order = run->libc;
    if (order.count == 0) {
        gs_race_ranks_compute(run->round, run->race, found, count, &order);
    }
    gs_race_ranked(run->race, order.items, order.count);
    for (size_t i = 0; i < count; i++) {
        found[i].rank = gs_race_ranks_find(&order, &found[i].endpoint);
    }
}

static void dns_answered(struct gs_round *round, void *detail,
                         struct gs_dns_answer *answer)
{
    (void)detail; /* the answer says its type */
    struct race_run *run = run_of(round);
    int family = answer->type == GS_TYPE_AAAA ? AF_INET6 : AF_INET;
    struct gs_race_address found[GS_RACE_ADDRESSES_MAX];
    size_t count = 0;
    int64_t answered_us = now_us(run);
    for (size_t i = 0; i < answer->answer.count; i++) {
        const struct gs_address *address = &answer->answer.items[i].address;
        if (address->family == family && count == GS_RACE_ADDRESSES_MAX) {
            run->race->left_out++;
        } else if (address->family == family) {
            found[count++] =
                (struct gs_race_address){.endpoint = {*address, run->race->port}};
        }
    }
    rank(run, found, count);
    const struct gs_race_answer come = {family, answer->outcome, found, count};
    gs_race_answered(run->race, &come, answered_us);
    go_on(run);
    gs_dns_answer_free(answer);
}

static void libc_answered(struct gs_round *round, void *detail,
                          struct gs_system_answer *answer)
{
    (void)detail;
    struct race_run *run = run_of(round);
    struct gs_race *race = run->race;
    race->libc_outcome = answer == NULL ? GS_OUTCOME_TIMED_OUT : answer->outcome;
    race->libc_us = answer == NULL ? now_us(run) : answer->elapsed_us;
    for (size_t i = 0; answer != NULL && i < answer->rows.count; i++) {
        gs_race_ranks_add(&run->libc, &answer->rows.items[i].address, race->port);
    }
    run->is_libc_over = true;
    if (run->libc.count > 0) {
        gs_race_ranked(race, run->libc.items, run->libc.count);
    }
    go_on(run);
    gs_system_answer_free(answer);
}

/* --- asking --- */

static void libc_done(void *context, uint64_t id, struct gs_system_answer *answer)
{
    (void)id; /* the context is the operation */
    gs_operation_finish(context, answer);
}

/* The question as it was put, for TCP: its lane is the person's, since it is measured. */
static void ask_libc(struct gs_round *round)
{
    struct gs_question question = round->question;
    question.hints.socktype = SOCK_STREAM;
    question.hints.protocol = IPPROTO_TCP;
    const struct gs_operation wanted = {
        .part = GS_PART_RACE,
        .source = SOURCE_VARIANT,
        .answered.variant = libc_answered,
    };
    struct gs_operation *operation =
        gs_operation_start(round, &wanted, gs_engine_now_us());
    operation->id = gs_system_start(round->engine->lanes, GS_LANE_INTERACTIVE, &question,
                                    libc_done, operation);
    gs_engine_arm_deadline(round->engine);
}

static void ask_dns(struct race_run *run, uint16_t type)
{
    const struct gs_dns_want want = {.part = GS_PART_RACE,
                                     .name = gs_question_node(&run->round->question),
                                     .type = type,
                                     .started_us = run->started_us};
    gs_round_ask_dns(run->round, &want, dns_answered, NULL);
}

static uint32_t read_number(const char *path)
{
    struct gs_buf text = {0};
    (void)gs_file_read(path, NUMBER_MAX, &text); /* missing: 0 */
    unsigned long number = strtoul(gs_buf_text(&text), NULL, 10);
    gs_buf_fini(&text);
    return number > UINT8_MAX ? UINT8_MAX : (uint32_t)number;
}

/* An address is raced to alone; libc would say nothing else. */
static void race_to(struct race_run *run, const struct gs_address *address)
{
    struct gs_race *race = run->race;
    const struct gs_race_address alone = {.endpoint = {*address, race->port}};
    const struct gs_race_answer itself = {.addresses = &alone, .count = 1};
    race->libc_outcome = GS_OUTCOME_ANSWERED;
    race->libc_us = 0;
    run->is_libc_over = true;
    gs_race_begin(race, false, false);
    gs_race_answered(race, &itself, 0);
    go_on(run);
}

/* Nobody is asked: the race is complete without a lane. */
static void race_nowhere(struct race_run *run)
{
    run->is_libc_over = true;
    gs_race_begin(run->race, false, false);
    go_on(run);
}

static void begin(struct gs_round *round, uint16_t port)
{
    struct race_run *run = run_of(round);
    const struct gs_question *question = &round->question;
    const char *name = gs_question_node(question);
    int family = question->hints.family;
    struct gs_address address;
    uv_timeval64_t wall = {0};
    (void)uv_gettimeofday(&wall); /* only fails for a bad pointer */
    run->started_us = gs_engine_now_us();
    run->race->raced_wall_s = wall.tv_sec;
    run->race->port = port;
    run->race->syn_retries = read_number("/proc/sys/net/ipv4/tcp_syn_retries");
    run->race->syn_linear = read_number("/proc/sys/net/ipv4/tcp_syn_linear_timeouts");
    if (name == NULL || name[0] == '\0' || port == 0 ||
        gs_question_is_refused(question)) {
        race_nowhere(run);
        return;
    }
    if (gs_question_is_literal(question, &address)) {
        race_to(run, &address);
        return;
    }
    bool is_for_dns = gs_name_is_for_dns(name);
    bool asks_v6 = is_for_dns && family != AF_INET;
    bool asks_v4 = is_for_dns && family != AF_INET6;
    gs_race_begin(run->race, asks_v6, asks_v4);
    if (asks_v6) {
        ask_dns(run, GS_TYPE_AAAA);
    }
    if (asks_v4) {
        ask_dns(run, GS_TYPE_A);
    }
    ask_libc(round);
    go_on(run);
}

static void service_known(struct gs_round *round, struct gs_services *services)
{
    begin(round, services == NULL ? 0 : gs_services_tcp_port(services));
    gs_services_free(services);
}

/* No attempt is measured longer than the engine waits at all: what is shown says so. */
static struct gs_race_settings settings_of(const struct gs_round *round)
{
    struct gs_race_settings settings = gs_round_settings(round)->race;
    uint32_t longest_ms = gs_round_settings(round)->deadline_ms;
    if (settings.deadline_ms > longest_ms) {
        settings.deadline_ms = longest_ms;
    }
    return settings;
}

void gs_run_race(struct gs_round *round)
{
    const struct gs_race_settings settings = settings_of(round);
    struct race_run *run = gs_mem_new(1, sizeof *run);
    const char *service = gs_question_service(&round->question);
    const char *name = gs_question_node(&round->question);
    round->runs[GS_PART_RACE] = run;
    run->round = round;
    run->timer = gs_mem_new(1, sizeof *run->timer);
    (void)uv_timer_init(round->engine->loop, run->timer); /* cannot fail */
    run->timer->data = run;
    run->race = gs_race_new(name == NULL ? "" : name, &settings);
    free(run->race->service);
    run->race->service = gs_mem_copy_text(service == NULL ? usual_service : service);
    gs_round_hold(round, GS_PART_RACE); /* until it is complete */
    (void)gs_round_interfaces(round);   /* read before anything is measured */
    uint16_t port = 0;
    if (gs_round_port(round, usual_port, &port)) {
        begin(round, port);
    } else {
        gs_round_ask_services(round, GS_PART_RACE, NULL, 0, service_known);
    }
}
