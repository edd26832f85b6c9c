/* SPDX-License-Identifier: MIT */
/*
 * That nothing was answered is told at once; that one family is not, when it is so a second time:
 * a single lost datagram is no news beside an answer. While answers come and go, both have to last.
 */
#include "watch_failure.h"

#include "watch_change_text.h"
#include "watch_flap.h"

#include "gaiscope/base/duration.h"

enum {
    PART_ROUNDS = 2, /* of one family alone */
};

static bool is_failure(enum gs_outcome outcome)
{
    return outcome != GS_OUTCOME_NOT_ASKED && outcome != GS_OUTCOME_CANCELLED &&
           !gs_outcome_is_final(outcome);
}

uint8_t watch_failed_sides(const struct gs_watch_answer *answer)
{
    if (is_failure(answer->outcome)) {
        return WATCH_ALL_SIDES;
    }
    return (uint8_t)((is_failure(answer->sides[0]) ? WATCH_IPV6 : 0) |
                     (is_failure(answer->sides[1]) ? WATCH_IPV4 : 0));
}

static uint32_t rounds_needed(const struct gs_watch_trend *trend)
{
    return trend->is_flapping                       ? WATCH_GRAVE_ROUNDS
           : trend->failed_sides == WATCH_ALL_SIDES ? 1
                                                    : PART_ROUNDS;
}

static const char *part_word(uint8_t sides)
{
    return sides == WATCH_IPV6 ? "AAAA" : sides == WATCH_IPV4 ? "A" : "all";
}

static void tell_began(const struct gs_watch_trend *trend,
                       const struct gs_watch_answer *known,
                       const struct gs_watch_answer *answer,
                       struct gs_watch_change_list *out)
{
    struct change_texts texts = {0};
    const char *was = gs_outcome_word(known->outcome);
    bool is_part = trend->failed_sides != WATCH_ALL_SIDES;
    enum gs_outcome side = answer->sides[trend->failed_sides == WATCH_IPV6 ? 0 : 1];
    if (known->outcome != GS_OUTCOME_NOT_ASKED) {
        gs_buf_add_text(&texts.old, was);
    }
    if (answer->detail[0] != '\0') {
        change_text_safe(&texts.now, answer->detail);
    } else {
        gs_buf_add_text(&texts.now, gs_outcome_word(is_part ? side : answer->outcome));
    }
    if (is_part) {
        gs_buf_addf(&texts.remark, "%s alone", part_word(trend->failed_sides));
    } else if (known->outcome != GS_OUTCOME_NOT_ASKED) {
        gs_buf_addf(&texts.remark, "was %s", was);
    }
    change_push(out, GS_WATCH_FAILURE_BEGAN, &texts);
}

static void tell_ended(const struct gs_watch_trend *trend,
                       const struct gs_watch_answer *known,
                       const struct gs_watch_answer *answer, int64_t wall_s,
                       struct gs_watch_change_list *out)
{
    struct change_texts texts = {0};
    char lasted[GS_DURATION_TEXT_MAX];
    gs_age_format(wall_s - trend->failed_wall_s, lasted);
    change_text_safe(&texts.old, known->detail[0] != '\0'
                                     ? known->detail
                                     : gs_outcome_word(GS_OUTCOME_TRY_AGAIN));
    gs_buf_add_text(&texts.now, gs_outcome_word(answer->outcome));
    if (trend->failed_sides != 0) {
        gs_buf_addf(&texts.remark, "%s still fails", part_word(trend->failed_sides));
    } else {
        gs_buf_addf(&texts.remark, "after %s", lasted);
    }
    change_push(out, GS_WATCH_FAILURE_ENDED, &texts);
}

static void count_rounds(struct gs_watch_trend *trend, uint8_t sides, int64_t wall_s)
{
    if (sides == 0) {
        trend->failed_rounds = 0;
    } else {
        trend->failed_wall_s = trend->failed_rounds == 0 ? wall_s : trend->failed_wall_s;
        trend->failed_rounds++;
    }
    trend->failed_sides = sides;
}

void watch_failure_step(struct gs_watch_trend *trend, const struct gs_watch_answer *known,
                        const struct gs_watch_answer *answer, int64_t wall_s,
                        struct gs_watch_change_list *out)
{
    uint8_t told = trend->told_sides;
    count_rounds(trend, watch_failed_sides(answer), wall_s);
    uint8_t sides = trend->failed_sides;
    if (sides == 0 ? told != 0
                   : sides != told && trend->failed_rounds >= rounds_needed(trend)) {
        if ((sides & ~told) != 0) {
            tell_began(trend, known, answer, out);
        } else {
            tell_ended(trend, known, answer, wall_s, out);
        }
        trend->told_sides = sides;
    }
    trend->failed_wall_s = sides == 0 ? 0 : trend->failed_wall_s;
}

void watch_failure_first(struct gs_watch_trend *trend,
                         const struct gs_watch_answer *answer, int64_t wall_s)
{
    count_rounds(trend, watch_failed_sides(answer), wall_s);
    trend->told_sides =
        trend->failed_sides == WATCH_ALL_SIDES ? WATCH_ALL_SIDES : trend->told_sides;
}

bool watch_is_failing(const struct gs_watch_trend *trend)
{
    return trend->failed_sides == WATCH_ALL_SIDES || trend->told_sides != 0;
}
