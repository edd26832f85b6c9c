/* SPDX-License-Identifier: MIT */
/*
 * Which keys stand in the footer, by where the person is.
 */
#ifndef GAISCOPE_SRC_VIEW_FOOTER_KEYS_H
#define GAISCOPE_SRC_VIEW_FOOTER_KEYS_H

#include "view_state.h"

/* A key of the footer: its command, and a word in the place of the table's. */
struct gs_hint {
    enum gs_command_id command;
    const char *word; /* NULL: the table's */
};

/* In the order of their weight. */
struct gs_hint_list {
    const struct gs_hint *items;
    size_t count;
};

/* The keys of the present view, prompt or line. Static. */
struct gs_hint_list gs_footer_hints(const struct gs_view *view);

/* Whether answers to the question are under way. */
bool gs_footer_is_waiting(const struct gs_view *view);

#endif
