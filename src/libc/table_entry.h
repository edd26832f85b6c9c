/* SPDX-License-Identifier: MIT */
/**
 * One entry of the services or protocols table, by libc's reentrant calls where it has them.
 * May block in NSS; any thread may call.
 */
#ifndef GAISCOPE_LIBC_TABLE_ENTRY_H
#define GAISCOPE_LIBC_TABLE_ENTRY_H

#include "gaiscope/model/services.h"

#include <stdbool.h>
#include <stdint.h>

/**
 * The entry of a name (or alias) and a protocol; `name` NULL: of a port and a protocol;
 * `protocol` NULL: of the first protocol that has it.
 * Returns: whether it is listed; then name, aliases (both sanitised), port and protocol of
 *          *out are set. Owns: the caller frees name and aliases.
 */
bool table_find_service(const char *name, uint16_t port, const char *protocol,
                        struct gs_service *out);

/** The number of a protocol's name or alias. Returns: whether it is listed. */
bool table_find_protocol(const char *name, int *out);

#endif
