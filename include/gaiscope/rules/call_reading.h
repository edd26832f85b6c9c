/* SPDX-License-Identifier: MIT */
/**
 * How libc reads the two texts of a call, before it asks anybody. Pure.
 */
#ifndef GAISCOPE_RULES_CALL_READING_H
#define GAISCOPE_RULES_CALL_READING_H

#include "gaiscope/model/question.h"

#include <stdbool.h>
#include <stdint.h>

#include <netinet/in.h>

/** One call's texts. The pointers are lent by the question. */
struct gs_call_reading {
    const char *node;    /**< the host, NULL: the null node */
    const char *service; /**< the service, NULL: none; "" as it is */
    bool is_star_node;   /**< it was typed as "*", which is the null node */
    bool is_number;      /**< the service is a number */
    int port;            /**< with is_number: before it is cut to 16 bits */
    int literal_family;  /**< the host is an address of this family; 0: it is a name */
    bool is_mapped;      /**< the host is a ::ffff: address */
    bool is_odd_address; /**< it is one only as inet_aton reads it */
    struct in_addr odd;  /**< with is_odd_address: the address */
    bool is_ascii;       /**< the host has no byte above 0x7f */
};

/** Reads both texts. */
struct gs_call_reading gs_call_read(const struct gs_question *question);

/** Whether a service is asked for: libc takes the empty one for none. */
bool gs_call_has_service(const struct gs_call_reading *call);

/** Whether libc looks no name up: the null node, an address as it reads one, or
 *  AI_NUMERICHOST. */
bool gs_call_is_numeric(const struct gs_question *question);

/** The port that the service names by its number. Returns: false where it is a name, none, or
 *  over 65535; then *out is 0. */
bool gs_call_port(const struct gs_question *question, uint16_t *out);

#endif
