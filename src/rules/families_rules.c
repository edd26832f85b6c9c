/* SPDX-License-Identifier: MIT */
#include "gaiscope/rules/families_rules.h"

#include "gaiscope/base/duration.h"
#include "gaiscope/base/text.h"
#include "gaiscope/rules/connect_words.h"
#include "gaiscope/rules/median.h"

#include <stdlib.h>
#include <string.h>

#include <sys/socket.h>

static const char *const names[] = {"IPv6", "IPv4"};

static int64_t least(const int64_t *values, size_t count)
{
    int64_t best = -1;
    for (size_t i = 0; i < count; i++) {
        best = values[i] >= 0 && (best < 0 || values[i] < best) ? values[i] : best;
    }
    return best;
}

static bool has_won(const struct gs_family_row *row, size_t side)
{
    return row->winner_family != 0 && gs_race_side(row->winner_family) == side;
}

struct gs_family_stats gs_family_stats(const struct gs_family_row *row,
                                       const struct gs_family_past *past, size_t side)
{
    struct gs_family_stats stats = {.min_us = -1, .median_us = -1};
    if (past != NULL) {
        const struct gs_family_samples *samples = &past->sides[side];
        stats.min_us = least(samples->connect_us, samples->count);
        stats.median_us = gs_median(samples->connect_us, samples->count);
        stats.wins = samples->wins;
        stats.failures = samples->failures;
        stats.rounds = samples->rounds;
    } else if (row != NULL) {
        const struct gs_connection *fastest = gs_family_side_fastest(&row->sides[side]);
        if (fastest != NULL) {
            stats.min_us = stats.median_us = fastest->elapsed_us;
        }
    }
    return stats;
}

/* -- all hosts ----------------------------------------------------------------------- */

/* The values that medians are made of, while the hosts are counted. */
struct samples {
    int64_t dns_us[GS_FAMILIES_HOSTS_MAX];
    int64_t libc_us[GS_FAMILIES_HOSTS_MAX];
    int64_t connect_us[GS_FAMILIES_HOSTS_MAX];
    size_t asked;
    size_t connected;
};

/* IPv6 on the way, IPv4 at the host: such a side speaks for IPv4. */
static size_t counts_as(const struct gs_family_row *row, size_t side)
{
    const struct gs_family_side *one = &row->sides[side];
    bool is_masked = side == 0 && one->connections.count > 0 &&
                     one->synthetic_count == one->connections.count;
    return is_masked ? 1 : side;
}

static void count_addresses(const struct gs_family_side *side, size_t number,
                            struct gs_family_total out[2])
{
    for (size_t i = 0; i < side->connections.count; i++) {
        bool is_synthetic = number == 0 && side->is_synthetic[i];
        struct gs_family_total *total = &out[is_synthetic ? 1 : number];
        enum gs_connect_status status = side->connections.items[i].status;
        total->addresses++;
        total->synthetic += is_synthetic;
        total->open += status == GS_CONNECT_OPEN;
        total->failed += status != GS_CONNECT_OPEN && gs_connect_is_over(status);
    }
}

static void add_samples(const struct gs_family_row *row, size_t number,
                        struct samples samples[2])
{
    const struct gs_family_side *side = &row->sides[number];
    const struct gs_connection *fastest = gs_family_side_fastest(side);
    struct samples *own = &samples[number];
    struct samples *counted = &samples[counts_as(row, number)];
    own->dns_us[own->asked] =
        side->dns_outcome == GS_OUTCOME_ANSWERED ? side->dns_us : -1;
    own->libc_us[own->asked] =
        side->libc_outcome == GS_OUTCOME_ANSWERED ? side->libc_us : -1;
    own->asked++;
    if (fastest != NULL && counted->connected < GS_FAMILIES_HOSTS_MAX) {
        counted->connect_us[counted->connected++] = fastest->elapsed_us;
    }
}

void gs_family_totals(const struct gs_families *families, struct gs_family_total out[2])
{
    struct samples *samples = gs_mem_new(2, sizeof *samples);
    memset(out, 0, 2 * sizeof *out);
    for (size_t i = 0; i < families->rows.count; i++) {
        const struct gs_family_row *row = &families->rows.items[i];
        bool has_family[2] = {false, false};
        for (size_t side = 0; side < 2; side++) {
            size_t counted = counts_as(row, side);
            count_addresses(&row->sides[side], side, out);
            add_samples(row, side, samples);
            has_family[counted] =
                has_family[counted] || row->sides[side].connections.count > 0;
            out[counted].wins += has_won(row, side);
        }
        out[0].hosts += has_family[0];
        out[1].hosts += has_family[1];
    }
    for (size_t side = 0; side < 2; side++) {
        const struct samples *its = &samples[side];
        out[side].dns_us = gs_median(its->dns_us, its->asked);
        out[side].libc_us = gs_median(its->libc_us, its->asked);
        out[side].connect_us = gs_median(its->connect_us, its->connected);
    }
    free(samples);
}

/* -- the conclusion ------------------------------------------------------------------ */

