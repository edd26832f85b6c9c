/* SPDX-License-Identifier: MIT */
/*
 * A turn is a round in which a value came or went; that the host fails is a value too. A return is
 * a turn in which a value comes back that went before, or goes once more.
 *
 *              4 returns or 8 turns
 *              within the window
 *     steady ----------------------> flapping     window: an hour, or 12 rounds if that is more
 *        ^                              |
 *        +------------------------------+
 *          no turn for half an hour and for 6 rounds
 *
 * Returns alone would miss a large pool of addresses of which each answer has another few; turns
 * alone would take a move of a service, address by address, for flapping.
 */
#include "watch_flap.h"

#include "watch_change_text.h"

#include "gaiscope/base/duration.h"

#include <string.h>

#include <sys/socket.h>

enum {
    RETURNS = 4,
    TURNS = 8,
    WINDOW_S = 3600,
    WINDOW_ROUNDS = 12,
    CALM_S = 1800,
    CALM_ROUNDS = 6,
    GONE_OF_ROUND = GS_WATCH_GONE_MAX / 2, /* values of one round that are kept */
};

/* -- turns ---------------------------------------------------------------------------- */

static bool has_gone(const struct gs_watch_trend *trend, uint32_t value)
{
    size_t count =
        trend->gone_count < GS_WATCH_GONE_MAX ? trend->gone_count : GS_WATCH_GONE_MAX;
    for (size_t i = 0; i < count; i++) {
        if (trend->gone[i] == value) {
            return true;
        }
    }
    return false;
}

struct watch_turn watch_flap_values(struct gs_watch_trend *trend,
                                    const struct watch_values *old,
                                    const struct watch_values *now)
{
    struct watch_turn turn = {false, false};
    struct watch_values some;
    watch_values_minus(now, old, &some);
    turn.is_turn = some.count > 0;
    for (size_t i = 0; i < some.count; i++) {
        turn.is_return = turn.is_return || has_gone(trend, some.items[i]);
    }
    watch_values_minus(old, now, &some);
    turn.is_turn = turn.is_turn || some.count > 0;
    for (size_t i = 0; i < some.count && i < GONE_OF_ROUND; i++) {
        if (has_gone(trend, some.items[i])) {
            turn.is_return = true;
        } else {
            trend->gone[trend->gone_count++ % GS_WATCH_GONE_MAX] = some.items[i];
        }
    }
    return turn;
}

static void note_turn(struct gs_watch_trend *trend, bool is_return, int64_t wall_s)
{
    uint32_t place = trend->turn_count++ % GS_WATCH_TURNS_MAX;
    uint16_t bit = (uint16_t)(1U << place);
    trend->turns_wall_s[place] = wall_s;
    trend->returns = (uint16_t)(is_return ? trend->returns | bit : trend->returns & ~bit);
}

/* -- the states ----------------------------------------------------------------------- */

/* Counts the turns and returns of the window. Returns: whether they are too many. */
static bool is_restless(struct gs_watch_trend *trend, int64_t window_s, int64_t wall_s)
{
    uint32_t turns = 0;
    uint32_t returns = 0;
    int64_t first_wall_s = wall_s;
    for (unsigned i = 0; i < GS_WATCH_TURNS_MAX && i < trend->turn_count; i++) {
        int64_t then_s = trend->turns_wall_s[i];
        if (then_s != 0 && wall_s - then_s <= window_s) {
            turns++;
            returns += trend->returns >> i & 1U;
            first_wall_s = then_s < first_wall_s ? then_s : first_wall_s;
        }
    }
    if (returns < RETURNS && turns < TURNS) {
        return false;
    }
    trend->flap_turns = turns;
    trend->flap_wall_s = first_wall_s;
    return true;
}

static bool is_calm(const struct gs_watch_trend *trend, int64_t wall_s)
{
    uint32_t last = (trend->turn_count + GS_WATCH_TURNS_MAX - 1) % GS_WATCH_TURNS_MAX;
    return trend->quiet_rounds >= CALM_ROUNDS &&
           wall_s - trend->turns_wall_s[last] >= CALM_S;
}

