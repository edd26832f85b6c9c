/* SPDX-License-Identifier: MIT */
/**
 * What the records view asks of every name: which types, how, and which servers are held
 * against each other. A plain value that may be copied.
 */
#ifndef GAISCOPE_MODEL_RECORD_CHOICE_H
#define GAISCOPE_MODEL_RECORD_CHOICE_H

#include "gaiscope/base/buf.h"
#include "gaiscope/base/status.h"
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

/** Some record types, each once. */
struct gs_type_list {
    uint16_t items[GS_TYPES_MAX]; /**< in the order asked */
    size_t count;                 /**< how many */
};

/**
 * Changes a type list as a text says: names or TYPEnnn, parted by commas or blanks. Plain
 * ones are a new list, `+TYPE` adds, `-TYPE` takes away, `default` is the list of
 * gs_record_choice_default(). Types that no record has (ANY, AXFR, OPT, ...) are refused.
 * Returns: GS_OK; GS_EFORMAT, then *list is untouched and a sentence that says what is wrong
 *          is appended to `wrong`, safe for a screen. RFC 3597, RFC 8482.
 */
enum gs_status gs_type_list_parse(const char *text, struct gs_type_list *list,
                                  struct gs_buf *wrong);

/** Appends `A,MX,TYPE65280`. */
void gs_type_list_format(const uint16_t *types, size_t count, struct gs_buf *out);

#endif
