/* SPDX-License-Identifier: MIT */
/*
 * Values over time as a picture of text: a sparkline of one row, and a plot of braille dots,
 * two values a cell and four steps a row. A value below zero failed. Pure.
 */
#ifndef GAISCOPE_SRC_VIEW_SPARK_H
#define GAISCOPE_SRC_VIEW_SPARK_H

#include "gaiscope/view/rows.h"

#define GS_SPARK_ROWS_MAX 8 /* of a plot */

/* Values, oldest first. */
struct gs_spark_values {
    const int64_t *items; /* those below zero failed */
    size_t count;
};

/* What all values of a picture are measured by; 0 and 0: nothing is known. */
struct gs_spark_scale {
    int64_t least;
    int64_t most;
};

/* The scale of values, those below zero left out, made wider by a scale that there is. */
struct gs_spark_scale gs_spark_scale_of(const struct gs_spark_scale *wider,
                                        const int64_t *values, size_t count);

/* Puts the last values that fit into `width_cells`, oldest first: ▁ to █, × for a failed one
 * in the role of an error. Returns: the cell behind it. */
int gs_rows_put_spark(struct gs_rows *rows, int x, size_t width_cells,
                      const struct gs_spark_scale *scale, struct gs_spark_values values);

/* The rows of a plot from zero to the scale's greatest value, the uppermost first; of the last
 * 2 * `width_cells` values. Failed ones have no dot. At most GS_SPARK_ROWS_MAX rows. */
void gs_spark_plot(struct gs_spark_values values, int64_t most, size_t width_cells,
                   size_t height, struct gs_buf out[]);

#endif
