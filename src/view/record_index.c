/* SPDX-License-Identifier: MIT */
/*
 * What all answers come down to: a reference for each row, made once a revision.
 */
#include "record_index.h"

#include "gaiscope/base/text.h"

#include <stdlib.h>
#include <string.h>

enum {
    TYPE_CELLS_MIN = 6,
    TYPE_CELLS_MAX = 10,
};

/* -- what was seen already ------------------------------------------------------------ */

/* A place in the set of records; its hash only spares comparisons. */
struct slot {
    const struct gs_record *record; /* NULL: free */
    uint32_t hash;
    enum gs_record_section section;
};

struct seen {
    struct slot *slots;
    size_t mask;
    uint64_t seed;
};

/* The seed is a place in memory: a server cannot choose records that meet in one slot. */
static void seen_init(struct seen *seen, size_t count)
{
    size_t size = 64;
    while (size < count * 2) {
        size *= 2;
    }
    seen->slots = gs_mem_new(size, sizeof *seen->slots);
    seen->mask = size - 1;
    seen->seed = (uint64_t)(uintptr_t)seen->slots * UINT64_C(0x9e3779b97f4a7c15);
}

/* The case of letters counts in texts that are no names. */
static bool has_name(const struct gs_record *record)
{
    return record->target != NULL;
}

static uint64_t hash_text(uint64_t hash, const char *text, bool is_name)
{
    for (; *text != '\0'; text++) {
        unsigned char byte = (unsigned char)*text;
        bool is_folded = is_name && byte >= 'A' && byte <= 'Z';
        hash = (hash ^ (is_folded ? byte + 32u : byte)) * UINT64_C(0x100000001b3);
        hash ^= hash >> 29;
    }
    return (hash ^ 0xff) * UINT64_C(0x100000001b3);
}

static uint32_t hash_record(uint64_t seed, const struct gs_record *record,
                            enum gs_record_section section)
{
    uint64_t hash = seed + record->type + ((uint64_t)section << 32) +
                    ((uint64_t)record->class_ << 16);
    hash = hash_text(hash_text(hash, record->name, true), record->text, has_name(record));
    return (uint32_t)(hash >> 32 ^ hash);
}

static bool is_same(const struct gs_record *a, const struct gs_record *b)
{
    return a->type == b->type && a->class_ == b->class_ && has_name(a) == has_name(b) &&
           gs_text_compare_case(a->name, b->name, SIZE_MAX) == 0 &&
           (has_name(a) ? gs_text_compare_case(a->text, b->text, SIZE_MAX) == 0
                        : strcmp(a->text, b->text) == 0);
}

/* Returns: whether it is new. */
static bool seen_add(struct seen *seen, const struct gs_record *record,
                     enum gs_record_section section)
{
    uint32_t hash = hash_record(seen->seed, record, section);
    size_t at = hash & seen->mask;
    for (; seen->slots[at].record != NULL; at = (at + 1) & seen->mask) {
        const struct slot *slot = &seen->slots[at];
        if (slot->hash == hash && slot->section == section &&
            is_same(slot->record, record)) {
            return false;
        }
    }
    seen->slots[at] = (struct slot){record, hash, section};
    return true;
}

/* -- the index ------------------------------------------------------------------------ */

/* The place of a type in the order of the questions: of the first question for it, else of
 * the question it came with. */
static size_t rank_of(const struct gs_dns_query_list *queries, uint16_t type, size_t from)
{
    for (size_t i = 0; i < queries->count; i++) {
        if (queries->items[i].type == type) {
            return i;
        }
    }
    return from;
}

_Static_assert(GS_RECORDS_MAX <= GS_NO_RECORD, "a record has a number of its own");
_Static_assert(GS_QUERIES_MAX <= GS_QUERY_MASK + 1, "so has a question, and a rank");

static uint32_t reference(size_t rank, size_t query, enum gs_record_section section,
                          size_t record)
{
    return (uint32_t)(rank << GS_RANK_SHIFT | query << GS_QUERY_SHIFT |
                      (size_t)section << GS_SECTION_SHIFT | record);
}

