/* SPDX-License-Identifier: MIT */
/**
 * What the exchanges of a mail domain say at their SMTP port: greeting, EHLO and QUIT, no
 * mail. RFC 5321, RFC 3207 (STARTTLS), RFC 1870 (SIZE). Owned by whoever holds the pointer.
 */
#ifndef GAISCOPE_MODEL_SMTP_REPORT_H
#define GAISCOPE_MODEL_SMTP_REPORT_H

#include "gaiscope/model/address.h"
#include "gaiscope/model/mx_plan.h"

#include <stdbool.h>
#include <stdint.h>

#define GS_SMTP_PORT         25 /**< where mail is handed over. RFC 5321 4.5.4.2 */
#define GS_SMTP_SESSIONS_MAX 64 /**< addresses connected to, of one plan */
#define GS_SMTP_LINE_MAX                                                                 \
    512 /**< bytes of a reply line with its end. RFC 5321 4.5.3.1.5 */
#define GS_SMTP_LINES_MAX 64    /**< lines kept of one reply */
#define GS_SMTP_BYTES_MAX 65536 /**< bytes read from one server; then it is left */

/** Replies that let a session go on. RFC 5321 4.3.2 */
enum gs_smtp_code {
    GS_SMTP_CODE_READY = 220, /**< the greeting */
    GS_SMTP_CODE_OKAY = 250,  /**< the answer to EHLO */
};

/** How far a session came. */
enum gs_smtp_step {
    GS_SMTP_CONNECT = 0, /**< connecting */
    GS_SMTP_GREETING,    /**< connected, the greeting is awaited */
    GS_SMTP_EHLO,        /**< greeted, the answer to EHLO is awaited */
    GS_SMTP_QUIT,        /**< all was heard; the answer to QUIT is awaited */
    GS_SMTP_DONE,        /**< all said */
};

/** What came of a session. */
enum gs_smtp_status {
    GS_SMTP_WAITING = 0, /**< under way */
    GS_SMTP_OPEN,        /**< greeted with 220 and answered EHLO with 250 */
    GS_SMTP_UNWILLING, /**< greeted or answered EHLO with another code: takes no mail now */
    GS_SMTP_REFUSED,   /**< nobody listens there */
    GS_SMTP_NO_ROUTE, /**< no way from this machine to the address */
    GS_SMTP_SILENT,   /**< nothing came back to the attempt to connect */
    GS_SMTP_MUTE,     /**< connected, then nothing came in time */
    GS_SMTP_CLOSED,   /**< connected, then closed or reset before all was said */
    GS_SMTP_GARBAGE,  /**< what came is no SMTP, or never ended */
    GS_SMTP_FAILED,   /**< anything else; `error` says what */
};

/** A reply: its code and what stands behind it. A zeroed struct is none. */
struct gs_smtp_reply {
    int code;                  /**< 220; 0: none came */
    struct gs_text_list lines; /**< without code, sanitised, at most GS_SMTP_LINES_MAX */
    uint32_t left_out;         /**< lines over that */
};

/** One address's session. */
struct gs_smtp_session {
    char *exchange;                /**< as in the plan */
    uint16_t preference;           /**< of the exchange */
    struct gs_endpoint endpoint;   /**< whom */
    struct gs_address local;       /**< from where; family 0: not connected */
    enum gs_smtp_status status;    /**< what came of it */
    enum gs_smtp_step step;        /**< how far it came */
    int error;                     /**< errno beside the status; 0: none */
    struct gs_smtp_reply greeting; /**< the first reply */
    struct gs_smtp_reply ehlo;     /**< its capabilities: the lines behind the first */
    bool has_starttls;             /**< offered */
    bool has_size;                 /**< SIZE is offered */
    uint64_t size_limit;           /**< bytes; 0: no limit told */
    int64_t connect_us;            /**< until connected; 0: not */
    int64_t greeting_us;           /**< from then until the greeting was whole; 0: not */
    int64_t ehlo_us;               /**< from sending EHLO until its answer; 0: not */
    int64_t elapsed_us;            /**< all of it, so far */
};

/** In the order of the plan, the addresses of an exchange in libc's order. */
struct gs_smtp_session_list GS_VEC_OF(struct gs_smtp_session);

/** All of it, so far. */
struct gs_smtp_report {
    char *name;                           /**< the domain asked, A-label form */
    uint16_t port;                        /**< where it was connected to */
    struct gs_smtp_session_list sessions; /**< empty until the plan is complete */
    uint32_t left_out;                    /**< addresses over GS_SMTP_SESSIONS_MAX */
    int64_t elapsed_us;                   /**< of all so far */
    bool is_complete;                     /**< nothing is under way any more */
};

/** Owns: the caller frees with gs_smtp_report_free(). */
struct gs_smtp_report *gs_smtp_report_new(const char *name);

/** A deep copy. Owns: the caller. */
struct gs_smtp_report *gs_smtp_report_copy(const struct gs_smtp_report *report);

/** Frees it and all it owns; NULL is fine. */
void gs_smtp_report_free(struct gs_smtp_report *report);

/** The same for one session: what it owns. */
struct gs_smtp_session gs_smtp_session_copy(const struct gs_smtp_session *session);
void gs_smtp_session_fini(struct gs_smtp_session *session);

/** The word a person reads: "open", "refused", "no route", "silent", "says nothing", ... */
const char *gs_smtp_word(enum gs_smtp_status status);

/** The stable word of JSON and CSV: "open", "refused", "no_route", "silent", "mute", ... */
const char *gs_smtp_id(enum gs_smtp_status status);

/** The same for how far it came: "connect", "greeting", "ehlo", "quit", "done". */
const char *gs_smtp_step_id(enum gs_smtp_step step);

/** How many sessions came out in a way. */
size_t gs_smtp_report_count(const struct gs_smtp_report *report,
                            enum gs_smtp_status status);

#endif
