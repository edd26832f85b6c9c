/* SPDX-License-Identifier: MIT */
/** View 8 as a person sees it at 120x40: keys in, panes out, rounds told in between. */
#ifndef GAISCOPE_TESTS_SUPPORT_WATCHED_VIEW_H
#define GAISCOPE_TESTS_SUPPORT_WATCHED_VIEW_H

#include "support/monitor_scene.h"

#include "gaiscope/view/view.h"

/** One view and what it drew last. watched_close(). */
struct watched_view {
    struct gs_session session;
    struct gs_view *view;
    struct gs_pane panes[GS_PANES_MAX];
    int64_t now_us;
};

void watched_draw(struct watched_view *fixture);

void watched_pass_time(struct watched_view *fixture, int64_t us);

struct watched_view *watched_open(void (*fill)(struct gs_session *session));

void watched_close(struct watched_view *fixture);

void watched_run(struct watched_view *fixture, enum gs_command_id command);

/** A round of a host in another state, and the time until it is seen. */
void watched_tell(struct watched_view *fixture, uint64_t id, enum gs_watch_state state,
                  struct gs_watch_answer *answer);

void watched_change_state(struct watched_view *fixture, uint64_t id,
                          enum gs_watch_state state);

/** The host of the selected row of the first pane, and the row in its window. */
const char *watched_selected_row(const struct watched_view *fixture, size_t *row);

const char *watched_selected(const struct watched_view *fixture);

void watched_expect(const struct watched_view *fixture, const char *host, size_t row);

/** Whether the footer says it. */
bool watched_footer_has(struct watched_view *fixture, const char *text);

/** Whether a pane's rows say it. */
bool watched_rows_have(const struct gs_rows *rows, const char *text);

bool watched_pane_has(const struct gs_pane *pane, const char *text);

#endif
