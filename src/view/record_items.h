/* SPDX-License-Identifier: MIT */
/*
 * Which records the table of the records view shows, and in which order. All of them are looked
 * at once a revision of the session (the index), and once a filter or another order; a row costs
 * nothing until it is seen.
 *
 *     default    a type's records under its type, in the order of the questions; what came with
 *                them (CNAME, RRSIG) under its own type, once; a question without such a record
 *                has a row of its own that says why
 *     section    the records of all sections, those that came with several answers once
 */
#ifndef GAISCOPE_SRC_VIEW_RECORD_ITEMS_H
#define GAISCOPE_SRC_VIEW_RECORD_ITEMS_H

#include "gaiscope/model/lookup.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct gs_pane_context;

/* By what the records are sorted: indices into the pane kind's sort_columns. */
enum gs_record_sort {
    GS_RECORD_SORT_TYPE = 0,
    GS_RECORD_SORT_NAME,
    GS_RECORD_SORT_TTL,
    GS_RECORD_SORT_VALUE,
    GS_RECORD_SORT_SECTION,
};

/* Where a record stands in its message. */
enum gs_record_section {
    GS_SECTION_ANSWER = 0,
    GS_SECTION_AUTHORITY,
    GS_SECTION_ADDITIONAL,
};

/* One row: a record, or what became of a question that brought none of its type. */
struct gs_record_item {
    const struct gs_dns_query *query; /* never NULL */
    const struct gs_record *record;   /* NULL: the question's own row */
    enum gs_record_section section;   /* of the record */
};

/* What all answers come down to. Zeroed: nothing. */
struct gs_record_index {
    struct GS_VEC_OF(uint32_t) rows; /* references in the default order */
    size_t type_cells;               /* of the longest type among them */
    size_t left_out;                 /* records that messages had beyond what is kept */
    const char *name; /* the first one asked; lent by the questions; NULL: none */
};

/* Makes the index anew. Owns: the caller, gs_record_index_fini(). */
void gs_record_index_make(const struct gs_dns_query_list *queries,
                          struct gs_record_index *out);
void gs_record_index_fini(struct gs_record_index *index);

/* How many rows the pane shows, filtered. */
size_t gs_record_item_count(const struct gs_pane_context *context);

/* The row of an item. Returns: false when there is no such item. */
bool gs_record_item_at(const struct gs_pane_context *context, size_t item,
                       struct gs_record_item *out);

/* What a row stays the same by while rows come in around it; 0: there is no such item. */
uint64_t gs_record_item_key(const struct gs_pane_context *context, size_t item);

/* The row of a key. Returns: false when it is of other answers. */
bool gs_record_item_of_key(const struct gs_dns_query_list *queries, uint64_t key,
                           struct gs_record_item *out);

/* From the key of a row to that of its message, which all rows of it share; the message's own row
 * in gs_record_item_of_key(). 0: of no row. */
uint64_t gs_record_message_key(uint64_t key);

/* The type that a row stands under. */
uint16_t gs_record_item_type(const struct gs_record_item *item);

/* The name that it stands under. Owns: the answer or the question. */
const char *gs_record_item_name(const struct gs_record_item *item);

struct gs_buf;

/* Appends a row as a filter and a search read it: "A python.org 198.51.100.223". */
void gs_record_item_text(const struct gs_record_item *item, struct gs_buf *out);

/* "answer", "authority", "additional". */
const char *gs_record_section_word(enum gs_record_section section);

/* A section of a message. */
const struct gs_record_list *gs_record_section_of(const struct gs_dns_answer *answer,
                                                  enum gs_record_section section);

#endif
