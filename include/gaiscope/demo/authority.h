/* SPDX-License-Identifier: MIT */
/**
 * A zone file held in memory, and what a name server says from it. Pure: no socket, no clock.
 * It follows CNAMEs over all its zones and sets AA and RA, so that a stub resolver can ask
 * it directly. An immutable object: any thread may ask once it is loaded.
 * RFC 1035 (messages), RFC 1034 4.3.2 (lookup), RFC 2308 (no such name, no data), RFC 4592
 * 2.2.2 (empty non-terminals), RFC 6604 (rcode of chains), RFC 6891, RFC 8914.
 */
#ifndef GAISCOPE_DEMO_AUTHORITY_H
#define GAISCOPE_DEMO_AUTHORITY_H

#include "gaiscope/base/buf.h"
#include "gaiscope/base/status.h"
#include "gaiscope/model/dns_answer.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct gs_authority;

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
 * Takes: `query`, `len` as received; `transport`, which decides how long a message may be.
 * Owns: the caller, gs_authority_reply_fini().
 */
struct gs_authority_reply gs_authority_reply(const struct gs_authority *authority,
                                             const uint8_t *query, size_t len,
                                             enum gs_transport transport);

/** Frees the message. */
void gs_authority_reply_fini(struct gs_authority_reply *reply);

/** Frees everything; NULL is fine. */
void gs_authority_free(struct gs_authority *authority);

#endif
