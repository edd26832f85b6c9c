/* SPDX-License-Identifier: MIT */
/**
 * A session driven by events of few words: start(session, round, text, parts), then what
 * each source answers. Two test programs use it.
 */
#ifndef GAISCOPE_TESTS_MODEL_SESSION_SCRIPT_H
#define GAISCOPE_TESTS_MODEL_SESSION_SCRIPT_H

#include "support/check.h"
#include "support/parts.h"

#include "gaiscope/model/session.h"

#include <stdlib.h>

#include <sys/socket.h>

#define session_test(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

static inline int setup(void **state)
{
    *state = gs_mem_new(1, sizeof(struct gs_session));
    return 0;
}

static inline int teardown(void **state)
{
    gs_session_fini(*state);
    free(*state);
    return 0;
}

/* An event of round N happens at N times 10 us, and at N times 100 s of the wall clock. */
static inline struct gs_event event_of(enum gs_event_type type, uint64_t round)
{
    return (struct gs_event){.type = type, .round = round, .at_us = (int64_t)round * 10};
}

static inline void start(struct gs_session *session, uint64_t round, const char *text,
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

static inline void system_answers(struct gs_session *session, uint64_t round,
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

static inline void query(struct gs_session *session, enum gs_event_type type,
                         uint64_t round, const char *name, uint16_t record_type)
{
    struct gs_event event = event_of(type, round);
    event.of.query.name = gs_mem_copy_text(name);
    event.of.query.type = record_type;
    event.of.query.try.outcome = GS_OUTCOME_TIMED_OUT;
    gs_session_apply(session, &event);
    assert_null(event.of.query.name);
}

static inline void dns_answers(struct gs_session *session, uint64_t round,
                               const char *name, uint16_t record_type)
{
    struct gs_event event = event_of(GS_EVENT_DNS, round);
    event.of.dns = gs_dns_answer_new(name, record_type);
    event.of.dns->elapsed_us = 3;
    gs_session_apply(session, &event);
    assert_null(event.of.dns);
}

static inline void reverse_answers(struct gs_session *session, uint64_t round,
                                   uint8_t last_byte, bool is_complete)
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

static inline void services_answer(struct gs_session *session, uint64_t round,
                                   int64_t elapsed_us)
{
    struct gs_event event = event_of(GS_EVENT_SERVICES, round);
    event.of.services = gs_services_new();
    event.of.services->elapsed_us = elapsed_us;
    gs_session_apply(session, &event);
}

static inline void mail_answers(struct gs_session *session, uint64_t round,
                                enum gs_mx_kind kind)
{
    struct gs_event event = event_of(GS_EVENT_MAIL, round);
    event.of.mail = gs_mx_plan_new("a.test");
    event.of.mail->kind = kind;
    gs_session_apply(session, &event);
}

static inline void part_done(struct gs_session *session, uint64_t round,
                             enum gs_part part)
{
    struct gs_event event = event_of(GS_EVENT_PART_DONE, round);
    event.of.part = part;
    gs_session_apply(session, &event);
}

static inline void cancel(struct gs_session *session, uint64_t round)
{
    struct gs_event event = event_of(GS_EVENT_CANCELLED, round);
    gs_session_apply(session, &event);
}

static const char *const one_v4[] = {"192.0.2.1"};
static const char *const both[] = {"192.0.2.1", "192.0.2.1", "2001:db8::1",
                                   "2001:db8::2"};

static inline const struct gs_part_state *part(const struct gs_session *session,
                                               enum gs_part part)
{
    return &session->lookup.parts[part];
}

#endif
