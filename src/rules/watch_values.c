/* SPDX-License-Identifier: MIT */
#include "watch_values.h"

#include "gaiscope/base/hash.h"
#include "gaiscope/model/race.h"

#include <stdlib.h>
#include <string.h>

#include <sys/socket.h>

/* What a value is: equal bytes of two kinds are two values. */
enum kind {
    ADDRESS = 1,
    CUT,
    SAID,
    CANONICAL,
    EXCHANGE,
    NO_EXCHANGE,
    POINTER,
    SOURCE,
    FIRST,
    FAILURE,
    MX_FAILURE,
};

uint32_t watch_hash(uint32_t hash, const void *bytes, size_t len)
{
    return gs_hash32(hash == 0 ? GS_HASH32_START : hash, bytes, len);
}

static void push(struct watch_values *out, enum kind kind, const void *bytes, size_t len)
{
    uint8_t tag = (uint8_t)kind;
    out->items[out->count++] = watch_hash(watch_hash(0, &tag, 1), bytes, len);
}

static void push_number(struct watch_values *out, enum kind kind, unsigned number)
{
    push(out, kind, &number, sizeof number);
}

bool watch_is_cut(const struct gs_watch_answer *known, size_t side)
{
    return known->left_outs[side] > 0;
}

static void push_addresses(struct watch_values *out, const struct gs_watch_answer *known)
{
    for (size_t side = 0; side < 2; side++) {
        if (watch_is_cut(known, side)) {
            push_number(out, CUT, (unsigned)side);
        }
    }
    for (size_t i = 0; i < known->addresses.count; i++) {
        const struct gs_address *address = &known->addresses.items[i];
        if (!watch_is_cut(known, gs_race_side(address->family))) {
            push(out, ADDRESS, address->bytes, address->family == AF_INET ? 4 : 16);
        }
    }
}

static int compare(const void *a, const void *b)
{
    const uint32_t *left = a;
    const uint32_t *right = b;
    return (*left > *right) - (*left < *right);
}

void watch_values_of(const struct gs_watch_answer *known, unsigned more,
                     struct watch_values *out)
{
    out->count = 0;
    push_number(out, SAID, known->outcome);
    push_addresses(out, known);
    if (known->canonical != NULL) {
        push(out, CANONICAL, known->canonical, strlen(known->canonical));
    }
    for (size_t i = 0; i < known->exchanges.count; i++) {
        const char *exchange = known->exchanges.items[i];
        push(out, EXCHANGE, exchange, strlen(exchange));
    }
    if (gs_outcome_is_final(known->mx_outcome) && known->exchanges.count == 0) {
        push_number(out, NO_EXCHANGE, 0);
    }
    for (size_t i = 0; i < known->pointers.count; i++) {
        push(out, POINTER, known->pointers.items[i], strlen(known->pointers.items[i]));
    }
    if (known->source != GS_WATCH_SOURCE_NONE) {
        push_number(out, SOURCE, known->source);
    }
    if ((more & WATCH_WITH_FAILURE) != 0) {
        push_number(out, FAILURE, 0);
    }
    if ((more & WATCH_WITH_MX_FAILURE) != 0) {
        push_number(out, MX_FAILURE, 0);
    }
    if ((more & WATCH_WITH_ORDER) != 0) {
        push(out, FIRST, known->libc_first.bytes, sizeof known->libc_first.bytes);
    }
    qsort(out->items, out->count, sizeof out->items[0], compare);
}

void watch_values_minus(const struct watch_values *a, const struct watch_values *b,
                        struct watch_values *out)
{
    size_t at = 0;
    out->count = 0;
    for (size_t i = 0; i < a->count; i++) {
        while (at < b->count && b->items[at] < a->items[i]) {
            at++;
        }
        if (at == b->count || b->items[at] != a->items[i]) {
            out->items[out->count++] = a->items[i];
        }
    }
}
