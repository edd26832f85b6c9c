/* SPDX-License-Identifier: MIT */
/**
 * What a datagram has to hold to be the answer to a question, and what c-ares is shown in the
 * question's place. Pure: bytes only. Private to this room. RFC 1035 4.1, RFC 5452 9.1.
 */
#ifndef GAISCOPE_SRC_DNS_ASKED_H
#define GAISCOPE_SRC_DNS_ASKED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define GS_DNS_HEADER_LEN     12        /**< bytes of a message's header */
#define GS_DNS_QUESTION_BYTES (255 + 4) /**< name, type, class */

/** A question as it went out. */
struct gs_asked {
    uint8_t question[GS_DNS_QUESTION_BYTES]; /**< name, type and class as sent */
    uint8_t stand_in[GS_DNS_QUESTION_BYTES]; /**< the same, an x for each strange byte */
    size_t len;                              /**< bytes of either; 0: none */
    uint8_t id[2];                           /**< as sent */
};

/** Keeps id and question of our own query. */
void gs_asked_keep(struct gs_asked *asked, const uint8_t *query, size_t len);

/** Whether a message is a response with our id and our question. */
bool gs_asked_is_answer(const struct gs_asked *asked, const uint8_t *wire, size_t len);

/**
 * A server that cannot read a query may refuse it with a header alone: then our question is
 * put behind that, for it answers nothing else. Takes: `room`, bytes there are at `wire`.
 * Returns: the message's length, `len` when it is anything else.
 */
size_t gs_asked_complete(const struct gs_asked *asked, uint8_t *wire, size_t len,
                         size_t room);

/** Bytes of the first question of any message, name, type and class; 0: there is none, or its
 *  name is not spelt out. */
size_t gs_asked_question_len(const uint8_t *wire, size_t len);

/** Whether a question's name has letters, digits, `-` and `_` alone, and at least one label. */
bool gs_asked_is_plain(const uint8_t *question, size_t len);

#endif
