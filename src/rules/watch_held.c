/* SPDX-License-Identifier: MIT */
#include "watch_held.h"

#include "watch_change_text.h"
#include "watch_flap.h"
#include "watch_values.h"

#include <string.h>

static uint32_t mark_number(uint32_t mark, uint32_t number)
{
    return watch_hash(mark, &number, sizeof number);
}

static uint32_t mark_expect(uint32_t mark, const struct gs_expect *expect)
{
    mark = mark_number(mark, expect->kind);
    mark = mark_number(mark, (uint32_t)expect->family);
    mark = mark_number(mark, expect->count);
    mark = mark_number(mark, expect->bits);
    if (expect->host != NULL) {
        mark = watch_hash(mark, expect->host, strlen(expect->host));
    }
    for (size_t i = 0; i < expect->addresses.count; i++) {
        const struct gs_address *address = &expect->addresses.items[i];
        mark = mark_number(mark, (uint32_t)address->family);
        mark = watch_hash(mark, address->bytes, sizeof address->bytes);
    }
    return mark;
}

/* Of the expectations that the bits belong to: a line that was edited has others. */
static uint32_t mark_of(const struct gs_watch *watch)
{
    uint32_t mark = mark_number(0, (uint32_t)watch->expects.count);
    for (size_t i = 0; i < watch->expects.count; i++) {
        mark = mark_expect(mark, &watch->expects.items[i]);
    }
    return mark;
}

static bool is_bit(uint32_t bits, size_t i)
{
    return (bits >> i & 1U) != 0;
}

void watch_held_judge(struct gs_watch_trend *trend, const struct gs_watch *watch,
                      const struct gs_watch_answer *answer,
                      const struct gs_sinkhole_list *sinkholes)
{
    uint32_t mark = mark_of(watch);
    if (trend->expects_mark != mark) {
        trend->expects_mark = mark;
        trend->failing = trend->told_failing = 0;
    }
    trend->failing = gs_watch_failing(watch, answer, sinkholes, trend->failing);
}

void watch_held_tell(struct gs_watch_trend *trend, const struct gs_watch *watch,
                     const struct gs_watch_answer *known,
                     const struct gs_sinkhole_list *sinkholes,
                     struct gs_watch_change_list *out)
{
    if (trend->is_flapping && trend->quiet_rounds < WATCH_GRAVE_ROUNDS) {
        return;
    }
    for (size_t i = 0; i < watch->expects.count; i++) {
        struct change_texts texts = {0};
        bool is_failing = is_bit(trend->failing, i);
        if (is_failing != is_bit(trend->told_failing, i)) {
            gs_watch_failing_words(&watch->expects.items[i], known, sinkholes,
                                   &texts.now);
            change_push(
                out, is_failing ? GS_WATCH_EXPECTATION_FAILED : GS_WATCH_EXPECTATION_HELD,
                &texts);
        }
    }
    trend->told_failing = trend->failing;
}
