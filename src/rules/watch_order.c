/* SPDX-License-Identifier: MIT */
/*
 * Servers that rotate their answers put another address of the same family first each time: that
 * is no news. Another family first is, and so is another address after a long time.
 */
#include "watch_order.h"

#include "watch_change_text.h"
#include "watch_diff.h"

enum {
    STEADY_ROUNDS = 8,    /* of libc with one first address, before another is told */
    ROTATING_ROUNDS = 32, /* the same after it was another one too soon */
};

static bool has_order(const struct gs_watch_answer *answer)
{
    return answer->libc_outcome == GS_OUTCOME_ANSWERED && answer->libc_first.family != 0;
}

static void tell(const struct gs_address *old, const struct gs_address *now,
                 struct gs_watch_change_list *out)
{
    struct change_texts texts = {0};
    char text[GS_ADDRESS_TEXT_MAX];
    gs_address_format(old, text);
    gs_buf_add_text(&texts.old, text);
    gs_address_format(now, text);
    gs_buf_add_text(&texts.now, text);
    gs_buf_add_text(&texts.remark, "same set");
    change_push(out, GS_WATCH_ORDER_FLIPPED, &texts);
}

static bool is_news(struct gs_watch_trend *trend, const struct gs_address *old,
                    const struct gs_address *now)
{
    uint32_t needed = trend->is_rotating ? ROTATING_ROUNDS : STEADY_ROUNDS;
    bool is_late = trend->order_rounds >= needed;
    bool is_family = old->family != now->family;
    trend->is_rotating = is_family ? trend->is_rotating : !is_late;
    return is_family || is_late;
}

bool watch_order_step(struct gs_watch_trend *trend, const struct gs_watch_answer *before,
                      struct gs_watch_answer *now, const struct gs_watch_answer *answer,
                      struct gs_watch_change_list *out)
{
    bool is_same_set = watch_is_same_set(before, now);
    const struct gs_address *old = &before->libc_first;
    if (!has_order(answer)) {
        if (!is_same_set) {
            now->libc_first = (struct gs_address){0};
            trend->order_rounds = 0;
        }
        return false;
    }
    bool is_comparable =
        old->family != 0 && is_same_set && before->is_libc_same && answer->is_libc_same;
    bool is_same = gs_address_is_equal(old, &answer->libc_first);
    bool has_news = is_comparable && !is_same && is_news(trend, old, &answer->libc_first);
    uint32_t rounds =
        trend->order_rounds == 0 ? 1 : trend->order_rounds; /* the first one */
    trend->order_rounds = is_comparable && is_same ? rounds + 1 : 1;
    if (has_news && !trend->is_flapping) {
        tell(old, &answer->libc_first, out);
    }
    return has_news;
}
