/* SPDX-License-Identifier: MIT */
#include "recording_run.h"

#include <errno.h>
#include <stdio.h>

#include <uv.h>

enum {
    REASON_MAX = 128, /* words for an errno */
};

static int64_t now_us(void)
{
    return (int64_t)(uv_hrtime() / 1000);
}

/* Begins the recording that the command line wants. Returns: false, and said why. */
bool recording_begin(const struct gs_options *options, struct gs_recorder **out)
{
    uv_timeval64_t wall = {0};
    char reason[REASON_MAX];
    if (options->record == NULL) {
        return true;
    }
    (void)uv_gettimeofday(&wall); /* only fails for a bad pointer */
    struct gs_recording_head head = {
        .program = GS_VERSION,
        .wall_us = wall.tv_sec * 1000000 + wall.tv_usec,
        .begin_us = now_us(),
    };
    enum gs_status status =
        gs_recorder_open(options->record, &head, options->record_limit, out);
    if (status != GS_OK) {
        (void)uv_strerror_r(uv_translate_sys_error(errno), reason, sizeof reason);
        (void)fprintf(stderr, "gaiscope: --record: %s\n",
                      status == GS_EFORMAT  ? "the file is there and is no recording"
                      : status == GS_ELIMIT ? "another gaiscope records to the file"
                                            : reason);
    }
    return status == GS_OK;
}

/* Ends it; a report that could not be recorded is printed all the same. */
void recording_end(struct gs_recorder *recorder)
{
    if (recorder != NULL) {
        struct gs_buf left_out = {0};
        (void)gs_recorder_flush(recorder); /* the state says the same */
        gs_recorder_say_left_out(recorder, &left_out);
        int error = gs_recorder_error(recorder);
        enum gs_recorder_state state = gs_recorder_close(recorder, now_us());
        if (state != GS_RECORDER_ON) {
            char reason[REASON_MAX];
            (void)uv_strerror_r(uv_translate_sys_error(error), reason, sizeof reason);
            (void)fprintf(stderr, "gaiscope: the recording is not whole: %s\n",
                          state == GS_RECORDER_FULL      ? "it is full"
                          : state == GS_RECORDER_REMOVED ? "its file was removed"
                                                         : reason);
        }
        if (left_out.len > 0) {
            (void)fprintf(stderr, "gaiscope: the recording is not whole: %s\n",
                          gs_buf_text(&left_out));
        }
        gs_buf_fini(&left_out);
    }
}
