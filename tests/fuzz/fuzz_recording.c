/* SPDX-License-Identifier: MIT */
/* Any bytes as a recording: what is read from it goes into a session, is written and read
 * back the same, and can be reported. */
#include "gaiscope/report/recording.h"
#include "gaiscope/report/report.h"

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
    gs_session_fini(&session);
    return 0;
}
