/* SPDX-License-Identifier: MIT */
/**
 * One round: a question's parts under way, and the requests to the sources they made. Private
 * to the engine room. A request is an operation: it ends by its callback, by its deadline or
 * by being dropped; a part is done when it holds none.
 *
 *     asked -> [ operation ... ] -> part's holds reach 0 -> GS_EVENT_PART_DONE
 *                  |  cancel, newer round: dropped, nothing is heard of it
 *                  `- deadline: its handler hears "timed out"
 */
#ifndef GAISCOPE_ENGINE_ROUND_H
#define GAISCOPE_ENGINE_ROUND_H

#include "outbox.h"

#include "gaiscope/dns/client.h"
#include "gaiscope/engine/engine.h"
#include "gaiscope/libc/hosts_file.h"
#include "gaiscope/libc/nameinfo_flags.h"
#include "gaiscope/libc/nss_source.h"
#include "gaiscope/libc/primitive.h"
#include "gaiscope/libc/system.h"
#include "gaiscope/libc/tables.h"
#include "gaiscope/net/connector.h"
#include "gaiscope/net/smtp_client.h"
#include "gaiscope/net/whois_client.h"

#define GS_CONNECTS_AT_ONCE 64 /**< connections under way of an engine */

struct gs_round;
struct gs_operation;

/** Answers of the sources, each given over to the handler; NULL: the deadline passed (a DNS
 *  answer then says so itself and is never NULL). */
typedef void (*gs_dns_answered_fn)(struct gs_round *round, void *detail,
                                   struct gs_dns_answer *answer);
typedef void (*gs_system_answered_fn)(struct gs_round *round,
                                      struct gs_system_answer *answer);
typedef void (*gs_variant_answered_fn)(struct gs_round *round, void *detail,
                                       struct gs_system_answer *answer);
typedef void (*gs_nameinfo_answered_fn)(struct gs_round *round, void *detail,
                                        struct gs_nameinfo *answer);
typedef void (*gs_services_answered_fn)(struct gs_round *round,
                                        struct gs_services *services);

typedef void (*gs_rung_answered_fn)(struct gs_round *round, void *detail,
                                    struct gs_nss_result *answer);
typedef void (*gs_hosts_answered_fn)(struct gs_round *round,
                                     struct gs_hosts_line_list *lines);

typedef void (*gs_call_answered_fn)(struct gs_round *round, void *detail,
                                    struct gs_primitive_answer *answer);
typedef void (*gs_flag_answered_fn)(struct gs_round *round, void *detail,
                                    struct gs_nameinfo_row *row);

typedef void (*gs_whois_answered_fn)(struct gs_round *round, void *detail,
                                     struct gs_whois_reply *reply);

/** Lends the session; NULL as above. */
typedef void (*gs_smtp_answered_fn)(struct gs_round *round, void *detail,
                                    const struct gs_smtp_session *session);

/** Hears that a connection which had to wait begins (WAITING), that it is open while its first
 *  line is awaited, and of its end (`is_over`). Lends the connection, never NULL. */
typedef void (*gs_connect_answered_fn)(struct gs_round *round, void *detail,
                                       const struct gs_connection *connection,
                                       bool is_over);

struct gs_calls_run;
struct gs_flags_run;
struct gs_reverse_run;
struct gs_variants_run;
struct gs_sources_run;

/** Which ports the services part explained, and which wait until it has begun with that. */
struct gs_service_ports {
    uint16_t explained[GS_PORTS_MAX]; /**< lines of them were there */
    size_t explained_count;           /**< how many */
    uint16_t found[GS_PORTS_MAX];     /**< getaddrinfo gave them */
    size_t found_count;               /**< how many */
    bool has_answer;                  /**< the asked service was looked up */
};

