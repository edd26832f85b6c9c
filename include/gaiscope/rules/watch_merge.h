/* SPDX-License-Identifier: MIT */
/**
 * Two hands on one list: what a person changed in the dashboard and what stands in the file.
 * Pure.
 */
#ifndef GAISCOPE_RULES_WATCH_MERGE_H
#define GAISCOPE_RULES_WATCH_MERGE_H

#include "gaiscope/base/buf.h"
#include "gaiscope/model/watch.h"

#include <stddef.h>

/**
 * Appends a list as text, made from the text that it was read from: lines that are still the same
 * stay byte for byte, in their order, with comments, blank lines and broken lines; changed ones are
 * written anew in their place and keep the comment behind them; those of hosts that are watched no
 * more are left out; new ones follow at the end, with the line ends of the text.
 * Takes: `text`, any bytes; "" for a new list.
 */
void gs_watch_list_merge(const char *text, size_t len,
                         const struct gs_watch_list *watches, struct gs_buf *out);

/**
 * Does to a list what a person did since it was read before: hosts that were added or taken out,
 * and lines that were changed. A line that the person changed stays, whatever the file says of it.
 * Takes: `base`, as it was read before; `present`, as it is watched now; `fresh`, as it was read
 * again. Owns: the caller, gs_watch_list_clear().
 */
struct gs_watch_list gs_watch_list_rebase(const struct gs_watch_list *base,
                                          const struct gs_watch_list *present,
                                          const struct gs_watch_list *fresh);

#endif
