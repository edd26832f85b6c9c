/* SPDX-License-Identifier: MIT */
/**
 * Writes one reply, front to back: header, question, answer, authority, OPT. Pure.
 * RFC 1035 4.1, RFC 6891, RFC 8914.
 */
#ifndef GAISCOPE_SRC_DEMO_REPLY_WRITER_H
#define GAISCOPE_SRC_DEMO_REPLY_WRITER_H

#include "demo_query.h"

#include "gaiscope/base/buf.h"
#include "gaiscope/dns/zone.h"
#include "gaiscope/model/dns_answer.h"

/** The sections of a message, in order. */
enum reply_section {
    REPLY_QUESTION = 0,
    REPLY_ANSWER,
    REPLY_AUTHORITY,
    REPLY_ADDITIONAL,
    REPLY_SECTIONS,
};

/** A message being written. */
struct reply_writer {
    struct gs_buf out;                 /**< the bytes; the caller's to free or to keep */
    const struct gs_demo_query *query; /**< what it answers; lent */
    unsigned counts[REPLY_SECTIONS];   /**< records of each section */
    enum gs_rcode rcode;               /**< the response code so far */
    bool is_truncated;                 /**< nothing but TC is to be said */
    bool is_one_server;                /**< no RA, and no AD: it validates nothing */
    bool is_without_aa;                /**< the name is in no zone of its own */
    bool is_validated;                 /**< AD, where the query asks for it */
    int ede_code;                      /**< an extended error; -1: none */
    const char *ede_text;              /**< its text; NULL: none; lent */
};

/** Begins with room for the header and the question of `wire`, from which `query` was read. */
void reply_writer_init(struct reply_writer *writer, const struct gs_demo_query *query,
                       const uint8_t *wire);

/** Adds a record; sections must come in order. */
void reply_writer_add(struct reply_writer *writer, enum reply_section section,
                      const struct gs_zone_record *record);

/** Adds OPT where it was asked for, keeps to the size the transport allows, and sets the header. */
void reply_writer_end(struct reply_writer *writer, const uint8_t *wire,
                      enum gs_transport transport);

#endif
