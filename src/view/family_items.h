/* SPDX-License-Identifier: MIT */
/*
 * The items of the families pane: a host and one of its families each, in the chosen order.
 * While a round is under way, what it has not measured yet is that of the round before.
 */
#ifndef GAISCOPE_SRC_VIEW_FAMILY_ITEMS_H
#define GAISCOPE_SRC_VIEW_FAMILY_ITEMS_H

#include "pane.h"

#include "gaiscope/rules/families_rules.h"

/* By what the pane is sorted: sort_columns of its kind. */
enum gs_family_sort {
    GS_FAMILY_SORT_GIVEN = 0, /* as the hosts were named */
    GS_FAMILY_SORT_HOST,
    GS_FAMILY_SORT_FAMILY,
    GS_FAMILY_SORT_TIME, /* the median of the connects */
};

/* One item. */
struct gs_family_item {
    const struct gs_family_row *row;         /* of this round, or of the one before */
    size_t number;                           /* of the row, as the hosts were named */
    size_t side;                             /* as gs_race_side() has it */
    struct gs_family_stats stats;            /* over the kept rounds */
    const struct gs_family_samples *samples; /* of them; NULL: none is kept */
    bool is_old;                             /* of the round before */
};

struct gs_family_item_list GS_VEC_OF(struct gs_family_item);

/* All items that are shown: those of the asked family. The caller frees with gs_vec_fini(). */
void gs_family_items(const struct gs_pane_context *context,
                     struct gs_family_item_list *out);

/* The round that conclusions are drawn from: a complete one; NULL: there is none yet. */
const struct gs_families *gs_families_concluded(const struct gs_pane_context *context);

/* Whether nothing more is heard of a side in its round. */
bool gs_family_item_is_over(const struct gs_family_item *item);

/* "IPv6", "IPv4". */
const char *gs_family_side_name(size_t side);

#endif
