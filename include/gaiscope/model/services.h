/* SPDX-License-Identifier: MIT */
/**
 * What the services table of this machine says about the asked service and the ports found.
 */
#ifndef GAISCOPE_MODEL_SERVICES_H
#define GAISCOPE_MODEL_SERVICES_H

#include "gaiscope/base/vec.h"

#include <stdbool.h>
#include <stdint.h>

#define GS_ALIASES_MAX 16 /**< aliases kept of one entry */

/** One line: a port of a protocol and its name, or that it is not listed. */
struct gs_service {
    char *name;       /**< official name, sanitised; NULL: not listed */
    uint16_t port;    /**< host order; 0 when the asked name is not listed */
    char protocol[8]; /**< "tcp", "udp", "sctp" */
    char **aliases;   /**< alias names, sanitised; NULL-terminated; NULL: none */
    bool is_asked;    /**< the asked service is its name, alias or port */
};

/** Lines, tcp before udp before sctp. */
struct gs_service_list GS_VEC_OF(struct gs_service);

/** One call of getservbyname or getservbyport. */
struct gs_table_call {
    char *name;          /**< the asked name; NULL: the port was asked */
    uint16_t port;       /**< the asked port; 0 with a name */
    char protocol[8];    /**< "tcp", "udp", "sctp" */
    char *found_name;    /**< official name, sanitised; NULL: not listed */
    uint16_t found_port; /**< its port; 0: not listed */
    int64_t started_us;  /**< monotonic */
    int64_t elapsed_us;  /**< of the call */
};

/** Calls in the order made. */
struct gs_table_call_list GS_VEC_OF(struct gs_table_call);

/** The lines of one question. */
struct gs_services {
    struct gs_service_list
        entries;        /**< listed ones and, for asked ports, those not listed */
    int64_t elapsed_us; /**< of all table look-ups together */
    struct gs_table_call_list calls; /**< each of them */
};

/** Frees what a line owns. */
void gs_service_fini(struct gs_service *service);

/** The TCP port of the asked service; 0: the table has none. */
uint16_t gs_services_tcp_port(const struct gs_services *services);

/** A port written as a number, 1 to 65535; 0: it is none. */
uint16_t gs_port_parse(const char *text);

/** Owns: the caller frees with gs_services_free(). */
struct gs_services *gs_services_new(void);

/** Frees it and all it owns; NULL is fine. */
void gs_services_free(struct gs_services *services);

#endif