/** One round. Its fields are the runners' to read; only round.c links operations. */
struct gs_round {
    struct gs_round *next;                   /**< in the engine's list */
    struct gs_engine *engine;                /**< whose */
    uint64_t id;                             /**< never reused */
    struct gs_question question;             /**< what is asked */
    unsigned parts;                          /**< parts asked and not dropped since */
    size_t holds[GS_PART_COUNT];             /**< what keeps each part from being done */
    struct gs_operation *operations;         /**< under way */
    struct gs_reverse_run *reverse;          /**< run_reverse's; NULL: none */
    struct gs_variants_run *beside;          /**< run_variants's; NULL: none */
    struct gs_variants_run *matrix;          /**< run_variants's; NULL: none */
    struct gs_sources_run *sources;          /**< run_sources's; NULL: none */
    struct gs_service_ports ports;           /**< run_services's */
    struct gs_calls_run *calls;              /**< run_calls's; NULL: none */
    struct gs_flags_run *flags;              /**< run_nameinfo's; NULL: none */
    struct gs_address_list known;            /**< addresses shown before; owned */
    struct gs_local_address_list interfaces; /**< gs_round_interfaces()'s; owned */
    bool has_interfaces;                     /**< they were read */
    char *canonical;           /**< the canonical name shown before; NULL: none */
    void *runs[GS_PART_COUNT]; /**< what the runners of the table in engine.c keep */
    int64_t started_us;        /**< monotonic */
};

/** The engine's settings. Owns: the engine. */
const struct gs_engine_settings *gs_round_settings(const struct gs_round *round);

/** This network's NAT64 as far as it is known: what rules/nat64_rules unmasks addresses with.
 *  Owns: the engine; it changes when ipv4only.arpa is answered. */
const struct gs_nat64 *gs_round_nat64(const struct gs_round *round);

/** This machine's addresses, read once a round: by the first who asks, so best before anything
 *  is measured. Owns: the round. */
const struct gs_local_address_list *gs_round_interfaces(struct gs_round *round);

/** Queues an event of the round for the sink; it is delivered from the loop. */
void gs_round_emit(struct gs_round *round, struct gs_event event);

/** Keeps a part from being done; each hold is followed by one release. */
void gs_round_hold(struct gs_round *round, enum gs_part part);

/** Releases a hold; with the last one the part is done. */
void gs_round_release(struct gs_round *round, enum gs_part part);

/** When an answer begun at `started_us` has to be there. */
int64_t gs_round_deadline_us(const struct gs_round *round, int64_t started_us);

/** Whether a part was asked in this round and was not dropped since. */
bool gs_round_has(const struct gs_round *round, enum gs_part part);

/** One question to DNS. */
struct gs_dns_want {
    enum gs_part part;  /**< which part asks */
    unsigned waiting;   /**< GS_PART_BIT()s of other parts that wait for it, too */
    const char *name;   /**< without a final dot; copied */
    uint16_t type;      /**< enum gs_record_type */
    int64_t started_us; /**< when the answer it is a step of was begun: the deadline
                             counts from there */
    const struct gs_endpoint *server; /**< this one alone; NULL: the settings' servers */
    const struct gs_dns_asking *asking; /**< NULL: plainly */
};

/** Asks DNS. `tried` events are emitted for the dns and the records part alone; the reverse
 *  part waits for the addresses of the dns part. */
void gs_round_ask_dns(struct gs_round *round, const struct gs_dns_want *want,
                      gs_dns_answered_fn answered, void *detail);

/** Asks getaddrinfo on the interactive lane; reverse and services wait for its rows. */
void gs_round_ask_system(struct gs_round *round, gs_system_answered_fn answered);

/** One other question to getaddrinfo. */
struct gs_variant_want {
    enum gs_part part;                  /**< which part asks */
    const struct gs_question *question; /**< copied */
    int64_t started_us;                 /**< the deadline counts from there */
};

/** Asks getaddrinfo another question on the background lane; nobody waits for its rows. */
void gs_round_ask_variant(struct gs_round *round, const struct gs_variant_want *want,
                          gs_variant_answered_fn answered, void *detail);

/** Asks getnameinfo on the background lane, where it delays nobody's question. Takes: whose
 *  address, and when it was begun. */
void gs_round_ask_nameinfo(struct gs_round *round, const struct gs_reverse *reverse,
                           gs_nameinfo_answered_fn answered, void *detail);

