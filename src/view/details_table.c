/* SPDX-License-Identifier: MIT */
/*
 * One entry of the services file beside what libc says of the same name and port: libc may ask
 * other sources, and where several lines share a name or a port the first one counts.
 */
#include "pane_faces.h"
#include "table_items.h"

#include <stdio.h>
#include <string.h>

enum {
    PROTOCOL_X = 0,
    FILE_X = 10,
    NAME_X = 24,
    PORT_X = 48,
};

static const uint8_t bits[GS_SERVICE_CHECK_PROTOCOLS] = {GS_TABLE_TCP, GS_TABLE_UDP,
                                                         GS_TABLE_SCTP};

/* Whether libc and the line say another thing of one protocol. A name may have another port by
 * a protocol that this line is not of. */
static bool differs(const struct gs_table_service *entry,
                    const struct gs_service_check_row *row, uint8_t bit)
{
    bool is_same_port = row->by_name.name != NULL && row->by_name.port == entry->port;
    if ((entry->protocols & bit) == 0) {
        return is_same_port;
    }
    return !is_same_port || row->by_port.name == NULL ||
           strcmp(row->by_port.name, entry->name) != 0;
}

/* Whether what differs is what put_conflicts() tells: another line stands before this one. */
static bool is_explained(const struct gs_table_service *entry,
                         const struct gs_service_check_row *row, uint8_t bit)
{
    bool has_both = row->by_name.name != NULL && row->by_port.name != NULL;
    return has_both && (entry->protocols & bit) != 0 &&
           (row->by_name.port == entry->port || (entry->elsewhere & bit) != 0) &&
           (strcmp(row->by_port.name, entry->name) == 0 || (entry->conflicts & bit) != 0);
}

static void put_row(struct gs_rows *rows, const struct gs_table_service *entry,
                    const struct gs_service_check_row *row, uint8_t bit)
{
    bool in_file = (entry->protocols & bit) != 0;
    if (!gs_rows_next(rows, GS_NO_ITEM)) {
        return;
    }
    if (differs(entry, row, bit)) {
        (void)gs_rows_put(rows, GS_SIGN_X, GS_ROLE_WARN, "▲");
    }
    (void)gs_rows_put(rows, PROTOCOL_X, GS_ROLE_TEXT, row->protocol);
    (void)gs_rows_put(rows, FILE_X, in_file ? GS_ROLE_TEXT : GS_ROLE_DIM,
                      in_file ? "listed" : "–");
    if (row->by_name.name != NULL) {
        (void)gs_rows_putf(rows, NAME_X, GS_ROLE_TEXT, "%u", (unsigned)row->by_name.port);
    } else {
        (void)gs_rows_put(rows, NAME_X, GS_ROLE_DIM, "not listed");
    }
    (void)gs_rows_put(rows, PORT_X,
                      row->by_port.name != NULL ? GS_ROLE_TEXT : GS_ROLE_DIM,
                      row->by_port.name != NULL ? row->by_port.name : "not listed");
}

static void put_tables(struct gs_rows *rows, const struct gs_table_service *entry,
                       const struct gs_service_check *check)
{
    bool is_elsewhere = false;
    gs_rows_blank(rows);
    if (gs_rows_next(rows, GS_NO_ITEM)) {
        (void)gs_rows_put(rows, FILE_X, GS_ROLE_HEAD, "the file");
        (void)gs_rows_put(rows, NAME_X, GS_ROLE_HEAD, "getservbyname");
        (void)gs_rows_put(rows, PORT_X, GS_ROLE_HEAD, "getservbyport");
    }
    for (size_t i = 0; i < GS_SERVICE_CHECK_PROTOCOLS; i++) {
        const struct gs_service_check_row *row = &check->rows[i];
        put_row(rows, entry, row, bits[i]);
        is_elsewhere = is_elsewhere || (differs(entry, row, bits[i]) &&
                                        !is_explained(entry, row, bits[i]));
    }
    if (is_elsewhere) {
        gs_rows_blank(rows);
        gs_rows_sentence(
            rows, GS_ROLE_WARN,
            "▲ libc and this line differ: the services line of nsswitch.conf "
            "names other sources than the file.");
    }
}

static void put_types(struct gs_rows *rows, const struct gs_service_check *check)
{
    gs_rows_blank(rows);
    if (gs_rows_next(rows, GS_NO_ITEM)) {
        (void)gs_rows_put(rows, 0, GS_ROLE_HEAD, "socket type");
        (void)gs_rows_putf(rows, NAME_X, GS_ROLE_HEAD, "getaddrinfo(NULL, \"%s\")",
                           check->name);
    }
    for (size_t i = 0; i < GS_SERVICE_CHECK_TYPES; i++) {
        const struct gs_service_check_type *type = &check->types[i];
        bool is_answered = type->outcome == GS_OUTCOME_ANSWERED;
        if (gs_rows_next(rows, GS_NO_ITEM)) {
            (void)gs_rows_put(rows, 0, GS_ROLE_TEXT, type->socktype);
            (void)gs_rows_put(rows, NAME_X, is_answered ? GS_ROLE_TEXT : GS_ROLE_DIM,
                              is_answered ? type->rows : type->error);
        }
    }
}

static void put_conflicts(struct gs_rows *rows, const struct gs_table_service *entry)
{
    if (entry->conflicts != 0) {
        gs_rows_blank(rows);
        gs_rows_sentence(rows, GS_ROLE_WARN,
                         "▲ Another name has the same port and protocol: getservbyport "
                         "gives the one that stands first.");
    }
    if (entry->elsewhere != 0) {
        gs_rows_blank(rows);
        gs_rows_sentence(rows, GS_ROLE_WARN,
                         "▲ The name has another port by the same protocol, too: "
                         "getservbyname gives the one that stands first.");
    }
}

void gs_details_table(const struct gs_pane_context *context, size_t item,
                      struct gs_popup *popup)
{
    const struct gs_table_service *entry = gs_table_service_at(context, item);
    const struct gs_service_check *check = context->session->service;
    struct gs_rows *rows = &popup->rows;
    char line[64];
    if (entry == NULL) {
        return;
    }
    gs_buf_addf(&popup->title, "%s  port %u", entry->name, (unsigned)entry->port);
    (void)snprintf(line, sizeof line, "%s, line %u", GS_TABLE_SERVICES_FILE,
                   (unsigned)entry->line);
    gs_rows_field(rows, FILE_X, "from", line, NULL);
    gs_rows_field(rows, FILE_X, "aliases",
                  *entry->aliases == '\0' ? "none" : entry->aliases, NULL);
    if (*entry->other != '\0') {
        gs_rows_field(rows, FILE_X, "also by", entry->other, NULL);
    }
    if (check == NULL || check->port != entry->port ||
        strcmp(check->name, entry->name) != 0) {
        gs_rows_blank(rows);
        gs_rows_sentence(rows, GS_ROLE_WAIT, "libc is being asked about it.");
    } else {
        put_tables(rows, entry, check);
        put_types(rows, check);
    }
    put_conflicts(rows, entry);
}
