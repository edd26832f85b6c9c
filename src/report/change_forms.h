/* SPDX-License-Identifier: MIT */
/*
 * How a change of a watched host is written, for its line (changes.c) and for the report of all
 * that was watched (*_monitor.c). Private to this room.
 */
#ifndef GAISCOPE_REPORT_CHANGE_FORMS_H
#define GAISCOPE_REPORT_CHANGE_FORMS_H

#include "js.h"

#include "gaiscope/model/monitor.h"

enum {
    CHANGE_TIME_MAX = 40, /* bytes of a time with NUL */
};

/* RFC 3339, UTC. */
void change_format_time(int64_t wall_s, char out[CHANGE_TIME_MAX]);

/* Puts a time as text; null for 0. */
void change_put_time(struct json_t *object, const char *key, int64_t wall_s);

/* Puts `addresses`, `failing` and `labels` of a host as it is now. */
void change_put_facts(struct json_t *object, const struct gs_watched *host);

/* The object of a change. Takes: a host whose id is 0 is watched no more. */
struct json_t *change_json(const struct gs_watched *host,
                           const struct gs_journal_entry *entry);

/* The host of an entry; one that is watched no more as `gone`, which borrows from the entry. */
const struct gs_watched *change_host_of(const struct gs_monitor *monitor,
                                        const struct gs_journal_entry *entry,
                                        struct gs_watched *gone);

#endif
