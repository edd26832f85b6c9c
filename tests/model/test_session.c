/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/model/session.h"

#include <stdlib.h>
#include <string.h>

#include <sys/socket.h>

static int setup(void **state)
{
    *state = gs_mem_new(1, sizeof(struct gs_session));
    return 0;
}

static int teardown(void **state)
{
    gs_session_fini(*state);
    free(*state);
    return 0;
}

/* An event of round N happens at N times 10 us, and at N times 100 s of the wall clock. */
static struct gs_event event_of(enum gs_event_type type, uint64_t round)
{
    return (struct gs_event){.type = type, .round = round, .at_us = (int64_t)round * 10};
}

static void start(struct gs_session *session, uint64_t round, const char *text,
                  unsigned parts)
{
    struct gs_event event = event_of(GS_EVENT_STARTED, round);
    event.of.started.question = gs_mem_new(1, sizeof *event.of.started.question);
    event.of.started.parts = parts;
    event.of.started.wall_s = (int64_t)round * 100;
    assert_int_equal(gs_question_parse(text, event.of.started.question), GS_OK);
    gs_session_apply(session, &event);
    assert_null(event.of.started.question);
}

static void system_answers(struct gs_session *session, uint64_t round,
                           const char *const *rows, size_t count)
{
    struct gs_event event = event_of(GS_EVENT_SYSTEM, round);
    event.of.system = gs_system_answer_new();
    event.of.system->outcome = count > 0 ? GS_OUTCOME_ANSWERED : GS_OUTCOME_NO_SUCH_NAME;
    for (size_t i = 0; i < count; i++) {
        struct gs_addrinfo row = {0};
        assert_int_equal(gs_address_parse(rows[i], &row.address), GS_OK);
        gs_vec_push(&event.of.system->rows, row);
    }
    gs_session_apply(session, &event);
    assert_null(event.of.system);
}

static void query(struct gs_session *session, enum gs_event_type type, uint64_t round,
                  const char *name, uint16_t record_type)
{
    struct gs_event event = event_of(type, round);
    event.of.query.name = gs_mem_copy_text(name);
    event.of.query.type = record_type;
    event.of.query.try.outcome = GS_OUTCOME_TIMED_OUT;
    gs_session_apply(session, &event);
    assert_null(event.of.query.name);
}

static void dns_answers(struct gs_session *session, uint64_t round, const char *name,
                        uint16_t record_type)
{
    struct gs_event event = event_of(GS_EVENT_DNS, round);
    event.of.dns = gs_dns_answer_new(name, record_type);
    event.of.dns->elapsed_us = 3;
    gs_session_apply(session, &event);
    assert_null(event.of.dns);
}

static void reverse_answers(struct gs_session *session, uint64_t round, uint8_t last_byte,
                            bool is_complete)
{
    const uint8_t bytes[4] = {192, 0, 2, last_byte};
    struct gs_address address = gs_address_from_bytes(AF_INET, bytes);
    struct gs_event event = event_of(GS_EVENT_REVERSE, round);
    event.of.reverse = gs_reverse_new(&address);
    event.of.reverse->dns_outcome = GS_OUTCOME_NO_SUCH_NAME;
    event.of.reverse->is_complete = is_complete;
    gs_session_apply(session, &event);
    assert_null(event.of.reverse);
}

static void services_answer(struct gs_session *session, uint64_t round,
                            int64_t elapsed_us)
{
    struct gs_event event = event_of(GS_EVENT_SERVICES, round);
    event.of.services = gs_services_new();
    event.of.services->elapsed_us = elapsed_us;
    gs_session_apply(session, &event);
}

static void mail_answers(struct gs_session *session, uint64_t round, enum gs_mx_kind kind)
{
    struct gs_event event = event_of(GS_EVENT_MAIL, round);
    event.of.mail = gs_mx_plan_new("a.test");
    event.of.mail->kind = kind;
    gs_session_apply(session, &event);
}

