/* SPDX-License-Identifier: MIT */
#include "gaiscope/cli/recording_run.h"

#include "gaiscope/base/text.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include <uv.h>

enum {
    REASON_MAX = 128, /* words for an errno */
    NAME_CELLS = 40,  /* of the file in a sentence */
};

static int64_t now_us(void)
{
    return (int64_t)(uv_hrtime() / 1000);
}

void gs_recording_say_refusal(const char *path, enum gs_status status, int error,
                              struct gs_buf *out)
{
    char reason[REASON_MAX];
    char *safe = gs_text_sanitised(path);
    (void)uv_strerror_r(uv_translate_sys_error(error), reason, sizeof reason);
    gs_buf_add_text(out, "not recorded to ");
    gs_text_cut_middle(out, safe, NAME_CELLS);
    gs_buf_addf(out, ": %s",
                status == GS_EFORMAT  ? "it is there and is no recording"
                : status == GS_ELIMIT ? "another gaiscope records to it"
                                      : reason);
    free(safe);
}

bool gs_recording_begin(const struct gs_options *options, struct gs_recorder **out)
{
    uv_timeval64_t wall = {0};
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
        struct gs_buf why = {0};
        gs_recording_say_refusal(options->record, status, errno, &why);
        (void)fprintf(stderr, "gaiscope: --record: %s\n", gs_buf_text(&why));
        gs_buf_fini(&why);
    }
    return status == GS_OK;
}

void gs_recording_end(struct gs_recorder *recorder)
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
