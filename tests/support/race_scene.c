/* SPDX-License-Identifier: MIT */
#include "support/race_scene.h"

#include "gaiscope/model/event.h"
#include "gaiscope/rules/idn.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include <netinet/in.h>
#include <sys/socket.h>

enum {
    MS = 1000,
    SECOND = 1000000,
    PORT = 80,
    LATE = -1, /* not yet, never */
};

#define V6   "2600:1402:b800:88c::255e"
#define V6_2 "2600:1402:b800:893::255e"
#define V4   "104.67.192.104"

/* One lane: whom, since when it waits, when it began and ended (ms; LATE), and how. */
struct lane {
    const char *address;
    int waits_ms;
    int began_ms;
    int ended_ms;
    enum gs_connect_status status;
    int error;
};

/* The round whose events are being applied, and when it began. */
static uint64_t round_id;
static int64_t began_us;
static int64_t began_s;

static struct gs_address address(const char *text)
{
    struct gs_address out = {0};
    (void)gs_address_parse(text, &out);
    return out;
}

static void apply(struct gs_session *session, struct gs_event event, int64_t after_us)
{
    event.round = event.type == GS_EVENT_MACHINE ? 0 : round_id;
    event.at_us = began_us + after_us;
    gs_session_apply(session, &event);
    gs_event_fini(&event);
}

static void start(struct gs_session *session, const char *host, const char *service,
                  unsigned parts)
{
    struct gs_event event = {.type = GS_EVENT_STARTED};
    struct gs_question *question = gs_mem_new(1, sizeof *question);
    (void)gs_question_set(question, host, service);
    question->hints = gs_hints_default();
    gs_idn_complete(question);
    event.of.started.question = question;
    event.of.started.parts = parts;
    event.of.started.wall_s = began_s;
    round_id++;
    apply(session, event, 0);
}

static void finish(struct gs_session *session, enum gs_part part, int64_t after_us)
{
    struct gs_event event = {.type = GS_EVENT_PART_DONE};
    event.of.part = part;
    apply(session, event, after_us);
}

/* The machine and the moment, and the race part asked of a host. */
static void begin(struct gs_session *session, const char *host, const char *service)
{
    struct gs_machine *machine = gs_mem_new(1, sizeof *machine);
    machine->source_v4 = address("10.0.0.7");
    machine->source_v6 = address("2001:db8::7");
    machine->counts_v4 = machine->counts_v6 = true;
    machine->resolver.servers[0] = (struct gs_endpoint){address("10.0.0.2"), 53};
    machine->resolver.server_count = 1;
    began_us = RACE_SCENE_US;
    began_s = RACE_SCENE_S;
    apply(session, (struct gs_event){.type = GS_EVENT_MACHINE, .of.machine = machine}, 0);
    start(session, host, service, GS_PART_BIT(GS_PART_RACE));
}

/* -- races ----------------------------------------------------------------------------- */

static struct gs_race *new_race(void)
{
    struct gs_race_settings settings = gs_race_settings_default();
    struct gs_race *race = gs_race_new(RACE_SCENE_HOST, &settings);
    free(race->service);
    race->service = gs_mem_copy_text("www");
    race->port = PORT;
    race->raced_wall_s = began_s;
    race->syn_retries = 6;
    return race;
}

static void answer(struct gs_race *race, int family, enum gs_outcome outcome, int at_ms)
{
    struct gs_race_dns *dns = &race->dns[gs_race_side(family)];
    dns->is_asked = true;
    dns->outcome = outcome;
    dns->answered_us = at_ms < 0 ? -1 : (int64_t)at_ms * MS;
}

static void answers(struct gs_race *race, int aaaa_ms, int a_ms)
{
    answer(race, AF_INET6, GS_OUTCOME_ANSWERED, aaaa_ms);
    answer(race, AF_INET, GS_OUTCOME_ANSWERED, a_ms);
}

static void delay(struct gs_race *race, int from_ms, int until_ms)
{
    race->delay_from_us = (int64_t)from_ms * MS;
    race->delay_until_us = (int64_t)until_ms * MS;
}

static int64_t us(int ms)
{
    return ms < 0 ? -1 : (int64_t)ms * MS;
}

