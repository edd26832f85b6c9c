/* SPDX-License-Identifier: MIT */
/*
 * The connect part: a TCP connect to each address that is shown, for each chosen service. The
 * host is never resolved for it: its addresses are those that the round was asked with, or
 * those of the getaddrinfo call of the same round.
 *
 *     services -- a name: getaddrinfo without a host --.
 *     addresses -- shown, or this round's getaddrinfo --+-> attempts -> each its end -> done
 *     canonical name -- known, or one getaddrinfo ------'   (an answer of its own)
 */
#include "engine_private.h"
#include "pace.h"

#include "gaiscope/base/ascii.h"

#include <stdlib.h>
#include <string.h>

#include <netdb.h>
#include <sys/socket.h>

/* One attempt, for its handler. */
struct attempt {
    size_t number; /* in the report */
};

struct connect_run {
    struct gs_round *round;
    struct gs_connect_report *report; /* so far; owned */
    struct gs_address_list addresses; /* each once */
    struct attempt *attempts;         /* one a line of the report */
    struct gs_pace *pace;
    size_t waiting;     /* attempts not at their end, and calls of libc */
    size_t asked_ports; /* names of services being looked up */
    bool has_addresses; /* they are all there */
    bool has_begun;     /* the attempts are */
};

static struct connect_run *run_of(const struct gs_round *round)
{
    return round->runs[GS_PART_CONNECT];
}

static void tell(void *context)
{
    struct connect_run *run = context;
    if (!gs_round_has(run->round, GS_PART_CONNECT)) {
        return; /* stopped meanwhile */
    }
    run->report->elapsed_us = gs_engine_now_us() - run->round->started_us;
    struct gs_event event = {.type = GS_EVENT_CONNECT};
    event.of.connect = gs_connect_report_copy(run->report);
    gs_round_emit(run->round, event);
}

/* Something came: the last thing is told at once. */
static void changed(struct connect_run *run)
{
    run->report->is_complete = run->has_begun && run->waiting == 0;
    if (run->report->is_complete) {
        gs_pace_tell(run->pace);
    } else {
        gs_pace_changed(run->pace);
    }
}

static void heard(struct gs_round *round, void *detail,
                  const struct gs_connection *connection, bool is_over)
{
    const struct attempt *attempt = detail;
    struct connect_run *run = run_of(round);
    run->report->attempts.items[attempt->number].connection = *connection;
    run->waiting -= is_over ? 1 : 0;
    changed(run);
}

static void add_attempt(struct connect_run *run, const struct gs_address *address,
                        size_t service)
{
    struct gs_connect_report *report = run->report;
    struct gs_connect_attempt attempt = {
        .service = service,
        .connection.endpoint = {*address, report->services[service].port}};
    if (attempt.connection.endpoint.port == 0) {
        return; /* nobody knows where that is */
    }
    if (report->attempts.count == GS_CONNECT_ATTEMPTS_MAX) {
        report->left_out++;
        return;
    }
    gs_vec_push(&report->attempts, attempt);
}

static void begin_attempt(struct connect_run *run, size_t number)
{
    struct gs_connection *connection = &run->report->attempts.items[number].connection;
    const struct gs_connect_want want = {
        .part = GS_PART_CONNECT,
        .endpoint = connection->endpoint,
        .reads_banner = run->report->reads_banner,
        .deadline_ms = GS_CONNECT_DEADLINE_MS,
    };
    run->attempts[number].number = number;
    run->waiting++;
    bool is_begun = gs_round_connect(run->round, &want, heard, &run->attempts[number]);
    connection->status = is_begun ? GS_CONNECT_WAITING : GS_CONNECT_IDLE;
}

