/* SPDX-License-Identifier: MIT */
#include "blocks.h"
#include "parts.h"
#include "table.h"

#include <string.h>

static const char *mail_sentence(const struct gs_mx_plan *plan)
{
    switch (plan->kind) {
    case GS_MX_WAITING:
        return "The plan is not finished.";
    case GS_MX_LISTED:
        return "";
    case GS_MX_IMPLICIT:
        return "No MX record: the domain's own address takes its place.";
    case GS_MX_NULL:
        return "The domain accepts no mail: a sender gives up at once. RFC 7505";
    case GS_MX_NONE:
        return "No MX record and no address: a sender gives up at once.";
    case GS_MX_NXDOMAIN:
        return "No such name: a sender gives up at once.";
    case GS_MX_TEMPORARY_FAILURE:
        return "MX not known: a sender keeps the mail and tries again. This is not \"no "
               "MX\".";
    case GS_MX_INVALID:
        return plan->problem == NULL ? "No mail can be sent there." : "";
    }
    return "";
}

static const char *mail_state(const struct gs_mx_plan *plan, char room[REPORT_INFO_MAX])
{
    switch (plan->kind) {
    case GS_MX_WAITING:
        return "not known";
    case GS_MX_LISTED:
        report_count(room, plan->exchanges.count, "exchange", "exchanges");
        return room;
    case GS_MX_IMPLICIT:
        return "implicit MX";
    case GS_MX_NULL:
        return "✗ takes no mail";
    case GS_MX_NONE:
        return "✗ no data";
    case GS_MX_NXDOMAIN:
        return "✗ no such name";
    case GS_MX_TEMPORARY_FAILURE:
        return "✗ try again";
    case GS_MX_INVALID:
        return "✗ not deliverable";
    }
    return "";
}

static const char *exchange_note(const struct gs_exchange *exchange)
{
    switch (exchange->status) {
    case GS_EXCHANGE_WAITING:
        return "… not finished";
    case GS_EXCHANGE_OK:
        return "";
    case GS_EXCHANGE_NXDOMAIN:
        return "✗ no such name: never used";
    case GS_EXCHANGE_NODATA:
        return "✗ no address";
    case GS_EXCHANGE_TEMPORARY_FAILURE:
        return "✗ try again";
    case GS_EXCHANGE_NONE:
        return "✗ never used";
    }
    return "";
}

/* The bracket that holds exchanges of equal preference together. */
static const char *bracket(const struct gs_exchange_list *list, size_t i)
{
    bool has_before = i > 0 && list->items[i - 1].preference == list->items[i].preference;
    bool has_after =
        i + 1 < list->count && list->items[i + 1].preference == list->items[i].preference;
    if (has_before) {
        return has_after ? "│" : "└";
    }
    return has_after ? "┌" : " ";
}

static void write_exchanges(struct gs_buf *out, const struct gs_exchange_list *list)
{
    struct report_table table = {.columns = 3, .right = 1u << 0};
    bool has_group = false;
    for (size_t i = 0; i < list->count; i++) {
        const struct gs_exchange *exchange = &list->items[i];
        const char *sign = bracket(list, i);
        bool is_next = sign[0] == ' ' || strcmp(sign, "┌") == 0;
        bool is_last = sign[0] == ' ' || strcmp(sign, "└") == 0;
        has_group = has_group || sign[0] != ' ';
        struct gs_buf name = {0};
        gs_buf_addf(&name, "%s %s", sign, exchange->name);
        struct gs_buf note = {0};
        gs_buf_add_text(&note, exchange_note(exchange));
        if (exchange->problem != NULL) {
            gs_buf_addf(&note, "%s%s", note.len == 0 ? "▲ " : ": ", exchange->problem);
        }
        if (is_next) {
            report_cellf(&table, "%u", (unsigned)exchange->preference);
        } else {
            report_cell(&table, "");
        }
        report_cell(&table, gs_buf_text(&name));
        report_cell(&table, gs_buf_text(&note));
        for (size_t a = 0; a < exchange->addresses.count; a++) {
            char address[GS_ADDRESS_TEXT_MAX];
            gs_address_format(&exchange->addresses.items[a], address);
            report_cell(&table, "");
            report_cellf(&table, "%s   %s", is_last ? " " : "│", address);
            report_cell(&table, "");
        }
        gs_buf_fini(&name);
        gs_buf_fini(&note);
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
        report_paragraph(out, "  alias of ", plan->aliases.items[i]);
    }
    const char *sentence = mail_sentence(plan);
    if (sentence[0] != '\0') {
        report_paragraph(out, "  ", sentence);
    }
    if (plan->problem != NULL) {
        report_paragraph(out, "  ", plan->problem);
    }
    write_exchanges(out, &plan->exchanges);
    if (plan->left_out > 0) {
        gs_buf_addf(out, "  %u more exchanges are left out.\n", (unsigned)plan->left_out);
    }
}
