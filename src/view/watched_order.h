/* SPDX-License-Identifier: MIT */
/*
 * Which of the watched hosts are shown, and in which order. A thousand rounds a second would
 * move them as often: the order is found anew a few times a second at most, and at once when
 * the list, the filter or the wished order is another one. So a frame costs what it shows.
 */
#ifndef GAISCOPE_SRC_VIEW_WATCHED_ORDER_H
#define GAISCOPE_SRC_VIEW_WATCHED_ORDER_H

#include "gaiscope/base/buf.h"
#include "gaiscope/model/monitor.h"

#define GS_WATCH_TURN_US 250000 /* from one order to the next */

/* By what the hosts are sorted: indices into the pane kind's sort_columns. */
enum gs_watched_sort {
    GS_WATCHED_SORT_STATE = 0, /* worst first, then who is so since last */
    GS_WATCHED_SORT_HOST,
    GS_WATCHED_SORT_V4,
    GS_WATCHED_SORT_V6,
    GS_WATCHED_SORT_CHANGE,
    GS_WATCHED_SORT_AGO,
    GS_WATCHED_SORT_LATENCY,
    GS_WATCHED_SORT_MEDIAN,
    GS_WATCHED_SORT_UP,
    GS_WATCHED_SORT_NEXT,
    GS_WATCHED_SORT_LIST,
};

/* What is wished. */
struct gs_watched_wish {
    const char *filter; /* "": all hosts */
    enum gs_watched_sort column;
    bool is_reversed;
    bool is_grouped; /* by label: a host stands under each of its own */
};

/* One host in the order; while grouped, under one of its labels. */
struct gs_watched_place {
    const char *group; /* this label, "" none; while not grouped: "" */
    const char *name;  /* its host; valid while sorting */
    int64_t major;     /* what counts first */
    int64_t minor;     /* and then */
    uint32_t at;       /* its place in the list: the last that counts */
    uint8_t label;     /* which of its labels; while not grouped: 0 */
};

/* Hosts with the same label. */
struct gs_watched_group {
    size_t first; /* its first item */
    size_t count; /* items of it */
};

/* Whether a host passed the filter, and for which state of it. */
struct gs_watched_memo {
    uint64_t stamp; /* 0: nothing noted */
    bool is_kept;
};

/* Zeroed: nothing found yet. gs_watched_order_fini(). */
struct gs_watched_order {
    struct GS_VEC_OF(struct gs_watched_place) items; /* in the order shown */
    struct GS_VEC_OF(
        struct gs_watched_group) groups; /* in their order; none: not grouped */
    struct gs_watched_memo *memos;       /* of this filter, by place; NULL: no filter */
    struct gs_buf filter;                /* for which it was found */
    struct gs_watched_wish wish;         /* the same; its filter is not valid */
    char service_room[GS_WATCH_SERVICE_MAX];
    const char *service;    /* of all hosts; NULL: they differ. In service_room */
    size_t shown;           /* hosts that are in it, each once */
    size_t host_cells;      /* of the longest host with its service, filtered or not */
    size_t with[2];         /* hosts that have IPv6, IPv4 addresses; filtered or not */
    size_t paused;          /* hosts that a person paused; the same */
    uint64_t list_revision; /* of the monitor */
    uint64_t revision;      /* the same */
    int64_t renewed_us;     /* when it was found */
    uint64_t turn;          /* how often it was found */
    bool is_made;
};

/* Brings it up to date, unless that was done a moment ago. */
void gs_watched_order_renew(struct gs_watched_order *order,
                            const struct gs_monitor *monitor,
                            const struct gs_watched_wish *wish, int64_t now_us);

/* Brings it up to date only where the list or the wish is another one: what is seen stays. */
void gs_watched_order_follow(struct gs_watched_order *order,
                             const struct gs_monitor *monitor,
                             const struct gs_watched_wish *wish);

/* When what came since is to be seen; INT64_MAX: nothing came. */
int64_t gs_watched_order_due_us(const struct gs_watched_order *order,
                                const struct gs_monitor *monitor);

void gs_watched_order_fini(struct gs_watched_order *order);

/* Appends all of a host that a filter and a search read. */
void gs_watched_text(const struct gs_watched *host, struct gs_buf *out);

/* When a host changed last; before any change: since when it is as it is. 0: no round yet. */
int64_t gs_watched_changed_s(const struct gs_watched *host);

#endif
