/* SPDX-License-Identifier: MIT */
#include "make_plan.h"
#include "support/check.h"

#include "gaiscope/rules/sender_plan.h"

/* "1 mx1 192.0.2.1 any; 1 mx2 192.0.2.2 any; 2 mx3 192.0.2.3 | ending" */
static void describe(const struct gs_sender_plan *sender, struct gs_buf *out)
{
    for (size_t i = 0; i < sender->steps.count; i++) {
        const struct gs_sender_step *step = &sender->steps.items[i];
        char address[GS_ADDRESS_TEXT_MAX];
        gs_address_format(&step->address, address);
        gs_buf_addf(out, "%s%zu %s %s%s", i == 0 ? "" : "; ", step->number,
                    step->exchange, address, step->is_any_order ? " any" : "");
    }
    gs_buf_addf(out, " | %s", sender->ending);
}

#define WAITS  "then the mail waits and is tried again"
#define CANNOT "no address of this family: this sender cannot deliver"
#define LATER  "not known now: the mail waits and is tried again"

static const struct {
    const char *label;
    const char *plan;
    const char *v4;
    const char *v6;
    size_t without_v4;
    size_t without_v6;
} cases[] = {
    {"the picture",
     "10 mx1 2001:db8:25::1 192.0.2.25; 10 mx2 2001:db8:25::2 192.0.2.26; 20 mx3 "
     "198.51.100.25; 30 old !",
     "1 mx1 192.0.2.25 any; 1 mx2 192.0.2.26 any; 2 mx3 198.51.100.25 | " WAITS,
     "1 mx1 2001:db8:25::1 any; 1 mx2 2001:db8:25::2 any | " WAITS, 1, 2},
    {"one of a group without the family is no group", "10 a 192.0.2.1; 10 b 2001:db8::1",
     "1 a 192.0.2.1 | " WAITS, "1 b 2001:db8::1 | " WAITS, 1, 1},
    {"a group without the family has no number", "10 a 2001:db8::1; 20 b 192.0.2.2",
     "1 b 192.0.2.2 | " WAITS, "1 a 2001:db8::1 | " WAITS, 1, 1},
    {"several addresses of one exchange are no lot", "10 a 192.0.2.1 192.0.2.2",
     "1 a 192.0.2.1; 1 a 192.0.2.2 | " WAITS, " | " CANNOT, 0, 1},
    {"no address of a family", "10 a 2001:db8::1", " | " CANNOT,
     "1 a 2001:db8::1 | " WAITS, 1, 0},
    {"a family not known now is not missing", "10 a 192.0.2.1 ?6",
     "1 a 192.0.2.1 | " WAITS, " | " LATER, 0, 0},
    {"one not known, the other missing", "10 a ?4; 20 b !", " | " LATER, " | " CANNOT, 1,
     2},
    {"awaited: nothing is said yet", "10 a 192.0.2.1 *6", "1 a 192.0.2.1 | " WAITS, " | ",
     0, 0},
    {"nothing can be used", "10 a !; 20 b", " | " CANNOT, " | " CANNOT, 2, 2},
};

static void each_sender_walks_what_it_can_reach(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct gs_mx_plan *plan = make_plan(cases[i].plan);
        for (int family = 0; family < 2; family++) {
            struct gs_sender_plan sender;
            struct gs_buf text = {0};
            const char *want = family == 0 ? cases[i].v4 : cases[i].v6;
            size_t without = family == 0 ? cases[i].without_v4 : cases[i].without_v6;
            gs_sender_plan_make(plan, NULL, family == 0 ? AF_INET : AF_INET6, &sender);
            describe(&sender, &text);
            if (strcmp(gs_buf_text(&text), want) != 0 || sender.without != without) {
                fail_msg("%s: %s, without %zu", cases[i].label, gs_buf_text(&text),
                         sender.without);
            }
            gs_buf_fini(&text);
            gs_sender_plan_fini(&sender);
        }
        gs_mx_plan_free(plan);
    }
}

static void libcs_order_wins_and_unknown_addresses_come_last(void **state)
{
    (void)state;
    struct gs_mx_plan *plan = make_plan("10 a 192.0.2.1 192.0.2.2 192.0.2.3");
    struct gs_delivery *delivery = gs_delivery_new("a.test");
    struct gs_delivery_exchange exchange = {.name = gs_mem_copy_text("A")};
    static const char *const order[] = {"192.0.2.3", "192.0.2.9", "192.0.2.1"};
    for (size_t i = 0; i < 3; i++) {
        struct gs_delivery_address address = {0};
        assert_int_equal(gs_address_parse(order[i], &address.address), GS_OK);
        gs_vec_push(&exchange.addresses, address);
    }
    gs_vec_push(&delivery->exchanges, exchange);
    struct gs_sender_plan sender;
    struct gs_buf text = {0};
    gs_sender_plan_make(plan, delivery, AF_INET, &sender);
    describe(&sender, &text);
    assert_string_equal(gs_buf_text(&text),
                        "1 a 192.0.2.3; 1 a 192.0.2.1; 1 a 192.0.2.2 | " WAITS);
    gs_buf_fini(&text);
    gs_sender_plan_fini(&sender);
    gs_delivery_free(delivery);
    gs_mx_plan_free(plan);
}

static void other_plans_say_what_a_sender_does(void **state)
{
    (void)state;

    static const struct {
        enum gs_mx_kind kind;
        const char *want;
    } kinds[] = {
        {GS_MX_WAITING, ""},
        {GS_MX_NULL, "null MX: this sender gives up at once"},
        {GS_MX_NONE, "nowhere to go: this sender gives up at once"},
        {GS_MX_NXDOMAIN, "nowhere to go: this sender gives up at once"},
        {GS_MX_INVALID, "nowhere to go: this sender gives up at once"},
        {GS_MX_TEMPORARY_FAILURE, LATER},
    };

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        struct gs_mx_plan *plan = make_plan("");
        struct gs_sender_plan sender;
        plan->kind = kinds[i].kind;
        gs_sender_plan_make(plan, NULL, AF_INET, &sender);
        assert_string_equal(sender.ending, kinds[i].want);
        gs_sender_plan_fini(&sender);
        gs_mx_plan_free(plan);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_sender_walks_what_it_can_reach),
        cmocka_unit_test(libcs_order_wins_and_unknown_addresses_come_last),
        cmocka_unit_test(other_plans_say_what_a_sender_does),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