static void part_done(struct gs_session *session, uint64_t round, enum gs_part part)
{
    struct gs_event event = event_of(GS_EVENT_PART_DONE, round);
    event.of.part = part;
    gs_session_apply(session, &event);
}

static void cancel(struct gs_session *session, uint64_t round)
{
    struct gs_event event = event_of(GS_EVENT_CANCELLED, round);
    gs_session_apply(session, &event);
}

static const char *const one_v4[] = {"192.0.2.1"};
static const char *const both[] = {"192.0.2.1", "192.0.2.1", "2001:db8::1",
                                   "2001:db8::2"};

static const struct gs_part_state *part(const struct gs_session *session,
                                        enum gs_part part)
{
    return &session->lookup.parts[part];
}

static void the_machine_is_copied(void **state)
{
    struct gs_session *session = *state;
    struct gs_event event = event_of(GS_EVENT_MACHINE, 0);
    event.of.machine = gs_mem_new(1, sizeof *event.of.machine);
    (void)strcpy(event.of.machine->host_name, "desk");
    gs_session_sink(session, &event);
    assert_null(event.of.machine);
    assert_true(session->has_machine);
    assert_string_equal(session->machine.host_name, "desk");
    assert_int_equal(session->revision, 1);
    assert_false(session->has_lookup);
}

static void a_first_question_waits_in_its_parts_alone(void **state)
{
    struct gs_session *session = *state;
    start(session, 1, "a.test www",
          GS_PART_BIT(GS_PART_SYSTEM) | GS_PART_BIT(GS_PART_DNS));
    assert_true(session->has_lookup);
    assert_string_equal(session->lookup.question.host, "a.test");
    assert_int_equal(session->lookup.asked_us, 10);
    assert_int_equal(session->lookup.asked_wall_s, 100);
    assert_int_equal(part(session, GS_PART_SYSTEM)->progress, GS_PROGRESS_WAITING);
    assert_int_equal(part(session, GS_PART_SYSTEM)->round, 1);
    assert_int_equal(part(session, GS_PART_DNS)->started_us, 10);
    assert_int_equal(part(session, GS_PART_DNS)->started_wall_s, 100);
    assert_int_equal(part(session, GS_PART_MAIL)->progress, GS_PROGRESS_IDLE);
    assert_int_equal(part(session, GS_PART_MAIL)->round, 0);
    assert_int_equal(session->revision, 1);
}

static void a_part_done_has_its_time(void **state)
{
    struct gs_session *session = *state;
    struct gs_event event = event_of(GS_EVENT_PART_DONE, 1);
    start(session, 1, "a.test", GS_PARTS_ALL);
    event.at_us = 25;
    event.of.part = GS_PART_DNS;
    gs_session_apply(session, &event);
    assert_int_equal(part(session, GS_PART_DNS)->progress, GS_PROGRESS_DONE);
    assert_int_equal(part(session, GS_PART_DNS)->finished_us, 25);
    assert_int_equal(part(session, GS_PART_SYSTEM)->progress, GS_PROGRESS_WAITING);
    assert_true(gs_lookup_is_waiting(&session->lookup));
}

static void a_part_outside_the_list_changes_nothing(void **state)
{
    struct gs_session *session = *state;
    start(session, 1, "a.test", GS_PARTS_ALL);
    part_done(session, 1, (enum gs_part)GS_PART_COUNT);
    part_done(session, 1, (enum gs_part)1000);
    assert_int_equal(session->revision, 1);
}

static void asking_again_keeps_the_answer_to_compare(void **state)
{
    struct gs_session *session = *state;
    start(session, 1, "a.test", GS_PARTS_ALL);
    system_answers(session, 1, both, COUNT_OF(both));
    part_done(session, 1, GS_PART_SYSTEM);
    start(session, 2, "a.test", GS_PARTS_ALL);
    assert_null(session->lookup.now.system);
    assert_int_equal(session->lookup.last.system->rows.count, 4);
    assert_int_equal(session->lookup.last_parts[GS_PART_SYSTEM].round, 1);
    assert_int_equal(session->lookup.last_parts[GS_PART_SYSTEM].finished_us, 10);
    assert_int_equal(part(session, GS_PART_SYSTEM)->round, 2);
    assert_int_equal(part(session, GS_PART_SYSTEM)->finished_us, 0);
    system_answers(session, 2, one_v4, 1);
    assert_int_equal(session->lookup.now.system->rows.count, 1);
    assert_int_equal(session->lookup.last.system->rows.count, 4);
}

