/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/model/mx_plan.h"

#include <stdlib.h>
#include <string.h>

#include <sys/socket.h>

static struct gs_exchange exchange_named(const char *name, const char *problem)
{
    struct gs_exchange exchange = {.preference = 10, .status = GS_EXCHANGE_OK};
    static const char *const addresses[] = {"192.0.2.1", "2001:db8::1", "192.0.2.2"};
    exchange.name = gs_mem_copy_text(name);
    exchange.problem = gs_mem_copy_text(problem);
    for (size_t i = 0; i < COUNT_OF(addresses); i++) {
        struct gs_address address = {0};
        assert_int_equal(gs_address_parse(addresses[i], &address), GS_OK);
        gs_vec_push(&exchange.addresses, address);
    }
    return exchange;
}

static struct gs_mx_plan *full_plan(void)
{
    struct gs_mx_plan *plan = gs_mx_plan_new("a.test");
    plan->kind = GS_MX_LISTED;
    plan->problem = gs_mem_copy_text("none really");
    gs_vec_push(&plan->aliases, gs_mem_copy_text("b.test"));
    gs_vec_push(&plan->exchanges, exchange_named("m1.test", NULL));
    gs_vec_push(&plan->exchanges, exchange_named("m2.test", "is a CNAME"));
    return plan;
}

static void a_new_plan_waits(void **state)
{
    (void)state;
    struct gs_mx_plan *plan = gs_mx_plan_new("a.test");
    assert_string_equal(plan->domain, "a.test");
    assert_int_equal(plan->kind, GS_MX_WAITING);
    assert_int_equal(plan->rcode, -1);
    assert_false(plan->is_complete);
    gs_mx_plan_free(plan);
    gs_mx_plan_free(NULL);
}

static void a_copy_shares_nothing(void **state)
{
    (void)state;
    struct gs_mx_plan *plan = full_plan();
    struct gs_mx_plan *copy = gs_mx_plan_copy(plan);
    gs_mx_plan_free(plan);
    assert_string_equal(copy->domain, "a.test");
    assert_int_equal(copy->kind, GS_MX_LISTED);
    assert_string_equal(copy->problem, "none really");
    assert_string_equal(copy->aliases.items[0], "b.test");
    assert_int_equal(copy->exchanges.count, 2);
    assert_string_equal(copy->exchanges.items[0].name, "m1.test");
    assert_null(copy->exchanges.items[0].problem);
    assert_string_equal(copy->exchanges.items[1].problem, "is a CNAME");
    assert_int_equal(copy->exchanges.items[1].preference, 10);
    assert_int_equal(copy->exchanges.items[1].addresses.count, 3);
    gs_mx_plan_free(copy);
}

static void addresses_are_counted_by_family(void **state)
{
    (void)state;
    struct gs_exchange exchange = exchange_named("m.test", NULL);
    assert_int_equal(gs_exchange_count(&exchange, AF_INET), 2);
    assert_int_equal(gs_exchange_count(&exchange, AF_INET6), 1);
    free(exchange.name);
    gs_vec_fini(&exchange.addresses);
    assert_int_equal(gs_exchange_count(&exchange, AF_INET), 0);
}

static void kinds_have_their_words(void **state)
{
    (void)state;

    static const struct {
        enum gs_mx_kind kind;
        const char *id;
    } cases[] = {
        {GS_MX_WAITING, "waiting"},   {GS_MX_LISTED, "mx"},
        {GS_MX_IMPLICIT, "implicit"}, {GS_MX_NULL, "null"},
        {GS_MX_NONE, "none"},         {GS_MX_NXDOMAIN, "nxdomain"},
        {GS_MX_INVALID, "invalid"},   {GS_MX_TEMPORARY_FAILURE, "temporary_failure"},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        assert_string_equal(gs_mx_kind_id(cases[i].kind), cases[i].id);
    }
}

static void the_root_of_a_null_mx_is_no_exchange(void **state)
{
    (void)state;
    struct gs_mx_plan *plan = gs_mx_plan_new("a.test");
    struct gs_exchange root = {.name = gs_mem_copy_text(".")};
    assert_false(gs_mx_plan_has_exchanges(NULL));
    assert_false(gs_mx_plan_has_exchanges(plan));
    gs_vec_push(&plan->exchanges, root);
    plan->kind = GS_MX_NULL;
    assert_false(gs_mx_plan_has_exchanges(plan));
    plan->kind = GS_MX_LISTED;
    assert_true(gs_mx_plan_has_exchanges(plan));
    gs_mx_plan_free(plan);
}

static void a_plan_says_what_a_sender_does(void **state)
{
    (void)state;
    struct gs_mx_plan *plan = gs_mx_plan_new("a.test");
    plan->kind = GS_MX_NXDOMAIN;
    assert_string_equal(gs_mx_plan_sentence(plan),
                        "No such name: a sender gives up at once.");
    plan->problem = gs_mem_copy_text("Because.");
    assert_string_equal(gs_mx_plan_sentence(plan), "Because.");
    assert_string_equal(gs_mx_kind_word(GS_MX_NULL), "null MX");
    assert_string_equal(gs_mx_kind_word(GS_MX_INVALID), "no mail domain");
    assert_string_equal(gs_mx_kind_word(GS_MX_LISTED), "");
    gs_mx_plan_free(plan);
}

static void an_exchange_says_what_troubles_it(void **state)
{
    (void)state;
    struct gs_exchange exchange = {.status = GS_EXCHANGE_NODATA};
    char problem[] = "is a CNAME";
    assert_string_equal(gs_exchange_trouble(&exchange), "no address: never used");
    exchange.problem = problem;
    assert_string_equal(gs_exchange_trouble(&exchange), problem);
    exchange = (struct gs_exchange){.status = GS_EXCHANGE_OK};
    assert_string_equal(gs_exchange_trouble(&exchange), "");
}

static void exchange_states_have_their_words(void **state)
{
    (void)state;

    static const struct {
        enum gs_exchange_status status;
        const char *id;
    } cases[] = {
        {GS_EXCHANGE_WAITING, "waiting"},
        {GS_EXCHANGE_OK, "ok"},
        {GS_EXCHANGE_NXDOMAIN, "nxdomain"},
        {GS_EXCHANGE_NODATA, "nodata"},
        {GS_EXCHANGE_TEMPORARY_FAILURE, "temporary_failure"},
        {GS_EXCHANGE_NONE, "none"},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        assert_string_equal(gs_exchange_status_id(cases[i].status), cases[i].id);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_new_plan_waits),
        cmocka_unit_test(a_copy_shares_nothing),
        cmocka_unit_test(addresses_are_counted_by_family),
        cmocka_unit_test(kinds_have_their_words),
        cmocka_unit_test(the_root_of_a_null_mx_is_no_exchange),
        cmocka_unit_test(a_plan_says_what_a_sender_does),
        cmocka_unit_test(an_exchange_says_what_troubles_it),
        cmocka_unit_test(exchange_states_have_their_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
