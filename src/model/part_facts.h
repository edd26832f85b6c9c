/* SPDX-License-Identifier: MIT */
/**
 * What each part holds of the facts: a row a part says where it lies, how it is freed, and when
 * it has answered, is whole, and is stopped. Private to this room.
 */
#ifndef GAISCOPE_MODEL_PART_FACTS_H
#define GAISCOPE_MODEL_PART_FACTS_H

#include "facts.h"

#include <stddef.h>

/** A part of the facts. */
struct gs_part_facts {
    size_t offset;                         /**< of its member of the facts */
    size_t size;                           /**< of the member */
    void (*clear)(struct gs_facts *facts); /**< frees; the member is zeroed after */
    bool (*has_answer)(const struct gs_facts *facts); /**< at least one */
    bool (*is_whole)(const struct gs_facts *facts);   /**< NULL: more may always follow */
    void (*stop)(struct gs_facts *facts, int64_t at_us); /**< NULL: what is there stays */
};

/** A member's place and size. */
#define GS_HELD_IN(member)                                                               \
    offsetof(struct gs_facts, member), sizeof(((struct gs_facts *)0)->member)

/* What name servers tell: facts_dns.c. */
extern const struct gs_part_facts gs_facts_of_dns;
extern const struct gs_part_facts gs_facts_of_records;
extern const struct gs_part_facts gs_facts_of_reverse;
extern const struct gs_part_facts gs_facts_of_servers;
extern const struct gs_part_facts gs_facts_of_trace;

/* What libc tells: facts_libc.c. */
extern const struct gs_part_facts gs_facts_of_system;
extern const struct gs_part_facts gs_facts_of_sources;
extern const struct gs_part_facts gs_facts_of_services;
extern const struct gs_part_facts gs_facts_of_beside;
extern const struct gs_part_facts gs_facts_of_matrix;
extern const struct gs_part_facts gs_facts_of_calls;
extern const struct gs_part_facts gs_facts_of_nameinfo;
extern const struct gs_part_facts gs_facts_of_bind;

/* What mail and other hosts tell: facts_net.c. */
extern const struct gs_part_facts gs_facts_of_mail;
extern const struct gs_part_facts gs_facts_of_delivery;
extern const struct gs_part_facts gs_facts_of_smtp;
extern const struct gs_part_facts gs_facts_of_whois;

/* What connecting tells, and this machine: facts_connect.c. */
extern const struct gs_part_facts gs_facts_of_connect;
extern const struct gs_part_facts gs_facts_of_race;
extern const struct gs_part_facts gs_facts_of_families;
extern const struct gs_part_facts gs_facts_of_network;

/** Whether somebody answered: asked, and not stopped. */
static inline bool gs_outcome_is_answer(enum gs_outcome outcome)
{
    return outcome != GS_OUTCOME_NOT_ASKED && outcome != GS_OUTCOME_CANCELLED;
}

/** Mark what waits in a part as stopped. Take: facts without it, too. An SMTP session that
 *  waits stays as it is: that its part was stopped says it. */
void gs_facts_stop_servers(struct gs_facts *facts, int64_t at_us);
void gs_facts_stop_trace(struct gs_facts *facts, int64_t at_us);
void gs_facts_stop_delivery(struct gs_facts *facts, int64_t at_us);
void gs_facts_stop_whois(struct gs_facts *facts, int64_t at_us);

#endif