static void asking_again_before_an_answer_keeps_the_one_before(void **state)
{
    struct gs_session *session = *state;
    start(session, 1, "a.test", GS_PARTS_ALL);
    system_answers(session, 1, both, COUNT_OF(both));
    dns_answers(session, 1, "a.test", GS_TYPE_A);
    start(session, 2, "a.test", GS_PARTS_ALL);
    query(session, GS_EVENT_QUERY, 2, "a.test", GS_TYPE_A);
    start(session, 3, "a.test", GS_PARTS_ALL);
    assert_int_equal(session->lookup.last.system->rows.count, 4);
    assert_int_equal(session->lookup.last.dns.count, 1);
    assert_non_null(session->lookup.last.dns.items[0].answer);
    assert_int_equal(session->lookup.now.dns.count, 0);
    assert_int_equal(session->lookup.last_parts[GS_PART_DNS].round, 1);
}

static void a_part_done_without_answers_is_an_answer_too(void **state)
{
    struct gs_session *session = *state;
    start(session, 1, "a.test", GS_PARTS_ALL);
    reverse_answers(session, 1, 1, true);
    part_done(session, 1, GS_PART_REVERSE);
    start(session, 2, "a.test", GS_PARTS_ALL);
    part_done(session, 2, GS_PART_REVERSE);
    start(session, 3, "a.test", GS_PARTS_ALL);
    assert_int_equal(session->lookup.last.reverse.count, 0);
    assert_int_equal(session->lookup.last_parts[GS_PART_REVERSE].round, 2);
}

static void parts_not_asked_again_stay(void **state)
{
    struct gs_session *session = *state;
    start(session, 1, "a.test", GS_PARTS_ALL);
    system_answers(session, 1, one_v4, 1);
    dns_answers(session, 1, "a.test", GS_TYPE_A);
    part_done(session, 1, GS_PART_DNS);
    start(session, 2, "a.test", GS_PART_BIT(GS_PART_SYSTEM));
    assert_int_equal(session->lookup.now.dns.count, 1);
    assert_int_equal(part(session, GS_PART_DNS)->progress, GS_PROGRESS_DONE);
    assert_int_equal(part(session, GS_PART_DNS)->round, 1);
    services_answer(session, 1, 5);
    assert_int_equal(session->lookup.now.services->elapsed_us, 5);
}

static void other_hints_are_the_same_question(void **state)
{
    struct gs_session *session = *state;
    struct gs_event event = event_of(GS_EVENT_STARTED, 2);
    start(session, 1, "a.test", GS_PARTS_ALL);
    system_answers(session, 1, one_v4, 1);
    event.of.started.question = gs_mem_new(1, sizeof *event.of.started.question);
    *event.of.started.question = session->lookup.question;
    event.of.started.question->hints.family = AF_INET6;
    event.of.started.parts = GS_PART_BIT(GS_PART_SYSTEM);
    gs_session_apply(session, &event);
    assert_int_equal(session->lookup.question.hints.family, AF_INET6);
    assert_non_null(session->lookup.last.system);
    assert_int_equal(session->history.count, 1);
}

static void another_question_starts_anew(void **state)
{
    struct gs_session *session = *state;
    start(session, 1, "a.test", GS_PARTS_ALL);
    system_answers(session, 1, one_v4, 1);
    mail_answers(session, 1, GS_MX_NONE);
    start(session, 2, "b.test", GS_PART_BIT(GS_PART_SYSTEM));
    assert_string_equal(session->lookup.question.host, "b.test");
    assert_null(session->lookup.now.system);
    assert_null(session->lookup.last.system);
    assert_null(session->lookup.now.mail);
    assert_int_equal(part(session, GS_PART_MAIL)->progress, GS_PROGRESS_IDLE);
    assert_int_equal(session->lookup.last_parts[GS_PART_SYSTEM].round, 0);
}

