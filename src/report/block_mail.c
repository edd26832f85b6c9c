/* SPDX-License-Identifier: MIT */
#include "blocks.h"
#include "parts.h"
#include "table.h"

#include <stdio.h>

static const char *mail_state(const struct gs_mx_plan *plan, char room[REPORT_INFO_MAX])
{
    switch (plan->kind) {
    case GS_MX_WAITING:
        return "not known";
    case GS_MX_LISTED:
        report_count(room, plan->exchanges.count, "exchange", "exchanges");
        return room;
    case GS_MX_IMPLICIT:
        return gs_mx_kind_word(plan->kind);
    default:
        (void)snprintf(room, REPORT_INFO_MAX, "✗ %s", gs_mx_kind_word(plan->kind));
        return room;
    }
}

static const char *status_sign(enum gs_exchange_status status)
{
    switch (status) {
    case GS_EXCHANGE_WAITING:
        return "…";
    case GS_EXCHANGE_OK:
        return "▲";
    default:
        return "✗";
    }
}

static void write_note(struct gs_buf *out, const struct gs_exchange *exchange)
{
    bool is_open = exchange->status == GS_EXCHANGE_WAITING && exchange->problem == NULL;
    const char *words = is_open ? "not finished" : gs_exchange_trouble(exchange);
    if (words[0] != '\0') {
        gs_buf_addf(out, "%s %s", status_sign(exchange->status), words);
    }
}

static bool is_same_group(const struct gs_exchange_list *list, size_t i, size_t j)
{
    return i < list->count && j < list->count &&
           list->items[i].preference == list->items[j].preference;
}

/* An exchange and its addresses; a bracket holds exchanges of equal preference together. */
static void add_exchange(struct report_table *table, const struct gs_exchange_list *list,
                         size_t i)
{
    const struct gs_exchange *exchange = &list->items[i];
    bool has_before = i > 0 && is_same_group(list, i, i - 1);
    bool has_after = is_same_group(list, i, i + 1);
    const char *alone_or_last = has_before ? "└" : " ";
    const char *first_or_inner = has_before ? "│" : "┌";
    struct gs_buf name = {0};
    struct gs_buf note = {0};
    gs_buf_addf(&name, "%s ", has_after ? first_or_inner : alone_or_last);
    write_note(&note, exchange);
    if (has_before) {
        report_cell(table, "");
    } else {
        report_cellf(table, "%u", (unsigned)exchange->preference);
    }
    report_cell_name(table, gs_buf_text(&name), exchange->name);
    report_cell(table, gs_buf_text(&note));
    for (size_t a = 0; a < exchange->addresses.count; a++) {
        char address[GS_ADDRESS_TEXT_MAX];
        gs_address_format(&exchange->addresses.items[a], address);
        report_cell(table, "");
        report_cellf(table, "%s   %s", has_after ? "│" : " ", address);
        report_cell(table, "");
    }
    gs_buf_fini(&name);
    gs_buf_fini(&note);
}

static void write_exchanges(struct gs_buf *out, const struct gs_exchange_list *list)
{
    struct report_table table = {.columns = 3, .right = 1u << 0};
    bool has_group = false;
    for (size_t i = 0; i < list->count; i++) {
        has_group = has_group || is_same_group(list, i, i + 1);
        add_exchange(&table, list, i);
    }
    report_table_write(out, &table, 2);
    if (has_group) {
        gs_buf_add_text(out, "  Exchanges on one bracket are tried in any order.\n");
    }
}

void report_block_mail(struct gs_buf *out, const struct gs_session *session)
{
    static const struct gs_mx_plan none = {.rcode = -1};
    const struct gs_mx_plan *plan = session->lookup.now.mail;
    plan = plan == NULL ? &none : plan;
    char room[REPORT_INFO_MAX];
    char right[REPORT_INFO_MAX];
    report_elapsed(session, GS_PART_MAIL, plan->elapsed_us, right);
    report_title(out, "Mail", mail_state(plan, room), right);
    for (size_t i = 0; i < plan->aliases.count; i++) {
        gs_buf_add_text(out, "  alias of ");
        report_name(out, plan->aliases.items[i]);
        report_end_line(out);
    }
    const char *sentence = plan->kind == GS_MX_WAITING ? "The plan is not finished."
                                                       : gs_mx_plan_sentence(plan);
    if (sentence[0] != '\0') {
        report_paragraph(out, "  ", sentence);
    }
    write_exchanges(out, &plan->exchanges);
    if (plan->left_out > 0) {
        gs_buf_addf(out, "  %u more exchanges are left out.\n", (unsigned)plan->left_out);
    }
}
