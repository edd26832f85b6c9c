/* SPDX-License-Identifier: MIT */
/**
 * The names of errno's values, as programs and manuals write them. Pure. POSIX.1-2017
 * <errno.h>, and what Linux adds for sockets.
 */
#ifndef GAISCOPE_BASE_ERRNO_NAME_H
#define GAISCOPE_BASE_ERRNO_NAME_H

/** "EADDRINUSE" for EADDRINUSE; "" for 0; "unknown" for a value without a name. Static. */
const char *gs_errno_name(int error);

#endif