static void events_of_another_round_are_dropped(void **state)
{
    struct gs_session *session = *state;
    start(session, 1, "a.test", GS_PARTS_ALL);
    start(session, 2, "b.test", GS_PART_BIT(GS_PART_SYSTEM) | GS_PART_BIT(GS_PART_DNS));
    uint64_t revision = session->revision;
    for (uint64_t round = 0; round < 4; round += round == 1 ? 2 : 1) {
        system_answers(session, round, one_v4, 1);
        query(session, GS_EVENT_QUERY, round, "a.test", GS_TYPE_A);
        query(session, GS_EVENT_TRY, round, "a.test", GS_TYPE_A);
        dns_answers(session, round, "a.test", GS_TYPE_A);
        reverse_answers(session, round, 1, true);
        services_answer(session, round, 1);
        mail_answers(session, round, GS_MX_NONE);
        part_done(session, round, GS_PART_SYSTEM);
        part_done(session, round, GS_PART_MAIL);
        cancel(session, round);
    }
    mail_answers(session, 2, GS_MX_NONE); /* that part was not asked in round 2 */
    assert_int_equal(session->revision, revision);
    assert_null(session->lookup.now.system);
    assert_int_equal(session->lookup.now.dns.count, 0);
    assert_int_equal(session->lookup.now.reverse.count, 0);
    assert_null(session->lookup.now.services);
    assert_null(session->lookup.now.mail);
    assert_false(session->lookup.is_cancelled);
}

static void events_without_a_question_are_dropped(void **state)
{
    struct gs_session *session = *state;
    system_answers(session, 0, one_v4, 1);
    system_answers(session, 1, one_v4, 1);
    part_done(session, 0, GS_PART_SYSTEM);
    cancel(session, 0);
    assert_int_equal(session->revision, 0);
    assert_null(session->lookup.now.system);
}

static void a_dns_question_waits_tries_and_is_answered(void **state)
{
    struct gs_session *session = *state;
    start(session, 1, "a.test", GS_PARTS_ALL);
    query(session, GS_EVENT_QUERY, 1, "a.test", GS_TYPE_A);
    query(session, GS_EVENT_TRY, 1, "A.test", GS_TYPE_A);
    query(session, GS_EVENT_TRY, 1, "a.test", GS_TYPE_A);
    struct gs_dns_query *asked = &session->lookup.now.dns.items[0];
    assert_null(asked->answer);
    assert_int_equal(asked->started_us, 10);
    assert_int_equal(asked->tries.count, 2);
    assert_int_equal(asked->tries.items[0].outcome, GS_OUTCOME_TIMED_OUT);
    dns_answers(session, 1, "a.test", GS_TYPE_A);
    assert_int_equal(session->lookup.now.dns.count, 1);
    assert_non_null(asked->answer);
    assert_int_equal(asked->tries.count, 0);
    assert_int_equal(session->revision, 5);
}

static void a_try_of_nothing_under_way_changes_nothing(void **state)
{
    struct gs_session *session = *state;
    start(session, 1, "a.test", GS_PARTS_ALL);
    query(session, GS_EVENT_TRY, 1, "a.test", GS_TYPE_A);
    dns_answers(session, 1, "a.test", GS_TYPE_A);
    query(session, GS_EVENT_TRY, 1, "a.test", GS_TYPE_A);
    assert_int_equal(session->revision, 2);
    assert_int_equal(session->lookup.now.dns.items[0].tries.count, 0);
}

