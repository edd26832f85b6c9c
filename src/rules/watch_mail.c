/* SPDX-License-Identifier: MIT */
/*
 * That MX is not answered is no change of the exchanges: those that were known stay. It is told in
 * its second round, as one family alone is, and when it lasts while values come and go.
 */
#include "watch_mail.h"

#include "watch_change_text.h"
#include "watch_failure.h"
#include "watch_flap.h"

#include "gaiscope/base/duration.h"

enum {
    ROUNDS = 2, /* of rounds in which MX was asked */
};

static void add_exchanges(struct gs_buf *out, const struct gs_watch_answer *answer)
{
    if (answer != NULL && gs_outcome_is_final(answer->mx_outcome)) {
        change_text_names(out, &answer->exchanges, "no MX", "null MX");
    }
}

static void tell_began(const struct gs_watch_trend *trend,
                       const struct gs_watch_answer *known,
                       const struct gs_watch_answer *answer,
                       struct gs_watch_change_list *out)
{
    struct change_texts texts = {0};
    bool is_its_own = trend->failed_sides == 0; /* else the detail is of a family */
    add_exchanges(&texts.old, known);
    if (is_its_own && answer->detail[0] != '\0') {
        change_text_safe(&texts.now, answer->detail);
    } else {
        gs_buf_add_text(&texts.now, gs_outcome_word(answer->mx_outcome));
    }
    gs_buf_add_text(&texts.remark, "MX alone");
    change_push(out, GS_WATCH_MX_FAILURE_BEGAN, &texts);
}

static void tell_ended(const struct gs_watch_trend *trend,
                       const struct gs_watch_answer *answer, int64_t wall_s,
                       struct gs_watch_change_list *out)
{
    struct change_texts texts = {0};
    char lasted[GS_DURATION_TEXT_MAX];
    gs_age_format(wall_s - trend->mx_failed_wall_s, lasted);
    add_exchanges(&texts.now, answer);
    gs_buf_addf(&texts.remark, "after %s", lasted);
    change_push(out, GS_WATCH_MX_FAILURE_ENDED, &texts);
}

static void count(struct gs_watch_trend *trend, bool is_failure, int64_t wall_s)
{
    if (is_failure) {
        trend->mx_failed_wall_s =
            trend->mx_failed_rounds == 0 ? wall_s : trend->mx_failed_wall_s;
        trend->mx_failed_rounds += trend->mx_failed_rounds < UINT32_MAX ? 1 : 0;
    } else {
        trend->mx_failed_rounds = 0;
    }
}

void watch_mail_step(struct gs_watch_trend *trend, const struct gs_watch_answer *known,
                     const struct gs_watch_answer *answer, int64_t wall_s,
                     struct gs_watch_change_list *out)
{
    if (answer->mx_outcome == GS_OUTCOME_NOT_ASKED ||
        answer->mx_outcome == GS_OUTCOME_CANCELLED ||
        trend->failed_sides == WATCH_ALL_SIDES) {
        return;
    }
    bool is_failure = !gs_outcome_is_final(answer->mx_outcome);
    uint32_t needed = trend->is_flapping ? WATCH_GRAVE_ROUNDS : ROUNDS;
    count(trend, is_failure, wall_s);
    if (is_failure && !trend->is_mx_failing && trend->mx_failed_rounds >= needed) {
        tell_began(trend, known, answer, out);
        trend->is_mx_failing = true;
    } else if (!is_failure && trend->is_mx_failing) {
        tell_ended(trend, answer, wall_s, out);
        trend->is_mx_failing = false;
    }
    trend->mx_failed_wall_s = is_failure ? trend->mx_failed_wall_s : 0;
}
