/* SPDX-License-Identifier: MIT */
/**
 * What DNS said to one question (name, type): the message with its sections, and every try
 * it took. Written by the dns room, owned by whoever holds the pointer, freed with
 * gs_dns_answer_free(). RFC 1035 4.1, RFC 6891 (EDNS), RFC 8914 (extended errors).
 */
#ifndef GAISCOPE_MODEL_DNS_ANSWER_H
#define GAISCOPE_MODEL_DNS_ANSWER_H

#include "gaiscope/base/vec.h"
#include "gaiscope/model/address.h"
#include "gaiscope/model/dns_asking.h"
#include "gaiscope/model/outcome.h"
#include "gaiscope/model/record_type.h"

#include <stdbool.h>
#include <stdint.h>

#define GS_RECORDS_MAX 4096 /**< records kept of one message, all sections together */
#define GS_TRIES_MAX   32   /**< tries kept of one question */

/** How a message travelled. */
enum gs_transport {
    GS_TRANSPORT_UDP = 0,
    GS_TRANSPORT_TCP,
};

/** "UDP" or "TCP". */
const char *gs_transport_word(enum gs_transport transport);

/** One resource record. All texts are presentation form: ASCII, `\DDD` escapes, no final dot. */
struct gs_record {
    char *name;   /**< owner name; "." for the root */
    char *text;   /**< RDATA in presentation form; `\# len hex` when unknown */
    char *target; /**< the name it points to (CNAME NS PTR MX SRV DNAME); else NULL */
    struct gs_address address; /**< of A and AAAA; family 0 otherwise */
    uint32_t ttl_s;            /**< seconds, as received */
    uint16_t type;             /**< enum gs_record_type or any other number */
    uint16_t class_;           /**< 1: IN */
    uint16_t preference;       /**< MX preference, SRV priority; else 0 */
    uint32_t data_at;          /**< where its data begins in the message, bytes */
    uint16_t data_len;         /**< bytes of its data, as they are in the message */
    bool is_malformed; /**< RDATA does not fit its type; text is then `\# len hex` */
};

/** A section of a message. */
struct gs_record_list GS_VEC_OF(struct gs_record);

/** One try: a message sent, and what came of it. */
struct gs_dns_try {
    struct gs_endpoint server;   /**< whom */
    enum gs_transport transport; /**< how */
    enum gs_outcome outcome; /**< timed out, refused, answered (a message came), ... */
    enum gs_outcome came_to; /**< the same, but for a whole message what that says */
    int rcode;               /**< of the message that came; -1: none came */
    int64_t elapsed_us;      /**< from sending to the answer or to giving up */
    bool is_truncated;       /**< the answer had TC set, so TCP followed */
};

/** Tries in time order. */
struct gs_dns_try_list GS_VEC_OF(struct gs_dns_try);

#define GS_EDE_MAX  8   /**< extended errors kept of one message */
#define GS_NSID_MAX 128 /**< bytes kept of a server's identifier */

/** One extended error. RFC 8914. */
struct gs_ede {
    uint16_t code; /**< INFO-CODE */
    char *text;    /**< EXTRA-TEXT, sanitised; NULL: none */
};

/** Extended errors as they came. */
struct gs_ede_list GS_VEC_OF(struct gs_ede);

/** The OPT record's facts. */
struct gs_edns {
    bool is_present;               /**< an OPT record came */
    uint8_t version;               /**< EDNS version */
    uint16_t udp_size;             /**< the server's UDP payload size, bytes */
    bool is_do;                    /**< DNSSEC OK was echoed */
    uint8_t subnet_scope;          /**< EDNS client subnet: SCOPE PREFIX-LENGTH */
    uint8_t subnet_bits;           /**< the same: SOURCE PREFIX-LENGTH */
    struct gs_address subnet;      /**< the same: its address; family 0: none came */
    struct gs_ede_list errors;     /**< extended errors, at most GS_EDE_MAX */
    uint8_t nsid[GS_NSID_MAX];     /**< the server's identifier, bytes of any kind */
    uint8_t cookie[GS_COOKIE_MAX]; /**< client cookie (8 bytes), then the server's */
    uint8_t nsid_len;              /**< bytes of nsid; 0: none */
    uint8_t cookie_len;            /**< bytes of cookie; 0: none */
    bool has_bad_cookie; /**< a cookie of a length that none has; its head is kept */
};

