/* SPDX-License-Identifier: MIT */
/*
 * That something is recorded or replayed is seen in the header and the footer.
 */
#include "support/check.h"

#include "gaiscope/base/mem.h"
#include "gaiscope/base/text.h"
#include "gaiscope/view/view.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One line of a frame as text, runs in their order. Owns: the caller. */
static char *line_of(const struct gs_view_status *status, enum gs_line line, size_t cols)
{
    struct gs_session session = {.has_machine = true};
    struct gs_view *view = gs_view_new(&session);
    struct gs_rows rows = {0};
    struct gs_buf out = {0};
    (void)gs_view_run(view, GS_COMMAND_CLOSE);
    gs_view_set_now(view, (struct gs_now){1000, 1795350665});
    gs_view_set_status(view, status);
    gs_view_line(view, line, cols, &rows);
    const struct gs_row *row = &rows.rows.items[0];
    for (size_t i = 0; i < row->run_count; i++) {
        gs_buf_add_text(&out, " ");
        gs_buf_add_text(&out, gs_rows_text(&rows, &rows.runs.items[row->first_run + i]));
    }
    gs_rows_fini(&rows);
    gs_view_free(view);
    gs_session_fini(&session);
    return gs_buf_claim(&out);
}

static void expect(const struct gs_view_status *status, enum gs_line line, size_t cols,
                   const char *text, bool is_there)
{
    char *shown = line_of(status, line, cols);
    if ((strstr(shown, text) != NULL) != is_there) {
        fail_msg("%zu columns: %s: %s", cols, is_there ? "lacks" : "has", shown);
    }
    free(shown);
}

static void the_header_tells_of_a_recording_at_every_size(void **state)
{
    static const struct gs_view_status none = {0};
    static const struct gs_view_status recording = {.is_recording = true};
    static const size_t sizes[] = {80, 120, 200};
    (void)state;
    for (size_t i = 0; i < COUNT_OF(sizes); i++) {
        expect(&none, GS_LINE_HEADER, sizes[i], "● rec", false);
        expect(&recording, GS_LINE_HEADER, sizes[i], "● rec", true);
    }
}

static void the_header_tells_of_a_replay_and_its_speed(void **state)
{
    static const struct gs_view_status replay = {.replay = "replay 64x"};
    static const struct gs_view_status ended = {.replay = "replay ended"};
    (void)state;
    expect(&replay, GS_LINE_HEADER, 200, "replay 64x", true);
    expect(&replay, GS_LINE_HEADER, 120, "replay 64x", true);
    expect(&ended, GS_LINE_HEADER, 120, "replay ended", true);
    expect(&ended, GS_LINE_HEADER, 120, "v4", false); /* no room for both */
    expect(&replay, GS_LINE_HEADER, 80, "64x", true);
    expect(&ended, GS_LINE_HEADER, 80, "ended", true);
}

/* Runs of a header in their order, none over the one before. */
static void expect_parted(size_t cols, enum gs_command_id tab,
                          const struct gs_view_status *status, bool is_demo)
{
    struct gs_session session = {.has_machine = true};
    session.machine.resolver.is_demo = is_demo;
    session.machine.resolver.server_count = 1;
    struct gs_view *view = gs_view_new(&session);
    struct gs_rows rows = {0};
    gs_view_set_now(view, (struct gs_now){1000, 1795350665});
    gs_view_set_status(view, status);
    (void)gs_view_run(view, GS_COMMAND_CLOSE);
    (void)gs_view_run(view, tab);
    gs_view_line(view, GS_LINE_HEADER, cols, &rows);
    char taken[512] = {0};
    for (size_t i = 0; i < rows.runs.count; i++) {
        const struct gs_run *run = &rows.runs.items[i];
        size_t end = (size_t)run->x + gs_text_cells(gs_rows_text(&rows, run));
        for (size_t x = (size_t)run->x; x < end; x++) {
            if (x >= cols || taken[x]++ != 0) {
                fail_msg("%zu columns: cell %zu has two texts, one is %s", cols, x,
                         gs_rows_text(&rows, run));
            }
        }
    }
    gs_rows_fini(&rows);
    gs_view_free(view);
    gs_session_fini(&session);
}

static void no_text_of_the_header_lies_over_another_at_any_width(void **state)
{
    static const struct gs_view_status states[] = {
        {0}, {.is_recording = true}, {.replay = "replay paused"}};
    (void)state;
    for (size_t cols = 40; cols <= 220; cols++) {
        for (size_t i = 0; i < COUNT_OF(states); i++) {
            expect_parted(cols, GS_COMMAND_VIEW_LOOKUP, &states[i], false);
            expect_parted(cols, GS_COMMAND_VIEW_SERVICES, &states[i], true);
            expect_parted(cols, GS_COMMAND_VIEW_LOG, &states[i], true);
        }
    }
}

static void the_footer_says_how_a_paused_replay_goes_on(void **state)
{
    static const struct gs_view_status paused = {.replay = "replay paused",
                                                 .is_replay_paused = true};
    (void)state;
    expect(&paused, GS_LINE_FOOTER, 80, "paused: p goes on, . shows the next", true);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_header_tells_of_a_recording_at_every_size),
        cmocka_unit_test(the_header_tells_of_a_replay_and_its_speed),
        cmocka_unit_test(no_text_of_the_header_lies_over_another_at_any_width),
        cmocka_unit_test(the_footer_says_how_a_paused_replay_goes_on),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
