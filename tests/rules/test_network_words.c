/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/rules/network_words.h"

#include <string.h>

#include <sys/socket.h>

static struct gs_address at(const char *text)
{
    struct gs_address address;
    assert_int_equal(gs_address_parse(text, &address), GS_OK);
    return address;
}

static void a_scope_is_computed_from_the_address(void **state)
{
    static const struct {
        const char *address;
        const char *word;
        const char *id;
    } cases[] = {
        {"127.0.0.1", "host", "host"},
        {"::1", "host", "host"},
        {"169.254.7.7", "link", "link"},
        {"fe80::1", "link", "link"},
        {"10.0.0.7", "private", "private"},
        {"100.64.0.7", "carrier NAT", "shared"},
        {"fd00::7", "unique local", "unique_local"},
        {"fec0::7", "site", "site"},
        {"192.0.2.7", "global", "global"},
        {"2001:db8::7", "global", "global"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_address address = at(cases[i].address);
        check_case(cases[i].address);
        assert_string_equal(gs_network_scope_of(&address).word, cases[i].word);
        assert_string_equal(gs_network_scope_of(&address).id, cases[i].id);
    }
}

static void states_are_words(void **state)
{
    static const struct {
        const char *label;
        struct gs_network_address address;
        const char *words;
    } cases[] = {
        {"as any other", {.prefix_bits = 64}, ""},
        {"tentative", {.is_tentative = true}, "tentative"},
        {"duplicate", {.is_duplicate = true}, "duplicate"},
        {"several",
         {.is_deprecated = true, .is_temporary = true, .is_managed = true},
         "deprecated, temporary, automatic"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_buf words = {0};
        check_case(cases[i].label);
        gs_network_state_words(&words, &cases[i].address);
        assert_string_equal(gs_buf_text(&words), cases[i].words);
        gs_buf_fini(&words);
    }
}

static void an_interface_says_why_it_carries_nothing(void **state)
{
    (void)state;
    struct gs_network_link link = {.name = "eth0"};
    assert_string_equal(gs_network_link_word(&link), "down");
    link.is_up = true;
    assert_string_equal(gs_network_link_word(&link), "no carrier");
    link.has_carrier = true;
    assert_string_equal(gs_network_link_word(&link), "");
}

static void lifetimes_count_down_from_the_reading(void **state)
{
    (void)state;
    assert_int_equal(gs_network_left_s(600, 1000000, 1999999), 600);
    assert_int_equal(gs_network_left_s(600, 1000000, 61000000), 540);
    assert_int_equal(gs_network_left_s(60, 0, 99000000), 0);
    assert_int_equal(gs_network_left_s(60, 5000000, 0), 60);
    assert_int_equal(gs_network_left_s(GS_LIFETIME_FOREVER, 0, 99000000),
                     GS_LIFETIME_FOREVER);
}

static void nat64_says_what_was_found_and_why_nothing_was(void **state)
{
    static const struct {
        const char *label;
        enum gs_outcome outcome;
        size_t count;
        const char *words;
        const char *id;
    } cases[] = {
        {"found", GS_OUTCOME_ANSWERED, 2, "64:ff9b::/96, 2001:db8:64::/48", "found"},
        {"nobody asked", GS_OUTCOME_NOT_ASKED, 0, "not asked", "not_asked"},
        {"no DNS64", GS_OUTCOME_NO_DATA, 0, "no DNS64 here", "none"},
        {"the name is not known", GS_OUTCOME_NO_SUCH_NAME, 0, "no DNS64 here", "none"},
        {"an answer of another kind", GS_OUTCOME_ANSWERED, 0,
         "no prefix in the answer for ipv4only.arpa", "none"},
        {"no answer", GS_OUTCOME_TIMED_OUT, 0, "not known: timed out", "failed"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_nat64 nat64 = {.outcome = cases[i].outcome, .count = cases[i].count};
        struct gs_buf words = {0};
        nat64.prefixes[0] = (struct gs_nat64_prefix){at("64:ff9b::"), 96};
        nat64.prefixes[1] = (struct gs_nat64_prefix){at("2001:db8:64::"), 48};
        check_case(cases[i].label);
        gs_network_nat64_words(&words, &nat64);
        assert_string_equal(gs_buf_text(&words), cases[i].words);
        assert_string_equal(gs_network_nat64_id(&nat64), cases[i].id);
        gs_buf_fini(&words);
    }
}

static void add_attempt(struct gs_connect_report *report, const char *address,
                        enum gs_connect_status status)
{
    struct gs_connect_attempt attempt = {0};
    attempt.connection.endpoint.address = at(address);
    attempt.connection.status = status;
    gs_vec_push(&report->attempts, attempt);
}

static void check_reach(const struct gs_facts *facts, int family, const char *expected)
{
    struct gs_nat64 nat64 = {.count = 1};
    struct gs_buf words = {0};
    nat64.prefixes[0] = (struct gs_nat64_prefix){at("2001:db8:64::"), 96};
    struct gs_network_reach reach = gs_network_reach_of(facts, &nat64, family);
    gs_network_reach_words(&words, &reach);
    assert_string_equal(gs_buf_text(&words), expected);
    gs_buf_fini(&words);
}

static void a_family_is_reached_only_by_what_was_connected(void **state)
{
    (void)state;
    struct gs_facts facts = {0};
    struct gs_race_settings settings = gs_race_settings_default();
    check_reach(&facts, AF_INET6, "not tried yet: 3 races, c connects");
    facts.connect = gs_connect_report_new("iana.org");
    add_attempt(facts.connect, "2001:db8::7", GS_CONNECT_WAITING);
    add_attempt(facts.connect, "2001:db8::8", GS_CONNECT_STOPPED);
    add_attempt(facts.connect, "::1", GS_CONNECT_OPEN); /* leaves nothing */
    check_reach(&facts, AF_INET6, "not tried yet: 3 races, c connects");
    add_attempt(facts.connect, "2001:db8::9", GS_CONNECT_NO_ROUTE);
    check_reach(&facts, AF_INET6, "not reached: 0 of 1 connect open");
    facts.race = gs_race_new("iana.org", &settings);
    struct gs_race_lane lane = {.connection = {.status = GS_CONNECT_OPEN}};
    lane.connection.endpoint.address = at("2001:db8::7");
    gs_vec_push(&facts.race->lanes, lane);
    check_reach(&facts, AF_INET6, "reached: 1 of 2 connects open");
    facts.families = gs_families_new();
    struct gs_family_row *row = gs_families_add(facts.families, "iana.org");
    struct gs_connection by_nat64 = {.status = GS_CONNECT_OPEN};
    by_nat64.endpoint.address = at("2001:db8:64::c000:201");
    gs_vec_push(&row->sides[0].connections, by_nat64);
    check_reach(&facts, AF_INET6, "reached: 1 of 2 connects open");
    check_reach(&facts, AF_INET, "reached: 1 of 1 connect open, 1 by NAT64");
    gs_connect_report_free(facts.connect);
    gs_race_free(facts.race);
    gs_families_free(facts.families);
}

static void the_lines_come_in_reading_order(void **state)
{
    static const struct {
        enum gs_network_line_kind kind;
        const char *link;
        int family;
        bool is_first;
    } expected[] = {
        {GS_NETWORK_LINE_ADDRESS, "eth0", 0, true},
        {GS_NETWORK_LINE_ADDRESS, "eth0", 0, false},
        {GS_NETWORK_LINE_ADDRESS, "lo", 0, true},
        {GS_NETWORK_LINE_LINK, "eth1", 0, true},
        {GS_NETWORK_LINE_ROUTE, "eth0", AF_INET, true},
        {GS_NETWORK_LINE_ROUTE, NULL, AF_INET, false},
        {GS_NETWORK_LINE_NO_ROUTE, NULL, AF_INET6, true},
    };

    (void)state;
    struct gs_network *network = gs_network_new();
    struct gs_network_line_list lines = {0};
    gs_vec_push(&network->links, ((struct gs_network_link){
                                     .name = "lo", .index = 1, .is_loopback = true}));
    gs_vec_push(&network->links, ((struct gs_network_link){.name = "eth0", .index = 2}));
    gs_vec_push(&network->links, ((struct gs_network_link){.name = "eth1", .index = 3}));
    gs_vec_push(&network->addresses,
                ((struct gs_network_address){at("127.0.0.1"), .link_index = 1}));
    gs_vec_push(&network->addresses,
                ((struct gs_network_address){at("192.0.2.7"), .link_index = 2}));
    gs_vec_push(&network->addresses,
                ((struct gs_network_address){at("2001:db8::7"), .link_index = 2}));
    gs_vec_push(&network->routes,
                ((struct gs_network_route){
                    .family = AF_INET, .gateway = at("192.0.2.1"), .link_index = 2}));
    gs_vec_push(&network->routes,
                ((struct gs_network_route){.family = AF_INET, .is_unreachable = true}));
    gs_network_lines(network, &lines);
    assert_int_equal(lines.count, COUNT_OF(expected));
    for (size_t i = 0; i < COUNT_OF(expected); i++) {
        const struct gs_network_line *line = &lines.items[i];
        assert_int_equal(line->kind, expected[i].kind);
        assert_int_equal(line->family, expected[i].family);
        assert_int_equal(line->is_first, expected[i].is_first);
        assert_string_equal(line->link == NULL ? "-" : line->link->name,
                            expected[i].link == NULL ? "-" : expected[i].link);
    }
    gs_vec_fini(&lines);
    gs_network_free(network);
}

static void a_route_says_where_it_leads(void **state)
{
    static const struct {
        const char *gateway;
        unsigned link;
        bool is_unreachable;
        const char *words;
    } cases[] = {
        {"192.0.2.1", 2, false, "by 192.0.2.1, eth0"},
        {NULL, 2, false, "on eth0 itself"},
        {"fe80::1", 9, false, "by fe80::1, an unknown interface"},
        {NULL, 0, true, "unreachable"},
    };

    (void)state;
    struct gs_network *network = gs_network_new();
    gs_vec_push(&network->links, ((struct gs_network_link){.name = "eth0", .index = 2}));
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_network_route route = {.link_index = cases[i].link,
                                         .is_unreachable = cases[i].is_unreachable};
        struct gs_buf words = {0};
        check_case(cases[i].words);
        if (cases[i].gateway != NULL) {
            route.gateway = at(cases[i].gateway);
        }
        gs_network_route_words(&words, network, &route);
        assert_string_equal(gs_buf_text(&words), cases[i].words);
        gs_buf_fini(&words);
    }
    gs_network_free(network);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_scope_is_computed_from_the_address),
        cmocka_unit_test(states_are_words),
        cmocka_unit_test(an_interface_says_why_it_carries_nothing),
        cmocka_unit_test(lifetimes_count_down_from_the_reading),
        cmocka_unit_test(nat64_says_what_was_found_and_why_nothing_was),
        cmocka_unit_test(a_family_is_reached_only_by_what_was_connected),
        cmocka_unit_test(the_lines_come_in_reading_order),
        cmocka_unit_test(a_route_says_where_it_leads),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
