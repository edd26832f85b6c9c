/* SPDX-License-Identifier: MIT */
/**
 * What a person asks: a host and a service as typed, and all the arguments getaddrinfo has.
 * A plain value that may be copied. Nothing is resolved here.
 */
#ifndef GAISCOPE_MODEL_QUESTION_H
#define GAISCOPE_MODEL_QUESTION_H

#include "gaiscope/base/status.h"
#include "gaiscope/model/address.h"

#include <stdbool.h>
#include <stdint.h>

#define GS_HOST_MAX                                                                      \
    1023 /**< bytes of a host as typed (libc's own limit is NI_MAXHOST 1025) */
#define GS_SERVICE_MAX 255 /**< bytes of a service as typed */
#define GS_LOCAL_MAX   64 /**< bytes of a local part, in front of `@`. RFC 5321 4.5.3.1.1 */
#define GS_NAME_MAX    255 /**< bytes of a domain name in presentation form */

/** The arguments that stay the same while names change. */
struct gs_hints {
    int family;             /**< AF_UNSPEC, AF_INET, AF_INET6 */
    int socktype;           /**< SOCK_*, 0: any */
    int protocol;           /**< IPPROTO_*, 0: any */
    int flags;              /**< AI_* bits */
    bool has_default_flags; /**< nobody chose the flags: they are fitted to the host */
};

/** One question. */
struct gs_question {
    char host[GS_HOST_MAX + 1];       /**< the host, in UTF-8 as typed; "" with is_null */
    char host_ascii[GS_HOST_MAX + 1]; /**< its A-label form; equals host when all ASCII;
                                           "" when IDNA refuses it (see idn_error) */
    char host_unicode[GS_HOST_MAX +
                      1]; /**< its U-label form; equals host_ascii when none */
    char idn_error[160];  /**< the label and the rule it breaks; "" when fine */
    char service[GS_SERVICE_MAX + 1]; /**< the service; "" with !has_service */
    struct gs_hints hints;            /**< family, socktype, protocol, flags */
    bool is_null;                     /**< no host: getaddrinfo's null node */
    bool has_service;                 /**< false: getaddrinfo's null service */
    bool is_exact;                    /**< host and service go to libc byte for byte */
    bool is_mail;                     /**< it was typed as user@domain */
    char local[GS_LOCAL_MAX + 1]; /**< the user then, as typed; "" otherwise or longer */
};

/** any, stream, 0, and addrconfig, v4mapped, canonname (those that this libc has). */
struct gs_hints gs_hints_default(void);

/** Fits flags that nobody chose to the host: without one AI_PASSIVE takes the place of
 *  AI_CANONNAME (for which libc has EAI_BADFLAGS then), as a server asks what to bind to;
 *  with one it is the other way round. Chosen flags stay. */
void gs_question_fit_flags(struct gs_question *question);

/**
 * Splits what was typed in one field: `host`, `host service`, `host:port`, `[v6]:port`,
 * `v6`, `v6%zone`, a URL (its host, and its port or scheme as service), `user@domain`, a range
 * of addresses (model/address_range.h); a path behind a host goes.
 * Only host, service, is_null, has_service, is_mail and local of `out` are written; blanks around
 * are dropped; `*` and "" are the null node. IDNA is rules/idn's work.
 * Returns: GS_OK; GS_ELIMIT when host or service is too long; GS_EFORMAT when brackets do
 *          not close; GS_EINVAL when it was meant as a range of addresses and is none.
 */
enum gs_status gs_question_parse(const char *text, struct gs_question *out);

/**
 * Sets host and service as given, without any splitting; NULL host is the null node, NULL
 * service none. Returns: GS_OK; GS_ELIMIT.
 */
enum gs_status gs_question_set(struct gs_question *out, const char *host,
                               const char *service);

/** The host as libc and DNS get it: host when exact, else host_ascii; NULL: null node. */
const char *gs_question_node(const struct gs_question *question);

/** Whether IDNA refused the host: there is nothing to ask for, idn_error says why. */
bool gs_question_is_refused(const struct gs_question *question);

/** The service as libc gets it; NULL: none. */
const char *gs_question_service(const struct gs_question *question);

/** Whether the host is an address literal in strict form; then *out (may be NULL) is set. */
bool gs_question_is_literal(const struct gs_question *question, struct gs_address *out);

/** Whether the host means several addresses: only their names can be asked. */
bool gs_question_is_range(const struct gs_question *question);

/** Whether both ask for the same host and service (hints may differ). */
bool gs_question_is_same_name(const struct gs_question *a, const struct gs_question *b);

#endif
