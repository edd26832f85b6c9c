/* SPDX-License-Identifier: MIT */
/**
 * Where connections of the demo really go: to its own listeners, or nowhere. For every
 * address there is a detour, so that nothing leaves this machine.
 */
#ifndef GAISCOPE_SRC_DEMO_DETOURS_H
#define GAISCOPE_SRC_DEMO_DETOURS_H

#include "listeners.h"

#include "gaiscope/demo/reach.h"
#include "gaiscope/model/mx_plan.h"
#include "gaiscope/net/connector.h"

/** What the detours are made of; all of it is lent for the call. */
struct gs_detour_plan {
    const struct gs_reach_list *reaches; /**< what the zone file says; they count first */
    const struct gs_address_list *addresses; /**< those that the zone has */
    struct gs_listeners *listeners;          /**< opened as they are needed */
    struct gs_endpoint exchange;             /**< who stands for every mail exchange */
};

/**
 * Loopback is itself. Of the zone's addresses 25, 80, 443 and the exchange's own port are open
 * and near, the others refused. All other addresses are silent.
 * Owns: the caller, gs_vec_fini().
 */
struct gs_detour_list gs_detours_make(const struct gs_detour_plan *plan);

#endif
