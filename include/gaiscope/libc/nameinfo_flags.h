/* SPDX-License-Identifier: MIT */
/**
 * getnameinfo with one of its flags, on a lane. POSIX.1-2017, RFC 3493 6.2.
 */
#ifndef GAISCOPE_LIBC_NAMEINFO_FLAGS_H
#define GAISCOPE_LIBC_NAMEINFO_FLAGS_H

#include "gaiscope/libc/lanes.h"
#include "gaiscope/model/address.h"
#include "gaiscope/model/calls.h"

/** Hears a row. Owns: the callee frees host and service. */
typedef void (*gs_nameinfo_row_done_fn)(void *context, uint64_t id,
                                        struct gs_nameinfo_row *row);

/** The rows of the flags that this libc knows, none of them asked; "none" is the first. */
void gs_nameinfo_flags(struct gs_nameinfo_rows *out);

/** Starts a row's call in the background. Takes: a row of gs_nameinfo_flags(). Returns: the
 *  lane's id. */
uint64_t gs_nameinfo_row_start(struct gs_lanes *lanes, const struct gs_endpoint *endpoint,
                               const struct gs_nameinfo_row *row,
                               gs_nameinfo_row_done_fn done, void *context);

#endif