/** What the cookie of an answer says. RFC 7873 5.3 */
enum gs_cookie_state {
    GS_COOKIE_NONE = 0, /**< none came */
    GS_COOKIE_GOOD,     /**< ours came back, with the server's */
    GS_COOKIE_ALONE,    /**< ours came back without one of the server */
    GS_COOKIE_MISMATCH, /**< another one than ours came back: perhaps a forged answer */
    GS_COOKIE_UNASKED,  /**< one came though none was sent */
    GS_COOKIE_BROKEN,   /**< of a length that no cookie has */
};

/** The header's flags. */
struct gs_dns_flags {
    bool aa; /**< authoritative answer */
    bool tc; /**< truncated */
    bool rd; /**< recursion desired */
    bool ra; /**< recursion available */
    bool ad; /**< authentic data, as the resolver says */
    bool cd; /**< checking disabled */
};

/** One question's answer. */
struct gs_dns_answer {
    char *name;                 /**< the name asked, without final dot ("." the root) */
    uint16_t type;              /**< the type asked */
    enum gs_outcome outcome;    /**< answered: a record of the type at the end of the
                                           CNAME chain */
    int rcode;                  /**< extended response code; -1: no message came */
    struct gs_dns_flags flags;  /**< header flags; all false without a message */
    struct gs_edns edns;        /**< EDNS facts */
    struct gs_dns_asking asked; /**< how it was asked */
    bool is_edns_refused;       /**< the server refuses EDNS; this was asked without */
    uint16_t id;                /**< the message's id */
    uint8_t *wire; /**< the message, size_bytes long, when asked.keeps_message;
                                       else NULL */
    struct gs_endpoint server;        /**< who sent the message; family 0: nobody */
    enum gs_transport transport;      /**< how the message came */
    uint32_t size_bytes;              /**< of the message; 0: none */
    int64_t elapsed_us;               /**< all tries together */
    int64_t received_us;              /**< monotonic, for TTLs counting down */
    struct gs_record_list answer;     /**< answer section */
    struct gs_record_list authority;  /**< authority section */
    struct gs_record_list additional; /**< additional section without OPT */
    struct gs_dns_try_list tries;     /**< every try, in time order */
    uint32_t left_out;                /**< records over GS_RECORDS_MAX, not kept */
    bool
        has_broken_end; /**< the message ended inside a record; what came before is kept */
};

/** An empty answer for a question. Owns: the caller frees with gs_dns_answer_free(). */
struct gs_dns_answer *gs_dns_answer_new(const char *name, uint16_t type);

/** A deep copy. Owns: the caller. */
struct gs_dns_answer *gs_dns_answer_copy(const struct gs_dns_answer *answer);

/** Frees an answer and all it owns; NULL is fine. */
void gs_dns_answer_free(struct gs_dns_answer *answer);

/** Frees the records of a section and leaves it empty. */
void gs_record_list_fini(struct gs_record_list *list);

/** Frees what the facts of an OPT record own. */
void gs_edns_fini(struct gs_edns *edns);

/** What an answer's cookie says beside the one sent. */
enum gs_cookie_state gs_dns_answer_cookie_state(const struct gs_dns_answer *answer);

/** The stable word: "none", "good", "alone", "mismatch", "unasked", "broken". */
const char *gs_cookie_state_id(enum gs_cookie_state state);

/** Whether nobody listens at the server: refused by its host, not by an answer's RCODE.
 *  Takes: the outcome of an answer or try; its rcode, -1 where no message came. */
bool gs_dns_is_port_closed(enum gs_outcome outcome, int rcode);

/** The word a person reads for what a name server did: "port closed", "no reply", "stopped",
 *  else gs_outcome_word(). Takes: as gs_dns_is_port_closed(). */
const char *gs_dns_word(enum gs_outcome outcome, int rcode);

/** The name at the end of the answer's CNAME chain (the asked name when there is none, and
 *  when CNAME or ANY itself was asked: such an answer is not followed, RFC 1034 3.6.2);
 *  NULL when the chain loops or is longer than 16. Owns: the answer. */
const char *gs_dns_answer_final_name(const struct gs_dns_answer *answer);

/** Whether two names in presentation form are the same octet by octet: ASCII case, the final
 *  dot and the way a character is escaped do not count. RFC 1035 5.1, RFC 4343. */
bool gs_name_is_equal(const char *a, const char *b);

/** Whether the last label of a name is `label`. */
bool gs_name_ends_in(const char *name, const char *label);

/** Whether DNS may be asked for a name: not for `localhost`, `onion` and what is below them.
 *  RFC 6761 6.3, RFC 7686 2. */
bool gs_name_is_for_dns(const char *name);

#endif
