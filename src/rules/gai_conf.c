/* SPDX-License-Identifier: MIT */
/*
 * gai.conf as glibc reads it, oddities included: an empty number is 0, a number may have a
 * sign, what follows the third word is ignored, and of equal prefixes the first line wins.
 *
 *     line -> words -> prefix, bits, value -> table -> + line for all the rest -> sorted
 */
#include "gaiscope/rules/gai_conf.h"

#include "gaiscope/base/ascii.h"
#include "gaiscope/base/mem.h"
#include "gaiscope/base/text.h"

#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sys/socket.h>

enum {
    WORDS = 3,      /* of a line that count */
    LABEL_REST = 1, /* what libc gives to what no line holds */
    PRECEDENCE_REST = 40,
    SCOPE_REST = 14,
    MAPPED_BITS = 96, /* of ::ffff:0:0/96 */
    WORD_MAX = 64,    /* bytes of a word shown in a reason */
};

/* One line cut into words; a missing word is "". */
struct words {
    char *at[WORDS];
    size_t line;
};

/* Copies as many whole characters as there is room for. */
static void copy_whole(const char *text, char *out, size_t out_size)
{
    size_t total = strlen(text);
    size_t len = 0;
    while (len < total) {
        size_t step = gs_text_decode(text + len, total - len).len_bytes;
        if (len + step >= out_size) {
            break;
        }
        len += step;
    }
    memcpy(out, text, len);
    out[len] = '\0';
}

static void __attribute__((format(printf, 3, 4)))
refuse(struct gs_policy *policy, size_t line, const char *format, ...)
{
    char raw[GS_POLICY_REASON_MAX];
    va_list arguments;
    if (policy->error_count == GS_POLICY_ERRORS_MAX) {
        return;
    }
    va_start(arguments, format);
    (void)vsnprintf(raw, sizeof raw, format, arguments);
    va_end(arguments);
    struct gs_policy_error *error = &policy->errors[policy->error_count++];
    char *safe = gs_text_sanitised(raw);
    error->line = line;
    copy_whole(safe, error->reason, sizeof error->reason);
    free(safe);
}

static void refuse_word(struct gs_policy *policy, size_t line, const char *word,
                        const char *why)
{
    refuse(policy, line, "\"%.*s\" %s", WORD_MAX, word, why);
}

/* Cuts `text` at its first NUL and at `#`, as libc does, and into its first words. */
static struct words split(char *text, size_t line)
{
    struct words words = {.line = line};
    text[strcspn(text, "#")] = '\0';
    for (size_t i = 0; i < WORDS; i++) {
        while (gs_ascii_is_space(*text)) {
            text++;
        }
        words.at[i] = text;
        while (*text != '\0' && !gs_ascii_is_space(*text)) {
            text++;
        }
        if (*text != '\0') {
            *text++ = '\0';
        }
    }
    return words;
}

/* A number as strtoul takes it: "" is 0, "+1" is 1, "-1" is nearly all bits. */
static bool parse_number(const char *text, unsigned long most, unsigned long *out)
{
    char *end = NULL;
    errno = 0;
    unsigned long value = strtoul(text, &end, 10);
    if ((value == ULONG_MAX && errno == ERANGE) || *end != '\0' || value > most) {
        return false;
    }
    *out = value;
    return true;
}

/* PREFIX/BITS. A prefix without length makes libc read through a pointer it never set. */
static bool parse_prefix(struct gs_policy *policy, const struct words *words,
                         struct gs_policy_entry *out)
{
    unsigned long bits = 0;
    char *slash = strchr(words->at[1], '/');
    if (slash != NULL) {
        *slash = '\0';
    }
    bool is_prefix = strchr(words->at[1], '%') == NULL &&
                     gs_address_parse(words->at[1], &out->prefix) == GS_OK;
    if (slash != NULL) {
        *slash = '/'; /* for the reason */
    }
    unsigned long most = is_prefix && out->prefix.family == AF_INET ? 32 : 128;
    if (words->at[1][0] == '\0') {
        refuse(policy, words->line, "no prefix");
    } else if (!is_prefix) {
        refuse_word(policy, words->line, words->at[1], "is not a prefix");
    } else if (slash == NULL) {
        refuse_word(policy, words->line, words->at[1],
                    "has no /length: libc's result is left to chance");
    } else if (!parse_number(slash + 1, most, &bits)) {
        refuse_word(policy, words->line, slash, "is not a prefix length");
    } else {
        out->bits = (uint8_t)bits;
        return true;
    }
    return false;
}

