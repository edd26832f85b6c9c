/* SPDX-License-Identifier: MIT */
#include "gaiscope/rules/median.h"
#include "gaiscope/rules/race_verdict.h"

/* At most as many as races are kept. */
struct values {
    int64_t items[GS_RACE_PAST_MAX];
    size_t count;
};

static void add(struct values *values, int64_t value)
{
    if (values->count < GS_RACE_PAST_MAX) {
        values->items[values->count++] = value;
    }
}

static int64_t median(const struct values *values)
{
    return gs_median(values->items, values->count);
}

/* Raced with the same settings, and by the same families. */
static bool is_alike(const struct gs_race_past *a, const struct gs_race_past *b)
{
    return gs_race_settings_is_equal(&a->settings, &b->settings) &&
           a->is_raced[0] == b->is_raced[0] && a->is_raced[1] == b->is_raced[1];
}

struct gs_race_medians gs_race_medians_of(const struct gs_race_past_list *past)
{
    struct gs_race_medians medians = {0};
    struct values won = {0};
    struct values dns[2] = {{{0}, 0}, {{0}, 0}};
    struct values connect[2] = {{{0}, 0}, {{0}, 0}};
    for (size_t i = 0; i < past->count; i++) {
        const struct gs_race_past *race = &past->items[i];
        if (!is_alike(race, &past->items[past->count - 1])) {
            continue;
        }
        medians.races++;
        add(&won, race->won_us);
        for (size_t side = 0; side < 2; side++) {
            add(&dns[side], race->dns_us[side]);
            add(&connect[side], race->connect_us[side]);
        }
        bool is_alone = !race->is_raced[0] || !race->is_raced[1]; /* nobody to win over */
        if (race->winner_family != 0 && !is_alone) {
            medians.wins[gs_race_side(race->winner_family)]++;
        }
    }
    medians.won_us = median(&won);
    for (size_t side = 0; side < 2; side++) {
        medians.dns_us[side] = median(&dns[side]);
        medians.connect_us[side] = median(&connect[side]);
    }
    return medians;
}
