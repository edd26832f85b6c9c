/* SPDX-License-Identifier: MIT */
/*
 * The views of the program: each has a digit, a name, its layouts and a verdict.
 */
#ifndef GAISCOPE_SRC_VIEW_TABS_H
#define GAISCOPE_SRC_VIEW_TABS_H

#include "pane.h"

/* The views that there are, in the order of their digits. */
enum gs_tab_id {
    GS_TAB_LOOKUP = 0,
    GS_TAB_ORDER,
    GS_TAB_RACE,
    GS_TAB_RECORDS,
    GS_TAB_MAIL,
    GS_TAB_SERVICES,
    GS_TAB_WHOIS,
    GS_TAB_MONITOR,
    GS_TAB_LOG,
};

#define GS_TAB_COUNT (GS_TAB_LOG + 1)

/* One view. */
struct gs_tab {
    char digit;                 /* its key */
    const char *name;           /* "Lookup" */
    enum gs_command_id command; /* that opens it */
    int focus;                  /* the pane that has the keys at first */
    /* Its verdict; NULL: the look-up's own. */
    struct gs_verdict (*verdict)(const struct gs_pane_context *context);
    /* Appends what stands at the right of the question, in a long or a short form; false:
     * nothing of its own. NULL: the call's arguments. */
    bool (*remark)(const struct gs_pane_context *context, bool is_short,
                   struct gs_buf *out);
    unsigned wants; /* GS_PART_BIT()s that its verdict needs, whichever panes are seen */
    /* Puts what is asked at the left of the question's line and returns the cell behind it;
     * NULL: the question. */
    int (*question)(const struct gs_pane_context *context, struct gs_rows *rows, int x);
};

const struct gs_tab *gs_tab_of(enum gs_tab_id tab);

/* The view that a command opens. Returns: false when it opens none. */
bool gs_tab_find(enum gs_command_id command, enum gs_tab_id *out);

/* The view in which a pane stands; the first one where it stands in several. */
enum gs_tab_id gs_tab_of_pane(int pane);

/* The pane that shows what a command asks, that of the present view where several do;
 * GS_PANE_COUNT: it asks nothing of its own. */
int gs_pane_asked_by(enum gs_command_id command, enum gs_tab_id tab);

/* The panes of a view for a screen's size in the present state, all of them, in the order of
 * Tab. Where not all fit, bands above the focused pane's get the band UINT8_MAX: they are not
 * drawn. Returns: how many. */
size_t gs_layout_place(const struct gs_pane_context *context, enum gs_tab_id tab,
                       const struct gs_layout_size *size,
                       struct gs_place out[GS_PANES_MAX]);

#endif
