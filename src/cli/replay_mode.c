/* SPDX-License-Identifier: MIT */
#include "replay_mode.h"

#include "gaiscope/base/text.h"
#include "gaiscope/report/replay.h"

#include <stdio.h>

static void say_end(const struct gs_replay *replay)
{
    struct gs_buf end = {0};
    bool is_whole = gs_replay_state(replay) == GS_REPLAY_ENDED;
    size_t broken = gs_replay_broken_count(replay);
    for (size_t i = 0; gs_replay_broken(replay, i) != NULL; i++) {
        (void)fprintf(stderr, "gaiscope: %s\n", gs_replay_broken(replay, i));
    }
    if (broken > GS_REPLAY_NAMED_MAX) {
        size_t more = broken - GS_REPLAY_NAMED_MAX;
        (void)fprintf(stderr, "gaiscope: ... and %zu more broken %s\n", more,
                      gs_plural(more, "line", "lines"));
    }
    if (!is_whole || broken > 1) {
        gs_replay_say_end(replay, &end);
        (void)fprintf(stderr, "gaiscope: --replay: %s\n", gs_buf_text(&end));
    }
    gs_buf_fini(&end);
}

enum gs_exit replay_into(const char *path, struct gs_session *session)
{
    struct gs_replay *replay = NULL;
    struct gs_buf error = {0};
    struct gs_event event = {0};
    if (gs_replay_open(path, &replay, &error) != GS_OK) {
        (void)fprintf(stderr, "gaiscope: %s\n", gs_buf_text(&error));
        gs_buf_fini(&error);
        return GS_EXIT_USAGE;
    }
    while (gs_replay_claim(replay, &event)) {
        gs_session_apply(session, &event);
        gs_event_fini(&event);
    }
    say_end(replay);
    gs_replay_close(replay);
    if (!session->has_lookup && !session->monitor.is_on) {
        (void)fprintf(stderr, "gaiscope: --replay: nothing was asked in it\n");
        return GS_EXIT_OTHER;
    }
    return GS_EXIT_ANSWERED;
}
