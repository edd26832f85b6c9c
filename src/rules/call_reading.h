/* SPDX-License-Identifier: MIT */
/*
 * How libc reads the two texts of a call, before it asks anybody. Pure.
 */
#ifndef GAISCOPE_SRC_RULES_CALL_READING_H
#define GAISCOPE_SRC_RULES_CALL_READING_H

#include "gaiscope/model/question.h"

#include <stdbool.h>

#include <netinet/in.h>

struct gs_call_reading {
    const char *node;    /* the host, NULL: the null node */
    const char *service; /* the service, NULL: none; "" as it is */
    bool is_star_node;   /* it was typed as "*", which is the null node */
    bool is_number;      /* the service is a number */
    int port;            /* with is_number: before it is cut to 16 bits */
    int literal_family;  /* the host is an address of this family; 0: it is a name */
    bool is_mapped;      /* the host is a ::ffff: address */
    bool is_odd_address; /* it is one only as inet_aton reads it */
    struct in_addr odd;  /* with is_odd_address: the address */
    bool is_ascii;       /* the host has no byte above 0x7f */
};

struct gs_call_reading gs_call_read(const struct gs_question *question);

/* Whether a service is asked for: libc takes the empty one for none. */
bool gs_call_has_service(const struct gs_call_reading *call);

#endif