static void note_type(struct gs_record_index *index, uint16_t type)
{
    char text[GS_TYPE_TEXT_MAX];
    gs_type_format(type, text);
    size_t cells = strlen(text);
    cells = cells < TYPE_CELLS_MAX ? cells : TYPE_CELLS_MAX;
    index->type_cells = cells > index->type_cells ? cells : index->type_cells;
}

/* The records of a question's own type, which are shown whatever else there is. */
static void add_own(const struct gs_dns_query_list *queries, size_t at, struct seen *seen,
                    struct gs_record_index *out)
{
    const struct gs_dns_query *query = &queries->items[at];
    size_t rank = rank_of(queries, query->type, at);
    size_t before = out->rows.count;
    for (size_t i = 0; query->answer != NULL && i < query->answer->answer.count; i++) {
        const struct gs_record *record = &query->answer->answer.items[i];
        if (record->type == query->type) {
            (void)seen_add(seen, record, GS_SECTION_ANSWER);
            gs_vec_push(&out->rows, reference(rank, at, GS_SECTION_ANSWER, i));
        }
    }
    if (out->rows.count == before) {
        gs_vec_push(&out->rows, reference(rank, at, GS_SECTION_ANSWER, GS_NO_RECORD));
    }
    note_type(out, query->type);
}

/* The other records of a section, those that nothing showed yet. */
static void add_others(const struct gs_dns_query_list *queries, size_t at,
                       enum gs_record_section section, struct seen *seen,
                       struct gs_record_index *out)
{
    const struct gs_dns_query *query = &queries->items[at];
    if (query->answer == NULL) {
        return;
    }
    const struct gs_record_list *records = gs_record_section_of(query->answer, section);
    for (size_t i = 0; i < records->count; i++) {
        const struct gs_record *record = &records->items[i];
        bool is_own = section == GS_SECTION_ANSWER && record->type == query->type;
        if (!is_own && seen_add(seen, record, section)) {
            size_t rank = rank_of(queries, record->type, at);
            gs_vec_push(&out->rows, reference(rank, at, section, i));
            note_type(out, record->type);
        }
    }
}

static size_t count_records(const struct gs_dns_query_list *queries)
{
    size_t count = queries->count;
    for (size_t i = 0; i < queries->count; i++) {
        const struct gs_dns_answer *answer = queries->items[i].answer;
        count += answer == NULL ? 0
                                : answer->answer.count + answer->authority.count +
                                      answer->additional.count;
    }
    return count;
}

static int compare_references(const void *left, const void *right)
{
    uint32_t a = *(const uint32_t *)left;
    uint32_t b = *(const uint32_t *)right;
    return (a > b) - (a < b);
}

void gs_record_index_fill(const struct gs_dns_query_list *queries, bool has_all_sections,
                          struct gs_record_index *out)
{
    struct seen seen;
    if (queries->count == 0) {
        return;
    }
    out->type_cells = TYPE_CELLS_MIN;
    out->name = queries->items[0].name;
    seen_init(&seen, count_records(queries));
    for (size_t i = 0; i < queries->count; i++) {
        add_own(queries, i, &seen, out);
    }
    enum gs_record_section last =
        has_all_sections ? GS_SECTION_ADDITIONAL : GS_SECTION_ANSWER;
    for (size_t i = 0; i < queries->count; i++) {
        for (unsigned section = GS_SECTION_ANSWER; section <= (unsigned)last; section++) {
            add_others(queries, i, (enum gs_record_section)section, &seen, out);
        }
        const struct gs_dns_answer *answer = queries->items[i].answer;
        out->left_out += answer == NULL ? 0 : answer->left_out;
    }
    free(seen.slots);
    qsort(out->rows.items, out->rows.count, sizeof *out->rows.items, compare_references);
}

void gs_record_index_make(const struct gs_dns_query_list *queries,
                          struct gs_record_index *out)
{
    *out = (struct gs_record_index){0};
    gs_record_index_fill(queries, false, out);
}

void gs_record_index_fini(struct gs_record_index *index)
{
    gs_vec_fini(&index->rows);
    *index = (struct gs_record_index){0};
}
