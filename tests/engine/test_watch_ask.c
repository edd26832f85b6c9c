/* SPDX-License-Identifier: MIT */
/* What the watcher reads of an answer of DNS. */
#include "../../src/engine/watch_ask.h"
#include "support/check.h"
#include "support/dns_wire.h"

#include "gaiscope/dns/answer_scan.h"
#include "gaiscope/model/record_type.h"
#include "gaiscope/rules/watch_compare.h"

#include <string.h>

#include <sys/socket.h>

enum {
    RESPONSE = 0x8180,
};

/* A pool of addresses, which a server turns by some each time. */
static void make_pool(struct dns_wire *wire, unsigned count, unsigned turn)
{
    dns_wire_start(wire, 7, RESPONSE, "pool.test", GS_TYPE_A);
    dns_wire_count(wire, 1, (uint16_t)count);
    for (unsigned i = 0; i < count; i++) {
        unsigned number = (i + turn) % count;
        const uint8_t bytes[] = {10, 0, (uint8_t)(number >> 8), (uint8_t)number};
        dns_wire_record(wire, "pool.test", GS_TYPE_A, bytes, sizeof bytes);
    }
}

/* As a round does it. */
static struct gs_watch_answer *read_pool(unsigned count, unsigned turn)
{
    static struct dns_wire wire;
    static struct gs_answer_scan scan;
    struct gs_dname name;
    struct gs_watch_reply reply = {0};
    struct gs_watch_texts texts = {0};
    make_pool(&wire, count, turn);
    assert_true(gs_dname_parse("pool.test", &name));
    assert_int_equal(gs_answer_scan(wire.bytes, wire.len, &name, GS_TYPE_A, &scan),
                     GS_OK);
    const struct gs_mass_answer message = {
        .outcome = scan.outcome, .wire = wire.bytes, .len = wire.len, .scan = &scan};
    gs_watch_read_answer(&message, GS_WATCH_SLOT_A, "pool.test", &texts, &reply);
    struct gs_watch_answer *answer = gs_watch_answer_new();
    answer->outcome = answer->sides[1] = reply.outcome;
    answer->sides[0] = GS_OUTCOME_NO_DATA;
    answer->left_outs[1] = reply.left_out;
    for (size_t i = 0; i < reply.address_count; i++) {
        gs_watch_answer_add_address(answer, &reply.addresses[i]);
    }
    return answer;
}

static void a_pool_that_turns_is_the_same_set(void **state)
{
    static const unsigned counts[] = {2, 64, 65, 100, 256, 257, 300};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(counts); i++) {
        struct gs_watch_memory memory = {0};
        char host[] = "pool.test";
        const struct gs_watch watch = {.host = host};
        for (unsigned turn = 0; turn < 20; turn++) {
            struct gs_watch_round round = {.answer = read_pool(counts[i], turn * 7),
                                           .wall_s = 1000 + 30 * turn};
            gs_watch_compare(&memory, &watch, NULL, &round);
            assert_int_equal(round.changes.count, 0);
            assert_int_equal(round.answer->addresses.count,
                             counts[i] < GS_WATCH_ADDRESSES_MAX ? counts[i]
                                                                : GS_WATCH_ADDRESSES_MAX);
            gs_watch_answer_free(round.answer);
            gs_watch_answer_free(round.told);
            gs_watch_change_list_clear(&round.changes);
            free(round.words);
        }
        gs_watch_memory_fini(&memory);
    }
}

static struct gs_endpoint endpoint(const char *text)
{
    struct gs_endpoint server;
    assert_int_equal(gs_endpoint_parse(text, GS_DNS_PORT, &server), GS_OK);
    return server;
}

static void why_there_is_no_answer_is_told_whole(void **state)
{
    static const struct {
        const char *label;
        enum gs_outcome outcome;
        int rcode;
        const char *server;
        const char *detail;
    } cases[] = {
        {"an rcode", GS_OUTCOME_SERVER_FAILURE, 2, "10.0.0.2", "SERVFAIL from 10.0.0.2"},
        {"a long endpoint", GS_OUTCOME_SERVER_FAILURE, 2,
         "[2001:db8:1111:2222:3333:4444:5555:6666]:5353",
         "SERVFAIL from [2001:db8:1111:2222:3333:4444:5555:6666]:5353"},
        {"silence of one", GS_OUTCOME_TIMED_OUT, -1,
         "[2001:db8:1111:2222:3333:4444:5555:6666]:5353",
         "no reply from [2001:db8:1111:2222:3333:4444:5555:6666]:5353"},
        {"a closed port", GS_OUTCOME_REFUSED, -1, "[::1]:53", "closed port at ::1"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        check_case(cases[i].label);
        char detail[GS_WATCH_DETAIL_MAX];
        const struct gs_resolver resolver = {.servers[0] = endpoint(cases[i].server),
                                             .server_count = 1};
        const struct gs_mass_answer answer = {.outcome = cases[i].outcome,
                                              .rcode = cases[i].rcode,
                                              .server = resolver.servers[0]};
        gs_watch_detail(&answer, &resolver, detail);
        assert_string_equal(detail, cases[i].detail);
    }
}

static void only_where_no_message_came_is_silence(void **state)
{
    static const struct {
        const char *label;
        enum gs_outcome outcome;
        int rcode;
        bool is_silent;
    } cases[] = {
        {"no reply", GS_OUTCOME_TIMED_OUT, -1, true},
        {"a closed port", GS_OUTCOME_REFUSED, -1, true},
        {"no route", GS_OUTCOME_UNREACHABLE, -1, true},
        {"a refusal", GS_OUTCOME_REFUSED, 5, false},
        {"a failure", GS_OUTCOME_SERVER_FAILURE, 2, false},
        {"no question at all", GS_OUTCOME_BAD_QUESTION, -1, false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        check_case(cases[i].label);
        struct gs_watch_reply reply = {0};
        struct gs_watch_texts texts = {0};
        const struct gs_mass_answer answer = {.outcome = cases[i].outcome,
                                              .rcode = cases[i].rcode};
        gs_watch_read_answer(&answer, GS_WATCH_SLOT_A, "a.test", &texts, &reply);
        assert_int_equal(reply.is_silent, cases[i].is_silent);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_pool_that_turns_is_the_same_set),
        cmocka_unit_test(why_there_is_no_answer_is_told_whole),
        cmocka_unit_test(only_where_no_message_came_is_silence),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
