/* SPDX-License-Identifier: MIT */
#include "support/connect_scene.h"

#include "support/race_scene.h"

#include "gaiscope/model/event.h"
#include "gaiscope/rules/idn.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include <netdb.h>
#include <sys/socket.h>

enum {
    ROUND = 5000, /* above the race's */
    MS = 1000,
    SECOND = 1000000,
};

#define V6        "2600:1402:b800:88c::255e"
#define V6_2      "2600:1402:b800:893::255e"
#define V4        "104.67.192.104"
#define CANONICAL "e9566.dscb.akamaiedge.net"

/* One attempt: whom, the number of the service, how it ended and after how long. */
struct attempt {
    const char *address;
    size_t service;
    enum gs_connect_status status;
    int error;
    int elapsed_ms;
    const char *banner; /* NULL: nothing was said */
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

static void start(struct gs_session *session, const char *host, const char *service)
{
    struct gs_event event = {.type = GS_EVENT_STARTED};
    struct gs_question *question = gs_mem_new(1, sizeof *question);
    (void)gs_question_set(question, host, service);
    question->hints = gs_hints_default();
    gs_idn_complete(question);
    event.of.started.question = question;
    event.of.started.parts = GS_PART_BIT(GS_PART_CONNECT);
    event.of.started.wall_s = began_s;
    round_id++;
    apply(session, event, 0);
}

/* The machine and the moment, and the connect part asked of a host. */
static void begin(struct gs_session *session, const char *host, const char *service)
{
    struct gs_machine *machine = gs_mem_new(1, sizeof *machine);
    machine->source_v4 = address("10.0.0.7");
    machine->source_v6 = address("2001:db8::7");
    machine->counts_v4 = machine->counts_v6 = true;
    machine->resolver.servers[0] = (struct gs_endpoint){address("10.0.0.2"), 53};
    machine->resolver.server_count = 1;
    round_id = ROUND;
    began_us = CONNECT_SCENE_US;
    began_s = CONNECT_SCENE_S;
    apply(session, (struct gs_event){.type = GS_EVENT_MACHINE, .of.machine = machine}, 0);
    start(session, host, service);
}

/* -- reports -------------------------------------------------------------------------- */

static void add_service(struct gs_connect_report *report, const char *name, uint16_t port)
{
    struct gs_connect_service *service = &report->services[report->service_count++];
    (void)snprintf(service->name, sizeof service->name, "%s", name);
    service->port = port;
}

static struct gs_connect_report *new_report(const char *canonical)
{
    struct gs_connect_report *report = gs_connect_report_new(CONNECT_SCENE_HOST);
    report->name_outcome = GS_OUTCOME_ANSWERED;
    report->canonical = canonical == NULL ? NULL : gs_mem_copy_text(canonical);
    return report;
}

static struct gs_connect_report *web_report(void)
{
    struct gs_connect_report *report = new_report(CANONICAL);
    add_service(report, "www", 80);
    add_service(report, "https", 443);
    return report;
}

static struct gs_connect_report *www_report(void)
{
    struct gs_connect_report *report = new_report(CANONICAL);
    add_service(report, "www", 80);
    return report;
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

static void add_attempt(struct gs_connect_report *report, const struct attempt *from)
{
    struct gs_connect_attempt out = {.service = from->service};
    struct gs_connection *connection = &out.connection;
    connection->endpoint = (struct gs_endpoint){address(from->address),
                                                report->services[from->service].port};
    connection->status = from->status;
    connection->error = from->error;
    connection->elapsed_us = (int64_t)from->elapsed_ms * MS;
    describe_path(connection);
    if (from->banner != NULL) {
        (void)snprintf(connection->banner, sizeof connection->banner, "%s", from->banner);
        connection->banner_us = 12 * (int64_t)MS;
    }
    if (connection->elapsed_us > report->elapsed_us) {
        report->elapsed_us = connection->elapsed_us;
    }
    gs_vec_push(&report->attempts, out);
}

static void add_attempts(struct gs_connect_report *report, const struct attempt *attempts,
                         size_t count)
{
    for (size_t i = 0; i < count; i++) {
        add_attempt(report, &attempts[i]);
    }
}

#define ATTEMPTS(report, array)                                                          \
    add_attempts(report, array, sizeof(array) / sizeof *(array))

static void emit(struct gs_session *session, struct gs_connect_report *report)
{
    apply(session, (struct gs_event){.type = GS_EVENT_CONNECT, .of.connect = report},
          report->elapsed_us);
}

/* Nothing is under way any more. */
static void end(struct gs_session *session, struct gs_connect_report *report)
{
    struct gs_event done = {.type = GS_EVENT_PART_DONE, .of.part = GS_PART_CONNECT};
    int64_t elapsed_us = report->elapsed_us;
    report->is_complete = true;
    emit(session, report);
    apply(session, done, elapsed_us);
}

/* -- scenes --------------------------------------------------------------------------- */

static void end_web(struct gs_session *session)
{
    static const struct attempt attempts[] = {
        {V6, 0, GS_CONNECT_OPEN, 0, 31, NULL},
        {V6, 1, GS_CONNECT_OPEN, 0, 32, NULL},
        {V6_2, 0, GS_CONNECT_OPEN, 0, 33, NULL},
        {V6_2, 1, GS_CONNECT_REFUSED, ECONNREFUSED, 30, NULL},
        {V4, 0, GS_CONNECT_OPEN, 0, 38, NULL},
        {V4, 1, GS_CONNECT_SILENT, ETIMEDOUT, 10000, NULL},
    };
    struct gs_connect_report *report = web_report();
    ATTEMPTS(report, attempts);
    end(session, report);
}

void connect_scene_fill(struct gs_session *session)
{
    begin(session, CONNECT_SCENE_HOST, "www");
    end_web(session);
}

void connect_scene_raced(struct gs_session *session)
{
    race_scene_fill(session);
    connect_scene_fill(session);
}

void connect_scene_one(struct gs_session *session)
{
    static const struct attempt attempts[] = {
        {V6, 0, GS_CONNECT_OPEN, 0, 1031, NULL},
        {V6_2, 0, GS_CONNECT_OPEN, 0, 33, NULL},
        {V4, 0, GS_CONNECT_OPEN, 0, 38, NULL},
    };
    struct gs_connect_report *report = www_report();
    begin(session, CONNECT_SCENE_HOST, "www");
    ATTEMPTS(report, attempts);
    end(session, report);
}

void connect_scene_ends(struct gs_session *session)
{
    static const struct attempt attempts[] = {
        {V6, 0, GS_CONNECT_NO_ROUTE, ENETUNREACH, 0, NULL},
        {V6_2, 0, GS_CONNECT_SILENT, ETIMEDOUT, 10000, NULL},
        {"2001:db8::80", 0, GS_CONNECT_FAILED, EACCES, 0, NULL},
        {V4, 0, GS_CONNECT_REFUSED, ECONNREFUSED, 38, NULL},
        {"104.67.192.105", 0, GS_CONNECT_OPEN, 0, 41, NULL},
    };
    struct gs_connect_report *report = www_report();
    begin(session, CONNECT_SCENE_HOST, "www");
    ATTEMPTS(report, attempts);
    end(session, report);
}

void connect_scene_refused(struct gs_session *session)
{
    static const struct attempt attempts[] = {
        {V6, 0, GS_CONNECT_REFUSED, ECONNREFUSED, 31, NULL},
        {V4, 0, GS_CONNECT_REFUSED, ECONNREFUSED, 38, NULL},
    };
    struct gs_connect_report *report = www_report();
    begin(session, CONNECT_SCENE_HOST, "www");
    ATTEMPTS(report, attempts);
    end(session, report);
}

void connect_scene_v6_silent(struct gs_session *session)
{
    static const struct attempt attempts[] = {
        {V6, 0, GS_CONNECT_SILENT, ETIMEDOUT, 10000, NULL},
        {V6_2, 0, GS_CONNECT_SILENT, ETIMEDOUT, 10000, NULL},
        {V4, 0, GS_CONNECT_OPEN, 0, 38, NULL},
    };
    struct gs_connect_report *report = www_report();
    begin(session, CONNECT_SCENE_HOST, "www");
    ATTEMPTS(report, attempts);
    end(session, report);
}

void connect_scene_banner(struct gs_session *session)
{
    static const struct attempt attempts[] = {
        {V6, 0, GS_CONNECT_OPEN, 0, 31, "220 mx.mit.edu ESMTP ready"},
        {V6, 1, GS_CONNECT_OPEN, 0, 32, "SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u3"},
        {V6, 2, GS_CONNECT_OPEN, 0, 30, NULL},
        {V6, 3, GS_CONNECT_REFUSED, ECONNREFUSED, 31, NULL},
        {V4, 0, GS_CONNECT_OPEN, 0, 38, "220 mx.mit.edu ESMTP ready"},
        {V4, 1, GS_CONNECT_REFUSED, ECONNREFUSED, 37, NULL},
        {V4, 2, GS_CONNECT_OPEN, 0, 39, NULL},
        {V4, 3, GS_CONNECT_REFUSED, ECONNREFUSED, 38, NULL},
    };
    struct gs_connect_report *report = new_report(NULL);
    add_service(report, "smtp", 25);
    add_service(report, "ssh", 22);
    add_service(report, "www", 80);
    add_service(report, "8080", 8080);
    report->reads_banner = true;
    begin(session, CONNECT_SCENE_HOST, NULL);
    ATTEMPTS(report, attempts);
    end(session, report);
}

static void emit_half(struct gs_session *session)
{
    static const struct attempt attempts[] = {
        {V6, 0, GS_CONNECT_OPEN, 0, 31, NULL},
        {V6, 1, GS_CONNECT_WAITING, 0, 32, NULL},
        {V6_2, 0, GS_CONNECT_WAITING, 0, 33, NULL},
        {V6_2, 1, GS_CONNECT_REFUSED, ECONNREFUSED, 30, NULL},
        {V4, 0, GS_CONNECT_WAITING, 0, 33, NULL},
        {V4, 1, GS_CONNECT_IDLE, 0, 0, NULL},
    };
    struct gs_connect_report *report = web_report();
    ATTEMPTS(report, attempts);
    emit(session, report);
}

void connect_scene_waiting(struct gs_session *session)
{
    begin(session, CONNECT_SCENE_HOST, NULL);
    emit_half(session);
}

void connect_scene_begun(struct gs_session *session)
{
    begin(session, CONNECT_SCENE_HOST, NULL);
}

void connect_scene_again(struct gs_session *session)
{
    connect_scene_fill(session);
    began_us += 60 * (int64_t)SECOND;
    began_s += 60;
    start(session, CONNECT_SCENE_HOST, "www");
}

void connect_scene_stopped(struct gs_session *session)
{
    connect_scene_waiting(session);
    apply(session, (struct gs_event){.type = GS_EVENT_CANCELLED}, 240 * MS);
}

static void end_nameless(struct gs_session *session, enum gs_outcome outcome,
                         int eai_code, int64_t elapsed_us)
{
    struct gs_connect_report *report = new_report(NULL);
    add_service(report, "www", 80);
    report->name_outcome = outcome;
    report->eai_code = eai_code;
    report->elapsed_us = elapsed_us;
    begin(session, CONNECT_SCENE_HOST, "www");
    end(session, report);
}

void connect_scene_no_name(struct gs_session *session)
{
    end_nameless(session, GS_OUTCOME_NO_SUCH_NAME, EAI_NONAME, 24 * (int64_t)MS);
}

void connect_scene_try_again(struct gs_session *session)
{
    end_nameless(session, GS_OUTCOME_TRY_AGAIN, EAI_AGAIN, 10 * (int64_t)SECOND);
}

void connect_scene_unknown(struct gs_session *session)
{
    static const struct attempt attempts[] = {
        {V6, 0, GS_CONNECT_OPEN, 0, 31, NULL},
        {V4, 0, GS_CONNECT_OPEN, 0, 38, NULL},
    };
    struct gs_connect_report *report = new_report(CANONICAL);
    add_service(report, "www", 80);
    add_service(report, "nosuch", 0);
    begin(session, CONNECT_SCENE_HOST, "www");
    ATTEMPTS(report, attempts);
    end(session, report);
}

void connect_scene_hostile(struct gs_session *session)
{
    static const struct attempt attempts[] = {
        {V6, 0, GS_CONNECT_OPEN, 0, 31, NULL},
        {V6, 1, GS_CONNECT_OPEN, 0, 31, NULL},
    };
    // NOLINTNEXTLINE(misc-misleading-bidirectional)
    struct gs_connect_report *report = new_report("\xe2\x80\xae\x1b[31m.test");
    add_service(report, "www", 80);
    add_service(report, "a-service-whose-name-is-longer-than-any-column-there-is", 81);
    begin(session, CONNECT_SCENE_HOST, NULL);
    ATTEMPTS(report, attempts);
    report->left_out = 17;
    end(session, report);
}

void connect_scene_literal(struct gs_session *session)
{
    static const struct attempt attempts[] = {
        {"2001:db8::80", 0, GS_CONNECT_OPEN, 0, 31, NULL},
    };
    struct gs_connect_report *report = new_report(NULL);
    add_service(report, "https", 443);
    begin(session, "2001:db8::80", "https");
    ATTEMPTS(report, attempts);
    end(session, report);
}
