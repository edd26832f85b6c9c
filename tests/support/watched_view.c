/* SPDX-License-Identifier: MIT */
#include "support/watched_view.h"

#include "support/check.h"

#include "gaiscope/base/text.h"

#include <stdlib.h>
#include <string.h>

void watched_draw(struct watched_view *fixture)
{
    struct gs_place places[GS_PANES_MAX];
    size_t count = gs_view_places(fixture->view, 120, 40, places);
    for (size_t i = 0; i < count; i++) {
        gs_view_pane(fixture->view, places[i].pane, 116, i == 0 ? 22 : 7,
                     &fixture->panes[i]);
    }
}

void watched_pass_time(struct watched_view *fixture, int64_t us)
{
    fixture->now_us += us;
    gs_view_set_now(fixture->view,
                    (struct gs_now){fixture->now_us, MONITOR_SCENE_S + us / 1000000});
    (void)gs_view_next_change_us(fixture->view);
    watched_draw(fixture);
}

struct watched_view *watched_open(void (*fill)(struct gs_session *session))
{
    struct watched_view *fixture = gs_mem_new(1, sizeof *fixture);
    fill(&fixture->session);
    fixture->view = gs_view_new(&fixture->session);
    fixture->now_us = MONITOR_SCENE_US;
    gs_view_show_monitor(fixture->view);
    watched_pass_time(fixture, 0);
    return fixture;
}

void watched_close(struct watched_view *fixture)
{
    for (size_t i = 0; i < GS_PANES_MAX; i++) {
        gs_pane_fini(&fixture->panes[i]);
    }
    gs_view_free(fixture->view);
    gs_session_fini(&fixture->session);
    free(fixture);
}

void watched_run(struct watched_view *fixture, enum gs_command_id command)
{
    (void)gs_view_run(fixture->view, command);
    watched_draw(fixture);
}

/* A round of a host in another state, and the time until it is seen. */
void watched_tell(struct watched_view *fixture, uint64_t id, enum gs_watch_state state,
                  struct gs_watch_answer *answer)
{
    struct gs_watch_round *round = gs_mem_new(1, sizeof *round);
    round->id = id;
    round->answer = answer;
    round->answer->dns_us = 1000;
    round->state = state;
    round->wall_s = MONITOR_SCENE_S + 1 + (fixture->now_us - MONITOR_SCENE_US) / 1000000;
    struct gs_event event = {.type = GS_EVENT_WATCH_ROUND, .of.watch_round = round};
    gs_session_apply(&fixture->session, &event);
    watched_pass_time(fixture, 1000000);
}

void watched_change_state(struct watched_view *fixture, uint64_t id,
                          enum gs_watch_state state)
{
    struct gs_watch_answer *answer = gs_watch_answer_new();
    answer->outcome = GS_OUTCOME_ANSWERED;
    watched_tell(fixture, id, state, answer);
}

/* The host of the selected row of the first pane, and the row in its window. */
const char *watched_selected_row(const struct watched_view *fixture, size_t *row)
{
    const struct gs_pane *pane = &fixture->panes[0];
    for (size_t i = 0; i < pane->rows.rows.count; i++) {
        const struct gs_row *at = &pane->rows.rows.items[i];
        for (size_t k = 0; at->item == pane->selected && k < at->run_count; k++) {
            const struct gs_run *run = &pane->rows.runs.items[at->first_run + k];
            if (run->x == 0) {
                *row = i;
                return gs_rows_text(&pane->rows, run);
            }
        }
    }
    return "";
}

const char *watched_selected(const struct watched_view *fixture)
{
    size_t row = 0;
    return watched_selected_row(fixture, &row);
}

void watched_expect(const struct watched_view *fixture, const char *host, size_t row)
{
    size_t at = SIZE_MAX;
    assert_string_equal(watched_selected_row(fixture, &at), host);
    assert_int_equal(at, row);
}

/* Whether the footer says it. */
bool watched_footer_has(struct watched_view *fixture, const char *text)
{
    struct gs_rows footer = {0};
    struct gs_buf line = {0};
    gs_view_line(fixture->view, GS_LINE_FOOTER, 120, &footer);
    for (size_t i = 0; i < footer.runs.count; i++) {
        gs_buf_addf(&line, "%s ", gs_rows_text(&footer, &footer.runs.items[i]));
    }
    bool has = strstr(gs_buf_text(&line), text) != NULL;
    gs_buf_fini(&line);
    gs_rows_fini(&footer);
    return has;
}

/* Whether a pane's rows say it. */
bool watched_rows_have(const struct gs_rows *rows, const char *text)
{
    for (size_t i = 0; i < rows->runs.count; i++) {
        if (strstr(gs_rows_text(rows, &rows->runs.items[i]), text) != NULL) {
            return true;
        }
    }
    return false;
}

bool watched_pane_has(const struct gs_pane *pane, const char *text)
{
    return watched_rows_have(&pane->rows, text);
}
