/* SPDX-License-Identifier: MIT */
/*
 * IPv6 and IPv4 of the name side by side, round after round, and of the hosts that it is
 * compared with: two rows a host, then what each family comes to.
 *
 *     host         family  addresses      DNS  connect   last 30       won
 *   ✓ www.a.test   IPv6    2            12 ms    21 ms   ▂▃▂▂▅▂▂   12 of 15
 *   ✗ www.a.test   IPv4    1            11 ms  refused   ×××××××    0 of 15
 */
#include "family_cells.h"
#include "race_pane.h"

#include "gaiscope/base/duration.h"

#include <stdio.h>
#include <string.h>

#include <sys/socket.h>

/* -- all hosts ----------------------------------------------------------------------- */

static void put_duration(const struct gs_family_drawing *drawing, struct gs_rows *rows,
                         enum gs_family_column id, int64_t elapsed_us)
{
    char text[GS_DURATION_TEXT_MAX] = "–";
    if (elapsed_us >= 0) {
        gs_duration_format(elapsed_us, text);
    }
    gs_family_put_cell(drawing, rows, id, GS_ROLE_TEXT, text);
}

static void put_total(const struct gs_family_drawing *drawing, struct gs_rows *rows,
                      const struct gs_family_total *total, size_t side, size_t hosts)
{
    char text[GS_FAMILY_CELL_MAX];
    if (!gs_rows_next(rows, GS_NO_ITEM)) {
        return;
    }
    (void)snprintf(text, sizeof text, "%zu of %zu hosts", total->hosts, hosts);
    gs_family_put_cell(drawing, rows, GS_FAMILY_HOST, GS_ROLE_DIM, text);
    gs_family_put_cell(drawing, rows, GS_FAMILY_FAMILY,
                       side == 0 ? GS_ROLE_V6 : GS_ROLE_V4, gs_family_side_name(side));
    gs_family_format_addresses(total->addresses, total->synthetic, text);
    gs_family_put_cell(drawing, rows, GS_FAMILY_ADDRESSES, GS_ROLE_TEXT, text);
    put_duration(drawing, rows, GS_FAMILY_DNS, total->dns_us);
    put_duration(drawing, rows, GS_FAMILY_LIBC, total->libc_us);
    put_duration(drawing, rows, GS_FAMILY_MEDIAN, total->connect_us);
    (void)snprintf(text, sizeof text, "%zu of %zu", total->wins, total->hosts);
    gs_family_put_cell(drawing, rows, GS_FAMILY_WON, GS_ROLE_TEXT, text);
    (void)snprintf(text, sizeof text, "%zu", total->failed);
    gs_family_put_cell(drawing, rows, GS_FAMILY_FAILED, GS_ROLE_DIM, text);
}

static void put_totals(const struct gs_family_drawing *drawing, struct gs_rows *rows,
                       const struct gs_families *round)
{
    static const int families[] = {AF_INET6, AF_INET};
    struct gs_family_total totals[2];
    gs_family_totals(round, totals);
    gs_rows_blank(rows);
    if (drawing->has_host_rows && gs_rows_next(rows, GS_NO_ITEM)) {
        (void)gs_rows_putf(rows, 0, GS_ROLE_DIM, "all %zu hosts", round->rows.count);
    }
    for (size_t side = 0; side < 2; side++) {
        if (gs_family_is_asked(drawing->context, families[side])) {
            put_total(drawing, rows, &totals[side], side, round->rows.count);
        }
    }
}

static void put_conclusion(const struct gs_family_drawing *drawing, struct gs_rows *rows)
{
    const struct gs_pane_context *context = drawing->context;
    const struct gs_families *round = gs_families_concluded(context);
    struct gs_buf text = {0};
    if (round == NULL || drawing->view.is_stopped) {
        return;
    }
    if (round->port == 0) {
        gs_rows_blank(rows);
        gs_rows_sentence(rows, GS_ROLE_WARN,
                         "▲ The service has no TCP port, so nothing is connected to.");
        return;
    }
    if (round->rows.count > 1) {
        put_totals(drawing, rows, round);
    }
    gs_families_words(round, &context->lookup->families_past, &text);
    gs_rows_blank(rows);
    gs_rows_sentence(rows,
                     round == drawing->view.facts->families ? GS_ROLE_TEXT : GS_ROLE_OLD,
                     gs_buf_text(&text));
    gs_buf_fini(&text);
}

