/* SPDX-License-Identifier: MIT */
/**
 * How a DNS question is put: the header's bits, EDNS and its options, the transport, and how
 * patiently. A plain value that may be copied. As text it is what options and typed commands
 * take: "do,nsid,tcp,subnet=192.0.2.0/24", in the words of dig and kdig.
 * RFC 1035 4.1.1, RFC 4035 3.2, RFC 6840 5.7, RFC 6891, RFC 5001, RFC 7871, RFC 7873.
 */
#ifndef GAISCOPE_MODEL_DNS_ASKING_H
#define GAISCOPE_MODEL_DNS_ASKING_H

#include "gaiscope/base/buf.h"
#include "gaiscope/model/address.h"

#include <stdbool.h>
#include <stdint.h>

#define GS_UDP_SIZE_MIN     512 /**< smallest EDNS UDP payload size, bytes. RFC 6891 6.2.3 */
#define GS_UDP_SIZE_DEFAULT 1232  /**< that passes every path, bytes */
#define GS_UDP_SIZE_MAX     4096  /**< what can be received, bytes */
#define GS_ATTEMPTS_MAX     9     /**< rounds over all servers */
#define GS_TRY_MS_MAX       30000 /**< longest time limit of one try */
#define GS_COOKIE_CLIENT    8     /**< bytes of a client cookie. RFC 7873 4 */
#define GS_COOKIE_MAX       40    /**< bytes of client and server cookie together */

/** How one question is put. A zeroed struct is gs_dns_asking_default(), but for `udp_size`. */
struct gs_dns_asking {
    bool is_iterative;         /**< RD clear: the server's own knowledge alone */
    bool wants_signatures;     /**< DO: DNSSEC records, too */
    bool is_without_ad;        /**< AD clear in the question; set it asks for AD back */
    bool is_checking_disabled; /**< CD: the resolver is not to validate */
    bool is_tcp_only;         /**< TCP from the first try on; else UDP, and TCP when TC */
    bool wants_nsid;          /**< asks which server of many it is. RFC 5001 */
    bool sends_cookie;        /**< sends a fresh client cookie. RFC 7873 */
    bool keeps_message;       /**< the answer keeps the message's bytes */
    uint8_t attempts;         /**< rounds over all servers; 0: as the client has it */
    uint8_t subnet_bits;      /**< of `subnet`: how many of its bits are told */
    uint16_t udp_size;        /**< EDNS UDP payload size, bytes; 0: no EDNS at all */
    uint32_t timeout_ms;      /**< of one try; 0: as the client has it */
    struct gs_address subnet; /**< EDNS client subnet; family 0: none. RFC 7871 */
    uint8_t cookie[GS_COOKIE_MAX]; /**< the one sent; the client writes it */
    uint8_t cookie_len;            /**< its bytes; 0: none */
};

/** Recursion wanted, AD asked for, EDNS 1232, UDP then TCP, the client's patience. */
struct gs_dns_asking gs_dns_asking_default(void);

/** A word of a settings text. */
struct gs_asking_word {
    const char *word; /**< "do"; one that takes a value ends in "=": "size=" */
    const char *help; /**< what it does, a few words */
};

/** The words of gs_dns_asking_parse(), without the other spellings that it takes as well. */
const struct gs_asking_word *gs_dns_asking_words(size_t *count);

/**
 * Changes `*asking` as a settings text says: words parted by commas or blanks, a `+` in front
 * of each is fine; what no word names stays, and `default` sets all back. Each word that
 * takes no value has its opposite: `do`, `nodo`. `keeps_message` has no word.
 * Returns: GS_OK; GS_EFORMAT, then *asking is untouched and a sentence that says what is
 *          wrong is appended to `wrong` (may be NULL), safe for a screen.
 */
enum gs_status gs_dns_asking_parse(const char *text, struct gs_dns_asking *asking,
                                   struct gs_buf *wrong);

/** Appends what differs from gs_dns_asking_default(), "default" when nothing does; parsed
 *  over a default it gives the same asking again. */
void gs_dns_asking_format(const struct gs_dns_asking *asking, struct gs_buf *out);

/** Appends `192.0.2.0/24`. */
void gs_subnet_format(const struct gs_address *subnet, unsigned bits, struct gs_buf *out);

#endif
