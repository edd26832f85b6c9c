/* SPDX-License-Identifier: MIT */
/**
 * The other side of nss_source.h: this program as a helper, which asks one source once.
 */
#ifndef GAISCOPE_LIBC_NSS_HELPER_H
#define GAISCOPE_LIBC_NSS_HELPER_H

/**
 * To be called first thing in main(). When this process was started as a helper it reads its
 * request, asks, answers and ends: there is no return. Else it notes that this program can be
 * started as one.
 */
void gs_nss_helper_enter(int argc, char *argv[]);

#endif
