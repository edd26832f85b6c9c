/* SPDX-License-Identifier: MIT */
#include "session_script.h"

#include "gaiscope/model/session.h"

#include <string.h>

#include <sys/socket.h>

static void the_machine_is_copied(void **state)
{
    struct gs_session *session = *state;
    struct gs_event event = event_of(GS_EVENT_MACHINE, 0);
    event.of.machine = gs_mem_new(1, sizeof *event.of.machine);
    (void)strcpy(event.of.machine->host_name, "desk");
    gs_session_apply(session, &event);
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
    start(session, 1, "a.test", LOOKUP_PARTS);
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
    start(session, 1, "a.test", LOOKUP_PARTS);
    part_done(session, 1, (enum gs_part)GS_PART_COUNT);
    part_done(session, 1, (enum gs_part)1000);
    assert_int_equal(session->revision, 1);
}

static void asking_again_keeps_the_answer_to_compare(void **state)
{
    struct gs_session *session = *state;
    start(session, 1, "a.test", LOOKUP_PARTS);
    system_answers(session, 1, both, COUNT_OF(both));
    part_done(session, 1, GS_PART_SYSTEM);
    start(session, 2, "a.test", LOOKUP_PARTS);
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
    start(session, 1, "a.test", LOOKUP_PARTS);
    system_answers(session, 1, both, COUNT_OF(both));
    dns_answers(session, 1, "a.test", GS_TYPE_A);
    start(session, 2, "a.test", LOOKUP_PARTS);
    query(session, GS_EVENT_QUERY, 2, "a.test", GS_TYPE_A);
    start(session, 3, "a.test", LOOKUP_PARTS);
    assert_int_equal(session->lookup.last.system->rows.count, 4);
    assert_int_equal(session->lookup.last.dns.count, 1);
    assert_non_null(session->lookup.last.dns.items[0].answer);
    assert_int_equal(session->lookup.now.dns.count, 0);
    assert_int_equal(session->lookup.last_parts[GS_PART_DNS].round, 1);
}

static void a_part_done_without_answers_is_an_answer_too(void **state)
{
    struct gs_session *session = *state;
    start(session, 1, "a.test", LOOKUP_PARTS);
    reverse_answers(session, 1, 1, true);
    part_done(session, 1, GS_PART_REVERSE);
    start(session, 2, "a.test", LOOKUP_PARTS);
    part_done(session, 2, GS_PART_REVERSE);
    start(session, 3, "a.test", LOOKUP_PARTS);
    assert_int_equal(session->lookup.last.reverse.count, 0);
    assert_int_equal(session->lookup.last_parts[GS_PART_REVERSE].round, 2);
}

static void parts_not_asked_again_stay(void **state)
{
    struct gs_session *session = *state;
    start(session, 1, "a.test", LOOKUP_PARTS);
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
    start(session, 1, "a.test", LOOKUP_PARTS);
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

static void start_with(struct gs_session *session, uint64_t round, int family, int flags)
{
    struct gs_event event = event_of(GS_EVENT_STARTED, round);
    event.of.started.question = gs_mem_new(1, sizeof *event.of.started.question);
    assert_int_equal(gs_question_parse("a.test", event.of.started.question), GS_OK);
    event.of.started.question->hints =
        (struct gs_hints){.family = family, .flags = flags};
    event.of.started.parts = LOOKUP_PARTS;
    gs_session_apply(session, &event);
}

static void answers_to_other_arguments_are_comparable_where_both_were_asked(void **state)
{
    static const struct {
        const char *label;
        int families[2];
        int flags[2];
        bool v4;
        bool v6;
        bool is_mail; /* the mail part, which wants the same arguments */
    } cases[] = {
        {"the same", {AF_INET, AF_INET}, {1, 1}, true, false, true},
        {"any, then IPv4", {AF_UNSPEC, AF_INET}, {1, 1}, true, false, false},
        {"IPv6, then any", {AF_INET6, AF_UNSPEC}, {1, 1}, false, true, false},
        {"IPv6, then IPv4", {AF_INET6, AF_INET}, {1, 1}, false, false, false},
        {"other flags", {AF_UNSPEC, AF_UNSPEC}, {1, 0}, true, true, false},
    };

    struct gs_session *session = *state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        check_case(cases[i].label);
        for (uint64_t round = 1; round <= 2; round++) {
            start_with(session, round, cases[i].families[round - 1],
                       cases[i].flags[round - 1]);
            assert_false(gs_lookup_is_comparable(&session->lookup, GS_PART_SYSTEM));
            system_answers(session, round, one_v4, 1);
            part_done(session, round, GS_PART_SYSTEM);
            mail_answers(session, round, GS_MX_NONE);
            part_done(session, round, GS_PART_MAIL);
        }
        assert_true(gs_lookup_is_comparable(&session->lookup, GS_PART_SYSTEM));
        assert_int_equal(gs_lookup_compares_family(&session->lookup, AF_INET),
                         cases[i].v4);
        assert_int_equal(gs_lookup_compares_family(&session->lookup, AF_INET6),
                         cases[i].v6);
        assert_int_equal(gs_lookup_is_comparable(&session->lookup, GS_PART_MAIL),
                         cases[i].is_mail);
        gs_session_fini(session);
    }
}

