/* SPDX-License-Identifier: MIT */
/**
 * A whois answer in words: what became of each server, the key facts with their age, what a
 * status means, and whether DNS has the registered name servers. Pure; times are arguments.
 */
#ifndef GAISCOPE_RULES_WHOIS_WORDS_H
#define GAISCOPE_RULES_WHOIS_WORDS_H

#include "gaiscope/base/buf.h"
#include "gaiscope/model/lookup.h"
#include "gaiscope/rules/words.h"

#define GS_WHOIS_NUMBER_MAX 16 /**< bytes of a hop's number with NUL */

#define GS_WHOIS_SOON_DAYS                                                               \
    30 /**< a registration that ends within these is one to look at */

/** The sign of a hop: "→", "✓", "–", "▲", "✗", "" while it waits. */
const char *gs_whois_hop_sign(const struct gs_whois_hop *hop);

/** Appends what became of a hop: "refers to the registrar", "final text", "refused". */
void gs_whois_hop_words(struct gs_buf *out, const struct gs_whois *whois, size_t at);

/** What a status code of EPP means to a person (RFC 5731 2.3, RFC 3915 3.1); "": not
 *  known. */
const char *gs_whois_status_meaning(const char *status);

/** Appends a line each status: the code, and what it means as remark. */
void gs_whois_status_words(struct gs_words *out, const struct gs_whois *whois);

/** What DNS says of the registered name servers. */
enum gs_whois_match {
    GS_WHOIS_MATCH_UNKNOWN = 0, /**< not asked, or no answer */
    GS_WHOIS_MATCH_SAME,        /**< the same set */
    GS_WHOIS_MATCH_DIFFERENT,   /**< another set */
};

/** Compares with the NS records that are among the answers. */
enum gs_whois_match gs_whois_match_servers(const struct gs_whois *whois,
                                           const struct gs_facts *facts);

/** Appends the key facts, a line each. Takes: `facts`, where DNS's answers are looked for;
 *  `now_s`, the wall clock. */
void gs_whois_fact_words(struct gs_words *out, const struct gs_whois *whois,
                         const struct gs_facts *facts, int64_t now_s);

/** "2", and "2b", "2c" for further lines to the same server: each hop has a name of its own. */
void gs_whois_hop_number(const struct gs_whois *whois, size_t at,
                         char out[GS_WHOIS_NUMBER_MAX]);

#endif
