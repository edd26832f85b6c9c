/* SPDX-License-Identifier: MIT */
/*
 * Each round goes the same way:
 *
 *     failure -> facts learnt -> order, turns -> flapping? -> differences -> expectations
 *             -> speed -> the weightiest first -> state
 *
 * Differences are taken between what the journal has told and what is known now. That is the
 * round before, but while a host flaps it is what was told when the flapping began: when it is
 * calm, what remained different is told, so that adding and removing by the journal always
 * gives the present set.
 */
#include "gaiscope/rules/watch_compare.h"

#include "watch_change_text.h"
#include "watch_diff.h"
#include "watch_failure.h"
#include "watch_flap.h"
#include "watch_speed.h"
#include "watch_state.h"
#include "watch_values.h"

#include "gaiscope/rules/watch_words.h"

#include <string.h>

enum {
    ORDER_ROUNDS = 8,     /* of libc with one first address, before another is told */
    ROTATING_ROUNDS = 32, /* the same where the first address was another one before */
};

/* One round under way. */
struct step {
    struct gs_watch_memory *memory;
    struct gs_watch_trend *trend;
    const struct gs_watch *watch;
    const struct gs_watch_answer *answer;
    const struct gs_watch_answer *before; /* what was known */
    struct gs_watch_answer *now;          /* what is known */
    struct gs_watch_change_list *out;
    int64_t wall_s;
    enum watch_flap flap;
    bool is_first;
};

/* -- the clock ------------------------------------------------------------------------ */

static int64_t not_after(int64_t then_s, int64_t wall_s)
{
    return then_s > wall_s ? wall_s : then_s;
}

/* A clock that was set back leaves no time in the future. */
static void settle_clock(struct gs_watch_trend *trend, int64_t wall_s)
{
    for (size_t i = 0; i < GS_WATCH_TURNS_MAX; i++) {
        trend->turns_wall_s[i] = not_after(trend->turns_wall_s[i], wall_s);
    }
    for (size_t side = 0; side < 2; side++) {
        trend->lost_wall_s[side] = not_after(trend->lost_wall_s[side], wall_s);
    }
    trend->flap_wall_s = not_after(trend->flap_wall_s, wall_s);
    trend->slow_wall_s = not_after(trend->slow_wall_s, wall_s);
    trend->failed_wall_s = not_after(trend->failed_wall_s, wall_s);
    trend->changed_wall_s = not_after(trend->changed_wall_s, wall_s);
}

/* -- libc's order --------------------------------------------------------------------- */

static bool has_order(const struct gs_watch_answer *answer)
{
    return answer->libc_outcome == GS_OUTCOME_ANSWERED && answer->libc_first.family != 0;
}

static void tell_order(struct step *step)
{
    struct change_texts texts = {0};
    char old[GS_ADDRESS_TEXT_MAX];
    char now[GS_ADDRESS_TEXT_MAX];
    gs_address_format(&step->before->libc_first, old);
    gs_address_format(&step->answer->libc_first, now);
    gs_buf_add_text(&texts.old, old);
    gs_buf_add_text(&texts.now, now);
    gs_buf_add_text(&texts.remark, "same set");
    change_push(step->out, GS_WATCH_ORDER_FLIPPED, &texts);
}

/* Servers that rotate their answers put another address of the same family first each time: that
 * is no news. Another family first is, and so is another address after a long time. */
static bool is_order_news(struct step *step)
{
    struct gs_watch_trend *trend = step->trend;
    uint32_t needed = trend->is_rotating ? ROTATING_ROUNDS : ORDER_ROUNDS;
    bool is_family = step->before->libc_first.family != step->answer->libc_first.family;
    bool is_news = is_family || trend->order_rounds >= needed;
    trend->is_rotating = !is_family && trend->order_rounds < needed;
    return is_news;
}

/* Compares libc's first address with that of the last round that had one, while the set is the same.
 * Returns: whether it flipped and is told. */
