/* SPDX-License-Identifier: MIT */
/*
 * One family of one host: what DNS and libc said, each address with its connection, the name
 * of the first one, and the rounds, in numbers and as a plot beside the other family's.
 */
#include "family_items.h"
#include "race_pane.h"
#include "spark.h"

#include "gaiscope/base/duration.h"
#include "gaiscope/base/errno_name.h"
#include "gaiscope/rules/median.h"

#include <stdio.h>
#include <string.h>

enum {
    VALUE_X = 12,
    STATE_X = 2, /* below its address */
    PLOT_ROWS = 4,
    PLOT_CELLS = GS_FAMILIES_SAMPLES_MAX / 2,
    PLOT_X = 12,
    PLOT_OTHER_X = 44,
    LINE_MAX = 160,
};

static void put_source(struct gs_rows *rows, const char *label, enum gs_outcome outcome,
                       int64_t took_us)
{
    char time[GS_DURATION_TEXT_MAX] = "";
    if (took_us >= 0) {
        gs_duration_format(took_us, time);
    }
    gs_rows_field(rows, VALUE_X, label,
                  outcome == GS_OUTCOME_NOT_ASKED && took_us < 0
                      ? "not asked"
                      : gs_outcome_word(outcome),
                  time);
}

/* -- addresses ----------------------------------------------------------------------- */

/* "from 2001:db8::7 by eth0, MTU 1500": what the kernel knows of the way. */
static void put_path(struct gs_rows *rows, const struct gs_connection *connection)
{
    char source[GS_ADDRESS_TEXT_MAX];
    struct gs_buf text = {0};
    if (connection->source.family == 0) {
        return;
    }
    gs_address_format(&connection->source, source);
    gs_buf_addf(&text, "from %s", source);
    if (connection->interface[0] != '\0') {
        gs_buf_addf(&text, " by %s", connection->interface);
    }
    if (connection->mtu_bytes > 0) {
        gs_buf_addf(&text, ", MTU %u", connection->mtu_bytes);
    }
    if (connection->syns_again > 0) {
        gs_buf_addf(&text, ", SYN sent again %u×", connection->syns_again);
    }
    if (gs_rows_next(rows, GS_NO_ITEM)) {
        (void)gs_rows_put(rows, STATE_X, GS_ROLE_DIM, gs_buf_text(&text));
    }
    gs_buf_fini(&text);
}

static void put_connection(struct gs_rows *rows, const struct gs_family_side *side,
                           size_t at)
{
    const struct gs_connection *connection = &side->connections.items[at];
    bool is_open = connection->status == GS_CONNECT_OPEN;
    bool is_over = gs_connect_is_over(connection->status);
    char text[GS_ENDPOINT_TEXT_MAX];
    gs_endpoint_format(&connection->endpoint, 0, text);
    if (gs_rows_next(rows, GS_NO_ITEM)) {
        if (is_over) {
            (void)gs_rows_put(rows, GS_SIGN_X, is_open ? GS_ROLE_OK : GS_ROLE_ERR,
                              is_open ? "✓" : "✗");
        }
        int x = gs_rows_put(rows, 0, GS_ROLE_TEXT, text);
        x = gs_rows_put(rows, x + 2, is_open || !is_over ? GS_ROLE_TEXT : GS_ROLE_ERR,
                        gs_connect_word(connection->status));
        if (connection->error != 0) {
            x = gs_rows_put(rows, x + 2, GS_ROLE_DIM, gs_errno_name(connection->error));
        }
        if (at < GS_FAMILY_ADDRESSES_MAX && side->is_synthetic[at]) {
            (void)gs_rows_put(rows, x + 2, GS_ROLE_DIM, "NAT64: IPv4 at the host");
        }
        if (is_over) {
            gs_rows_put_time(rows, (int)rows->width_cells, GS_ROLE_TEXT,
                             connection->elapsed_us);
        }
    }
    put_path(rows, connection);
}

static void put_connections(struct gs_rows *rows, const struct gs_family_side *side)
{
    char text[LINE_MAX];
    for (size_t i = 0; i < side->connections.count; i++) {
        put_connection(rows, side, i);
    }
    if (side->connections.count == 0) {
        gs_rows_sentence(rows, GS_ROLE_DIM, "No address, so nothing to connect to.");
    }
    if (side->left_out > 0) {
        (void)snprintf(text, sizeof text, "%u more addresses are not connected to.",
                       side->left_out);
        gs_rows_sentence(rows, GS_ROLE_WARN, text);
    }
}

/* -- rounds -------------------------------------------------------------------------- */

/* "21", "1.8 s": in milliseconds, which the label says, where it is not more. */
static void add_value(struct gs_buf *out, int64_t value_us)
{
    char time[GS_DURATION_TEXT_MAX] = "×";
    if (value_us >= 0) {
        gs_duration_format(value_us, time);
    }
    char *unit = strstr(time, " ms");
    if (unit != NULL) {
        *unit = '\0';
    }
    gs_buf_add_text(out, time);
}

/* Oldest first. */
static void put_values(struct gs_rows *rows, const struct gs_family_samples *samples)
{
    struct gs_buf text = {0};
    gs_buf_add_text(&text, "In ms, the oldest first:");
    for (size_t i = 0; i < samples->count; i++) {
        gs_buf_add_text(&text, i == 0 ? " " : ", ");
        add_value(&text, samples->connect_us[i]);
    }
    gs_rows_sentence(rows, GS_ROLE_TEXT, gs_buf_text(&text));
    gs_buf_fini(&text);
}

