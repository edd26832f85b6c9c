/* SPDX-License-Identifier: MIT */
/*
 * Expectations as they are written behind `expect`, both ways.
 */
#include "watch_text.h"

#include "gaiscope/base/ascii.h"
#include "gaiscope/base/text.h"
#include "gaiscope/model/watch_answer.h"
#include "gaiscope/rules/watch_list.h"

#include <stdio.h>
#include <string.h>

#include <sys/socket.h>

#define KNOWN                                                                            \
    "use an address, a prefix as 2001:db8::/32, ipv4, ipv6, >=2, ipv6>=1, mx:HOST, "     \
    "null-mx or no-sinkhole"

enum {
    WORD_CELLS = 48,
    COUNT_DIGITS = 5,
    BOTH_MAX = 2 * GS_WATCH_ADDRESSES_MAX,
};

bool watch_refuse(struct gs_buf *reason, const char *word, const char *what)
{
    gs_text_quote(reason, word, WORD_CELLS);
    gs_buf_addf(reason, " %s", what);
    return false;
}

static unsigned width_bits(int family)
{
    return family == AF_INET ? 32 : 128;
}

static void mask(struct gs_address *address, unsigned bits)
{
    for (unsigned bit = bits; bit < width_bits(address->family); bit++) {
        address->bytes[bit / 8] &= (uint8_t) ~(0x80u >> bit % 8);
    }
}

bool watch_prefix_parse(const char *text, struct gs_address *out, uint8_t *bits)
{
    char literal[GS_ADDRESS_TEXT_MAX];
    size_t len = strcspn(text, "/");
    const char *length = text + len + (text[len] == '/' ? 1 : 0);
    if (len >= sizeof literal) {
        return false;
    }
    memcpy(literal, text, len);
    literal[len] = '\0';
    if (gs_address_parse(literal, out) != GS_OK || out->zone[0] != '\0') {
        return false;
    }
    unsigned value = width_bits(out->family);
    if (text[len] == '/') {
        if (!gs_ascii_is_number(length) || strlen(length) > 3) {
            return false;
        }
        value = (unsigned)strtoul(length, NULL, 10);
    }
    if (value > width_bits(out->family)) {
        return false;
    }
    mask(out, value);
    *bits = (uint8_t)value;
    return true;
}

static bool is_word(const char *term, const char *word)
{
    return gs_text_compare_case(term, word, SIZE_MAX) == 0;
}

static bool begins(const char *term, const char *start)
{
    return gs_text_compare_case(term, start, strlen(start)) == 0;
}

/* The family that a word begins with, and how long that word is: 0 for none. */
static size_t family_word(const char *term, int *family)
{
    static const struct {
        const char *word;
        int family;
    } words[] = {
        {"ipv4", AF_INET}, {"ipv6", AF_INET6}, {"v4", AF_INET}, {"v6", AF_INET6}};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (begins(term, words[i].word)) {
            *family = words[i].family;
            return strlen(words[i].word);
        }
    }
    *family = 0;
    return 0;
}

/* `>=2`, `ipv6>=1`: `at` is where the sign stands. */
static bool read_at_least(const char *term, const char *at, struct gs_expect *out,
                          struct gs_buf *reason)
{
    unsigned most = out->family == 0 ? BOTH_MAX : GS_WATCH_ADDRESSES_MAX;
    if (strncmp(at, ">=", 2) != 0) {
        return watch_refuse(reason, term, "compares otherwise than by >=: use >=2");
    }
    at += 2;
    unsigned long count =
        gs_ascii_is_number(at) && strlen(at) <= COUNT_DIGITS ? strtoul(at, NULL, 10) : 0;
    if (count < 1 || count > most) {
        gs_text_quote(reason, term, WORD_CELLS);
        gs_buf_addf(reason, " has no number of addresses: use 1 to %u", most);
        return false;
    }
    out->kind = GS_EXPECT_AT_LEAST;
    out->count = (uint16_t)count;
    return true;
}

static void add_sorted(struct gs_address_list *list, const struct gs_address *address)
{
    size_t place = 0;
    while (place < list->count && gs_address_compare(&list->items[place], address) < 0) {
        place++;
    }
    if (place < list->count && gs_address_is_equal(&list->items[place], address)) {
        return;
    }
    gs_vec_push(list, *address);
    memmove(&list->items[place + 1], &list->items[place],
            (list->count - 1 - place) * sizeof list->items[0]);
    list->items[place] = *address;
}

/* `192.0.2.1+2001:db8::7`, without a zone: DNS has none. */
static bool read_set(const char *term, struct gs_expect *out, struct gs_buf *reason)
{
    out->kind = GS_EXPECT_SET;
    for (const char *at = term; *at != '\0';) {
        size_t len = strcspn(at, "+");
        char *word = gs_mem_copy_span(at, len);
        struct gs_address address;
        bool is_fine = gs_address_parse(word, &address) == GS_OK &&
                       address.zone[0] == '\0' &&
                       (at[len] == '\0' || at[len + 1] != '\0');
        if (is_fine && out->addresses.count == GS_WATCH_ADDRESSES_MAX) {
            gs_buf_addf(reason, "the set has more than %d addresses",
                        GS_WATCH_ADDRESSES_MAX);
            is_fine = false;
        } else if (is_fine) {
            add_sorted(&out->addresses, &address);
        } else {
            (void)watch_refuse(reason, word, "is no address: a set is A+B+C");
        }
        free(word);
        if (!is_fine) {
            return false;
        }
        at += len + (at[len] == '+' ? 1 : 0);
    }
    return true;
}