/* Addresses and ports are known. */
static void begin(struct connect_run *run)
{
    if (run->has_begun || !run->has_addresses || run->asked_ports > 0) {
        return;
    }
    run->has_begun = true;
    for (size_t i = 0; i < run->addresses.count; i++) {
        for (size_t j = 0; j < run->report->service_count; j++) {
            add_attempt(run, &run->addresses.items[i], j);
        }
    }
    size_t count = run->report->attempts.count;
    run->attempts = gs_mem_new(count + 1, sizeof *run->attempts);
    for (size_t i = 0; i < count; i++) {
        begin_attempt(run, i);
    }
}

/* -- services ------------------------------------------------------------------------ */

static void port_answered(struct gs_round *round, void *detail,
                          struct gs_system_answer *answer)
{
    struct gs_connect_service *service = detail;
    struct connect_run *run = run_of(round);
    if (answer != NULL && answer->rows.count > 0) {
        service->port = answer->rows.items[0].port;
    }
    gs_system_answer_free(answer);
    run->asked_ports--;
    run->waiting--;
    begin(run);
    changed(run);
}

/* As a program does it: getaddrinfo without a host reads the services table alone. Of a number
 * that is no port it would take the lower 16 bits. */
static void ask_port(struct connect_run *run, struct gs_connect_service *service)
{
    struct gs_question question = {.is_null = true, .has_service = true};
    service->port = gs_port_parse(service->name);
    if (gs_ascii_is_number(service->name)) {
        return;
    }
    question.hints.socktype = SOCK_STREAM;
    (void)snprintf(question.service, sizeof question.service, "%s", service->name);
    run->asked_ports++;
    run->waiting++;
    const struct gs_variant_want want = {GS_PART_CONNECT, &question,
                                         run->round->started_us};
    gs_round_ask_variant(run->round, &want, port_answered, service);
}

static void add_service(struct gs_connect_report *report, const char *name)
{
    struct gs_connect_service *service = &report->services[report->service_count++];
    size_t len = strnlen(name, GS_CONNECT_NAME_MAX);
    memcpy(service->name, name, len);
}

/* The chosen ones; else the question's own; else those of the web. */
static void choose_services(struct connect_run *run)
{
    const struct gs_connect_choice *choice = &gs_round_settings(run->round)->connect;
    const struct gs_question *question = &run->round->question;
    for (size_t i = 0; i < choice->service_count; i++) {
        add_service(run->report, choice->services[i]);
    }
    if (choice->service_count == 0 && question->service[0] != '\0') {
        add_service(run->report, question->service);
    } else if (choice->service_count == 0) {
        add_service(run->report, "www");
        add_service(run->report, "https");
    }
    run->report->reads_banner = choice->reads_banner;
    for (size_t i = 0; i < run->report->service_count; i++) {
        ask_port(run, &run->report->services[i]);
    }
}

/* -- addresses and the canonical name ------------------------------------------------- */

static bool is_known(const struct connect_run *run, const struct gs_address *address)
{
    for (size_t i = 0; i < run->addresses.count; i++) {
        if (gs_address_is_equal(&run->addresses.items[i], address)) {
            return true;
        }
    }
    return false;
}

/* Of the family asked for alone: DNS may have shown both. */
static void add_address(struct connect_run *run, const struct gs_address *address)
{
    int family = run->round->question.hints.family;
    if ((family != AF_UNSPEC && family != address->family) || is_known(run, address)) {
        return;
    }
    if (run->addresses.count == GS_CONNECT_ATTEMPTS_MAX) {
        run->report->left_out += (uint32_t)run->report->service_count;
        return;
    }
    gs_vec_push(&run->addresses, *address);
}

/* libc repeats an address in the place of its name: an address has none. */
static void set_canonical(struct connect_run *run, const char *name)
{
    struct gs_address literal;
    if (name != NULL && run->report->canonical == NULL &&
        gs_address_parse(name, &literal) != GS_OK) {
        run->report->canonical = gs_mem_copy_text(name);
    }
}

static void take_canonical(struct connect_run *run, const struct gs_system_answer *answer)
{
    if (answer->rows.count > 0) {
        set_canonical(run, answer->rows.items[0].canonname);
    }
}

