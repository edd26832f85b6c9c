/* SPDX-License-Identifier: MIT */
/*
 * References to rows of the records view. Private to record_index.c and record_items.c.
 *
 *     30 ....... 23 22 ....... 15 14 13 12 ............ 0
 *     rank of type  question      section  record, or GS_NO_RECORD
 *
 * The numbers' own order is the default order: the rank is the place of the row's type among the
 * questions.
 */
#ifndef GAISCOPE_SRC_VIEW_RECORD_INDEX_H
#define GAISCOPE_SRC_VIEW_RECORD_INDEX_H

#include "record_items.h"

enum {
    GS_RANK_SHIFT = 23,
    GS_QUERY_SHIFT = 15,
    GS_SECTION_SHIFT = 13,
    GS_RECORD_MASK = 0x1fff,
    GS_NO_RECORD = GS_RECORD_MASK, /* behind all records of the answer section */
    GS_SECTION_MASK = 3,
    GS_QUERY_MASK = 0xff,
};

/* Adds the rows of all questions to an empty index, of the answer section or of all. */
void gs_record_index_fill(const struct gs_dns_query_list *queries, bool has_all_sections,
                          struct gs_record_index *out);

#endif