static bool read_prefix(const char *term, struct gs_expect *out, struct gs_buf *reason)
{
    struct gs_address first;
    if (!watch_prefix_parse(term, &first, &out->bits)) {
        return watch_refuse(reason, term,
                            "is no prefix: use ADDRESS/LENGTH, as 192.0.2.0/24");
    }
    out->kind = GS_EXPECT_PREFIX;
    gs_vec_push(&out->addresses, first);
    return true;
}

static bool read_exchange(const char *name, struct gs_expect *out, struct gs_buf *reason)
{
    out->kind = GS_EXPECT_MX;
    out->host = watch_name(name, reason);
    return out->host != NULL;
}

/* Whether a term looks as if addresses were meant. */
static bool is_numeric(const char *term)
{
    return strpbrk(term, ":+") != NULL || gs_ascii_is_digit(term[0]);
}

static bool read_term(const char *term, struct gs_expect *out, struct gs_buf *reason)
{
    size_t family_len = family_word(term, &out->family);
    if (begins(term, "mx:")) {
        return read_exchange(term + 3, out, reason);
    }
    if (is_word(term, "null-mx")) {
        out->kind = GS_EXPECT_MX;
        out->host = gs_mem_copy_text("");
        return true;
    }
    if (is_word(term, "no-sinkhole")) {
        out->kind = GS_EXPECT_NO_SINKHOLE;
        return true;
    }
    if (family_len > 0 && term[family_len] == '\0') {
        out->kind = GS_EXPECT_FAMILY;
        return true;
    }
    if (strchr("<>=", term[family_len]) != NULL) {
        return read_at_least(term, term + family_len, out, reason);
    }
    return strchr(term, '/') != NULL ? read_prefix(term, out, reason)
           : is_numeric(term)        ? read_set(term, out, reason)
                              : watch_refuse(reason, term, "is no expectation: " KNOWN);
}

static bool is_same(const struct gs_expect *a, const struct gs_expect *b)
{
    struct gs_buf texts[2] = {0};
    gs_expect_format(a, &texts[0]);
    gs_expect_format(b, &texts[1]);
    bool is_equal = strcmp(gs_buf_text(&texts[0]), gs_buf_text(&texts[1])) == 0;
    gs_buf_fini(&texts[0]);
    gs_buf_fini(&texts[1]);
    return is_equal;
}

static bool has_it(const struct gs_expect_list *list, const struct gs_expect *expect)
{
    for (size_t i = 0; i < list->count; i++) {
        if (is_same(&list->items[i], expect)) {
            return true;
        }
    }
    return false;
}

/* Two sets that are exactly there: no answer can be both. */
static bool has_other_set(const struct gs_expect_list *list,
                          const struct gs_expect *expect)
{
    for (size_t i = 0; expect->kind == GS_EXPECT_SET && i < list->count; i++) {
        if (list->items[i].kind == GS_EXPECT_SET) {
            return true;
        }
    }
    return false;
}

bool watch_expect_add(struct gs_watch *watch, const char *term, struct gs_buf *reason)
{
    struct gs_expect expect = {0};
    bool is_fine = read_term(term, &expect, reason);
    bool is_there = is_fine && has_it(&watch->expects, &expect);
    if (is_fine && !is_there && watch->expects.count == GS_WATCH_EXPECTS_MAX) {
        gs_buf_addf(reason, "a line has at most %d expectations", GS_WATCH_EXPECTS_MAX);
        is_fine = false;
    } else if (is_fine && !is_there && has_other_set(&watch->expects, &expect)) {
        is_fine = watch_refuse(
            reason, term, "is a second exact set: write one, its addresses joined by +");
    }
    if (!is_fine || is_there) {
        gs_vec_fini(&expect.addresses);
        free(expect.host);
        return is_fine;
    }
    watch->asks_mx = watch->asks_mx || expect.kind == GS_EXPECT_MX;
    gs_vec_push(&watch->expects, expect);
    return true;
}

static void add_addresses(const struct gs_address_list *list, struct gs_buf *out)
{
    for (size_t i = 0; i < list->count; i++) {
        char text[GS_ADDRESS_TEXT_MAX];
        gs_address_format(&list->items[i], text);
        gs_buf_addf(out, "%s%s", i == 0 ? "" : "+", text);
    }
}

void gs_expect_format(const struct gs_expect *expect, struct gs_buf *out)
{
    const char *family = expect->family == AF_INET    ? "ipv4"
                         : expect->family == AF_INET6 ? "ipv6"
                                                      : "";
    bool is_null = expect->host == NULL || expect->host[0] == '\0';
    switch (expect->kind) {
    case GS_EXPECT_SET:
        add_addresses(&expect->addresses, out);
        return;
    case GS_EXPECT_PREFIX:
        add_addresses(&expect->addresses, out);
        gs_buf_addf(out, "/%u", (unsigned)expect->bits);
        return;
    case GS_EXPECT_AT_LEAST:
        gs_buf_addf(out, "%s>=%u", family, (unsigned)expect->count);
        return;
    case GS_EXPECT_FAMILY:
        gs_buf_add_text(out, family);
        return;
    case GS_EXPECT_MX:
        gs_buf_addf(out, "%s%s",
                    is_null ? "null-mx" : "mx:", is_null ? "" : expect->host);
        return;
    case GS_EXPECT_NO_SINKHOLE:
        gs_buf_add_text(out, "no-sinkhole");
        return;
    }
}
