/* SPDX-License-Identifier: MIT */
/**
 * The other side of nss_source.h: this program as a helper, which asks one source: once, or a
 * second time where the first answer does not tell what the source said to NSS.
 */
#ifndef GAISCOPE_LIBC_NSS_HELPER_H
#define GAISCOPE_LIBC_NSS_HELPER_H

#include <stdbool.h>

/**
 * To be called first thing in main(). When this process was started as a helper it reads its
 * request, asks, answers and ends: there is no return. Else it notes that this program can be
 * started as one.
 */
void gs_nss_helper_enter(int argc, char *argv[]);

/** Whether this program can be started as a helper: gs_nss_helper_enter() was called. */
bool gs_nss_helper_exists(void);

#endif
