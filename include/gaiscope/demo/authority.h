/* SPDX-License-Identifier: MIT */
/**
 * A zone file held in memory, and what name servers say from it. Pure: no socket, no clock.
 * One knows all: it follows CNAMEs over all zones and sets AA and RA, so that a stub resolver
 * can ask it directly. The others are those that the file's NS records name: each has its own
 * zones alone and refers to the next, so that the way down from the root can be walked. An
 * immutable object: any thread may ask once it is loaded.
 * RFC 1035 (messages), RFC 1034 4.3.2 (lookup), RFC 2308 (no such name, no data), RFC 4592
 * 2.2.2 (empty non-terminals), RFC 6604 (rcode of chains), RFC 6891, RFC 8914.
 */
#ifndef GAISCOPE_DEMO_AUTHORITY_H
#define GAISCOPE_DEMO_AUTHORITY_H

#include "gaiscope/base/buf.h"
#include "gaiscope/base/status.h"
#include "gaiscope/model/dname.h"
#include "gaiscope/model/dns_answer.h"
#include "gaiscope/model/mx_plan.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct gs_authority;

/** One of the servers that NS records name. */
struct gs_authority_server {
    struct gs_dname host;      /**< its name, lower case */
    struct gs_address address; /**< in 127.0.0.0/8 */
    bool is_root;              /**< it serves the root */
};

/** In the order of the file. */
struct gs_authority_server_list GS_VEC_OF(struct gs_authority_server);

/** A message as it came. */
struct gs_authority_query {
    const uint8_t *bytes;
    size_t len;
    enum gs_transport transport; /**< decides how long the reply may be */
};

/** What to do with a query. */
struct gs_authority_reply {
    struct gs_buf message; /**< the message to send; empty: say nothing */
    uint32_t delay_ms;     /**< how long to wait before it is sent */
};

/**
 * Loads a zone file with fault comments (`;! NAME TYPE slow 2000`, explained at the head of
 * src/demo/demo.zone).
 * Returns: GS_OK; GS_EFORMAT with the line and the reason in `error`.
 * Owns: the caller, gs_authority_free().
 */
enum gs_status gs_authority_load(const char *text, struct gs_authority **out,
                                 struct gs_buf *error);

/**
 * Answers one message, whatever it holds: what is no query gets no reply, a broken one
 * FORMERR, an unknown opcode NOTIMP, a class other than IN REFUSED.
 * Takes: the name of the server that is asked; NULL: the one that knows all.
 * Owns: the caller, gs_authority_reply_fini().
 */
struct gs_authority_reply gs_authority_reply(const struct gs_authority *authority,
                                             const struct gs_dname *host,
                                             struct gs_authority_query query);

/** The servers that NS records name and that have an address of loopback. Owns: the
 *  authority. */
const struct gs_authority_server_list *
gs_authority_servers(const struct gs_authority *authority);

/** Every address that an A or AAAA record of the file has, in its order; one may come
 *  twice. Owns: the caller, gs_vec_fini(). */
struct gs_address_list gs_authority_addresses(const struct gs_authority *authority);

/** Frees the message. */
void gs_authority_reply_fini(struct gs_authority_reply *reply);

/** Frees everything; NULL is fine. */
void gs_authority_free(struct gs_authority *authority);

#endif
