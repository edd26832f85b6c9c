/* SPDX-License-Identifier: MIT */
#include "support/replayed.h"

#include "support/parts.h"

#include "gaiscope/report/recording.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    BEGIN_US = 77, /* any: times must come back the same */
};

static void require(bool is_true, const char *reason)
{
    if (!is_true) {
        (void)fprintf(stderr, "an event does not come back from a recording: %s\n",
                      reason);
        abort();
    }
}

void __wrap_gs_session_apply(struct gs_session *session, struct gs_event *event)
{
    struct gs_event read = {0};
    struct gs_buf line = {0};
    struct gs_buf again = {0};
    struct gs_buf reason = {0};
    require(gs_recording_write_event(event, BEGIN_US, &line) == GS_OK, "too long");
    gs_event_fini(event);
    enum gs_recording_line result =
        gs_recording_read_line(line.data, line.len - 1, BEGIN_US, &read, &reason);
    require(result == GS_RECORDING_EVENT, gs_buf_text(&reason));
    require(gs_recording_write_event(&read, BEGIN_US, &again) == GS_OK, "too long");
    require(strcmp(gs_buf_text(&line), gs_buf_text(&again)) == 0, gs_buf_text(&line));
    __real_gs_session_apply(session, &read);
    gs_event_fini(&read);
    gs_buf_fini(&line);
    gs_buf_fini(&again);
    gs_buf_fini(&reason);
}
