/* SPDX-License-Identifier: MIT */
/*
 * Races are simulated from text; the verdict is read back as "kind word | clause | clause".
 */
#include "rules/make_race.h"
#include "support/check.h"

#include "gaiscope/rules/race_verdict.h"

#include <errno.h>

static int no_route_error = ENETUNREACH; /* what such a lane hears */

static struct gs_race *measured(int aaaa_ms, int a_ms, const char *addresses)
{
    struct gs_race_settings settings = gs_race_settings_default();
    struct gs_race_assumed assumed[16];
    const int64_t answered_us[2] = {ms_to_us(aaaa_ms), ms_to_us(a_ms)};
    size_t count = make_assumed(addresses, assumed);
    struct gs_race *race = gs_race_simulate(&settings, answered_us, assumed, count,
                                            ms_to_us((int)settings.deadline_ms));
    race->port = 80;
    for (size_t i = 0; i < race->lanes.count; i++) {
        struct gs_connection *connection = &race->lanes.items[i].connection;
        connection->error =
            connection->status == GS_CONNECT_NO_ROUTE ? no_route_error : 0;
    }
    race->libc_outcome = count > 0 ? GS_OUTCOME_ANSWERED : GS_OUTCOME_NO_SUCH_NAME;
    race->libc_us = ms_to_us(aaaa_ms > a_ms ? aaaa_ms : a_ms);
    return race;
}

static void describe(const struct gs_verdict *verdict, char *out, size_t size)
{
    static const char *const kinds[] = {"none",  "good", "look",   "absent",
                                        "empty", "bad",  "waiting"};
    size_t len =
        (size_t)snprintf(out, size, "%s: %s", kinds[verdict->kind], verdict->word);
    for (size_t i = 0; i < verdict->clause_count; i++) {
        len += (size_t)snprintf(out + len, size - len, " | %s", verdict->clauses[i]);
    }
}

static void check_verdict(const struct gs_race *race, int waited_ms, const char *expected)
{
    char text[1024];
    struct gs_verdict verdict = gs_race_verdict(race, ms_to_us(waited_ms));
    describe(&verdict, text, sizeof text);
    assert_string_equal(text, expected);
}

static const struct {
    const char *label;
    int aaaa_ms;
    int a_ms;
    const char *addresses;
    const char *expected;
} cases[] = {
    {"both are fine", 10, 12, "6a open 20, 4a open 15",
     "good: IPv6 wins | IPv4 was 5.0 ms faster, its turn came later | "
     "a serial client waits 32 ms | with IPv6 broken it waits 2 min 7 s"},
    {"both are as fast", 10, 12, "6a open 15, 4a open 15",
     "good: IPv6 wins | IPv4 was as fast | a serial client waits 27 ms | "
     "with IPv6 broken it waits 2 min 7 s"},
    {"IPv6 slower, with AAAA after the delay", 350, 50, "6a open 32, 4a open 20",
     "good: IPv4 wins | AAAA came 300 ms late | IPv6 was 12 ms slower | "
     "a serial client waits 382 ms | with IPv6 broken it waits 2 min 7 s"},
    {"the first IPv6 address is silent for a second", 60, 18,
     "6a open 1100, 6b open 31, 4a open 38",
     "good: IPv4 wins | the first IPv6 address was silent for a second | "
     "a serial client waits 1.2 s | with IPv6 broken it waits 4 min 14 s"},
    {"IPv6 is refused", 10, 12, "6a refused 5, 4a open 15",
     "look: IPv4 wins | IPv6 was refused | a serial client waits 32 ms"},
    {"IPv6 is a black hole", 10, 12, "6a silent 99000, 4a open 15",
     "look: IPv4 wins | IPv6 was silent | a serial client waits 2 min 7 s"},
    {"no route to IPv6", 10, 12, "4a open 15, 6a no_route 0",
     "look: IPv4 wins | no route to IPv6 from this machine | "
     "a serial client waits 27 ms"},
    {"libc begins with IPv4, a client that does not suffers", 10, 12,
     "4a open 15, 6a open 1100",
     "good: IPv4 wins | IPv6 was silent for a second | "
     "a client that tries IPv6 first waits 1.1 s | with IPv6 broken it waits 2 min 7 s"},
    {"IPv6 fails in different ways", 10, 12, "6a refused 5, 6b silent 99000, 4a open 15",
     "look: IPv4 wins | none of 2 IPv6 addresses opens | a serial client waits 2 min 7 "
     "s"},
    {"IPv4 is refused", 10, 12, "6a open 300, 4a refused 5",
     "look: IPv6 wins | IPv4 was refused | a serial client waits 312 ms"},
    {"the winner's own first address is refused", 10, 12,
     "6a refused 5, 4a silent 99000, 6b open 20",
     "look: IPv6 wins | IPv4 was silent | the first IPv6 address was refused | "
     "a serial client waits 2 min 7 s"},
    {"IPv4 only", 10, 12, "4a open 15",
     "good: one family only | IPv4 | no AAAA record | a serial client waits 27 ms"},
    {"IPv4 only, the answer late", 200, 12, "4a open 15",
     "good: one family only | IPv4 | the answer to AAAA came 188 ms late | "
     "no AAAA record | a serial client waits 215 ms"},
    {"IPv6 only", 10, 12, "6a open 15",
     "good: one family only | IPv6 | no A record | a serial client waits 27 ms"},
    {"AAAA never", -1, 12, "4a open 15",
     "good: one family only | IPv4 | AAAA has not come | a serial client waits 27 ms"},
    {"nobody answers", 10, 12, "6a refused 5, 4a silent 99000",
     "bad: nobody answers | IPv6 was refused | IPv4 was silent"},
    {"nobody answers, one family", 10, 12, "4a refused 5",
     "bad: nobody answers | no AAAA record | IPv4 was refused"},
    {"no address", 10, 12, "",
     "bad: no address | AAAA: no data | A: no data | libc: no such name | "
     "so nothing is raced"},
};

