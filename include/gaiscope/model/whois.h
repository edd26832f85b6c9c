/* SPDX-License-Identifier: MIT */
/**
 * Who holds a domain, an address or an AS number, as whois servers tell it: the servers asked
 * one after the other, what each said, and the key facts in it. Owned by whoever holds the
 * pointer. RFC 3912: one line is sent, text comes back, the server closes; no more is agreed,
 * not even a character set.
 */
#ifndef GAISCOPE_MODEL_WHOIS_H
#define GAISCOPE_MODEL_WHOIS_H

#include "gaiscope/base/vec.h"
#include "gaiscope/model/address.h"
#include "gaiscope/model/mx_plan.h"
#include "gaiscope/model/outcome.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define GS_WHOIS_PORT        43  /**< RFC 3912 2 */
#define GS_WHOIS_FIRST_MAX   280 /**< bytes of a first server as typed, with NUL */
#define GS_WHOIS_HOPS_MAX    5   /**< servers asked one after the other */
#define GS_WHOIS_QUERIES_MAX 10  /**< lines sent in all, parents' included */
#define GS_WHOIS_BYTES_MAX   ((size_t)1024 * 1024) /**< bytes taken in all */
#define GS_WHOIS_TIME_US     INT64_C(30000000)     /**< time in all */
#define GS_WHOIS_ROWS_MAX    64   /**< states or name servers kept of one registration */
#define GS_WHOIS_FACT_MAX    1024 /**< bytes kept of one fact */

/** What is asked about. */
enum gs_whois_kind {
    GS_WHOIS_NOTHING = 0, /**< no host, or a name that nobody may be asked about */
    GS_WHOIS_DOMAIN,      /**< a domain name, A-labels */
    GS_WHOIS_IPV4,        /**< an address */
    GS_WHOIS_IPV6,        /**< an address */
    GS_WHOIS_AS,          /**< "AS64500" */
};

/** What a server is in the chain. */
enum gs_whois_role {
    GS_WHOIS_ROOT = 0,  /**< the first server */
    GS_WHOIS_REGISTRY,  /**< of the top level domain */
    GS_WHOIS_REGISTRAR, /**< who sold the name */
    GS_WHOIS_RIR,       /**< regional registry of addresses and AS numbers */
};

/** How far one exchange came; with a failure: what failed. */
enum gs_whois_step {
    GS_WHOIS_RESOLVING = 0, /**< libc is asked for the server's addresses */
    GS_WHOIS_CONNECTING,    /**< connect() to them, one after the other */
    GS_WHOIS_READING,       /**< the line is sent, text is awaited */
    GS_WHOIS_CLOSED,        /**< the server closed, or enough was read */
};

/** What a server's text comes down to. */
enum gs_whois_result {
    GS_WHOIS_WAITING = 0,    /**< nothing yet */
    GS_WHOIS_REFERS,         /**< it names another server */
    GS_WHOIS_FINAL,          /**< it tells of the registration */
    GS_WHOIS_NO_MATCH,       /**< it knows nothing of what was asked */
    GS_WHOIS_RATE_LIMIT,     /**< it says that too much was asked */
    GS_WHOIS_NO_TEXT,        /**< it closed without a word */
    GS_WHOIS_NOT_UNDERSTOOD, /**< text that says nothing this program knows */
    GS_WHOIS_FAILED,         /**< outcome, step and error say how */
};

/** How the bytes were read. */
enum gs_whois_charset {
    GS_WHOIS_ASCII = 0, /**< nothing beyond ASCII */
    GS_WHOIS_UTF8,      /**< well-formed UTF-8 */
    GS_WHOIS_LATIN1,    /**< not UTF-8: each byte as ISO 8859-1 has it */
};

/** One line of a server's text. */
struct gs_whois_line {
    uint32_t at;        /**< first byte */
    uint32_t len_bytes; /**< without its end */
};

/** Lines in order. */
struct gs_whois_line_list GS_VEC_OF(struct gs_whois_line);

/** What one server said. */
struct gs_whois_text {
    char *data;                      /**< UTF-8, as it came else: control characters are
                                          still in it; NUL-terminated; NULL: none */
    size_t len_bytes;                /**< of data */
    size_t received_bytes;           /**< as sent, before any conversion */
    struct gs_whois_line_list lines; /**< of data */
    enum gs_whois_charset charset;   /**< how it was read */
    bool is_cut;                     /**< more would have come */
};

/** One line sent to one server, and what came. */
struct gs_whois_hop {
    unsigned number;             /**< 1 first; the same for lines to the same server */
    enum gs_whois_role role;     /**< in the chain */
    char *server;                /**< host name or address */
    uint16_t port;               /**< where it listens */
    struct gs_address address;   /**< connected to or tried last; family 0: none */
    char *query;                 /**< the line, without CRLF */
    enum gs_outcome outcome;     /**< of the exchange; NOT_ASKED: under way */
    enum gs_whois_step step;     /**< how far it came */
    int error;                   /**< errno of connect or read, EAI_* of the name; 0 */
    enum gs_whois_result result; /**< what the text comes down to */
    struct gs_whois_text text;   /**< what the server said */
    char *referral;              /**< the server it names, as a person reads it; NULL */
    char *note;                  /**< one clause: why it is not followed; NULL */
    int64_t started_us;          /**< monotonic */
    int64_t connect_us;          /**< until connected; 0: never */
    int64_t elapsed_us;          /**< until closed or failed */
};

/** In the order asked. */
struct gs_whois_hop_list GS_VEC_OF(struct gs_whois_hop);