static void tries_are_bounded(void **state)
{
    struct gs_session *session = *state;
    start(session, 1, "a.test", GS_PARTS_ALL);
    query(session, GS_EVENT_QUERY, 1, "a.test", GS_TYPE_A);
    for (int i = 0; i < GS_TRIES_MAX + 3; i++) {
        query(session, GS_EVENT_TRY, 1, "a.test", GS_TYPE_A);
    }
    assert_int_equal(session->lookup.now.dns.items[0].tries.count, GS_TRIES_MAX);
    assert_int_equal(session->revision, 2 + GS_TRIES_MAX);
}

static void a_question_asked_twice_stands_once(void **state)
{
    struct gs_session *session = *state;
    start(session, 1, "a.test", GS_PARTS_ALL);
    query(session, GS_EVENT_QUERY, 1, "a.test", GS_TYPE_A);
    query(session, GS_EVENT_QUERY, 1, "a.test", GS_TYPE_A);
    query(session, GS_EVENT_QUERY, 1, "a.test", GS_TYPE_AAAA);
    assert_int_equal(session->lookup.now.dns.count, 2);
    assert_int_equal(session->revision, 3);
}

static void an_answer_nobody_announced_is_added(void **state)
{
    struct gs_session *session = *state;
    start(session, 1, "a.test", GS_PARTS_ALL);
    dns_answers(session, 1, "a.test", GS_TYPE_MX);
    assert_int_equal(session->lookup.now.dns.count, 1);
    assert_int_equal(session->lookup.now.dns.items[0].started_us, 7);
    dns_answers(session, 1, "a.test", GS_TYPE_MX);
    assert_int_equal(session->lookup.now.dns.count, 1);
}

static void dns_questions_are_bounded(void **state)
{
    struct gs_session *session = *state;
    start(session, 1, "a.test", GS_PARTS_ALL);
    for (uint16_t type = 0; type < GS_QUERIES_MAX; type++) {
        query(session, GS_EVENT_QUERY, 1, "a.test", type);
    }
    uint64_t revision = session->revision;
    query(session, GS_EVENT_QUERY, 1, "a.test", GS_QUERIES_MAX);
    dns_answers(session, 1, "a.test", GS_QUERIES_MAX);
    assert_int_equal(session->lookup.now.dns.count, GS_QUERIES_MAX);
    assert_int_equal(session->revision, revision);
    dns_answers(session, 1, "a.test", GS_QUERIES_MAX - 1);
    assert_non_null(session->lookup.now.dns.items[GS_QUERIES_MAX - 1].answer);
}

static void reverse_names_are_kept_once_per_address(void **state)
{
    struct gs_session *session = *state;
    start(session, 1, "a.test", GS_PARTS_ALL);
    reverse_answers(session, 1, 1, false);
    reverse_answers(session, 1, 2, false);
    reverse_answers(session, 1, 1, true);
    assert_int_equal(session->lookup.now.reverse.count, 2);
    assert_int_equal(session->lookup.now.reverse.items[0]->address.bytes[3], 1);
    assert_true(session->lookup.now.reverse.items[0]->is_complete);
    assert_false(session->lookup.now.reverse.items[1]->is_complete);
}

static void reverse_names_are_bounded(void **state)
{
    struct gs_session *session = *state;
    start(session, 1, "a.test", GS_PARTS_ALL);
    for (unsigned i = 0; i < GS_REVERSES_MAX; i++) {
        reverse_answers(session, 1, (uint8_t)i, false);
    }
    uint64_t revision = session->revision;
    struct gs_event event = event_of(GS_EVENT_REVERSE, 1);
    struct gs_address address = {.family = AF_INET6};
    event.of.reverse = gs_reverse_new(&address);
    gs_session_apply(session, &event);
    assert_int_equal(session->lookup.now.reverse.count, GS_REVERSES_MAX);
    assert_int_equal(session->revision, revision);
}

