/* SPDX-License-Identifier: MIT */
/**
 * The table of options: what each is called, what it takes, what it does and how --help
 * words it. A new option is one row and one function.
 */
#ifndef GAISCOPE_CLI_OPTION_TABLE_H
#define GAISCOPE_CLI_OPTION_TABLE_H

#include "gaiscope/cli/options.h"

/** A command line being read. */
struct option_parse {
    struct gs_options *out;  /**< what it means so far */
    struct gs_buf *error;    /**< takes what is wrong */
    struct gs_buf name;      /**< room for `shown` */
    const char *shown;       /**< the option being read, as an error names it; "" none */
    const char *operands[2]; /**< HOST and SERVICE */
    size_t operand_count;    /**< how many */
    bool is_null;            /**< --null */
    bool has_speed;          /**< --speed */
    bool has_record_limit;   /**< --record-limit */
    bool has_metrics_hosts;  /**< --metrics-hosts */
    const struct option_row *asks; /**< the first option that a replay has no use for */
    bool is_report;                /**< --report or --output */
    bool is_over;                  /**< --help or --version: the rest does not count */
    const char *of_bulk;           /**< the last option that is for a list; NULL: none */
    size_t on_change_args;         /**< --on-change-arg, how often */
    bool connects;                 /**< --connect: a report has the part */
};

/** Takes an option's value (NULL when it takes none). Returns: false with an error said. */
typedef bool (*option_fn)(struct option_parse *parse, const char *value);

/** One option. */
struct option_row {
    char letter;          /**< 'f' of -f; 0: none */
    const char *name;     /**< "family" of --family; NULL: none */
    const char *argument; /**< "FAMILY" as --help names it; NULL: takes none */
    option_fn apply;      /**< does it; NULL ends the table */
    const char *help;     /**< one line */
};

/** All options in the order of --help; the last row has no function. */
extern const struct option_row option_rows[];

/**
 * Says what is wrong: `gaiscope: --family: "ipv5" is not a family; use ...` and where to read
 * more. Takes: `value`, quoted, sanitised and cut; NULL: none. Returns: false.
 */
bool option_fail(struct option_parse *parse, const char *value, const char *what);

#endif
