/* SPDX-License-Identifier: MIT */
#include "gaiscope/model/delivery.h"

#include "gaiscope/base/mem.h"

#include <stdlib.h>
#include <string.h>

struct gs_delivery *gs_delivery_new(const char *name)
{
    struct gs_delivery *delivery = gs_mem_new(1, sizeof *delivery);
    delivery->name = gs_mem_copy_text(name);
    return delivery;
}

static struct gs_delivery_exchange copy_exchange(const struct gs_delivery_exchange *from)
{
    struct gs_delivery_exchange copy = {.name = gs_mem_copy_text(from->name),
                                        .tlsa = from->tlsa};
    copy.tlsa.records = (struct gs_text_list){0};
    for (size_t i = 0; i < from->tlsa.records.count; i++) {
        gs_vec_push(&copy.tlsa.records, gs_mem_copy_text(from->tlsa.records.items[i]));
    }
    for (size_t i = 0; i < from->addresses.count; i++) {
        struct gs_delivery_address address = from->addresses.items[i];
        if (address.reverse != NULL) {
            address.reverse = gs_reverse_copy(address.reverse);
        }
        gs_vec_push(&copy.addresses, address);
    }
    return copy;
}

struct gs_delivery *gs_delivery_copy(const struct gs_delivery *delivery)
{
    struct gs_delivery *copy = gs_mem_new(1, sizeof *copy);
    *copy = *delivery;
    copy->name = gs_mem_copy_text(delivery->name);
    copy->exchanges = (struct gs_delivery_exchange_list){0};
    for (size_t i = 0; i < delivery->exchanges.count; i++) {
        gs_vec_push(&copy->exchanges, copy_exchange(&delivery->exchanges.items[i]));
    }
    for (size_t i = 0; i < GS_SENDER_ASKED_COUNT; i++) {
        const struct gs_dns_answer *answer = delivery->policies[i].answer;
        copy->policies[i].answer = answer == NULL ? NULL : gs_dns_answer_copy(answer);
    }
    return copy;
}

static void free_exchange(struct gs_delivery_exchange *exchange)
{
    for (size_t i = 0; i < exchange->tlsa.records.count; i++) {
        free(exchange->tlsa.records.items[i]);
    }
    gs_vec_fini(&exchange->tlsa.records);
    for (size_t i = 0; i < exchange->addresses.count; i++) {
        gs_reverse_free(exchange->addresses.items[i].reverse);
    }
    gs_vec_fini(&exchange->addresses);
    free(exchange->name);
}

void gs_delivery_free(struct gs_delivery *delivery)
{
    if (delivery == NULL) {
        return;
    }
    for (size_t i = 0; i < delivery->exchanges.count; i++) {
        free_exchange(&delivery->exchanges.items[i]);
    }
    gs_vec_fini(&delivery->exchanges);
    for (size_t i = 0; i < GS_SENDER_ASKED_COUNT; i++) {
        gs_dns_answer_free(delivery->policies[i].answer);
    }
    free(delivery->name);
    free(delivery);
}

const struct gs_delivery_exchange *gs_delivery_find(const struct gs_delivery *delivery,
                                                    const char *name)
{
    for (size_t i = 0; delivery != NULL && i < delivery->exchanges.count; i++) {
        if (gs_name_is_equal(delivery->exchanges.items[i].name, name)) {
            return &delivery->exchanges.items[i];
        }
    }
    return NULL;
}

void gs_tlsa_add(struct gs_tlsa *tlsa, const char *text)
{
    static const char sign[] = "…";
    struct gs_buf copy = {0};
    size_t len = strlen(text);
    bool is_long = len > GS_TLSA_BYTES_MAX;
    if (tlsa->records.count == GS_TLSA_MAX) {
        tlsa->left_out++;
        return;
    }
    gs_buf_add(&copy, text, is_long ? GS_TLSA_BYTES_MAX - strlen(sign) : len);
    gs_buf_add_text(&copy, is_long ? sign : "");
    gs_vec_push(&tlsa->records, gs_buf_claim(&copy));
}

const char *gs_tlsa_best(const struct gs_tlsa *tlsa)
{
    for (size_t i = 0; i < tlsa->records.count; i++) {
        if (strncmp(tlsa->records.items[i], "3 ", 2) == 0) {
            return tlsa->records.items[i];
        }
    }
    return tlsa->records.items[0];
}

void gs_tlsa_short(const char *record, char out[16])
{
    size_t len = 0;
    size_t blanks = 0;
    while (record[len] != '\0' && len < 15 && blanks < 3) {
        out[len] = record[len];
        blanks += record[len] == ' ' ? 1 : 0;
        len++;
    }
    out[blanks == 3 ? len - 1 : len] = '\0';
}
