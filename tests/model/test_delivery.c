/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/model/delivery.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void add_record(struct gs_dns_answer *answer, uint16_t type, const char *text)
{
    struct gs_record record = {
        .name = gs_mem_copy_text("a.test"), .text = gs_mem_copy_text(text), .type = type};
    gs_vec_push(&answer->answer, record);
}

static struct gs_delivery *make(void)
{
    struct gs_delivery *delivery = gs_delivery_new("a.test");
    struct gs_delivery_exchange exchange = {.name = gs_mem_copy_text("mx.a.test")};
    struct gs_delivery_address address = {0};
    assert_int_equal(gs_address_parse("192.0.2.1", &address.address), GS_OK);
    address.reverse = gs_reverse_new(&address.address);
    gs_vec_push(&exchange.addresses, address);
    gs_vec_push(&exchange.tlsa.records, gs_mem_copy_text("2 0 1 cd"));
    gs_vec_push(&exchange.tlsa.records, gs_mem_copy_text("3 1 1 ab"));
    gs_vec_push(&delivery->exchanges, exchange);
    delivery->policies[GS_SENDER_SPF].answer = gs_dns_answer_new("a.test", GS_TYPE_TXT);
    add_record(delivery->policies[GS_SENDER_SPF].answer, GS_TYPE_TXT, "\"v=spf1 -all\"");
    delivery->is_complete = true;
    return delivery;
}

static void a_copy_owns_its_own(void **state)
{
    (void)state;
    struct gs_delivery *first = make();
    struct gs_delivery *copy = gs_delivery_copy(first);
    gs_delivery_free(first);
    assert_string_equal(copy->name, "a.test");
    assert_true(copy->is_complete);
    const struct gs_delivery_exchange *exchange = gs_delivery_find(copy, "MX.a.test");
    assert_non_null(exchange);
    assert_string_equal(exchange->tlsa.records.items[0], "2 0 1 cd");
    assert_string_equal(gs_tlsa_best(&exchange->tlsa), "3 1 1 ab");
    assert_int_equal(exchange->addresses.items[0].reverse->dns_rcode, -1);
    assert_string_equal(copy->policies[GS_SENDER_SPF].answer->answer.items[0].text,
                        "\"v=spf1 -all\"");
    assert_null(copy->policies[GS_SENDER_DMARC].answer);
    assert_null(gs_delivery_find(copy, "other.test"));
    assert_null(gs_delivery_find(NULL, "other.test"));
    gs_delivery_free(copy);
    gs_delivery_free(NULL);
}

static void a_tlsa_record_is_shown_without_its_data(void **state)
{
    (void)state;

    static const struct {
        const char *record;
        const char *want;
    } cases[] = {
        {"3 1 1 0b9fa5a59eed715c", "3 1 1"},
        {"255 255 255 00", "255 255 255"},
        {"3 1 1", "3 1 1"},
        {"", ""},
        {"\\# 4 00112233445566778899", "\\# 4 0011223344"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[16];
        gs_tlsa_short(cases[i].record, text);
        if (strncmp(text, cases[i].want, strlen(cases[i].want)) != 0 ||
            strlen(text) > 15) {
            fail_msg("%s: %s", cases[i].record, text);
        }
    }
}

static void tlsa_records_are_bounded_in_number_and_bytes(void **state)
{
    (void)state;
    struct gs_tlsa tlsa = {0};
    char *text = gs_mem_new(60001, 1);
    memset(text, 'a', 60000);
    gs_tlsa_add(&tlsa, "3 1 1 ab");
    for (int i = 0; i < 20; i++) {
        gs_tlsa_add(&tlsa, text);
    }
    assert_int_equal(tlsa.records.count, GS_TLSA_MAX);
    assert_int_equal(tlsa.left_out, 21 - GS_TLSA_MAX);
    assert_string_equal(tlsa.records.items[0], "3 1 1 ab");
    assert_int_equal(strlen(tlsa.records.items[1]), GS_TLSA_BYTES_MAX);
    assert_non_null(strstr(tlsa.records.items[1], "a…"));
    for (size_t i = 0; i < tlsa.records.count; i++) {
        free(tlsa.records.items[i]);
    }
    gs_vec_fini(&tlsa.records);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_copy_owns_its_own),
        cmocka_unit_test(a_tlsa_record_is_shown_without_its_data),
        cmocka_unit_test(tlsa_records_are_bounded_in_number_and_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
