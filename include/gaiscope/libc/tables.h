/* SPDX-License-Identifier: MIT */
/**
 * The services and protocols tables of this machine (getservbyname, getservbyport,
 * getprotobyname), and what this machine calls itself. Reentrant forms; NSS may block, so the
 * services of a question are looked up on a lane.
 */
#ifndef GAISCOPE_LIBC_TABLES_H
#define GAISCOPE_LIBC_TABLES_H

#include "gaiscope/libc/lanes.h"
#include "gaiscope/model/machine.h"
#include "gaiscope/model/services.h"
#include "gaiscope/model/system_answer.h"

#define GS_PORTS_MAX 16 /**< ports looked up at once */

/** What to look up for tcp, udp and sctp. */
struct gs_services_request {
    const char *service;   /**< name, alias or port number; NULL: none */
    const uint16_t *ports; /**< ports found in an answer; NULL with port_count 0 */
    size_t port_count;     /**< at most GS_PORTS_MAX are looked up */
};

/** Hears the table's answer. Owns: the callee frees `services`. */
typedef void (*gs_services_done_fn)(void *context, uint64_t id,
                                    struct gs_services *services);

/**
 * Looks up the ports of the asked service and those found, each once, with a line for each
 * of the three protocols, listed or not; a name that is not listed has lines of port 0. A
 * port out of range is not looked up. Returns: the lane's id.
 */
uint64_t gs_services_start(struct gs_lanes *lanes, enum gs_lane lane,
                           const struct gs_services_request *request,
                           gs_services_done_fn done, void *context);

/** The same at once, on the calling thread (which may block). Owns: the caller. */
struct gs_services *gs_services_look_up(const struct gs_services_request *request);

/** getprotobyname: the number of a protocol's name. Returns: GS_OK; GS_ENOTFOUND. */
enum gs_status gs_protocol_number(const char *name, int *out);

/**
 * Fills host_name, libc and hosts_sources of a machine: reads files only, asks
 * nobody. Bounded to 32 MiB a file.
 */
void gs_machine_read(struct gs_machine *out);

/** What libc says of this machine's own name. */
struct gs_full_name {
    char host_name[GS_NAME_MAX + 1]; /**< what was asked: gethostname, as it is */
    char *name;                      /**< its canonical name, sanitised; NULL: none */
    enum gs_outcome outcome;         /**< of getaddrinfo; NOT_ASKED: no host name */
    struct gs_eai error;             /**< the raw error beside it */
    int64_t elapsed_us;              /**< of the call */
};

/** Hears the full name (FQDN) of this machine; `answer` is lent. */
typedef void (*gs_full_name_done_fn)(void *context, uint64_t id,
                                     const struct gs_full_name *answer);

/** Asks libc for the canonical name of the own host name. Returns: the lane's id. */
uint64_t gs_full_name_start(struct gs_lanes *lanes, enum gs_lane lane,
                            gs_full_name_done_fn done, void *context);

#endif
