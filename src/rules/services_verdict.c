/* SPDX-License-Identifier: MIT */
#include "gaiscope/rules/services_verdict.h"

#include "verdict_clause.h"

#include "gaiscope/base/ascii.h"
#include "gaiscope/base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define UNREADABLE GS_TABLE_SERVICES_FILE " cannot be read"

enum {
    NAME_BYTES_MAX = 24, /* a longer name is not repeated in the word */
    PORT_MAX = 65535,
    ENTRIES_MAX = 8, /* of one service: more say nothing new */
};

static const struct {
    const char *name;
    const char *socktype;
    uint8_t bit;
} columns[] = {{"tcp", "stream", GS_TABLE_TCP},
               {"udp", "dgram", GS_TABLE_UDP},
               {"sctp", "seqpacket", GS_TABLE_SCTP}};

/* The entries of the asked service, in the table's order. */
struct found {
    const struct gs_table_service *entries[ENTRIES_MAX];
    size_t count;
};

static bool has_word(const char *words, const char *word)
{
    size_t len = strlen(word);
    for (const char *at = words; *at != '\0';) {
        size_t own = strcspn(at, " ");
        if (own == len && memcmp(at, word, len) == 0) {
            return true;
        }
        at += own + strspn(at + own, " ");
    }
    return false;
}

bool gs_service_is_asked(const struct gs_table_service *entry, const char *service)
{
    if (gs_ascii_is_number(service)) {
        return strtoul(service, NULL, 10) == entry->port;
    }
    return *service != '\0' &&
           (strcmp(entry->name, service) == 0 || has_word(entry->aliases, service));
}

static struct found find(const struct gs_tables *tables, const char *service)
{
    struct found found = {0};
    for (size_t i = 0; i < tables->services.count && found.count < ENTRIES_MAX; i++) {
        if (gs_service_is_asked(&tables->services.items[i], service)) {
            found.entries[found.count++] = &tables->services.items[i];
        }
    }
    return found;
}

/* "tcp", "tcp and udp": the columns an entry is in; its other protocols where it is in none. */
static void name_protocols(const struct gs_table_service *entry, char out[32])
{
    size_t len = 0;
    out[0] = '\0';
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
        if ((entry->protocols & columns[i].bit) != 0) {
            (void)snprintf(out + len, 32 - len, "%s%s", len > 0 ? " and " : "",
                           columns[i].name);
            len = strlen(out);
        }
    }
    if (len == 0) {
        size_t own = strcspn(entry->other, " ");
        (void)snprintf(out, 32, "%.*s", (int)(own > 31 ? 31 : own), entry->other);
    }
}

/* Takes the text out of `words`, cut between two characters where it is too long. */
static void claim_word(struct gs_verdict *verdict, struct gs_buf *words)
{
    struct gs_buf cut = {0};
    size_t cells = gs_text_cells(gs_buf_text(words));
    do {
        gs_buf_clear(&cut);
        gs_text_cut_end(&cut, gs_buf_text(words), cells);
        cells--;
    } while (cut.len >= sizeof verdict->word && cells > 0);
    (void)snprintf(verdict->word, sizeof verdict->word, "%s", gs_buf_text(&cut));
    gs_buf_fini(&cut);
    gs_buf_fini(words);
}

/* "smtp is 25/tcp", "25/tcp is smtp" */
static void set_word(struct gs_verdict *verdict, const struct gs_table_service *entry,
                     const char *service)
{
    char protocols[32];
    struct gs_buf words = {0};
    name_protocols(entry, protocols);
    const char *name = strlen(entry->name) > NAME_BYTES_MAX ? "a service" : entry->name;
    if (gs_ascii_is_number(service)) {
        gs_buf_addf(&words, "%u/%s is %s", (unsigned)entry->port, protocols, name);
    } else {
        gs_buf_addf(&words, "%s is %u/%s",
                    strlen(service) > NAME_BYTES_MAX ? name : service,
                    (unsigned)entry->port, protocols);
    }
    claim_word(verdict, &words);
}

static uint8_t protocols_of(const struct found *found)
{
    uint8_t all = 0;
    for (size_t i = 0; i < found->count; i++) {
        all |= found->entries[i]->protocols;
    }
    return all;
}

/* "alias mail", or what an alias stands for. */
static void add_names(struct gs_verdict *verdict, const struct gs_table_service *entry,
                      const char *service)
{
    if (!gs_ascii_is_number(service) && strcmp(entry->name, service) != 0) {
        gs_clause_add(verdict, "alias of %s", entry->name);
    } else if (*entry->aliases != '\0') {
        gs_clause_add(verdict, "alias %s", entry->aliases);
    }
}

