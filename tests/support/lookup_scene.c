/* SPDX-License-Identifier: MIT */
#include "support/lookup_scene.h"

#include "rules/make_ladder.h"
#include "support/call_events.h"
#include "support/log_scene.h"
#include "support/parts.h"
#include "support/scene_events.h"
#include "support/table_scene.h"

#include "gaiscope/rules/idn.h"

#include <stdio.h>
#include <string.h>

#include <netinet/in.h>
#include <sys/socket.h>

enum {
    ASKED_S = SCENE_ASKED_S,
    MS = 1000,
    SECOND = 1000000,
};

static const char *const iana[] = {"2001:500:88:200::8", "192.0.43.8", NULL};

void lookup_scene_empty(struct gs_session *session)
{
    static const struct {
        const char *host;
        const char *service;
        enum gs_outcome outcome;
        uint32_t v4;
        uint32_t v6;
        int64_t wall_s;
    } asked[] = {
        {"localhost", "ftp", GS_OUTCOME_ANSWERED, 1, 0, ASKED_S - 4 * 86400},
        {"nosuch.example.com", "", GS_OUTCOME_NO_SUCH_NAME, 0, 0, ASKED_S - 90000},
        {"五粮液.中国", "www", GS_OUTCOME_ANSWERED, 1, 0, ASKED_S - 80000},
        {"ftp.gnu.org", "ftp", GS_OUTCOME_ANSWERED, 1, 1, ASKED_S - 663},
        {"mit.edu", "www", GS_OUTCOME_ANSWERED, 1, 2, ASKED_S - 504},
        {"iana.org", "www", GS_OUTCOME_ANSWERED, 1, 1, ASKED_S - 415},
    };

    scene_know_machine(session);
    for (size_t i = 0; i < sizeof asked / sizeof asked[0]; i++) {
        struct gs_history_entry *entry = gs_history_add(
            &session->history, asked[i].host, asked[i].service, asked[i].wall_s);
        entry->outcome = asked[i].outcome;
        entry->v4_count = asked[i].v4;
        entry->v6_count = asked[i].v6;
    }
}

void lookup_scene_fill(struct gs_session *session)
{
    scene_know_machine(session);
    scene_start(session, "iana.org", "www", SECOND, ASKED_S);
    scene_answer_services(session);
    scene_ask_dns(session);
    scene_answer_dns(session, GS_TYPE_A, "192.0.43.8", 3542, 3100);
    scene_answer_dns(session, GS_TYPE_AAAA, "2001:500:88:200::8", 3542, 11 * MS);
    scene_answer_dns(session, GS_TYPE_CNAME, NULL, 0, 3400);
    scene_answer_dns(session, GS_TYPE_HTTPS, NULL, 0, 3300);
    scene_finish(session, GS_PART_BIT(GS_PART_DNS), 11 * MS);
    scene_answer_system(session, iana, 80, 12 * MS);
    scene_answer_sources(session,
                         "files none mdns4_minimal/rrcc unavail "
                         "dns 2001:500:88:200::8,192.0.43.8",
                         13 * MS);
    scene_answer_reverse(session, "2001:500:88:200::8", "43-8.any.icann.org", 21 * MS);
    scene_answer_reverse(session, "192.0.43.8", "43-8.any.icann.org", 20 * MS);
    scene_finish(session, GS_PART_BIT(GS_PART_REVERSE), 21 * MS);
    struct gs_mx_plan *plan =
        scene_plan_of(session, GS_MX_LISTED, GS_OUTCOME_ANSWERED, 34 * MS);
    static const char numbers[] = "15678";
    for (size_t i = 0; numbers[i] != '\0'; i++) {
        char name[32];
        char v4[16];
        char v6[32];
        (void)snprintf(name, sizeof name, "pechora%c.icann.org", numbers[i]);
        (void)snprintf(v4, sizeof v4, "192.0.2.7%zu", i);
        (void)snprintf(v6, sizeof v6, "2001:db8:33::7%zu", i);
        scene_add_exchange(plan, 10, name, v4, v6);
    }
    scene_answer_mail(session, plan);
}

void lookup_scene_waiting(struct gs_session *session)
{
    lookup_scene_fill(session);
    scene_start(session, "iana.org", "www", 117 * SECOND, ASKED_S + 114);
    scene_answer_services(session);
    scene_ask_dns(session);
    scene_answer_dns(session, GS_TYPE_A, "192.0.43.8", 3426, 3000);
    scene_answer_dns(session, GS_TYPE_CNAME, NULL, 0, 3200);
    scene_answer_dns(session, GS_TYPE_HTTPS, NULL, 0, 3300);
    scene_answer_sources(session, "files none mdns4_minimal/rrcc unavail dns waiting",
                         5 * MS);
    scene_wait_reverse(session, "2001:500:88:200::8");
    scene_answer_reverse(session, "192.0.43.8", "43-8.any.icann.org", 20 * MS);
    scene_answer_mail(session, scene_plan_of(session, GS_MX_TEMPORARY_FAILURE,
                                             GS_OUTCOME_SERVER_FAILURE, 1100 * MS));
}

