/* SPDX-License-Identifier: MIT */
#include "watch_state.h"

enum {
    CHANGED_S = 300,     /* a change is seen so long */
    CHANGED_ROUNDS = 3,  /* and in so many rounds */
    NEW_USUAL_S = 86400, /* a loss that lasts a day is what is usual */
};

void watch_state_note_loss(struct gs_watch_trend *trend,
                           const struct gs_watch_answer *known, int64_t wall_s)
{
    for (size_t side = 0; side < 2; side++) {
        if (known->counts[side] > 0 || wall_s - trend->lost_wall_s[side] >= NEW_USUAL_S) {
            trend->lost_wall_s[side] = 0;
        }
    }
}

static bool is_changed(const struct gs_watch_trend *trend, int64_t wall_s)
{
    return trend->changed_wall_s != 0 && (wall_s - trend->changed_wall_s < CHANGED_S ||
                                          trend->quiet_rounds < CHANGED_ROUNDS);
}

/* A domain of mail alone has no address and lacks nothing. */
static bool takes_mail(const struct gs_watch_answer *known)
{
    return known->exchanges.count > 0 && known->exchanges.items[0][0] != '\0';
}

enum gs_watch_state watch_state_of(const struct gs_watch_trend *trend,
                                   const struct gs_watch_answer *known, bool is_failing,
                                   int64_t wall_s)
{
    if (is_failing) {
        return GS_WATCH_TRY_AGAIN;
    }
    if (known->outcome == GS_OUTCOME_NO_SUCH_NAME) {
        return GS_WATCH_NO_SUCH_NAME;
    }
    if (known->outcome == GS_OUTCOME_NO_DATA && !takes_mail(known)) {
        return GS_WATCH_NO_DATA;
    }
    if (known->outcome == GS_OUTCOME_NOT_ASKED) {
        return GS_WATCH_WAITING;
    }
    if (trend->failing != 0) {
        return GS_WATCH_UNEXPECTED;
    }
    if (trend->lost_wall_s[0] != 0) {
        return GS_WATCH_LOST_IPV6;
    }
    if (trend->lost_wall_s[1] != 0) {
        return GS_WATCH_LOST_IPV4;
    }
    if (trend->is_flapping) {
        return GS_WATCH_IS_FLAPPING;
    }
    if (is_changed(trend, wall_s)) {
        return GS_WATCH_CHANGED;
    }
    return trend->is_slow ? GS_WATCH_SLOW : GS_WATCH_STEADY;
}
