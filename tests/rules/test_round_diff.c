/* SPDX-License-Identifier: MIT */
#include "rules/make.h"
#include "support/check.h"

#include "gaiscope/rules/round_diff.h"

#include <stdlib.h>

static struct gs_address address_of(const char *text)
{
    struct gs_address address = {0};
    assert_int_equal(gs_address_parse(text, &address), GS_OK);
    return address;
}

static void an_address_has_changed_when_another_side_has_it(void **state)
{
    static const struct {
        const char *label;
        const char *address;
        bool in_libc;
        bool in_dns;
        enum gs_change want;
    } cases[] = {
        {"both still have it", "192.0.2.1", true, true, GS_CHANGE_NONE},
        {"libc has it no more", "192.0.2.1", false, true, GS_CHANGE_CHANGED},
        {"DNS has it no more", "192.0.2.1", true, false, GS_CHANGE_CHANGED},
        {"a new one", "192.0.2.2", true, true, GS_CHANGE_ADDED},
    };

    (void)state;
    struct gs_set before = {0};
    struct gs_set_member old = {
        .address = address_of("192.0.2.1"), .in_libc = true, .in_dns = true, .ttl_s = 9};
    gs_vec_push(&before, old);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_set_member member = {.address = address_of(cases[i].address),
                                       .in_libc = cases[i].in_libc,
                                       .in_dns = cases[i].in_dns};
        check_case(cases[i].label);
        assert_int_equal(gs_member_change(&before, &member), cases[i].want);
    }
    gs_vec_fini(&before);
}

static void a_dns_question_has_changed_with_its_records(void **state)
{
    static const struct {
        const char *label;
        const char *before; /* addresses; "" none, NULL not answered */
        const char *now;
        enum gs_change want;
    } cases[] = {
        {"the same", "192.0.2.1", "192.0.2.1", GS_CHANGE_NONE},
        {"another order", "192.0.2.1 192.0.2.2", "192.0.2.2 192.0.2.1", GS_CHANGE_NONE},
        {"one more", "192.0.2.1", "192.0.2.1 192.0.2.2", GS_CHANGE_CHANGED},
        {"one less", "192.0.2.1 192.0.2.2", "192.0.2.2", GS_CHANGE_CHANGED},
        {"another one", "192.0.2.1", "192.0.2.2", GS_CHANGE_CHANGED},
        {"none any more", "192.0.2.1", "", GS_CHANGE_CHANGED},
        {"first answer", NULL, "192.0.2.1", GS_CHANGE_ADDED},
        {"still waiting", "192.0.2.1", NULL, GS_CHANGE_NONE},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_lookup lookup = {0};
        struct gs_facts *sides[] = {&lookup.last, &lookup.now};
        const char *const texts[] = {cases[i].before, cases[i].now};
        for (size_t k = 0; k < COUNT_OF(sides); k++) {
            struct gs_dns_answer *answer =
                texts[k] == NULL ? NULL
                : texts[k][0] == '\0'
                    ? make_answer("a.test", GS_TYPE_A, GS_OUTCOME_NO_DATA)
                    : make_addresses("a.test", GS_TYPE_A, texts[k]);
            make_query(sides[k], "a.test", GS_TYPE_A, answer);
        }
        check_case(cases[i].label);
        assert_int_equal(gs_query_change(&lookup.last, &lookup.now.dns.items[0]),
                         cases[i].want);
        gs_lookup_fini(&lookup);
    }
}

static struct gs_reverse *make_reverse(const char *address, const char *name,
                                       enum gs_confirmation confirmed, const char *libc)
{
    struct gs_address parsed = address_of(address);
    struct gs_reverse *reverse = gs_reverse_new(&parsed);
    reverse->dns_outcome = name == NULL ? GS_OUTCOME_NO_SUCH_NAME : GS_OUTCOME_ANSWERED;
    reverse->libc_name = libc == NULL ? NULL : gs_mem_copy_text(libc);
    if (name != NULL) {
        struct gs_reverse_name entry = {.name = gs_mem_copy_text(name),
                                        .confirmed = confirmed};
        gs_vec_push(&reverse->names, entry);
    }
    return reverse;
}