void lookup_scene_dead(struct gs_session *session)
{
    scene_know_machine(session);
    struct gs_history_entry *entry =
        gs_history_add(&session->history, "iana.org", "www", ASKED_S - 546);
    entry->outcome = GS_OUTCOME_ANSWERED;
    scene_start(session, "www.example.com", "www", SECOND, ASKED_S);
    scene_answer_services(session);
    scene_fail_dns(session, GS_OUTCOME_TIMED_OUT, -1, 2, 5 * SECOND);
    scene_fail_system(session, GS_OUTCOME_TRY_AGAIN, -3, "EAI_AGAIN",
                      "Temporary failure in name resolution", 10 * SECOND);
    scene_answer_sources(session, "files none mdns4_minimal/rrcc unavail dns slow",
                         10 * SECOND);
    scene_finish(session, GS_PART_BIT(GS_PART_REVERSE), 10 * SECOND);
    struct gs_mx_plan *plan = scene_plan_of(session, GS_MX_TEMPORARY_FAILURE,
                                            GS_OUTCOME_TIMED_OUT, 10 * SECOND);
    plan->rcode = -1;
    scene_answer_mail(session, plan);
}

void lookup_scene_idn(struct gs_session *session)
{
    static const char *const rows[] = {"218.241.105.10", NULL};
    scene_know_machine(session);
    scene_start(session, "五粮液.中国", "www", SECOND, ASKED_S);
    scene_answer_services(session);
    scene_ask_dns(session);
    scene_answer_dns(session, GS_TYPE_A, "218.241.105.10", 601, 46 * MS);
    scene_answer_dns(session, GS_TYPE_AAAA, NULL, 0, 47 * MS);
    scene_answer_dns(session, GS_TYPE_CNAME, NULL, 0, 47 * MS);
    scene_answer_dns(session, GS_TYPE_HTTPS, NULL, 0, 51 * MS);
    scene_finish(session, GS_PART_BIT(GS_PART_DNS), 51 * MS);
    scene_answer_system(session, rows, 80, 47 * MS);
    scene_answer_sources(session, "files none dns 218.241.105.10", 48 * MS);
    scene_answer_reverse(session, "218.241.105.10", NULL, 88 * MS);
    scene_finish(session, GS_PART_BIT(GS_PART_REVERSE), 88 * MS);
    struct gs_mx_plan *plan =
        scene_plan_of(session, GS_MX_IMPLICIT, GS_OUTCOME_NO_DATA, 51 * MS);
    scene_add_exchange(plan, 0, "xn--dlq917e1ik.xn--fiqs8s", "218.241.105.10", NULL);
    scene_answer_mail(session, plan);
}

void lookup_scene_no_such_name(struct gs_session *session)
{
    scene_know_machine(session);
    scene_start(session, "nosuch.example.com", NULL, SECOND, ASKED_S);
    struct gs_services *services = gs_services_new();
    scene_apply(session,
                (struct gs_event){.type = GS_EVENT_SERVICES, .of.services = services}, 0);
    scene_finish(session, GS_PART_BIT(GS_PART_SERVICES), 100);
    scene_fail_dns(session, GS_OUTCOME_NO_SUCH_NAME, 3, 1, 4 * MS);
    scene_fail_system(session, GS_OUTCOME_NO_SUCH_NAME, -2, "EAI_NONAME",
                      "Name or service not known", 9 * MS);
    scene_answer_sources(session, "files none dns none", 9 * MS);
    scene_finish(session, GS_PART_BIT(GS_PART_REVERSE), 9 * MS);
    struct gs_mx_plan *plan =
        scene_plan_of(session, GS_MX_NXDOMAIN, GS_OUTCOME_NO_SUCH_NAME, 5 * MS);
    plan->rcode = 3;
    scene_answer_mail(session, plan);
}

void lookup_scene_no_data(struct gs_session *session)
{
    scene_know_machine(session);
    scene_start(session, "empty.example.com", "www", SECOND, ASKED_S);
    scene_answer_services(session);
    scene_fail_dns(session, GS_OUTCOME_NO_DATA, 0, 1, 4 * MS);
    scene_fail_system(session, GS_OUTCOME_NO_DATA, -5, "EAI_NODATA",
                      "No address associated with hostname", 9 * MS);
    scene_answer_sources(session, "files none dns nodata", 9 * MS);
    scene_finish(session, GS_PART_BIT(GS_PART_REVERSE), 9 * MS);
    scene_answer_mail(session,
                      scene_plan_of(session, GS_MX_NONE, GS_OUTCOME_NO_DATA, 8 * MS));
}

