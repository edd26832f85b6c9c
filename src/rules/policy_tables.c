/* SPDX-License-Identifier: MIT */
/* The tables nobody has to configure, and the look-up in any table. */
#include "gaiscope/rules/gai_conf.h"

#include <string.h>

#include <sys/socket.h>

/* A line of a built-in table. */
struct line {
    const char *prefix; /* strict text */
    uint8_t bits;
    int value;
};

/* RFC 3484 2.1, with three labels of glibc's own; searched in this order. */
static const struct line glibc_labels[] = {
    {"::1", 128, 0},   {"::", 96, 3},     {"::ffff:0:0", 96, 4}, {"2001::", 32, 7},
    {"2002::", 16, 2}, {"fec0::", 10, 5}, {"fc00::", 7, 6},      {"::", 0, 1},
};
static const struct line glibc_precedences[] = {
    {"::1", 128, 50},   {"::", 96, 20}, {"::ffff:0:0", 96, 10},
    {"2002::", 16, 30}, {"::", 0, 40},
};
static const struct line rfc_labels[] = {
    {"::1", 128, 0},    {"::", 96, 3},     {"::ffff:0:0", 96, 4},
    {"2001::", 32, 5},  {"2002::", 16, 2}, {"3ffe::", 16, 12},
    {"fec0::", 10, 11}, {"fc00::", 7, 13}, {"::", 0, 1},
};
static const struct line rfc_precedences[] = {
    {"::1", 128, 50},  {"::", 96, 1},      {"::ffff:0:0", 96, 35},
    {"2001::", 32, 5}, {"2002::", 16, 30}, {"3ffe::", 16, 1},
    {"fec0::", 10, 1}, {"fc00::", 7, 3},   {"::", 0, 40},
};
/* RFC 6724 3.2: private addresses have global scope. */
static const struct line v4_scopes[] = {
    {"169.254.0.0", 16, 2},
    {"127.0.0.0", 8, 2},
    {"0.0.0.0", 0, 14},
};

static void fill(const struct line *lines, size_t count, struct gs_policy_table *out)
{
    memset(out, 0, sizeof *out);
    out->is_builtin = true;
    for (size_t i = 0; i < count; i++) {
        struct gs_policy_entry *entry = &out->entries[out->count++];
        (void)gs_address_parse(lines[i].prefix, &entry->prefix); /* a literal of ours */
        entry->bits = lines[i].bits;
        entry->value = lines[i].value;
    }
}

#define FILL(lines, out) fill(lines, sizeof(lines) / sizeof *(lines), out)

void gs_policy_builtin(struct gs_policy *out)
{
    memset(out, 0, sizeof *out);
    FILL(glibc_labels, &out->labels);
    FILL(glibc_precedences, &out->precedences);
    FILL(v4_scopes, &out->scopes);
}

void gs_policy_rfc6724(struct gs_policy *out)
{
    memset(out, 0, sizeof *out);
    FILL(rfc_labels, &out->labels);
    FILL(rfc_precedences, &out->precedences);
    FILL(v4_scopes, &out->scopes);
}

size_t gs_address_common_bits(const struct gs_address *a, const struct gs_address *b)
{
    size_t bytes = a->family == AF_INET ? 4 : 16;
    for (size_t i = 0; i < bytes; i++) {
        unsigned different = a->bytes[i] ^ (unsigned)b->bytes[i];
        if (different != 0) {
            return i * 8 + (size_t)__builtin_clz(different) - 24;
        }
    }
    return bytes * 8;
}

static struct gs_address as_mapped(const struct gs_address *v4)
{
    struct gs_address mapped = {.family = AF_INET6};
    mapped.bytes[10] = mapped.bytes[11] = 0xff;
    memcpy(mapped.bytes + 12, v4->bytes, 4);
    return mapped;
}

const struct gs_policy_entry *gs_policy_find_block(const struct gs_policy_table *table,
                                                   const struct gs_address *prefix,
                                                   uint8_t bits)
{
    for (size_t i = 0; i < table->count; i++) {
        const struct gs_policy_entry *entry = &table->entries[i];
        if (prefix->family == entry->prefix.family && entry->bits <= bits &&
            gs_address_common_bits(prefix, &entry->prefix) >= entry->bits) {
            return entry;
        }
    }
    return NULL;
}

const struct gs_policy_entry *gs_policy_find(const struct gs_policy_table *table,
                                             const struct gs_address *address)
{
    bool is_mapped = address->family == AF_INET && table->count > 0 &&
                     table->entries[0].prefix.family == AF_INET6;
    struct gs_address sought = is_mapped ? as_mapped(address) : *address;
    return gs_policy_find_block(table, &sought, sought.family == AF_INET ? 32 : 128);
}
