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
#include "watch_held.h"
#include "watch_mail.h"
#include "watch_order.h"
#include "watch_speed.h"
#include "watch_state.h"
#include "watch_values.h"

#include "gaiscope/rules/watch_words.h"

/* One round under way. */
struct step {
    struct gs_watch_memory *memory;
    struct gs_watch_trend *trend;
    const struct gs_watch *watch;
    const struct gs_watch_answer *answer;
    const struct gs_watch_answer *before; /* what was known */
    struct gs_watch_answer *now;          /* what is known */
    struct gs_watch_change_list *out;
    int64_t began_wall_s; /* of the round */
    int64_t wall_s;       /* now: it ends */
    enum watch_flap flap;
    uint16_t had[2]; /* addresses of AAAA and A, as they were told */
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
    trend->mx_failed_wall_s = not_after(trend->mx_failed_wall_s, wall_s);
    trend->changed_wall_s = not_after(trend->changed_wall_s, wall_s);
}

/* -- turns and differences ------------------------------------------------------------ */

static uint32_t interval_of(const struct gs_watch *watch,
                            const struct gs_watch_round *round)
{
    return round->interval_s != 0 ? round->interval_s : watch->interval_s;
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
        if (memory->told == NULL) { /* a state of an older version has it not */
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

/* What fails is a value, too. */
static unsigned failure_bits(const struct step *step)
{
    return (watch_is_failing(step->trend) ? WATCH_WITH_FAILURE : 0) |
           (step->trend->is_mx_failing ? WATCH_WITH_MX_FAILURE : 0);
}

static void step_facts(struct step *step, uint32_t interval_s)
{
    struct watch_values old;
    struct watch_values now;
    unsigned failed = failure_bits(step);
    watch_failure_step(step->trend, step->before, step->answer, step->wall_s, step->out);
    watch_mail_step(step->trend, step->before, step->answer, step->wall_s, step->out);
    bool is_order_turn =
        watch_order_step(step->trend, step->before, step->now, step->answer, step->out);
    unsigned order = is_order_turn ? WATCH_WITH_ORDER : 0;
    watch_values_of(step->before, order | failed, &old);
    watch_values_of(step->now, order | failure_bits(step), &now);
    struct watch_turn turn = watch_flap_values(step->trend, &old, &now);
    step->flap = watch_flap_step(step->trend, turn, interval_s, step->wall_s);
    tell_differences(step, turn.is_turn);
}

static void note_losses(struct step *step)
{
    for (size_t i = 0; i < step->out->count; i++) {
        enum gs_watch_change_type type = step->out->items[i].type;
        bool is_name = type == GS_WATCH_NAME_VANISHED;
        if (type == GS_WATCH_IPV6_LOST || (is_name && step->had[0] > 0)) {
            step->trend->lost_wall_s[0] = step->wall_s;
        }
        if (type == GS_WATCH_IPV4_LOST || (is_name && step->had[1] > 0)) {
            step->trend->lost_wall_s[1] = step->wall_s;
        }
    }
    watch_state_note_loss(step->trend, step->now, step->wall_s);
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
        GS_WATCH_MX_FAILURE_BEGAN,
        GS_WATCH_FLAPPING,
        GS_WATCH_SLOWER,
        GS_WATCH_FAILURE_ENDED,
        GS_WATCH_MX_FAILURE_ENDED,
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

/* A line that does not ask for mail is not judged by it. */
static bool is_failing(const struct step *step)
{
    return watch_is_failing(step->trend) ||
           (step->watch->asks_mx && step->trend->is_mx_failing);
}

static void finish(const struct step *step, struct gs_watch_round *round)
{
    struct gs_watch_trend *trend = step->trend;
    const struct gs_watch_answer *known = step->memory->good;
    for (size_t i = 0; i < step->out->count; i++) {
        enum gs_watch_change_type type = step->out->items[i].type;
        if (type != GS_WATCH_SLOWER && type != GS_WATCH_FASTER) {
            trend->changed_wall_s = step->wall_s;
            trend->quiet_rounds = trend->is_flapping ? trend->quiet_rounds : 0;
        }
    }
    sort(&round->changes);
    round->words = round->changes.count == 0 ? NULL : words_of(&round->changes.items[0]);
    round->state = known == NULL
                       ? GS_WATCH_WAITING
                       : watch_state_of(trend, known, is_failing(step), step->wall_s);
    round->trend = *trend;
    round->told =
        step->memory->told == NULL ? NULL : gs_watch_answer_copy(step->memory->told);
}

static bool is_said(const struct gs_watch_answer *answer)
{
    return answer->outcome != GS_OUTCOME_NOT_ASKED &&
           answer->outcome != GS_OUTCOME_CANCELLED;
}

/* Who waits long for an answer was without one since the question. */
static void note_beginnings(const struct step *step, const struct gs_watch_trend *before)
{
    struct gs_watch_trend *trend = step->trend;
    if (before->failed_rounds == 0 && trend->failed_rounds > 0) {
        trend->failed_wall_s = step->began_wall_s;
    }
    if (before->mx_failed_rounds == 0 && trend->mx_failed_rounds > 0) {
        trend->mx_failed_wall_s = step->began_wall_s;
    }
}

static void take_round(struct step *step, const struct gs_sinkhole_list *sinkholes,
                       uint32_t interval_s)
{
    struct gs_watch_trend *trend = step->trend;
    const struct gs_watch_trend was = *trend;
    if (step->before == NULL) {
        watch_failure_first(trend, step->answer, step->wall_s);
        watch_mail_step(trend, NULL, step->answer, step->wall_s, step->out);
    } else {
        const struct gs_watch_answer *told = step->memory->told;
        told = told == NULL ? step->before : told;
        step->had[0] = told->counts[0];
        step->had[1] = told->counts[1];
        step_facts(step, interval_s);
        note_losses(step);
    }
    note_beginnings(step, &was);
    watch_held_judge(trend, step->watch, step->answer, sinkholes);
    watch_held_tell(trend, step->watch, step->now, sinkholes, step->out);
    if (trend->failed_sides == 0) {
        watch_speed_step(trend, step->answer->dns_us, step->wall_s, step->out);
    }
}

/* -- public --------------------------------------------------------------------------- */

void gs_watch_compare(struct gs_watch_memory *memory, const struct gs_watch *watch,
                      const struct gs_sinkhole_list *sinkholes,
                      struct gs_watch_round *round)
{
    struct step step = {.memory = memory,
                        .trend = &memory->trend,
                        .watch = watch,
                        .answer = round->answer,
                        .before = memory->good,
                        .out = &round->changes,
                        .began_wall_s = not_after(round->began_wall_s, round->wall_s),
                        .wall_s = round->wall_s};
    if (step.began_wall_s == 0) {
        step.began_wall_s = round->wall_s;
    }
    settle_clock(step.trend, round->wall_s);
    if (is_said(round->answer)) {
        step.now = memory->good == NULL ? gs_watch_answer_new()
                                        : gs_watch_answer_copy(memory->good);
        gs_watch_answer_learn(step.now, round->answer);
        take_round(&step, sinkholes, interval_of(watch, round));
        gs_watch_answer_free(memory->good);
        memory->good = step.now;
    }
    finish(&step, round);
}

void gs_watch_memory_restore(struct gs_watch_memory *memory,
                             const struct gs_watched *saved)
{
    gs_watch_memory_fini(memory);
    memory->trend = saved->trend;
    watch_speed_settle(&memory->trend);
    if (saved->answer == NULL && saved->good == NULL) {
        return;
    }
    memory->good =
        saved->good == NULL ? gs_watch_answer_new() : gs_watch_answer_copy(saved->good);
    if (saved->answer != NULL) {
        gs_watch_answer_learn(memory->good, saved->answer);
    }
    if (saved->told != NULL && memory->trend.is_flapping) {
        memory->told = gs_watch_answer_copy(saved->told);
    }
}

void gs_watch_memory_fini(struct gs_watch_memory *memory)
{
    gs_watch_answer_free(memory->good);
    gs_watch_answer_free(memory->told);
    *memory = (struct gs_watch_memory){0};
}