static bool step_order(struct step *step)
{
    struct gs_watch_trend *trend = step->trend;
    if (!watch_is_same_set(step->before, step->now) && !has_order(step->answer)) {
        step->now->libc_first = (struct gs_address){0}; /* it was first of another set */
        trend->order_rounds = 0;
    }
    if (!has_order(step->answer)) {
        return false;
    }
    bool is_comparable = step->before->libc_first.family != 0 &&
                         watch_is_same_set(step->before, step->now) &&
                         step->before->is_libc_same && step->answer->is_libc_same;
    bool is_same =
        gs_address_is_equal(&step->before->libc_first, &step->answer->libc_first);
    bool is_news = is_comparable && !is_same && is_order_news(step);
    trend->order_rounds = is_same && is_comparable ? trend->order_rounds + 1 : 1;
    if (is_news && !trend->is_flapping) {
        tell_order(step);
    }
    return is_news;
}

/* -- turns and differences ------------------------------------------------------------ */

static uint32_t interval_of(const struct step *step, const struct gs_watch_round *round)
{
    return round->interval_s != 0 ? round->interval_s : step->watch->interval_s;
}

static void tell_flapping(struct step *step, enum gs_watch_change_type type,
                          bool is_again)
{
    struct change_texts texts = {0};
    if (type == GS_WATCH_FLAPPING) {
        watch_flap_text(step->before, step->now, &texts.now);
    } else {
        gs_buf_add_text(&texts.remark, "after ");
    }
    watch_flap_remark(step->trend, step->wall_s, &texts.remark);
    change_push(step->out, type, &texts);
    step->out->items[step->out->count - 1].is_again = is_again;
}

/* While it flaps, a name or a family that went for some rounds is told, and then known as told. */
static void tell_grave(struct step *step)
{
    size_t count = step->out->count;
    struct gs_watch_answer *told = step->memory->told;
    if (step->trend->quiet_rounds < WATCH_GRAVE_ROUNDS) {
        return;
    }
    watch_diff_whole(told, step->now, step->out);
    for (size_t i = count; i < step->out->count; i++) {
        enum gs_watch_change_type type = step->out->items[i].type;
        bool is_name = type == GS_WATCH_NAME_VANISHED || type == GS_WATCH_NAME_APPEARED;
        told->outcome = step->now->outcome;
        if (is_name || type == GS_WATCH_IPV6_LOST || type == GS_WATCH_IPV6_GAINED) {
            gs_watch_answer_take_side(told, step->now, 0);
        }
        if (is_name || type == GS_WATCH_IPV4_LOST || type == GS_WATCH_IPV4_GAINED) {
            gs_watch_answer_take_side(told, step->now, 1);
        }
    }
}

static void tell_differences(struct step *step, bool is_turn)
{
    struct gs_watch_memory *memory = step->memory;
    switch (step->flap) {
    case WATCH_FLAP_NO:
        watch_diff(step->before, step->now, step->out);
        return;
    case WATCH_FLAP_BEGAN:
        memory->told = gs_watch_answer_copy(step->before);
        tell_flapping(step, GS_WATCH_FLAPPING, false);
        return;
    case WATCH_FLAP_ON:
        if (memory->told == NULL) { /* restored: what was told before is not kept */
            memory->told = gs_watch_answer_copy(step->before);
        }
        if (is_turn) {
            tell_flapping(step, GS_WATCH_FLAPPING, true);
        }
        tell_grave(step);
        return;
    case WATCH_FLAP_ENDED:
        tell_flapping(step, GS_WATCH_CALM, false);
        watch_diff(memory->told != NULL ? memory->told : step->before, step->now,
                   step->out);
        gs_watch_answer_free(memory->told);
        memory->told = NULL;
        step->trend->flap_turns = 0;
        step->trend->flap_wall_s = 0;
        return;
    }
}

static void step_facts(struct step *step, bool is_failure_turn, uint32_t interval_s)
{
    struct watch_values old;
    struct watch_values now;
    bool is_order_turn = step_order(step);
    watch_values_of(step->before, &old);
    watch_values_of(step->now, &now);
    struct watch_turn turn = watch_flap_values(step->trend, &old, &now);
    if (is_order_turn || is_failure_turn) {
        turn.is_turn = true; /* what failed comes back as it was */
        turn.is_return = turn.is_return || step->trend->failed_sides == 0;
    }
    step->flap = watch_flap_step(step->trend, turn, interval_s, step->wall_s);
    tell_differences(step, turn.is_turn);
}

