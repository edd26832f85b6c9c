/* SPDX-License-Identifier: MIT */
/*
 * Line by line. A key without a value opens a section (Nominet): the deeper lines below it
 * are its values, until a blank line. An object of a regional registry begins behind a blank
 * line, and its first key says what of it counts: a contact's dates are not the network's.
 */
#include "gaiscope/rules/whois_facts.h"

#include "whois_field.h"
#include "whois_keys.h"
#include "whois_range.h"

#include "gaiscope/base/ascii.h"
#include "gaiscope/base/buf.h"
#include "gaiscope/base/text.h"
#include "gaiscope/rules/whois_date.h"

#include <string.h>

/* One text being read. */
struct reader {
    struct gs_whois_facts *facts;
    enum gs_whois_kind kind;
    size_t hop;
    unsigned ranks[GS_WHOIS_FACT_COUNT]; /* of the keys that told the facts so far */
    const struct gs_whois_key *section;  /* open; NULL: none */
    size_t section_indent;
    enum gs_whois_object object;
    bool is_object_open;
    struct gs_whois_range range; /* of NETWORK; with has_range */
    bool has_range;
};

static size_t whole_len(struct gs_whois_span span)
{
    size_t len = span.len < GS_WHOIS_FACT_MAX ? span.len : GS_WHOIS_FACT_MAX;
    while (len > 0 && len < span.len && ((unsigned char)span.at[len] & 0xC0) == 0x80) {
        len--;
    }
    return len;
}

static struct gs_whois_span first_word(struct gs_whois_span span)
{
    size_t len = 0;
    while (len < span.len && span.at[len] != ' ' && span.at[len] != '\t') {
        len++;
    }
    return (struct gs_whois_span){span.at, len};
}

/* A NUL would end the text where a reader does not see that more came: it is written out. */
static char *copy_span(struct gs_whois_span span)
{
    struct gs_buf out = {0};
    size_t len = whole_len(span);
    for (size_t i = 0; i < len; i++) {
        if (span.at[i] == '\0') {
            gs_buf_add_text(&out, "\\x00");
        } else {
            gs_buf_add(&out, span.at + i, 1);
        }
    }
    return gs_buf_claim(&out);
}

static char *lower_name(struct gs_whois_span span)
{
    struct gs_whois_span word = first_word(span);
    if (word.len > 1 && word.at[word.len - 1] == '.') {
        word.len--;
    }
    char *name = copy_span(word);
    for (char *at = name; *at != '\0'; at++) {
        *at = gs_ascii_lower(*at);
    }
    return name;
}

static void add_once(struct gs_text_list *list, char *text)
{
    bool is_known = list->count >= GS_WHOIS_ROWS_MAX;
    for (size_t i = 0; i < list->count && !is_known; i++) {
        is_known = strcmp(list->items[i], text) == 0;
    }
    if (is_known || *text == '\0') {
        free(text);
    } else {
        gs_vec_push(list, text);
    }
}

/* "clientHold https://icann.org/epp#clientHold": the code alone. */
static void add_status(struct reader *reader, struct gs_whois_span value)
{
    struct gs_whois_span word = first_word(value);
    struct gs_whois_span rest = gs_whois_trim(value.at + word.len, value.len - word.len);
    bool is_linked = gs_whois_span_has(rest, "://") && rest.len > 0 &&
                     first_word(rest).len == rest.len;
    struct gs_whois_span kept = is_linked ? word : value;
    add_once(&reader->facts->statuses, copy_span(kept));
}

static void add_name_server(struct reader *reader, struct gs_whois_span value)
{
    struct gs_whois_span word = first_word(value);
    if (memchr(word.at, '.', word.len) != NULL && !gs_whois_span_has(word, "://")) {
        add_once(&reader->facts->name_servers, lower_name(value));
    }
}

static void set_fact(struct reader *reader, enum gs_whois_fact fact,
                     struct gs_whois_span value, unsigned rank)
{
    struct gs_whois_facts *facts = reader->facts;
    if (facts->texts[fact] != NULL && rank >= reader->ranks[fact]) {
        return;
    }
    free(facts->texts[fact]);
    facts->texts[fact] = fact == GS_WHOIS_NAME ? lower_name(value) : copy_span(value);
    facts->from[fact] = reader->hop;
    reader->ranks[fact] = rank;
    if (fact == GS_WHOIS_CREATED || fact == GS_WHOIS_CHANGED ||
        fact == GS_WHOIS_EXPIRES) {
        facts->has_date[fact] =
            gs_whois_date_parse(value.at, value.len, &facts->dates[fact]);
    }
}

