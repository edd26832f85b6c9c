/* SPDX-License-Identifier: MIT */
/**
 * Everything that is watched: hosts, journal, counters. A value of the session; the
 * gs_monitor_apply functions are called by gs_session_apply() alone.
 *
 *     GS_EVENT_WATCH_LIST    the list is another one; hosts are matched by id
 *     GS_EVENT_WATCH_ROUND   one round of one host ended, with its changes
 *     GS_EVENT_WATCH_HOST    a person paused a host, or changed its interval
 *     GS_EVENT_WATCH_STATUS  the monitor as a whole; a few times a second at most
 */
#ifndef GAISCOPE_MODEL_MONITOR_H
#define GAISCOPE_MODEL_MONITOR_H

#include "gaiscope/model/watched.h"

/** Bounds of the duration histograms, microseconds; the last bucket has no bound. */
#define GS_WATCH_BUCKETS 12
extern const uint32_t gs_watch_bucket_us[GS_WATCH_BUCKETS];

#define GS_WATCH_GONE_HOSTS_MAX 10000 /**< kept of those that left the list */
#define GS_WATCH_GONE_S         3600  /**< for so long, seconds */

/** One broken line of a list. */
struct gs_watch_error {
    uint32_t line; /**< from 1 */
    char *reason;  /**< a clause: what is wrong and what would be right; sanitised */
};

/** In the order of the file. */
struct gs_watch_error_list GS_VEC_OF(struct gs_watch_error);

/** Hosts, in the order of the list. */
struct gs_watched_list GS_VEC_OF(struct gs_watched);

/** Entries of an earlier run, the oldest first. */
struct gs_journal_entry_list GS_VEC_OF(struct gs_journal_entry *);

/** What GS_EVENT_WATCH_LIST tells. */
struct gs_watch_told {
    char *name; /**< "hosts.txt", "stdin"; "": typed; sanitised */
    struct gs_watched_list
        hosts; /**< id and watch, state and history where remembered; a host whose id
                                       the monitor has, or had an hour ago, keeps its own
                                       history */
    struct gs_watch_error_list errors; /**< lines that are not watched */
    uint32_t left_out;                 /**< errors beyond the first hundred */
    uint32_t interval_s;               /**< of hosts without one of their own */
    struct gs_journal_entry_list
        journal;    /**< of an earlier run; put behind what the journal has. Owned */
    bool is_other;  /**< another list than the one before: its journal leaves first */
    bool is_more;   /**< these hosts come behind those of the list before: a long
                         list in pieces */
    int64_t wall_s; /**< when */
};

/** What GS_EVENT_WATCH_ROUND tells. */
struct gs_watch_round {
    uint64_t id;                         /**< gs_watched.id */
    struct gs_watch_answer *answer;      /**< owned */
    struct gs_watch_change_list changes; /**< against the rounds before */
    char *
        words; /**< of the weightiest change, for the column "last change"; NULL: no change */
    enum gs_watch_state state;    /**< now */
    struct gs_watch_trend trend;  /**< now */
    struct gs_watch_answer *told; /**< as gs_watched.told; owned */
    int64_t began_wall_s;         /**< when its questions were asked; 0: not known */
    int64_t wall_s;               /**< when it ended */
    int64_t due_us;               /**< monotonic, when the next one begins */
    uint32_t interval_s;          /**< until then, back-off included */
};

/** What GS_EVENT_WATCH_HOST tells. */
struct gs_watch_setting {
    uint64_t id;         /**< gs_watched.id */
    bool is_paused;      /**< now */
    uint32_t interval_s; /**< now */
    uint32_t wished_s;   /**< by the person; 0: none */
    int64_t due_us;      /**< now; INT64_MAX: paused */
};

