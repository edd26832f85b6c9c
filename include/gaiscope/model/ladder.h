/* SPDX-License-Identifier: MIT */
/**
 * Who answered: each source of the hosts: line of nsswitch.conf, asked on its own. Owned by
 * whoever holds the pointer. nsswitch.conf(5).
 */
#ifndef GAISCOPE_MODEL_LADDER_H
#define GAISCOPE_MODEL_LADDER_H

#include "gaiscope/base/vec.h"
#include "gaiscope/model/address.h"
#include "gaiscope/model/outcome.h"
#include "gaiscope/model/system_answer.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define GS_RUNGS_MAX       16 /**< sources kept of one hosts: line */
#define GS_SOURCE_NAME_MAX 32 /**< bytes of a source's name with NUL */
#define GS_ACTIONS_MAX     64 /**< bytes of its action tokens with NUL */
#define GS_HOSTS_LINES_MAX 64 /**< lines of the hosts file kept */

/** What a source said, in NSS's words. */
enum gs_nss_status {
    GS_NSS_SUCCESS = 0, /**< found */
    GS_NSS_NOTFOUND,    /**< answered that there is none */
    GS_NSS_UNAVAIL,     /**< not there, or it cannot work */
    GS_NSS_TRYAGAIN,    /**< a temporary failure */
};

#define GS_NSS_STATUS_COUNT (GS_NSS_TRYAGAIN + 1) /**< how many */

/** What NSS does after a status. */
enum gs_nss_action {
    GS_NSS_CONTINUE = 0, /**< asks the next source */
    GS_NSS_RETURN,       /**< stops here */
    GS_NSS_MERGE,        /**< takes this and asks the next too */
};

/** One source of the line. */
struct gs_nss_source {
    char name[GS_SOURCE_NAME_MAX]; /**< "files", "mdns4_minimal", "dns"; sanitised */
    char actions[GS_ACTIONS_MAX];  /**< as written, "[NOTFOUND=return]"; "" none */
    enum gs_nss_action on[GS_NSS_STATUS_COUNT]; /**< by status, the defaults filled in */
};

/** The hosts: line. */
struct gs_nss_line {
    struct gs_nss_source sources[GS_RUNGS_MAX]; /**< in the order asked */
    size_t count;                               /**< how many */
    size_t line;       /**< of nsswitch.conf, from 1; 0: libc's default */
    bool is_truncated; /**< more sources than are kept */
    bool is_broken;    /**< an action libc cannot read: it asks nobody; count is 0 */
};

/** How far one source is. */
enum gs_rung_state {
    GS_RUNG_WAITING = 0, /**< asked, no answer yet */
    GS_RUNG_ANSWERED,    /**< `answer` is what getaddrinfo said with this source alone */
    GS_RUNG_MISSING,     /**< its module is not installed: `module` */
    GS_RUNG_KILLED,      /**< no answer within the deadline: the helper was ended */
    GS_RUNG_FAILED,      /**< the helper itself failed: `answer`'s error says how */
};

/** One source, asked alone. */
struct gs_rung {
    struct gs_nss_source source;     /**< which */
    enum gs_rung_state state;        /**< how far */
    enum gs_nss_status status;       /**< what NSS makes of it; with all but WAITING */
    struct gs_system_answer *answer; /**< of this source; NULL while WAITING, MISSING */
    char module[64];                 /**< "libnss_mdns4_minimal.so.2"; "" built in */
    int64_t started_us;              /**< monotonic */
    int64_t elapsed_us;              /**< until the answer, or until it was ended */
};

/** Sources in the order of the line. */
struct gs_rung_list GS_VEC_OF(struct gs_rung);

/** One line of the hosts file that bears the name. */
struct gs_hosts_line {
    size_t line;               /**< from 1 */
    struct gs_address address; /**< its address; family 0: one that libc cannot read */
    char *name;                /**< the official name, sanitised */
    bool is_scoped;            /**< has a %zone: libc ignores it */
};

/** Lines in the file's order. */
struct gs_hosts_line_list GS_VEC_OF(struct gs_hosts_line);

/** The ladder. */
struct gs_ladder {
    struct gs_rung_list rungs;       /**< sources */
    struct gs_hosts_line_list hosts; /**< lines of the hosts file with the name */
    size_t nsswitch_line; /**< the hosts: line's number; 0: libc's default sources */
    bool is_supported;    /**< this libc can ask one source at a time (glibc) */
    bool is_replaced;     /**< not nsswitch.conf's line: --server or --demo chose it */
    bool is_broken;       /**< libc cannot read the line, and asks nobody */
    bool is_numeric;      /**< no name to look up: an address, or the null node */
    bool is_complete;     /**< every source has answered */
};

/** Owns: the caller frees with gs_ladder_free(). */
struct gs_ladder *gs_ladder_new(void);

/** A deep copy. Owns: the caller. */
struct gs_ladder *gs_ladder_copy(const struct gs_ladder *ladder);

/** Frees it and all it owns; NULL is fine. */
void gs_ladder_free(struct gs_ladder *ladder);

#endif