/* A narrower network follows the wider one that it lies in: it is the one asked about. */
static void start_narrower(struct reader *reader)
{
    static const enum gs_whois_fact anew[] = {
        GS_WHOIS_NETWORK, GS_WHOIS_CIDR,    GS_WHOIS_NETWORK_NAME,
        GS_WHOIS_ORIGIN,  GS_WHOIS_HOLDER,  GS_WHOIS_COUNTRY,
        GS_WHOIS_ABUSE,   GS_WHOIS_CREATED, GS_WHOIS_CHANGED};

    for (size_t i = 0; i < sizeof anew / sizeof anew[0]; i++) {
        free(reader->facts->texts[anew[i]]);
        reader->facts->texts[anew[i]] = NULL;
        reader->facts->has_date[anew[i]] = false;
    }
}

static void set_network(struct reader *reader, struct gs_whois_span value, unsigned rank)
{
    struct gs_whois_range range;
    bool has_range = gs_whois_range_parse(value.at, value.len, &range);
    if (has_range && reader->has_range &&
        gs_whois_range_is_narrower(&range, &reader->range)) {
        start_narrower(reader);
        reader->has_range = false;
    }
    if (has_range && !reader->has_range) {
        reader->range = range;
        reader->has_range = true;
    }
    set_fact(reader, GS_WHOIS_NETWORK, value, rank);
}

static bool may_tell(const struct reader *reader, int target)
{
    bool is_holder = target == GS_WHOIS_HOLDER || target == GS_WHOIS_COUNTRY;
    switch (reader->object) {
    case GS_WHOIS_OBJECT_ANY:
        return true;
    case GS_WHOIS_OBJECT_CONTACT:
        return target == GS_WHOIS_ABUSE;
    case GS_WHOIS_OBJECT_ORGANISATION:
        return is_holder || target == GS_WHOIS_ABUSE;
    }
    return false;
}

static void tell(struct reader *reader, const struct gs_whois_key *key,
                 struct gs_whois_span value)
{
    bool is_handle = key->target == GS_WHOIS_HOLDER && value.len > 4 &&
                     gs_text_compare_case(value.at, "ORG-", 4) == 0;
    if (!may_tell(reader, key->target) || value.len == 0 || is_handle) {
        return;
    }
    switch (key->target) {
    case GS_WHOIS_KEY_STATUS:
        add_status(reader, value);
        break;
    case GS_WHOIS_KEY_NAME_SERVER:
        add_name_server(reader, value);
        break;
    case GS_WHOIS_NETWORK:
        set_network(reader, value, key->rank);
        break;
    default:
        set_fact(reader, (enum gs_whois_fact)key->target, value, key->rank);
        break;
    }
}

/* "% Abuse contact for '192.0.2.0 - 192.0.2.255' is 'abuse@example.net'" */
static void read_comment(struct reader *reader, struct gs_whois_span line)
{
    static const char before[] = "' is '";
    if (!gs_whois_span_has(line, "abuse contact for")) {
        return;
    }
    for (size_t i = 0; i + sizeof before < line.len; i++) {
        if (memcmp(line.at + i, before, sizeof before - 1) == 0) {
            const char *from = line.at + i + sizeof before - 1;
            size_t left = line.len - i - (sizeof before - 1);
            const char *end = memchr(from, '\'', left);
            size_t len = end != NULL ? (size_t)(end - from) : left;
            set_fact(reader, GS_WHOIS_ABUSE, (struct gs_whois_span){from, len}, 0);
            return;
        }
    }
}

static void open_section(struct reader *reader, const struct gs_whois_key *key,
                         size_t indent)
{
    reader->section = key;
    reader->section_indent = indent;
}