static void note_losses(struct step *step)
{
    for (size_t i = 0; i < step->out->count; i++) {
        enum gs_watch_change_type type = step->out->items[i].type;
        bool is_name = type == GS_WATCH_NAME_VANISHED;
        if (type == GS_WATCH_IPV6_LOST || (is_name && step->before->counts[0] > 0)) {
            step->trend->lost_wall_s[0] = step->wall_s;
        }
        if (type == GS_WATCH_IPV4_LOST || (is_name && step->before->counts[1] > 0)) {
            step->trend->lost_wall_s[1] = step->wall_s;
        }
    }
    watch_state_note_loss(step->trend, step->now, step->wall_s);
}

/* -- expectations --------------------------------------------------------------------- */

static uint32_t mark_number(uint32_t mark, uint32_t number)
{
    return watch_hash(mark, &number, sizeof number);
}

/* Of the expectations that the bits belong to: a line that was edited has others. */
static uint32_t mark_of(const struct gs_watch *watch)
{
    uint32_t mark = mark_number(0, (uint32_t)watch->expects.count);
    for (size_t i = 0; i < watch->expects.count; i++) {
        const struct gs_expect *expect = &watch->expects.items[i];
        mark = mark_number(mark, expect->kind);
        mark = mark_number(mark, (uint32_t)expect->family);
        mark = mark_number(mark, expect->count);
        mark = mark_number(mark, expect->bits);
        if (expect->host != NULL) {
            mark = watch_hash(mark, expect->host, strlen(expect->host));
        }
        for (size_t at = 0; at < expect->addresses.count; at++) {
            const struct gs_address *address = &expect->addresses.items[at];
            mark = mark_number(mark, (uint32_t)address->family);
            mark = watch_hash(mark, address->bytes, sizeof address->bytes);
        }
    }
    return mark;
}

static void tell_expectation(struct step *step, const struct gs_expect *expect,
                             const struct gs_sinkhole_list *sinkholes, bool is_failing)
{
    struct change_texts texts = {0};
    gs_watch_failing_words(expect, step->now, sinkholes, &texts.now);
    change_push(step->out,
                is_failing ? GS_WATCH_EXPECTATION_FAILED : GS_WATCH_EXPECTATION_HELD,
                &texts);
}

static void step_expectations(struct step *step, const struct gs_sinkhole_list *sinkholes)
{
    struct gs_watch_trend *trend = step->trend;
    uint32_t mark = mark_of(step->watch);
    if (trend->expects_mark != mark) {
        trend->expects_mark = mark;
        trend->failing = trend->told_failing = 0;
    }
    trend->failing =
        gs_watch_failing(step->watch, step->answer, sinkholes, trend->failing);
    uint32_t news = trend->failing ^ trend->told_failing;
    if (news == 0 || (trend->is_flapping && trend->quiet_rounds < WATCH_GRAVE_ROUNDS)) {
        return;
    }
    for (size_t i = 0; i < step->watch->expects.count; i++) {
        if ((news >> i & 1U) != 0) {
            tell_expectation(step, &step->watch->expects.items[i], sinkholes,
                             (trend->failing >> i & 1U) != 0);
        }
    }
    trend->told_failing = trend->failing;
}

/* -- the end of a round --------------------------------------------------------------- */

/* Which of two changes of the same weight stands first. */
static int rank_of(enum gs_watch_change_type type)
{
    static const enum gs_watch_change_type ranks[] = {
        GS_WATCH_NAME_VANISHED,
        GS_WATCH_FAILURE_BEGAN,
        GS_WATCH_EXPECTATION_FAILED,
        GS_WATCH_IPV6_LOST,
        GS_WATCH_IPV4_LOST,
        GS_WATCH_MX_NULL,
        GS_WATCH_FLAPPING,
        GS_WATCH_SLOWER,
        GS_WATCH_FAILURE_ENDED,
        GS_WATCH_NAME_APPEARED,
        GS_WATCH_CALM,
        GS_WATCH_IPV6_GAINED,
        GS_WATCH_IPV4_GAINED,
        GS_WATCH_ADDRESS_REMOVED,
        GS_WATCH_ADDRESS_ADDED,
        GS_WATCH_CNAME_CHANGED,
        GS_WATCH_MX_CHANGED,
        GS_WATCH_PTR_CHANGED,
        GS_WATCH_SOURCE_CHANGED,
        GS_WATCH_ORDER_FLIPPED,
        GS_WATCH_EXPECTATION_HELD,
        GS_WATCH_FASTER,
    };

    int rank = 0;
    while (rank < (int)(sizeof ranks / sizeof *ranks) && ranks[rank] != type) {
        rank++;
    }
    return rank - 100 * gs_watch_change_weight(type);
}

