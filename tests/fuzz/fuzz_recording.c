/* SPDX-License-Identifier: MIT */
/* Any bytes as a recording: what is read from it goes into a session, is written and read
 * back the same, and can be reported and shown. */
#include "gaiscope/report/recording.h"
#include "gaiscope/report/report.h"
#include "gaiscope/view/frame.h"
#include "gaiscope/view/view.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum {
    BEGIN_US = 1000,
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool is_true)
{
    if (!is_true) {
        abort();
    }
}

static void check_same(const struct gs_event *event)
{
    struct gs_event again = {0};
    struct gs_buf one = {0};
    struct gs_buf two = {0};
    struct gs_buf reason = {0};
    require(gs_recording_write_event(event, BEGIN_US, &one) == GS_OK);
    require(gs_recording_read_line(one.data, one.len - 1, BEGIN_US, &again, &reason) ==
            GS_RECORDING_EVENT);
    require(gs_recording_write_event(&again, BEGIN_US, &two) == GS_OK);
    require(one.len == two.len && memcmp(one.data, two.data, one.len) == 0);
    gs_event_fini(&again);
    gs_buf_fini(&one);
    gs_buf_fini(&two);
    gs_buf_fini(&reason);
}

static void take_line(struct gs_session *session, const char *line, size_t len)
{
    struct gs_event event = {0};
    struct gs_buf reason = {0};
    enum gs_recording_line result =
        gs_recording_read_line(line, len, BEGIN_US, &event, &reason);
    if (result == GS_RECORDING_EVENT) {
        check_same(&event);
        gs_session_apply(session, &event);
        gs_event_fini(&event);
    } else {
        require((result == GS_RECORDING_BROKEN) == (reason.len > 0));
    }
    gs_buf_fini(&reason);
}

/* All panes of a view, and the details of what is selected. */
static void draw(struct gs_view *view, enum gs_command_id tab)
{
    struct gs_place places[GS_PANES_MAX];
    struct gs_popup popup = {0};
    (void)gs_view_run(view, tab);
    size_t count = gs_view_places(view, 120, 40, places);
    for (size_t i = 0; i < count; i++) {
        struct gs_pane pane = {0};
        gs_view_pane(view, places[i].pane, 56, 20, &pane);
        gs_pane_fini(&pane);
    }
    (void)gs_view_run(view, GS_COMMAND_DETAILS);
    if (gs_view_popup(view, 120, 40, &popup)) {
        gs_popup_fini(&popup);
        (void)gs_view_run(view, GS_COMMAND_CLOSE);
    }
}

/* Every view of a session that a stranger made. */
static void look(const struct gs_session *session)
{
    static const enum gs_command_id tabs[] = {
        GS_COMMAND_VIEW_LOOKUP,  GS_COMMAND_VIEW_ORDER,   GS_COMMAND_VIEW_RACE,
        GS_COMMAND_VIEW_RECORDS, GS_COMMAND_VIEW_MAIL,    GS_COMMAND_VIEW_SERVICES,
        GS_COMMAND_VIEW_WHOIS,   GS_COMMAND_VIEW_MONITOR, GS_COMMAND_VIEW_LOG,
    };
    struct gs_view *view = gs_view_new(session);
    gs_view_set_now(view, (struct gs_now){5000000, 1795350665});
    gs_view_set_question(view, &session->lookup.question);
    for (size_t i = 0; i < sizeof tabs / sizeof *tabs; i++) {
        draw(view, tabs[i]);
    }
    (void)gs_view_next_change_us(view);
    gs_view_free(view);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct gs_session session = {0};
    struct gs_recording_head head;
    struct gs_buf out = {0};
    const char *at = (const char *)data;
    (void)gs_recording_read_head(at, size, &head, &out);
    while (size > 0) {
        const char *end = memchr(at, '\n', size);
        size_t len = end == NULL ? size : (size_t)(end - at);
        take_line(&session, at, len);
        at += len + (end == NULL ? 0 : 1);
        size -= len + (end == NULL ? 0 : 1);
    }
    gs_buf_clear(&out);
    gs_report_text(&out, &session, GS_PARTS_ALL);
    gs_report_json(&out, &session, GS_PARTS_ALL);
    gs_report_csv(&out, &session, GS_PARTS_ALL);
    gs_buf_fini(&out);
    look(&session);
    gs_session_fini(&session);
    return 0;
}