static void plans_services_and_answers_are_replaced(void **state)
{
    struct gs_session *session = *state;
    start(session, 1, "a.test", GS_PARTS_ALL);
    mail_answers(session, 1, GS_MX_WAITING);
    mail_answers(session, 1, GS_MX_LISTED);
    services_answer(session, 1, 1);
    services_answer(session, 1, 2);
    system_answers(session, 1, both, COUNT_OF(both));
    system_answers(session, 1, one_v4, 1);
    assert_int_equal(session->lookup.now.mail->kind, GS_MX_LISTED);
    assert_int_equal(session->lookup.now.services->elapsed_us, 2);
    assert_int_equal(session->lookup.now.system->rows.count, 1);
    assert_int_equal(session->revision, 7);
}

static void a_stopped_first_round_leaves_what_is_whole(void **state)
{
    struct gs_session *session = *state;
    start(session, 1, "a.test", GS_PARTS_ALL);
    services_answer(session, 1, 1);
    part_done(session, 1, GS_PART_SERVICES);
    query(session, GS_EVENT_QUERY, 1, "a.test", GS_TYPE_A);
    query(session, GS_EVENT_QUERY, 1, "a.test", GS_TYPE_AAAA);
    dns_answers(session, 1, "a.test", GS_TYPE_A);
    cancel(session, 1);
    assert_true(session->lookup.is_cancelled);
    assert_false(gs_lookup_is_waiting(&session->lookup));
    assert_int_equal(part(session, GS_PART_SYSTEM)->progress, GS_PROGRESS_IDLE);
    assert_null(session->lookup.now.system);
    assert_int_equal(part(session, GS_PART_SERVICES)->progress, GS_PROGRESS_DONE);
    assert_non_null(session->lookup.now.services);
    assert_int_equal(session->lookup.now.dns.count, 1);
    assert_int_equal(session->lookup.now.dns.items[0].type, GS_TYPE_A);
}

static void a_stopped_round_gives_the_last_answer_back(void **state)
{
    struct gs_session *session = *state;
    start(session, 1, "a.test", GS_PARTS_ALL);
    system_answers(session, 1, both, COUNT_OF(both));
    part_done(session, 1, GS_PART_SYSTEM);
    start(session, 2, "a.test", GS_PARTS_ALL);
    cancel(session, 2);
    assert_int_equal(session->lookup.now.system->rows.count, 4);
    assert_null(session->lookup.last.system);
    assert_int_equal(part(session, GS_PART_SYSTEM)->progress, GS_PROGRESS_DONE);
    assert_int_equal(part(session, GS_PART_SYSTEM)->started_us, 10);
    assert_int_equal(part(session, GS_PART_MAIL)->progress, GS_PROGRESS_IDLE);
    assert_true(session->lookup.is_cancelled);
}

static void nothing_follows_a_stopped_round(void **state)
{
    struct gs_session *session = *state;
    start(session, 1, "a.test", GS_PARTS_ALL);
    system_answers(session, 1, both, COUNT_OF(both));
    part_done(session, 1, GS_PART_SYSTEM);
    start(session, 2, "a.test", GS_PARTS_ALL);
    cancel(session, 2);
    uint64_t revision = session->revision;
    system_answers(session, 1, one_v4, 1);
    system_answers(session, 2, one_v4, 1);
    part_done(session, 2, GS_PART_SYSTEM);
    cancel(session, 2);
    assert_int_equal(session->lookup.now.system->rows.count, 4);
    assert_int_equal(session->revision, revision);
}

static void a_stopped_round_leaves_other_rounds_alone(void **state)
{
    struct gs_session *session = *state;
    start(session, 1, "a.test", GS_PARTS_ALL);
    start(session, 2, "a.test", GS_PART_BIT(GS_PART_DNS));
    cancel(session, 2);
    assert_int_equal(part(session, GS_PART_DNS)->progress, GS_PROGRESS_IDLE);
    assert_int_equal(part(session, GS_PART_SYSTEM)->progress, GS_PROGRESS_WAITING);
    system_answers(session, 1, one_v4, 1);
    assert_non_null(session->lookup.now.system);
}

