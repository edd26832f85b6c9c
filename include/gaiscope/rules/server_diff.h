/* SPDX-License-Identifier: MIT */
/**
 * One question's answers of several name servers, compared as sets: the order of records, their
 * TTLs and the ASCII case of names do not count; signatures (RRSIG) are compared only when they
 * were asked for. A "no such name", a "no data" and a set of records are three different
 * things; an answer that says nothing of the name (refused, no reply, ...) is compared with
 * nothing. What most servers say is what the others are held against; of equal numbers the
 * first server's. Pure. RFC 2181 5, RFC 4034 6.2, RFC 4343.
 */
#ifndef GAISCOPE_RULES_SERVER_DIFF_H
#define GAISCOPE_RULES_SERVER_DIFF_H

#include "gaiscope/base/vec.h"
#include "gaiscope/model/machine.h"
#include "gaiscope/model/server_table.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** One server's answer beside the others'. */
enum gs_server_match {
    GS_SERVER_WAITING = 0, /**< no answer yet: "waiting" */
    GS_SERVER_FAILED,      /**< said nothing of the name: "failed" */
    GS_SERVER_ALONE,   /**< no other server said anything to hold it against: "alone" */
    GS_SERVER_SAME,    /**< as most say: "same" */
    GS_SERVER_DIFFERS, /**< "differs" */
};

/** What one server's answer comes to. */
struct gs_server_cell {
    enum gs_server_match match; /**< beside the others */
    size_t record_count;        /**< different records that count */
    size_t more;                /**< of them, those that the common set has not */
    size_t fewer;               /**< records of the common set that it has not */
};

/** A record that at least one server has. */
struct gs_server_member {
    const struct gs_record
        *record;        /**< of the first server that has it; lent by the table */
    uint32_t holders;   /**< a bit for each server that has it */
    uint32_t ttl_min_s; /**< over its holders */
    uint32_t ttl_max_s; /**< the same */
    bool is_common;     /**< in the common set */
};

/** All of one question. gs_server_diff_fini(). */
struct gs_server_diff {
    struct GS_VEC_OF(struct gs_server_member) members; /**< sorted by type, name, text */
    struct gs_server_cell cells[GS_SERVERS_MAX];       /**< one a server */
    size_t cell_count;                                 /**< how many */
    size_t answered;         /**< servers whose answer came, whatever it says */
    size_t differing;        /**< cells that differ */
    bool has_ttl_difference; /**< a record that several have, with different TTLs */
    enum gs_outcome common;  /**< what most say; GS_OUTCOME_NOT_ASKED: nobody said */
    size_t fastest;          /**< the server that said so first; SIZE_MAX: none */
    int64_t min_us;          /**< the fastest answer that came; -1: none */
    int64_t max_us;          /**< the slowest */
};

/** Compares. Takes: the number of a question of the table. Owns: the caller. */
void gs_server_diff_make(const struct gs_server_table *table, size_t question,
                         struct gs_server_diff *out);

/** Frees what it owns and leaves it empty. */
void gs_server_diff_fini(struct gs_server_diff *diff);

/** All questions of a table. */
struct gs_server_diff_list GS_VEC_OF(struct gs_server_diff);

/** Compares the answers to each question, in their order. Owns: the caller,
 *  gs_server_diff_list_fini(). */
void gs_server_diff_list_make(const struct gs_server_table *table,
                              struct gs_server_diff_list *out);

/** Frees what it owns and leaves it empty. */
void gs_server_diff_list_fini(struct gs_server_diff_list *diffs);

/** The stable word of JSON and CSV: see the enum. */
const char *gs_server_match_id(enum gs_server_match match);

/** The same at a glance: "…", "✗", "–" alone, "✓", "≠". */
const char *gs_server_match_sign(enum gs_server_match match);

#define GS_SERVER_WORDS_MAX 96 /**< bytes of gs_server_words() with NUL */

/**
 * What one server's answer comes to, in words: "2 records", "no such name", "refused", "only
 * where else to ask", "waiting".
 * Takes: `server` below diff->cell_count; `answer` that server's, of the question that the
 * diff was made of; NULL: none came yet.
 */
void gs_server_words(const struct gs_server_diff *diff, size_t server,
                     const struct gs_dns_answer *answer, char out[GS_SERVER_WORDS_MAX]);

/** Over all questions: how many servers differ in at least one, and which is fastest. */
struct gs_server_summary {
    size_t differing_questions;        /**< questions not all answer alike */
    size_t compared_questions;         /**< questions that several servers answered */
    size_t answered;                   /**< cells */
    size_t failed;                     /**< cells */
    int64_t median_us[GS_SERVERS_MAX]; /**< of each server's answers; -1: none */
    size_t fastest;                    /**< by that; SIZE_MAX: none */
};

/** Sums up. Takes: the table, complete or not, and what its answers come to. Owns: nothing, a
 *  plain value. */
struct gs_server_summary gs_server_summary_of(const struct gs_server_table *table,
                                              const struct gs_server_diff_list *diffs);

#endif
