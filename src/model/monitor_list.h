/* SPDX-License-Identifier: MIT */
/**
 * What monitor.c and monitor_list.c share. Private to this room.
 */
#ifndef GAISCOPE_SRC_MODEL_MONITOR_LIST_H
#define GAISCOPE_SRC_MODEL_MONITOR_LIST_H

#include "gaiscope/model/monitor.h"

/** A host by its id; NULL: none. */
struct gs_watched *monitor_find(const struct gs_monitor *monitor, uint64_t id);

/** Frees what a list has, and it. */
void monitor_hosts_clear(struct gs_watched_list *hosts);
void monitor_errors_clear(struct gs_watch_error_list *errors);

#endif
