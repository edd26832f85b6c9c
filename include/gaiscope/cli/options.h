/* SPDX-License-Identifier: MIT */
/**
 * The command line: one table of options, from which parsing and --help come.
 */
#ifndef GAISCOPE_CLI_OPTIONS_H
#define GAISCOPE_CLI_OPTIONS_H

#include "gaiscope/base/buf.h"
#include "gaiscope/base/status.h"
#include "gaiscope/engine/engine.h"
#include "gaiscope/engine/hook.h"
#include "gaiscope/model/connect_report.h"
#include "gaiscope/model/dns_asking.h"
#include "gaiscope/model/families.h"
#include "gaiscope/model/question.h"
#include "gaiscope/model/race.h"
#include "gaiscope/model/server_list.h"
#include "gaiscope/model/watch.h"
#include "gaiscope/report/report.h"
#include "gaiscope/rules/take_home.h"

#include <stdbool.h>
#include <stdint.h>

/** What the program is to do. */
enum gs_mode {
    GS_MODE_DASHBOARD = 0, /**< the screen */
    GS_MODE_REPORT,        /**< look up once, print, exit */
    GS_MODE_BULK,          /**< look up a list of any length */
    GS_MODE_WATCH,         /**< watch a list without a screen */
    GS_MODE_HELP,          /**< print the options */
    GS_MODE_VERSION,       /**< print the versions */
};

/** How a report is written. */
enum gs_format {
    GS_FORMAT_TEXT = 0,
    GS_FORMAT_JSON,
    GS_FORMAT_CSV,
    GS_FORMAT_JSONL, /**< JSON, each document a line */
    GS_FORMAT_TAKE,  /**< a text to take home: `take` says which */
};

/** Exit statuses; documented in README.md and stable. */
enum gs_exit {
    GS_EXIT_ANSWERED = 0,   /**< answered */
    GS_EXIT_NOT_FOUND = 1,  /**< no such name or no data */
    GS_EXIT_USAGE = 2,      /**< the command line is wrong */
    GS_EXIT_TEMPORARY = 3,  /**< temporary failure: try again */
    GS_EXIT_OTHER = 4,      /**< anything else */
    GS_EXIT_UNEXPECTED = 5, /**< watching: an expectation does not hold */
};

/** How a list of hosts is watched. */
struct gs_monitor_options {
    const char *list; /**< --monitor; "-" standard input; NULL: none. Points into argv */
    const char *sinkholes; /**< --sinkholes; NULL: the built-in ones. Points into argv */
    const char *state;     /**< --state; NULL: named after the list. Points into argv */
    uint32_t interval_s;   /**< --every; 0: the default */
    uint32_t libc_rounds;  /**< --libc-every; 0: the default */
    uint32_t count;        /**< --count; 0: until it is stopped */
    bool is_dns_only;      /**< --dns-only */
    bool respects_ttl;     /**< --respect-ttl */
    bool has_summaries;    /**< --summaries */
    bool is_stateless;     /**< --no-state */
    bool rings_bell;       /**< --bell */
    /** --on-change and each --on-change-arg, NULL at the end; [0] NULL: none. Point into argv */
    const char *on_change[GS_HOOK_ARGS_MAX + 1];
    const char *metrics;       /**< --metrics; NULL: none. Points into argv */
    uint32_t metrics_hosts;    /**< --metrics-hosts: hosts with series of their own */
    struct gs_endpoint listen; /**< --listen; family 0: none */
};

/** A list that is looked up once. */
struct gs_bulk_options {
    const char *list;  /**< --list, a file or "-"; NULL: none. Points into argv */
    bool is_unordered; /**< --order done */
    bool is_libc;      /**< --libc */
    bool is_quiet;     /**< --quiet */
};

/** The command line's meaning. */
struct gs_options {
    enum gs_mode mode;                /**< what to do */
    enum gs_format format;            /**< of the report */
    enum gs_take take;                /**< with GS_FORMAT_TAKE */
    enum gs_report_messages messages; /**< --messages */
    struct gs_question question;  /**< hints always; host and service with has_question */
    bool has_question;            /**< a host, a service or --null was given */
    unsigned parts;               /**< GS_PART_BIT()s */
    uint16_t types[GS_TYPES_MAX]; /**< --types */
    size_t type_count;            /**< 0: the default */
    struct gs_dns_asking asking;  /**< --dns */
    struct gs_race_settings
        race; /**< --race; without gs_race_settings_default(), in the demo IPv6 first */
    struct gs_connect_choice connect; /**< --connect, --banner, --connect-always */
    struct gs_endpoint server;        /**< --server; family 0: none */
    uint16_t smtp_port;               /**< --smtp-port; 0: none */
    char whois[GS_WHOIS_FIRST_MAX];   /**< --whois; "": none */
    uint32_t timeout_ms;              /**< --timeout; 0: none */
    const char *theme;                /**< --theme; NULL: the default. Points into argv */
    bool is_demo;                     /**< --demo, --tour */
    bool is_tour;                     /**< --tour */
    uint32_t tour_pace_ms;            /**< --tour-pace; 0: by keys */
    bool no_color;                    /**< --no-color or NO_COLOR */
    bool ascii;                       /**< --ascii */
    bool no_mouse;                    /**< --no-mouse */
    struct gs_server_list compare;    /**< --compare */
    const char
        *families;      /**< --families, hosts or a file; NULL: none. Points into argv */
    const char *record; /**< --record; NULL: none. Points into argv */
    uint64_t record_limit; /**< --record-limit, bytes */
    const char *replay;    /**< --replay; NULL: none. Points into argv */
    unsigned
        speed_quarters; /**< --speed, quarters of a second a second; 0: step by step */
    struct gs_monitor_options monitor; /**< --monitor and what belongs to it */
    const char *root_hints;            /**< --root-hints; NULL: none. Points into argv */
    struct gs_bulk_options bulk;       /**< --list and what belongs to it */
};

/**
 * Reads the arguments (argv[0] is the program's name).
 * Returns: GS_OK; GS_EINVAL with one or two lines for standard error in `error`: what is
 *          wrong and what would be right.
 */
enum gs_status gs_options_parse(int argc, char *const argv[], struct gs_options *out,
                                struct gs_buf *error);

/** Whether the value of --families is a file: it has a slash, or is the name of one. */
bool gs_options_names_file(const char *value);

/** Whether a text report has no character beyond ASCII: --ascii, or the locale has none. */
bool gs_options_wants_ascii(const struct gs_options *options);

/** Appends the text of --help. */
void gs_options_help(struct gs_buf *out);

/** Appends the text of --version: this program and the libraries that are loaded anyway. */
void gs_options_version(struct gs_buf *out);

#endif
