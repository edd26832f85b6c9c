/* SPDX-License-Identifier: MIT */
/**
 * The way from the root to a name, zone by zone: whom each level was asked of and what it
 * said. RFC 1034 4.2, 5.3.3. Built by rules/trace_rules; owned by whoever holds the pointer.
 *
 *     level 0  .           26 servers   refer to org
 *     level 1  org         12 servers   refer to python.org
 *     level 2  python.org   4 servers   answer
 */
#ifndef GAISCOPE_MODEL_TRACE_H
#define GAISCOPE_MODEL_TRACE_H

#include "gaiscope/base/vec.h"
#include "gaiscope/model/dns_answer.h"
#include "gaiscope/model/mx_plan.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define GS_TRACE_LEVELS_MAX  32 /**< levels, those of all aliases together */
#define GS_TRACE_HOSTS_MAX   13 /**< name servers asked of one zone */
#define GS_TRACE_SERVERS_MAX 26 /**< addresses asked of one zone */
#define GS_TRACE_ALIASES_MAX 8  /**< CNAMEs and DNAMEs followed */
#define GS_TRACE_LINES_MAX   48 /**< records kept of one message */

/** What a server said, seen from the zone it was asked for. */
enum gs_trace_said {
    GS_TRACE_UNASKED = 0,  /**< no address of it is known: "not_asked" */
    GS_TRACE_STOPPED,      /**< no answer when the trace was stopped: "stopped" */
    GS_TRACE_WAITING,      /**< no answer yet: "waiting" */
    GS_TRACE_REFERRED,     /**< a zone below knows: "referral" */
    GS_TRACE_ANSWERED,     /**< the records: "answered" */
    GS_TRACE_ALIAS,        /**< another name is to be asked: "alias" */
    GS_TRACE_NO_DATA,      /**< the name has no such record: "no_data" */
    GS_TRACE_NO_SUCH_NAME, /**< "no_such_name" */
    GS_TRACE_LAME,         /**< does not serve the zone: "lame" */
    GS_TRACE_UPWARD,       /**< sends back where one came from: "upward" */
    GS_TRACE_ASTRAY,       /**< sends where the name is not: "astray" */
    GS_TRACE_FAILED,       /**< nothing of use came: "failed" */
};

#define GS_TRACE_SAID_COUNT (GS_TRACE_FAILED + 1) /**< how many */

/** One address of one name server. */
struct gs_trace_server {
    char *host;                  /**< the server's name */
    struct gs_endpoint endpoint; /**< family 0: not known */
    enum gs_trace_said said;     /**< what came of it */
    enum gs_outcome outcome;     /**< of the question */
    int rcode;                   /**< -1: no message */
    struct gs_dns_flags flags;   /**< of the message */
    enum gs_transport transport; /**< how it came */
    uint32_t size_bytes;         /**< of the message */
    int64_t elapsed_us;          /**< all tries together */
    uint8_t tries;               /**< how many */
    uint8_t lookups;             /**< questions for its address that are under way */
    bool is_looked_up;           /**< no glue: its addresses were asked of the resolver */
    bool is_followed;            /**< what it said was followed */
    bool differs;                /**< says another thing than the one that was followed */
    char *zone;                  /**< referred to; NULL */
    char *alias;                 /**< the name that it leads to; NULL */
    char *reason;                /**< a clause for what cannot be used; NULL */
    char *error;                 /**< extended error: "22 text"; NULL */
    char *claim;                 /**< what it says, in a form that compares; NULL */
    struct gs_text_list lines;   /**< the records of its message, presentation form */
    uint32_t left_out;           /**< records over GS_TRACE_LINES_MAX */
};

/** Servers in the order in which they are asked. */
struct gs_trace_server_list GS_VEC_OF(struct gs_trace_server);

/** One zone. */
struct gs_trace_level {
    char *zone;                          /**< "." the root */
    char *asked;                         /**< the name its servers are asked for */
    struct gs_trace_server_list servers; /**< at most GS_TRACE_SERVERS_MAX */
    size_t left_out;                     /**< servers and addresses not asked */
    enum gs_trace_said ended;            /**< what was followed; WAITING; STOPPED; FAILED:
                                  nothing */
};

/** Zones from the root down; after an alias on from the deepest one known. */
struct gs_trace_level_list GS_VEC_OF(struct gs_trace_level);

/** All of it, so far. */
struct gs_trace {
    char *name;                        /**< the name asked, presentation form */
    uint16_t type;                     /**< the type asked */
    uint16_t port;                     /**< at which all servers are asked */
    struct gs_trace_level_list levels; /**< from the root down */
    struct gs_text_list aliases;       /**< names that CNAMEs and DNAMEs led to */
    struct gs_text_list answer;        /**< the records at the end, or the SOA */
    enum gs_outcome outcome;           /**< NOT_ASKED: no end yet */
    char *problem;      /**< a sentence where it does not come to an end; NULL */
    int64_t elapsed_us; /**< of all so far */
    bool is_complete;   /**< nothing is under way any more */
};

/** Owns: the caller frees with gs_trace_free(). */
struct gs_trace *gs_trace_new(const char *name);

/** A deep copy. Owns: the caller. */
struct gs_trace *gs_trace_copy(const struct gs_trace *trace);

/** Frees it and all it owns; NULL is fine. */
void gs_trace_free(struct gs_trace *trace);

/** The stable word of JSON and CSV: see the enum. */
const char *gs_trace_said_id(enum gs_trace_said said);

/** The words a person reads: "refers", "answers", "lame", "no such name", ... */
const char *gs_trace_said_word(enum gs_trace_said said);

/** Whether a server said something that can be followed. */
bool gs_trace_is_useful(enum gs_trace_said said);

/** Whether there is something to look at: lame, upward, astray, failed, another answer than
 *  the others'. */
bool gs_trace_is_trouble(const struct gs_trace_server *server);

/** How many servers of a level were asked, be it that they have not answered yet. */
size_t gs_trace_asked_count(const struct gs_trace_level *level);

/** How many servers of a level said that. */
size_t gs_trace_said_count(const struct gs_trace_level *level, enum gs_trace_said said);

/** How many of its servers are trouble. */
size_t gs_trace_trouble_count(const struct gs_trace_level *level);

/** The server that said something useful in the shortest time; NULL: none has. */
const struct gs_trace_server *gs_trace_fastest(const struct gs_trace_level *level);

/** The server that was followed; NULL: none. */
const struct gs_trace_server *gs_trace_followed(const struct gs_trace_level *level);

#endif
