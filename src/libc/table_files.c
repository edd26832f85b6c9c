/* SPDX-License-Identifier: MIT */
/*
 * Both files become sorted tables in four steps, so that 200,000 lines of one port cost no
 * more than those of many:
 *
 *     lines --> drafts by (port, name, line) --> groups by (port, line) --> entries
 *
 * A draft points into the file's bytes; a group is the drafts of one name and port; an entry's
 * texts are written once, one behind the other, into one block.
 */
#include "gaiscope/libc/table_files.h"

#include "table_lines.h"

#include "gaiscope/base/text.h"
#include "gaiscope/model/services.h"

#include <stdio.h>
#include <string.h>

/* Where an entry's texts begin in the block. */
struct place {
    size_t name;
    size_t aliases;
    size_t other;
};

struct place_list GS_VEC_OF(struct place);

/* The drafts of one entry. */
struct group {
    size_t first;
    size_t count;
    uint32_t number;
    uint32_t line;
};

struct draft_list GS_VEC_OF(struct table_line);

struct group_list GS_VEC_OF(struct group);

/* The words that an entry has so far. */
struct words {
    struct table_span items[GS_ALIASES_MAX];
    size_t count;
};

/* Tables under construction. */
struct maker {
    struct gs_tables *tables;
    struct gs_buf texts;
    struct place_list services;
    struct place_list protocols;
};

typedef bool (*next_fn)(struct table_lines *lines, struct table_line *out);

static int compare_spans(struct table_span a, struct table_span b)
{
    int order = memcmp(a.at, b.at, a.len < b.len ? a.len : b.len);
    return order != 0 ? order : (a.len > b.len) - (a.len < b.len);
}

static int compare_drafts(const void *left, const void *right)
{
    const struct table_line *a = left;
    const struct table_line *b = right;
    if (a->number != b->number) {
        return a->number < b->number ? -1 : 1;
    }
    int order = compare_spans(a->name, b->name);
    return order != 0 ? order : (a->line > b->line) - (a->line < b->line);
}

static int compare_groups(const void *left, const void *right)
{
    const struct group *a = left;
    const struct group *b = right;
    if (a->number != b->number) {
        return a->number < b->number ? -1 : 1;
    }
    return (a->line > b->line) - (a->line < b->line);
}

static void note_error(struct gs_tables *tables, const char *file, uint32_t line,
                       const char *reason)
{
    struct gs_table_error error = {.line = line};
    tables->error_count++;
    if (tables->errors.count < GS_TABLE_ERRORS_MAX) {
        (void)snprintf(error.file, sizeof error.file, "%s", file);
        (void)snprintf(error.reason, sizeof error.reason, "%s", reason);
        gs_vec_push(&tables->errors, error);
    }
}

/* All entries of a file, in its order. */
static struct draft_list read_drafts(struct gs_tables *tables, const char *file,
                                     struct gs_table_text text, next_fn next)
{
    struct draft_list drafts = {0};
    struct table_lines lines = {{text.bytes, text.len}, 0};
    struct table_line line;
    while (lines.line < GS_TABLE_LINES_MAX && next(&lines, &line)) {
        if (line.has_nul) {
            note_error(tables, file, line.line, "what is behind a NUL is not read");
        }
        if (line.error != NULL) {
            note_error(tables, file, line.line, line.error);
        } else if (line.name.len > 0) {
            gs_vec_push(&drafts, line);
        }
    }
    tables->is_truncated = tables->is_truncated || lines.rest.len > 0;
    return drafts;
}

/* The drafts of each name and number together. Sorts both. */
static struct group_list group_drafts(struct draft_list *drafts)
{
    struct group_list groups = {0};
    if (drafts->count == 0) {
        return groups;
    }
    qsort(drafts->items, drafts->count, sizeof *drafts->items, compare_drafts);
    for (size_t i = 0; i < drafts->count; i++) {
        const struct table_line *draft = &drafts->items[i];
        if (i > 0 && draft[-1].number == draft->number &&
            compare_spans(draft[-1].name, draft->name) == 0) {
            groups.items[groups.count - 1].count++;
        } else {
            gs_vec_push(&groups, ((struct group){i, 1, draft->number, draft->line}));
        }
    }
    qsort(groups.items, groups.count, sizeof *groups.items, compare_groups);
    return groups;
}

static void add_word(struct words *words, struct table_span word)
{
    for (size_t i = 0; i < words->count; i++) {
        if (compare_spans(words->items[i], word) == 0) {
            return;
        }
    }
    if (words->count < GS_ALIASES_MAX && word.len <= GS_TABLE_NAME_MAX) {
        words->items[words->count++] = word;
    }
}

/* Whether a word needs no sanitiser, as nearly all do. */
static bool is_plain(struct table_span word)
{
    for (size_t i = 0; i < word.len; i++) {
        if (word.at[i] < '!' || word.at[i] > '~') {
            return false;
        }
    }
    return true;
}

