/* SPDX-License-Identifier: MIT */
/**
 * What a DNS message answers to a question of addresses, read without an allocation: for
 * lists of names, where dns/message would build a value that nobody keeps. It comes to the
 * same outcome, RCODE and addresses as gs_message_decode(). Pure: bytes in, a plain value out.
 * RFC 1035 4.1, RFC 2181 8, RFC 3596, RFC 6891.
 */
#ifndef GAISCOPE_DNS_ANSWER_SCAN_H
#define GAISCOPE_DNS_ANSWER_SCAN_H

#include "gaiscope/base/status.h"
#include "gaiscope/model/address.h"
#include "gaiscope/model/dname.h"
#include "gaiscope/model/outcome.h"
#include "gaiscope/model/watch_answer.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** Addresses kept of one message: as many as of a watched host, so that its set is whole, or known
 *  to be cut; part of one that rotates would be another set each time. */
#define GS_SCAN_ADDRESSES_MAX GS_WATCH_ADDRESSES_MAX

/** What was found. Beyond `address_count`, `addresses` is not written. */
struct gs_answer_scan {
    enum gs_outcome outcome; /**< answered: a record of the type at the end of the CNAME
                                    chain, as struct gs_dns_answer has it */
    int rcode;               /**< extended response code */
    bool is_truncated;       /**< TC: the rest is to be had by TCP */
    bool is_authentic;       /**< AD, as the resolver says */
    bool has_edns;           /**< an OPT record came */
    bool has_broken_end;     /**< the message ended inside a record */
    size_t record_count;     /**< records of the type at the chain's end, sound ones */
    size_t address_count;    /**< entries of `addresses` */
    size_t left_out;         /**< addresses over GS_SCAN_ADDRESSES_MAX */
    uint32_t ttl_s;          /**< least one of the chain and the records; 0: none */
    struct gs_dname final_name; /**< at the chain's end; len 0: no CNAME, or a loop */
    struct gs_address addresses[GS_SCAN_ADDRESSES_MAX]; /**< in the message's order */
};

/**
 * Reads a message. Takes: `wire`, `len` as received, at most 65535 bytes; the question's name
 * in wire form and its type (addresses are read of A and AAAA).
 * Returns: GS_OK; GS_EFORMAT when it is no answer to this question (then *out is undefined).
 */
enum gs_status gs_answer_scan(const uint8_t *wire, size_t len,
                              const struct gs_dname *name, uint16_t type,
                              struct gs_answer_scan *out);

#endif
