/* SPDX-License-Identifier: MIT */
/*
 * A row is referred to by a number: the rank of its type, its question, its section and its
 * place there. The numbers' own order is the default order.
 *
 *     30 ....... 23 22 ....... 15 14 13 12 ............ 0
 *     rank of type  question      section  record, or NO_RECORD
 */
#include "record_items.h"

#include "pane.h"

#include "gaiscope/base/text.h"
#include "gaiscope/view/list_state.h"

#include <stdlib.h>
#include <string.h>

enum {
    RANK_SHIFT = 23,
    QUERY_SHIFT = 15,
    SECTION_SHIFT = 13,
    RECORD_MASK = 0x1fff,
    NO_RECORD = RECORD_MASK, /* behind all records of the answer section */
    SECTION_MASK = 3,
    QUERY_MASK = 0xff,
    TYPE_CELLS_MIN = 6,
    TYPE_CELLS_MAX = 10,
    SOURCE_STATES = 64, /* sort columns, each in both directions, old or new */
};

const char *gs_record_section_word(enum gs_record_section section)
{
    static const char *const words[] = {"answer", "authority", "additional"};
    return words[section];
}

const struct gs_record_list *gs_record_section_of(const struct gs_dns_answer *answer,
                                                  enum gs_record_section section)
{
    return section == GS_SECTION_ANSWER      ? &answer->answer
           : section == GS_SECTION_AUTHORITY ? &answer->authority
                                             : &answer->additional;
}

uint16_t gs_record_item_type(const struct gs_record_item *item)
{
    return item->record != NULL ? item->record->type : item->query->type;
}

const char *gs_record_item_name(const struct gs_record_item *item)
{
    return item->record != NULL ? item->record->name : item->query->name;
}

void gs_record_item_text(const struct gs_record_item *item, struct gs_buf *out)
{
    char type[GS_TYPE_TEXT_MAX];
    const struct gs_dns_answer *answer = item->query->answer;
    gs_type_format(gs_record_item_type(item), type);
    gs_buf_addf(out, "%s %s ", type, gs_record_item_name(item));
    if (item->record != NULL) {
        gs_buf_add_text(out, item->record->text);
    } else {
        gs_buf_add_text(out, answer == NULL
                                 ? "waiting"
                                 : gs_dns_word(answer->outcome, answer->rcode));
    }
    gs_buf_addf(out, " %s", gs_record_section_word(item->section));
}

/* -- what was seen already ------------------------------------------------------------ */

/* A set of numbers that are hashes; 0 is no number. */
struct seen {
    uint64_t *slots;
    size_t mask;
};

static void seen_init(struct seen *seen, size_t count)
{
    size_t size = 64;
    while (size < count * 2) {
        size *= 2;
    }
    seen->slots = gs_mem_new(size, sizeof *seen->slots);
    seen->mask = size - 1;
}

/* Returns: whether it is new. */
static bool seen_add(struct seen *seen, uint64_t hash)
{
    size_t at = (size_t)hash & seen->mask;
    while (seen->slots[at] != 0 && seen->slots[at] != hash) {
        at = (at + 1) & seen->mask;
    }
    bool is_new = seen->slots[at] == 0;
    seen->slots[at] = hash;
    return is_new;
}

static uint64_t hash_text(uint64_t hash, const char *text)
{
    for (; *text != '\0'; text++) {
        unsigned char byte = (unsigned char)*text;
        byte = byte >= 'A' && byte <= 'Z' ? (unsigned char)(byte + 32) : byte;
        hash = (hash ^ byte) * UINT64_C(0x100000001b3);
    }
    return (hash ^ 0xff) * UINT64_C(0x100000001b3);
}