static void describe_path(struct gs_connection *connection)
{
    bool is_v4 = connection->endpoint.address.family == AF_INET;
    if (connection->status == GS_CONNECT_OPEN ||
        connection->status == GS_CONNECT_REFUSED) {
        connection->source = address(is_v4 ? "10.0.0.7" : "2001:db8::7");
        (void)snprintf(connection->interface, sizeof connection->interface, "eth0");
        connection->mtu_bytes = 1500;
        connection->syns_again = connection->elapsed_us > SECOND ? 1 : 0;
    }
}

static void add_lane(struct gs_race *race, const struct lane *lane, size_t rank)
{
    struct gs_race_lane out = {.rank = rank,
                               .waits_us = us(lane->waits_ms),
                               .started_us = us(lane->began_ms),
                               .ended_us = us(lane->ended_ms)};
    out.connection.endpoint = (struct gs_endpoint){address(lane->address), race->port};
    out.connection.status = lane->status;
    out.connection.error = lane->error;
    out.connection.elapsed_us = out.ended_us >= 0 ? out.ended_us - out.started_us : 0;
    out.is_after_win = race->won_us >= 0 && out.started_us > race->won_us;
    describe_path(&out.connection);
    race->elapsed_us = out.ended_us > race->elapsed_us ? out.ended_us : race->elapsed_us;
    race->dns[gs_race_side(out.connection.endpoint.address.family)].address_count++;
    gs_vec_push(&race->lanes, out);
}

static void add_lanes(struct gs_race *race, const struct lane *lanes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        add_lane(race, &lanes[i], i);
    }
}

#define LANES(race, array) add_lanes(race, array, sizeof(array) / sizeof *(array))

static void win(struct gs_race *race, size_t lane, int at_ms)
{
    race->winner = lane;
    race->won_us = us(at_ms);
}

static void emit(struct gs_session *session, struct gs_race *race)
{
    apply(session, (struct gs_event){.type = GS_EVENT_RACE, .of.race = race},
          race->elapsed_us);
}

/* The race is at its end. */
static void end(struct gs_session *session, struct gs_race *race)
{
    int64_t elapsed_us = race->elapsed_us;
    race->is_complete = true;
    emit(session, race);
    finish(session, GS_PART_RACE, elapsed_us);
}

static struct gs_race *measured(void)
{
    static const struct lane lanes[] = {
        {V6, 60, 60, 1151, GS_CONNECT_OPEN, 0},
        {V4, 60, 310, 348, GS_CONNECT_OPEN, 0},
        {V6_2, 310, 560, 591, GS_CONNECT_OPEN, 0},
    };
    struct gs_race *race = new_race();
    answers(race, 60, 18);
    delay(race, 18, 60);
    win(race, 1, 348);
    LANES(race, lanes);
    race->lanes.items[1].rank = 2; /* libc has both IPv6 addresses first */
    race->lanes.items[2].rank = 1;
    race->libc_outcome = GS_OUTCOME_ANSWERED;
    race->libc_us = 0;
    return race;
}

static void begin_www(struct gs_session *session)
{
    begin(session, RACE_SCENE_HOST, "www");
}

void race_scene_fill(struct gs_session *session)
{
    begin_www(session);
    end(session, measured());
}

void race_scene_both(struct gs_session *session)
{
    static const char *const rows[] = {V6, V6_2, V4};
    struct gs_system_answer *libc = gs_system_answer_new();
    begin_www(session);
    start(session, RACE_SCENE_HOST, "www",
          GS_PART_BIT(GS_PART_RACE) | GS_PART_BIT(GS_PART_SYSTEM));
    libc->outcome = GS_OUTCOME_ANSWERED;
    libc->error.name = "";
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct gs_addrinfo row = {.address = address(rows[i]),
                                  .socktype = SOCK_STREAM,
                                  .protocol = IPPROTO_TCP,
                                  .port = PORT};
        row.family = row.address.family;
        gs_vec_push(&libc->rows, row);
    }
    apply(session, (struct gs_event){.type = GS_EVENT_SYSTEM, .of.system = libc}, 0);
    finish(session, GS_PART_SYSTEM, 0);
    end(session, measured());
}

static struct gs_race *fast(int won_ms)
{
    const struct lane lanes[] = {
        {V6, 21, 21, won_ms, GS_CONNECT_OPEN, 0},
        {V4, 21, 271, 309, GS_CONNECT_OPEN, 0},
    };
    struct gs_race *race = new_race();
    answers(race, 21, 24);
    win(race, 0, won_ms);
    LANES(race, lanes);
    return race;
}

void race_scene_v6_wins(struct gs_session *session)
{
    begin_www(session);
    end(session, fast(52));
}

