/* SPDX-License-Identifier: MIT */
#include "gaiscope/model/watched.h"

static const char *const ids[GS_WATCH_STATE_COUNT] = {
    [GS_WATCH_TRY_AGAIN] = "try_again",
    [GS_WATCH_NO_SUCH_NAME] = "no_such_name",
    [GS_WATCH_NO_DATA] = "no_data",
    [GS_WATCH_UNEXPECTED] = "unexpected",
    [GS_WATCH_LOST_IPV6] = "lost_ipv6",
    [GS_WATCH_LOST_IPV4] = "lost_ipv4",
    [GS_WATCH_IS_FLAPPING] = "flapping",
    [GS_WATCH_CHANGED] = "changed",
    [GS_WATCH_SLOW] = "slow",
    [GS_WATCH_STEADY] = "steady",
    [GS_WATCH_WAITING] = "waiting",
};

const char *gs_watch_state_id(enum gs_watch_state state)
{
    return ids[state];
}

uint32_t gs_watched_sample(const struct gs_watched *watched, size_t i)
{
    size_t first =
        watched->sample_count < GS_WATCH_SAMPLES_MAX ? 0 : watched->sample_next;
    return watched->samples_us[(first + i) % GS_WATCH_SAMPLES_MAX];
}

const struct gs_watch_answer *gs_watched_known(const struct gs_watched *watched)
{
    return watched->good != NULL ? watched->good : watched->answer;
}

void gs_watched_add_sample(struct gs_watched *watched, uint32_t elapsed_us)
{
    watched->samples_us[watched->sample_next] = elapsed_us;
    watched->sample_next = (uint8_t)((watched->sample_next + 1) % GS_WATCH_SAMPLES_MAX);
    watched->sample_count += watched->sample_count < GS_WATCH_SAMPLES_MAX ? 1 : 0;
}

struct gs_watched gs_watched_copy(const struct gs_watched *watched)
{
    struct gs_watched copy = *watched;
    copy.watch = gs_watch_copy(&watched->watch);
    copy.answer = watched->answer == NULL ? NULL : gs_watch_answer_copy(watched->answer);
    copy.good = watched->good == NULL ? NULL : gs_watch_answer_copy(watched->good);
    copy.told = watched->told == NULL ? NULL : gs_watch_answer_copy(watched->told);
    copy.last_change_words = gs_mem_copy_text(watched->last_change_words);
    return copy;
}

void gs_watched_fini(struct gs_watched *watched)
{
    gs_watch_fini(&watched->watch);
    gs_watch_answer_free(watched->answer);
    gs_watch_answer_free(watched->good);
    gs_watch_answer_free(watched->told);
    free(watched->last_change_words);
    *watched = (struct gs_watched){0};
}
