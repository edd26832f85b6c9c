/* SPDX-License-Identifier: MIT */
/**
 * The waist of the house: questions in, events out. A question becomes requests to the three
 * sources (libc, DNS, this machine's tables); their answers become events for one sink.
 *
 *     gs_engine_ask -> round id            (at once; nothing blocks, the sink is not called)
 *        system    lanes: getaddrinfo ----------------------> GS_EVENT_SYSTEM
 *        dns       client: A, AAAA, CNAME, ... -------------> GS_EVENT_QUERY TRY DNS
 *        reverse   each address as it becomes known:
 *                  lanes: getnameinfo, client: PTR, A/AAAA -> GS_EVENT_REVERSE
 *        services  lanes: the tables -----------------------> GS_EVENT_SERVICES
 *        mail      rules/mx_rules + client -----------------> GS_EVENT_MAIL
 *        beside, matrix
 *                  lanes: getaddrinfo with other arguments -> GS_EVENT_VARIANT
 *        sources   lanes: a helper process a source --------> GS_EVENT_SOURCES
 *        records   client: every type of the list ----------> GS_EVENT_RECORD_QUERY ...
 *        servers   client: the same to several servers -----> GS_EVENT_SERVERS, ..._ANSWER
 *        trace     client: from the root down --------------> GS_EVENT_TRACE
 *        delivery  client: TLSA, TXT, PTR of exchanges -----> GS_EVENT_DELIVERY
 *        smtp      net/smtp_client: greeting of exchanges --> GS_EVENT_SMTP
 *        whois     net/whois_client, referral by referral --> GS_EVENT_WHOIS
 *        connect   net/connector to each address shown -----> GS_EVENT_CONNECT
 *        race      rules/race_rules, client, connector -----> GS_EVENT_RACE
 *        families  client, lanes, connector, host by host --> GS_EVENT_FAMILIES
 *        network   net/network, client (ipv4only.arpa) -----> GS_EVENT_NETWORK
 *     gs_engine_bind   net/bind: socket, bind, listen ------> GS_EVENT_BIND
 *
 * One thread owns it: the loop's. Ids instead of pointers: a late result finds nothing.
 */
#ifndef GAISCOPE_ENGINE_ENGINE_H
#define GAISCOPE_ENGINE_ENGINE_H

#include "gaiscope/base/status.h"
#include "gaiscope/model/event.h"
#include "gaiscope/model/record_choice.h"
#include "gaiscope/model/root_hints.h"
#include "gaiscope/net/connector.h"

#include <uv.h>

struct gs_engine;

/** How the engine works. */
struct gs_engine_settings {
    struct gs_resolver resolver;     /**< whom to ask; see gs_engine_settings_read() */
    uint32_t deadline_ms;            /**< the longest one answer may take, with all the
                                       questions it needs: getaddrinfo's, a record type's,
                                       an address's names, the mail plan; 0: 30 s */
    uint16_t types[GS_TYPES_MAX];    /**< record types of the dns part, in order */
    size_t type_count;               /**< 0: A, AAAA, CNAME, HTTPS */
    struct gs_record_choice records; /**< of the parts records, servers and trace;
                                          no types: gs_record_choice_default() */
    char whois_server[GS_WHOIS_FIRST_MAX]; /**< the first whois server, "host" or
                                                "host:port"; "": whois.iana.org */
    uint16_t smtp_port;                    /**< where the smtp part connects to; 0: 25 */
    struct gs_root_hints roots;            /**< where the trace begins; no server:
                                          gs_root_hints_default() */
    struct gs_race_settings race;          /**< of the race part; zeroed: the RFC's */
    struct gs_connect_choice connect;      /**< of the connect part */
    struct gs_compare_choice compared;     /**< the other hosts of the families part */
    const struct gs_detour_list *detours;  /**< where connections really go, in the demo;
                                                NULL: to the address shown. Borrowed */
    const char *helper;    /**< the program that asks one source (nss_source.h);
                                       NULL: this one */
    gs_event_sink_fn sink; /**< takes every event */
    void *sink_context;    /**< handed to the sink */
};

/** resolv.conf's servers, default types and deadline; the sink stays to be set. */
struct gs_engine_settings gs_engine_settings_read(void);

/** Opens an engine. Returns: GS_OK; GS_EOS. Owns: the caller, gs_engine_close(). */
enum gs_status gs_engine_open(uv_loop_t *loop, const struct gs_engine_settings *settings,
                              struct gs_engine **out);

/**
 * Asks other servers from now on, with getaddrinfo (where libc can be redirected) and by DNS.
 * All rounds are stopped, as gs_engine_cancel_all() does; the machine's facts are told anew.
 * Returns: GS_OK; GS_EINVAL: no server in it; GS_EOS: no more descriptors. Unless GS_OK all
 *          stays as it was, and nothing is stopped.
 */
