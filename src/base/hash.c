/* SPDX-License-Identifier: MIT */
#include "gaiscope/base/hash.h"

uint64_t gs_hash(uint64_t hash, const void *bytes, size_t len)
{
    const unsigned char *at = bytes;
    for (size_t i = 0; i < len; i++) {
        hash = (hash ^ at[i]) * UINT64_C(0x100000001b3);
    }
    return hash;
}

uint32_t gs_hash32(uint32_t hash, const void *bytes, size_t len)
{
    const unsigned char *at = bytes;
    for (size_t i = 0; i < len; i++) {
        hash = (hash ^ at[i]) * UINT32_C(0x01000193);
    }
    return hash;
}
