/* SPDX-License-Identifier: MIT */
/**
 * What libc itself says of one entry of the services file: it may ask other sources than the
 * file, and another entry may come first. A value; owned by whoever holds the pointer.
 */
#ifndef GAISCOPE_MODEL_SERVICE_CHECK_H
#define GAISCOPE_MODEL_SERVICE_CHECK_H

#include "gaiscope/base/vec.h"
#include "gaiscope/model/outcome.h"
#include "gaiscope/model/services.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define GS_SERVICE_CHECK_PROTOCOLS 3 /**< tcp, udp, sctp */
#define GS_SERVICE_CHECK_TYPES     5 /**< any, stream, dgram, seqpacket, raw */

/** Both ways of one protocol. */
struct gs_service_check_row {
    const char *protocol; /**< "tcp", "udp", "sctp"; static */
    struct gs_service
        by_name; /**< getservbyname(name, protocol); name NULL: not listed */
    struct gs_service by_port; /**< getservbyport(port, protocol); the same */
};

/** getaddrinfo(NULL, name) with one socket type. */
struct gs_service_check_type {
    const char *socktype;    /**< "any", "stream", ...; static */
    enum gs_outcome outcome; /**< answered, bad question (EAI_SERVICE), ... */
    char error[24];          /**< "EAI_SERVICE"; "" when answered */
    char rows[80];           /**< "25/tcp", "443/tcp 443/udp": each once */
};

/** One entry's check. */
struct gs_service_check {
    char *name;    /**< as in the table, sanitised: what is asked for */
    uint16_t port; /**< host order */
    struct gs_service_check_row rows[GS_SERVICE_CHECK_PROTOCOLS];
    struct gs_service_check_type types[GS_SERVICE_CHECK_TYPES];
    int64_t elapsed_us; /**< of all calls together */
};

/** Owns: the caller frees with gs_service_check_free(). */
struct gs_service_check *gs_service_check_new(const char *name, uint16_t port);

/** Frees it and all it owns; NULL is fine. */
void gs_service_check_free(struct gs_service_check *check);

#endif
