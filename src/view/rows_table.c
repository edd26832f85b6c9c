/* SPDX-License-Identifier: MIT */
/*
 * /etc/services as this machine has it: one row a name and port, its protocols side by side.
 */
#include "pane_faces.h"
#include "table_items.h"

#include "gaiscope/base/text.h"
#include "gaiscope/rules/services_verdict.h"

#include <stdio.h>
#include <string.h>

enum {
    PORT_END = 5,
    NAME_X = 7,
    NAME_CELLS = 14,
    TCP_X = 23,
    UDP_X = 29,
    SCTP_X = 35,
    ALIASES_X = 42,
    ASKED_CELLS = 7, /* "asked" and two blanks */
};

/* What was typed as the service, sanitised. Owns: the caller. */
static char *asked_service(const struct gs_pane_context *context)
{
    bool has_service = context->lookup != NULL && context->lookup->question.has_service;
    return gs_text_sanitised(has_service ? context->lookup->question.service : "");
}

void gs_describe_table(const struct gs_pane_context *context, struct gs_pane *pane)
{
    const struct gs_tables *tables = context->session->tables;
    if (tables == NULL) {
        return;
    }
    if (context->filter[0] != '\0') {
        gs_pane_info(pane, GS_ROLE_TEXT, "%zu of ", gs_table_service_count(context));
    }
    gs_pane_info(pane, GS_ROLE_TEXT, "%zu", tables->services.count);
    if (tables->error_count > 0) {
        gs_pane_info(pane, GS_ROLE_TEXT, ", %zu %s left out", tables->error_count,
                     gs_plural(tables->error_count, "line is", "lines are"));
    }
    gs_buf_add_text(&pane->right, GS_TABLE_SERVICES_FILE);
}

static void put_mark(struct gs_rows *rows, int x, const struct gs_table_service *entry,
                     uint8_t bit)
{
    bool is_listed = (entry->protocols & bit) != 0;
    bool is_bad = ((entry->conflicts | entry->elsewhere) & bit) != 0;
    (void)gs_rows_put(rows, x,
                      is_bad      ? GS_ROLE_WARN
                      : is_listed ? GS_ROLE_OK
                                  : GS_ROLE_DIM,
                      is_bad      ? "▲"
                      : is_listed ? "✓"
                                  : "–");
}

/* "tcp udp" where there is no room for columns. */
static void put_narrow(struct gs_rows *rows, const struct gs_table_service *entry)
{
    (void)gs_rows_putf(rows, NAME_X + NAME_CELLS + 1, GS_ROLE_DIM, "%s%s%s%s",
                       (entry->protocols & GS_TABLE_TCP) != 0 ? "tcp " : "",
                       (entry->protocols & GS_TABLE_UDP) != 0 ? "udp " : "",
                       (entry->protocols & GS_TABLE_SCTP) != 0 ? "sctp " : "",
                       entry->other);
}

static void put_aliases(struct gs_rows *rows, const struct gs_table_service *entry,
                        bool is_asked)
{
    int end = (int)rows->width_cells - (is_asked ? ASKED_CELLS : 0);
    struct gs_buf text = {0};
    gs_buf_add_text(&text, entry->aliases);
    if (*entry->other != '\0') {
        gs_buf_addf(&text, "%salso by %s", text.len > 0 ? ", " : "", entry->other);
    }
    if (end > ALIASES_X) {
        (void)gs_rows_put_cut(rows, ALIASES_X, GS_ROLE_TEXT, gs_buf_text(&text),
                              (size_t)(end - ALIASES_X));
    }
    gs_buf_fini(&text);
}

