/* SPDX-License-Identifier: MIT */
/**
 * Where connections really go, for a demonstration on one machine: its listeners are on
 * loopback, and as far away as the demonstration says. Pure.
 */
#ifndef GAISCOPE_NET_DETOUR_H
#define GAISCOPE_NET_DETOUR_H

#include "gaiscope/base/vec.h"
#include "gaiscope/model/address.h"

#include <stdint.h>

/** The way to some endpoints. */
struct gs_detour {
    struct gs_endpoint shown; /**< whom the person sees; port 0: any port; family 0: every
                                   address that none before it names */
    struct gs_endpoint real;  /**< where the connect goes; port 0: the port asked for;
                                   family 0: nowhere, no packet is sent */
    uint32_t delay_ms;        /**< from asking until the connect begins: the way there */
    int error; /**< with a `real` of family 0: the errno it fails with after
                                   the delay; 0: silent */
};

/** Detours; the first that fits counts. */
struct gs_detour_list GS_VEC_OF(struct gs_detour);

/** The way to one endpoint, its port filled in. Takes: NULL: no detours. Returns: to the
 *  endpoint itself where none fits. */
struct gs_detour gs_detour_to(const struct gs_detour_list *list,
                              const struct gs_endpoint *endpoint);

#endif
