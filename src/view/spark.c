/* SPDX-License-Identifier: MIT */
#include "spark.h"

#include "gaiscope/base/text.h"

enum {
    STEPS = 8,           /* of a sparkline's cell */
    DOTS_HIGH = 4,       /* of a braille cell */
    BRAILLE = 0x2800,    /* without a dot */
    PLOT_CELLS_MAX = 64, /* of a row */
};

struct gs_spark_scale gs_spark_scale_of(const struct gs_spark_scale *wider,
                                        const int64_t *values, size_t count)
{
    struct gs_spark_scale scale = wider == NULL ? (struct gs_spark_scale){0} : *wider;
    bool is_empty = scale.least == 0 && scale.most == 0;
    for (size_t i = 0; i < count; i++) {
        if (values[i] < 0) {
            continue;
        }
        scale.least = is_empty || values[i] < scale.least ? values[i] : scale.least;
        scale.most = is_empty || values[i] > scale.most ? values[i] : scale.most;
        is_empty = false;
    }
    return scale;
}

/* Equal values lie low: a line that does not move is no alarm. */
static size_t step_of(const struct gs_spark_scale *scale, int64_t value)
{
    int64_t range = scale->most - scale->least;
    int64_t above = value < scale->least ? 0 : value - scale->least;
    above = above > range ? range : above;
    return range <= 0 ? 0 : (size_t)(above * (STEPS - 1) / range);
}

int gs_rows_put_spark(struct gs_rows *rows, int x, size_t width_cells,
                      const struct gs_spark_scale *scale, struct gs_spark_values values)
{
    static const char *const signs[STEPS] = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};

    size_t from = values.count > width_cells ? values.count - width_cells : 0;
    while (from < values.count) {
        bool has_failed = values.items[from] < 0;
        struct gs_buf run = {0};
        for (; from < values.count && (values.items[from] < 0) == has_failed; from++) {
            gs_buf_add_text(&run,
                            has_failed ? "×" : signs[step_of(scale, values.items[from])]);
        }
        x = gs_rows_put(rows, x, has_failed ? GS_ROLE_ERR : GS_ROLE_SPARK,
                        gs_buf_text(&run));
        gs_buf_fini(&run);
    }
    return x;
}

/* The bit of a dot in a braille cell: its column, its row from above. Unicode 16.0, 21.2. */
static unsigned dot_of(size_t column, size_t row)
{
    static const unsigned dots[DOTS_HIGH][2] = {
        {0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}};
    return dots[row][column];
}

void gs_spark_plot(struct gs_spark_values values, int64_t most, size_t width_cells,
                   size_t height, struct gs_buf out[])
{
    unsigned cells[GS_SPARK_ROWS_MAX][PLOT_CELLS_MAX] = {{0}};
    size_t width = width_cells < PLOT_CELLS_MAX ? width_cells : PLOT_CELLS_MAX;
    size_t rows = height < GS_SPARK_ROWS_MAX ? height : GS_SPARK_ROWS_MAX;
    size_t first = values.count > 2 * width ? values.count - 2 * width : 0;
    size_t steps = rows * DOTS_HIGH;
    for (size_t i = first; i < values.count && steps > 0; i++) {
        if (values.items[i] < 0 || most <= 0) {
            continue;
        }
        int64_t capped = values.items[i] > most ? most : values.items[i];
        size_t step = (size_t)(capped * (int64_t)(steps - 1) / most);
        size_t row = steps - 1 - step;
        cells[row / DOTS_HIGH][(i - first) / 2] |=
            dot_of((i - first) % 2, row % DOTS_HIGH);
    }
    for (size_t row = 0; row < rows; row++) {
        for (size_t cell = 0; cell < width; cell++) {
            gs_text_encode(&out[row], BRAILLE + cells[row][cell]);
        }
    }
}
