/* SPDX-License-Identifier: MIT */
/**
 * The questions of a mass on their way: sent, sent again, answered, given up. dns/mass gives it
 * the turns of the loop and the asker. Private to the mass; loop thread only.
 */
#ifndef GAISCOPE_SRC_DNS_MASS_RUN_H
#define GAISCOPE_SRC_DNS_MASS_RUN_H

#include "mass_line.h"
#include "mass_road.h"
#include "mass_server.h"
#include "mass_window.h"

#include "gaiscope/dns/client.h"
#include "gaiscope/dns/mass.h"

#include <uv.h>

/** A mass. */
struct gs_mass {
    uv_timer_t kick;                  /**< sends what was asked from outside of a turn */
    uv_timer_t clock;                 /**< goes off when a line is over for its first */
    uv_loop_t *loop;                  /**< where callbacks come from */
    struct gs_mass_settings settings; /**< its `servers` is not used, but those below */
    struct gs_mass_servers servers;   /**< whom to ask */
    struct gs_mass_window window;     /**< how many at once */
    struct gs_mass_road *road;        /**< the sockets */
    struct gs_dns_client *careful;    /**< for what is not plain; NULL: not needed yet */
    struct gs_mass_line fresh;        /**< not begun */
    struct gs_mass_line again;        /**< to be sent once more */
    struct gs_mass_line cared;        /**< the client's */
    struct gs_mass_line last;         /**< all tries used up: until patience ends */
    struct gs_mass_line flying[GS_SERVERS_MAX]; /**< until the answer is overdue */
    struct gs_mass_line late[GS_SERVERS_MAX][GS_MASS_LEVELS]; /**< until the next try */
    struct gs_mass_stats stats; /**< the counters of it alone are kept */
    size_t on_wire;             /**< questions that count in the window */
    size_t open;                /**< questions begun and not ended */
    int64_t now_us;             /**< of this turn */
    int64_t alarm_us;           /**< when the clock goes off; 0: it does not */
    int64_t idle_us;            /**< since when nothing is pending; 0: something is */
    unsigned depth;             /**< turns within turns */
    unsigned handles;           /**< not closed yet */
    uint32_t patience_ms;       /**< as it was opened with */
    bool is_closing;            /**< nobody is told any more */
};

/** Begins and sends as many as there is room for. */
void gs_mass_run_fill(struct gs_mass *mass);

/** Moves on those that waited long enough. */
void gs_mass_run_expire(struct gs_mass *mass);

/** When the next one has waited long enough; INT64_MAX: nobody waits. */
int64_t gs_mass_run_next_us(const struct gs_mass *mass);

/** Whether no answer is expected: the patience is shorter than it was opened with. */
bool gs_mass_run_is_resigned(const struct gs_mass *mass);

/** Questions that may be on the wire at once. */
size_t gs_mass_run_window(const struct gs_mass *mass);

/** Most questions that may be begun and not ended. */
size_t gs_mass_run_open_max(const struct gs_mass *mass);

/** Opens the road. */
void gs_mass_run_open(struct gs_mass *mass);

/** Drops all questions and closes road and client. */
void gs_mass_run_close(struct gs_mass *mass);

/** The loop's clock, which never goes back. */
int64_t gs_mass_now_us(void);

/** Begins and ends a turn: callbacks into the asker come from within one. (dns/mass) */
void gs_mass_begin_turn(struct gs_mass *mass);
void gs_mass_end_turn(struct gs_mass *mass);

#endif