static void a_verdict_says_who_wins_and_why(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        check_case(cases[i].label);
        struct gs_race *race =
            measured(cases[i].aaaa_ms, cases[i].a_ms, cases[i].addresses);
        check_verdict(race, -1, cases[i].expected);
        gs_race_free(race);
    }
}

static void a_lost_syn_is_named(void **state)
{
    (void)state;
    struct gs_race *race = measured(60, 18, "6a open 1031, 4a open 38");
    race->lanes.items[0].connection.syns_again = 1;
    check_verdict(
        race, -1,
        "good: IPv4 wins | IPv6 was silent for a second | a serial client waits 1.1 s | "
        "with IPv6 broken it waits 2 min 7 s | its first SYN was lost");
    race->lanes.items[0].connection.syns_again = 2;
    race->lanes.items[0].connection.elapsed_us = ms_to_us(3031);
    check_verdict(
        race, -1,
        "good: IPv4 wins | IPv6 was silent for 3.0 s | a serial client waits 3.1 s | "
        "with IPv6 broken it waits 2 min 7 s | its first 2 SYNs were lost");
    gs_race_free(race);
}

static void what_wins_by_nat64_is_ipv4(void **state)
{
    (void)state;
    struct gs_race *race = measured(10, 12, "6a open 15, 4a no_route 0");
    race->lanes.items[0].is_synthetic = true;
    struct gs_verdict verdict = gs_race_verdict(race, -1);
    assert_string_equal(verdict.word, "IPv4 wins, by NAT64");
    assert_string_equal(verdict.clauses[0], "no route to IPv4 from this machine");
    struct gs_race_past past = gs_race_summary(race);
    assert_int_equal(past.winner_family, AF_INET);
    assert_int_equal(past.connect_us[0], -1);
    assert_int_equal(past.connect_us[1], ms_to_us(15));
    gs_race_free(race);
    race = measured(10, 12, "6a silent 9000, 4a open 15");
    race->lanes.items[0].is_synthetic = true;
    verdict = gs_race_verdict(race, -1);
    assert_string_equal(verdict.word, "IPv4 wins");
    assert_string_equal(verdict.clauses[0], "NAT64 was silent");
    gs_race_free(race);
}

static void a_question_that_failed_is_to_be_looked_at(void **state)
{
    (void)state;
    struct gs_race *race = measured(10, 12, "4a open 15");
    race->dns[0].outcome = GS_OUTCOME_SERVER_FAILURE;
    check_verdict(race, -1,
                  "look: one family only | IPv4 | AAAA: server failure | "
                  "a serial client waits 27 ms");
    gs_race_free(race);
}