static void put_summary(struct gs_rows *rows, const struct gs_family_item *item)
{
    const struct gs_family_stats *stats = &item->stats;
    const struct gs_family_samples *samples = item->samples;
    char least[GS_DURATION_TEXT_MAX];
    char median[GS_DURATION_TEXT_MAX];
    char text[LINE_MAX];
    bool has_address = item->row->sides[item->side].connections.count > 0;
    (void)snprintf(text, sizeof text, "%u, won %u", stats->rounds, stats->wins);
    gs_rows_field(rows, VALUE_X, "rounds", text, "");
    if (!has_address && stats->median_us < 0) {
        return; /* nothing that could fail */
    }
    (void)snprintf(text, sizeof text, "%u", stats->failures);
    gs_rows_field(rows, VALUE_X, "failed", text, "");
    if (stats->median_us >= 0) {
        gs_duration_format(stats->min_us, least);
        gs_duration_format(stats->median_us, median);
        (void)snprintf(text, sizeof text, "least %s, median %s", least, median);
        gs_rows_field(rows, VALUE_X, "connect", text, "");
    }
    int64_t dns_us = gs_median(samples->dns_us, samples->count);
    int64_t libc_us = gs_median(samples->libc_us, samples->count);
    if (dns_us >= 0) {
        gs_duration_format(dns_us, median);
        gs_rows_field(rows, VALUE_X, "DNS", "median", median);
    }
    if (libc_us >= 0) {
        gs_duration_format(libc_us, median);
        gs_rows_field(rows, VALUE_X, "libc", "median", median);
    }
    put_values(rows, samples);
}

/* Both families on one scale, the greatest value above, zero below. */
static void put_plots(struct gs_rows *rows, const struct gs_family_past *past)
{
    struct gs_buf lines[2][PLOT_ROWS] = {{{0}}};
    struct gs_spark_scale scale = {0};
    char most[GS_DURATION_TEXT_MAX];
    for (size_t side = 0; side < 2; side++) {
        scale = gs_spark_scale_of(&scale, past->sides[side].connect_us,
                                  past->sides[side].count);
    }
    for (size_t side = 0; side < 2; side++) {
        struct gs_spark_values values = {past->sides[side].connect_us,
                                         past->sides[side].count};
        gs_spark_plot(values, scale.most, PLOT_CELLS, PLOT_ROWS, lines[side]);
    }
    gs_duration_format(scale.most, most);
    for (size_t row = 0; row < PLOT_ROWS; row++) {
        if (gs_rows_next(rows, GS_NO_ITEM)) {
            const char *label = row == 0 ? most : row == PLOT_ROWS - 1 ? "0 ms" : "";
            (void)gs_rows_put_right(rows, PLOT_X - 2, GS_ROLE_DIM, label);
            (void)gs_rows_put(rows, PLOT_X - 1, GS_ROLE_RULE, "│");
            (void)gs_rows_put(rows, PLOT_X, GS_ROLE_SPARK, gs_buf_text(&lines[0][row]));
            (void)gs_rows_put(rows, PLOT_OTHER_X - 1, GS_ROLE_RULE, "│");
            (void)gs_rows_put(rows, PLOT_OTHER_X, GS_ROLE_SPARK,
                              gs_buf_text(&lines[1][row]));
        }
        gs_buf_fini(&lines[0][row]);
        gs_buf_fini(&lines[1][row]);
    }
    if (gs_rows_next(rows, GS_NO_ITEM)) {
        (void)gs_rows_put(rows, PLOT_X, GS_ROLE_V6, "IPv6");
        (void)gs_rows_put(rows, PLOT_OTHER_X, GS_ROLE_V4, "IPv4");
    }
}

static void put_rounds(struct gs_rows *rows, const struct gs_pane_context *context,
                       const struct gs_family_item *item)
{
    const struct gs_family_past *past =
        gs_family_past_find(&context->lookup->families_past, item->row->host);
    if (past == NULL) {
        return;
    }
    gs_rows_blank(rows);
    put_summary(rows, item);
    if (past->rounds > 1 && rows->width_cells >= PLOT_OTHER_X + PLOT_CELLS) {
        gs_rows_blank(rows);
        put_plots(rows, past);
    }
}

static void put_item(struct gs_rows *rows, const struct gs_pane_context *context,
                     const struct gs_family_item *item)
{
    const struct gs_family_side *side = &item->row->sides[item->side];
    put_source(rows, item->side == 0 ? "DNS, AAAA" : "DNS, A", side->dns_outcome,
               side->dns_us);
    put_source(rows, "libc", side->libc_outcome, side->libc_us);
    if (side->connections.count > 0) {
        bool has_name = side->pointer[0] != '\0';
        gs_rows_field_host(
            rows, VALUE_X, "first name",
            has_name ? side->pointer : gs_outcome_word(side->pointer_outcome), "");
    }
    if (item->row->winner_family != 0) {
        char text[GS_DURATION_TEXT_MAX];
        gs_duration_format(item->row->won_us, text);
        gs_rows_field(rows, VALUE_X, "a race",
                      gs_race_side(item->row->winner_family) == item->side
                          ? "this family wins after"
                          : "the other family wins after",
                      text);
    }
    gs_rows_blank(rows);
    put_connections(rows, side);
    put_rounds(rows, context, item);
}

void gs_details_families(const struct gs_pane_context *context, size_t item,
                         struct gs_popup *popup)
{
    struct gs_family_item_list items = {0};
    gs_family_items(context, &items);
    if (item < items.count) {
        struct gs_buf host = {0};
        gs_idn_show(&host, items.items[item].row->host);
        gs_buf_addf(&popup->title, "%s  %s", gs_buf_text(&host),
                    gs_family_side_name(items.items[item].side));
        gs_buf_fini(&host);
        put_item(&popup->rows, context, &items.items[item]);
    }
    gs_vec_fini(&items);
}