static void asking_after_a_stop_begins_again(void **state)
{
    struct gs_session *session = *state;
    start(session, 1, "a.test", GS_PARTS_ALL);
    cancel(session, 1);
    start(session, 2, "a.test", GS_PARTS_ALL);
    assert_false(session->lookup.is_cancelled);
    system_answers(session, 2, one_v4, 1);
    assert_non_null(session->lookup.now.system);
}

static void history_knows_what_came_out(void **state)
{
    struct gs_session *session = *state;
    start(session, 1, "a.test www", GS_PARTS_ALL);
    assert_int_equal(session->history.count, 1);
    assert_int_equal(session->history.items[0].outcome, GS_OUTCOME_NOT_ASKED);
    assert_int_equal(session->history.items[0].asked_wall_s, 100);
    system_answers(session, 1, both, COUNT_OF(both));
    assert_string_equal(session->history.items[0].host, "a.test");
    assert_string_equal(session->history.items[0].service, "www");
    assert_int_equal(session->history.items[0].outcome, GS_OUTCOME_ANSWERED);
    assert_int_equal(session->history.items[0].v4_count, 1);
    assert_int_equal(session->history.items[0].v6_count, 2);
    start(session, 2, "b.test", GS_PARTS_ALL);
    system_answers(session, 2, NULL, 0);
    assert_int_equal(session->history.items[1].outcome, GS_OUTCOME_NO_SUCH_NAME);
    start(session, 3, "a.test www", GS_PARTS_ALL);
    assert_int_equal(session->history.count, 2);
    assert_string_equal(session->history.items[1].host, "a.test");
}

static void asking_another_part_again_keeps_historys_outcome(void **state)
{
    struct gs_session *session = *state;
    start(session, 1, "a.test", GS_PARTS_ALL);
    system_answers(session, 1, one_v4, 1);
    start(session, 2, "a.test", GS_PART_BIT(GS_PART_DNS));
    assert_int_equal(session->history.items[0].outcome, GS_OUTCOME_ANSWERED);
    assert_int_equal(session->history.items[0].v4_count, 1);
}

static void a_session_is_empty_after_fini(void **state)
{
    struct gs_session *session = *state;
    start(session, 1, "a.test", GS_PARTS_ALL);
    system_answers(session, 1, one_v4, 1);
    gs_session_fini(session);
    assert_int_equal(session->revision, 0);
    assert_false(session->has_lookup);
    assert_int_equal(session->history.count, 0);
    start(session, 2, "a.test", GS_PARTS_ALL);
    assert_int_equal(session->revision, 1);
}

#define session_test(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        session_test(the_machine_is_copied),
        session_test(a_first_question_waits_in_its_parts_alone),
        session_test(a_part_done_has_its_time),
        session_test(a_part_outside_the_list_changes_nothing),
        session_test(asking_again_keeps_the_answer_to_compare),
        session_test(asking_again_before_an_answer_keeps_the_one_before),
        session_test(a_part_done_without_answers_is_an_answer_too),
        session_test(parts_not_asked_again_stay),
        session_test(other_hints_are_the_same_question),
        session_test(another_question_starts_anew),
        session_test(events_of_another_round_are_dropped),
        session_test(events_without_a_question_are_dropped),
        session_test(a_dns_question_waits_tries_and_is_answered),
        session_test(a_try_of_nothing_under_way_changes_nothing),
        session_test(tries_are_bounded),
        session_test(a_question_asked_twice_stands_once),
        session_test(an_answer_nobody_announced_is_added),
        session_test(dns_questions_are_bounded),
        session_test(reverse_names_are_kept_once_per_address),
        session_test(reverse_names_are_bounded),
        session_test(plans_services_and_answers_are_replaced),
        session_test(a_stopped_first_round_leaves_what_is_whole),
        session_test(a_stopped_round_gives_the_last_answer_back),
        session_test(nothing_follows_a_stopped_round),
        session_test(a_stopped_round_leaves_other_rounds_alone),
        session_test(asking_after_a_stop_begins_again),
        session_test(history_knows_what_came_out),
        session_test(asking_another_part_again_keeps_historys_outcome),
        session_test(a_session_is_empty_after_fini),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