static void an_answer_that_never_came_is_not_late(void **state)
{
    (void)state;
    struct gs_race *race = measured(10000, 12, "4a open 15");
    race->dns[0].outcome = GS_OUTCOME_TIMED_OUT;
    check_verdict(race, -1,
                  "look: one family only | IPv4 | AAAA: timed out | "
                  "a serial client waits 10 s");
    gs_race_free(race);
}

static void a_family_that_was_not_asked_is_not_missed(void **state)
{
    (void)state;
    struct gs_race *race = measured(10, 12, "4a open 15");
    race->dns[0] = (struct gs_race_dns){.family = AF_INET6, .answered_us = -1};
    check_verdict(race, -1,
                  "good: one family only | IPv4 | IPv4 alone was asked | "
                  "a serial client waits 27 ms");
    race->dns[1] = (struct gs_race_dns){.family = AF_INET, .answered_us = -1};
    check_verdict(race, -1,
                  "good: one family only | IPv4 | the name is an IPv4 address | "
                  "a serial client waits 27 ms");
    race->is_from_libc = true;
    check_verdict(race, -1,
                  "good: one family only | IPv4 | libc knows no IPv6 address | "
                  "a serial client waits 27 ms");
    gs_race_free(race);
}

static void a_race_under_way_says_what_is_waited_for(void **state)
{
    (void)state;
    struct gs_race_settings settings = gs_race_settings_default();
    struct gs_race *race = gs_race_new("x.test", &settings);
    struct gs_race_address address = {.endpoint = make_endpoint("4a")};
    gs_race_begin(race, true, true);
    check_verdict(race, 5, "waiting: racing | waiting for addresses");
    const struct gs_race_answer answer = {AF_INET, GS_OUTCOME_ANSWERED, &address, 1};
    gs_race_answered(race, &answer, ms_to_us(10));
    (void)gs_race_next(race, ms_to_us(10));
    check_verdict(race, 12, "waiting: racing | A is there, waiting for AAAA");
    (void)gs_race_next(race, ms_to_us(60));
    check_verdict(race, 70, "waiting: racing | 1 of 1 addresses tried");
    check_verdict(race, -1, "empty: stopped | 1 of 1 addresses tried");
    gs_race_free(race);
}

static void a_race_that_is_won_waits_for_nothing(void **state)
{
    (void)state;
    struct gs_race *race = measured(10, 12, "6a open 15, 4a silent 99000");
    struct gs_race_lane *lane = &race->lanes.items[1];
    lane->ended_us = -1;
    lane->connection.status = GS_CONNECT_WAITING;
    race->is_complete = false;
    check_verdict(race, 300,
                  "good: IPv6 wins | IPv4 has not answered yet | "
                  "a serial client waits 27 ms");
    lane->connection.status = GS_CONNECT_IDLE;
    check_verdict(race, 300,
                  "good: IPv6 wins | IPv4 is not needed | a serial client waits 27 ms");
    assert_int_equal(gs_race_verdict(race, 300).elapsed_us, ms_to_us(25));
    gs_race_free(race);
}

static void without_a_race_there_is_none(void **state)
{
    (void)state;
    check_verdict(NULL, -1, "none: no race yet");
    check_verdict(NULL, 5, "waiting: racing");
}

static void a_service_without_a_port_is_named(void **state)
{
    (void)state;
    struct gs_race *race = measured(10, 12, "");
    race->port = 0;
    free(race->service);
    race->service = gs_mem_copy_text("gopher\x1b[m");
    check_verdict(race, -1,
                  "bad: no port | the services table has no TCP port for gopher\\x1B"
                  "[m | so nothing is raced");
    gs_race_free(race);
}

static void a_serial_client_may_give_up(void **state)
{
    (void)state;
    struct gs_race *race = measured(10, 12, "4a open 15");
    race->libc_outcome = GS_OUTCOME_TRY_AGAIN;
    race->libc_us = ms_to_us(5000);
    check_verdict(race, -1,
                  "good: one family only | IPv4 | no AAAA record | "
                  "a serial client gives up after 5.0 s");
    gs_race_free(race);
}

static void a_lane_says_what_it_came_to(void **state)
{
    (void)state;
    static const char *const expected[] = {"refused", "wins", "silent", "open, 31 ms"};
    struct gs_race *race =
        measured(10, 10, "6a refused 5, 4a open 38, 6b silent 99000, 4b open 31");
    for (size_t i = 0; i < COUNT_OF(expected); i++) {
        struct gs_buf text = {0};
        gs_race_lane_result(race, i, &text);
        assert_string_equal(gs_buf_text(&text), expected[i]);
        gs_buf_fini(&text);
    }
    gs_race_free(race);
}

