/* SPDX-License-Identifier: MIT */
#include "blocks.h"
#include "table.h"

#include "gaiscope/base/duration.h"
#include "gaiscope/base/text.h"
#include "gaiscope/rules/families_rules.h"

#include <stdio.h>
#include <string.h>

static const char *const names[] = {"IPv6", "IPv4"};

/* The cells of a family's line: "IPv6  2 addresses  DNS 12 ms  libc 14 ms  connect 21 ms". */
enum {
    NAME_CELLS = 6,
    COUNT_CELLS = 15,
    SOURCE_CELLS = 14,
    CONNECT_CELLS = 16,
};

/* "DNS 12 ms", "libc ✗ 5.0 s", "DNS –": it was not asked. */
static void write_time(struct gs_buf *out, const char *what, enum gs_outcome outcome,
                       int64_t took_us, size_t cells)
{
    char time[GS_DURATION_TEXT_MAX] = "–";
    struct gs_buf text = {0};
    bool is_fine = took_us < 0 || outcome == GS_OUTCOME_ANSWERED ||
                   outcome == GS_OUTCOME_NO_DATA || outcome == GS_OUTCOME_NO_SUCH_NAME;
    if (took_us >= 0) {
        gs_duration_format(took_us, time);
    }
    gs_buf_addf(&text, "%s %s%s", what, is_fine ? "" : "✗ ", time);
    report_padded(out, gs_buf_text(&text), cells);
    gs_buf_fini(&text);
}

/* "2 addresses", "1 NAT64", "2 and 1 NAT64". */
static void write_count(struct gs_buf *out, size_t all, size_t synthetic)
{
    struct gs_buf text = {0};
    if (synthetic == 0) {
        gs_buf_addf(&text, "%zu %s", all, gs_plural(all, "address", "addresses"));
    } else if (synthetic == all) {
        gs_buf_addf(&text, "%zu NAT64", all);
    } else {
        gs_buf_addf(&text, "%zu and %zu NAT64", all - synthetic, synthetic);
    }
    report_padded(out, gs_buf_text(&text), COUNT_CELLS);
    gs_buf_fini(&text);
}

static void write_connect(struct gs_buf *out, const struct gs_family_side *side)
{
    const struct gs_connection *fastest = gs_family_side_fastest(side);
    if (fastest != NULL) {
        write_time(out, "connect", GS_OUTCOME_ANSWERED, fastest->elapsed_us,
                   CONNECT_CELLS);
    } else if (side->connections.count > 0) {
        enum gs_connect_status status = side->connections.items[0].status;
        bool is_over = gs_connect_is_over(status);
        gs_buf_addf(out, "connect %s", is_over ? "✗ " : "…");
        gs_buf_add_text(out, is_over ? gs_connect_word(status) : "");
    } else {
        gs_buf_add_text(out, "connect –");
    }
    report_end_line(out);
}

/* "from 2001:db8::7 by eth0, MTU 1492": the way of the fastest connection. */
static void write_path(struct gs_buf *out, const struct gs_family_side *side)
{
    const struct gs_connection *fastest = gs_family_side_fastest(side);
    char source[GS_ADDRESS_TEXT_MAX];
    if (fastest == NULL || fastest->source.family == 0) {
        return;
    }
    gs_address_format(&fastest->source, source);
    gs_buf_addf(out, "      from %s", source);
    if (fastest->interface[0] != '\0') {
        gs_buf_add_text(out, " by ");
        gs_text_sanitise(out, fastest->interface, strlen(fastest->interface));
    }
    if (fastest->mtu_bytes > 0) {
        gs_buf_addf(out, ", MTU %u", fastest->mtu_bytes);
    }
    report_end_line(out);
}

static void add_connection(struct report_table *table, const struct gs_family_side *side,
                           size_t at)
{
    const struct gs_connection *connection = &side->connections.items[at];
    bool is_over = gs_connect_is_over(connection->status);
    char text[GS_ADDRESS_TEXT_MAX];
    char took[GS_DURATION_TEXT_MAX];
    gs_address_format(&connection->endpoint.address, text);
    gs_duration_format(connection->elapsed_us, took);
    report_cell(table, text);
    report_cellf(table, "%s%s",
                 connection->status == GS_CONNECT_OPEN ? "✓ "
                 : is_over                             ? "✗ "
                                                       : "… ",
                 is_over ? gs_connect_word(connection->status) : "not finished");
    report_cell(table, is_over ? took : "");
    report_cell(table,
                at < GS_FAMILY_ADDRESSES_MAX && side->is_synthetic[at] ? "NAT64" : "");
    report_cell_name(table, "", at == 0 ? side->pointer : "");
}

