/* SPDX-License-Identifier: MIT */
#include "rules/make.h"
#include "support/check.h"

#include "gaiscope/rules/gai_conf.h"
#include "gaiscope/rules/order.h"

#include <errno.h>
#include <string.h>

static struct gs_policy policy;

/* libc's answer; every address has a source of its family, but where `is_cut` says none. */
static struct gs_order order_of(const char *addresses, bool is_null, bool is_cut)
{
    struct gs_order order;
    struct gs_facts facts = {.system = make_system(addresses)};
    facts.system->has_v6_address = true;
    for (size_t i = 0; i < facts.system->rows.count; i++) {
        struct gs_addrinfo *row = &facts.system->rows.items[i];
        const char *source = row->family == AF_INET          ? "10.0.0.7"
                             : row->address.bytes[0] == 0xfd ? "fd12:3456:789a::7"
                                                             : "2001:db8::7";
        if (is_cut) {
            row->source.error = ENETUNREACH;
            continue;
        }
        assert_int_equal(gs_address_parse(source, &row->source.address), GS_OK);
        row->source.prefix_bits = row->family == AF_INET ? 24 : 64;
        memcpy(row->source.interface, "eth0", sizeof "eth0");
    }
    gs_order_make(&facts, &policy, is_null, &order);
    gs_facts_clear(&facts, GS_PART_SYSTEM);
    return order;
}

struct verdict_case {
    const char *label;
    const char *addresses;
    const char *gai_conf;
    bool is_null;
    bool is_cut;
    enum gs_verdict_kind kind;
    const char *verdict; /* word and clauses, parted by " | " */
};

static const struct verdict_case cases[] = {
    {"both families in the RFC's order", "2001:db8:8::1 192.0.2.1", "", false, false,
     GS_VERDICT_GOOD,
     "in the RFC's order | IPv6 is first by rule 6, higher precedence | gai.conf changes "
     "nothing"},
    {"the unique local address", "fd12:3456:789a::10 2001:db8:8::10 203.0.113.10", "",
     false, false, GS_VERDICT_LOOK,
     "libc is not RFC 6724 | the unique local address is first, third by the RFC | "
     "libc puts it there by rule 9, longest matching prefix | gai.conf "
     "changes "
     "nothing"},
    {"equal addresses by their text", "192.0.2.1 192.0.2.2", "", false, false,
     GS_VERDICT_GOOD,
     "in the RFC's order | 192.0.2.1 is first by rule 10, order as it came | gai.conf "
     "changes nothing"},
    {"gai.conf prefers IPv4", "192.0.2.1 2001:db8:8::1", "precedence ::ffff:0:0/96 100\n",
     false, false, GS_VERDICT_LOOK,
     "libc is not RFC 6724 | IPv4 is first, second by the RFC | libc puts it there by "
     "rule 6, "
     "higher precedence | gai.conf has 1 line that counts"},
    {"a wrong line of gai.conf", "2001:db8:8::1 192.0.2.1", "\nprecedence all 1\n", false,
     false, GS_VERDICT_LOOK,
     "in the RFC's order | IPv6 is first by rule 6, higher precedence | gai.conf changes "
     "nothing | line 2 of gai.conf is ignored"},
    {"nothing can be reached", "2001:db8:8::1 192.0.2.1", "", false, true,
     GS_VERDICT_LOOK,
     "in the RFC's order | none of them can be reached from here | IPv6 is first by rule "
     "6, higher precedence | gai.conf changes nothing"},
    {"against the rules", "192.0.2.1 2001:db8:8::1", "", false, false, GS_VERDICT_BAD,
     "libc breaks rule 6 | number 2, 2001:db8:8::1, belongs before number 1: a finding"},
    {"the null node", "0.0.0.0 ::", "", true, false, GS_VERDICT_GOOD,
     "not sorted | without a host libc sorts nothing, RFC 6724 is not asked"},
    {"one address", "192.0.2.1", "", false, false, GS_VERDICT_GOOD,
     "one address | there is nothing to order"},
};

static void the_verdict_says_whose_order_it_is_and_why(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const struct verdict_case *c = &cases[i];
        char text[1024];
        check_case(c->label);
        gs_gai_conf_parse(c->gai_conf, strlen(c->gai_conf), &policy);
        struct gs_order order = order_of(c->addresses, c->is_null, c->is_cut);
        struct gs_verdict verdict = gs_order_verdict(&order, &policy);
        snprintf(text, sizeof text, "%s", verdict.word);
        for (size_t clause = 0; clause < verdict.clause_count; clause++) {
            strcat(strcat(text, " | "), verdict.clauses[clause]);
        }
        assert_string_equal(text, c->verdict);
        assert_int_equal(verdict.kind, c->kind);
        gs_order_fini(&order);
    }
}

static void what_a_rule_sees_is_told_as_a_fact(void **state)
{
    static const char *const facts[GS_ORDER_RULES + 1] = {
        "",
        "can be reached",
        "global, its source global",
        "source in use",
        "no home address",
        "label 1 = 1",
        "precedence 40",
        "through eth0",
        "scope global",
        "44 bits in common",
        "",
    };
    (void)state;
    gs_policy_builtin(&policy);
    struct gs_order order = order_of("2001:db8:8::10", false, false);
    struct gs_order cut = order_of("2001:db8:8::10", false, true);
    for (int rule = 1; rule <= GS_ORDER_RULES; rule++) {
        char text[GS_ORDER_REASON_MAX];
        gs_order_fact(rule, &order.items.items[0], text);
        assert_string_equal(text, facts[rule]);
        gs_order_fact(rule, &cut.items.items[0], text);
        assert_string_equal(text, rule == 6 || rule == 8 || rule == 10 ? facts[rule]
                                                                       : "no route");
        assert_int_not_equal(strlen(gs_order_rule_meaning(rule)), 0);
    }
    gs_order_fini(&order);
    gs_order_fini(&cut);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_verdict_says_whose_order_it_is_and_why),
        cmocka_unit_test(what_a_rule_sees_is_told_as_a_fact),
    };
    return cmocka_run_group_tests_name("order_verdict", tests, NULL, NULL);
}
