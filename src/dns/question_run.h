/* SPDX-License-Identifier: MIT */
/**
 * One question on its way through servers, rounds and transports. Owned by the client; loop
 * thread only. The asker's `tried` is called from here, always as the last thing.
 */
#ifndef GAISCOPE_SRC_DNS_QUESTION_RUN_H
#define GAISCOPE_SRC_DNS_QUESTION_RUN_H

#include "exchange.h"

#include "gaiscope/dns/client.h"
#include "gaiscope/model/machine.h"

struct gs_question_run;

/** A server and what was learnt of it. */
struct gs_plan_server {
    struct gs_endpoint endpoint; /**< where it listens */
    bool is_without_edns;        /**< it refuses queries with an OPT record */
};

/** Whom to ask and how; shared by all questions of a client. */
struct gs_question_plan {
    uv_loop_t *loop;                 /**< where callbacks come from */
    struct gs_dns_settings settings; /**< its `servers` is not used, but those below */
    struct gs_plan_server servers[GS_SERVERS_MAX];   /**< in order */
    void (*ended)(struct gs_question_run *question); /**< its answer is complete */
};

/** One question. */
struct gs_question_run {
    uint64_t id;                      /**< as the asker knows it */
    struct gs_dns_client *client;     /**< whose */
    struct gs_question_plan *plan;    /**< the client's */
    struct gs_plan_server own_server; /**< the one it is for alone, else unused */
    struct gs_plan_server *servers;   /**< the plan's, or own_server */
    size_t server_count;              /**< how many */
    struct gs_dns_asking asking;      /**< how it is put; nothing is left to a default */
    struct gs_dns_handler handler;    /**< the asker */
    struct gs_dns_answer *answer;     /**< the last kept message, and all tries */
    struct gs_dns_exchange *exchange; /**< the try under way; NULL: none */
    int64_t started_us;               /**< of the first try */
    enum gs_outcome failure;          /**< of the last try without a message */
    size_t server;                    /**< index of the server under trial */
    unsigned round;                   /**< how often each server had its turn */
    unsigned settled;                 /**< bit per server that gave a message */
    enum gs_transport transport;      /**< of the present try */
    bool has_edns;                    /**< the present try's query has an OPT record */
    bool is_on_wire;                  /**< started; the client counts these */
};

/** Sends the first try. Takes: a name that fits the wire, at least one server. */
void gs_question_run_start(struct gs_question_run *question);

/** Drops the try under way; `ended` is not called. */
void gs_question_run_cancel(struct gs_question_run *question);

#endif