static void write_side(struct gs_buf *out, const struct gs_family_side *side,
                       size_t number)
{
    struct report_table table = {.columns = 5, .right = 1u << 2};
    gs_buf_add_text(out, "    ");
    report_padded(out, names[number], NAME_CELLS);
    write_count(out, side->connections.count, side->synthetic_count);
    write_time(out, "DNS", side->dns_outcome, side->dns_us, SOURCE_CELLS);
    write_time(out, "libc", side->libc_outcome, side->libc_us, SOURCE_CELLS);
    write_connect(out, side);
    for (size_t i = 0; i < side->connections.count; i++) {
        add_connection(&table, side, i);
    }
    report_table_write(out, &table, 6);
    write_path(out, side);
    if (side->left_out > 0) {
        gs_buf_addf(out, "      %u more addresses are not connected to.\n",
                    side->left_out);
    }
}

static void write_host(struct gs_buf *out, const struct gs_family_row *row)
{
    gs_buf_add_text(out, "  ");
    report_name(out, row->host);
    gs_buf_add_text(out, "\n");
    write_side(out, &row->sides[0], 0);
    write_side(out, &row->sides[1], 1);
    if (row->winner_family != 0) {
        char text[GS_DURATION_TEXT_MAX];
        gs_duration_format(row->won_us, text);
        gs_buf_addf(out, "    ✓ %s wins after %s\n",
                    names[gs_race_side(row->winner_family)], text);
    } else {
        gs_buf_addf(out, "    %s\n",
                    row->is_complete ? "✗ neither connects" : "… not finished");
    }
}

static void write_total(struct gs_buf *out, const struct gs_family_total *total,
                        size_t number)
{
    gs_buf_add_text(out, "    ");
    report_padded(out, names[number], NAME_CELLS);
    write_count(out, total->addresses, total->synthetic);
    write_time(out, "DNS", GS_OUTCOME_ANSWERED, total->dns_us, SOURCE_CELLS);
    write_time(out, "libc", GS_OUTCOME_ANSWERED, total->libc_us, SOURCE_CELLS);
    write_time(out, "connect", GS_OUTCOME_ANSWERED, total->connect_us, CONNECT_CELLS);
    gs_buf_addf(out, "wins for %zu", total->wins);
    report_end_line(out);
}

static void write_totals(struct gs_buf *out, const struct gs_families *families)
{
    struct gs_family_total totals[2];
    gs_family_totals(families, totals);
    gs_buf_addf(out, "  all %zu hosts, medians\n", families->rows.count);
    write_total(out, &totals[0], 0);
    write_total(out, &totals[1], 1);
}

void report_block_families(struct gs_buf *out, const struct gs_session *session)
{
    static const struct gs_families none;
    const struct gs_families *families = session->lookup.now.families;
    char info[REPORT_INFO_MAX];
    char right[REPORT_INFO_MAX];
    families = families == NULL ? &none : families;
    (void)snprintf(info, sizeof info, "%zu %s, port %u", families->rows.count,
                   gs_plural(families->rows.count, "host", "hosts"), families->port);
    report_elapsed(session, GS_PART_FAMILIES, families->elapsed_us, right);
    report_title(out, "Families", families->rows.count == 0 ? "" : info, right);
    if (families->rows.count == 0) {
        report_paragraph(out, "  ", "No host, so no families to compare.");
        return;
    }
    for (size_t i = 0; i < families->rows.count; i++) {
        write_host(out, &families->rows.items[i]);
    }
    if (families->rows.count > 1 && families->is_complete) {
        write_totals(out, families);
    }
    if (families->is_complete) {
        struct gs_buf words = {0};
        gs_families_words(families, &session->lookup.families_past, &words);
        report_paragraph(out, "  ", gs_buf_text(&words));
        gs_buf_fini(&words);
    }
    if (families->port == 0) {
        report_paragraph(out, "▲ ",
                         "The service has no TCP port, so nothing is connected to.");
    }
}
