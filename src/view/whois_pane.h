/* SPDX-License-Identifier: MIT */
/*
 * What the panes of the whois view share.
 */
#ifndef GAISCOPE_SRC_VIEW_WHOIS_PANE_H
#define GAISCOPE_SRC_VIEW_WHOIS_PANE_H

#include "pane.h"

#include "gaiscope/model/whois.h"
#include "gaiscope/rules/words.h"

#define GS_WHOIS_LINE_SHOWN 4096 /* bytes of one line that are looked at */

/* The chain as it is to be shown; NULL: none yet. */
const struct gs_whois *gs_whois_shown(const struct gs_pane_context *context,
                                      struct gs_part_view *view);

/* Why there is nothing to show yet, as a sentence. */
const char *gs_no_whois(const struct gs_part_view *view);

/* The server whose text is shown: that of the chosen hop, else the last that said something;
 * NULL: none said anything. */
const struct gs_whois_hop *gs_whois_text_hop(const struct gs_pane_context *context,
                                             const struct gs_whois *whois);

/* The role of a sign of rules/words, and the sign itself. */
struct gs_outcome_look gs_word_look(enum gs_sign sign);

/* "whois.example", with its port where it is not 43. */
void gs_whois_put_server(struct gs_buf *out, const struct gs_whois_hop *hop);

#endif
