/* SPDX-License-Identifier: MIT */
/*
 * Past races of a name: in one clause, and as a table.
 */
#include "race_pane.h"

#include "gaiscope/base/duration.h"
#include "gaiscope/base/text.h"
#include "gaiscope/rules/race_verdict.h"

#include <stdio.h>

#include <sys/socket.h>

enum {
    OVER_X = 11,
    WON_END = 25, /* ends of the table's columns */
    AAAA_END = 34,
    A_END = 43,
    V6_END = 53,
    V4_END = 63,
    DELAYS_X = 66,
};

void gs_race_history_words(const struct gs_pane_context *context, struct gs_buf *out)
{
    char median[GS_DURATION_TEXT_MAX];
    if (context->lookup == NULL || context->lookup->races.count < 2) {
        return;
    }
    struct gs_race_medians medians = gs_race_medians_of(&context->lookup->races);
    size_t side = medians.wins[0] >= medians.wins[1] ? 0 : 1;
    gs_buf_addf(out, "race %u", (unsigned)context->lookup->race_count);
    if (medians.races < 2 || medians.won_us < 0) {
        return;
    }
    gs_duration_format(medians.won_us, median);
    if (medians.wins[side] == 0) {
        gs_buf_addf(out, ": median %s of %zu, one family only", median, medians.races);
        return;
    }
    gs_buf_addf(out, ": median %s, %s won %zu of %zu", median,
                side == 0 ? "IPv6" : "IPv4", medians.wins[side], medians.races);
}

/* A time that there may be none of. */
static void put_time(struct gs_rows *rows, int end, enum gs_role role, int64_t time_us)
{
    if (time_us < 0) {
        (void)gs_rows_put_right(rows, end, GS_ROLE_DIM, "–");
    } else {
        gs_rows_put_time(rows, end, role, time_us);
    }
}

/* The five times of a race, or of the medians. */
static void put_times(struct gs_rows *rows, enum gs_role role, int64_t won_us,
                      const int64_t dns_us[2], const int64_t connect_us[2])
{
    put_time(rows, WON_END, role, won_us);
    put_time(rows, AAAA_END, role, dns_us[0]);
    put_time(rows, A_END, role, dns_us[1]);
    put_time(rows, V6_END, role, connect_us[0]);
    put_time(rows, V4_END, role, connect_us[1]);
}

static void put_heading(struct gs_rows *rows)
{
    static const struct {
        const char *word;
        int end;
    } words[] = {{"won", WON_END},
                 {"AAAA", AAAA_END},
                 {"A", A_END},
                 {"IPv6", V6_END},
                 {"IPv4", V4_END}};

    if (!gs_rows_next(rows, GS_NO_ITEM)) {
        return;
    }
    (void)gs_rows_put(rows, 0, GS_ROLE_HEAD, "raced");
    (void)gs_rows_put(rows, OVER_X, GS_ROLE_HEAD, "over");
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        (void)gs_rows_put_right(rows, words[i].end, GS_ROLE_HEAD, words[i].word);
    }
    (void)gs_rows_put(rows, DELAYS_X, GS_ROLE_HEAD, "delays");
}

static void put_race(const struct gs_pane_context *context,
                     const struct gs_race_past *past, struct gs_rows *rows)
{
    char day[GS_DURATION_TEXT_MAX];
    bool is_v4 = past->winner_family == AF_INET;
    if (!gs_rows_next(rows, GS_NO_ITEM)) {
        return;
    }
    gs_day_format(past->raced_wall_s, context->now.wall_s, day);
    (void)gs_rows_put(rows, 0, GS_ROLE_TEXT, day);
    put_times(rows, GS_ROLE_TEXT, past->won_us, past->dns_us, past->connect_us);
    (void)gs_rows_put(rows, OVER_X,
                      past->winner_family == 0 ? GS_ROLE_ERR
                      : is_v4                  ? GS_ROLE_V4
                                               : GS_ROLE_V6,
                      past->winner_family == 0 ? "✗"
                      : is_v4                  ? "IPv4"
                                               : "IPv6");
    (void)gs_rows_putf(rows, DELAYS_X, GS_ROLE_DIM, "%u, %u ms",
                       (unsigned)past->settings.resolution_delay_ms,
                       (unsigned)past->settings.attempt_delay_ms);
}

void gs_rows_past_races(const struct gs_pane_context *context, struct gs_rows *rows)
{
    const struct gs_race_past_list *past = &context->lookup->races;
    if (past->count < 2) {
        return;
    }
    struct gs_race_medians medians = gs_race_medians_of(past);
    gs_rows_blank(rows);
    put_heading(rows);
    for (size_t i = past->count; i-- > 0;) {
        put_race(context, &past->items[i], rows);
    }
    if (medians.races > 1 && gs_rows_next(rows, GS_NO_ITEM)) {
        (void)gs_rows_put(rows, 0, GS_ROLE_DIM, "median");
        put_times(rows, GS_ROLE_STRONG, medians.won_us, medians.dns_us,
                  medians.connect_us);
        (void)gs_rows_putf(rows, DELAYS_X, GS_ROLE_DIM, "of %zu alike", medians.races);
    }
}
