/* SPDX-License-Identifier: MIT */
/*
 * What was measured is written as a race that is simulated with the same rules; the clients
 * are read back as text: "family wait [remark]".
 */
#include "rules/make_race.h"
#include "support/check.h"

#include "gaiscope/base/duration.h"
#include "gaiscope/rules/race_clients.h"

/* A race that was measured: AAAA after 10 ms, A after 12 ms, libc after 14 ms. */
static struct gs_race *measured(const char *addresses)
{
    struct gs_race_settings settings = gs_race_settings_default();
    struct gs_race_assumed assumed[16];
    const int64_t answered_us[2] = {ms_to_us(10), ms_to_us(12)};
    size_t count = make_assumed(addresses, assumed);
    struct gs_race *race = gs_race_simulate(&settings, answered_us, assumed, count,
                                            ms_to_us((int)settings.deadline_ms));
    race->libc_outcome = GS_OUTCOME_ANSWERED;
    race->libc_us = ms_to_us(14);
    return race;
}

/* "IPv4 275, IPv6 14 [remark], never 300": one a client. */
static void describe(const struct gs_race *race, uint32_t slow_ms, char *out, size_t size)
{
    struct gs_race_client clients[GS_CLIENT_COUNT];
    size_t count = gs_race_clients(race, slow_ms, clients);
    size_t len = 0;
    out[0] = '\0';
    for (size_t i = 0; i < count; i++) {
        const struct gs_race_client *client = &clients[i];
        const char *family = client->family == AF_INET6  ? "IPv6"
                             : client->family == AF_INET ? "IPv4"
                                                         : "never";
        assert_true(i == 0 || client->kind > clients[i - 1].kind);
        assert_int_equal(client->is_measured, i == 0);
        len +=
            (size_t)snprintf(out + len, size - len, "%s%s ", i == 0 ? "" : ", ", family);
        len += client->waits_us < 0 ? (size_t)snprintf(out + len, size - len, "?")
                                    : (size_t)snprintf(out + len, size - len, "%d",
                                                       (int)(client->waits_us / 1000));
        if (client->remark[0] != '\0') {
            len += (size_t)snprintf(out + len, size - len, " [%s]", client->remark);
        }
    }
}

static const struct {
    const char *label;
    const char *addresses; /* in libc's order */
    const char *expected;  /* race, serial, v4, v6, broken race and serial, slow ones */
} cases[] = {
    {"both are fine", "6a open 20, 4a open 15",
     "IPv6 30, IPv6 34, IPv4 27, IPv6 30, IPv4 275, IPv4 127029 [after 127 s], "
     "IPv4 275, IPv6 334"},
    {"IPv4 first in libc's order", "4a open 15, 6a open 20",
     "IPv6 30, IPv4 29, IPv6 34, IPv4 27, IPv6 30, IPv4 275, "
     "IPv4 127029 [after 127 s], IPv4 275, IPv6 334"},
    {"IPv4 first in libc's order, in between, and IPv6 has a silent one",
     "4a open 15, 6a silent 99000, 4b open 16, 6b open 20",
     "IPv4 275, IPv4 29, IPv6 127034 [after 127 s], IPv4 27, "
     "IPv6 127030 [after 127 s], IPv4 275, IPv4 254029 [after 2 × 127 s], IPv4 275, "
     "IPv6 127334 [after 127 s]"},
    {"the first IPv6 address is slow", "6a open 1100, 6b open 31, 4a open 38",
     "IPv4 298, IPv6 1114, IPv4 50, IPv6 1110, IPv4 298, "
     "IPv4 254052 [after 2 × 127 s], IPv4 298, IPv6 1414"},
    {"IPv6 is refused", "6a refused 5, 4a open 15",
     "IPv4 30, IPv4 34, IPv4 27, never 15, IPv4 275, IPv4 127029 [after 127 s], "
     "IPv4 275, IPv4 334"},
    {"IPv6 is a black hole: our deadline is not the kernel's",
     "6a silent 99000, 4a open 15",
     "IPv4 275, IPv4 127029 [after 127 s], IPv4 27, never 127010 [after 127 s], "
     "IPv4 275, IPv4 127029 [after 127 s], IPv4 275, IPv4 127029 [after 127 s]"},
    {"no route is known at once", "4a open 15, 6a no_route 0",
     "IPv4 27, IPv4 29, IPv4 29, IPv4 27, never 10, IPv4 275, "
     "IPv4 127029 [after 127 s], IPv4 27, IPv4 29"},
    {"IPv4 only", "4a open 15",
     "IPv4 27, IPv4 29, IPv4 27, never ? [no IPv6 address], "
     "IPv4 27 [no IPv6 address], IPv4 29 [no IPv6 address], "
     "IPv4 27 [no IPv6 address], IPv4 29 [no IPv6 address]"},
    {"IPv6 only", "6a open 20",
     "IPv6 30, IPv6 34, never ? [no IPv4 address], IPv6 30, "
     "never 127010 [nobody answers], never 127014 [after 127 s], IPv6 330, IPv6 334"},
    {"nobody answers", "6a refused 5, 4a refused 6",
     "never 21 [nobody answers], never 25, never 18, never 15, "
     "never 127010 [nobody answers], never 127020 [after 127 s], "
     "never 315 [nobody answers], never 325"},
};

