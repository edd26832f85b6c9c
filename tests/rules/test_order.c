/* SPDX-License-Identifier: MIT */
/* The rules on values; against the real libc they are held in tests/e2e/test_order.py. */
#include "rules/make.h"
#include "support/check.h"

#include "gaiscope/rules/gai_conf.h"
#include "gaiscope/rules/order.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static struct gs_policy builtin;

static int set_up(void **state)
{
    (void)state;
    gs_policy_builtin(&builtin);
    return 0;
}

/* An address with its source: "2001:db8::1<2001:db8::7/64@eth0", marks behind the interface:
 * d deprecated, h home, t tunnel; "192.0.2.1<" has none. */
static struct gs_order_item item_of(const char *text, bool has_interfaces)
{
    struct gs_address address;
    struct gs_source source = {0};
    char copy[128];
    char *rest = copy;
    snprintf(copy, sizeof copy, "%s", text);
    assert_int_equal(gs_address_parse(strsep(&rest, "<"), &address), GS_OK);
    char *own = strsep(&rest, "/");
    if (own == NULL || own[0] == '\0') {
        source.error = ENETUNREACH;
        return gs_order_item_of(&address, &source, &builtin, has_interfaces);
    }
    assert_int_equal(gs_address_parse(own, &source.address), GS_OK);
    source.prefix_bits = (uint8_t)atoi(strsep(&rest, "@"));
    snprintf(source.interface, sizeof source.interface, "%s", strsep(&rest, ","));
    source.is_deprecated = rest != NULL && strchr(rest, 'd') != NULL;
    source.is_home = rest != NULL && strchr(rest, 'h') != NULL;
    source.is_tunnel = rest != NULL && strchr(rest, 't') != NULL;
    return gs_order_item_of(&address, &source, &builtin, has_interfaces);
}

struct pair_case {
    const char *label;
    const char *first;
    const char *second;
    int rule;
    int winner; /* -1 or 1 */
    const char *reason;
};

#define V4   "192.0.2.1<10.0.0.7/24@eth0"
#define V6   "2001:db8:8::10<2001:db8::7/64@eth0"
#define ULA  "fd12:3456:789a::10<fd12:3456:789a::7/64@eth0"
#define TO4  "2002:c000:20a::10<2001:db8::7/64@eth0"
#define LINK "fe80::2<fe80::7/64@eth0"

static const struct pair_case pairs[] = {
    {"what cannot be reached comes last", V4, "2001:db8::1<", 1, -1,
     "the next cannot be reached: no route"},
    {"the same the other way round", "2001:db8::1<", V4, 1, 1,
     "the next cannot be reached: no route"},
    {"a scope that the source has", V6, "fe80::2<2001:db8::7/64@eth0", 2, -1,
     "global, the next link-local, its source global"},
    {"a deprecated source", "2001:db8:8::1<2001:db8::7/64@eth0,d", V6, 3, 1,
     "the next would send from a deprecated one"},
    {"a home address", V6, "2001:db8:8::1<2001:db8::7/64@eth0,h", 4, 1,
     "that of the next is none"},
    {"a label that the source has", V4, TO4, 5, -1, "4 = 4, the next 2 ≠ 1"},
    {"IPv6 before IPv4", V4, V6, 6, 1, "40, the next 10"},
    {"glibc has unique local before IPv4, too", ULA, V4, 6, -1, "40, the next 10"},
    {"a tunnel", "2001:db8:8::1<2001:db8::7/64@sit0,t", V6, 7, 1,
     "the next goes through sit0"},
    {"an interface nobody knows counts as a tunnel", "2001:db8:8::1<2001:db8::7/64@", V6,
     7, 1, "the next goes through no known interface"},
    {"link-local before global", V6, LINK, 8, 1, "link-local, the next global"},
    {"more bits in common", ULA, V6, 9, -1,
     "shares its first 123 bits with its source address, the next only 44"},
    {"IPv4 in the source's own network", "10.0.0.9<10.0.0.7/24@eth0",
     "10.0.1.9<10.0.0.7/24@eth0", 9, -1,
     "shares its first 28 bits with its source address, the next only 0"},
    {"IPv4 outside of it", "10.1.0.9<10.0.0.7/24@eth0", "192.0.2.1<10.0.0.7/24@eth0", 10,
     -1, "no rule parts the two"},
    {"both unusable: only what is known of the destination", "2001:db8::1<", "192.0.2.1<",
     6, -1, "40, the next 10"},
    {"both unusable with equal precedence", "2001:db8::1<", "2001:db8::2<", 10, -1,
     "no rule parts the two"},
};

