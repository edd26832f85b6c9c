/* SPDX-License-Identifier: MIT */
#include "pane.h"
#include "record_index.h"

#include "gaiscope/base/text.h"
#include "gaiscope/view/list_state.h"

#include <stdlib.h>
#include <string.h>

#include <sys/socket.h>

enum {
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

/* -- rows ----------------------------------------------------------------------------- */

static const struct gs_dns_query_list *queries_of(const struct gs_pane_context *context)
{
    return &gs_part_view_of(context, GS_PART_RECORDS).facts->records;
}

static bool resolve(const struct gs_dns_query_list *queries, uint64_t number,
                    struct gs_record_item *out)
{
    size_t query = number >> GS_QUERY_SHIFT & GS_QUERY_MASK;
    size_t section = number >> GS_SECTION_SHIFT & GS_SECTION_MASK;
    size_t record = number & GS_RECORD_MASK;
    if (query >= queries->count || section > GS_SECTION_ADDITIONAL) {
        return false;
    }
    struct gs_record_item item = {.query = &queries->items[query],
                                  .section = (enum gs_record_section)section};
    if (record != GS_NO_RECORD) {
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

uint64_t gs_record_message_key(uint64_t key)
{
    const uint64_t query = (uint64_t)GS_QUERY_MASK << GS_QUERY_SHIFT;
    return key == 0 ? 0 : ((key - 1) & query) + GS_NO_RECORD + 1;
}

/* A row while it is sorted: it brings along what it is compared by. */
struct sorted {
    struct gs_record_item item;
    size_t number;
    struct gs_sort by;
    const char *asked; /* the name that was asked; lent by the questions */
};

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

/* The name that was asked comes first, the others as a dictionary has them. */
static int compare_names(const struct sorted *a, const struct sorted *b)
{
    const char *x = gs_record_item_name(&a->item);
    const char *y = gs_record_item_name(&b->item);
    int is_other_x = gs_name_is_equal(x, a->asked) ? 0 : 1;
    int is_other_y = gs_name_is_equal(y, a->asked) ? 0 : 1;
    return is_other_x != is_other_y ? is_other_x - is_other_y
                                    : gs_text_compare_case(x, y, SIZE_MAX);
}

static int compare_rows(const struct sorted *a, const struct sorted *b)
{
    switch ((enum gs_record_sort)a->by.column) {
    case GS_RECORD_SORT_NAME:
        return compare_names(a, b);
    case GS_RECORD_SORT_TTL:
        return compare_numbers(end_of(&a->item), end_of(&b->item));
    case GS_RECORD_SORT_VALUE:
        return compare_values(&a->item, &b->item);
    case GS_RECORD_SORT_SECTION:
        return compare_numbers(a->item.section, b->item.section);
    case GS_RECORD_SORT_TYPE:
        break;
    }
    return 0;
}

static int compare_sorted(const void *left, const void *right)
{
    const struct sorted *a = left;
    const struct sorted *b = right;
    int order = compare_rows(a, b);
    order = order != 0 ? order : compare_numbers((int64_t)a->number, (int64_t)b->number);
    return a->by.is_reversed ? -order : order;
}

/* Puts the numbers of rows in order. */
static void sort_numbers(const struct gs_dns_query_list *queries, struct gs_sort by,
                         size_t *numbers, size_t count)
{
    struct sorted *rows = gs_mem_new(count, sizeof *rows);
    for (size_t i = 0; i < count; i++) {
        rows[i] = (struct sorted){
            .number = numbers[i], .by = by, .asked = queries->items[0].name};
        (void)resolve(queries, numbers[i], &rows[i].item); /* they were found in them */
    }
    qsort(rows, count, sizeof *rows, compare_sorted);
    for (size_t i = 0; i < count; i++) {
        numbers[i] = rows[i].number;
    }
    free(rows);
}

static bool passes(const char *filter, const struct gs_record_item *item,
                   struct gs_buf *text)
{
    gs_buf_clear(text);
    gs_record_item_text(item, text);
    return gs_match_keeps(filter, gs_buf_text(text));
}

/* Whether a row is of the one family that is asked, or of none. */
static bool is_of_family(const struct gs_pane_context *context,
                         const struct gs_record_item *item)
{
    uint16_t type = item->record != NULL ? item->record->type : item->query->type;
    return !(type == GS_TYPE_A && !gs_family_is_asked(context, AF_INET)) &&
           !(type == GS_TYPE_AAAA && !gs_family_is_asked(context, AF_INET6));
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
    gs_record_index_fill(queries, is_by_section, &all);
    for (size_t i = 0; i < all.rows.count; i++) {
        struct gs_record_item item;
        if (resolve(queries, all.rows.items[i], &item) && is_of_family(context, &item) &&
            (context->filter[0] == '\0' || passes(context->filter, &item, &text))) {
            gs_picks_add(context->picks, all.rows.items[i]);
        }
    }
    gs_buf_fini(&text);
    gs_record_index_fini(&all);
    if (context->picks->items.count > 1) {
        sort_numbers(queries, context->sort, context->picks->items.items,
                     context->picks->items.count);
    }
}

static bool is_as_made(const struct gs_pane_context *context)
{
    int family = context->lookup == NULL ? 0 : context->lookup->question.hints.family;
    return context->filter[0] == '\0' && context->sort.column == 0 &&
           !context->sort.is_reversed && family == AF_UNSPEC;
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