static void clients_are_computed_from_what_was_measured(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        check_case(cases[i].label);
        struct gs_race *race = measured(cases[i].addresses);
        char text[512];
        describe(race, 300, text, sizeof text);
        assert_string_equal(text, cases[i].expected);
        gs_race_free(race);
    }
}

static void what_was_measured_for_a_short_time_is_not_known(void **state)
{
    (void)state;
    char text[512];
    struct gs_race *race = measured("6a silent 300, 4a open 15");
    race->settings.deadline_ms = 300;
    describe(race, 300, text, sizeof text);
    assert_string_equal(text, "IPv4 275, never ? [not measured beyond 300 ms], IPv4 27, "
                              "never ? [not measured beyond 300 ms], IPv4 275, "
                              "IPv4 127029 [after 127 s], "
                              "never ? [not measured beyond 300 ms], "
                              "never ? [not measured beyond 300 ms]");
    gs_race_free(race);
}

static void an_empty_race_says_nothing(void **state)
{
    (void)state;
    struct gs_race_client clients[GS_CLIENT_COUNT];
    struct gs_race *race = measured("");
    assert_int_equal(gs_race_clients(race, 300, clients), 0);
    gs_race_free(race);
}

static void what_is_under_way_is_not_known(void **state)
{
    (void)state;
    char text[512];
    struct gs_race *race = measured("6a open 20, 4a open 15");
    race->lanes.items[1].connection.status = GS_CONNECT_WAITING;
    race->is_complete = false;
    describe(race, 300, text, sizeof text);
    assert_string_equal(text, "IPv6 30, IPv6 34, never ?, IPv6 30, never ?, never ?, "
                              "never ?, IPv6 334");
    gs_race_free(race);
}

static void an_address_that_libc_lacks_is_not_tried_by_its_clients(void **state)
{
    (void)state;
    char text[512];
    struct gs_race *race = measured("6a open 20, 4a open 15");
    race->lanes.items[0].rank = SIZE_MAX;
    describe(race, 300, text, sizeof text);
    assert_string_equal(text, "IPv6 30, IPv4 29, IPv4 27, never ? [no IPv6 address], "
                              "IPv4 275, IPv4 29, IPv4 275, IPv4 29");
    gs_race_free(race);
}

static void a_client_without_libc_s_answer_has_no_address(void **state)
{
    (void)state;
    char text[512];
    struct gs_race *race = measured("4a open 15");
    race->libc_outcome = GS_OUTCOME_TRY_AGAIN;
    race->libc_us = ms_to_us(5000);
    describe(race, 300, text, sizeof text);
    assert_string_equal(text, "IPv4 27, never 5000 [libc: try again], IPv4 27, never ? "
                              "[no IPv6 address], IPv4 27 [no IPv6 address], "
                              "never 5000 [no IPv6 address], IPv4 27 [no IPv6 address], "
                              "never 5000 [no IPv6 address]");
    gs_race_free(race);
}

static void before_libc_the_later_answer_of_dns_counts(void **state)
{
    (void)state;
    struct gs_race_client clients[GS_CLIENT_COUNT];
    struct gs_race *race = measured("6a open 20, 4a open 15");
    race->libc_outcome = GS_OUTCOME_NOT_ASKED;
    race->libc_us = -1;
    assert_int_equal(gs_race_clients(race, 300, clients), GS_CLIENT_COUNT - 1);
    assert_int_equal(clients[GS_CLIENT_SERIAL].waits_us, ms_to_us(12 + 20));
    gs_race_free(race);
}

static void rows_of_libc_are_known_when_libc_answers(void **state)
{
    (void)state;
    char text[512];
    struct gs_race *race = measured("6a open 20, 4a open 15");
    race->is_from_libc = true;
    race->dns[0].address_count = race->dns[1].address_count = 0;
    describe(race, 300, text, sizeof text);
    assert_string_equal(text, "IPv6 30, IPv6 34, IPv4 29, IPv6 34, IPv4 275, "
                              "IPv4 127029 [after 127 s], IPv4 275, IPv6 334");
    gs_race_free(race);
}