static void put_entry(struct gs_rows *rows, const struct gs_table_service *entry,
                      const char *asked)
{
    bool is_asked = gs_service_is_asked(entry, asked);
    bool is_wide = rows->width_cells >= GS_WIDE_CELLS;
    char port[16];
    (void)snprintf(port, sizeof port, "%u", (unsigned)entry->port);
    if ((entry->conflicts | entry->elsewhere) != 0) {
        (void)gs_rows_put(rows, GS_SIGN_X, GS_ROLE_WARN, "▲");
    }
    (void)gs_rows_put_right(rows, PORT_END, GS_ROLE_TEXT, port);
    (void)gs_rows_put_cut(rows, NAME_X, is_asked ? GS_ROLE_STRONG : GS_ROLE_TEXT,
                          entry->name, NAME_CELLS);
    if (!is_wide) {
        put_narrow(rows, entry);
        return;
    }
    put_mark(rows, TCP_X, entry, GS_TABLE_TCP);
    put_mark(rows, UDP_X, entry, GS_TABLE_UDP);
    put_mark(rows, SCTP_X, entry, GS_TABLE_SCTP);
    put_aliases(rows, entry, is_asked);
    if (is_asked) {
        (void)gs_rows_put_right(rows, (int)rows->width_cells, GS_ROLE_STRONG, "asked");
    }
}

static void put_head(struct gs_rows *rows)
{
    if (!gs_rows_next(rows, GS_NO_ITEM)) {
        return;
    }
    (void)gs_rows_put_right(rows, PORT_END, GS_ROLE_HEAD, "port");
    (void)gs_rows_put(rows, NAME_X, GS_ROLE_HEAD, "name");
    if (rows->width_cells < GS_WIDE_CELLS) {
        return;
    }
    (void)gs_rows_put(rows, TCP_X - 1, GS_ROLE_HEAD, "tcp");
    (void)gs_rows_put(rows, UDP_X - 1, GS_ROLE_HEAD, "udp");
    (void)gs_rows_put(rows, SCTP_X - 1, GS_ROLE_HEAD, "sctp");
    (void)gs_rows_put(rows, ALIASES_X, GS_ROLE_HEAD, "aliases");
}

/* The lines that are no entry, at the end of the list. */
static void put_errors(struct gs_rows *rows, const struct gs_tables *tables)
{
    for (size_t i = 0; i < tables->errors.count; i++) {
        const struct gs_table_error *error = &tables->errors.items[i];
        char text[160];
        (void)snprintf(text, sizeof text, "▲ %s, line %u: %s.", error->file,
                       (unsigned)error->line, error->reason);
        gs_rows_sentence(rows, GS_ROLE_DIM, text);
    }
    if (tables->is_truncated) {
        gs_rows_sentence(rows, GS_ROLE_DIM,
                         "▲ The file is longer: what follows is not read.");
    }
}

static const char *empty_sentence(const struct gs_tables *tables)
{
    if (!tables->has_services) {
        return "There is no /etc/services that can be read. A program must give ports as "
               "numbers, unless another source of nsswitch.conf knows names.";
    }
    return tables->services.count == 0 ? "The file has no entry."
                                       : "No row passes the filter: Esc shows all.";
}

void gs_build_table(const struct gs_pane_context *context, struct gs_rows *rows)
{
    const struct gs_tables *tables = context->session->tables;
    size_t count = gs_table_service_count(context);
    if (tables == NULL) {
        gs_rows_sentence(rows, GS_ROLE_DIM, "/etc/services is being read.");
        return;
    }
    if (count == 0) {
        gs_rows_sentence(rows, GS_ROLE_DIM, empty_sentence(tables));
    } else {
        put_head(rows);
    }
    char *asked = asked_service(context);
    for (size_t i = 0; i < count; i++) {
        i += gs_rows_skip(rows, i, count - i, 1);
        if (i < count && gs_rows_next(rows, i)) {
            put_entry(rows, gs_table_service_at(context, i), asked);
        }
    }
    free(asked);
    if (context->filter[0] == '\0') {
        put_errors(rows, tables);
    }
}

void gs_text_table(const struct gs_pane_context *context, size_t item, struct gs_buf *out)
{
    const struct gs_table_service *entry = gs_table_service_at(context, item);
    if (entry != NULL) {
        gs_table_service_text(entry, out);
    }
}

/* The entry itself: its line in the file does not move when another order is chosen. */
uint64_t gs_key_table(const struct gs_pane_context *context, size_t item)
{
    const struct gs_table_service *entry = gs_table_service_at(context, item);
    return entry == NULL ? 0 : entry->line;
}
