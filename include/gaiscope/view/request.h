/* SPDX-License-Identifier: MIT */
/**
 * What a line of the `:` command line asks for, as a value. The view carries out what it can;
 * the rest goes to app/dispatch as GS_EFFECT_REQUEST, to be claimed.
 */
#ifndef GAISCOPE_VIEW_REQUEST_H
#define GAISCOPE_VIEW_REQUEST_H

#include "gaiscope/model/address.h"
#include "gaiscope/model/connect_report.h"
#include "gaiscope/model/question.h"
#include "gaiscope/model/race.h"
#include "gaiscope/model/record_choice.h"
#include "gaiscope/view/command.h"

#include <stdbool.h>
#include <stdint.h>

/** Bytes of the longest line: the longest host and service with a word before them. */
#define GS_COMMAND_LINE_MAX (GS_HOST_MAX + GS_SERVICE_MAX + 16)

/** What is asked for. */
enum gs_request_type {
    GS_REQUEST_NONE = 0, /**< nothing: an empty line */
    GS_REQUEST_COMMAND,  /**< a command of the table: `command` */
    GS_REQUEST_ASK,      /**< a question: `text` the host, `service` */
    GS_REQUEST_HINTS,    /**< other arguments of the call: `hints` */
    GS_REQUEST_SERVICE,  /**< another service: `text`, "" none */
    GS_REQUEST_VIEW,     /**< a view: `number` is its digit */
    GS_REQUEST_SORT,     /**< the focused pane by a column: `number`, `is_reversed` */
    GS_REQUEST_SEARCH,   /**< `text` in the focused pane */
    GS_REQUEST_FILTER,   /**< what the focused pane keeps: `text` */
    GS_REQUEST_BIND,     /**< sockets at a port: `number`, 0 the asked one */
    GS_REQUEST_TOUR,     /**< the tour's station `number`; 0: its end */
    GS_REQUEST_RECORDS,  /**< the app's: what is asked of every name: `records` */
    GS_REQUEST_COMPARE,  /**< the app's: servers held against each other: `records` */
    GS_REQUEST_FAMILIES, /**< the app's: hosts compared with this one: `text`, "" none */
    GS_REQUEST_CONNECT,  /**< the app's: what is connected to: `connect` */
    GS_REQUEST_ROOTS,    /**< the app's: where a trace begins: `text` a file; default */
    GS_REQUEST_RACE,     /**< how is raced, and what is assumed beside it: `race` */
    GS_REQUEST_SERVER,   /**< the app's: ask `server`; family 0: resolv.conf's own */
    GS_REQUEST_WHOIS, /**< the app's: `text` is the first whois server; "": the default */
    GS_REQUEST_TABLE, /**< the app's: save the pane's table to the file `text` */
    GS_REQUEST_SCREEN,   /**< the app's: save the screen to the file `text` */
    GS_REQUEST_THEME,    /**< the app's: the theme named `text` */
    GS_REQUEST_RECORD,   /**< the app's: records to the file `text`; "": ends it */
    GS_REQUEST_INTERVAL, /**< the app's: ask again every `number` seconds; 0: not */
    GS_REQUEST_WATCH_PAUSE, /**< the app's: `number` 1 pauses the hosts of `ids`, 0 goes on */
    GS_REQUEST_WATCH_INTERVAL, /**< the app's: asks them every `number` seconds; 0: as the
                                    list says */
    GS_REQUEST_WATCH_STEP, /**< the app's: asks the hosts of `ids` less often, `number` 1, or
                                more often, 0: each by a step from its own interval */
    GS_REQUEST_WATCH_NOW, /**< the app's: asks the hosts of `ids` now */
    GS_REQUEST_WATCH, /**< the app's: watches these lines, too: `pasted`, else `text` */
    GS_REQUEST_WATCH_CHANGE, /**< the app's: says of the hosts of `ids` what stands in `text`
                                  otherwise: rules/watch_edit.h */
    GS_REQUEST_MONITOR,      /**< the app's: watches the list of the file `text` */
    GS_REQUEST_WRITE, /**< the app's: saves what is watched to the file `text`; "": its own */
    GS_REQUEST_UNWATCH, /**< the app's: no more those of `ids`, or the host `text` */
};

/** One request. A plain value. */
struct gs_request {
    enum gs_request_type type;  /**< what */
    enum gs_command_id command; /**< with COMMAND */
    struct gs_hints hints;      /**< with HINTS: all of them as they are to be */
    struct gs_record_choice
        records; /**< with RECORDS, COMPARE: all of it as it is to be */
    struct gs_connect_choice connect; /**< with CONNECT: all of it as it is to be */
    struct gs_race_settings race;     /**< with RACE: all of it as it is to be */
    struct gs_endpoint server;        /**< with SERVER */
    const uint64_t
        *ids;        /**< with WATCH_*, UNWATCH: gs_watched.id; NULL: all hosts. Lent by
                              the view until its next command */
    size_t id_count; /**< how many */
    const struct gs_buf
        *pasted;      /**< with WATCH: many lines, lent until it was done; NULL: none */
    uint32_t number;  /**< by type */
    bool is_cut;      /**< with WATCH: there was more than is pasted */
    bool is_reversed; /**< with SORT */
    char text[GS_COMMAND_LINE_MAX + 1]; /**< by type, as typed */
    char service[GS_SERVICE_MAX + 1];   /**< with ASK; "" none */
};

#endif