/* Writes words parted by blanks. Returns: where they begin. */
static size_t write_words(struct gs_buf *texts, const struct table_span *words,
                          size_t count)
{
    size_t at = texts->len;
    for (size_t i = 0; i < count; i++) {
        gs_buf_add(texts, " ", i == 0 ? 0 : 1);
        if (is_plain(words[i])) {
            gs_buf_add(texts, words[i].at, words[i].len);
        } else {
            gs_text_sanitise(texts, words[i].at, words[i].len);
        }
    }
    gs_buf_add(texts, "", 1);
    return at;
}

static size_t write_aliases(struct gs_buf *texts, const struct table_line *drafts,
                            size_t count)
{
    struct words words = {0};
    struct table_span word;
    for (size_t i = 0; i < count; i++) {
        struct table_span rest = drafts[i].aliases;
        while (words.count < GS_ALIASES_MAX && table_next_word(&rest, &word)) {
            add_word(&words, word);
        }
    }
    return write_words(texts, words.items, words.count);
}

static uint8_t protocol_bit(struct table_span name)
{
    static const struct {
        const char *name;
        uint8_t bit;
    } columns[] = {{"tcp", GS_TABLE_TCP}, {"udp", GS_TABLE_UDP}, {"sctp", GS_TABLE_SCTP}};

    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
        if (strlen(columns[i].name) == name.len &&
            memcmp(columns[i].name, name.at, name.len) == 0) {
            return columns[i].bit;
        }
    }
    return GS_TABLE_OTHER;
}

static void add_service(struct maker *maker, const struct table_line *drafts,
                        const struct group *group)
{
    struct gs_table_service service = {.line = group->line,
                                       .port = (uint16_t)group->number};
    struct words other = {0};
    for (size_t i = 0; i < group->count; i++) {
        uint8_t bit = protocol_bit(drafts[i].protocol);
        service.protocols |= bit;
        if (bit == GS_TABLE_OTHER) {
            add_word(&other, drafts[i].protocol);
        }
    }
    struct place place = {
        .name = write_words(&maker->texts, &drafts->name, 1),
        .aliases = write_aliases(&maker->texts, drafts, group->count),
        .other = write_words(&maker->texts, other.items, other.count),
    };
    gs_vec_push(&maker->services, place);
    gs_vec_push(&maker->tables->services, service);
}

static void add_protocol(struct maker *maker, const struct table_line *drafts,
                         const struct group *group)
{
    struct place place = {
        .name = write_words(&maker->texts, &drafts->name, 1),
        .aliases = write_aliases(&maker->texts, drafts, group->count),
    };
    gs_vec_push(&maker->protocols, place);
    gs_vec_push(&maker->tables->protocols,
                ((struct gs_table_protocol_line){.line = group->line,
                                                 .number = (int)group->number}));
}

/* The block is whole now and does not move any more. */
static void point_at_texts(struct maker *maker)
{
    struct gs_tables *tables = maker->tables;
    const char *texts = tables->texts = gs_buf_claim(&maker->texts);
    for (size_t i = 0; i < tables->services.count; i++) {
        struct gs_table_service *service = &tables->services.items[i];
        service->name = texts + maker->services.items[i].name;
        service->aliases = texts + maker->services.items[i].aliases;
        service->other = texts + maker->services.items[i].other;
    }
    for (size_t i = 0; i < tables->protocols.count; i++) {
        struct gs_table_protocol_line *protocol = &tables->protocols.items[i];
        protocol->name = texts + maker->protocols.items[i].name;
        protocol->aliases = texts + maker->protocols.items[i].aliases;
    }
    gs_vec_fini(&maker->services);
    gs_vec_fini(&maker->protocols);
}

struct gs_tables *gs_tables_parse(struct gs_table_text services,
                                  struct gs_table_text protocols)
{
    struct maker maker = {.tables = gs_tables_new()};
    struct draft_list drafts =
        read_drafts(maker.tables, GS_TABLE_SERVICES_FILE, services, table_next_service);
    struct group_list groups = group_drafts(&drafts);
    for (size_t i = 0; i < groups.count; i++) {
        add_service(&maker, &drafts.items[groups.items[i].first], &groups.items[i]);
    }
    gs_vec_fini(&drafts);
    gs_vec_fini(&groups);
    drafts = read_drafts(maker.tables, GS_TABLE_PROTOCOLS_FILE, protocols,
                         table_next_protocol);
    groups = group_drafts(&drafts);
    for (size_t i = 0; i < groups.count; i++) {
        add_protocol(&maker, &drafts.items[groups.items[i].first], &groups.items[i]);
    }
    gs_vec_fini(&drafts);
    gs_vec_fini(&groups);
    point_at_texts(&maker);
    maker.tables->has_services = services.bytes != NULL;
    maker.tables->has_protocols = protocols.bytes != NULL;
    gs_tables_mark_conflicts(maker.tables);
    return maker.tables;
}