static void another_question_starts_anew(void **state)
{
    struct gs_session *session = *state;
    start(session, 1, "a.test", LOOKUP_PARTS);
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
    start(session, 1, "a.test", LOOKUP_PARTS);
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

static void a_stopped_first_round_leaves_what_is_whole(void **state)
{
    struct gs_session *session = *state;
    start(session, 1, "a.test", LOOKUP_PARTS);
    services_answer(session, 1, 1);
    part_done(session, 1, GS_PART_SERVICES);
    query(session, GS_EVENT_QUERY, 1, "a.test", GS_TYPE_A);
    query(session, GS_EVENT_QUERY, 1, "a.test", GS_TYPE_AAAA);
    dns_answers(session, 1, "a.test", GS_TYPE_A);
    cancel(session, 1);
    assert_true(session->lookup.is_cancelled);
    assert_false(gs_lookup_is_waiting(&session->lookup));
    assert_int_equal(part(session, GS_PART_SYSTEM)->progress, GS_PROGRESS_STOPPED);
    assert_int_equal(part(session, GS_PART_SYSTEM)->finished_us, 10);
    assert_null(session->lookup.now.system);
    assert_int_equal(part(session, GS_PART_SERVICES)->progress, GS_PROGRESS_DONE);
    assert_non_null(session->lookup.now.services);
    assert_int_equal(session->lookup.now.dns.count, 2);
    assert_int_not_equal(session->lookup.now.dns.items[0].answer->outcome,
                         GS_OUTCOME_CANCELLED);
    assert_int_equal(session->lookup.now.dns.items[1].answer->outcome,
                     GS_OUTCOME_CANCELLED);
}

static void a_stopped_part_that_has_its_answer_keeps_it(void **state)
{
    struct gs_session *session = *state;
    start(session, 1, "a.test", LOOKUP_PARTS);
    services_answer(session, 1, 1);
    part_done(session, 1, GS_PART_SERVICES);
    start(session, 2, "a.test", LOOKUP_PARTS);
    services_answer(session, 2, 7);
    cancel(session, 2);
    assert_int_equal(part(session, GS_PART_SERVICES)->progress, GS_PROGRESS_DONE);
    assert_false(part(session, GS_PART_SERVICES)->is_restored);
    assert_int_equal(session->lookup.now.services->elapsed_us, 7);
}

static void what_was_stopped_is_no_answer_to_compare_with(void **state)
{
    struct gs_session *session = *state;
    start(session, 1, "a.test", LOOKUP_PARTS);
    query(session, GS_EVENT_QUERY, 1, "a.test", GS_TYPE_A);
    cancel(session, 1);
    start(session, 2, "a.test", LOOKUP_PARTS);
    assert_int_equal(session->lookup.last.dns.count, 0);
}

static void a_restored_answer_brings_its_arguments_back(void **state)
{
    struct gs_session *session = *state;
    start_with(session, 1, AF_UNSPEC, 1);
    system_answers(session, 1, both, COUNT_OF(both));
    part_done(session, 1, GS_PART_SYSTEM);
    start_with(session, 2, AF_INET, 1);
    cancel(session, 2);
    assert_int_equal(session->lookup.question.hints.family, AF_UNSPEC);
    start_with(session, 3, AF_INET, 1);
    assert_false(part(session, GS_PART_SYSTEM)->is_restored);
}

static void a_stopped_round_gives_the_last_answer_back(void **state)
{
    struct gs_session *session = *state;
    start(session, 1, "a.test", LOOKUP_PARTS);
    system_answers(session, 1, both, COUNT_OF(both));
    part_done(session, 1, GS_PART_SYSTEM);
    start(session, 2, "a.test", LOOKUP_PARTS);
    cancel(session, 2);
    assert_int_equal(session->lookup.now.system->rows.count, 4);
    assert_null(session->lookup.last.system);
    assert_int_equal(part(session, GS_PART_SYSTEM)->progress, GS_PROGRESS_DONE);
    assert_int_equal(part(session, GS_PART_SYSTEM)->started_us, 10);
    assert_true(part(session, GS_PART_SYSTEM)->is_restored);
    assert_int_equal(part(session, GS_PART_MAIL)->progress, GS_PROGRESS_STOPPED);
    assert_true(session->lookup.is_cancelled);
    assert_int_equal(session->lookup.stopped_us, 20);
}

static void nothing_follows_a_stopped_round(void **state)
{
    struct gs_session *session = *state;
    start(session, 1, "a.test", LOOKUP_PARTS);
    system_answers(session, 1, both, COUNT_OF(both));
    part_done(session, 1, GS_PART_SYSTEM);
    start(session, 2, "a.test", LOOKUP_PARTS);
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
    start(session, 1, "a.test", LOOKUP_PARTS);
    start(session, 2, "a.test", GS_PART_BIT(GS_PART_DNS));
    cancel(session, 2);
    assert_int_equal(part(session, GS_PART_DNS)->progress, GS_PROGRESS_STOPPED);
    assert_int_equal(part(session, GS_PART_SYSTEM)->progress, GS_PROGRESS_WAITING);
    system_answers(session, 1, one_v4, 1);
    assert_non_null(session->lookup.now.system);
}

static void asking_after_a_stop_begins_again(void **state)
{
    struct gs_session *session = *state;
    start(session, 1, "a.test", LOOKUP_PARTS);
    cancel(session, 1);
    start(session, 2, "a.test", LOOKUP_PARTS);
    assert_false(session->lookup.is_cancelled);
    system_answers(session, 2, one_v4, 1);
    assert_non_null(session->lookup.now.system);
}

static void a_session_is_empty_after_fini(void **state)
{
    struct gs_session *session = *state;
    start(session, 1, "a.test", LOOKUP_PARTS);
    system_answers(session, 1, one_v4, 1);
    gs_session_fini(session);
    assert_int_equal(session->revision, 0);
    assert_false(session->has_lookup);
    assert_int_equal(session->history.count, 0);
    start(session, 2, "a.test", LOOKUP_PARTS);
    assert_int_equal(session->revision, 1);
}

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
        session_test(answers_to_other_arguments_are_comparable_where_both_were_asked),
        session_test(another_question_starts_anew),
        session_test(events_of_another_round_are_dropped),
        session_test(events_without_a_question_are_dropped),
        session_test(a_stopped_first_round_leaves_what_is_whole),
        session_test(a_stopped_part_that_has_its_answer_keeps_it),
        session_test(what_was_stopped_is_no_answer_to_compare_with),
        session_test(a_restored_answer_brings_its_arguments_back),
        session_test(a_stopped_round_gives_the_last_answer_back),
        session_test(nothing_follows_a_stopped_round),
        session_test(a_stopped_round_leaves_other_rounds_alone),
        session_test(asking_after_a_stop_begins_again),
        session_test(a_session_is_empty_after_fini),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
