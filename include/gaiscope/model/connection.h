/* SPDX-License-Identifier: MIT */
/**
 * One attempt to connect to one address by TCP, and what came of it. A plain value, the same
 * for the connect part, the race and the families. RFC 9293 3.5, POSIX connect().
 */
#ifndef GAISCOPE_MODEL_CONNECTION_H
#define GAISCOPE_MODEL_CONNECTION_H

#include "gaiscope/base/vec.h"
#include "gaiscope/model/address.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define GS_BANNER_MAX     256  /**< bytes kept of the first line that a server says */
#define GS_BANNER_WAIT_MS 2000 /**< how long the first line is awaited */

/** What came of an attempt. */
enum gs_connect_status {
    GS_CONNECT_IDLE = 0, /**< not begun: "not_begun" */
    GS_CONNECT_WAITING,  /**< under way: "waiting" */
    GS_CONNECT_OPEN,     /**< somebody listens: "open" */
    GS_CONNECT_REFUSED,  /**< nobody listens, the host says so: "refused" */
    GS_CONNECT_NO_ROUTE, /**< no way from this machine to the address: "no_route" */
    GS_CONNECT_SILENT,   /**< nothing came back in time: "silent" */
    GS_CONNECT_FAILED,   /**< anything else; `error` says what: "failed" */
    GS_CONNECT_STOPPED,  /**< stopped by the person: "stopped" */
};

#define GS_CONNECT_STATUS_COUNT (GS_CONNECT_STOPPED + 1) /**< how many */

/** One attempt. A zeroed struct was not begun. */
struct gs_connection {
    struct gs_endpoint endpoint;    /**< whom: the address that is shown, never a name */
    enum gs_connect_status status;  /**< what came of it */
    int error;                      /**< errno beside the status; 0: none */
    int64_t elapsed_us;             /**< until it was open or failed, or so far */
    struct gs_address source;       /**< from where; family 0: not known */
    char interface[GS_ZONE_MAX];    /**< that bears the source; "": not known */
    uint32_t mtu_bytes;             /**< of the path, as the kernel knows; 0: not known */
    uint32_t syns_again;            /**< SYNs sent again before it opened (Linux tells) */
    char banner[GS_BANNER_MAX + 1]; /**< the first line said, sanitised; "": none */
    int64_t banner_us;              /**< from open until it was there; 0: none came */
};

/** Attempts. */
struct gs_connection_list GS_VEC_OF(struct gs_connection);

/** Whether it has ended in any way: open, failed or stopped. */
bool gs_connect_is_over(enum gs_connect_status status);

/** The word a person reads: "open", "refused", "no route", "silent", ... */
const char *gs_connect_word(enum gs_connect_status status);

/** The stable word of JSON and CSV, as at the enum. */
const char *gs_connect_id(enum gs_connect_status status);

/** How many attempts came out in a way. */
size_t gs_connection_count(const struct gs_connection_list *list,
                           enum gs_connect_status status);

#endif
