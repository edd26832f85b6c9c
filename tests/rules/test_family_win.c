/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/rules/families_rules.h"

#include <sys/socket.h>

enum {
    MS = 1000,
    NONE = -1,
};

/* A family as it was measured: one address. */
struct measured {
    enum gs_outcome dns;
    int dns_ms;
    enum gs_outcome libc;
    int libc_ms;
    enum gs_connect_status status; /* IDLE: no address */
    int connect_ms;
};

static void fill(struct gs_family_side *side, const struct measured *measured, int family)
{
    struct gs_connection connection = {.status = measured->status,
                                       .elapsed_us = (int64_t)measured->connect_ms * MS};
    side->dns_outcome = measured->dns;
    side->dns_us = measured->dns_ms < 0 ? -1 : (int64_t)measured->dns_ms * MS;
    side->libc_outcome = measured->libc;
    side->libc_us = measured->libc_ms < 0 ? -1 : (int64_t)measured->libc_ms * MS;
    (void)gs_address_parse(family == AF_INET6 ? "2001:db8::1" : "192.0.2.1",
                           &connection.endpoint.address);
    connection.endpoint.port = 443;
    if (measured->status != GS_CONNECT_IDLE) {
        side->ranks[side->connections.count] = family == AF_INET6 ? 0 : 1;
        gs_vec_push(&side->connections, connection);
    }
}

static void a_race_of_the_measured_times_has_a_winner(void **state)
{
    (void)state;

    static const struct {
        const char *label;
        struct measured v6;
        struct measured v4;
        int family;
        int won_ms;
    } cases[] = {
        {"both: IPv6 is tried first",
         {GS_OUTCOME_ANSWERED, 10, GS_OUTCOME_ANSWERED, 12, GS_CONNECT_OPEN, 30},
         {GS_OUTCOME_ANSWERED, 10, GS_OUTCOME_ANSWERED, 12, GS_CONNECT_OPEN, 20},
         AF_INET6,
         40},
        {"IPv6 takes longer than the attempt delay and IPv4's connect",
         {GS_OUTCOME_ANSWERED, 10, GS_OUTCOME_ANSWERED, 12, GS_CONNECT_OPEN, 400},
         {GS_OUTCOME_ANSWERED, 10, GS_OUTCOME_ANSWERED, 12, GS_CONNECT_OPEN, 20},
         AF_INET,
         280},
        {"IPv6 is refused: IPv4 begins at once",
         {GS_OUTCOME_ANSWERED, 10, GS_OUTCOME_ANSWERED, 12, GS_CONNECT_REFUSED, 5},
         {GS_OUTCOME_ANSWERED, 10, GS_OUTCOME_ANSWERED, 12, GS_CONNECT_OPEN, 20},
         AF_INET,
         35},
        {"no IPv6 address: its answer ends the delay",
         {GS_OUTCOME_NO_DATA, 30, GS_OUTCOME_NO_DATA, 40, GS_CONNECT_IDLE, 0},
         {GS_OUTCOME_ANSWERED, 10, GS_OUTCOME_ANSWERED, 12, GS_CONNECT_OPEN, 20},
         AF_INET,
         50},
        {"AAAA is never answered: the resolution delay",
         {GS_OUTCOME_TIMED_OUT, 5000, GS_OUTCOME_TRY_AGAIN, 5000, GS_CONNECT_IDLE, 0},
         {GS_OUTCOME_ANSWERED, 10, GS_OUTCOME_ANSWERED, 12, GS_CONNECT_OPEN, 20},
         AF_INET,
         80},
        {"only libc knows them: its times count",
         {GS_OUTCOME_NOT_ASKED, NONE, GS_OUTCOME_ANSWERED, 2, GS_CONNECT_OPEN, 1},
         {GS_OUTCOME_NOT_ASKED, NONE, GS_OUTCOME_ANSWERED, 2, GS_CONNECT_OPEN, 1},
         AF_INET6,
         3},
        {"an address has no other family to wait for",
         {GS_OUTCOME_NOT_ASKED, NONE, GS_OUTCOME_NOT_ASKED, NONE, GS_CONNECT_IDLE, 0},
         {GS_OUTCOME_NOT_ASKED, NONE, GS_OUTCOME_ANSWERED, 0, GS_CONNECT_OPEN, 5},
         AF_INET,
         5},
        {"libc alone says that there is no IPv6",
         {GS_OUTCOME_NOT_ASKED, NONE, GS_OUTCOME_NO_SUCH_NAME, 2, GS_CONNECT_IDLE, 0},
         {GS_OUTCOME_NOT_ASKED, NONE, GS_OUTCOME_ANSWERED, 1, GS_CONNECT_OPEN, 5},
         AF_INET,
         7},
        {"nobody listens",
         {GS_OUTCOME_ANSWERED, 10, GS_OUTCOME_ANSWERED, 12, GS_CONNECT_REFUSED, 5},
         {GS_OUTCOME_ANSWERED, 10, GS_OUTCOME_ANSWERED, 12, GS_CONNECT_SILENT, 9000},
         0,
         NONE},
        {"no address at all",
         {GS_OUTCOME_NO_SUCH_NAME, 10, GS_OUTCOME_NO_SUCH_NAME, 12, GS_CONNECT_IDLE, 0},
         {GS_OUTCOME_NO_SUCH_NAME, 10, GS_OUTCOME_NO_SUCH_NAME, 12, GS_CONNECT_IDLE, 0},
         0,
         NONE},
    };

    const struct gs_race_settings settings = gs_race_settings_default();
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_families *families = gs_families_new();
        struct gs_family_row *row = gs_families_add(families, "a.test");
        check_case(cases[i].label);
        fill(&row->sides[0], &cases[i].v6, AF_INET6);
        fill(&row->sides[1], &cases[i].v4, AF_INET);
        struct gs_family_win win = gs_family_win(row, &settings);
        assert_int_equal(win.family, cases[i].family);
        assert_int_equal(win.won_us,
                         cases[i].won_ms < 0 ? -1 : (int64_t)cases[i].won_ms * MS);
        gs_families_free(families);
    }
}

static void what_was_stopped_wins_nothing(void **state)
{
    (void)state;
    const struct gs_race_settings settings = gs_race_settings_default();
    static const struct measured stopped = {
        GS_OUTCOME_ANSWERED, 10, GS_OUTCOME_ANSWERED, 12, GS_CONNECT_STOPPED, 1};
    static const struct measured idle = {GS_OUTCOME_ANSWERED, 10, GS_OUTCOME_ANSWERED, 12,
                                         GS_CONNECT_WAITING,  1};
    struct gs_families *families = gs_families_new();
    struct gs_family_row *row = gs_families_add(families, "a.test");
    fill(&row->sides[0], &stopped, AF_INET6);
    fill(&row->sides[1], &idle, AF_INET);
    assert_int_equal(gs_family_win(row, &settings).family, 0);
    gs_families_free(families);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_race_of_the_measured_times_has_a_winner),
        cmocka_unit_test(what_was_stopped_wins_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
