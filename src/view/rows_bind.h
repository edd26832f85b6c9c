/* SPDX-License-Identifier: MIT */
/*
 * What the panes and popups of binding share.
 */
#ifndef GAISCOPE_SRC_VIEW_ROWS_BIND_H
#define GAISCOPE_SRC_VIEW_ROWS_BIND_H

#include "pane.h"

#include "gaiscope/rules/bind_words.h"

#define GS_SOCKET_WORDS_MAX (GS_ADDRESS_TEXT_MAX + 32) /* an address and its port */

/* "0.0.0.0 port 21", "::1 any free port". */
void gs_endpoint_words(const struct gs_endpoint *endpoint, char out[GS_SOCKET_WORDS_MAX]);

/* What the bind pane shows: the attempt, or for a null node what would be tried. Owns: the
 * caller. */
struct gs_bind_report *gs_bind_shown(const struct gs_lookup *lookup);

/* The client of an item of the accepted pane, the newest first; NULL: none. */
const struct gs_accepted *gs_accepted_of(const struct gs_lookup *lookup, size_t item);

#endif
