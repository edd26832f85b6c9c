/* SPDX-License-Identifier: MIT */
/**
 * One row of a long list: a name, and what each question about it came to. A plain value.
 */
#ifndef GAISCOPE_MODEL_BULK_ROW_H
#define GAISCOPE_MODEL_BULK_ROW_H

#include "gaiscope/base/vec.h"
#include "gaiscope/model/address.h"
#include "gaiscope/model/outcome.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** Values of records that are no addresses, in presentation form. */
struct gs_bulk_values GS_VEC_OF(char *);

/** One question about the name and what came of it. */
struct gs_bulk_cell {
    const char *type;                    /**< "A", "AAAA", "MX", "PTR", "getaddrinfo" */
    enum gs_outcome outcome;             /**< of this question alone */
    uint32_t ttl_s;                      /**< the least; 0: none */
    bool is_libc;                        /**< getaddrinfo, which tells no TTL */
    int64_t elapsed_us;                  /**< all tries together; -1: not asked */
    unsigned tries;                      /**< messages sent for it */
    const struct gs_address *addresses;  /**< what came of A, AAAA or libc; lent */
    size_t address_count;                /**< how many */
    size_t left_out;                     /**< values beyond the bound */
    const struct gs_bulk_values *values; /**< of other types; NULL: none; lent */
};

/** One row; all of it is lent. */
struct gs_bulk_row {
    uint64_t line;    /**< of the list, from 1 */
    const char *host; /**< as it stands there, any bytes */
    const char
        *asked; /**< the name as it was asked, where it is another one; NULL: as host */
    const char *reason;    /**< why nothing was asked: "an empty label"; NULL: it was */
    const char *canonical; /**< where the CNAMEs end; NULL: no CNAME */
    const struct gs_bulk_cell *cells; /**< by question */
    size_t cell_count;                /**< how many; 0 with a reason */
};

/** What all questions of a row come to: answered with any value; else the worst of them. */
enum gs_outcome gs_bulk_outcome(const struct gs_bulk_row *row);

/** Whether it is half an answer: one question was answered, another one failed. */
bool gs_bulk_is_partial(const struct gs_bulk_row *row);

#endif