static void read_field(struct reader *reader, const struct gs_whois_field *field)
{
    const struct gs_whois_key *key = NULL;
    if (field->key.len > 0) {
        key = gs_whois_key_find(field->key, reader->kind);
        if (!reader->is_object_open) {
            reader->object = gs_whois_object_of(field->key);
        }
    } else if (field->indent == 0) {
        const struct gs_whois_key *heading = gs_whois_key_find(field->line, reader->kind);
        if (heading != NULL && heading->target == GS_WHOIS_KEY_NAME_SERVER) {
            open_section(reader, heading, 0);
            return;
        }
    }
    if (key != NULL && field->value.len > 0) {
        reader->section = NULL;
        tell(reader, key, field->value);
    } else if (key != NULL) {
        open_section(reader, key, field->indent);
    } else if (reader->section != NULL && field->indent > reader->section_indent) {
        tell(reader, reader->section, field->line);
    } else {
        reader->section = NULL;
    }
}

static void read_line(struct reader *reader, const struct gs_whois_text *text,
                      size_t line)
{
    struct gs_whois_field field = gs_whois_field_of(text, line);
    if (field.is_blank) {
        reader->is_object_open = false;
        reader->object = GS_WHOIS_OBJECT_ANY;
        reader->section = NULL;
    } else if (field.is_comment) {
        read_comment(reader, field.line);
    } else {
        read_field(reader, &field);
        reader->is_object_open = true;
    }
}

struct gs_whois_facts gs_whois_facts_read(const struct gs_whois_text *text,
                                          enum gs_whois_kind kind, size_t hop)
{
    struct gs_whois_facts facts = {0};
    struct reader reader = {.facts = &facts, .kind = kind, .hop = hop};
    char prefix[GS_WHOIS_PREFIX_MAX];
    for (size_t i = 0; i < text->lines.count; i++) {
        read_line(&reader, text, i);
    }
    if (reader.has_range && gs_whois_range_prefix(&reader.range, prefix)) {
        struct gs_whois_span span = {prefix, strlen(prefix)};
        set_fact(&reader, GS_WHOIS_CIDR, span, 1);
    }
    return facts;
}

/* Whether a fact's text says that it is withheld. */
static bool is_withheld(const char *text)
{
    static const char *const words[] = {"redacted",       "not disclosed",     "withheld",
                                        "data protected", "statutory masking", "privacy"};
    struct gs_whois_span span = {text, strlen(text)};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (gs_whois_span_has(span, words[i])) {
            return true;
        }
    }
    return false;
}

static void move_list(struct gs_text_list *into, struct gs_text_list *from)
{
    if (from->count > 0) {
        struct gs_text_list old = *into;
        *into = *from;
        *from = old;
    }
}

void gs_whois_facts_merge(struct gs_whois_facts *into, struct gs_whois_facts *from)
{
    for (size_t i = 0; i < GS_WHOIS_FACT_COUNT; i++) {
        bool is_told = from->texts[i] != NULL &&
                       (into->texts[i] == NULL || !is_withheld(from->texts[i]));
        if (is_told) {
            free(into->texts[i]);
            into->texts[i] = from->texts[i];
            into->from[i] = from->from[i];
            into->dates[i] = from->dates[i];
            into->has_date[i] = from->has_date[i];
            from->texts[i] = NULL;
        }
    }
    move_list(&into->statuses, &from->statuses);
    move_list(&into->name_servers, &from->name_servers);
    gs_whois_facts_fini(from);
}

static bool says_free(const struct gs_text_list *statuses)
{
    static const char *const words[] = {"free", "available", "no object found",
                                        "not registered"};
    for (size_t i = 0; i < statuses->count; i++) {
        struct gs_whois_span status = {statuses->items[i], strlen(statuses->items[i])};
        for (size_t j = 0; j < sizeof words / sizeof words[0]; j++) {
            if (gs_whois_span_is(status, words[j])) {
                return true;
            }
        }
    }
    return false;
}

bool gs_whois_facts_is_registration(const struct gs_whois_facts *facts)
{
    static const enum gs_whois_fact proofs[] = {GS_WHOIS_REGISTRAR_NAME, GS_WHOIS_CREATED,
                                                GS_WHOIS_EXPIRES,        GS_WHOIS_CHANGED,
                                                GS_WHOIS_NETWORK,        GS_WHOIS_HOLDER};

    if (says_free(&facts->statuses)) {
        return false;
    }
    for (size_t i = 0; i < sizeof proofs / sizeof proofs[0]; i++) {
        if (facts->texts[proofs[i]] != NULL) {
            return true;
        }
    }
    return facts->name_servers.count > 0 ||
           (facts->texts[GS_WHOIS_NAME] != NULL && facts->statuses.count > 0);
}