static void the_first_rule_that_differs_decides(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(pairs); i++) {
        const struct pair_case *c = &pairs[i];
        char reason[GS_ORDER_REASON_MAX];
        check_case(c->label);
        struct gs_order_item first = item_of(c->first, true);
        struct gs_order_item second = item_of(c->second, true);
        struct gs_order_pair pair = gs_order_compare(&first, &second);
        assert_int_equal(pair.rule, c->rule);
        assert_int_equal(pair.winner < 0, c->winner < 0);
        const struct gs_order_item *winner = pair.winner < 0 ? &first : &second;
        gs_order_reason(pair.rule, winner, winner == &first ? &second : &first, reason);
        assert_string_equal(reason, c->reason);
        gs_order_short_reason(pair.rule, winner, winner == &first ? &second : &first,
                              reason);
        assert_true(pair.rule != 9 || strlen(reason) <= 37); /* the column's */
        assert_true((strstr(reason, " bits in common, the next only ") != NULL) ==
                    (pair.rule == 9));
        if (pair.rule < GS_ORDER_RULES) {
            assert_int_equal(gs_order_compare(&second, &first).rule, c->rule);
            assert_int_equal(gs_order_compare(&second, &first).winner<0, c->winner> 0);
        }
    }
}

static void without_an_ipv6_address_libc_looks_at_no_interface(void **state)
{
    (void)state;
    struct gs_order_item near = item_of("10.0.0.9<10.0.0.7/24@eth0", false);
    struct gs_order_item same = item_of("10.0.0.7<10.0.0.7/24@eth0", false);
    struct gs_order_item old = item_of("10.0.9.9<10.0.9.7/24@eth1,d", false);
    assert_int_equal(near.common_bits, 0);
    assert_int_equal(same.common_bits, 32);
    assert_false(old.is_deprecated);
    assert_int_equal(gs_order_compare(&old, &near).rule, 10);
}

static void each_rule_shows_what_it_sees(void **state)
{
    static const struct {
        const char *item;
        const char *values[GS_ORDER_RULES + 1];
    } cases[] = {
        {V4, {"", "yes", "global", "yes", "–", "4 = 4", "10", "yes", "global", "0", "–"}},
        {TO4,
         {"", "yes", "global", "yes", "–", "2 ≠ 1", "30", "yes", "global", "14", "–"}},
        {"fe80::2<2001:db8::7/64@sit0,dht",
         {"", "yes", "≠ source", "no", "yes", "1 = 1", "40", "no", "link-local", "0",
          "–"}},
        {"2001:db8::1<", {"", "no", "–", "–", "–", "–", "40", "–", "global", "–", "–"}},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_order_item item = item_of(cases[i].item, true);
        check_case(cases[i].item);
        for (int rule = 1; rule <= GS_ORDER_RULES; rule++) {
            char value[GS_ORDER_VALUE_MAX];
            gs_order_value(rule, &item, value);
            assert_string_equal(value, cases[i].values[rule]);
        }
    }
}

