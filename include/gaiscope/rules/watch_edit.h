/* SPDX-License-Identifier: MIT */
/**
 * A list of watched hosts changed by a person: lines added, taken out, said otherwise. Pure.
 */
#ifndef GAISCOPE_RULES_WATCH_EDIT_H
#define GAISCOPE_RULES_WATCH_EDIT_H

#include "gaiscope/base/buf.h"
#include "gaiscope/base/status.h"
#include "gaiscope/model/watch.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** What became of lines that were to be added. */
struct gs_watch_added {
    size_t added;   /**< hosts that were not watched */
    size_t changed; /**< hosts that were: the new line counts */
    size_t wrong;   /**< lines that are none */
    uint32_t line;  /**< the first wrong one, from 1; 0: none, or the list is full */
};

/**
 * Adds lines to a list; one for a host and service that is in it takes the place of the one before.
 * Takes: `text`, one line or many, any bytes. Out: `reason`, of the first wrong line.
 */
struct gs_watch_added gs_watch_list_add(struct gs_watch_list *list, const char *text,
                                        size_t len, struct gs_buf *reason);

/** Takes lines out of a list: those with a host and service of `others`. Returns: how many. */
size_t gs_watch_list_remove(struct gs_watch_list *list,
                            const struct gs_watch_list *others);

/**
 * Says of a line what stands behind a host otherwise: `expect ...`, `label ...`, `every ...`, `mx`,
 * each in the place of what was said before; `expect none` and `label none` take away.
 * Returns: GS_OK; GS_EFORMAT with a reason: then the line is as it was.
 */
enum gs_status gs_watch_line_change(struct gs_watch *watch, const char *words,
                                    struct gs_buf *reason);

/** The same for each line of a list with a host and service of `others`: for all of them or, with a
 *  reason, for none. */
enum gs_status gs_watch_list_change(struct gs_watch_list *list,
                                    const struct gs_watch_list *others, const char *words,
                                    struct gs_buf *reason);

#endif