static void names_of_an_address_have_changed_with_any_of_them(void **state)
{
    static const struct {
        const char *label;
        const char *address;
        const char *name;
        enum gs_confirmation confirmed;
        const char *libc;
        enum gs_change want;
    } cases[] = {
        {"the same", "192.0.2.1", "A.test", GS_CONFIRM_LEADS_BACK, "a.test",
         GS_CHANGE_NONE},
        {"another name", "192.0.2.1", "b.test", GS_CONFIRM_LEADS_BACK, "a.test",
         GS_CHANGE_CHANGED},
        {"leads elsewhere", "192.0.2.1", "a.test", GS_CONFIRM_ELSEWHERE, "a.test",
         GS_CHANGE_CHANGED},
        {"no name", "192.0.2.1", NULL, GS_CONFIRM_WAITING, "a.test", GS_CHANGE_CHANGED},
        {"none of libc", "192.0.2.1", "a.test", GS_CONFIRM_LEADS_BACK, NULL,
         GS_CHANGE_CHANGED},
        {"another address", "192.0.2.2", "a.test", GS_CONFIRM_LEADS_BACK, "a.test",
         GS_CHANGE_ADDED},
    };

    (void)state;
    struct gs_facts before = {0};
    gs_vec_push(&before.reverse,
                make_reverse("192.0.2.1", "a.test", GS_CONFIRM_LEADS_BACK, "a.test"));
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_reverse *now = make_reverse(cases[i].address, cases[i].name,
                                              cases[i].confirmed, cases[i].libc);
        check_case(cases[i].label);
        assert_int_equal(gs_reverse_change(&before, now), cases[i].want);
        gs_reverse_free(now);
    }
    gs_facts_clear(&before, GS_PART_REVERSE);
}

static void add_exchange(struct gs_mx_plan *plan, const char *name, uint16_t preference,
                         const char *address)
{
    struct gs_exchange exchange = {.name = gs_mem_copy_text(name),
                                   .status = GS_EXCHANGE_OK,
                                   .preference = preference,
                                   .ttl_s = 60};
    gs_vec_push(&exchange.addresses, address_of(address));
    gs_vec_push(&plan->exchanges, exchange);
}

static void an_exchange_has_changed_with_what_a_sender_uses(void **state)
{
    static const struct {
        const char *label;
        const char *name;
        uint16_t preference;
        const char *address;
        enum gs_change want;
    } cases[] = {
        {"the same", "MX.test", 10, "192.0.2.1", GS_CHANGE_NONE},
        {"another preference", "mx.test", 20, "192.0.2.1", GS_CHANGE_CHANGED},
        {"another address", "mx.test", 10, "192.0.2.2", GS_CHANGE_CHANGED},
        {"another exchange", "mx2.test", 10, "192.0.2.1", GS_CHANGE_ADDED},
    };

    (void)state;
    struct gs_mx_plan *before = gs_mx_plan_new("test");
    add_exchange(before, "mx.test", 10, "192.0.2.1");
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_mx_plan *now = gs_mx_plan_new("test");
        add_exchange(now, cases[i].name, cases[i].preference, cases[i].address);
        check_case(cases[i].label);
        assert_int_equal(gs_exchange_change(before, &now->exchanges.items[0]),
                         cases[i].want);
        assert_int_equal(gs_exchange_change(NULL, &now->exchanges.items[0]),
                         GS_CHANGE_ADDED);
        gs_mx_plan_free(now);
    }
    gs_mx_plan_free(before);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_address_has_changed_when_another_side_has_it),
        cmocka_unit_test(a_dns_question_has_changed_with_its_records),
        cmocka_unit_test(names_of_an_address_have_changed_with_any_of_them),
        cmocka_unit_test(an_exchange_has_changed_with_what_a_sender_uses),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
