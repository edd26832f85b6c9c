/* SPDX-License-Identifier: MIT */
/**
 * What this machine is, as far as names are concerned: its own name, whether it has a usable
 * source address per family, and whom it asks. A plain value.
 */
#ifndef GAISCOPE_MODEL_MACHINE_H
#define GAISCOPE_MODEL_MACHINE_H

#include "gaiscope/model/address.h"
#include "gaiscope/model/nat64.h"
#include "gaiscope/model/policy.h"
#include "gaiscope/model/question.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define GS_SERVERS_MAX 8 /**< name servers kept */
#define GS_SEARCH_MAX  6 /**< search domains kept, as libc does */

/** resolv.conf, or what --server put in its place. */
struct gs_resolver {
    struct gs_endpoint servers[GS_SERVERS_MAX];  /**< in the order they are asked */
    size_t server_count;                         /**< 0: none configured */
    char search[GS_SEARCH_MAX][GS_NAME_MAX + 1]; /**< search domains, sanitised */
    size_t search_count;                         /**< how many */
    uint8_t ndots;     /**< dots from which a name is asked as it is first */
    uint8_t timeout_s; /**< of one try */
    uint8_t attempts;  /**< tries per server */
    bool is_override;  /**< --server, not resolv.conf */
    bool is_demo;      /**< the embedded demo server */
};

/** The machine. */
struct gs_machine {
    char host_name[GS_NAME_MAX + 1]; /**< gethostname, sanitised */
    char full_name[GS_NAME_MAX +
                   1]; /**< canonical name of the own host name; "" not known yet */
    struct gs_address
        source_v4; /**< source address for the IPv4 internet; family 0: none */
    struct gs_address source_v6; /**< the same for IPv6 */
    struct gs_resolver resolver; /**< whom it asks */
    char libc[64];               /**< "glibc 2.36", or "not glibc" */
    char
        hosts_sources[128]; /**< the hosts: line of nsswitch.conf, "files dns"; "" none */
    uint16_t smtp_port;     /**< where exchanges are connected to; 0: 25 */
    struct gs_policy policy; /**< gai.conf, as libc reads it */
    struct gs_nat64 nat64;   /**< this network's NAT64; zeroed: nobody asked yet */
    bool can_redirect_libc;  /**< libc follows --server too */
    bool counts_v4; /**< AI_ADDRCONFIG finds IPv4: an address other than 127.0.0.1 */
    bool counts_v6; /**< AI_ADDRCONFIG finds IPv6: an address other than ::1 */
};

#endif
