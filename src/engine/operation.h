/* SPDX-License-Identifier: MIT */
/**
 * One request to a source under way, and what the log says of it. Private to the engine room:
 * round.c owns operations; round_ask.c, run_calls.c, run_nameinfo.c, run_sources.c, run_whois.c,
 * run_smtp.c and round_connect.c start their own;
 * operation_log.c tells of them; engine.c logs the one call that is none.
 */
#ifndef GAISCOPE_ENGINE_OPERATION_H
#define GAISCOPE_ENGINE_OPERATION_H

#include "round.h"

/** Which source an operation waits for. */
enum source {
    SOURCE_DNS = 0,
    SOURCE_SYSTEM,
    SOURCE_VARIANT,
    SOURCE_NAMEINFO,
    SOURCE_SERVICES,
    SOURCE_RUNG,
    SOURCE_HOSTS,
    SOURCE_CALL,
    SOURCE_FLAG,
    SOURCE_WHOIS,
    SOURCE_SMTP,
    SOURCE_CONNECT,
};

/** One request under way. */
struct gs_operation {
    struct gs_operation *next;      /**< in the round's list */
    struct gs_round *round;         /**< whose */
    enum gs_part part;              /**< which part it belongs to */
    enum source source;             /**< who answers */
    uint64_t id;                    /**< the source's id */
    unsigned holds;                 /**< GS_PART_BIT()s of the parts that wait for it */
    int64_t started_us;             /**< when it was asked */
    int64_t deadline_us;            /**< when it ends without an answer */
    void *detail;                   /**< handed to the handler */
    char *name;                     /**< what is asked for: a name, an address, a service;
                                    whom, for SOURCE_RUNG;
                                    NULL: the round's host and service */
    struct gs_whois_client *client; /**< of SOURCE_WHOIS */
    struct gs_smtp_client *smtp;    /**< of SOURCE_SMTP */
    struct gs_connector *connector; /**< of SOURCE_CONNECT; NULL: waits for its turn */
    struct gs_connect_want connect; /**< of SOURCE_CONNECT */
    uint16_t type;                  /**< of SOURCE_DNS: the record type asked for; of
                                    SOURCE_CALL: enum gs_primitive */

    union {
        gs_dns_answered_fn dns;
        gs_system_answered_fn system;
        gs_variant_answered_fn variant;
        gs_nameinfo_answered_fn nameinfo;
        gs_services_answered_fn services;
        gs_rung_answered_fn rung;
        gs_hosts_answered_fn hosts;
        gs_call_answered_fn call;
        gs_flag_answered_fn flag;
        gs_whois_answered_fn whois;
        gs_smtp_answered_fn smtp;
        gs_connect_answered_fn connect;
    } answered; /**< by source */
};

/** Starts an operation: its part waits for it from now on. Takes: part, source, type, name,
 *  detail, answered, and in holds the parts that wait beside its own, are set; it is copied,
 *  its name taken over. Owns: the round. */
struct gs_operation *gs_operation_start(struct gs_round *round,
                                        const struct gs_operation *wanted,
                                        int64_t started_us);

/** Ends an operation by its answer, which its handler takes over. */
void gs_operation_finish(struct gs_operation *operation, void *answer);

/** Arms the timer for the earliest operation: after each start. */
void gs_engine_arm_deadline(struct gs_engine *engine);

/** Stops a connection; its turn is free, but gs_engine_connect_next() gives it. */
void gs_operation_connect_cancel(struct gs_operation *operation);

/** Hands the end of a connection to its handler. Takes: NULL: its deadline passed. */
void gs_operation_connect_answered(struct gs_operation *operation,
                                   const struct gs_connection *connection);

/** Gives free turns to connections that wait: after some were stopped. */
void gs_engine_connect_next(struct gs_engine *engine);

/** Logs an operation's end. Takes: its answer, NULL: none came within the deadline. */
void gs_operation_log_end(const struct gs_operation *operation, const void *answer);

/** Logs a try of a DNS question after which another one followed. */
void gs_operation_log_try(const struct gs_operation *operation,
                          const struct gs_dns_try *failed);

/** Logs the call behind this machine's full name, which belongs to no question. */
void gs_log_full_name(struct gs_engine *engine, const struct gs_full_name *answer);

/** Logs that nobody waits for an operation any more. */
void gs_operation_log_stopped(const struct gs_operation *operation);

#endif
