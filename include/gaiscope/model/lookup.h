/* SPDX-License-Identifier: MIT */
/**
 * One question and everything that answered it, part by part. Written by the session alone.
 */
#ifndef GAISCOPE_MODEL_LOOKUP_H
#define GAISCOPE_MODEL_LOOKUP_H

#include "gaiscope/base/vec.h"
#include "gaiscope/model/bind_report.h"
#include "gaiscope/model/calls.h"
#include "gaiscope/model/connect_report.h"
#include "gaiscope/model/delivery.h"
#include "gaiscope/model/dns_answer.h"
#include "gaiscope/model/families.h"
#include "gaiscope/model/ladder.h"
#include "gaiscope/model/mx_plan.h"
#include "gaiscope/model/network.h"
#include "gaiscope/model/question.h"
#include "gaiscope/model/race.h"
#include "gaiscope/model/reverse.h"
#include "gaiscope/model/server_table.h"
#include "gaiscope/model/services.h"
#include "gaiscope/model/smtp_report.h"
#include "gaiscope/model/system_answer.h"
#include "gaiscope/model/trace.h"
#include "gaiscope/model/variant.h"
#include "gaiscope/model/whois.h"

#include <stdbool.h>
#include <stdint.h>

/** The parts of an answer; each is asked, and asked again, on its own. */
enum gs_part {
    GS_PART_SYSTEM = 0, /**< getaddrinfo */
    GS_PART_DNS,        /**< the record types asked of the name server */
    GS_PART_REVERSE,    /**< names of the addresses found */
    GS_PART_SERVICES,   /**< the services table */
    GS_PART_MAIL,       /**< the delivery plan */
    GS_PART_SOURCES,    /**< each source of the hosts: line, asked alone */
    GS_PART_ORDER,      /**< why in this order: computed, nothing is asked */
    GS_PART_BESIDE,     /**< beside the null node: other flags, localhost, 127.0.0.1 */
    GS_PART_MATRIX,     /**< the question in every family, socket type and some flags */
    GS_PART_CALLS,      /**< the older calls: gethostbyname, getservbyname, ... */
    GS_PART_NAMEINFO,   /**< getnameinfo with each flag on one address */
    GS_PART_BIND,       /**< socket, bind and listen on each row */
    GS_PART_RECORDS,    /**< every record type of the list, asked on its own */
    GS_PART_SERVERS,    /**< the same questions to several name servers */
    GS_PART_TRACE,      /**< the delegation, from the root down */
    GS_PART_DELIVERY,   /**< what a sender finds beyond the plan: TLSA, policies, names */
    GS_PART_SMTP,       /**< what the exchanges say at their port: connects to them */
    GS_PART_WHOIS,      /**< who holds the name, address or AS number */
    GS_PART_CONNECT,    /**< which addresses listen: connects to them */
    GS_PART_RACE,       /**< the race of the families, RFC 8305: connects, too */
    GS_PART_FAMILIES,   /**< the families side by side, of several hosts: connects, too */
    GS_PART_NETWORK,    /**< what this machine has of each family, and NAT64 */
    GS_PART_LOG,        /**< what was asked of whom: kept anyway, nothing is asked */
};

#define GS_PART_COUNT     (GS_PART_LOG + 1)           /**< how many */
#define GS_PARTS_ALL      ((1u << GS_PART_COUNT) - 1) /**< a bit for each part */
#define GS_PART_BIT(part) (1u << (unsigned)(part))    /**< the bit of one part */

/** The parts of every question; the others are asked on demand. */
#define GS_PARTS_DEFAULT                                                                 \
    (GS_PART_BIT(GS_PART_SYSTEM) | GS_PART_BIT(GS_PART_DNS) |                            \
     GS_PART_BIT(GS_PART_REVERSE) | GS_PART_BIT(GS_PART_SERVICES) |                      \
     GS_PART_BIT(GS_PART_MAIL) | GS_PART_BIT(GS_PART_SOURCES) |                          \
     GS_PART_BIT(GS_PART_ORDER) | GS_PART_BIT(GS_PART_BESIDE))

/** The parts that the call's arguments change nothing of: other arguments leave them. */
#define GS_PARTS_OF_NAME                                                                 \
    (GS_PART_BIT(GS_PART_RECORDS) | GS_PART_BIT(GS_PART_SERVERS) |                       \
     GS_PART_BIT(GS_PART_TRACE) | GS_PART_BIT(GS_PART_DELIVERY) |                        \
     GS_PART_BIT(GS_PART_SMTP) | GS_PART_BIT(GS_PART_WHOIS) |                            \
     GS_PART_BIT(GS_PART_FAMILIES) | GS_PART_BIT(GS_PART_NETWORK))

/** The parts that can be asked of a question: of a range of addresses its names alone. */
unsigned gs_parts_of_question(const struct gs_question *question);

/** The word of --parts and JSON: "system", "dns", "reverse", "services", "mail", ... */
const char *gs_part_id(enum gs_part part);

/** How far a part is. */
enum gs_progress {
    GS_PROGRESS_IDLE = 0, /**< not asked */
    GS_PROGRESS_WAITING,  /**< something is under way */
    GS_PROGRESS_DONE,     /**< all answered */
    GS_PROGRESS_STOPPED,  /**< stopped by the person before all answered */
};

/** When a part was asked and answered. */
struct gs_part_state {
    uint64_t round;            /**< the engine's id of the request that fills it */
    enum gs_progress progress; /**< how far */
    int64_t started_us;        /**< monotonic */
    int64_t finished_us;       /**< monotonic; with DONE and STOPPED */
    int64_t started_wall_s;    /**< for people */
    struct gs_hints hints;     /**< the arguments it was asked with */
    bool is_restored; /**< asking again was stopped: these answers are the last ones */
};

