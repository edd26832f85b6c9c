/* SPDX-License-Identifier: MIT */
#include "../../src/dns/mass_server.h"
#include "support/check.h"

enum {
    MS = 1000,
    SECOND = 1000000,
    SILENT = 16, /* messages without an answer after which a server is avoided */
};

static struct gs_mass_servers three(void)
{
    return (struct gs_mass_servers){.count = 3};
}

static void silence(struct gs_mass_server *server, int times)
{
    for (int i = 0; i < times; i++) {
        gs_mass_server_note_silence(server);
    }
}

static void patience_follows_the_round_trip(void **state)
{
    static const struct {
        const char *label;
        int64_t rtt_us; /* of each of many answers; 0: none came */
        int64_t overdue_us;
        int64_t first_us;
        int64_t last_us;
    } cases[] = {
        {"nothing measured", 0, 100 * MS, SECOND, 5 * SECOND},
        {"loopback", 100, 5 * MS + 100, 50 * MS, 5 * SECOND},
        {"20 ms", 20 * MS, 30 * MS, 50 * MS, 5 * SECOND},
        {"300 ms", 300 * MS, 450 * MS, 450 * MS, 5 * SECOND},
        {"a slow one", 4 * SECOND, 2 * SECOND, 2 * SECOND, 5 * SECOND},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        check_case(cases[i].label);
        struct gs_mass_server server = {0};
        for (int j = 0; cases[i].rtt_us > 0 && j < 200; j++) {
            gs_mass_server_note(&server, cases[i].rtt_us, j);
        }
        int64_t overdue_us = gs_mass_server_overdue_us(&server);
        assert_true(overdue_us >= cases[i].overdue_us);
        assert_true(overdue_us <= cases[i].overdue_us + 20);
        int64_t first_us = gs_mass_server_patience_us(&server, 0);
        assert_true(first_us >= cases[i].first_us && first_us <= cases[i].first_us + 20);
        assert_int_equal(gs_mass_server_patience_us(&server, 99), cases[i].last_us);
    }
}

static void patience_grows_after_two_quick_tries(void **state)
{
    static const int64_t ms[GS_MASS_LEVELS] = {50, 50, 200, 800, 2000, 5000};
    (void)state;
    struct gs_mass_server server = {0};
    gs_mass_server_note(&server, 100, 0);
    for (unsigned level = 0; level < GS_MASS_LEVELS; level++) {
        assert_int_equal(gs_mass_server_patience_us(&server, level), ms[level] * MS);
    }
}

static void a_jump_of_the_round_trip_makes_patient(void **state)
{
    (void)state;
    struct gs_mass_server server = {0};
    gs_mass_server_note(&server, 10 * MS, 0);
    gs_mass_server_note(&server, 200 * MS, 1);
    assert_true(gs_mass_server_patience_us(&server, 0) > 200 * MS);
}

static void the_shortest_round_trip_is_forgotten_after_a_while(void **state)
{
    (void)state;
    struct gs_mass_server server = {0};
    assert_int_equal(gs_mass_server_min_us(&server), 0);
    gs_mass_server_note(&server, 30, SECOND);
    gs_mass_server_note(&server, 50, 2 * SECOND);
    assert_int_equal(gs_mass_server_min_us(&server), 30);
    gs_mass_server_note(&server, 40, 12 * SECOND);
    assert_int_equal(gs_mass_server_min_us(&server), 30);
    gs_mass_server_note(&server, 45, 23 * SECOND);
    assert_int_equal(gs_mass_server_min_us(&server), 40);
}

static void the_first_server_is_asked_first(void **state)
{
    (void)state;
    struct gs_mass_servers servers = three();
    assert_int_equal(gs_mass_servers_first(&servers, SECOND), 0);
    assert_int_equal(gs_mass_servers_next(&servers, 0, 0), 1);
    assert_int_equal(gs_mass_servers_next(&servers, 2, 0), 0);
    servers.count = 0;
    assert_int_equal(gs_mass_servers_first(&servers, SECOND), GS_MASS_NOBODY);
    assert_int_equal(gs_mass_servers_next(&servers, 0, 0), GS_MASS_NOBODY);
}

static void settled_servers_are_left_out(void **state)
{
    (void)state;
    struct gs_mass_servers servers = three();
    assert_int_equal(gs_mass_servers_next(&servers, 0, 1u << 1), 2);
    assert_int_equal(gs_mass_servers_next(&servers, 0, 7), GS_MASS_NOBODY);
    servers.count = 1;
    assert_int_equal(gs_mass_servers_next(&servers, 0, 0), 0);
    assert_int_equal(gs_mass_servers_next(&servers, 0, 1), GS_MASS_NOBODY);
}

static void a_silent_server_is_begun_with_once_a_second(void **state)
{
    (void)state;
    struct gs_mass_servers servers = three();
    silence(&servers.items[0], SILENT - 1);
    assert_int_equal(gs_mass_servers_first(&servers, 5 * SECOND), 0);
    silence(&servers.items[0], 1);
    assert_int_equal(gs_mass_servers_first(&servers, 5 * SECOND), 0);
    assert_int_equal(gs_mass_servers_first(&servers, 5 * SECOND + 1), 1);
    assert_int_equal(gs_mass_servers_first(&servers, 6 * SECOND - 1), 1);
    assert_int_equal(gs_mass_servers_first(&servers, 6 * SECOND), 0);
    assert_int_equal(gs_mass_servers_next(&servers, 2, 0), 1);
    gs_mass_server_note(&servers.items[0], 100, 6 * SECOND);
    assert_int_equal(gs_mass_servers_first(&servers, 6 * SECOND + 1), 0);
}

static void when_all_are_silent_all_are_asked(void **state)
{
    (void)state;
    struct gs_mass_servers servers = three();
    for (size_t i = 0; i < servers.count; i++) {
        silence(&servers.items[i], SILENT);
    }
    assert_int_equal(gs_mass_servers_first(&servers, SECOND), 0);
    assert_int_equal(gs_mass_servers_next(&servers, 0, 0), 1);
    assert_int_equal(gs_mass_servers_next(&servers, 1, 1u << 2), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(patience_follows_the_round_trip),
        cmocka_unit_test(patience_grows_after_two_quick_tries),
        cmocka_unit_test(a_jump_of_the_round_trip_makes_patient),
        cmocka_unit_test(the_shortest_round_trip_is_forgotten_after_a_while),
        cmocka_unit_test(the_first_server_is_asked_first),
        cmocka_unit_test(settled_servers_are_left_out),
        cmocka_unit_test(a_silent_server_is_begun_with_once_a_second),
        cmocka_unit_test(when_all_are_silent_all_are_asked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