void race_scene_v6_refused(struct gs_session *session)
{
    static const struct lane lanes[] = {
        {V6, 20, 20, 51, GS_CONNECT_REFUSED, ECONNREFUSED},
        {V4, 20, 51, 89, GS_CONNECT_OPEN, 0},
        {V6_2, 51, 301, 333, GS_CONNECT_REFUSED, ECONNREFUSED},
    };
    struct gs_race *race = new_race();
    begin_www(session);
    answers(race, 20, 18);
    delay(race, 18, 20);
    win(race, 1, 89);
    LANES(race, lanes);
    end(session, race);
}

void race_scene_black_hole(struct gs_session *session)
{
    static const struct lane lanes[] = {
        {V6, 20, 20, 10020, GS_CONNECT_SILENT, ETIMEDOUT},
        {V4, 20, 270, 308, GS_CONNECT_OPEN, 0},
        {V6_2, 270, 520, 10520, GS_CONNECT_SILENT, ETIMEDOUT},
    };
    struct gs_race *race = new_race();
    begin_www(session);
    answers(race, 20, 22);
    win(race, 1, 308);
    LANES(race, lanes);
    end(session, race);
}

void race_scene_v4_only(struct gs_session *session)
{
    static const struct lane lanes[] = {
        {V4, 23, 23, 61, GS_CONNECT_OPEN, 0},
        {"104.67.192.105", 23, 273, 312, GS_CONNECT_OPEN, 0},
    };
    struct gs_race *race = new_race();
    begin_www(session);
    answers(race, 23, 18);
    race->dns[0].outcome = GS_OUTCOME_NO_DATA;
    delay(race, 18, 23);
    win(race, 0, 61);
    LANES(race, lanes);
    end(session, race);
}

void race_scene_v6_only(struct gs_session *session)
{
    static const struct lane lanes[] = {{V6, 23, 23, 61, GS_CONNECT_OPEN, 0}};
    struct gs_race *race = new_race();
    begin_www(session);
    answers(race, 23, 31);
    race->dns[1].outcome = GS_OUTCOME_NO_DATA;
    win(race, 0, 61);
    LANES(race, lanes);
    end(session, race);
}

void race_scene_aaaa_late(struct gs_session *session)
{
    static const struct lane lanes[] = {
        {V4, 68, 68, 106, GS_CONNECT_OPEN, 0},
        {V6, LATE, 460, 492, GS_CONNECT_OPEN, 0},
    };
    struct gs_race *race = new_race();
    begin_www(session);
    answers(race, 180, 18);
    delay(race, 18, 68);
    win(race, 0, 106);
    LANES(race, lanes);
    end(session, race);
}

void race_scene_aaaa_never(struct gs_session *session)
{
    static const struct lane lanes[] = {{V4, 68, 68, 106, GS_CONNECT_OPEN, 0}};
    struct gs_race *race = new_race();
    begin_www(session);
    answers(race, 10000, 18);
    race->dns[0].outcome = GS_OUTCOME_TIMED_OUT;
    delay(race, 18, 68);
    win(race, 0, 106);
    LANES(race, lanes);
    race->elapsed_us = 10000 * (int64_t)MS;
    end(session, race);
}

void race_scene_eight(struct gs_session *session)
{
    static const struct lane lanes[] = {
        {"2001:db8:11::1", 20, 20, 10020, GS_CONNECT_SILENT, ETIMEDOUT},
        {"192.0.2.1", 20, 270, 310, GS_CONNECT_REFUSED, ECONNREFUSED},
        {"2001:db8:11::2", 270, 310, 10310, GS_CONNECT_SILENT, ETIMEDOUT},
        {"192.0.2.2", 310, 560, 604, GS_CONNECT_OPEN, 0},
        {"2001:db8:11::3", 560, 810, 810, GS_CONNECT_NO_ROUTE, ENETUNREACH},
        {"192.0.2.3", 810, 1060, 1101, GS_CONNECT_OPEN, 0},
        {"2001:db8:11::4", 1060, 1310, 1344, GS_CONNECT_OPEN, 0},
        {"192.0.2.4", 1310, 1560, 1601, GS_CONNECT_OPEN, 0},
    };
    struct gs_race *race = new_race();
    begin_www(session);
    answers(race, 20, 24);
    win(race, 3, 604);
    LANES(race, lanes);
    end(session, race);
}

