/* SPDX-License-Identifier: MIT */
/**
 * What the records view asks of every name: which types, how, and which servers are held
 * against each other. A plain value that may be copied.
 */
#ifndef GAISCOPE_MODEL_RECORD_CHOICE_H
#define GAISCOPE_MODEL_RECORD_CHOICE_H

#include "gaiscope/model/dns_asking.h"
#include "gaiscope/model/machine.h"

#include <stddef.h>
#include <stdint.h>

#define GS_TYPES_MAX 64 /**< record types asked of one name */

/** What is asked. */
struct gs_record_choice {
    uint16_t types[GS_TYPES_MAX];               /**< record types, in order */
    size_t type_count;                          /**< how many */
    struct gs_dns_asking asking;                /**< how each question is put */
    struct gs_endpoint servers[GS_SERVERS_MAX]; /**< held against each other */
    size_t server_count; /**< 0: the name servers that are asked anyway */
};

/** A AAAA CNAME NS SOA MX TXT CAA HTTPS SVCB SRV NAPTR PTR DS DNSKEY TLSA SSHFP URI LOC, put
 *  plainly, with the messages kept. */
struct gs_record_choice gs_record_choice_default(void);

#endif