static void medians_are_of_the_newest_settings(void **state)
{
    (void)state;
    struct gs_race_past_list past = {0};
    struct gs_race_settings usual = gs_race_settings_default();
    struct gs_race_settings other = usual;
    other.attempt_delay_ms = 100;
    struct gs_race_past races[] = {
        {1, AF_INET, 999, {1, 1}, {1, 1}, other, {true, true}},
        {2, AF_INET6, 7, {1, 1}, {7, -1}, usual, {true, false}},
        {2, AF_INET6, 30, {10, 5}, {20, 40}, usual, {true, true}},
        {3, AF_INET, 50, {-1, 7}, {-1, 30}, usual, {true, true}},
        {4, 0, -1, {20, -1}, {-1, -1}, usual, {true, true}},
        {5, AF_INET6, 10, {30, 6}, {40, -1}, usual, {true, true}},
    };
    for (size_t i = 0; i < COUNT_OF(races); i++) {
        gs_vec_push(&past, races[i]);
    }
    struct gs_race_medians medians = gs_race_medians_of(&past);
    assert_int_equal(medians.races, 4);
    assert_int_equal(medians.wins[0], 2);
    assert_int_equal(medians.wins[1], 1);
    assert_int_equal(medians.won_us, 30);
    assert_int_equal(medians.dns_us[0], 20);
    assert_int_equal(medians.dns_us[1], 6);
    assert_int_equal(medians.connect_us[0], 30);
    assert_int_equal(medians.connect_us[1], 35);
    races[1].raced_wall_s = 6;
    gs_vec_push(&past, races[1]); /* IPv6 alone */
    medians = gs_race_medians_of(&past);
    assert_int_equal(medians.races, 2);
    assert_int_equal(medians.wins[0], 0);
    assert_int_equal(medians.won_us, 7);
    gs_vec_fini(&past);
    medians = gs_race_medians_of(&past);
    assert_int_equal(medians.races, 0);
    assert_int_equal(medians.won_us, -1);
    assert_int_equal(medians.connect_us[1], -1);
}

/* What a router says after a round trip is not called this machine's. */
static void what_a_router_says_is_no_lack_of_a_route_here(void **state)
{
    static const struct {
        const char *label;
        int error;
        const char *addresses;
        const char *expected;
    } errors[] = {
        {"the interface is down", ENETDOWN, "4a open 15, 6a no_route 0",
         "look: IPv4 wins | no route to IPv6 from this machine | "
         "a serial client waits 27 ms"},
        {"prohibited", EACCES, "4a open 15, 6a no_route 0",
         "look: IPv4 wins | IPv6 is not reached | a serial client waits 27 ms"},
        {"not reached", EHOSTUNREACH, "4a open 15, 6a no_route 0",
         "look: IPv4 wins | IPv6 is not reached | a serial client waits 27 ms"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(errors); i++) {
        check_case(errors[i].label);
        no_route_error = errors[i].error;
        struct gs_race *race = measured(10, 12, errors[i].addresses);
        check_verdict(race, 0, errors[i].expected);
        gs_race_free(race);
    }
    no_route_error = ENETUNREACH;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_verdict_says_who_wins_and_why),
        cmocka_unit_test(a_lost_syn_is_named),
        cmocka_unit_test(what_wins_by_nat64_is_ipv4),
        cmocka_unit_test(a_question_that_failed_is_to_be_looked_at),
        cmocka_unit_test(an_answer_that_never_came_is_not_late),
        cmocka_unit_test(a_family_that_was_not_asked_is_not_missed),
        cmocka_unit_test(a_race_under_way_says_what_is_waited_for),
        cmocka_unit_test(a_race_that_is_won_waits_for_nothing),
        cmocka_unit_test(without_a_race_there_is_none),
        cmocka_unit_test(a_service_without_a_port_is_named),
        cmocka_unit_test(a_serial_client_may_give_up),
        cmocka_unit_test(a_lane_says_what_it_came_to),
        cmocka_unit_test(medians_are_of_the_newest_settings),
        cmocka_unit_test(what_a_router_says_is_no_lack_of_a_route_here),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
