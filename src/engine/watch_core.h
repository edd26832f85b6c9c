/* SPDX-License-Identifier: MIT */
/**
 * The watching itself, without a socket or a clock of its own (see watch_world.h). Private to
 * the engine room; loop thread only.
 *
 *     schedule --due--> queue --room--> round: AAAA A (PTR, MX) --all said--> compared --> told
 *                                         |                         ^
 *                                         `- libc, now and then ----'  awaited a moment; late, it
 *                                                                      joins the next round
 */
#ifndef GAISCOPE_ENGINE_WATCH_CORE_H
#define GAISCOPE_ENGINE_WATCH_CORE_H

#include "watch_world.h"

#include "gaiscope/base/id_map.h"
#include "gaiscope/engine/watcher.h"
#include "gaiscope/rules/watch_compare.h"
#include "gaiscope/rules/watch_schedule.h"

#define GS_WATCH_LIBC_AT_ONCE 8 /**< half of the background lane */

/** A round under way. */
struct gs_watch_round_run {
    struct gs_watch_answer *answer; /**< so far; owned */
    int64_t began_wall_s;           /**< when it was asked */
    unsigned pending;               /**< a bit a slot that has not said anything */
    bool is_silent;                 /**< a question got no message */
    bool is_waiting_for_libc;       /**< DNS has said all */
};

/** A watched host. */
struct gs_watch_host {
    uint64_t id;                    /**< never reused */
    struct gs_watch watch;          /**< its line; owned */
    struct gs_watch_memory memory;  /**< its rounds so far; owned */
    struct gs_watch_round_run *run; /**< under way; NULL: none; owned */
    struct gs_watch_libc *libc;     /**< what libc said since; NULL: nothing; owned */
    struct gs_address_list
        elsewhere;       /**< libc's, of the hosts file or another source; owned */
    bool met_silence;    /**< the last round failed for want of a message */
    uint32_t wished_s;   /**< interval by the person; 0: none */
    uint32_t rounds;     /**< begun */
    bool is_counted;     /**< the lap waits for it */
    bool is_taken;       /**< due, and its round has not ended */
    bool is_paused;      /**< by the person, this one */
    bool is_asking_libc; /**< under way or in the queue */
    bool is_kept;        /**< scratch, while the list changes */
};

/** A host that left the list, and may come back. */
struct gs_watch_gone {
    struct gs_watch_host *host; /**< under no id; owned */
    int64_t left_us;            /**< the schedule's clock */
    bool is_back;               /**< it is another one's again */
};

/** Ids in the order they came; those of hosts that went are passed over. */
struct gs_watch_queue {
    struct GS_VEC_OF(uint64_t) ids; /**< all, from `first` on */
    size_t first;                   /**< those before are gone */
};

/** A call of libc under way. */
struct gs_watch_call {
    uint64_t id;         /**< of the host; 0: free */
    uint64_t number;     /**< the world's */
    int64_t deadline_us; /**< then nobody waits for it any more */
};

/** A round that waits for libc. */
struct gs_watch_grace {
    uint64_t id;      /**< of the host */
    int64_t until_us; /**< then it ends without */
};

/** In the order of time. */
struct gs_watch_grace_list GS_VEC_OF(struct gs_watch_grace);