/** One DNS question of the dns or records part: under way while answer is NULL. */
struct gs_dns_query {
    char *name;                   /**< the name asked */
    uint16_t type;                /**< the type asked */
    struct gs_dns_answer *answer; /**< NULL: waiting */
    struct gs_dns_try_list tries; /**< tries that already failed, while waiting */
    int64_t started_us;           /**< monotonic */
};

/** DNS questions in the order asked. */
struct gs_dns_query_list GS_VEC_OF(struct gs_dns_query);

/** What all parts brought; a part not answered yet is NULL or empty. */
struct gs_facts {
    struct gs_system_answer *system;    /**< getaddrinfo's answer */
    struct gs_dns_query_list dns;       /**< DNS questions */
    struct gs_reverse_list reverse;     /**< per address */
    struct gs_services *services;       /**< table lines */
    struct gs_mx_plan *mail;            /**< the plan so far */
    struct gs_ladder *sources;          /**< the hosts: line, source by source, so far */
    struct gs_variant_list beside;      /**< what stands beside the null node */
    struct gs_variant_list matrix;      /**< the question with other arguments */
    struct gs_call_list calls;          /**< the older calls so far */
    struct gs_nameinfo_table *nameinfo; /**< getnameinfo's flags so far */
    struct gs_bind_report *bind;        /**< what a server gets */
    struct gs_dns_query_list records;   /**< DNS questions of the records part */
    struct gs_server_table *servers;    /**< the same questions to several servers */
    struct gs_trace *trace;             /**< from the root down, so far */
    struct gs_delivery *delivery;       /**< beyond the plan, so far */
    struct gs_smtp_report *smtp;        /**< what the exchanges say, so far */
    struct gs_whois *whois;             /**< who holds it, so far */
    struct gs_connect_report *connect;  /**< which addresses listen, so far */
    struct gs_race *race;               /**< the race, so far */
    struct gs_families *families;       /**< the families side by side, so far */
    struct gs_network *network;         /**< what this machine has */
};

/** One question with its answers. */
struct gs_lookup {
    struct gs_question question;               /**< what was asked */
    struct gs_part_state parts[GS_PART_COUNT]; /**< how far each part is */
    struct gs_part_state
        last_parts[GS_PART_COUNT];  /**< when the last answers were asked */
    struct gs_facts now;            /**< what this round brought so far */
    struct gs_facts last;           /**< what the round before brought, to compare */
    struct gs_race_past_list races; /**< past races of the name, the newest last */
    uint32_t race_count;            /**< races of the name, those no longer kept, too */
    struct gs_family_past_list families_past; /**< past rounds of the families part */
    int64_t asked_us;                         /**< monotonic, of the newest round */
    int64_t asked_wall_s;                     /**< wall clock, of the newest round */
    bool is_cancelled;                        /**< stopped by the person */
    int64_t stopped_us;                       /**< monotonic, when; with is_cancelled */
};

#define GS_QUERIES_MAX  256 /**< DNS questions kept of one round */
#define GS_REVERSES_MAX 256 /**< addresses kept of one round's reverse part */

/** Frees what a DNS question owns. */
void gs_dns_query_fini(struct gs_dns_query *query);

/** Whether a part brought at least one answer, be it that there is none. What was stopped
 *  brought none. */
bool gs_facts_has_answer(const struct gs_facts *facts, enum gs_part part);

/** Frees what one part brought and leaves it empty. */
void gs_facts_clear(struct gs_facts *facts, enum gs_part part);

/** Moves what one part brought from `from` to `to`, whose own is freed. */
void gs_facts_move(struct gs_facts *to, struct gs_facts *from, enum gs_part part);

/** Whether one part has all that it will ever bring, as far as the answer itself tells. */
bool gs_facts_is_whole(const struct gs_facts *facts, enum gs_part part);

/** Ends what one part has under way at a moment of the monotonic clock: open questions become
 *  answers with the outcome CANCELLED that keep their tries; an unfinished plan is dropped. */
void gs_facts_stop(struct gs_facts *facts, enum gs_part part, int64_t at_us);

/** Frees all that the lookup owns and leaves it zeroed. */
void gs_lookup_fini(struct gs_lookup *lookup);

/** Whether a part's answers may be held against the last ones: both are whole, and were asked
 *  with the same arguments; getaddrinfo's also with others, as what they change is to be
 *  seen. Another host or service leaves no last answers. */
bool gs_lookup_is_comparable(const struct gs_lookup *lookup, enum gs_part part);

/** Whether getaddrinfo was asked for a family this time and the last time: the addresses of
 *  another did not come or go. */
bool gs_lookup_compares_family(const struct gs_lookup *lookup, int family);

/** Whether any part is waiting. */
bool gs_lookup_is_waiting(const struct gs_lookup *lookup);

/** The DNS question of a name and type in a list; NULL: not asked. Owns: the list. */
const struct gs_dns_query *gs_dns_query_find(const struct gs_dns_query_list *queries,
                                             const char *name, uint16_t type);

/** The same in the dns part. */
const struct gs_dns_query *gs_facts_find_query(const struct gs_facts *facts,
                                               const char *name, uint16_t type);

/** The reverse names of an address; NULL: not asked. Owns: the facts. */
const struct gs_reverse *gs_facts_find_reverse(const struct gs_facts *facts,
                                               const struct gs_address *address);

#endif