void lookup_scene_changed(struct gs_session *session)
{
    static const char *const rows[] = {"2001:500:88:200::8", "192.0.43.9", NULL};
    lookup_scene_fill(session);
    scene_start(session, "iana.org", "www", 20 * SECOND, ASKED_S + 19);
    scene_answer_services(session);
    scene_ask_dns(session);
    scene_answer_dns(session, GS_TYPE_A, "192.0.43.9", 3600, 3100);
    scene_answer_dns(session, GS_TYPE_AAAA, "2001:500:88:200::8", 3600, 11 * MS);
    scene_answer_dns(session, GS_TYPE_CNAME, NULL, 0, 3400);
    scene_answer_dns(session, GS_TYPE_HTTPS, NULL, 0, 3300);
    scene_finish(session, GS_PART_BIT(GS_PART_DNS), 11 * MS);
    scene_answer_system(session, rows, 80, 12 * MS);
    scene_answer_sources(session, "files none dns 2001:500:88:200::8,192.0.43.9",
                         13 * MS);
    scene_answer_reverse(session, "2001:500:88:200::8", "43-8.any.icann.org", 21 * MS);
    scene_answer_reverse(session, "192.0.43.9", NULL, 20 * MS);
    scene_finish(session, GS_PART_BIT(GS_PART_REVERSE), 21 * MS);
    scene_answer_mail(session,
                      scene_plan_of(session, GS_MX_NULL, GS_OUTCOME_ANSWERED, 8 * MS));
}

void lookup_scene_sources(struct gs_session *session)
{
    static const char *const rows[] = {"192.0.43.80", NULL};
    scene_know_machine(session);
    scene_start(session, "iana.org", "www", SECOND, ASKED_S);
    scene_answer_services(session);
    scene_ask_dns(session);
    scene_answer_dns(session, GS_TYPE_A, "192.0.43.8", 3600, 3100);
    scene_answer_dns(session, GS_TYPE_AAAA, "2001:500:88:200::8", 3600, 11 * MS);
    scene_finish(session, GS_PART_BIT(GS_PART_DNS), 11 * MS);
    scene_answer_system(session, rows, 80, 1 * MS);
    scene_answer_reverse(session, "192.0.43.80", NULL, 20 * MS);
    scene_finish(session, GS_PART_BIT(GS_PART_REVERSE), 21 * MS);
    scene_answer_mail(session,
                      scene_plan_of(session, GS_MX_NULL, GS_OUTCOME_ANSWERED, 8 * MS));
    scene_answer_sources(session,
                         "gslab missing files/rrcc 192.0.43.80 "
                         "dns 2001:500:88:200::8,192.0.43.8 myhostname waiting",
                         13 * MS);
    struct gs_ladder *ladder = session->lookup.now.sources;
    make_hosts_line(ladder, 4, "192.0.43.80");
    make_hosts_line(ladder, 9, "fe80::8%eth0");
    session->revision++;
}

static void stop(struct gs_session *session, int64_t after_us)
{
    scene_apply(session, (struct gs_event){.type = GS_EVENT_CANCELLED}, after_us);
}

void lookup_scene_stopped(struct gs_session *session)
{
    scene_know_machine(session);
    scene_start(session, "silent.example.com", "www", SECOND, ASKED_S);
    scene_answer_services(session);
    scene_ask_dns(session);
    scene_answer_dns(session, GS_TYPE_CNAME, NULL, 0, 3400);
    struct gs_event event = {.type = GS_EVENT_TRY};
    event.of.query.name = gs_mem_copy_text("silent.example.com");
    event.of.query.type = GS_TYPE_A;
    event.of.query.try = (struct gs_dns_try){.server = {scene_address("10.0.0.2"), 53},
                                             .outcome = GS_OUTCOME_TIMED_OUT,
                                             .elapsed_us = SECOND};
    scene_apply(session, event, SECOND);
    stop(session, 1200 * MS);
}

void lookup_scene_stopped_again(struct gs_session *session)
{
    lookup_scene_fill(session);
    scene_start(session, "iana.org", "www", 20 * SECOND, ASKED_S + 19);
    scene_answer_services(session);
    scene_ask_dns(session);
    scene_answer_dns(session, GS_TYPE_A, "192.0.43.9", 3600, 3100);
    stop(session, 400 * MS);
}

void lookup_scene_log(struct gs_session *session)
{
    lookup_scene_fill(session);
    log_scene_fill(session);
}