static void an_address_itself_is_known_at_once(void **state)
{
    (void)state;
    char text[512];
    struct gs_race *race = measured("4a open 15");
    for (size_t i = 0; i < 2; i++) {
        race->dns[i].is_asked = false;
        race->dns[i].answered_us = -1;
        race->dns[i].address_count = 0;
    }
    race->libc_us = 0;
    describe(race, 300, text, sizeof text);
    assert_string_equal(text, "IPv4 27, IPv4 15, IPv4 15, never ? [no IPv6 address], "
                              "IPv4 15 [no IPv6 address], IPv4 15 [no IPv6 address], "
                              "IPv4 15 [no IPv6 address], IPv4 15 [no IPv6 address]");
    gs_race_free(race);
}

static void a_family_that_was_not_asked_delays_nothing(void **state)
{
    (void)state;
    struct gs_race_client clients[GS_CLIENT_COUNT];
    struct gs_race *race = measured("4a open 15");
    race->dns[0].is_asked = false;
    race->dns[0].answered_us = -1;
    size_t count = gs_race_clients(race, 300, clients);
    assert_int_equal(gs_race_client_find(clients, count, GS_CLIENT_BROKEN_RACE)->waits_us,
                     ms_to_us(27));
    gs_race_free(race);
}

static void the_kernel_gives_up_at_its_last_timer(void **state)
{
    (void)state;

    static const struct {
        uint32_t retries;
        uint32_t linear;
        int seconds;
    } kernels[] = {{1, 0, 3},   {2, 0, 7},   {3, 0, 15},  {4, 0, 31},  {6, 0, 127},
                   {7, 0, 247}, {1, 4, 3},   {2, 4, 7},   {3, 4, 19},  {4, 4, 35},
                   {6, 4, 131}, {0, 0, 127}, {0, 4, 131}, {8, 0, 367}, {5, 0, 63}};

    for (size_t i = 0; i < COUNT_OF(kernels); i++) {
        assert_int_equal(gs_race_give_up_us(kernels[i].retries, kernels[i].linear),
                         (int64_t)kernels[i].seconds * 1000000);
    }
    assert_true(gs_race_give_up_us(UINT32_MAX, UINT32_MAX) > 0);
}

static void labels_and_ids_are_said(void **state)
{
    (void)state;

    static const struct {
        const char *addresses; /* in libc's order */
        enum gs_race_client_kind kind;
        const char *label; /* NULL: it is not there */
    } labels[] = {
        {"4a open 15", GS_CLIENT_SERIAL, "one after another, libc's order"},
        {"4a open 15", GS_CLIENT_SERIAL_V6_FIRST, NULL},
        {"4a open 15", GS_CLIENT_SLOW_RACE, "IPv6 1.5 s slower, race"},
        {"4a open 15", GS_CLIENT_SLOW_SERIAL, "IPv6 1.5 s slower, in turn"},
        {"6a open 15, 4a open 15", GS_CLIENT_SERIAL_V6_FIRST, NULL},
        {"4a open 15, 6a open 15", GS_CLIENT_SERIAL_V6_FIRST,
         "one after another, IPv6 first"},
        {"4a open 15, 6a open 15", GS_CLIENT_SLOW_SERIAL,
         "IPv6 1.5 s slower, tried first"},
        {"4a open 15, 6a open 15", GS_CLIENT_BROKEN_SERIAL,
         "IPv6 broken, IPv6 tried first"},
    };

    for (size_t i = 0; i < COUNT_OF(labels); i++) {
        struct gs_race_client clients[GS_CLIENT_COUNT];
        struct gs_race *race = measured(labels[i].addresses);
        size_t count = gs_race_clients(race, 1500, clients);
        const struct gs_race_client *client =
            gs_race_client_find(clients, count, labels[i].kind);
        assert_int_equal(client != NULL, labels[i].label != NULL);
        assert_string_equal(client == NULL ? "" : client->label,
                            labels[i].label == NULL ? "" : labels[i].label);
        gs_race_free(race);
    }
    assert_string_equal(gs_race_client_id(GS_CLIENT_BROKEN_SERIAL), "broken_serial");
    assert_string_equal(gs_race_client_id((enum gs_race_client_kind)99), "race");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(clients_are_computed_from_what_was_measured),
        cmocka_unit_test(what_was_measured_for_a_short_time_is_not_known),
        cmocka_unit_test(an_empty_race_says_nothing),
        cmocka_unit_test(what_is_under_way_is_not_known),
        cmocka_unit_test(an_address_that_libc_lacks_is_not_tried_by_its_clients),
        cmocka_unit_test(a_client_without_libc_s_answer_has_no_address),
        cmocka_unit_test(before_libc_the_later_answer_of_dns_counts),
        cmocka_unit_test(rows_of_libc_are_known_when_libc_answers),
        cmocka_unit_test(an_address_itself_is_known_at_once),
        cmocka_unit_test(a_family_that_was_not_asked_delays_nothing),
        cmocka_unit_test(the_kernel_gives_up_at_its_last_timer),
        cmocka_unit_test(labels_and_ids_are_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