/** The port that the question's service names without a look-up: `usual` without a service, its
 *  number as libc reads it, 0 for one that is no port. Returns: false: it is a name. */
bool gs_round_port(const struct gs_round *round, uint16_t usual, uint16_t *out);

/** Asks the services table on the interactive lane, for one part. */
void gs_round_ask_services(struct gs_round *round, enum gs_part part,
                           const uint16_t *ports, size_t port_count,
                           gs_services_answered_fn answered);

/** One connection. */
struct gs_connect_want {
    enum gs_part part;           /**< which part asks */
    struct gs_endpoint endpoint; /**< whom */
    bool reads_banner;           /**< waits for the first line */
    uint32_t deadline_ms; /**< silent then; the settings' deadline if that is less */
};

/**
 * Connects. At most GS_CONNECTS_AT_ONCE of an engine are under way; the others wait, those
 * of an older round first. The lanes of a race have as many turns of their own.
 * Returns: true: it has begun; false: it waits, and `answered` hears WAITING when it begins.
 */
bool gs_round_connect(struct gs_round *round, const struct gs_connect_want *want,
                      gs_connect_answered_fn answered, void *detail);

/* The runners, one a part. Each starts its part; reverse hears of addresses from the others. */
void gs_run_system(struct gs_round *round);
void gs_run_dns(struct gs_round *round);
void gs_run_reverse(struct gs_round *round, const struct gs_address_list *known);
void gs_run_services(struct gs_round *round);
void gs_run_variants(struct gs_round *round);
void gs_run_sources(struct gs_round *round);
void gs_run_calls(struct gs_round *round);
void gs_run_nameinfo(struct gs_round *round, const struct gs_address_list *known);

/* The runners of the table in engine.c: called for asked parts alone. What one keeps is in
 * round->runs[its part] and freed by the function beside it in the table. */
void gs_run_records(struct gs_round *round);
void gs_run_mail(struct gs_round *round);
void gs_run_mail_free(void *run);
void gs_run_delivery(struct gs_round *round);
void gs_run_delivery_free(void *of);
void gs_run_smtp(struct gs_round *round);
void gs_run_smtp_free(void *of);
void gs_run_network(struct gs_round *round);
void gs_run_servers(struct gs_round *round);
void gs_run_whois(struct gs_round *round);
void gs_run_whois_free(void *of);
void gs_run_trace(struct gs_round *round);
void gs_run_trace_free(void *run);
void gs_run_families(struct gs_round *round);
void gs_run_families_free(void *of);
void gs_run_race(struct gs_round *round);
void gs_run_race_free(void *of);
void gs_run_connect(struct gs_round *round);
void gs_run_connect_free(void *of);

/** Tells the reverse part of an address that became known; a second time is ignored. */
void gs_run_reverse_found(struct gs_round *round, const struct gs_address *address);

/** Tells the connect part of getaddrinfo's answer, unless it knows addresses already. */
void gs_run_connect_found(struct gs_round *round, const struct gs_system_answer *answer);

/** Tells the services part of the ports in getaddrinfo's answer. */
void gs_run_services_found(struct gs_round *round, const struct gs_system_answer *answer);

/** Asks getnameinfo with each flag about an endpoint; a second one is ignored. */
void gs_run_nameinfo_of(struct gs_round *round, const struct gs_endpoint *endpoint);

/** Tells the nameinfo part of getaddrinfo's answer: its first row is asked about. */
void gs_run_nameinfo_found(struct gs_round *round, const struct gs_system_answer *answer);

/** Frees what run_calls keeps. */
void gs_run_calls_fini(struct gs_round *round);

/** Frees what run_nameinfo keeps. */
void gs_run_nameinfo_fini(struct gs_round *round);

/** Frees what run_reverse keeps. */
void gs_run_reverse_fini(struct gs_round *round);

/** Frees what run_sources keeps. */
void gs_run_sources_fini(struct gs_round *round);

/** Frees what run_variants keeps of a part; NULL is fine. */
void gs_run_variants_fini(struct gs_variants_run *run);

#endif