/* What is not listed, and what becomes of a program that asks for it all the same. */
static void add_missing(struct gs_verdict *verdict, const struct found *found,
                        const char *service)
{
    uint8_t listed = protocols_of(found);
    for (size_t i = 0; i < 2; i++) {
        if ((listed & columns[i].bit) != 0) {
            continue;
        }
        gs_clause_add(verdict, "%u/%s is not listed", (unsigned)found->entries[0]->port,
                      columns[i].name);
        if (!gs_ascii_is_number(service)) {
            gs_clause_add(verdict, "so %s with %s fails: EAI_SERVICE",
                          strlen(service) > NAME_BYTES_MAX ? "the name" : service,
                          columns[i].socktype);
        }
    }
}

static void add_conflicts(struct gs_verdict *verdict, const struct found *found)
{
    for (size_t i = 0; i < found->count; i++) {
        const struct gs_table_service *entry = found->entries[i];
        if (entry->conflicts != 0) {
            gs_clause_add(verdict,
                          "another name has the same port: the first line counts");
        } else if (entry->elsewhere != 0) {
            gs_clause_add(verdict, "the name has several ports: the first line counts");
        } else {
            continue;
        }
        verdict->kind = GS_VERDICT_LOOK;
        return;
    }
}

/* What libc lists of the asked service, from an entry on; NULL: nothing more. */
static const struct gs_service *next_of_libc(const struct gs_services *services,
                                             size_t *at)
{
    while (services != NULL && *at < services->entries.count) {
        const struct gs_service *entry = &services->entries.items[(*at)++];
        if (entry->is_asked && entry->name != NULL) {
            return entry;
        }
    }
    return NULL;
}

/* Whether the file says the same of a protocol as libc. */
static bool is_in_file(const struct found *found, const struct gs_service *of_libc,
                       const char *service)
{
    for (size_t i = 0; i < found->count; i++) {
        const struct gs_table_service *entry = found->entries[i];
        for (size_t c = 0; c < sizeof columns / sizeof *columns; c++) {
            if ((entry->protocols & columns[c].bit) != 0 &&
                entry->port == of_libc->port &&
                strcmp(columns[c].name, of_libc->protocol) == 0 &&
                (!gs_ascii_is_number(service) ||
                 strcmp(entry->name, of_libc->name) == 0)) {
                return true;
            }
        }
    }
    return false;
}

/* "smtp is 2525/tcp", "25/tcp is smtp" */
static void format_of_libc(const struct gs_service *entry, const char *service,
                           struct gs_buf *out)
{
    const char *name = gs_ascii_is_number(service) ? entry->name : service;
    name = strlen(name) > NAME_BYTES_MAX ? "the service" : name;
    if (gs_ascii_is_number(service)) {
        gs_buf_addf(out, "%u/%s is %s", (unsigned)entry->port, entry->protocol, name);
    } else {
        gs_buf_addf(out, "%s is %u/%s", name, (unsigned)entry->port, entry->protocol);
    }
}

/* The first answer of libc's that the file does not give. */
static void add_difference(struct gs_verdict *verdict, const struct found *found,
                           const struct gs_services *services, const char *service)
{
    const struct gs_service *entry = NULL;
    for (size_t at = 0; (entry = next_of_libc(services, &at)) != NULL;) {
        if (!is_in_file(found, entry, service)) {
            struct gs_buf words = {0};
            format_of_libc(entry, service, &words);
            gs_clause_look(verdict, "libc says %s: see services: in nsswitch.conf",
                           gs_buf_text(&words));
            gs_buf_fini(&words);
            return;
        }
    }
}

/* What the file lists, and whether libc, which may ask other sources, says the same. */
static void say_listed(struct gs_verdict *verdict, const struct found *found,
                       const struct gs_services *services, const char *service)
{
    size_t at = 0;
    set_word(verdict, found->entries[0],
             service); /* then first what there is to look at */
    if (services != NULL && next_of_libc(services, &at) == NULL) {
        gs_clause_look(verdict, "libc does not find it: see services: in nsswitch.conf");
        if (!gs_ascii_is_number(service)) {
            gs_clause_add(verdict, "so getaddrinfo fails: EAI_SERVICE");
        }
        return;
    }
    if (found->count < ENTRIES_MAX) {
        add_difference(verdict, found, services, service);
    }
    bool is_same = verdict->kind == GS_VERDICT_GOOD;
    add_conflicts(verdict, found);
    add_names(verdict, found->entries[0], service);
    if (is_same) {
        add_missing(verdict, found, service);
    }
}

