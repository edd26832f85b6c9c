/* SPDX-License-Identifier: MIT */
/**
 * The zone file as many name servers have it: each serves the zones whose NS records name it,
 * and refers to the servers of the zones below. Pure. RFC 1034 4.3.2 3b.
 */
#ifndef GAISCOPE_SRC_DEMO_DELEGATION_H
#define GAISCOPE_SRC_DEMO_DELEGATION_H

#include "reply_writer.h"
#include "zone_find.h"

#include "gaiscope/demo/authority.h"

/** Whether a name is in a zone that `host` serves, and in none below it. */
bool delegation_is_ours(const struct gs_zone *zone, const struct gs_dname *host,
                        struct wire_name name);

/** Looks where the name asked is. Returns: true when it is ours to answer; else the writer
 *  has a referral with its glue, or REFUSED where no zone of the host is above it. */
bool delegation_enter(struct reply_writer *writer, const struct gs_zone *zone,
                      const struct gs_dname *host);

/** All hosts that NS records name and that have an address in 127.0.0.0/8, in the order of
 *  the file. Owns: the caller frees the list with gs_vec_fini(). */
void delegation_find_servers(const struct gs_zone *zone,
                             struct gs_authority_server_list *out);

#endif