/** The watching. */
struct gs_watch_core {
    const struct gs_watch_world *world;             /**< borrowed */
    struct gs_monitor_settings settings;            /**< defaults filled in */
    struct gs_sinkhole_list sinkholes;              /**< owned; empty: the default */
    struct gs_schedule *schedule;                   /**< owned */
    struct GS_VEC_OF(struct gs_watch_host *) hosts; /**< owned, as listed */
    struct gs_id_map by_id;                         /**< the same */
    struct GS_VEC_OF(struct gs_watch_gone) gone;    /**< the last one last */
    uint64_t next_id;                               /**< never reused */
    uint32_t interval_s;                            /**< of hosts without their own */
    bool is_paused;                                 /**< all, by the person */
    int64_t spread_until_us;                        /**< first rounds begin till then */
    bool asks_at_once;                              /**< as the last wish has it */
    struct gs_watch_queue due;                      /**< taken, not begun */
    struct gs_watch_queue libc;                     /**< to be asked of libc */
    struct gs_watch_call calls[GS_WATCH_LIBC_AT_ONCE]; /**< libc's, under way */
    struct gs_watch_grace_list graces;                 /**< from `first_grace` on */
    size_t first_grace;                                /**< those before are over */
    uint32_t silent;                                   /**< questions in a row, to DNS */
    uint32_t patience_ms;                              /**< of a question now */
    int64_t hurried_us;            /**< when failing hosts were last */
    uint32_t waiting;              /**< hosts that are taken */
    uint32_t lap_left;             /**< hosts it waits for */
    int64_t lap_started_us;        /**< its first round; -1: none */
    struct gs_watch_status status; /**< as it will be told */
    int64_t told_us;               /**< when it was told last */
    bool is_news;                  /**< not told yet */
    bool has_lap;                  /**< a lap ended that was not told yet */
    bool is_on;                    /**< a list was given */
    uint32_t set_s;                /**< the settings' interval */
};

/** Owns: the caller, gs_watch_core_free(). */
struct gs_watch_core *gs_watch_core_new(const struct gs_watch_world *world);

/** Drops what is under way and frees all; NULL is fine. */
void gs_watch_core_free(struct gs_watch_core *core);

/** See engine/watcher.h. Sinkholes are copied. */
void gs_watch_core_set(struct gs_watch_core *core,
                       const struct gs_monitor_settings *settings);
void gs_watch_core_watch(struct gs_watch_core *core, const struct gs_watch_wish *wish);
void gs_watch_core_unwatch(struct gs_watch_core *core);
void gs_watch_core_pause(struct gs_watch_core *core, struct gs_watch_ids ids,
                         bool is_paused);
void gs_watch_core_interval(struct gs_watch_core *core, struct gs_watch_ids ids,
                            uint32_t interval_s);
void gs_watch_core_step(struct gs_watch_core *core, struct gs_watch_ids ids, int step);
void gs_watch_core_now(struct gs_watch_core *core, struct gs_watch_ids ids);

/** Does what is due. */
void gs_watch_core_turn(struct gs_watch_core *core);

/** A question was answered; of a host that went nothing happens. */
void gs_watch_core_replied(struct gs_watch_core *core, uint64_t id,
                           enum gs_watch_slot slot, const struct gs_watch_reply *reply);

/** libc answered; `libc` is taken over. */
void gs_watch_core_libc_said(struct gs_watch_core *core, uint64_t id,
                             struct gs_watch_libc *libc);

/** Others are asked from now on, and the world has forgotten all questions: what is under way
 *  begins anew. */
void gs_watch_core_restart(struct gs_watch_core *core);

/** Frees what a host owns, and it; it is under no id and not scheduled. */
void gs_watch_host_free(struct gs_watch_host *host);

/** Keeps a host that left (watch_gone.c). */
void gs_watch_gone_add(struct gs_watch_core *core, struct gs_watch_host *host);

/** Frees those that left too long ago or are too many, and forgets those that are back. */
void gs_watch_gone_trim(struct gs_watch_core *core);

/** Frees all of them. */
void gs_watch_gone_clear(struct gs_watch_core *core);

/** The host of an id; NULL: it went. */
struct gs_watch_host *gs_watch_core_find(const struct gs_watch_core *core, uint64_t id);

/** How the steps of the core find each other. */
int64_t gs_watch_core_now_us(const struct gs_watch_core *core);

/** The schedule's clock: it runs on while the machine sleeps. */
int64_t gs_watch_core_clock_us(const struct gs_watch_core *core);

/** A time of the schedule as the sink knows time; INT64_MAX stays. */
int64_t gs_watch_core_told_time(const struct gs_watch_core *core, int64_t at_us);