enum watch_flap watch_flap_step(struct gs_watch_trend *trend, struct watch_turn turn,
                                uint32_t interval_s, int64_t wall_s)
{
    int64_t window_s = (int64_t)WINDOW_ROUNDS * interval_s;
    window_s = window_s < WINDOW_S ? WINDOW_S : window_s;
    if (turn.is_turn) {
        note_turn(trend, turn.is_return, wall_s);
        trend->quiet_rounds = 0;
    } else if (trend->quiet_rounds < UINT32_MAX) {
        trend->quiet_rounds++;
    }
    if (trend->is_flapping) {
        trend->flap_turns += turn.is_turn ? 1 : 0;
        trend->is_flapping = !is_calm(trend, wall_s);
        return trend->is_flapping ? WATCH_FLAP_ON : WATCH_FLAP_ENDED;
    }
    if (turn.is_turn && is_restless(trend, window_s, wall_s)) {
        trend->is_flapping = true;
        return WATCH_FLAP_BEGAN;
    }
    return WATCH_FLAP_NO;
}

/* -- words ---------------------------------------------------------------------------- */

void watch_flap_remark(const struct gs_watch_trend *trend, int64_t wall_s,
                       struct gs_buf *out)
{
    char span[GS_DURATION_TEXT_MAX];
    int64_t span_s = wall_s - trend->flap_wall_s;
    gs_age_format(span_s < 1 ? 1 : span_s, span);
    gs_buf_addf(out, "%u times in %s", trend->flap_turns, span);
}

/* The last part of an IPv4 address that follows one of the same /24: ".8". */
static void add_short(struct gs_buf *out, const struct gs_address *before,
                      const struct gs_address *address)
{
    char text[GS_ADDRESS_TEXT_MAX];
    gs_address_format(address, text);
    if (before != NULL && before->family == AF_INET && address->family == AF_INET &&
        memcmp(before->bytes, address->bytes, 3) == 0) {
        gs_buf_addf(out, ".%u", address->bytes[3]);
    } else {
        gs_buf_add_text(out, text);
    }
}

static void collect(struct gs_address_list *out, const struct gs_watch_answer *a,
                    const struct gs_watch_answer *b)
{
    for (size_t i = 0; i < a->addresses.count; i++) {
        bool is_in_both = false;
        for (size_t at = 0; at < b->addresses.count && !is_in_both; at++) {
            is_in_both =
                gs_address_is_equal(&a->addresses.items[i], &b->addresses.items[at]);
        }
        if (!is_in_both) {
            gs_vec_push(out, a->addresses.items[i]);
        }
    }
}

static int compare(const void *a, const void *b)
{
    return gs_address_compare(a, b);
}

static void add_addresses(struct gs_buf *out, const struct gs_address_list *some)
{
    size_t shown = some->count > 3 ? 2 : some->count;
    for (size_t i = 0; i < shown; i++) {
        bool is_last = i + 1 == some->count;
        gs_buf_add_text(out, i == 0 ? "" : is_last ? " and " : ", ");
        add_short(out, i == 0 ? NULL : &some->items[i - 1], &some->items[i]);
    }
    if (shown < some->count) {
        gs_buf_addf(out, " and %zu more", some->count - shown);
    }
    gs_buf_add_text(out, some->count == 1 ? " comes and goes" : " come and go");
}

static bool is_other_name(const char *a, const char *b)
{
    return a != NULL && b != NULL && strcmp(a, b) != 0;
}

void watch_flap_text(const struct gs_watch_answer *old, const struct gs_watch_answer *now,
                     struct gs_buf *out)
{
    struct gs_address_list some = {0};
    collect(&some, old, now);
    collect(&some, now, old);
    if (some.count > 0) {
        qsort(some.items, some.count, sizeof some.items[0], compare);
        add_addresses(out, &some);
    } else if (is_other_name(old->canonical, now->canonical)) {
        change_text_safe(out, old->canonical);
        gs_buf_add_text(out, " and ");
        change_text_safe(out, now->canonical);
        gs_buf_add_text(out, " come and go");
    } else if (!gs_name_list_is_equal(&old->exchanges, &now->exchanges)) {
        gs_buf_add_text(out, "mail exchanges come and go");
    } else if (!gs_name_list_is_equal(&old->pointers, &now->pointers)) {
        gs_buf_add_text(out, "names come and go");
    } else {
        gs_buf_add_text(out, "answers come and go");
    }
    gs_vec_fini(&some);
}
