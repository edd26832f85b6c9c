/* SPDX-License-Identifier: MIT */
#include "gaiscope/model/address_range.h"

#include <stdlib.h>
#include <string.h>

#include <sys/socket.h>

enum {
    ITEM_MAX = GS_ADDRESS_TEXT_MAX + 4, /* an address, a slash and three digits */
};

/* Addresses that begin alike. */
struct prefix {
    struct gs_address address; /* the first one */
    unsigned bits;             /* how many of its bits are the same in all */
    bool has_length;           /* a length was written */
};

static unsigned width_bits(const struct gs_address *address)
{
    return address->family == AF_INET ? 32 : 128;
}

/* Clears all bits behind the prefix. */
static void mask(struct prefix *prefix)
{
    for (unsigned bit = prefix->bits; bit < width_bits(&prefix->address); bit++) {
        prefix->address.bytes[bit / 8] &= (uint8_t) ~(0x80u >> bit % 8);
    }
}

/* One to three digits. Returns: false for anything else, and for a length over the width. */
static bool parse_length(const char *text, struct prefix *out)
{
    size_t digits = strspn(text, "0123456789");
    if (digits == 0 || digits > 3 || text[digits] != '\0') {
        return false;
    }
    out->bits = (unsigned)strtoul(text, NULL, 10);
    out->has_length = true;
    return out->bits <= width_bits(&out->address);
}

/* Takes the next item of a list off. Returns: false when it is neither address nor prefix. */
static bool next_item(const char **text, struct prefix *out)
{
    char item[ITEM_MAX];
    size_t len = strcspn(*text, ",");
    if (len == 0 || len >= sizeof item) {
        return false;
    }
    memcpy(item, *text, len);
    item[len] = '\0';
    *text += len;
    char *slash = strchr(item, '/');
    if (slash != NULL) {
        *slash++ = '\0';
    }
    *out = (struct prefix){.has_length = false};
    if (gs_address_parse(item, &out->address) != GS_OK) {
        return false;
    }
    out->bits = width_bits(&out->address);
    return slash == NULL || parse_length(slash, out);
}

/* Steps over a comma; a list does not end in one. */
static bool has_next(const char **text)
{
    if (**text == '\0') {
        return false;
    }
    ++*text;
    return true;
}

bool gs_range_is_one(const char *text)
{
    bool is_several = strchr(text, ',') != NULL;
    do {
        struct prefix prefix;
        if (!next_item(&text, &prefix)) {
            return false;
        }
        is_several = is_several || prefix.has_length;
    } while (has_next(&text));
    return is_several;
}

bool gs_range_is_broken(const char *text)
{
    char first[ITEM_MAX];
    size_t len = strcspn(text, ",/");
    struct gs_address address;
    if (text[len] == '\0' || gs_range_is_one(text)) {
        return false;
    }
    if (text[len] == ',') {
        return true;
    }
    if (len >= sizeof first) {
        return false;
    }
    memcpy(first, text, len);
    first[len] = '\0';
    size_t digits = strspn(text + len + 1, "0123456789");
    bool is_length = text[len + 1 + digits] == '\0' || text[len + 1 + digits] == ',';
    return is_length && gs_address_parse(first, &address) == GS_OK;
}

static bool is_in(const struct gs_address_list *list, const struct gs_address *address)
{
    for (size_t i = 0; i < list->count; i++) {
        if (gs_address_is_equal(&list->items[i], address)) {
            return true;
        }
    }
    return false;
}

static void step(struct gs_address *address)
{
    for (unsigned i = width_bits(address) / 8; i > 0; i--) {
        if (++address->bytes[i - 1] != 0) {
            return;
        }
    }
}

/* How many addresses a prefix has; UINT64_MAX: more than can be counted. */
static uint64_t count_of(const struct prefix *prefix)
{
    unsigned free_bits = width_bits(&prefix->address) - prefix->bits;
    return free_bits < 64 ? UINT64_C(1) << free_bits : UINT64_MAX;
}

static void add_all(const struct prefix *prefix, struct gs_address_list *out)
{
    struct gs_address address = prefix->address;
    uint64_t left = count_of(prefix);
    for (; left > 0 && out->count < GS_RANGE_ADDRESSES_MAX; left--) {
        if (!is_in(out, &address)) {
            gs_vec_push(out, address);
        }
        step(&address);
    }
}

uint64_t gs_range_expand(const char *text, struct gs_address_list *out)
{
    uint64_t total = 0;
    do {
        struct prefix prefix;
        if (!next_item(&text, &prefix)) {
            return total;
        }
        mask(&prefix);
        add_all(&prefix, out);
        uint64_t count = count_of(&prefix);
        total = count > UINT64_MAX - total ? UINT64_MAX : total + count;
    } while (has_next(&text));
    return total;
}