/* What libc knows and the file does not. */
static void say_elsewhere(struct gs_verdict *verdict, const struct gs_service *entry,
                          const char *service, bool is_readable)
{
    struct gs_buf words = {0};
    format_of_libc(entry, service, &words);
    claim_word(verdict, &words);
    gs_clause_look(verdict, "%s", is_readable ? "the file does not list it" : UNREADABLE);
    gs_clause_add(verdict, "libc finds it in another source: see nsswitch.conf");
}

/* What is said of the file as a whole. */
static void add_file(struct gs_verdict *verdict, const struct gs_tables *tables)
{
    if (tables->error_count > 0) {
        verdict->kind =
            verdict->kind == GS_VERDICT_NONE ? GS_VERDICT_LOOK : verdict->kind;
        gs_clause_add(verdict, "%zu line%s left out", tables->error_count,
                      tables->error_count == 1 ? " is" : "s are");
    }
    if (tables->is_truncated) {
        verdict->kind = GS_VERDICT_LOOK;
        gs_clause_add(verdict, "only the first %d lines are read", GS_TABLE_LINES_MAX);
    }
}

static void say_tables(struct gs_verdict *verdict, const struct gs_tables *tables)
{
    size_t conflicts = 0;
    for (size_t i = 0; i < tables->services.count; i++) {
        conflicts += tables->services.items[i].conflicts != 0 ? 1 : 0;
    }
    (void)snprintf(verdict->word, sizeof verdict->word, "no service asked");
    if (!tables->has_services) {
        verdict->kind = GS_VERDICT_LOOK;
        gs_clause_add(verdict, UNREADABLE);
        return;
    }
    gs_clause_add(verdict, "%zu services, %zu protocols", tables->services.count,
                  tables->protocols.count);
    if (conflicts > 0) {
        gs_clause_add(verdict, "%zu entries share a port with another name", conflicts);
    }
}

static void say_missing_port(struct gs_verdict *verdict, const char *number)
{
    bool is_port = strtoul(number, NULL, 10) <= PORT_MAX;
    verdict->kind = is_port ? verdict->kind : GS_VERDICT_BAD;
    (void)snprintf(verdict->word, sizeof verdict->word, "port %.8s is not listed",
                   number);
    gs_clause_add(verdict, "%s",
                  is_port ? "a number needs no entry" : "a port ends at 65535");
}

static void say_missing(struct gs_verdict *verdict, const char *service, bool is_readable)
{
    if (!is_readable) {
        gs_clause_look(verdict, UNREADABLE);
    }
    if (gs_ascii_is_number(service)) {
        say_missing_port(verdict, service);
        return;
    }
    verdict->kind = GS_VERDICT_BAD;
    (void)snprintf(verdict->word, sizeof verdict->word, "%s is not listed",
                   strlen(service) > NAME_BYTES_MAX ? "the service" : service);
    gs_clause_add(verdict, "so getaddrinfo fails: EAI_SERVICE");
}

static struct gs_verdict verdict_of_asked(const struct gs_lookup *lookup,
                                          const struct gs_tables *tables)
{
    struct gs_verdict verdict = {.kind = GS_VERDICT_GOOD, .elapsed_us = -1};
    char *service = gs_text_sanitised(lookup->question.service);
    struct found found = find(tables, service);
    size_t at = 0;
    const struct gs_service *of_libc = next_of_libc(lookup->now.services, &at);
    if (found.count > 0) {
        say_listed(&verdict, &found, lookup->now.services, service);
    } else if (of_libc != NULL) {
        say_elsewhere(&verdict, of_libc, service, tables->has_services);
    } else {
        say_missing(&verdict, service, tables->has_services);
    }
    if (lookup->now.services != NULL) {
        verdict.elapsed_us = lookup->now.services->elapsed_us;
    }
    free(service);
    return verdict;
}

struct gs_verdict gs_services_verdict(const struct gs_lookup *lookup,
                                      const struct gs_tables *tables)
{
    struct gs_verdict verdict = {.elapsed_us = -1};
    if (tables == NULL) {
        (void)snprintf(verdict.word, sizeof verdict.word, "reading the files");
        verdict.kind = GS_VERDICT_WAITING;
        return verdict;
    }
    if (lookup != NULL && lookup->question.has_service) {
        verdict = verdict_of_asked(lookup, tables);
    } else {
        say_tables(&verdict, tables);
    }
    add_file(&verdict, tables);
    return verdict;
}
