/* SPDX-License-Identifier: MIT */
/** What an errno of a TCP connection says of the world. Pure. */
#ifndef GAISCOPE_NET_ERRNO_OUTCOME_H
#define GAISCOPE_NET_ERRNO_OUTCOME_H

#include "gaiscope/model/connection.h"
#include "gaiscope/model/outcome.h"

/** Refused, timed out, unreachable (no way from this machine, or not allowed to it); FAILED
 *  for all others. Takes: an errno. */
enum gs_outcome gs_errno_outcome(int error);

/** What came of a connect() that failed with it: refused, silent, no route; FAILED for all
 *  others. Takes: an errno. */
enum gs_connect_status gs_errno_connect_status(int error);

#endif