enum gs_status gs_engine_set_resolver(struct gs_engine *engine,
                                      const struct gs_resolver *resolver);

/** Begins with another whois server from the next question on: "host", "host:port", ""
 *  the root. Returns: GS_OK; GS_EFORMAT: neither a host name nor an address. */
enum gs_status gs_engine_set_whois(struct gs_engine *engine, const char *server);

/** Asks for the facts of this machine: GS_EVENT_MACHINE now, again when the full name and the
 *  network's NAT64 are known, and from then on within a second of each change of an interface,
 *  an address or a default route: the network part's present round hears of it, too. */
void gs_engine_ask_machine(struct gs_engine *engine);

/** The same without what costs a question or lasts: one event, for reports. */
void gs_engine_ask_facts(struct gs_engine *engine);

/** What the parts records, servers and trace ask from now on. */
void gs_engine_set_records(struct gs_engine *engine,
                           const struct gs_record_choice *choice);

/** How the families race from now on; clamped to what the RFC allows. */
void gs_engine_set_race(struct gs_engine *engine,
                        const struct gs_race_settings *settings);

/** What is connected to from now on. */
void gs_engine_set_connect(struct gs_engine *engine,
                           const struct gs_connect_choice *choice);

/** With which hosts the families part compares from now on. */
void gs_engine_set_compared(struct gs_engine *engine,
                            const struct gs_compare_choice *choice);

/** Where a trace begins from now on. Takes: at least one server. */
void gs_engine_set_roots(struct gs_engine *engine, const struct gs_root_hints *roots);

/**
 * Asks getnameinfo with each of its flags about one endpoint of a question's answer: the
 * nameinfo part. gs_engine_ask() asks about the first row of getaddrinfo's answer instead, or
 * where that is not asked in the same round about the first of `known`.
 * Returns: the round's id.
 */
uint64_t gs_engine_ask_nameinfo(struct gs_engine *engine,
                                const struct gs_question *question,
                                const struct gs_endpoint *endpoint);

/** Asks libc about one entry of the services file: GS_EVENT_SERVICE, for the entry asked
 *  about last alone. Another resolver drops it. */
void gs_engine_ask_service(struct gs_engine *engine, const char *name, uint16_t port);

/** Reads the services and protocols files: GS_EVENT_TABLES. While they are read already a
 *  second time is ignored. */
void gs_engine_ask_tables(struct gs_engine *engine);

/**
 * Asks the named parts (GS_PART_BIT()s) of a question. Parts under way of an older round that
 * are asked again are dropped. Reverse and connect need the system part in the same round, or
 * `known`: addresses already found (may be NULL).
 * Returns: the round's id, never 0, never reused. The sink hears GS_EVENT_STARTED first.
 */
uint64_t gs_engine_ask(struct gs_engine *engine, const struct gs_question *question,
                       unsigned parts, const struct gs_address_list *known);

/** What earlier answers of a question show. */
struct gs_shown {
    const struct gs_address_list *addresses; /**< NULL: none */
    const char
        *canonical; /**< its canonical name; NULL: not known, so that the connect part
                                asks libc for it */
};

/** The same as gs_engine_ask() with all that is known. */
uint64_t gs_engine_ask_shown(struct gs_engine *engine, const struct gs_question *question,
                             unsigned parts, const struct gs_shown *shown);

/**
 * Opens sockets as a server would: the only way to have any, gs_engine_ask() never does.
 * What was open before is closed first. All stay open until gs_engine_unbind(),
 * gs_engine_cancel_all(), a question of another name, or the end.
 * Takes: the question whose rows they are (rules/bind_plan makes the list); copied.
 * Returns: the round's id. The sink hears GS_EVENT_STARTED, GS_EVENT_BIND with what became of
 *          each row, GS_EVENT_PART_DONE, and GS_EVENT_BIND again as clients come.
 */
uint64_t gs_engine_bind(struct gs_engine *engine, const struct gs_question *question,
                        const struct gs_bind_row_list *rows);

/** Closes what gs_engine_bind() opened, at once; the sink hears GS_EVENT_BIND with nothing
 *  open. Does nothing when nothing is open. */
void gs_engine_unbind(struct gs_engine *engine);

/** Stops every round: the sink hears GS_EVENT_CANCELLED, nothing else of it.
 *  Also closes what gs_engine_bind() opened. */
void gs_engine_cancel_all(struct gs_engine *engine);

/** getprotobyname for the command line. Returns: GS_OK; GS_ENOTFOUND. */
enum gs_status gs_engine_protocol_number(const char *name, int *out);

/** Drops everything under way and closes; never waits. The sink is not called again. */
void gs_engine_close(struct gs_engine *engine);

#endif