/** The key facts with one value each. */
enum gs_whois_fact {
    GS_WHOIS_NAME = 0,       /**< the registered domain */
    GS_WHOIS_REGISTRAR_NAME, /**< who sold it */
    GS_WHOIS_REGISTRAR_ID,   /**< its number at IANA */
    GS_WHOIS_CREATED,        /**< date, as written */
    GS_WHOIS_CHANGED,        /**< date, as written */
    GS_WHOIS_EXPIRES,        /**< date, as written */
    GS_WHOIS_DNSSEC,         /**< "unsigned", "signedDelegation" */
    GS_WHOIS_NETWORK,        /**< range of addresses, or the AS number */
    GS_WHOIS_CIDR,           /**< the same as prefixes */
    GS_WHOIS_NETWORK_NAME,   /**< "LAB-NET" */
    GS_WHOIS_ORIGIN,         /**< AS that announces it */
    GS_WHOIS_HOLDER,         /**< organisation or person */
    GS_WHOIS_COUNTRY,        /**< of the holder */
    GS_WHOIS_ABUSE,          /**< where to complain */
};

#define GS_WHOIS_FACT_COUNT (GS_WHOIS_ABUSE + 1) /**< how many */

/** The key facts; a text is UTF-8 as it came, control characters included. */
struct gs_whois_facts {
    char *texts[GS_WHOIS_FACT_COUNT];   /**< by enum gs_whois_fact; NULL: not told */
    size_t from[GS_WHOIS_FACT_COUNT];   /**< index of the hop that told it */
    int64_t dates[GS_WHOIS_FACT_COUNT]; /**< of the three dates, seconds since the epoch,
                                             UTC; with has_date */
    bool has_date[GS_WHOIS_FACT_COUNT]; /**< the text was read as a date */
    struct gs_text_list statuses;       /**< "clientTransferProhibited", "active" */
    struct gs_text_list name_servers;   /**< lower case, without a final dot */
};

/** What came out. */
enum gs_whois_state {
    GS_WHOIS_PENDING = 0,    /**< not known yet */
    GS_WHOIS_REGISTERED,     /**< somebody holds it */
    GS_WHOIS_NOT_REGISTERED, /**< the registry knows nothing of it */
    GS_WHOIS_CLOSED_PORT, /**< the registry's port 43 does not answer: nothing is known */
    GS_WHOIS_LIMITED,     /**< a server wants fewer questions: nothing is known */
    GS_WHOIS_UNCLEAR,     /**< there is text, and it is for the person to read */
    GS_WHOIS_UNKNOWN,     /**< no text came: nothing is known */
    GS_WHOIS_NOT_ASKED,   /**< there is nothing to ask about */
};

/** One question with its chain. */
struct gs_whois {
    enum gs_whois_kind kind; /**< what is asked about */
    char *asked;             /**< the domain, address or AS number; "" for none */
    char *subject; /**< the same, or the parent domain that is asked about now */
    struct gs_whois_hop_list hops; /**< lines sent so far */
    struct gs_whois_facts facts;   /**< so far */
    enum gs_whois_state state;     /**< what came out */
    char *problem;                 /**< one sentence: what is wrong; NULL */
    char *advice;                  /**< one sentence: where to look instead; NULL */
    int64_t started_us;            /**< monotonic */
    int64_t elapsed_us;            /**< of the whole chain so far */
    bool is_complete;              /**< nothing is under way any more */
};

/** Owns: the caller frees with gs_whois_free(). */
struct gs_whois *gs_whois_new(enum gs_whois_kind kind, const char *asked);

/** A deep copy. Owns: the caller. */
struct gs_whois *gs_whois_copy(const struct gs_whois *whois);

/** Frees it and all it owns; NULL is fine. */
void gs_whois_free(struct gs_whois *whois);

/**
 * Reads what a server sent as UTF-8, else as Latin-1, and finds its lines (LF, CRLF or a
 * lone CR ends one). *text is written anew; what it owned is freed.
 */
void gs_whois_text_set(struct gs_whois_text *text, const void *bytes, size_t len_bytes);

/** Frees the facts and leaves them empty. */
void gs_whois_facts_fini(struct gs_whois_facts *facts);

/** Bytes that all servers sent. */
size_t gs_whois_received_bytes(const struct gs_whois *whois);

/** The last hop that has text, the one a person wants to read; NULL: none. */
const struct gs_whois_hop *gs_whois_last_text(const struct gs_whois *whois);

/** The stable words of JSON: "domain", "ipv4", "ipv6", "as", "nothing". */
const char *gs_whois_kind_id(enum gs_whois_kind kind);

/** "root", "registry", "registrar", "rir": JSON. */
const char *gs_whois_role_id(enum gs_whois_role role);

/** "root", "registry", "registrar", "RIR": what a person reads. */
const char *gs_whois_role_word(enum gs_whois_role role);

/** "resolving", "connecting", "reading", "closed". */
const char *gs_whois_step_id(enum gs_whois_step step);

/** "refers", "final", "no_match", "rate_limit", "no_text", "not_understood", "failed". */
const char *gs_whois_result_id(enum gs_whois_result result);

/** "ascii", "utf-8", "iso-8859-1". */
const char *gs_whois_charset_id(enum gs_whois_charset charset);

/** "name", "registrar", "registrar_id", "created", ...: JSON. */
const char *gs_whois_fact_id(enum gs_whois_fact fact);

/** "registered", "not_registered", "closed_port", "rate_limit", "unclear", "unknown", ... */
const char *gs_whois_state_id(enum gs_whois_state state);

#endif
