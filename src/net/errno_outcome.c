/* SPDX-License-Identifier: MIT */
#include "gaiscope/net/errno_outcome.h"

#include <errno.h>

enum gs_outcome gs_errno_outcome(int error)
{
    switch (error) {
    case ECONNREFUSED:
        return GS_OUTCOME_REFUSED;
    case ETIMEDOUT:
        return GS_OUTCOME_TIMED_OUT;
    case ENETUNREACH:
    case EHOSTUNREACH:
    case ENETDOWN:
    case EHOSTDOWN:
    case EADDRNOTAVAIL:
    case EAFNOSUPPORT:
    case EACCES:
    case EPERM:
    case EINVAL: /* a link-local address without its link */
    case ENODEV:
        return GS_OUTCOME_UNREACHABLE;
    default:
        return GS_OUTCOME_FAILED;
    }
}

enum gs_connect_status gs_errno_connect_status(int error)
{
    enum gs_outcome outcome = gs_errno_outcome(error);
    return outcome == GS_OUTCOME_REFUSED       ? GS_CONNECT_REFUSED
           : outcome == GS_OUTCOME_UNREACHABLE ? GS_CONNECT_NO_ROUTE
           : outcome == GS_OUTCOME_TIMED_OUT   ? GS_CONNECT_SILENT
                                               : GS_CONNECT_FAILED;
}
