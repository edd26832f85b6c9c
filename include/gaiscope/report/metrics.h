/* SPDX-License-Identifier: MIT */
/**
 * What is watched, as metrics for Prometheus and what reads like it: counters, gauges and
 * histograms of the whole, and a few series a host. Names and labels are told in
 * docs/monitoring.md and are stable. Pure: clocks come in. OpenMetrics 1.0, and the older
 * text format 0.0.4, which the textfile collector of the node exporter reads.
 */
#ifndef GAISCOPE_REPORT_METRICS_H
#define GAISCOPE_REPORT_METRICS_H

#include "gaiscope/base/buf.h"
#include "gaiscope/model/monitor.h"

#include <stddef.h>
#include <stdint.h>

#define GS_METRICS_HOSTS     1000  /**< hosts with series of their own, by default */
#define GS_METRICS_HOSTS_MAX 10000 /**< the most that can be asked for */

/** In which format. */
enum gs_metrics_form {
    GS_METRICS_TEXT = 0,    /**< Prometheus text format 0.0.4 */
    GS_METRICS_OPENMETRICS, /**< OpenMetrics 1.0 */
};

/** What is written, and how. */
struct gs_metrics_choice {
    enum gs_metrics_form form; /**< the format */
    size_t hosts_max; /**< so many of the list's first hosts have series of their own */
    int64_t started_wall_s; /**< wall clock, when the program began; 0: not told */
};

/**
 * Appends all metrics. The number of series is bounded: at most about twenty for each of
 * `hosts_max` hosts. Values of labels are sanitised and cut, and no series comes twice.
 */
void gs_metrics_write(const struct gs_monitor *monitor,
                      const struct gs_metrics_choice *choice, struct gs_buf *out);

/** The form that a client asks for. Takes: the value of its Accept header; NULL: none.
 *  Returns: OPENMETRICS only where version 1.0.0 is accepted and TEXT is not liked better.
 *  RFC 9110 12.5.1. */
enum gs_metrics_form gs_metrics_negotiate(const char *accept);

/** The value of the Content-Type header of a form. */
const char *gs_metrics_content_type(enum gs_metrics_form form);

/** The form that a file is written in, by its name: TEXT for "*.prom", which is what a textfile
 *  collector reads; OPENMETRICS for all others. */
enum gs_metrics_form gs_metrics_form_of_file(const char *path);

#endif
