/* SPDX-License-Identifier: MIT */
#include "stamp.h"

#include <stddef.h>

uint64_t gs_stamp_mix(uint64_t stamp, uint64_t number)
{
    stamp = (stamp ^ number) * UINT64_C(0x9e3779b97f4a7c15);
    return stamp ^ (stamp >> 32);
}

uint64_t gs_stamp_mix_text(uint64_t stamp, const char *text)
{
    size_t len = 0;
    for (; text[len] != '\0'; len++) {
        stamp = gs_stamp_mix(stamp, (unsigned char)text[len]);
    }
    return gs_stamp_mix(stamp, len);
}
