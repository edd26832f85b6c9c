/* SPDX-License-Identifier: MIT */
/**
 * The older host calls of libc, gethostbyname2 and gethostbyaddr, by their reentrant forms
 * where it has them. They block; any thread may call.
 */
#ifndef GAISCOPE_LIBC_HOST_ENTRY_H
#define GAISCOPE_LIBC_HOST_ENTRY_H

#include "gaiscope/model/mx_plan.h"
#include "gaiscope/model/outcome.h"

#include <stdint.h>

#define HOST_ADDRESSES_MAX 64 /**< addresses kept of one entry */
#define HOST_ALIASES_MAX   16 /**< aliases kept of one entry */

/** What a call gave. A zeroed struct is empty. */
struct host_entry {
    enum gs_outcome outcome; /**< by h_errno */
    char error[24];          /**< "HOST_NOT_FOUND"; errno's name for NETDB_INTERNAL; "" */
    char *name;              /**< official name, sanitised; NULL on failure */
    char *aliases;           /**< parted by blanks, sanitised; "" none, NULL on failure */
    struct gs_address_list addresses; /**< in libc's order */
    int64_t elapsed_us;               /**< of the call */
};

/** gethostbyname (family AF_INET) or gethostbyname2. Owns: the caller, host_entry_fini(). */
struct host_entry host_by_name(const char *name, int family);

/** gethostbyaddr. Owns: the caller, host_entry_fini(). */
struct host_entry host_by_address(const struct gs_address *address);

/** Frees what it owns. */
void host_entry_fini(struct host_entry *entry);

#endif
