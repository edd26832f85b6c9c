/* SPDX-License-Identifier: MIT */
/**
 * What goes through the pipes between this program and its helper: fixed structs, for both
 * are the same program. What comes back is read as if a stranger had written it. Pure.
 */
#ifndef GAISCOPE_LIBC_NSS_WIRE_H
#define GAISCOPE_LIBC_NSS_WIRE_H

#include "gaiscope/base/buf.h"
#include "gaiscope/libc/nss_source.h"

/** The hidden argument that makes a helper of this program. */
#define NSS_HELPER_ARGUMENT "--ask-one-nss-source"

#define NSS_REQUEST_MAGIC 0x67734e51u /**< first in a request */
#define NSS_REPLY_MAGIC   0x67734e52u /**< first in an answer */

/** The request. Zeroed before it is filled, texts end in NUL. */
struct nss_request {
    uint32_t magic;                   /**< NSS_REQUEST_MAGIC */
    int32_t parent;                   /**< whose process asks: the helper ends with it */
    struct gs_hints hints;            /**< of the call */
    bool has_node;                    /**< false: the null node */
    bool has_service;                 /**< false: the null service */
    bool is_redirected;               /**< `resolver` is to be asked */
    bool wants_status;                /**< what follows NOTFOUND and UNAVAIL differs */
    char source[GS_SOURCE_NAME_MAX];  /**< whom */
    char node[GS_HOST_MAX + 1];       /**< the host */
    char service[GS_SERVICE_MAX + 1]; /**< the service */
    struct gs_resolver resolver;      /**< with is_redirected */
};

/** The head of an answer. */
struct nss_reply {
    uint32_t magic;       /**< NSS_REPLY_MAGIC */
    uint32_t row_count;   /**< struct nss_row that follow */
    uint32_t left_out;    /**< rows over GS_ADDRINFO_MAX */
    int32_t code;         /**< EAI_*, 0: none */
    int32_t system_errno; /**< with EAI_SYSTEM */
    uint8_t status;       /**< enum gs_nss_status */
    uint8_t is_missing;   /**< its module cannot be loaded */
    int64_t elapsed_us;   /**< of the call alone */
    char canonname[1026]; /**< of the first row; "" none */
};

/** One row. */
struct nss_row {
    int32_t flags;          /**< ai_flags */
    int32_t family;         /**< ai_family */
    int32_t socktype;       /**< ai_socktype */
    int32_t protocol;       /**< ai_protocol */
    uint32_t flowinfo;      /**< sin6_flowinfo */
    uint32_t scope_id;      /**< sin6_scope_id */
    uint16_t port;          /**< host order */
    uint8_t bytes[16];      /**< the address */
    char zone[GS_ZONE_MAX]; /**< the scope's name */
};

/** Fills a request. Takes: `parent`, the number of the process that asks. */
void nss_request_set(struct nss_request *out, const struct gs_nss_ask *ask,
                     int32_t parent);

/** Whether what came is a request. */
bool nss_request_is_fine(const struct nss_request *request);

/** Appends an answer as bytes. Takes: `head` with status and is_missing. */
void nss_reply_encode(struct gs_buf *out, struct nss_reply head,
                      const struct gs_system_answer *answer);

/** The bytes that a whole answer has, by its head; 0: it is none. Takes: at least the head. */
size_t nss_reply_bytes(const struct gs_buf *bytes);

/** Reads an answer; its texts are sanitised. Returns: GS_OK; GS_EFORMAT. Owns: the caller,
 *  out->answer. */
enum gs_status nss_reply_decode(const struct gs_buf *bytes, struct gs_nss_result *out);

#endif