void race_scene_many(struct gs_session *session)
{
    struct gs_race *race = new_race();
    begin_www(session);
    answers(race, 20, 24);
    win(race, 0, 50);
    for (int i = 0; i < GS_RACE_ADDRESSES_MAX; i++) {
        char text[GS_ADDRESS_TEXT_MAX];
        int at_ms = 20 + i * 250;
        (void)snprintf(text, sizeof text, i % 2 == 0 ? "2001:db8:12::%d" : "192.0.2.%d",
                       i + 1);
        const struct lane lane = {text,       i > 0 ? at_ms - 250 : 20, at_ms,
                                  at_ms + 30, GS_CONNECT_OPEN,          0};
        add_lane(race, &lane, (size_t)i);
    }
    race->left_out = 12;
    end(session, race);
}

static struct gs_race *under_way(void)
{
    static const struct lane lanes[] = {
        {V6, 60, 60, LATE, GS_CONNECT_WAITING, 0},
        {V4, 60, LATE, LATE, GS_CONNECT_IDLE, 0},
        {V6_2, LATE, LATE, LATE, GS_CONNECT_IDLE, 0},
    };
    struct gs_race *race = new_race();
    answers(race, 60, 18);
    delay(race, 18, 60);
    LANES(race, lanes);
    race->elapsed_us = 60 * MS;
    return race;
}

void race_scene_running(struct gs_session *session)
{
    begin_www(session);
    emit(session, under_way());
}

void race_scene_again(struct gs_session *session)
{
    race_scene_fill(session);
    began_us += 60 * (int64_t)SECOND;
    began_s += 60;
    start(session, RACE_SCENE_HOST, "www", GS_PART_BIT(GS_PART_RACE));
}

void race_scene_stopped(struct gs_session *session)
{
    race_scene_running(session);
    apply(session, (struct gs_event){.type = GS_EVENT_CANCELLED}, 240 * MS);
}

void race_scene_nobody(struct gs_session *session)
{
    static const struct lane lanes[] = {
        {V6, 60, 60, 60, GS_CONNECT_NO_ROUTE, ENETUNREACH},
        {V4, 60, 60, 98, GS_CONNECT_REFUSED, ECONNREFUSED},
        {V6_2, 60, 98, 10098, GS_CONNECT_SILENT, ETIMEDOUT},
    };
    struct gs_race *race = new_race();
    begin_www(session);
    answers(race, 60, 18);
    delay(race, 18, 60);
    LANES(race, lanes);
    end(session, race);
}

void race_scene_literal(struct gs_session *session)
{
    static const struct lane lanes[] = {{"2001:db8::80", 0, 0, 31, GS_CONNECT_OPEN, 0}};
    struct gs_race *race = new_race();
    begin(session, "2001:db8::80", "https");
    race->port = 443;
    win(race, 0, 31);
    LANES(race, lanes);
    end(session, race);
}

void race_scene_libc(struct gs_session *session)
{
    static const struct lane lanes[] = {{"10.0.0.9", 24, 24, 26, GS_CONNECT_OPEN, 0}};
    struct gs_race *race = new_race();
    begin(session, "printer", "www");
    answers(race, 21, 24);
    race->dns[0].outcome = race->dns[1].outcome = GS_OUTCOME_NO_SUCH_NAME;
    race->is_from_libc = true;
    race->libc_outcome = GS_OUTCOME_ANSWERED;
    race->libc_us = 24 * MS;
    win(race, 0, 26);
    LANES(race, lanes);
    race->dns[1].address_count = 0; /* it is libc's */
    end(session, race);
}

void race_scene_no_port(struct gs_session *session)
{
    struct gs_race *race = new_race();
    begin(session, RACE_SCENE_HOST, "tftp");
    free(race->service);
    race->service = gs_mem_copy_text("tftp");
    race->port = 0;
    answers(race, 60, 18);
    race->elapsed_us = 60 * MS;
    end(session, race);
}

/* One race more, ten seconds after the last one. */
static void race_again(struct gs_session *session, struct gs_race *race)
{
    began_us += 10 * (int64_t)SECOND;
    began_s += 10;
    race->raced_wall_s = began_s;
    start(session, RACE_SCENE_HOST, "www", GS_PART_BIT(GS_PART_RACE));
    end(session, race);
}

void race_scene_history(struct gs_session *session)
{
    struct gs_race *other = fast(47);
    other->settings.attempt_delay_ms = 100;
    race_scene_fill(session);
    race_again(session, other);
    race_again(session, fast(52));
    race_again(session, fast(49));
    race_again(session, measured());
}
