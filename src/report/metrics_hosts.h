/* SPDX-License-Identifier: MIT */
/**
 * The metrics of single hosts: for a bounded number of them, each under labels of its own.
 * Private to this room.
 */
#ifndef GAISCOPE_REPORT_METRICS_HOSTS_H
#define GAISCOPE_REPORT_METRICS_HOSTS_H

#include "metrics_writer.h"

#include "gaiscope/base/vec.h"

/** A host with series of its own. */
struct metrics_host {
    const struct gs_watched *watched; /**< borrowed */
    size_t at;                        /**< where its labels begin in `labels` */
    size_t len;                       /**< bytes of them */
};

/** Those hosts, in the order of the list. */
struct metrics_hosts {
    struct GS_VEC_OF(struct metrics_host) chosen; /**< no two with the same labels */
    struct gs_buf labels;                         /**< of all of them, end to end */
};

/** Chooses the first hosts of the list. Owns: metrics_hosts_fini(). */
struct metrics_hosts metrics_hosts_of(const struct gs_monitor *monitor, size_t hosts_max);

/** Appends the families of single hosts. */
void metrics_put_hosts(struct metrics_writer *writer, const struct metrics_hosts *hosts);

/** Frees what was chosen. */
void metrics_hosts_fini(struct metrics_hosts *hosts);

/** The word of a family in labels: 0 is IPv6, 1 IPv4, as everywhere in the monitor. */
extern const char *const metrics_family_words[2];

#endif
