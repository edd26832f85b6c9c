/* SPDX-License-Identifier: MIT */
/**
 * The tables that order addresses: labels, precedences and IPv4 scopes, from gai.conf or
 * built in. Plain values. RFC 6724 2.1, gai.conf(5).
 */
#ifndef GAISCOPE_MODEL_POLICY_H
#define GAISCOPE_MODEL_POLICY_H

#include "gaiscope/model/address.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define GS_POLICY_MAX        128 /**< lines kept of one table */
#define GS_POLICY_ERRORS_MAX 16  /**< wrong lines told of one file */
#define GS_POLICY_REASON_MAX 96  /**< bytes of a reason with NUL */

/** One line: a prefix and the value it gives. */
struct gs_policy_entry {
    struct gs_address prefix; /**< IPv6 in labels and precedences (IPv4 as mapped), IPv4
                                   in scopes */
    uint8_t bits;             /**< of the prefix, 0 to 128 (0 to 32 in scopes) */
    int value;                /**< label, precedence or scope */
    size_t line;              /**< of the file, from 1; 0: built in */
};

/** A table, in the order it is searched: longest prefix first. */
struct gs_policy_table {
    struct gs_policy_entry entries[GS_POLICY_MAX]; /**< the lines */
    size_t count;                                  /**< how many */
    bool is_builtin;                               /**< no line of the file: libc's own */
};

/** A line that libc ignores. */
struct gs_policy_error {
    size_t line;                       /**< of the file, from 1 */
    char reason[GS_POLICY_REASON_MAX]; /**< sanitised: what is wrong */
};

/** All three tables. */
struct gs_policy {
    struct gs_policy_table labels;                       /**< rule 5 */
    struct gs_policy_table precedences;                  /**< rule 6 */
    struct gs_policy_table scopes;                       /**< of IPv4, rules 2 and 8 */
    struct gs_policy_error errors[GS_POLICY_ERRORS_MAX]; /**< wrong lines */
    size_t error_count;                                  /**< kept of them */
    size_t lines_used;   /**< lines of the file that count */
    int64_t read_wall_s; /**< when the file was read: libc reads it once a process */
    bool has_file;       /**< there is a gai.conf */
    bool is_reloaded;    /**< it says `reload yes` */
    bool is_truncated;   /**< a table had more lines than are kept */
};

#endif
