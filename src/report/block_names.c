/* SPDX-License-Identifier: MIT */
#include "blocks.h"
#include "parts.h"
#include "table.h"

#include "gaiscope/base/text.h"

#include <stdio.h>
#include <string.h>

static const char *confirmation_sign(enum gs_confirmation confirmed)
{
    static const char *const signs[] = {
        [GS_CONFIRM_WAITING] = "…",   [GS_CONFIRM_LEADS_BACK] = "✓",
        [GS_CONFIRM_ELSEWHERE] = "▲", [GS_CONFIRM_NO_ADDRESS] = "▲",
        [GS_CONFIRM_UNKNOWN] = "✗",
    };
    return signs[confirmed];
}

/* The names that the PTR question was led on to. */
static void write_aliases(struct gs_buf *out, const struct gs_reverse *reverse)
{
    char name[GS_REVERSE_NAME_MAX];
    gs_address_reverse_name(&reverse->address, name);
    for (size_t i = 0; i < reverse->aliases.count; i++) {
        gs_buf_addf(out, "  %s  CNAME  ", i == 0 ? name : "");
        report_name(out, reverse->aliases.items[i]);
        gs_buf_add_text(out, "\n");
    }
}

static void write_reverse(struct gs_buf *out, const struct gs_reverse *reverse)
{
    char address[GS_ADDRESS_TEXT_MAX];
    gs_address_format(&reverse->address, address);
    gs_buf_addf(out, "  %s\n", address);
    write_aliases(out, reverse);
    struct report_table table = {.columns = 2};
    for (size_t i = 0; i < reverse->names.count; i++) {
        const struct gs_reverse_name *name = &reverse->names.items[i];
        struct gs_buf reason = {0};
        gs_reverse_reason(name, &reverse->address, &reason);
        report_cell_name(&table, "", name->name);
        report_cellf(&table, "%s %s", confirmation_sign(name->confirmed),
                     gs_buf_text(&reason));
        gs_buf_fini(&reason);
    }
    if (reverse->names.count == 0) {
        bool is_known = reverse->dns_outcome != GS_OUTCOME_NOT_ASKED;
        report_cell(&table, is_known
                                ? gs_dns_word(reverse->dns_outcome, reverse->dns_rcode)
                                : "DNS has not answered");
        report_cell(&table, "");
    }
    enum gs_reverse_libc libc = gs_reverse_libc_of(reverse);
    if (libc == GS_REVERSE_LIBC_OTHER || libc == GS_REVERSE_LIBC_ONLY) {
        report_cell_name(&table, "", reverse->libc_name);
        report_cell(&table, "from libc only");
    }
    struct gs_buf lines = {0};
    report_table_write(&lines, &table, 0);
    for (const char *at = gs_buf_text(&lines); *at != '\0';) {
        size_t len = strcspn(at, "\n");
        gs_buf_addf(out, "  → %.*s\n", (int)len, at);
        at += len + 1;
    }
    gs_buf_fini(&lines);
}

void report_block_reverse(struct gs_buf *out, const struct gs_session *session)
{
    const struct gs_reverse_list *list = &session->lookup.now.reverse;
    char info[REPORT_INFO_MAX] = "nothing to ask";
    if (list->count > 0) {
        gs_reverse_summary(list, info);
    }
    bool is_unfinished = report_is_unfinished(session, GS_PARTS_ALL, GS_PART_REVERSE);
    report_title(out, "Reverse", info, is_unfinished ? "not finished" : "");
    if (list->count == 0 && !is_unfinished) {
        gs_buf_add_text(out, "  No address, so no reverse name.\n");
    }
    for (size_t i = 0; i < list->count; i++) {
        write_reverse(out, list->items[i]);
    }
}

static void service_note(struct gs_buf *out, const struct gs_service *entry)
{
    if (entry->name == NULL) {
        gs_buf_add_text(out, "not listed");
    }
    for (size_t i = 0; entry->aliases != NULL && entry->aliases[i] != NULL; i++) {
        gs_buf_addf(out, "%s%s", i == 0 ? "alias " : " ", entry->aliases[i]);
    }
    if (entry->is_asked) {
        gs_buf_addf(out, "%sasked", out->len == 0 ? "" : ", ");
    }
}

void report_block_services(struct gs_buf *out, const struct gs_session *session)
{
    const struct gs_services *services = session->lookup.now.services;
    size_t count = services == NULL ? 0 : services->entries.count;
    char right[REPORT_INFO_MAX];
    report_elapsed(session, GS_PART_SERVICES, services == NULL ? 0 : services->elapsed_us,
                   right);
    report_title(out, "Services",
                 session->lookup.question.has_service ? session->lookup.question.service
                                                      : "",
                 right);
    struct report_table table = {.columns = 3};
    for (size_t i = 0; i < count; i++) {
        const struct gs_service *entry = &services->entries.items[i];
        struct gs_buf note = {0};
        service_note(&note, entry);
        if (entry->port == 0) {
            report_cell(&table, entry->protocol[0] == '\0' ? "–" : entry->protocol);
        } else {
            report_cellf(&table, "%u/%s", (unsigned)entry->port, entry->protocol);
        }
        report_cell(&table, entry->name == NULL ? "–" : entry->name);
        report_cell(&table, gs_buf_text(&note));
        gs_buf_fini(&note);
    }
    if (count == 0) {
        gs_buf_add_text(out, services == NULL ? "  The table has not answered.\n"
                                              : "  No service and no port to look up.\n");
    } else {
        report_table_write(out, &table, 2);
    }
}
