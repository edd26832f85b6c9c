/* SPDX-License-Identifier: MIT */
/**
 * All that the engine has to say. The engine makes an event, the one sink takes it and
 * everything in it over: gs_session_apply() in the dashboard and in report mode alike.
 */
#ifndef GAISCOPE_MODEL_EVENT_H
#define GAISCOPE_MODEL_EVENT_H

#include "gaiscope/model/log.h"
#include "gaiscope/model/lookup.h"
#include "gaiscope/model/machine.h"
#include "gaiscope/model/monitor.h"
#include "gaiscope/model/name_tables.h"
#include "gaiscope/model/service_check.h"

#include <stdint.h>

/** What happened. */
enum gs_event_type {
    GS_EVENT_MACHINE, /**< facts of this machine: `machine` */
    GS_EVENT_STARTED, /**< parts were asked: `started` */
    GS_EVENT_SYSTEM,  /**< getaddrinfo answered: `system` */
    GS_EVENT_QUERY,   /**< a DNS question was asked: `query` */
    GS_EVENT_TRY, /**< a try of a DNS question failed, the next is under way: `query` */
    GS_EVENT_DNS, /**< a DNS question was answered: `dns` */
    GS_EVENT_REVERSE,       /**< one address's names so far: `reverse` */
    GS_EVENT_SERVICES,      /**< the services table answered: `services` */
    GS_EVENT_MAIL,          /**< the delivery plan so far: `mail` */
    GS_EVENT_SOURCES,       /**< the ladder so far: `sources` */
    GS_EVENT_VARIANT,       /**< a cell of the matrix or of beside answered: `variant` */
    GS_EVENT_CALLS,         /**< the older calls so far: `calls` */
    GS_EVENT_NAMEINFO,      /**< getnameinfo's flags so far: `nameinfo` */
    GS_EVENT_BIND,          /**< sockets and clients so far: `bind` */
    GS_EVENT_TABLES,        /**< the services and protocols files: `tables` */
    GS_EVENT_SERVICE,       /**< libc's own answer for a table entry: `service` */
    GS_EVENT_LOG,           /**< a call or a question ended: `log` */
    GS_EVENT_RECORD_QUERY,  /**< the records part asked a question: `query` */
    GS_EVENT_RECORD_TRY,    /**< the same for a try that failed: `query` */
    GS_EVENT_RECORD,        /**< the same for its answer: `dns` */
    GS_EVENT_SERVERS,       /**< whom and what the servers part asks: `servers` */
    GS_EVENT_SERVER_ANSWER, /**< one server answered one question: `server` */
    GS_EVENT_TRACE,         /**< the delegation so far: `trace` */
    GS_EVENT_DELIVERY,      /**< beyond the plan, so far: `delivery` */
    GS_EVENT_SMTP,          /**< what the exchanges say, so far: `smtp` */
    GS_EVENT_WHOIS,         /**< who holds it, so far: `whois` */
    GS_EVENT_CONNECT,       /**< which addresses listen, so far: `connect` */
    GS_EVENT_RACE,          /**< the race so far: `race` */
    GS_EVENT_FAMILIES,      /**< the families side by side, so far: `families` */
    GS_EVENT_NETWORK,      /**< what this machine has: `network`; again when it changes */
    GS_EVENT_WATCH_LIST,   /**< other hosts are watched: `watch_list` */
    GS_EVENT_WATCH_ROUND,  /**< a round of one of them ended: `watch_round` */
    GS_EVENT_WATCH_HOST,   /**< one was paused, or its interval changed: `watch_host` */
    GS_EVENT_WATCH_STATUS, /**< the monitor as a whole: `watch_status` */
    GS_EVENT_PART_DONE,    /**< a part has nothing under way any more: `part` */
    GS_EVENT_CANCELLED,    /**< the round was stopped; nothing of it will follow */
};

/** One event. Only the member named at the type is set. */
struct gs_event {
    enum gs_event_type type; /**< what */
    uint64_t
        round; /**< the engine's id of the request; 0 for MACHINE, TABLES, LOG, WATCH_* */
    int64_t at_us; /**< monotonic, when */

    union {
        struct gs_machine *machine; /**< owned by the event */

        struct {
            struct gs_question *question; /**< owned by the event */
            unsigned parts;               /**< GS_PART_BIT()s */
            int64_t wall_s;               /**< wall clock */
        } started;                        /**< GS_EVENT_STARTED */
        struct gs_system_answer *system;  /**< owned by the event */

        struct {
            char *name;               /**< owned by the event */
            uint16_t type;            /**< record type */
            struct gs_dns_try try;    /**< the try that failed (GS_EVENT_TRY) */
        } query;                      /**< GS_EVENT_QUERY, GS_EVENT_TRY */
        struct gs_dns_answer *dns;    /**< owned by the event */
        struct gs_reverse *reverse;   /**< owned by the event */
        struct gs_services *services; /**< owned by the event */
        struct gs_mx_plan *mail;      /**< owned by the event */
        struct gs_ladder *sources;    /**< owned by the event */

        struct {
            enum gs_part part;               /**< GS_PART_MATRIX or GS_PART_BESIDE */
            size_t number;                   /**< which, as model/variant.h counts */
            struct gs_system_answer *answer; /**< owned by the event */
        } variant;                           /**< GS_EVENT_VARIANT */
        struct gs_call_list calls;           /**< owned by the event */
        struct gs_nameinfo_table *nameinfo;  /**< owned by the event */
        struct gs_bind_report *bind;         /**< owned by the event */
        struct gs_tables *tables;            /**< owned by the event */
        struct gs_service_check *service;    /**< owned by the event */
        struct gs_log_entry *log;            /**< owned by the event */
        struct gs_server_table *servers; /**< owned by the event; nothing is answered */

        struct {
            size_t number; /**< which cell, as gs_server_table_set() counts */
            struct gs_dns_answer *answer;     /**< owned by the event */
        } server;                             /**< GS_EVENT_SERVER_ANSWER */
        struct gs_trace *trace;               /**< owned by the event */
        struct gs_delivery *delivery;         /**< owned by the event */
        struct gs_smtp_report *smtp;          /**< owned by the event */
        struct gs_whois *whois;               /**< owned by the event */
        struct gs_connect_report *connect;    /**< owned by the event */
        struct gs_race *race;                 /**< owned by the event */
        struct gs_families *families;         /**< owned by the event */
        struct gs_network *network;           /**< owned by the event */
        struct gs_watch_told *watch_list;     /**< owned by the event */
        struct gs_watch_round *watch_round;   /**< owned by the event */
        struct gs_watch_setting watch_host;   /**< GS_EVENT_WATCH_HOST */
        struct gs_watch_status *watch_status; /**< owned by the event */
        enum gs_part part;                    /**< GS_EVENT_PART_DONE */
    } of;                                     /**< by type */
};

/**
 * Takes an event. Called on the loop's thread, never from inside gs_engine_ask().
 * Owns: the sink takes over what the event owns (gs_event_fini() frees it); the struct
 * itself stays the caller's.
 */
typedef void (*gs_event_sink_fn)(void *context, struct gs_event *event);

/** Frees what the event still owns. */
void gs_event_fini(struct gs_event *event);

#endif