static bool parse_value(struct gs_policy *policy, const struct words *words,
                        struct gs_policy_entry *out)
{
    unsigned long value = 0;
    if (!parse_number(words->at[2], INT_MAX, &value)) {
        refuse_word(policy, words->line, words->at[2], "is not a number from 0");
        return false;
    }
    out->value = (int)value;
    return true;
}

static void add_entry(struct gs_policy *policy, struct gs_policy_table *table,
                      const struct gs_policy_entry *entry)
{
    if (table->is_builtin) {
        memset(table, 0, sizeof *table);
    }
    if (table->count + 1 == GS_POLICY_MAX) { /* one place is kept for all the rest */
        policy->is_truncated = true;
        return;
    }
    table->entries[table->count++] = *entry;
    policy->lines_used++;
}

static void read_entry(struct gs_policy *policy, struct gs_policy_table *table,
                       const struct words *words)
{
    struct gs_policy_entry entry = {.line = words->line};
    if (!parse_prefix(policy, words, &entry)) {
        return;
    }
    if (entry.prefix.family != AF_INET6) {
        refuse_word(policy, words->line, words->at[1], "is not an IPv6 prefix");
    } else if (parse_value(policy, words, &entry)) {
        add_entry(policy, table, &entry);
    }
}

static bool is_mapped(const struct gs_address *address)
{
    static const uint8_t head[12] = {[10] = 0xff, [11] = 0xff};
    return memcmp(address->bytes, head, sizeof head) == 0;
}

/* A scope is written for 10.0.0.0/8 or for ::ffff:10.0.0.0/104, which is the same. */
static void read_scope(struct gs_policy *policy, const struct words *words)
{
    struct gs_policy_entry entry = {.line = words->line};
    if (!parse_prefix(policy, words, &entry)) {
        return;
    }
    if (entry.prefix.family == AF_INET6) {
        if (!is_mapped(&entry.prefix) || entry.bits < MAPPED_BITS) {
            refuse_word(policy, words->line, words->at[1],
                        "is not IPv4, nor inside ::ffff:0:0/96");
            return;
        }
        entry.prefix = gs_address_from_bytes(AF_INET, entry.prefix.bytes + 12);
        entry.bits -= MAPPED_BITS;
    }
    if (parse_value(policy, words, &entry)) {
        add_entry(policy, &policy->scopes, &entry);
    }
}

static void read_line(struct gs_policy *policy, char *text, size_t line)
{
    struct words words = split(text, line);
    const char *command = words.at[0];
    if (command[0] == '\0') {
        return;
    }
    if (strcmp(command, "label") == 0) {
        read_entry(policy, &policy->labels, &words);
    } else if (strcmp(command, "precedence") == 0) {
        read_entry(policy, &policy->precedences, &words);
    } else if (strcmp(command, "scopev4") == 0) {
        read_scope(policy, &words);
    } else if (strcmp(command, "reload") == 0) {
        policy->is_reloaded = strcmp(words.at[1], "yes") == 0;
        policy->lines_used++;
    } else {
        refuse_word(policy, line, command, "is no word of gai.conf");
    }
}

/* Longest prefix first; of equal ones the file's order stays. */
static void sort(struct gs_policy_table *table)
{
    for (size_t i = 1; i < table->count; i++) {
        struct gs_policy_entry entry = table->entries[i];
        size_t at = i;
        while (at > 0 && table->entries[at - 1].bits < entry.bits) {
            table->entries[at] = table->entries[at - 1];
            at--;
        }
        table->entries[at] = entry;
    }
}

static void complete(struct gs_policy_table *table, int family, int rest)
{
    bool has_rest = table->is_builtin;
    for (size_t i = 0; i < table->count; i++) {
        has_rest = has_rest || table->entries[i].bits == 0;
    }
    if (!has_rest) {
        table->entries[table->count++] =
            (struct gs_policy_entry){.prefix = {.family = family}, .value = rest};
    }
    sort(table);
}

void gs_gai_conf_parse(const char *text, size_t len, struct gs_policy *out)
{
    size_t line = 1;
    gs_policy_builtin(out);
    while (len > 0) {
        const char *end = memchr(text, '\n', len);
        size_t line_len = end == NULL ? len : (size_t)(end - text);
        char *copy = gs_mem_copy_span(text, line_len);
        read_line(out, copy, line++);
        free(copy);
        size_t step = end == NULL ? len : line_len + 1;
        text += step;
        len -= step;
    }
    complete(&out->labels, AF_INET6, LABEL_REST);
    complete(&out->precedences, AF_INET6, PRECEDENCE_REST);
    complete(&out->scopes, AF_INET, SCOPE_REST);
}