/* A cell of the matrix, as glibc answers it. */
static struct gs_system_answer *variant_answer(const struct gs_question *question)
{
    static const char *const addresses[] = {"2001:500:88:200::8", "192.0.43.8"};
    static const int families[] = {AF_INET6, AF_INET};
    struct gs_system_answer *answer = gs_system_answer_new();
    int socktype = question->hints.socktype;
    answer->error.name = "";
    if (socktype == SOCK_RDM) {
        answer->outcome = GS_OUTCOME_BAD_QUESTION;
        answer->error.code = -7;
        answer->error.name = "EAI_SOCKTYPE";
        return answer;
    }
    if (socktype != 0 && socktype != SOCK_STREAM) {
        answer->outcome = GS_OUTCOME_BAD_QUESTION;
        answer->error.code = -8;
        answer->error.name = "EAI_SERVICE";
        return answer;
    }
    answer->outcome = GS_OUTCOME_ANSWERED;
    for (size_t i = 0; i < 2; i++) {
        if (question->hints.family == 0 || question->hints.family == families[i]) {
            struct gs_addrinfo row = {.address = scene_address(addresses[i]),
                                      .family = families[i],
                                      .socktype = SOCK_STREAM,
                                      .protocol = IPPROTO_TCP,
                                      .port = 80};
            gs_vec_push(&answer->rows, row);
        }
    }
    return answer;
}

/* The matrix asked, and its first cells answered. */
static void fill_matrix_cells(struct gs_session *session, size_t count)
{
    lookup_scene_fill(session);
    struct gs_event event = {.type = GS_EVENT_STARTED};
    event.of.started.question = gs_mem_new(1, sizeof *event.of.started.question);
    *event.of.started.question = session->lookup.question;
    event.of.started.parts = GS_PART_BIT(GS_PART_MATRIX);
    event.of.started.wall_s = ASKED_S;
    scene_next_round();
    scene_apply(session, event, 100 * MS);
    for (size_t i = 0; i < count; i++) {
        struct gs_event answered = {.type = GS_EVENT_VARIANT};
        answered.of.variant.part = GS_PART_MATRIX;
        answered.of.variant.number = i;
        answered.of.variant.answer =
            variant_answer(session->lookup.now.matrix.items[i].question);
        scene_apply(session, answered, 110 * MS);
    }
    if (count == GS_MATRIX_CELLS) {
        scene_finish(session, GS_PART_BIT(GS_PART_MATRIX), 120 * MS);
    }
}

void lookup_scene_matrix(struct gs_session *session)
{
    fill_matrix_cells(session, GS_MATRIX_CELLS);
}

void lookup_scene_matrix_waiting(struct gs_session *session)
{
    fill_matrix_cells(session, 20);
}

/* The parts of the services view, asked when it is seen. */
static void start_calls(struct gs_session *session)
{
    struct gs_event event = {.type = GS_EVENT_STARTED};
    event.of.started.question = gs_mem_new(1, sizeof *event.of.started.question);
    *event.of.started.question = session->lookup.question;
    event.of.started.parts = GS_PART_BIT(GS_PART_CALLS) | GS_PART_BIT(GS_PART_NAMEINFO);
    event.of.started.wall_s = ASKED_S;
    scene_next_round();
    scene_apply(session, event, 100 * MS);
}

void lookup_scene_calls(struct gs_session *session)
{
    lookup_scene_fill(session);
    start_calls(session);
    scene_apply(session, call_event_of_iana(0), 101 * MS);
    scene_finish(session, GS_PART_BIT(GS_PART_CALLS) | GS_PART_BIT(GS_PART_NAMEINFO),
                 103 * MS);
}

void lookup_scene_services(struct gs_session *session)
{
    lookup_scene_fill(session);
    scene_start(session, "iana.org", "smtp", SECOND, ASKED_S);
    scene_answer_system(session, iana, 25, 12 * MS);
    scene_finish(session, LOOKUP_PARTS | GS_PART_BIT(GS_PART_SOURCES), 13 * MS);
    start_calls(session);
    scene_apply(session, call_event(0), 101 * MS);
    scene_apply(session, nameinfo_event(0, "192.0.43.8"), 102 * MS);
    scene_finish(session, GS_PART_BIT(GS_PART_CALLS) | GS_PART_BIT(GS_PART_NAMEINFO),
                 103 * MS);
    scene_apply(session, table_event(ASKED_S + 1), 104 * MS);
    scene_apply(session, table_service_event(), 105 * MS);
}

void lookup_scene_services_waiting(struct gs_session *session)
{
    lookup_scene_fill(session);
    start_calls(session);
    scene_apply(session, call_waiting_event(0), 101 * MS);
}

void lookup_scene_services_missing(struct gs_session *session)
{
    scene_know_machine(session);
    scene_apply(session, table_missing_event(), 104 * MS);
}
