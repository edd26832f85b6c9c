/* SPDX-License-Identifier: MIT */
/**
 * The engine's own state, shared by engine.c (questions in, events out) and round.c (requests
 * to the sources). Private to the engine room.
 */
#ifndef GAISCOPE_ENGINE_ENGINE_PRIVATE_H
#define GAISCOPE_ENGINE_ENGINE_PRIVATE_H

#include "round.h"
#include "run_bind.h"
#include "run_network.h"

#include "gaiscope/model/policy.h"

struct gs_engine_watch;

/** The engine. */
struct gs_engine {
    uv_loop_t *loop;                    /**< borrowed */
    struct gs_engine_settings settings; /**< as opened, defaults filled in */
    struct gs_dns_client *dns;          /**< owned */
    struct gs_lanes *lanes;             /**< owned */
    struct gs_round *rounds;            /**< owned, newest first */
    uint64_t next_round;                /**< the next id */
    struct gs_engine_bind bind;         /**< what listens */
    struct gs_outbox outbox;            /**< what the sink has not heard yet */
    uv_timer_t deadline;                /**< armed for the earliest lane operation */
    bool is_reading_tables;             /**< the services and protocols files */
    uint64_t service_id;                /**< of the lane's call about one service */
    size_t connecting[2];               /**< connections under way; those of races */
    uint64_t next_connect;              /**< the next number of a connection */
    int open_handles;                   /**< of the two above, while closing */
    struct gs_policy policy;            /**< gai.conf, as libc has read it */
    char full_name[GS_NAME_MAX + 1];    /**< of this machine; "" not known yet */
    struct gs_engine_network network;   /**< what this machine has, and its watch */
    struct gs_engine_watch *watch;      /**< watched hosts; NULL: never any; owned */
    struct gs_nat64 nat64;              /**< found by ipv4only.arpa; zeroed: not asked */
};

/** Reads gai.conf. libc does that once a process, so it is read once here, too. */
void gs_policy_read(struct gs_policy *out);

/** Reads it again where the file itself says that libc does (`reload yes`), and tells the
 *  sink of it: before an answer is told that libc may have sorted by other tables. */
void gs_policy_renew(struct gs_engine *engine);

/** Drops a round's parts: their operations are cancelled, nothing is heard of them. */
void gs_round_drop(struct gs_round *round, unsigned parts);
#endif