/** The monitor as a whole: what GS_EVENT_WATCH_STATUS tells. */
struct gs_watch_status {
    bool is_paused;          /**< all of it, by the person */
    uint32_t interval_s;     /**< of hosts without one of their own */
    uint32_t wished_s;       /**< the same, where the person set it; 0: else */
    uint32_t in_flight;      /**< questions on the wire now */
    uint32_t window;         /**< at most so many now */
    uint32_t waiting;        /**< hosts whose round is due and has not ended */
    uint64_t round;          /**< rounds of the whole list that have ended */
    int64_t round_us;        /**< how long the last one took; -1: none has ended */
    uint64_t sent;           /**< questions ever: answered + failed + pending */
    uint64_t answered;       /**< questions with an answer, whatever it says */
    uint64_t failed;         /**< questions without one */
    uint64_t pending;        /**< neither yet */
    uint64_t retries;        /**< tries beyond the first of a question */
    uint64_t libc_calls;     /**< getaddrinfo calls ever */
    uint64_t catch_ups;      /**< rounds left out after a sleep or a clock that jumped */
    uint64_t hooks_run;      /**< hook commands started */
    uint64_t hooks_left_out; /**< not started for the limit on their rate */
    int64_t next_due_us;     /**< monotonic, the earliest; INT64_MAX: none */
    int64_t started_us;      /**< monotonic, when the watching began */
};

/** One family's counts over all hosts and rounds. */
struct gs_watch_family_total {
    uint64_t answered; /**< rounds with an address of it */
    uint64_t without;  /**< rounds that said: none of it */
    uint64_t failed;   /**< rounds without an answer */
    uint64_t
        buckets[GS_WATCH_BUCKETS + 1]; /**< rounds by the time its question took, those
                                                 that were answered */
    uint64_t sum_us;                   /**< of all of them */
};

/** All of it. A zeroed struct watches nothing. */
struct gs_monitor {
    bool is_on;                        /**< a list was given */
    char *name;                        /**< of the list; "": typed */
    struct gs_watched_list hosts;      /**< in the order of the list */
    struct gs_watched_list gone;       /**< hosts that left the list, the last one last:
                                                  they may come back, under their ids */
    struct gs_watch_error_list errors; /**< lines that are not watched */
    uint32_t errors_left_out;          /**< beyond the first hundred */
    struct gs_watch_status status;     /**< of the whole */
    struct gs_journal journal;         /**< what changed */
    uint64_t changes[GS_WATCH_CHANGE_COUNT]; /**< ever, by type */
    uint32_t states[GS_WATCH_STATE_COUNT];   /**< hosts in each state now */
    uint32_t failing; /**< hosts with an expectation that does not hold */
    struct gs_watch_family_total families[2]; /**< IPv6, IPv4 */
    uint64_t rounds;                          /**< rounds of hosts ever */
    uint64_t list_revision;                   /**< rises when hosts come, go or move */
    uint64_t revision;                        /**< rises with each event */
    struct gs_id_map places;                  /**< id to place, from 1; private */
};

/** Takes the list over. */
void gs_monitor_apply_list(struct gs_monitor *monitor, struct gs_watch_told *told);

/** Takes a round over. Returns: false: no such host. */
bool gs_monitor_apply_round(struct gs_monitor *monitor, struct gs_watch_round *round);

/** Takes a setting in. Returns: false: no such host. */
bool gs_monitor_apply_setting(struct gs_monitor *monitor,
                              const struct gs_watch_setting *setting);

/** Takes the whole's status in. */
void gs_monitor_apply_status(struct gs_monitor *monitor,
                             const struct gs_watch_status *status);

/** A host by its id; NULL: none. Constant time. Owns: the monitor. */
const struct gs_watched *gs_monitor_find(const struct gs_monitor *monitor, uint64_t id);

/** How often a host is to be asked: as the person wished, else its line, else the list says.
 *  gs_watched.interval_s may be longer: a host that fails is asked less often. */
uint32_t gs_monitor_interval_s(const struct gs_monitor *monitor,
                               const struct gs_watched *host);

/** Frees what is told; NULL is fine. */
void gs_watch_told_free(struct gs_watch_told *told);

/** Frees a round; NULL is fine. */
void gs_watch_round_free(struct gs_watch_round *round);

/** Frees all and leaves it empty. */
void gs_monitor_fini(struct gs_monitor *monitor);

#endif