/** The interval a host is asked at, back-off aside. */
uint32_t gs_watch_core_interval_of(const struct gs_watch_core *core,
                                   const struct gs_watch_host *host);

/** The name that is asked: the host's, for PTR the reverse name of its address. Owns: the host,
 *  or `reverse`. */
const char *gs_watch_name_of(const struct gs_watch_host *host, enum gs_watch_slot slot,
                             char reverse[GS_REVERSE_NAME_MAX]);

/** A question has an answer, or none: patience follows (watch_silence.c). */
void gs_watch_silence_note(struct gs_watch_core *core, bool is_silent);

/** A round ended: where a silent server answers again, all who met silence are asked again. */
void gs_watch_silence_ended(struct gs_watch_core *core, struct gs_watch_host *host,
                            bool is_silent);

/** Begins rounds as long as there is room (watch_round.c). */
void gs_watch_rounds_begin(struct gs_watch_core *core);

/** Gives a host that is due, and waits for room, back to the schedule. */
void gs_watch_round_withdraw(struct gs_watch_core *core, struct gs_watch_host *host);

/** Ends rounds that waited long enough for libc. */
void gs_watch_rounds_end_late(struct gs_watch_core *core);

/** Drops a host's round and what libc has said (the host goes, or begins anew). */
void gs_watch_round_drop(struct gs_watch_host *host);

/** Whether a host is not asked by itself: it or the whole is paused. */
bool gs_watch_core_is_paused(const struct gs_watch_core *core,
                             const struct gs_watch_host *host);

/** libc is to be asked about a host (watch_libc.c). */
void gs_watch_libc_want(struct gs_watch_core *core, struct gs_watch_host *host);

/** Asks libc as long as few are under way, and gives up on calls that take too long. */
void gs_watch_libc_turn(struct gs_watch_core *core);

/** Whether a call about a host is under way. */
bool gs_watch_libc_is_under_way(struct gs_watch_core *core, uint64_t id);

/** A call about a host has ended. */
void gs_watch_libc_ended(struct gs_watch_core *core, uint64_t id);

/** Drops every call (0: others are asked from now on), or the one about a host. */
void gs_watch_libc_drop(struct gs_watch_core *core, uint64_t id);

/** Keeps what libc said for the host's round; `libc` is taken over. */
void gs_watch_libc_take(struct gs_watch_host *host, struct gs_watch_libc *libc);

/** Writes what libc said into a round's answer, and forgets it but for what DNS lacks: that
 *  stands in, round after round, until libc is asked again. */
void gs_watch_libc_join(struct gs_watch_host *host, struct gs_watch_answer *answer);

/** Frees what libc said; NULL is fine. */
void gs_watch_libc_free(struct gs_watch_libc *libc);

/** Something happened that the status shows (watch_status.c). */
void gs_watch_status_note(struct gs_watch_core *core);

/** Tells the status when there is news and the last one is long enough ago. */
void gs_watch_status_turn(struct gs_watch_core *core);

/** When it is to be told; INT64_MAX: no news. */
int64_t gs_watch_status_due_us(const struct gs_watch_core *core);

/** A host ended a round. */
void gs_watch_lap_ended(struct gs_watch_core *core, struct gs_watch_host *host);

/** Hosts came, went, or were paused: counts again whom the lap waits for. */
void gs_watch_lap_count(struct gs_watch_core *core);

/** All wait to be asked: a lap begins. */
void gs_watch_lap_begin(struct gs_watch_core *core);

/** The next of a queue; 0: it is empty. */
uint64_t gs_watch_queue_first(const struct gs_watch_queue *queue);
uint64_t gs_watch_queue_take(struct gs_watch_queue *queue);

/** Adds one. */
void gs_watch_queue_add(struct gs_watch_queue *queue, uint64_t id);

/** Frees it and leaves it empty. */
void gs_watch_queue_fini(struct gs_watch_queue *queue);

#endif