static uint64_t hash_record(const struct gs_record *record,
                            enum gs_record_section section)
{
    uint64_t hash = UINT64_C(0xcbf29ce484222325) + record->type +
                    ((uint64_t)section << 32) + ((uint64_t)record->class_ << 16);
    hash = hash_text(hash_text(hash, record->name), record->text);
    return hash | 1;
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

static uint32_t reference(size_t rank, size_t query, enum gs_record_section section,
                          size_t record)
{
    return (uint32_t)(rank << RANK_SHIFT | query << QUERY_SHIFT |
                      (size_t)section << SECTION_SHIFT | record);
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
            (void)seen_add(seen, hash_record(record, GS_SECTION_ANSWER));
            gs_vec_push(&out->rows, reference(rank, at, GS_SECTION_ANSWER, i));
        }
    }
    if (out->rows.count == before) {
        gs_vec_push(&out->rows, reference(rank, at, GS_SECTION_ANSWER, NO_RECORD));
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
        if (!is_own && seen_add(seen, hash_record(record, section))) {
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

static void make(const struct gs_dns_query_list *queries, bool has_all_sections,
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
    make(queries, false, out);
}

void gs_record_index_fini(struct gs_record_index *index)
{
    gs_vec_fini(&index->rows);
    *index = (struct gs_record_index){0};
}

/* -- rows ----------------------------------------------------------------------------- */

static const struct gs_dns_query_list *queries_of(const struct gs_pane_context *context)
{
    return &gs_part_view_of(context, GS_PART_RECORDS).facts->records;
}

static bool resolve(const struct gs_dns_query_list *queries, uint64_t number,
                    struct gs_record_item *out)
{
    size_t query = number >> QUERY_SHIFT & QUERY_MASK;
    size_t section = number >> SECTION_SHIFT & SECTION_MASK;
    size_t record = number & RECORD_MASK;
    if (query >= queries->count || section > GS_SECTION_ADDITIONAL) {
        return false;
    }
    struct gs_record_item item = {.query = &queries->items[query],
                                  .section = (enum gs_record_section)section};
    if (record != NO_RECORD) {
        const struct gs_dns_answer *answer = item.query->answer;
        const struct gs_record_list *records =
            answer == NULL ? NULL : gs_record_section_of(answer, item.section);
        if (records == NULL || record >= records->count) {
            return false;
        }
        item.record = &records->items[record];
    }
    *out = item;
    return true;
}

bool gs_record_item_of_key(const struct gs_dns_query_list *queries, uint64_t key,
                           struct gs_record_item *out)
{
    return key != 0 && resolve(queries, key - 1, out);
}

/* What qsort cannot be handed otherwise; one thread draws. */
static const struct gs_dns_query_list *sorted_queries;
static struct gs_sort sorted_by;

/* When it ends, as all ends are told apart by at one moment; rows without a TTL are last. */
static int64_t end_of(const struct gs_record_item *item)
{
    return item->record == NULL ? INT64_MAX
                                : item->query->answer->received_us / 1000000 +
                                      (int64_t)item->record->ttl_s;
}

static int compare_numbers(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

static int compare_values(const struct gs_record_item *a, const struct gs_record_item *b)
{
    if (a->record == NULL || b->record == NULL) {
        return (a->record == NULL) - (b->record == NULL);
    }
    return strcmp(a->record->text, b->record->text);
}

static int compare_items(const void *left, const void *right)
{
    size_t x = *(const size_t *)left;
    size_t y = *(const size_t *)right;
    struct gs_record_item a = {0};
    struct gs_record_item b = {0};
    int order = 0;
    (void)resolve(sorted_queries, x, &a); /* they were found in them */
    (void)resolve(sorted_queries, y, &b);
    switch (sorted_by.column) {
    case GS_RECORD_SORT_NAME:
        order = gs_text_compare_case(gs_record_item_name(&a), gs_record_item_name(&b),
                                     SIZE_MAX);
        break;
    case GS_RECORD_SORT_TTL:
        order = compare_numbers(end_of(&a), end_of(&b));
        break;
    case GS_RECORD_SORT_VALUE:
        order = compare_values(&a, &b);
        break;
    case GS_RECORD_SORT_SECTION:
        order = compare_numbers(a.section, b.section);
        break;
    default:
        break;
    }
    order = order != 0 ? order : compare_numbers((int64_t)x, (int64_t)y);
    return sorted_by.is_reversed ? -order : order;
}

static bool passes(const char *filter, const struct gs_record_item *item,
                   struct gs_buf *text)
{
    gs_buf_clear(text);
    gs_record_item_text(item, text);
    return gs_match_keeps(filter, gs_buf_text(text));
}

/* Which rows pass the filter, in the chosen order. */
static void pick(const struct gs_pane_context *context, bool is_old)
{
    const struct gs_dns_query_list *queries = queries_of(context);
    bool is_by_section = context->sort.column == GS_RECORD_SORT_SECTION;
    uint64_t source = context->session->revision * SOURCE_STATES + (is_old ? 32 : 0) +
                      context->sort.column * 2 + (context->sort.is_reversed ? 1 : 0);
    if (!gs_picks_begin(context->picks, context->filter, source)) {
        return;
    }
    struct gs_record_index all = {0};
    struct gs_buf text = {0};
    make(queries, is_by_section, &all);
    for (size_t i = 0; i < all.rows.count; i++) {
        struct gs_record_item item;
        if (resolve(queries, all.rows.items[i], &item) &&
            (context->filter[0] == '\0' || passes(context->filter, &item, &text))) {
            gs_picks_add(context->picks, all.rows.items[i]);
        }
    }
    gs_buf_fini(&text);
    gs_record_index_fini(&all);
    sorted_queries = queries;
    sorted_by = context->sort;
    if (context->picks->items.count > 1) {
        qsort(context->picks->items.items, context->picks->items.count, sizeof(size_t),
              compare_items);
    }
}

static bool is_as_made(const struct gs_pane_context *context)
{
    return context->filter[0] == '\0' && context->sort.column == 0 &&
           !context->sort.is_reversed;
}

size_t gs_record_item_count(const struct gs_pane_context *context)
{
    if (is_as_made(context)) {
        return context->digest->records.rows.count;
    }
    pick(context, gs_part_view_of(context, GS_PART_RECORDS).is_old);
    return context->picks->items.count;
}

static uint64_t number_of(const struct gs_pane_context *context, size_t item)
{
    return is_as_made(context) ? context->digest->records.rows.items[item]
                               : context->picks->items.items[item];
}

bool gs_record_item_at(const struct gs_pane_context *context, size_t item,
                       struct gs_record_item *out)
{
    return item < gs_record_item_count(context) &&
           resolve(queries_of(context), number_of(context, item), out);
}

uint64_t gs_record_item_key(const struct gs_pane_context *context, size_t item)
{
    return item < gs_record_item_count(context) ? number_of(context, item) + 1 : 0;
}
