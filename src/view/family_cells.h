/* SPDX-License-Identifier: MIT */
/*
 * The cells of the families pane: which columns there are at which width, and one row.
 */
#ifndef GAISCOPE_SRC_VIEW_FAMILY_CELLS_H
#define GAISCOPE_SRC_VIEW_FAMILY_CELLS_H

#include "family_items.h"
#include "spark.h"

#define GS_FAMILY_CELL_MAX (GS_NAME_MAX + 1) /* bytes of a cell's text */

/* The columns, from the left. */
enum gs_family_column {
    GS_FAMILY_HOST = 0,
    GS_FAMILY_FAMILY,
    GS_FAMILY_ADDRESSES,
    GS_FAMILY_DNS,
    GS_FAMILY_LIBC,
    GS_FAMILY_LEAST,
    GS_FAMILY_MEDIAN,
    GS_FAMILY_SPARK,
    GS_FAMILY_WON,
    GS_FAMILY_FAILED,
    GS_FAMILY_SOURCE,
    GS_FAMILY_INTERFACE,
    GS_FAMILY_MTU,
    GS_FAMILY_POINTER,
    GS_FAMILY_COUNT,
};

/* What one build needs. */
struct gs_family_drawing {
    const struct gs_pane_context *context;
    struct gs_part_view view;
    struct gs_family_item_list items;
    struct gs_spark_scale scale;
    int x[GS_FAMILY_COUNT];
    size_t cells[GS_FAMILY_COUNT]; /* 0: not shown */
    bool has_host_rows;            /* too narrow: the host stands above its families */
};

/* Gives the columns their places for a width. The items are there already. */
void gs_family_place(struct gs_family_drawing *drawing, size_t width);

/* Puts a text into a column of the present row; nothing where it is not shown. */
void gs_family_put_cell(const struct gs_family_drawing *drawing, struct gs_rows *rows,
                        enum gs_family_column id, enum gs_role role, const char *text);

void gs_family_put_heading(const struct gs_family_drawing *drawing, struct gs_rows *rows);

/* Puts an item, behind a row with its host where it is too narrow. */
void gs_family_put_item(const struct gs_family_drawing *drawing, struct gs_rows *rows,
                        size_t at);

/* "2", "2 NAT64", "2+1 NAT64": the synthetic ones are named. */
void gs_family_format_addresses(size_t all, size_t synthetic,
                                char out[GS_FAMILY_CELL_MAX]);

#endif
