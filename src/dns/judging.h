/* SPDX-License-Identifier: MIT */
/**
 * What a message means for the way of a question, the same for one question (dns/client) and
 * for many (dns/mass). Pure.
 */
#ifndef GAISCOPE_SRC_DNS_JUDGING_H
#define GAISCOPE_SRC_DNS_JUDGING_H

#include "gaiscope/model/record_type.h"

#include <stdbool.h>

/** Whether nobody else need be asked: a whole message, and the name exists or does not. Any
 *  other one beats silence, but the next server may know better. */
static inline bool gs_judging_is_final(int rcode, bool is_whole)
{
    return is_whole && (rcode == GS_RCODE_NOERROR || rcode == GS_RCODE_NXDOMAIN);
}

/** Whether the server refuses EDNS, so that the question is to be put without it. */
static inline bool gs_judging_is_edns_refused(int rcode, bool sent_edns, bool has_edns)
{
    return sent_edns && !has_edns &&
           (rcode == GS_RCODE_FORMERR || rcode == GS_RCODE_NOTIMP);
}

#endif
