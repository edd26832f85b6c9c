/* SPDX-License-Identifier: MIT */
#include "hook_rate.h"

bool hook_rate_take(struct hook_rate *rate, uint64_t now_ms)
{
    uint64_t back = (now_ms - rate->since_ms) / rate->every_ms;
    if (back >= rate->used) {
        rate->used = 0;
        rate->since_ms = now_ms;
    } else {
        rate->used -= (uint32_t)back;
        rate->since_ms += back * rate->every_ms;
    }
    if (rate->used == rate->burst) {
        return false;
    }
    rate->used++;
    return true;
}