/* -- the pane ------------------------------------------------------------------------ */

static const char *empty_sentence(const struct gs_pane_context *context,
                                  const struct gs_part_view *view)
{
    if (context->lookup == NULL) {
        return "Nothing was asked yet.";
    }
    if (view->is_range) {
        return GS_RANGE_SENTENCE;
    }
    if (view->is_stopped) {
        return "Stopped before a host was asked.";
    }
    if (view->is_waiting) {
        return "Both families are asked and connected to.";
    }
    if (context->lookup->question.is_null) {
        return "No host, so no families to compare. :families HOST names some.";
    }
    return "Not asked: r asks both families and connects to each address.";
}

void gs_describe_families(const struct gs_pane_context *context, struct gs_pane *pane)
{
    struct gs_part_view view = gs_part_view_of(context, GS_PART_FAMILIES);
    const struct gs_families *round = view.facts->families;
    int family = context->lookup == NULL ? 0 : context->lookup->question.hints.family;
    if (round == NULL || round->rows.count == 0) {
        (void)gs_pane_stopped(pane, &view);
        gs_pane_time(pane, &view, view.took_us);
        return;
    }
    size_t hosts = round->rows.count;
    const struct gs_family_past *past =
        gs_family_past_find(&context->lookup->families_past, round->rows.items[0].host);
    if (!gs_pane_stopped(pane, &view)) {
        gs_pane_info(pane, GS_ROLE_TEXT, "%zu %s, port %u", hosts,
                     gs_plural(hosts, "host", "hosts"), round->port);
        if (past != NULL && past->rounds > 1) {
            gs_pane_info(pane, GS_ROLE_TEXT, ", %u rounds", past->rounds);
        }
    }
    if (family != AF_UNSPEC) {
        gs_pane_info(pane, GS_ROLE_WARN, ", ▲ %s alone",
                     family == AF_INET6 ? "IPv6" : "IPv4");
    }
    gs_pane_age(pane, &view);
    gs_pane_time(pane, &view, round->elapsed_us);
}

void gs_build_families(const struct gs_pane_context *context, struct gs_rows *rows)
{
    struct gs_family_drawing drawing = {
        .context = context, .view = gs_part_view_of(context, GS_PART_FAMILIES)};
    gs_family_items(context, &drawing.items);
    if (drawing.items.count == 0) {
        gs_rows_sentence(rows, GS_ROLE_DIM, empty_sentence(context, &drawing.view));
        return;
    }
    for (size_t i = 0; i < drawing.items.count; i++) {
        const struct gs_family_samples *samples = drawing.items.items[i].samples;
        if (samples != NULL) {
            drawing.scale =
                gs_spark_scale_of(&drawing.scale, samples->connect_us, samples->count);
        }
    }
    gs_family_place(&drawing, rows->width_cells);
    gs_family_put_heading(&drawing, rows);
    for (size_t i = 0; i < drawing.items.count; i++) {
        gs_family_put_item(&drawing, rows, i);
    }
    put_conclusion(&drawing, rows);
    gs_vec_fini(&drawing.items);
}

const char *gs_target_families(const struct gs_pane_context *context, size_t item)
{
    struct gs_family_item_list items = {0};
    const char *target = NULL;
    gs_family_items(context, &items);
    if (item < items.count && items.items[item].number > 0) { /* the first is asked */
        target = items.items[item].row->host;
    }
    gs_vec_fini(&items);
    return target;
}

uint64_t gs_key_families(const struct gs_pane_context *context, size_t item)
{
    struct gs_family_item_list items = {0};
    gs_family_items(context, &items);
    uint64_t key = item < items.count
                       ? items.items[item].number * 2 + items.items[item].side + 1
                       : 0;
    gs_vec_fini(&items);
    return key;
}
