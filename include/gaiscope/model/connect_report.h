/* SPDX-License-Identifier: MIT */
/**
 * Which addresses of a host really listen on which services: a TCP connect to each address
 * shown, for each service chosen. Owned by whoever holds the pointer.
 */
#ifndef GAISCOPE_MODEL_CONNECT_REPORT_H
#define GAISCOPE_MODEL_CONNECT_REPORT_H

#include "gaiscope/base/buf.h"
#include "gaiscope/base/status.h"
#include "gaiscope/model/connection.h"
#include "gaiscope/model/outcome.h"

#define GS_CONNECT_SERVICES_MAX 8   /**< services chosen */
#define GS_CONNECT_NAME_MAX     63  /**< bytes of a chosen service, a name or a number */
#define GS_CONNECT_ATTEMPTS_MAX 256 /**< addresses times services connected to */
#define GS_CONNECT_DEADLINE_MS  10000 /**< the longest that an attempt is waited for */

/** What is connected to. A zeroed struct is the default: the question's service, else www
 *  and https. */
struct gs_connect_choice {
    char services[GS_CONNECT_SERVICES_MAX]
                 [GS_CONNECT_NAME_MAX + 1]; /**< names or numbers */
    size_t service_count;                   /**< 0: the default */
    bool reads_banner; /**< waits for the first line that a server says */
    bool is_always;    /**< with every question, not only on demand */
};

/** One chosen service. */
struct gs_connect_service {
    char name[GS_CONNECT_NAME_MAX + 1]; /**< as chosen */
    uint16_t port;                      /**< 0: the services table does not know it */
};

/** One attempt of a report. */
struct gs_connect_attempt {
    size_t service;                  /**< number of its service */
    struct gs_connection connection; /**< what came of it */
};

/** In the order of the addresses, for each the services in their order. */
struct gs_connect_attempt_list GS_VEC_OF(struct gs_connect_attempt);

/** All of it, so far. */
struct gs_connect_report {
    char *host;      /**< as asked */
    char *canonical; /**< its canonical name, as libc tells; NULL: not known */
    struct gs_connect_service services[GS_CONNECT_SERVICES_MAX]; /**< in their order */
    size_t service_count;                                        /**< how many */
    enum gs_outcome name_outcome; /**< of getaddrinfo: the step that failed, if it is not
                                       ANSWERED */
    int eai_code;                 /**< beside it, 0: none */
    struct gs_connect_attempt_list attempts; /**< empty until the addresses are known */
    uint32_t left_out;                       /**< over GS_CONNECT_ATTEMPTS_MAX */
    bool reads_banner;                       /**< the first line was asked for */
    int64_t elapsed_us;                      /**< of all so far */
    bool is_complete;                        /**< nothing is under way any more */
};

/** Reads services, "www,https,8080", in place of those of a choice. Takes: each 1 to 65535 or
 *  a word of at most GS_CONNECT_NAME_MAX bytes; "default": none, the default.
 *  Returns: GS_OK; GS_EFORMAT with a sentence in `wrong`, and *out as it was. */
enum gs_status gs_connect_services_parse(const char *text, struct gs_connect_choice *out,
                                         struct gs_buf *wrong);

/** Reads what is typed behind `:connect`: services, `banner`, `always` or `asked`, in any
 *  order. What is not named stays as it is in *out, but services without `banner` do not wait
 *  for one. Returns: as gs_connect_services_parse(). */
enum gs_status gs_connect_choice_parse(const char *text, struct gs_connect_choice *out,
                                       struct gs_buf *wrong);

/** As gs_connect_choice_parse() reads it: "www,https banner always". */
void gs_connect_choice_format(const struct gs_connect_choice *choice, struct gs_buf *out);

/** Owns: the caller frees with gs_connect_report_free(). */
struct gs_connect_report *gs_connect_report_new(const char *host);

/** A deep copy. Owns: the caller. */
struct gs_connect_report *gs_connect_report_copy(const struct gs_connect_report *report);

/** Frees it and all it owns; NULL is fine. */
void gs_connect_report_free(struct gs_connect_report *report);

/** How many attempts came out in a way. */
size_t gs_connect_report_count(const struct gs_connect_report *report,
                               enum gs_connect_status status);

#endif
