/* SPDX-License-Identifier: MIT */
/*
 * What the pane of this machine's network and its details share.
 */
#ifndef GAISCOPE_SRC_VIEW_NETWORK_PANE_H
#define GAISCOPE_SRC_VIEW_NETWORK_PANE_H

#include "race_pane.h"

#include "gaiscope/rules/network_words.h"

/* The network that is shown, with how far its part is; NULL: nothing yet. */
const struct gs_network *gs_network_shown(const struct gs_pane_context *context,
                                          struct gs_part_view *view);

#endif