/* By weight; what is alike stays as it came. */
static void sort(struct gs_watch_change_list *list)
{
    for (size_t i = 1; i < list->count; i++) {
        struct gs_watch_change change = list->items[i];
        size_t at = i;
        for (; at > 0 && rank_of(list->items[at - 1].type) > rank_of(change.type); at--) {
            list->items[at] = list->items[at - 1];
        }
        list->items[at] = change;
    }
}

static char *words_of(const struct gs_watch_change *change)
{
    struct gs_buf out = {0};
    if (change->type == GS_WATCH_FLAPPING && change->remark != NULL) {
        gs_buf_add_text(&out, change->remark);
    } else if (change->type == GS_WATCH_SOURCE_CHANGED) {
        gs_buf_add_text(&out, "source: ");
        gs_watch_change_values(change, &out);
    } else {
        gs_buf_add_text(&out, gs_watch_change_word(change->type));
    }
    return gs_buf_claim(&out);
}

static void finish(const struct step *step, struct gs_watch_round *round)
{
    struct gs_watch_trend *trend = step->trend;
    for (size_t i = 0; i < step->out->count; i++) {
        enum gs_watch_change_type type = step->out->items[i].type;
        if (type != GS_WATCH_SLOWER && type != GS_WATCH_FASTER) {
            trend->changed_wall_s = step->wall_s;
            trend->quiet_rounds = trend->is_flapping ? trend->quiet_rounds : 0;
        }
    }
    sort(&round->changes);
    round->words = round->changes.count == 0 ? NULL : words_of(&round->changes.items[0]);
    round->state =
        watch_state_of(trend, step->now, watch_is_failing(trend), step->wall_s);
    round->trend = *trend;
}

static bool is_said(const struct gs_watch_answer *answer)
{
    return answer->outcome != GS_OUTCOME_NOT_ASKED &&
           answer->outcome != GS_OUTCOME_CANCELLED;
}

/* -- public --------------------------------------------------------------------------- */

void gs_watch_compare(struct gs_watch_memory *memory, const struct gs_watch *watch,
                      const struct gs_watch_answer *answer,
                      const struct gs_sinkhole_list *sinkholes, int64_t wall_s,
                      struct gs_watch_round *round)
{
    struct step step = {.memory = memory,
                        .trend = &memory->trend,
                        .watch = watch,
                        .answer = answer,
                        .before = memory->good,
                        .out = &round->changes,
                        .wall_s = wall_s,
                        .is_first = memory->good == NULL};
    settle_clock(step.trend, wall_s);
    step.now = step.is_first ? gs_watch_answer_new() : gs_watch_answer_copy(memory->good);
    if (is_said(answer)) {
        gs_watch_answer_learn(step.now, answer);
        if (step.is_first) {
            watch_failure_first(step.trend, answer, wall_s);
        } else {
            bool is_turn =
                watch_failure_step(step.trend, step.before, answer, wall_s, step.out);
            step_facts(&step, is_turn, interval_of(&step, round));
            note_losses(&step);
        }
        step_expectations(&step, sinkholes);
        if (gs_watch_is_final(answer->outcome)) {
            watch_speed_step(step.trend, answer->dns_us, wall_s, step.out);
        }
    }
    finish(&step, round);
    gs_watch_answer_free(memory->good);
    memory->good = step.now;
}

void gs_watch_memory_restore(struct gs_watch_memory *memory,
                             const struct gs_watched *saved)
{
    gs_watch_memory_fini(memory);
    memory->trend = saved->trend;
    if (saved->answer == NULL && saved->good == NULL) {
        return;
    }
    memory->good =
        saved->good == NULL ? gs_watch_answer_new() : gs_watch_answer_copy(saved->good);
    if (saved->answer != NULL) {
        gs_watch_answer_learn(memory->good, saved->answer);
    }
}

void gs_watch_memory_fini(struct gs_watch_memory *memory)
{
    gs_watch_answer_free(memory->good);
    gs_watch_answer_free(memory->told);
    *memory = (struct gs_watch_memory){0};
}