/* What libc says of the name; NULL: nothing in time. */
static void take_outcome(struct connect_run *run, const struct gs_system_answer *answer)
{
    run->report->name_outcome = answer == NULL ? GS_OUTCOME_TIMED_OUT : answer->outcome;
    run->report->eai_code = answer == NULL ? 0 : answer->error.code;
}

/* The call that brings the addresses has ended. */
static void take_addresses(struct connect_run *run, const struct gs_system_answer *answer)
{
    take_outcome(run, answer);
    for (size_t i = 0; answer != NULL && i < answer->rows.count; i++) {
        add_address(run, &answer->rows.items[i].address);
    }
    run->has_addresses = true;
    begin(run);
}

/* Where addresses are shown their own stay: of this call the canonical name alone is used. */
static void name_answered(struct gs_round *round, void *detail,
                          struct gs_system_answer *answer)
{
    struct connect_run *run = detail;
    (void)round; /* the run knows it */
    run->waiting--;
    if (!run->has_addresses) {
        take_addresses(run, answer);
    } else if (run->addresses.count == 0) {
        take_outcome(run, answer);
    }
    if (answer != NULL) {
        take_canonical(run, answer);
    }
    gs_system_answer_free(answer);
    changed(run);
}

/* Asks libc for the name by itself: no service, and a stream, as it is connected to. */
static void ask_name(struct connect_run *run)
{
    struct gs_question question = run->round->question;
    question.has_service = false;
    question.service[0] = '\0';
    question.hints.socktype = SOCK_STREAM;
    question.hints.protocol = 0;
    question.hints.flags |= AI_CANONNAME;
    run->waiting++;
    const struct gs_variant_want want = {GS_PART_CONNECT, &question,
                                         run->round->started_us};
    gs_round_ask_variant(run->round, &want, name_answered, run);
}

static void ask_canonical(struct connect_run *run)
{
    const struct gs_question *question = &run->round->question;
    struct gs_address literal;
    bool has_one = !question->is_null && !gs_question_is_refused(question) &&
                   gs_address_parse(question->host, &literal) != GS_OK;
    if (has_one) {
        ask_name(run);
    }
}

void gs_run_connect_found(struct gs_round *round, const struct gs_system_answer *answer)
{
    struct connect_run *run = run_of(round);
    if (run == NULL || !gs_round_has(round, GS_PART_CONNECT) || run->has_addresses) {
        return;
    }
    bool is_bad_call = answer->outcome == GS_OUTCOME_BAD_QUESTION &&
                       !round->question.is_null &&
                       !gs_question_is_refused(&round->question);
    if (is_bad_call) { /* its arguments do not fit: the name has nothing to do with it */
        ask_name(run);
    } else {
        take_addresses(run, answer);
        take_canonical(run, answer);
    }
    changed(run);
}

static void take_shown(struct connect_run *run)
{
    const struct gs_round *round = run->round;
    for (size_t i = 0; i < round->known.count; i++) {
        add_address(run, &round->known.items[i]);
    }
    run->has_addresses = true;
    run->report->name_outcome = GS_OUTCOME_ANSWERED;
    if (round->canonical != NULL) {
        set_canonical(run, round->canonical);
    } else {
        ask_canonical(run);
    }
}

void gs_run_connect(struct gs_round *round)
{
    struct connect_run *run = gs_mem_new(1, sizeof *run);
    round->runs[GS_PART_CONNECT] = run;
    run->round = round;
    run->report = gs_connect_report_new(round->question.host);
    run->pace = gs_pace_new(round->engine->loop, tell, run);
    choose_services(run);
    if (!gs_round_has(round, GS_PART_SYSTEM)) {
        take_shown(run);
    }
    begin(run);
    changed(run);
}

void gs_run_connect_free(void *of)
{
    struct connect_run *run = of;
    if (run == NULL) {
        return;
    }
    gs_connect_report_free(run->report);
    gs_vec_fini(&run->addresses);
    free(run->attempts);
    gs_pace_free(run->pace);
    free(run);
}
