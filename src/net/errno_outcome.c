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