static void add_time(struct gs_buf *out, const char *before, int64_t elapsed_us)
{
    char text[GS_DURATION_TEXT_MAX];
    gs_duration_format(elapsed_us, text);
    gs_buf_addf(out, "%s%s", before, text);
}

/* Why a family has nothing that a client could use: "IPv6 is refused". */
static void add_lack(const struct gs_family_row *row, size_t side, struct gs_buf *out)
{
    const struct gs_connection_list *list = &row->sides[side].connections;
    if (list->count == 0) {
        gs_buf_addf(out, "there is no %s address", names[side]);
        return;
    }
    enum gs_connect_status status = list->items[0].status;
    bool is_alike = gs_connection_count(list, status) == list->count;
    if (is_alike && (status == GS_CONNECT_REFUSED || status == GS_CONNECT_SILENT)) {
        gs_buf_addf(out, "%s is %s", names[side], gs_connect_word(status));
    } else if (is_alike && status == GS_CONNECT_NO_ROUTE) {
        gs_buf_addf(out,
                    gs_connect_is_unrouted(&list->items[0]) ? "%s has no route"
                                                            : "%s is not reached",
                    names[side]);
    } else {
        gs_buf_addf(out, "no %s address opens", names[side]);
    }
}

/* "IPv6 wins: connected 52 ms after the question; IPv4 opens in 31 ms." */
static void add_winner(const struct gs_family_row *row, struct gs_buf *out)
{
    size_t won = gs_race_side(row->winner_family);
    size_t lost = 1 - won;
    const struct gs_connection *other = gs_family_side_fastest(&row->sides[lost]);
    const struct gs_connection *own = gs_family_side_fastest(&row->sides[won]);
    bool is_masked = counts_as(row, 0) == 1 && gs_family_side_fastest(&row->sides[0]);
    if (is_masked && gs_family_side_fastest(&row->sides[1]) == NULL) {
        gs_buf_add_text(out, "IPv4 wins, by NAT64 alone: ");
        add_lack(row, 1, out);
        gs_buf_add_text(out, ".");
        return;
    }
    if (other == NULL) {
        gs_buf_addf(out, "Only %s connects: ", names[won]);
        add_lack(row, lost, out);
        gs_buf_add_text(out, ".");
        return;
    }
    gs_buf_addf(out, "%s wins", names[won]);
    add_time(out, ": connected ", row->won_us);
    gs_buf_add_text(out, " after the question.");
    if (own != NULL) {
        add_time(out, " Its connect takes ", own->elapsed_us);
        gs_buf_addf(out, ", %s", is_masked ? "NAT64" : names[lost]);
        add_time(out, "'s ", other->elapsed_us);
        gs_buf_add_text(out, ".");
    }
}

static void add_one(const struct gs_family_row *row, const struct gs_family_past *past,
                    struct gs_buf *out)
{
    bool has_address =
        row->sides[0].connections.count + row->sides[1].connections.count > 0;
    if (row->winner_family != 0) {
        add_winner(row, out);
    } else if (!has_address) {
        gs_buf_add_text(out, "No address of either family, so nothing to connect to.");
    } else {
        gs_buf_add_text(out, "Neither family connects: ");
        add_lack(row, 0, out);
        gs_buf_add_text(out, ", ");
        add_lack(row, 1, out);
        gs_buf_add_text(out, ".");
    }
    if (past != NULL && past->rounds > 1) {
        gs_buf_addf(out, " Of %u rounds IPv6 won %u, IPv4 %u.", past->rounds,
                    past->sides[0].wins, past->sides[1].wins);
    }
}

static void add_all(const struct gs_families *families, struct gs_buf *out)
{
    struct gs_family_total totals[2];
    gs_family_totals(families, totals);
    size_t best = totals[1].wins > totals[0].wins ? 1 : 0;
    if (totals[0].wins + totals[1].wins == 0) {
        gs_buf_addf(out, "No host of %zu connects over either family.",
                    families->rows.count);
        return;
    }
    if (totals[0].wins == totals[1].wins) {
        gs_buf_addf(out, "Each family wins for %zu of %zu hosts", totals[0].wins,
                    families->rows.count);
    } else {
        gs_buf_addf(out, "%s wins for %zu of %zu hosts", names[best], totals[best].wins,
                    families->rows.count);
    }
    if (totals[0].connect_us >= 0 && totals[1].connect_us >= 0) {
        add_time(out, "; the median connect takes ", totals[0].connect_us);
        add_time(out, " over IPv6, ", totals[1].connect_us);
        gs_buf_add_text(out, " over IPv4");
    }
    gs_buf_add_text(out, ".");
}

void gs_families_words(const struct gs_families *families,
                       const struct gs_family_past_list *past, struct gs_buf *out)
{
    if (families->rows.count == 1) {
        const struct gs_family_row *row = &families->rows.items[0];
        add_one(row, past == NULL ? NULL : gs_family_past_find(past, row->host), out);
    } else if (families->rows.count > 1) {
        add_all(families, out);
    }
}
