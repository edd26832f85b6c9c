/* SPDX-License-Identifier: MIT */
/**
 * Numbers made of bytes, the same in each run: FNV-1a. For tables, for knowing what changed and
 * for telling apart, never where somebody may choose bytes that meet.
 */
#ifndef GAISCOPE_BASE_HASH_H
#define GAISCOPE_BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

#define GS_HASH_START   UINT64_C(0xcbf29ce484222325) /**< of no bytes */
#define GS_HASH32_START UINT32_C(0x811c9dc5)         /**< the same, of 32 bits */

/** The number of bytes that follow others. Takes: `hash` of those before, or GS_HASH_START. */
uint64_t gs_hash(uint64_t hash, const void *bytes, size_t len);

/** The same of 32 bits. Takes: `hash` of those before, or GS_HASH32_START. */
uint32_t gs_hash32(uint32_t hash, const void *bytes, size_t len);

#endif