static void a_scope_has_a_word_or_a_number(void **state)
{
    static const struct {
        const char *item;
        const char *word;
    } cases[] = {
        {"::1<", "link-local"},
        {"fe80::1<", "link-local"},
        {"febf::1<", "link-local"},
        {"fec0::1<", "site-local"},
        {"fd00::1<", "global"},
        {"ff02::1<", "link-local"},
        {"ff05::1<", "site-local"},
        {"ff08::1<", "org-local"},
        {"ff01::1<", "interface"},
        {"ff03::1<", "3"},
        {"ff0e::1<", "global"},
        {"10.0.0.1<", "global"},
        {"127.0.0.1<", "link-local"},
        {"169.254.0.1<", "link-local"},
        {"::ffff:169.254.0.1<", "global"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_order_item item = item_of(cases[i].item, true);
        char word[GS_ORDER_VALUE_MAX];
        check_case(cases[i].item);
        gs_order_scope_format(item.scope, word);
        assert_string_equal(word, cases[i].word);
    }
}

/* libc's answer with the sources of a small network: fd12.., 2001:db8.. and 10.0.0.7. */
static struct gs_facts facts_of(const char *addresses)
{
    struct gs_facts facts = {.system = make_system(addresses)};
    facts.system->has_v6_address = true;
    for (size_t i = 0; i < facts.system->rows.count; i++) {
        struct gs_addrinfo *row = &facts.system->rows.items[i];
        const char *source = row->family == AF_INET          ? "10.0.0.7"
                             : row->address.bytes[0] == 0xfd ? "fd12:3456:789a::7"
                                                             : "2001:db8::7";
        assert_int_equal(gs_address_parse(source, &row->source.address), GS_OK);
        row->source.prefix_bits = row->family == AF_INET ? 24 : 64;
        memcpy(row->source.interface, "eth0", sizeof "eth0");
    }
    return facts;
}

static void facts_fini(struct gs_facts *facts)
{
    gs_facts_clear(facts, GS_PART_SYSTEM);
    gs_facts_clear(facts, GS_PART_DNS);
}

/* Ranks as text: "1 3 2". */
static void show(const size_t *order, size_t count, char *out)
{
    out[0] = '\0';
    for (size_t i = 0; i < count; i++) {
        sprintf(out + strlen(out), "%s%zu", i == 0 ? "" : " ", order[i] + 1);
    }
}

static const char four[] =
    "fd12:3456:789a::10 2001:db8:8::10 203.0.113.10 2002:c000:20a::10";

static void a_policy_that_is_not_known_whole_accuses_nobody(void **state)
{
    (void)state;
    struct gs_order order;
    struct gs_policy policy;
    struct gs_facts facts =
        facts_of("203.0.113.10 2001:db8:8::10"); /* not libc's order */
    gs_policy_builtin(&policy);
    gs_order_make(&facts, &policy, false, &order);
    assert_int_equal(order.wrong_pair, 0);
    gs_order_fini(&order);
    policy.is_truncated = true;
    gs_order_make(&facts, &policy, false, &order);
    assert_int_equal(order.wrong_pair, GS_ORDER_NONE);
    gs_order_fini(&order);
    facts_fini(&facts);
}

static void all_orders_of_an_answer_are_known(void **state)
{
    (void)state;
    struct gs_order order;
    char text[64];
    struct gs_facts facts = facts_of(four);
    make_query(&facts, "intranet.example.com", GS_TYPE_A,
               make_addresses("intranet.example.com", GS_TYPE_A, "203.0.113.10"));
    make_query(&facts, "intranet.example.com", GS_TYPE_AAAA,
               make_addresses("intranet.example.com", GS_TYPE_AAAA,
                              "2002:c000:20a::10 2001:db8:8::10 2001:db8:9::9"));
    gs_order_make(&facts, &builtin, false, &order);
    assert_int_equal(order.items.count, 4);
    assert_int_equal(order.wrong_pair, GS_ORDER_NONE);
    show(order.computed, 4, text);
    assert_string_equal(text, "1 2 3 4");
    show(order.rfc, 4, text);
    assert_string_equal(text, "2 3 1 4");
    assert_int_equal(order.rfc_moved, 3);
    assert_int_equal(order.items.items[0].rfc_rank, 2);
    assert_int_equal(order.items.items[0].rfc_precedence, 3);
    show(order.dns, order.dns_count, text);
    assert_string_equal(text, "4 2 3");
    assert_int_equal(order.items.items[0].dns_rank, GS_ORDER_NONE);
    assert_int_equal(order.items.items[3].dns_rank, 0);
    gs_order_fini(&order);
    facts_fini(&facts);
}

static void an_order_against_the_rules_is_found(void **state)
{
    (void)state;
    struct gs_order order;
    char text[64];
    struct gs_facts facts = facts_of("203.0.113.10 203.0.113.11 2001:db8:8::10");
    gs_order_make(&facts, &builtin, false, &order);
    assert_int_equal(order.wrong_pair, 1);
    show(order.computed, 3, text);
    assert_string_equal(text, "3 1 2");
    assert_int_equal(order.items.items[2].computed_rank, 0);
    gs_order_fini(&order);
    facts_fini(&facts);
}

static void an_address_of_several_rows_counts_once(void **state)
{
    (void)state;
    struct gs_order order;
    struct gs_facts facts = facts_of("2001:db8::1 2001:db8::1 192.0.2.1 2001:db8::1");
    gs_order_make(&facts, &builtin, false, &order);
    assert_int_equal(order.items.count, 2);
    gs_order_fini(&order);
    facts_fini(&facts);
}

static void the_null_node_is_not_sorted(void **state)
{
    (void)state;
    struct gs_order order;
    struct gs_facts facts = facts_of("0.0.0.0 ::");
    gs_order_make(&facts, &builtin, true, &order);
    assert_true(order.is_unsorted);
    assert_int_equal(order.wrong_pair, GS_ORDER_NONE);
    assert_int_equal(order.rfc_moved, 0);
    gs_order_fini(&order);
    facts_fini(&facts);
}

static void nothing_and_one_address_have_an_order(void **state)
{
    (void)state;
    struct gs_order order;
    struct gs_facts none = {0};
    struct gs_facts one = facts_of("192.0.2.1");
    gs_order_make(&none, &builtin, false, &order);
    assert_int_equal(order.items.count, 0);
    gs_order_fini(&order);
    gs_order_make(&one, &builtin, false, &order);
    assert_int_equal(order.items.count, 1);
    assert_int_equal(order.wrong_pair, GS_ORDER_NONE);
    gs_order_fini(&order);
    facts_fini(&one);
}

static void addresses_beyond_the_bound_are_counted(void **state)
{
    (void)state;
    struct gs_order order;
    struct gs_facts facts = {.system = gs_system_answer_new()};
    for (int i = 0; i < 300; i++) {
        char text[32];
        snprintf(text, sizeof text, "10.0.%d.%d", i / 256, i % 256);
        make_row(facts.system, text, 80);
    }
    gs_order_make(&facts, &builtin, false, &order);
    assert_int_equal(order.items.count, GS_ORDER_MAX);
    assert_int_equal(order.left_out, 300 - GS_ORDER_MAX);
    gs_order_fini(&order);
    facts_fini(&facts);
}

static void every_rule_has_its_words(void **state)
{
    (void)state;
    for (int rule = 1; rule <= GS_ORDER_RULES; rule++) {
        assert_int_not_equal(strlen(gs_order_rule_name(rule)), 0);
        assert_int_not_equal(strlen(gs_order_rule_phrase(rule)), 0);
    }
    assert_string_equal(gs_order_rule_name(0), "");
    assert_string_equal(gs_order_rule_phrase(GS_ORDER_RULES + 1), "");
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_rule_that_differs_decides),
        cmocka_unit_test(without_an_ipv6_address_libc_looks_at_no_interface),
        cmocka_unit_test(each_rule_shows_what_it_sees),
        cmocka_unit_test(a_scope_has_a_word_or_a_number),
        cmocka_unit_test(a_policy_that_is_not_known_whole_accuses_nobody),
        cmocka_unit_test(all_orders_of_an_answer_are_known),
        cmocka_unit_test(an_order_against_the_rules_is_found),
        cmocka_unit_test(an_address_of_several_rows_counts_once),
        cmocka_unit_test(the_null_node_is_not_sorted),
        cmocka_unit_test(nothing_and_one_address_have_an_order),
        cmocka_unit_test(addresses_beyond_the_bound_are_counted),
        cmocka_unit_test(every_rule_has_its_words),
    };
    return cmocka_run_group_tests_name("order", tests, set_up, NULL);
}
