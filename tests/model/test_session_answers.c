/* SPDX-License-Identifier: MIT */
#include "session_script.h"

#include "gaiscope/model/session.h"

#include <string.h>

#include <sys/socket.h>

static void a_dns_question_waits_tries_and_is_answered(void **state)
{
    struct gs_session *session = *state;
    start(session, 1, "a.test", LOOKUP_PARTS);
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
    start(session, 1, "a.test", LOOKUP_PARTS);
    query(session, GS_EVENT_TRY, 1, "a.test", GS_TYPE_A);
    dns_answers(session, 1, "a.test", GS_TYPE_A);
    query(session, GS_EVENT_TRY, 1, "a.test", GS_TYPE_A);
    assert_int_equal(session->revision, 2);
    assert_int_equal(session->lookup.now.dns.items[0].tries.count, 0);
}

static void tries_are_bounded(void **state)
{
    struct gs_session *session = *state;
    start(session, 1, "a.test", LOOKUP_PARTS);
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
    start(session, 1, "a.test", LOOKUP_PARTS);
    query(session, GS_EVENT_QUERY, 1, "a.test", GS_TYPE_A);
    query(session, GS_EVENT_QUERY, 1, "a.test", GS_TYPE_A);
    query(session, GS_EVENT_QUERY, 1, "a.test", GS_TYPE_AAAA);
    assert_int_equal(session->lookup.now.dns.count, 2);
    assert_int_equal(session->revision, 3);
}

static void an_answer_nobody_announced_is_added(void **state)
{
    struct gs_session *session = *state;
    start(session, 1, "a.test", LOOKUP_PARTS);
    dns_answers(session, 1, "a.test", GS_TYPE_MX);
    assert_int_equal(session->lookup.now.dns.count, 1);
    assert_int_equal(session->lookup.now.dns.items[0].started_us, 7);
    dns_answers(session, 1, "a.test", GS_TYPE_MX);
    assert_int_equal(session->lookup.now.dns.count, 1);
}

static void dns_questions_are_bounded(void **state)
{
    struct gs_session *session = *state;
    start(session, 1, "a.test", LOOKUP_PARTS);
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
    start(session, 1, "a.test", LOOKUP_PARTS);
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
    start(session, 1, "a.test", LOOKUP_PARTS);
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
    start(session, 1, "a.test", LOOKUP_PARTS);
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

static void history_knows_what_came_out(void **state)
{
    struct gs_session *session = *state;
    start(session, 1, "a.test www", LOOKUP_PARTS);
    assert_int_equal(session->history.count, 1);
    assert_int_equal(session->history.items[0].outcome, GS_OUTCOME_NOT_ASKED);
    assert_int_equal(session->history.items[0].asked_wall_s, 100);
    system_answers(session, 1, both, COUNT_OF(both));
    assert_string_equal(session->history.items[0].host, "a.test");
    assert_string_equal(session->history.items[0].service, "www");
    assert_int_equal(session->history.items[0].outcome, GS_OUTCOME_ANSWERED);
    assert_int_equal(session->history.items[0].v4_count, 1);
    assert_int_equal(session->history.items[0].v6_count, 2);
    start(session, 2, "b.test", LOOKUP_PARTS);
    system_answers(session, 2, NULL, 0);
    assert_int_equal(session->history.items[1].outcome, GS_OUTCOME_NO_SUCH_NAME);
    start(session, 3, "a.test www", LOOKUP_PARTS);
    assert_int_equal(session->history.count, 2);
    assert_string_equal(session->history.items[1].host, "a.test");
}

static void asking_another_part_again_keeps_historys_outcome(void **state)
{
    struct gs_session *session = *state;
    start(session, 1, "a.test", LOOKUP_PARTS);
    system_answers(session, 1, one_v4, 1);
    start(session, 2, "a.test", GS_PART_BIT(GS_PART_DNS));
    assert_int_equal(session->history.items[0].outcome, GS_OUTCOME_ANSWERED);
    assert_int_equal(session->history.items[0].v4_count, 1);
}

static void the_service_asked_last_replaces_the_one_before(void **state)
{
    struct gs_session *session = *state;
    uint64_t before = session->revision;
    for (uint16_t port = 25; port < 27; port++) {
        struct gs_event event = {.type = GS_EVENT_SERVICE};
        event.of.service = gs_service_check_new("smtp", port);
        gs_session_apply(session, &event);
        assert_int_equal(session->service->port, port);
    }
    assert_int_equal(session->revision, before + 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        session_test(a_dns_question_waits_tries_and_is_answered),
        session_test(a_try_of_nothing_under_way_changes_nothing),
        session_test(tries_are_bounded),
        session_test(a_question_asked_twice_stands_once),
        session_test(an_answer_nobody_announced_is_added),
        session_test(dns_questions_are_bounded),
        session_test(reverse_names_are_kept_once_per_address),
        session_test(reverse_names_are_bounded),
        session_test(plans_services_and_answers_are_replaced),
        session_test(history_knows_what_came_out),
        session_test(the_service_asked_last_replaces_the_one_before),
        session_test(asking_another_part_again_keeps_historys_outcome),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
