/* SPDX-License-Identifier: MIT */
/**
 * Watches a list of hosts: asks each again and again by DNS, now and then through libc, and
 * tells the sink each round with what changed (GS_EVENT_WATCH_*). Part of the engine, but with
 * sockets, channels and a lane of its own: a person's questions never wait behind it.
 * Loop thread only.
 */
#ifndef GAISCOPE_ENGINE_WATCHER_H
#define GAISCOPE_ENGINE_WATCHER_H

#include "gaiscope/engine/engine.h"
#include "gaiscope/model/monitor.h"
#include "gaiscope/rules/watch_expect.h"

/** How it watches. */
struct gs_monitor_settings {
    uint32_t interval_s; /**< of hosts without one of their own; 0: 30 */
    uint32_t
        libc_rounds;     /**< getaddrinfo (and MX) each so many rounds of a host; 0: 10 */
    bool respects_ttl;   /**< not before the least TTL ran out */
    bool is_dns_only;    /**< libc is never asked */
    uint32_t window_max; /**< questions on the wire at once; 0: as dns/mass bounds it */
    uint64_t seed;       /**< of the jitter; 0: from the system */
    struct gs_sinkhole_list
        sinkholes; /**< owned by the caller, copied; empty: the default */
};

/** What is to be watched from now on. */
struct gs_watch_wish {
    const char *name; /**< of the list, for the screen */
    const struct gs_watch_list *
        watches; /**< copied; hosts that were watched stay the same. Of a host and service
                       that come twice the first line counts */
    const struct gs_watch_error_list *errors; /**< to be shown; copied; NULL: none */
    uint32_t left_out;                        /**< errors beyond them */
    const struct gs_watched_list *saved;      /**< state of an earlier run; NULL: none.
                                                   Its hosts keep their ids where this run
                                                   never gave them; new ones are greater */
    const struct gs_journal_entry_list
        *journal; /**< of the earlier run, told with the list; copied; NULL: none. Its
                       entries follow their hosts, if those got other ids */
    uint32_t interval_s; /**< by the person, in the earlier run; 0: the settings'. Counts
                              when the watching begins, as is_paused does */
    bool
        is_other; /**< another list than the one before: its journal begins with `journal` */
    bool is_paused;    /**< all of it, by the person, in the earlier run */
    bool asks_at_once; /**< each host soon; else one of `saved` when it would have been
                              due without the pause between the runs, unless it fails */
};

/** How it watches from the next gs_engine_watch() on. */
void gs_engine_set_monitor(struct gs_engine *engine,
                           const struct gs_monitor_settings *settings);

/** Watches these hosts, in the place of those before. The sink hears GS_EVENT_WATCH_LIST, then
 *  the rounds. An empty list watches nothing. Returns: GS_OK; GS_EINVAL: too many name servers. */
enum gs_status gs_engine_watch(struct gs_engine *engine,
                               const struct gs_watch_wish *wish);

/** Which hosts a command is for. */
struct gs_watch_ids {
    const uint64_t *items; /**< gs_watched.id; NULL: all */
    size_t count;          /**< how many */
};

/** Pauses hosts or goes on with them; all of them: the monitor as a whole. */
void gs_engine_watch_pause(struct gs_engine *engine, struct gs_watch_ids ids,
                           bool is_paused);

/** Another interval for hosts; for all of them: the monitor's own. 0: back to the list's. */
void gs_engine_watch_interval(struct gs_engine *engine, struct gs_watch_ids ids,
                              uint32_t interval_s);

/** Asks hosts less often (step 1) or more often (step -1), each from the interval it was given: by
 *  the person, its line, or the monitor; a failing host's back-off does not count. For all of them:
 *  the monitor's own interval, as with gs_engine_watch_interval(). */
void gs_engine_watch_step(struct gs_engine *engine, struct gs_watch_ids ids, int step);

/** Asks hosts now. */
void gs_engine_watch_now(struct gs_engine *engine, struct gs_watch_ids ids);

/** Watches nothing any more: the sink hears of an empty list. */
void gs_engine_unwatch(struct gs_engine *engine);

#endif
