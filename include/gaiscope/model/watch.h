/* SPDX-License-Identifier: MIT */
/**
 * One line of the list of hosts that are watched: what is asked, how often, and what is
 * expected. Read and written as text by rules/watch_list. A plain value, owned by whoever
 * holds it.
 */
#ifndef GAISCOPE_MODEL_WATCH_H
#define GAISCOPE_MODEL_WATCH_H

#include "gaiscope/base/vec.h"
#include "gaiscope/model/address.h"
#include "gaiscope/model/mx_plan.h"

#include <stdbool.h>
#include <stdint.h>

#define GS_WATCHES_MAX          100000 /**< lines of a list */
#define GS_WATCH_EXPECTS_MAX    8      /**< expectations of a line */
#define GS_WATCH_LABELS_MAX     8      /**< labels of a line */
#define GS_WATCH_LABEL_MAX      32     /**< bytes of one with NUL */
#define GS_WATCH_SERVICE_MAX    32     /**< bytes of a service with NUL */
#define GS_WATCH_INTERVAL_MIN_S 1      /**< seconds from round to round */
#define GS_WATCH_INTERVAL_MAX_S 86400  /**< the same */

/** What is expected of each answer. */
enum gs_expect_kind {
    GS_EXPECT_SET = 0, /**< exactly `addresses` */
    GS_EXPECT_PREFIX, /**< every address of the prefix's family lies in `addresses`[0] / `bits`,
                             and there is at least one */
    GS_EXPECT_AT_LEAST,    /**< at least `count` addresses of `family` */
    GS_EXPECT_FAMILY,      /**< at least one address of `family` */
    GS_EXPECT_MX,          /**< `host` is among the mail exchanges; "": null MX */
    GS_EXPECT_NO_SINKHOLE, /**< no address lies in the list of sinkholes */
};

#define GS_EXPECT_COUNT (GS_EXPECT_NO_SINKHOLE + 1) /**< how many kinds */

/** One expectation. */
struct gs_expect {
    enum gs_expect_kind kind; /**< which */
    struct gs_address_list
        addresses;  /**< SET: sorted, each once; PREFIX: its first address */
    uint8_t bits;   /**< PREFIX: its length */
    uint16_t count; /**< AT_LEAST */
    int family;     /**< AT_LEAST, FAMILY: AF_INET, AF_INET6; 0: any */
    char *host;     /**< MX: A-label form, lower case; else NULL */
};

/** In the order of the line. */
struct gs_expect_list GS_VEC_OF(struct gs_expect);

/** A line's labels, to group and to filter by. */
struct gs_label_list GS_VEC_OF(char *);

/** One line. Two lines with the same host and service are the same watch. */
struct gs_watch {
    char *host;  /**< A-label form in lower case, without a final dot; or an address in
                      RFC 5952 form, whose name is watched */
    char *typed; /**< as written, sanitised; NULL: as host */
    char service[GS_WATCH_SERVICE_MAX]; /**< as written; "": none */
    bool is_address;                    /**< host is an address: its PTR is asked */
    bool asks_mx;                       /**< the mail exchanges are asked each round */
    struct gs_expect_list expects;      /**< at most GS_WATCH_EXPECTS_MAX */
    uint32_t interval_s;                /**< 0: the monitor's own */
    struct gs_label_list labels;        /**< at most GS_WATCH_LABELS_MAX; sanitised */
    uint32_t line; /**< of the file, from 1; 0: added in the dashboard */
};

/** In the order of the file. */
struct gs_watch_list GS_VEC_OF(struct gs_watch);

/** A deep copy. Owns: the caller, gs_watch_fini(). */
struct gs_watch gs_watch_copy(const struct gs_watch *watch);

/** Whether one of them is of mail exchanges: then they are asked each time. */
bool gs_watch_expects_mx(const struct gs_expect_list *expects);

/** Whether host and service are the same: the same thing is watched. */
bool gs_watch_is_same(const struct gs_watch *a, const struct gs_watch *b);

/** Whether a line bears a label, by ASCII case. */
bool gs_watch_has_label(const struct gs_watch *watch, const char *label);

/** Frees what a line owns and leaves it empty. */
void gs_watch_fini(struct gs_watch *watch);

/** Frees a list with all its lines and leaves it empty. */
void gs_watch_list_clear(struct gs_watch_list *list);

#endif
