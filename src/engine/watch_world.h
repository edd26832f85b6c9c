/* SPDX-License-Identifier: MIT */
/**
 * What the watcher needs of the world: clocks, DNS, libc, and somebody to tell. The engine's
 * is engine/watcher.c with real servers; a test's has a clock and answers of its own. Private
 * to the engine room.
 */
#ifndef GAISCOPE_ENGINE_WATCH_WORLD_H
#define GAISCOPE_ENGINE_WATCH_WORLD_H

#include "gaiscope/model/event.h"

/** What is asked by DNS about one host. The first two count as gs_race_side() does. */
enum gs_watch_slot {
    GS_WATCH_SLOT_AAAA = 0, /**< of its name */
    GS_WATCH_SLOT_A,        /**< the same */
    GS_WATCH_SLOT_PTR,      /**< of an address's name */
    GS_WATCH_SLOT_MX,       /**< of its name */
};

#define GS_WATCH_SLOTS (GS_WATCH_SLOT_MX + 1) /**< how many */

/** One question to DNS. */
struct gs_watch_ask {
    uint64_t id;             /**< of the host: comes back with the reply */
    enum gs_watch_slot slot; /**< comes back, too */
    const char *name;        /**< lent */
};

/** Its answer; all is lent. */
struct gs_watch_reply {
    enum gs_outcome outcome;            /**< what was said */
    bool is_silent;                     /**< nobody said it: no message came */
    int64_t elapsed_us;                 /**< until the answer, all tries */
    uint32_t ttl_s;                     /**< the least; 0: none */
    const struct gs_address *addresses; /**< of A and AAAA */
    size_t address_count;               /**< how many */
    uint32_t left_out;                  /**< more of them */
    const char *canonical;              /**< where the CNAMEs end; NULL: no CNAME */
    const struct gs_name_list *names; /**< of PTR, MX as gs_watch_answer has them; NULL */
    char detail[GS_WATCH_DETAIL_MAX]; /**< of a failure: "SERVFAIL from 10.0.0.2" */
};

/** What libc said of a name. */
struct gs_watch_libc {
    enum gs_outcome outcome;          /**< of getaddrinfo */
    int64_t elapsed_us;               /**< how long it took */
    struct gs_address first;          /**< family 0: none */
    struct gs_address_list addresses; /**< each once, sorted; owned */
    bool is_in_hosts;                 /**< they stand in the hosts file, all of them */
};

/** How the asking went, ever. */
struct gs_watch_traffic {
    uint64_t sent;      /**< questions: answered + failed + pending */
    uint64_t answered;  /**< with an answer */
    uint64_t failed;    /**< without */
    uint64_t pending;   /**< neither yet */
    uint64_t retries;   /**< messages beyond the first of a question */
    uint32_t window;    /**< at most so many on the wire now */
    uint32_t in_flight; /**< on the wire now */
};

/** The world. None of its functions calls the watcher back from inside. */
struct gs_watch_world {
    /** Monotonic; stands still while the machine sleeps. */
    int64_t (*now_us)(void *context);
    /** How long the machine has slept, ever. */
    int64_t (*slept_us)(void *context);
    /** Wall clock. */
    int64_t (*wall_s)(void *context);
    /** How many questions may be asked now. */
    size_t (*room)(void *context);
    /** Asks; gs_watch_core_replied() follows, once. */
    void (*ask)(void *context, const struct gs_watch_ask *ask);
    /** How long a question may take from now on. */
    void (*set_patience)(void *context, uint32_t patience_ms);
    /** How the asking went. */
    struct gs_watch_traffic (*traffic)(void *context);
    /** Asks libc. Returns: a number for `drop_libc`; gs_watch_core_libc_said() follows. */
    uint64_t (*ask_libc)(void *context, uint64_t id, const struct gs_watch *watch);
    /** Waits no more for libc. */
    void (*drop_libc)(void *context, uint64_t number);
    /** Calls gs_watch_core_turn() then; in the place of the time said before. INT64_MAX: not. */
    void (*wake_at)(void *context, int64_t at_us);
    /** Takes an event for the sink over. */
    void (*tell)(void *context, struct gs_event event);
    void *context; /**< handed to all */
};

#endif
