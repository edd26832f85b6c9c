/* SPDX-License-Identifier: MIT */
/**
 * A world for the watcher (src/engine/watch_world.h) with a clock of its own: a test says what
 * each question comes to and how long that takes, and time passes as fast as it is worked off.
 */
#ifndef GAISCOPE_TESTS_SUPPORT_FAKE_WATCH_H
#define GAISCOPE_TESTS_SUPPORT_FAKE_WATCH_H

#include "../../src/engine/watch_core.h"

#include <stdbool.h>

struct fake_watch;

/** What one question comes to. */
struct fake_said {
    enum gs_outcome outcome;        /**< of it */
    int64_t after_us;               /**< until then; below 0: never */
    struct gs_address addresses[4]; /**< of A and AAAA, or libc's; family 0 ends them */
    const char *canonical;          /**< NULL: none */
    const char *names[4];           /**< of PTR and MX; NULL ends them */
    bool is_closed;                 /**< of DNS: a closed port said it, no message */
    bool is_in_hosts;               /**< of libc: they stand in the hosts file */
};

/** Answers a question by DNS. Takes: `out` as GS_OUTCOME_NO_DATA at once. */
typedef void (*fake_dns_fn)(void *context, const char *name, enum gs_watch_slot slot,
                            struct fake_said *out);

/** Answers a question to libc. Takes: the same. */
typedef void (*fake_libc_fn)(void *context, const char *name, struct fake_said *out);

/** Something under way. */
struct fake_event {
    int64_t at_us;           /**< when it is over */
    uint64_t order;          /**< of the same time the older first */
    uint64_t id;             /**< of the host */
    uint64_t number;         /**< of libc's call; 0: DNS */
    enum gs_watch_slot slot; /**< of DNS */
    char name[64];           /**< asked */
};

/** The world. The first five are the test's to set before fake_watch_open(). */
struct fake_watch {
    fake_dns_fn dns;       /**< says what DNS says */
    fake_libc_fn libc;     /**< says what libc says */
    void *context;         /**< handed to both and to the sink */
    gs_event_sink_fn sink; /**< hears */
    size_t window;         /**< questions at once; 0: 100 */

    struct gs_watch_world world;                 /**< of the core */
    struct gs_watch_core *core;                  /**< owned */
    struct GS_VEC_OF(struct fake_event) pending; /**< a heap */
    int64_t now_us;                              /**< the clock */
    int64_t slept_us;                            /**< a test may raise it */
    int64_t wake_us;                             /**< the core's next turn */
    uint64_t order;                              /**< of the next event */
    uint64_t sent;                               /**< questions to DNS */
    uint64_t answered;                           /**< with an answer */
    uint64_t failed;                             /**< without */
    uint64_t libc_calls;                         /**< ever */
    uint64_t libc_dropped;                       /**< ever */
    size_t libc_now;                             /**< under way */
    size_t libc_most;                            /**< the most at once */
    uint32_t patience_ms;                        /**< of a question; 0: as at first */
    uint64_t turns;                              /**< times the core was woken */
};

/** Opens the core; the wall clock begins at 1000000. */
void fake_watch_open(struct fake_watch *fake);

/** Lets time pass. */
void fake_watch_run(struct fake_watch *fake, int64_t for_us);

/** Forgets all questions, as when other servers are asked. */
void fake_watch_forget(struct fake_watch *fake);

/** Reads a list and watches it. */
void fake_watch_list(struct fake_watch *fake, const char *text);

/** Closes. */
void fake_watch_close(struct fake_watch *fake);

#endif
