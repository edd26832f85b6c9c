/* SPDX-License-Identifier: MIT */
/**
 * The lines of both formats of metrics: what describes a family, and its samples. A family's
 * samples follow its description at once, as the formats want it. Private to this room.
 */
#ifndef GAISCOPE_REPORT_METRICS_WRITER_H
#define GAISCOPE_REPORT_METRICS_WRITER_H

#include "gaiscope/report/metrics.h"

/** What a family counts. */
enum metrics_type {
    METRICS_GAUGE = 0,
    METRICS_COUNTER,
    METRICS_HISTOGRAM,
    METRICS_INFO,
};

/** One family. */
struct metrics_family {
    const char *name; /**< without _total, _info; ends in the unit where it has one */
    const char *unit; /**< "seconds"; NULL: none */
    const char *help; /**< a sentence, without backslashes or quotation marks */
    enum metrics_type type; /**< what it counts */
};

/** Where samples go. */
struct metrics_writer {
    struct gs_buf *out;                  /**< borrowed */
    const struct metrics_family *family; /**< of the next samples */
    enum gs_metrics_form form;           /**< the format */
};

/** Describes a family: its samples come next. */
void metrics_begin(struct metrics_writer *writer, const struct metrics_family *family);

/** A sample of a whole number. Takes: `labels`, `len` bytes as metrics_label() makes them,
 *  without braces. */
void metrics_put(const struct metrics_writer *writer, const char *labels, size_t len,
                 uint64_t value);

/** A sample of a time in seconds. */
void metrics_put_us(const struct metrics_writer *writer, const char *labels, size_t len,
                    int64_t value_us);

/** A family with one sample and no labels. */
void metrics_put_one(struct metrics_writer *writer, const struct metrics_family *family,
                     uint64_t value);

/** A sample of a histogram. Takes: `part`, "_bucket", "_sum" or "_count". */
void metrics_put_part(const struct metrics_writer *writer, const char *part,
                      const char *labels, uint64_t value);

/** Ends the text. */
void metrics_end(const struct metrics_writer *writer);

/** Appends microseconds as seconds, with a decimal point whatever the locale: "0.0015", "1.0". */
void metrics_add_seconds(struct gs_buf *out, int64_t value_us);

/**
 * Appends `name="value"`, with a comma before it where `out` is not empty. The value is
 * sanitised, and cut to `max_bytes`; where that changed it, a sum of the whole value ends it,
 * so that two values stay two.
 */
void metrics_label(struct gs_buf *out, const char *name, const char *value,
                   size_t max_bytes);

#endif
